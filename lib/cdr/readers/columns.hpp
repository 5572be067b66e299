// SPDX-License-Identifier: BSL-1.0
#pragma once

// The columns of Asterisk's call records: their names, and where they stand in a row.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv_row.hpp"

namespace almon::inline v0::cdr {

enum class column : std::uint8_t {
    other,
    clid,
    src,
    dst,
    dcontext,
    channel,
    dstchannel,
    lastapp,
    lastdata,
    start,
    answer,
    end,
    duration,
    billsec,
    duration_f,
    billsec_f,
    disposition,
    amaflags,
    accountcode,
    peeraccount,
    uniqueid,
    linkedid,
    sequence,
    userfield,
    did,
    cnum,
    cnam,
    outbound_cnum,
    outbound_cnam,
    dst_cnam,
    recordingfile,
    columns,
};

inline constexpr std::size_t column_count = static_cast<std::size_t>(column::columns);

/// `clid`, `calldate` (for start) …; `other` for a name that means nothing to almon.
[[nodiscard]] column column_named(std::string_view name) noexcept;

/// Where each column stands; -1 where it is missing.
class layout {
public:
    layout() { at_.fill(-1); }
    explicit layout(std::span<const column> order);

    [[nodiscard]] int operator[](column c) const noexcept { return at_[static_cast<std::size_t>(c)]; }
    [[nodiscard]] bool has(column c) const noexcept { return (*this)[c] >= 0; }
    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    friend bool operator==(const layout&, const layout&) noexcept = default;
    /// The fields that hold columns which `used` names, each with the number of its column.
    [[nodiscard]] std::vector<csv_row::wanted> wanted(std::span<const column> used) const;

private:
    std::array<std::int8_t, column_count> at_;
    std::size_t width_ = 0;
};

/// The layout of a row of Master.csv, which differs by how many columns were switched on; nothing for another width.
/// `last` is the last field: with 17 columns it tells a unique id from a user field.
[[nodiscard]] const layout* master_layout(std::size_t width, std::string_view last) noexcept;

/// Whether most of a record's columns are named here.
[[nodiscard]] bool is_header(std::span<const std::string> row) noexcept;

/// Whether the row may be a header: what its first fields say. Cheap, and to be asked before a row of records is refused.
[[nodiscard]] bool may_be_header(const csv_row& row) noexcept;

/// Whether no column is named twice, so that it is sure where each stands.
[[nodiscard]] bool names_each_once(std::span<const std::string> names) noexcept;

/// Where the columns stand that `names` names.
[[nodiscard]] layout layout_named(std::span<const std::string> names);

} // namespace almon::inline v0::cdr
