/* SPDX-License-Identifier: BSL-1.0
 *
 * almon for C, and for every language that can call C: numbers, the operator directory, and the office.
 *
 *     almon_number n = {sizeof n};
 *     almon_error *why = NULL;
 *     if (almon_number_parse("8 (916) 123-45-67", NULL, &n, &why) != 0) {
 *         fprintf(stderr, "%s\n", almon_error_message(why));
 *         almon_error_free(why);
 *     }
 *
 * Status. A function that can fail returns 0, or the stable number of the error; the same number has the same name
 * (`numbering.too_short`) in every language. Where an `almon_error **` is passed, it is set to NULL or to an error that
 * the caller frees; pass NULL where the number is enough. No C++ exception leaves the library.
 *
 * Structs. Each begins with `struct_size`: set it to sizeof before the call, for arguments and for results, so that
 * programs of this version work with later libraries. A wrong one is refused (`core.invalid_argument`).
 *
 * NULL. A NULL handle or text is refused with `core.invalid_argument`, where the comment allows no NULL; freeing or
 * closing NULL does nothing.
 *
 * Text is UTF-8, ends with NUL, and is read up to it. What the library returns belongs to the handle that it came from.
 *
 * Threads. Every function may be called from any thread, on the same handle too; only closing or freeing needs the
 * handle for itself. Fork. Handles may be used by the child; the store is opened again there.
 *
 * Privacy. No message of an error holds a full phone number. What the fields are for is said beside them.
 */
#ifndef ALMON_H
#define ALMON_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && !defined(ALMON_STATIC)
#define ALMON_API __attribute__((visibility("default")))
#else
#define ALMON_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- the library ------------------------------------------------------------------------------------------------- */

/** `major.minor.patch` of the library that the program runs with. */
ALMON_API const char* almon_version(void);

/** Version of the numbering metadata, such as `9.0.43`. */
ALMON_API const char* almon_metadata_version(void);

/* --- errors ------------------------------------------------------------------------------------------------------ */

/** What went wrong. Free it with `almon_error_free`. */
typedef struct almon_error almon_error;

/** The stable name, such as `numbering.too_short`; `core.ok` for NULL. */
ALMON_API const char* almon_error_code(const almon_error* error);

/** The stable number, which is also what the function returned; 0 for NULL. */
ALMON_API int almon_error_number(const almon_error* error);

/** Cause and cure; for an office file every mistake, a line each. Never holds a full number. */
ALMON_API const char* almon_error_message(const almon_error* error);

/** The byte of the text at which reading stopped. */
ALMON_API size_t almon_error_offset(const almon_error* error);

/** A mistake in a file that a person will mend. */
typedef struct almon_mistake {
    size_t struct_size;
    const char* code;
    const char* message;
    const char* file;
    uint32_t line;   /**< from 1; 0 where the whole file is meant */
    uint32_t column; /**< from 1; 0 where the whole line is meant */
    const char* found;
    const char* expected;
} almon_mistake;

/** How many mistakes an office file had; 0 for other errors and for NULL. */
ALMON_API size_t almon_error_mistake_count(const almon_error* error);

/** The mistake at `index`, from 0, in the order of the file. */
ALMON_API int almon_error_mistake(const almon_error* error, size_t index, almon_mistake* mistake);

/** Frees the error. NULL does nothing. */
ALMON_API void almon_error_free(almon_error* error);

/** The name of a status that a function returned; `core.ok` for 0, NULL for a number that is none. */
ALMON_API const char* almon_status_code(int status);

/* --- numbers ----------------------------------------------------------------------------------------------------- */

/** Where a number without a country code is at home. */
typedef struct almon_home {
    size_t struct_size;
    const char* region; /**< ISO 3166, as `RU`; NULL or empty where only international spellings are wanted */
    const char* area;   /**< completes local numbers; NULL where there is none */
} almon_home;

/** What kind of number it is. */
typedef enum almon_number_type {
    ALMON_UNKNOWN = 0,
    ALMON_FIXED_LINE = 1,
    ALMON_MOBILE = 2,
    ALMON_FIXED_LINE_OR_MOBILE = 3,
    ALMON_TOLL_FREE = 4,
    ALMON_PREMIUM_RATE = 5,
    ALMON_SHARED_COST = 6,
    ALMON_VOIP = 7,
    ALMON_PERSONAL_NUMBER = 8,
    ALMON_PAGER = 9,
    ALMON_UAN = 10,
    ALMON_VOICEMAIL = 11
} almon_number_type;

/** By its length alone. */
typedef enum almon_possibility {
    ALMON_POSSIBLE = 0,
    ALMON_LOCAL_ONLY = 1,
    ALMON_TOO_SHORT = 2,
    ALMON_TOO_LONG = 3,
    ALMON_INVALID_LENGTH = 4
} almon_possibility;

/** A telephone number. `value` is all of it: E.164 as an integer, country code first. */
typedef struct almon_number {
    size_t struct_size;
    uint64_t value;
    int32_t type;       /**< almon_number_type */
    int32_t possible;   /**< almon_possibility */
    int32_t valid;      /**< 1 where it fits a pattern of its region */
    char region[4];     /**< ISO 3166, `001` for a code of no country, empty where nothing tells */
    char extension[21]; /**< dialled after the answer; empty where there is none */
} almon_number;

/** The word of a type: `fixed_line` and so on; NULL for a value that is none. */
ALMON_API const char* almon_number_type_name(int32_t type);

/** Reads any spelling, seen from `home` (NULL means Russia without an area), and refuses what is too short to reach
 * anybody. Allocates nothing but the error. */
ALMON_API int almon_number_parse(const char* text, const almon_home* home, almon_number* number, almon_error** error);

/** The same, but leaves the judgement to `valid` and `possible`. */
ALMON_API int almon_number_read(const char* text, const almon_home* home, almon_number* number, almon_error** error);

/** How a number is written. */
typedef enum almon_style {
    ALMON_E164 = 0,          /**< +79161234567 */
    ALMON_INTERNATIONAL = 1, /**< +7 916 123-45-67 */
    ALMON_NATIONAL = 2,      /**< 8 (916) 123-45-67 */
    ALMON_RFC3966 = 3,       /**< tel:+7-916-123-45-67 */
    ALMON_MASKED = 4         /**< +7 916 ***-**-67: what may be shown and logged */
} almon_style;

/** Enough room for any number in any style, with its extension and the NUL. */
#define ALMON_WRITTEN_SIZE 96

/** Writes the number, with its extension where the style has one, and a NUL into `out`. `core.invalid_argument` where `room`
 * is too small; nothing is written then. */
ALMON_API int almon_number_write(const almon_number* number, int32_t style, char* out, size_t room);

#ifdef __cplusplus
}
#endif

#endif
