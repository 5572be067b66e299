// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_cdr.hpp>

#include <algorithm>

#include "asterisk_cdr_rows.hpp"
#include "column_inference.hpp"

namespace almon::inline v0::cdr {

namespace {

class csv_reader final : public cdr_reader {
public:
    using cdr_reader::cdr_reader;

private:
    const layout* layout_of(const csv_row& row, std::string_view, std::uint32_t line, evidence_sink&) override {
        const std::size_t kept = std::min(row.count(), csv_row::most);
        const layout* l = master_layout(row.count(), row[kept - 1]);
        if (!l) wrong_width(row.count(), 18, line);
        return l;
    }

    /// Master.csv has no header; programs that write the like put one before it. It must name the columns as they stand.
    bool obeys_header() override {
        const text_row names = header_in_row();
        if (names.empty()) return false;
        const layout said = layout_named(names);
        constexpr std::string_view an_id = "1795297099.34"; // of two layouts of one width the last field decides
        return said == *master_layout(names.size(), {}) || said == *master_layout(names.size(), an_id);
    }
};

class custom_reader final : public cdr_reader {
public:
    custom_reader(source s, on_diagnostic tell) : cdr_reader(std::move(s), std::move(tell)) {
        if (!source_.columns.empty()) layout_ = layout_named(source_.columns);
    }

    void rest(evidence_sink& out) override {
        if (!waiting_.empty() && infer()) deliver_waiting(out);
    }
    bool holds_back() const noexcept override { return !waiting_.empty(); }

private:
    static constexpr std::size_t enough_rows = 200;
    struct waiting_row {
        std::string text;
        text_row fields;
        std::uint32_t line;
    };

    /// What `--columns` says counts more than any header.
    void set_columns(std::span<const std::string> names) {
        if (!source_.columns.empty()) return;
        layout_ = layout_named(names);
        forget_layout();
    }

    bool obeys_header() override {
        const text_row names = header_in_row();
        if (names.empty() || !(layout_ == layout_named(names) || names_each_once(names))) return false;
        set_columns(names);
        refused_ = false;
        return true;
    }

    const layout* layout_of(const csv_row& row, std::string_view text, std::uint32_t line,
                            evidence_sink& out) override {
        if (layout_ && row.count() == layout_->width()) return &*layout_;
        if (layout_ || refused_) {
            if (!obeys_header() && !refused_) wrong_width(row.count(), layout_->width(), line);
            return nullptr;
        }
        text_row fields = row.texts();
        if (waiting_.empty() && is_header(fields)) {
            set_columns(fields);
            return nullptr;
        }
        if (const text_row names = header_in_row(); !names.empty()) { // of another file, behind one without
            decide(out);
            row_.split(text);
            obeys_header();
            return nullptr;
        }
        waiting_.push_back({std::string(text), std::move(fields), line});
        if (waiting_.size() >= enough_rows) decide(out);
        return nullptr;
    }

    void flush(evidence_sink& out) override {
        if (!waiting_.empty()) decide(out);
    }

    /// The width that most rows have, and what the rows of that width tell.
    bool infer() {
        std::vector<std::size_t> widths;
        for (const waiting_row& w : waiting_) widths.push_back(w.fields.size());
        std::sort(widths.begin(), widths.end());
        const std::size_t width = widths[widths.size() / 2];
        std::vector<text_row> sample;
        for (const waiting_row& w : waiting_)
            if (w.fields.size() == width) sample.push_back(w.fields);
        inferred answer = infer_columns(sample);
        layout_ = std::move(answer.columns);
        reasons_ = std::move(answer.reasons);
        return layout_.has_value();
    }

    void decide(evidence_sink& out) {
        if (infer()) return deliver_waiting(out);
        refused_ = true;
        std::string why;
        for (const std::string& r : reasons_) why += (why.empty() ? "" : "; ") + r;
        report(errc::unknown_columns, source_, waiting_.front().line, severity::rejected, why, "--columns NAME,NAME,…");
        counts_.rejected += waiting_.size() - 1;
        waiting_.clear();
    }

    void deliver_waiting(evidence_sink& out) {
        std::vector<waiting_row> rows;
        rows.swap(waiting_);
        for (const waiting_row& w : rows) replay(w, out);
    }

    void replay(const waiting_row& w, evidence_sink& out) {
        if (w.fields.size() != layout_->width()) return wrong_width(w.fields.size(), layout_->width(), w.line);
        row_.split(w.text);
        take_row(*layout_, w.line, out);
    }

    std::optional<layout> layout_;
    std::vector<waiting_row> waiting_;
    std::vector<std::string> reasons_; // why the columns cannot be told
    bool refused_ = false;
};

} // namespace

std::unique_ptr<reader> make_asterisk_csv_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<csv_reader>(std::move(s), std::move(tell));
}

std::unique_ptr<reader> make_csv_records_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<custom_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
