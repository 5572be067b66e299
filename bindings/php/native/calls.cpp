// SPDX-License-Identifier: BSL-1.0
#include "calls.hpp"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <exception>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "handles.hpp"
#include "office.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

/// An open file.
class descriptor {
public:
    explicit descriptor(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (fd_ < 0) throw failure(errno == ENOENT ? core_errc::not_found : core_errc::io);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() { ::close(fd_); }

    /// As many bytes as came; none at the end.
    std::size_t read(std::vector<char>& room) const {
        for (;;) {
            const ssize_t got = ::read(fd_, room.data(), room.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw failure(core_errc::io);
        }
    }

private:
    int fd_;
};

struct settings {
    std::vector<std::string> files;
    std::optional<cdr::format> format;
    std::shared_ptr<office::office> office;
    office::record_access asked; ///< of the office
    time_zone read_zone;
    std::vector<std::string> columns;
    cdr::json_options how;
};

/// One run over some files. *Threads*: one.
class run {
public:
    explicit run(settings s) : settings_(std::move(s)), calls_(context_of(settings_), deliver()), room_(1 << 16) {}

    /// Reads until `most` calls are there, or all is read. What stops the reading is thrown once all calls before it
    /// were taken.
    void fill(std::size_t most) {
        if (stopped_ && ready_.empty()) std::rethrow_exception(std::exchange(stopped_, nullptr));
        try {
            while (ready_.size() < most && !over_ && !stopped_) step();
        } catch (const failure&) {
            calls_.finish();
            if (ready_.empty()) throw;
            stopped_ = std::current_exception();
        }
    }
    std::optional<cdr::call> take() {
        if (ready_.empty()) return std::nullopt;
        std::optional<cdr::call> first = std::move(ready_.front());
        ready_.pop_front();
        return first;
    }
    [[nodiscard]] const cdr::json_options& how() const noexcept { return settings_.how; }
    json::array take_mistakes() { return std::exchange(mistakes_, {}); }

private:
    static cdr::context context_of(const settings& s) {
        cdr::context ctx = s.asked.context;
        ctx.explain = s.how.explain;
        return ctx;
    }
    cdr::assembler::on_call deliver() {
        return [this](const cdr::call& c) { ready_.push_back(c); };
    }

    void step() {
        if (!file_) {
            if (next_file_ == settings_.files.size()) {
                calls_.finish();
                over_ = true;
                return;
            }
            file_.emplace(settings_.files[next_file_++]);
        }
        const std::size_t got = file_->read(room_);
        const std::string_view bytes(room_.data(), got);
        if (!reader_ && got == 0) {
            mistakes_.push_back(to_array(mistake(cdr::errc::empty_file)));
            return file_.reset();
        }
        if (!reader_) reader_ = make(bytes);
        if (got > 0) return reader_->feed(bytes, calls_);
        reader_->finish(calls_);
        reader_.reset();
        file_.reset();
    }

    /// A mistake of the whole file that is being read.
    [[nodiscard]] diagnostic mistake(error reason) const {
        diagnostic d;
        d.reason = reason;
        d.file = settings_.files[next_file_ - 1];
        return d;
    }

    std::unique_ptr<cdr::reader> make(std::string_view head) {
        const auto format = settings_.format ? settings_.format : cdr::detect_format(head);
        if (!format) throw failure(cdr::errc::unknown_format);
        auto made = cdr::make_reader(*format,
                                     {settings_.files[next_file_ - 1], static_cast<std::uint32_t>(next_file_ - 1),
                                      settings_.read_zone, settings_.columns},
                                     [this](const diagnostic& d) { mistakes_.push_back(to_array(d)); });
        if (!made) throw failure(cdr::errc::unknown_format);
        return made;
    }

    settings settings_;
    std::deque<cdr::call> ready_;
    json::array mistakes_;
    cdr::assembler calls_;
    std::vector<char> room_;
    std::optional<descriptor> file_;
    std::unique_ptr<cdr::reader> reader_;
    std::size_t next_file_ = 0;
    bool over_ = false;
    std::exception_ptr stopped_;
};

// the binding's cache of handles, one a process
handles<run>& runs() {
    static handles<run> all;
    return all;
}
handles<const kept_call>& kept_calls() {
    static handles<const kept_call> all;
    return all;
}

} // namespace

answer calls_open(const std::vector<std::string_view>& files, std::string_view format, std::int64_t office,
                  std::string_view zone, const std::vector<std::string_view>& columns, std::int64_t explain) {
    settings s;
    for (const std::string_view file : files) {
        if (!is_path(file)) return failed(core_errc::not_found);
        s.files.emplace_back(file);
    }
    if (format != "auto") {
        s.format = cdr::parse_format(format);
        if (!s.format) return failed(cdr::errc::unknown_format);
    }
    if (office >= 0) {
        s.office = find_office(office);
        if (!s.office) return failed(core_errc::invalid_argument);
        s.asked = s.office->records();
        s.how.zone = s.read_zone = s.asked.file->tenant.zone;
    }
    if (!zone.empty()) {
        s.read_zone = time_zone::find(zone).value();
        if (!s.office) s.how.zone = s.read_zone;
    }
    for (const std::string_view column : columns) s.columns.emplace_back(column);
    s.how.explain = explain != 0;
    return runs().add(std::make_shared<run>(std::move(s)));
}

answer calls_next(std::int64_t id, std::int64_t most) {
    const auto r = runs().find(id);
    if (!r || most < 1) return failed(core_errc::invalid_argument);
    r->fill(static_cast<std::size_t>(most));
    json::array ids;
    while (static_cast<std::int64_t>(ids.size()) < most) {
        std::optional<cdr::call> c = r->take();
        if (!c) break;
        ids.push_back(keep_call({std::move(*c), r->how()}));
    }
    return ids;
}

answer calls_mistakes(std::int64_t id) {
    const auto r = runs().find(id);
    if (!r) return failed(core_errc::invalid_argument);
    return r->take_mistakes();
}

answer calls_close(std::int64_t id) {
    runs().remove(id);
    return nullptr;
}

answer call_json(std::int64_t id) {
    const auto c = find_call(id);
    if (!c) return failed(core_errc::invalid_argument);
    return json::string(cdr::to_json(c->call, c->how));
}

answer call_release(std::int64_t id) {
    kept_calls().remove(id);
    return nullptr;
}

std::shared_ptr<const kept_call> find_call(std::int64_t id) {
    return kept_calls().find(id);
}

std::int64_t keep_call(kept_call c) {
    return kept_calls().add(std::make_shared<const kept_call>(std::move(c)));
}

answer held() {
    return json::object{{"runs", runs().size()}, {"calls", kept_calls().size()}};
}

} // namespace almon::php
