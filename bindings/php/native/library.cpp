// SPDX-License-Identifier: BSL-1.0
#include "library.hpp"

#include <almon/cdr/call.hpp>
#include <almon/cdr/error.hpp>
#include <almon/cdr/missed.hpp>
#include <almon/cdr/readers/reader.hpp>
#include <almon/core/version.hpp>
#include <almon/masking/error.hpp>
#include <almon/numbering/error.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/office/error.hpp>
#include <almon/office/instructions.hpp>
#include <almon/operators/assignment.hpp>
#include <almon/operators/error.hpp>
#include <almon/policy/decide.hpp>
#include <almon/policy/error.hpp>
#include <almon/policy/vocabulary.hpp>
#include <almon/routing/error.hpp>
#include <almon/routing/router.hpp>
#include <almon/store/error.hpp>

namespace almon::php {

namespace {

template <std::size_t N>
void add(json::array& to, const error_info (&table)[N]) {
    for (const error_info& row : table) to.push_back(json::array{row.number, row.name, row.cause});
}

template <std::size_t N>
json::array words_of(const std::array<std::string_view, N>& names) {
    json::array all;
    for (const std::string_view name : names) all.emplace_back(name);
    return all;
}

/// The words of an enum whose values are counted from 0 to `last`.
template <class Enum>
json::array words_until(Enum last) {
    json::array all;
    for (int i = 0; i <= static_cast<int>(last); ++i) all.emplace_back(to_string(static_cast<Enum>(i)));
    return all;
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
    add(all, routing::errc_table);
    add(all, masking::errc_table);
    add(all, policy::errc_table);
    add(all, office::errc_table);
    add(all, cdr::errc_table);
    add(all, store::errc_table);
    return all;
}

answer verbs() {
    json::array all;
    for (const policy::verb_info& v : policy::verbs) all.push_back(json::array{v.name, v.meaning});
    return all;
}

answer words() {
    json::array formats = {"auto"};
    for (const std::string_view name : cdr::format_names()) formats.emplace_back(name);
    return json::object{
        {"CallFormat", std::move(formats)},
        {"NumberType", words_until(numbering::number_type::voicemail)},
        {"Possibility", words_until(numbering::possibility::invalid_length)},
        {"Ported", words_until(operators::ported::yes)},
        {"DecisionReason", words_of(policy::reason_names)},
        {"Visibility", words_of(policy::visibility_names)},
        {"Presentation", words_of(policy::presentation_names)},
        {"Recording", words_of(policy::recording_names)},
        {"Scope", words_of(policy::scope_names)},
        {"Direction", words_of(policy::direction_names)},
        {"NumberClass", words_of(policy::number_class_names)},
        {"CallState", words_of(policy::call_state_names)},
        {"Evidence", words_of(policy::evidence_names)},
        {"Disposition", words_until(cdr::disposition::cut_while_ringing)},
        {"Outcome", words_until(cdr::call_outcome::ignored)},
        {"Act", words_until(office::act::reject)},
        {"RouteRank", words_until(routing::rank::file_order)},
        {"TransferKind", words_until(cdr::transfer_kind::redirect)},
        {"ResolvedHow", words_until(cdr::resolution::how_type::called_again)},
        {"TransferResult", words_until(cdr::transfer_result::no_answer_returned)},
    };
}

} // namespace almon::php
