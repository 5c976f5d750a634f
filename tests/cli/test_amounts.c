/* The command amounts, and the figures of the command press. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/paths.h"
#include "market/headline.h"
#include "store/store.h"
#include "tests/cli/program.h"

static char path[PATH_SIZE];

static const char *text_file(const char *text)
{
	assert_int_equal(path_xdg(PATH_STATE, "text.txt", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, text, strlen(text), NULL), 0);
	return path;
}

static double number_of(const cJSON *row, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(row, key);
	assert_non_null(value);
	return cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
}

static const char *text_of(const cJSON *row, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(row, key);
	assert_non_null(value);
	return cJSON_IsString(value) ? value->valuestring : "";
}

static void a_language_that_is_none_of_ours_is_a_usage_error(void **state)
{
	(void)state;
	struct output o = program_expect(2, ARGS("amounts", text_file("$5"), "--lang", "klingon"));
	assert_non_null(strstr(o.err, "--lang: expected en, fr, ja or auto, not \"klingon\""));
	output_release(&o);
	o = program_expect(2, ARGS("amounts", "one.txt", "two.txt"));
	output_release(&o);
}

static void a_missing_file_fails(void **state)
{
	(void)state;
	struct output o = program_expect(1, ARGS("amounts", "/nonexistent/text"));
	assert_non_null(strstr(o.err, "/nonexistent/text"));
	output_release(&o);
}

static void a_text_without_figures_is_nothing_found(void **state)
{
	(void)state;
	struct output o = program_expect(3, ARGS("amounts", text_file("No figure at all."), "--json"));
	assert_string_equal(o.out, "[]\n");
	assert_non_null(strstr(o.err, "no money"));
	output_release(&o);
}

static void json_has_the_fields(void **state)
{
	static const char text[] = "Nvidia to invest up to $100 billion in OpenAI";
	(void)state;
	cJSON *rows = program_json(ARGS("amounts", text_file(text), "--json", "--lang", "en"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	const cJSON *row = rows->child;
	assert_string_equal(text_of(row, "text"), "$100 billion");
	assert_true(number_of(row, "low") == 100e9 && number_of(row, "high") == 100e9);
	assert_string_equal(text_of(row, "unit"), "USD");
	assert_string_equal(text_of(row, "bound"), "up_to");
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(row, "approximate")));
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(row, "doubtful")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "note")));
	assert_memory_equal(text + (size_t)number_of(row, "offset"), "$100 billion", 12);
	assert_true(number_of(row, "length") == 12);
	assert_string_equal(text_of(row, "kind"), "invest");
	assert_string_equal(text_of(row, "payer"), "NVDA");
	assert_string_equal(text_of(row, "payee"), "OAI");
	cJSON_Delete(rows);
}

static void the_language_decides_the_scale(void **state)
{
	(void)state;
	cJSON *rows = program_json(ARGS("amounts", text_file("2 billion euros"), "--json", "--lang", "fr"));
	assert_true(number_of(rows->child, "low") == 2e12);
	assert_true(cJSON_IsTrue(cJSON_GetObjectItem(rows->child, "doubtful")));
	assert_non_null(strstr(text_of(rows->child, "note"), "10^12"));
	cJSON_Delete(rows);
	rows = program_json(ARGS("amounts", text_file("2 billion euros"), "--json", "--lang", "en"));
	assert_true(number_of(rows->child, "low") == 2e9);
	cJSON_Delete(rows);
}

static void a_person_gets_a_table_and_a_sheet_csv(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("amounts", text_file("Oracle to spend more than $50bn on capex")));
	assert_non_null(strstr(o.out, "$50bn"));
	assert_non_null(strstr(o.out, "50 bn"));
	assert_non_null(strstr(o.out, "capex plan"));
	assert_non_null(strstr(o.out, "ORCL"));
	output_release(&o);
	o = program_expect(0, ARGS("amounts", text_file("$1,234 and 10 GW"), "--csv"));
	assert_non_null(strstr(o.out, "text,low,high,unit,approximate,bound,offset,length,"));
	assert_non_null(strstr(o.out, "\"$1,234\",1234,1234,USD,false,exact,0,6,"));
	assert_non_null(strstr(o.out, "10 GW,10,10,GW,"));
	output_release(&o);
}

static void bytes_that_are_no_text_are_survived(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("amounts", text_file("\xFF\xFE$5\xC3 \x1B[31m$6 billion"), "--plain"));
	assert_null(strchr(o.out, '\x1B'));
	assert_non_null(strstr(o.out, "$6 billion"));
	output_release(&o);
}

/* ---- press ---- */

