// SPDX-License-Identifier: BSL-1.0
#include "column_inference.hpp"

#include <algorithm>

#include "asterisk_words.hpp"

namespace almon::inline v0::cdr {

namespace {

using enum column;

// layouts of cdr_custom that people copy from each other: Asterisk's sample, and FreePBX's columns with fractions
constexpr column sample[] = {clid,     src,         dst,      dcontext,  channel,  dstchannel, lastapp,
                             lastdata, start,       answer,   end,       duration, billsec,    disposition,
                             amaflags, accountcode, uniqueid, userfield, sequence};
constexpr column with_fractions[] = {clid,        src,        dst,           dcontext,    channel,      dstchannel,
                                     lastapp,     lastdata,   start,         answer,      end,          duration,
                                     billsec,     duration_f, billsec_f,     disposition, amaflags,     accountcode,
                                     peeraccount, uniqueid,   linkedid,      sequence,    userfield,    did,
                                     cnum,        cnam,       outbound_cnum, dst_cnam,    recordingfile};
constexpr column freepbx[] = {start,         clid,      src,      dst,           dcontext,    channel,  dstchannel,
                              lastapp,       lastdata,  duration, billsec,       disposition, amaflags, accountcode,
                              uniqueid,      userfield, did,      recordingfile, cnum,        cnam,     outbound_cnum,
                              outbound_cnam, dst_cnam,  linkedid, peeraccount,   sequence};

bool all_of(std::string_view t, std::string_view allowed) noexcept {
    return !t.empty() && t.find_first_not_of(allowed) == std::string_view::npos;
}
bool is_count(std::string_view t) noexcept {
    return all_of(t, "0123456789");
}
bool is_time(std::string_view t) noexcept {
    return t.size() >= 19 && t[4] == '-' && t[7] == '-' && t[13] == ':' && t[16] == ':';
}
bool is_fraction(std::string_view t) noexcept {
    return all_of(t, "0123456789.-") && t.find('.') != std::string_view::npos && !is_time(t);
}
bool is_channel(std::string_view t) noexcept {
    const std::size_t slash = t.find('/');
    return slash != std::string_view::npos && slash > 1 && slash + 1 < t.size() &&
           t.find_first_of(",& ") == std::string_view::npos && t.rfind('-') != std::string_view::npos &&
           t.rfind('-') > slash;
}
bool is_id(std::string_view t) noexcept {
    return asterisk::born(t) != instant{};
}
bool is_clid(std::string_view t) noexcept {
    return t.find('<') != std::string_view::npos && !t.empty() && t.back() == '>';
}
bool is_app(std::string_view t) noexcept {
    const activity a = asterisk::activity_of(t);
    return a != activity::none && a != activity::other;
}
bool is_amaflags(std::string_view t) noexcept {
    return t == "DOCUMENTATION" || t == "BILLING" || t == "OMIT" || t == "3" || t == "2" || t == "1";
}
bool is_recording(std::string_view t) noexcept {
    return t.ends_with(".wav") || t.ends_with(".WAV") || t.ends_with(".mp3") || t.ends_with(".gsm") ||
           t.ends_with(".ogg");
}
bool is_number_like(std::string_view t) noexcept {
    return all_of(t, "+0123456789*#-") && t.size() >= 2;
}
bool is_disposition(std::string_view t) noexcept {
    return asterisk::outcome_of_record(t).has_value();
}

int seconds_of_day(std::string_view t) noexcept {
    const auto two = [&](std::size_t i) { return (t[i] - '0') * 10 + (t[i + 1] - '0'); };
    return two(11) * 3600 + two(14) * 60 + two(17);
}

/// Whether `to - from` is `count` seconds, give or take what rounding and a changed clock do.
bool lasts(std::string_view from, std::string_view to, std::string_view count) noexcept {
    if (!is_time(from) || !is_time(to) || !is_count(count) || count.size() > 7) return false;
    const int found = ((seconds_of_day(to) - seconds_of_day(from)) % 3600 + 3600) % 3600;
    const int said = std::stoi(std::string(count)) % 3600;
    const int off = (found - said + 3600) % 3600;
    return off <= 1 || off >= 3599;
}

/// Whether most rows read as `l` says: a few damaged ones do not make a layout unknown.
bool fits(const layout& l, std::span<const text_row> rows) {
    const auto good = std::count_if(rows.begin(), rows.end(), [&](const text_row& r) {
        if (r.size() != l.width()) return false;
        const auto at = [&](column c) {
            return l.has(c) ? std::string_view(r[static_cast<std::size_t>(l[c])]) : std::string_view();
        };
        if (!is_channel(at(channel)) || !is_time(at(start)) || !is_disposition(at(disposition)) ||
            !is_count(at(duration)))
            return false;
        if (!at(dstchannel).empty() && !is_channel(at(dstchannel))) return false;
        if (l.has(end) && !lasts(at(start), at(end), at(duration))) return false;
        if (!at(answer).empty() && (!is_time(at(answer)) || (l.has(end) && !lasts(at(answer), at(end), at(billsec)))))
            return false;
        if (!at(uniqueid).empty() && !is_id(at(uniqueid))) return false;
        if (!at(linkedid).empty() && !is_id(at(linkedid))) return false;
        if (!at(duration_f).empty() && !is_fraction(at(duration_f))) return false;
        return at(clid).empty() || is_clid(at(clid)) || is_number_like(at(clid));
    });
    return static_cast<std::size_t>(good) * 2 > rows.size();
}

/// Finds the columns one meaning after the other, each by what only it can be.
class detective {
public:
    explicit detective(std::span<const text_row> rows) : rows_(rows), order_(rows.front().size(), other) {}

