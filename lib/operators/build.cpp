// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/build.hpp>

#include <algorithm>
#include <map>
#include <numeric>

#include <boost/unordered/unordered_flat_map.hpp>

#include <almon/operators/brand.hpp>

#include "file.hpp"
#include "text.hpp"
#include "writer.hpp"

namespace almon::inline v0::operators {

using detail::held_range;

namespace {

/// An operator as one register spelled it.
struct spelling {
    std::string name, inn, normalised;
    std::uint32_t newest = 0; ///< place in the order of precedence of the newest register that spells it so
};

/// Gives every distinct text a running number.
class interner {
public:
    std::uint32_t id_of(std::string text) {
        const auto [at, added] = ids_.emplace(std::move(text), static_cast<std::uint32_t>(ids_.size()));
        return at->second;
    }
    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }

private:
    boost::unordered_flat_map<std::string, std::uint32_t> ids_;
};

struct loaded_register {
    std::string date;
    std::vector<held_range> ranges; ///< in order, not overlapping
};

/// The parts of `base` that `over` leaves free, and all of `over`, in order.
std::vector<held_range> overlay(const std::vector<held_range>& base, const std::vector<held_range>& over) {
    std::vector<held_range> free;
    std::size_t k = 0;
    for (held_range rest : base) {
        while (k < over.size() && over[k].last < rest.first) ++k;
        bool covered = false;
        for (std::size_t i = k; i < over.size() && over[i].first <= rest.last && !covered; ++i) {
            if (over[i].first > rest.first) {
                held_range piece = rest;
                piece.last = over[i].first - 1;
                free.push_back(piece);
            }
            covered = over[i].last >= rest.last;
            rest.first = over[i].last + 1;
        }
        if (!covered) free.push_back(rest);
    }
    std::vector<held_range> all;
    all.reserve(free.size() + over.size());
    std::merge(free.begin(), free.end(), over.begin(), over.end(), std::back_inserter(all),
               [](const held_range& a, const held_range& b) { return a.first < b.first; });
    return all;
}

bool overlaps_itself(const std::vector<held_range>& sorted) {
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i].first <= sorted[i - 1].last) return true;
    return false;
}

/// Ranges in the file's order to ranges that do not overlap; a later row wins, and `tell` hears of it.
template <class Tell>
std::vector<held_range> untangle(const std::vector<held_range>& rows, Tell tell) {
    std::map<std::uint64_t, held_range> kept;
    for (const held_range& row : rows) {
        auto at = kept.upper_bound(row.first);
        if (at != kept.begin() && std::prev(at)->second.last >= row.first) --at;
        bool overlapped = false;
        while (at != kept.end() && at->second.first <= row.last) {
            const held_range old = at->second;
            overlapped = true;
            at = kept.erase(at);
            if (old.first < row.first) {
                held_range before = old;
                before.last = row.first - 1;
                kept.emplace(before.first, before);
            }
            if (old.last > row.last) {
                held_range after = old;
                after.first = row.last + 1;
                at = kept.emplace(after.first, after).first;
            }
        }
        if (overlapped) tell(row);
        kept.emplace(row.first, row);
    }
    std::vector<held_range> out;
    for (const auto& [first, range] : kept) out.push_back(range);
    return out;
}

/// A text of a register as a message may show it: no digits, which could be a phone number's, and not endless.
std::string safe_to_show(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        if (shown.size() > 60 && (c & 0xC0) != 0x80) return shown + "…"; // before a character, not within one
        shown += c >= '0' && c <= '9' ? '*' : c;
    }
    return shown;
}

std::string base_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

} // namespace

struct builder::state {
    region_finder regions;
    brand_finder brands;
    std::vector<register_report> reports;
    std::vector<loaded_register> registers;
    interner spelling_ids, region_ids;
    std::vector<spelling> spellings;
    std::vector<std::string> region_texts;

    std::uint32_t spelling_of(const register_row& row);
    std::uint32_t region_of(const register_row& row, std::string_view file, std::vector<diagnostic>& warnings);
    [[nodiscard]] std::vector<std::uint32_t> precedence() const;
    [[nodiscard]] std::vector<std::string> identities() const;
    void write_operators(detail::contents& out, const std::vector<std::uint32_t>& rank) const;
    void write_regions(detail::contents& out) const;
    void write_sources(detail::contents& out) const;
};

builder::builder() : state_(std::make_unique<state>()) {}
builder::~builder() = default;
builder::builder(builder&&) noexcept = default;
builder& builder::operator=(builder&&) noexcept = default;

