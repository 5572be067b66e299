// SPDX-License-Identifier: BSL-1.0
// The report of missed calls for C.
#include <mutex>
#include <optional>
#include <utility>

#include <almon/masking/redact.hpp>
#include <almon/office/missed_calls.hpp>

#include "records.hpp"

struct almon_missed {
    almon::office::missed_calls found;

    // what C asks for, made when it first does
    mutable std::once_flag made = {};
    mutable std::string json = {};
    struct shown_call {
        std::string caller;
        std::vector<const char*> rang;
    };
    mutable std::vector<shown_call> shown = {};

    [[nodiscard]] const almon::cdr::missed_summary& all() const noexcept { return found.report; }
    [[nodiscard]] const almon::cdr::missed_call* call(size_t index) const noexcept {
        const size_t missed = all().missed.size();
        if (index < missed) return &all().missed[index];
        return index - missed < all().short_abandons.size() ? &all().short_abandons[index - missed] : nullptr;
    }
    void make() const {
        std::call_once(made, [this] {
            shown.clear(); // of a first time that memory did not suffice for
            json.clear();
            for (size_t i = 0; const almon::cdr::missed_call* m = call(i); ++i) {
                shown.push_back({m->caller ? m->caller->e164() : std::string(), almon::c::pointers(m->rang)});
                json += to_json(*m, found.zone) + "\n";
            }
            json += totals_as_json(all()) + "\n";
        });
    }
};

using namespace almon;

namespace {

int read(const almon_records& records, const almon_missed_asked& asked, almon_missed** report, almon_error** error) {
    std::optional<diagnostic> unreadable;
    office::missed_request wanted;
    wanted.files = c::texts(records.files, records.file_count);
    wanted.reading = c::settings_of(records);
    wanted.offices = c::offices_of(records);
    wanted.viewer = c::text(asked.viewer);
    wanted.since = c::text(asked.since);
    wanted.until = c::text(asked.until);
    wanted.now = c::moment(asked.at);
    wanted.bad_record = [&](const diagnostic& d) { c::note(records, d); };
    wanted.bad_file = [&](const diagnostic& d) {
        c::note(records, d);
        if (!unreadable && d.reason != cdr::errc::empty_file) unreadable = d;
    };
    auto found = office::read_missed_calls(wanted);
    if (!found) return c::fail(found.error(), error);
    if (unreadable) return c::fail(unreadable->reason, masking::redact(*unreadable), error);
    *report = new almon_missed{std::move(*found)};
    return 0;
}

void tell(const cdr::missed_count& from, const cdr::line_hour* line, almon_missed_counts& to) {
    to = {sizeof to,
          from.missed,
          from.messages,
          from.outside_hours,
          from.unresolved,
          from.short_abandons,
          line ? line->did.c_str() : "",
          line ? line->campaign.c_str() : "",
          line ? line->hour : 0};
}

} // namespace

extern "C" {

int almon_missed_read(const almon_records* records, const almon_missed_asked* asked, almon_missed** report,
                      almon_error** error) {
    if (report) *report = nullptr;
    return c::guarded(error, [&]() -> int {
        const almon_missed_asked all = {sizeof all, nullptr, nullptr, nullptr, ALMON_NOW};
        if (!report || !c::is_whole(records) || (asked && !c::fits(asked))) return c::refuse(error);
        return read(*records, asked ? *asked : all, report, error);
    });
}

int almon_missed_total(const almon_missed* report, almon_missed_counts* counts) {
    if (!report || !c::fits(counts)) return c::refuse();
    tell(report->all().all, nullptr, *counts);
    return 0;
}

size_t almon_missed_line_count(const almon_missed* report) {
    return report ? report->all().by_line_and_hour.size() : 0;
}

int almon_missed_line(const almon_missed* report, size_t index, almon_missed_counts* counts) {
    if (index >= almon_missed_line_count(report) || !c::fits(counts)) return c::refuse();
    const cdr::line_hour& line = report->all().by_line_and_hour[index];
    tell(line.count, &line, *counts);
    return 0;
}

size_t almon_missed_people_count(const almon_missed* report) {
    return report ? report->all().people.size() : 0;
}

int almon_missed_person(const almon_missed* report, size_t index, const char** who, size_t* missed) {
    if (index >= almon_missed_people_count(report) || !who || !missed) return c::refuse();
    *who = report->all().people[index].who.c_str();
    *missed = report->all().people[index].times;
    return 0;
}

int almon_missed_tell(const almon_missed* report, size_t index, almon_missed_facts* facts) {
    if (!report || !report->call(index) || !c::fits(facts)) return c::refuse();
    return c::guarded(nullptr, [&]() -> int {
        report->make();
        static const cdr::resolution nobody;
        const cdr::missed_call& from = *report->call(index);
        const cdr::resolution& then = from.resolved ? *from.resolved : nobody;
        const auto micros = [](instant t) { return t.time_since_epoch().count(); };
        *facts = {sizeof *facts,
                  from.id.c_str(),
                  report->shown[index].caller.c_str(),
                  from.text.c_str(),
                  from.name.c_str(),
                  from.did.c_str(),
                  from.campaign.c_str(),
                  from.queue.c_str(),
                  micros(from.at),
                  from.waited.count(),
                  from.open ? *from.open : -1,
                  to_string(from.disposition).data(),
                  to_string(from.outcome).data(),
                  report->shown[index].rang.data(),
                  from.rang.size(),
                  from.tried_back,
                  from.resolved ? to_string(then.how).data() : "",
                  then.by.c_str(),
                  micros(then.at),
                  then.after.count(),
                  then.after_open.count()};
        return 0;
    });
}

const char* almon_missed_json(const almon_missed* report) {
    if (!report) return nullptr;
    const int failed = c::guarded(nullptr, [&] { return report->make(), 0; });
    return failed ? nullptr : report->json.c_str();
}

void almon_missed_free(almon_missed* report) {
    delete report;
}

} // extern "C"
