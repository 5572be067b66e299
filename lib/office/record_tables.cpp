// SPDX-License-Identifier: BSL-1.0
#include <almon/office/record_tables.hpp>

#include <filesystem>
#include <fstream>
#include <functional>

namespace almon::inline v0::office {

namespace {

constexpr std::size_t rows_at_once = 2048;

/// A pipe is left alone: what is read of it is gone.
bool is_sqlite_file(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return false;
    std::ifstream in(path, std::ios::binary);
    char head[16] = {};
    in.read(head, sizeof head);
    return store::is_sqlite({head, static_cast<std::size_t>(in.gcount())});
}

std::uint64_t print_of(std::span<const std::string_view> fields) noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u;
    std::uint64_t print = 0;
    for (const std::string_view f : fields) print = (print ^ std::hash<std::string_view>()(f)) * odd;
    return print;
}

/// Gives evidence the number of its table.
class numbered final : public cdr::evidence_sink {
public:
    numbered(cdr::evidence_sink& to, std::uint32_t number) : to_(to), number_(number) {}
    void take(const cdr::evidence& e) override {
        cdr::evidence copy = e;
        copy.file = number_;
        to_.take(copy);
    }

private:
    cdr::evidence_sink& to_;
    std::uint32_t number_;
};

} // namespace

std::optional<std::vector<std::unique_ptr<sqlite_table>>>
sqlite_table::open_all(const std::string& path, const cdr::source& how, const cdr::reader::on_diagnostic& tell) {
    if (!is_sqlite_file(path)) return std::nullopt;
    const auto file = std::make_shared<store::row_source>(path);
    std::vector<std::unique_ptr<sqlite_table>> found;
    for (store::table& t : file->tables()) {
        if (!cdr::table_rows::kind_of(t.columns)) continue;
        cdr::source s = how;
        s.name.append(":").append(t.name);
        s.columns = t.columns;
        auto rows = std::make_unique<cdr::table_rows>(std::move(s), tell);
        found.push_back(std::unique_ptr<sqlite_table>(new sqlite_table(file, std::move(t), std::move(rows))));
    }
    return found;
}

bool sqlite_table::read_some(cdr::evidence_sink& out) {
    numbered sink(out, number_);
    return file_->read(table_, row_, rows_at_once, [&](std::int64_t row, std::span<const std::string_view> fields) {
        row_ = row;
        if (watched_) prints_.push_back({row, print_of(fields)});
        rows_->take(fields, static_cast<std::uint32_t>(row), sink);
    }) > 0;
}

void sqlite_table::forget_before(std::int64_t row) {
    while (!prints_.empty() && prints_.front().row < row) prints_.pop_front();
}

bool sqlite_table::changed() {
    const std::int64_t state = file_->state();
    if (state == state_ || prints_.empty()) return false;
    state_ = state;
    bool found = false;
    auto known = prints_.begin();
    for (std::int64_t after = known->row - 1; !found && after < row_;) {
        const std::size_t read =
            file_->read(table_, after, rows_at_once, [&](std::int64_t row, std::span<const std::string_view> fields) {
                after = row;
                while (known != prints_.end() && known->row < row) ++known;
                if (known != prints_.end() && known->row == row) found = found || known->print != print_of(fields);
            });
        if (read == 0) break;
    }
    return found;
}

cdr::table_opener record_tables() {
    return
        [](const std::string& path, const cdr::source& how,
           const cdr::reader::on_diagnostic& tell) -> std::optional<std::vector<std::unique_ptr<cdr::record_table>>> {
            auto tables = sqlite_table::open_all(path, how, tell);
            if (!tables) return std::nullopt;
            std::vector<std::unique_ptr<cdr::record_table>> all;
            for (auto& t : *tables) all.push_back(std::move(t));
            return all;
        };
}

} // namespace almon::inline v0::office
