/* SPDX-License-Identifier: BSL-1.0
 * CHECK(condition): counts and tells what does not hold; `return failures()` from main. */
#ifndef ALMON_TEST_CHECK_H
#define ALMON_TEST_CHECK_H

#include <stdio.h>
#include <string.h>

static int check_failures = 0;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                            \
            ++check_failures;                                                                                          \
        }                                                                                                              \
    } while (0)

/* Whether both are the same text; NULL is no text. */
static inline int same(const char* a, const char* b) {
    return a && b && strcmp(a, b) == 0;
}

static inline int failures(void) {
    return check_failures != 0;
}

#endif
