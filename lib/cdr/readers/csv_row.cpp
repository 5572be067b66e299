// SPDX-License-Identifier: BSL-1.0
#include "csv_row.hpp"

#include <cstring>

namespace almon::inline v0::cdr {

/// A field of an irregular line, or one with doubled quotes, which becomes one with single ones.
std::string_view csv_row::special(std::size_t i) const {
    if (has_bit(made_, i)) return fields_[i];
    const std::string_view text = without_quotes(line_ + scan_.begin(i), line_ + scan_.end(i));
    if (made_ == bits{}) {
        scratch_.clear();
        if (scratch_.capacity() < scan_.size()) scratch_.reserve(scan_.size());
    }
    made_[i / 64] |= std::uint64_t{1} << (i % 64);
    const std::size_t kept = scratch_.size();
    const char* p = text.data();
    const char* const end = p + text.size();
    while (const void* quote = std::memchr(p, '"', static_cast<std::size_t>(end - p))) {
        const char* const next = static_cast<const char*>(quote) + 1;
        scratch_.append(p, next);
        p = next + 1;
    }
    scratch_.append(p, end);
    return fields_[i] = std::string_view(scratch_).substr(kept);
}

void csv_row::add(std::string_view field) noexcept {
    if (count_ < most) fields_[count_] = field;
    ++count_;
}

/// Any bytes, one after another.
csv_row::state csv_row::split_any(std::string_view line) {
    regular_ = false;
    count_ = 0;
    special_.fill(~std::uint64_t{0});
    made_ = special_;
    scratch_.clear();
    if (scratch_.capacity() < line.size()) scratch_.reserve(line.size());
    const char* p = line.data();
    const char* const end = p + line.size();
    for (;;) {
        if (p != end && *p == '"') {
            const char* close = quoted(p + 1, end);
            if (!close) return state::unclosed_quote;
            p = close;
            // bytes between a closing quote and the comma belong to nobody; keep what was quoted
            while (p != end && *p != ',') ++p;
        } else {
            const char* comma = p;
            while (comma != end && *comma != ',') ++comma;
            add({p, static_cast<std::size_t>(comma - p)});
            p = comma;
        }
        if (p == end) return state::good;
        ++p;
    }
}

/// From behind an opening quote to behind the closing one; null where it never closes.
const char* csv_row::quoted(const char* begin, const char* end) {
    const char* p = begin;
    const std::size_t kept = scratch_.size();
    bool copied = false;
    for (;;) {
        const auto* quote = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
        if (!quote) return nullptr;
        if (quote + 1 == end || quote[1] != '"') {
            if (copied) {
                scratch_.append(p, quote);
                add(std::string_view(scratch_).substr(kept));
            } else {
                add({begin, static_cast<std::size_t>(quote - begin)});
            }
            return quote + 1;
        }
        scratch_.append(p, quote + 1); // a doubled quote stands for one
        copied = true;
        p = quote + 2;
    }
}

} // namespace almon::inline v0::cdr
