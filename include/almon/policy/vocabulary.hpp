// SPDX-License-Identifier: BSL-1.0
#pragma once

// The words of a policy: what people do at a telephone system and a CRM (verbs), to whose things (scopes), under which
// circumstances (facts), and what a permission comes with (obligations).
//
// The verbs are the union of what FreePBX, 3CX, Bitrix24, Genesys, Five9 and Amazon Connect let an administrator
// switch, each under one name. `recording.*` is the whole group, `*` is everything.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

namespace almon::inline v0::policy {

/// The groups of verbs: the part of a verb's name before its dot.
enum class verb_group : std::uint8_t { call, supervise, recording, data, surface, stats, admin };
inline constexpr std::array<std::string_view, 7> verb_group_names = {"call",    "supervise", "recording", "data",
                                                                     "surface", "stats",     "admin"};

enum class verb : std::uint8_t {
    call_answer,
    call_queue,
    call_internal,
    call_alias,
    call_external,
    call_international,
    call_premium,
    call_emergency,
    call_decide,
    call_transfer,
    call_transfer_alias,
    call_transfer_external,
    call_forward,
    call_forward_external,
    call_conference,
    call_conference_external,
    call_hold,
    call_park,
    call_pickup,
    call_callback,
    call_originate,
    call_voicemail,
    call_choose_number,
    call_choose_trunk,
    call_withhold,
    call_page,
    call_pause,
    call_message,
    supervise_presence,
    supervise_listen,
    supervise_whisper,
    supervise_barge,
    supervise_takeover,
    supervise_hangup,
    supervise_move,
    supervise_set_state,
    supervise_record,
    recording_listen,
    recording_download,
    recording_transcript,
    recording_annotate,
    recording_evaluate,
    recording_share,
    recording_start,
    recording_stop,
    recording_pause,
    recording_keep,
    recording_delete,
    recording_voicemail,
    data_view_number,
    data_reveal_number,
    data_view_name,
    data_view_calls,
    data_view_deal,
    data_edit_deal,
    data_search,
    data_search_number,
    data_create_client,
    data_edit_client,
    data_delete_client,
    data_assign,
    data_note,
    data_phonebook,
    data_grant_alias,
    data_import,
    data_export,
    surface_phone,
    surface_softphone,
    surface_mobile,
    surface_pbx,
    surface_crm,
    surface_popup,
    surface_wallboard,
    surface_events,
    surface_api,
    stats_view,
    stats_live,
    stats_cost,
    stats_report,
    stats_export,
    admin_users,
    admin_policy,
    admin_routing,
    admin_lines,
    admin_aliases,
    admin_audit,
    admin_keys,
};

struct verb_info {
    verb id;
    verb_group group;
    std::string_view name;    ///< `group.what`
    std::string_view meaning; ///< one line for the administrator
};

/// Every verb, in the order of the enum.
inline constexpr verb_info verbs[] = {
    {verb::call_answer, verb_group::call, "call.answer",
     "answer a call of an outside party that is put through to him"},
    {verb::call_queue, verb_group::call, "call.queue", "take clients' calls from a queue"},
    {verb::call_internal, verb_group::call, "call.internal", "call a colleague, and be called by one"},
    {verb::call_alias, verb_group::call, "call.alias", "dial a deal number that stands for an outside party"},
    {verb::call_external, verb_group::call, "call.external", "dial an outside number of the own country"},
    {verb::call_international, verb_group::call, "call.international", "dial a number of another country"},
    {verb::call_premium, verb_group::call, "call.premium", "dial a number that costs extra"},
    {verb::call_emergency, verb_group::call, "call.emergency",
     "call for help; allowed to everyone, whatever is written"},
    {verb::call_decide, verb_group::call, "call.decide", "decide to whom a client's call goes"},
    {verb::call_transfer, verb_group::call, "call.transfer", "transfer a call to a colleague or a queue"},
    {verb::call_transfer_alias, verb_group::call, "call.transfer_alias", "transfer a call to a deal number"},
    {verb::call_transfer_external, verb_group::call, "call.transfer_external", "transfer a call to an outside number"},
    {verb::call_forward, verb_group::call, "call.forward", "forward his own calls to a colleague"},
    {verb::call_forward_external, verb_group::call, "call.forward_external", "forward his own calls outside"},
    {verb::call_conference, verb_group::call, "call.conference", "join colleagues to a call"},
    {verb::call_conference_external, verb_group::call, "call.conference_external", "join an outside number to a call"},
    {verb::call_hold, verb_group::call, "call.hold", "hold a call"},
    {verb::call_park, verb_group::call, "call.park", "park a call and fetch a parked one"},
    {verb::call_pickup, verb_group::call, "call.pickup", "answer a call that rings at somebody else's phone"},
    {verb::call_callback, verb_group::call, "call.callback", "call back who was missed or asked for it"},
    {verb::call_originate, verb_group::call, "call.originate", "start a call from a screen (click to call)"},
    {verb::call_voicemail, verb_group::call, "call.voicemail", "have a voicemail box that callers reach"},
    {verb::call_choose_number, verb_group::call, "call.choose_number", "choose which number of ours is shown"},
    {verb::call_choose_trunk, verb_group::call, "call.choose_trunk", "choose the trunk by hand"},
    {verb::call_withhold, verb_group::call, "call.withhold", "call without showing a number"},
    {verb::call_page, verb_group::call, "call.page", "speak through other people's loudspeakers"},
    {verb::call_pause, verb_group::call, "call.pause", "pause himself in queues, do not disturb"},
    {verb::call_message, verb_group::call, "call.message", "send a text message to a client"},
    {verb::supervise_presence, verb_group::supervise, "supervise.presence", "see who is talking, idle or away"},
    {verb::supervise_listen, verb_group::supervise, "supervise.listen", "listen to a call unheard"},
    {verb::supervise_whisper, verb_group::supervise, "supervise.whisper",
     "speak to the employee, unheard by the client"},
    {verb::supervise_barge, verb_group::supervise, "supervise.barge", "join a call and be heard by all"},
    {verb::supervise_takeover, verb_group::supervise, "supervise.takeover", "take a call over from its owner"},
    {verb::supervise_hangup, verb_group::supervise, "supervise.hangup", "end somebody else's call"},
    {verb::supervise_move, verb_group::supervise, "supervise.move", "move a waiting call within or between queues"},
    {verb::supervise_set_state, verb_group::supervise, "supervise.set_state", "pause, resume or log out somebody else"},
    {verb::supervise_record, verb_group::supervise, "supervise.record", "start or stop recording of another's call"},
    {verb::recording_listen, verb_group::recording, "recording.listen", "hear a recording"},
    {verb::recording_download, verb_group::recording, "recording.download", "take a copy of a recording"},
    {verb::recording_transcript, verb_group::recording, "recording.transcript", "read what was said"},
    {verb::recording_annotate, verb_group::recording, "recording.annotate", "write notes to a recording"},
    {verb::recording_evaluate, verb_group::recording, "recording.evaluate", "score a call (quality control)"},
    {verb::recording_share, verb_group::recording, "recording.share", "make a link to a recording for others"},
    {verb::recording_start, verb_group::recording, "recording.start", "start recording his own call"},
    {verb::recording_stop, verb_group::recording, "recording.stop", "stop recording his own call"},
    {verb::recording_pause, verb_group::recording, "recording.pause", "pause recording while a card number is said"},
    {verb::recording_keep, verb_group::recording, "recording.keep", "keep a recording beyond its term"},
    {verb::recording_delete, verb_group::recording, "recording.delete", "delete a recording"},
    {verb::recording_voicemail, verb_group::recording, "recording.voicemail", "hear messages left in a voicemail box"},
    {verb::data_view_number, verb_group::data, "data.view_number", "see an outside party's number"},
    {verb::data_reveal_number, verb_group::data, "data.reveal_number",
     "reveal a masked number, with a reason, audited"},
    {verb::data_view_name, verb_group::data, "data.view_name", "see an outside party's name"},
    {verb::data_view_calls, verb_group::data, "data.view_calls", "see the list of calls"},
    {verb::data_view_deal, verb_group::data, "data.view_deal", "see a deal"},
    {verb::data_edit_deal, verb_group::data, "data.edit_deal", "change a deal"},
    {verb::data_search, verb_group::data, "data.search", "search clients and deals by words"},
    {verb::data_search_number, verb_group::data, "data.search_number", "search by a number, which confirms guesses"},
    {verb::data_create_client, verb_group::data, "data.create_client", "enter a new client"},
    {verb::data_edit_client, verb_group::data, "data.edit_client", "change a client's card"},
    {verb::data_delete_client, verb_group::data, "data.delete_client", "delete a client's card"},
    {verb::data_assign, verb_group::data, "data.assign", "make somebody responsible for a client or a deal"},
    {verb::data_note, verb_group::data, "data.note", "write a note to a call, a client or a deal"},
    {verb::data_phonebook, verb_group::data, "data.phonebook", "read the office's phone book"},
    {verb::data_grant_alias, verb_group::data, "data.grant_alias", "let a colleague use a deal number"},
    {verb::data_import, verb_group::data, "data.import", "load clients from a file"},
    {verb::data_export, verb_group::data, "data.export", "take clients or calls out as a file"},
    {verb::surface_phone, verb_group::surface, "surface.phone", "have an extension on a desk phone"},
    {verb::surface_softphone, verb_group::surface, "surface.softphone", "have an extension in an application"},
    {verb::surface_mobile, verb_group::surface, "surface.mobile", "have an extension on a mobile (FMC)"},
    {verb::surface_pbx, verb_group::surface, "surface.pbx", "use the PBX's own interface"},
    {verb::surface_crm, verb_group::surface, "surface.crm", "use the CRM"},
    {verb::surface_popup, verb_group::surface, "surface.popup", "get the client's card on the screen when it rings"},
    {verb::surface_wallboard, verb_group::surface, "surface.wallboard", "see the wallboard"},
    {verb::surface_events, verb_group::surface, "surface.events", "receive the feed of call events"},
    {verb::surface_api, verb_group::surface, "surface.api", "use the programming interface"},
    {verb::stats_view, verb_group::stats, "stats.view", "see statistics of people, queues and lines"},
    {verb::stats_live, verb_group::stats, "stats.live", "see statistics of this moment"},
    {verb::stats_cost, verb_group::stats, "stats.cost", "see what calls cost"},
    {verb::stats_report, verb_group::stats, "stats.report", "set up and receive reports"},
    {verb::stats_export, verb_group::stats, "stats.export", "take statistics out as a file"},
    {verb::admin_users, verb_group::admin, "admin.users", "add and remove people and extensions"},
    {verb::admin_policy, verb_group::admin, "admin.policy", "change roles and rules"},
    {verb::admin_routing, verb_group::admin, "admin.routing", "change trunks, tariffs and routes"},
    {verb::admin_lines, verb_group::admin, "admin.lines", "change lines, menus and queues"},
    {verb::admin_aliases, verb_group::admin, "admin.aliases", "open and close aliases of any deal"},
    {verb::admin_audit, verb_group::admin, "admin.audit", "read the audit trail"},
    {verb::admin_keys, verb_group::admin, "admin.keys", "manage keys and backups"},
};

inline constexpr std::size_t verb_count = std::size(verbs);

/// The row of `v` in `verbs`.
[[nodiscard]] constexpr const verb_info& describe(verb v) noexcept {
    return verbs[static_cast<std::size_t>(v)];
}

/// The verb of this name. *Complexity*: one probe of a table made at compile time, no allocation.
[[nodiscard]] std::optional<verb> find_verb(std::string_view name) noexcept;

/// Whose things a rule is about, seen from the user who asks. A named scope (`role:operator`) adds which one.
enum class scope_kind : std::uint8_t { own, department, role, queue, tenant, any };
inline constexpr std::array<std::string_view, 6> scope_names = {"own", "department", "role", "queue", "tenant", "any"};

enum class effect : std::uint8_t { permit, forbid };
inline constexpr std::array<std::string_view, 2> effect_names = {"permit", "forbid"};

/// How an outside party's number is shown. Each is stricter than the one before it.
enum class visibility : std::uint8_t { full, partial, alias, nothing };
inline constexpr std::array<std::string_view, 4> visibility_names = {"full", "partial", "alias", "nothing"};

/// Which number of ours the other side sees: his own, that of the line the call belongs to, or the office's. Each is
/// stricter than the one before it.
enum class presentation : std::uint8_t { own, line, office };
inline constexpr std::array<std::string_view, 3> presentation_names = {"own", "line", "office"};

/// Whether a call is recorded. With an outside party always > on_demand > never, between staff the other way round.
enum class recording : std::uint8_t { never, on_demand, always };
inline constexpr std::array<std::string_view, 3> recording_names = {"never", "on_demand", "always"};

/// On calls of which direction a recording is announced. Two of them together mean `always`.
enum class announcement : std::uint8_t { never = 0, inbound = 1, outbound = 2, always = 3 };
inline constexpr std::array<std::string_view, 4> announcement_names = {"never", "inbound", "outbound", "always"};

// Facts of a call that conditions ask about. Each value is one bit, so that a condition is a mask; no bit at all means
// that the fact is not known, and a condition on it is in error.

enum class direction : std::uint8_t { unknown = 0, inbound = 1, outbound = 2, internal = 4 };
inline constexpr std::array<std::string_view, 3> direction_names = {"inbound", "outbound", "internal"};

/// What is known of the other party's number; several bits may be set at once.
enum class number_class : std::uint8_t {
    unknown = 0,
    client = 1,
    staff = 2,
    whitelist = 4,
    emergency = 8,
    international = 16,
    premium = 32,
    stranger = 64, ///< an outside number that no list knows
};
inline constexpr std::array<std::string_view, 7> number_class_names = {
    "client", "staff", "whitelist", "emergency", "international", "premium", "stranger"};

[[nodiscard]] constexpr number_class operator|(number_class a, number_class b) noexcept {
    return static_cast<number_class>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

enum class call_state : std::uint8_t {
    unknown = 0,
    ringing = 1,
    talking = 2,
    held = 4,
    parked = 8,
    conference = 16,
    ended = 32,
};
inline constexpr std::array<std::string_view, 6> call_state_names = {"ringing", "talking",    "held",
                                                                     "parked",  "conference", "ended"};

/// What shows that the caller is who the caller id says: our own SIM or FMC trunk, the network's verification, nothing
/// but the caller id itself, or not even that.
enum class evidence : std::uint8_t { unknown = 0, own_sim = 1, verified = 2, unverified = 4, withheld = 8 };
inline constexpr std::array<std::string_view, 4> evidence_names = {"own_sim", "verified", "unverified", "withheld"};

namespace detail {
/// C++23's std::to_underlying.
template <class Enum>
[[nodiscard]] constexpr std::underlying_type_t<Enum> underlying(Enum value) noexcept {
    return static_cast<std::underlying_type_t<Enum>>(value);
}
} // namespace detail

/// The word for a value of one of the plain enums above (`names[value]`).
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view word_of(const std::array<std::string_view, N>& names, Enum value) noexcept {
    return names[static_cast<std::size_t>(value)];
}

} // namespace almon::inline v0::policy
