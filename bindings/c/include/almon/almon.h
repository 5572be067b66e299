/* SPDX-License-Identifier: BSL-1.0
 *
 * almon for C, and for every language that can call C: numbers, the operator directory, the office, its aliases, and
 * call records.
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
    int32_t type;         /**< almon_number_type */
    int32_t possible;     /**< almon_possibility */
    int32_t valid;        /**< 1 where it fits a pattern of its region */
    char region[4];       /**< ISO 3166, `001` for a code of no country, empty where nothing tells */
    char extension[21];   /**< dialled after the answer; empty where there is none */
    char carrier_code[9]; /**< of the carrier that was dialled in the national prefix; empty where there is none */
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

/** How a trunk writes numbers. Free it with `almon_diagnosis_free`. */
typedef struct almon_diagnosis almon_diagnosis;

/** What a trunk does to numbers, by what it wrote into caller fields: a few hundred texts of one direction do best. What
 * `home` does not give is inferred; it may be NULL. A NULL text is an empty one. */
ALMON_API int almon_diagnose(const char* const* texts, size_t count, const almon_home* home,
                             almon_diagnosis** diagnosis, almon_error** error);

/** A diagnosis as plain values; the texts belong to it, and none holds a full number. */
typedef struct almon_diagnosis_facts {
    size_t struct_size;
    const char* finding; /**< one sentence for people */
    const char* home;    /**< region of the trunk, as `RU`; may be empty, as the next */
    const char* area;    /**< area code of local numbers */
    const char* writes;  /**< `plus`, `international`, `national`, `ten-digit`, `local` */
    const char* outside_prefix;
    const char* technical_prefix;
    const char* office_lines; /**< TOML that tells the office file so */
    size_t numbers;           /**< texts that are numbers of the home country */
    double confidence;        /**< share of them that the rules explain */
} almon_diagnosis_facts;

/** Fills `facts`. */
ALMON_API int almon_diagnosis_tell(const almon_diagnosis* diagnosis, almon_diagnosis_facts* facts);

/** All of it as one JSON object, with the exceptions and how sure the guesses are; belongs to the diagnosis. */
ALMON_API const char* almon_diagnosis_json(const almon_diagnosis* diagnosis);

/** Frees the diagnosis. NULL does nothing. */
ALMON_API void almon_diagnosis_free(almon_diagnosis* diagnosis);

/* --- the operator directory -------------------------------------------------------------------------------------- */

/** A snapshot made by `almon operators build`, mapped into memory. */
typedef struct almon_directory almon_directory;

/** Opens the snapshot at `path`. On failure `*directory` is NULL. */
ALMON_API int almon_directory_open(const char* path, almon_directory** directory, almon_error** error);

/** Whose a number is. The texts lie in the snapshot, end where their size says (no NUL follows), and live as long as
 * the directory; an unknown one has size 0. */
typedef struct almon_assignment {
    size_t struct_size;
    int32_t found;             /**< 0: no register knows the number, and the rest is empty */
    const char* operator_name; /**< who serves the number now, as far as is known */
    size_t operator_name_size;
    const char* operator_brand; /**< `mts`, as trunks name their operator */
    size_t operator_brand_size;
    const char* holder_name; /**< whose range it lies in */
    size_t holder_name_size;
    const char* region; /**< where the range is at home, in words */
    size_t region_size;
    const char* ported;      /**< `unknown`, `no`, `yes`; ends with NUL */
    const char* source_file; /**< the register that says so */
    size_t source_file_size;
    uint32_t source_row;
} almon_assignment;

/** Whose `number` (its `value`) is. Returns 0 also where nobody knows: see `found`. Allocates nothing. */
ALMON_API int almon_directory_lookup(const almon_directory* directory, const almon_number* number,
                                     almon_assignment* assignment);

/** Closes the directory; what was looked up in it is gone. NULL does nothing. */
ALMON_API void almon_directory_close(almon_directory* directory);

/* --- the office -------------------------------------------------------------------------------------------------- */

/** The front door of one office: the office file, and the directory and the store that it names. */
typedef struct almon_office almon_office;

/** Reads the office file at `path`. On failure `*office` is NULL, and the error lists every mistake of the file. */
ALMON_API int almon_office_open(const char* path, almon_office** office, almon_error** error);

/** The tenant's name, for the office as it was opened; belongs to the office. NULL for NULL. */
ALMON_API const char* almon_office_name(const almon_office* office);

