/* SPDX-License-Identifier: BSL-1.0
 * The office and the operator directory over the C header; runs in a folder with a copy of the example office. */
#include <almon/almon.h>

#include <pthread.h>
#include <stdlib.h>

#include "check.h"

static const int64_t noon = 1795424400000000; /* Monday 2026-11-23T12:00:00+03:00 */

static almon_office* open_office(void) {
    almon_office* office = NULL;
    almon_error* why = NULL;
    CHECK(almon_office_open("office.toml", &office, &why) == 0 && office && !why);
    return office;
}

static void a_client_reaches_the_operators(const almon_office* office) {
    const almon_incoming call = {sizeof call, "mts-gsm", "9161230001", "9035551122", NULL, noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = sizeof told};
    almon_because because = {.struct_size = sizeof because};
    CHECK(almon_office_incoming(office, &call, &answer, NULL) == 0 && answer);
    CHECK(almon_instructions_tell(answer, &told) == 0);
    CHECK(same(told.act, "queue") && same(told.name, "operators") && same(told.refused, ""));
    CHECK(told.why_count > 0 && almon_instructions_because(answer, 0, &because) == 0);
    CHECK(strlen(because.rule) > 0 && strlen(because.text) > 0);
    CHECK(almon_instructions_because(answer, told.why_count, &because) != 0);
    CHECK(strncmp(almon_instructions_json(answer), "{\"act\":\"queue\"", 14) == 0);
    CHECK(strncmp(almon_instructions_agi(answer), "SET VARIABLE ALMON_ACT \"queue\"\n", 31) == 0);
    almon_instructions_free(answer);
}

static void dialling_is_told_with_trunks_in_order(const almon_office* office) {
    const almon_outgoing call = {sizeof call, "orlova", "989035551122", NULL, NULL, NULL, NULL, noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = sizeof told};
    almon_way_out way = {.struct_size = sizeof way};
    CHECK(almon_office_dial(office, &call, &answer, NULL) == 0);
    CHECK(almon_instructions_tell(answer, &told) == 0);
    CHECK(same(told.act, "dial") && same(told.record, "never") && same(told.caller, "orlova"));
    CHECK(told.trunk_count > 1);
    for (size_t i = 0; i < told.trunk_count; ++i) {
        CHECK(almon_instructions_trunk(answer, i, &way) == 0);
        CHECK(strlen(way.trunk) > 0 && way.present[0] == '+' && strlen(way.digits) >= 10);
    }
    CHECK(almon_instructions_trunk(answer, told.trunk_count, &way) != 0);
    almon_instructions_free(answer);
}

static void an_own_phone_is_told_by_its_extension(const almon_office* office) {
    const almon_outgoing call = {sizeof call, "ivanov", "102", NULL, NULL, NULL, NULL, noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = sizeof told};
    CHECK(almon_office_dial(office, &call, &answer, NULL) == 0 && almon_instructions_tell(answer, &told) == 0);
    CHECK(told.extension_count == 1 && same(told.extensions[0], "102"));
    almon_instructions_free(answer);
}

static void a_refusal_is_an_answer(const almon_office* office) {
    const almon_outgoing call = {sizeof call, "ivanov", "989035551122", NULL, NULL, NULL, NULL, noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = sizeof told};
    CHECK(almon_office_dial(office, &call, &answer, NULL) == 0 && almon_instructions_tell(answer, &told) == 0);
    CHECK(same(told.act, "reject") && same(told.refused, "office.not_allowed") && told.trunk_count == 0);
    almon_instructions_free(answer);
}

static void help_is_never_refused(const almon_office* office) {
    const almon_outgoing call = {sizeof call, "nobody at all", "112", NULL, NULL, NULL, NULL, noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = sizeof told};
    CHECK(almon_office_dial(office, &call, &answer, NULL) == 0 && almon_instructions_tell(answer, &told) == 0);
    CHECK(same(told.act, "dial") && told.trunk_count > 0);
    almon_instructions_free(answer);
}

static void decides(const almon_office* office) {
    almon_decision d = {.struct_size = sizeof d};
    almon_error* why = NULL;
    CHECK(almon_office_decide(office, "ivanov", "recording.listen", "own", noon, &d, &why) == 0 && !why);
    CHECK(!d.allowed && same(d.reason, "forbidden") && d.line > 0);
    CHECK(almon_office_decide(office, "orlova", "recording.listen", NULL, ALMON_NOW, &d, NULL) == 0 && d.allowed);
    CHECK(same(d.show_number, "full") && same(d.record, "never"));
    CHECK(almon_office_decide(office, "ivanov", "call.fly", NULL, noon, &d, &why) != 0);
    CHECK(same(almon_error_code(why), "policy.unknown_verb"));
    almon_error_free(why);
    CHECK(almon_office_decide(office, "nobody", "call.alias", NULL, noon, &d, &why) != 0 && why);
    almon_error_free(why);
}

