// SPDX-License-Identifier: BSL-1.0
#include "call_sinks.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "columns.hpp"
#include "command.hpp"
#include "out_file.hpp"
#include "printable.hpp"

namespace almon::cli {

namespace {

/// Lines to standard output or to a file that appears whole.
class text_sink : public call_sink {
public:
    text_sink(const std::string& path, const cdr::json_options& how) : how_(how) {
        if (!path.empty()) file_.emplace(path);
    }
    void close() override { file_ ? file_->commit() : flush_out(); }
    void flush() override {
        if (!file_) flush_out();
    }

protected:
    void put(std::string_view text) { file_ ? file_->write(text) : write_out(text); }

    cdr::json_options how_;
    std::string line_;
    std::optional<out_file> file_;
};

/// One line for each call, which begins with its id.
class line_sink : public text_sink {
public:
    using text_sink::text_sink;
    void take(const cdr::call& c, const time_zone& zone) override {
        make(c, zone);
        put(line_);
    }
    void amend(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        // what stands on standard output cannot be taken back: whoever reads it keeps the last line of each id
        if (!file_ || file_->is_stream()) return tell(c, zone, d);
        make(c, zone);
        if (amended_.empty()) told_ = file_->size();
        amended_.emplace(beginning_of(line_));
        if (!d.withdrawn) put(line_);
    }
    void close() override {
        if (!amended_.empty()) file_->drop_lines(told_, [this](std::string_view line) { return is_amended(line); });
        text_sink::close();
    }

protected:
    /// Puts the call into `line_`.
    void make(const cdr::call& c, const time_zone& zone) {
        how_.zone = zone;
        line_.clear();
        write(c);
        line_ += '\n';
    }
    virtual void write(const cdr::call& c) = 0;
    /// The line as far as it tells whose it is.
    [[nodiscard]] virtual std::string_view beginning_of(std::string_view line) const = 0;
    [[nodiscard]] virtual bool is_amended(std::string_view line) { return amended_.contains(beginning_of(line)); }

private:
    std::set<std::string, std::less<>> amended_; // beginnings of lines
    std::uint64_t told_ = 0;                     // what was written before the first of them
};

class ndjson_sink final : public line_sink {
public:
    using line_sink::line_sink;
    void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        put(json_line(c, d, zone, how_, line_));
    }

private:
    void write(const cdr::call& c) override { cdr::to_json(c, how_, line_); }
    std::string_view beginning_of(std::string_view line) const override {
        return line.substr(0, line.find(",\"direction\":")); // within a text the quotes would be escaped
    }
};

class csv_sink final : public line_sink {
public:
    csv_sink(const std::string& path, const cdr::json_options& how) : line_sink(path, how) {
        put(cdr::csv_header());
        put("\n");
    }

private:
    void write(const cdr::call& c) override { cdr::to_csv(c, how_, line_); }
    std::string_view beginning_of(std::string_view line) const override {
        bool quoted = false;
        for (std::size_t i = 0; i < line.size(); ++i) {
            quoted = quoted != (line[i] == '"');
            if (line[i] == ',' && !quoted) return line.substr(0, i);
        }
        return line;
    }
    bool is_amended(std::string_view line) override {
        if (!inside_) amended_row_ = line_sink::is_amended(line);
        inside_ = inside_ != (std::count(line.begin(), line.end(), '"') % 2 == 1); // a field may hold a line end
        return amended_row_;
    }

