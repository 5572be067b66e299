// SPDX-License-Identifier: BSL-1.0
#include <almon/office/office.hpp>

#include <filesystem>
#include <mutex>

#include <fmt/format.h>

#include <almon/core/published.hpp>
#include <almon/office/route.hpp>
#include <almon/office/view.hpp>
#include <almon/store/sqlite.hpp>

#include "reload.hpp"
#include "state.hpp"

namespace almon::inline v0::office {

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

diagnostic about(error reason, const std::string& file, std::string expected) {
    return {reason, file, 0, 0, {}, std::move(expected), severity::warning};
}

/// Everything that the office file names, read anew. What is only helpful and not there becomes a warning.
result<std::shared_ptr<const detail::state>, load_failure> read_state(const std::string& path) {
    auto loaded = load(path);
    if (!loaded) return std::move(loaded.error());
    auto next = std::make_shared<detail::state>();
    next->file = std::move(*loaded);
    office_file& file = next->file;
    if (!file.operators.empty() && std::filesystem::exists(file.operators)) {
        result<operators::directory> opened = operators::directory::open(file.operators);
        if (!opened)
            return load_failure{
                {{opened.error(), file.operators, 0, 0, {}, "a snapshot made by almon operators build", {}}}};
        next->directory = std::make_shared<const operators::directory>(std::move(*opened));
    } else if (!file.operators.empty()) {
        file.warnings.push_back(
            about(core_errc::not_found, file.operators, "a snapshot made by almon operators build"));
    }
    if (!file.crm.clients.empty()) {
        const numbering::home where{file.tenant.home, file.tenant.area};
        std::vector<diagnostic> problems;
        result<client_book> book = client_book::read(file.crm.clients, where, problems);
        if (book) next->clients = std::move(*book);
        else file.warnings.push_back(about(book.error(), file.crm.clients, "a CSV file of clients"));
        file.warnings.insert(file.warnings.end(), problems.begin(), problems.end());
    }
    return std::shared_ptr<const detail::state>(std::move(next));
}

} // namespace

struct office::body {
    body(std::string file, options opened_with, std::shared_ptr<const detail::state> first)
        : path(std::move(file)), with(std::move(opened_with)), current(std::move(first)) {}

    /// The store that the file names, opened when it is first asked for.
    masking::ledger& store(const office_file& file) {
        const std::lock_guard lock(store_mutex);
        if (file.store.empty()) throw failure(errc::no_store);
        if (!kept || kept_path != file.store) {
            kept = std::make_unique<store::sqlite>(
                file.store.substr(sqlite_scheme.size()),
                store::sqlite_options{store::sqlite_options::mode::create, with.store_patience});
            kept_path = file.store;
        }
        return *kept;
    }

    std::string path;
    options with;
    published<detail::state> current;
    std::mutex store_mutex;
    std::string kept_path;
    std::unique_ptr<masking::ledger> kept;
};

office::office(std::unique_ptr<body> b) noexcept : body_(std::move(b)) {}
office::office(office&&) noexcept = default;
office& office::operator=(office&&) noexcept = default;
office::~office() = default;

result<office, load_failure> office::open(const std::string& path, options with) {
    auto first = read_state(path);
    if (!first) return std::move(first.error());
    return office(std::make_unique<body>(path, std::move(with), std::move(*first)));
}

instructions office::incoming(const incoming_call& c, instant now) const {
    const auto state = body_->current.read();
    const detail::answering::store_opener opener = [&]() -> masking::ledger& { return body_->store(state->file); };
    return detail::answering(*state, body_->with, opener, now).incoming(c);
}

instructions office::dial(const outgoing_call& c, instant now) const {
    const auto state = body_->current.read();
    const detail::answering::store_opener opener = [&]() -> masking::ledger& { return body_->store(state->file); };
    return detail::answering(*state, body_->with, opener, now).dial(c);
}

result<policy::decision> office::decide(std::string_view user, std::string_view verb, std::string_view object,
                                        instant now) const {
    const auto state = body_->current.read();
    const policy::table& table = state->file.policy;
    const auto who = table.find_user(user);
    if (!who) return errc::unknown_user;
    const auto what = policy::find_verb(verb);
    if (!what) return policy::errc::unknown_verb;
    policy::object whose;
    if (!object.empty()) {
        const result<policy::object> found = policy::find_object(table, *who, object);
        if (!found) return found.error();
        whose = *found;
    }
    return table.decide({*who, *what, whose, policy::at_time({}, state->file.tenant, now)});
}

result<routing::route> office::route(std::string_view user, number n, std::string_view trunk, instant now) const {
    const auto state = body_->current.read();
    const std::string dialled = n.e164();
    auto found = find_route(state->file, state->directory.get(), {user, dialled, trunk, {}, now});
    if (!found) return found.error();
    return std::move(found->way);
}

std::shared_ptr<const operators::directory> office::directory() const {
    return body_->current.read()->directory;
}

result<std::optional<cdr::call>> office::view(const cdr::call& c, std::string_view user, instant now) const {
    const auto state = body_->current.read();
    const auto who = state->file.policy.find_user(user);
    const tenant::user* person = state->file.tenant.find_user(user);
    if (!who || !person) return errc::unknown_user;
    const alias_question alias = [&](number outside) -> std::optional<std::string> {
        if (state->file.store.empty()) return std::nullopt;
        const auto found =
            masking::alias_book(body_->store(state->file), state->file.tenant).shown_to(*person, outside, now);
        return found ? std::optional(found->digits) : std::nullopt;
    };
    return almon::office::view(c, state->file.tenant, state->file.policy, *who, alias);
}

alias_access office::aliases() const {
    auto state = body_->current.read();
    masking::ledger& kept = body_->store(state->file);
    const tenant::tenant& tenant = state->file.tenant;
    return {std::shared_ptr<const office_file>(std::move(state), &state->file), masking::alias_book(kept, tenant)};
}

result<reload_report, load_failure> office::reload() {
    const auto before = body_->current.read();
    auto next = read_state(body_->path);
    if (!next) {
        body_->with.log(log_level::error, "office.reload_refused");
        return std::move(next.error());
    }
    reload_report report{detail::changes_between(*before, **next), (*next)->file.warnings};
    body_->current.replace(std::move(*next));
    body_->with.log(log_level::info, "office.reloaded");
    return report;
}

std::shared_ptr<const office_file> office::file() const {
    auto state = body_->current.read();
    const office_file* file = &state->file;
    return {std::move(state), file};
}

} // namespace almon::inline v0::office
