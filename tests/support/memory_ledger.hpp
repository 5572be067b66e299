// SPDX-License-Identifier: BSL-1.0
#pragma once

// A ledger in memory: the obvious implementation, for tests of what stands on the port, and for the contract suite to
// show that the suite asks nothing of a database.

#include <algorithm>
#include <map>
#include <tuple>

#include <almon/masking/ledger.hpp>

namespace almon::testing {

class memory_ledger final : public masking::ledger {
    using key = std::pair<std::string, std::string>; // tenant, digits
    struct kept {
        masking::alias_record record;
        std::map<std::pair<masking::grantee_kind, std::string>, masking::grant> grants;
    };

public:
    addition add_alias(const new_alias& w) override {
        if (const auto pair = find_pair(w.tenant, w.deal, w.party)) return {masking::added::pair_known, *pair};
        const auto [at, fresh] = all_.try_emplace(
            key(w.tenant, w.digits),
            kept{{std::string(w.digits), std::string(w.deal), std::string(w.label), w.party, w.now, w.now, {}}, {}});
        return {fresh ? masking::added::fresh : masking::added::digits_taken, at->second.record};
    }
    std::optional<masking::alias_record> find_alias(std::string_view tenant, std::string_view digits) override {
        const auto at = all_.find(key(tenant, digits));
        if (at == all_.end()) return std::nullopt;
        return at->second.record;
    }
    std::optional<masking::alias_record> find_pair(std::string_view tenant, std::string_view deal,
                                                   number party) override {
        for (const auto& [k, v] : all_)
            if (k.first == tenant && v.record.deal == deal && v.record.party == party) return v.record;
        return std::nullopt;
    }
    std::vector<masking::alias_record> open_aliases_of(std::string_view tenant, number party) override {
        auto list = aliases(tenant);
        std::erase_if(list, [&](const auto& r) { return r.closed || r.party != party; });
        return list;
    }
    std::vector<masking::alias_record> aliases(std::string_view tenant) override {
        std::vector<masking::alias_record> list;
        for (const auto& [k, v] : all_)
            if (k.first == tenant) list.push_back(v.record);
        std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
            return std::tuple(a.digits.size(), a.digits) < std::tuple(b.digits.size(), b.digits);
        });
        return list;
    }
    bool close_alias(std::string_view tenant, std::string_view digits, instant now) override {
        kept* one = open_one(tenant, digits);
        if (!one) return false;
        one->record.closed = now;
        one->grants.clear();
        return true;
    }
    bool reopen_alias(std::string_view tenant, std::string_view digits, instant now) override {
        const auto at = all_.find(key(tenant, digits));
        if (at == all_.end() || !at->second.record.closed) return false;
        at->second.record.closed.reset();
        at->second.record.active = std::max(at->second.record.active, now);
        return true;
    }
    bool touch_alias(std::string_view tenant, std::string_view digits, instant now) override {
        kept* one = open_one(tenant, digits);
        if (one) one->record.active = std::max(one->record.active, now);
        return one;
    }
    bool put_grant(std::string_view tenant, std::string_view digits, const masking::grant& g) override {
        kept* one = open_one(tenant, digits);
        if (one) one->grants.insert_or_assign({g.kind, g.name}, g);
        return one;
    }
    bool remove_grant(std::string_view tenant, std::string_view digits, masking::grantee_kind kind,
                      std::string_view name) override {
        kept* one = open_one(tenant, digits);
        return one && one->grants.erase({kind, std::string(name)}) > 0;
    }
    std::vector<masking::grant> grants_of(std::string_view tenant, std::string_view digits) override {
        std::vector<masking::grant> list;
        if (const kept* one = open_one(tenant, digits))
            for (const auto& [who, g] : one->grants) list.push_back(g);
        return list;
    }
    std::uint64_t next_sequence(std::string_view tenant, std::uint64_t least) override {
        std::uint64_t& last = sequences_[std::string(tenant)];
        return last = std::max(last + 1, least);
    }

private:
    kept* open_one(std::string_view tenant, std::string_view digits) {
        const auto at = all_.find(key(tenant, digits));
        return at == all_.end() || at->second.record.closed ? nullptr : &at->second;
    }

    std::map<key, kept> all_;
    std::map<std::string, std::uint64_t> sequences_;
};

} // namespace almon::testing
