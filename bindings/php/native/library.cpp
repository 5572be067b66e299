// SPDX-License-Identifier: BSL-1.0
#include "library.hpp"

#include <almon/core/version.hpp>
#include <almon/numbering/error.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/office/error.hpp>
#include <almon/operators/error.hpp>
#include <almon/policy/error.hpp>
#include <almon/policy/vocabulary.hpp>

namespace almon::php {

namespace {

template <std::size_t N>
void add(json::array& to, const error_info (&table)[N]) {
    for (const error_info& row : table) to.push_back(json::array{row.number, row.name, row.cause});
}

} // namespace

answer version() {
    return json::object{{"library", library_version()}, {"metadata", numbering::metadata_version()}};
}

answer errors() {
    json::array all;
    add(all, core_errc_table);
    add(all, numbering::errc_table);
    add(all, operators::errc_table);
    add(all, policy::errc_table);
    add(all, office::errc_table);
    return all;
}

answer verbs() {
    json::array all;
    for (const policy::verb_info& v : policy::verbs) all.push_back(json::array{v.name, v.meaning});
    return all;
}

} // namespace almon::php
