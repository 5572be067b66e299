// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr {

/// Copies `text` to `to`. Most texts are short: two loads that may overlap are sooner done than a call.
inline void copy_text(char* to, std::string_view text) noexcept {
    const char* const from = text.data();
    const std::size_t size = text.size();
    const auto both_ends = [&]<class Word>(Word first, Word last) {
        std::memcpy(&first, from, sizeof first);
        std::memcpy(&last, from + size - sizeof last, sizeof last);
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + size - sizeof last, &last, sizeof last);
    };
    struct two_words {
        std::uint64_t first, second;
    };
    if (size > 32) std::memcpy(to, from, size);
    else if (size >= 16) both_ends(two_words{}, two_words{});
    else if (size >= 8) both_ends(std::uint64_t{}, std::uint64_t{});
    else if (size >= 4) both_ends(std::uint32_t{}, std::uint32_t{});
    else if (size >= 2) both_ends(std::uint16_t{}, std::uint16_t{});
    else if (size == 1) *to = *from;
}

/// Writes `from` over `to`. What a field held in the call before is mostly as long.
inline void overwrite(std::string& to, std::string_view from) {
    if (to.size() == from.size()) copy_text(to.data(), from);
    else to.assign(from);
}

/// Writes texts over those of a list, for their memory's sake; the rest is cut off in the end.
class overwritten_list {
public:
    explicit overwritten_list(std::vector<std::string>& list) noexcept : list_(list) {}
    overwritten_list(const overwritten_list&) = delete;
    overwritten_list& operator=(const overwritten_list&) = delete;
    ~overwritten_list() {
        if (count_ < list_.size()) list_.resize(count_);
    }

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    /// Adds a text that is not there yet, nor empty.
    void add(std::string_view text) {
        if (text.empty()) return;
        for (std::size_t i = 0; i < count_; ++i)
            if (list_[i] == text) return;
        if (count_ == list_.size()) list_.emplace_back(text);
        else overwrite(list_[count_], text);
        ++count_;
    }

private:
    std::vector<std::string>& list_;
    std::size_t count_ = 0;
};

} // namespace almon::inline v0::cdr
