// SPDX-License-Identifier: BSL-1.0
#include "ami_snapshot.hpp"

#include <algorithm>
#include <utility>

#include "../names.hpp"
#include "asterisk_words.hpp"

namespace almon::inline v0::cdr {

namespace {

std::int64_t count_in(std::string_view text) noexcept {
    std::int64_t n = 0;
    for (const char c : text)
        if (c >= '0' && c <= '9' && n < 1'000'000'000) n = n * 10 + (c - '0');
    return n;
}

/// `00:01:05` or `65`, in seconds; -1 where it is neither.
std::int64_t age_in(std::string_view text) noexcept {
    if (text.empty() || text.size() > 12) return -1;
    std::int64_t total = 0, part = 0;
    for (const char c : text) {
        if (c == ':') {
            total = (total + part) * 60;
            part = 0;
        } else if (c >= '0' && c <= '9' && part < 1'000'000'000) {
            part = part * 10 + (c - '0');
        } else {
            return -1;
        }
    }
    return total + part;
}

std::string_view either(const event_block& block, std::string_view one, std::string_view other) noexcept {
    const std::string_view value = block[one];
    return value.empty() ? block[other] : value;
}

} // namespace

ami_snapshot::found ami_snapshot::read(const event_block& block, std::uint32_t line) {
    found f;
    f.channel = block["Channel"];
    f.id = block["Uniqueid"];
    f.group = block["Linkedid"];
    f.caller = asterisk::known(block["CallerIDNum"]);
    f.name = asterisk::known(block["CallerIDName"]);
    if (!is_utf8(f.name)) f.name = to_utf8(f.name).text;
    f.dialled = asterisk::known(block["Exten"]);
    f.context = block["Context"];
    f.account = block["AccountCode"];
    f.room = either(block, "BridgeId", "BridgeID");
    f.application = block["Application"];
    f.argument = either(block, "ApplicationData", "Data");
    f.up = block["ChannelState"] == "6";
    f.age = age_in(either(block, "Duration", "Seconds"));
    f.line = line;
    return f;
}

/// One channel may be told by CoreShowChannels and by Status.
void ami_snapshot::add(found f) {
    if (f.channel.empty() || f.id.empty()) return;
    const auto known = std::find_if(list_.begin(), list_.end(), [&f](const found& k) { return k.id == f.id; });
    if (known == list_.end()) list_.push_back(std::move(f));
}

activity ami_snapshot::kind_of_technology(std::string_view technology) noexcept {
    if (technology == "holding_bridge") return activity::park; // waiting there, not talking
    return technology == "softmix" ? activity::conference : activity::other;
}

activity ami_snapshot::kind_of(std::string_view room) const noexcept {
    for (const auto& [id, kind] : rooms_)
        if (id == room) return kind;
    return activity::none;
}

bool ami_snapshot::take(std::string_view event, const event_block& block, const evidence& e) {
    newest_ = std::max(newest_, e.at);
    pattern_.file = e.file;
    if (event == "CoreShowChannel" || event == "Status") {
        if (!reading_) list_.clear();
        reading_ = true;
        add(read(block, e.line));
        return true;
    }
    if (event == "CoreShowChannelsComplete" || event == "StatusComplete") {
        if (!std::exchange(reading_, false)) list_.clear();
        const std::string_view items = either(block, "ListItems", "Items");
        if (!items.empty() && count_in(items) != static_cast<std::int64_t>(list_.size())) {
            list_.clear(); // cut within the answer
            return false;
        }
        waits_ = true;
        everything_ = everything_ || event == "CoreShowChannelsComplete";
        pattern_.line = e.line;
        return true;
    }
    if (event == "QueueEntry") {
        constexpr std::size_t most = 65536;
        if (queued_.size() < most) queued_.push_back(read(block, e.line));
        queued_.back().argument = block["Queue"];
        queued_.back().age = count_in(block["Wait"]);
        waits_ = true;
    } else if (event == "BridgeInfoChannel") {
        inside_.push_back(read(block, e.line));
    } else if (event == "BridgeListItem" || event == "BridgeInfoComplete") {
        take_bridge(block["BridgeUniqueid"], block["BridgeTechnology"]);
    }
    return true;
}

void ami_snapshot::take_bridge(std::string_view room, std::string_view technology) {
    std::erase_if(rooms_, [room](const auto& r) { return r.first == room; });
    constexpr std::size_t most = 4096;
    if (rooms_.size() < most) rooms_.emplace_back(room, kind_of_technology(technology));
    for (found& f : inside_) {
        f.room = room;
        const auto listed = std::find_if(list_.begin(), list_.end(), [&f](const found& k) { return k.id == f.id; });
        if (listed == list_.end()) list_.push_back(std::move(f));
        else listed->room = room;
    }
    inside_.clear();
    waits_ = true;
}

/// `f` as evidence. *Lifetime*: its views look at `f`.
evidence ami_snapshot::about(const found& f, fact what, instant at) const {
    evidence e = pattern_;
    e.what = what;
    e.at = at;
    e.line = f.line;
    e.channel = f.channel;
    e.id = f.id;
    e.group = f.group;
    return e;
}

void ami_snapshot::tell(instant at, evidence_sink& out) {
    for (const found& f : list_) {
        evidence e = about(f, fact::present, at);
        e.caller = f.caller;
        e.caller_name = f.name;
        e.dialled = f.dialled;
        e.context = f.context;
        e.account = f.account;
        e.doing = asterisk::activity_of(f.application);
        if (f.dialled == "h") e.doing = activity::none; // after the end
        if (e.doing == activity::outgoing) e.argument = f.application == "AppQueue" ? f.dialled : std::string_view{};
        else if (e.doing != activity::other) e.argument = f.argument;
        if (f.up) e.result = outcome::answered;
        e.born = asterisk::born(f.id);
        if (f.age >= 0) e.born = std::max(e.born, at - std::chrono::seconds(f.age + 1));
        out.take(e);
    }
    for (const found& f : list_) {
        evidence e = about(f, fact::inside, at);
        e.doing = f.room.empty() ? activity::none : kind_of(f.room);
        if (e.doing != activity::park) e.room = f.room;
        else e.doing = activity::none; // in no bridge in which anybody talks
        out.take(e);
    }
    for (const found& f : queued_) {
        if (f.channel.empty() || f.id.empty()) continue;
        evidence e = about(f, fact::present, at);
        e.caller = f.caller;
        e.born = asterisk::born(f.id);
        e.doing = activity::queue;
        e.argument = f.argument;
        e.lasted = std::chrono::seconds(f.age);
        out.take(e);
    }
    queued_.clear();
    if (std::exchange(everything_, false)) {
        evidence e = pattern_;
        e.what = fact::counted;
        e.at = at;
        out.take(e);
    }
}

/// The answers were given before `next`, and not before what was heard last. A channel's id tells the second in which it
/// was made and its age whole seconds, which leaves less than two; without them it is the earliest that can be. Where that
/// is over before others of the list were made, the channel is younger than its id, which says nothing then.
void ami_snapshot::tell_before(instant next, evidence_sink& out) {
    waits_ = false;
    instant made, most = instant::max();
    const auto dated = [](const found& f) { return asterisk::born(f.id) != instant{} && f.age >= 0; };
    for (const found& f : list_)
        if (dated(f)) made = std::max(made, asterisk::born(f.id) + std::chrono::seconds(f.age));
    for (const found& f : list_) {
        const instant over = asterisk::born(f.id) + std::chrono::seconds(f.age + 2);
        if (dated(f) && over > made) most = std::min(most, over - microseconds(1));
    }
    instant at = std::max(newest_, made);
    if (most != instant::max() || at == instant{}) at = std::max(at, std::min(next - microseconds(1), most));
    tell(at, out);
}

void ami_snapshot::time_is(instant t, evidence_sink& out) {
    if (waits_) tell_before(t, out);
    newest_ = std::max(newest_, t);
}

void ami_snapshot::finish(evidence_sink& out) {
    const bool timed = newest_ != instant{} || std::any_of(list_.begin(), list_.end(), [](const found& f) {
                           return asterisk::born(f.id) != instant{} && f.age >= 0;
                       });
    if (waits_ && timed) tell_before(instant::max(), out);
}

} // namespace almon::inline v0::cdr
