// SPDX-License-Identifier: BSL-1.0
// Records of cdr_custom, in whatever way their rows are written: CSV goes to its reader as it comes, anything else line by
// line as the CSV that it would have been.
#include <almon/cdr/readers/asterisk_cdr.hpp>

#include <algorithm>
#include <utility>

#include "asterisk_cdr_rows.hpp"
#include "core/ascii.hpp"
#include "lines.hpp"
#include "row_dialect.hpp"

namespace almon::inline v0::cdr {

namespace {

class foreign_rows final : public reader {
public:
    foreign_rows(source s, on_diagnostic tell) : reader(tell), source_(std::move(s)), tell_(std::move(tell)) {}

    void feed(std::string_view bytes, evidence_sink& out) override {
        if (plain_) return feed_plain(bytes, out);
        if (how_) return rewrite(bytes, out);
        head_ += bytes;
        look(out, false);
    }

    void finish(evidence_sink& out) override {
        if (undecided()) look(out, true);
        cut_off_ = cutter_.has_rest();
        cutter_.finish([&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
                       [&](std::uint32_t number) { skip_long(number, out); });
        if (records_) records_->finish(out);
        copy_counts();
    }

    void rest(evidence_sink& out) override {
        if (undecided() && !head_.empty() && head_.back() == '\n' && tells_already()) look(out, true);
        if (!records_) return;
        records_->rest(out);
        copy_counts();
    }

    [[nodiscard]] bool holds_back() const noexcept override {
        return undecided() ? !head_.empty() : records_ && records_->holds_back();
    }

private:
    static constexpr std::size_t enough_lines = 200, enough_bytes = std::size_t{1} << 20;

    [[nodiscard]] bool undecided() const noexcept { return !plain_ && !how_; }
    [[nodiscard]] std::vector<std::string_view> lines_of_head(bool all) const;
    [[nodiscard]] bool tells_already() const;
    void look(evidence_sink& out, bool at_end);
    void decide(const row_dialect& how, evidence_sink& out);
    void refuse(std::vector<std::string> reasons);
    void name_members();
    void make_records() { records_ = make_csv_records_reader(source_, tell_); }
    void feed_plain(std::string_view bytes, evidence_sink& out) {
        records_->feed(bytes, out);
        copy_counts();
    }
    void rewrite(std::string_view bytes, evidence_sink& out) {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { skip_long(number, out); });
    }
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    void pass_on(evidence_sink& out) {
        records_->feed(csv_, out);
        copy_counts();
    }
    void reject(error why, std::uint32_t number, evidence_sink& out) {
        report(why, source_, number, severity::rejected);
        ++own_rejected_;
        csv_.assign(1, '\n');
        pass_on(out); // an empty line: the numbers stay the same
    }
    void skip_long(std::uint32_t number, evidence_sink& out) {
        if (!refused_) reject(errc::record_too_long, number, out);
    }
    void copy_counts() {
        if (!records_) return;
        counts_ = records_->count();
        counts_.rejected += own_rejected_;
    }

    source source_;
    on_diagnostic tell_;
    std::string head_; // until it is known how the rows are written
    std::unique_ptr<reader> records_;
    bool plain_ = false, refused_ = false;
    std::optional<row_dialect> how_; // of rows that are no CSV
    line_cutter cutter_;
    std::vector<std::string> members_; // of objects: those of the columns, in their order
    cut_row row_;
    std::vector<std::string_view> fields_;
    std::string csv_;
    std::size_t own_rejected_ = 0;
    bool cut_off_ = false; // the last line has no end
};

/// The whole lines of the head that are not empty, as many as are looked at; at the file's end with what has no line end.
std::vector<std::string_view> foreign_rows::lines_of_head(bool all) const {
    std::vector<std::string_view> lines;
    std::string_view rest = head_;
    while (!rest.empty() && lines.size() < enough_lines) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos && !all) break;
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) lines.push_back(line);
        if (static_cast<std::size_t>(rest.data() - head_.data()) >= enough_bytes) break;
    }
    return lines;
}

/// While the file still grows: whether what is there is enough to read it.
bool foreign_rows::tells_already() const {
    const auto lines = lines_of_head(false);
    std::vector<std::string> reasons;
    const auto how = tell_dialect(lines, source_.columns.size(), reasons);
    return how && (!how->is_csv() || std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
               return is_plain_csv(line, source_.columns.size());
           }));
}

void foreign_rows::look(evidence_sink& out, bool at_end) {
    if (head_.starts_with(almon::detail::utf8_mark)) head_.erase(0, almon::detail::utf8_mark.size());
    const auto lines = lines_of_head(at_end);
    if (!lines.empty() && is_plain_csv(lines.front(), source_.columns.size())) return decide({}, out);
    const bool enough = lines.size() >= enough_lines || head_.size() >= enough_bytes + line_cutter::longest ||
                        (!lines.empty() && lines.back().data() + lines.back().size() - head_.data() >=
                                               static_cast<std::ptrdiff_t>(enough_bytes));
    if (!enough && !at_end) return;
    std::vector<std::string> reasons;
    const auto how = tell_dialect(lines, source_.columns.size(), reasons);
    if (how) return decide(*how, out);
    refuse(std::move(reasons));
}

void foreign_rows::decide(const row_dialect& how, evidence_sink& out) {
    plain_ = how.is_csv();
    if (!plain_) how_ = how;
    if (how.json) name_members();
    if (!refused_) make_records();
    const std::string head = std::exchange(head_, {});
    if (plain_) feed_plain(head, out);
    else rewrite(head, out);
}

/// The members of all the objects that were looked at, and what they are as columns, unless the caller said it.
void foreign_rows::name_members() {
    for (const std::string_view line : lines_of_head(true)) {
        if (!cut(*how_, line, row_)) continue;
        for (const std::string& name : row_.names)
            if (std::find(members_.begin(), members_.end(), name) == members_.end()) members_.push_back(name);
    }
    if (!source_.columns.empty()) return;
    std::vector<std::string> columns = columns_of(members_);
    if (is_header(columns)) source_.columns = std::move(columns);
}

void foreign_rows::refuse(std::vector<std::string> reasons) {
    how_ = row_dialect{0, 0, 0, false};
    refused_ = true;
    report(errc::unknown_columns, source_, 1, severity::rejected, reasons.front(), "--columns NAME,NAME,…");
    head_.clear();
}

void foreign_rows::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (refused_) return;
    if (!line.empty() && !cut(*how_, line, row_)) {
        return reject(cut_off_     ? errc::truncated
                      : how_->json ? errc::malformed_json
                                   : errc::unclosed_quote,
                      number, out);
    }
    csv_.clear();
    if (!line.empty()) {
        fields_.clear();
        if (how_->json)
            for (const std::string& member : members_) {
                const auto at = std::find(row_.names.begin(), row_.names.end(), member);
                fields_.push_back(at == row_.names.end()
                                      ? std::string_view()
                                      : row_.fields[static_cast<std::size_t>(at - row_.names.begin())]);
            }
        else fields_.assign(row_.fields.begin(), row_.fields.end());
        write_csv(fields_, csv_);
    }
    if (!cut_off_) csv_ += '\n';
    pass_on(out);
}

} // namespace

std::unique_ptr<reader> make_asterisk_cdr_custom_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<foreign_rows>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
