// SPDX-License-Identifier: BSL-1.0
#pragma once

// What happened, without yet saying which call it was: the channels of one group of evidence, who dialled whom, who
// was in a bridge with whom and when, and what each channel was busy with.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include <almon/cdr/context.hpp>
#include <almon/cdr/evidence.hpp>

#include "chain.hpp"
#include "name_index.hpp"
#include "time_index.hpp"
#include "who.hpp"

namespace almon::inline v0::cdr {

inline constexpr int nobody = -1;

/// Nobody picks up a phone in no time: an answer as soon is the PBX's own, for a menu, a queue, or an earlier talk.
inline constexpr milliseconds pbx_answers_within{50};
/// Where times are exact, a shorter talk was none.
inline constexpr milliseconds least_talk{20};

/// Whether the PBX had answered the channel before whomever its record tells of.
[[nodiscard]] inline bool answered_by_pbx(const evidence& row) noexcept {
    return row.has_answer && row.lasted - row.connected <= pbx_answers_within;
}
/// What a talk must be longer than, as the record knows its time: whole seconds are cut.
[[nodiscard]] inline milliseconds least_talk_of(const evidence& row) noexcept {
    return row.times == precision::seconds ? milliseconds(0) : least_talk;
}

/// One channel, from its birth to its end.
struct party {
    std::string_view name, id, group;
    device_role role = device_role::unknown;
    std::string_view device; ///< the phone or trunk that the channel's name tells
    std::string_view who;    ///< own extension
    const tenant::trunk* trunk = nullptr;

    instant first, last;
    std::optional<instant> answered;
    std::string_view caller, caller_name, dialled, context, did, presented, account, own_number;
    bool has_caller = false;
    bool withheld = false;
    bool placed = false;     ///< somebody used it to call
    bool called = false;     ///< the PBX called it
    bool seen_alive = false; ///< its birth was seen, so that `first` is exact
    bool ended = false;      ///< its end was seen
    bool missed_end = false; ///< it was gone when the PBX counted its channels: `last` is the latest it can have ended
    bool missed_birth = false; ///< it was there when the PBX counted its channels, and had not been seen before
    bool rang = false;
    bool was_up = false;                  ///< it came into being as an answered channel
    std::optional<instant> hung_up;       ///< its far end asked to end the call
    instant surely_hung_up;               ///< the same, where sources of one moment differ the latest
    outcome last_dial = outcome::unknown; ///< how the last of its own attempts ended
    std::string_view queue;               ///< of a phone that a queue called: which
    int other_half = nobody;              ///< of a path through the PBX
    int dialler = nobody;                 ///< who dialled it
    std::int32_t cause = -1;
    std::string_view ended_by;
    std::uint64_t doings = 0;                         ///< the activities it was seen at, as bits
    instant last_began = instant::min();              ///< the last of its stays
    chain presences, stays, holds, dials, dialled_by; ///< its own among those of the scene; attempts by and to it
    chain recent_presences, recent_stays;             ///< without the first that were over when last asked for

    [[nodiscard]] bool did_ever(activity a) const noexcept { return doings >> static_cast<unsigned>(a) & 1; }
};

/// `caller` tried to reach `callee`.
struct attempt {
    int caller = nobody, callee = nobody;
    instant from, to;
    outcome result = outcome::unknown;
    activity by = activity::dial;
    std::string_view argument;
    std::string_view exten, context; ///< of records: where in the dial plan
    bool rang = false;
    bool cut_by_caller = false;             ///< ended because the caller went
    int next_by = nobody, next_to = nobody; ///< in the chains of caller and callee
};

/// `who` was in the bridge `room`.
struct presence {
    int who;
    int room;
    instant from, to;
    bool from_unsure = false; ///< it came at `from` or later: the PBX had answered before the person did
    bool conference = false;
    int next_of = nobody, next_in = nobody; ///< in the chains of `who` and of the room
};

/// `who` was busy with `doing`.
struct stay {
    int who;
    activity doing;
    std::string_view argument;
    instant from, to;
    outcome result = outcome::unknown;
    bool only_seen = false;   ///< its beginning was not told: it was seen at it later
    bool told_end = false;    ///< the queue's log says how it ended
    std::string_view exten{}; ///< where in the dial plan
    int next_of = nobody;     ///< in the chain of `who`
};

/// An explicit word of some source that the call was sent on.
struct handed_over {
    handover how;
    int by = nobody;
    int to = nobody;
    std::string_view target;
    instant at;
};

/// `who` was at some place then: an extension, a queue.
struct found_at {
    int who;
    std::string_view place;
    instant at;
};

struct on_hold {
    int who;
    bool hears_music; ///< `who` is the one that waits; else the one that pressed hold
    instant from, to;
    int next_of = nobody; ///< in the chain of `who`
};

/// Two who were connected for less than the second that a record tells.
struct short_talk {
    int a, b;
    instant at;
};

struct key_press {
    int who;
    instant at;
};

class scene {
public:
    explicit scene(const context& ctx) : ctx_(&ctx), people_(ctx.office) {}

