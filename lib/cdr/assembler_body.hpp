// SPDX-License-Identifier: BSL-1.0
#pragma once

// What an assembler is made of. assembler.cpp takes evidence, deliver.cpp delivers calls once, tell_versions.cpp tells versions
// of them.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <almon/cdr/assembler.hpp>

#include "arrivals.hpp"
#include "fold.hpp"
#include "group_table.hpp"
#include "late_calls.hpp"
#include "nearly_sorted.hpp"
#include "recent_prints.hpp"
#include "told_ids.hpp"
#include "version_book.hpp"

namespace almon::inline v0::cdr {

struct assembler::body {
    body(shared_records all, on_call d, on_version v)
        : records(std::move(all)), ctx(records.contexts.front()), deliver(std::move(d)), tell(std::move(v)) {
        make_folders();
    }

    [[nodiscard]] instant reached() const noexcept { return std::min(newest, kept_from); }
    void make_folders();
    /// A telling whose turn has not come, because an earlier one threw.
    struct waiting_call {
        call what;
        difference how;
    };
    /// Calls `give` for each of some tellings. From one that throws on they wait, as `kept` makes them, and evidence goes on
    /// being taken: nothing is lost between a reader and the assembler.
    template <class Tellings, class Give, class Kept>
    void give_all(const Tellings& all, Give give, Kept kept) {
        auto next = std::begin(all);
        const auto end = std::end(all);
        if (!thrown && waiting.empty()) {
            try {
                for (; next != end; ++next) give(*next);
            } catch (...) {
                thrown = std::current_exception();
                ++next;
            }
        }
        for (; next != end; ++next) waiting.push_back(kept(*next));
    }
    void go_on();
    // assembler.cpp
    void take(const evidence& e);
    [[gnu::cold]] void take_of_all(const evidence& e);
    void catch_up();
    void add(const group_table::arrival& a);
    void move_on(instant last);
    void close_quiet();
    void close_groups();
    bool fold_group(std::span<evidence> items, std::size_t& count, fold::way how = fold::way::shortest);
    [[gnu::cold]] bool fold_apart(std::span<evidence> items, std::size_t& count);
    void forget(std::uint32_t g);
    // deliver.cpp
    void deliver_all();
    void order_by_shape(std::span<const group_table::quiet_group> which);
    void fold_by_way(std::span<const group_table::quiet_group> which);
    void take_in_time(std::span<const group_table::quiet_group> which);
    void add_to_order(std::size_t first, std::size_t end);
    void sort_order();
    void deliver_in_order();
    void deliver_again();
    [[nodiscard]] std::vector<std::string> ids_told_of(std::span<const evidence> items) const;
    // tell_versions.cpp
    enum class occasion : std::uint8_t { settling, closing };
    void tell_all(occasion when);
    void settle();
    [[nodiscard]] version_book::teller teller_of(std::uint32_t g) const {
        return {groups.ticket_of(g), [this, g](std::uint64_t ticket) { return groups.is_another(ticket, g); }};
    }

    shared_records records;
    context ctx; // of the limits and times
    on_call deliver;
    on_version tell;                            // instead of `deliver`
    std::vector<std::unique_ptr<fold>> folders; // one for each context
    group_table groups;
    arrivals on_the_way;
    recent_prints recent; // of what was delivered
    instant newest = instant::min();
    instant ahead; // far ahead of `newest`, and how often that was seen
    int seen_ahead = 0;
    bool channels_seen = false;                   // some source names channels: a queue's log only adds to it
    instant kept_from = instant::max();           // what lies behind is still to come from some source
    instant last_stop = instant::min();           // the PBX went down
    instant last_count = instant::min();          // the PBX counted its channels
    instant last_restart = instant::min();        // the PBX began anew, and nobody saw its end
    std::vector<std::pair<fact, instant>> of_all; // what concerns every call: stops and counts
    std::size_t look_at = 0;                      // how many open groups make it worth to look for quiet ones
    counts counted;
    std::vector<group_table::quiet_group> closing; // groups to be told or let go
    second_order<group_table::quiet_group> by_second;
    std::vector<call> ready; // of one batch; strings and vectors are used again
    struct calls_of_group {
        std::size_t first, end; // in `ready`
    };
    std::vector<calls_of_group> folded;
    std::vector<std::uint32_t> to_fold; // places among the groups that are folded together
    struct ended {
        instant end;
        std::uint32_t index;
    };
    std::vector<ended> order; // of those of `ready` that are delivered
    version_book book;
    std::vector<version_book::news> news;
    std::exception_ptr thrown; // by a callback, and not told yet
    std::deque<waiting_call> waiting;

    // with `deliver`
    told_ids told;
    std::vector<told_ids::key> keys; // of the ids of `ready`
    late_calls late;
    on_version amend; // while everything is given again for the calls of `late`
    bool finishing = false;
};

} // namespace almon::inline v0::cdr
