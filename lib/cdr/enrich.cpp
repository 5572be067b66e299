// SPDX-License-Identifier: BSL-1.0
// What others know about the outsider: the alias book, and the operator directory.

#include "core/digits.hpp"
#include "fold.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Three to nine digits: fewer are a code, more a telephone number.
bool may_be_alias(std::string_view text) noexcept {
    return text.size() >= 3 && text.size() <= 9 && almon::detail::all_digits(text);
}

} // namespace

/// A masked dial: the person dialled a deal's number, and the PBX was sent that or the client's.
void fold::resolve_alias(std::string_view dialled) {
    external_party& e = *out_->external;
    if (out_->direction != direction::outbound) dialled = {}; // a caller dials us, not an alias
    for (const std::string_view digits : {std::string_view(e.text), dialled}) {
        if (!may_be_alias(digits) || scene_.people().is_extension(digits)) continue;
        const std::optional<number> stands_for = ctx_->alias(digits, out_->start);
        if (!stands_for) continue;
        const bool sent_alias = e.text == digits; // whatever number its digits may look like
        if (!sent_alias && e.e164 && e.e164 != stands_for) continue;
        e.alias = digits;
        e.e164 = stands_for;
        e.kind = address_kind::number;
        return;
    }
}

void fold::ask_others(std::string_view dialled) {
    if (!out_->external) return;
    if (ctx_->alias) resolve_alias(dialled);
    if (!ctx_->carrier_of || !out_->external->e164) return;
    if (const std::optional<carrier> found = ctx_->carrier_of(*out_->external->e164)) {
        out_->external->operator_name = found->name;
        out_->external->region = found->region;
    }
}

} // namespace almon::inline v0::cdr
