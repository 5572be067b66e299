// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which calls were told already, in which version: so that a group of evidence that is folded again tells only what is
// new, and takes back what it told in error.

#include <deque>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include <almon/cdr/evidence.hpp>
#include <almon/cdr/version.hpp>

namespace almon::inline v0::cdr {

class version_book {
public:
    /// What is to be told of one call: its index among those given, or none for one that is taken back.
    struct news {
        std::size_t index;
        std::string id;
        difference what;
    };
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

    /// Which group of evidence tells, and whether a call was told by another one that is still open: channels of two
    /// groups may bear one name.
    struct teller {
        std::uint64_t ticket = 0;
        std::function<bool(std::uint64_t ticket)> is_another;
    };

    /// The calls that `items` give now, against what was told of them: appends what a sink has to hear.
    /// `whole` says that these are all calls of the group, so that one that is missing is no more.
    enum class extent : std::uint8_t { part, whole };
    void amend(std::span<const evidence> items, std::span<const call> calls, extent whole, std::vector<news>& out,
               const teller& by);

    /// Two groups may tell of one call at once, where broken records give both its id: its versions come in their order
    /// all the same. Everything else stays in its place.
    static void put_versions_in_order(std::vector<news>& all);

    /// The evidence is let go: what was told of it is final.
    void close(std::span<const evidence> items, const teller& by);

    /// What a program that reads again from `from` has to know: no closed calls that lie wholly before.
    [[nodiscard]] std::vector<told_call> told(std::span<const place> from) const;
    void resume(std::span<const told_call> calls);

    [[nodiscard]] std::size_t late() const noexcept { return late_; } ///< versions of closed calls, not told

private:
    /// Beyond these the oldest closed calls are forgotten.
    static constexpr std::size_t most_closed = 1 << 16;

    [[nodiscard]] bool told_by_another(const std::string& id, const teller& by) const;
    std::vector<told_call*> known_of(std::span<const evidence> items, const teller& by);
    void remember(told_call c);
    void forget_oldest();

    boost::unordered_flat_map<std::string, told_call> by_id_;
    boost::unordered_flat_map<std::string, std::vector<std::string>> by_anchor_; ///< id or channel to ids of calls
    std::deque<std::string> closed_;                                             ///< oldest first
    boost::unordered_flat_map<std::string, std::uint64_t> told_by_; ///< tickets of the groups; of calls not closed
    std::size_t late_ = 0;
};

} // namespace almon::inline v0::cdr
