// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/register.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <almon/operators/brand.hpp>

#include "columns.hpp"
#include "core/ascii.hpp"
#include "text.hpp"

namespace almon::inline v0::operators {

namespace {

using detail::fields;

constexpr std::uint64_t country = 70'000'000'000; // +7, then ten digits
constexpr std::uint64_t code_size = 10'000'000;

/// Calls `take(line, number)` for every line, without its end.
template <class Take>
void each_line(std::string_view text, Take take) {
    for (std::uint32_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        take(line, number);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
}

/// The text of a register in UTF-8, whatever it was written in.
struct decoded {
    text_encoding encoding = text_encoding::utf8;
    bool mark = false;
    std::string text;
};

/// A file that is UTF-8 but for some broken bytes shows many more good characters than broken ones; windows-1251 read
/// as UTF-8 shows nearly none.
decoded decode(std::string_view bytes) {
    decoded out;
    out.mark = bytes.starts_with(almon::detail::utf8_mark);
    if (out.mark) bytes.remove_prefix(almon::detail::utf8_mark.size());
    const detail::utf8_census census = detail::count_utf8(bytes);
    if (!out.mark && census.broken > census.good / 8) {
        out.encoding = text_encoding::windows_1251;
        out.text = detail::from_windows_1251(bytes);
    } else {
        out.text = census.broken ? detail::repair_utf8(bytes) : std::string(bytes);
    }
    return out;
}

bool is_utf16(std::string_view bytes) {
    return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

std::vector<std::string_view> first_lines(std::string_view text, std::size_t most) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < most) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!detail::trimmed(line).empty()) lines.push_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

/// Reads row after row into one report.
class reader {
public:
    reader(register_report& report, const region_finder& regions, const std::function<void(const register_row&)>& take)
        : report_(report), columns_(report.layout.columns), regions_(regions), take_(take) {}

    void read(std::string_view line, std::uint32_t number) {
        line_ = number;
        repaired_ = false;
        if (line.find(detail::replacement) != std::string_view::npos) repair(errc::undecodable_text);
        if (!split(line)) return;
        if (has_stray_space(line)) repair(errc::stray_space);
        register_row row{};
        row.line = number;
        if (!read_range(row) || !read_operator(row)) return;
        read_region(row);
        ++report_.rows;
        if (repaired_) ++report_.repaired;
        take_(row);
    }

private:
    void repair(errc why, std::string found = {}, std::string expected = {}) {
        repaired_ = true;
        note(why, severity::repaired, std::move(found), std::move(expected));
    }
    bool reject(errc why, std::string found = {}, std::string expected = {}) {
        ++report_.rejected;
        note(why, severity::rejected, std::move(found), std::move(expected));
        return false;
    }
    void note(errc why, severity level, std::string found, std::string expected) {
        report_.diagnostics.push_back({why, report_.file, line_, 0, std::move(found), std::move(expected), level});
    }

    [[nodiscard]] std::string_view at(int column) const {
        return column < 0 ? std::string_view() : fields_[static_cast<std::size_t>(column)];
    }

    bool split(std::string_view line);
    void join_surplus(std::size_t at, std::size_t surplus);
    bool read_range(register_row& row);
    bool read_operator(register_row& row);
    void read_region(register_row& row);
    [[nodiscard]] bool has_stray_space(std::string_view line) const;