/** Reads the file and the snapshot again. On failure the old stay in force. */
ALMON_API int almon_office_reload(almon_office* office, almon_error** error);

/** Closes the office. What it answered stays until it is freed. NULL does nothing. */
ALMON_API void almon_office_close(almon_office* office);

/** A moment, in microseconds since 1970 in UTC; ALMON_NOW for the system's clock. */
#define ALMON_NOW INT64_MIN

/** A call that comes in from outside. NULL texts are empty. */
typedef struct almon_incoming {
    size_t struct_size;
    const char* trunk;  /**< name in the office file, or the channel as the PBX names it */
    const char* did;    /**< our number, as the trunk writes it */
    const char* caller; /**< as the trunk writes it: a number, a URI, `anonymous`, or nothing */
    const char* digits; /**< what the caller dialled after our number */
    int64_t at;
} almon_incoming;

/** A call that one of us places. NULL texts are empty. */
typedef struct almon_outgoing {
    size_t struct_size;
    const char* user;   /**< name, extension or agent id */
    const char* digits; /**< an extension, an alias, or a number */
    const char* via;    /**< the trunk by which the user called in from a mobile */
    const char* caller; /**< the caller id on that trunk */
    const char* trunk;  /**< the trunk that is asked for */
    const char* party;  /**< the outside party that is being transferred */
    int64_t at;
} almon_outgoing;

/** What the PBX is told. Free it with `almon_instructions_free`. */
typedef struct almon_instructions almon_instructions;

/** Where an outside caller goes. A call that is refused is an answer, too: status 0, act `reject`. */
ALMON_API int almon_office_incoming(const almon_office* office, const almon_incoming* call,
                                    almon_instructions** instructions, almon_error** error);

/** What happens when one of us dials. */
ALMON_API int almon_office_dial(const almon_office* office, const almon_outgoing* call,
                                almon_instructions** instructions, almon_error** error);

/** The instructions as plain values. Absent texts are empty; nothing is NULL. */
typedef struct almon_told {
    size_t struct_size;
    const char* act;               /**< `dial`, `queue`, `menu`, `announce`, `reject` */
    const char* name;              /**< of the queue, menu or announcement */
    const char* const* extensions; /**< own phones to ring, all at once */
    size_t extension_count;
    size_t trunk_count;    /**< see `almon_instructions_trunk` */
    const char* otherwise; /**< where to go when nobody answers, as `queue:500` */
    const char* record;    /**< `never`, `on_demand`, `always` */
    int32_t announce_recording;
    const char* show;       /**< what whoever is rung sees as the caller */
    const char* alias;      /**< the deal number that is shown or was dialled */
    const char* const* pop; /**< users whose screen pops */
    size_t pop_count;
    const char* caller; /**< the user who calls, where it is one of ours */
    int32_t register_in_crm;
    const char* refused; /**< the code why it is `reject` */
    size_t why_count;    /**< see `almon_instructions_because` */
} almon_told;

/** Fills `told`; its texts belong to the instructions. */
ALMON_API int almon_instructions_tell(const almon_instructions* instructions, almon_told* told);

/** One attempt at the outside world. */
typedef struct almon_way_out {
    size_t struct_size;
    const char* trunk;
    const char* present; /**< E.164: what the called party sees, one that this trunk can present; may be empty */
    const char* digits;  /**< the called number as this trunk wants it written */
    const char* channel; /**< the same as an Asterisk dial string; may be empty */
} almon_way_out;

/** The attempt at `index`, from 0, in the order to try them. */
ALMON_API int almon_instructions_trunk(const almon_instructions* instructions, size_t index, almon_way_out* way);

/** One step of the reasoning. */
typedef struct almon_because {
    size_t struct_size;
    const char* rule; /**< a stable word, as `alias.granted` */
    const char* text; /**< a sentence without a full number */
    uint32_t line;    /**< of the office file; 0 where none decided */
} almon_because;

/** The step at `index`, from 0. */
ALMON_API int almon_instructions_because(const almon_instructions* instructions, size_t index, almon_because* because);

/** All of it as one JSON object; belongs to the instructions. */
ALMON_API const char* almon_instructions_json(const almon_instructions* instructions);

/** The same as commands for Asterisk's AGI, a line each; belongs to the instructions. */
ALMON_API const char* almon_instructions_agi(const almon_instructions* instructions);

