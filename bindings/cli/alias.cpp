// SPDX-License-Identifier: BSL-1.0
#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/masking/alias.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/store/sqlite.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using masking::alias_record;
using store::sqlite_options;

struct alias_options {
    std::shared_ptr<common> shared;
    std::string store, office, tenant = "default", home = "RU", area;
    std::string deal, party, label, wanted, until, caller;
    std::vector<std::string> aliases, to, users, roles, departments;
    bool touch = false;
};

/// The office and its ledger, as the options say.
struct desk {
    tenant::tenant office;
    std::unique_ptr<store::sqlite> kept;

    [[nodiscard]] masking::alias_book book() { return {*kept, office}; }
};

[[noreturn]] void misuse(std::string_view option, const error& e) {
    std::cerr << fmt::format("almon: {}: {}: {}\n", option, e.code(), e.message());
    throw leave{usage};
}

desk open_desk(const alias_options& o, sqlite_options::mode mode) {
    desk d;
    std::string location = o.store;
    if (!o.office.empty()) {
        office::office_file file = open_office(o.office);
        d.office = std::move(file.tenant);
        if (location.empty()) location = file.store;
    } else {
        d.office.name = o.tenant;
        d.office.home = o.home;
        d.office.area = o.area;
    }
    if (location.empty()) {
        std::cerr << "almon: give --store sqlite:PATH, or --office with a file that names a store\n";
        throw leave{usage};
    }
    const auto path = store::sqlite_path(location);
    if (!path) misuse("--store", path.error());
    try {
        sqlite_options options;
        options.open = mode;
        d.kept = std::make_unique<store::sqlite>(*path, options);
    } catch (const store_error& e) {
        std::cerr << fmt::format("almon: {}: {}\n", *path, e.what());
        throw leave{resource};
    }
    return d;
}

number number_of(const desk& d, std::string_view option, const std::string& text) {
    const auto parsed = numbering::parse(text, {d.office.home, d.office.area});
    if (parsed) return *parsed;
    std::cerr << fmt::format("almon: {}: {}: {}\n", option, parsed.error().code(), parsed.error().message());
    throw leave{bad_input};
}

/// The user of the office, or without one somebody with these roles and this department.
tenant::user user_of(const desk& d, const alias_options& o) {
    const std::string name = o.users.empty() ? "" : o.users.front();
    if (const tenant::user* known = d.office.find_user(name)) return *known;
    if (!d.office.users.empty()) {
        std::cerr << fmt::format("almon: --user: the office has no user \"{}\"\n", name);
        throw leave{bad_input};
    }
    tenant::user made;
    made.name = name;
    made.roles = o.roles;
    made.department = o.departments.empty() ? "" : o.departments.front();
    return made;
}

std::string time_text(const desk& d, instant t) {
    return d.office.zone.rfc3339(t);
}

json::object to_json(const desk& d, const alias_record& r) {
    return {{"alias", r.digits},
            {"deal", r.deal},
            {"label", r.label.empty() ? json::value() : json::value(r.label)},
            {"party", r.party.masked()},
            {"opened", time_text(d, r.opened)},
            {"active", time_text(d, r.active)},
            {"closed", r.closed ? json::value(time_text(d, *r.closed)) : json::value()}};
}

std::string to_text(const desk& d, const alias_record& r) {
    return fmt::format("{} stands for {} of deal {}{}{}{}", r.digits, r.party.masked(), r.deal,
                       r.label.empty() ? "" : " (", r.label, r.label.empty() ? "" : ")") +
           (r.closed ? fmt::format(", closed {}", time_text(d, *r.closed)) : "");
}

/// Tells what became of one alias; true where it went well.
bool tell(const alias_options& o, std::string_view digits, const result<void>& done, std::string_view what) {
    if (done && o.shared->json) std::cout << json::serialize(json::object{{"alias", digits}, {"done", what}}) << '\n';
    else if (done) std::cout << fmt::format("{}: {}\n", digits, what);
    if (done) return true;
    const error e = done.error();
    if (o.shared->json)
        std::cout << json::serialize(
                         json::object{{"alias", digits}, {"error", {{"code", e.code()}, {"message", e.message()}}}})
                  << '\n';
    std::cerr << fmt::format("{}: {}: {}\n", digits, e.code(), e.message());
    return false;
}

