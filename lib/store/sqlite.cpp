// SPDX-License-Identifier: BSL-1.0
#include <almon/store/sqlite.hpp>

#include "store/sqlite_connection.hpp"

namespace almon::inline v0::store {

namespace {

using masking::added;
using masking::alias_record;
using masking::grant;
using masking::grantee_kind;

std::int64_t micros(instant t) noexcept {
    return t.time_since_epoch().count();
}
instant moment(std::int64_t micros) noexcept {
    return instant(microseconds(micros));
}
/// SQLite's integers are signed; numbers of 19 digits may need the sign bit. Kept bit for bit.
std::int64_t stored(number n) noexcept {
    return static_cast<std::int64_t>(n.value());
}

#define ALMON_ALIAS_COLUMNS                                                                                            \
    "SELECT a.digits, a.deal, a.label, p.number, a.opened, a.active, a.closed FROM alias a "                           \
    "JOIN party p ON p.tenant = a.tenant AND p.party_id = a.party_id WHERE a.tenant = ?1 "

constexpr const char* by_digits = ALMON_ALIAS_COLUMNS "AND a.digits = ?2";
constexpr const char* by_pair = ALMON_ALIAS_COLUMNS "AND a.deal = ?2 AND p.number = ?3";
constexpr const char* by_party =
    ALMON_ALIAS_COLUMNS "AND p.number = ?2 AND a.closed IS NULL ORDER BY length(a.digits), a.digits";
constexpr const char* by_tenant = ALMON_ALIAS_COLUMNS "ORDER BY length(a.digits), a.digits";

#undef ALMON_ALIAS_COLUMNS

alias_record read_alias(query& q) {
    std::optional<instant> closed;
    if (!q.is_null(6)) closed = moment(q.integer(6));
    return {q.text(0),
            q.text(1),
            q.text(2),
            detail::make_number(static_cast<std::uint64_t>(q.integer(3))),
            moment(q.integer(4)),
            moment(q.integer(5)),
            closed};
}

std::optional<alias_record> one(query& q) {
    if (!q.step()) return std::nullopt;
    return read_alias(q);
}

std::vector<alias_record> all(query& q) {
    std::vector<alias_record> list;
    while (q.step()) list.push_back(read_alias(q));
    return list;
}

std::int64_t party_of(connection& db, std::string_view tenant, number party) {
    query known(db, "SELECT party_id FROM party WHERE tenant = ?1 AND number = ?2");
    if (known.bind(tenant).bind(stored(party)).step()) return known.integer(0);
    query next(db, "INSERT INTO counter(tenant, name, value) VALUES(?1, 'party', 1) "
                   "ON CONFLICT(tenant, name) DO UPDATE SET value = value + 1 RETURNING value");
    next.bind(tenant).step();
    const std::int64_t id = next.integer(0);
    next.run();
    query add(db, "INSERT INTO party(tenant, party_id, number) VALUES(?1, ?2, ?3)");
    add.bind(tenant).bind(id).bind(stored(party)).run();
    return id;
}

} // namespace

/// The lock of the object and a connection of this process.
class sqlite::session {
public:
    explicit session(sqlite& s) : guard_(s.busy_), connection_(s.open()) {}
    connection& operator*() const noexcept { return *connection_; }
    connection* operator->() const noexcept { return connection_; }

private:
    std::lock_guard<std::mutex> guard_;
    connection* connection_;
};

result<std::string> sqlite_path(std::string_view location) {
    constexpr std::string_view scheme = "sqlite:";
    if (!location.starts_with(scheme) || location.size() == scheme.size()) return errc::malformed_location;
    return std::string(location.substr(scheme.size()));
}

sqlite::sqlite(std::string path, const sqlite_options& options) : path_(std::move(path)), options_(options) {
    connection_ = std::make_unique<connection>(path_, options_);
    recovered_ = connection_->recovered();
}

sqlite::~sqlite() {
    // in a forked child the handle is the parent's: forgotten, not closed
    if (!connection_->is_ours()) (void)connection_.release();
}

connection* sqlite::open() {
    if (!connection_->is_ours()) {
        (void)connection_.release();
        sqlite_options again = options_;
        if (again.open == sqlite_options::mode::create) again.open = sqlite_options::mode::existing;
        connection_ = std::make_unique<connection>(path_, again);
    } else if (connection_->is_stale()) {
        connection_ = std::make_unique<connection>(path_, options_);
    }
    return connection_.get();
}

masking::ledger::addition sqlite::add_alias(const new_alias& w) {
    session db(*this);
    transaction whole(*db);
    const std::int64_t party = party_of(*db, w.tenant, w.party);
    {
        query add(*db, "INSERT INTO alias(tenant, digits, deal, party_id, label, opened, active) "
                       "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT DO NOTHING");
        add.bind(w.tenant).bind(w.digits).bind(w.deal).bind(party).bind(w.label).bind(micros(w.now)).run();
    }
    if (db->changes() == 1) {
        whole.commit();
        return {added::fresh,
                {std::string(w.digits), std::string(w.deal), std::string(w.label), w.party, w.now, w.now, {}}};
    }
    query pair(*db, by_pair);
    if (auto found = one(pair.bind(w.tenant).bind(w.deal).bind(stored(w.party)))) return {added::pair_known, *found};
    query taken(*db, by_digits);
    auto holder = one(taken.bind(w.tenant).bind(w.digits));
    if (!holder) throw store_error(errc::corrupted); // a key conflicts with a row that is not there
    return {added::digits_taken, *holder};
}

std::optional<alias_record> sqlite::find_alias(std::string_view tenant, std::string_view digits) {
    session db(*this);
    query q(*db, by_digits);
    return one(q.bind(tenant).bind(digits));
}

std::optional<alias_record> sqlite::find_pair(std::string_view tenant, std::string_view deal, number party) {
    session db(*this);
    query q(*db, by_pair);
    return one(q.bind(tenant).bind(deal).bind(stored(party)));
}

std::vector<alias_record> sqlite::open_aliases_of(std::string_view tenant, number party) {
    session db(*this);
    query q(*db, by_party);
    return all(q.bind(tenant).bind(stored(party)));
}

std::vector<alias_record> sqlite::aliases(std::string_view tenant) {
    session db(*this);
    query q(*db, by_tenant);
    return all(q.bind(tenant));
}

bool sqlite::close_alias(std::string_view tenant, std::string_view digits, instant now) {
    session db(*this);
    transaction whole(*db);
    query close(*db, "UPDATE alias SET closed = ?3 WHERE tenant = ?1 AND digits = ?2 AND closed IS NULL");
    close.bind(tenant).bind(digits).bind(micros(now)).run();
    if (db->changes() == 0) return false;
    query end(*db, "DELETE FROM alias_grant WHERE tenant = ?1 AND digits = ?2");
    end.bind(tenant).bind(digits).run();
    whole.commit();
    return true;
}

bool sqlite::reopen_alias(std::string_view tenant, std::string_view digits, instant now) {
    session db(*this);
    query q(*db, "UPDATE alias SET closed = NULL, active = max(active, ?3) "
                 "WHERE tenant = ?1 AND digits = ?2 AND closed IS NOT NULL");
    q.bind(tenant).bind(digits).bind(micros(now)).run();
    return db->changes() == 1;
}

bool sqlite::touch_alias(std::string_view tenant, std::string_view digits, instant now) {
    session db(*this);
    query q(*db, "UPDATE alias SET active = max(active, ?3) WHERE tenant = ?1 AND digits = ?2 AND closed IS NULL");
    q.bind(tenant).bind(digits).bind(micros(now)).run();
    return db->changes() == 1;
}

bool sqlite::put_grant(std::string_view tenant, std::string_view digits, const grant& g) {
    session db(*this);
    query q(*db,
            "INSERT INTO alias_grant(tenant, digits, kind, name, until, granted) "
            "SELECT tenant, digits, ?3, ?4, ?5, ?6 FROM alias WHERE tenant = ?1 AND digits = ?2 AND closed IS NULL "
            "ON CONFLICT(tenant, digits, kind, name) DO UPDATE SET until = excluded.until, "
            "granted = excluded.granted");
    q.bind(tenant).bind(digits).bind(static_cast<std::int64_t>(g.kind)).bind(g.name);
    if (g.until) q.bind(micros(*g.until));
    else q.bind_null();
    q.bind(micros(g.granted)).run();
    return db->changes() == 1;
}

bool sqlite::remove_grant(std::string_view tenant, std::string_view digits, grantee_kind kind, std::string_view name) {
    session db(*this);
    query q(*db, "DELETE FROM alias_grant WHERE tenant = ?1 AND digits = ?2 AND kind = ?3 AND name = ?4");
    q.bind(tenant).bind(digits).bind(static_cast<std::int64_t>(kind)).bind(name).run();
    return db->changes() == 1;
}

std::vector<grant> sqlite::grants_of(std::string_view tenant, std::string_view digits) {
    session db(*this);
    query q(*db, "SELECT kind, name, until, granted FROM alias_grant WHERE tenant = ?1 AND digits = ?2 "
                 "ORDER BY kind, name");
    q.bind(tenant).bind(digits);
    std::vector<grant> list;
    while (q.step()) {
        std::optional<instant> until;
        if (!q.is_null(2)) until = moment(q.integer(2));
        list.push_back({static_cast<grantee_kind>(q.integer(0)), q.text(1), until, moment(q.integer(3))});
    }
    return list;
}

std::uint64_t sqlite::next_sequence(std::string_view tenant, std::uint64_t least) {
    session db(*this);
    query q(*db, "INSERT INTO counter(tenant, name, value) VALUES(?1, 'alias', ?2) "
                 "ON CONFLICT(tenant, name) DO UPDATE SET value = max(value + 1, ?2) RETURNING value");
    q.bind(tenant).bind(static_cast<std::int64_t>(least)).step();
    const auto value = static_cast<std::uint64_t>(q.integer(0));
    q.run();
    return value;
}

} // namespace almon::inline v0::store
