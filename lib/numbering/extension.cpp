// SPDX-License-Identifier: BSL-1.0
// Read from the end: an extension ends the text, and whatever labels it has no digits in it, so that its digits are the
// last run of digits, and each spelling has at most one place where it can begin farthest to the left.
#include "extension.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace almon::inline v0::numbering::detail {

namespace {

/// Longest extension by the certainty of its label. Source: libphonenumber's _create_extn_pattern.
constexpr std::size_t after_explicit_label = 20, after_likely_label = 15, after_ambiguous_label = 9, unsure = 6;

/// Each ends the text before the digits; longer ones first. Those from `вн` on are ours: Russian offices write them.
constexpr std::array<std::u32string_view, 30> explicit_labels = {
    U"extensio\u0301n", U"xtensio\u0301n", U"extensio\u0301", U"xtensio\u0301", U"extension", U"extensi\u00F3n",
    U"xtension", U"xtensi\u00F3n", U"extensio", U"extensi\u00F3", U"xtensio", U"xtensi\u00F3", U"extn", U"xtn", U"ext",
    U"xt", U"\uFF45\uFF58\uFF54\uFF4E", U"\uFF58\uFF54\uFF4E", U"\uFF45\uFF58\uFF54", U"\uFF58\uFF54",
    U"\u0434\u043E\u0431", U"anexo",
    // добавочный, добав, внутренний, внутр, внут, вн, доп, добавочн
    U"\u0434\u043E\u0431\u0430\u0432\u043E\u0447\u043D\u044B\u0439", U"\u0434\u043E\u0431\u0430\u0432",
    U"\u0432\u043D\u0443\u0442\u0440\u0435\u043D\u043D\u0438\u0439", U"\u0432\u043D\u0443\u0442\u0440",
    U"\u0432\u043D\u0443\u0442", U"\u0432\u043D", U"\u0434\u043E\u043F",
    U"\u0434\u043E\u0431\u0430\u0432\u043E\u0447\u043D"};
constexpr std::array<std::u32string_view, 8> ambiguous_labels = {
    U"int", U"\uFF49\uFF4E\uFF54", U"x", U"\uFF58", U"#", U"\uFF03", U"~", U"\uFF5E"};

constexpr bool is_space(char32_t c) noexcept {
    return c == U' ' || c == 0xA0 || c == U'\t';
}
constexpr bool is_stop(char32_t c) noexcept {
    return c == U':' || c == U'.' || c == 0xFF0E;
}

/// The end of a text, looked at from its last run of digits.
class tail_reader {
public:
    tail_reader(const code_points& text, std::size_t size) noexcept : text_(text) {
        digits_end_ = size;
        hash_ = size != 0 && text[size - 1] == U'#';
        if (hash_) --digits_end_;
        digits_ = digits_end_;
        while (digits_ != 0 && is_digit(text[digits_ - 1])) --digits_;
        filler_ = digits_;
        while (filler_ != 0 && (is_space(text[filler_ - 1]) || text[filler_ - 1] == U',' || text[filler_ - 1] == U'-'))
            --filler_;
        label_end_ = filler_ != 0 && is_stop(text[filler_ - 1]) ? filler_ - 1 : filler_;
    }

    [[nodiscard]] bool has_digits() const noexcept { return digits_ != digits_end_; }

    /// Calls `visit` with every spelling that fits.
    template <class Visit>
    void each(Visit visit) const {
        const std::size_t length = digits_end_ - digits_;
        if (!hash_ && length <= after_explicit_label && ends_with(digits_, U";ext="))
            visit(match(digits_ - 5, digits_ - 5));
        if (length <= after_explicit_label) visit_labelled(explicit_labels, visit);
        if (length <= after_ambiguous_label) visit_labelled(ambiguous_labels, visit);
        if (hash_ && length <= unsure) visit_american(visit);
        if (length <= after_likely_label) visit_dialled(visit);
        if (length <= after_ambiguous_label) visit_commas(visit);
    }

private:
    [[nodiscard]] extension_match match(std::size_t begin, std::size_t label) const noexcept {
        return {begin, label, digits_, digits_end_};
    }
    [[nodiscard]] bool ends_with(std::size_t end, std::u32string_view label) const noexcept {
        if (end < label.size()) return false;
        for (std::size_t i = 0; i < label.size(); ++i)
            if (fold(text_[end - label.size() + i]) != label[i]) return false;
        return true;
    }
    [[nodiscard]] std::size_t skip_back(std::size_t at, bool commas) const noexcept {
        while (at != 0 && (is_space(text_[at - 1]) || (commas && text_[at - 1] == U','))) --at;
        return at;
    }
    template <std::size_t N, class Visit>
    void visit_labelled(const std::array<std::u32string_view, N>& labels, Visit& visit) const {
        std::size_t longest = 0;
        for (const std::u32string_view label : labels)
            if (label.size() > longest && ends_with(label_end_, label)) longest = label.size();
        if (longest == 0) return;
        const std::size_t begin = label_end_ - longest;
        visit(match(skip_back(begin, true), begin));
    }
    /// `- 503#`
    template <class Visit>
    void visit_american(Visit& visit) const {
        std::size_t begin = digits_;
        while (begin != 0 && (text_[begin - 1] == U'-' || text_[begin - 1] == U' ')) --begin;
        if (begin != digits_) visit(match(begin, digits_ - 1));
    }
    /// `,,123` and `;123`: a telephone dials it after a pause.
    template <class Visit>
    void visit_dialled(Visit& visit) const {
        std::size_t label = digits_;
        for (std::size_t i = filler_; i + 1 < digits_ && label == digits_; ++i)
            if (text_[i] == U',' && text_[i + 1] == U',') label = i;
        if (label_end_ != 0 && text_[label_end_ - 1] == U';') label = label_end_ - 1;
        else if (label_end_ != filler_ && ends_with(label_end_, U",,")) label = label_end_ - 2;
        if (label != digits_) visit(match(skip_back(label, false), label));
    }
    template <class Visit>
    void visit_commas(Visit& visit) const {
        std::size_t label = digits_;
        for (std::size_t i = filler_; i < digits_ && label == digits_; ++i)
            if (text_[i] == U',') label = i;
        if (label_end_ != filler_ && ends_with(label_end_, U",")) {
            label = label_end_ - 1;
            while (label != 0 && text_[label - 1] == U',') --label;
        }
        if (label != digits_) visit(match(skip_back(label, false), label));
    }

