// SPDX-License-Identifier: BSL-1.0
#pragma once

// From registers to a snapshot: rows are read and mended, newer registers laid over older ones, operators made one by
// their ИНН, and the whole written as detail/layout.hpp says.
//
//     builder b;
//     b.add_file("DEF-9xx.2026-08.csv").value();
//     publish(b.finish(system_now()).value(), "operators.almon");

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/core/result.hpp>
#include <almon/operators/register.hpp>

namespace almon::inline v0::operators {

/// Collects registers. Where they disagree about a number the newer one wins: by the dates in the files' names
/// (`2026-08`, `2014`, `20260801`) if every name has one, else by order, the last given being the newest. Numbers that
/// only an older register has keep its answer. *Threads*: one.
class builder {
public:
    builder();
    ~builder();
    builder(builder&&) noexcept;
    builder& operator=(builder&&) noexcept;

    /// Reads one register. The report tells every repaired and rejected row.
    const register_report& add(std::string_view file, std::string_view bytes);
    /// The same for a file; `core.not_found` or `core.io` where it cannot be read.
    result<const register_report*> add_file(const std::string& path);

    /// One report a register, in the order given.
    [[nodiscard]] std::span<const register_report> reports() const noexcept;
    /// Whether any row was repaired or rejected, or a register refused: what strict building must not publish.
    [[nodiscard]] bool clean() const noexcept;

    /// The snapshot's bytes, the same for the same registers and time. `operators.nothing_to_build` where no row was
    /// good, `operators.too_many` past 65,535 operators or regions or two billion ranges.
    [[nodiscard]] result<std::vector<std::byte>> finish(instant built) const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// The date that a file's name holds, as `2026-08-01`, `2026-08` or `2026`; empty where it holds none.
[[nodiscard]] std::string date_in_name(std::string_view file);

/// Puts `bytes` at `path` whole or not at all: written under a temporary name beside it, synced, renamed. Whoever has
/// the old file mapped keeps it. Throws `store_error`: `core.no_space` or `core.io`; the old file is then untouched.
void publish(std::span<const std::byte> bytes, const std::string& path);

} // namespace almon::inline v0::operators
