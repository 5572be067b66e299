// SPDX-License-Identifier: BSL-1.0
#include "sqlite_records.hpp"

#include <algorithm>
#include <fstream>

namespace almon::cli {

bool is_sqlite_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    char head[16] = {};
    in.read(head, sizeof head);
    return store::is_sqlite({head, static_cast<std::size_t>(in.gcount())});
}

sqlite_records::sqlite_records(const std::string& path, const follow_options& how,
                               const std::function<std::uint32_t(const std::string& table)>& number_of)
    : source_(path) {
    for (store::table& t : source_.tables()) {
        if (!cdr::table_rows::kind_of(t.columns)) continue;
        part p;
        p.number = number_of(t.name);
        p.rows = std::make_unique<cdr::table_rows>(cdr::source{path + ":" + t.name, p.number, how.zone, t.columns},
                                                   how.tell);
        p.table = std::move(t);
        parts_.push_back(std::move(p));
    }
    if (!parts_.empty()) return;
    diagnostic d;
    d.reason = cdr::errc::no_such_table;
    d.file = path;
    how.tell(d);
}

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

} // namespace

std::size_t sqlite_records::read_some(cdr::assembler& calls) {
    std::size_t read = 0;
    noting out(calls, newest_);
    for (part& p : parts_) {
        const auto share = static_cast<std::size_t>(std::max<std::int64_t>(p.table.rows / 256, 512));
        read += source_.read(p.table, p.read, share, [&](std::int64_t row, std::span<const std::string_view> fields) {
            p.read = row;
            p.rows->take(fields, static_cast<std::uint32_t>(row), out);
        });
    }
    return read;
}

namespace {

class sqlite_tail final : public followed {
public:
    sqlite_tail(std::string path, follow_options& options) : path_(std::move(path)), options_(&options) {}

    bool restore(const kept_source& kept) override {
        kept_ = kept;
        return true;
    }
    std::size_t poll(cdr::assembler& calls, std::size_t) override {
        if (!records_) open();
        return records_->read_some(calls);
    }
    void rest(cdr::assembler&) override {}
    instant position() const override { return records_ ? records_->position() : instant::min(); }
    kept_source keep(const std::vector<cdr::place>& needed) override {
        kept_source kept{path_, {}, {}};
        if (!records_) return kept;
        for (const sqlite_records::part& p : records_->parts()) {
            kept_file k;
            k.number = p.number;
            k.line = static_cast<std::uint32_t>(p.read + 1);
            for (const cdr::place& n : needed)
                if (n.file == p.number) k.line = std::min(k.line, n.line);
            k.offset = k.line - 1;
            k.read = static_cast<std::uint64_t>(p.read);
            kept.files.push_back(k);
            kept.format += (kept.format.empty() ? "" : "\n") + p.table.name;
        }
        return kept;
    }

private:
    void open() {
        records_ = std::make_unique<sqlite_records>(path_, *options_, [this](const std::string& table) {
            const kept_file* known = kept_of(table);
            return known ? known->number : options_->next_file++;
        });
        for (sqlite_records::part& p : records_->parts())
            if (const kept_file* known = kept_of(p.table.name)) p.read = static_cast<std::int64_t>(known->offset);
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
    follow_options* options_;
    std::unique_ptr<sqlite_records> records_;
    kept_source kept_;
};

} // namespace

std::unique_ptr<followed> follow_sqlite(std::string path, follow_options& options) {
    return std::make_unique<sqlite_tail>(std::move(path), options);
}

} // namespace almon::cli
