// SPDX-License-Identifier: BSL-1.0
#include "office.hpp"

#include "directory.hpp"

struct almon_instructions {
    almon::office::instructions told;
    std::string otherwise, json, agi;
    std::vector<std::string> presents; ///< of the trunks, in their order
    std::vector<const char*> extensions, pop;
};

using namespace almon;

namespace {

using c::moment;
using c::pointers;

int hand_over(office::instructions told, almon_instructions** to) {
    auto made = std::make_unique<almon_instructions>();
    made->told = std::move(told);
    made->otherwise = to_string(made->told.otherwise);
    made->json = to_json(made->told);
    made->agi = to_agi(made->told);
    made->extensions = pointers(made->told.extensions);
    made->pop = pointers(made->told.pop);
    for (const office::way_out& w : made->told.trunks) made->presents.push_back(w.present ? w.present->e164() : "");
    *to = made.release();
    return 0;
}

/// The directory now in force, kept until the office is closed; null where there is none.
const operators::directory* keep_directory(almon_office& office) {
    auto now = office.front.directory();
    const std::scoped_lock lock(office.guard);
    if (office.directories.empty() || office.directories.back() != now) office.directories.push_back(std::move(now));
    return office.directories.back().get();
}

} // namespace

extern "C" {

int almon_office_open(const char* path, almon_office** office, almon_error** error) {
    if (office) *office = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!path || !office) return c::refuse(error);
        auto opened = almon::office::office::open(path);
        if (!opened) return c::fail(opened.error().mistakes, error);
        *office = new almon_office{std::move(*opened)};
        return 0;
    });
}

const char* almon_office_name(const almon_office* office) {
    return office ? office->name.c_str() : nullptr;
}

int almon_office_reload(almon_office* office, almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!office) return c::refuse(error);
        const auto done = office->front.reload();
        return done ? 0 : c::fail(done.error().mistakes, error);
    });
}

void almon_office_close(almon_office* office) {
    delete office;
}

int almon_office_incoming(const almon_office* office, const almon_incoming* call, almon_instructions** instructions,
                          almon_error** error) {
    if (instructions) *instructions = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !c::fits(call) || !instructions) return c::refuse(error);
        const auto copy = [](const char* s) { return std::string(c::text(s)); };
        return hand_over(
            office->front.incoming({copy(call->trunk), copy(call->did), copy(call->caller), copy(call->digits)},
                                   moment(call->at)),
            instructions);
    });
}

int almon_office_dial(const almon_office* office, const almon_outgoing* call, almon_instructions** instructions,
                      almon_error** error) {
    if (instructions) *instructions = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !c::fits(call) || !instructions) return c::refuse(error);
        const auto copy = [](const char* s) { return std::string(c::text(s)); };
        return hand_over(office->front.dial({copy(call->user), copy(call->digits), copy(call->via), copy(call->caller),
                                             copy(call->trunk), copy(call->party)},
                                            moment(call->at)),
                         instructions);
    });
}

int almon_instructions_tell(const almon_instructions* instructions, almon_told* told) {
    if (!instructions || !c::fits(told)) return c::refuse();
    const office::instructions& i = instructions->told;
    told->act = to_string(i.what).data();
    told->name = i.name.c_str();
    told->extensions = instructions->extensions.data();
    told->extension_count = instructions->extensions.size();
    told->trunk_count = i.trunks.size();
    told->otherwise = instructions->otherwise.c_str();
    told->record = word_of(policy::recording_names, i.record).data();
    told->announce_recording = i.announce_recording;
    told->show = i.show.c_str();
    told->alias = i.alias.c_str();
    told->pop = instructions->pop.data();
    told->pop_count = instructions->pop.size();
    told->caller = i.caller.c_str();
    told->register_in_crm = i.register_in_crm;
    told->refused = i.refused ? i.refused->code().data() : "";
    told->why_count = i.why.size();
    return 0;
}

int almon_instructions_trunk(const almon_instructions* instructions, size_t index, almon_way_out* way) {
    if (!instructions || index >= instructions->told.trunks.size() || !c::fits(way)) return c::refuse();
    const office::way_out& w = instructions->told.trunks[index];
    *way = {sizeof *way, w.trunk.c_str(), instructions->presents[index].c_str(), w.digits.c_str(), w.channel.c_str()};
    return 0;
}

int almon_instructions_because(const almon_instructions* instructions, size_t index, almon_because* because) {
    if (!instructions || index >= instructions->told.why.size() || !c::fits(because)) return c::refuse();
    const office::because& b = instructions->told.why[index];
    *because = {sizeof *because, b.rule.c_str(), b.text.c_str(), b.line};
    return 0;
}

const char* almon_instructions_json(const almon_instructions* instructions) {
    return instructions ? instructions->json.c_str() : nullptr;
}

const char* almon_instructions_agi(const almon_instructions* instructions) {
    return instructions ? instructions->agi.c_str() : nullptr;
}

void almon_instructions_free(almon_instructions* instructions) {
    delete instructions;
}

int almon_office_decide(const almon_office* office, const char* user, const char* verb, const char* object, int64_t at,
                        almon_decision* decision, almon_error** error) {
    return c::guarded(error, [&]() -> int {
        if (!office || !user || !verb || !c::fits(decision)) return c::refuse(error);
        const auto found = office->front.decide(user, verb, c::text(object), moment(at));
        if (!found) return c::fail(found.error(), error);
        const policy::obligations& with = found->with;
        *decision = {sizeof *decision,
                     found->allowed,
                     word_of(policy::reason_names, found->why).data(),
                     word_of(policy::visibility_names, with.show_number).data(),
                     word_of(policy::presentation_names, with.present).data(),
                     word_of(policy::recording_names, with.record).data(),
                     with.announce,
                     found->line};
        return 0;
    });
}

int almon_office_lookup(almon_office* office, const almon_number* number, almon_assignment* assignment) {
    return c::guarded(nullptr, [&]() -> int {
        if (!office) return c::refuse();
        return c::look_up(keep_directory(*office), number, assignment);
    });
}

} // extern "C"
