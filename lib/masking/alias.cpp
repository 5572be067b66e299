// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/alias.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <almon/numbering/digit_pattern.hpp>
#include <almon/numbering/parse.hpp>

#include "core/digits.hpp"

namespace almon::inline v0::masking {

namespace {

constexpr std::uint64_t first_of_sequence = 1000;
constexpr int sequence_tries = 100000;

bool is_printable(std::string_view text) noexcept {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; });
}

bool calls_for_help(std::string_view digits, const tenant::tenant& office) {
    constexpr std::array<std::string_view, 5> always = {"112", "101", "102", "103", "104"};
    return std::find(always.begin(), always.end(), digits) != always.end() ||
           std::find(office.emergency.begin(), office.emergency.end(), digits) != office.emergency.end();
}

bool meant(const grant& g, const tenant::user& who) {
    switch (g.kind) {
    case grantee_kind::user: return g.name == who.name;
    case grantee_kind::role: return std::find(who.roles.begin(), who.roles.end(), g.name) != who.roles.end();
    case grantee_kind::department: return !who.department.empty() && g.name == who.department;
    }
    return false;
}

bool exists(const grant& g, const tenant::tenant& office) {
    if (office.users.empty()) return true; // no office file: names are taken on trust
    if (g.kind == grantee_kind::department) return office.find_department(g.name) != nullptr;
    if (g.kind == grantee_kind::user) return office.find_user(g.name) != nullptr;
    return std::any_of(office.users.begin(), office.users.end(), [&](const tenant::user& u) {
        return std::find(u.roles.begin(), u.roles.end(), g.name) != u.roles.end();
    });
}

} // namespace

result<void> check_alias(std::string_view digits, const tenant::tenant& office) {
    if (digits.size() < 3 || digits.size() > 9 || !almon::detail::all_digits(digits) || digits[0] == '0')
        return errc::malformed_alias;
    if (calls_for_help(digits, office)) return errc::collides_emergency;
    if (office.is_extension(digits)) return errc::collides_extension;
    const auto is_service = [&](const std::string& pattern) { return numbering::fits_pattern(pattern, digits); };
    if (std::any_of(office.services.begin(), office.services.end(), is_service)) return errc::collides_service;
    if (!office.outside_prefix.empty() && digits.starts_with(office.outside_prefix))
        return errc::collides_outside_prefix;
    if (numbering::parse(digits, {office.home, office.area})) return errc::collides_number;
    return {};
}

result<grant> parse_grantee(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 == text.size()) return errc::malformed_grantee;
    for (grantee_kind kind : {grantee_kind::user, grantee_kind::role, grantee_kind::department})
        if (text.substr(0, colon) == to_string(kind))
            return grant{kind, std::string(text.substr(colon + 1)), std::nullopt, {}};
    return errc::malformed_grantee;
}

std::string_view to_string(grantee_kind kind) noexcept {
    constexpr std::string_view names[] = {"user", "role", "department"};
    return names[static_cast<std::size_t>(kind)];
}

result<alias_record> alias_book::open(const opening& wanted, instant now) {
    if (wanted.deal.empty() || wanted.deal.size() > 64 || !is_printable(wanted.deal) || !is_printable(wanted.label))
        return errc::malformed_deal;
    if (wanted.digits.empty()) return open_chosen(wanted, now);
    if (const auto fits = check_alias(wanted.digits, *office_); !fits) return fits.error();
    return add(wanted, wanted.digits, now);
}

/// The pair's alias, opened again if it was closed; an error where other digits were wanted.
result<alias_record> alias_book::known(const alias_record& found, const opening& wanted, instant now) {
    if (!wanted.digits.empty() && wanted.digits != found.digits) return errc::pair_has_alias;
    if (!found.closed) return found;
    kept_->reopen_alias(office_->name, found.digits, now); // false where another process was faster: as good
    const auto again = kept_->find_alias(office_->name, found.digits);
    return again ? *again : found;
}

