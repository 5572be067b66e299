// SPDX-License-Identifier: BSL-1.0
#include <almon/office/instructions.hpp>

#include <algorithm>
#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace almon::inline v0::office {

namespace json = boost::json;

namespace {

std::string_view word_of(policy::recording r) noexcept {
    switch (r) {
    case policy::recording::never: return "never";
    case policy::recording::on_demand: return "on_demand";
    default: return "always";
    }
}

json::value text_or_null(std::string_view text) {
    return text.empty() ? json::value() : json::value(json::string(text));
}

json::array array_of(const std::vector<std::string>& words) {
    json::array out;
    for (const std::string& w : words) out.emplace_back(json::string(w));
    return out;
}

json::value target_json(const tenant::target& t) {
    if (t.kind == tenant::target::kind_type::none) return nullptr;
    return json::string(tenant::to_string(t));
}

json::object trunk_json(const way_out& w) {
    json::object o;
    o["trunk"] = w.trunk;
    o["present"] = w.present ? json::value(json::string(w.present->e164())) : json::value();
    o["digits"] = w.digits;
    o["channel"] = text_or_null(w.channel);
    return o;
}

/// A value inside an AGI command: quotes and backslashes escaped, control characters dropped, so that no caller's name
/// can end the line and begin a command of its own.
std::string agi_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

} // namespace

std::string_view to_string(act a) noexcept {
    constexpr std::array<std::string_view, 5> words = {"dial", "queue", "menu", "announce", "reject"};
    return words[static_cast<std::size_t>(a)];
}

std::string to_json(const instructions& i) {
    json::object o;
    o["act"] = to_string(i.what);
    o["name"] = text_or_null(i.name);
    o["extensions"] = array_of(i.extensions);
    json::array trunks;
    for (const way_out& w : i.trunks) trunks.push_back(trunk_json(w));
    o["trunks"] = std::move(trunks);
    o["otherwise"] = target_json(i.otherwise);
    o["record"] = word_of(i.record);
    o["announce_recording"] = i.announce_recording;
    o["show"] = text_or_null(i.show);
    o["alias"] = text_or_null(i.alias);
    o["pop"] = array_of(i.pop);
    o["caller"] = text_or_null(i.caller);
    o["register_in_crm"] = i.register_in_crm;
    if (i.refused) o["refused"] = {{"code", i.refused->code()}, {"message", i.refused->message()}};
    else o["refused"] = nullptr;
    json::array why;
    for (const because& b : i.why) {
        json::object one;
        one["rule"] = b.rule;
        one["text"] = b.text;
        one["line"] = b.line ? json::value(b.line) : json::value();
        why.push_back(std::move(one));
    }
    o["why"] = std::move(why);
    return json::serialize(o);
}

std::string to_agi(const instructions& i) {
    std::string out;
    const auto set = [&](std::string_view name, std::string_view value) {
        out += fmt::format("SET VARIABLE ALMON_{} \"{}\"\n", name, agi_text(value));
    };
    set("ACT", to_string(i.what));
    set("NAME", i.name);
    set("EXTENSIONS", fmt::format("{}", fmt::join(i.extensions, "&")));
    set("TRUNKS", fmt::format("{}", i.trunks.size()));
    for (std::size_t n = 0; n < i.trunks.size(); ++n) {
        const way_out& w = i.trunks[n];
        set(fmt::format("TRUNK_{}", n + 1), w.trunk);
        set(fmt::format("PRESENT_{}", n + 1), w.present ? w.present->e164() : std::string());
        set(fmt::format("DIAL_{}", n + 1), w.channel.empty() ? w.digits : w.channel);
    }
    const bool onward = i.otherwise.kind != tenant::target::kind_type::none;
    set("OTHERWISE", onward ? tenant::to_string(i.otherwise) : std::string());
    set("RECORD", word_of(i.record));
    set("ANNOUNCE_RECORDING", i.announce_recording ? "1" : "0");
    set("SHOW", i.show);
    set("ALIAS", i.alias);
    set("POP", fmt::format("{}", fmt::join(i.pop, ",")));
    set("CALLER", i.caller);
    set("REGISTER", i.register_in_crm ? "1" : "0");
    set("REFUSED", i.refused ? i.refused->code() : std::string_view());
    return out;
}

} // namespace almon::inline v0::office