static int says(const char* text, size_t size, const char* wanted) {
    return size == strlen(wanted) && memcmp(text, wanted, size) == 0;
}

static void tells_whose_a_number_is(almon_office* office) {
    almon_directory* directory = NULL;
    almon_number n = {.struct_size = sizeof n};
    almon_assignment a = {.struct_size = sizeof a};
    almon_error* why = NULL;
    CHECK(almon_directory_open("operators.almon", &directory, &why) == 0 && directory && !why);
    CHECK(almon_number_parse("+79000000001", NULL, &n, NULL) == 0);
    CHECK(almon_directory_lookup(directory, &n, &a) == 0 && a.found);
    CHECK(says(a.source_file, a.source_file_size, "register.csv") && a.source_row == 2);
    CHECK(a.operator_name_size > 0 && a.region_size > 0 && same(a.ported, "unknown"));
    CHECK(almon_office_lookup(office, &n, &a) == 0 && a.found && a.source_row == 2);
    CHECK(almon_number_parse("+12125551234", NULL, &n, NULL) == 0);
    CHECK(almon_directory_lookup(directory, &n, &a) == 0 && !a.found && a.operator_name_size == 0);
    n.value = 7;
    CHECK(almon_directory_lookup(directory, &n, &a) != 0);
    CHECK(almon_directory_lookup(NULL, &n, &a) != 0 && almon_directory_lookup(directory, NULL, NULL) != 0);
    almon_directory_close(directory);

    CHECK(almon_directory_open("absent", &directory, &why) != 0 && !directory);
    CHECK(same(almon_error_code(why), "core.not_found"));
    almon_error_free(why);
    CHECK(almon_directory_open("office.toml", &directory, &why) != 0);
    CHECK(same(almon_error_code(why), "operators.not_a_snapshot"));
    almon_error_free(why);
    CHECK(almon_directory_open(NULL, &directory, NULL) != 0 && almon_directory_open("x", NULL, NULL) != 0);
    almon_directory_close(NULL);
}

static void an_office_file_tells_all_its_mistakes(void) {
    almon_office* office = NULL;
    almon_error* why = NULL;
    almon_mistake m = {.struct_size = sizeof m};
    FILE* file = fopen("mistakes.toml", "w");
    fputs("schema = 1\n[office]\ntenant = \"x\"\ncolour = \"red\"\n[[user]]\nname = \"a\"\nrole = \"none\"\n", file);
    fclose(file);
    CHECK(almon_office_open("mistakes.toml", &office, &why) != 0 && !office);
    CHECK(almon_error_mistake_count(why) >= 2);
    for (size_t i = 0; i < almon_error_mistake_count(why); ++i) {
        CHECK(almon_error_mistake(why, i, &m) == 0);
        CHECK(same(m.file, "mistakes.toml") && m.line > 0 && strncmp(m.code, "office.", 7) == 0);
        CHECK(strstr(almon_error_message(why), m.code) != NULL);
    }
    CHECK(almon_error_mistake(why, almon_error_mistake_count(why), &m) != 0);
    almon_error_free(why);
    CHECK(almon_office_open("absent.toml", &office, &why) != 0);
    CHECK(same(almon_error_code(why), "office.unreadable"));
    almon_error_free(why);
}

static void refuses_what_c_may_pass_by_mistake(almon_office* office) {
    almon_incoming in = {.struct_size = sizeof in, .at = noon}; /* no texts at all */
    almon_outgoing out = {.struct_size = sizeof out, .at = noon};
    almon_instructions* answer = NULL;
    almon_told told = {.struct_size = 1};
    almon_decision d = {.struct_size = sizeof d};
    almon_error* why = NULL;
    CHECK(almon_office_incoming(office, &in, &answer, NULL) == 0 && answer);
    CHECK(almon_instructions_tell(answer, &told) != 0 && almon_instructions_tell(answer, NULL) != 0);
    CHECK(almon_instructions_trunk(answer, 0, NULL) != 0 && almon_instructions_because(NULL, 0, NULL) != 0);
    almon_instructions_free(answer);
    CHECK(almon_office_dial(office, &out, &answer, NULL) == 0 && answer);
    almon_instructions_free(answer);

    CHECK(almon_office_incoming(NULL, &in, &answer, &why) != 0 && !answer);
    CHECK(same(almon_error_code(why), "core.invalid_argument"));
    almon_error_free(why);
    CHECK(almon_office_incoming(office, NULL, &answer, NULL) != 0 &&
          almon_office_incoming(office, &in, NULL, NULL) != 0);
    in.struct_size = 8;
    CHECK(almon_office_incoming(office, &in, &answer, NULL) != 0);
    CHECK(almon_office_dial(office, NULL, &answer, NULL) != 0 && almon_office_dial(NULL, &out, &answer, NULL) != 0);
    CHECK(almon_office_decide(office, NULL, "call.alias", NULL, noon, &d, NULL) != 0);
    CHECK(almon_office_decide(office, "ivanov", NULL, NULL, noon, &d, NULL) != 0);
    CHECK(almon_office_decide(office, "ivanov", "call.alias", NULL, noon, NULL, NULL) != 0);
    CHECK(almon_office_open(NULL, &office, NULL) != 0 && almon_office_open("office.toml", NULL, NULL) != 0);
    CHECK(almon_office_reload(NULL, NULL) != 0 && almon_office_name(NULL) == NULL);
    CHECK(almon_instructions_json(NULL) == NULL && almon_instructions_agi(NULL) == NULL);
    almon_instructions_free(NULL);
    almon_office_close(NULL);
}

