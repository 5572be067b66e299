// SPDX-License-Identifier: BSL-1.0
#include "prefix.hpp"

#include <algorithm>

namespace almon::inline v0::numbering::detail {

namespace {

/// What a program matched: its end, and the begin and end of its two groups (`unset` where a group took no part).
struct prefix_match {
    static constexpr std::uint16_t unset = 0xFFFF;
    std::size_t end = 0;
    std::array<std::uint16_t, 4> slots{unset, unset, unset, unset};
};

/// Runs a program with Perl's choices: the first way through that matches counts. No program has a loop, so that the
/// steps are bounded by its length.
class prefix_matcher {
public:
    explicit prefix_matcher(digit_view digits) noexcept : digits_(digits) {}

    bool run(std::size_t address, std::size_t position) noexcept {
        while (true) {
            const std::uint16_t word = tables::programs[address];
            switch (static_cast<tables::operation>(word >> 12)) {
            case tables::operation::match: found.end = position; return true;
            case tables::operation::set:
                if (position == digits_.size || !(word >> digits_.at[position] & 1U)) return false;
                ++position;
                ++address;
                break;
            case tables::operation::split: {
                const auto before = found.slots;
                if (run(address + 2, position)) return true;
                found.slots = before;
                address = tables::programs[address + 1];
                break;
            }
            case tables::operation::jump: address = tables::programs[address + 1]; break;
            case tables::operation::save:
                found.slots[word & 0xFFFU] = static_cast<std::uint16_t>(position);
                ++address;
                break;
            case tables::operation::end:
                if (position != digits_.size) return false;
                ++address;
                break;
            }
        }
    }

    prefix_match found;

private:
    digit_view digits_;
};

bool starts_with(digit_view digits, std::string_view literal) noexcept {
    if (digits.size < literal.size()) return false;
    for (std::size_t i = 0; i < literal.size(); ++i)
        if (digits.at[i] != literal[i] - '0') return false;
    return true;
}

/// Writes `rule` with its groups, then what follows the match.
digit_view transform(std::string_view rule, const prefix_match& match, digit_view digits, prefix_room& room) noexcept {
    std::size_t size = 0;
    const auto append = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) room[size++] = digits.at[i];
    };
    for (const char c : rule) {
        if (c >= '0') {
            room[size++] = static_cast<std::uint8_t>(c - '0');
            continue;
        }
        const auto group = static_cast<std::size_t>(c - 1) * 2;
        if (match.slots[group] != prefix_match::unset) append(match.slots[group], match.slots[group + 1]);
    }
    append(match.end, digits.size);
    return {room.data(), size};
}

} // namespace

bool general_fits(const tables::region& r, digit_view digits) noexcept {
    const std::uint16_t found = tables::walk(tables::countries[r.country].plan, digits.at, digits.size);
    return tables::number_classes[found].general >> r.bit & 1U;
}

std::optional<stripped> strip_national_prefix(const tables::region& r, digit_view digits, prefix_room& room) noexcept {
    if (digits.size == 0 || !(r.prefix_first >> digits.at[0] & 1U)) return std::nullopt;
    stripped found{digits};
    if (const std::string_view literal = tables::text_at(r.prefix_literal); !literal.empty()) {
        if (!starts_with(digits, literal)) return std::nullopt;
        found.rest = digits.from(literal.size());
    } else {
        prefix_matcher matcher(digits);
        if (!matcher.run(r.prefix_program, 0)) return std::nullopt;
        const prefix_match& match = matcher.found;
        const std::string_view rule = tables::text_at(r.transform);
        const bool transforms = !rule.empty() && match.slots[2 * (r.groups - 1U)] != prefix_match::unset;
        found.rest = transforms ? transform(rule, match, digits, room) : digits.from(match.end);
        // the first group chooses the carrier, unless it is what the transform writes
        if (r.groups > (transforms ? 1U : 0U) && match.slots[0] != prefix_match::unset)
            found.carrier = {digits.at + match.slots[0], static_cast<std::size_t>(match.slots[1] - match.slots[0])};
    }
    if (!general_fits(r, found.rest) && general_fits(r, digits)) return std::nullopt;
    return found;
}

std::size_t international_prefix_length(const tables::region& r, digit_view digits) noexcept {
    if (digits.size == 0 || !(r.idd_first >> digits.at[0] & 1U)) return 0;
    std::size_t length = 0;
    if (const std::string_view literal = tables::text_at(r.idd_literal); !literal.empty()) {
        if (!starts_with(digits, literal)) return 0;
        length = literal.size();
    } else {
        prefix_matcher matcher(digits);
        if (!matcher.run(r.idd_program, 0)) return 0;
        length = matcher.found.end;
    }
    return length < digits.size && digits.at[length] == 0 ? 0 : length;
}

} // namespace almon::inline v0::numbering::detail
