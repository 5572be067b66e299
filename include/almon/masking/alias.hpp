// SPDX-License-Identifier: BSL-1.0
#pragma once

// Aliases: short numbers that stand for an outside party of a deal, so that an employee can dial, see and transfer to
// somebody whose number he does not know.
//
//     4017  ->  (tenant, deal 4017, client)  ->  +7 916 ***-**-67
//     40172 ->  (tenant, deal 4017, owner)   ->  +7 903 ***-**-11
//
// An alias never comes to stand for anybody else, not even after it was closed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/result.hpp>
#include <almon/masking/error.hpp>
#include <almon/masking/ledger.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::masking {

/// Whether `digits` may be an alias in this office: three to nine digits that are no extension, service code, emergency
/// number or telephone number and do not begin with the outside prefix.
[[nodiscard]] result<void> check_alias(std::string_view digits, const tenant::tenant& office);

/// What is wanted of `alias_book::open`.
struct opening {
    std::string_view deal;
    number party;
    std::string_view label = {};  ///< `client`, `owner`
    std::string_view digits = {}; ///< the alias wanted; empty lets the book choose
};

/// `user:NAME`, `role:NAME`, `department:NAME` (`malformed_grantee` otherwise), without `until`.
[[nodiscard]] result<grant> parse_grantee(std::string_view text);

/// The word for it: `user`, `role`, `department`.
[[nodiscard]] std::string_view to_string(grantee_kind kind) noexcept;

/// The aliases of one office. *Threads*: as the ledger's. *Lifetime*: of both.
class alias_book {
public:
    alias_book(ledger& kept, const tenant::tenant& office) noexcept : kept_(&kept), office_(&office) {}

    /// The alias of this party of the deal: the one that it has (opened again if it was closed), else a new one. Where
    /// no digits are wanted, the deal's own number is taken if it is one and free, else that number followed by 2 to 9
    /// (the deal's further parties), else the next free of a sequence.
    [[nodiscard]] result<alias_record> open(const opening& wanted, instant now);

    /// Lets a user, a role's holders or a department's people use the alias. They must exist where the office has users.
    [[nodiscard]] result<void> grant_to(std::string_view digits, const grant& to, instant now);
    /// Ends a grant; `not_granted` where there was none.
    [[nodiscard]] result<void> revoke(std::string_view digits, grantee_kind kind, std::string_view name);
    /// Closes the alias: it leads nowhere from now on, and its grants are over.
    [[nodiscard]] result<void> close(std::string_view digits, instant now);

    /// For whom the alias stands, if `who` may know how to reach them: `unknown_alias`, `alias_closed`, `not_granted`
    /// or `grant_expired` otherwise. Reads only; a call that goes out is told by `touch`.
    [[nodiscard]] result<alias_record> resolve(std::string_view digits, const tenant::user& who, instant now) const;
    /// Counts as activity on the alias.
    void touch(std::string_view digits, instant now);

    /// Which alias to show `who` when `caller` rings: of the open ones granted to him the one used last; of several
    /// used at the same time the lowest number; nothing where no grant links the two.
    [[nodiscard]] std::optional<alias_record> shown_to(const tenant::user& who, number caller, instant now) const;

    /// Open aliases that the office can no longer tell from its extensions, codes or numbers: to be told at load.
    struct collision {
        std::string digits;
        error why;
    };
    [[nodiscard]] std::vector<collision> collisions() const;

private:
    result<void> may_use(std::string_view digits, const tenant::user& who, instant now) const;
    result<alias_record> open_chosen(const opening& wanted, instant now);
    result<alias_record> add(const opening& wanted, std::string_view digits, instant now);
    result<alias_record> known(const alias_record& found, const opening& wanted, instant now);

    ledger* kept_;
    const tenant::tenant* office_;
};

} // namespace almon::inline v0::masking
