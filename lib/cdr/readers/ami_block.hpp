// SPDX-License-Identifier: BSL-1.0
#pragma once

// One event of the manager interface: `Key: value` lines.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace almon::inline v0::cdr {

/// The lines of one event. Text is copied, because a block may span two pieces of the input.
class event_block {
public:
    void clear() noexcept {
        text_.clear();
        count_ = 0;
    }
    void add(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || count_ == fields_.size()) return;
        std::size_t value = colon + 1;
        if (value < line.size() && line[value] == ' ') ++value;
        const std::size_t at = text_.size();
        text_.append(line);
        fields_[count_++] = {at, colon, at + value, line.size() - value};
    }
    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::string_view operator[](std::string_view key) const noexcept {
        for (std::size_t i = 0; i < count_; ++i)
            if (fields_[i].key_size == key.size() && text_.compare(fields_[i].key, key.size(), key) == 0)
                return std::string_view(text_).substr(fields_[i].value, fields_[i].value_size);
        return {};
    }

private:
    struct place {
        std::size_t key, key_size, value, value_size;
    };
    std::string text_;
    std::array<place, 96> fields_{};
    std::size_t count_ = 0;
};

} // namespace almon::inline v0::cdr
