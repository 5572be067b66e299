// SPDX-License-Identifier: BSL-1.0
// Aliases for C.
#include <almon/masking/alias.hpp>

#include "directory.hpp"
#include "office.hpp"

struct almon_alias {
    almon::masking::alias_record record;
};

using namespace almon;

namespace {

int hand_over(result<masking::alias_record> found, almon_alias** alias, almon_error** error) {
    if (!found) return c::fail(found.error(), error);
    *alias = new almon_alias{std::move(*found)};
    return 0;
}

int done(const result<void>& how, almon_error** error) {
    return how ? 0 : c::fail(how.error(), error);
}

} // namespace

extern "C" {

int almon_alias_open(const almon_office* office, const almon_deal* deal, int64_t at, almon_alias** alias,
                     almon_error** error) {
    if (alias) *alias = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !c::fits(deal) || !alias) return c::refuse(error);
        const result<number> party = c::number_of(deal->party);
        if (!party) return c::fail(party.error(), error);
        office::alias_access access = office->front.aliases();
        return hand_over(
            access.book.open({c::text(deal->deal), *party, c::text(deal->label), c::text(deal->digits)}, c::moment(at)),
            alias, error);
    });
}

int almon_alias_grant(const almon_office* office, const char* digits, const char* grantee, int64_t until, int64_t at,
                      almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!office || !digits || !grantee) return c::refuse(error);
        result<masking::grant> to = masking::parse_grantee(grantee);
        if (!to) return c::fail(to.error(), error);
        if (until != ALMON_NEVER) to->until = instant(microseconds(until));
        office::alias_access access = office->front.aliases();
        return done(access.book.grant_to(digits, *to, c::moment(at)), error);
    });
}

int almon_alias_revoke(const almon_office* office, const char* digits, const char* grantee, almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!office || !digits || !grantee) return c::refuse(error);
        const result<masking::grant> of = masking::parse_grantee(grantee);
        if (!of) return c::fail(of.error(), error);
        office::alias_access access = office->front.aliases();
        return done(access.book.revoke(digits, of->kind, of->name), error);
    });
}

int almon_alias_close(const almon_office* office, const char* digits, int64_t at, almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!office || !digits) return c::refuse(error);
        office::alias_access access = office->front.aliases();
        return done(access.book.close(digits, c::moment(at)), error);
    });
}

int almon_alias_resolve(const almon_office* office, const char* digits, const char* user, int64_t at,
                        almon_alias** alias, almon_error** error) {
    if (alias) *alias = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !digits || !user || !alias) return c::refuse(error);
        office::alias_access access = office->front.aliases();
        const tenant::user* who = access.file->tenant.find_user(user);
        if (!who) return c::fail(office::errc::unknown_user, error);
        return hand_over(access.book.resolve(digits, *who, c::moment(at)), alias, error);
    });
}

int almon_alias_tell(const almon_alias* alias, almon_alias_facts* facts) {
    if (!alias || !c::fits(facts)) return c::refuse();
    const masking::alias_record& r = alias->record;
    const auto micros = [](instant t) { return t.time_since_epoch().count(); };
    *facts = {sizeof *facts,   r.digits.c_str(), r.deal.c_str(),   r.label.c_str(),
              r.party.value(), micros(r.opened), micros(r.active), r.closed ? micros(*r.closed) : ALMON_NEVER};
    return 0;
}

void almon_alias_free(almon_alias* alias) {
    delete alias;
}

} // extern "C"
