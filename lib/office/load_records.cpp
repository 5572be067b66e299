// SPDX-License-Identifier: BSL-1.0
// [records]: which records of a PBX that several offices use are this one's.
#include <algorithm>

#include <fmt/format.h>

#include "load_parts.hpp"

namespace almon::inline v0::office::detail {

namespace {

/// Globs that claim something; `*` alone would claim everything.
void read_globs(section& s, std::string_view key, claim::kind_type kind, std::vector<std::string>& out,
                std::vector<claim>& claims) {
    for (placed& word : s.words(key)) {
        const bool nothing = word.text.find_first_not_of("*?") == std::string::npos;
        const bool twice = std::find(out.begin(), out.end(), word.text) != out.end();
        if (nothing)
            s.errors().add(errc::bad_value, word.at, fmt::format("{} = {} in {}", key, shown(word.text), s.name()),
                           "a name, or a glob with some letters such as \"alfa-*\"");
        else if (twice)
            s.errors().add(errc::duplicate, word.at, fmt::format("{} = {} in {}", key, shown(word.text), s.name()),
                           "each once", severity::warning);
        else {
            claims.push_back(claim_at(kind, word.text, word.at));
            out.push_back(std::move(word.text));
        }
    }
}

} // namespace

claim claim_at(claim::kind_type kind, std::string text, const toml::source_region& at) {
    return {kind, std::move(text), false, at.begin.line, at.begin.column};
}

void read_records(section& s, tenant::tenant& out, std::vector<claim>& claims) {
    read_globs(s, "contexts", claim::kind_type::context, out.own.contexts, claims);
    read_globs(s, "accounts", claim::kind_type::account, out.own.accounts, claims);
    constexpr std::string_view mark = "{extension}";
    for (placed& word : s.words("phones")) {
        const std::size_t at = word.text.find(mark);
        if (at == std::string::npos || word.text.find(mark, at + 1) != std::string::npos) {
            s.errors().add(errc::bad_value, word.at, fmt::format("phones = {} in {}", shown(word.text), s.name()),
                           "the name of a phone with {extension} in it once, such as \"alfa-{extension}\"");
            continue;
        }
        claims.push_back(claim_at(claim::kind_type::phone, word.text, word.at));
        out.phones.push_back(std::move(word.text));
    }
    s.done();
}

} // namespace almon::inline v0::office::detail
