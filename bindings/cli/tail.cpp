// SPDX-License-Identifier: BSL-1.0
#include "tail.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/cdr/readers/input_file.hpp>
#include <almon/core/system_error.hpp>

#include "packed_file.hpp"
#include "sqlite_records.hpp"
#include "tail_file.hpp"

namespace almon::cli {

namespace {

namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

/// A writer may go on with the old file for a while after it was renamed.
constexpr std::chrono::seconds linger{10};

class file_tail final : public followed {
public:
    file_tail(std::string path, follow_options& options) : path_(std::move(path)), options_(&options) {}

    bool restore(const kept_source& kept) override;
    std::size_t poll(cdr::assembler& calls, std::size_t most) override;
    void rest(cdr::assembler& calls) override {
        for (const auto& f : files_) f->rest(calls);
    }
    kept_source keep(const std::vector<cdr::place>& needed) override;
    instant position() const override {
        instant newest = instant::min();
        for (const auto& f : files_) newest = std::max(newest, f->position());
        return newest;
    }
    bool ended() const override { return ended_; }
    bool can_be_read_again() const override {
        return path_ != "-" && (files_.empty() || !current_ || files_.back()->is_regular());
    }
    int handle() const override { return path_ == "-" && !files_.empty() ? files_.back()->handle() : -1; }

private:
    enum class packing : std::uint8_t { none, some };
    [[nodiscard]] std::vector<fs::path> siblings(packing how = packing::none) const;
    [[nodiscard]] int find_packed(const kept_file& kept) const;
    [[nodiscard]] int find_file(const kept_file& kept) const;
    void add_unseen(const kept_source& kept);
    void open_current();
    void look_for_rotation(cdr::assembler& calls);
    void was_truncated(cdr::assembler& calls);