/** Frees the instructions. NULL does nothing. */
ALMON_API void almon_instructions_free(almon_instructions* instructions);

/** Allowed or not, and with which obligations. Words end with NUL and live for ever. */
typedef struct almon_decision {
    size_t struct_size;
    int32_t allowed;
    const char* reason;      /**< `granted`, `emergency`, `forbidden`, `fact_unknown`, `not_granted`, `unknown_user` */
    const char* show_number; /**< `full`, `partial`, `alias`, `nothing` */
    const char* present;     /**< `own`, `line`, `office` */
    const char* record;      /**< `never`, `on_demand`, `always` */
    int32_t announce;
    uint32_t line; /**< of the deciding rule in the office file; 0 where none decided */
} almon_decision;

/** May `user` do `verb` to `object` (NULL or empty for everything)? A denial is an answer, too: status 0. */
ALMON_API int almon_office_decide(const almon_office* office, const char* user, const char* verb, const char* object,
                                  int64_t at, almon_decision* decision, almon_error** error);

/** Whose `number` is, by the directory that the office file names; not `found` where it names none. The texts live
 * until the office is closed. */
ALMON_API int almon_office_lookup(almon_office* office, const almon_number* number, almon_assignment* assignment);

/** Names of time zones, such as `Europe/Moscow`. Free them with `almon_zones_free`. */
typedef struct almon_zones almon_zones;

/** The time zones in which the owner of `number` may be: of the directory that the office file names, else of the numbering
 * plan, which knows of a Russian mobile only that it is somewhere in sixteen. */
ALMON_API int almon_office_zones(const almon_office* office, const almon_number* number, almon_zones** zones,
                                 almon_error** error);

/** How many there are; 0 for NULL. */
ALMON_API size_t almon_zones_count(const almon_zones* zones);

/** The name at `index`, from 0; belongs to the zones. NULL where there is none. */
ALMON_API const char* almon_zones_name(const almon_zones* zones, size_t index);

/** Frees the zones. NULL does nothing. */
ALMON_API void almon_zones_free(almon_zones* zones);

/** Hours of every day, as the called party's clock shows them, in minutes after midnight, 0 to 1440. An end at or before the
 * beginning is the next day's. */
typedef struct almon_hours {
    size_t struct_size;
    int32_t from, until;
} almon_hours;

/** Sets `*safe` to 1 where it is within `hours` (NULL: 9:00 to 21:00) in every time zone of the number. */
ALMON_API int almon_office_safe_to_call(const almon_office* office, const almon_number* number, int64_t at,
                                        const almon_hours* hours, int32_t* safe, almon_error** error);

/* --- aliases: deal numbers that stand for a party ---------------------------------------------------------------- */

/** An alias as it is kept. Free it with `almon_alias_free`. Where the store is broken, functions return its code. */
typedef struct almon_alias almon_alias;

/** No moment: of a grant without an end, of an alias that is not closed. */
#define ALMON_NEVER INT64_MAX

/** Which alias is wanted. NULL texts are empty. */
typedef struct almon_deal {
    size_t struct_size;
    const char* deal;
    const almon_number* party;
    const char* label;  /**< `client`, `owner` */
    const char* digits; /**< the alias wanted; empty lets the office choose */
} almon_deal;

/** The alias of this party of the deal: the one that it has, else a new one. */
ALMON_API int almon_alias_open(const almon_office* office, const almon_deal* deal, int64_t at, almon_alias** alias,
                               almon_error** error);

/** Lets `user:NAME`, `role:NAME` or `department:NAME` use the alias, until a moment or ALMON_NEVER. */
ALMON_API int almon_alias_grant(const almon_office* office, const char* digits, const char* grantee, int64_t until,
                                int64_t at, almon_error** error);

/** Ends a grant. */
ALMON_API int almon_alias_revoke(const almon_office* office, const char* digits, const char* grantee,
                                 almon_error** error);

/** Closes the alias: it leads nowhere from now on, and its grants are over. */
ALMON_API int almon_alias_close(const almon_office* office, const char* digits, int64_t at, almon_error** error);

/** For whom the alias stands, if `user` may know how to reach them; `masking.not_granted` and so on otherwise. */
ALMON_API int almon_alias_resolve(const almon_office* office, const char* digits, const char* user, int64_t at,
                                  almon_alias** alias, almon_error** error);