void leave_if(bool failed) {
    flush_output();
    if (failed) throw leave{bad_input};
}

void open(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::create);
    const masking::opening wanted{o.deal, number_of(d, "party", o.party), o.label, o.wanted};
    const auto done = d.book().open(wanted, o.shared->now());
    if (!done) leave_if(!tell(o, o.wanted.empty() ? o.deal : o.wanted, done.error(), ""));
    std::cout << (o.shared->json ? json::serialize(to_json(d, *done)) : to_text(d, *done)) << '\n';
    leave_if(false);
}

std::vector<masking::grant> grantees_of(const alias_options& o) {
    std::vector<masking::grant> all;
    for (const std::string& text : o.to) {
        const auto one = masking::parse_grantee(text);
        if (!one) misuse(text, one.error());
        all.push_back(*one);
    }
    const auto add = [&](masking::grantee_kind kind, const std::vector<std::string>& names) {
        for (const std::string& name : names) all.push_back({kind, name, std::nullopt, {}});
    };
    add(masking::grantee_kind::user, o.users);
    add(masking::grantee_kind::role, o.roles);
    add(masking::grantee_kind::department, o.departments);
    if (all.empty()) misuse("--to", masking::errc::malformed_grantee);
    return all;
}

void grant(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::existing);
    std::optional<instant> until;
    if (!o.until.empty()) {
        const auto t = parse_rfc3339(o.until);
        if (!t) misuse("--until", t.error());
        until = *t;
    }
    bool failed = false;
    for (masking::grant g : grantees_of(o)) {
        g.until = until;
        const auto done = d.book().grant_to(o.wanted, g, o.shared->now());
        failed |= !tell(o, o.wanted, done, fmt::format("granted to {}:{}", to_string(g.kind), g.name));
    }
    leave_if(failed);
}

void revoke(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::existing);
    bool failed = false;
    for (const masking::grant& g : grantees_of(o)) {
        const auto done = d.book().revoke(o.wanted, g.kind, g.name);
        failed |= !tell(o, o.wanted, done, fmt::format("revoked from {}:{}", to_string(g.kind), g.name));
    }
    leave_if(failed);
}

void close(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::existing);
    bool failed = false;
    each_line(o.aliases, [&](const std::string& digits, std::size_t) {
        failed |= !tell(o, digits, d.book().close(digits, o.shared->now()), "closed");
    });
    leave_if(failed);
}

void resolve(alias_options& o) {
    desk d = open_desk(o, o.touch ? sqlite_options::mode::existing : sqlite_options::mode::read_only);
    const tenant::user who = user_of(d, o);
    bool failed = false;
    each_line(o.aliases, [&](const std::string& digits, std::size_t) {
        const auto found = d.book().resolve(digits, who, o.shared->now());
        if (!found) {
            failed |= !tell(o, digits, found.error(), "");
            return;
        }
        if (o.touch) d.book().touch(digits, o.shared->now());
        if (o.shared->json) {
            json::object out = to_json(d, *found);
            out["e164"] = found->party.e164(); // the answer: whoever dials needs it
            std::cout << json::serialize(out) << '\n';
        } else {
            std::cout << found->party.e164() << '\n';
        }
    });
    leave_if(failed);
}

void show(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::read_only);
    const auto found = d.book().shown_to(user_of(d, o), number_of(d, "caller", o.caller), o.shared->now());
    if (o.shared->json) std::cout << (found ? json::serialize(to_json(d, *found)) : R"({"alias":null})") << '\n';
    else std::cout << (found ? found->digits : "none") << '\n';
    leave_if(false);
}

