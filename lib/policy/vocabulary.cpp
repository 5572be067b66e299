// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/vocabulary.hpp>

#include <bit>
#include <cstring>

namespace almon::inline v0::policy {

namespace {

constexpr std::size_t slots = 512;
constexpr std::uint8_t empty_slot = 0xFF;

constexpr std::uint64_t bytes_at(std::string_view text, std::size_t at) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[at + i])) << (8 * i);
    return value;
}

/// Slot of a name of at least eight bytes by its first and last eight, which no two verbs share.
constexpr std::size_t slot_of(std::uint64_t head, std::uint64_t tail) noexcept {
    const std::uint64_t mixed = (head * 0x9E3779B97F4A7C15u) ^ (tail * 0xC2B2AE3D27D4EB4Fu);
    return (mixed ^ (mixed >> 29)) * 0x94D049BB133111EBu >> 55; // nine bits
}

struct name_table {
    std::array<std::uint8_t, slots> verb_at{};

    consteval name_table() {
        verb_at.fill(empty_slot);
        for (const verb_info& v : verbs) {
            std::size_t slot = slot_of(bytes_at(v.name, 0), bytes_at(v.name, v.name.size() - 8));
            while (verb_at[slot] != empty_slot) slot = (slot + 1) % slots;
            verb_at[slot] = static_cast<std::uint8_t>(v.id);
        }
    }
};

constexpr name_table names;

consteval bool in_order() {
    for (std::size_t i = 0; i < verb_count; ++i) {
        const std::string_view group = verb_group_names[static_cast<std::size_t>(verbs[i].group)];
        if (static_cast<std::size_t>(verbs[i].id) != i || verbs[i].name.size() < 8) return false;
        if (!verbs[i].name.starts_with(group) || verbs[i].name[group.size()] != '.') return false;
    }
    return verb_count < empty_slot;
}
static_assert(in_order(), "a verb's row stands at its place, under its group");

} // namespace

std::optional<verb> find_verb(std::string_view name) noexcept {
    if (name.size() < 8) return std::nullopt;
    std::uint64_t head, tail;
    std::memcpy(&head, name.data(), 8);
    std::memcpy(&tail, name.data() + name.size() - 8, 8);
    if constexpr (std::endian::native == std::endian::big) {
        head = bytes_at(name, 0);
        tail = bytes_at(name, name.size() - 8);
    }
    for (std::size_t slot = slot_of(head, tail); names.verb_at[slot] != empty_slot; slot = (slot + 1) % slots) {
        const verb_info& found = verbs[names.verb_at[slot]];
        if (found.name == name) return found.id;
    }
    return std::nullopt;
}

} // namespace almon::inline v0::policy
