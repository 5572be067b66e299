// SPDX-License-Identifier: BSL-1.0
#pragma once

// One group of evidence to the calls in it: the scene, its partition, and for each call the facts (who rang, who
// talked and when), then the disposition as a rule over the facts.

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/context.hpp>
#include <almon/cdr/outcome.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include "meetings.hpp"
#include "name_index.hpp"
#include "partition.hpp"
#include "scene.hpp"
#include "span_sum.hpp"
#include "time_index.hpp"

namespace almon::inline v0::cdr {

/// What the rules need to know of one call beside the call itself.
struct call_facts {
    int root = nobody;
    int subject = nobody;       ///< the party whose call it is: the outsider, or the caller of an internal call
    bool placed_by_pbx = false; ///< click to call, call file, call back
    std::vector<int> members;
    std::vector<stretch> heard; ///< who the subject heard, in time; an own phone or an outsider
    std::vector<const attempt*> tries;
    std::vector<const stay*> stays;  ///< of the subject and, where there is one, of the path that stands for it
    std::vector<const stay*> parked; ///< of these
};

/// One dial between a phone and a trunk, of which one row tells everything.
struct plain_dial {
    device_info a, b;      ///< who dialled, and who was dialled
    std::string_view sent; ///< the number that was sent to the trunk
    instant from, answer, to;
    bool inbound, answered, rang;
    disposition unanswered; ///< where it was not answered
};

/// The phones that were rung for a caller from outside, all at once or one after the other, each told by one row.
struct rung_phones {
    static constexpr std::size_t most = 12;
    struct phone {
        const evidence* row;
        device_info device;
        bool rang, talked;
        instant rang_to, talked_from; ///< the first where it rang, the second where it talked
    };
    device_info caller;
    std::array<phone, most> phones;
    std::size_t count = 0;
    instant to; ///< when the caller went

    [[nodiscard]] std::span<phone> all() noexcept { return std::span(phones).first(count); }
    [[nodiscard]] std::span<const phone> all() const noexcept { return std::span(phones).first(count); }
};

/// Where a dial stood in the dial plan.
struct place_of_dial {
    std::string_view exten, context, argument;
};
/// Whether the dial plan went on to the next dial by itself, after the talk of the first.
[[nodiscard]] bool leads_on(const place_of_dial& first, const place_of_dial& next) noexcept;

/// Dials that nobody answered.
struct vain_dials {
    bool inbound = false;
    bool rang = false;     ///< some phone did
    bool busy = false;     ///< some phone was
    bool cut = false;      ///< the caller went meanwhile
    bool declined = false; ///< by all that were asked
    bool no_such_number = false;
};
[[nodiscard]] constexpr disposition end_of(const vain_dials& d) noexcept {
    if (d.cut) return disposition::cancelled;
    if (d.rang && d.declined) return disposition::busy;
    if (!d.rang) return d.busy ? disposition::busy : disposition::failed;
    if (!d.inbound && d.no_such_number) return disposition::failed;
    if (!d.inbound && d.busy) return disposition::busy;
    return d.inbound ? disposition::missed : disposition::no_answer;
}

/// Whether a wait was as long as `Queue(name,options,,,seconds)` was told to take, and no longer: nobody gave up.
[[nodiscard]] bool is_time_of_queue(std::string_view argument, microseconds waited, bool whole_seconds) noexcept;

class fold {
public:
    explicit fold(const context& ctx) : ctx_(&ctx), scene_(ctx) {}

    enum class way : std::uint8_t {
        plain,    ///< straight from the rows, where that can be done
        by_scene, ///< what `plain` was tried for in vain
        shortest, ///< the one, else the other
    };
    /// Writes each call of the group, earliest first, over the calls of `out` from `count` on, and counts them. False where
    /// this was not the way to do it, and nothing is counted.
    bool run(std::span<evidence> items, way how, std::vector<call>& out, std::size_t& count);

    /// The same for what nothing but a queue's log tells of: it names no channels. False where there is more.
    bool run_queue_log(std::span<const evidence> items, std::vector<call>& out, std::size_t& count);

