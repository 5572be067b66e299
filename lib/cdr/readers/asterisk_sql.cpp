// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_sql.hpp>

#include <algorithm>
#include <map>

#include "core/ascii.hpp"
#include "sql_text.hpp"

namespace almon::inline v0::cdr {

namespace {

class sql_reader final : public reader {
public:
    sql_reader(source s, on_diagnostic tell)
        : reader([this](const diagnostic& d) { pass_on(d); }), source_(std::move(s)), tell_(std::move(tell)) {}

    void feed(std::string_view bytes, evidence_sink& out) override {
        if (bytes.empty()) return;
        any_ = true;
        rest_ += bytes;
        work(out);
        if (rest_.size() <= longest) return;
        report(errc::record_too_long, source_, line_, severity::rejected);
        take_away(rest_.size());
        state_ = state::lost;
    }

    void finish(evidence_sink& out) override {
        at_end_ = true;
        if (!rest_.empty() && rest_.back() != '\n') rest_ += '\n';
        work(out);
        const auto left = sql::skip_blank(rest_, 0);
        if (!any_) report(errc::empty_file, source_, 0, severity::rejected);
        else if (!left || *left < rest_.size()) report(errc::truncated, source_, line_, severity::rejected);
        else if (!any_table_) report(errc::no_such_table, source_, 0, severity::rejected);
    }

private:
    static constexpr std::size_t longest = std::size_t{16} << 20;
    enum class state : std::uint8_t {
        between, ///< statements
        values,  ///< of an INSERT: a tuple comes
        after,   ///< a tuple: a comma or the end comes
        copy,    ///< lines of COPY
        tabs,    ///< lines of the mysql client
        lost,    ///< until the statement ends
    };

    void work(evidence_sink& out);
    bool step(evidence_sink& out);
    bool between(evidence_sink& out);
    bool begin_insert();
    bool create_table();
    bool begin_copy();
    bool line(evidence_sink& out);
    void choose(std::vector<std::string> columns);
    void take_row(evidence_sink& out);
    /// A byte order mark stands where a file begins, and so before a statement only.
    bool pass_mark() {
        if (!ahead().starts_with(almon::detail::utf8_mark)) return false;
        take_away(almon::detail::utf8_mark.size());
        return true;
    }
    void take_away(std::size_t size) {
        line_ +=
            static_cast<std::uint32_t>(std::count(rest_.begin() + static_cast<std::ptrdiff_t>(done_),
                                                  rest_.begin() + static_cast<std::ptrdiff_t>(done_ + size), '\n'));
        done_ += size;
    }
    [[nodiscard]] std::string_view ahead() const noexcept { return std::string_view(rest_).substr(done_); }
    void pass_on(const diagnostic& d) {
        if (tell_) tell_(d);
    }

