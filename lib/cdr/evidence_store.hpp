// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where kept evidence lives: packed, one behind the other, in pages that are used again once nobody needs them. No
// allocation in the long run, and memory in proportion to what is kept: an open call's records should stay in the cache.
//
//     | page, wide | what is no text | 16 lengths | the texts |

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <almon/cdr/evidence.hpp>

#include "copy_text.hpp"

namespace almon::inline v0::cdr {

class evidence_store {
public:
    /// Where one piece is. Valid until it is released.
    using place = const char*;

    /// Copies `e`; `release` it once.
    place keep(const evidence& e) {
        std::size_t size = 0;
        each_text([&](auto text) { size += (e.*text).size(); });
        return size <= 0xFFFF ? write<std::uint16_t>(e, size) : write<std::uint32_t>(e, size);
    }

    /// Writes the piece at `at` over `out`, whose texts view the kept ones.
    static void read(place at, evidence& out) noexcept {
        if (head_of(at).wide) read_as<std::uint32_t>(at, out);
        else read_as<std::uint16_t>(at, out);
    }

    void release(place at) {
        const std::uint32_t index = head_of(at).page;
        page& p = pages_[index];
        if (--p.holders != 0 || index == current_) return;
        if (p.size > page_size) p = page{}; // a giant's page is not kept
        free_.push_back(index);
    }

    /// Asks for the memory of a piece that will be read soon.
    static void prefetch(place at) noexcept {
        for (std::size_t line = 0; line < 6; ++line) __builtin_prefetch(at + line * 64);
    }

private:
    static constexpr std::size_t page_size = 1 << 16;
    static constexpr std::uint32_t none = ~0u;
    static constexpr std::string_view evidence::*texts[] = {
        &evidence::channel,   &evidence::id,        &evidence::group,       &evidence::peer,
        &evidence::peer_id,   &evidence::caller,    &evidence::caller_name, &evidence::dialled,
        &evidence::context,   &evidence::argument,  &evidence::room,        &evidence::did,
        &evidence::presented, &evidence::recording, &evidence::account,     &evidence::own_number};

    struct head {
        std::uint32_t page;
        bool wide; ///< more than 64 KiB of text: lengths of four bytes
    };
    struct page {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
        std::uint32_t holders = 0;
    };
    // everything before the first text is copied as it is
    static constexpr std::size_t plain_size = sizeof(evidence) - std::size(texts) * sizeof(std::string_view);
    static_assert(std::is_standard_layout_v<evidence> && std::is_trivially_copyable_v<evidence>);
    static_assert(offsetof(evidence, channel) == plain_size, "a text that `texts` lacks, or one before the others");

    /// Calls `visit(pointer to member)` for each text, in a row without a loop.
    template <class Visit>
    [[gnu::always_inline]] static void each_text(Visit visit) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (visit(texts[i]), ...);
        }(std::make_index_sequence<std::size(texts)>());
    }

    [[nodiscard]] static head head_of(place at) noexcept {
        head h;
        std::memcpy(&h, at, sizeof h);
        return h;
    }

    template <class Length>
    place write(const evidence& e, std::size_t text_size) {
        constexpr std::size_t before_texts = sizeof(head) + plain_size + sizeof(Length) * std::size(texts);
        char* const start = reserve(before_texts + text_size);
        const head h{current_, sizeof(Length) > 2};
        std::memcpy(start, &h, sizeof h);
        std::memcpy(start + sizeof h, &e, plain_size);
        char* length_at = start + sizeof h + plain_size;
        char* at = start + before_texts;
        for (const auto text_of : texts) {
            const std::string_view text = e.*text_of;
            const auto length = static_cast<Length>(text.size());
            std::memcpy(length_at, &length, sizeof length);
            length_at += sizeof length;
            if (text.empty()) continue; // most are
            copy_text(at, text);
            at += text.size();
        }
        return start;
    }

    template <class Length>
    static void read_as(place from, evidence& out) noexcept {
        std::memcpy(static_cast<void*>(&out), from + sizeof(head), plain_size);
        const char* length_at = from + sizeof(head) + plain_size;
        const char* at = length_at + sizeof(Length) * std::size(texts);
        each_text([&](auto text) {
            Length length;
            std::memcpy(&length, length_at, sizeof length);
            length_at += sizeof length;
            out.*text = {at, length};
            at += length;
        });
    }

    char* reserve(std::size_t size) {
        if (current_ == none || used_ + size > pages_[current_].size) open_page(std::max(size, page_size));
        page& p = pages_[current_];
        char* data = p.bytes.get() + used_;
        used_ += size;
        ++p.holders;
        return data;
    }

    [[gnu::cold]] void open_page(std::size_t size) {
        const std::uint32_t old = current_;
        if (!free_.empty() && size == page_size) {
            current_ = free_.back();
            free_.pop_back();
        } else {
            current_ = static_cast<std::uint32_t>(pages_.size());
            pages_.emplace_back();
        }
        if (pages_[current_].size < size) {
            pages_[current_].bytes.reset(new char[size]);
            pages_[current_].size = size;
        }
        used_ = 0;
        if (old != none && pages_[old].holders == 0) free_.push_back(old);
    }

    std::vector<page> pages_;
    std::vector<std::uint32_t> free_;
    std::uint32_t current_ = none;
    std::size_t used_ = 0;
};

} // namespace almon::inline v0::cdr