    /// Forgets the last group. Puts this one into order, drops what it says twice, and gives rows their true times.
    [[nodiscard]] std::span<evidence> arrange(std::span<evidence> items);
    /// Takes the group that was arranged.
    void build(std::span<const evidence> items);
    /// The PBX went down at `t`: channels that nobody saw end, ended then.
    void note_stop(instant t);
    /// The PBX counted its channels at `t`: one that was not found then is gone.
    void note_count(instant t);
    [[nodiscard]] bool ever_stopped() const noexcept { return !stops_.empty(); }

    /// When a row began, as near as its durations tell.
    [[nodiscard]] static instant begin_within_second(const evidence& row) noexcept;
    /// Whether the row may have been written by a clock in another zone than the one that gave its channel its id.
    [[nodiscard]] static bool may_have_wrong_zone(const evidence& row) noexcept;

    std::vector<party> parties;
    std::vector<attempt> attempts;
    std::vector<presence> presences;
    std::vector<short_talk> short_talks;
    std::vector<stay> stays;
    std::vector<handed_over> handovers;
    std::vector<found_at> leads; ///< to another extension, in the midst of what somebody was doing
    std::vector<on_hold> holds;
    std::vector<key_press> presses;
    std::vector<std::string_view> recordings; ///< file names, by `recording_of`
    std::vector<int> recording_of;
    bool from_rows = false; ///< everything known comes from finished records
    bool sessions_meet_callers =
        false; ///< a record of an agent's session names a caller: its paths were optimised away
    bool whole_seconds = false;
    bool conferences = false;       ///< somebody was in one
    bool hears_ringing = false;     ///< some source tells of each phone whether it rang
    bool names_transfers = false;   ///< some source has a word for each transfer
    std::optional<instant> stopped; ///< the PBX went down

    [[nodiscard]] const directory& people() const noexcept { return people_; }

    /// The channel with this id; `nobody` where there is none.
    [[nodiscard]] int find_id(std::string_view id) const;
    /// The keys pressed from `first` to `last`.
    [[nodiscard]] std::span<const key_press> pressed_within(instant first, instant last) const;

    // What concerns one party, or one room, in the order in which it came.
    [[nodiscard]] auto presences_of(int who) const { return of<&presence::next_of>(presences, at(who).presences); }
    [[nodiscard]] auto presences_of(int who) { return of<&presence::next_of>(presences, at(who).presences); }
    [[nodiscard]] auto presences_in(int room) const { return of<&presence::next_in>(presences, room_chain(room)); }
    [[nodiscard]] auto presences_in(int room) { return of<&presence::next_in>(presences, room_chain(room)); }
    [[nodiscard]] auto stays_of(int who) const { return of<&stay::next_of>(stays, at(who).stays); }
    [[nodiscard]] auto stays_of(int who) { return of<&stay::next_of>(stays, at(who).stays); }
    [[nodiscard]] auto holds_of(int who) const { return of<&on_hold::next_of>(holds, at(who).holds); }
    [[nodiscard]] auto holds_of(int who) { return of<&on_hold::next_of>(holds, at(who).holds); }
    [[nodiscard]] int speaker_behind(int half, instant t) const;
    [[nodiscard]] auto attempts_by(int who) const { return of<&attempt::next_by>(attempts, at(who).dials); }
    [[nodiscard]] auto attempts_by(int who) { return of<&attempt::next_by>(attempts, at(who).dials); }
    [[nodiscard]] auto attempts_to(int who) const { return of<&attempt::next_to>(attempts, at(who).dialled_by); }
    [[nodiscard]] auto attempts_to(int who) { return of<&attempt::next_to>(attempts, at(who).dialled_by); }

