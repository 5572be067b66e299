// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows of Asterisk's call records to evidence: what Master.csv and cdr_custom share.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    /// Whether the row that was just split, and cannot be read as a record, is a header, as files that were put together
    /// have in the middle: then it was obeyed.
    virtual bool obeys_header() { return false; }

    /// Reads the row that was just split.
    void take_row(const layout& l, std::uint32_t number, evidence_sink& out);
    [[gnu::cold]] void wrong_width(std::size_t found, std::size_t expected, std::uint32_t number);

    /// The names in the row that was just split, where it names all that a record needs; else nothing.
    [[nodiscard]] std::vector<std::string> header_in_row() const;
    /// The layout is another from the next row on, though it may stand where the old one stood.
    void forget_layout() noexcept { layout_ = nullptr; }

    /// Whether this is the last line, and nothing ends it.
    [[nodiscard]] bool cut_off(std::uint32_t number) const noexcept { return cut_off_ && number == cutter_.number(); }

    source source_;
    csv_row row_;

private:
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    void take_split(std::string_view line, std::uint32_t number, evidence_sink& out);
    bool read_row(std::uint32_t number, evidence& e);
    [[gnu::cold]] std::optional<instant> read_other_time(std::string_view text);
    [[gnu::cold]] bool read_other_times(std::uint32_t number, evidence& e);
    struct record_times {
        instant start, end, answer;
        bool answered;
    };
    void place(const record_times& t, std::uint32_t number, evidence& e);
    bool read_times(std::uint32_t number, evidence& e);
    bool read_durations(std::uint32_t number, evidence& e);
    instant recorded_at(std::string_view file);
    instant moment_named(std::string_view t);
    void read_parties(std::uint32_t number, evidence& e);
    void read_caller(std::string_view& name, std::string_view& number);

    [[gnu::cold]] void set_layout(const layout& l);
    [[gnu::cold]] void make_single(const csv_scan::bits& doubled);
    [[nodiscard]] std::string_view text(column c) const noexcept {
        const auto place = static_cast<std::size_t>(c);
        return in_line_ ? row_.between_quotes(field_of_[place]) : text_[place];
    }

    line_cutter cutter_;
    bool cut_off_ = false; // the file does not end with a line's end
    civil_clock clock_, utc_{time_zone()};
    // of one row; each row writes the same members of both anew, and columns that are missing stay empty
    const layout* layout_ = nullptr;
    std::vector<csv_row::wanted> wanted_;
    csv_scan::bits caller_field_{};                   // the bit of the caller's
    std::array<std::uint8_t, column_count> field_of_; // where each column stands
    bool in_line_ = false;                            // and its text is looked up there; else in
    std::array<std::string_view, column_count> text_;
    bool doubled_caller_ = false; // whether the quotes of the caller are still doubled
    evidence evidence_;
    std::string without_nul_, name_;
};

/// Records of cdr_custom that are known to be written as CSV.
[[nodiscard]] std::unique_ptr<reader> make_csv_records_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
