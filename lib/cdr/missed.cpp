// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <tuple>
#include <utility>

#include "hash.hpp"

namespace almon::inline v0::cdr {

std::string_view to_string(resolution::how_type how) noexcept {
    return how == resolution::how_type::called_back ? "called_back" : "called_again";
}

void missed_count::add(const missed_call& m) noexcept {
    if (m.outcome == call_outcome::short_abandon) {
        ++short_abandons;
        return;
    }
    ++missed;
    messages += m.outcome == call_outcome::voicemail;
    outside_hours += m.open == false;
    unresolved += !m.resolved;
}

/// Who of us had the call: who is responsible for it or placed it, else who talked: a colleague's mobile phone, or the
/// agent of a call that the PBX placed.
static const std::string& who_had(const call& c) noexcept {
    const std::string& first = c.direction == direction::inbound ? c.responsible : c.by;
    return first.empty() && !c.talks.empty() ? c.talks.back().who : first;
}

namespace {

/// Texts of which few are different, once each.
class few_texts {
public:
    std::uint32_t keep(const std::string& text) {
        const auto [at, fresh] = numbers_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
        if (fresh) texts_.push_back(&at->first);
        return at->second;
    }
    [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return *texts_[number]; }

    // a list of texts is the text of their numbers
    std::uint32_t keep_list(const std::vector<std::string>& texts) {
        std::string numbers;
        for (const std::string& text : texts) {
            const std::uint32_t number = keep(text);
            numbers.append(reinterpret_cast<const char*>(&number), sizeof number);
        }
        return keep(numbers);
    }
    [[nodiscard]] std::vector<std::string> list(std::uint32_t number) const {
        const std::string& numbers = (*this)[number];
        std::vector<std::string> out(numbers.size() / sizeof number);
        for (std::size_t i = 0; i < out.size(); ++i) {
            std::memcpy(&number, numbers.data() + i * sizeof number, sizeof number);
            out[i] = (*this)[number];
        }
        return out;
    }

private:
    std::map<std::string, std::uint32_t> numbers_;
    std::vector<const std::string*> texts_;
};

/// Many different texts, one behind the other, in pieces that never move.
class many_texts {
public:
    /// *Lifetime*: that of this.
    std::string_view keep(std::string_view text) {
        constexpr std::size_t piece = 1 << 18;
        if (pieces_.empty() || pieces_.back().capacity() - pieces_.back().size() < text.size())
            pieces_.emplace_back().reserve(std::max(piece, text.size()));
        const std::size_t at = pieces_.back().size();
        pieces_.back() += text;
        return std::string_view(pieces_.back()).substr(at);
    }

private:
    std::deque<std::string> pieces_;
};

/// A call that tells what became of those before it with the same party.
struct contact {
    std::uint64_t caller;
    instant start;
    std::uint64_t id; ///< of the call, hashed
    std::uint32_t tenant;
    std::uint32_t by : 30; ///< one of `few_texts`
    std::uint32_t inbound : 1;
    std::uint32_t answered : 1;
};

/// A missed call, or one that was given up at once.
struct kept_call {
    const char* texts;    ///< id, text and name
    std::uint64_t caller; ///< 0 where nobody knows who it was
    std::optional<number> shown;
    instant start, end;
    const tenant::tenant* office;
    std::uint32_t id_size, text_size, name_size;
    std::uint32_t did, campaign, queue, rang; ///< of `few_texts`; `rang` is a list of others of them
    std::uint32_t tenant;
    cdr::disposition disposition;
    call_outcome outcome;

    [[nodiscard]] std::string_view id() const noexcept { return {texts, id_size}; }
    [[nodiscard]] std::string_view text() const noexcept { return {texts + id_size, text_size}; }
    [[nodiscard]] std::string_view name() const noexcept { return {texts + id_size + text_size, name_size}; }
};

} // namespace

struct missed_report::body {
    time_zone zone;
    period when;
    few_texts few = {};
    many_texts many = {};
    std::vector<kept_call> kept = {};
    std::vector<contact> contacts = {};

