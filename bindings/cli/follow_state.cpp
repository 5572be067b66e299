// SPDX-License-Identifier: BSL-1.0
#include "follow_state.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "command.hpp"
#include "out_file.hpp"

namespace almon::cli {

namespace {

namespace js = boost::json;

std::string hex(const std::vector<std::uint32_t>& values) {
    std::string out;
    for (const std::uint32_t v : values) out += fmt::format("{:08x}", v);
    return out;
}

std::vector<std::uint32_t> from_hex(std::string_view text) {
    std::vector<std::uint32_t> values;
    for (std::size_t at = 0; at + 8 <= text.size(); at += 8) {
        std::uint32_t v = 0;
        std::from_chars(text.data() + at, text.data() + at + 8, v, 16);
        values.push_back(v);
    }
    return values;
}

js::object file_to_json(const kept_file& f) {
    return {{"number", f.number}, {"device", f.device}, {"inode", f.inode}, {"head", f.head},      {"hash", f.hash},
            {"offset", f.offset}, {"line", f.line},     {"read", f.read},   {"changed", f.changed}};
}

kept_file file_from_json(const js::object& o) {
    kept_file f;
    f.number = o.at("number").to_number<std::uint32_t>();
    f.device = o.at("device").to_number<std::uint64_t>();
    f.inode = o.at("inode").to_number<std::uint64_t>();
    f.head = o.at("head").to_number<std::uint64_t>();
    f.hash = o.at("hash").to_number<std::uint64_t>();
    f.offset = o.at("offset").to_number<std::uint64_t>();
    f.line = o.at("line").to_number<std::uint32_t>();
    f.read = o.at("read").to_number<std::uint64_t>();
    f.changed = o.at("changed").to_number<std::int64_t>();
    return f;
}

js::object told_to_json(const cdr::told_call& c) {
    js::object o{{"id", c.id}, {"version", c.version}, {"fields", hex(c.fields)}};
    if (c.withdrawn) o["withdrawn"] = true;
    if (!c.closed) return o;
    js::array until;
    for (const cdr::place& p : c.until) until.push_back(js::array{p.file, p.line});
    o["until"] = std::move(until);
    return o;
}

cdr::told_call told_from_json(const js::object& o) {
    cdr::told_call c;
    c.id = o.at("id").as_string().c_str();
    c.version = o.at("version").to_number<std::uint32_t>();
    c.fields = from_hex(o.at("fields").as_string());
    c.withdrawn = o.contains("withdrawn");
    c.closed = o.contains("until");
    if (c.closed)
        for (const js::value& p : o.at("until").as_array())
            c.until.push_back(
                {p.as_array().at(0).to_number<std::uint32_t>(), p.as_array().at(1).to_number<std::uint32_t>()});
    return c;
}

} // namespace

std::vector<cdr::told_call> follow_state::told_surely() const {
    std::vector<cdr::told_call> sure = told;
    for (cdr::told_call& c : sure) {
        if (std::find(unsure.begin(), unsure.end(), c.id) == unsure.end()) continue;
        --c.version; // it is told again, or taken back
        c.fields.clear();
        c.withdrawn = false;
        c.closed = false;
    }
    return sure;
}

std::optional<follow_state> load_state(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in && errno == ENOENT) return std::nullopt;
    if (!in) throw file_error::of_system(path, errno); // without it everything would be told again
    std::stringstream text;
    text << in.rdbuf();
    try {
        const js::object o = js::parse(text.str()).as_object();
        follow_state state;
        if (o.at("schema").to_number<int>() != 1) throw std::invalid_argument("schema");
        state.next_file = o.at("next_file").to_number<std::uint32_t>();
        for (const js::value& v : o.at("sources").as_array()) {
            const js::object& s = v.as_object();
            kept_source kept{s.at("path").as_string().c_str(), s.at("format").as_string().c_str(), {}};
            for (const js::value& f : s.at("files").as_array()) kept.files.push_back(file_from_json(f.as_object()));
            state.sources.push_back(std::move(kept));
        }
        for (const js::value& v : o.at("told").as_array()) state.told.push_back(told_from_json(v.as_object()));
        for (const js::value& v : o.at("unsure").as_array()) state.unsure.emplace_back(v.as_string().c_str());
        for (const auto& s : o.at("sizes").as_object()) state.sizes[s.key()] = s.value().to_number<std::uint64_t>();
        return state;
    } catch (const std::exception&) {
        std::cerr << "almon: " << path << ": not a state that almon wrote; without it everything is read again\n";
        throw leave{resource};
    }
}

void save_state(const std::string& path, const follow_state& state) {
    js::object o{{"schema", 1}, {"next_file", state.next_file}};
    js::array sources, told, unsure;
    for (const kept_source& s : state.sources) {
        js::array files;
        for (const kept_file& f : s.files) files.push_back(file_to_json(f));
        sources.push_back(js::object{{"path", s.path}, {"format", s.format}, {"files", std::move(files)}});
    }
    for (const cdr::told_call& c : state.told) told.push_back(told_to_json(c));
    for (const std::string& id : state.unsure) unsure.emplace_back(id);
    js::object sizes;
    for (const auto& [name, size] : state.sizes) sizes[name] = size;
    o["sources"] = std::move(sources);
    o["told"] = std::move(told);
    o["unsure"] = std::move(unsure);
    o["sizes"] = std::move(sizes);
    out_file file(path);
    file.write(js::serialize(o));
    file.write("\n");
    file.commit();
}

} // namespace almon::cli
