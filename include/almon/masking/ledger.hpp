// SPDX-License-Identifier: BSL-1.0
#pragma once

// The port of masking: what must be kept, and what whoever keeps it must guarantee. `store::sqlite` implements it; the
// suite tests/support/ledger_contract.hpp tests any implementation.
//
// Every call is atomic and durable when it returns: there is no half alias after a crash. Uniqueness is the keeper's
// (unique keys, not a read before a write), so that any number of processes may open aliases at once:
//   (tenant, digits)       one alias, for ever: a closed one is kept so that its digits never stand for another
//   (tenant, deal, party)  one alias
// A broken keeper throws `store_error`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::masking {

enum class grantee_kind : std::uint8_t { user, role, department };

/// Leave to dial, see and be shown an alias.
struct grant {
    grantee_kind kind = grantee_kind::user;
    std::string name;
    std::optional<instant> until; ///< ends before this moment; nothing means until the alias is closed
    instant granted;

    friend bool operator==(const grant&, const grant&) = default;
};

/// An alias as it is kept. `party` prints masked only.
struct alias_record {
    std::string digits;
    std::string deal;
    std::string label; ///< which party of the deal: `client`, `owner`; may be empty
    number party;
    instant opened;
    instant active; ///< when it was last used; at first when it was opened
    std::optional<instant> closed;

    friend bool operator==(const alias_record&, const alias_record&) = default;
};

/// What `add_alias` found.
enum class added : std::uint8_t {
    fresh,        ///< added; `record` is the new one
    digits_taken, ///< another pair has, or had, these digits; `record` is that one
    pair_known,   ///< the pair has an alias, open or closed; `record` is that one
};

class ledger {
public:
    struct new_alias {
        std::string_view tenant, digits, deal, label;
        number party;
        instant now;
    };
    struct addition {
        added what;
        alias_record record;
    };

    virtual ~ledger() = default;

    /// Adds an alias unless its digits or its pair are there; where both are, the pair counts.
    virtual addition add_alias(const new_alias& wanted) = 0;
    virtual std::optional<alias_record> find_alias(std::string_view tenant, std::string_view digits) = 0;
    virtual std::optional<alias_record> find_pair(std::string_view tenant, std::string_view deal, number party) = 0;
    /// The open aliases that stand for `party`, lowest digits first (as numbers).
    virtual std::vector<alias_record> open_aliases_of(std::string_view tenant, number party) = 0;
    /// All aliases of the tenant, closed ones included, lowest digits first (as numbers).
    virtual std::vector<alias_record> aliases(std::string_view tenant) = 0;
    /// Closes an open alias and ends its grants. False where there is no such open alias.
    virtual bool close_alias(std::string_view tenant, std::string_view digits, instant now) = 0;
    /// Opens a closed alias again, for the same pair. False where there is no such closed alias.
    virtual bool reopen_alias(std::string_view tenant, std::string_view digits, instant now) = 0;
    /// Remembers that an open alias was used; never moves its time backwards. False where there is none.
    virtual bool touch_alias(std::string_view tenant, std::string_view digits, instant now) = 0;

    /// Grants, or replaces the same grantee's grant. False where there is no such open alias.
    virtual bool put_grant(std::string_view tenant, std::string_view digits, const grant& g) = 0;
    /// False where there was no such grant.
    virtual bool remove_grant(std::string_view tenant, std::string_view digits, grantee_kind kind,
                              std::string_view name) = 0;
    /// By kind, then name.
    virtual std::vector<grant> grants_of(std::string_view tenant, std::string_view digits) = 0;

    /// A number not below `least` that this call has never returned before for the tenant.
    virtual std::uint64_t next_sequence(std::string_view tenant, std::uint64_t least) = 0;
};

} // namespace almon::inline v0::masking
