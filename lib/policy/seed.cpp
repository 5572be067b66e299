// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/seed.hpp>

#include <initializer_list>
#include <string_view>

namespace almon::inline v0::policy {

namespace {

std::vector<word> words(std::initializer_list<std::string_view> texts) {
    std::vector<word> all;
    for (std::string_view text : texts) all.push_back({std::string(text), 0, 0});
    return all;
}

struct duty_words {
    std::string_view show_number, present, record;
};

raw_role role(std::string_view name, std::initializer_list<std::string_view> permit,
              std::initializer_list<std::string_view> forbid, const duty_words& owes) {
    raw_role r;
    r.name.text = name;
    r.permit = words(permit);
    r.forbid = words(forbid);
    r.show_number = word{std::string(owes.show_number), 0, 0};
    r.present = word{std::string(owes.present), 0, 0};
    r.record = word{std::string(owes.record), 0, 0};
    return r;
}

} // namespace

std::vector<raw_role> seed_roles() {
    return {
        role("supervisor", {"*"}, {}, {"full", "own", "never"}),
        role("operator",
             {"call.answer",
              "call.queue",
              "call.internal",
              "call.alias",
              "call.external",
              "call.decide",
              "call.transfer",
              "call.transfer_alias",
              "call.conference",
              "call.hold",
              "call.park",
              "call.pickup",
              "call.callback",
              "call.originate",
              "call.pause",
              "data.view_number",
              "data.view_name",
              "data.view_calls",
              "data.view_deal",
              "data.edit_deal",
              "data.search",
              "data.search_number",
              "data.create_client",
              "data.edit_client",
              "data.assign",
              "data.note",
              "data.phonebook",
              "data.grant_alias",
              "surface.phone",
              "surface.softphone",
              "surface.crm",
              "surface.popup",
              "stats.view@role:operator",
              "stats.live@role:operator"},
             {"recording.*", "supervise.*", "admin.*", "data.export"}, {"full", "line", "always"}),
        role("controller",
             {"recording.listen", "recording.transcript", "recording.annotate", "recording.evaluate", "stats.*",
              "data.view_calls", "call.internal", "call.hold", "surface.phone", "surface.wallboard"},
             {"surface.crm", "surface.popup", "call.answer", "call.queue", "call.alias", "call.external",
              "data.view_number", "data.reveal_number", "data.edit_client", "data.export"},
             {"partial", "office", "always"}),
        role("agent", {"call.internal", "call.alias", "call.answer", "call.hold", "surface.phone", "surface.mobile"},
             {"data.view_number", "data.reveal_number", "data.search_number", "data.export", "call.external",
              "call.international", "call.premium", "call.transfer_external", "call.forward_external",
              "call.conference_external", "recording.*", "stats.*", "supervise.*", "admin.*", "surface.pbx"},
             {"alias", "office", "always"}),
    };
}

} // namespace almon::inline v0::policy