    inferred solve();

private:
    template <class Test>
    std::vector<std::size_t> columns_where(Test&& test, bool may_be_empty) const {
        std::vector<std::size_t> found;
        for (std::size_t c = 0; c < order_.size(); ++c) {
            if (order_[c] != other) continue;
            std::size_t wrong = 0;
            bool any = false;
            for (const text_row& r : rows_) {
                if (r[c].empty()) wrong += !may_be_empty;
                else if (test(std::string_view(r[c]))) any = true;
                else ++wrong;
            }
            const bool good = few(wrong);
            if (good && any) found.push_back(c);
        }
        return found;
    }
    template <class Test>
    bool only(column what, std::string_view name, Test&& test, bool may_be_empty, bool needed) {
        const auto found = columns_where(test, may_be_empty);
        if (found.size() == 1) {
            order_[found[0]] = what;
            return true;
        }
        if (!needed) return false;
        reasons_.push_back(found.empty() ? "no column reads as " + std::string(name)
                                         : std::to_string(found.size()) + " columns could be " + std::string(name));
        return false;
    }
    /// Damaged rows that do not count: one in ten.
    [[nodiscard]] bool few(std::size_t wrong) const noexcept { return wrong * 10 <= rows_.size(); }
    template <class Test>
    [[nodiscard]] bool holds(Test&& test) const {
        return few(static_cast<std::size_t>(
            std::count_if(rows_.begin(), rows_.end(), [&](const text_row& r) { return !test(r); })));
    }
    void find_times();
    bool find_lengths(std::span<const std::size_t> times, std::span<const std::size_t> counts);
    void find_channels();
    void find_ids();
    void find_callers();
    [[nodiscard]] bool same_everywhere(std::size_t a, std::size_t b) const {
        return std::all_of(rows_.begin(), rows_.end(), [&](const text_row& r) { return r[a] == r[b]; });
    }
    [[nodiscard]] int where(column c) const {
        const auto it = std::find(order_.begin(), order_.end(), c);
        return it == order_.end() ? -1 : static_cast<int>(it - order_.begin());
    }

