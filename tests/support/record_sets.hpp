// SPDX-License-Identifier: BSL-1.0
#pragma once

// The sets of genuine records below tests/data, each with the office of its PBX.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <almon/cdr/readers/input_file.hpp>
#include <almon/office/offices.hpp>
#include <gtest/gtest.h>

namespace almon::test {

struct record_set {
    std::string name, office; ///< the folder below tests/data, and the office file below the project
};

inline const std::array record_sets = {
    record_set{"asterisk", "examples/office/office.toml"},
    record_set{"asterisk16", "tests/data/asterisk16/office.toml"},
    record_set{"asterisk22", "tests/data/asterisk22/office.toml"},
    record_set{"callcentre", "tests/data/callcentre/office.toml"},
    record_set{"clinic", "tests/data/clinic/office.toml"},
    record_set{"composed", "tests/data/composed/office.toml"},
    record_set{"counsel", "tests/data/counsel/office.toml"},
    record_set{"garage", "tests/data/garage/office.toml"},
    record_set{"hotel", "tests/data/hotel/office.toml"},
    record_set{"ward", "tests/data/ward/office.toml"},
};

/// For `INSTANTIATE_TEST_SUITE_P`.
inline std::string name_of_set(const testing::TestParamInfo<record_set>& tested) {
    return tested.param.name;
}

/// A test of one set, with its office open.
class of_record_set : public testing::TestWithParam<record_set> {
protected:
    void SetUp() override {
        auto opened = office::offices::open({ALMON_SOURCE_DIR "/" + GetParam().office});
        ASSERT_TRUE(opened.has_value());
        offices_.emplace(std::move(*opened));
        access_ = offices_->records();
    }
    [[nodiscard]] const tenant::tenant& office() const { return access_.offices.front().file->tenant; }

    std::optional<office::offices> offices_;
    office::shared_access access_;
};

/// What stands in a scenario's file or, packed, beside it; nothing where there is neither.
inline std::optional<std::string> text_of(const std::filesystem::path& folder, std::string_view name) {
    for (const char* packing : {".gz", ""}) {
        auto file = cdr::input_file::open((folder / name).string() + packing);
        if (!file) continue;
        std::string text;
        std::array<char, 1 << 16> block;
        for (auto got = file->read(block); got.value() > 0; got = file->read(block)) text.append(block.data(), *got);
        return text;
    }
    return std::nullopt;
}

} // namespace almon::test
