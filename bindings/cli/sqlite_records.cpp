// SPDX-License-Identifier: BSL-1.0
#include "sqlite_records.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <utility>

#include <sys/stat.h>

#include <almon/office/record_tables.hpp>

namespace almon::cli {

namespace {

using steady = std::chrono::steady_clock;

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
    sqlite_tail(std::string path, follow_options& options) : path_(std::move(path)), options_(&options) {}

    bool restore(const kept_source& kept) override {
        kept_ = kept;
        return true;
    }
    std::size_t poll(cdr::assembler& calls, std::size_t most) override {
        look_for_tables();
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
        if (tables_.empty()) return {path_, kept_.format, kept_.files};
        for (const auto& t : tables_) {
            kept_file k;
            k.number = t->number();
            k.line = static_cast<std::uint32_t>(t->row() + 1);
            for (const cdr::place& n : needed)
                if (n.file == k.number) k.line = std::min(k.line, n.line);
            t->forget_before(k.line);
            k.offset = k.line - 1;
            k.read = static_cast<std::uint64_t>(t->row());
            kept.files.push_back(k);
            kept.format += (kept.format.empty() ? "" : "\n") + t->name();
        }
        return kept;
    }

    bool changed() override {
        const auto now = steady::now();
        if (now < next_check_) return false;
        next_check_ = now + check_every;
        return std::any_of(tables_.begin(), tables_.end(), [](const auto& t) { return t->changed(); });
    }
    bool may_change() const override { return true; }

private:
    static constexpr std::chrono::seconds check_every{2};

    /// A PBX makes its tables when it first has something to write, and another file may take the place of this one.
    void look_for_tables() {
        struct stat about {};
        if (::stat(path_.c_str(), &about) != 0) return;
        const bool another = inode_ != 0 && about.st_ino != inode_;
        const auto now = steady::now();
        if (!another && now < next_look_) return;
        auto found = office::sqlite_table::open_all(path_, {path_, 0, options_->zone, {}}, options_->tell);
        if (!found) return;
        if (another) {
            tables_.clear();
            kept_ = {};
        }
        inode_ = about.st_ino;
        for (auto& t : *found) {
            const bool had =
                std::any_of(tables_.begin(), tables_.end(), [&](const auto& h) { return h->name() == t->name(); });
            if (!had) add(std::move(t));
        }
        if (tables_.empty() && !std::exchange(waiting_, true)) {
            diagnostic d;
            d.reason = cdr::errc::no_such_table;
            d.file = path_;
            d.expected = "one to come";
            d.level = severity::warning;
            options_->tell(d);
        }
        next_look_ = now + (tables_.empty() ? std::chrono::seconds(1) : std::chrono::seconds(10));
    }
    /// Numbers the table, and goes to where an earlier run came.
    void add(std::unique_ptr<office::sqlite_table> t) {
        const kept_file* known = kept_of(t->name());
        t->set_number(known ? known->number : options_->next_file++);
        if (known) t->go_behind(static_cast<std::int64_t>(known->offset));
        t->watch();
        tables_.push_back(std::move(t));
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
    std::uint64_t inode_ = 0; // of the file whose tables these are
    steady::time_point next_look_{}, next_check_{};
    bool waiting_ = false; // was said
};

} // namespace

std::unique_ptr<followed> follow_sqlite(const std::string& path, follow_options& options) {
    char head[16] = {};
    std::ifstream in(path, std::ios::binary);
    in.read(head, sizeof head);
    if (!store::is_sqlite({head, static_cast<std::size_t>(in.gcount())})) return nullptr;
    return std::make_unique<sqlite_tail>(path, options);
}

} // namespace almon::cli
