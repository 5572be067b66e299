// SPDX-License-Identifier: BSL-1.0
// Any bytes through the redaction of text, in every style: all that is no number is left byte for byte as it was.
#include <almon/masking/redact.hpp>

#include <cstdlib>
#include <string_view>

using namespace almon;

namespace {

/// Whether `part` can be had from `whole` by leaving bytes out.
bool is_within(std::string_view part, std::string_view whole) {
    std::size_t at = 0;
    for (char c : whole)
        if (at < part.size() && part[at] == c) ++at;
    return at == part.size();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (size > 65536) return 0;
    for (const char* style : {"partial", "last:2", "country", "nothing"}) {
        const masking::style how = masking::style::parse(style).value();
        const masking::redacted_text done = masking::redact(text, how, {"RU", "495"});
        if (done.numbers == 0 && done.text != text) std::abort();
        if (done.text.size() > text.size() + done.numbers * 24) std::abort();
        if (how.kind() != masking::style::kind_type::nothing || done.numbers == 0) continue;
        // with every number as three stars, what remains beside the stars is the text's own
        std::string rest;
        std::size_t stars = 0;
        for (char c : done.text)
            if (c == '*') ++stars;
            else rest += c;
        if (!is_within(rest, text) || stars < done.numbers * 3) std::abort();
    }
    (void)masking::style::parse(text);
    return 0;
}