    std::span<const text_row> rows_;
    std::vector<column> order_;
    std::vector<std::string> reasons_;
};

/// start <= answer <= end, with the durations that tell them apart: end - start = duration, end - answer = billsec.
void detective::find_times() {
    const auto times = columns_where(is_time, true);
    const auto counts = columns_where(is_count, false);
    for (const std::size_t s : times)
        for (const std::size_t e : times)
            for (const std::size_t d : counts) {
                if (s == e || s > e) continue;
                if (!holds([&](const text_row& r) { return lasts(r[s], r[e], r[d]); })) continue;
                for (const std::size_t a : times) {
                    if (a == s || a == e) continue;
                    for (const std::size_t b : counts) {
                        if (b == d) continue;
                        const bool fit = holds([&](const text_row& r) {
                            return r[a].empty() ? r[b] == "0" : lasts(r[a], r[e], r[b]) && r[a] >= r[s];
                        });
                        // written in their usual order, equal columns are told apart by it
                        if (!fit || !(s < a && a < e) || !(d < b)) continue;
                        order_[s] = start, order_[a] = answer, order_[e] = end, order_[d] = duration,
                        order_[b] = billsec;
                        return;
                    }
                }
            }
    if (find_lengths(times, counts)) return;
    reasons_.push_back("no columns hold start, answer and end with end - start = duration and end - answer = billsec");
}

/// Without answer and end: one column of times, and two counts side by side of which the second is never the longer.
bool detective::find_lengths(std::span<const std::size_t> times, std::span<const std::size_t> counts) {
    constexpr std::size_t enough = 8, longest = 5; // rows to be certain, digits of a day's seconds
    if (times.size() != 1 || rows_.size() < enough) return false;
    std::vector<std::size_t> pairs;
    for (const std::size_t c : counts) {
        if (std::find(counts.begin(), counts.end(), c + 1) == counts.end()) continue;
        const auto length = [](std::string_view t) { return t.size() > longest ? -1 : std::stoi(std::string(t)); };
        const bool within = holds([&](const text_row& r) {
            if (!is_count(r[c]) || !is_count(r[c + 1])) return false;
            const int all = length(r[c]), talk = length(r[c + 1]);
            return all >= 0 && talk >= 0 && talk <= all + 1;
        });
        const bool differ =
            std::any_of(rows_.begin(), rows_.end(), [c](const text_row& r) { return r[c] != r[c + 1]; });
        if (within && differ) pairs.push_back(c);
    }
    if (pairs.size() != 1) return false;
    order_[times.front()] = start, order_[pairs.front()] = duration, order_[pairs.front() + 1] = billsec;
    return true;
}

void detective::find_channels() {
    const auto all = columns_where(is_channel, true);
    if (all.empty()) {
        reasons_.push_back("no column names a channel");
        return;
    }
    if (all.size() > 2) reasons_.push_back(std::to_string(all.size()) + " columns could be channels");
    order_[all[0]] = channel;
    if (all.size() == 2) order_[all[1]] = dstchannel;
    if (!holds([&](const text_row& r) { return !r[all[0]].empty(); }))
        reasons_.push_back("the first channel column is empty in some rows");
}

void detective::find_ids() {
    const auto ids = columns_where(is_id, true);
    if (ids.empty()) return;
    if (ids.size() > 2) {
        reasons_.push_back(std::to_string(ids.size()) + " columns could be unique ids");
        return;
    }
    order_[ids[0]] = uniqueid;
    if (ids.size() == 1) return;
    // a call's id is that of its first channel: never later than the channel's own
    const bool first_later = std::any_of(rows_.begin(), rows_.end(), [&](const text_row& r) {
        return asterisk::born(r[ids[0]]) < asterisk::born(r[ids[1]]);
    });
    order_[ids[0]] = first_later ? linkedid : uniqueid;
    order_[ids[1]] = first_later ? uniqueid : linkedid;
}

/// The caller's number stands again inside the caller field; the application's data behind the application.
void detective::find_callers() {
    const int id = where(clid);
    if (id >= 0)
        for (std::size_t c = 0; c < order_.size() && where(src) < 0; ++c) {
            if (order_[c] != other) continue;
            const bool inside =
                holds([&](const text_row& r) { return r[static_cast<std::size_t>(id)].ends_with("<" + r[c] + ">"); });
            if (inside) order_[c] = src;
        }
    const int app = where(lastapp);
    if (app >= 0 && static_cast<std::size_t>(app) + 1 < order_.size() &&
        order_[static_cast<std::size_t>(app) + 1] == other)
        order_[static_cast<std::size_t>(app) + 1] = lastdata;
    const int from = where(src);
    if (from >= 0 && static_cast<std::size_t>(from) + 2 < order_.size()) {
        const auto next = static_cast<std::size_t>(from) + 1;
        if (order_[next] == other) order_[next] = dst;
        if (order_[next + 1] == other) order_[next + 1] = dcontext;
    }
}

inferred detective::solve() {
    find_channels();
    find_times();
    find_ids();
    only(column::disposition, "a disposition (ANSWERED, NO ANSWER …)", is_disposition, false, true);
    only(
        amaflags, "AMA flags", [](std::string_view t) { return is_amaflags(t) && t.size() > 1; }, false, false);
    only(clid, "a caller (\"Name\" <number>)", is_clid, true, true);
    only(lastapp, "an application (Dial, Queue …)", is_app, true, true);
    only(recordingfile, "a recording", is_recording, true, false);
    find_callers();
    const auto fractions = columns_where(is_fraction, false);
    if (fractions.size() == 2) order_[fractions[0]] = duration_f, order_[fractions[1]] = billsec_f;
    inferred out;
    if (reasons_.empty()) out.columns.emplace(order_);
    else out.reasons = std::move(reasons_);
    return out;
}

} // namespace

bool reads_as_record(std::span<const std::string> row) noexcept {
    return is_header(row) || (std::any_of(row.begin(), row.end(), [](const std::string& f) { return is_channel(f); }) &&
                              std::any_of(row.begin(), row.end(), [](const std::string& f) { return is_time(f); }));
}

inferred infer_columns(std::span<const text_row> rows) {
    inferred out;
    if (rows.empty()) {
        out.reasons.push_back("there is no row to tell from");
        return out;
    }
    const std::size_t width = rows.front().size();
    const auto other_width =
        std::count_if(rows.begin(), rows.end(), [&](const text_row& r) { return r.size() != width; });
    if (other_width > 0) {
        out.reasons.push_back("the rows do not have the same number of columns");
        return out;
    }
    for (const layout& known :
         {layout(with_fractions), layout(freepbx), layout(sample), layout(std::span<const column>(sample).first(18))})
        if (known.width() == width && fits(known, rows)) {
            out.columns = known;
            return out;
        }
    return detective(rows).solve();
}

} // namespace almon::inline v0::cdr
