// SPDX-License-Identifier: BSL-1.0
#include "section.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace almon::inline v0::office::detail {

void report::add(errc code, const toml::source_region& at, std::string found, std::string expected, severity level) {
    add({code, file_, at.begin.line, at.begin.column, std::move(found), std::move(expected), level});
}

bool report::failed() const noexcept {
    return std::any_of(all_.begin(), all_.end(), [](const diagnostic& d) { return d.level == severity::rejected; });
}

std::vector<diagnostic> report::take() {
    std::stable_sort(all_.begin(), all_.end(), [](const diagnostic& a, const diagnostic& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(all_);
}

std::string shown(std::string_view text) {
    std::string out = "\"";
    int run = 0;
    for (const char c : text.substr(0, 60)) {
        const bool digit = c >= '0' && c <= '9';
        if (digit) ++run;
        else if (c != ' ' && c != '-' && c != '(' && c != ')') run = 0;
        out += digit && run > 4 ? '*' : c;
    }
    return out + (text.size() > 60 ? "…\"" : "\"");
}

std::string_view type_name(const toml::node& node) noexcept {
    switch (node.type()) {
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    case toml::node_type::array: return "an array";
    case toml::node_type::table: return "a table";
    default: return "nothing";
    }
}

toml::source_region section::at(std::string_view key) const noexcept {
    const toml::node* n = table_->get(key);
    return n ? n->source() : table_->source();
}

const toml::node* section::node(std::string_view key) {
    known_.emplace(key);
    return table_->get(key);
}

void section::wrong(errc code, std::string_view key, std::string found, std::string expected) {
    errors_->add(code, at(key), fmt::format("{} = {} in {}", key, found, name_), std::move(expected));
}

void section::wrong_type(std::string_view key, const toml::node& n, std::string_view expected) {
    errors_->add(errc::wrong_type, n.source(), fmt::format("{} as {} in {}", type_name(n), key, name_),
                 std::string(expected));
}

std::string section::text(std::string_view key, std::string_view otherwise) {
    const toml::node* n = node(key);
    if (!n) return std::string(otherwise);
    if (const auto* s = n->as_string()) return s->get();
    wrong_type(key, *n, "a string");
    return std::string(otherwise);
}

std::string section::needed_text(std::string_view key) {
    if (!has(key)) {
        node(key);
        errors_->add(errc::missing_key, at(), name_, fmt::format("{} = \"…\"", key));
        return {};
    }
    std::string value = text(key);
    if (value.empty() && node(key)->is_string()) wrong(errc::bad_value, key, "\"\"", "some text");
    return value;
}

bool section::flag(std::string_view key, bool otherwise) {
    const toml::node* n = node(key);
    if (!n) return otherwise;
    if (const auto* b = n->as_boolean()) return b->get();
    wrong_type(key, *n, "true or false");
    return otherwise;
}

std::int64_t section::integer(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
    const toml::node* n = node(key);
    if (!n) return otherwise;
    const auto* i = n->as_integer();
    if (!i) return wrong_type(key, *n, "an integer"), otherwise;
    if (i->get() < least || i->get() > most) {
        wrong(errc::bad_value, key, shown(fmt::format("{}", i->get())), fmt::format("{} to {}", least, most));
        return otherwise;
    }
    return i->get();
}

std::optional<milliseconds> section::seconds(std::string_view key) {
    const toml::node* n = node(key);
    if (!n) return std::nullopt;
    const std::optional<double> value = n->is_number() ? n->value<double>() : std::nullopt;
    if (!value) return wrong_type(key, *n, "a number of seconds"), std::nullopt;
    constexpr double most = 86400;
    if (!(*value >= 0 && *value <= most)) {
        wrong(errc::bad_value, key, shown(fmt::format("{}", *value)), fmt::format("0 to {} seconds", most));
        return std::nullopt;
    }
    return milliseconds(std::llround(*value * 1000));
}

std::vector<placed> section::words(std::string_view key, char separator) {
    std::vector<placed> out;
    const toml::node* n = node(key);
    if (!n) return out;
    if (const auto* s = n->as_string()) {
        std::string_view rest = s->get();
        while (separator && rest.find(separator) != std::string_view::npos) {
            out.push_back({std::string(rest.substr(0, rest.find(separator))), s->source()});
            rest.remove_prefix(rest.find(separator) + 1);
        }
        out.push_back({std::string(rest), s->source()});
    } else if (const auto* list = n->as_array()) {
        for (const toml::node& element : *list)
            if (const auto* word = element.as_string()) out.push_back({word->get(), element.source()});
            else wrong_type(key, element, "a string");
    } else {
        wrong_type(key, *n, "a string or an array of strings");
    }
    return out;
}

std::vector<almon::number> section::numbers(std::string_view key, const numbering::home& where) {
    std::vector<almon::number> out;
    for (const placed& word : words(key)) {
        const result<almon::number> parsed = numbering::parse(word.text, where);
        if (parsed) out.push_back(*parsed);
        else
            errors_->add(errc::bad_value, word.at, fmt::format("{} = {} in {}", key, shown(word.text), name_),
                         fmt::format("a telephone number; {}", parsed.error().message()));
    }
    return out;
}

std::optional<almon::number> section::number(std::string_view key, const numbering::home& where) {
    const toml::node* n = node(key);
    if (!n) return std::nullopt;
    if (!n->is_string()) return wrong_type(key, *n, "a telephone number in quotes"), std::nullopt;
    const auto all = numbers(key, where);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::size_t section::choice(std::string_view key, const std::vector<std::string_view>& choices, std::size_t otherwise) {
    if (!has(key)) return node(key), otherwise;
    const std::string word = text(key);
    if (!node(key)->is_string()) return otherwise;
    const auto found = std::find(choices.begin(), choices.end(), word);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    const std::string_view near = nearest_word(word, choices);
    wrong(errc::bad_value, key, shown(word),
          near.empty() ? fmt::format("one of {}", fmt::join(choices, ", ")) : fmt::format("\"{}\"", near));
    return otherwise;
}

std::optional<section> section::table(std::string_view key) {
    const toml::node* n = node(key);
    if (!n) return std::nullopt;
    if (const auto* t = n->as_table()) return section(*errors_, *t, fmt::format("[{}]", key));
    wrong_type(key, *n, fmt::format("a table [{}]", key));
    return std::nullopt;
}

void section::each(std::string_view key, const std::function<void(section&)>& body) {
    const toml::node* n = node(key);
    if (!n) return;
    const auto* list = n->as_array();
    if (!list) return wrong_type(key, *n, fmt::format("tables [[{}]]", key));
    for (const toml::node& element : *list) {
        if (const auto* t = element.as_table()) {
            section one(*errors_, *t, fmt::format("[[{}]]", key));
            body(one);
        } else {
            wrong_type(key, element, fmt::format("a table [[{}]]", key));
        }
    }
}

void section::each_named(std::string_view key, const std::function<void(section&, std::string_view)>& body) {
    const toml::node* n = node(key);
    if (!n) return;
    const auto* outer = n->as_table();
    if (!outer) return wrong_type(key, *n, fmt::format("tables [{}.…]", key));
    for (const auto& [name, element] : *outer) {
        if (const auto* t = element.as_table()) {
            section one(*errors_, *t, fmt::format("[{}.{}]", key, shown(name.str())));
            body(one, name.str());
        } else {
            wrong_type(name.str(), element, fmt::format("a table [{}.{}]", key, name.str()));
        }
    }
}

void section::done() {
    const std::vector<std::string_view> words(known_.begin(), known_.end());
    for (const auto& [key, value] : *table_) {
        if (known_.contains(key.str())) continue;
        const std::string_view near = nearest_word(key.str(), words);
        errors_->add(errc::unknown_key, key.source(), fmt::format("{} in {}", shown(key.str()), name_),
                     near.empty() ? fmt::format("one of {}", fmt::join(words, ", ")) : fmt::format("\"{}\"", near));
    }
}

} // namespace almon::inline v0::office::detail
