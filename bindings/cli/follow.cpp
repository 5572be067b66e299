// SPDX-License-Identifier: BSL-1.0
#include "follow.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <almon/cdr/assembler.hpp>

#include "out_file.hpp"

namespace almon::cli {

namespace {

using steady = std::chrono::steady_clock;

volatile std::sig_atomic_t asked_to_stop = 0;

void listen_for_stop() {
    struct sigaction action {};
    action.sa_handler = [](int) { asked_to_stop = 1; };
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

/// Two that write one state would lose each other's calls.
class state_lock {
public:
    explicit state_lock(const std::string& state) {
        if (state.empty()) return;
        const std::string lock = state + ".lock";
        handle_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
        if (handle_ < 0) throw file_error::of_system(lock, errno);
        if (::flock(handle_, LOCK_EX | LOCK_NB) == 0) return;
        std::cerr << "almon: " << state << " is in use by another almon that follows\n";
        ::close(handle_);
        throw leave{resource};
    }
    ~state_lock() {
        if (handle_ >= 0) ::close(handle_);
    }
    state_lock(const state_lock&) = delete;
    state_lock& operator=(const state_lock&) = delete;

private:
    int handle_ = -1;
};

class follower {
public:
    follower(follow_request request, follow_state state);
    /// False where it was asked to stop, or nothing can come any more; true where what was read has to be read again.
    bool run();
    /// For the follower that reads again. *Lifetime*: this one is of no use any more.
    follow_request take_request() { return std::move(request_); }
    follow_state take_state() { return std::move(state_); }

private:
    static constexpr std::size_t piece = 1 << 18; // of each source in turn
    static constexpr std::chrono::milliseconds pause{250};
    static constexpr std::chrono::seconds save_every{1};
    static constexpr std::chrono::seconds look_at_offices_every{1};

    std::size_t poll_all();
    void catch_up();
    void tell(const cdr::call& c, const cdr::difference& d);
    void save();
    void wait() const;
    void let_time_pass();
    void note_late();
    void look_at_offices();
    bool has_changed();
    [[nodiscard]] bool all_ended() const {
        return std::all_of(sources_.begin(), sources_.end(), [](const auto& s) { return s->ended(); });
    }

    follow_request request_;
    follow_state state_; // as it was kept last: all its calls were written
    call_sinks* sinks_;
    cdr::assembler calls_;
    std::vector<std::unique_ptr<followed>> sources_;
    std::vector<std::string> telling_; // ids of calls that were told to the sinks and not flushed yet
    steady::time_point saved_ = steady::now(), heard_ = steady::now();
    instant heard_until_ = instant::min(); // record time then
    instant reached_ = instant::min();     // and as it has gone on since
    bool moved_ = false;                   // read since the state was kept
    steady::time_point looked_ = steady::now();
    std::size_t late_ = 0; // as was said
};

follower::follower(follow_request request, follow_state state)
    : request_(std::move(request)), state_(std::move(state)), sinks_(request_.open_sinks(state_.sizes)),
      calls_(request_.records,
             cdr::assembler::on_version([this](const cdr::call& c, const cdr::difference& d) { tell(c, d); })) {
    request_.reading.next_file = state_.next_file;
    bool all_there = true;
    for (const std::string& path : request_.files) {
        sources_.push_back(follow_file(path, request_.reading));
        for (const kept_source& k : state_.sources)
            if (k.path == path && !sources_.back()->restore(k)) {
                std::cerr << "almon: " << path
                          << ": a file that was read before is gone; calls begun in it stay as they are\n";
                all_there = false;
            }
    }
    std::vector<cdr::told_call> told = state_.told_surely();
    if (!all_there)
        for (cdr::told_call& c : told) c.closed = true; // without its beginning a call would only get worse
    calls_.resume(told);
    state_.sizes = sinks_->sizes();
}

void follower::tell(const cdr::call& c, const cdr::difference& d) {
    telling_.push_back(c.id);
    request_.tell(c, d);
}

std::size_t follower::poll_all() {
    std::size_t read = 0;
    for (const auto& s : sources_) read += s->poll(calls_, piece);
    if (read == 0)
        for (const auto& s : sources_) s->rest(calls_);
    moved_ = moved_ || read > 0;
    return read;
}

/// Keeps the state, then makes visible what was told. Killed between the two, the next run begins at the old places and
/// tells once more what it finds marked as being told; killed afterwards, it knows it.
void follower::save() {
    if (!request_.state.empty() && !telling_.empty()) {
        follow_state before = state_;
        std::vector<cdr::place> from;
        for (const kept_source& s : before.sources)
            for (const kept_file& f : s.files) from.push_back({f.number, f.line});
        before.told = calls_.told(from);
        before.unsure = telling_;
        save_state(request_.state, before);
    }
    sinks_->flush();
    const bool told = !std::exchange(telling_, {}).empty();
    const bool may_change =
        std::any_of(sources_.begin(), sources_.end(), [](const auto& s) { return s->may_change(); });
    if (request_.state.empty() && !may_change) return;
    const std::vector<cdr::place> needed = calls_.needed();
    state_.sources.clear();
    std::vector<cdr::place> from;
    for (const auto& s : sources_) {
        state_.sources.push_back(s->keep(needed));
        for (const kept_file& f : state_.sources.back().files) from.push_back({f.number, f.line});
    }
    state_.next_file = request_.reading.next_file;
    state_.sizes = sinks_->sizes();
    state_.unsure.clear();
    state_.told = calls_.told(from);
    if (!told && !moved_) return;
    if (!request_.state.empty()) save_state(request_.state, state_);
    moved_ = false;
    saved_ = steady::now();
}

/// What was written before this run: only final versions, and those that change what an earlier run told. The source that
/// is furthest behind is read next, so that what several say of one call comes together.
void follower::catch_up() {
    std::vector<followed*> behind;
    for (const auto& s : sources_) behind.push_back(s.get());
    while (!asked_to_stop && !behind.empty()) {
        const auto last = std::min_element(behind.begin(), behind.end(), [](const followed* a, const followed* b) {
            return a->position() < b->position();
        });
        calls_.keep_from(behind.size() > 1 ? std::max((*last)->position(), instant{}) : instant::max());
        if ((*last)->poll(calls_, piece) > 0) moved_ = true;
        else behind.erase(last);
        if (steady::now() - saved_ > save_every) save();
    }
    calls_.keep_from(instant::max());
}

/// While every source is silent, record time goes on as the clock does.
void follower::let_time_pass() {
    if (calls_.record_time() == instant::min()) return;
    if (calls_.record_time() > reached_) { // something was heard
        reached_ = heard_until_ = calls_.record_time();
        heard_ = steady::now();
        return;
    }
    reached_ = heard_until_ + std::chrono::duration_cast<microseconds>(steady::now() - heard_);
    calls_.advance(reached_);
}

void follower::look_at_offices() {
    if (!request_.offices_again || steady::now() - looked_ < look_at_offices_every) return;
    looked_ = steady::now();
    if (auto offices = request_.offices_again()) {
        request_.records = *offices;
        calls_.use(std::move(*offices));
    }
}

/// Whether a row that an open call needs was changed after it was read.
bool follower::has_changed() {
    if (!std::any_of(sources_.begin(), sources_.end(), [](const auto& s) { return s->changed(); })) return false;
    if (std::all_of(sources_.begin(), sources_.end(), [](const auto& s) { return s->can_be_read_again(); }))
        return true;
    std::cerr
        << "almon: rows were changed after they were read; beside a pipe, which cannot be read twice, their calls stay "
           "as they were told\n";
    return false;
}

void follower::note_late() {
    const std::size_t late = calls_.count().late;
    if (late > late_)
        std::cerr << "almon: " << late - late_
                  << " versions of calls were not told, because their records came too late: read the files without "
                     "--follow to have them whole\n";
    late_ = late;
}

void follower::wait() const {
    pollfd pipe{-1, POLLIN, 0};
    for (const auto& s : sources_)
        if (s->handle() >= 0 && !s->ended()) pipe.fd = s->handle();
    ::poll(&pipe, 1, static_cast<int>(pause.count())); // a signal ends it
}

bool follower::run() {
    listen_for_stop();
    catch_up();
    bool reading = false;
    while (!asked_to_stop) {
        look_at_offices();
        if (!reading) {
            calls_.settle();
            note_late();
            if (!telling_.empty() || (moved_ && steady::now() - saved_ > save_every)) save();
            if (all_ended()) break;
            if (has_changed()) {
                save();
                return true;
            }
            wait();
        }
        const std::size_t read = poll_all();
        if (read == 0) let_time_pass();
        // a writer that never pauses must not keep calls back
        reading = read >= piece && steady::now() - saved_ < save_every;
    }
    if (all_ended()) calls_.finish();
    else calls_.settle();
    save();
    return false;
}

} // namespace

std::string default_state(const std::vector<std::string>& sinks) {
    for (const std::string& s : sinks)
        if (const std::size_t colon = s.find(':'); colon != std::string::npos && colon + 1 < s.size())
            return s.substr(colon + 1) + ".almon-state";
    return {};
}

void follow(follow_request request) {
    const state_lock lock(request.state);
    follow_state state;
    if (!request.state.empty())
        if (auto kept = load_state(request.state)) state = std::move(*kept);
    // what was read again is told where it differs, as after a restart
    for (;;) {
        follower f(std::move(request), std::move(state));
        if (!f.run()) return;
        request = f.take_request();
        state = f.take_state();
    }
}

} // namespace almon::cli
