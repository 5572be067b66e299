// SPDX-License-Identifier: BSL-1.0
#pragma once

// Readers: bytes of one source, in pieces of any size, to evidence. A bad record costs itself and nothing else.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/error.hpp>
#include <almon/cdr/evidence.hpp>
#include <almon/core/clock.hpp>
#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>

namespace almon::inline v0::cdr {

/// What PBXs write and almon reads.
enum class format : std::uint8_t {
    asterisk_csv,        ///< cdr_csv's Master.csv
    asterisk_cdr_custom, ///< cdr_custom, in any order of columns
    asterisk_cel,        ///< cel_custom as CSV
    asterisk_ami,        ///< events of the manager interface
    asterisk_ari,        ///< events of the REST interface, one JSON object a line
    asterisk_queue_log,
    asterisk_sql, ///< tables of records or events: a dump, an export
};

[[nodiscard]] std::string_view to_string(format f) noexcept;
/// `asterisk-csv` and so on; nothing for another word.
[[nodiscard]] std::optional<format> parse_format(std::string_view name) noexcept;
/// All names, for a message.
[[nodiscard]] std::vector<std::string_view> format_names();

/// How one source is to be read.
struct source {
    std::string name;                 ///< for diagnostics
    std::uint32_t file = 0;           ///< number of the source, copied into the evidence
    time_zone zone;                   ///< of times that are written without one
    std::vector<std::string> columns; ///< of records, or of events; others read theirs. Empty: the rows tell
};

class reader {
public:
    using on_diagnostic = std::function<void(const diagnostic&)>;

    virtual ~reader() = default;
    /// Takes the next bytes. *Lifetime*: they need not outlive the call.
    virtual void feed(std::string_view bytes, evidence_sink& out) = 0;
    /// The file is over: what was begun is finished or reported.
    virtual void finish(evidence_sink& out) = 0;
    /// Nothing more comes for now: what waits for more records to be understood is delivered if it can be.
    virtual void rest(evidence_sink&) {}
    /// Whether records that were fed are not evidence yet, so that reading again has to begin before them.
    [[nodiscard]] virtual bool holds_back() const noexcept { return false; }

    struct counts {
        std::size_t records = 0;  ///< delivered as evidence
        std::size_t repaired = 0; ///< of these, with a repair
        std::size_t rejected = 0; ///< left out
    };
    [[nodiscard]] const counts& count() const noexcept { return counts_; }

protected:
    explicit reader(on_diagnostic tell) : tell_(std::move(tell)) {}
    [[gnu::cold]] void report(error reason, const source& s, std::uint32_t line, severity level, std::string found = {},
                              std::string expected = {}) {
        (level == severity::rejected ? counts_.rejected : counts_.repaired) += level == severity::warning ? 0 : 1;
        if (tell_) tell_({reason, s.name, line, 0, std::move(found), std::move(expected), level});
    }

    counts counts_;

private:
    on_diagnostic tell_;
};

[[nodiscard]] std::unique_ptr<reader> make_reader(format f, source s, reader::on_diagnostic tell);

/// Which format the first bytes of a file are in; nothing where that is not certain.
[[nodiscard]] std::optional<format> detect_format(std::string_view head) noexcept;

} // namespace almon::inline v0::cdr
