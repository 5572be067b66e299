// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/decide.hpp>

namespace almon::inline v0::policy {

namespace {

using detail::none;
using detail::person;
using detail::scope;
using detail::table_data;

bool shares(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) noexcept {
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) return true;
        a[i] < b[j] ? ++i : ++j;
    }
    return false;
}

bool contains(const std::vector<std::uint32_t>& sorted, std::uint32_t id) noexcept {
    return std::binary_search(sorted.begin(), sorted.end(), id);
}

const std::vector<std::uint32_t>& roles_of(const table_data& data, const person& p) noexcept {
    return data.profiles[p.profile].roles;
}

/// Whether one user's things lie within the scope.
bool covers_user(const table_data& data, scope s, std::uint32_t who, std::uint32_t whose) noexcept {
    const person& subject = data.people[who];
    const person& object = data.people[whose];
    switch (s.kind) {
    case scope_kind::own: return who == whose;
    case scope_kind::department: {
        const std::uint32_t wanted = s.id == none ? subject.department : s.id;
        return wanted != none && object.department == wanted;
    }
    case scope_kind::role:
        return s.id == none ? shares(roles_of(data, subject), roles_of(data, object))
                            : contains(roles_of(data, object), s.id);
    case scope_kind::queue: return s.id == none ? shares(subject.queues, object.queues) : contains(object.queues, s.id);
    case scope_kind::tenant:
    case scope_kind::any: return true;
    }
    return false;
}

} // namespace

namespace detail {

bool covers_group(const table_data& data, scope s, std::uint32_t who, object o) noexcept {
    const person& subject = data.people[who];
    switch (o.kind) {
    case object_kind::user: return o.id < data.people.size() && covers_user(data, s, who, o.id);
    case object_kind::department:
        return s.kind == scope_kind::tenant ||
               (s.kind == scope_kind::department && o.id == (s.id == none ? subject.department : s.id));
    case object_kind::role:
        if (s.kind == scope_kind::tenant) return true;
        return s.kind == scope_kind::role && (s.id == none ? contains(roles_of(data, subject), o.id) : s.id == o.id);
    case object_kind::queue:
        if (s.kind == scope_kind::tenant) return true;
        return s.kind == scope_kind::queue && (s.id == none ? contains(subject.queues, o.id) : s.id == o.id);
    case object_kind::everything: return s.kind == scope_kind::tenant;
    case object_kind::outside: return false;
    }
    return false;
}

bool touches_group(const table_data& data, scope s, std::uint32_t who, object o) noexcept {
    const person& subject = data.people[who];
    switch (o.kind) {
    case object_kind::user: return o.id < data.people.size() && covers_user(data, s, who, o.id);
    case object_kind::outside: return false;
    case object_kind::everything: return true;
    case object_kind::department:
        if (s.kind == scope_kind::own) return subject.department == o.id;
        if (s.kind == scope_kind::department) return o.id == (s.id == none ? subject.department : s.id);
        return true; // people of the department may have the role or serve the queue
    case object_kind::role: return s.kind != scope_kind::own || contains(roles_of(data, subject), o.id);
    case object_kind::queue: return s.kind != scope_kind::own || contains(subject.queues, o.id);
    }
    return true;
}

truth holds(const rare_conditions& asked, const circumstances& given) noexcept {
    truth all = truth::yes;
    if (!asked.lines.empty()) {
        if (given.line == none) all = truth::unknown;
        else if (std::find(asked.lines.begin(), asked.lines.end(), given.line) == asked.lines.end()) return truth::no;
    }
    if (!asked.asks_hours) return all;
    const bool open = asked.office_hours && given.office == circumstances::hours::open;
    const std::uint16_t minute = given.minute_of_week;
    const bool inside = minute != circumstances::unknown_minute &&
                        std::any_of(asked.hours.begin(), asked.hours.end(),
                                    [&](const week_span& s) { return minute >= s.from && minute < s.to; });
    if (open || inside) return all;
    const bool office_unknown = asked.office_hours && given.office == circumstances::hours::unknown;
    const bool minute_unknown = !asked.hours.empty() && minute == circumstances::unknown_minute;
    return office_unknown || minute_unknown ? truth::unknown : truth::no;
}

} // namespace detail

visibility table::number_shown_to(user_id u, object whose, const circumstances& given) const noexcept {
    const decision d = decide({u, verb::data_view_number, whose, given});
    if (!d.allowed && d.with.show_number == visibility::full) return visibility::nothing;
    return d.with.show_number;
}

circumstances at_time(circumstances given, const tenant::tenant& office, instant now) {
    const auto local = now + std::chrono::seconds(office.zone.offset_at(now));
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::floor<std::chrono::minutes>(local - day).count();
    const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1; // Monday is 0
    given.minute_of_week = static_cast<std::uint16_t>(weekday * 24 * 60 + static_cast<unsigned>(minute));
    given.office = office.hours.open_at(now, office.zone) ? circumstances::hours::open : circumstances::hours::closed;
    return given;
}

result<object> find_object(const table& policy, user_id who, std::string_view text) noexcept {
    const table_data& data = policy.data();
    if (text == "own") return object::of(who);
    if (text == "everything") return object{};
    if (text == "outside") return object{object_kind::outside, 0};
    const std::size_t colon = text.find(':');
    const std::string_view kind = colon == std::string_view::npos ? "user" : text.substr(0, colon);
    const std::string_view name = colon == std::string_view::npos ? text : text.substr(colon + 1);
    const auto in = [&](const detail::name_index& names, object_kind k) -> result<object> {
        if (const auto id = names.find(name)) return object{k, *id};
        return error(k == object_kind::user ? errc::unknown_user : errc::unknown_object,
                     colon == std::string_view::npos ? 0 : colon + 1);
    };
    if (kind == "user") return in(data.users, object_kind::user);
    if (kind == "department") return in(data.departments, object_kind::department);
    if (kind == "role") return in(data.roles, object_kind::role);
    if (kind == "queue") return in(data.queues, object_kind::queue);
    return errc::unknown_object;
}

} // namespace almon::inline v0::policy