std::uint32_t builder::state::spelling_of(const register_row& row) {
    const std::uint32_t id = spelling_ids.id_of(std::string(row.inn) + '\n' + std::string(row.holder));
    if (id == spellings.size())
        spellings.push_back({std::string(row.holder), std::string(row.inn), normalised_operator(row.holder), 0});
    return id;
}

std::uint32_t builder::state::region_of(const register_row& row, std::string_view file,
                                        std::vector<diagnostic>& warnings) {
    const std::uint32_t id = region_ids.id_of(std::string(row.region));
    if (id < region_texts.size()) return id;
    region_texts.emplace_back(row.region);
    if (regions.find(row.region).empty())
        warnings.push_back(
            {errc::unknown_region, std::string(file), row.line, 0, safe_to_show(row.region), {}, severity::warning});
    return id;
}

const register_report& builder::add(std::string_view file, std::string_view bytes) {
    state& s = *state_;
    const auto source = static_cast<std::uint32_t>(s.registers.size());
    loaded_register loaded;
    loaded.date = date_in_name(base_name(file));
    std::vector<diagnostic> late; // what only the whole register shows
    register_report report = read_register(file, bytes, s.regions, [&](const register_row& row) {
        loaded.ranges.push_back(
            {row.first, row.last, s.spelling_of(row), s.region_of(row, file, late), row.line, source});
    });
    std::vector<held_range> sorted = loaded.ranges;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (overlaps_itself(sorted))
        sorted = untangle(loaded.ranges, [&](const held_range& row) {
            ++report.repaired;
            late.push_back({errc::overlap, report.file, row.row, 0, {}, {}, severity::repaired});
        });
    loaded.ranges = std::move(sorted);
    report.diagnostics.insert(report.diagnostics.end(), late.begin(), late.end());
    std::stable_sort(report.diagnostics.begin(), report.diagnostics.end(),
                     [](const diagnostic& a, const diagnostic& b) { return a.line < b.line; });
    s.registers.push_back(std::move(loaded));
    s.reports.push_back(std::move(report));
    return s.reports.back();
}

result<const register_report*> builder::add_file(const std::string& path) {
    const result<std::string> bytes = detail::read_file(path);
    if (!bytes) return bytes.error();
    return &add(path, *bytes);
}

std::span<const register_report> builder::reports() const noexcept {
    return state_->reports;
}

bool builder::clean() const noexcept {
    return std::all_of(state_->reports.begin(), state_->reports.end(), [](const register_report& r) {
        return std::all_of(r.diagnostics.begin(), r.diagnostics.end(),
                           [](const diagnostic& d) { return d.level == severity::warning; });
    });
}

/// Registers, the oldest first.
std::vector<std::uint32_t> builder::state::precedence() const {
    std::vector<std::uint32_t> order(registers.size());
    std::iota(order.begin(), order.end(), 0u);
    const bool dated = std::none_of(registers.begin(), registers.end(), [](const auto& r) { return r.date.empty(); });
    if (dated)
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return registers[a].date < registers[b].date; // 2026 before 2026-08
        });
    return order;
}

/// What makes each spelling's operator one: its ИНН; where it has none, the one that another register or the brand
/// table gives the same name; else the name.
std::vector<std::string> builder::state::identities() const {
    boost::unordered_flat_map<std::string, std::string> inn_of_name;
    for (const spelling& s : spellings) {
        if (s.inn.empty()) continue;
        const auto [at, added] = inn_of_name.emplace(s.normalised, s.inn);
        if (!added && at->second != s.inn) at->second.clear(); // namesakes: the name alone tells nothing
    }
    std::vector<std::string> keys;
    for (const spelling& s : spellings) {
        const auto learned = inn_of_name.find(s.normalised);
        const brand* const known = brands.by_name(s.normalised);
        if (!s.inn.empty()) keys.push_back(s.inn);
        else if (learned != inn_of_name.end() && !learned->second.empty()) keys.push_back(learned->second);
        else if (known && !known->inn.empty()) keys.emplace_back(known->inn);
        else keys.push_back(s.normalised);
    }
    return keys;
}

