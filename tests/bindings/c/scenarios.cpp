// SPDX-License-Identifier: BSL-1.0
// Answers the scenarios of tests/bindings/README.md over the C header alone: JSON lines in, JSON lines out. It has a
// Boost of its own, which must not meet the one inside the library.

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/json/src.hpp>

#include <almon/almon.h>

namespace json = boost::json;

namespace {

/// What a failed call said.
struct refused {
    std::string code;
};

/// Throws `refused` where `status` is none of success.
void check(int status, almon_error* error) {
    if (status == 0) return;
    std::string code = error ? almon_error_code(error) : almon_status_code(status);
    almon_error_free(error);
    throw refused{std::move(code)};
}

struct args {
    const json::object& given;

    [[nodiscard]] const char* operator[](const char* key) const { return given.at(key).as_string().c_str(); }
    [[nodiscard]] std::int64_t at() const;
};

/// RFC 3339 with an offset, whole seconds: all that scenarios have.
std::int64_t args::at() const {
    int year, month, day, hour, minute, second, offset_hours, offset_minutes;
    if (std::sscanf((*this)["at"], "%d-%d-%dT%d:%d:%d%d:%d", &year, &month, &day, &hour, &minute, &second,
                    &offset_hours, &offset_minutes) != 8)
        throw refused{"a time that this runner cannot read"};
    const std::chrono::sys_days date =
        std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / static_cast<unsigned>(day);
    const auto seconds = date.time_since_epoch() + std::chrono::hours(hour - offset_hours) +
                         std::chrono::minutes(minute - offset_minutes) + std::chrono::seconds(second);
    return std::chrono::duration_cast<std::chrono::microseconds>(seconds).count();
}

json::value or_null(std::string text) {
    return text.empty() ? json::value(nullptr) : json::value(std::move(text));
}

almon_number read(const char* text, const almon_home* home) {
    almon_number n{};
    n.struct_size = sizeof n;
    almon_error* error = nullptr;
    check(almon_number_read(text, home, &n, &error), error);
    return n;
}

json::value number(const args& a) {
    const almon_home home{sizeof home, a["home"], a["area"]};
    const almon_number n = read(a["text"], &home);
    const auto written = [&](almon_style style) {
        char out[ALMON_WRITTEN_SIZE];
        check(almon_number_write(&n, style, out, sizeof out), nullptr);
        return json::string(out);
    };
    return json::object{{"e164", written(ALMON_E164)},
                        {"region", or_null(n.region)},
                        {"type", almon_number_type_name(n.type)},
                        {"valid", n.valid != 0},
                        {"possible", n.possible == ALMON_POSSIBLE || n.possible == ALMON_LOCAL_ONLY},
                        {"national", written(ALMON_NATIONAL)},
                        {"international", written(ALMON_INTERNATIONAL)},
                        {"rfc3966", written(ALMON_RFC3966)},
                        {"extension", or_null(n.extension)}};
}

using directory = std::unique_ptr<almon_directory, decltype(&almon_directory_close)>;
using office = std::unique_ptr<almon_office, decltype(&almon_office_close)>;
using instructions = std::unique_ptr<almon_instructions, decltype(&almon_instructions_free)>;

directory open_directory(const char* path) {
    almon_directory* opened = nullptr;
    almon_error* error = nullptr;
    check(almon_directory_open(path, &opened, &error), error);
    return {opened, &almon_directory_close};
}

office open_office(const char* path) {
    almon_office* opened = nullptr;
    almon_error* error = nullptr;
    check(almon_office_open(path, &opened, &error), error);
    return {opened, &almon_office_close};
}

json::value lookup(const args& a) {
    const directory d = open_directory(a["directory"]);
    almon_number n{};
    n.struct_size = sizeof n;
    almon_error* error = nullptr;
    check(almon_number_parse(a["number"], nullptr, &n, &error), error);
    almon_assignment found{};
    found.struct_size = sizeof found;
    check(almon_directory_lookup(d.get(), &n, &found), nullptr);
    if (!found.found) return nullptr;
    return json::object{{"operator", std::string(found.operator_name, found.operator_name_size)},
                        {"holder", std::string(found.holder_name, found.holder_name_size)},
                        {"brand", or_null(std::string(found.operator_brand, found.operator_brand_size))},
                        {"ported", found.ported},
                        {"region", or_null(std::string(found.region, found.region_size))}};
}

json::value decide(const args& a) {
    const office o = open_office(a["office"]);
    almon_decision d{};
    d.struct_size = sizeof d;
    almon_error* error = nullptr;
    check(almon_office_decide(o.get(), a["user"], a["verb"], a["object"], a.at(), &d, &error), error);
    return json::object{{"allowed", d.allowed != 0},
                        {"why", d.reason},
                        {"show_number", d.show_number},
                        {"present", d.present},
                        {"record", d.record},
                        {"announce", d.announce != 0},
                        {"line", d.line ? json::value(d.line) : json::value(nullptr)}};
}

json::value dial(const args& a) {
    const office o = open_office(a["office"]);
    const almon_outgoing call{sizeof call, a["user"],  a["digits"], a["via"],
                              a["caller"], a["trunk"], a["party"],  a.at()};
    almon_instructions* told = nullptr;
    almon_error* error = nullptr;
    check(almon_office_dial(o.get(), &call, &told, &error), error);
    const instructions kept(told, &almon_instructions_free);
    return json::parse(almon_instructions_json(told));
}

json::value incoming(const args& a) {
    const office o = open_office(a["office"]);
    const almon_incoming call{sizeof call, a["trunk"], a["did"], a["caller"], a["digits"], a.at()};
    almon_instructions* told = nullptr;
    almon_error* error = nullptr;
    check(almon_office_incoming(o.get(), &call, &told, &error), error);
    const instructions kept(told, &almon_instructions_free);
    return json::parse(almon_instructions_json(told));
}

json::value calls(const args& a) {
    struct watcher {
        json::array all, again, withdrawn;
        const almon_office* viewed = nullptr;
        const char* viewer = nullptr;
        std::int64_t at = 0;

        void see(const almon_call* call) {
            almon_call_facts facts{};
            facts.struct_size = sizeof facts;
            check(almon_call_tell(call, &facts), nullptr);
            if (facts.version > 1) again.emplace_back(facts.id);
            all.push_back(json::parse(almon_call_json(call)));
        }
    } watch;
    std::vector<office> opened;
    std::vector<const almon_office*> offices;
    for (const char* key : {"office", "second"})
        if (*a[key]) offices.push_back(opened.emplace_back(open_office(a[key])).get());
    if (*a["viewer"]) {
        watch.viewed = offices.at(0);
        watch.viewer = a["viewer"];
        watch.at = a.at();
    }
    const char* const file = a["file"];
    almon_records wanted{};
    wanted.struct_size = sizeof wanted;
    wanted.files = &file;
    wanted.file_count = 1;
    wanted.format = "asterisk-cdr-custom";
    wanted.offices = offices.data();
    wanted.office_count = offices.size();
    wanted.user = &watch;
    wanted.on_call = [](const almon_call* call, void* user) {
        auto& w = *static_cast<watcher*>(user);
        if (!w.viewer) return w.see(call), 0;
        almon_call* seen = nullptr;
        if (almon_office_view(w.viewed, call, w.viewer, w.at, &seen, nullptr) != 0) return 1;
        if (seen) w.see(seen);
        almon_call_free(seen);
        return 0;
    };
    wanted.on_withdrawn = [](const char* id, void* user) { static_cast<watcher*>(user)->withdrawn.emplace_back(id); };
    almon_error* error = nullptr;
    check(almon_records_read(&wanted, &error), error);
    return json::object{
        {"calls", std::move(watch.all)}, {"again", std::move(watch.again)}, {"withdrawn", std::move(watch.withdrawn)}};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char c : text) c == '\n' ? void(lines.emplace_back()) : lines.back().push_back(c);
    return lines;
}