    // The same without the first of them that were over before `now`, which is never earlier than when it was asked before.
    [[nodiscard]] auto presences_since(instant now, int who) {
        return since<&presence::next_of>(presences, at(who).presences, at(who).recent_presences, now);
    }
    [[nodiscard]] auto stays_since(instant now, int who) {
        return since<&stay::next_of>(stays, at(who).stays, at(who).recent_stays, now);
    }

private:
    template <auto Next, class All>
    static linked<Next, All> since(All& all, const chain& of, chain& recent, instant now) noexcept {
        if (recent.first < 0) recent.first = of.first;
        // the last one stays: the next one is linked behind it
        while (recent.first >= 0 && recent.first != of.last && all[static_cast<std::size_t>(recent.first)].to < now)
            recent.first = all[static_cast<std::size_t>(recent.first)].*Next;
        return {all, recent};
    }
    template <auto Next, class All>
    [[nodiscard]] static linked<Next, All> of(All& all, const chain& which) noexcept {
        return {all, which};
    }
    [[nodiscard]] const party& at(int who) const noexcept { return parties[static_cast<std::size_t>(who)]; }
    [[nodiscard]] party& at(int who) noexcept { return parties[static_cast<std::size_t>(who)]; }
    [[nodiscard]] const chain& room_chain(int room) const noexcept { return in_room_[static_cast<std::size_t>(room)]; }
    void add(const presence& x);
    void add(const stay& s);
    void add(const on_hold& h);
    attempt& add(const attempt& t);
    void link_stays();
    [[nodiscard]] bool still_there(const party& p, std::string_view name, const evidence& e) const;
    [[nodiscard]] static bool goes_on_line(const party& p, std::string_view name, const evidence& e);
    int party_of(std::string_view name, std::string_view id, const evidence& e, instant from, instant to);
    void remember(int index);
    using party_map = boost::unordered_flat_map<std::string_view, int>;
    template <std::string_view party::*KnownBy>
    [[nodiscard]] int find(const party_map& all, std::string_view text) const;
    [[nodiscard]] int find_name(std::string_view name) const;
    int add_party(std::string_view name, std::string_view id);
    void identify(party& p, std::string_view name);
    void clear();
    static void put_in_order(std::span<evidence> items);
    std::span<evidence> leave_out_retold(std::span<evidence> items);
    std::span<evidence> take_finer_times(std::span<evidence> items);
    void take_rows_apart(std::span<evidence> items);
    [[nodiscard]] static bool dialled_itself(const party& p) noexcept;
    void describe(int index, const evidence& e);
    [[nodiscard]] bool only_rang(const evidence& e) const;
    [[nodiscard]] bool called_by_program(const evidence& e, const party& p) const;
    [[nodiscard]] bool is_first_of_dial(const evidence& e) const;
    [[nodiscard]] bool rang_unnamed(const evidence& e) const;
    // the rows of a channel, to a peer, of a channel's dial; of few rows all
    [[nodiscard]] picked<evidence> rows_on(std::string_view channel) const { return {rows_, on_channel_.of(channel)}; }
    [[nodiscard]] picked<evidence> rows_to(std::string_view peer) const { return {rows_, to_peer_.of(peer)}; }
    [[nodiscard]] picked<evidence> rows_of_dial(const evidence& e) const {
        return {rows_, of_dial_.of({e.channel, e.argument})};
    }
    void index_channels();
    void index_rows();
    [[nodiscard]] static std::optional<instant> begin_behind(const evidence& p, const evidence& e, instant second);
    [[nodiscard]] std::optional<instant> begin_by_search(std::size_t i, instant second) const;
    template <class BeginOf>
    static void settle(evidence& e, BeginOf begin_of);
    void settle_many_rows();
    void end_many_with_next();
    void begin_many_with_their_ringing();
    [[nodiscard]] static bool may_end_with_next(const evidence& e) noexcept;
    static void prolong_to(evidence& e, instant next);
    [[nodiscard]] static bool may_begin_with_their_ringing(const evidence& f) noexcept;
    bool begin_with_their_ringing(std::size_t first, std::span<const std::uint32_t> among);
    void end_with_next(evidence& e);
    [[nodiscard]] bool leads_to(std::string_view half, std::string_view phone) const;
    [[nodiscard]] bool talked_within_second(const evidence& e) const;
    [[nodiscard]] bool called_by_another(const evidence& e) const;
    [[nodiscard]] bool leads_from_talk(std::string_view half) const;
    [[nodiscard]] instant answered_in_room(const evidence& e) const;
    [[nodiscard]] instant came_into_room(const evidence& e) const;
    [[nodiscard]] instant end_within_second(const evidence& e, instant came) const;
    [[nodiscard]] bool never_answered(std::string_view channel) const;
    [[nodiscard]] bool is_robbed(const evidence& e) const;
    [[nodiscard]] bool is_picked_up(const evidence& e) const;
    [[nodiscard]] bool picked_up_from_queue(const evidence& e) const;
    void made_by_called_phone(int phone, int half, const evidence& e);
    void take_segment(const evidence& row);
    void take_record(const evidence& e);
    void take_channel(const evidence& e, int a);
    /// The peer of a record.
    struct met_peer {
        int who = nobody;
        bool half = false;            ///< of a path
        bool first_seen = false;      ///< no record told before where it came from
        bool own_doing = false;       ///< it called somebody itself meanwhile
        bool named = false;           ///< the record's dial may have meant it
        bool later = false;           ///< another record is going to tell who called it
        bool dialled = false;         ///< by this record
        bool answered_by_pbx = false; ///< before it, whoever it is
    };
    [[nodiscard]] bool calls_itself(const evidence& e) const;
    met_peer meet(const evidence& e);
    void dial_peer(const evidence& e, int a, const met_peer& met);
    void talk_with_peer(const evidence& e, int a, const met_peer& met);
    [[nodiscard]] instant talked_from(const evidence& e, const party& peer, const met_peer& met) const;
    void dials_of_programs();
    void take_event(const evidence& e);
    void take_dial(const evidence& e, int a, int b);
    void take_room(const evidence& e, int a);
    [[nodiscard]] bool is_stale(const evidence& e, int a) const;
    void note_lead(stay& doing, const evidence& e);
    void take_stay(const evidence& e, int a);
    void take_end(const evidence& e, int a);
    // scene_snapshot.cpp: what a PBX answers when it is asked what goes on
    void take_present(const evidence& e);
    void take_inside(const evidence& e);
    void end_absent();
    void answered_in_queue(int who, instant at);
    void begin_seen_dials();
    attempt& add_attempt(int by, int callee, outcome unanswered);
    void infer_dials();
    void infer_pages();
    void infer_dials_of_programs();
    [[nodiscard]] bool rang_until_caller_went(const party& p, const party& caller) const;
    [[nodiscard]] bool cut_with_cause_of_another(const party& p, const party& caller) const;
    void infer_queues();
    class goings_on; // scene_dials.cpp
    [[nodiscard]] instant end_of(const stay& s) const noexcept;
    [[nodiscard]] int dials_by_doing(const stay& s, const party& callee) const;
    [[nodiscard]] int dials_as_path(const party& p, const party& callee) const;
    [[nodiscard]] int dialler_for(int callee, const goings_on& then) const;
    void holds_begin_with_keys();
    void leave_room(int who, std::string_view room, instant at);
    void pair_halves();
    void undo_wrong_zone();
    void undo_guessed_zone();
    [[nodiscard]] bool was_reset(const evidence& first) const;
    void undo_reset();
    void settle_rows();
    [[nodiscard]] bool rang_by_time(const attempt& t, const party& callee) const;
    void forget_clean_up();
    void end_when_far_end_went();
    void close_open_ends();
    void begin_with_answers();
    void refine_answers();
    [[nodiscard]] bool cut_by_caller(const attempt& t) const;
    int room_number(std::string_view room);