void list(alias_options& o) {
    desk d = open_desk(o, sqlite_options::mode::read_only);
    for (const alias_record& r : d.kept->aliases(d.office.name)) {
        if (!o.deal.empty() && r.deal != o.deal) continue;
        if (!o.shared->json) {
            std::cout << to_text(d, r) << '\n';
            continue;
        }
        json::array grants;
        for (const masking::grant& g : d.kept->grants_of(d.office.name, r.digits))
            grants.push_back(json::object{{"to", fmt::format("{}:{}", to_string(g.kind), g.name)},
                                          {"until", g.until ? json::value(time_text(d, *g.until)) : json::value()}});
        json::object out = to_json(d, r);
        out["grants"] = std::move(grants);
        std::cout << json::serialize(out) << '\n';
    }
    for (const auto& c : d.book().collisions())
        std::cerr << fmt::format("warning: {}: {}: {}\n", c.digits, c.why.code(), c.why.message());
    leave_if(false);
}

void add_who(CLI::App& command, alias_options& o, const char* text) {
    command.add_option("--user", o.users, text)->type_name("NAME");
    command.add_option("--role", o.roles, "A role (without an office file: of the user)")->type_name("NAME");
    command.add_option("--department", o.departments, "A department (without an office file: of the user)")
        ->type_name("NAME");
}

} // namespace

void add_alias(CLI::App& app) {
    CLI::App* group = app.add_subcommand("alias", "Deal numbers that stand for a client's telephone number");
    group->require_subcommand(1);
    const auto add = [&](const char* name, const char* text, auto action) {
        CLI::App* command = group->add_subcommand(name, text);
        auto o = std::make_shared<alias_options>();
        o->shared = add_common(*command);
        command->add_option("--store", o->store, "Where aliases are kept")->type_name("sqlite:PATH");
        command->add_option("--office", o->office, "The office file")->type_name("FILE");
        command->add_option("--tenant", o->tenant, "The tenant, without an office file")->capture_default_str();
        command->add_option("--home", o->home, "Region of bare numbers, without an office file")
            ->capture_default_str()
            ->type_name("REGION")
            ->check(is_region());
        command->add_option("--area", o->area, "Area code of local numbers, without an office file")
            ->type_name("DIGITS")
            ->check(is_digits());
        command->callback([o, action] { action(*o); });
        return std::pair(command, o);
    };
    {
        const auto [command, o] = add("open", "Open the alias of a deal's party, or tell the one it has", open);
        command->add_option("--deal,deal", o->deal, "The deal")->required()->type_name("DEAL");
        command->add_option("--party,party", o->party, "The party's number")->required()->type_name("NUMBER");
        command->add_option("--label", o->label, "Which party: client, owner")->type_name("WORD");
        command->add_option("--alias", o->wanted, "The digits wanted; chosen when absent")->type_name("DIGITS");
    }
    for (const bool grants : {true, false}) {
        const auto [command, o] =
            grants ? add("grant", "Let somebody use an alias", grant) : add("revoke", "End a grant", revoke);
        command->add_option("--alias,alias", o->wanted, "The alias")->required()->type_name("ALIAS");
        command->add_option("--to,to", o->to, "user:NAME, role:NAME or department:NAME")->type_name("GRANTEE");
        add_who(*command, *o, "A user");
        if (grants) command->add_option("--until", o->until, "When it ends (RFC 3339)")->type_name("TIME");
    }
    {
        const auto [command, o] = add("close", "Close aliases: they lead nowhere from now on", close);
        command->add_option("--alias,alias", o->aliases, "The aliases; lines of standard input when absent");
    }
    {
        const auto [command, o] = add("resolve", "The number behind an alias, for a user with a grant", resolve);
        command->add_option("--alias,alias", o->aliases, "The aliases; lines of standard input when absent");
        add_who(*command, *o, "Who dials");
        command->add_flag("--touch", o->touch, "Count it as activity, as a call does");
    }
    {
        const auto [command, o] = add("show", "Which alias to show a user for a caller", show);
        command->add_option("--caller,caller", o->caller, "Who calls")->required()->type_name("NUMBER");
        add_who(*command, *o, "Whose phone rings");
    }
    {
        const auto [command, o] = add("list", "All aliases, numbers masked; collisions are told", list);
        command->add_option("--deal", o->deal, "Of this deal only")->type_name("DEAL");
    }
}

} // namespace almon::cli
