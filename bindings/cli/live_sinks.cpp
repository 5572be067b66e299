// SPDX-License-Identifier: BSL-1.0
// Versions of calls as lines that are appended.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "call_sinks.hpp"
#include "out_file.hpp"

namespace almon::cli {

namespace {

class growing_sink : public call_sink {
public:
    growing_sink(const std::string& path, const cdr::json_options& how, std::optional<std::uint64_t> kept) : how_(how) {
        if (!path.empty()) file_.emplace(path, kept);
    }
    void take(const cdr::call& c, const time_zone& zone) override { tell(c, zone, {}); }
    void flush() override { file_ ? file_->flush() : flush_out(); }
    void close() override { flush(); }
    std::optional<std::uint64_t> size() const override {
        if (!file_) return std::nullopt;
        return file_->size();
    }
    std::string name() const override { return file_ ? file_->path() : std::string(); }

protected:
    void put(std::string_view text) { file_ ? file_->write(text) : write_out(text); }
    [[nodiscard]] bool is_empty() const { return !file_ || file_->size() == 0; }

    cdr::json_options how_;
    std::string line_;

private:
    std::optional<growing_file> file_;
};

class live_ndjson final : public growing_sink {
public:
    using growing_sink::growing_sink;
    void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        put(json_line(c, d, zone, how_, line_));
    }
};

class live_csv final : public growing_sink {
public:
    live_csv(const std::string& path, const cdr::json_options& how, std::optional<std::uint64_t> kept)
        : growing_sink(path, how, kept) {
        if (is_empty()) put(fmt::format("{},version,changed\n", cdr::csv_header()));
    }
    void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        how_.zone = zone;
        line_.clear();
        if (d.withdrawn) { // the id in its column, and nothing else
            const std::string_view names = cdr::csv_header();
            const std::size_t id = names.starts_with("id,") ? 0 : names.find(",id,") + 1;
            line_.append(static_cast<std::size_t>(
                             std::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(id), ',')),
                         ',');
            line_ += c.id;
            line_.append(
                static_cast<std::size_t>(std::count(names.begin() + static_cast<std::ptrdiff_t>(id), names.end(), ',')),
                ',');
        } else {
            cdr::to_csv(c, how_, line_);
        }
        line_ += fmt::format(",{},{}\n", d.version,
                             d.withdrawn ? "withdrawn" : fmt::format("{}", fmt::join(d.changed, " ")));
        put(line_);
    }
};

} // namespace

std::unique_ptr<call_sink> make_live_ndjson(const std::string& path, const cdr::json_options& how,
                                            std::optional<std::uint64_t> kept) {
    return std::make_unique<live_ndjson>(path, how, kept);
}

std::unique_ptr<call_sink> make_live_csv(const std::string& path, const cdr::json_options& how,
                                         std::optional<std::uint64_t> kept) {
    return std::make_unique<live_csv>(path, how, kept);
}

} // namespace almon::cli
