// SPDX-License-Identifier: BSL-1.0
#pragma once

// The front door: one object that answers every question about one office, from the file that describes it, the operator
// snapshot and the store that it names.
//
//     const auto agency = office::office::open("office.toml").value();
//     const office::instructions told = agency.incoming({"mango", "+74951234567", "89161234567"}, now);

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/context.hpp>
#include <almon/core/clock.hpp>
#include <almon/core/log.hpp>
#include <almon/core/result.hpp>
#include <almon/masking/alias.hpp>
#include <almon/numbering/calling_hours.hpp>
#include <almon/office/clients.hpp>
#include <almon/office/instructions.hpp>
#include <almon/office/load.hpp>
#include <almon/operators/directory.hpp>
#include <almon/policy/decide.hpp>
#include <almon/routing/router.hpp>

namespace almon::inline v0::office {

/// A call that comes in from outside.
struct incoming_call {
    std::string trunk;  ///< name in the office file, or the channel as the PBX names it
    std::string did;    ///< our number, as the trunk writes it
    std::string caller; ///< as the trunk writes it: a number, a URI, `anonymous`, or nothing
    std::string digits; ///< an extension or alias that the caller dialled after our number; empty where none
};

/// A call that one of us places.
struct outgoing_call {
    std::string user;   ///< name, extension, or agent id
    std::string digits; ///< what was dialled: an extension, an alias, or a number
    std::string via;    ///< the trunk by which the user called in from a mobile; empty from a desk phone
    std::string caller; ///< the caller id on that trunk
    std::string trunk;  ///< the trunk that the user asks for; empty for the best
    std::string party;  ///< the outside party that is being transferred to `digits`; empty where none
};

/// What the front door is opened with.
struct options {
    client_lookup clients;                         ///< the CRM; where empty, the office file's `clients`
    std::chrono::milliseconds crm_budget{250};     ///< how long a waiting caller waits for it
    std::chrono::milliseconds store_patience{500}; ///< and how long for a store that another process writes to
    log_hook log;
    /// Whether opening and reloading read all aliases to warn of those that an extension or code has taken since. A
    /// program that answers one call and ends has better things to do.
    enum class alias_check : std::uint8_t { at_load, never };
    alias_check check = alias_check::at_load;
};

/// What a reload changed, in words that hold no number.
struct reload_report {
    std::vector<std::string> changes;
    std::vector<diagnostic> warnings;
};

/// The book of aliases and the file that it belongs to, which stays as it is while this is held.
struct alias_access {
    std::shared_ptr<const office_file> file;
    masking::alias_book book;
};

/// What the assembler of call records asks the office: its lines and people, what calls count as, whose an alias is, who
/// serves a number. The office file stays as it is while this is held. *Lifetime*: the context is of this.
struct record_access {
    std::shared_ptr<const office_file> file;
    cdr::context context;
};

/// *Threads*: every member may be called from any thread; a reload never mixes two versions in one answer. *Fork*: the
/// store is opened again by the child; the rest is plain memory.
class office {
public:
    /// Reads the office file, maps the operator snapshot if the file names one that is there, opens the store when it is
    /// first needed. `load_failure` with every mistake of the file.
    [[nodiscard]] static result<office, load_failure> open(const std::string& path, options with = {});
    office(office&&) noexcept;
    office& operator=(office&&) noexcept;
    ~office();

    /// Where an outside caller goes. Never fails: when something that is needed does not answer (store, CRM), the client
    /// falls to the operators, and `why` says so.
    [[nodiscard]] instructions incoming(const incoming_call& c, instant now) const;

    /// What happens when one of us dials. `reject` with `refused` and the deciding rule where the office does not allow
    /// it; an emergency call always goes out.
    [[nodiscard]] instructions dial(const outgoing_call& c, instant now) const;

    /// May `user` do `verb` to `object` (as `policy::find_object` reads it; empty for everything)?
    /// `office.unknown_user`, or the policy's own error.
    [[nodiscard]] result<policy::decision> decide(std::string_view user, std::string_view verb, std::string_view object,
                                                  instant now) const;

    /// Through which trunks `user` would call `n`, and why. `office.unknown_user`.
    [[nodiscard]] result<routing::route> route(std::string_view user, number n, std::string_view trunk,
                                               instant now) const;

    /// The time zones in which the owner of `n` may be: those of his range in the operator snapshot, and where that does
    /// not know the number, those of the numbering plan.
    [[nodiscard]] std::vector<std::string> zones(number n) const;

    /// Whether `n` may be called: within `rules` in every one of its zones.
    [[nodiscard]] bool safe_to_call(number n, instant now, const numbering::calling_hours& rules) const;

    /// The operator snapshot; null where the office file names none that is there.
    [[nodiscard]] std::shared_ptr<const operators::directory> directory() const;

    /// The call as `user` may see it; nothing where he may not, or where it is another office's (by its id). `office.unknown_user`. Reads the store, and throws
    /// `store_error` where one is there and broken: then nothing is shown.
    [[nodiscard]] result<std::optional<cdr::call>> view(const cdr::call& c, std::string_view user, instant now) const;

    /// For `cdr::assembler`. The store is only read, and asked when a call needs it; where it is not there, or does not
    /// answer, aliases stay unresolved.
    [[nodiscard]] record_access records() const;

    /// The aliases of this office. Throws `store_error` where the store cannot be opened, `failure` with
    /// `office.no_store` where the office file names none.
    [[nodiscard]] alias_access aliases() const;

    /// The office file as it is now in force.
    [[nodiscard]] std::shared_ptr<const office_file> file() const;

    /// Reads the office file and the snapshot again. With a mistake the old stay in force.
    [[nodiscard]] result<reload_report, load_failure> reload();

private:
    struct body;
    explicit office(std::unique_ptr<body> b) noexcept;
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::office
