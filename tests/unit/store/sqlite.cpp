// SPDX-License-Identifier: BSL-1.0
#include <almon/store/sqlite.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/ledger_contract.hpp"

namespace almon::testing {
namespace {

namespace fs = std::filesystem;
using store::sqlite;
using store::sqlite_options;

/// A folder that is gone after the test.
struct folder {
    folder() {
        std::string pattern = (fs::temp_directory_path() / "almon-store-XXXXXX").string();
        path = mkdtemp(pattern.data());
    }
    ~folder() { fs::remove_all(path); }
    [[nodiscard]] std::string file(const char* name = "office.db") const { return (path / name).string(); }
    fs::path path;
};

struct in_sqlite {
    masking::ledger& ledger() { return kept; }
    folder where;
    sqlite kept{where.file()};
};
INSTANTIATE_TYPED_TEST_SUITE_P(sqlite, ledger_contract, in_sqlite);

sqlite_options with(sqlite_options::mode mode, int patience_ms = 10000) {
    return {mode, milliseconds(patience_ms)};
}

/// The code that `body` fails with; `core.ok` where it does not.
std::string code_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const store_error& e) {
        return std::string(e.reason().code());
    }
    return "core.ok";
}

void raw_sql(const std::string& path, const char* sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
}

/// Runs `body` in a child; its exit code, or minus the signal that ended it.
int in_child(const std::function<int()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        int code = 99;
        try {
            code = body();
        } catch (...) {
        }
        _exit(code);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(sqlite_path, reads_a_location) {
    EXPECT_EQ(store::sqlite_path("sqlite:a/b.db").value(), "a/b.db");
    for (const char* text : {"", "sqlite:", "a.db", "postgres:x"})
        EXPECT_EQ(store::sqlite_path(text).error(), store::errc::malformed_location) << text;
}

TEST(sqlite, keeps_what_was_written_when_opened_again) {
    folder where;
    (void)sqlite(where.file()).add_alias(wanted("4017", "a", 79161234567));
    EXPECT_FALSE(fs::exists(where.file("office.db-wal"))) << "a clean end leaves no log";
    sqlite again(where.file(), with(sqlite_options::mode::existing));
    EXPECT_FALSE(again.recovered());
    EXPECT_EQ(again.find_alias("t", "4017")->party, phone(79161234567));
}

TEST(sqlite, says_what_is_wrong_with_the_place) {
    folder where;
    using enum sqlite_options::mode;
    EXPECT_EQ(code_of([&] { sqlite(where.file(), with(existing)); }), "store.missing");
    EXPECT_EQ(code_of([&] { sqlite(where.file(), with(read_only)); }), "store.missing");
    EXPECT_FALSE(fs::exists(where.file())) << "asking does not create";
    EXPECT_EQ(code_of([&] { sqlite(where.file("no/such/folder.db")); }), "store.missing");
    EXPECT_EQ(code_of([&] { sqlite(where.path.string()); }), "store.not_ours");
    std::ofstream(where.file("text")) << std::string(5000, 'x');
    EXPECT_EQ(code_of([&] { sqlite(where.file("text")); }), "store.not_ours");
    raw_sql(where.file("other.db"), "CREATE TABLE contacts(phone TEXT)");
    EXPECT_EQ(code_of([&] { sqlite(where.file("other.db")); }), "store.not_ours");
    { sqlite ours(where.file()); }
    raw_sql(where.file(), "PRAGMA user_version = 99");
    EXPECT_EQ(code_of([&] { sqlite(where.file()); }), "store.newer_schema");
}

TEST(sqlite, refuses_a_damaged_database) {
    folder where;
    {
        sqlite ours(where.file());
        for (int i = 0; i < 150; ++i)
            (void)ours.add_alias(
                wanted(std::to_string(1000 + i), std::to_string(i), 79160000000u + static_cast<unsigned>(i)));
    }
    {
        std::fstream file(where.file(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        const std::string garbage(static_cast<std::size_t>(fs::file_size(where.file())) - 4096, '\x5A');
        file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
    }
    const std::string code = code_of([&] {
        sqlite ours(where.file());
        for (int i = 0; i < 150; ++i) (void)ours.find_alias("t", std::to_string(1000 + i));
        (void)ours.aliases("t");
    });
    EXPECT_EQ(code, "store.corrupted");
}

TEST(sqlite, checks_the_database_after_an_unclean_end_only) {
    folder where;
    const int ended = in_child([&] {
        sqlite ours(where.file());
        (void)ours.add_alias(wanted("4017", "a", 79161234567));
        kill(getpid(), SIGKILL);
        return 0;
    });
    ASSERT_EQ(ended, -SIGKILL);
    ASSERT_GT(fs::file_size(where.file("office.db-wal")), 0u);
    {
        sqlite ours(where.file());
        EXPECT_TRUE(ours.recovered());
        EXPECT_TRUE(ours.find_alias("t", "4017"));
        EXPECT_FALSE(sqlite(where.file()).recovered()) << "somebody is alive and has looked";
    }
    EXPECT_FALSE(sqlite(where.file()).recovered());
}

TEST(sqlite, waits_for_another_writer_and_no_longer_than_told) {
    folder where;
    sqlite ours(where.file(), with(sqlite_options::mode::create, 50));
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(where.file().c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_EQ(code_of([&] { (void)ours.add_alias(wanted("4017", "a", 79161234567)); }), "store.locked");
    EXPECT_EQ(ours.find_alias("t", "4017"), std::nullopt) << "readers are not kept waiting";
    ASSERT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    EXPECT_EQ(ours.add_alias(wanted("4017", "a", 79161234567)).what, masking::added::fresh) << "and it goes on";
}

TEST(sqlite, reads_but_does_not_write_a_read_only_database) {
    folder where;
    { (void)sqlite(where.file()).add_alias(wanted("4017", "a", 79161234567)); }
    sqlite ours(where.file(), with(sqlite_options::mode::read_only));
    EXPECT_TRUE(ours.find_alias("t", "4017"));
    EXPECT_EQ(code_of([&] { ours.touch_alias("t", "4017", at_second(99)); }), "store.read_only");
    if (geteuid() == 0) return; // root may write everywhere
    chmod(where.file().c_str(), 0444);
    EXPECT_EQ(code_of([&] { sqlite(where.file()); }), "store.read_only");
}

/// Runs `body` in a child that may read `where` and write nothing there.
int without_writing(const folder& where, const std::function<int()>& body) {
    chmod(where.file().c_str(), 0644);
    chmod(where.path.c_str(), 0555);
    const int ended = in_child([&] {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 98; // root may write everywhere
        return body();
    });
    chmod(where.path.c_str(), 0755);
    return ended;
}

TEST(sqlite, reads_in_a_folder_in_which_nothing_may_be_written) {
    folder where;
    { (void)sqlite(where.file()).add_alias(wanted("4017", "a", 79161234567)); }
    fs::remove(where.file("office.db-open"));
    EXPECT_EQ(without_writing(where,
                              [&] {
                                  sqlite ours(where.file(), with(sqlite_options::mode::read_only));
                                  return ours.find_alias("t", "4017") ? 0 : 1;
                              }),
              0);
}

TEST(sqlite, sees_there_what_was_written_since) {
    if (geteuid() != 0) GTEST_SKIP() << "needs another user, who may write";
    folder where;
    { (void)sqlite(where.file()).add_alias(wanted("4017", "a", 79161234567)); }
    int ask[2], answer[2];
    ASSERT_EQ(pipe(ask) + pipe(answer), 0);
    std::thread writer([&] {
        char asked = 0;
        if (read(ask[0], &asked, 1) == 1) (void)sqlite(where.file()).add_alias(wanted("4018", "b", 79161234568));
        (void)!write(answer[1], "x", 1);
    });
    const int ended = without_writing(where, [&] {
        sqlite ours(where.file(), with(sqlite_options::mode::read_only));
        const bool before = ours.find_alias("t", "4018").has_value();
        char done = 0;
        if (write(ask[1], "x", 1) != 1 || read(answer[0], &done, 1) != 1) return 97;
        return !before && ours.find_alias("t", "4018") ? 0 : 1;
    });
    (void)!write(ask[1], "x", 1); // where the child did not ask
    writer.join();
    for (const int end : {ask[0], ask[1], answer[0], answer[1]}) close(end);
    EXPECT_EQ(ended, 0);
}

TEST(sqlite, tells_a_full_disk_and_loses_nothing) {
    folder where;
    sqlite ours(where.file());
    (void)ours.add_alias(wanted("4017", "a", 79161234567));
    // a limit on the size of files stands for a full disk: in a child, for it cannot be raised again
    const int ended = in_child([&] {
        signal(SIGXFSZ, SIG_IGN);
        sqlite again(where.file());
        (void)again.add_alias(wanted("4018", "b", 79161234567));
        const rlimit small{fs::file_size(where.file("office.db-wal")) + 4096, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &small);
        const std::string code = code_of([&] {
            for (int i = 0; i < 100; ++i)
                (void)again.add_alias(wanted(std::to_string(5000 + i), std::to_string(i), 79160000000));
        });
        return code == "store.full" || code == "store.io" ? 0 : 1;
    });
    EXPECT_EQ(ended, 0);
    EXPECT_TRUE(ours.find_alias("t", "4018"));
    EXPECT_EQ(ours.add_alias(wanted("9999", "z", 79161234567)).what, masking::added::fresh);
}

TEST(sqlite, survives_a_fork_in_both_processes) {
    folder where;
    sqlite ours(where.file());
    (void)ours.add_alias(wanted("4017", "a", 79161234567));
    const int ended = in_child([&] {
        const bool seen = ours.find_alias("t", "4017").has_value();
        const auto done = ours.add_alias(wanted("4018", "b", 79161234567));
        return seen && done.what == masking::added::fresh ? 0 : 1;
    });
    EXPECT_EQ(ended, 0);
    EXPECT_TRUE(ours.find_alias("t", "4018"));
    EXPECT_EQ(ours.add_alias(wanted("4019", "c", 79161234567)).what, masking::added::fresh);
}

TEST(sqlite, lets_eight_processes_open_at_once_without_a_duplicate_or_a_starved_one) {
    constexpr int processes = 8, each = 40;
    folder where;
    std::vector<pid_t> children;
    for (int p = 0; p < processes; ++p) {
        const pid_t child = fork();
        if (child == 0) {
            int code = 1;
            try {
                sqlite ours(where.file()); // creation, too, is a race of all eight
                int fresh = 0;
                for (int i = 0; i < each; ++i) {
                    // every process wants the same pairs, each under digits of its own choice
                    const std::string digits = std::to_string(10000 + p * 1000 + i), deal = std::to_string(i);
                    fresh += ours.add_alias(wanted(digits, deal, 79161234567)).what == masking::added::fresh;
                    (void)ours.next_sequence("t", 1);
                }
                std::ofstream(where.file(("fresh" + std::to_string(p)).c_str())) << fresh;
                code = 0;
            } catch (...) {
            }
            _exit(code);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "one was starved or failed";
    }
    int fresh = 0;
    for (int p = 0; p < processes; ++p) {
        int one = 0;
        std::ifstream(where.file(("fresh" + std::to_string(p)).c_str())) >> one;
        fresh += one;
    }
    EXPECT_EQ(fresh, each) << "of eight who want a pair, exactly one gets it";
    sqlite ours(where.file());
    EXPECT_EQ(ours.aliases("t").size(), static_cast<std::size_t>(each));
    EXPECT_EQ(ours.next_sequence("t", 1), static_cast<std::uint64_t>(processes * each + 1));
}

TEST(sqlite, serves_threads_of_one_process) {
    folder where;
    sqlite ours(where.file());
    std::atomic<int> fresh{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i)
                fresh +=
                    ours.add_alias(wanted(std::to_string(1000 * t + 1000 + i), std::to_string(i), 79161234567)).what ==
                    masking::added::fresh;
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(fresh, 20);
}

TEST(sqlite, keeps_every_acknowledged_write_of_a_killed_process) {
    folder where;
    // The child acknowledges each alias through a pipe once it was kept; it is killed after a number of
    // acknowledgements that differs by round, at whatever it is doing then.
    std::vector<std::string> acknowledged;
    for (int round = 0; round < 8; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            try {
                sqlite ours(where.file());
                for (int i = 0;; ++i) {
                    const int id = round * 100000 + i + 1000;
                    const std::string digits = std::to_string(id);
                    (void)ours.add_alias(wanted(digits, digits, 79160000000u + static_cast<unsigned>(id)));
                    ours.put_grant("t", digits, {masking::grantee_kind::user, "ivanov", {}, at_second(0)});
                    if (write(ends[1], &id, sizeof id) != sizeof id) break;
                }
            } catch (...) {
            }
            _exit(1);
        }
        close(ends[1]);
        int id = 0;
        for (int wait = 3 + round * 5; wait > 0 && read(ends[0], &id, sizeof id) == sizeof id; --wait)
            acknowledged.push_back(std::to_string(id));
        kill(child, SIGKILL);
        while (read(ends[0], &id, sizeof id) == sizeof id) acknowledged.push_back(std::to_string(id));
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        sqlite ours(where.file());
        ASSERT_TRUE(ours.recovered());
    }
    sqlite ours(where.file());
    ASSERT_GT(acknowledged.size(), 100u);
    for (const std::string& digits : acknowledged) {
        const auto found = ours.find_alias("t", digits);
        ASSERT_TRUE(found) << digits;
        EXPECT_EQ(found->party.value(), 79160000000u + std::stoul(digits));
        EXPECT_EQ(ours.grants_of("t", digits).size(), 1u);
    }
    for (const auto& one : ours.aliases("t")) // none is half there
        EXPECT_EQ(ours.find_pair("t", one.deal, one.party), one);
}

} // namespace
} // namespace almon::testing
