// SPDX-License-Identifier: BSL-1.0
#include "observed.hpp"

#include <set>

#include <almon/cdr/readers/reader.hpp>

namespace almon::cli {

namespace {

/// The `column`th field of a CSV row, its quotes removed; the whole line where `column` is 0.
std::string field_of(const std::string& line, std::size_t column) {
    if (column == 0) return line;
    std::string field;
    bool quoted = false;
    std::size_t at = 1;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) ++at;
        else if (at == column) field += c;
    }
    return field;
}

std::vector<std::string> fields_of_lines(const std::string& text, std::size_t column) {
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (line.ends_with('\r')) line.pop_back();
        fields.push_back(field_of(line, column));
        begin = end + 1;
    }
    return fields;
}

/// Each channel's caller once, however often the records repeat it.
class caller_sink final : public cdr::evidence_sink {
public:
    caller_sink(observed& out, std::string_view channel) : out_(out), channel_(channel) {}

    void take(const cdr::evidence& e) override {
        const std::size_t slash = e.channel.find('/'); // the technology may be left out: mango of PJSIP/mango-1
        const bool of_trunk = e.channel.starts_with(channel_) ||
                              (slash != std::string_view::npos && e.channel.substr(slash + 1).starts_with(channel_));
        if (!of_trunk) return;
        if (!e.caller.empty() &&
            seen_.emplace(std::string(e.id.empty() ? e.channel : e.id) + '\n' + std::string(e.caller)).second)
            out_.callers.emplace_back(e.caller);
        for (const std::string_view dialled : {e.did, e.dialled})
            if (!dialled.empty()) out_.ours.emplace_back(dialled);
    }

private:
    observed& out_;
    std::string_view channel_;
    std::set<std::string> seen_;
};

} // namespace

observed read_observed(const std::string& text, const std::string& channel, std::size_t column) {
    observed found;
    const auto format = column == 0 ? cdr::detect_format(text) : std::nullopt;
    if (!format) {
        found.callers = fields_of_lines(text, column);
        return found;
    }
    caller_sink sink(found, channel);
    const auto reader = cdr::make_reader(*format, {}, nullptr);
    reader->feed(text, sink);
    reader->finish(sink);
    return found;
}

} // namespace almon::cli
