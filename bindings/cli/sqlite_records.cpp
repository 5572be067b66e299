// SPDX-License-Identifier: BSL-1.0
#include "sqlite_records.hpp"

#include <algorithm>

#include <almon/office/record_tables.hpp>

namespace almon::cli {

namespace {

/// Notes how far the rows have come.
class noting final : public cdr::evidence_sink {
public:
    noting(cdr::assembler& to, instant& newest) : to_(to), newest_(newest) {}
    void take(const cdr::evidence& e) override {
        newest_ = std::max({newest_, e.at, e.what == cdr::fact::segment ? e.end : e.at});
        to_.take(e);
    }

private:
    cdr::assembler& to_;
    instant& newest_;
};

class sqlite_tail final : public followed {
public:
    sqlite_tail(std::string path, std::vector<std::unique_ptr<office::sqlite_table>> tables, follow_options& options)
        : path_(std::move(path)), tables_(std::move(tables)), options_(&options) {}

    bool restore(const kept_source& kept) override {
        kept_ = kept;
        return true;
    }
    std::size_t poll(cdr::assembler& calls, std::size_t most) override {
        if (!begun_) begin();
        std::size_t read = 0;
        noting out(calls, newest_);
        for (const auto& t : tables_)
            if (t->read_some(out)) read = most; // there may be more
        return read;
    }
    void rest(cdr::assembler&) override {}
    instant position() const override { return newest_; }
    kept_source keep(const std::vector<cdr::place>& needed) override {
        kept_source kept{path_, {}, {}};
        if (!begun_) return kept_;
        for (const auto& t : tables_) {
            kept_file k;
            k.number = t->number();
            k.line = static_cast<std::uint32_t>(t->row() + 1);
            for (const cdr::place& n : needed)
                if (n.file == k.number) k.line = std::min(k.line, n.line);
            k.offset = k.line - 1;
            k.read = static_cast<std::uint64_t>(t->row());
            kept.files.push_back(k);
            kept.format += (kept.format.empty() ? "" : "\n") + t->name();
        }
        return kept;
    }

private:
    /// Numbers the tables, and goes to where an earlier run came.
    void begin() {
        begun_ = true;
        for (const auto& t : tables_) {
            const kept_file* known = kept_of(t->name());
            t->set_number(known ? known->number : options_->next_file++);
            if (known) t->go_behind(static_cast<std::int64_t>(known->offset));
        }
    }
    /// The names of the tables stand where a file has its format, one a line.
    [[nodiscard]] const kept_file* kept_of(std::string_view table) const {
        std::string_view names = kept_.format;
        for (const kept_file& f : kept_.files) {
            const std::size_t end = std::min(names.find('\n'), names.size());
            if (names.substr(0, end) == table) return &f;
            names.remove_prefix(std::min(end + 1, names.size()));
        }
        return nullptr;
    }

    std::string path_;
    std::vector<std::unique_ptr<office::sqlite_table>> tables_;
    follow_options* options_;
    kept_source kept_;
    instant newest_ = instant::min();
    bool begun_ = false;
};

} // namespace

std::unique_ptr<followed> follow_sqlite(const std::string& path, follow_options& options) {
    auto tables = office::sqlite_table::open_all(path, {path, 0, options.zone, {}}, options.tell);
    if (!tables) return nullptr;
    if (tables->empty()) {
        diagnostic d;
        d.reason = cdr::errc::no_such_table;
        d.file = path;
        options.tell(d);
    }
    return std::make_unique<sqlite_tail>(path, std::move(*tables), options);
}

} // namespace almon::cli
