// SPDX-License-Identifier: BSL-1.0
#pragma once

// What several tests of operators share: numbers by value, snapshots from texts, files that go away.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <almon/numbering/number.hpp>
#include <almon/operators/build.hpp>
#include <almon/operators/directory.hpp>

#include "support/allocations.hpp"

namespace almon::test {

inline number num(std::uint64_t digits) noexcept {
    return almon::detail::make_number(digits);
}

inline constexpr const char* header8 = "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\n";

/// Some rows as the ministry publishes them in 2026.
inline std::string small_register() {
    return std::string("\xEF\xBB\xBF") + header8 +
           "903;1000000;1299999;300000;ПАО \"ВЫМПЕЛКОМ\";-;Город Москва, Московская область;7713076301\n"
           "916;0000000;1999999;2000000;ПАО \"МТС\";-;Город Москва, Московская область;7740000076\n"
           "916;2000000;2000004;5;МИНЦИФРЫ РОССИИ;-;Тюменская область;7710474375\n"
           "916;2000006;2000006;1;АО \"КБ \"ИСКРА\";-;Ханты-Мансийский автономный округ - Югра;2466007750";
}

/// Some rows within few blocks, so that a snapshot of them is small: what is done to every byte of one takes no time.
inline std::string tiny_register() {
    return std::string(header8) +
           "916;0000000;0029999;30000;ПАО \"МТС\";-;Тверская область;7740000076\n"
           "916;0030000;0030004;5;МИНЦИФРЫ РОССИИ;-;Тюменская область;7710474375\n"
           "916;0030006;0030006;1;АО \"КБ \"ИСКРА\";-;Город Москва, Московская область;2466007750\n"
           "916;0035000;0049999;15000;ООО \"Т2 МОБАЙЛ\";-;Тверская область;7743895280\n";
}

using registers = std::initializer_list<std::pair<std::string, std::string>>;

inline result<std::vector<std::byte>> build_bytes(registers all) {
    operators::builder b;
    for (const auto& [name, text] : all) b.add(name, text);
    return b.finish(parse_rfc3339("2026-11-22T00:00:00Z").value());
}

/// A snapshot in memory, and the directory over it.
struct built {
    std::vector<std::byte> bytes;
    operators::directory directory;

    explicit built(std::vector<std::byte> b)
        : bytes(std::move(b)), directory(operators::directory::view(bytes).value()) {}
    explicit built(registers all) : built(build_bytes(all).value()) {}
};

/// A folder that is empty at first and gone at the end.
class scratch_folder {
public:
    scratch_folder() { (void)::mkdtemp(path_.data()); }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() { (void)std::system(("rm -rf " + path_).c_str()); }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_ = "/tmp/almon-test-XXXXXX";
};

inline void write_file(const std::string& path, std::span<const std::byte> bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

} // namespace almon::test
