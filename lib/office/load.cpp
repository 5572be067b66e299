// SPDX-License-Identifier: BSL-1.0
#include <almon/office/load.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include <almon/masking/redact.hpp>
#include <almon/store/sqlite.hpp>

#include "load_parts.hpp"

namespace almon::inline v0::office {

namespace {

std::string join_lines(const std::vector<diagnostic>& all) {
    std::string text;
    for (const diagnostic& d : all) {
        if (!text.empty()) text += '\n';
        text += (d.level == severity::warning ? "warning: " : "") + masking::redact(d);
    }
    return text;
}

load_failure single(errc code, const std::string& file, std::uint32_t line, std::uint32_t column, std::string found) {
    return {{{code, file, line, column, std::move(found), {}, severity::rejected}}};
}

/// `schema = 2`, as a message shows it.
std::string shown_value(const toml::node& schema) {
    const auto number = schema.value<std::int64_t>();
    return fmt::format("schema = {}", number ? std::to_string(*number) : std::string(detail::type_name(schema)));
}

/// `path` as a program can open it: relative ones are completed by the folder of the office file.
std::string beside(const std::string& office_path, const std::string& path) {
    if (path.empty() || std::filesystem::path(path).is_absolute()) return path;
    return (std::filesystem::path(office_path).parent_path() / path).string();
}

void read_store(detail::section& s, const std::string& path, office_file& out) {
    const std::string location = s.text("store");
    const result<std::string> file = store::sqlite_path(location);
    if (file) out.store = location.substr(0, location.size() - file->size()) + beside(path, *file);
    else if (!location.empty()) s.wrong(errc::bad_value, "store", detail::shown(location), "\"sqlite:FILE\"");
    out.operators = beside(path, s.text("operators"));
}

void read_crm(detail::section& s, const std::string& path, const numbering::home& where, office_file& out) {
    for (detail::placed& word : s.words("search")) out.crm.search.push_back(std::move(word.text));
    if (auto unknown = s.table("unknown")) {
        out.crm.unknown_inbound = unknown->text("inbound", "none");
        out.crm.unknown_outbound = unknown->text("outbound", "none");
        unknown->done();
    }
    out.crm.withheld = s.text("withheld", "none");
    out.crm.clients = beside(path, s.text("clients"));
    out.tenant.not_clients = s.numbers("not_clients", where);
    s.done();
}

void compile_policy(detail::report& errors, office_file& out) {
    policy::compilation compiled = policy::compile(out.rules, out.tenant);
    for (diagnostic& d : compiled.problems)
        if (d.line) errors.add(std::move(d)); // a user's unknown role has no place here, and is reported with the user
    if (compiled.policy) out.policy = std::move(*compiled.policy);
}

/// The first that refuses the file: warnings stand among the mistakes by their lines.
error first_mistake(const load_failure& all) {
    for (const diagnostic& d : all.mistakes)
        if (d.level == severity::rejected) return d.reason;
    return errc::unreadable;
}

} // namespace

office_error::office_error(const load_failure& all)
    : failure(first_mistake(all)), mistakes_(all.mistakes), text_(join_lines(mistakes_)) {}

void throw_exception_from_error(const load_failure& all, const boost::source_location&) {
    throw office_error(all);
}

result<office_file, load_failure> load(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return single(errc::unreadable, path, 0, 0, "a directory");
    std::ifstream in(path, std::ios::binary);
    if (!in) return single(errc::unreadable, path, 0, 0, std::strerror(errno));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) return single(errc::unreadable, path, 0, 0, std::strerror(errno));
    return load_text(text, path);
}

result<office_file, load_failure> load_text(std::string_view toml, const std::string& path) {
    toml::table root;
    try {
        root = toml::parse(toml, std::string_view(path));
    } catch (const toml::parse_error& e) {
        return single(errc::syntax, path, e.source().begin.line, e.source().begin.column, std::string(e.description()));
    }

    detail::report errors(path);
    detail::section top(errors, root, "the office file");
    const toml::node* schema = top.node("schema");
    if (!schema || schema->value<std::int64_t>() != 1)
        errors.add(errc::schema, top.at("schema"), schema ? shown_value(*schema) : "no schema", "schema = 1");

    office_file out;
    out.path = path;
    const toml::table nothing;
    std::optional<detail::section> given = top.table("office");
    if (!given) errors.add(errc::missing_key, top.at(), "no [office]", "[office] with tenant, home, area and timezone");
    detail::section office = given ? *given : detail::section(errors, nothing, "[office]");
    if (given) detail::read_office(office, out.tenant);
    read_store(office, path, out);
    out.rules = detail::read_policy(top);
    detail::read_routing(top, out.routing);
    detail::read_parts(top, office, out.rules, out.routing, out.tenant, out.claims);
    compile_policy(errors, out);
    office.done();
    const numbering::home where{out.tenant.home, out.tenant.area};
    if (auto crm = top.table("crm")) read_crm(*crm, path, where, out);
    out.claims.push_back(detail::claim_at(claim::kind_type::tenant, out.tenant.name, office.at("tenant")));
    if (out.tenant.name.find('/') != std::string::npos) // it ends the name in the ids of calls, and in TENANT/USER
        errors.add(errc::bad_value, office.at("tenant"), detail::shown(out.tenant.name), "a name without a slash");
    if (office.has("tenant") && out.tenant.name == "default") // `almon calls` gives this name to calls of nobody
        errors.add(errc::bad_value, office.at("tenant"), "\"default\"",
                   "another name: under default stand the calls that no office claims", severity::warning);
    if (auto records = top.table("records")) detail::read_records(*records, out.tenant, out.claims);
    if (auto calls = top.table("calls")) out.outcomes = detail::read_calls(*calls, out.tenant);
    top.done();

    if (errors.failed()) return load_failure{errors.take()};
    out.warnings = errors.take();
    return out;
}

} // namespace almon::inline v0::office