json::array counts_of(const almon_missed_counts& n) {
    return {n.missed, n.messages, n.outside_hours, n.unresolved, n.short_abandons};
}

json::value missed_call(const almon_missed* report, std::size_t index) {
    almon_missed_facts m{};
    m.struct_size = sizeof m;
    check(almon_missed_tell(report, index, &m), nullptr);
    json::value resolved;
    if (*m.resolved) resolved = json::array{m.resolved, or_null(m.resolved_by), m.after_ms, m.after_open_ms};
    return json::array{
        m.id,           or_null(m.caller),   or_null(m.text),  or_null(m.name),
        or_null(m.did), or_null(m.campaign), or_null(m.queue), m.open < 0 ? json::value() : json::value(m.open == 1),
        m.waited_ms,    m.disposition,       m.outcome,        json::array(m.rang, m.rang + m.rang_count),
        m.tried_back,   std::move(resolved)};
}

json::value missed(const args& a) {
    office o(nullptr, &almon_office_close);
    const almon_office* opened = nullptr;
    if (*a["office"]) opened = (o = open_office(a["office"])).get();
    const std::vector<std::string> files = lines_of(a["files"]);
    std::vector<const char*> names;
    for (const std::string& f : files) names.push_back(f.c_str());
    almon_records wanted{};
    wanted.struct_size = sizeof wanted;
    wanted.files = names.data();
    wanted.file_count = names.size();
    wanted.offices = &opened;
    wanted.office_count = opened ? 1 : 0;
    const almon_missed_asked asked{sizeof asked, a["since"], a["until"], a["viewer"], a.at()};
    almon_missed* report = nullptr;
    almon_error* error = nullptr;
    check(almon_missed_read(&wanted, &asked, &report, &error), error);
    const std::unique_ptr<almon_missed, decltype(&almon_missed_free)> kept(report, &almon_missed_free);
    json::array lines, people, calls, all;
    almon_missed_counts counts{};
    counts.struct_size = sizeof counts;
    for (std::size_t i = 0; i < almon_missed_line_count(report); ++i) {
        check(almon_missed_line(report, i, &counts), nullptr);
        json::array line{or_null(counts.did), or_null(counts.campaign), counts.hour};
        for (const json::value& n : counts_of(counts)) line.push_back(n);
        lines.push_back(std::move(line));
    }
    for (std::size_t i = 0; i < almon_missed_people_count(report); ++i) {
        const char* who = nullptr;
        std::size_t times = 0;
        check(almon_missed_person(report, i, &who, &times), nullptr);
        people.push_back(json::array{who, times});
    }
    check(almon_missed_total(report, &counts), nullptr);
    for (std::size_t i = 0; i < counts.missed + counts.short_abandons; ++i) calls.push_back(missed_call(report, i));
    for (const std::string& line : lines_of(almon_missed_json(report)))
        if (!line.empty()) all.push_back(json::parse(line));
    return json::object{{"json", std::move(all)},
                        {"calls", std::move(calls)},
                        {"counts", counts_of(counts)},
                        {"lines", std::move(lines)},
                        {"people", std::move(people)}};
}