    const code_points& text_;
    std::size_t digits_, digits_end_; // the last run of digits
    std::size_t filler_;              // where the blanks, commas and dashes before it begin
    std::size_t label_end_;           // the same, a stop or colon before them skipped
    bool hash_;
};

/// How far the number itself can go: characters of a number's body, and the place after the third digit.
struct body {
    std::size_t end;
    std::size_t third_digit;
};

body measure_body(const code_points& text, std::size_t size) noexcept {
    constexpr std::size_t never = longest_input + 1;
    std::size_t i = 0;
    while (i < size && is_plus(text[i])) ++i;
    body b{i, never};
    std::size_t digits = 0;
    for (; i < size; ++i) {
        const char32_t c = text[i];
        if (is_digit(c)) {
            if (++digits == 3) b.third_digit = i + 1;
        } else if (!is_punctuation(c) && c != U'*' && (digits < 3 || !is_keypad_letter(c))) {
            break;
        }
    }
    b.end = i;
    return b;
}

} // namespace

std::optional<extension_match> find_extension(const code_points& text) noexcept {
    const tail_reader tail(text, text.size());
    std::optional<extension_match> found;
    if (!tail.has_digits()) return found;
    tail.each([&](const extension_match& m) {
        if (!found || m.begin < found->begin) found = m;
    });
    return found;
}

namespace {

/// Labels and digits, read forward from `at`; 0 where nothing fits.
template <std::size_t N>
std::size_t end_of_labelled(std::span<const code_point> text, std::size_t at,
                            const std::array<std::u32string_view, N>& labels, std::size_t most_digits) noexcept {
    while (at < text.size() && (is_space(text[at].value) || text[at].value == U',')) ++at;
    for (const std::u32string_view label : labels) {
        if (text.size() - at < label.size()) continue;
        std::size_t i = 0;
        while (i < label.size() && fold(text[at + i].value) == label[i]) ++i;
        if (i != label.size()) continue;
        i += at;
        if (i < text.size() && is_stop(text[i].value)) ++i;
        while (i < text.size() && (is_space(text[i].value) || text[i].value == U',' || text[i].value == U'-')) ++i;
        const std::size_t digits = i;
        while (i < text.size() && i - digits < most_digits && is_digit(text[i].value)) ++i;
        if (i == digits) continue;
        return i < text.size() && text[i].value == U'#' ? i + 1 : i;
    }
    return 0;
}

} // namespace

std::size_t end_of_extension(std::span<const code_point> text, std::size_t from) noexcept {
    constexpr std::array<std::u32string_view, 1> rfc3966 = {U";ext="};
    if (from < text.size() && text[from].value == U';') {
        const std::size_t end = end_of_labelled(text, from, rfc3966, after_explicit_label);
        return end == 0 ? from : end;
    }
    if (const std::size_t end = end_of_labelled(text, from, explicit_labels, after_explicit_label)) return end;
    if (const std::size_t end = end_of_labelled(text, from, ambiguous_labels, after_ambiguous_label)) return end;
    std::size_t i = from;
    while (i < text.size() && (text[i].value == U'-' || text[i].value == U' ')) ++i;
    const std::size_t digits = i;
    while (i < text.size() && i - digits < unsure && is_digit(text[i].value)) ++i;
    const bool american = digits != from && i != digits && i < text.size() && text[i].value == U'#';
    return american ? i + 1 : from;
}

bool is_viable(const code_points& text, std::size_t size) noexcept {
    if (size < 2) return false;
    if (size == 2 && is_digit(text[0]) && is_digit(text[1])) return true;
    const body b = measure_body(text, size);
    if (b.third_digit > size) return false;
    if (b.end == size) return true;
    const tail_reader tail(text, size);
    bool viable = false;
    if (tail.has_digits())
        tail.each([&](const extension_match& m) { viable |= m.begin <= b.end && m.label >= b.third_digit; });
    return viable;
}

} // namespace almon::inline v0::numbering::detail