/** An alias as plain values; the texts belong to it. */
typedef struct almon_alias_facts {
    size_t struct_size;
    const char* digits;
    const char* deal;
    const char* label;
    uint64_t party; /**< the number, as `almon_number::value`: for the PBX, not for people */
    int64_t opened, active, closed;
} almon_alias_facts;

/** Fills `facts`. */
ALMON_API int almon_alias_tell(const almon_alias* alias, almon_alias_facts* facts);

/** Frees the alias. NULL does nothing. */
ALMON_API void almon_alias_free(almon_alias* alias);

/* --- call records ------------------------------------------------------------------------------------------------ */

/** One call as a person means it. Full numbers, for who owns the records; `almon_office_view` gives the call as somebody
 * may see it. */
typedef struct almon_call almon_call;

/** Called with each call, in the order in which they ended. A call of which records came too late (`cdr.late_record`)
 * comes once more at the end, whole, as version 2: the last one with an id counts. The call is gone afterwards. Anything
 * but 0 ends the reading. */
typedef int (*almon_on_call)(const almon_call* call, void* user);

/** Called, at the end, with the id of each call that was told and turned out to be part of another: whoever keeps calls
 * deletes it. The text is gone afterwards. */
typedef void (*almon_on_withdrawn)(const char* id, void* user);

/** Called with each record that was repaired or left out, and each file that cannot be read. The texts are gone
 * afterwards. */
typedef void (*almon_on_mistake)(const almon_mistake* mistake, void* user);

/** What is to be read, and to whom it is told. */
typedef struct almon_records {
    size_t struct_size;
    const char* const* files; /**< several tell of the same calls together; `-` is standard input */
    size_t file_count;
    const char* format;         /**< `asterisk-csv` and so on; NULL or `auto`: told by each file's beginning */
    const char* zone;           /**< of times written without one; NULL: the first office's, else UTC */
    const char* const* columns; /**< of records or of events, in order; none: told by the rows */
    size_t column_count;
    const almon_office* const* offices; /**< none, one, or several that share a PBX */
    size_t office_count;
    int32_t explain; /**< 1 adds to the JSON why each field holds what it holds */
    almon_on_call on_call;
    almon_on_mistake on_mistake;     /**< may be NULL */
    void* user;                      /**< handed to all of them */
    almon_on_withdrawn on_withdrawn; /**< may be NULL */
} almon_records;

/** Reads the files to their end. With several offices each call belongs to the one whose records they are, and the calls
 * of none of them to `default`; two offices that claim the same are refused (`office.claimed_twice`). Where a file cannot
 * be read, the others are read all the same, and the status tells of the first; an empty one is a mistake only. */
ALMON_API int almon_records_read(const almon_records* records, almon_error** error);

/** A call as plain values. Absent texts are empty; nothing is NULL. Moments are microseconds since 1970 in UTC. The
 * rest (talks, transfers, legs, recordings) is in the JSON. */
typedef struct almon_call_facts {
    size_t struct_size;
    const char* id;
    const char* direction;   /**< `inbound`, `outbound`, `internal` */
    const char* disposition; /**< how it ended: `answered`, `missed`, … */
    const char* outcome;     /**< what it counts as: `held`, `not_held`, `missed`, `short_abandon`, … */
    const char* by;          /**< own extension that placed it */
    const char* external;    /**< the other party's number in E.164 */
    const char* text;        /**< as the PBX wrote it */
    const char* name;
    int32_t withheld;
    const char* alias; /**< the deal's number that was dialled instead */
    const char* operator_brand;
    const char* region;
    const char* did; /**< our number that was called */
    const char* campaign;
    const char* trunk;
    const char* queue;
    const char* responsible; /**< who talked last */
    int64_t start, end;
    int64_t ring_ms, menu_ms, wait_ms, talk_ms, hold_ms, other_ms; /**< add up to the duration */
    const char* const* rang;
    size_t rang_count;
    const char* const* answered_by;
    size_t answered_by_count;
    uint32_t version; /**< 1, or 2 of a call that was told before and comes again, whole */
} almon_call_facts;

/** Fills `facts`; its texts belong to the call. */
ALMON_API int almon_call_tell(const almon_call* call, almon_call_facts* facts);

/** The call as one JSON object, as `almon calls` prints it; belongs to the call. */
ALMON_API const char* almon_call_json(const almon_call* call);

