// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr {

namespace detail {

/// Copies the first and the last `Word` of a text that is no longer than both.
template <class Word>
inline void copy_ends(char* to, std::string_view text) noexcept {
    Word first, last;
    std::memcpy(&first, text.data(), sizeof(Word));
    std::memcpy(&last, text.data() + text.size() - sizeof(Word), sizeof(Word));
    std::memcpy(to, &first, sizeof(Word));
    std::memcpy(to + text.size() - sizeof(Word), &last, sizeof(Word));
}

struct two_words {
    std::uint64_t first, second;
};
struct four_words {
    two_words first, second;
};

} // namespace detail

/// Copies `text` to `to`. Most texts are short: two loads that may overlap are sooner done than a call.
inline void copy_text(char* to, std::string_view text) noexcept {
    const std::size_t size = text.size();
    if (size >= 8) {
        if (size <= 16) detail::copy_ends<std::uint64_t>(to, text);
        else if (size <= 32) detail::copy_ends<detail::two_words>(to, text);
        else if (size <= 64) detail::copy_ends<detail::four_words>(to, text);
        else std::memcpy(to, text.data(), size);
    } else if (size >= 4) {
        detail::copy_ends<std::uint32_t>(to, text);
    } else if (size >= 2) {
        detail::copy_ends<std::uint16_t>(to, text);
    } else if (size == 1) {
        *to = text.front();
    }
}

/// Whether two texts are the same, without a call for short ones.
inline bool same_text(std::string_view a, std::string_view b) noexcept {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    const auto differ_at = [&]<class Word>(std::size_t at, Word) -> Word {
        Word x, y;
        std::memcpy(&x, a.data() + at, sizeof x);
        std::memcpy(&y, b.data() + at, sizeof y);
        return static_cast<Word>(x ^ y);
    };
    const auto differ_at_ends = [&]<class Word>(Word w) {
        return static_cast<Word>(differ_at(0, w) | differ_at(size - sizeof w, w));
    };
    constexpr std::uint64_t word = 0;
    if (size > 32) return std::memcmp(a.data(), b.data(), size) == 0;
    if (size > 16) return (differ_at_ends(word) | differ_at(8, word) | differ_at(size - 16, word)) == 0;
    if (size >= 8) return differ_at_ends(word) == 0;
    if (size >= 4) return differ_at_ends(std::uint32_t{}) == 0;
    if (size >= 2) return differ_at_ends(std::uint16_t{}) == 0;
    return size == 0 || a.front() == b.front();
}

/// Writes `from` over `to`. What a field held in the call before is mostly as long.
[[gnu::always_inline]] inline void overwrite(std::string& to, std::string_view from) {
    if (from.empty()) to.clear();
    else if (to.size() == from.size()) copy_text(to.data(), from);
    else to.assign(from);
}

/// Writes the list of that one text, or of none where it is empty.
inline void overwrite(std::vector<std::string>& list, std::string_view from) {
    if (from.empty()) return list.clear();
    if (list.size() != 1) list.resize(1);
    overwrite(list.front(), from);
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
        for (std::size_t i = 0; i < count_; ++i)
            if (same_text(list_[i], text)) return;
        add_new(text);
    }
    /// The same, where it is known not to be there.
    void add_new(std::string_view text) {
        if (text.empty()) return;
        if (count_ == list_.size()) list_.emplace_back(text);
        else overwrite(list_[count_], text);
        ++count_;
    }

private:
    std::vector<std::string>& list_;
    std::size_t count_ = 0;
};

} // namespace almon::inline v0::cdr
