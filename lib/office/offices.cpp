// SPDX-License-Identifier: BSL-1.0
#include <almon/office/offices.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "section.hpp"

namespace almon::inline v0::office {

namespace {

constexpr std::array<std::string_view, 6> claim_words = {"tenant", "context", "account", "line", "trunk", "phone"};

/// Whether some text fits both globs.
bool overlap(std::string_view a, std::string_view b) noexcept {
    if (a.empty() && b.empty()) return true;
    if (!a.empty() && a[0] == '*') return overlap(a.substr(1), b) || (!b.empty() && overlap(a, b.substr(1)));
    if (!b.empty() && b[0] == '*') return overlap(b, a);
    if (a.empty() || b.empty()) return false;
    return (a[0] == b[0] || a[0] == '?' || b[0] == '?') && overlap(a.substr(1), b.substr(1));
}

bool same(const claim& a, const claim& b) noexcept {
    if (a.kind != b.kind || (a.shared && b.shared)) return false;
    switch (a.kind) {
    case claim::kind_type::tenant:
    case claim::kind_type::line:
    case claim::kind_type::phone: return a.text == b.text;
    default: return overlap(a.text, b.text);
    }
}

std::string shown_claim(const claim& c) {
    const std::string_view word = claim_words[static_cast<std::size_t>(c.kind)];
    return fmt::format("{} {}", word, detail::shown(c.text));
}

/// The files that the paths mean.
std::vector<std::string> files_of(const std::vector<std::string>& paths, std::vector<diagnostic>& mistakes) {
    namespace fs = std::filesystem;
    std::vector<std::string> out;
    for (const std::string& path : paths) {
        std::error_code failed;
        if (!fs::is_directory(path, failed)) {
            out.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const fs::directory_entry& e : fs::directory_iterator(path, failed))
            if (e.path().extension() == ".toml") inside.push_back(e.path().string());
        if (failed || inside.empty())
            mistakes.push_back({errc::unreadable, path, 0, 0, "a folder without office files", "*.toml", {}});
        std::sort(inside.begin(), inside.end());
        out.insert(out.end(), inside.begin(), inside.end());
    }
    return out;
}

} // namespace

std::vector<diagnostic> clashes(const std::vector<const office_file*>& files) {
    std::vector<diagnostic> out;
    for (std::size_t later = 1; later < files.size(); ++later)
        for (const claim& mine : files[later]->claims)
            for (std::size_t earlier = 0; earlier < later; ++earlier)
                for (const claim& theirs : files[earlier]->claims) {
                    if (!same(mine, theirs)) continue;
                    const std::string_view cure =
                        mine.kind == claim::kind_type::trunk ? ", or shared = true in both" : "";
                    out.push_back(
                        {errc::claimed_twice, files[later]->path, mine.line, mine.column, shown_claim(mine),
                         fmt::format("one that {}:{} does not claim{}", files[earlier]->path, theirs.line, cure),
                         severity::rejected});
                }
    return out;
}

result<offices, load_failure> offices::open(const std::vector<std::string>& paths, const options& with) {
    offices out;
    load_failure failed;
    for (const std::string& file : files_of(paths, failed.mistakes)) {
        auto opened = office::open(file, with);
        if (opened) {
            out.all_.push_back(std::move(*opened));
            continue;
        }
        for (diagnostic& d : load_failure(opened.error()).mistakes) failed.mistakes.push_back(std::move(d));
    }
    std::vector<std::shared_ptr<const office_file>> held;
    std::vector<const office_file*> files;
    for (const office& o : out.all_) files.push_back(held.emplace_back(o.file()).get());
    for (diagnostic& d : clashes(files)) failed.mistakes.push_back(std::move(d));
    if (!failed.mistakes.empty()) return failed;
    return out;
}

result<shared_access, load_failure> share(std::vector<record_access> offices) {
    std::vector<const office_file*> files;
    std::vector<cdr::context> contexts;
    for (const record_access& o : offices) {
        files.push_back(o.file.get());
        contexts.push_back(o.context);
    }
    if (auto mistakes = clashes(files); !mistakes.empty()) return load_failure{std::move(mistakes)};
    shared_access out;
    out.offices = std::move(offices);
    out.shared = cdr::share(std::move(contexts));
    return out;
}

shared_access offices::records() const {
    std::vector<record_access> asked;
    for (const office& o : all_) asked.push_back(o.records());
    return share(std::move(asked)).value();
}

result<office_user> find_user(const std::vector<const office*>& offices, std::string_view user) {
    std::optional<office_user> found;
    for (std::size_t i = 0; i < offices.size(); ++i) {
        const auto file = offices[i]->file();
        std::string_view name = user;
        const std::string prefix = file->tenant.name + '/';
        const bool in_full = name.starts_with(prefix);
        if (in_full) name.remove_prefix(prefix.size());
        if (!file->policy.find_user(name)) continue;
        if (in_full) return office_user{i, std::string(name)};
        if (found) return errc::ambiguous_user;
        found = office_user{i, std::string(name)};
    }
    if (!found) return errc::unknown_user;
    return *found;
}

result<office_user> offices::find_user(std::string_view user) const {
    std::vector<const office*> each;
    for (const office& o : all_) each.push_back(&o);
    return almon::office::find_user(each, user);
}

} // namespace almon::inline v0::office
