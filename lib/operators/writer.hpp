// SPDX-License-Identifier: BSL-1.0
#pragma once

// Lays a snapshot out.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/core/result.hpp>
#include <almon/operators/detail/layout.hpp>

namespace almon::inline v0::operators::detail {

/// A range that somebody holds; ids point into the tables beside it.
struct held_range {
    std::uint64_t first = 0, last = 0;
    std::uint32_t holder = 0, region = 0;
    std::uint32_t row = 0;
    std::uint32_t source = 0;
};

/// The texts of a snapshot, one after another.
class string_pool {
public:
    [[nodiscard]] string_ref keep(std::string_view text) {
        const string_ref ref{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
        bytes_ += text;
        return ref;
    }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// Everything that a snapshot holds, before it is laid out.
struct contents {
    instant built;
    std::vector<held_range> ranges; ///< in order, not overlapping
    std::vector<operator_record> operators;
    std::vector<region_record> regions;
    std::vector<source_record> sources;
    string_pool strings;
};

/// The file's bytes; `operators.too_many` where an id does not fit.
[[nodiscard]] result<std::vector<std::byte>> write_snapshot(const contents& all);

} // namespace almon::inline v0::operators::detail
