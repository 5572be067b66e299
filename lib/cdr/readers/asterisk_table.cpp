// SPDX-License-Identifier: BSL-1.0
// Rows of a table: each is written as the line of CSV that the text readers know, so that there is one reading of each.
#include <algorithm>

#include <almon/cdr/readers/asterisk_sql.hpp>

#include "asterisk_cdr_rows.hpp"
#include "core/ascii.hpp"
#include "row_dialect.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Gives each piece of evidence the line of the row that it came from.
class from_line final : public evidence_sink {
public:
    from_line(evidence_sink& to, std::uint32_t line) : to_(to), line_(line) {}
    void take(const evidence& e) override {
        evidence numbered = e;
        numbered.line = line_;
        to_.take(numbered);
    }

private:
    evidence_sink& to_;
    std::uint32_t line_;
};

} // namespace

std::optional<format> table_rows::kind_of(std::span<const std::string> columns) {
    const auto has = [&](std::string_view name) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const std::string& c) { return almon::detail::is_in_any_case(c, name); });
    };
    if (has("eventtype") && has("eventtime") && has("channame") && has("uniqueid")) return format::asterisk_cel;
    const bool lasted = has("duration") || has("duration_f"), connected = has("billsec") || has("billsec_f");
    if (has("channel") && (has("calldate") || has("start")) && lasted && connected && has("disposition"))
        return format::asterisk_cdr_custom;
    return std::nullopt;
}

table_rows::table_rows(source s, reader::on_diagnostic tell) : width_(s.columns.size()) {
    const format kind = kind_of(s.columns).value_or(format::asterisk_cdr_custom);
    reader::on_diagnostic with_line = [this, tell = std::move(tell)](const diagnostic& d) {
        if (!tell) return;
        diagnostic at = d;
        at.line = line_;
        tell(at);
    };
    reader_ = kind == format::asterisk_cel ? make_reader(kind, std::move(s), std::move(with_line))
                                           : make_csv_records_reader(std::move(s), std::move(with_line));
}

void table_rows::take(std::span<const std::string_view> fields, std::uint32_t line, evidence_sink& out) {
    line_ = line;
    row_.clear();
    write_csv(fields, row_);
    row_ += '\n';
    from_line numbered(out, line);
    reader_->feed(row_, numbered);
}

} // namespace almon::inline v0::cdr
