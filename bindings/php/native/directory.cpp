// SPDX-License-Identifier: BSL-1.0
#include "directory.hpp"

#include <array>

#include "file_cache.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

using operators::directory;

file_cache<const directory>& open_directories() {
    static file_cache<const directory> all; // the binding's cache of handles, one a process
    return all;
}

json::array words(std::span<const std::string_view> all) {
    json::array out;
    for (const std::string_view word : all) out.emplace_back(word);
    return out;
}

} // namespace

answer directory_open(std::string_view path) {
    if (!is_path(path)) return failed(core_errc::not_found);
    return open_directories().open(
        std::string(path),
        [](const std::string& p) { return std::make_shared<const directory>(directory::open(p).value()); },
        [](const directory&) { return std::array<std::string, 0>{}; });
}

answer directory_info(std::int64_t id) {
    const auto d = open_directories().find(id);
    if (!d) return failed(core_errc::invalid_argument);
    return json::object{
        {"built", d->built().time_since_epoch().count()}, {"numbers", d->numbers()}, {"ranges", d->range_count()}};
}

answer directory_verify(std::int64_t id) {
    const auto d = open_directories().find(id);
    if (!d) return failed(core_errc::invalid_argument);
    const result<void> good = d->verify();
    return good ? answer(nullptr) : answer(failed(good.error()));
}

answer assignment_row(const directory& d, number n) {
    const auto a = d.lookup(n);
    if (!a) return nullptr;
    const auto from = d.origin_of(*a);
    return json::array{a->now->name,
                       a->holder->name,
                       or_null(a->now->brand),
                       or_null(a->now->inn),
                       to_string(a->carried),
                       or_null(a->region->name),
                       words(a->region->codes),
                       words(a->region->zones),
                       from ? answer(from->source->file) : answer(nullptr),
                       from ? answer(from->row) : answer(nullptr)};
}

answer directory_lookup(std::int64_t id, std::int64_t value) {
    const auto d = open_directories().find(id);
    const auto n = number_of(value);
    if (!d || !n) return failed(core_errc::invalid_argument);
    return assignment_row(*d, *n);
}

} // namespace almon::php
