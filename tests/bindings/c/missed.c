/* SPDX-License-Identifier: BSL-1.0
 * Who was not answered, and what became of it, from C. */
#include <almon/almon.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const char* const day = ALMON_SOURCE_DIR "/examples/office/day.csv";

static void a_day_is_reported(const almon_office* office) {
    almon_records records = {
        .struct_size = sizeof records, .files = &day, .file_count = 1, .offices = &office, .office_count = 1};
    almon_missed* report = NULL;
    CHECK(almon_missed_read(&records, NULL, &report, NULL) == 0 && report);
    almon_missed_counts all = {.struct_size = sizeof all}, line = {.struct_size = sizeof line};
    CHECK(almon_missed_total(report, &all) == 0 && all.missed > 5 && all.unresolved <= all.missed && same(all.did, ""));
    size_t of_lines = 0, of_people = 0;
    for (size_t i = 0; i < almon_missed_line_count(report); ++i) {
        CHECK(almon_missed_line(report, i, &line) == 0 && line.hour < 24);
        of_lines += line.missed;
    }
    CHECK(of_lines == all.missed);
    size_t unresolved = 0, rang = 0;
    almon_missed_facts call = {.struct_size = sizeof call};
    for (size_t i = 0; i < all.missed; ++i) {
        CHECK(almon_missed_tell(report, i, &call) == 0 && call.at > 0 && (call.open == 0 || call.open == 1));
        CHECK(!same(call.outcome, "short_abandon"));
        unresolved += same(call.resolved, "");
        rang += call.rang_count;
    }
    CHECK(unresolved == all.unresolved);
    for (size_t i = 0; i < almon_missed_people_count(report); ++i) {
        const char* who = NULL;
        size_t missed = 0;
        CHECK(almon_missed_person(report, i, &who, &missed) == 0 && *who);
        of_people += missed;
    }
    CHECK(of_people == rang);
    CHECK(strstr(almon_missed_json(report), "{\"totals\":{\"missed\":"));
    CHECK(almon_missed_tell(report, all.missed + all.short_abandons, &call) != 0);
    almon_missed_free(report);
}

static void a_viewer_sees_no_number_that_he_may_not(const almon_office* office) {
    almon_records records = {
        .struct_size = sizeof records, .files = &day, .file_count = 1, .offices = &office, .office_count = 1};
    const almon_missed_asked asked = {.struct_size = sizeof asked, .viewer = "zorin", .at = INT64_C(1795424400000000)};
    almon_missed *whole = NULL, *seen = NULL;
    CHECK(almon_missed_read(&records, NULL, &whole, NULL) == 0 &&
          almon_missed_read(&records, &asked, &seen, NULL) == 0);
    almon_missed_facts full = {.struct_size = sizeof full}, shown = {.struct_size = sizeof shown};
    CHECK(almon_missed_tell(whole, 0, &full) == 0 && almon_missed_tell(seen, 0, &shown) == 0);
    CHECK(same(full.id, shown.id) && *full.caller && !*shown.caller && !strstr(almon_missed_json(seen), full.caller));
    almon_missed_free(whole);
    almon_missed_free(seen);
}

static void what_is_wrong_is_told(void) {
    const char* const none = "/nowhere.csv";
    almon_records records = {.struct_size = sizeof records, .files = &day, .file_count = 1};
    almon_missed_asked asked = {.struct_size = sizeof asked, .since = "yesterday", .at = ALMON_NOW};
    almon_missed* report = NULL;
    almon_error* why = NULL;
    const struct {
        const char *since, *until, *viewer, *code;
    } wrong[] = {{"yesterday", NULL, NULL, "core.malformed_time"},
                 {"2026-11-22", "2026-11-21", NULL, "cdr.empty_period"},
                 {NULL, NULL, "zorin", "office.unknown_user"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        asked.since = wrong[i].since, asked.until = wrong[i].until, asked.viewer = wrong[i].viewer;
        CHECK(almon_missed_read(&records, &asked, &report, &why) != 0 && !report);
        CHECK(same(almon_error_code(why), wrong[i].code));
        almon_error_free(why);
    }
    records.files = &none;
    CHECK(almon_missed_read(&records, NULL, &report, &why) != 0 && !report &&
          same(almon_error_code(why), "core.not_found"));
    almon_error_free(why);
    CHECK(almon_missed_read(NULL, NULL, &report, NULL) != 0 && almon_missed_read(&records, NULL, NULL, NULL) != 0);
    almon_missed_counts counts = {.struct_size = sizeof counts};
    almon_missed_facts facts = {.struct_size = sizeof facts};
    const char* who = NULL;
    size_t missed = 0;
    CHECK(almon_missed_total(NULL, &counts) != 0 && almon_missed_line(NULL, 0, &counts) != 0);
    CHECK(almon_missed_tell(NULL, 0, &facts) != 0 && almon_missed_person(NULL, 0, &who, &missed) != 0);
    CHECK(!almon_missed_json(NULL) && !almon_missed_line_count(NULL) && !almon_missed_people_count(NULL));
    almon_missed_free(NULL);
}

int main(void) {
    almon_office* office = NULL;
    CHECK(almon_office_open(ALMON_SOURCE_DIR "/examples/office/office.toml", &office, NULL) == 0 && office);
    a_day_is_reported(office);
    a_viewer_sees_no_number_that_he_may_not(office);
    what_is_wrong_is_told();
    almon_office_close(office);
    return failures();
}