/** The call as `user` may see it: a call of its own, to be freed; NULL and status 0 where he may not see it. */
ALMON_API int almon_office_view(const almon_office* office, const almon_call* call, const char* user, int64_t at,
                                almon_call** seen, almon_error** error);

/** Frees a call that `almon_office_view` gave. NULL does nothing. */
ALMON_API void almon_call_free(almon_call* call);

/* --- missed calls ------------------------------------------------------------------------------------------------ */

/** Who was not answered, and what became of it, as `almon calls --report missed` tells. Immutable. */
typedef struct almon_missed almon_missed;

/** Which calls are reported, and to whom. NULL texts are empty. A time is RFC 3339, `2026-11-22 09:00:00` on the office's
 * clock, or a day (`2026-11-22`), which is meant whole. */
typedef struct almon_missed_asked {
    size_t struct_size;
    const char* since;  /**< calls that began then or later; those outside still tell who was called back */
    const char* until;  /**< and before then */
    const char* viewer; /**< as this user may see them, `NAME` or `TENANT/NAME`; empty: full numbers */
    int64_t at;         /**< what the viewer may see then; ALMON_NOW */
} almon_missed_asked;

/** Reads the files of `records` to their end; its `on_call` and `on_withdrawn` are not called and may be NULL. `asked` may
 * be NULL. Where a file cannot be read, there is no report, because that file may tell who was called back. */
ALMON_API int almon_missed_read(const almon_records* records, const almon_missed_asked* asked, almon_missed** report,
                                almon_error** error);

/** How many there were, of all or of one number of ours in one hour of the day. */
typedef struct almon_missed_counts {
    size_t struct_size;
    size_t missed;         /**< messages included */
    size_t messages;       /**< of them */
    size_t outside_hours;  /**< of them */
    size_t unresolved;     /**< of them: nobody called back, and nobody answered when they called again */
    size_t short_abandons; /**< beside them: who gave up before anybody could have answered */
    const char* did;       /**< of which number of ours; empty for all */
    const char* campaign;
    uint32_t hour;
} almon_missed_counts;

/** Of the whole report. */
ALMON_API int almon_missed_total(const almon_missed* report, almon_missed_counts* counts);

/** How many numbers and hours there are, and the counts of each, by number, then hour. */
ALMON_API size_t almon_missed_line_count(const almon_missed* report);
ALMON_API int almon_missed_line(const almon_missed* report, size_t index, almon_missed_counts* counts);

/** How many people's phones rang and were not answered, and each with the number of missed calls, most first. The text
 * belongs to the report. */
ALMON_API size_t almon_missed_people_count(const almon_missed* report);
ALMON_API int almon_missed_person(const almon_missed* report, size_t index, const char** who, size_t* missed);

/** One missed call as plain values. Absent texts are empty; nothing is NULL. Moments are microseconds since 1970 in UTC. */
typedef struct almon_missed_facts {
    size_t struct_size;
    const char* id;
    const char* caller; /**< in E.164; empty where it was withheld */
    const char* text;   /**< as the PBX wrote it */
    const char* name;
    const char* did; /**< our number that was called */
    const char* campaign;
    const char* queue;
    int64_t at;
    int64_t waited_ms;
    int32_t open;            /**< 1 within opening hours, 0 outside; -1 without an office */
    const char* disposition; /**< how it ended */
    const char* outcome;     /**< `missed`, `voicemail`, `short_abandon` */
    const char* const* rang; /**< and did not answer */
    size_t rang_count;
    size_t tried_back;       /**< calls to the caller that nobody answered */
    const char* resolved;    /**< `called_back`, `called_again` (and was answered), or empty: then the rest is 0 */
    const char* resolved_by; /**< the extension */
    int64_t resolved_at;
    int64_t after_ms;      /**< since the missed call was over */
    int64_t after_open_ms; /**< of that, in opening hours */
} almon_missed_facts;

/** Fills `facts` with the call at `index`: first all `missed`, then all `short_abandons`, each earliest first. Its texts
 * belong to the report. */
ALMON_API int almon_missed_tell(const almon_missed* report, size_t index, almon_missed_facts* facts);

/** All of it, as `almon calls --report missed --json` prints it; belongs to the report. */
ALMON_API const char* almon_missed_json(const almon_missed* report);

/** Frees the report. NULL does nothing. */
ALMON_API void almon_missed_free(almon_missed* report);

#ifdef __cplusplus
}
#endif

#endif
