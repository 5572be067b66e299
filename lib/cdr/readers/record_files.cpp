// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/record_files.hpp>

#include <algorithm>
#include <deque>
#include <utility>

#include <sys/stat.h>

#include <almon/cdr/readers/input_file.hpp>

#include "unpacked_copy.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 18;

/// When a record was written: rows are, when what they tell is over.
instant written(const evidence& e) noexcept {
    return e.what == fact::segment ? std::max(e.at, e.end) : e.at;
}

/// Notes how far a file has come, and passes its evidence on.
class span_of_times final : public evidence_sink {
public:
    explicit span_of_times(evidence_sink* next = nullptr) : next_(next) {}
    void take(const evidence& e) override {
        first = std::min(first, written(e));
        last = std::max(last, written(e));
        if (next_) next_->take(e);
    }

    instant first = instant::max(), last = instant::min();

private:
    evidence_sink* next_;
};

/// One file of text, or one table of a database.
struct one_source {
    std::string path;
    std::uint32_t number = 0;
    std::optional<input_file> input;
    std::string head; ///< of a pipe: what was read of it to see when it begins
    std::unique_ptr<cdr::reader> reader;
    std::unique_ptr<record_table> table;
    instant position = instant::min(); ///< how far it has been read, in record time
    bool over = false, gone = false;
    bool is_pipe = false;
};

} // namespace

struct record_files::body {
    body(std::vector<std::string> all, settings s, reader::on_diagnostic record, reader::on_diagnostic file)
        : how(std::move(s)), bad_record(std::move(record)), bad_file(std::move(file)), paths(std::move(all)),
          block(block_size) {}

    void find_sources();
    bool add_tables(const std::string& path, const std::string& name);
    void add_unpacked(one_source& f, std::string_view beginning);
    bool open(one_source& f);
    void give_up(one_source& f, error reason);
    std::optional<std::string_view> read(one_source& f);
    std::unique_ptr<cdr::reader> make_reader_of(const one_source& f, std::string_view beginning,
                                                reader::on_diagnostic tell);
    void look_when_it_begins(one_source& f);
    bool begin(one_source& f, std::string_view beginning);
    void read_on(one_source& f, assembler& out, bool alone);
    void read_table(one_source& f, assembler& out);
    bool report_late(const assembler& out);
    [[nodiscard]] bool can_be_read_twice() const {
        return std::none_of(sources.begin(), sources.end(), [](const one_source& f) { return f.is_pipe && !f.gone; });
    }

    settings how;
    reader::on_diagnostic bad_record, bad_file;
    std::vector<std::string> paths;
    std::vector<char> block;
    std::deque<one_source> sources; // of which some are found while others are read
    std::uint32_t next_number = 0;
    std::uint64_t done = 0;
    bool looked = false;
    std::optional<record_files> again; // read once more for the late records of the first time
};

/// Files of text have the numbers of their paths, tables those behind.
void record_files::body::find_sources() {
    looked = true;
    next_number = static_cast<std::uint32_t>(paths.size());
    for (std::uint32_t i = 0; i < paths.size(); ++i) {
        if (paths[i] != "-" && how.open_tables && add_tables(paths[i], paths[i])) continue;
        one_source& f = sources.emplace_back();
        f.path = paths[i];
        f.number = i;
    }
    if (sources.size() < 2) return;
    for (one_source& f : sources) look_when_it_begins(f);
}

/// The tables of a database, which is called `name`; false where the path is that of something else.
bool record_files::body::add_tables(const std::string& path, const std::string& name) {
    one_source unread;
    unread.path = name;
    try {
        auto tables = how.open_tables(path, {name, 0, how.zone, {}}, bad_record);
        if (!tables) return false;
        if (tables->empty()) give_up(unread, errc::no_such_table);
        for (std::unique_ptr<record_table>& t : *tables) {
            one_source& f = sources.emplace_back();
            f.path = name;
            f.table = std::move(t);
            f.table->set_number(f.number = next_number++);
        }
    } catch (const store_error& e) {
        give_up(unread, e.reason());
    }
    return true;
}

/// The tables of a database that is compressed, or comes from a pipe.
void record_files::body::add_unpacked(one_source& f, std::string_view beginning) {
    const std::uint64_t before = f.input->taken();
    const auto copy = unpacked_copy::of(beginning, *f.input);
    done += f.input->taken() - before;
    if (!copy) return give_up(f, copy.error());
    f.input.reset();
    f.over = true;
    add_tables(copy->path(), f.path);
}

bool record_files::body::open(one_source& f) {
    if (f.input) return true;
    auto opened = input_file::open(f.path);
    if (!opened) return give_up(f, opened.error()), false;
    f.input.emplace(std::move(*opened));
    f.is_pipe = !f.input->size() || f.path == "-";
    return true;
}

void record_files::body::give_up(one_source& f, error reason) {
    f.input.reset();
    f.over = true;
    f.gone = !f.reader;
    diagnostic d;
    d.reason = reason;
    d.file = f.path;
    if (bad_file) bad_file(d);
}

/// The next bytes, none at the end; nothing (told) where the file cannot be read. A pipe may give its first bytes one by
/// one: enough of them are waited for to see what they are, a whole line at least.
std::optional<std::string_view> record_files::body::read(one_source& f) {
    constexpr std::size_t enough = 1 << 12;
    std::size_t have = 0;
    const auto suffices = [&] {
        return f.reader ? have > 0
                        : have >= enough && std::string_view(block.data(), have).find('\n') != std::string_view::npos;
    };
    const std::uint64_t before = f.input->taken();
    while (have < block.size() && !suffices()) {
        const auto n = f.input->read({block.data() + have, block.size() - have});
        if (!n && have == 0) return give_up(f, n.error()), std::nullopt;
        if (!n || *n == 0) break; // an error is met again
        have += *n;
    }
    done += f.input->taken() - before;
    return std::string_view(block.data(), have);
}

