/* SPDX-License-Identifier: BSL-1.0
 * Call records and aliases over the C header; runs in an empty folder, with the example office read from the source. */
#include <almon/almon.h>

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static const int64_t noon = 1795424400000000; /* Monday 2026-11-23T12:00:00+03:00 */

struct seen {
    int calls, answered, mistakes, stop_after;
    char last[64];
};

static int on_call(const almon_call* call, void* user) {
    struct seen* seen = user;
    almon_call_facts facts = {.struct_size = sizeof facts};
    CHECK(almon_call_tell(call, &facts) == 0);
    CHECK(facts.end - facts.start >= 0 && strlen(facts.outcome) > 0);
    const int64_t sum = facts.ring_ms + facts.menu_ms + facts.wait_ms + facts.talk_ms + facts.hold_ms + facts.other_ms;
    CHECK(llabs(sum * 1000 - (facts.end - facts.start)) < 1000);
    CHECK(strncmp(almon_call_json(call), "{\"schema\":1,\"id\":\"", 18) == 0);
    ++seen->calls;
    seen->answered += same(facts.disposition, "answered");
    if (facts.answered_by_count > 0) CHECK(strlen(facts.answered_by[0]) > 0);
    snprintf(seen->last, sizeof seen->last, "%s", facts.id);
    return seen->calls == seen->stop_after;
}

static void on_mistake(const almon_mistake* mistake, void* user) {
    CHECK(mistake->struct_size == sizeof *mistake && strlen(mistake->code) > 0);
    ++((struct seen*)user)->mistakes;
}

static almon_records reading(const char* const* file, struct seen* seen) {
    almon_records r = {.struct_size = sizeof r, .files = file, .file_count = 1, .format = "asterisk-cdr-custom"};
    r.on_call = on_call;
    r.on_mistake = on_mistake;
    r.user = seen;
    return r;
}

static void a_day_is_read_with_and_without_an_office(const almon_office* office) {
    const char* const day = ALMON_SOURCE_DIR "/examples/office/day.csv";
    struct seen alone = {0}, known = {0}, stopped = {.stop_after = 5};
    almon_records r = reading(&day, &alone);
    CHECK(almon_records_read(&r, NULL) == 0 && alone.calls == 200 && alone.mistakes == 0);
    CHECK(strncmp(alone.last, "default/", 8) == 0);
    r = reading(&day, &known);
    r.offices = &office;
    r.office_count = 1;
    CHECK(almon_records_read(&r, NULL) == 0 && known.calls == 200 && known.answered == alone.answered);
    CHECK(strncmp(known.last, "svetly-dom/", 11) == 0);
    r = reading(&day, &stopped);
    CHECK(almon_records_read(&r, NULL) == 0 && stopped.calls == 5);
}

struct kept {
    int calls, again;
    char withdrawn[64];
};

static int on_kept(const almon_call* call, void* user) {
    struct kept* kept = user;
    almon_call_facts facts = {.struct_size = sizeof facts};
    CHECK(almon_call_tell(call, &facts) == 0);
    if (facts.version == 1) ++kept->calls;
    else if (same(facts.id, "default/1795306100.500")) kept->again += facts.answered_by_count == 2;
    return 0;
}

static void on_withdrawn(const char* id, void* user) {
    snprintf(((struct kept*)user)->withdrawn, sizeof((struct kept*)user)->withdrawn, "%s", id);
}

static void put_row(FILE* rows, const char* caller, const char* phone, int after, int lasted, int unique, int linked) {
    fprintf(rows, "2026-11-22 %02d:%02d:%02d,PJSIP/%s,PJSIP/%s,Dial,+79160000100,%d,%d,ANSWERED,%d.%d,%d.%d\n",
            after / 3600, after / 60 % 60, after % 60, caller, phone, lasted, lasted, 1795305600 + unique, unique,
            1795305600 + linked, linked);
}

