// SPDX-License-Identifier: BSL-1.0
#include <almon/office/office.hpp>

#include <filesystem>
#include <mutex>

#include <fmt/format.h>

#include <almon/core/published.hpp>
#include <almon/numbering/zones.hpp>
#include <almon/office/route.hpp>
#include <almon/office/view.hpp>
#include <almon/store/sqlite.hpp>

#include "alias_reader.hpp"
#include "reload.hpp"
#include "state.hpp"

namespace almon::inline v0::office {

namespace {

diagnostic about(error reason, const std::string& file, std::string expected) {
    return {reason, file, 0, 0, {}, std::move(expected), severity::warning};
}

/// Aliases that cannot be dialled any more, and a store that cannot be read.
void check_aliases(const std::shared_ptr<detail::state>& fresh, milliseconds patience) {
    office_file& file = fresh->file;
    if (file.store.empty()) return;
    try {
        detail::alias_reader aliases(std::shared_ptr<const office_file>(fresh, &file), patience);
        for (const masking::alias_book::collision& c : aliases.collisions()) {
            diagnostic d = about(c.why, file.path, "an alias that nothing else in this office is spelled like");
            d.found = "alias " + c.digits;
            file.warnings.push_back(std::move(d));
        }
    } catch (const store_error& e) {
        file.warnings.push_back(about(e.reason(), file.store, "a store made by almon alias"));
    }
}

/// Everything that the office file names, read anew. What is only helpful and not there becomes a warning.
result<std::shared_ptr<const detail::state>, load_failure> read_state(const std::string& path, const options& with) {
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
    if (with.check == options::alias_check::at_load) check_aliases(next, with.store_patience);
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
                store::sqlite_path(file.store).value(),
                store::sqlite_options{store::sqlite_options::mode::create, with.store_patience});
            kept_path = file.store;
        }
        return *kept;
    }

    /// The aliases of this version of the office, for reading.
    std::shared_ptr<detail::alias_reader> aliases(const std::shared_ptr<const detail::state>& state) {
        const std::lock_guard lock(store_mutex);
        if (!reader || reader->file().get() != &state->file)
            reader = std::make_shared<detail::alias_reader>(std::shared_ptr<const office_file>(state, &state->file),
                                                            with.store_patience);
        return reader;
    }

    std::string path;
    options with;
    published<detail::state> current;
    std::mutex store_mutex;
    std::string kept_path;
    std::unique_ptr<masking::ledger> kept;
    std::shared_ptr<detail::alias_reader> reader;
};

office::office(std::unique_ptr<body> b) noexcept : body_(std::move(b)) {}
office::office(office&&) noexcept = default;
office& office::operator=(office&&) noexcept = default;
office::~office() = default;

result<office, load_failure> office::open(const std::string& path, options with) {
    auto first = read_state(path, with);
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

std::vector<std::string> office::zones(number n) const {
    std::vector<std::string> names;
    if (const auto whose = directory())
        if (const auto found = whose->lookup(n)) names.assign(found->region->zones.begin(), found->region->zones.end());
    if (names.empty())
        for (const std::string_view name : numbering::zones(n)) names.emplace_back(name);
    return names;
}

bool office::safe_to_call(number n, instant now, const numbering::calling_hours& rules) const {
    return numbering::safe_to_call(n, zones(n), now, rules);
}

std::shared_ptr<const operators::directory> office::directory() const {
    return body_->current.read()->directory;
}

result<std::optional<cdr::call>> office::view(const cdr::call& c, std::string_view user, instant now) const {
    const auto state = body_->current.read();
    const auto who = state->file.policy.find_user(user);
    const tenant::user* person = state->file.tenant.find_user(user);
    if (!who || !person) return errc::unknown_user;
    // another office on the same PBX has people at the same extensions
    if (!c.id.starts_with(state->file.tenant.name + '/')) return std::optional<cdr::call>();
    const alias_question alias = [&](number outside) -> std::optional<std::string> {
        return body_->aliases(state)->shown_to(*person, outside, now);
    };
    return almon::office::view(c, state->file.tenant, state->file.policy, *who, alias);
}

record_access office::records() const {
    const auto state = body_->current.read();
    record_access out{std::shared_ptr<const office_file>(state, &state->file), {}};
    out.context.office = &state->file.tenant;
    out.context.outcomes = &state->file.outcomes;
    if (!state->file.store.empty())
        out.context.alias = [from = body_->aliases(state)](std::string_view digits, instant at) {
            return from->resolve(digits, at);
        };
    if (state->directory)
        out.context.carrier_of = [whose = state->directory](number n) -> std::optional<cdr::carrier> {
            const auto found = whose->lookup(n);
            if (!found) return std::nullopt;
            return cdr::carrier{found->now->brand.empty() ? found->now->name : found->now->brand, found->region->name};
        };
    return out;
}

alias_access office::aliases() const {
    auto state = body_->current.read();
    masking::ledger& kept = body_->store(state->file);
    const tenant::tenant& tenant = state->file.tenant;
    return {std::shared_ptr<const office_file>(std::move(state), &state->file), masking::alias_book(kept, tenant)};
}

result<reload_report, load_failure> office::reload() {
    const auto before = body_->current.read();
    auto next = read_state(body_->path, body_->with);
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
