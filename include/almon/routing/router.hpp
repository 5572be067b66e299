// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where a call goes out: the trunks in the order to try them, the number to present on each, and why for every trunk.
//
// The order of authority. An emergency call goes first and passes everything below. Then a trunk is taken out if the
// policy, the department, the trunk's numbers, the called number's type, its hours, its lists or its channels say so.
// What is left is ranked: the trunk that the caller chose; the called operator's own (or, where nobody knows the called
// operator, the default trunk); the one that presents the caller's direct number; the cheapest; the office file's order.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/operators/assignment.hpp>
#include <almon/routing/error.hpp>
#include <almon/routing/tariff.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::routing {

/// What one trunk carries, beside what the tenant's trunk says.
struct trunk_limits {
    std::string trunk;
    std::vector<numbering::number_type> types; ///< only these; empty means every type
    std::vector<std::string> only;             ///< numbers that begin so, as `7495`; empty means every number
    std::vector<std::string> never;            ///< numbers that begin so
    tenant::calendar hours;                    ///< when it may be used; empty means always
};

/// What an office says about its outgoing calls. Plain values, filled by the office loader or by hand.
struct rules {
    price_book prices;
    std::vector<trunk_limits> limits;
    std::vector<std::string> blacklist; ///< numbers that the office calls on no trunk: how they begin
};

/// A trunk as it is at this moment.
struct trunk_load {
    std::string_view trunk;
    std::uint32_t busy = 0; ///< channels in use
    enum class state : std::uint8_t { up, down };
    state is = state::up;
};

/// What the policy said about this call. Routing knows no policy: whoever asks it fills this in.
struct permission {
    bool allowed = false;
    std::string rule; ///< what decided, for the trace
};

/// Who is called: a telephone number, or an emergency code as it must leave the office.
struct destination {
    std::optional<number> to;
    std::string emergency; ///< `112`; empty where it is no emergency call
};

/// One call to be made.
struct request {
    const tenant::user* caller = nullptr; ///< null for nobody in particular: a forwarded or transferred leg
    destination where;
    permission allowed;
    instant at;
    std::string_view trunk = {};  ///< the caller's own choice; empty where there is none
    std::optional<number> line{}; ///< our number to present if the chosen trunk can: the line this call belongs to
    std::span<const trunk_load> load = {};
};

/// Whose a number is; nothing where nobody knows. May be empty.
using operator_lookup = std::function<std::optional<operators::assignment>(number)>;

/// Why a trunk ranks where it does: the first of these that tells it from the next.
enum class rank : std::uint8_t { emergency, chosen, operator_match, default_trunk, own_number, cost, file_order };

/// `emergency`, `chosen`, `operator`, `default`, `own_number`, `cost`, `order`.
[[nodiscard]] std::string_view to_string(rank r) noexcept;

/// One attempt.
struct hop {
    const tenant::trunk* trunk;    ///< *Lifetime*: of the tenant
    std::optional<number> present; ///< one of the trunk's own; nothing only for an emergency call over a trunk without
    std::optional<money> cost;     ///< expected; nothing where unknown
    rank because;
};

/// What happened to one trunk, or, without one, to the call as a whole.
struct trace_entry {
    const tenant::trunk* trunk = nullptr;
    std::optional<error> rejected; ///< why it is not among the hops
    std::string detail;            ///< what the reason rests on; holds no full number
};

/// The answer. No hops: the call does not go out, and `refused` says why.
struct route {
    bool emergency = false;
    std::string_view
        operator_brand; ///< of the called party; empty where unknown. *Lifetime*: of the lookup's directory
    std::vector<hop> hops;
    std::vector<trace_entry> trace;
    std::optional<error> refused;
};

/// The way out for `call`. Pure: the same arguments give the same answer. *Threads*: any.
[[nodiscard]] route find_route(const tenant::tenant& office, const rules& how, const request& call,
                               const operator_lookup& whose = {});

/// The emergency code that `dialled` means in this office, without the outside prefix; empty where it is no emergency
/// call. 112 is always one. Others are by the office's list unless an extension has those digits, and 101 to 104 also
/// behind the outside prefix.
[[nodiscard]] std::string_view emergency_code(const tenant::tenant& office, std::string_view dialled) noexcept;

/// The user's direct number: the line whose calls go to his extension or to him. Nothing where there is none, or several.
[[nodiscard]] std::optional<number> direct_number(const tenant::tenant& office, const tenant::user& user) noexcept;

} // namespace almon::inline v0::routing
