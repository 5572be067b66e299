// SPDX-License-Identifier: BSL-1.0
#include "load_parts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include <almon/numbering/digit_pattern.hpp>
#include <almon/numbering/plan.hpp>

#include "core/digits.hpp"

namespace almon::inline v0::office::detail {

namespace {

using tenant::target;

constexpr std::string_view target_shape =
    "\"queue:NAME\", \"menu:NAME\", \"extension:101\", \"user:NAME\", \"announce:NAME\" or \"reject\"";

/// Remembers names that must be unique and where each first stood.
class unique_names {
public:
    explicit unique_names(report& errors) : errors_(&errors) {}
    void add(std::string_view what, const std::string& name, const toml::source_region& at) {
        if (name.empty()) return;
        const auto [old, fresh] = seen_.emplace(name, at.begin.line);
        if (!fresh)
            errors_->add(errc::duplicate, at, fmt::format("{} {}", what, shown(name)),
                         fmt::format("another one; this stands at line {} already", old->second));
    }

private:
    report* errors_;
    std::map<std::string, std::uint32_t, std::less<>> seen_;
};

/// A name that must be defined somewhere in the file; checked when everything is read.
struct reference {
    placed word;
    std::string where;
    std::string_view what; // "trunk", "department", "user"
};

struct reading {
    tenant::tenant& out;
    report& errors;
    numbering::home where;
    std::vector<reference> references;
    routing::rules& routing;
    std::vector<claim>& claims;
};

target read_target(section& s, std::string_view key, reading& r) {
    if (!s.has(key)) return s.node(key), target{};
    const std::string word = s.text(key);
    const std::optional<target> parsed = tenant::parse_target(word);
    if (!parsed) {
        s.wrong(errc::bad_value, key, shown(word), std::string(target_shape));
        return {};
    }
    if (parsed->kind == target::kind_type::user) r.references.push_back({{parsed->name, s.at(key)}, s.name(), "user"});
    return *parsed;
}

void read_line(section& s, reading& r, unique_names& numbers) {
    const std::optional<almon::number> number = s.number("number", r.where);
    if (!s.has("number")) r.errors.add(errc::missing_key, s.at(), s.name(), "number = \"+7…\"");
    if (number) {
        numbers.add("line", number->e164(), s.at("number"));
        r.claims.push_back(claim_at(claim::kind_type::line, number->e164(), s.at("number")));
    }
    std::string campaign = s.text("campaign"), label = s.text("label");
    target to = read_target(s, "to", r);
    s.done();
    if (number) r.out.lines.push_back({*number, std::move(campaign), std::move(label), std::move(to)});
}

/// The region that `key` names; `otherwise` where it is absent or unknown.
std::string read_region(section& s, std::string_view key, const std::string& otherwise) {
    std::string region = s.text(key, otherwise);
    if (numbering::country_code_of(region)) return region;
    s.wrong(errc::bad_value, key, shown(region), "an ISO 3166 region such as \"RU\"");
    return otherwise;
}

/// The digits of an area code.
std::string read_area(section& s, const std::string& otherwise) {
    std::string digits = s.text("area", otherwise);
    if (digits.empty() || almon::detail::all_digits(digits)) return digits;
    s.wrong(errc::bad_value, "area", shown(digits), "the digits of an area code such as \"495\"");
    return otherwise;
}

/// What is dialled before a number.
std::string read_prefix(section& s, std::string_view key) {
    std::string prefix = s.text(key);
    if (prefix.find_first_not_of("0123456789*#") == std::string::npos) return prefix;
    s.wrong(errc::bad_value, key, shown(prefix), "what a phone can dial, such as \"9\"");
    return {};
}

numbering::dial_rules read_rules(section& s, reading& r) {
    numbering::dial_rules rules;
    rules.home = r.out.home;
    rules.area = r.out.area;
    constexpr std::array spellings = {numbering::spelling::plus, numbering::spelling::international,
                                      numbering::spelling::national, numbering::spelling::ten_digit,
                                      numbering::spelling::local};
    rules.writes = spellings[s.choice("writes", {"plus", "international", "national", "ten-digit", "local"}, 0)];
    rules.extensions = r.out.extensions;
    rules.emergency = r.out.emergency;
    if (auto table = s.table("dial_rules")) {
        rules.home = read_region(*table, "home", rules.home);
        rules.area = read_area(*table, rules.area);
        rules.outside_prefix = read_prefix(*table, "outside_prefix");
        rules.technical_prefix = read_prefix(*table, "technical_prefix");
        table->done();
    }
    return rules;
}

void read_trunk(section& s, reading& r, unique_names& names) {
    tenant::trunk trunk;
    trunk.name = s.needed_text("name");
    names.add("trunk", trunk.name, s.at("name"));
    s.rename(fmt::format("[[trunk]] {}", shown(trunk.name)));
    trunk.shared = s.flag("shared");
    for (placed& glob : s.words("match")) {
        r.claims.push_back(claim_at(claim::kind_type::trunk, glob.text, glob.at));
        r.claims.back().shared = trunk.shared;
        trunk.match.push_back(std::move(glob.text));
    }
    trunk.dial = s.text("dial");
    if (!trunk.dial.empty() && trunk.dial.find("{number}") == std::string::npos)
        s.wrong(errc::bad_value, "dial", shown(trunk.dial),
                "a channel with {number} in it, such as \"PJSIP/{number}@mango\"");
    trunk.operator_brand = s.text("operator");
    trunk.presents = s.numbers("presents", r.where);
    trunk.channels = static_cast<std::uint32_t>(s.integer("channels", 0, 0, 100000));
    trunk.rules = read_rules(s, r);
    trunk.tariff = s.text("tariff");
    if (!trunk.tariff.empty()) r.references.push_back({{trunk.tariff, s.at("tariff")}, s.name(), "tariff"});
    trunk.fallback = s.flag("default");
    const auto other = std::ranges::find_if(r.out.trunks, &tenant::trunk::fallback);
    if (trunk.fallback && other != r.out.trunks.end())
        s.errors().add(errc::contradiction, s.at("default"),
                       fmt::format("default = true in {} and {}", shown(other->name), shown(trunk.name)),
                       "one default trunk");
    trunk.own_sim = s.flag("own_sim");
    const bool tie = s.flag("tie");
    if (s.has("tie")) trunk.tie = tie;
    if (trunk.tie == true && trunk.match.empty())
        s.errors().add(errc::contradiction, s.at("tie"), "tie = true without match",
                       "the channels by which the other PBX is reached, such as match = [\"IAX2/tomsk-*\"]");
    if (trunk.tie == true && trunk.own_sim)
        s.errors().add(errc::contradiction, s.at("tie"), "tie = true and own_sim = true",
                       "one of them: a tie line leads to a PBX of ours, a SIM to the public network");
    routing::trunk_limits limits = read_limits(s, trunk.name);
    if (!limits.types.empty() || !limits.only.empty() || !limits.never.empty() || !limits.hours.windows.empty())
        r.routing.limits.push_back(std::move(limits));
    s.done();
    r.out.trunks.push_back(std::move(trunk));
}

void read_department(section& s, reading& r, unique_names& names) {
    tenant::department department;
    department.name = s.needed_text("name");
    names.add("department", department.name, s.at("name"));
    s.rename(fmt::format("[[department]] {}", shown(department.name)));
    for (placed& trunk : s.words("trunks")) {
        department.trunks.push_back(trunk.text);
        r.references.push_back({std::move(trunk), s.name(), "trunk"});
    }
    department.register_in_crm = s.flag("register_in_crm", true);
    s.done();
    r.out.departments.push_back(std::move(department));
}

struct user_names {
    unique_names names, extensions, agents, mobiles;
    explicit user_names(report& errors) : names(errors), extensions(errors), agents(errors), mobiles(errors) {}
};

void read_user(section& s, reading& r, user_names& unique) {
    tenant::user user;
    user.name = s.needed_text("name");
    unique.names.add("user", user.name, s.at("name"));
    s.rename(fmt::format("[[user]] {}", shown(user.name)));
    for (placed& role : s.words("role")) {
        user.roles.push_back(role.text);
        r.references.push_back({std::move(role), s.name(), "role"});
    }
    if (user.roles.empty() && !s.has("role")) r.errors.add(errc::missing_key, s.at(), s.name(), "role = \"…\"");
    user.department = s.text("department");
    if (!user.department.empty())
        r.references.push_back({{user.department, s.at("department")}, s.name(), "department"});
    user.extension = s.text("extension");
    unique.extensions.add("extension", user.extension, s.at("extension"));
    user.mobile = s.number("mobile", r.where);
    if (user.mobile) unique.mobiles.add("mobile", user.mobile->e164(), s.at("mobile"));
    user.agent_id = s.text("agent_id");
    unique.agents.add("agent id", user.agent_id, s.at("agent_id"));
    for (placed& queue : s.words("queues")) user.queues.push_back(std::move(queue.text));
    s.done();
    r.out.users.push_back(std::move(user));
}

std::optional<tenant::weekly_window> parse_window(std::string_view text) {
    const std::size_t space = text.rfind(' ');
    const std::string_view clock = space == std::string_view::npos ? text : text.substr(space + 1);
    tenant::weekly_window w;
    w.weekdays = space == std::string_view::npos ? 0x7f : tenant::parse_weekdays(text.substr(0, space));
    const auto minutes = [](std::string_view hhmm) {
        if (hhmm.size() != 5 || hhmm[2] != ':') return -1;
        for (const std::size_t i : {0u, 1u, 3u, 4u})
            if (hhmm[i] < '0' || hhmm[i] > '9') return -1;
        const int hour = (hhmm[0] - '0') * 10 + hhmm[1] - '0', minute = (hhmm[3] - '0') * 10 + hhmm[4] - '0';
        return hour > 24 || minute > 59 || hour * 60 + minute > 24 * 60 ? -1 : hour * 60 + minute;
    };
    if (clock.size() != 11 || clock[5] != '-' || !w.weekdays) return std::nullopt;
    const int from = minutes(clock.substr(0, 5)), to = minutes(clock.substr(6));
    if (from < 0 || to < 0 || from == 24 * 60) return std::nullopt;
    w.from = static_cast<std::uint16_t>(from);
    w.to = static_cast<std::uint16_t>(to);
    return w;
}

void read_hours(section& s, tenant::calendar& out, reading& r) {
    out.windows = read_windows(s, "open");
    r.out.closed_target = read_target(s, "closed", r);
    s.each("special", [&](section& day) {
        day.rename("[[hours.special]]");
        tenant::special_day special;
        const toml::node* date = day.node("date");
        if (const auto* d = date ? date->as_date() : nullptr)
            special.year = d->get().year, special.month = d->get().month, special.day = d->get().day;
        else day.wrong(date ? errc::wrong_type : errc::missing_key, "date", "no date", "date = 2026-12-31");
        special.windows = read_windows(day, "open");
        day.done();
        out.special_days.push_back(std::move(special));
    });
    s.done();
}

void check_references(const reading& r, const policy::raw_policy& rules) {
    const auto names_of = [&](std::string_view what) {
        std::vector<std::string_view> names;
        if (what == "trunk")
            for (const auto& t : r.out.trunks) names.push_back(t.name);
        if (what == "department")
            for (const auto& d : r.out.departments) names.push_back(d.name);
        if (what == "user")
            for (const auto& u : r.out.users) names.push_back(u.name);
        if (what == "role")
            for (const auto& role : rules.roles) names.push_back(role.name.text);
        if (what == "tariff")
            for (const auto& t : r.routing.prices.tariffs) names.push_back(t.name);
        return names;
    };
    for (const reference& ref : r.references) {
        const std::vector<std::string_view> names = names_of(ref.what);
        if (std::find(names.begin(), names.end(), ref.word.text) != names.end()) continue;
        const std::string_view near = nearest_word(ref.word.text, names);
        r.errors.add(errc::dangling_name, ref.word.at,
                     fmt::format("{} {} in {}", ref.what, shown(ref.word.text), ref.where),
                     near.empty() ? fmt::format("a {} that the file defines", ref.what) : fmt::format("\"{}\"", near));
    }
}

/// Words that contradict each other though each is right alone.
void check_trunks(section& top, reading& r) {
    std::map<almon::number, std::string_view> presented;
    for (const tenant::trunk& trunk : r.out.trunks)
        for (const almon::number n : trunk.presents) {
            const auto [old, fresh] = presented.emplace(n, trunk.name);
            if (!fresh && trunk.own_sim && r.out.find_trunk(old->second)->own_sim)
                r.errors.add(
                    errc::contradiction, top.at("trunk"),
                    fmt::format("{} presented by SIM trunks \"{}\" and \"{}\"", n.masked(), old->second, trunk.name),
                    "a SIM's number on one trunk");
        }
}

/// Extensions that are spelled like emergency numbers: nobody can dial them, or the emergency number.
void check_emergency(const section& office, reading& r) {
    const toml::source_region at = office.at("extensions");
    const auto warn = [&](std::string_view digits, std::string_view expected) {
        r.errors.add(errc::emergency_clash, at, fmt::format("extension {}", digits), std::string(expected),
                     severity::warning);
    };
    if (r.out.is_extension("112")) warn("112", "112 to be no extension: it is always an emergency call");
    for (const std::string& digits : r.out.emergency)
        if (digits != "112" && r.out.is_extension(digits))
            warn(digits, fmt::format("the extension to win: {} is reached with the outside prefix only", digits));
    if (r.out.outside_prefix.empty())
        for (const std::string_view digits : {"101", "102", "103", "104"})
            if (r.out.is_extension(digits))
                warn(digits,
                     fmt::format("an outside_prefix: without it nobody can reach the emergency number {}", digits));
}

} // namespace

std::vector<tenant::weekly_window> read_windows(section& s, std::string_view key) {
    std::vector<tenant::weekly_window> out;
    for (const placed& word : s.words(key)) {
        if (const auto window = parse_window(word.text)) out.push_back(*window);
        else
            s.errors().add(errc::bad_value, word.at, fmt::format("{} = {} in {}", key, shown(word.text), s.name()),
                           "\"mon-fri 09:00-18:00\"");
    }
    return out;
}

void read_office(section& s, tenant::tenant& out) {
    out.name = s.needed_text("tenant");
    out.home = read_region(s, "home", "RU");
    out.area = read_area(s, {});
    const std::string zone = s.text("timezone", "Etc/UTC");
    if (const auto found = time_zone::find(zone)) out.zone = *found;
    else s.wrong(errc::bad_value, "timezone", shown(zone), "a zone of the tz database such as \"Europe/Moscow\"");
    for (placed& word : s.words("extensions", '|')) {
        if (numbering::is_digit_pattern(word.text)) out.extensions.push_back(std::move(word.text));
        else
            s.errors().add(errc::bad_value, word.at, fmt::format("extensions = {}", shown(word.text)),
                           "digits, x for any digit, or a range such as \"101-106\"");
    }
    out.outside_prefix = read_prefix(s, "outside_prefix");
    for (placed& word : s.words("emergency")) {
        if (almon::detail::all_digits(word.text)) out.emergency.push_back(std::move(word.text));
        else
            s.errors().add(errc::bad_value, word.at, fmt::format("emergency = {}", shown(word.text)),
                           "digits such as \"112\"");
    }
    for (placed& word : s.words("services")) out.services.push_back(std::move(word.text));
}

void read_parts(section& top, section& office, const policy::raw_policy& rules, routing::rules& routing,
                tenant::tenant& out, std::vector<claim>& claims) {
    reading r{out, top.errors(), {out.home, out.area}, {}, routing, claims};
    unique_names lines(r.errors), trunks(r.errors), departments(r.errors);
    user_names users(r.errors);
    r.out.default_target = read_target(office, "default", r);
    if (auto hours = top.table("hours")) read_hours(*hours, out.hours, r);
    top.each("trunk", [&](section& s) { read_trunk(s, r, trunks); });
    top.each("line", [&](section& s) { read_line(s, r, lines); });
    top.each("department", [&](section& s) { read_department(s, r, departments); });
    top.each("user", [&](section& s) { read_user(s, r, users); });
    check_references(r, rules);
    check_trunks(top, r);
    check_emergency(office, r);
}

} // namespace almon::inline v0::office::detail
