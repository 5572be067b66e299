/* SPDX-License-Identifier: BSL-1.0
 * Numbers and errors over the C header. */
#include <almon/almon.h>

#include <stdlib.h>

#include "check.h"

static const almon_home moscow = {sizeof(almon_home), "RU", "495"};

static void reads_numbers(void) {
    almon_number n = {.struct_size = sizeof n};
    char out[ALMON_WRITTEN_SIZE];
    CHECK(almon_number_parse("8 (916) 123-45-67", NULL, &n, NULL) == 0);
    CHECK(n.value == 79161234567u && n.type == ALMON_MOBILE && n.valid && n.possible == ALMON_POSSIBLE);
    CHECK(same(n.region, "RU") && same(n.extension, ""));
    CHECK(same(almon_number_type_name(n.type), "mobile"));
    CHECK(almon_number_write(&n, ALMON_E164, out, sizeof out) == 0 && same(out, "+79161234567"));
    CHECK(almon_number_write(&n, ALMON_INTERNATIONAL, out, sizeof out) == 0 && same(out, "+7 916 123-45-67"));
    CHECK(almon_number_write(&n, ALMON_NATIONAL, out, sizeof out) == 0 && same(out, "8 (916) 123-45-67"));
    CHECK(almon_number_write(&n, ALMON_MASKED, out, sizeof out) == 0 && same(out, "+7 916 ***-**-67"));

    CHECK(almon_number_parse("123-45-67 ext. 12", &moscow, &n, NULL) == 0);
    CHECK(n.value == 74951234567u && same(n.extension, "12") && same(n.carrier_code, ""));
    CHECK(almon_number_write(&n, ALMON_RFC3966, out, sizeof out) == 0 && same(out, "tel:+7-495-123-45-67;ext=12"));

    const almon_home brazil = {sizeof brazil, "BR", NULL};
    CHECK(almon_number_parse("0 31 11 98765-4321", &brazil, &n, NULL) == 0);
    CHECK(n.value == 5511987654321u && same(n.carrier_code, "31"));

    CHECK(almon_number_read("1234567", NULL, &n, NULL) == 0 && n.possible == ALMON_LOCAL_ONLY && !n.valid);
}

static void refuses_with_code_and_offset(void) {
    almon_number n = {.struct_size = sizeof n};
    almon_error* why = NULL;
    const int status = almon_number_parse("12", NULL, &n, &why);
    CHECK(status != 0 && status == almon_error_number(why));
    CHECK(same(almon_error_code(why), "numbering.too_short") && same(almon_status_code(status), "numbering.too_short"));
    CHECK(strlen(almon_error_message(why)) > 10 && almon_error_mistake_count(why) == 0);
    almon_error_free(why);

    CHECK(almon_number_parse("1234567", NULL, &n, &why) != 0 && same(almon_error_code(why), "numbering.no_area_code"));
    almon_error_free(why);

    char* const huge = malloc(1000001);
    memset(huge, '9', 1000000);
    huge[1000000] = '\0';
    CHECK(almon_number_parse(huge, NULL, &n, &why) != 0 && same(almon_error_code(why), "numbering.input_too_long"));
    CHECK(almon_error_offset(why) == 250);
    almon_error_free(why);
    free(huge);

    CHECK(almon_number_parse("+79161234567", NULL, &n, &why) == 0 && why == NULL);
}

