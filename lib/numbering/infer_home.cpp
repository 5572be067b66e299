// SPDX-License-Identifier: BSL-1.0
#include "infer_home.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <ranges>
#include <set>

#include "envelope.hpp"

namespace almon::inline v0::numbering::detail {

namespace {

constexpr std::size_t most_texts = 400; ///< each is read in every region of the world
constexpr double rival_share = 0.9, draw_share = 0.98;

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Distinct texts that are long enough to be whole numbers, technical prefixes with star or hash removed.
std::vector<std::string> whole_texts(std::span<const std::string> observed) {
    constexpr std::size_t longest_local = 7;
    std::set<std::string> texts;
    for (const std::string& text : observed) {
        std::string_view inside = open_envelope(text).text;
        if (const std::size_t mark = inside.find_last_of("*#"); mark != inside.npos) inside.remove_prefix(mark + 1);
        const auto digits = std::ranges::count_if(inside, [](char c) { return c >= '0' && c <= '9'; });
        if (static_cast<std::size_t>(digits) > longest_local) texts.emplace(inside);
        if (texts.size() == most_texts) break;
    }
    return {texts.begin(), texts.end()};
}

bool fits(const std::string& text, std::string_view region) {
    const result<parsed> found = read(text, {region});
    return found && found->valid() && found->region() == region;
}

/// How many of `texts` are numbers of the region with their digits drawn anew, the first one kept: in a region where
/// many are, it says little that these are.
std::size_t fits_by_chance(const std::vector<std::string>& texts, std::string_view region) {
    constexpr std::size_t draws = 1000;
    std::minstd_rand random(1); // NOLINT: the same from run to run
    std::size_t count = 0;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        std::string text = texts[draw % texts.size()];
        for (std::size_t i = 1; i < text.size(); ++i)
            if (text[i] >= '0' && text[i] <= '9') text[i] = static_cast<char>('0' + random() / 64 % 10);
        count += fits(text, region);
    }
    return count;
}

bool is_local(std::string_view text) {
    constexpr std::size_t shortest = 5, longest = 7;
    return all_digits(text) && text.size() >= shortest && text.size() <= longest;
}

/// The length that most of the local numbers have; 0 where there are none.
std::size_t usual_length(const std::vector<std::string>& locals) {
    std::map<std::size_t, std::size_t> lengths;
    for (const std::string& text : locals) ++lengths[text.size()];
    const auto most = std::ranges::max_element(lengths, {}, [](const auto& entry) { return entry.second; });
    return most == lengths.end() ? 0 : most->first;
}

/// The first `size` digits of a landline's national number; empty where `text` is none of the region.
std::string area_of(std::string_view text, std::string_view region, std::size_t local) {
    const result<parsed> found = read(open_envelope(text).text, {region});
    if (!found || !found->valid() || found->region() != region) return {};
    if (found->type() != number_type::fixed_line && found->type() != number_type::fixed_line_or_mobile) return {};
    const std::size_t national = found->plan().national_size();
    if (national <= local) return {};
    const std::string e164 = found->number().e164();
    return e164.substr(e164.size() - national, national - local);
}

} // namespace

guess infer_region(std::span<const std::string> observed, std::string_view usual, std::string& region) {
    const std::vector<std::string> texts = whole_texts(observed);
    std::map<std::string_view, std::size_t> scores;
    for (std::size_t i = 1; i < tables::region_count; ++i) {
        const std::string_view name = tables::region_names[i].text;
        if (name.size() != 2) continue;
        const auto score = std::ranges::count_if(texts, [&](const std::string& text) { return fits(text, name); });
        if (score != 0) scores[name] = static_cast<std::size_t>(score);
    }
    guess g{false, 0, texts.size(), {}};
    region = std::string(usual);
    if (scores.empty()) return g;
    const std::size_t most = std::ranges::max(scores | std::views::values);
    std::string_view chosen;
    std::size_t fewest = 0;
    for (const auto& [name, score] : scores) {
        if (static_cast<double>(score) < rival_share * static_cast<double>(most)) continue;
        g.rivals.emplace_back(name);
        if (static_cast<double>(score) < draw_share * static_cast<double>(most)) continue;
        const std::size_t by_chance = name == usual ? 0 : fits_by_chance(texts, name);
        if (chosen.empty() || by_chance < fewest) {
            chosen = name;
            fewest = by_chance;
        }
    }
    std::erase(g.rivals, chosen);
    region = std::string(chosen);
    g.inferred = true;
    g.supporters = scores[chosen];
    return g;
}

guess infer_area(std::span<const std::string> observed, std::span<const std::string> ours, std::string_view region,
                 std::string& area) {
    constexpr double believed_share = 0.5, valid_share = 0.8;
    constexpr std::size_t fewest_votes = 2;
    std::vector<std::string> locals;
    for (const std::string& text : observed)
        if (const std::string_view inside = open_envelope(text).text; is_local(inside)) locals.emplace_back(inside);
    const std::size_t length = usual_length(locals);
    guess g;
    if (length == 0) return g;
    std::map<std::string, std::size_t> votes;
    for (const std::span<const std::string> texts : {observed, ours}) {
        for (const std::string& text : texts) {
            const std::string vote = area_of(text, region, length);
            if (vote.empty()) continue;
            ++votes[vote];
            ++g.telling;
        }
    }
    const auto best = std::ranges::max_element(votes, {}, [](const auto& entry) { return entry.second; });
    if (best == votes.end() || best->second < fewest_votes) return g;
    if (static_cast<double>(best->second) < believed_share * static_cast<double>(g.telling)) return g;
    const auto whole = std::ranges::count_if(locals, [&](const std::string& local) {
        const result<parsed> found = read(local, {region, best->first});
        return found && found->valid();
    });
    if (static_cast<double>(whole) < valid_share * static_cast<double>(locals.size())) return g;
    area = best->first;
    g.inferred = true;
    g.supporters = best->second;
    return g;
}

} // namespace almon::inline v0::numbering::detail
