// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/find.hpp>

#include <almon/numbering/format.hpp>

#include "candidate.hpp"
#include "prefix.hpp"

namespace almon::inline v0::numbering {

namespace {

using namespace detail;

/// Tries after which a text of endless digits is given up. Source: libphonenumber's max_tries.
constexpr std::size_t most_tries = 65535;

class matcher {
public:
    matcher(std::string_view text, const home& where) : text_(text), where_{where.region, {}} {
        points_.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            const decoded c = decode(text, i);
            points_.push_back({c.value, static_cast<std::uint32_t>(i)});
            i += c.bytes;
        }
    }

    std::vector<found_number> all() {
        std::vector<found_number> found;
        std::size_t from = 0;
        while (tries_ < most_tries) {
            const std::optional<stretch> candidate = next_candidate(points_, from);
            if (!candidate) break;
            from = candidate->end;
            if (const std::optional<match> m = extract(*candidate)) {
                found.push_back({byte(m->where.begin), byte(m->where.end), m->value});
                from = m->where.end;
            }
        }
        return found;
    }

private:
    struct match {
        stretch where;
        parsed value;
    };

    [[nodiscard]] std::size_t byte(std::size_t i) const noexcept {
        return i < points_.size() ? points_[i].offset : text_.size();
    }
    [[nodiscard]] text_view view(stretch s) const noexcept {
        return text_view(points_).subspan(s.begin, s.end - s.begin);
    }

    std::optional<match> extract(stretch s) {
        const text_view candidate = view(s);
        if (has_slashed_date(candidate)) return std::nullopt;
        if (ends_in_time_stamp(candidate) && starts_with_minutes(text_view(points_).subspan(s.end)))
            return std::nullopt;
        if (std::optional<match> whole = verify(s)) return whole;
        for (const cut kind : cuts) {
            bool first = true;
            std::size_t from = 0;
            while (const std::optional<inner_cut> c = find_cut(candidate, kind, from)) {
                if (tries_ >= most_tries) return std::nullopt;
                if (std::exchange(first, false))
                    if (std::optional<match> front = verify_part(s, {0, c->separator})) return front;
                if (std::optional<match> back = verify_part(s, c->part)) return back;
                from = c->separator + 1;
            }
        }
        return std::nullopt;
    }

    std::optional<match> verify_part(stretch whole, stretch part) {
        part.end = trimmed_end(view(whole), part);
        std::optional<match> found = verify({whole.begin + part.begin, whole.begin + part.end});
        if (!found) ++tries_;
        return found;
    }

    std::optional<match> verify(stretch s) {
        const text_view candidate = view(s);
        if (candidate.empty() || !brackets_match(candidate) || has_pages(candidate)) return std::nullopt;
        if (s.begin != 0 && !is_lead(candidate[0].value) && spoils(points_[s.begin - 1].value)) return std::nullopt;
        if (s.end < points_.size() && spoils(points_[s.end].value)) return std::nullopt;
        const result<parsed> found = read(text_.substr(byte(s.begin), byte(s.end) - byte(s.begin)), where_);
        if (!found || !found->valid() || !x_is_right(*found, s) || !has_needed_prefix(*found, candidate))
            return std::nullopt;
        return match{s, *found};
    }

    /// An x stands before the extension; two stand for a carrier's code, with the same number behind them.
    bool x_is_right(const parsed& p, stretch s) const {
        const auto is_x = [&](std::size_t i) { return points_[i].value == U'x' || points_[i].value == U'X'; };
        for (std::size_t i = s.begin; i + 1 < s.end; ++i) {
            if (!is_x(i)) continue;
            if (is_x(i + 1)) {
                ++i;
                if (!same_behind_carrier(p, text_.substr(byte(i), byte(s.end) - byte(i)))) return false;
                continue;
            }
            std::string digits;
            for (std::size_t j = i; j < s.end; ++j)
                if (const unsigned d = digit_value(points_[j].value); d < 10) digits += static_cast<char>('0' + d);
            if (digits.empty() || digits != p.extension()) return false;
        }
        return true;
    }

    /// Whether the text spells the same number without its country code.
    static bool same_behind_carrier(const parsed& p, std::string_view rest) {
        const tables::country& c = tables::countries[p.plan().country_index()];
        if (read(rest, {""})) return false; // it has a country code of its own
        const result<parsed> found = read(rest, {tables::regions[c.first_region].code, {}});
        return found && found->number() == p.number();
    }

    /// Where a region never writes its numbers without the national prefix, one without it is something else.
    bool has_needed_prefix(const parsed& p, text_view candidate) const {
        if (p.from() != origin::home) return true;
        const tables::country& c = tables::countries[p.plan().country_index()];
        const digit_row digits(p.number().value());
        const std::size_t count = p.plan().national_size();
        const std::uint16_t f = tables::walk(c.format, digits.data() + digits.size() - count, count);
        if (!tables::format_classes[f].prefix_required) return true;
        std::vector<std::uint8_t> raw;
        for (const code_point& point : candidate)
            if (const unsigned d = digit_value(point.value); d < 10) raw.push_back(static_cast<std::uint8_t>(d));
        if (raw.size() > longest_input) return false;
        prefix_room room;
        return strip_national_prefix(tables::regions[c.first_region], {raw.data(), raw.size()}, room).has_value();
    }

    std::string_view text_;
    home where_; // without an area: seven digits in a note are seldom a number
    std::vector<code_point> points_;
    std::size_t tries_ = 0;
};

} // namespace

std::vector<found_number> find(std::string_view text, const home& where) {
    return matcher(text, where).all();
}

result<void> check(const home& where) noexcept {
    if (!where.region.empty() && !country_code_of(where.region)) return error(errc::unknown_region);
    return {};
}

} // namespace almon::inline v0::numbering
