// SPDX-License-Identifier: BSL-1.0
// Any bytes as a register: every row that is delivered lies within the Russian plan, what is counted is what was
// delivered, no message holds a telephone number, and what is built from it is whole and answers for each of its rows.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <almon/operators/build.hpp>
#include <almon/operators/directory.hpp>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_messages(const almon::operators::register_report& report) {
    for (const almon::diagnostic& d : report.diagnostics) {
        int run = 0;
        for (const char c : d.found + "|" + d.expected) {
            run = c >= '0' && c <= '9' ? run + 1 : 0;
            require(run < 10);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace almon::operators;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static const region_finder regions;
    std::uint32_t rows = 0;
    std::vector<std::uint64_t> ends;
    const register_report report = read_register("f.csv", bytes, regions, [&](const register_row& row) {
        require(row.first <= row.last && row.first >= 73'000'000'000 && row.last <= 79'999'999'999);
        require(!row.holder.empty() || !row.inn.empty());
        ends.push_back(row.first), ends.push_back(row.last);
        ++rows;
    });
    require(rows == report.rows && report.repaired <= rows);
    check_messages(report);

    builder b;
    check_messages(b.add("f.csv", bytes));
    const auto snapshot = b.finish({});
    require(snapshot.has_value() == (rows > 0));
    if (!snapshot) return 0;
    const auto directory = directory::view(*snapshot);
    require(directory.has_value() && directory->verify().has_value());
    for (const std::uint64_t n : ends) require(directory->lookup(almon::detail::make_number(n)).has_value());
    return 0;
}