    source source_;
    on_diagnostic tell_;
    std::string rest_;
    std::size_t done_ = 0; // of `rest_`
    std::uint32_t line_ = 1;
    state state_ = state::between;
    sql::backslash backslash_ = sql::backslash::escape;
    bool any_ = false, at_end_ = false, any_table_ = false, first_ = true;
    std::map<std::string, std::vector<std::string>> tables_; // columns by name
    std::map<std::vector<std::string>, std::unique_ptr<table_rows>> rows_;
    table_rows* table_ = nullptr; // of the statement that is being read; none where it is not ours
    std::size_t width_ = 0;
    std::vector<std::string> values_;
    std::vector<std::string_view> fields_;
};

void sql_reader::work(evidence_sink& out) {
    while (step(out)) {
    }
    rest_.erase(0, done_);
    done_ = 0;
}

/// One step on; false where the buffer ends first.
bool sql_reader::step(evidence_sink& out) {
    switch (state_) {
    case state::between: return between(out);
    case state::copy:
    case state::tabs: return line(out);
    case state::lost: {
        const auto end = sql::find_outside(ahead(), 0, ';', backslash_);
        if (!end) return false;
        take_away(*end);
        state_ = state::between;
        return true;
    }
    case state::values: {
        const auto begin = sql::skip_blank(ahead(), 0);
        if (!begin || *begin == ahead().size()) return false;
        if (ahead()[*begin] != '(') {
            state_ = state::lost;
            return true;
        }
        take_away(*begin);
        const auto end = sql::read_tuple(ahead(), 0, backslash_, values_);
        if (!end) return false;
        take_row(out);
        take_away(*end);
        state_ = state::after;
        return true;
    }
    case state::after: {
        const auto next = sql::skip_blank(ahead(), 0);
        if (!next || *next == ahead().size()) return false;
        const bool more = ahead()[*next] == ',';
        const bool over = ahead()[*next] == ';';
        take_away(*next + (more || over ? 1 : 0));
        state_ = more ? state::values : over ? state::between : state::lost; // ON DUPLICATE KEY …
        return true;
    }
    }
    return false;
}

bool sql_reader::between(evidence_sink& out) {
    if (first_) { // what wrote this
        pass_mark();
        const std::size_t end = ahead().find('\n');
        if (end == std::string_view::npos && !at_end_) return false;
        first_ = false;
        const std::string_view head = ahead().substr(0, end);
        if (head.find("PostgreSQL") != std::string_view::npos || head.starts_with("PRAGMA"))
            backslash_ = sql::backslash::literal;
        sql::split_tabs(head.ends_with('\r') ? head.substr(0, head.size() - 1) : head, values_);
        if (table_rows::kind_of(values_)) {
            choose(values_);
            take_away(std::min(end + 1, ahead().size()));
            state_ = state::tabs;
            return true;
        }
    }
    const auto begin = sql::skip_blank(ahead(), 0);
    if (!begin) return false;
    if (ahead().substr(0, *begin).find("PostgreSQL") != std::string_view::npos) backslash_ = sql::backslash::literal;
    take_away(*begin);
    if (pass_mark()) return true;                      // of a dump that was put behind another
    if (ahead().size() < 12 && !at_end_) return false; // the longest word that counts
    if (ahead().empty()) return false;
    if (sql::has_word(ahead(), 0, "INSERT") || sql::has_word(ahead(), 0, "REPLACE")) return begin_insert();
    const auto end = sql::find_outside(ahead(), 0, ';', backslash_);
    if (!end) return false;
    if (sql::has_word(ahead(), 0, "CREATE")) return create_table();
    if (sql::has_word(ahead(), 0, "COPY")) return begin_copy();
    if (sql::has_word(ahead(), 0, "PRAGMA") ||
        ahead().substr(0, *end).find("standard_conforming_strings = on") != std::string_view::npos)
        backslash_ = sql::backslash::literal;
    (void)out;
    take_away(*end);
    return true;
}

/// `INSERT INTO cdr [(columns)] VALUES`.
bool sql_reader::begin_insert() {
    const std::string_view text = ahead();
    std::size_t at = text.find_first_of(" \t\n");
    for (; at < text.size(); ++at) { // LOW_PRIORITY, IGNORE …
        if (sql::has_word(text, at, "INTO")) break;
        if (text[at] == '(' || text[at] == ';' || text[at] == '\'') break;
    }
    if (at + 4 >= text.size()) return false;
    at += 4;
    const std::string name = sql::read_name(text, at);
    const auto next = sql::skip_blank(text, at);
    if (!next || *next + 8 >= text.size()) return false;
    at = *next;
    std::vector<std::string> columns;
    if (text[at] == '(') {
        const auto behind = sql::find_outside(text, at + 1, ')', backslash_);
        if (!behind) return false;
        columns = sql::read_columns(text, at + 1, backslash_);
        at = *behind;
    } else if (const auto known = tables_.find(name); known != tables_.end()) {
        columns = known->second;
    }
    const auto word = sql::skip_blank(text, at);
    if (!word || *word + 7 >= text.size()) return false;
    const bool values = sql::has_word(text, *word, "VALUES");
    choose(std::move(columns));
    if (values && width_ == 0)
        report(errc::unknown_columns, source_, line_, severity::rejected, {}, "CREATE TABLE, or names");
    take_away(values ? *word + 6 : *word);
    state_ = values ? state::values : state::lost; // rows of other tables are passed over one by one
    return true;
}

bool sql_reader::create_table() {
    const std::string_view text = ahead();
    const std::size_t end = *sql::find_outside(text, 0, ';', backslash_);
    std::size_t at = 6;
    const auto pass = [&](std::string_view word) {
        const auto next = sql::skip_blank(text, at);
        if (next && sql::has_word(text, *next, word)) {
            at = *next + word.size();
            return true;
        }
        return false;
    };
    pass("TEMPORARY");
    if (pass("TABLE")) {
        if (pass("IF")) pass("NOT"), pass("EXISTS");
        const std::string name = sql::read_name(text, at);
        const std::size_t bracket = text.find('(', at);
        constexpr std::size_t most = 4096;
        if (bracket < end && tables_.size() < most)
            tables_[name] = sql::read_columns(text.substr(0, end), bracket + 1, backslash_);
    }
    take_away(end);
    return true;
}

/// `COPY cdr (columns) FROM stdin;`, whose rows are the lines behind it.
bool sql_reader::begin_copy() {
    const std::string_view text = ahead();
    const std::size_t end = *sql::find_outside(text, 0, ';', backslash_);
    const std::size_t line_end = text.find('\n', end);
    if (line_end == std::string_view::npos && !at_end_) return false;
    std::size_t at = 4;
    const std::string name = sql::read_name(text, at);
    const std::size_t bracket = text.find('(', at);
    std::vector<std::string> columns;
    if (bracket < end) columns = sql::read_columns(text.substr(0, end), bracket + 1, backslash_);
    else if (const auto known = tables_.find(name); known != tables_.end()) columns = known->second;
    choose(std::move(columns));
    take_away(std::min(line_end == std::string_view::npos ? end : line_end + 1, text.size()));
    state_ = state::copy;
    return true;
}

bool sql_reader::line(evidence_sink& out) {
    const std::size_t end = ahead().find('\n');
    if (end == std::string_view::npos) return false;
    std::string_view text = ahead().substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (state_ == state::copy && text == "\\.") {
        state_ = state::between;
    } else if (!text.empty() && table_) {
        sql::split_tabs(text, values_);
        take_row(out);
    }
    take_away(end + 1);
    return true;
}

/// The table with these columns, if it is one of ours.
void sql_reader::choose(std::vector<std::string> columns) {
    table_ = nullptr;
    width_ = columns.size();
    if (!table_rows::kind_of(columns)) return;
    any_table_ = true;
    constexpr std::size_t most = 64;
    if (rows_.size() >= most && !rows_.contains(columns)) return;
    std::unique_ptr<table_rows>& rows = rows_[columns];
    if (!rows) {
        source s = source_;
        s.columns = std::move(columns);
        rows = std::make_unique<table_rows>(std::move(s), [this](const diagnostic& d) {
            (d.level == severity::rejected ? counts_.rejected : counts_.repaired) += d.level != severity::warning;
            pass_on(d);
        });
    }
    table_ = rows.get();
}

void sql_reader::take_row(evidence_sink& out) {
    if (!table_) return;
    if (values_.size() != width_) {
        return report(values_.size() < width_ ? errc::too_few_columns : errc::too_many_columns, source_, line_,
                      severity::rejected, std::to_string(values_.size()) + " columns", std::to_string(width_));
    }
    fields_.assign(values_.begin(), values_.end());
    const std::size_t before = table_->count().records;
    table_->take(fields_, line_, out);
    counts_.records += table_->count().records - before;
}

} // namespace

std::unique_ptr<reader> make_asterisk_sql_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<sql_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