    std::string path_;
    follow_options* options_;
    std::vector<std::unique_ptr<tail_file>> files_; // oldest first
    bool current_ = false;                          // the last of them is what the path names now
    bool ended_ = false;
    bool all_found_ = true;
};

/// Files beside the path that rotation may have made of it: `path.1`, `path-20261122` …; or those of them that are
/// compressed, newest first.
std::vector<fs::path> file_tail::siblings(packing how) const {
    std::vector<fs::path> found;
    const fs::path self(path_);
    const fs::path folder = self.has_parent_path() ? self.parent_path() : fs::path(".");
    const std::string name = self.filename().string();
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string other = entry.path().filename().string();
        if (other.size() <= name.size() || !other.starts_with(name) ||
            (other[name.size()] != '.' && other[name.size()] != '-'))
            continue;
        if (cdr::input_file::is_named_as_packed(other) != (how == packing::some)) continue;
        if (entry.is_regular_file(ignored)) found.push_back(entry.path());
    }
    if (how == packing::some)
        std::sort(found.begin(), found.end(), [&ignored](const fs::path& a, const fs::path& b) {
            return fs::last_write_time(a, ignored) > fs::last_write_time(b, ignored);
        });
    return found;
}

/// A handle of the file that `kept` describes, wherever it is now; -1 where it is nowhere.
int file_tail::find_file(const kept_file& kept) const {
    std::vector<fs::path> candidates = siblings();
    candidates.insert(candidates.begin(), fs::path(path_));
    int copy = -1;
    for (const fs::path& c : candidates) {
        const int handle = ::open(c.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0) continue;
        const file_identity id = identity_of(handle, kept.head);
        const bool same_head = id.head >= kept.head && id.hash == kept.hash && id.size >= kept.offset;
        if (same_head && id.device == kept.device && id.inode == kept.inode) {
            if (copy >= 0) ::close(copy);
            return handle;
        }
        if (same_head && kept.head > 0 && copy < 0 && id.size >= kept.read) copy = handle;
        else ::close(handle);
    }
    return copy >= 0 ? copy : find_packed(kept);
}

/// It was rotated and compressed since.
int file_tail::find_packed(const kept_file& kept) const {
    if (kept.head == 0) return -1;
    for (const fs::path& c : siblings(packing::some)) {
        const int handle = unpack(c.string(), kept.head, kept.hash);
        if (handle < 0) continue;
        if (identity_of(handle, 0).size >= kept.read) return handle;
        ::close(handle);
    }
    return -1;
}

bool file_tail::restore(const kept_source& kept) {
    for (const kept_file& k : kept.files) {
        const int handle = find_file(k);
        if (handle < 0) {
            all_found_ = false;
            continue;
        }
        files_.push_back(std::make_unique<tail_file>(handle, path_, k, cdr::parse_format(kept.format), *options_));
        struct stat named {};
        const file_identity id = identity_of(handle, 0);
        current_ = ::stat(path_.c_str(), &named) == 0 && named.st_ino == id.inode && named.st_dev == id.device;
    }
    if (!kept.files.empty() && !current_) add_unseen(kept);
    return all_found_;
}

/// Files that were begun and rotated away while nobody looked.
void file_tail::add_unseen(const kept_source& kept) {
    struct unseen {
        int handle;
        file_identity id;
    };
    std::vector<unseen> found;
    struct stat named {};
    const bool there = ::stat(path_.c_str(), &named) == 0;
    for (const fs::path& s : siblings()) {
        const int handle = ::open(s.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0) continue;
        const file_identity id = identity_of(handle, 1024);
        const bool known = std::any_of(files_.begin(), files_.end(), [&id](const auto& f) {
            return f->identity().inode == id.inode && f->identity().device == id.device;
        });
        const bool current = there && named.st_ino == id.inode && named.st_dev == id.device;
        if (known || current || id.changed <= kept.files.back().changed) ::close(handle);
        else found.push_back({handle, id});
    }
    for (const fs::path& s : siblings(packing::some)) {
        struct stat packed {};
        if (::stat(s.c_str(), &packed) != 0) continue;
        const std::int64_t changed =
            packed.st_mtim.tv_sec * 1'000'000'000 + packed.st_mtim.tv_nsec; // as it was of the file
        const int handle = changed > kept.files.back().changed ? unpack(s.string(), 0, 0) : -1;
        if (handle < 0) continue;
        file_identity id = identity_of(handle, 1024);
        id.changed = changed;
        const bool known = std::any_of(files_.begin(), files_.end(), [&id](const auto& f) {
            return f->identity().head == id.head && f->identity().hash == id.hash;
        });
        if (known) ::close(handle);
        else found.push_back({handle, id});
    }
    std::sort(found.begin(), found.end(), [](const unseen& a, const unseen& b) { return a.id.changed < b.id.changed; });
    for (const unseen& u : found) {
        kept_file fresh;
        fresh.number = options_->next_file++;
        files_.push_back(
            std::make_unique<tail_file>(u.handle, path_, fresh, cdr::parse_format(kept.format), *options_));
    }
}

void file_tail::open_current() {
    const int handle = path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0) return; // not there yet
    kept_file fresh;
    fresh.number = options_->next_file++;
    files_.push_back(std::make_unique<tail_file>(handle, path_, fresh, std::nullopt, *options_));
    current_ = true;
}

std::size_t file_tail::poll(cdr::assembler& calls, std::size_t most) {
    if (ended_) return 0;
    if (!current_) open_current();
    std::size_t read = 0;
    for (const auto& f : files_)
        if (read < most) read += f->read(calls, most - read);
    if (read > 0) return read;
    if (path_ == "-") {
        ended_ = !files_.empty() && files_.back()->at_end_of_pipe();
        if (ended_) files_.back()->finish(calls);
        return 0;
    }
    look_for_rotation(calls);
    for (const auto& f : files_) // old ones that nobody writes into any more
        if (!(current_ && f == files_.back()) && f->quiet_for() > linger) f->finish(calls);
    return 0;
}

void file_tail::look_for_rotation(cdr::assembler& calls) {
    if (!current_) return;
    tail_file& last = *files_.back();
    if (!last.is_regular()) return;
    if (last.was_truncated()) return was_truncated(calls);
    struct stat named {};
    const bool there = ::stat(path_.c_str(), &named) == 0;
    if (there && named.st_ino == last.identity().inode && named.st_dev == last.identity().device) return;
    last.touch();
    current_ = false; // renamed or taken away; the path's next file is opened when it is there
}