    register_report& report_;
    const register_columns& columns_;
    const region_finder& regions_;
    const std::function<void(const register_row&)>& take_;
    fields fields_;
    std::string joined_, holder_, region_, inn_, scratch_;
    std::uint32_t line_ = 0;
    bool repaired_ = false;
};

bool reader::has_stray_space(std::string_view line) const {
    const char delimiter = report_.layout.delimiter;
    const auto space = [](char c) { return c == ' ' || (c == '\t'); };
    if (delimiter == '\t' || line.empty()) return false;
    if (space(line.front()) || space(line.back())) return true;
    for (std::size_t i = line.find(delimiter); i != std::string_view::npos; i = line.find(delimiter, i + 1)) {
        const bool inside = std::any_of(fields_.begin(), fields_.end(), [&](std::string_view field) {
            return field.data() >= line.data() && line.data() + i >= field.data() &&
                   line.data() + i < field.data() + field.size();
        });
        if (inside) continue;
        if ((i > 0 && space(line[i - 1])) || (i + 1 < line.size() && space(line[i + 1]))) return true;
    }
    return false;
}

bool reader::split(std::string_view line) {
    const auto count = static_cast<std::size_t>(columns_.count);
    fields_ = detail::split_fields(line, report_.layout.delimiter);
    if (fields_.size() == count) return true;
    if (fields_.size() < count)
        return reject(errc::too_few_columns, fmt::format("{}", fields_.size()), fmt::format("{}", count));
    if (auto quoted = detail::split_quoted(line, report_.layout.delimiter, count)) {
        fields_ = std::move(*quoted);
        return true;
    }
    const std::size_t surplus = fields_.size() - count;
    repair(errc::extra_columns, fmt::format("{}", fields_.size()), fmt::format("{}", count));
    // the delimiter stands in the region, unless only joining the operator leaves a region that is one
    const int region = columns_.region >= 0 ? columns_.region : columns_.holder;
    std::size_t where = static_cast<std::size_t>(region);
    if (columns_.region > columns_.holder) {
        const std::string_view rest = fields_[static_cast<std::size_t>(columns_.region) + surplus];
        const std::string_view next = fields_[static_cast<std::size_t>(columns_.region)];
        if (!regions_.find(rest).empty() && regions_.find(next).empty())
            where = static_cast<std::size_t>(columns_.holder);
    }
    join_surplus(where, surplus);
    return true;
}

/// Makes one column of `at` and the `surplus` after it. They lie side by side in the line but for trimmed spaces.
void reader::join_surplus(std::size_t at, std::size_t surplus) {
    joined_.clear();
    for (std::size_t i = at; i <= at + surplus; ++i) {
        if (i > at) (joined_ += report_.layout.delimiter) += ' ';
        joined_ += fields_[i];
    }
    fields_.erase(fields_.begin() + static_cast<std::ptrdiff_t>(at),
                  fields_.begin() + static_cast<std::ptrdiff_t>(at + surplus));
    fields_[at] = joined_;
}

bool reader::read_range(register_row& row) {
    const std::string_view code = detail::unquoted(at(columns_.code), scratch_);
    const auto area = code.size() == 3 ? detail::parse_digits(code, 3) : std::nullopt;
    if (!area || std::string_view("34589").find(code[0]) == std::string_view::npos) return reject(errc::bad_code);
    const std::size_t from_digits = detail::unquoted(at(columns_.from), scratch_).size();
    const auto from = detail::parse_digits(detail::unquoted(at(columns_.from), scratch_), 7);
    const std::size_t to_digits = detail::unquoted(at(columns_.to), scratch_).size();
    const auto to = detail::parse_digits(detail::unquoted(at(columns_.to), scratch_), 7);
    if (!from || !to)
        return reject(errc::bad_bounds, fmt::format("{} and {} characters", from_digits, to_digits), "7 digits each");
    if (*from > *to) return reject(errc::reversed_range);
    if (from_digits < 7 || to_digits < 7) repair(errc::unpadded_number);
    if (columns_.capacity >= 0) {
        const auto size = detail::parse_digits(detail::unquoted(at(columns_.capacity), scratch_), 8);
        if (!size || *size != *to - *from + 1)
            repair(errc::capacity_mismatch, size ? fmt::format("{}", *size) : "no number",
                   fmt::format("{}", *to - *from + 1));
    }
    row.first = country + *area * code_size + *from;
    row.last = country + *area * code_size + *to;
    return true;
}

bool reader::read_operator(register_row& row) {
    row.holder = detail::unquoted(at(columns_.holder), holder_);
    row.inn = detail::unquoted(at(columns_.inn), inn_);
    if (row.inn == "-") row.inn = {};
    if (!row.inn.empty() && !is_inn(row.inn)) {
        const std::string padded = fmt::format("0{}", row.inn); // spreadsheets take the zero for nothing
        const bool lost_zero = is_inn(padded);
        repair(errc::bad_inn, fmt::format("{} characters", row.inn.size()), "10 or 12 digits");
        if (lost_zero) inn_ = padded;
        row.inn = lost_zero ? std::string_view(inn_) : std::string_view();
    }
    if (row.holder == "-") row.holder = {};
    if (row.holder.empty() && row.inn.empty()) return reject(errc::no_operator);
    return true;
}

void reader::read_region(register_row& row) {
    row.region = detail::unquoted(at(columns_.region), region_);
    const std::string_view territory = at(columns_.territory);
    const auto says_nothing = [](std::string_view text) { return text.empty() || text == "-"; };
    if (says_nothing(row.region) || (!says_nothing(territory) && regions_.find(row.region).empty()))
        row.region = territory;
    if (row.region == "-") row.region = {};
}

} // namespace

register_report read_register(std::string_view file, std::string_view bytes, const region_finder& regions,
                              const std::function<void(const register_row&)>& take) {
    register_report report;
    report.file = file;
    const auto whole = [&](errc why, severity level) {
        report.diagnostics.push_back({why, report.file, 0, 0, {}, {}, level});
        return report;
    };
    if (is_utf16(bytes)) return whole(errc::unsupported_encoding, severity::rejected);
    const decoded source = decode(bytes);
    report.layout.encoding = source.encoding;
    report.layout.byte_order_mark = source.mark;
    const std::vector<std::string_view> head = first_lines(source.text, 200);
    if (head.empty()) return whole(errc::empty_register, severity::rejected);
    const detail::sniffed found = detail::sniff(head, regions);
    report.layout.delimiter = found.delimiter;
    report.layout.header = found.header;
    report.layout.columns = found.columns;
    if (!found.columns.enough()) return whole(errc::unknown_columns, severity::rejected);
    if (found.header_contradicted) whole(errc::header_contradicted, severity::warning);

    reader rows(report, regions, take);
    bool header = found.header;
    each_line(source.text, [&](std::string_view line, std::uint32_t number) {
        if (detail::trimmed(line).empty()) return;
        if (header) header = false;
        else rows.read(line, number);
    });
    if (report.rows == 0 && report.rejected == 0) return whole(errc::empty_register, severity::rejected);
    return report;
}

} // namespace almon::inline v0::operators
