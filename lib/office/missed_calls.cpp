// SPDX-License-Identifier: BSL-1.0
#include <almon/office/missed_calls.hpp>

#include <optional>
#include <utility>

#include <almon/cdr/assembler.hpp>

namespace almon::inline v0::office {

namespace {

/// Gives the report what the viewer may see.
class missed_reading {
public:
    missed_reading(const missed_request& wanted, shared_access asked, cdr::missed_report report,
                   std::optional<office_user> viewer)
        : wanted_(wanted), asked_(std::move(asked)), report_(std::move(report)), viewer_(std::move(viewer)) {}

    cdr::missed_summary read() {
        cdr::assembler calls(asked_.shared, [this](const cdr::call& c) { take(c); });
        cdr::record_files files(wanted_.files, wanted_.reading, wanted_.bad_record, wanted_.bad_file);
        while (files.read_some(calls)) {
        }
        calls.finish();
        files.amend_late(calls, [this](const cdr::call& c, const cdr::difference& d) {
            report_.take_back(c.id);
            if (!d.withdrawn) take(c);
        });
        return report_.finish();
    }

private:
    void take(const cdr::call& c) {
        const bool claimed = c.tenant < asked_.offices.size();
        const tenant::tenant* office = claimed ? &asked_.offices[c.tenant].file->tenant : nullptr;
        if (!viewer_) return report_.take(c, office);
        if (c.tenant != viewer_->office) return; // another office's calls are none of his
        const auto seen = wanted_.offices[c.tenant]->view(c, viewer_->name, wanted_.now).value();
        if (seen) report_.take(c, *seen, office);
    }

    const missed_request& wanted_;
    shared_access asked_;
    cdr::missed_report report_;
    std::optional<office_user> viewer_;
};

} // namespace

result<missed_calls> read_missed_calls(const missed_request& wanted) {
    std::vector<record_access> offices;
    for (const office* o : wanted.offices) offices.push_back(o->records());
    shared_access asked = share(std::move(offices)).value();
    const time_zone zone = asked.offices.empty() ? wanted.reading.zone : asked.offices.front().file->tenant.zone;
    const auto when = cdr::period::between(wanted.since, wanted.until, zone);
    if (!when) return when.error();
    std::optional<office_user> viewer;
    if (!wanted.viewer.empty()) {
        auto found = find_user(wanted.offices, wanted.viewer);
        if (!found) return found.error();
        viewer = std::move(*found);
    }
    return missed_calls{
        missed_reading(wanted, std::move(asked), cdr::missed_report(zone, *when), std::move(viewer)).read(), zone};
}

} // namespace almon::inline v0::office
