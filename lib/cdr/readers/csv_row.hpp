// SPDX-License-Identifier: BSL-1.0
#pragma once

// One line of CSV (RFC 4180) to fields, without copying those that hold no doubled quotes. Lines that are regular are
// cut by `csv_scan`; whatever is not is read byte by byte.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv_scan.hpp"

namespace almon::inline v0::cdr {

class csv_row {
public:
    static constexpr std::size_t most = csv_scan::most; ///< columns that are kept; more are only counted
    enum class state : std::uint8_t { good, unclosed_quote };

    /// Where the first line of `bytes` ends, or `npos`. Finds its fields on the way, so that `split` need not.
    std::size_t find_line(std::string_view bytes) {
        line_ = bytes.data();
        scan_.read(bytes.substr(0, max_scanned));
        found_ = scan_.ended();
        if (found_) return scan_.end();
        return bytes.size() > max_scanned ? bytes.find('\n', max_scanned) : std::string_view::npos;
    }

    /// Splits the line that `find_line` found last, if it is regular and holds no NUL. False leaves it to `split`.
    bool take_found(std::string_view line) noexcept {
        const bool same = found_ && line.data() == line_ && line.size() == scan_.size();
        found_ = false; // other bytes may stand there next time
        if (!same || !scan_.regular() || scan_.may_hold_nul()) return false;
        use_scan();
        return true;
    }

    /// *Lifetime*: fields view `line` or this row, until the next call.
    state split(std::string_view line) {
        line_ = line.data();
        found_ = false;
        scan_.read(line.substr(0, max_scanned));
        if (!scan_.regular() || scan_.size() != line.size()) return split_any(line);
        use_scan();
        return state::good;
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The `i`th field, `i` below both `count()` and `most`.
    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        if (has_bit(special_, i)) return special(i);
        return without_quotes(line_ + scan_.begin(i), line_ + scan_.end(i));
    }

    /// All fields that are kept.
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < std::min(count_, most); ++i) all.emplace_back((*this)[i]);
        return all;
    }

    /// A field and the place where it is wanted.
    struct wanted {
        std::uint8_t field, place;
    };

    /// Puts fields to their places in `to`, which holds each of them; none of `fields` is missing. Those with doubled
    /// quotes come as they stand between the outer ones.
    void spread(std::span<const wanted> fields, std::span<std::string_view> to) const {
        if (!regular_) {
            for (const wanted& w : fields) to[w.place] = fields_[w.field];
        } else if (scan_.all_quoted()) {
            const char* const line = line_;
            std::string_view* const places = to.data();
            for (const wanted& w : fields) places[w.place] = scan_.between_quotes(line, w.field);
        } else {
            for (const wanted& w : fields)
                to[w.place] = without_quotes(line_ + scan_.begin(w.field), line_ + scan_.end(w.field));
        }
    }

    /// The fields of which `spread` leaves the quotes doubled.
    [[nodiscard]] csv_scan::bits doubled() const noexcept { return regular_ ? scan_.doubled() : csv_scan::bits{}; }
    /// Whether each field stands between two quotes, and `between_quotes` finds it there, as `spread` does.
    [[nodiscard]] bool all_between_quotes() const noexcept { return regular_ && scan_.all_quoted(); }
    [[nodiscard]] std::string_view between_quotes(std::size_t i) const noexcept {
        return scan_.between_quotes(line_, i);
    }

private:
    static constexpr std::size_t max_scanned = std::size_t{1} << 24;
    using bits = csv_scan::bits;

    [[nodiscard]] static bool has_bit(const bits& set, std::size_t i) noexcept {
        return (set[i / 64] >> (i % 64) & 1) != 0;
    }

    [[nodiscard]] static std::string_view without_quotes(const char* begin, const char* end) noexcept {
        const std::size_t quote = begin != end && *begin == '"' ? 1 : 0;
        return {begin + quote, static_cast<std::size_t>(end - begin) - 2 * quote};
    }

    void use_scan() noexcept {
        regular_ = true;
        count_ = scan_.count();
        special_ = scan_.doubled();
        made_ = {};
    }
    [[nodiscard, gnu::cold]] std::string_view special(std::size_t i) const;
    [[gnu::cold]] state split_any(std::string_view line);
    const char* quoted(const char* begin, const char* end);
    void add(std::string_view field) noexcept;

    csv_scan scan_;
    const char* line_ = nullptr; // what was scanned
    bool found_ = false;         // by `find_line`, and not split yet
    bool regular_ = false;
    std::size_t count_ = 0;
    bits special_{};                                    // which fields do not simply stand in the line:
    mutable bits made_{};                               // of these, those that stand in `fields_`
    mutable std::array<std::string_view, most> fields_; // of an irregular line, or with one quote for two
    mutable std::string scratch_; // reserved for the whole line first, so that it never moves under a field
};

} // namespace almon::inline v0::cdr