static void refuses_what_c_may_pass_by_mistake(void) {
    almon_number n = {.struct_size = sizeof n};
    almon_home home = moscow;
    char out[ALMON_WRITTEN_SIZE] = "";
    almon_error* why = NULL;
    CHECK(same(almon_status_code(almon_number_parse(NULL, NULL, &n, NULL)), "core.invalid_argument"));
    CHECK(almon_number_parse("+79161234567", NULL, NULL, NULL) != 0);
    n.struct_size = 3;
    CHECK(almon_number_parse("+79161234567", NULL, &n, &why) != 0);
    CHECK(same(almon_error_code(why), "core.invalid_argument"));
    almon_error_free(why);
    n.struct_size = sizeof n;
    home.struct_size = 0;
    CHECK(almon_number_parse("+79161234567", &home, &n, NULL) != 0);

    n.value = 12345678901234567890u; /* no country begins so, or it is too long: no such number */
    CHECK(almon_number_write(&n, ALMON_E164, out, sizeof out) != 0 && same(out, ""));
    n.value = 0;
    CHECK(almon_number_write(&n, ALMON_E164, out, sizeof out) != 0);
    CHECK(almon_number_parse("+79161234567", NULL, &n, NULL) == 0);
    CHECK(almon_number_write(&n, 17, out, sizeof out) != 0 && almon_number_write(&n, -1, out, sizeof out) != 0);
    CHECK(almon_number_write(&n, ALMON_E164, out, 12) != 0 && same(out, ""));
    CHECK(almon_number_write(&n, ALMON_E164, out, 13) == 0 && same(out, "+79161234567"));
    CHECK(almon_number_write(&n, ALMON_E164, NULL, 13) != 0 && almon_number_write(NULL, ALMON_E164, out, 96) != 0);
    memset(n.extension, 'x', sizeof n.extension); /* no NUL, no digits */
    CHECK(almon_number_write(&n, ALMON_NATIONAL, out, sizeof out) != 0);
    memset(n.extension, '1', sizeof n.extension);
    CHECK(almon_number_write(&n, ALMON_NATIONAL, out, sizeof out) == 0);

    CHECK(same(almon_error_code(NULL), "core.ok") && almon_error_number(NULL) == 0 && almon_error_offset(NULL) == 0);
    CHECK(almon_error_message(NULL) != NULL && almon_error_mistake_count(NULL) == 0);
    CHECK(almon_error_mistake(NULL, 0, NULL) != 0);
    CHECK(same(almon_status_code(0), "core.ok") && almon_status_code(-5) == NULL && almon_status_code(99) == NULL);
    CHECK(almon_number_type_name(12) == NULL && almon_number_type_name(-1) == NULL);
    almon_error_free(NULL);
}

/* No two statuses have one name; that no two errors have one status, the library asserts when it is compiled. */
static void names_every_status_once(void) {
    const char* names[2000] = {0};
    int count = 0;
    for (int status = 1; status < 2000; ++status)
        if (almon_status_code(status)) names[count++] = almon_status_code(status);
    CHECK(count > 60);
    for (int i = 0; i < count; ++i)
        for (int j = 0; j < i; ++j) CHECK(!same(names[i], names[j]));
}

static void a_trunk_is_diagnosed_without_telling_a_number(void) {
    enum { count = 60 };
    char written[count][16];
    const char* texts[count + 1];
    for (int i = 0; i < count; ++i) {
        snprintf(written[i], sizeof written[i], "916%07d", 1234500 + i);
        texts[i] = written[i];
    }
    texts[count] = NULL;
    almon_diagnosis* told = NULL;
    almon_diagnosis_facts facts = {.struct_size = sizeof facts};
    CHECK(almon_diagnose(texts, count + 1, NULL, &told, NULL) == 0 && almon_diagnosis_tell(told, &facts) == 0);
    CHECK(same(facts.home, "RU") && same(facts.writes, "ten-digit") && facts.numbers == count && facts.confidence == 1);
    CHECK(strstr(facts.office_lines, "RU") && strstr(almon_diagnosis_json(told), "\"nobody\":1"));
    CHECK(!strstr(almon_diagnosis_json(told), "12345"));
    almon_diagnosis_free(told);
    CHECK(almon_diagnose(NULL, 0, NULL, &told, NULL) == 0 && almon_diagnosis_tell(told, &facts) == 0 &&
          facts.numbers == 0);
    almon_diagnosis_free(told);
    CHECK(almon_diagnose(NULL, 1, NULL, &told, NULL) != 0 && told == NULL);
    CHECK(almon_diagnose(texts, 1, NULL, NULL, NULL) != 0 && almon_diagnosis_tell(NULL, &facts) != 0);
    CHECK(almon_diagnosis_json(NULL) == NULL);
    almon_diagnosis_free(NULL);
}

int main(void) {
    CHECK(same(almon_version(), "0.1.0"));
    CHECK(strchr(almon_metadata_version(), '.') != NULL);
    reads_numbers();
    refuses_with_code_and_offset();
    refuses_what_c_may_pass_by_mistake();
    names_every_status_once();
    a_trunk_is_diagnosed_without_telling_a_number();
    return failures();
}
