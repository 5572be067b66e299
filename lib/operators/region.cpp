// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/region.hpp>

#include <algorithm>
#include <array>

#include "text.hpp"

namespace almon::inline v0::operators {

namespace {

constexpr region regions[] = {
#include "regions.inc"
};

/// What kind of place it is: says that a region is meant, but not which.
bool is_kind(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 13> kinds = {"республика", "респ", "область", "обл", "край",
                                                        "автономная", "аобл", "округ",   "ао",  "автономный",
                                                        "город",      "гор",  "г"};
    return std::find(kinds.begin(), kinds.end(), word) != kinds.end();
}

std::string sorted_words(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::string joined;
    for (const std::string& word : words) detail::join(joined, " ", word);
    return joined;
}

/// Calls `take` with every part of `text` between separators.
template <class Take>
void split(std::string_view text, std::string_view separator, Take take) {
    for (;;) {
        const std::size_t at = text.find(separator);
        take(text.substr(0, at));
        if (at == std::string_view::npos) return;
        text.remove_prefix(at + separator.size());
    }
}

/// An autonomous area lies within a region that is written after it.
bool hides(std::string_view area, std::string_view around) noexcept {
    return (around == "RU-TYU" && (area == "RU-KHM" || area == "RU-YAN")) || (around == "RU-ARK" && area == "RU-NEN");
}

} // namespace

std::span<const region> known_regions() noexcept {
    return regions;
}

region_finder::region_finder() {
    for (const region& r : regions)
        split(r.words, "|",
              [&](std::string_view words) { by_words_.emplace(sorted_words(detail::words_of(words)), &r); });
}

void region_finder::add_named(std::string_view part, place where, std::vector<const region*>& found) const {
    std::vector<std::string> words = detail::words_of(part);
    if (words.size() >= 2 && words[0] == "российская" && words[1] == "федерация")
        words.resize(2); // `, кроме …` may follow
    const std::size_t all = words.size();
    words.erase(std::remove_if(words.begin(), words.end(), [](const auto& word) { return is_kind(word); }),
                words.end());
    const auto known = by_words_.find(sorted_words(words));
    if (known == by_words_.end()) return;
    const region* const r = known->second;
    const bool federal_city = r->code == "RU-MOW" || r->code == "RU-SPE" || r->code == "UA-40";
    if (where == place::within && all == words.size() && !federal_city) return; // Алтайский район, not Алтайский край
    if (std::find(found.begin(), found.end(), r) == found.end()) found.push_back(r);
}

std::vector<const region*> region_finder::find(std::string_view text) const {
    std::vector<const region*> found;
    const std::string_view whole_country = "Российская Федерация";
    if (detail::trimmed(text).starts_with(whole_country)) {
        add_named(whole_country, place::widest, found);
        return found;
    }
    std::vector<std::string_view> places;
    split(text, "|", [&](std::string_view part) { places.push_back(part); });
    std::vector<const region*> previous;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const place where = i + 1 == places.size() ? place::widest : place::within;
        std::string equals(places[i]);
        for (char& c : equals)
            if (c == '*' || c == ',' || c == ';') c = '\n';
        std::vector<const region*> here;
        split(equals, "\n", [&](std::string_view list) {
            split(list, " и ", [&](std::string_view part) { add_named(part, where, here); });
        });
        for (const region* r : here) {
            const bool hidden = std::any_of(previous.begin(), previous.end(),
                                            [&](const region* inner) { return hides(inner->code, r->code); });
            if (!hidden && std::find(found.begin(), found.end(), r) == found.end()) found.push_back(r);
        }
        previous = std::move(here);
    }
    return found;
}

} // namespace almon::inline v0::operators
