// SPDX-License-Identifier: BSL-1.0
#pragma once

// Names to their places in a list, for look-ups that neither allocate nor throw.

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::policy::detail {

/// Open addressing over one block of text. Of two equal names the first wins.
class name_index {
public:
    name_index() = default;
    explicit name_index(std::span<const std::string> names) {
        std::size_t size = 4;
        while (size < names.size() * 2) size *= 2;
        slots_.assign(size, {0, empty});
        starts_.reserve(names.size() + 1);
        for (const std::string& name : names) {
            starts_.push_back(static_cast<std::uint32_t>(text_.size()));
            text_ += name;
        }
        starts_.push_back(static_cast<std::uint32_t>(text_.size()));
        for (std::uint32_t id = 0; id < names.size(); ++id) insert(id);
    }

    [[nodiscard]] std::size_t size() const noexcept { return starts_.empty() ? 0 : starts_.size() - 1; }
    [[nodiscard]] std::string_view name(std::uint32_t id) const noexcept {
        return std::string_view(text_).substr(starts_[id], starts_[id + 1] - starts_[id]);
    }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view wanted) const noexcept {
        if (slots_.empty()) return std::nullopt;
        const std::uint32_t hash = hash_of(wanted);
        for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            if (slots_[at].id == empty) return std::nullopt;
            if (slots_[at].hash == hash && name(slots_[at].id) == wanted) return slots_[at].id;
        }
    }

private:
    static constexpr std::uint32_t empty = 0xFFFFFFFF;
    static constexpr std::uint64_t odd = 0x94D049BB133111EBu;
    struct slot {
        std::uint32_t hash, id;
    };

    template <class Word>
    static std::uint64_t load(const char* at) noexcept {
        Word value;
        std::memcpy(&value, at, sizeof value);
        return value;
    }
    static std::uint32_t hash_of(std::string_view text) noexcept {
        const char* at = text.data();
        const std::size_t size = text.size();
        std::uint64_t head = 0, tail = 0; // overlapping loads: no copy of a length known only at run time
        std::uint64_t mixed = size * 0x9E3779B97F4A7C15u;
        if (size >= 8) {
            for (std::size_t i = 8; i + 8 < size; i += 8) mixed = (mixed ^ load<std::uint64_t>(at + i)) * odd;
            head = load<std::uint64_t>(at);
            tail = load<std::uint64_t>(at + size - 8);
        } else if (size >= 4) {
            head = load<std::uint32_t>(at);
            tail = load<std::uint32_t>(at + size - 4);
        } else if (size) {
            head = static_cast<unsigned char>(at[0]);
            tail = static_cast<std::uint64_t>(static_cast<unsigned char>(at[size / 2])) << 8 |
                   static_cast<unsigned char>(at[size - 1]);
        }
        mixed ^= (head * odd) ^ ((tail ^ (tail >> 31)) * 0xC2B2AE3D27D4EB4Fu);
        return static_cast<std::uint32_t>(((mixed ^ (mixed >> 32)) * odd) >> 32);
    }
    void insert(std::uint32_t id) {
        if (find(name(id))) return;
        const std::uint32_t hash = hash_of(name(id));
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at].id != empty) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = {hash, id};
    }

    std::string text_;
    std::vector<std::uint32_t> starts_;
    std::vector<slot> slots_;
};

} // namespace almon::inline v0::policy::detail
