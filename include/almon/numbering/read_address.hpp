// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a PBX wrote into a caller or callee field, read as the office means it: own extensions first, then emergency
// and short codes, then telephone numbers, then SIP URIs, then nobody, with the reason.

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <almon/numbering/address.hpp>
#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/digit_pattern.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering {

/// A yes-or-no question about digits, asked of an object that outlives the call. Two words, no allocation.
class digits_predicate {
public:
    constexpr digits_predicate() = default;
    template <class Callable>
        requires(!std::same_as<std::remove_cvref_t<Callable>, digits_predicate>)
    constexpr digits_predicate(const Callable& object) noexcept // NOLINT: implicit, so that a lambda may be passed
        : object_(&object), ask_([](const void* o, std::string_view digits) -> bool {
              return (*static_cast<const Callable*>(o))(digits);
          }) {}

    [[nodiscard]] bool operator()(std::string_view digits) const { return ask_ && ask_(object_, digits); }

private:
    const void* object_ = nullptr;
    bool (*ask_)(const void*, std::string_view) = nullptr;
};

/// What `read_address` has to know of the office. *Lifetime*: a view; what it points to must outlive it.
struct address_context {
    home where;                                   ///< how bare and local numbers are read
    std::string_view outside_prefix = {};         ///< digits dialled for an outside line, as `9`
    std::span<const std::string> extensions = {}; ///< patterns of own extensions: `10x`; x is any digit
    std::span<const std::string> emergency = {};  ///< emergency numbers beside 112
    digits_predicate is_extension = {};           ///< asked after the patterns
    const dial_rules* rules = nullptr;            ///< of the trunk or PBX that wrote the field, where it is known
};

/// Reads `text`, in any spelling that PBXs write: digits, `"Name" <digits>`, a SIP or tel URI, a word for a withheld
/// or unknown caller. Never fails: what nothing explains is nobody, `malformed`, with its text kept.
[[nodiscard]] address read_address(std::string_view text, const address_context& office);

} // namespace almon::inline v0::numbering
