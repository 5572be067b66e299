// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the front door answers from: one consistent version of everything that a reload may change.

#include <memory>
#include <string>
#include <utility>

#include <almon/masking/ledger.hpp>
#include <almon/office/clients.hpp>
#include <almon/office/instructions.hpp>
#include <almon/office/load.hpp>
#include <almon/office/office.hpp>
#include <almon/operators/directory.hpp>

namespace almon::inline v0::office::detail {

struct state {
    office_file file;
    client_book clients;
    std::shared_ptr<const operators::directory> directory; ///< null where there is no snapshot

    [[nodiscard]] const tenant::tenant& office() const noexcept { return file.tenant; }
};

/// Whoever is none of us, as the policy calls them.
inline constexpr policy::object outside{policy::object_kind::outside, 0};

/// One question while it is answered: the state, the store, the time, and what was found so far.
class answering {
public:
    /// Gives the store, or throws; called only by questions that need it.
    using store_opener = std::function<masking::ledger&()>;

    answering(const state& from, const options& with, const store_opener& store, instant now)
        : state_(from), with_(with), store_(store), now_(now) {}

    [[nodiscard]] instructions incoming(const incoming_call& c);
    [[nodiscard]] instructions dial(const outgoing_call& c);

private:
    // incoming.cpp
    void answer_staff(const tenant::user& caller, const incoming_call& c, const tenant::line* line);
    void answer_extension(const incoming_call& c, const address& caller);
    void answer_line(const tenant::line* line, const address& caller);
    void send_to(const tenant::target& to, const address& caller, std::string_view rule);
    void ring(const tenant::user& user, const address& caller, std::string_view rule);
    void fall_to_operators(const address& caller, std::string_view rule, std::string_view text);
    void show(const address& caller, policy::visibility how, const tenant::user* to);
    [[nodiscard]] std::optional<client> ask_crm(number caller);
    [[nodiscard]] policy::obligations owed_by_queue(std::string_view queue) const;
    [[nodiscard]] policy::visibility shown_to(const tenant::user& user) const;
    [[nodiscard]] tenant::target operators() const;

    // dial.cpp
    void dial_as(const tenant::user& user, const outgoing_call& c);
    void dial_colleague(const tenant::user& user, std::string_view extension, const outgoing_call& c);
    void hand_over(const tenant::user& user, const tenant::user& colleague, const outgoing_call& c);
    void dial_alias(const tenant::user& user, const masking::alias_record& alias, const outgoing_call& c,
                    const policy::decision& may);
    void dial_outside(const tenant::user& user, const outgoing_call& c);
    void go_out(const tenant::user& user, number called, const outgoing_call& c);
    void call_for_help(std::string_view digits);
    void take_route(const routing::route& found, std::optional<number> called, std::string_view digits);
    [[nodiscard]] bool try_alias(const tenant::user& user, const outgoing_call& c);
    [[nodiscard]] routing::operator_lookup lookup() const;
    [[nodiscard]] bool caller_is_proved(const tenant::user& user, const outgoing_call& c) const;
    [[nodiscard]] const tenant::user* find_caller(std::string_view who) const;

    // answering.cpp: used by both
    /// Throws `store_error`.
    [[nodiscard]] masking::alias_book book() const;
    /// The alias that links the two; nothing where none does, or the store does not answer.
    [[nodiscard]] std::optional<masking::alias_record> linked_alias(const tenant::user& user, const address& caller);
    [[nodiscard]] policy::decision ask(const tenant::user& who, policy::verb what, policy::object whose,
                                       policy::direction direction, policy::number_class cls,
                                       policy::evidence evidence = policy::evidence::unknown) const;
    void because(std::string_view rule, std::string text, std::uint32_t line = 0);
    void refuse(error why, std::string_view rule, std::string text, std::uint32_t line = 0);
    void refuse(const policy::decision& d, policy::verb what);
    void owe(const policy::obligations& o);

    [[nodiscard]] const tenant::tenant& office() const noexcept { return state_.file.tenant; }
    [[nodiscard]] const policy::table& policy() const noexcept { return state_.file.policy; }

    const state& state_;
    const options& with_;
    const store_opener& store_;
    instant now_;
    policy::evidence evidence_ = policy::evidence::unknown;
    instructions out_;
};

/// The trunk that `name` means: its name in the office file, or a channel of it.
[[nodiscard]] const tenant::trunk* find_trunk(const tenant::tenant& office, std::string_view name) noexcept;

/// What one of us dialled at a desk, the prefix for an outside line before it or not.
[[nodiscard]] address read_dialled(const tenant::tenant& office, std::string_view digits);

/// A caller or callee as this trunk (or, without one, the office) writes it.
[[nodiscard]] address read_party(const tenant::tenant& office, const tenant::trunk* trunk, std::string_view text);

} // namespace almon::inline v0::office::detail
