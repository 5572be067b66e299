// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/tenants.hpp>

#include <algorithm>
#include <array>

#include <boost/unordered/unordered_flat_map.hpp>

#include <almon/numbering/parse.hpp>

#include "hash.hpp"
#include "who.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr int nobodys = -1;

/// What offices claim, the surest first.
enum class claim : std::uint8_t { account, line, context, trunk, phone };
constexpr std::size_t claim_count = 5;

struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return static_cast<std::size_t>(hash_of(text, 5)); }
};
using known_texts = boost::unordered_flat_map<std::string, int, text_hash, std::equal_to<>>;

bool any_fits(const std::vector<std::string>& globs, std::string_view text) noexcept {
    return std::any_of(globs.begin(), globs.end(),
                       [&](const std::string& g) { return tenant::channel_matches(g, text); });
}

/// The first evidence of one kind of claim.
struct witness {
    int owner = nobodys;
    instant at;
};

} // namespace

struct tenants::body {
    std::vector<const tenant::tenant*> offices;
    mutable std::array<known_texts, claim_count> known; ///< whose an account, a context, a device is

    /// The one office for which `fits` holds; nobody's where there is none or several. Asked once for each text.
    template <class Fits>
    int only(claim kind, std::string_view text, Fits fits) const {
        if (text.empty()) return nobodys;
        known_texts& seen = known[static_cast<std::size_t>(kind)];
        if (const auto found = seen.find(text); found != seen.end()) return found->second;
        int owner = nobodys;
        for (std::size_t i = 0; i < offices.size(); ++i) {
            if (!fits(*offices[i])) continue;
            if (owner != nobodys) {
                owner = nobodys;
                break;
            }
            owner = static_cast<int>(i);
        }
        if (seen.size() < 10000) seen.emplace(text, owner);
        return owner;
    }
    int of_account(std::string_view code) const {
        return only(claim::account, code, [&](const tenant::tenant& t) { return any_fits(t.own.accounts, code); });
    }
    int of_context(std::string_view name) const {
        return only(claim::context, name, [&](const tenant::tenant& t) { return any_fits(t.own.contexts, name); });
    }
    int of_trunk(std::string_view channel, std::string_view device) const {
        return only(claim::trunk, device, [&](const tenant::tenant& t) {
            const tenant::trunk* trunk = t.trunk_of_channel(channel);
            return trunk && !trunk->shared;
        });
    }
    int of_phone(std::string_view device) const {
        return only(claim::phone, device,
                    [&](const tenant::tenant& t) { return !t.extension_of_phone(device).empty(); });
    }
    /// Whose line was called: by the DID that the dial plan wrote down, or by what a trunk's channel asked for.
    int of_line(const evidence& e) const {
        for (std::size_t i = 0; i < offices.size(); ++i) {
            const tenant::tenant& t = *offices[i];
            const tenant::trunk* trunk = t.trunk_of_channel(e.channel);
            const std::string_view text = !e.did.empty() ? e.did : trunk ? e.dialled : std::string_view();
            if (text.size() < 3) continue;
            numbering::home where{t.home, t.area};
            if (trunk) where = {trunk->rules.home, trunk->rules.area.empty() ? t.area : trunk->rules.area};
            const auto n = numbering::parse(text, where);
            if (n && t.find_line(*n)) return static_cast<int>(i);
        }
        return nobodys;
    }
};

tenants::tenants(std::vector<const tenant::tenant*> offices) : body_(std::make_unique<body>()) {
    body_->offices = std::move(offices);
}
tenants::~tenants() = default;
tenants::tenants(tenants&&) noexcept = default;
tenants& tenants::operator=(tenants&&) noexcept = default;

std::optional<std::size_t> tenants::owner(std::span<const evidence> group) const {
    std::array<witness, claim_count> first;
    const auto note = [&](claim kind, int owner, instant at) {
        witness& w = first[static_cast<std::size_t>(kind)];
        if (owner == nobodys) return;
        // of two at one moment the same whatever the order that they came in
        if (w.owner == nobodys || at < w.at || (at == w.at && owner < w.owner)) w = {owner, at};
    };
    for (const evidence& e : group) {
        note(claim::account, body_->of_account(e.account), e.at);
        note(claim::line, body_->of_line(e), e.at);
        note(claim::context, body_->of_context(e.context), e.at);
        for (const std::string_view channel : {e.channel, e.peer}) {
            const std::string_view device = device_of(channel);
            if (device.empty() || device.find('@') != std::string_view::npos) continue; // a path within the PBX
            note(claim::trunk, body_->of_trunk(channel, device), e.at);
            note(claim::phone, body_->of_phone(device), e.at);
        }
    }
    for (const witness& w : first)
        if (w.owner != nobodys) return static_cast<std::size_t>(w.owner);
    return std::nullopt;
}

shared_records share(std::vector<context> contexts) {
    std::vector<const tenant::tenant*> offices;
    for (const context& c : contexts) offices.push_back(c.office);
    const bool alone = offices.size() == 1 && (!offices[0] || offices[0]->own.empty());
    if (contexts.empty()) contexts.emplace_back();
    if (alone || offices.empty()) return {std::move(contexts), {}};
    context rest = contexts.front();
    rest.office = nullptr;
    rest.outcomes = nullptr;
    rest.alias = nullptr;
    const std::size_t nobody = contexts.size();
    contexts.push_back(std::move(rest));
    return {std::move(contexts), [whose = std::make_shared<const tenants>(std::move(offices)), nobody](
                                     std::span<const evidence> group) { return whose->owner(group).value_or(nobody); }};
}

} // namespace almon::inline v0::cdr
