// SPDX-License-Identifier: BSL-1.0
// A line cut by masks has the fields of the same line cut byte by byte (RFC 4180, and what almon does beyond it).
#include <cdr/readers/csv_row.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace almon;

struct plain_row {
    bool closed = true;
    std::vector<std::string> fields;
};

/// The rules, one byte after another.
plain_row cut(const std::string& line) {
    plain_row row;
    std::size_t i = 0;
    for (;;) {
        std::string field;
        if (i < line.size() && line[i] == '"') {
            for (++i;; ++i) {
                if (i == line.size()) return {false, {}};
                if (line[i] != '"') {
                    field += line[i];
                } else if (i + 1 < line.size() && line[i + 1] == '"') {
                    field += line[i++];
                } else {
                    break;
                }
            }
            while (i < line.size() && line[i] != ',') ++i; // what follows the closing quote belongs to nobody
        } else {
            while (i < line.size() && line[i] != ',') field += line[i++];
        }
        row.fields.push_back(field);
        if (i == line.size()) return row;
        ++i;
    }
}

/// `found`: whether the row has found the line, and so may know its fields.
void expect_same(std::string_view line, cdr::csv_row& row, bool found = false) {
    const plain_row wanted = cut(std::string(line));
    found = found && row.take_found(line);
    ASSERT_FALSE(found && line.find('\0') != std::string_view::npos);
    const bool closed = found || row.split(line) == cdr::csv_row::state::good;
    ASSERT_EQ(closed, wanted.closed) << line;
    if (!closed) return;
    ASSERT_EQ(row.count(), wanted.fields.size()) << line;
    for (std::size_t i = 0; i < std::min(row.count(), cdr::csv_row::most); ++i)
        ASSERT_EQ(row[i], wanted.fields[i]) << line << ": field " << i;
}

std::string well_formed(std::mt19937& random) {
    std::string line;
    for (std::size_t fields = 1 + random() % 110, i = 0; i < fields; ++i) {
        if (i > 0) line += ',';
        const bool quoted = random() % 3 != 0;
        if (quoted) line += '"';
        for (std::size_t left = random() % 20; left > 0; --left) {
            const auto kind = quoted ? random() % 12 : 2;
            line += kind == 0 ? "\"\"" : kind == 1 ? "," : std::string(1, static_cast<char>('a' + random() % 26));
        }
        if (quoted) line += '"';
    }
    return line;
}

TEST(CsvRow, CutsAnyLineAsOneByteAfterAnotherDoes) {
    std::mt19937 random(1);
    cdr::csv_row row;
    constexpr char alphabet[] = ",,,\"\"abc 1";
    for (int round = 0; round < 200000; ++round) {
        std::string line(random() % 150, ' ');
        for (char& c : line) c = alphabet[random() % (sizeof alphabet - 1)];
        expect_same(line, row);
    }
}

TEST(CsvRow, CutsLinesThatAreWellFormed) {
    std::mt19937 random(2);
    cdr::csv_row row;
    for (int round = 0; round < 50000; ++round) expect_same(well_formed(random), row);
}

TEST(CsvRow, FindsLinesWhereTheirEndsAre) {
    std::mt19937 random(3);
    cdr::csv_row row;
    constexpr char alphabet[] = ",,,\"\"abc\r\n";
    for (int round = 0; round < 50000; ++round) {
        std::string text = random() % 2 ? well_formed(random) + (random() % 2 ? "\n" : "\r\n") : "";
        for (std::size_t left = random() % 200; left > 0; --left) text += alphabet[random() % (sizeof alphabet - 1)];
        if (random() % 8 == 0 && !text.empty()) text[random() % text.size()] = '\0';
        std::string_view rest = text;
        for (;;) {
            const std::size_t end = row.find_line(rest);
            ASSERT_EQ(end, rest.find('\n')) << rest;
            if (end == std::string_view::npos) break;
            std::string_view line = rest.substr(0, end);
            rest.remove_prefix(end + 1);
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            expect_same(line, row, true);
        }
    }
}

TEST(CsvRow, AnotherLineAtTheSamePlaceIsCutAnew) {
    cdr::csv_row row;
    std::string text = "a,b,c\nd";
    const std::string_view line = std::string_view(text).substr(0, 5);
    ASSERT_EQ(row.find_line(text), 5u);
    expect_same(line, row, true);
    text = "aa,bb\nd";
    EXPECT_FALSE(row.take_found(line));
    expect_same(line, row, true);
}

} // namespace
