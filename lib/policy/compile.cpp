// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/compile.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "policy/reading.hpp"

namespace almon::inline v0::policy {

namespace {

using namespace detail;

constexpr std::size_t role_limit = 4096;
constexpr std::size_t clause_limit = std::size_t{1} << 24;

/// A rule that was read: what it does, to which verbs, and the clause that its verbs get.
struct read_rule {
    effect does;
    verb_set verbs;
    clause condition;
};

/// A role's own statements; unstated duties are inherited.
struct read_role {
    std::vector<std::uint32_t> parents;
    std::vector<read_rule> rules;
    std::optional<visibility> show_number;
    std::optional<presentation> present;
    std::optional<recording> record;
    std::optional<announcement> announce;
};

/// Duties as far as stated, merged by strictness.
struct stated_duties {
    std::optional<visibility> show_number;
    std::optional<presentation> present;
    std::optional<recording> record_outside, record_staff;
    std::optional<announcement> announce;

    template <class T>
    static void raise(std::optional<T>& to, const std::optional<T>& by) {
        if (by && (!to || *by > *to)) to = by;
    }
    void add(const stated_duties& other) {
        raise(show_number, other.show_number);
        raise(present, other.present);
        raise(record_outside, other.record_outside);
        if (other.record_staff && (!record_staff || *other.record_staff < *record_staff))
            record_staff = other.record_staff;
        if (other.announce)
            announce = static_cast<announcement>(detail::underlying(announce.value_or(announcement::never)) |
                                                 detail::underlying(*other.announce));
    }
    [[nodiscard]] duties complete() const {
        const duties unstated;
        return {show_number.value_or(unstated.show_number), present.value_or(unstated.present),
                record_outside.value_or(unstated.record_outside), record_staff.value_or(unstated.record_staff),
                announce.value_or(unstated.announce)};
    }
};

class compiler {
public:
    compiler(const raw_policy& raw, const tenant::tenant& office, std::vector<diagnostic>& problems)
        : raw_(raw), office_(office), bad_(raw.file, problems) {}

    table_data run() {
        name_everything();
        if (raw_.roles.size() > role_limit) {
            bad_.add(errc::too_large, raw_.roles[role_limit].name);
            return std::move(out_);
        }
        for (const raw_role& role : raw_.roles) read(role);
        for (std::uint32_t i = 0; i < roles_.size(); ++i) forbid_cycles(i);
        if (!cycles_) {
            for (std::uint32_t i = 0; i < roles_.size(); ++i) profile_of({i});
            place_people();
        }
        return std::move(out_);
    }

private:
    void name_everything();
    void read(const raw_role& role);
    void read_list(const raw_role& role, const std::vector<word>& patterns, effect does, read_role& into);
    void read_one(const raw_role& role, const raw_rule& rule, read_role& into);
    void forbid_cycles(std::uint32_t role);
    void place_people();
    std::uint32_t add_written(const raw_role& role, effect does, std::string text, const word& at);
    std::uint32_t profile_of(std::vector<std::uint32_t> roles);
    void build_cells(const std::vector<std::uint32_t>& lineage);
    std::vector<std::uint32_t> lineage_of(const std::vector<std::uint32_t>& roles) const;
    const stated_duties& duties_of(std::uint32_t role);