/// One record an operator, and the ranges' spellings turned into records.
void builder::state::write_operators(detail::contents& out, const std::vector<std::uint32_t>& rank) const {
    const std::vector<std::string> keys = identities();
    std::vector<std::uint32_t> newest(spellings.size(), 0); // per spelling: how new the newest register is that has it
    for (const loaded_register& r : registers)
        for (const held_range& range : r.ranges)
            newest[range.holder] = std::max(newest[range.holder], rank[range.source] + 1);
    boost::unordered_flat_map<std::string, std::uint32_t> best; // per key: its newest spelling
    for (std::uint32_t i = 0; i < spellings.size(); ++i) {
        const auto [at, added] = best.emplace(keys[i], i);
        if (!added && newest[i] >= newest[at->second] && !spellings[i].name.empty()) at->second = i;
    }
    boost::unordered_flat_map<std::string, std::uint32_t> records;
    for (held_range& range : out.ranges) {
        const std::string& key = keys[range.holder];
        const auto [at, added] = records.emplace(key, static_cast<std::uint32_t>(out.operators.size()));
        if (added) {
            const spelling& shown = spellings[best.at(key)];
            const std::string inn = is_inn(key) ? key : std::string();
            const brand* known = inn.empty() ? nullptr : brands.by_inn(inn);
            if (!known) known = brands.by_name(shown.normalised);
            auto& strings = out.strings;
            out.operators.push_back({strings.keep(shown.name.empty() ? key : shown.name), strings.keep(inn),
                                     strings.keep(known ? known->name : std::string_view()), strings.keep(key)});
        }
        range.holder = at->second;
    }
}

void builder::state::write_regions(detail::contents& out) const {
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> records;
    for (held_range& range : out.ranges) {
        const auto [at, added] = records.emplace(range.region, static_cast<std::uint32_t>(out.regions.size()));
        if (added) {
            const std::string& text = region_texts[range.region];
            std::string name, codes, zones;
            for (const region* r : regions.find(text)) {
                detail::join(name, ", ", r->name);
                detail::join(codes, " ", r->code);
                detail::join(zones, " ", r->zones);
            }
            auto& strings = out.strings;
            out.regions.push_back({strings.keep(text), strings.keep(name.empty() ? text : name), strings.keep(codes),
                                   strings.keep(detail::distinct_words(zones))});
        }
        range.region = at->second;
    }
}

void builder::state::write_sources(detail::contents& out) const {
    for (std::size_t i = 0; i < registers.size(); ++i) {
        const register_report& r = reports[i];
        out.sources.push_back({out.strings.keep(base_name(r.file)), out.strings.keep(registers[i].date), r.rows,
                               r.repaired, r.rejected, 0});
    }
}

result<std::vector<std::byte>> builder::finish(instant built) const {
    const state& s = *state_;
    const std::vector<std::uint32_t> order = s.precedence();
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    detail::contents all;
    all.built = built;
    for (const std::uint32_t r : order) all.ranges = overlay(all.ranges, s.registers[r].ranges);
    if (all.ranges.empty()) return errc::nothing_to_build;
    s.write_operators(all, rank);
    s.write_regions(all);
    s.write_sources(all);
    return detail::write_snapshot(all);
}

std::string date_in_name(std::string_view file) {
    const auto digit = [&](std::size_t i) { return i < file.size() && file[i] >= '0' && file[i] <= '9'; };
    const auto digits = [&](std::size_t at, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            if (!digit(at + i)) return false;
        return true;
    };
    const auto between = [&](std::size_t at, std::string_view low, std::string_view high) {
        return digits(at, low.size()) && file.substr(at, low.size()) >= low && file.substr(at, high.size()) <= high;
    };
    for (std::size_t i = 0; i + 4 <= file.size(); ++i) {
        if ((i > 0 && digit(i - 1)) || !between(i, "1990", "2099")) continue;
        std::string date(file.substr(i, 4));
        const bool dashed = i + 4 < file.size() && (file[i + 4] == '-' || file[i + 4] == '_' || file[i + 4] == '.');
        const std::size_t month = i + 4 + (dashed ? 1 : 0);
        if (!between(month, "01", "12") || (dashed ? digit(month + 2) : !between(month + 2, "01", "31"))) {
            if (dashed || !digit(i + 4)) return date;
            continue;
        }
        date += '-' + std::string(file.substr(month, 2));
        const bool again = dashed && month + 2 < file.size() && file[month + 2] == file[i + 4];
        const std::size_t day = month + 2 + (again ? 1 : 0);
        if ((again || !dashed) && between(day, "01", "31") && !digit(day + 2))
            date += '-' + std::string(file.substr(day, 2));
        return date;
    }
    return {};
}

} // namespace almon::inline v0::operators