/* A client talks to 101, who asks 102, and is then given to 102: what tells that it is one call is written hours later. */
static void a_call_that_later_records_make_part_of_another_is_withdrawn(void) {
    FILE* rows = fopen("late.csv", "w");
    fputs("start,channel,dstchannel,lastapp,src,duration,billsec,disposition,uniqueid,linkedid\n", rows);
    put_row(rows, "mango-aa", "101-aa", 500, 10, 500, 500);
    put_row(rows, "101-bb", "102-bb", 505, 7, 505, 505);
    for (int n = 0; n < 3000; ++n) {
        char caller[32], phone[32];
        snprintf(caller, sizeof caller, "mango-%d", n);
        snprintf(phone, sizeof phone, "103-%d", n);
        if (n != 100 && n != 101) put_row(rows, caller, phone, 5 * n, 4, 5 * n, 5 * n);
    }
    put_row(rows, "mango-aa", "102-bb", 512, 10800, 500, 505);
    fclose(rows);
    const char* const file = "late.csv";
    struct kept kept = {0};
    almon_records r = {.struct_size = sizeof r, .files = &file, .file_count = 1, .zone = "UTC", .user = &kept};
    r.on_call = on_kept;
    CHECK(almon_records_read(&r, NULL) == 0 && kept.calls == 3000 && kept.again == 1 && same(kept.withdrawn, ""));
    r.on_withdrawn = on_withdrawn;
    CHECK(almon_records_read(&r, NULL) == 0 && same(kept.withdrawn, "default/1795306105.505"));
}

static void what_is_wrong_is_told(void) {
    const char* const none = "none.csv";
    struct seen seen = {0};
    almon_error* why = NULL;
    almon_records r = reading(&none, &seen);
    CHECK(almon_records_read(&r, &why) != 0 && same(almon_error_code(why), "core.not_found"));
    CHECK(seen.mistakes == 1);
    almon_error_free(why);
    r.format = "asterisk";
    CHECK(almon_records_read(&r, &why) != 0 && same(almon_error_code(why), "cdr.unknown_format"));
    almon_error_free(why);
    r.format = NULL;
    r.zone = "Europe/Moskva";
    CHECK(almon_records_read(&r, &why) != 0 && same(almon_error_code(why), "core.unknown_time_zone"));
    almon_error_free(why);
    r.struct_size = 1;
    CHECK(almon_records_read(&r, NULL) != 0 && almon_records_read(NULL, NULL) != 0);
    CHECK(almon_call_tell(NULL, NULL) != 0 && almon_call_json(NULL) == NULL);
    almon_call_free(NULL);
}

static void two_offices_that_claim_the_same_are_refused(const almon_office* office) {
    const char* const day = ALMON_SOURCE_DIR "/examples/office/day.csv";
    const almon_office* const twice[] = {office, office};
    struct seen seen = {0};
    almon_error* why = NULL;
    almon_records r = reading(&day, &seen);
    r.offices = twice;
    r.office_count = 2;
    CHECK(almon_records_read(&r, &why) != 0 && same(almon_error_code(why), "office.claimed_twice"));
    CHECK(almon_error_mistake_count(why) > 1 && seen.calls == 0);
    almon_error_free(why);
}

struct viewing {
    const almon_office* office;
    int aliased, hidden, full;
};

static int on_viewed(const almon_call* call, void* user) {
    struct viewing* v = user;
    almon_call_facts facts = {.struct_size = sizeof facts};
    almon_call* seen = NULL;
    CHECK(almon_call_tell(call, &facts) == 0 && same(facts.external, "+79035551122") && same(facts.alias, "4017"));
    CHECK(almon_office_view(v->office, call, "ivanov", noon, &seen, NULL) == 0 && seen);
    CHECK(almon_call_tell(seen, &facts) == 0 && same(facts.external, "") && same(facts.text, "4017"));
    CHECK(strstr(almon_call_json(seen), "9035551122") == NULL);
    v->aliased += same(facts.alias, "4017");
    almon_call_free(seen);
    CHECK(almon_office_view(v->office, call, "sidorova", noon, &seen, NULL) == 0);
    v->hidden += seen == NULL;
    CHECK(almon_office_view(v->office, call, "ivanova", noon, &seen, NULL) == 0 && seen);
    v->full += strstr(almon_call_json(seen), "9035551122") != NULL;
    almon_call_free(seen);
    CHECK(almon_office_view(v->office, call, "nobody", noon, &seen, NULL) != 0 && !seen);
    return 0;
}

