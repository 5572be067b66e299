// SPDX-License-Identifier: BSL-1.0
// The automaton against std::regex on the same patterns (tests/data/numbering/patterns.tsv, from the same metadata):
// whether a region's general pattern fits, and the type, for digits that the fuzzer draws. The first byte chooses the
// region, the others are digits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <almon/numbering/detail/tables.hpp>
#include <almon/numbering/plan.hpp>

using namespace almon::numbering;

namespace {

struct description {
    std::regex pattern;
    std::uint32_t lengths; ///< bit n: n digits are possible
};
struct region_patterns {
    std::uint8_t region;
    bool alone, same_as_fixed;
    std::map<std::string, description> by_type;
};

std::vector<region_patterns> load() {
    std::vector<region_patterns> all;
    std::ifstream file(ALMON_TEST_DATA "/numbering/patterns.tsv");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream fields(line);
        std::string name, kind, pattern;
        bool same;
        std::uint32_t lengths;
        fields >> name >> same >> kind >> lengths >> pattern;
        const std::uint8_t region = tables::find_region(name);
        if (region == 0) std::abort();
        if (all.empty() || all.back().region != region) {
            const tables::country& c = tables::countries[tables::regions[region].country];
            all.push_back({region, c.region_count == 1, same, {}});
        }
        all.back().by_type[kind] = {std::regex(pattern, std::regex::ECMAScript | std::regex::optimize), lengths};
    }
    if (all.empty()) std::abort();
    return all;
}

/// libphonenumber's way to a type, one pattern after the other.
std::string slow_type(const region_patterns& r, const std::string& digits) {
    const auto fits = [&](const char* kind) {
        const auto d = r.by_type.find(kind);
        if (d == r.by_type.end()) return false;
        if (d->second.lengths != 0 && !(d->second.lengths >> digits.size() & 1U)) return false;
        return std::regex_match(digits, d->second.pattern);
    };
    if (!fits("general_desc")) return "unknown";
    for (const char* kind :
         {"premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail"})
        if (fits(kind)) return kind;
    if (fits("fixed_line")) return r.same_as_fixed || fits("mobile") ? "fixed_line_or_mobile" : "fixed_line";
    return !r.same_as_fixed && fits("mobile") ? "mobile" : "unknown";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<region_patterns> all = load();
    if (size < 2) return 0;
    const region_patterns& r = all[data[0] % all.size()];
    std::vector<std::uint8_t> values;
    std::string digits;
    for (std::size_t i = 1; i < size && values.size() < 17; ++i) {
        values.push_back(data[i] % 10);
        digits += static_cast<char>('0' + data[i] % 10);
    }
    const tables::region& region = tables::regions[r.region];
    const tables::country& c = tables::countries[region.country];
    const tables::number_class& k = tables::number_classes[tables::walk(c.plan, values.data(), values.size())];
    if ((k.general >> region.bit & 1U) != std::regex_match(digits, r.by_type.at("general_desc").pattern)) std::abort();
    // a shared country code asks its regions in turn; only an own one has the type of its own patterns
    if (r.alone && to_string(static_cast<number_type>(k.type)) != slow_type(r, digits)) std::abort();
    return 0;
}
