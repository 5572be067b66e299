// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdio>
#include <dlfcn.h>

int main() {
    void* module = dlopen(MODULE, RTLD_NOW);
    if (!module) return std::puts(dlerror()), 1;
    const auto mask = reinterpret_cast<void (*)(const char*, char*, std::size_t)>(dlsym(module, "pbx_module_mask"));
    char out[64] = {};
    mask("8 (916) 123-45-67", out, sizeof out);
    std::puts(out);
    return 0;
}
