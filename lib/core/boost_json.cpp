// SPDX-License-Identifier: BSL-1.0
// Boost.JSON compiled once, here: its one source takes seconds.
#include <boost/json/src.hpp>
