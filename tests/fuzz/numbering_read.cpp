// SPDX-License-Identifier: BSL-1.0
// Any bytes as a phone number: an error whose offset lies in the text, or a number that is read back from each of its
// own spellings. The first two bytes choose the home.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <almon/numbering/find.hpp>
#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/read_address.hpp>

using namespace almon;
using namespace almon::numbering;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string region = {static_cast<char>('A' + data[0] % 26), static_cast<char>('A' + data[1] % 26)};
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const home where{region, data[0] % 2 != 0 ? "495" : ""};
    (void)read_address(text, {where});
    for (const found_number& f : find(text, where))
        if (f.begin >= f.end || f.end > text.size() || !f.value.valid()) std::abort();
    const result<parsed> found = read(text, where);
    if (!found) {
        if (found.error().offset() > text.size()) std::abort();
        return 0;
    }
    for (const style s : {style::e164, style::international, style::rfc3966}) {
        const written w = format(found->number(), s);
        if (w.view().size() > 64) std::abort();
        // a number that is valid is read back from what is written
        const result<parsed> back = read(w.view(), {""});
        if (found->valid() && (!back || back->number() != found->number())) std::abort();
    }
    return 0;
}
