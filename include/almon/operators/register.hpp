// SPDX-License-Identifier: BSL-1.0
#pragma once

// Reading a Russian numbering register: ranges of numbers with operator and region, as the ministry and its mirrors
// have published them since 2014. Encoding, delimiter, header and column order are found out, never trusted.
//
//     АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН
//     916;0000000;1999999;2000000;ПАО "МТС";г. Москва и Московская область;Город Москва, Московская область;7740000076

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/diagnostic.hpp>
#include <almon/operators/error.hpp>
#include <almon/operators/region.hpp>

namespace almon::inline v0::operators {

enum class text_encoding : std::uint8_t { utf8, windows_1251 };

/// What a register's columns were found to be: 0-based places, -1 where there is none.
struct register_columns {
    int code = -1, from = -1, to = -1, capacity = -1, holder = -1, region = -1, territory = -1, inn = -1;
    int count = 0; ///< how many columns a row has

    /// Whether there is enough to read ranges.
    [[nodiscard]] bool enough() const noexcept { return code >= 0 && from >= 0 && to >= 0 && holder >= 0; }
};

/// How a register is written.
struct register_layout {
    text_encoding encoding = text_encoding::utf8;
    bool byte_order_mark = false;
    bool header = false;
    char delimiter = ';';
    register_columns columns;
};

/// One good row. *Lifetime*: the views end with the call that showed it.
struct register_row {
    std::uint64_t first, last; ///< E.164 values, both within the range
    std::string_view holder;   ///< the operator as it stands there
    std::string_view region;   ///< the region, or the ГАР territory where the region is `-` or says nothing
    std::string_view inn;      ///< empty where the register has none, or a wrong one
    std::uint32_t line;        ///< 1-based
};

/// What reading a register came to. `rows` counts the good ones, the `repaired` among them; `rejected` the others.
struct register_report {
    std::string file;
    register_layout layout;
    std::uint32_t rows = 0, repaired = 0, rejected = 0;
    std::vector<diagnostic> diagnostics; ///< each repaired or rejected row and its cause, and warnings
};

/// Reads the register `bytes`, called `file` in reports, and calls `take` with every good row in the file's order.
/// *Complexity*: linear.
[[nodiscard]] register_report read_register(std::string_view file, std::string_view bytes, const region_finder& regions,
                                            const std::function<void(const register_row&)>& take);

} // namespace almon::inline v0::operators
