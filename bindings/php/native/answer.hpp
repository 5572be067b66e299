// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the native functions hand to PHP: a tree of plain values. A failure is an object whose first key is `error`; the
// typed layer turns it into an exception, so that no native frame with its arguments stands in a stack trace.

#include <string_view>

#include <boost/json.hpp>

#include <almon/core/diagnostic.hpp>
#include <almon/core/error.hpp>

namespace almon::php {

namespace json = boost::json;
using answer = json::value;

/// `{"error": code, "message", "number", "offset"}`.
[[nodiscard]] json::object failed(const error& e);

/// The same for a text that could not be read; `"kind": "parse"`.
[[nodiscard]] json::object failed_parse(const error& e);

/// The same for a broken resource; `"kind": "store"`.
[[nodiscard]] json::object failed_store(const error& e, std::string_view what);

/// One mistake of a file, as a row of values.
[[nodiscard]] json::array to_array(const diagnostic& d);

/// The text, null where it is empty: what is absent is null in PHP.
[[nodiscard]] inline json::value or_null(std::string_view text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

} // namespace almon::php
