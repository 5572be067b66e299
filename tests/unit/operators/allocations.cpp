// SPDX-License-Identifier: BSL-1.0
// Counts what `new` is asked for. In a source of its own, so that no compiler pairs our `new` with another's `delete`.
#include "support.hpp"

#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t count = 0;
} // namespace

std::size_t almon::test::allocations() noexcept {
    return count;
}

void* operator new(std::size_t size) {
    ++count;
    if (void* p = std::malloc(size ? size : 1)) return p;
    throw std::bad_alloc();
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}