    void note_stop(instant t) { scene_.note_stop(t); }
    void note_count(instant t) { scene_.note_count(t); }

private:
    // fold.cpp: the frame
    void index_scene();
    void begin_call(std::vector<call>& out, std::size_t count);
    void one_call(int root);
    void clear_call();
    void clear_rest();
    void gather(int root);
    [[nodiscard]] bool refused_by_party(int index) const;
    void choose_subject();
    void add_name(std::vector<std::string>& names, std::string_view name);
    void fill_legs();
    void fill_leg(int member, leg& l);
    void fill_recordings();
    [[nodiscard]] bool has_foreign_group(const party& p) const;
    void make_id();
    void name_by_channel();
    void write_id();
    // branches.cpp: phones of ours behind a trunk
    void find_branches();
    [[nodiscard]] std::string_view extension_sent(int index) const;
    [[nodiscard]] bool dials_as_phone(int index) const;
    // plain_call.cpp: the usual call
    [[nodiscard]] bool plain_call(const evidence& row);
    [[nodiscard]] bool may_be_plain(const evidence& row) const noexcept;
    [[nodiscard]] bool read_plain_dial(const evidence& row);
    void write_plain_legs(const plain_dial& d, const evidence& row);
    void fit_legs(std::size_t count);
    // plain_ring.cpp: several phones, at once or one after the other
    [[nodiscard]] bool may_be_ring(std::span<const evidence> rows) const noexcept;
    [[nodiscard]] bool plain_ring(std::span<const evidence> rows);
    [[nodiscard]] bool read_rung_phones(std::span<const evidence> rows);
    [[nodiscard]] bool rang_at_once(std::span<const evidence> rows);
    [[nodiscard]] bool sent_from_one_to_next();
    [[nodiscard]] bool name_ringing_caller(std::span<const evidence> rows);
    void write_ring_talks();
    void write_ring_legs(std::span<const evidence> rows);
    // queue_log.cpp: what a queue's log alone tells
    void queue_call(std::span<const evidence* const> lines);
    void name_queue_caller(std::span<const evidence* const> lines);
    void read_queue_talks(std::span<const evidence* const> lines);
    void end_queue_talk(const talk& t, const evidence& over);
    void explain_queue_log();
    [[nodiscard]] std::string_view who_is_agent(std::string_view agent) const;
    // parties.cpp: who they are
    void name_parties();
    /// What a channel from outside says of its caller.
    struct evidence_of_caller {
        std::string_view number, name;
        bool withheld = false;
        const tenant::trunk* trunk = nullptr;
    };
    void name_outsider();
    external_party& new_outsider();
    void name_caller(const evidence_of_caller& from);
    [[nodiscard]] bool called_by_ourselves() const;
    void name_called(std::string_view sent, std::string_view dialled, const tenant::trunk* trunk);
    [[nodiscard]] bool is_line(std::string_view dialled, const tenant::trunk* trunk) const;
    [[nodiscard]] std::string_view line_dialled(const party& subject) const;
    void name_line(std::string_view did, std::string_view dialled, const tenant::trunk* trunk);
    void find_placer();
    [[nodiscard]] std::string_view client_of_root() const;
    [[nodiscard]] bool only_agent_called() const;
    [[nodiscard]] bool called_for_placing(const attempt& t) const;
    // enrich.cpp: what others know of the outsider
    void ask_others(std::string_view dialled);
    void resolve_alias(std::string_view dialled);
    // talks.cpp: who heard whom
    void find_talks();
    [[nodiscard]] bool are_plain_talks() const;
    [[nodiscard]] const meetings& all_meetings() const;
    void connected_with(int subject, std::vector<stretch>& out) const;
    void heard_shortly(std::vector<stretch>& heard) const;
    [[nodiscard]] bool is_partner(int index) const;
    void cut_consultations(std::vector<stretch>& heard) const;
    [[nodiscard]] bool called_again(const stretch& x, const stretch& y) const;
    void join_talks(const std::vector<stretch>& heard, milliseconds seam);
    void begin_when_taken_from_parking(std::vector<stretch>& heard) const;
    [[nodiscard]] bool music_by_path(const on_hold& h) const;
    void cut_holds_before_transfer(std::vector<stretch>& heard) const;
    void fill_talks();
    // attempts.cpp: who made them, and for whom
    [[nodiscard]] int maker_of(const attempt& t) const;
    [[nodiscard]] bool stands_for_subject(int half, instant t) const;
    [[nodiscard]] bool made_for_subject(const attempt& t) const;
    [[nodiscard]] std::string_view dialler_of(const attempt& t) const;
    [[nodiscard]] const attempt* attempt_of(int callee) const;
    [[nodiscard]] std::string_view queue_of(const attempt& t) const;
    // transfers.cpp
    [[nodiscard]] bool is_in_conference(int who, instant t) const;
    void find_transfers();
    [[nodiscard]] bool gave_up(int person, const attempt& t) const;
    void transfer_returned(const stretch& x, const stretch& y);
    [[nodiscard]] std::string_view target_of(const stretch& y, instant after, const handed_over* word) const;
    [[nodiscard]] std::string_view asked_for(const stretch& x, const stretch& y) const;
    [[nodiscard]] const handed_over* word_about(int by, instant from, instant to) const;
    [[nodiscard]] bool led_on_by_dial_plan(const stretch& x, const stretch& y) const;
    [[nodiscard]] bool parked_between(const stretch& x, const stretch& y) const;
    [[nodiscard]] bool took_over(int phone) const;
    void transfer_between(const stretch& x, const stretch& y, instant asked);
    void transfer_after(const stretch& last);
    [[nodiscard]] std::string_view led_to(instant left) const;
    [[nodiscard]] std::string_view vain_target(const attempt& first, std::string_view dialled, bool in_words) const;
    void name_presences() const;
    [[nodiscard]] bool heard_each_other(int x, int y, instant after, instant before) const;
    // disposition.cpp
    void decide_disposition();
    [[nodiscard]] disposition unanswered() const;
    [[nodiscard]] bool own_phone_did_not_answer() const;
    [[nodiscard]] bool was_left(const stay& message) const;
    [[nodiscard]] bool pbx_went_down() const;
    [[nodiscard]] disposition tried_in_vain(bool rang) const;
    [[nodiscard]] bool ours_picked_up() const;
    [[nodiscard]] const stay* last_wait() const;
    [[nodiscard]] bool left_queue(const stay& queue) const;
    [[nodiscard]] bool waited_its_time(const stay& queue) const;
    [[nodiscard]] disposition never_reached(const party& outsider) const;
    [[nodiscard]] disposition never_offered() const;
    [[nodiscard]] const stay* last_stay(activity a) const;
    [[nodiscard]] bool caller_left_during(const stay& s) const;
    [[nodiscard]] std::optional<bool> caller_hung_up() const;
    // spans.cpp
    void fill_spans();
    [[nodiscard]] bool hung_up_alone(int who) const;
    void find_hangup();
    [[gnu::cold]] void explain();
    void count_as();

