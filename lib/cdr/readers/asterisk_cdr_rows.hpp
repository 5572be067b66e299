// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows of Asterisk's call records to evidence: what Master.csv and cdr_custom share.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <almon/cdr/readers/reader.hpp>

#include "../names.hpp"
#include "civil_clock.hpp"
#include "columns.hpp"
#include "csv_row.hpp"
#include "lines.hpp"

namespace almon::inline v0::cdr {

/// What both kinds of file share: one row to one piece of evidence.
class cdr_reader : public reader {
public:
    cdr_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)), clock_(source_.zone) {}

    void feed(std::string_view bytes, evidence_sink& out) override;
    void finish(evidence_sink& out) override;

protected:
    /// The layout of the row that was just split; null where there is none (and that was reported).
    virtual const layout* layout_of(const csv_row& row, std::string_view text, std::uint32_t line,
                                    evidence_sink& out) = 0;
    virtual void flush(evidence_sink&) {}

    void take_row(const csv_row& row, const layout& l, std::uint32_t number, evidence_sink& out);
    void wrong_width(std::size_t found, std::size_t expected, std::uint32_t number);

    /// Whether this is the last line, and nothing ends it.
    [[nodiscard]] bool cut_off(std::uint32_t number) const noexcept { return cut_off_ && number == cutter_.number(); }

    source source_;
    csv_row row_;

private:
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    bool read_row(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    bool read_times(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    bool read_durations(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    instant recorded_at(std::string_view file);
    void read_parties(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    caller_text read_caller(const csv_row& row, const layout& l);

    static std::string_view field(const csv_row& row, const layout& l, column c) {
        return l.has(c) ? row[static_cast<std::size_t>(l[c])] : std::string_view{};
    }

    line_cutter cutter_;
    bool cut_off_ = false; // the file does not end with a line's end
    civil_clock clock_;
    evidence row_evidence_; // what one row says; each row writes the same members anew
    std::string without_nul_, name_;
};

} // namespace almon::inline v0::cdr
