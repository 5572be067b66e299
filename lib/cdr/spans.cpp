// SPDX-License-Identifier: BSL-1.0
// Where the time of a call went, and what its fields were read from.
#include "span_sum.hpp"

#include <algorithm>
#include <array>

#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// What each set of them counts as; `kinds` for none. The first that holds wins, but music without a talk is a queue's or
/// a consultation's, not a hold.
constexpr auto counts_as = [] {
    using enum span_sum::kind;
    std::array<std::uint8_t, 1 << kinds> all{};
    for (unsigned set = 0; set < all.size(); ++set) {
        unsigned what = set >> on_hold & set >> talking & 1 ? on_hold : talking;
        while (what < kinds && !(set >> what & 1)) ++what;
        all[set] = static_cast<std::uint8_t>(what);
    }
    return all;
}();

} // namespace

void span_sum::begin(instant from, instant to) noexcept {
    begin_ = in_ms(from);
    end_ = std::max(begin_, in_ms(to));
    edges_.clear();
}

void span_sum::add(instant from, instant to, kind what) {
    const std::int64_t a = std::clamp(in_ms(from), begin_, end_), b = std::clamp(in_ms(to), begin_, end_);
    if (a >= b) return;
    // phones that ring at one time are one ringing; of many calls of one agent the last few are looked at
    for (std::size_t i = edges_.size(), looked = 0; i > 0 && looked < 8; i -= 2, ++looked) {
        edge &first = edges_[i - 2], &last = edges_[i - 1];
        if (first.what != what || b < first.at || a > last.at) continue;
        first.at = std::min(first.at, a);
        last.at = std::max(last.at, b);
        return;
    }
    edges_.push_back({a, what, 1});
    edges_.push_back({b, what, -1});
}

spans span_sum::total() {
    const auto sooner = [](const edge& a, const edge& b) { return a.at < b.at; };
    if (!std::is_sorted(edges_.begin(), edges_.end(), sooner)) std::sort(edges_.begin(), edges_.end(), sooner);
    std::array<int, kinds> open{};
    std::array<std::int64_t, kinds + 1> all{};
    unsigned going_on = 0;
    std::int64_t before = begin_;
    for (const edge& e : edges_) {
        all[counts_as[going_on]] += e.at - before;
        before = e.at;
        open[e.what] += e.change;
        going_on = (going_on & ~(1u << e.what)) | (open[e.what] > 0 ? 1u << e.what : 0);
    }
    all[counts_as[going_on]] += end_ - before;
    return {milliseconds(all[ringing]), milliseconds(all[in_menu]), milliseconds(all[waiting]),
            milliseconds(all[talking]), milliseconds(all[on_hold]), milliseconds(all[kinds])};
}

/// All times are rounded to milliseconds before anything is added, so that the spans add up to the duration.
void fold::fill_spans() {
    spans_.begin(out_->start, out_->end);
    out_->start = spans_.start();
    out_->end = spans_.end();
    for (transfer& t : out_->transfers) t.at = rounded(t.at);
    for (talk& t : out_->talks) {
        t.start = std::clamp(rounded(t.start), out_->start, out_->end);
        t.end = std::clamp(rounded(t.end), out_->start, out_->end);
        spans_.add(t.start, t.end, span_sum::talking);
    }
    for (const on_hold& h : picked(std::span(scene_.holds), holds_of_root_.of(facts_.root)))
        if (partition_.root_of(h.who) == facts_.root &&
            (!h.hears_music || at(h.who).role != device_role::half || music_by_path(h)))
            spans_.add(h.from, h.to, span_sum::on_hold);
    for (const stay* s : facts_.stays) {
        if (s->doing == activity::queue) spans_.add(s->from, s->to, span_sum::waiting);
        if (s->doing == activity::menu) spans_.add(s->from, s->to, span_sum::in_menu);
    }
    for (const attempt* t : facts_.tries)
        if (t->rang) spans_.add(t->from, t->to, span_sum::ringing);
    out_->spans = spans_.total();
}