std::unique_ptr<reader> record_files::body::make_reader_of(const one_source& f, std::string_view beginning,
                                                           reader::on_diagnostic tell) {
    if (begins_as_database(beginning)) return nullptr;
    const std::optional<format> found = how.from ? how.from : detect_format(beginning);
    if (!found) return nullptr;
    return make_reader(*found, {f.path, f.number, how.zone, how.columns}, std::move(tell));
}

/// Reads the beginning of the file for its first time only. Where it tells none, it is read before the others.
void record_files::body::look_when_it_begins(one_source& f) {
    if (f.table || !open(f)) return;
    const std::uint64_t before = done;
    const std::optional<std::string_view> beginning = read(f);
    if (!beginning) return;
    span_of_times times;
    if (const auto r = make_reader_of(f, *beginning, {})) {
        r->feed(*beginning, times);
        r->finish(times);
        if (times.first != instant::max()) f.position = times.first;
    }
    if (f.is_pipe) {
        f.head = *beginning;
        return;
    }
    f.input.reset(); // not to hold thousands open
    done = before;
}

bool record_files::body::begin(one_source& f, std::string_view beginning) {
    if (f.reader) return true;
    if (how.open_tables && begins_as_database(beginning)) return add_unpacked(f, beginning), false;
    f.reader = make_reader_of(f, beginning, bad_record);
    if (!f.reader) give_up(f, beginning.empty() ? errc::empty_file : errc::unknown_format);
    return f.reader != nullptr;
}

void record_files::body::read_on(one_source& f, assembler& out, bool alone) {
    if (!open(f)) return;
    std::string_view bytes = f.head;
    if (bytes.empty()) {
        const std::optional<std::string_view> more = read(f);
        if (!more) {
            if (f.reader) f.reader->finish(out); // what it held is not lost
            return;
        }
        bytes = *more;
    }
    if (!begin(f, bytes)) return;
    if (bytes.empty()) {
        f.reader->finish(out);
        f.over = true;
        f.input.reset();
        return;
    }
    if (alone) {
        f.reader->feed(bytes, out);
    } else {
        span_of_times times(&out);
        f.reader->feed(bytes, times);
        f.position = std::max(f.position, times.last);
    }
    f.head.clear();
}

void record_files::body::read_table(one_source& f, assembler& out) {
    span_of_times times(&out);
    try {
        f.over = !f.table->read_some(times);
    } catch (const store_error& e) {
        give_up(f, e.reason());
    }
    f.position = std::max(f.position, times.last);
}

record_files::record_files(std::vector<std::string> paths, settings how, reader::on_diagnostic bad_record,
                           reader::on_diagnostic bad_file)
    : body_(std::make_unique<body>(std::move(paths), std::move(how), std::move(bad_record), std::move(bad_file))) {}
record_files::~record_files() = default;
record_files::record_files(record_files&&) noexcept = default;
record_files& record_files::operator=(record_files&&) noexcept = default;

bool record_files::read_some(assembler& out) {
    body& b = *body_;
    if (!b.looked) b.find_sources();
    one_source* behind = nullptr;
    std::size_t open = 0;
    for (one_source& f : b.sources) {
        if (f.over) continue;
        ++open;
        if (!behind || f.position < behind->position) behind = &f;
    }
    if (!behind) return false;
    out.keep_from(open == 1 ? instant::max() : behind->position);
    if (behind->table) b.read_table(*behind, out);
    else b.read_on(*behind, out, open == 1);
    return true;
}

void record_files::amend_late(assembler& out, const assembler::on_version& tell) {
    std::optional<record_files>& again = body_->again;
    if (!again) {
        if (!body_->report_late(out)) return;
        again.emplace(body_->paths, body_->how, reader::on_diagnostic(), reader::on_diagnostic());
        out.look_again(tell);
    }
    while (again->read_some(out)) {
    }
    out.finish();
    again.reset();
}

/// False where there are none, or they cannot be made good.
bool record_files::body::report_late(const assembler& out) {
    const std::vector<place>& late = out.late();
    if (late.empty()) return false;
    const bool twice = can_be_read_twice();
    for (const place& p : late) {
        diagnostic d;
        d.reason = errc::late_record;
        for (const one_source& f : sources)
            if (f.number == p.file) d.file = f.path;
        d.line = p.line;
        d.level = twice ? severity::warning : severity::rejected;
        if (bad_record) bad_record(d);
    }
    if (const std::size_t found = out.count().late; found > late.size()) { // more than are remembered
        diagnostic d;
        d.reason = errc::late_record;
        d.file = paths.front();
        d.found = std::to_string(found - late.size()) + " more calls with late records, which were left out";
        d.expected = "records about in the order of their times";
        if (bad_record) bad_record(d);
    }
    return twice;
}

std::uint64_t record_files::bytes_read() const noexcept {
    return body_->done;
}

std::optional<std::uint64_t> record_files::bytes_in_all() const noexcept {
    std::uint64_t sum = 0;
    for (const std::string& path : body_->paths) {
        struct stat about {};
        if (path == "-") return std::nullopt;
        if (::stat(path.c_str(), &about) != 0) continue; // reported when it is opened
        if (!S_ISREG(about.st_mode)) return std::nullopt;
        sum += static_cast<std::uint64_t>(about.st_size);
    }
    return sum;
}

} // namespace almon::inline v0::cdr
