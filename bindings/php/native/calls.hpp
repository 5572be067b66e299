// SPDX-License-Identifier: BSL-1.0
#pragma once

// Records in, calls out, for PHP: a run over some files that gives its calls piece by piece.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/json.hpp>

#include "answer.hpp"

namespace almon::php {

/// A call that a PHP object holds, and how it is written.
struct kept_call {
    cdr::call call;
    cdr::json_options how;
    std::uint32_t version = 1;
};

/// The id of a run over `files` in this format (`auto` to look). `offices` are ids of offices as text;
/// `zone` may be empty. Nothing is read yet.
[[nodiscard]] answer calls_open(const std::vector<std::string_view>& files, std::string_view format,
                                const std::vector<std::string_view>& offices, std::string_view zone,
                                const std::vector<std::string_view>& columns, std::int64_t explain);
/// The ids of the next calls, at most `most`; none when the files are over. A file that cannot be read at all is a
/// failure.
[[nodiscard]] answer calls_next(std::int64_t id, std::int64_t most);
/// The rows that were repaired or left out since this was asked last.
[[nodiscard]] answer calls_mistakes(std::int64_t id);
/// The ids of calls that turned out to be part of another since this was asked last.
[[nodiscard]] answer calls_withdrawn(std::int64_t id);
[[nodiscard]] answer calls_close(std::int64_t id);

/// The call as JSON text, numbers in full.
[[nodiscard]] answer call_json(std::int64_t id);
/// 1, or 2 of a call that comes again, whole.
[[nodiscard]] answer call_version(std::int64_t id);
[[nodiscard]] answer call_release(std::int64_t id);

/// The call of this id; null where there is none.
[[nodiscard]] std::shared_ptr<const kept_call> find_call(std::int64_t id);
[[nodiscard]] std::int64_t keep_call(kept_call c);

/// How many runs and calls PHP holds: for tests that look for leaks.
[[nodiscard]] answer held();

} // namespace almon::php