    [[nodiscard]] const party& at(int index) const { return scene_.parties[static_cast<std::size_t>(index)]; }
    [[nodiscard]] std::string_view sent_on_to(int index) const;
    [[nodiscard]] std::string_view who_is(int index) const;

    const context* ctx_;
    const outcome_policy default_outcomes_;
    scene scene_;
    partition partition_;
    call_facts facts_;
    call* out_ = nullptr;                                      // the call that is being folded
    std::array<std::vector<std::vector<leg>>, 12> spare_legs_; // by their number
    plain_dial dial_;                                          // of the row that is read
    rung_phones ring_;                                         // of the rows
    span_sum spans_;
    // of the scene, by the root of the call that they belong to
    index_of<int> parties_of_root_, attempts_of_root_, stays_of_root_, holds_of_root_, recordings_of_root_;
    index_of<int> short_talks_of_; // of a party: each is two, of its `a` and of its `b`
    name_index channels_named_;
    // made when they are asked for
    mutable bool meetings_known_ = false, presences_named_ = false;
    mutable meetings meetings_;
    mutable name_index people_named_;
    mutable std::vector<int> number_of_name_; // of each party: the first one of its name
    mutable time_index presences_by_name_;
    // kept for their memory
    places_by_name names_;
    boost::unordered_flat_set<std::string> ids_told_; // of this scene, where it has several calls
    std::vector<stretch> heard_;
    struct talk_before {
        std::size_t before; ///< with the same person
        instant latest;     ///< end of this one and those before
    };
    std::vector<talk_before> of_same_person_; // by the place in `facts_.heard`
    mutable std::vector<stretch> met_;
};

} // namespace almon::inline v0::cdr