result<alias_record> alias_book::add(const opening& wanted, std::string_view digits, instant now) {
    const ledger::addition done =
        kept_->add_alias({office_->name, digits, wanted.deal, wanted.label, wanted.party, now});
    switch (done.what) {
    case added::fresh: return done.record;
    case added::pair_known: return known(done.record, wanted, now);
    case added::digits_taken: break;
    }
    return errc::alias_taken;
}

result<alias_record> alias_book::open_chosen(const opening& wanted, instant now) {
    if (const auto found = kept_->find_pair(office_->name, wanted.deal, wanted.party))
        return known(*found, wanted, now);
    std::vector<std::string> candidates;
    if (almon::detail::all_digits(wanted.deal)) {
        candidates.emplace_back(wanted.deal);
        for (char further = '2'; further <= '9'; ++further)
            candidates.push_back(fmt::format("{}{}", wanted.deal, further));
    }
    for (const std::string& digits : candidates) {
        if (!check_alias(digits, *office_)) continue;
        const auto done = add(wanted, digits, now);
        if (done || done.error() != errc::alias_taken) return done;
    }
    for (int tries = 0; tries < sequence_tries; ++tries) {
        const std::string digits = fmt::format("{}", kept_->next_sequence(office_->name, first_of_sequence));
        if (digits.size() > 9) break;
        if (!check_alias(digits, *office_)) continue;
        const auto done = add(wanted, digits, now);
        if (done || done.error() != errc::alias_taken) return done;
    }
    return errc::no_free_alias;
}

result<void> alias_book::grant_to(std::string_view digits, const grant& to, instant now) {
    if (!exists(to, *office_)) return errc::unknown_grantee;
    grant stamped = to;
    stamped.granted = now;
    if (kept_->put_grant(office_->name, digits, stamped)) return {};
    return kept_->find_alias(office_->name, digits) ? errc::alias_closed : errc::unknown_alias;
}

result<void> alias_book::revoke(std::string_view digits, grantee_kind kind, std::string_view name) {
    if (kept_->remove_grant(office_->name, digits, kind, name)) return {};
    return kept_->find_alias(office_->name, digits) ? errc::not_granted : errc::unknown_alias;
}

result<void> alias_book::close(std::string_view digits, instant now) {
    if (kept_->close_alias(office_->name, digits, now)) return {};
    return kept_->find_alias(office_->name, digits) ? errc::alias_closed : errc::unknown_alias;
}

result<void> alias_book::may_use(std::string_view digits, const tenant::user& who, instant now) const {
    bool expired = false;
    for (const grant& g : kept_->grants_of(office_->name, digits)) {
        if (!meant(g, who)) continue;
        if (!g.until || now < *g.until) return {};
        expired = true;
    }
    return expired ? errc::grant_expired : errc::not_granted;
}

result<alias_record> alias_book::resolve(std::string_view digits, const tenant::user& who, instant now) const {
    const auto found = kept_->find_alias(office_->name, digits);
    if (!found) return errc::unknown_alias;
    if (found->closed) return errc::alias_closed;
    if (const auto allowed = may_use(digits, who, now); !allowed) return allowed.error();
    return *found;
}

void alias_book::touch(std::string_view digits, instant now) {
    kept_->touch_alias(office_->name, digits, now);
}

std::optional<alias_record> alias_book::shown_to(const tenant::user& who, number caller, instant now) const {
    std::optional<alias_record> best;
    for (alias_record& one : kept_->open_aliases_of(office_->name, caller)) // lowest digits first
        if (may_use(one.digits, who, now) && (!best || one.active > best->active)) best = std::move(one);
    return best;
}

std::vector<alias_book::collision> alias_book::collisions() const {
    std::vector<collision> all;
    for (const alias_record& one : kept_->aliases(office_->name)) {
        if (one.closed) continue;
        if (const auto fits = check_alias(one.digits, *office_); !fits) all.push_back({one.digits, fits.error()});
    }
    return all;
}

} // namespace almon::inline v0::masking
