// SPDX-License-Identifier: BSL-1.0
#pragma once

// `almon::result<T>`: a value, or the error that stood in its way. It is Boost's `system::result`; reading the
// value of a failed result throws `almon::failure`, so that one function serves both styles of caller.

#include <boost/system/result.hpp>

#include <almon/core/error.hpp>

namespace almon::inline v0 {

/// A `T`, or an `error`. `has_value()`, `value()`, `error()`, `operator*`, as in Boost.System.
template <class T, class Error = error>
using result = boost::system::result<T, Error>;

/// Called by `result::value()` of a failed result. Throws `failure`.
[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
    throw failure(e);
}

} // namespace almon::inline v0
