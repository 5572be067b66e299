// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/record_files.hpp>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

struct one_file {
    std::string path;
    std::uint32_t number = 0;
    int handle = -1;
    std::string head; ///< of a pipe: what was read of it to see when it begins
    std::unique_ptr<cdr::reader> reader;
    instant position = instant::min(); ///< how far it has been read, in record time
    bool over = false, gone = false;
    std::optional<std::uint64_t> size; ///< nothing for a pipe
};

} // namespace

struct record_files::body {
    body(std::vector<std::string> paths, settings s, reader::on_diagnostic record, reader::on_diagnostic file)
        : how(std::move(s)), bad_record(std::move(record)), bad_file(std::move(file)), block(block_size) {
        for (std::string& path : paths) {
            one_file& f = files.emplace_back();
            f.path = std::move(path);
            f.number = static_cast<std::uint32_t>(files.size() - 1);
        }
    }
    ~body() {
        for (one_file& f : files) close(f);
    }
    body(const body&) = delete;
    body& operator=(const body&) = delete;

    bool open(one_file& f);
    static void close(one_file& f);
    void give_up(one_file& f, error reason);
    std::optional<std::size_t> read(one_file& f);
    std::unique_ptr<cdr::reader> make_reader_of(const one_file& f, std::string_view beginning,
                                                reader::on_diagnostic tell);
    void look_when_it_begins(one_file& f);
    void look_at_all();
    bool begin(one_file& f, std::string_view beginning);
    [[nodiscard]] bool can_be_read_twice() const {
        return std::all_of(files.begin(), files.end(), [](const one_file& f) { return f.size || f.gone; });
    }
    void read_on(one_file& f, assembler& out, bool alone);

    settings how;
    reader::on_diagnostic bad_record, bad_file;
    std::vector<char> block;
    std::vector<one_file> files;
    std::uint64_t done = 0;
    bool looked = false;
};

bool record_files::body::open(one_file& f) {
    if (f.handle >= 0) return true;
    f.handle = f.path == "-" ? STDIN_FILENO : ::open(f.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (f.handle < 0) {
        give_up(f, errno == ENOENT ? core_errc::not_found : core_errc::io);
        return false;
    }
    struct stat about {};
    if (::fstat(f.handle, &about) == 0 && S_ISREG(about.st_mode)) f.size = static_cast<std::uint64_t>(about.st_size);
    return true;
}

void record_files::body::close(one_file& f) {
    if (f.handle > STDIN_FILENO) ::close(f.handle);
    f.handle = -1;
}

void record_files::body::give_up(one_file& f, error reason) {
    close(f);
    f.over = true;
    f.gone = !f.reader;
    diagnostic d;
    d.reason = reason;
    d.file = f.path;
    if (bad_file) bad_file(d);
}

/// Fills the block; 0 at the end, nothing (told) where the file cannot be read.
std::optional<std::size_t> record_files::body::read(one_file& f) {
    for (;;) {
        const ssize_t n = ::read(f.handle, block.data(), block.size());
        if (n >= 0) return static_cast<std::size_t>(n);
        if (errno == EINTR) continue;
        give_up(f, core_errc::io);
        return std::nullopt;
    }
}

std::unique_ptr<reader> record_files::body::make_reader_of(const one_file& f, std::string_view beginning,
                                                           reader::on_diagnostic tell) {
    const std::optional<format> found = how.from ? how.from : detect_format(beginning);
    if (!found) return nullptr;
    return make_reader(*found, {f.path, f.number, how.zone, how.columns}, std::move(tell));
}

/// Reads the beginning of the file for its first time only. Where it tells none, it is read before the others.
void record_files::body::look_when_it_begins(one_file& f) {
    if (!open(f)) return;
    const std::optional<std::size_t> size = read(f);
    if (!size) return;
    const std::string_view beginning(block.data(), *size);
    span_of_times times;
    if (const auto r = make_reader_of(f, beginning, {})) {
        r->feed(beginning, times);
        r->finish(times);
        if (times.first != instant::max()) f.position = times.first;
    }
    if (f.size) return close(f); // not to hold thousands open
    f.head = beginning;
}

void record_files::body::look_at_all() {
    looked = true;
    if (files.size() < 2) return;
    for (one_file& f : files) look_when_it_begins(f);
}

bool record_files::body::begin(one_file& f, std::string_view beginning) {
    if (f.reader) return true;
    f.reader = make_reader_of(f, beginning, bad_record);
    if (!f.reader) give_up(f, beginning.empty() ? errc::empty_file : errc::unknown_format);
    return f.reader != nullptr;
}

void record_files::body::read_on(one_file& f, assembler& out, bool alone) {
    if (!open(f)) return;
    std::string_view bytes = f.head;
    if (bytes.empty()) {
        const std::optional<std::size_t> size = read(f);
        if (!size) {
            if (f.reader) f.reader->finish(out); // what it held is not lost
            return;
        }
        bytes = {block.data(), *size};
    }
    if (!begin(f, bytes)) return;
    done += bytes.size();
    if (bytes.empty()) {
        f.reader->finish(out);
        f.over = true;
        return close(f);
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

record_files::record_files(std::vector<std::string> paths, settings how, reader::on_diagnostic bad_record,
                           reader::on_diagnostic bad_file)
    : body_(std::make_unique<body>(std::move(paths), std::move(how), std::move(bad_record), std::move(bad_file))) {}
record_files::~record_files() = default;
record_files::record_files(record_files&&) noexcept = default;
record_files& record_files::operator=(record_files&&) noexcept = default;

bool record_files::read_some(assembler& out) {
    body& b = *body_;
    if (!b.looked) b.look_at_all();
    one_file* behind = nullptr;
    std::size_t open = 0;
    for (one_file& f : b.files) {
        if (f.over) continue;
        ++open;
        if (!behind || f.position < behind->position) behind = &f;
    }
    if (!behind) return false;
    out.keep_from(open == 1 ? instant::max() : behind->position);
    b.read_on(*behind, out, open == 1);
    return true;
}

void record_files::amend_late(assembler& out, const assembler::on_version& tell) {
    const std::vector<place> late = out.late();
    if (late.empty()) return;
    const bool twice = body_->can_be_read_twice();
    for (const place& p : late) {
        diagnostic d;
        d.reason = errc::late_record;
        d.file = p.file < body_->files.size() ? body_->files[p.file].path : std::string();
        d.line = p.line;
        d.level = twice ? severity::warning : severity::rejected;
        if (body_->bad_record) body_->bad_record(d);
    }
    if (!twice) return;
    std::vector<std::string> paths;
    for (const one_file& f : body_->files) paths.push_back(f.path);
    record_files again(std::move(paths), body_->how, {}, {});
    out.look_again(tell);
    while (again.read_some(out)) {
    }
    out.finish();
}

std::uint64_t record_files::bytes_read() const noexcept {
    return body_->done;
}

std::optional<std::uint64_t> record_files::bytes_in_all() const noexcept {
    std::uint64_t sum = 0;
    for (const one_file& f : body_->files) {
        struct stat about {};
        if (f.size) sum += *f.size;
        else if (f.path != "-" && ::stat(f.path.c_str(), &about) == 0 && S_ISREG(about.st_mode))
            sum += static_cast<std::uint64_t>(about.st_size);
        else if (!f.over) return std::nullopt;
    }
    return sum;
}

} // namespace almon::inline v0::cdr
