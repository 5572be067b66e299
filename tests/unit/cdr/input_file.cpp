// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/input_file.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <almon/cdr/error.hpp>

using namespace almon;
using cdr::errc;
using cdr::input_file;

namespace {

std::string gzip(const std::string& text) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

class InputFile : public testing::Test {
protected:
    InputFile() { std::filesystem::create_directories(folder_); }
    ~InputFile() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& bytes) {
        const std::string path = folder_ / "file";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    /// All bytes, and what ended them.
    std::string read(const std::string& path, error& end, std::size_t block = 4096) {
        end = {};
        auto file = input_file::open(path);
        if (!file) return end = file.error(), std::string();
        std::vector<char> room(block);
        std::string all;
        for (;;) {
            const auto n = file->read(room);
            if (!n) return end = n.error(), all;
            if (*n == 0) return all;
            all.append(room.data(), *n);
        }
    }

    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / fmt::format("almon-input-{}", ::getpid());
    error end_;
};

std::string rows(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += fmt::format("{},PJSIP/{},{}\n", i, i * 7919 % 1000, i % 977 * 13);
    return text;
}

/// `rows(20'000)`, packed by the program of that name.
std::string sample(std::string_view compression) {
    std::ifstream in(fmt::format("{}/packed/rows.{}", ALMON_TEST_DATA, compression), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(InputFile, GivesPlainFilesAsTheyAre) {
    for (const std::string& text : {std::string(), std::string("x"), std::string("\x1F"), rows(5000)}) {
        EXPECT_EQ(read(write(text), end_), text);
        EXPECT_EQ(end_.number(), 0);
    }
}

TEST_F(InputFile, UnpacksGzipByItsFirstBytesWhateverTheName) {
    for (const std::string& text : {std::string(), std::string("x"), rows(100), rows(100'000)})
        for (const std::size_t block : {std::size_t{7}, std::size_t{4096}, std::size_t{1} << 18}) {
            if (block == 7 && text.size() > 10'000) continue;
            EXPECT_TRUE(read(write(gzip(text)), end_, block) == text) << text.size() << ' ' << block;
            EXPECT_EQ(end_.number(), 0);
        }
}

TEST_F(InputFile, ReadsSeveralMembersAndThePaddingBehindThem) {
    const std::string two = gzip("one\n") + gzip("") + gzip("two\n");
    EXPECT_EQ(read(write(two), end_), "one\ntwo\n");
    EXPECT_EQ(end_.number(), 0);
    const std::string padded = two + std::string(70'000, '\0') + two; // behind the padding nothing counts
    for (const std::size_t block : {7, 4096}) EXPECT_EQ(read(write(padded), end_, block), "one\ntwo\n");
    EXPECT_EQ(end_.number(), 0);
}

TEST_F(InputFile, IgnoresWhatStandsBehindGzipAndIsNoMember) {
    using namespace std::string_literals;
    for (const std::string& rest :
         {"rubbish"s, "\x1F"s, "\x1Frubbish"s, "\x1F\x8Brubbish"s, "\x1F"s + std::string(70'000, '\x1F')})
        for (const std::size_t block : {7, 4096}) {
            EXPECT_EQ(read(write(gzip("one\n") + gzip("two\n") + rest), end_, block), "one\ntwo\n")
                << rest.substr(0, 9);
            EXPECT_EQ(end_.number(), 0) << rest.substr(0, 9);
        }
    const std::string another = gzip("two\n"); // of which something is missing
    for (const std::size_t cut : {std::size_t{2}, std::size_t{3}, another.size() - 1}) {
        EXPECT_EQ(read(write(gzip("one\n") + another.substr(0, cut)), end_).substr(0, 4), "one\n");
        EXPECT_EQ(end_, errc::damaged_archive) << cut;
    }
}

TEST_F(InputFile, TellsPackedFilesByTheirNames) {
    for (const char* name : {"Master.csv.1.gz", "a.xz", "a.zst", "a.bz2", "a.zip"})
        EXPECT_TRUE(input_file::is_named_as_packed(name)) << name;
    for (const char* name : {"Master.csv", "Master.csv.1", "gz", ""})
        EXPECT_FALSE(input_file::is_named_as_packed(name)) << name;
}

TEST_F(InputFile, GivesWhatCameBeforeTheDamage) {
    const std::string text = rows(20'000), packed = gzip(text);
    for (const std::size_t cut :
         {std::size_t{2}, std::size_t{9}, std::size_t{11}, packed.size() / 2, packed.size() - 1}) {
        const std::string got = read(write(packed.substr(0, cut)), end_);
        EXPECT_EQ(end_, errc::damaged_archive) << cut;
        EXPECT_TRUE(text.starts_with(got)) << cut;
        EXPECT_GE(got.size() + 65536, text.size() * cut / packed.size()) << "most of what is there";
    }
    std::string wrong = packed;
    wrong[packed.size() - 6] ^= 1; // the checksum
    EXPECT_EQ(read(write(wrong), end_), text);
    EXPECT_EQ(end_, errc::damaged_archive);
    for (std::size_t at = 0; at < packed.size(); at += 997) { // whatever breaks: an end, and no more than there was
        wrong = packed;
        wrong[at] = static_cast<char>(wrong[at] ^ 0x55);
        EXPECT_LE(read(write(wrong), end_).size(), text.size() * 2) << at;
    }
}

TEST_F(InputFile, UnpacksWhatItsLibrariesWereFoundFor) {
    EXPECT_EQ(fmt::format("{}", fmt::join(input_file::compressions(), ",")), ALMON_UNPACKS);
    const std::string text = rows(20'000);
    for (const std::string_view name : input_file::compressions().subspan(1)) {
        const std::string packed = sample(name);
        for (const std::size_t block : {std::size_t{7}, std::size_t{4096}, std::size_t{1} << 20}) {
            EXPECT_TRUE(read(write(packed), end_, block) == text) << name << ' ' << block;
            EXPECT_EQ(end_.number(), 0);
        }
        EXPECT_TRUE(read(write(packed + packed), end_) == text + text) << name;
        EXPECT_EQ(end_.number(), 0) << name;
        EXPECT_TRUE(read(write(packed + std::string(70'000, '\0') + packed), end_) == text + text) << name;
        EXPECT_EQ(end_.number(), 0) << name << ": xz may pad between streams";
        EXPECT_TRUE(read(write(packed + std::string(70'000, '\0')), end_, 61) == text) << name;
        EXPECT_EQ(end_.number(), 0) << name;
        EXPECT_TRUE(read(write(packed + "and now something else"), end_) == text) << name;
        EXPECT_EQ(end_, errc::damaged_archive) << name;
    }
}

TEST_F(InputFile, KnowsZstdBehindAFrameThatIsToBeSkipped) {
    using namespace std::string_literals;
    const auto all = input_file::compressions();
    const bool known = std::find(all.begin(), all.end(), "zstd") != all.end();
    for (const char first : {'\x50', '\x5F'}) { // pzstd writes the former before each of its frames
        const std::string packed = first + "\x2A\x4D\x18"s + "\4\0\0\0size"s + (known ? sample("zstd") : ""s);
        EXPECT_EQ(input_file::compression_of(packed), known ? "zstd" : "");
        EXPECT_TRUE(read(write(packed + packed), end_) == (known ? rows(20'000) + rows(20'000) : ""s));
        if (known) EXPECT_EQ(end_.number(), 0);
        else EXPECT_EQ(end_, errc::unknown_compression);
    }
    const std::string text = "P*M,"s + rows(5);
    EXPECT_EQ(read(write(text), end_), text);
}

TEST_F(InputFile, OfThoseTooGivesWhatCameBeforeTheDamage) {
    const std::string text = rows(20'000);
    for (const std::string_view name : input_file::compressions().subspan(1)) {
        const std::string packed = sample(name);
        for (const std::size_t cut : {std::size_t{7}, packed.size() / 2, packed.size() - 1}) {
            const std::string got = read(write(packed.substr(0, cut)), end_);
            EXPECT_EQ(end_, errc::damaged_archive) << name << ' ' << cut;
            EXPECT_TRUE(text.starts_with(got)) << name << ' ' << cut;
            EXPECT_GE(got.size() + 131'072 * 4, text.size() * cut / packed.size()) << "most of what is there";
        }
        for (std::size_t at = 6; at < packed.size(); at += 997) { // behind what names the compression
            std::string wrong = packed;
            wrong[at] = static_cast<char>(wrong[at] ^ 0x55);
            EXPECT_LE(read(write(wrong), end_).size(), text.size() * 2) << name << ' ' << at;
            EXPECT_NE(end_.number(), 0) << name << ' ' << at << ": every one of them has a checksum";
        }
    }
}

TEST_F(InputFile, NamesTheOthers) {
    using namespace std::string_literals;
    const auto all = input_file::compressions();
    const std::pair<std::string_view, std::string> heads[] = {{"bzip2", "BZh91AY&SY"s},
                                                              {"xz", "\xFD"s + "7zXZ\0"s},
                                                              {"zstd", "\x28\xB5\x2F\xFD"s + "x"s},
                                                              {"zip", "PK\x03\x04"s}};
    for (const auto& [name, head] : heads) {
        EXPECT_EQ(read(write(head + rows(10)), end_), "");
        const bool known = std::find(all.begin(), all.end(), name) != all.end();
        EXPECT_EQ(end_, known ? errc::damaged_archive : errc::unknown_compression) << name;
    }
}

TEST_F(InputFile, TellsWhatCannotBeOpenedOrRead) {
    EXPECT_EQ(read("/no/such/file", end_), "");
    EXPECT_EQ(end_, core_errc::not_found);
    EXPECT_EQ(read("/", end_), "");
    EXPECT_EQ(end_, core_errc::is_directory);
}

TEST_F(InputFile, UnpacksAPipeThatGivesByteByByte) {
    const std::string path = folder_ / "pipe", text = rows(200), packed = gzip(text);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] {
        std::ofstream out(path, std::ios::binary);
        for (const char c : packed) out.put(c).flush();
    });
    EXPECT_EQ(read(path, end_), text);
    writer.join();
    EXPECT_EQ(end_.number(), 0);
}

} // namespace
