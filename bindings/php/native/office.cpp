// SPDX-License-Identifier: BSL-1.0
#include "office.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "calls.hpp"
#include "directory.hpp"
#include "file_cache.hpp"
#include "policy.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

using office::office_file;

/// Whom the office of this thread asks at this moment.
thread_local client_source* asked = nullptr;

/// Says whom for the length of a question. A fatal error of PHP in the callable leaves without destructors, so that
/// every question says it anew.
class asking {
public:
    explicit asking(client_source* whom) noexcept { asked = whom; }
    asking(const asking&) = delete;
    asking& operator=(const asking&) = delete;
    ~asking() { asked = nullptr; }
};

// the binding's cache of handles, one a process: offices that ask PHP for their clients, and offices that do not
file_cache<office::office>& open_offices(bool asks_php) {
    static file_cache<office::office> all[2];
    return all[asks_php];
}

/// Ids of the two caches share one space: the lowest bit says which.
std::shared_ptr<office::office> office_of(std::int64_t id) {
    auto found = id < 0 ? nullptr : open_offices(id & 1).find(id >> 1);
    if (!found) throw failure(core_errc::invalid_argument);
    return found;
}

std::shared_ptr<office::office> open_at(const std::string& path, bool asks_php) {
    office::options with;
    if (asks_php)
        with.clients = [](number caller, milliseconds) -> std::optional<office::client> {
            if (!asked) return std::nullopt;
            return asked->find(caller);
        };
    return std::make_shared<office::office>(office::office::open(path, std::move(with)).value());
}

number number_given(std::int64_t value) {
    const std::optional<number> n = number_of(value);
    if (!n) throw failure(core_errc::invalid_argument);
    return *n;
}

const tenant::user& user_named(const office_file& file, std::string_view name) {
    const tenant::user* const user = file.tenant.find_user(name);
    if (!user) throw failure(office::errc::unknown_user);
    return *user;
}

answer told(const office::instructions& i) {
    return json::object{{"json", to_json(i)}, {"agi", to_agi(i)}};
}

json::value error_row(const std::optional<error>& e) {
    if (!e) return nullptr;
    return json::array{e->code(), e->message()};
}

std::int64_t micros_of(instant t) {
    return t.time_since_epoch().count();
}

answer alias_row(const masking::alias_record& a) {
    return json::array{a.digits,
                       a.deal,
                       or_null(a.label),
                       to_php_integer(a.party),
                       micros_of(a.opened),
                       micros_of(a.active),
                       a.closed ? answer(micros_of(*a.closed)) : answer(nullptr)};
}

answer rows_of(const std::vector<diagnostic>& all) {
    json::array out;
    for (const diagnostic& d : all) out.push_back(to_array(d));
    return out;
}

} // namespace

std::shared_ptr<office::office> find_office(std::int64_t id) {
    return id < 0 ? nullptr : open_offices(id & 1).find(id >> 1);
}

answer office_open(std::string_view path, std::int64_t asks_php) {
    if (!is_path(path)) return failed(office::errc::unreadable);
    try {
        const std::int64_t place =
            open_offices(asks_php != 0)
                .open(
                    std::string(path), [&](const std::string& p) { return open_at(p, asks_php != 0); },
                    [](const office::office& o) {
                        const auto file = o.file();
                        return std::vector<std::string>{file->operators, file->crm.clients};
                    });
        return place * 2 + (asks_php != 0);
    } catch (const office::office_error& e) {
        return failed_office({e.mistakes()});
    }
}

answer office_info(std::int64_t id) {
    const auto file = office_of(id)->file();
    return json::object{{"tenant", file->tenant.name},
                        {"home", file->tenant.home},
                        {"area", or_null(file->tenant.area)},
                        {"zone", file->tenant.zone.name()},
                        {"warnings", rows_of(file->warnings)}};
}

answer office_reload(std::int64_t id) {
    const auto done = office_of(id)->reload();
    if (!done) return failed_office(done.error());
    json::array changes;
    for (const std::string& change : done->changes) changes.emplace_back(change);
    return json::object{{"changes", std::move(changes)}, {"warnings", rows_of(done->warnings)}};
}

answer office_incoming(std::int64_t id, std::string_view trunk, std::string_view did, std::string_view caller,
                       std::string_view digits, std::int64_t at, client_source* clients) {
    const asking during(clients);
    return told(office_of(id)->incoming(
        {std::string(trunk), std::string(did), std::string(caller), std::string(digits)}, instant_of(at)));
}

