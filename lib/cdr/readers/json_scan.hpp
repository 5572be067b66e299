// SPDX-License-Identifier: BSL-1.0
#pragma once

// The members of one flat JSON object, without building a tree: for the small objects inside log lines. Values keep
// their escapes, which names of channels and bridges do not have.

#include <array>
#include <string_view>

namespace almon::inline v0::cdr {

class json_scan {
public:
    /// Forgets the last object and reads this one, as far as it is well formed.
    void read(std::string_view text) noexcept {
        count_ = 0;
        std::size_t i = 0;
        const auto skip = [&] {
            while (i < text.size() && (text[i] == ' ' || text[i] == ',' || text[i] == '{' || text[i] == ':')) ++i;
        };
        while (count_ < members_.size()) {
            skip();
            if (i >= text.size() || text[i] != '"') return;
            const std::string_view key = string_at(text, i);
            skip();
            if (i >= text.size()) return;
            std::string_view value;
            if (text[i] == '"') {
                value = string_at(text, i);
            } else {
                const std::size_t from = i;
                while (i < text.size() && text[i] != ',' && text[i] != '}') ++i;
                value = text.substr(from, i - from);
            }
            members_[count_++] = {key, value};
        }
    }

    /// The value of `key`; empty where there is none.
    [[nodiscard]] std::string_view operator[](std::string_view key) const noexcept {
        for (std::size_t i = 0; i < count_; ++i)
            if (members_[i].key == key) return members_[i].value;
        return {};
    }

private:
    struct member {
        std::string_view key, value;
    };

    static std::string_view string_at(std::string_view text, std::size_t& i) noexcept {
        const std::size_t from = ++i;
        while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
        const std::size_t end = i < text.size() ? i : text.size();
        i = end + 1;
        return text.substr(from, end - from);
    }

    std::array<member, 16> members_{};
    std::size_t count_ = 0;
};

} // namespace almon::inline v0::cdr
