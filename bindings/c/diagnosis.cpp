// SPDX-License-Identifier: BSL-1.0
// What a trunk does to numbers, for C.
#include <almon/numbering/diagnose.hpp>

#include "handles.hpp"

struct almon_diagnosis {
    almon::numbering::diagnosis found;
    std::string finding = found.finding(), office_lines = found.office_lines(), json = almon::numbering::to_json(found);
};

using namespace almon;

extern "C" {

int almon_diagnose(const char* const* texts, size_t count, const almon_home* home, almon_diagnosis** diagnosis,
                   almon_error** error) {
    if (diagnosis) *diagnosis = nullptr;
    return c::guarded(error, [&]() -> int {
        if ((count && !texts) || (home && !c::fits(home)) || !diagnosis) return c::refuse(error);
        std::vector<std::string> observed;
        observed.reserve(count);
        for (size_t i = 0; i < count; ++i) observed.emplace_back(c::text(texts[i]));
        const numbering::home where{c::text(home ? home->region : nullptr), c::text(home ? home->area : nullptr)};
        *diagnosis = new almon_diagnosis{numbering::diagnose(observed, where)};
        return 0;
    });
}

int almon_diagnosis_tell(const almon_diagnosis* diagnosis, almon_diagnosis_facts* facts) {
    if (!diagnosis || !c::fits(facts)) return c::refuse();
    const numbering::diagnosis& d = diagnosis->found;
    *facts = {sizeof *facts,
              diagnosis->finding.c_str(),
              d.rules.home.c_str(),
              d.rules.area.c_str(),
              to_string(d.rules.writes).data(),
              d.rules.outside_prefix.c_str(),
              d.rules.technical_prefix.c_str(),
              diagnosis->office_lines.c_str(),
              d.numbers,
              d.confidence};
    return 0;
}

const char* almon_diagnosis_json(const almon_diagnosis* diagnosis) {
    return diagnosis ? diagnosis->json.c_str() : nullptr;
}

void almon_diagnosis_free(almon_diagnosis* diagnosis) {
    delete diagnosis;
}

} // extern "C"