    const raw_policy& raw_;
    const tenant::tenant& office_;
    complaints bad_;
    table_data out_;
    std::vector<read_role> roles_;
    std::vector<std::optional<stated_duties>> duties_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> profiles_;
    bool cycles_ = false;
    bool too_large_ = false;
};

void compiler::name_everything() {
    out_.file = raw_.file;
    out_.lines = office_.lines;
    std::vector<std::string> users, departments, roles;
    for (const tenant::user& u : office_.users) users.push_back(u.name);
    for (const tenant::department& d : office_.departments) departments.push_back(d.name);
    for (const raw_role& r : raw_.roles) roles.push_back(r.name.text);
    std::set<std::string> queues;
    for (const tenant::user& u : office_.users) queues.insert(u.queues.begin(), u.queues.end());
    for (const tenant::line& l : office_.lines)
        if (l.to.kind == tenant::target::kind_type::queue) queues.insert(l.to.name);
    if (office_.default_target.kind == tenant::target::kind_type::queue) queues.insert(office_.default_target.name);
    out_.users = name_index(users);
    out_.departments = name_index(departments);
    out_.roles = name_index(roles);
    out_.queues = name_index(std::vector<std::string>(queues.begin(), queues.end()));
}

std::uint32_t compiler::add_written(const raw_role& role, effect does, std::string text, const word& at) {
    out_.rules.push_back({role.name.text, std::move(text), does, at.line, at.column});
    return static_cast<std::uint32_t>(out_.rules.size() - 1);
}

void compiler::read(const raw_role& role) {
    read_role read;
    const auto own_place = static_cast<std::uint32_t>(roles_.size());
    if (*out_.roles.find(role.name.text) != own_place) bad_.add(errc::duplicate_role, role.name);
    for (const word& parent : role.inherits) {
        if (const auto id = out_.roles.find(parent.text)) read.parents.push_back(*id);
        else bad_.add(errc::unknown_role, parent, all_names(out_.roles));
    }
    const auto value = [&](const auto& stated, const auto& names, auto& into) {
        using target = typename std::decay_t<decltype(into)>::value_type;
        if (!stated) return;
        if (const auto place = read_word(*stated, names, errc::unknown_value, bad_)) into = static_cast<target>(*place);
    };
    value(role.show_number, visibility_names, read.show_number);
    value(role.present, presentation_names, read.present);
    value(role.record, recording_names, read.record);
    value(role.announce, announcement_names, read.announce);
    read_list(role, role.forbid, effect::forbid, read);
    read_list(role, role.permit, effect::permit, read);
    for (const raw_rule& rule : role.rules) read_one(role, rule, read);
    roles_.push_back(std::move(read));
}

void compiler::read_list(const raw_role& role, const std::vector<word>& patterns, effect does, read_role& into) {
    scope usual;
    if (role.scope && does == effect::permit) usual = read_scope(*role.scope, out_, bad_);
    for (const word& entry : patterns) {
        const std::size_t at = entry.text.find('@');
        word pattern = entry;
        pattern.text = entry.text.substr(0, at);
        read_rule rule{does, read_verbs(pattern, bad_), {}};
        rule.condition.whose = usual;
        std::string shown = fmt::format("{} {}", word_of(effect_names, does), entry.text);
        if (at != std::string::npos) {
            word suffix = entry;
            suffix.text = entry.text.substr(at + 1);
            if (suffix.column) suffix.column += static_cast<std::uint32_t>(at + 1);
            rule.condition.whose = read_scope(suffix, out_, bad_);
        } else if (role.scope && does == effect::permit) {
            shown += "@" + role.scope->text;
        }
        rule.condition.rule = add_written(role, does, std::move(shown), entry);
        rule.condition.line = entry.line;
        into.rules.push_back(std::move(rule));
    }
}

void compiler::read_one(const raw_role& role, const raw_rule& raw, read_role& into) {
    const auto does = read_word(raw.effect, effect_names, errc::unknown_effect, bad_); // the rest is read all the same
    if (raw.verbs.empty()) bad_.add(errc::nothing_stated, raw.effect);
    read_rule rule{static_cast<effect>(does.value_or(0)), {}, {}};
    fmt::memory_buffer shown;
    fmt::format_to(std::back_inserter(shown), "{}", raw.effect.text);
    for (const word& pattern : raw.verbs) {
        rule.verbs |= read_verbs(pattern, bad_);
        fmt::format_to(std::back_inserter(shown), " {}", pattern.text);
    }
    if (raw.scope) rule.condition.whose = read_scope(*raw.scope, out_, bad_);
    if (raw.scope) fmt::format_to(std::back_inserter(shown), " @{}", raw.scope->text);
    rare_conditions rare;
    for (const raw_condition& asked : raw.when) {
        read_condition(asked, out_, rule.condition, rare, bad_);
        fmt::format_to(std::back_inserter(shown), " when {}", asked.key.text);
    }
    if (rare.asks_hours || !rare.lines.empty()) {
        rule.condition.rare = static_cast<std::uint32_t>(out_.rare.size());
        out_.rare.push_back(std::move(rare));
    }
    rule.condition.rule = add_written(role, rule.does, fmt::to_string(shown), raw.effect);
    rule.condition.line = raw.effect.line;
    into.rules.push_back(std::move(rule));
}

void compiler::forbid_cycles(std::uint32_t role) {
    std::vector<std::uint32_t> open = roles_[role].parents;
    std::set<std::uint32_t> seen;
    while (!open.empty()) {
        const std::uint32_t next = open.back();
        open.pop_back();
        if (next == role) {
            cycles_ = true;
            return bad_.add(errc::inheritance_cycle, raw_.roles[role].name);
        }
        if (next < roles_.size() && seen.insert(next).second)
            open.insert(open.end(), roles_[next].parents.begin(), roles_[next].parents.end());
    }
}

/// The roles and all that they inherit, nearest first, each once.
std::vector<std::uint32_t> compiler::lineage_of(const std::vector<std::uint32_t>& roles) const {
    std::vector<std::uint32_t> all;
    std::set<std::uint32_t> seen;
    for (std::uint32_t role : roles)
        if (seen.insert(role).second) all.push_back(role);
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::uint32_t parent : roles_[all[i]].parents)
            if (seen.insert(parent).second) all.push_back(parent);
    return all;
}

/// Own statements override inherited ones; of several parents' the stricter counts.
const stated_duties& compiler::duties_of(std::uint32_t role) {
    duties_.resize(roles_.size());
    if (duties_[role]) return *duties_[role];
    stated_duties inherited;
    for (std::uint32_t parent : roles_[role].parents) inherited.add(duties_of(parent));
    const read_role& own = roles_[role];
    if (own.show_number) inherited.show_number = own.show_number;
    if (own.present) inherited.present = own.present;
    if (own.record) inherited.record_outside = inherited.record_staff = own.record;
    if (own.announce) inherited.announce = own.announce;
    return duties_[role].emplace(inherited);
}

std::uint32_t compiler::profile_of(std::vector<std::uint32_t> roles) {
    std::vector<std::uint32_t> sorted = roles;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    const auto [found, added] = profiles_.try_emplace(sorted, static_cast<std::uint32_t>(out_.profiles.size()));
    if (!added) return found->second;
    stated_duties stated;
    for (std::uint32_t role : sorted) stated.add(duties_of(role));
    out_.profiles.push_back({sorted, stated.complete()});
    build_cells(lineage_of(roles));
    if (out_.clauses.size() > clause_limit && !too_large_) {
        too_large_ = true;
        bad_.add(errc::too_large, raw_.roles[sorted.front()].name);
    }
    return found->second;
}

void compiler::build_cells(const std::vector<std::uint32_t>& lineage) {
    if (too_large_) return;
    std::vector<std::vector<clause>> forbids(verb_count), permits(verb_count);
    for (std::uint32_t role : lineage)
        for (const read_rule& rule : roles_[role].rules)
            for (std::size_t v = 0; v < verb_count; ++v)
                if (rule.verbs[v]) (rule.does == effect::forbid ? forbids : permits)[v].push_back(rule.condition);
    for (std::size_t v = 0; v < verb_count; ++v) {
        cell c;
        c.first = static_cast<std::uint32_t>(out_.clauses.size());
        out_.clauses.insert(out_.clauses.end(), forbids[v].begin(), forbids[v].end());
        c.permits = static_cast<std::uint32_t>(out_.clauses.size());
        out_.clauses.insert(out_.clauses.end(), permits[v].begin(), permits[v].end());
        c.end = static_cast<std::uint32_t>(out_.clauses.size());
        out_.cells.push_back(c);
    }
}

void compiler::place_people() {
    for (const tenant::user& u : office_.users) {
        std::vector<std::uint32_t> roles;
        for (const std::string& name : u.roles) {
            if (const auto id = out_.roles.find(name)) roles.push_back(*id);
            else bad_.add(errc::unknown_role, word{name, 0, 0}, all_names(out_.roles));
        }
        person p;
        p.profile = profile_of(std::move(roles));
        if (!u.department.empty())
            if (const auto id = out_.departments.find(u.department)) p.department = *id;
        for (const std::string& queue : u.queues) p.queues.push_back(*out_.queues.find(queue));
        std::sort(p.queues.begin(), p.queues.end());
        out_.people.push_back(std::move(p));
    }
}

} // namespace

