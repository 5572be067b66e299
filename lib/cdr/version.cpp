// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/version.hpp>

#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Calls `visit(key, value)` with each member of a JSON object that this library wrote.
template <class Visit>
void each_member(std::string_view object, Visit visit) {
    std::size_t i = 1; // behind the brace
    while (i < object.size() && object[i] == '"') {
        const std::size_t key_end = object.find('"', i + 1); // keys hold no quotes
        const std::string_view key = object.substr(i + 1, key_end - i - 1);
        const std::size_t begin = key_end + 2;
        std::size_t at = begin;
        int depth = 0;
        for (bool quoted = false; at < object.size(); ++at) {
            const char c = object[at];
            if (quoted) {
                if (c == '\\') ++at;
                else if (c == '"') quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth-- == 0) break;
            } else if (c == ',' && depth == 0) {
                break;
            }
        }
        visit(key, object.substr(begin, at - begin));
        i = at + 1;
    }
}

std::uint32_t print_of(std::string_view value) noexcept {
    return static_cast<std::uint32_t>(hash_of(value, 29) >> 32);
}

} // namespace

std::vector<std::uint32_t> field_prints(const call& c) {
    std::vector<std::uint32_t> prints;
    prints.reserve(32);
    each_member(to_json(c), [&](std::string_view, std::string_view value) { prints.push_back(print_of(value)); });
    return prints;
}

std::vector<std::string> changed_fields(const std::vector<std::uint32_t>& before, const call& after) {
    std::vector<std::string> changed;
    std::size_t i = 0;
    std::vector<std::string> all;
    each_member(to_json(after), [&](std::string_view key, std::string_view value) {
        if (i < before.size() && before[i] != print_of(value)) changed.emplace_back(key);
        all.emplace_back(key);
        ++i;
    });
    return i == before.size() ? changed : all;
}

std::vector<std::string> changed_fields(const call& before, const call& after) {
    return changed_fields(field_prints(before), after);
}

void to_json(const call& c, const difference& d, const json_options& options, std::string& out) {
    if (d.withdrawn) { // of a call that is none there is nothing to tell but its id
        call bare;
        bare.id = c.id;
        each_member(to_json(bare), [&](std::string_view key, std::string_view value) {
            if (key == "schema" || key == "id")
                out.append(out.empty() || out.back() == '\n' ? "{\"" : ",\"").append(key).append("\":").append(value);
        });
        out += ",\"version\":" + std::to_string(d.version) + ",\"withdrawn\":true}";
        return;
    }
    to_json(c, options, out);
    out.pop_back(); // the closing brace
    out += ",\"version\":" + std::to_string(d.version) + ",\"changed\":[";
    for (std::size_t i = 0; i < d.changed.size(); ++i) out.append(i ? ",\"" : "\"").append(d.changed[i]) += '"';
    out += "]}";
}

} // namespace almon::inline v0::cdr