answer office_dial(std::int64_t id, std::string_view user, std::string_view digits, std::string_view via,
                   std::string_view caller, std::string_view trunk, std::string_view party, std::int64_t at) {
    const asking nobody(nullptr);
    return told(office_of(id)->dial({std::string(user), std::string(digits), std::string(via), std::string(caller),
                                     std::string(trunk), std::string(party)},
                                    instant_of(at)));
}

answer office_decide(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object,
                     std::int64_t at) {
    const auto o = office_of(id);
    const auto file = o->file(); // the rules that the decision names
    return decision_row(file->policy, o->decide(user, verb, object, instant_of(at)).value());
}

answer office_route(std::int64_t id, std::string_view user, std::int64_t called, std::string_view trunk,
                    std::int64_t at) {
    const auto o = office_of(id);
    const auto file = o->file(); // holds the trunks that the route names
    const routing::route found = o->route(user, number_given(called), trunk, instant_of(at)).value();
    json::array hops, trace;
    for (const routing::hop& h : found.hops)
        hops.push_back(json::array{h.trunk->name, h.present ? answer(to_php_integer(*h.present)) : answer(nullptr),
                                   h.cost ? answer(to_string(*h.cost)) : answer(nullptr), to_string(h.because)});
    for (const routing::trace_entry& t : found.trace)
        trace.push_back(
            json::array{t.trunk ? answer(t.trunk->name) : answer(nullptr), error_row(t.rejected), t.detail});
    return json::object{{"emergency", found.emergency},
                        {"operator", or_null(found.operator_brand)},
                        {"hops", std::move(hops)},
                        {"trace", std::move(trace)},
                        {"refused", error_row(found.refused)}};
}

answer office_lookup(std::int64_t id, std::int64_t asked_for) {
    const auto d = office_of(id)->directory();
    return d ? assignment_row(*d, number_given(asked_for)) : answer(nullptr);
}

answer office_zones(std::int64_t id, std::int64_t asked_for) {
    const std::vector<std::string> zones = office_of(id)->zones(number_given(asked_for));
    return json::array(zones.begin(), zones.end());
}

answer office_safe_to_call(std::int64_t id, std::int64_t asked_for, std::int64_t at, std::int64_t from,
                           std::int64_t until) {
    constexpr std::int64_t day = 24 * 60;
    if (from < 0 || from > day || until < 0 || until > day) return failed(core_errc::invalid_argument);
    numbering::calling_hours rules;
    rules.windows.front().from = static_cast<std::uint16_t>(from);
    rules.windows.front().until = static_cast<std::uint16_t>(until);
    return office_of(id)->safe_to_call(number_given(asked_for), instant_of(at), rules);
}

answer office_view(std::int64_t id, std::int64_t call, std::string_view user, std::int64_t at) {
    const auto kept = find_call(call);
    if (!kept) return failed(core_errc::invalid_argument);
    auto seen = office_of(id)->view(kept->call, user, instant_of(at)).value();
    if (!seen) return nullptr;
    return keep_call({std::move(*seen), kept->how, kept->version});
}

answer alias_open(std::int64_t id, std::string_view deal, std::int64_t party, std::string_view label,
                  std::string_view digits, std::int64_t at) {
    office::alias_access access = office_of(id)->aliases();
    return alias_row(access.book.open({deal, number_given(party), label, digits}, instant_of(at)).value());
}

answer alias_grant(std::int64_t id, std::string_view digits, std::string_view grantee, std::int64_t until,
                   std::int64_t at) {
    office::alias_access access = office_of(id)->aliases();
    masking::grant to = masking::parse_grantee(grantee).value();
    if (until != std::numeric_limits<std::int64_t>::min()) to.until = instant_of(until);
    access.book.grant_to(digits, to, instant_of(at)).value();
    return nullptr;
}

answer alias_revoke(std::int64_t id, std::string_view digits, std::string_view grantee) {
    office::alias_access access = office_of(id)->aliases();
    const masking::grant from = masking::parse_grantee(grantee).value();
    access.book.revoke(digits, from.kind, from.name).value();
    return nullptr;
}

answer alias_close(std::int64_t id, std::string_view digits, std::int64_t at) {
    office::alias_access access = office_of(id)->aliases();
    access.book.close(digits, instant_of(at)).value();
    return nullptr;
}

answer alias_resolve(std::int64_t id, std::string_view digits, std::string_view user, std::int64_t at) {
    office::alias_access access = office_of(id)->aliases();
    return alias_row(access.book.resolve(digits, user_named(*access.file, user), instant_of(at)).value());
}

} // namespace almon::php