compilation compile(const raw_policy& raw, const tenant::tenant& office) {
    compilation done;
    table_data data = compiler(raw, office, done.problems).run();
    if (done.problems.empty()) done.policy.emplace(std::move(data));
    return done;
}

namespace {

/// `mon 10:30` in minutes of the week.
std::optional<std::uint16_t> read_moment(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::uint8_t days = tenant::parse_weekdays(text.substr(0, space));
    const auto minute = read_clock(text.substr(space + 1));
    if (!minute || *minute == 24 * 60 || days == 0 || (days & (days - 1))) return std::nullopt;
    unsigned day = 0;
    while (!(days >> day & 1)) ++day;
    return static_cast<std::uint16_t>(day * 24 * 60 + *minute);
}

} // namespace

circumstances read_facts(const table& policy, std::span<const raw_condition> facts, std::vector<diagnostic>& problems) {
    complaints bad(policy.file(), problems);
    circumstances given;
    clause masks;
    for (const raw_condition& fact : facts) {
        const bool single = fact.values.size() == 1;
        if (fact.key.text == "hours" && single) {
            const word& value = fact.values[0];
            const auto minute = read_moment(value.text);
            if (value.text == "open") given.office = circumstances::hours::open;
            else if (value.text == "closed") given.office = circumstances::hours::closed;
            else if (minute) given.minute_of_week = *minute;
            else bad.add(errc::malformed_hours, value, "open, closed, or a time such as \"mon 10:30\"");
        } else if (fact.key.text == "class" || single) {
            rare_conditions rare;
            read_condition(fact, policy.data(), masks, rare, bad);
            if (!rare.lines.empty()) given.line = rare.lines.front();
        } else {
            bad.add(errc::unknown_value, fact.key, "one value");
        }
    }
    given.direction = static_cast<direction>(masks.directions);
    given.number_class = static_cast<number_class>(masks.classes);
    given.state = static_cast<call_state>(masks.states);
    given.evidence = static_cast<evidence>(masks.evidences);
    return given;
}

} // namespace almon::inline v0::policy
