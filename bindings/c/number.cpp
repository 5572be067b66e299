// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <span>

#include <almon/core/version.hpp>
#include <almon/numbering/format.hpp>

#include "directory.hpp"

using namespace almon;
using namespace almon::numbering;

static_assert(static_cast<int>(number_type::voicemail) == ALMON_VOICEMAIL);
static_assert(static_cast<int>(possibility::invalid_length) == ALMON_INVALID_LENGTH);
static_assert(static_cast<int>(style::rfc3966) == ALMON_RFC3966);

namespace {

void copy(std::string_view from, std::span<char> to) {
    const std::size_t size = std::min(from.size(), to.size() - 1);
    std::copy_n(from.begin(), size, to.begin());
    to[size] = '\0';
}

void tell(const parsed& p, almon_number& out) {
    out.value = p.number().value();
    out.type = static_cast<std::int32_t>(p.type());
    out.possible = static_cast<std::int32_t>(p.plan().possible());
    out.valid = p.valid();
    copy(p.region(), out.region);
    copy(p.extension(), out.extension);
    copy(p.carrier_code().view(), out.carrier_code);
}

template <class Judge>
int read_number(const char* text, const almon_home* given, almon_number* out, almon_error** error, Judge judge) {
    return c::guarded(error, [&]() -> int {
        if (!text || !c::fits(out) || (given && !c::fits(given))) return c::refuse(error);
        const home where = given ? home{c::text(given->region), c::text(given->area)} : home{};
        const result<parsed> found = judge(text, where);
        if (!found) return c::fail(found.error(), error);
        tell(*found, *out);
        return 0;
    });
}

/// The number and the extension in a struct that C filled: checked, because C can write anything into it.
result<parsed> number_in(const almon_number& given) {
    const result<almon::number> n = c::number_of(&given);
    if (!n) return n.error();
    parsed found(*n, look_up(*n), origin::plus);
    extension_digits extension;
    for (const char c : std::string_view(given.extension, strnlen(given.extension, sizeof given.extension - 1))) {
        if (c < '0' || c > '9') return error(core_errc::invalid_argument);
        extension.push_back(c);
    }
    found.set_extension(extension);
    return found;
}

int write_text(std::string_view text, char* out, size_t room) {
    if (text.size() >= room) return c::refuse();
    copy(text, {out, room});
    return 0;
}

} // namespace

extern "C" {

const char* almon_version(void) {
    return library_version().data();
}

const char* almon_metadata_version(void) {
    return metadata_version().data();
}

const char* almon_number_type_name(int32_t type) {
    if (type < ALMON_UNKNOWN || type > ALMON_VOICEMAIL) return nullptr;
    return to_string(static_cast<number_type>(type)).data();
}

int almon_number_parse(const char* text, const almon_home* home, almon_number* number, almon_error** error) {
    return read_number(text, home, number, error,
                       [](std::string_view spelling, const numbering::home& where) -> result<parsed> {
                           const result<almon::number> judged = parse(spelling, where);
                           if (!judged) return judged.error();
                           return read(spelling, where);
                       });
}

int almon_number_read(const char* text, const almon_home* home, almon_number* number, almon_error** error) {
    return read_number(text, home, number, error,
                       [](std::string_view spelling, const numbering::home& where) { return read(spelling, where); });
}

int almon_number_write(const almon_number* number, int32_t style, char* out, size_t room) {
    return c::guarded(nullptr, [&]() -> int {
        if (!c::fits(number) || !out || style < ALMON_E164 || style > ALMON_MASKED) return c::refuse();
        const result<parsed> found = number_in(*number);
        if (!found) return c::fail(found.error(), nullptr);
        if (style == ALMON_MASKED) return write_text(found->number().masked(), out, room);
        return write_text(format(*found, static_cast<numbering::style>(style)), out, room);
    });
}

} // extern "C"