json::value diagnose(const args& a) {
    const std::vector<std::string> lines = lines_of(a["texts"]);
    std::vector<const char*> texts;
    for (const std::string& line : lines) texts.push_back(line.c_str());
    const almon_home home{sizeof home, a["home"], a["area"]};
    almon_diagnosis* told = nullptr;
    almon_error* error = nullptr;
    check(almon_diagnose(texts.data(), texts.size(), &home, &told, &error), error);
    const std::unique_ptr<almon_diagnosis, decltype(&almon_diagnosis_free)> kept(told, &almon_diagnosis_free);
    almon_diagnosis_facts facts{};
    facts.struct_size = sizeof facts;
    check(almon_diagnosis_tell(told, &facts), nullptr);
    json::array exceptions;
    const json::value all = json::parse(almon_diagnosis_json(told));
    for (const json::value& e : all.at("exceptions").as_array())
        exceptions.push_back(json::array{e.at("line").as_int64() - 1, e.at("shape")});
    return json::object{{"finding", facts.finding},
                        {"home", facts.home},
                        {"area", facts.area},
                        {"writes", facts.writes},
                        {"outside_prefix", facts.outside_prefix},
                        {"technical_prefix", facts.technical_prefix},
                        {"numbers", facts.numbers},
                        {"confidence", facts.confidence},
                        {"office_lines", facts.office_lines},
                        {"exceptions", std::move(exceptions)}};
}

json::value zones(const args& a) {
    const office o = open_office(a["office"]);
    const almon_number n = read(a["number"], nullptr);
    almon_zones* found = nullptr;
    almon_error* error = nullptr;
    check(almon_office_zones(o.get(), &n, &found, &error), error);
    const std::unique_ptr<almon_zones, decltype(&almon_zones_free)> kept(found, &almon_zones_free);
    json::array names;
    for (size_t i = 0; i < almon_zones_count(found); ++i) names.emplace_back(almon_zones_name(found, i));
    std::int32_t safe = 0;
    check(almon_office_safe_to_call(o.get(), &n, a.at(), nullptr, &safe, &error), error);
    return json::object{{"zones", std::move(names)}, {"safe", safe != 0}};
}

json::value alias(const args& a) {
    const office o = open_office(a["office"]);
    almon_alias* found = nullptr;
    almon_error* error = nullptr;
    check(almon_alias_resolve(o.get(), a["digits"], a["user"], a.at(), &found, &error), error);
    const std::unique_ptr<almon_alias, decltype(&almon_alias_free)> kept(found, &almon_alias_free);
    almon_alias_facts facts{};
    facts.struct_size = sizeof facts;
    check(almon_alias_tell(found, &facts), nullptr);
    return json::object{{"alias", facts.digits}, {"deal", facts.deal}, {"label", or_null(facts.label)}};
}

const std::map<std::string, std::function<json::value(const args&)>, std::less<>> operations = {
    {"version",
     [](const args&) -> json::value {
         return json::object{{"library", almon_version()}, {"metadata", almon_metadata_version()}};
     }},
    {"number", number},
    {"lookup", lookup},
    {"decide", decide},
    {"calls", calls},
    {"missed", missed},
    {"diagnose", diagnose},
    {"zones", zones},
    {"alias", alias},
    {"dial", dial},
    {"incoming", incoming},
    {"office",
     [](const args& a) -> json::value {
         const office o = open_office(a["path"]);
         return json::object{{"tenant", almon_office_name(o.get())}};
     }},
    {"directory",
     [](const args& a) -> json::value {
         (void)open_directory(a["path"]);
         return json::object{};
     }},
};

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const json::object scenario = json::parse(line).as_object();
        json::object answer{{"id", scenario.at("id")}};
        try {
            const std::string_view op = scenario.at("op").as_string();
            answer["ok"] = operations.find(op)->second({scenario.at("args").as_object()});
        } catch (const refused& e) {
            answer["error"] = e.code;
        }
        std::cout << json::serialize(answer) << '\n';
    }
}
