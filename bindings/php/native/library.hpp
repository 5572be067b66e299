// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the library as a whole tells of itself.

#include "answer.hpp"

namespace almon::php {

/// `{"library", "metadata"}`.
[[nodiscard]] answer version();

/// Every error of every module: `[[number, code, message]]`.
[[nodiscard]] answer errors();

/// Every verb of policies: `[[name, meaning]]`.
[[nodiscard]] answer verbs();

/// The words of every enum that crosses as a word: `{enum: [words]}`.
[[nodiscard]] answer words();

} // namespace almon::php
