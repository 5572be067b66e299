// SPDX-License-Identifier: BSL-1.0
#pragma once

// The aliases of one office for those who only look: opened read-only when first asked, so that a report makes no store
// and keeps no writer waiting. A store that is not there has no aliases.

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/masking/alias.hpp>
#include <almon/office/load.hpp>

namespace almon::inline v0::office::detail {

/// *Threads*: any. *Fork*: as the store's.
class alias_reader {
public:
    alias_reader(std::shared_ptr<const office_file> file, milliseconds patience)
        : file_(std::move(file)), patience_(patience) {}

    /// For whom `digits` stood at `at`; nothing where they were no alias, or the store does not answer.
    [[nodiscard]] std::optional<number> resolve(std::string_view digits, instant at) noexcept;
    /// Under which alias `who` knows `outside`. Throws `store_error` where the store is there and broken.
    [[nodiscard]] std::optional<std::string> shown_to(const tenant::user& who, number outside, instant now);
    /// Open aliases that the office can no longer tell from its own numbers. Throws `store_error`.
    [[nodiscard]] std::vector<masking::alias_book::collision> collisions();

    [[nodiscard]] const std::shared_ptr<const office_file>& file() const noexcept { return file_; }

private:
    masking::ledger* open();

    std::shared_ptr<const office_file> file_;
    milliseconds patience_;
    std::mutex guard_;
    std::unique_ptr<masking::ledger> kept_;
};

} // namespace almon::inline v0::office::detail
