// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_ami.hpp>

#include "ami_block.hpp"
#include "ami_events.hpp"
#include "ami_snapshot.hpp"
#include "lines.hpp"
#include "shown.hpp"

namespace almon::inline v0::cdr {

namespace {

/// `1795297219.285172`; nothing where it is no time.
std::optional<instant> time_of(std::string_view text) noexcept {
    std::int64_t whole = 0, micro = 0, unit = 100000;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && i < 11; ++i) whole = whole * 10 + (text[i] - '0');
    for (std::size_t k = i + 1; k < text.size() && unit > 0; ++k, unit /= 10)
        if (text[k] >= '0' && text[k] <= '9') micro += (text[k] - '0') * unit;
    if (i < 9) return std::nullopt;
    return instant(microseconds(whole * 1000000 + micro));
}

class ami_reader final : public reader {
public:
    ami_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)) {}

    void feed(std::string_view bytes, evidence_sink& out) override {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
    }
    void finish(evidence_sink& out) override {
        cutter_.finish(
            [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
        if (wanted_ && !block_.empty()) take_event(out); // a log may lack its last empty line
        snapshot_.finish(out);
        if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
        else if (!any_event_)
            report(errc::malformed_event, source_, 0, severity::rejected, "no event at all",
                   "blocks that begin with Event:");
    }

    bool holds_back() const noexcept override { return snapshot_.waits(); }

private:
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    void take_event(evidence_sink& out);
    void take_of_channel(evidence& e, evidence_sink& out);
    void stop_at(instant when, evidence_sink& out);
    void stop(evidence& e, evidence_sink& out);
    void booted(evidence& e, evidence_sink& out);

    source source_;
    line_cutter cutter_;
    event_block block_;
    ami_events events_{block_};
    const ami_events::kind* wanted_ = nullptr;
    bool inside_ = false;
    bool any_event_ = false;
    std::uint32_t line_ = 0;
    instant newest_, heard_;  // the time of this event, and of the one before it
    std::int64_t up_for_ = 0; // seconds since the PBX began, said by a greeting that names no time
    bool told_no_time_ = false;
    ami_snapshot snapshot_;
};

void ami_reader::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (line.empty()) {
        if (wanted_) take_event(out);
        wanted_ = nullptr;
        inside_ = false;
        return;
    }
    if (!inside_) {
        inside_ = true;
        line_ = number;
        block_.clear();
        if (!line.starts_with("Event: ")) return; // an answer to an action, a greeting
        any_event_ = true;
        wanted_ = ami_events::find(line.substr(7));
    }
    if (wanted_ && line.starts_with("EventName: ") && line != "EventName: APP_START") { // the rest of CEL
        if (const auto t = time_of(block_["Timestamp"])) snapshot_.not_before(*t);
        wanted_ = nullptr;
    }
    if (wanted_) block_.add(line);
    else if (line.starts_with("Timestamp: "))
        if (const auto t = time_of(line.substr(11))) snapshot_.not_before(*t); // of an answer to Ping, too
}

void ami_reader::take_event(evidence_sink& out) {
    evidence e;
    e.file = source_.file;
    e.line = line_;
    if (wanted_->may_lack_channel && block_["Channel"].empty()) return;
    heard_ = newest_;
    const auto time = time_of(block_["Timestamp"]);
    if (time) {
        if (up_for_ > 0 && newest_ != instant{} && *time - std::chrono::seconds(up_for_) > newest_)
            stop_at(newest_, out); // it was started again while nobody listened
        up_for_ = 0;
        snapshot_.time_is(*time, out);
        newest_ = e.at = *time;
    } else if (wanted_->read) {
        if (!told_no_time_)
            report(errc::malformed_time, source_, line_, severity::rejected, "Timestamp " + shown(block_["Timestamp"]),
                   "timestampevents=yes in manager.conf");
        else ++counts_.rejected;
        told_no_time_ = true;
        return;
    } else {
        e.at = newest_;
    }
    ++counts_.records;
    if (wanted_->read) return take_of_channel(e, out);
    if (wanted_->name == "Shutdown") stop(e, out);
    else if (wanted_->name == "FullyBooted") booted(e, out);
    else if (!snapshot_.take(wanted_->name, block_, e)) report(errc::truncated, source_, line_, severity::warning);
}

void ami_reader::take_of_channel(evidence& e, evidence_sink& out) {
    switch (events_.read(*wanted_, e)) {
    case ami_events::told::something: out.take(e); break;
    case ami_events::told::nothing: break;
    case ami_events::told::of_no_use: --counts_.records; break;
    case ami_events::told::malformed:
        --counts_.records;
        report(errc::malformed_event, source_, line_, severity::rejected, {}, "Channel and Uniqueid");
    }
}

void ami_reader::stop(evidence& e, evidence_sink& out) {
    e.what = fact::stopped;
    out.take(e); // without a time at the beginning of a stream: when was heard last
}

void ami_reader::stop_at(instant when, evidence_sink& out) {
    evidence e;
    e.at = when;
    stop(e, out);
}

/// Said when the PBX has started, and to everybody who logs in later. It went down after the last that was heard of it.
void ami_reader::booted(evidence& e, evidence_sink& out) {
    up_for_ = 0;
    for (const char c : block_["Uptime"])
        if (c >= '0' && c <= '9' && up_for_ < 10'000'000'000) up_for_ = up_for_ * 10 + (c - '0');
    const bool has_time = !block_["Timestamp"].empty();
    if (has_time && heard_ == instant{}) {
        up_for_ = 0; // nothing was going on before
    } else if (has_time) {
        if (up_for_ == 0 || e.at - std::chrono::seconds(up_for_ + 1) > heard_) stop_at(heard_, out);
        up_for_ = 0;
    } else if (up_for_ == 0) {
        stop(e, out);
    }
}

} // namespace

std::unique_ptr<reader> make_asterisk_ami_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<ami_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
