// SPDX-License-Identifier: BSL-1.0
#include "columns.hpp"

#include <algorithm>
#include <utility>

#include "asterisk_words.hpp"
#include "core/ascii.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr std::pair<std::string_view, column> names[] = {
    {"clid", column::clid},
    {"src", column::src},
    {"dst", column::dst},
    {"dcontext", column::dcontext},
    {"channel", column::channel},
    {"dstchannel", column::dstchannel},
    {"lastapp", column::lastapp},
    {"lastdata", column::lastdata},
    {"start", column::start},
    {"calldate", column::start},
    {"answer", column::answer},
    {"end", column::end},
    {"duration", column::duration},
    {"billsec", column::billsec},
    {"duration_f", column::duration_f},
    {"billsec_f", column::billsec_f},
    {"disposition", column::disposition},
    {"amaflags", column::amaflags},
    {"accountcode", column::accountcode},
    {"peeraccount", column::peeraccount},
    {"uniqueid", column::uniqueid},
    {"linkedid", column::linkedid},
    {"sequence", column::sequence},
    {"userfield", column::userfield},
    {"did", column::did},
    {"cnum", column::cnum},
    {"cnam", column::cnam},
    {"outbound_cnum", column::outbound_cnum},
    {"outbound_cnam", column::outbound_cnam},
    {"dst_cnam", column::dst_cnam},
    {"recordingfile", column::recordingfile},
};

using enum column;

// Source: cdr_csv.c of Asterisk; what cdr.conf switches on comes at the end
constexpr column master_all[] = {accountcode, src,      dst,      dcontext,  clid,        channel,  dstchannel,
                                 lastapp,     lastdata, start,    answer,    end,         duration, billsec,
                                 disposition, amaflags, uniqueid, userfield, peeraccount, linkedid, sequence};
constexpr column master_bare[] = {accountcode, src,      dst,         dcontext, clid,    channel,  dstchannel,
                                  lastapp,     lastdata, start,       answer,   end,     duration, billsec,
                                  disposition, amaflags, peeraccount, linkedid, sequence};
constexpr column master_id[] = {accountcode, src,      dst,      dcontext,    clid,     channel,  dstchannel,
                                lastapp,     lastdata, start,    answer,      end,      duration, billsec,
                                disposition, amaflags, uniqueid, peeraccount, linkedid, sequence};
constexpr column master_user[] = {accountcode, src,      dst,       dcontext,    clid,     channel,  dstchannel,
                                  lastapp,     lastdata, start,     answer,      end,      duration, billsec,
                                  disposition, amaflags, userfield, peeraccount, linkedid, sequence};

} // namespace

column column_named(std::string_view name) noexcept {
    for (const auto& [known, c] : names)
        if (almon::detail::is_in_any_case(name, known)) return c;
    return other;
}

bool is_header(std::span<const std::string> row) noexcept {
    constexpr int enough = 5;
    return std::count_if(row.begin(), row.end(), [](const std::string& f) { return column_named(f) != other; }) >=
           enough;
}

bool may_be_header(const csv_row& row) noexcept {
    constexpr std::size_t looked_at = 8;
    std::size_t named = 0;
    for (std::size_t i = 0; i < std::min({row.count(), csv_row::most, looked_at}); ++i)
        named += column_named(row[i]) != other;
    return named >= 2;
}

bool names_each_once(std::span<const std::string> names) noexcept {
    std::array<bool, column_count> seen{};
    for (const std::string& n : names) {
        const column c = column_named(n);
        if (c != other && std::exchange(seen[static_cast<std::size_t>(c)], true)) return false;
    }
    return true;
}

layout layout_named(std::span<const std::string> names) {
    std::vector<column> order;
    for (const std::string& n : names) order.push_back(column_named(n));
    return layout(order);
}

layout::layout(std::span<const column> order) : layout() {
    width_ = order.size();
    for (std::size_t i = 0; i < order.size() && i < csv_row::most; ++i)
        if (order[i] != other) at_[static_cast<std::size_t>(order[i])] = static_cast<std::int8_t>(i);
}

std::vector<csv_row::wanted> layout::wanted(std::span<const column> used) const {
    std::vector<csv_row::wanted> fields;
    for (const column c : used)
        if (has(c)) fields.push_back({static_cast<std::uint8_t>((*this)[c]), static_cast<std::uint8_t>(c)});
    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
    return fields;
}

const layout* master_layout(std::size_t width, std::string_view last) noexcept {
    using order = std::span<const column>;
    static const layout bare(order(master_bare).first(16)), id(order(master_id).first(17)),
        user(order(master_user).first(17)), both(order(master_all).first(18)), bare_new(master_bare), id_new(master_id),
        user_new(master_user), all(master_all);
    switch (width) {
    case 16: return &bare;
    case 17: return asterisk::born(last) != instant{} ? &id : &user;
    case 18: return &both;
    case 19: return &bare_new;
    case 20: return &id_new;
    case 21: return &all;
    default: return nullptr;
    }
}

} // namespace almon::inline v0::cdr
