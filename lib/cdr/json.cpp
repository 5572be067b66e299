// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/json.hpp>

#include <algorithm>
#include <charconv>

#include "local_clock.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

std::string_view word_of(address_kind k) noexcept {
    switch (k) {
    case address_kind::number: return "number";
    case address_kind::extension: return "extension";
    case address_kind::short_code: return "short_code";
    case address_kind::sip_uri: return "sip_uri";
    case address_kind::none: break;
    }
    return "none";
}

void append_number(std::string& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

/// Appends text that stands between quotes. Bytes that are no UTF-8 are kept as the character of their number.
void append_escaped(std::string& out, std::string_view text) {
    if (!is_utf8(text)) return append_escaped(out, to_utf8(text).text);
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, done, i - done);
        done = i + 1;
        constexpr char hex[] = "0123456789abcdef";
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else {
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
    out.append(text, done);
}

/// Writes one object key by key.
class writer {
public:
    writer(std::string& out, const time_zone& zone) : out_(out), clock_(zone) {}

    void open(char bracket) {
        separate();
        out_ += bracket;
        first_ = true;
    }
    void close(char bracket) {
        out_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        separate();
        out_ += '"';
        out_ += name;
        out_ += "\":";
        first_ = true; // no comma between a key and its value
    }
    void text(std::string_view value) {
        separate();
        out_ += '"';
        append_escaped(out_, value);
        out_ += '"';
    }
    void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
    void null() {
        separate();
        out_ += "null";
    }
    void number(std::int64_t value) {
        separate();
        append_number(out_, value);
    }
    void boolean(bool value) { // NOLINT: a JSON value, not a switch
        separate();
        out_ += value ? "true" : "false";
    }
    void time(instant t) {
        separate();
        out_ += '"';
        clock_.append(out_, t);
        out_ += '"';
    }
    void list(std::string_view name, const std::vector<std::string>& values) {
        key(name);
        open('[');
        for (const std::string& v : values) text(v);
        close(']');
    }

private:
    void separate() {
        if (!first_) out_ += ',';
        first_ = false;
    }

    std::string& out_;
    local_clock clock_;
    bool first_ = true;
};

void write_external(writer& w, const std::optional<external_party>& e) {
    w.key("external");
    if (!e) return w.null();
    w.open('{');
    w.key("e164");
    e->e164 ? w.text(e->e164->e164()) : w.null();
    w.key("text");
    w.text_or_null(e->text);
    w.key("kind");
    w.text(word_of(e->kind));
    w.key("name");
    w.text_or_null(e->name);
    w.key("withheld");
    w.boolean(e->withheld);
    w.close('}');
}

void write_talks(writer& w, const std::vector<talk>& talks) {
    w.key("talks");
    w.open('[');
    for (const talk& t : talks) {
        w.open('{');
        w.key("who");
        w.text(t.who);
        w.key("start");
        w.time(t.start);
        w.key("end");
        w.time(t.end);
        w.close('}');
    }
    w.close(']');
}

void write_transfers(writer& w, const std::vector<transfer>& transfers) {
    w.key("transfers");
    w.open('[');
    for (const transfer& t : transfers) {
        w.open('{');
        w.key("kind");
        w.text(to_string(t.kind));
        w.key("by");
        w.text_or_null(t.by);
        w.key("to");
        w.text_or_null(t.to);
        w.key("at");
        w.time(t.at);
        w.key("result");
        w.text(to_string(t.result));
        w.close('}');
    }
    w.close(']');
}

void write_legs(writer& w, const std::vector<leg>& legs) {
    w.key("legs");
    w.open('[');
    for (const leg& l : legs) {
        w.open('{');
        w.key("channel");
        w.text(l.channel);
        w.key("trunk");
        w.text_or_null(l.trunk);
        w.key("who");
        w.text_or_null(l.who);
        w.key("dialled");
        w.text_or_null(l.dialled);
        w.key("presented");
        w.text_or_null(l.presented);
        w.key("start");
        w.time(l.start);
        w.key("answer");
        l.answer ? w.time(*l.answer) : w.null();
        w.key("end");
        w.time(l.end);
        w.key("cause");
        l.cause ? w.number(*l.cause) : w.null();
        w.close('}');
    }
    w.close(']');
}

void write_spans(writer& w, const call& c) {
    const auto span = [&w](std::string_view name, milliseconds value) {
        w.key(name);
        w.number(value.count());
    };
    span("ring_ms", c.spans.ring);
    span("menu_ms", c.spans.menu);
    span("wait_ms", c.spans.wait);
    span("talk_ms", c.spans.talk);
    span("hold_ms", c.spans.hold);
    span("other_ms", c.spans.other);
    span("duration_ms", std::chrono::duration_cast<milliseconds>(c.end - c.start));
}

void write_why(writer& w, const std::vector<reason>& why) {
    w.key("why");
    w.open('{');
    for (auto it = why.begin(); it != why.end(); ++it) {
        const bool repeated = std::any_of(why.begin(), it, [&](const reason& r) { return r.field == it->field; });
        if (repeated) continue; // an object has each key once
        w.key(it->field);
        w.text(it->sure ? it->why : it->why + " (not certain)");
    }
    w.close('}');
}

} // namespace

void to_json(const call& c, const json_options& options, std::string& out) {
    writer w(out, options.zone);
    w.open('{');
    w.key("schema");
    w.number(1);
    w.key("id");
    w.text(c.id);
    w.key("direction");
    w.text(to_string(c.direction));
    w.key("by");
    w.text_or_null(c.by);
    write_external(w, c.external);
    for (const auto& [name, value] : {std::pair<std::string_view, const std::string&>{"did", c.did},
                                      {"campaign", c.campaign},
                                      {"trunk", c.trunk},
                                      {"queue", c.queue}}) {
        w.key(name);
        w.text_or_null(value);
    }
    w.key("start");
    w.time(c.start);
    w.key("end");
    w.time(c.end);
    write_spans(w, c);
    w.key("disposition");
    w.text(to_string(c.disposition));
    w.key("outcome");
    w.text(to_string(c.outcome));
    w.list("rang", c.rang);
    w.list("answered_by", c.answered_by);
    write_talks(w, c.talks);
    write_transfers(w, c.transfers);
    write_legs(w, c.legs);
    w.key("responsible");
    w.text_or_null(c.responsible);
    w.list("recordings", c.recordings);
    w.key("hangup");
    w.open('{');
    w.key("by");
    w.text_or_null(c.hung_up_by);
    w.key("cause");
    c.cause ? w.number(*c.cause) : w.null();
    w.close('}');
    w.list("native", c.native);
    if (options.explain) write_why(w, c.why);
    w.close('}');
}

std::string to_json(const call& c, const json_options& options) {
    std::string out;
    to_json(c, options, out);
    return out;
}

} // namespace almon::inline v0::cdr