    const context* ctx_;
    directory people_;
    party_map by_name_, by_id_;
    boost::unordered_flat_map<std::string_view, int> rooms_;
    std::span<evidence> rows_;
    std::vector<std::pair<evidence*, instant>> finer_; // of take_finer_times, kept for its memory
    std::vector<std::string_view> told_;               // of it, too
    std::vector<evidence> rows_apart_;                 // where the group has events, too
    std::vector<instant> stops_;                       // in order
    std::vector<instant> counts_;                      // in order
    std::vector<std::pair<int, instant>> found_;       // who was counted when
    std::vector<found_at> queue_words_;                // who was in a queue of this name by then
    bool any_answered_ = false;                        ///< of rows_
    bool exact_stamps_ = false;                 ///< records tell parts of seconds of their times, not of durations only
    std::vector<chain> in_room_;                // the presences in each room
    places_by_name channels_;                   // of undo_wrong_zone, kept for its memory
    name_index paths_;                          // of parties that are halves
    name_index on_channel_, to_peer_, to_path_; // of rows_
    index_of<std::pair<std::string_view, std::string_view>> of_dial_;
    mutable std::vector<std::optional<bool>>
        names_none_; // of many dials, by number: of the phones that they called; once asked
    static constexpr std::size_t looked_past = 16; // rows that ended before the second of one whose place is looked for
};

/// Gives a row its place within its second; those before it have theirs, and `begin_of` that second looks for one of them that tells
/// when it began.
template <class BeginOf>
void scene::settle(evidence& e, BeginOf begin_of) {
    const instant second = e.at;
    e.at = begin_within_second(e);
    if (const std::optional<instant> begin = begin_of(second)) e.at = *begin;
    e.end = e.at + e.lasted;
    e.answer = e.end - e.connected;
}

} // namespace almon::inline v0::cdr
