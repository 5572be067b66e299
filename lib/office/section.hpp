// SPDX-License-Identifier: BSL-1.0
#pragma once

// One table of the office file while it is read: typed access that reports what is wrong with line and column, and
// remembers which keys were asked for, so that the others can be reported as unknown with the nearest right word.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include <almon/core/clock.hpp>
#include <almon/core/diagnostic.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/office/error.hpp>

namespace almon::inline v0::office::detail {

/// Where mistakes of one file are collected.
class report {
public:
    explicit report(std::string file) : file_(std::move(file)) {}

    void add(errc code, const toml::source_region& at, std::string found, std::string expected,
             severity level = severity::rejected);
    void add(diagnostic d) {
        if (d.file.empty()) d.file = file_;
        all_.push_back(std::move(d));
    }

    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] bool failed() const noexcept;
    /// All that was found, in the order of the file.
    [[nodiscard]] std::vector<diagnostic> take();

private:
    std::string file_;
    std::vector<diagnostic> all_;
};

/// A word of the file with its place, for names that are checked once everything is read.
struct placed {
    std::string text;
    toml::source_region at;
};

/// The text as messages may show it: in quotes, digits past the fourth of a long run as stars.
[[nodiscard]] std::string shown(std::string_view text);

class section {
public:
    /// `name` is how messages call this table, such as `[[trunk]] "mango"`.
    section(report& errors, const toml::table& table, std::string name)
        : errors_(&errors), table_(&table), name_(std::move(name)) {}

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    void rename(std::string name) { name_ = std::move(name); }
    [[nodiscard]] report& errors() const noexcept { return *errors_; }
    [[nodiscard]] toml::source_region at() const noexcept { return table_->source(); }
    [[nodiscard]] toml::source_region at(std::string_view key) const noexcept;
    [[nodiscard]] bool has(std::string_view key) const noexcept { return table_->contains(key); }

    /// The node of `key`, which counts as known from now on; null where it is absent.
    const toml::node* node(std::string_view key);

    std::string text(std::string_view key, std::string_view otherwise = {});
    std::string needed_text(std::string_view key);
    bool flag(std::string_view key, bool otherwise = false);
    std::int64_t integer(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most);
    /// A span in seconds, such as `5` or `2.5`, up to a day.
    std::optional<milliseconds> seconds(std::string_view key);
    /// One word or an array of words; with `separator`, one word may hold several.
    std::vector<placed> words(std::string_view key, char separator = '\0');
    /// Numbers that `parse` reads as seen from `where`.
    std::vector<almon::number> numbers(std::string_view key, const numbering::home& where);
    std::optional<almon::number> number(std::string_view key, const numbering::home& where);
    /// One of `choices`, by its index; `otherwise` where the key is absent or wrong.
    std::size_t choice(std::string_view key, const std::vector<std::string_view>& choices, std::size_t otherwise);

    /// The table below `key`, if it is there and a table.
    std::optional<section> table(std::string_view key);
    /// Each table of the array of tables below `key`.
    void each(std::string_view key, const std::function<void(section&)>& body);
    /// Each table of the table of tables below `key` (`[role.agent]`), with its name.
    void each_named(std::string_view key, const std::function<void(section&, std::string_view)>& body);

    /// Reports every key that nobody asked for.
    void done();

    void wrong(errc code, std::string_view key, std::string found, std::string expected);

private:
    void wrong_type(std::string_view key, const toml::node& node, std::string_view expected);

    report* errors_;
    const toml::table* table_;
    std::string name_;
    std::set<std::string, std::less<>> known_;
};

/// "a string", "an integer", …: a TOML type in a message.
[[nodiscard]] std::string_view type_name(const toml::node& node) noexcept;

} // namespace almon::inline v0::office::detail
