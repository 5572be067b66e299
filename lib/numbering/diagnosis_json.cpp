// SPDX-License-Identifier: BSL-1.0
#include <boost/json.hpp>

#include <almon/numbering/diagnose.hpp>

namespace almon::inline v0::numbering {

namespace {

namespace json = boost::json;

json::object told(const guess& g) {
    return {{"inferred", g.inferred},
            {"confidence", g.confidence()},
            {"supporters", g.supporters},
            {"telling", g.telling},
            {"rivals", json::array(g.rivals.begin(), g.rivals.end())}};
}

} // namespace

std::string to_json(const diagnosis& d) {
    json::object shapes;
    for (std::size_t i = 0; i < shape_count; ++i) shapes[to_string(static_cast<shape>(i))] = d.shapes[i];
    json::array exceptions;
    for (const exception_row& e : d.exceptions) {
        json::object o = {{"line", e.index + 1}, {"shape", to_string(e.looks_like)}};
        if (!e.shown.empty()) o["number"] = e.shown;
        exceptions.push_back(std::move(o));
    }
    return json::serialize(
        json::object{{"home", d.rules.home},
                     {"home_guess", told(d.home)},
                     {"area", d.rules.area},
                     {"area_guess", told(d.area)},
                     {"writes", to_string(d.rules.writes)},
                     {"outside_prefix", d.rules.outside_prefix},
                     {"technical_prefix", d.rules.technical_prefix},
                     {"extensions", json::array(d.rules.extensions.begin(), d.rules.extensions.end())},
                     {"numbers", d.numbers},
                     {"confidence", d.confidence},
                     {"finding", d.finding()},
                     {"office_lines", d.office_lines()},
                     {"shapes", std::move(shapes)},
                     {"exceptions", std::move(exceptions)}});
}

} // namespace almon::inline v0::numbering
