// SPDX-License-Identifier: BSL-1.0
#pragma once

// Several offices on one PBX write into the same records. Which of them a call belongs to, told by what each says is its
// own: account codes, lines (DIDs), contexts of the dial plan, trunks, phones.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <almon/cdr/context.hpp>
#include <almon/cdr/evidence.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::cdr {

/// Tells whose a group of evidence is. *Lifetime*: of the offices. *Threads*: one at a time.
class tenants {
public:
    explicit tenants(std::vector<const tenant::tenant*> offices);
    ~tenants();
    tenants(tenants&&) noexcept;
    tenants& operator=(tenants&&) noexcept;

    /// The index of the office that the call belongs to; nothing where nobody claims it. The surest claim decides: an
    /// account code, then our number, a context, a trunk that is no other office's, a phone. Where two offices have one
    /// of the same kind (one calls the other), the call is of that with the earlier evidence: where it began.
    [[nodiscard]] std::optional<std::size_t> owner(std::span<const evidence> group) const;

private:
    struct body;
    std::unique_ptr<body> body_;
};

/// What the assembler needs for the records of several offices.
struct shared_records {
    /// Which of `contexts` a group of evidence is read with; called before it is folded.
    using chooser = std::function<std::size_t(std::span<const evidence>)>;

    shared_records(std::vector<context> all, chooser how) : contexts(std::move(all)), choose(std::move(how)) {}

    std::vector<context> contexts; ///< at least one; the first one's limits and times hold for all
    chooser choose;                ///< empty means the first
};

/// Each office with its own context and, last, one without an office for the calls of nobody, which `almon calls` tells
/// under `default`. An office that is alone and claims nothing gets every call.
[[nodiscard]] shared_records share(std::vector<context> offices);

} // namespace almon::inline v0::cdr
