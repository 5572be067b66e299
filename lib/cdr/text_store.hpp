// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where the text of kept evidence lives: pages that are used again once nobody needs them. No allocation in the long
// run, and memory in proportion to what is kept.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "copy_text.hpp"

namespace almon::inline v0::cdr {

class text_store {
public:
    static constexpr std::size_t page_size = 1 << 16;

    /// A place for `size` bytes and the page that holds it; `release` the page once for each `reserve`.
    struct place {
        char* data;
        std::uint32_t page;
    };
    place reserve(std::size_t size) {
        if (current_ == none || used_ + size > pages_[current_].size) open_page(std::max(size, page_size));
        page& p = pages_[current_];
        char* data = p.bytes.get() + used_;
        used_ += size;
        ++p.holders;
        return {data, current_};
    }

    void release(std::uint32_t index) {
        page& p = pages_[index];
        if (--p.holders != 0 || index == current_) return;
        if (p.size > page_size) p = page{}; // a giant's page is not kept
        free_.push_back(index);
    }

    /// Copies `text` to `at`, moves `at` behind it, and makes `text` look at the copy.
    static void keep(std::string_view& text, char*& at) noexcept {
        const std::size_t size = text.size();
        if (size == 0) return;
        copy_text(at, text);
        text = {at, size};
        at += size;
    }

private:
    static constexpr std::uint32_t none = ~0u;
    struct page {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
        std::uint32_t holders = 0;
    };

    void open_page(std::size_t size) {
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