static void an_alias_lives_and_a_masked_dial_shows_it(const almon_office* office) {
    almon_number party = {.struct_size = sizeof party};
    CHECK(almon_number_parse("+79035551122", NULL, &party, NULL) == 0);
    const almon_deal deal = {sizeof deal, "4017", &party, "client", NULL};
    almon_alias* alias = NULL;
    almon_error* why = NULL;
    almon_alias_facts facts = {.struct_size = sizeof facts};
    const int64_t earlier = noon - INT64_C(86400000000);
    CHECK(almon_alias_open(office, &deal, earlier, &alias, NULL) == 0 && alias);
    CHECK(almon_alias_tell(alias, &facts) == 0 && same(facts.digits, "4017") && same(facts.label, "client"));
    CHECK(facts.party == party.value && facts.opened == earlier && facts.closed == ALMON_NEVER);
    almon_alias_free(alias);
    CHECK(almon_alias_resolve(office, "4017", "ivanov", noon, &alias, &why) != 0 && !alias);
    CHECK(same(almon_error_code(why), "masking.not_granted"));
    almon_error_free(why);
    CHECK(almon_alias_grant(office, "4017", "user:ivanov", ALMON_NEVER, earlier, NULL) == 0);
    CHECK(almon_alias_grant(office, "4017", "user:nobody", ALMON_NEVER, earlier, NULL) != 0);
    CHECK(almon_alias_resolve(office, "4017", "ivanov", noon, &alias, NULL) == 0 && alias);
    almon_alias_free(alias);

    FILE* rows = fopen("masked.csv", "w");
    fputs("start,channel,dstchannel,dcontext,lastapp,lastdata,src,dst,duration,billsec,disposition,uniqueid,linkedid\n"
          "2026-11-23 11:05:19,PJSIP/103-45,PJSIP/mts-46,from-internal,Dial,\"PJSIP/9035551122@mts,30\",103,4017,65,60,"
          "ANSWERED,1795421119.163,1795421119.163\n",
          rows);
    fclose(rows);
    const char* const file = "masked.csv";
    struct viewing v = {.office = office};
    almon_records r = {.struct_size = sizeof r, .files = &file, .file_count = 1, .offices = &office, .office_count = 1};
    r.on_call = on_viewed;
    r.user = &v;
    CHECK(almon_records_read(&r, NULL) == 0);
    CHECK(v.aliased == 1 && v.hidden == 1 && v.full == 1);

    CHECK(almon_alias_revoke(office, "4017", "user:ivanov", NULL) == 0);
    CHECK(almon_alias_close(office, "4017", noon, NULL) == 0 && almon_alias_close(office, "4017", noon, NULL) != 0);
    CHECK(almon_alias_resolve(NULL, "4017", "ivanov", noon, &alias, NULL) != 0);
    almon_alias_free(NULL);
}

/* The store lies beside the office file, so a copy of it is used. */
static void copy(const char* from, const char* to) {
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    for (int c; in && out && (c = fgetc(in)) != EOF;) fputc(c, out);
    fclose(in);
    fclose(out);
}

int main(void) {
    almon_office* office = NULL;
    remove("office.db"), remove("office.db-wal"), remove("office.db-shm");
    copy(ALMON_SOURCE_DIR "/examples/office/office.toml", "office.toml");
    copy(ALMON_SOURCE_DIR "/examples/office/clients.csv", "clients.csv");
    CHECK(almon_office_open("office.toml", &office, NULL) == 0 && office);
    a_day_is_read_with_and_without_an_office(office);
    a_call_that_later_records_make_part_of_another_is_withdrawn();
    what_is_wrong_is_told();
    two_offices_that_claim_the_same_are_refused(office);
    an_alias_lives_and_a_masked_dial_shows_it(office);
    almon_office_close(office);
    return failures();
}