static void* ask_again_and_again(void* office) {
    const almon_outgoing call = {sizeof call, "orlova", "989035551122", NULL, NULL, NULL, NULL, noon};
    almon_number n = {.struct_size = sizeof n};
    almon_assignment a = {.struct_size = sizeof a};
    size_t wrong = 0;
    almon_number_parse("+79000000001", NULL, &n, NULL);
    for (int i = 0; i < 50; ++i) {
        almon_instructions* answer = NULL;
        almon_told told = {.struct_size = sizeof told};
        wrong += almon_office_dial(office, &call, &answer, NULL) != 0;
        wrong += almon_instructions_tell(answer, &told) != 0 || !same(told.act, "dial");
        wrong += almon_office_lookup(office, &n, &a) != 0 || !a.found || a.operator_name_size == 0;
        almon_instructions_free(answer);
    }
    return (void*)wrong;
}

static void threads_share_it_while_it_reloads(almon_office* office) {
    pthread_t threads[3];
    for (int i = 0; i < 3; ++i) pthread_create(&threads[i], NULL, ask_again_and_again, office);
    for (int i = 0; i < 3; ++i) CHECK(almon_office_reload(office, NULL) == 0);
    for (int i = 0; i < 3; ++i) {
        void* wrong = NULL;
        pthread_join(threads[i], &wrong);
        CHECK(wrong == NULL);
    }
}

static void a_number_may_be_called_where_it_is_day(const almon_office* office) {
    almon_number moscow = {.struct_size = sizeof moscow};
    almon_zones* zones = NULL;
    int32_t safe = -1;
    CHECK(almon_number_parse("+74951234567", NULL, &moscow, NULL) == 0);
    CHECK(almon_office_zones(office, &moscow, &zones, NULL) == 0 && almon_zones_count(zones) == 1);
    CHECK(same(almon_zones_name(zones, 0), "Europe/Moscow") && almon_zones_name(zones, 1) == NULL);
    almon_zones_free(zones);
    CHECK(almon_office_safe_to_call(office, &moscow, noon, NULL, &safe, NULL) == 0 && safe == 1);
    almon_hours hours = {sizeof hours, 13 * 60, 21 * 60};
    CHECK(almon_office_safe_to_call(office, &moscow, noon, &hours, &safe, NULL) == 0 && safe == 0);
    hours.until = 12 * 60 + 1; /* until the next day's noon */
    CHECK(almon_office_safe_to_call(office, &moscow, noon, &hours, &safe, NULL) == 0 && safe == 1);
    hours.until = 1441;
    CHECK(almon_office_safe_to_call(office, &moscow, noon, &hours, &safe, NULL) != 0 && safe == 0);
    CHECK(almon_office_safe_to_call(office, NULL, noon, NULL, &safe, NULL) != 0);
    CHECK(almon_office_zones(NULL, &moscow, &zones, NULL) != 0 && zones == NULL);
    CHECK(almon_zones_count(NULL) == 0 && almon_zones_name(NULL, 0) == NULL);
    almon_zones_free(NULL);
}

int main(void) {
    almon_office* const office = open_office();
    if (!office) return 1;
    CHECK(same(almon_office_name(office), "svetly-dom"));
    a_client_reaches_the_operators(office);
    dialling_is_told_with_trunks_in_order(office);
    an_own_phone_is_told_by_its_extension(office);
    a_refusal_is_an_answer(office);
    help_is_never_refused(office);
    decides(office);
    tells_whose_a_number_is(office);
    a_number_may_be_called_where_it_is_day(office);
    an_office_file_tells_all_its_mistakes();
    refuses_what_c_may_pass_by_mistake(office);
    threads_share_it_while_it_reloads(office);
    almon_office_close(office);
    return failures();
}