static char *copy(const char *words)
{
	char *out = strdup(words);
	assert_non_null(out);
	return out;
}

static void put_headline(const char *title, const char *summary, const char *language)
{
	struct store *s = NULL;
	struct error err = { "" };
	struct headline h;
	size_t added = 0;
	headline_init(&h);
	h.id = copy(title);
	h.title = copy(title);
	h.url = copy("https://press.example/1");
	h.summary = copy(summary);
	h.author = copy("");
	snprintf(h.source, sizeof h.source, "paper");
	snprintf(h.language, sizeof h.language, "%s", language);
	h.time = h.fetched = 1755712083;
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_headlines(s, &h, 1, &added, &err), 0);
	store_free(s);
	headline_release(&h);
}

static void headlines_carry_their_figures(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_headline("A quiet day", "Nothing happened.", "en");
	put_headline("Nvidia investit 5 milliards de dollars dans Intel", "Soit 2 GW de puces.", "fr");
	cJSON *rows = program_json(ARGS("press", "--json", "--figures"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	const cJSON *figures = cJSON_GetObjectItem(rows->child, "figures");
	assert_int_equal(cJSON_GetArraySize(figures), 2);
	assert_string_equal(text_of(figures->child, "text"), "5 milliards de dollars");
	assert_string_equal(text_of(figures->child, "payee"), "INTC");
	assert_string_equal(text_of(figures->child, "field"), "title");
	assert_string_equal(text_of(figures->child->next, "unit"), "GW");
	assert_string_equal(text_of(figures->child->next, "field"), "summary");
	cJSON_Delete(rows);
	o = program_expect(0, ARGS("press", "--figures"));
	assert_non_null(strstr(o.out, "FIGURES"));
	assert_non_null(strstr(o.out, "5 milliards de dollars, 2 GW"));
	output_release(&o);
	o = program_expect(0, ARGS("press", "--figures", "--csv"));
	assert_non_null(strstr(o.out, "5 milliards de dollars 2 GW"));
	output_release(&o);
}

/* Figures that stand behind many headlines without any are found all the same. */
static void figures_are_looked_for_past_the_limit(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_headline("Oracle to spend $50 billion", "", "en");
	for (int i = 0; i < 12; i++) {
		char title[32];
		snprintf(title, sizeof title, "A quiet day %c", 'a' + i);
		put_headline(title, "", "en");
	}
	cJSON *rows = program_json(ARGS("press", "--json", "--figures", "--limit", "1"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	assert_string_equal(text_of(rows->child, "title"), "Oracle to spend $50 billion");
	cJSON_Delete(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_language_that_is_none_of_ours_is_a_usage_error, program_setup),
		cmocka_unit_test_setup(a_missing_file_fails, program_setup),
		cmocka_unit_test_setup(a_text_without_figures_is_nothing_found, program_setup),
		cmocka_unit_test_setup(json_has_the_fields, program_setup),
		cmocka_unit_test_setup(the_language_decides_the_scale, program_setup),
		cmocka_unit_test_setup(a_person_gets_a_table_and_a_sheet_csv, program_setup),
		cmocka_unit_test_setup(bytes_that_are_no_text_are_survived, program_setup),
		cmocka_unit_test_setup(headlines_carry_their_figures, program_setup),
		cmocka_unit_test_setup(figures_are_looked_for_past_the_limit, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
