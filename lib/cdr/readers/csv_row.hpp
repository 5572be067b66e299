// SPDX-License-Identifier: BSL-1.0
#pragma once

// One line of CSV (RFC 4180) to fields, without copying those that hold no doubled quotes.

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr {

class csv_row {
public:
    static constexpr std::size_t most = 96; ///< columns that are kept; more are only counted
    enum class state : std::uint8_t { good, unclosed_quote };

    /// *Lifetime*: fields view `line` or this row, until the next call.
    state split(std::string_view line) {
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

    /// Takes fields that were split before. *Lifetime*: views `fields`.
    void assign(const std::vector<std::string>& fields) noexcept {
        count_ = 0;
        for (const std::string& f : fields) add(f);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return fields_[i]; }

private:
    void add(std::string_view field) noexcept {
        if (count_ < most) fields_[count_] = field;
        ++count_;
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

    std::array<std::string_view, most> fields_;
    std::size_t count_ = 0;
    std::string scratch_; // reserved for the whole line first, so that it never moves under a field
};

} // namespace almon::inline v0::cdr