/// Copied and truncated: what was appended between our last look and the copy stands in the copy.
void file_tail::was_truncated(cdr::assembler& calls) {
    tail_file& last = *files_.back();
    const kept_file was = last.describe();
    for (const fs::path& s : siblings()) {
        const int handle = ::open(s.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0) continue;
        const file_identity id = identity_of(handle, was.head);
        const bool copy = was.head > 0 && id.head >= was.head && id.hash == was.hash && id.size >= was.read;
        const bool known = std::any_of(files_.begin(), files_.end(), [&id](const auto& f) {
            return f->identity().inode == id.inode && f->identity().device == id.device;
        });
        if (copy && !known) {
            last.move_to(handle);
            last.touch();
            current_ = false;
            return;
        }
        ::close(handle);
    }
    last.finish(calls);
    current_ = false;
}

kept_source file_tail::keep(const std::vector<cdr::place>& needed) {
    kept_source kept{path_, {}, {}};
    for (std::size_t i = 0; i < files_.size();) {
        tail_file& f = *files_[i];
        const auto first =
            std::find_if(needed.begin(), needed.end(), [&f](const cdr::place& p) { return p.file == f.number(); });
        const bool current = current_ && i + 1 == files_.size();
        if (first == needed.end() && f.is_finished() && !current) {
            files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(i)); // nobody needs it any more
            continue;
        }
        kept.files.push_back(f.keep(first == needed.end() ? std::nullopt : std::optional(first->line)));
        if (f.format()) kept.format = to_string(*f.format());
        ++i;
    }
    if (path_ == "-" || (current_ && !files_.back()->is_regular())) kept.files.clear(); // cannot be read again
    return kept;
}

/// A path that may come to hold text or a database: until its first bytes tell, nobody knows.
class coming_file final : public followed {
public:
    coming_file(std::string path, follow_options& options) : path_(std::move(path)), options_(&options) {}

    bool restore(const kept_source& kept) override {
        kept_ = kept;
        // text may have been rotated away since: its place is looked for now, a database is waited for
        if (!kept.files.empty() && kept.files.front().inode != 0) become(std::make_unique<file_tail>(path_, *options_));
        return restored_;
    }
    std::size_t poll(cdr::assembler& calls, std::size_t most) override {
        if (!now_) decide();
        return now_ ? now_->poll(calls, most) : 0;
    }
    void rest(cdr::assembler& calls) override {
        if (now_) now_->rest(calls);
    }
    kept_source keep(const std::vector<cdr::place>& needed) override {
        if (now_) return now_->keep(needed);
        return {path_, kept_.format, kept_.files};
    }
    instant position() const override { return now_ ? now_->position() : instant::min(); }
    bool changed() override { return now_ && now_->changed(); }
    bool may_change() const override { return now_ && now_->may_change(); }
    bool can_be_read_again() const override { return !now_ || now_->can_be_read_again(); }
    int handle() const override { return now_ ? now_->handle() : -1; }

private:
    void decide() {
        std::error_code none;
        const fs::file_status about = fs::status(path_, none);
        if (::access(path_.c_str(), R_OK) != 0) return wait_for(meaning_of_errno(errno));
        if (fs::is_directory(about)) return wait_for(core_errc::is_directory);
        if (!fs::is_regular_file(about)) return become(std::make_unique<file_tail>(path_, *options_));
        std::ifstream in(path_, std::ios::binary);
        char head[16] = {};
        in.read(head, sizeof head);
        const std::string_view begin(head, static_cast<std::size_t>(in.gcount()));
        if (auto tables = follow_sqlite(path_, *options_)) return become(std::move(tables));
        if (!std::string_view("SQLite format 3").starts_with(begin))
            become(std::make_unique<file_tail>(path_, *options_));
    }
    /// Says once why nothing is read: a misspelt name would be waited for in silence.
    void wait_for(core_errc reason) {
        if (std::exchange(waiting_, true)) return;
        diagnostic d;
        d.reason = reason;
        d.file = path_;
        d.expected = "one to come";
        d.level = severity::warning;
        options_->tell(d);
    }
    void become(std::unique_ptr<followed> what) {
        now_ = std::move(what);
        restored_ = now_->restore(kept_);
    }

    std::string path_;
    follow_options* options_;
    kept_source kept_;
    std::unique_ptr<followed> now_;
    bool restored_ = true;
    bool waiting_ = false; // was said
};

} // namespace

std::unique_ptr<followed> follow_file(std::string path, follow_options& options) {
    if (path == "-") return std::make_unique<file_tail>(std::move(path), options);
    return std::make_unique<coming_file>(std::move(path), options);
}

} // namespace almon::cli