    bool inside_ = false, amended_row_ = false;
};

class table_sink final : public text_sink {
public:
    explicit table_sink(const cdr::json_options& how) : text_sink({}, how) {}
    void take(const cdr::call& c, const time_zone& zone) override {
        ++outcomes_[static_cast<std::size_t>(c.outcome)];
        ++count_;
        show(c, zone, "");
    }
    /// The lines stay as they are; the totals count each call as it was in the end.
    void amend(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        if (d.before) {
            --outcomes_[static_cast<std::size_t>(*d.before)];
            --count_;
        }
        if (d.withdrawn) return put(printable(c.id) + " is part of another call: records of it came late\n");
        if (d.version == 1) return take(c, zone);
        ++outcomes_[static_cast<std::size_t>(c.outcome)];
        ++count_;
        show(c, zone, " (again, whole: records of it came late)");
    }
    void show(const cdr::call& c, const time_zone& zone, std::string_view note) {
        how_.zone = zone;
        if (!std::exchange(headed_, true))
            put(column(how_.zone == time_zone() ? "start, UTC" : "start", 20) +
                "way      outside          name              our number    ended            "
                "counts as      talk  "
                "ring+wait  people\n");
        const std::string outside = !c.external            ? std::string("-")
                                    : c.external->withheld ? std::string("(withheld)")
                                    : c.external->e164     ? c.external->e164->e164()
                                                           : c.external->text;
        std::string people = c.by.empty() ? joined(c.answered_by) : c.by;
        if (c.direction == cdr::direction::internal && !c.answered_by.empty()) people += " > " + joined(c.answered_by);
        if (people.empty() && !c.rang.empty()) people = "rang " + joined(c.rang);
        if (c.external && !c.external->alias.empty()) people += " (dialled as " + c.external->alias + ")";
        for (const cdr::transfer& t : c.transfers) people += fmt::format(" ({} to {})", to_string(t.kind), t.to);
        std::string start = how_.zone.rfc3339(std::chrono::floor<std::chrono::seconds>(c.start)).substr(0, 19);
        start[10] = ' ';
        put(printable(column(start, 20) + column(to_string(c.direction), 8) + column(outside, 16) +
                      column(c.external ? who(*c.external) : std::string(), 17) + column(c.did, 13) +
                      column(to_string(c.disposition), 16) + column(to_string(c.outcome), 14) +
                      column(minutes(c.spans.talk), 5) + column(minutes(c.spans.ring + c.spans.wait), 10) + people +
                      std::string(note)) +
            "\n");
    }
    /// The name that the network told, if it is not the number once more; else whose number it is.
    static std::string who(const cdr::external_party& e) {
        if (!e.name.empty() && e.name != e.text) return e.name;
        return e.region.empty() || e.operator_name.empty() ? e.operator_name : e.operator_name + ", " + e.region;
    }
    void close() override {
        std::string all = fmt::format("{} calls", count_);
        for (std::size_t i = 0; i < outcomes_.size(); ++i)
            if (outcomes_[i] > 0)
                all += fmt::format("{} {} {}", all.find(':') == std::string::npos ? ":" : ",", outcomes_[i],
                                   to_string(static_cast<cdr::call_outcome>(i)));
        put(all + "\n");
        text_sink::close();
    }

private:
    bool headed_ = false;
    std::size_t count_ = 0;
    std::array<std::size_t, 6> outcomes_{};
};

std::unique_ptr<call_sink> make_sink(const std::string& name, const cdr::json_options& how, const sink_sizes* kept) {
    const std::size_t colon = name.find(':');
    const std::string kind = name.substr(0, colon), path = colon == std::string::npos ? "" : name.substr(colon + 1);
    const auto size = [&]() -> std::optional<std::uint64_t> {
        const auto found = kept->find(path);
        if (found == kept->end()) return std::nullopt;
        return found->second;
    };
    if (kind == "ndjson" && kept) return make_live_ndjson(path, how, size());
    if (kind == "csv" && kept) return make_live_csv(path, how, size());
    if (kind == "ndjson") return std::make_unique<ndjson_sink>(path, how);
    if (kind == "csv") return std::make_unique<csv_sink>(path, how);
    if (kind == "sqlite" && !path.empty()) return make_sqlite_sink(path, how);
    std::cerr << "almon: --to: write ndjson, csv, ndjson:PATH, csv:PATH or sqlite:PATH\n";
    throw leave{usage};
}

} // namespace

call_sinks::call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how) {
    for (const std::string& n : names) sinks_.push_back(make_sink(n, how, nullptr));
    if (!sinks_.empty()) return;
    if (json) sinks_.push_back(std::make_unique<ndjson_sink>(std::string(), how));
    else sinks_.push_back(std::make_unique<table_sink>(how));
}

call_sinks::call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how,
                       const sink_sizes& kept) {
    for (const std::string& n : names) sinks_.push_back(make_sink(n, how, &kept));
    if (!sinks_.empty()) return;
    if (json) sinks_.push_back(make_live_ndjson(std::string(), how, std::nullopt));
    else sinks_.push_back(std::make_unique<table_sink>(how));
}

} // namespace almon::cli
