// SPDX-License-Identifier: BSL-1.0
#include "told_ids.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "hash.hpp"
#include "readers/digit_words.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr std::uint64_t outcome_bits = 7;
constexpr int time_bits = 22, hash_bits = 39, time_at = hash_bits + 3;

/// The highest bit of each byte of `eight` that is a point.
std::uint64_t points_in(std::uint64_t eight) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u, sevens = ones * 0x7F;
    const std::uint64_t zero_there = eight ^ ones * '.';
    return ~(((zero_there & sevens) + sevens) | zero_there | sevens);
}

/// The time that the PBX put into its id (`1795297099.34`), or into the name of a call without one (`channel@1795297099`), in
/// hundreds of seconds: of ten digits before the last point, or at the end, the first eight. `no_number` for none.
std::uint32_t time_in(std::string_view id) noexcept {
    constexpr std::size_t second_size = 10, word = 8, words = 2; // a counter has no more digits than these
    std::size_t end = id.size();
    for (std::size_t behind = word; behind <= words * word && behind <= id.size(); behind += word) {
        const std::uint64_t points = points_in(eight_at(id.data() + id.size() - behind));
        if (points == 0) continue;
        end = id.size() - behind + word - 1 - static_cast<std::size_t>(std::countl_zero(points)) / 8;
        break;
    }
    return end < second_size ? no_number : eight_digits(eight_at(id.data() + end - second_size));
}

template <class Entries>
std::optional<call_outcome> among(const Entries& entries, std::uint64_t wanted) noexcept {
    for (const std::uint64_t e : entries)
        if ((e & ~outcome_bits) == wanted) return static_cast<call_outcome>(e & outcome_bits);
    return std::nullopt;
}

/// A file that has no name; -1 where there can be none.
int unnamed_file() noexcept {
    const char* const place = std::getenv("TMPDIR");
    std::string folder = place && *place ? place : "/tmp";
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    folder += "/almon-XXXXXX";
    file = ::mkostemp(folder.data(), O_CLOEXEC);
    if (file >= 0) ::unlink(folder.c_str());
    return file;
}

} // namespace

told_ids::key::key(std::string_view id) noexcept {
    constexpr std::uint64_t of_time = (std::uint64_t{1} << time_bits) - 1,
                            of_hash = (std::uint64_t{1} << hash_bits) - 1;
    const std::uint64_t hash = hash_of(id, 43);
    const std::uint32_t told = time_in(id);
    const std::uint64_t time = (told == no_number ? hash >> 20 : told) & of_time;
    set = static_cast<std::uint32_t>((time * sets_of_a_time + (hash >> 45) % sets_of_a_time) % set_count);
    entry = time << time_at | (((hash & of_hash) | 1) << 3); // never that of an empty place
}

told_ids::~told_ids() {
    for (const part& p : parts_) ::close(p.file);
}

void told_ids::begin() {
    sets_.resize(set_count, set{});
    last_.resize(set_count);
    in_file_.resize((std::size_t{1} << time_bits) / 64);
    held_.reserve(held_chunks);
}

void told_ids::add(const key& id, call_outcome as) {
    if (sets_.empty()) begin();
    entry moved = id.entry | static_cast<std::uint64_t>(as);
    for (entry& place : sets_[id.set]) {
        std::swap(place, moved);
        if (moved == 0 || (moved & ~outcome_bits) == id.entry) return;
    }
    give_up_oldest(id.set, moved);
}

/// Of a full set that has just pushed out `oldest`.
void told_ids::give_up_oldest(std::size_t which, entry oldest) {
    set& full = sets_[which];
    chunk old{last_[which], {}};
    const auto first = full.end() - (old.entries.size() - 1);
    std::copy(first, full.end(), old.entries.begin());
    old.entries.back() = oldest;
    std::fill(first, full.end(), entry{0});
    if (no_file_) return;
    for (const entry e : old.entries) {
        const std::uint64_t time = e >> time_at;
        in_file_[time / 64] |= std::uint64_t{1} << time % 64;
    }
    held_.push_back(old);
    last_[which] = static_cast<std::uint32_t>(written_ + held_.size());
    if (held_.size() == held_chunks) write();
}

/// The file to write to, which is another one after a fork.
bool told_ids::begin_part() {
    const int self = ::getpid();
    if (!parts_.empty() && parts_.back().process == self) return true;
    const int file = unnamed_file();
    if (file < 0) return false;
    parts_.push_back({file, self, written_});
    return true;
}

void told_ids::write() {
    const char* const bytes = reinterpret_cast<const char*>(held_.data());
    const std::size_t size = held_.size() * sizeof(chunk);
    no_file_ = !begin_part();
    for (std::size_t done = 0; done < size && !no_file_;) {
        const part& to = parts_.back();
        const ssize_t n = ::pwrite(to.file, bytes + done, size - done,
                                   static_cast<off_t>((written_ - to.before) * sizeof(chunk) + done));
        if (n <= 0) no_file_ = true; // a full disk costs what is old, and nothing else
        else done += static_cast<std::size_t>(n);
    }
    written_ += held_.size();
    held_.clear();
}

bool told_ids::read(std::uint64_t number, chunk& to) const {
    if (number > written_) {
        to = held_[number - written_ - 1];
        return true;
    }
    const auto holds = [number](const part& p) { return p.before < number; };
    const auto from = std::find_if(parts_.rbegin(), parts_.rend(), holds);
    if (from == parts_.rend()) return false;
    const auto at = static_cast<off_t>((number - from->before - 1) * sizeof to);
    return ::pread(from->file, &to, sizeof to, at) == sizeof to;
}

void told_ids::prefetch(const key& id) const noexcept {
    if (sets_.empty()) return;
    const set& s = sets_[id.set];
    __builtin_prefetch(&s);
    __builtin_prefetch(s.data() + set_size / 2);
}

std::optional<call_outcome> told_ids::find(const key& id) const {
    if (sets_.empty()) return std::nullopt;
    const auto recent = among(sets_[id.set], id.entry);
    const std::uint64_t time = id.entry >> time_at;
    if (recent || !(in_file_[time / 64] >> time % 64 & 1)) return recent;
    chunk old{};
    for (std::uint64_t next = last_[id.set]; next != 0 && read(next, old); next = old.before)
        if (const auto found = among(old.entries, id.entry)) return found;
    return std::nullopt;
}

} // namespace almon::inline v0::cdr
