// SPDX-License-Identifier: BSL-1.0
#pragma once

// One line of CSV (RFC 4180) to fields, without copying those that hold no doubled quotes.
//
// Well-formed lines are cut 64 bytes at a time by masks of their quotes and commas (the way of simdjson, Langdale and
// Lemire, 2019); whatever is irregular is read again, byte by byte.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "byte_masks.hpp"

namespace almon::inline v0::cdr {

class csv_row {
public:
    static constexpr std::size_t most = 96; ///< columns that are kept; more are only counted
    enum class state : std::uint8_t { good, unclosed_quote };

    /// *Lifetime*: fields view `line` or this row, until the next call.
    state split(std::string_view line) {
        scratch_.clear();
        regular_ = line.size() < max_regular && split_regular(line);
        return regular_ ? state::good : split_any(line);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The `i`th field, `i` below both `count()` and `most`.
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
        if (!regular_ || (doubled_[i / 64] >> (i % 64) & 1)) return fields_[i];
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1] + 1;
        const std::string_view text(line_ + begin, ends_[i] - begin);
        return !text.empty() && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
    }

private:
    static constexpr std::size_t max_regular = std::size_t{1} << 31;

    void add(std::string_view field) noexcept {
        if (count_ < most) fields_[count_] = field;
        ++count_;
    }

    /// Notes where the fields end. False where a field is quoted in part only, where a quote stays open, or where there
    /// are too many fields: `split_any` sees to those.
    bool split_regular(std::string_view line) {
        line_ = line.data();
        count_ = 0;
        doubled_ = {};
        std::uint64_t inside = 0;      // all ones where the block before ended within quotes
        std::uint64_t may_open = 1;    // whether a quote may open at the first byte of the block: at a field's begin
        std::uint64_t just_closed = 0; // whether the block before ended with a quote that closed
        for (std::size_t at = 0; at < line.size(); at += 64) {
            const byte_masks block(line.substr(at, 64));
            const std::uint64_t quotes = block.where('"'), within = parity(quotes) ^ inside;
            const std::uint64_t opening = quotes & within, closing = quotes & ~within;
            std::uint64_t commas = block.where(',') & ~within;
            const std::uint64_t after_close = closing << 1 | just_closed, doubled = after_close & opening;
            const std::size_t size = line.size() - at;
            const std::uint64_t in_line = size < 64 ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
            if (opening & ~(commas << 1 | may_open | after_close)) return false;
            if (after_close & in_line & ~(commas | opening)) return false;
            inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(within) >> 63);
            may_open = commas >> 63;
            just_closed = closing >> 63;
            for (std::uint64_t rest = doubled; rest != 0; rest &= rest - 1) {
                const std::uint64_t before = (rest & -rest) - 1;
                const std::size_t field = count_ + static_cast<std::size_t>(std::popcount(commas & before));
                if (field >= most) return false;
                doubled_[field / 64] |= std::uint64_t{1} << (field % 64);
            }
            std::size_t field = count_; // in a register: the stores below might be to anything
            for (; commas != 0 && field + 1 < most; commas &= commas - 1)
                ends_[field++] = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(commas));
            if (commas != 0) return false;
            count_ = field;
        }
        if (inside != 0) return false;
        ends_[count_++] = static_cast<std::uint32_t>(line.size());
        undouble(line.size());
        return true;
    }

    /// Makes one quote of two in the fields that hold such.
    void undouble(std::size_t line_size) {
        for (std::size_t word = 0; word < doubled_.size(); ++word)
            for (std::uint64_t rest = doubled_[word]; rest != 0; rest &= rest - 1) {
                if (scratch_.capacity() < line_size) scratch_.reserve(line_size);
                const std::size_t i = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
                const std::size_t begin = i == 0 ? 0 : ends_[i - 1] + 1, kept = scratch_.size();
                const char* p = line_ + begin + 1;
                const char* const end = line_ + ends_[i] - 1;
                while (const void* quote = std::memchr(p, '"', static_cast<std::size_t>(end - p))) {
                    const char* const next = static_cast<const char*>(quote) + 1;
                    scratch_.append(p, next);
                    p = next + 1;
                }
                scratch_.append(p, end);
                fields_[i] = std::string_view(scratch_).substr(kept);
            }
    }

    /// The same for any bytes.
    state split_any(std::string_view line) {
        count_ = 0;
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
    const char* quoted(const char* begin, const char* end) {
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

    const char* line_ = nullptr;
    std::array<std::uint32_t, most> ends_;                  // of the fields of a regular line
    std::array<std::uint64_t, (most + 63) / 64> doubled_{}; // which of them hold doubled quotes, as bits
    std::array<std::string_view, most> fields_;             // those, and the fields of an irregular line
    std::size_t count_ = 0;
    bool regular_ = false;
    std::string scratch_; // reserved for the whole line first, so that it never moves under a field
};

} // namespace almon::inline v0::cdr
