// SPDX-License-Identifier: BSL-1.0
// Call records for C: files in, calls to a callback.
#include <mutex>
#include <optional>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/masking/redact.hpp>
#include <almon/office/offices.hpp>

#include "records.hpp"

struct almon_call {
    almon::cdr::call call;
    almon::cdr::json_options how;
    std::uint32_t version = 1;

    // what C asks for, made when it first does
    mutable std::once_flag made = {};
    mutable std::string json = {}, e164 = {};
    mutable std::vector<const char*> rang = {}, answered_by = {};

    void make() const {
        std::call_once(made, [this] {
            json = almon::cdr::to_json(call, how);
            if (call.external && call.external->e164) e164 = call.external->e164->e164();
            rang = almon::c::pointers(call.rang);
            answered_by = almon::c::pointers(call.answered_by);
        });
    }
};

using namespace almon;

namespace {

/// One reading of files.
class reading {
public:
    explicit reading(const almon_records& wanted) : wanted_(wanted) {}
    int run(almon_error** error);

private:
    void deliver(const cdr::call& call, const time_zone& zone, std::uint32_t version = 1);
    void withdraw(const std::string& id) const;

    const almon_records& wanted_;
    bool stopped_ = false;
};

void reading::deliver(const cdr::call& call, const time_zone& zone, std::uint32_t version) {
    if (stopped_) return;
    const almon_call one{call, {zone, wanted_.explain != 0}, version};
    stopped_ = wanted_.on_call(&one, wanted_.user) != 0;
}

void reading::withdraw(const std::string& id) const {
    if (wanted_.on_withdrawn && !stopped_) wanted_.on_withdrawn(id.c_str(), wanted_.user);
}

int reading::run(almon_error** error) {
    std::vector<office::record_access> offices;
    for (const office::office* o : c::offices_of(wanted_)) offices.push_back(o->records());
    office::shared_access asked = office::share(std::move(offices)).value();
    const cdr::record_files::settings how = c::settings_of(wanted_);

    for (cdr::context& one : asked.shared.contexts) one.explain = wanted_.explain != 0;
    cdr::assembler calls(asked.shared, [&](const cdr::call& call) { deliver(call, asked.zone_of(call, how.zone)); });
    std::optional<diagnostic> unreadable;
    cdr::record_files records(
        c::texts(wanted_.files, wanted_.file_count), how, [this](const diagnostic& d) { c::note(wanted_, d); },
        [&](const diagnostic& d) {
            c::note(wanted_, d);
            if (!unreadable && d.reason != cdr::errc::empty_file) unreadable = d;
        });
    while (!stopped_ && records.read_some(calls)) {
    }
    if (!stopped_) calls.finish();
    if (!stopped_)
        records.amend_late(calls, [&](const cdr::call& call, const cdr::difference& d) {
            if (d.withdrawn) withdraw(call.id);
            else deliver(call, asked.zone_of(call, how.zone), d.version);
        });
    return unreadable && !stopped_ ? c::fail(unreadable->reason, masking::redact(*unreadable), error) : 0;
}

} // namespace

extern "C" {

int almon_records_read(const almon_records* records, almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!c::is_whole(records) || !records->on_call) return c::refuse(error);
        return reading(*records).run(error);
    });
}

int almon_call_tell(const almon_call* call, almon_call_facts* facts) {
    if (!call || !c::fits(facts)) return c::refuse();
    return c::guarded(nullptr, [&]() -> int {
        call->make();
        static const cdr::external_party nobody;
        const cdr::call& from = call->call;
        const cdr::external_party& outside = from.external ? *from.external : nobody;
        const auto micros = [](instant t) { return t.time_since_epoch().count(); };
        *facts = {sizeof *facts,
                  from.id.c_str(),
                  to_string(from.direction).data(),
                  to_string(from.disposition).data(),
                  to_string(from.outcome).data(),
                  from.by.c_str(),
                  call->e164.c_str(),
                  outside.text.c_str(),
                  outside.name.c_str(),
                  outside.withheld,
                  outside.alias.c_str(),
                  outside.operator_name.c_str(),
                  outside.region.c_str(),
                  from.did.c_str(),
                  from.campaign.c_str(),
                  from.trunk.c_str(),
                  from.queue.c_str(),
                  from.responsible.c_str(),
                  micros(from.start),
                  micros(from.end),
                  from.spans.ring.count(),
                  from.spans.menu.count(),
                  from.spans.wait.count(),
                  from.spans.talk.count(),
                  from.spans.hold.count(),
                  from.spans.other.count(),
                  call->rang.data(),
                  call->rang.size(),
                  call->answered_by.data(),
                  call->answered_by.size(),
                  call->version};
        return 0;
    });
}

const char* almon_call_json(const almon_call* call) {
    if (!call) return nullptr;
    const int failed = c::guarded(nullptr, [&] { return call->make(), 0; });
    return failed ? nullptr : call->json.c_str();
}

int almon_office_view(const almon_office* office, const almon_call* call, const char* user, int64_t at,
                      almon_call** seen, almon_error** error) {
    if (seen) *seen = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !call || !user || !seen) return c::refuse(error);
        auto shown = office->front.view(call->call, user, c::moment(at)).value();
        if (shown) *seen = new almon_call{std::move(*shown), call->how, call->version};
        return 0;
    });
}

void almon_call_free(almon_call* call) {
    delete call;
}

} // extern "C"
