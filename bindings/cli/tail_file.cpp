// SPDX-License-Identifier: BSL-1.0
#include "tail_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/cdr/readers/input_file.hpp>

#include "tail.hpp"

namespace almon::cli {

namespace {

constexpr std::uint64_t head_size = 1024;
constexpr std::uint64_t mark_distance = 1 << 14;
constexpr std::size_t longest_head = 1 << 16; // within which a file's format must show

/// Numbers the evidence as the whole file would, and leaves out what an earlier run had understood.
class numbering final : public cdr::evidence_sink {
public:
    numbering(cdr::assembler& to, std::uint32_t file, std::uint32_t base, std::uint32_t least, instant& newest)
        : to_(to), file_(file), base_(base), least_(least), newest_(newest) {}
    void take(const cdr::evidence& e) override {
        cdr::evidence numbered = e;
        numbered.file = file_;
        numbered.line = e.line + base_;
        if (numbered.line < least_) return;
        newest_ = std::max({newest_, e.at, e.what == cdr::fact::segment ? e.end : e.at});
        to_.take(numbered);
    }

private:
    cdr::assembler& to_;
    std::uint32_t file_, base_, least_;
    instant& newest_;
};

struct nothing final : cdr::evidence_sink {
    void take(const cdr::evidence&) override {}
};

bool has_layout(cdr::format f) noexcept {
    return f != cdr::format::asterisk_ami && f != cdr::format::asterisk_ari && f != cdr::format::asterisk_queue_log;
}

} // namespace

// FNV-1a
std::uint64_t head_hash(std::string_view bytes) noexcept {
    std::uint64_t h = 14695981039346656037u;
    for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
}

file_identity identity_of(int handle, std::uint64_t most) {
    file_identity id;
    struct stat now {};
    if (::fstat(handle, &now) != 0) return id;
    id.device = now.st_dev;
    id.inode = now.st_ino;
    id.size = static_cast<std::uint64_t>(now.st_size);
    id.changed = now.st_mtim.tv_sec * 1'000'000'000 + now.st_mtim.tv_nsec;
    std::string head(std::min({most, id.size, head_size}), '\0');
    if (!S_ISREG(now.st_mode) || head.empty()) return id;
    const ssize_t n = ::pread(handle, head.data(), head.size(), 0);
    if (n != static_cast<ssize_t>(head.size())) return id;
    id.head = head.size();
    id.hash = head_hash(head);
    return id;
}

tail_file::tail_file(int handle, std::string name, const kept_file& from, std::optional<cdr::format> format,
                     follow_options& options)
    : handle_(handle), name_(std::move(name)), kept_(from), format_(format), options_(&options) {
    struct stat now {};
    regular_ = ::fstat(handle_, &now) == 0 && S_ISREG(now.st_mode);
    identity_ = identity_of(handle_, head_size);
    offset_ = counted_ = line_begin_ = from.offset;
    line_ = from.line;
    safe_ = {from.line, from.offset};
    marks_.push_back(safe_);
    touch();
}

tail_file::~tail_file() {
    if (handle_ > STDIN_FILENO) ::close(handle_);
}

void tail_file::move_to(int handle) {
    ::close(handle_);
    handle_ = handle;
    identity_ = identity_of(handle_, head_size);
}

std::size_t tail_file::read(cdr::assembler& calls, std::size_t most) {
    if (finished_ || closed_) return 0;
    pollfd ready{handle_, POLLIN, 0};
    if (!regular_ && ::poll(&ready, 1, 0) <= 0) return 0; // a pipe is not waited for here
    block_.resize(std::min<std::size_t>(most, 1 << 18));
    const ssize_t n = regular_ ? ::pread(handle_, block_.data(), block_.size(), static_cast<off_t>(offset_))
                               : ::read(handle_, block_.data(), block_.size());
    if (n < 0 && errno != EINTR && errno != EAGAIN) {
        diagnostic d;
        d.reason = core_errc::io;
        d.file = name_;
        options_->tell(d);
        finished_ = true;
    }
    if (n == 0 && handle_ == STDIN_FILENO) closed_ = true;
    if (n <= 0) return 0;
    touch();
    const std::string_view bytes(block_.data(), static_cast<std::size_t>(n));
    offset_ += bytes.size();
    if (identity_.head < head_size) learn_head();
    feed(bytes, calls);
    return bytes.size();
}

bool tail_file::make_reader(std::string_view bytes) {
    head_ += bytes;
    const bool whole_line = head_.find('\n') != std::string::npos;
    if (!whole_line && head_.size() < longest_head) return false; // half a line is waited for
    if (!format_) format_ = options_->format ? options_->format : cdr::detect_format(head_);
    if (!format_) {
        diagnostic d;
        d.reason = cdr::errc::unknown_format;
        d.file = name_;
        if (const std::string_view packed = cdr::input_file::compression_of(head_); !packed.empty()) {
            d.found = "a file compressed with " + std::string(packed);
            d.expected = "one that grows; without --follow compressed files are read, too";
        }
        options_->tell(d);
        refused_ = true;
        head_.clear();
        return false;
    }
    reader_ = cdr::make_reader(*format_, {name_, kept_.number, options_->zone, options_->columns},
                               [this](const diagnostic& d) {
                                   if (quiet_head_) return;
                                   diagnostic numbered = d;
                                   if (d.line > 0) numbered.line += base_;
                                   options_->tell(numbered);
                               });
    if (kept_.offset > 0) feed_head();
    return true;
}

/// Reading goes on in the middle: the first rows of the file still tell what its columns are.
void tail_file::feed_head() {
    base_ = kept_.line - 1;
    if (!has_layout(*format_)) return;
    std::string head(std::min<std::uint64_t>(kept_.offset, longest_head), '\0');
    const ssize_t n = ::pread(handle_, head.data(), head.size(), 0);
    head.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    const std::size_t end = head.rfind('\n');
    head.resize(end == std::string::npos ? 0 : end + 1);
    nothing nowhere;
    quiet_head_ = true;
    reader_->feed(head, nowhere);
    reader_->rest(nowhere);
    quiet_head_ = false;
    base_ -= static_cast<std::uint32_t>(std::count(head.begin(), head.end(), '\n'));
}

void tail_file::feed(std::string_view bytes, cdr::assembler& calls) {
    if (refused_) return;
    std::string first;
    if (!reader_) {
        if (!make_reader(bytes)) return;
        first.swap(head_);
        bytes = first;
    }
    numbering out(calls, kept_.number, base_, kept_.line, newest_);
    reader_->feed(bytes, out);
    count_lines(bytes);
}

/// Remembers where lines begin at which reading can begin again: of manager events those behind an empty line.
void tail_file::count_lines(std::string_view bytes) {
    const bool blocks = format_ == cdr::format::asterisk_ami;
    mark last = safe_;
    for (std::size_t at = 0; at < bytes.size();) {
        const void* found = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
        if (!found) break;
        const std::size_t end = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
        const std::uint64_t length = counted_ + end - line_begin_;
        const bool empty = length == 1 || (length == 2 && end > 1 && bytes[end - 2] == '\r');
        line_begin_ = counted_ + end;
        ++line_;
        at = end;
        if (blocks && !empty) continue;
        last = {line_, line_begin_};
        if (last.offset - marks_.back().offset >= mark_distance) marks_.push_back(last);
    }
    counted_ += bytes.size();
    if (!reader_->holds_back()) safe_ = last;
}

void tail_file::rest(cdr::assembler& calls) {
    if (!reader_ || finished_) return;
    numbering out(calls, kept_.number, base_, kept_.line, newest_);
    const bool held = reader_->holds_back();
    reader_->rest(out);
    if (held && !reader_->holds_back() && format_ != cdr::format::asterisk_ami) safe_ = {line_, line_begin_};
}

void tail_file::finish(cdr::assembler& calls) {
    if (finished_) return;
    finished_ = true;
    if (!reader_ || counted_ == kept_.offset) return;
    numbering out(calls, kept_.number, base_, kept_.line, newest_);
    reader_->finish(out);
    safe_ = {line_, offset_};
}

bool tail_file::was_truncated() const {
    if (!regular_) return false;
    const file_identity now = identity_of(handle_, identity_.head);
    return now.size < offset_ || now.hash != identity_.hash;
}

/// More first bytes tell it better from others.
void tail_file::learn_head() {
    const file_identity now = identity_of(handle_, head_size);
    if (now.size < offset_ || now.head <= identity_.head) return;
    const file_identity before = identity_of(handle_, identity_.head);
    if (before.hash == identity_.hash) identity_ = now;
}

kept_file tail_file::describe() {
    if (identity_.head < head_size) learn_head();
    const file_identity now = identity_of(handle_, 0);
    kept_file k = kept_;
    k.device = identity_.device;
    k.inode = identity_.inode;
    k.head = identity_.head;
    k.hash = identity_.hash;
    k.read = offset_;
    k.changed = now.changed;
    return k;
}

kept_file tail_file::keep(std::optional<std::uint32_t> line) {
    kept_file k = describe();
    mark from = safe_;
    if (line && *line < safe_.line) {
        const auto after = std::upper_bound(marks_.begin(), marks_.end(), *line,
                                            [](std::uint32_t l, const mark& m) { return l < m.line; });
        from = after == marks_.begin() ? marks_.front() : *(after - 1);
    }
    while (marks_.size() > 1 && marks_[1].line <= from.line) marks_.erase(marks_.begin());
    k.offset = from.offset;
    k.line = from.line;
    return k;
}

} // namespace almon::cli