/// Whether whoever hung up had been left alone in a bridge: who parks a caller may stay there, and ends nobody's call.
bool fold::hung_up_alone(int who) const {
    const instant hung_up = *at(who).hung_up;
    const auto then = [hung_up](const presence& x) { return x.from <= hung_up && hung_up <= x.to; };
    const auto all = scene_.presences_of(who);
    const auto own = std::find_if(all.begin(), all.end(), then);
    if (own == all.end()) return false;
    const auto with = scene_.presences_in(own->room);
    return std::none_of(with.begin(), with.end(), [&](const presence& x) { return x.who != who && then(x); });
}

void fold::find_hangup() {
    const party& subject = at(facts_.subject);
    if (subject.cause >= 0) out_->cause = subject.cause;
    if (scene_.from_rows) return; // records do not tell who hung up
    const auto named = [this](std::string_view name) {
        for (const std::uint32_t i : channels_named_.of(name))
            if (scene_.parties[i].name == name) return static_cast<int>(i);
        return nobody;
    };
    int who = nobody;
    if (!subject.ended_by.empty()) {
        who = named(subject.ended_by);
    } else {
        // whose phone asked first, of those who were in it to the end
        instant first = instant::max();
        for (const int m : facts_.members) {
            const party& p = at(m);
            if (p.role == device_role::half || !p.hung_up || *p.hung_up >= first ||
                p.last + milliseconds(500) < subject.last || (m != facts_.subject && hung_up_alone(m)))
                continue;
            first = *p.hung_up;
            who = m;
        }
        // or who is said to have ended one of those with it
        for (const int m : facts_.members) {
            const party& p = at(m);
            if (who != nobody || p.ended_by.empty() || std::chrono::abs(p.last - subject.last) > milliseconds(500))
                continue;
            who = named(p.ended_by);
        }
    }
    if (who == nobody) return;
    const bool outsider = at(who).role == device_role::outside && (who == facts_.subject || !at(who).called);
    out_->hung_up_by = outsider ? "external" : who_is(who);
}

void fold::explain() {
    const auto say = [this](std::string field, std::string why, bool sure) {
        out_->why.push_back({std::move(field), std::move(why), sure});
    };
    const bool rows = scene_.from_rows;
    const tenant::tenant* office = ctx_->office;
    const party& subject = at(facts_.subject);
    say("direction",
        out_->direction == direction::inbound    ? "the first channel came in over " + out_->trunk
        : out_->direction == direction::outbound ? "a channel of " + out_->trunk + " was dialled for us"
                                                 : "no trunk took part",
        office != nullptr);
    if (out_->external)
        say("external", out_->external->e164 ? "read as the trunk writes numbers" : "no number was sent", true);
    if (!out_->did.empty())
        say("did", subject.did.empty() ? "what the trunk dialled" : "what the dial plan wrote down", true);
    if (rows && scene_.whole_seconds) say("start", "the records know whole seconds only", false);
    else if (rows) say("start", "the second comes from the record, its part from the durations that must fit", false);
    const bool unsure =
        std::any_of(facts_.heard.begin(), facts_.heard.end(), [](const stretch& x) { return x.from_unsure; });
    if (!out_->talks.empty())
        say("talks",
            unsure ? "the PBX had answered before the person did: the talk began then or later"
            : rows ? "from the answer to the end of the records, joined through the PBX's paths"
                   : "while both were in one bridge",
            !unsure);
    for (const transfer& t : out_->transfers)
        if (rows)
            say("transfers",
                t.kind == transfer_kind::blind
                    ? "a talk followed by another dial; records do not tell a blind transfer from a redirect"
                    : "the two had talked with each other, or one had dialled the other",
                t.kind != transfer_kind::blind);
    say("disposition",
        out_->disposition == disposition::answered ? "somebody talked"
        : rows && !out_->rang.empty()              ? "nobody talked; who rang is told by how long the attempts lasted"
                                                   : "nobody talked",
        !(rows && out_->disposition == disposition::voicemail));
    if (rows) say("hangup", "records do not tell who hung up", false);
    for (const int m : facts_.members) {
        if (at(m).missed_birth)
            say("start", "a channel was first seen when the PBX listed its channels, which told its age", false);
        if (at(m).missed_end)
            say("end", "a channel was gone when the PBX listed its channels: it ended by then at the latest", false);
    }
}

} // namespace almon::inline v0::cdr