    void keep_contact(const call& whole, const call& shown);
    void keep_call(const call& shown, std::uint64_t caller, const tenant::tenant* office);
    void sort();
    [[nodiscard]] missed_call told(const kept_call& k) const;
    void follow(missed_call& m, const kept_call& k) const;
};

missed_report::missed_report(time_zone zone, period when) : body_(std::make_unique<body>(body{zone, when})) {}
missed_report::~missed_report() = default;
missed_report::missed_report(missed_report&&) noexcept = default;
missed_report& missed_report::operator=(missed_report&&) noexcept = default;

void missed_report::body::keep_contact(const call& whole, const call& shown) {
    const bool inbound = whole.direction == direction::inbound;
    const bool answered = whole.disposition == disposition::answered;
    if (inbound && !answered) return; // tells nothing
    contacts.push_back({whole.external->e164->value(), whole.start, hash_of(whole.id, 47),
                        static_cast<std::uint32_t>(whole.tenant), few.keep(who_had(shown)) & 0x3fff'ffff, inbound,
                        answered});
}

void missed_report::body::keep_call(const call& shown, std::uint64_t caller, const tenant::tenant* office) {
    kept_call k{};
    const external_party nobody, &party = shown.external ? *shown.external : nobody;
    const bool shows = !party.withheld; // a number that the trunk alone told is never shown
    if (shows) k.shown = party.e164;
    const std::string_view text = shows ? std::string_view(party.text) : std::string_view();
    k.texts = many.keep(shown.id + std::string(text) + party.name).data();
    k.id_size = static_cast<std::uint32_t>(shown.id.size());
    k.text_size = static_cast<std::uint32_t>(text.size());
    k.name_size = static_cast<std::uint32_t>(party.name.size());
    k.caller = caller;
    k.start = shown.start;
    k.end = shown.end;
    k.office = office;
    k.did = few.keep(shown.did);
    k.campaign = few.keep(shown.campaign);
    k.queue = few.keep(shown.queue);
    k.rang = few.keep_list(shown.rang);
    k.tenant = static_cast<std::uint32_t>(shown.tenant);
    k.disposition = shown.disposition;
    k.outcome = shown.outcome;
    kept.push_back(k);
}

void missed_report::take(const call& whole, const call& shown, const tenant::tenant* office) {
    const std::uint64_t caller = whole.external && whole.external->e164 ? whole.external->e164->value() : 0;
    if (caller && whole.direction != direction::internal) body_->keep_contact(whole, shown);
    const bool short_one = whole.direction == direction::inbound && whole.outcome == call_outcome::short_abandon;
    if ((is_missed(whole) || short_one) && body_->when.has(whole.start)) body_->keep_call(shown, caller, office);
}

void missed_report::take_back(const std::string& id) {
    const std::uint64_t hash = hash_of(id, 47);
    std::erase_if(body_->contacts, [hash](const contact& c) { return c.id == hash; });
    std::erase_if(body_->kept, [&id](const kept_call& k) { return k.id() == id; });
}

missed_call missed_report::body::told(const kept_call& k) const {
    missed_call m;
    m.id = k.id();
    m.caller = k.shown;
    m.text = k.text();
    m.name = k.name();
    m.did = few[k.did];
    m.campaign = few[k.campaign];
    m.queue = few[k.queue];
    m.at = k.start;
    m.waited = std::chrono::duration_cast<milliseconds>(k.end - k.start);
    m.disposition = k.disposition;
    m.outcome = k.outcome;
    m.rang = few.list(k.rang);
    m.tenant = k.tenant;
    const time_zone& local = k.office ? k.office->zone : zone;
    if (k.office) m.open = k.office->hours.open_at(k.start, local);
    m.hour = local.to_local(k.start).hour;
    follow(m, k);
    return m;
}

/// What became of it: the calls with the same party that came after.
void missed_report::body::follow(missed_call& m, const kept_call& k) const {
    if (!k.caller) return;
    const instant over = m.at + m.waited;
    const auto mine = [&](const contact& c) { return c.tenant == k.tenant && c.caller == k.caller; };
    auto at = std::lower_bound(
        contacts.begin(), contacts.end(), std::tuple(k.tenant, k.caller, over),
        [](const contact& c, const auto& key) { return std::tuple(c.tenant, c.caller, c.start) < key; });
    for (; at != contacts.end() && mine(*at); ++at) {
        if (!at->answered) {
            ++m.tried_back;
            continue;
        }
        resolution r;
        r.how = at->inbound ? resolution::how_type::called_again : resolution::how_type::called_back;
        r.by = few[at->by];
        r.at = at->start;
        r.after = r.after_open = std::chrono::duration_cast<milliseconds>(at->start - over);
        if (k.office) r.after_open = k.office->hours.open_between(over, at->start, k.office->zone);
        m.resolved = std::move(r);
        return;
    }
}

void missed_report::body::sort() {
    std::sort(contacts.begin(), contacts.end(), [this](const contact& a, const contact& b) {
        return std::tie(a.tenant, a.caller, a.start, few[a.by]) < std::tie(b.tenant, b.caller, b.start, few[b.by]);
    });
    std::sort(kept.begin(), kept.end(), [](const kept_call& a, const kept_call& b) {
        return std::pair(a.start, a.id()) < std::pair(b.start, b.id());
    });
}

missed_summary missed_report::finish(const on_missed& tell) {
    body_->sort();
    missed_summary out;
    std::map<std::tuple<std::string, std::string, unsigned>, missed_count> by_line;
    std::map<std::string, std::size_t> people;
    for (const bool short_ones : {false, true})
        for (const kept_call& k : body_->kept) {
            if ((k.outcome == call_outcome::short_abandon) != short_ones) continue;
            const missed_call m = body_->told(k);
            out.all.add(m);
            by_line[{m.did, m.campaign, m.hour}].add(m);
            if (!short_ones)
                for (const std::string& who : m.rang) ++people[who];
            tell(m);
        }
    for (const auto& [where, count] : by_line)
        out.by_line_and_hour.push_back({std::get<0>(where), std::get<1>(where), std::get<2>(where), count});
    for (const auto& [who, times] : people) out.people.push_back({who, times});
    std::stable_sort(out.people.begin(), out.people.end(),
                     [](const unanswered& a, const unanswered& b) { return a.times > b.times; });
    *body_ = body{body_->zone, body_->when};
    return out;
}

missed_summary missed_report::finish() {
    std::vector<missed_call> missed, short_abandons;
    missed_summary out = finish([&](const missed_call& m) {
        (m.outcome == call_outcome::short_abandon ? short_abandons : missed).push_back(m);
    });
    out.missed = std::move(missed);
    out.short_abandons = std::move(short_abandons);
    return out;
}

} // namespace almon::inline v0::cdr
