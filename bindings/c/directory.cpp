// SPDX-License-Identifier: BSL-1.0
#include "directory.hpp"

#include <array>
#include <charconv>

#include <almon/numbering/parse.hpp>

struct almon_directory {
    almon::operators::directory mapped;
};

namespace almon::c {

result<number> number_of(const almon_number* given) noexcept {
    if (!fits(given)) return error(core_errc::invalid_argument);
    std::array<char, 24> digits = {'+'};
    const char* const end = std::to_chars(digits.data() + 1, digits.data() + digits.size(), given->value).ptr;
    const result<numbering::parsed> found = numbering::read({digits.data(), end}, {});
    if (!found || found->number().value() != given->value) return error(core_errc::invalid_argument);
    return found->number();
}

int look_up(const operators::directory* from, const almon_number* given, almon_assignment* out) noexcept {
    const result<number> n = number_of(given);
    if (!n || !fits(out)) return refuse();
    *out = {};
    out->struct_size = sizeof *out;
    out->ported = to_string(operators::ported::unknown).data();
    const auto found = from ? from->lookup(*n) : std::nullopt;
    if (!found) return 0;
    const auto put = [](std::string_view text, const char*& data, size_t& size) {
        data = text.data();
        size = text.size();
    };
    out->found = 1;
    out->ported = to_string(found->carried).data();
    put(found->now->name, out->operator_name, out->operator_name_size);
    put(found->now->brand, out->operator_brand, out->operator_brand_size);
    put(found->holder->name, out->holder_name, out->holder_name_size);
    put(found->region->name, out->region, out->region_size);
    if (const auto origin = from->origin_of(*found)) {
        put(origin->source->file, out->source_file, out->source_file_size);
        out->source_row = origin->row;
    }
    return 0;
}

} // namespace almon::c

using namespace almon;

extern "C" {

int almon_directory_open(const char* path, almon_directory** directory, almon_error** error) {
    if (directory) *directory = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!path || !directory) return c::refuse(error);
        auto opened = operators::directory::open(path);
        if (!opened) return c::fail(opened.error(), error);
        *directory = new almon_directory{std::move(*opened)};
        return 0;
    });
}

int almon_directory_lookup(const almon_directory* directory, const almon_number* number, almon_assignment* assignment) {
    if (!directory) return c::refuse();
    return c::look_up(&directory->mapped, number, assignment);
}

void almon_directory_close(almon_directory* directory) {
    delete directory;
}

} // extern "C"
