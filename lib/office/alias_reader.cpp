// SPDX-License-Identifier: BSL-1.0
#include "alias_reader.hpp"

#include <almon/store/sqlite.hpp>

namespace almon::inline v0::office::detail {

/// Null where there is no store (yet).
masking::ledger* alias_reader::open() {
    const std::lock_guard lock(guard_);
    if (kept_) return kept_.get();
    const auto path = store::sqlite_path(file_->store);
    if (!path) return nullptr;
    try {
        kept_ = std::make_unique<store::sqlite>(
            *path, store::sqlite_options{store::sqlite_options::mode::read_only, patience_});
    } catch (const store_error& e) {
        if (e.reason() != store::errc::missing) throw;
    }
    return kept_.get();
}

std::optional<number> alias_reader::resolve(std::string_view digits, instant at) noexcept {
    try {
        masking::ledger* kept = open();
        const auto found = kept ? kept->find_alias(file_->tenant.name, digits) : std::nullopt;
        if (!found || found->opened > at) return std::nullopt;
        return found->party;
    } catch (const std::exception&) { // a call record without its alias is a call record all the same
        return std::nullopt;
    }
}

std::optional<std::string> alias_reader::shown_to(const tenant::user& who, number outside, instant now) {
    masking::ledger* kept = open();
    if (!kept) return std::nullopt;
    const auto found = masking::alias_book(*kept, file_->tenant).shown_to(who, outside, now);
    return found ? std::optional(found->digits) : std::nullopt;
}

std::vector<masking::alias_book::collision> alias_reader::collisions() {
    masking::ledger* kept = open();
    if (!kept) return {};
    return masking::alias_book(*kept, file_->tenant).collisions();
}

} // namespace almon::inline v0::office::detail
