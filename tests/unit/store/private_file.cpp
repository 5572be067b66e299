// SPDX-License-Identifier: BSL-1.0
#include <almon/store/private_file.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <almon/store/sqlite.hpp>

namespace almon::testing {
namespace {

namespace fs = std::filesystem;

struct private_file : ::testing::Test {
    private_file() {
        std::string pattern = (fs::temp_directory_path() / "almon-private-XXXXXX").string();
        path = mkdtemp(pattern.data());
        umask_ = umask(0);
    }
    ~private_file() override {
        umask(umask_);
        fs::remove_all(path);
    }
    [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }
    [[nodiscard]] static mode_t of_others(const std::string& file) {
        struct stat about {};
        return ::stat(file.c_str(), &about) == 0 ? about.st_mode & 07 : 0777;
    }
    fs::path path;

private:
    mode_t umask_;
};

TEST_F(private_file, is_empty_and_nobody_elses) {
    store::make_private_file(file("new"));
    EXPECT_EQ(of_others(file("new")), 0u);
    EXPECT_EQ(fs::file_size(file("new")), 0u);
}

TEST_F(private_file, is_made_where_a_link_leads) {
    fs::create_symlink("there", file("link"));
    store::make_private_file(file("link"));
    EXPECT_EQ(of_others(file("there")), 0u);
    EXPECT_TRUE(fs::is_symlink(file("link")));
    fs::create_symlink("circle", file("circle"));
    store::make_private_file(file("circle")); // ends
}

TEST_F(private_file, leaves_a_file_as_it_is) {
    std::ofstream(file("old")) << "text";
    chmod(file("old").c_str(), 0644);
    store::make_private_file(file("old"));
    EXPECT_EQ(of_others(file("old")), 04u);
    EXPECT_EQ(fs::file_size(file("old")), 4u);
    store::make_private_file(file("no/such/folder")); // whoever opens it tells
}

TEST_F(private_file, becomes_a_database_whose_log_is_nobody_elses) {
    const store::sqlite kept(file("office.db"));
    for (const char* part : {"", "-wal", "-shm"}) EXPECT_EQ(of_others(file("office.db") + part), 0u) << part;
}

} // namespace
} // namespace almon::testing
