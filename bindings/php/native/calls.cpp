// SPDX-License-Identifier: BSL-1.0
#include "calls.hpp"

#include <algorithm>
#include <deque>
#include <optional>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/masking/redact.hpp>
#include <almon/office/offices.hpp>

#include "handles.hpp"
#include "office.hpp"
#include "policy.hpp"
#include "records.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

struct settings {
    records_asked records;
    office::shared_access asked;
    cdr::json_options how;
};

/// A call, and which telling of it this is.
struct version_of_call {
    cdr::call call;
    std::uint32_t version = 1;
};

/// One run over some files. *Threads*: one.
class run {
public:
    explicit run(settings s)
        : settings_(std::move(s)), calls_(records_of(settings_), deliver()),
          files_(
              settings_.records.files, settings_.records.how,
              [this](const diagnostic& d) { mistakes_.push_back(to_array(d)); },
              [this](const diagnostic& d) {
                  if (unread_ || d.reason == cdr::errc::empty_file) mistakes_.push_back(to_array(d));
                  else unread_ = d;
              }) {}

    /// Reads until `most` calls are there, or all is read.
    void fill(std::size_t most) {
        while (ready_.size() < most && !over_) {
            if (files_.read_some(calls_)) continue;
            calls_.finish();
            files_.amend_late(calls_, [this](const cdr::call& c, const cdr::difference& d) {
                if (d.withdrawn) withdrawn_.emplace_back(c.id);
                else ready_.push_back({c, d.version});
            });
            over_ = true;
        }
    }
    /// A file that cannot be read, once the calls of the others were taken.
    std::optional<diagnostic> take_unread() {
        return ready_.empty() ? std::exchange(unread_, std::nullopt) : std::nullopt;
    }
    std::optional<version_of_call> take() {
        if (ready_.empty()) return std::nullopt;
        std::optional<version_of_call> first = std::move(ready_.front());
        ready_.pop_front();
        return first;
    }
    [[nodiscard]] cdr::json_options how(const cdr::call& c) const {
        return {settings_.asked.zone_of(c, settings_.how.zone), settings_.how.explain};
    }
    json::array take_mistakes() { return std::exchange(mistakes_, {}); }
    json::array take_withdrawn() { return std::exchange(withdrawn_, {}); }

private:
    static cdr::shared_records records_of(const settings& s) {
        cdr::shared_records all = s.asked.shared;
        for (cdr::context& c : all.contexts) c.explain = s.how.explain;
        return all;
    }
    cdr::assembler::on_call deliver() {
        return [this](const cdr::call& c) { ready_.push_back({c}); };
    }

    settings settings_;
    std::deque<version_of_call> ready_;
    json::array mistakes_, withdrawn_;
    cdr::assembler calls_;
    std::optional<diagnostic> unread_; ///< of the first file that could not be read
    cdr::record_files files_;
    bool over_ = false;
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

answer calls_open(const std::vector<std::string_view>& files, std::string_view format,
                  const std::vector<std::string_view>& offices, std::string_view zone,
                  const std::vector<std::string_view>& columns, std::int64_t explain) {
    settings s;
    s.records = records_of(files, format, offices, zone, columns);
    std::vector<office::record_access> asked;
    for (const auto& o : s.records.offices) asked.push_back(o->records());
    auto shared = office::share(std::move(asked));
    if (!shared) return failed_office(shared.error());
    s.asked = std::move(*shared);
    s.how.zone = s.asked.offices.empty() ? s.records.how.zone : s.asked.offices.front().file->tenant.zone;
    s.how.explain = explain != 0;
    return runs().add(std::make_shared<run>(std::move(s)));
}

answer calls_next(std::int64_t id, std::int64_t most) {
    const auto r = runs().find(id);
    if (!r || most < 1) return failed(core_errc::invalid_argument);
    r->fill(static_cast<std::size_t>(most));
    if (const auto unread = r->take_unread()) {
        json::object why = failed(unread->reason);
        why["message"] = masking::redact(*unread);
        return why;
    }
    json::array ids;
    while (static_cast<std::int64_t>(ids.size()) < most) {
        std::optional<version_of_call> c = r->take();
        if (!c) break;
        const cdr::json_options how = r->how(c->call);
        ids.push_back(keep_call({std::move(c->call), how, c->version}));
    }
    return ids;
}

answer calls_mistakes(std::int64_t id) {
    const auto r = runs().find(id);
    if (!r) return failed(core_errc::invalid_argument);
    return r->take_mistakes();
}

answer calls_withdrawn(std::int64_t id) {
    const auto r = runs().find(id);
    if (!r) return failed(core_errc::invalid_argument);
    return r->take_withdrawn();
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

answer call_version(std::int64_t id) {
    const auto c = find_call(id);
    if (!c) return failed(core_errc::invalid_argument);
    return static_cast<std::int64_t>(c->version);
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
