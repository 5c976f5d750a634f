/* How data leaves the program: JSON numbers, CSV fields, aligned tables, points in time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/look.h"
#include "cli/since.h"
#include "cli/table.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- JSON ---- */

static void numbers_are_short_and_whole_numbers_whole(void **state)
{
	(void)state;
	static const struct {
		double value;
		const char *expected;
	} rows[] = {
		{ 0, "0" },
		{ -0.0, "0" },
		{ 0.1 + 0.2, "0.3" },
		{ 1157.25, "1157.25" },
		{ -0.4, "-0.4" },
		{ 332.7950134277344, "332.7950134" },
		{ 12345678901, "12345678901" },
		{ 5247770000000, "5247770000000" },
		{ 5270123456789.3, "5270123456789" },
		{ 1e300, "1e+300" },
		{ 1e-7, "1e-07" },
		{ 98.77410000000001, "98.7741" },
		{ 2.9999999999999996, "3" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[JSON_NUMBER_SIZE];
		json_number_format(rows[i].value, text);
		assert_string_equal(text, rows[i].expected);
	}
	char text[JSON_NUMBER_SIZE];
	json_number_format((double)NAN, text);
	assert_string_equal(text, "null");
	json_number_format((double)INFINITY, text);
	assert_string_equal(text, "null");
}

/* What a printer wrote into a scratch file. */
static char *text_of(FILE *f)
{
	static char text[4096];
	rewind(f);
	size_t n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static void missing_is_null_and_text_is_escaped(void **state)
{
	(void)state;
	FILE *f = tmpfile();
	cJSON *rows = cJSON_CreateArray();
	cJSON *row = json_row(rows);
	json_put_number(row, "a", (double)NAN);
	json_put_text(row, "b", "");
	json_put_text(row, "c", "say \"hi\"\\ \xc3\xa9\n");
	json_put_time(row, "d", 0);
	json_put_time(row, "e", 1787338083);
	json_put_date(row, "f", 1787338083);
	cJSON_AddItemToArray(cJSON_AddArrayToObject(row, "g"), cJSON_CreateString("NVDA"));
	cJSON_AddArrayToObject(row, "h");
	assert_int_equal(json_print(f, rows, NULL), 0);
	assert_string_equal(text_of(f), "[\n  {\n    \"a\": null,\n    \"b\": null,\n"
					"    \"c\": \"say \\\"hi\\\"\\\\ \xc3\xa9\\n\",\n    \"d\": null,\n"
					"    \"e\": \"2026-08-21T18:48:03Z\",\n    \"f\": \"2026-08-21\",\n"
					"    \"g\": [\"NVDA\"],\n    \"h\": []\n  }\n]\n");
}

/* ---- CSV ---- */

static void fields_are_quoted_and_formulas_disarmed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{ "plain", "plain" },
		{ "a,b", "\"a,b\"" },
		{ "say \"hi\"", "\"say \"\"hi\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "=1+1", "'=1+1" },
		{ "+1", "'+1" },
		{ "-1", "'-1" },
		{ "@sum", "'@sum" },
		{ "=a,b", "\"'=a,b\"" },
		{ "1=1", "1=1" },
	};
	static const char *const keys[] = { "t", "n", "missing", NULL };
	for (size_t i = 0; i < COUNT(rows); i++) {
		FILE *f = tmpfile();
		char expected[128];
		cJSON *array = cJSON_CreateArray();
		cJSON *row = json_row(array);
		json_put_text(row, "t", rows[i].text);
		json_put_number(row, "n", -1.5);
		assert_int_equal(csv_print(f, array, keys, NULL), 0);
		snprintf(expected, sizeof expected, "t,n,missing\r\n%s,-1.5,\r\n", rows[i].expected);
		assert_string_equal(text_of(f), expected);
	}
}

/* ---- tables ---- */

static const struct table_column columns[] = { { "NAME", false }, { "N", true }, { "END", false }, { NULL, false } };

static void columns_stand_below_each_other_in_any_script(void **state)
{
	(void)state;
	FILE *f = tmpfile();
	struct table t;
	table_init(&t, columns);
	table_add(&t, TINT_NONE, "%s", "半導体");
	table_add_number(&t, TINT_UP, 1.5, 2);
	table_add(&t, TINT_NONE, "%s", "x");
	table_add(&t, TINT_NONE, "%s", "e\xcc\x81t");
	table_add_number(&t, TINT_NONE, (double)NAN, 2);
	table_add(&t, TINT_NONE, "%s", "");
	assert_int_equal(table_print(&t, f, false, NULL), 0);
	assert_string_equal(text_of(f), "NAME       N  END\n"
					"半導体  1.50  x\n"
					"e\xcc\x81t         -  -\n");
	table_release(&t);
}

static const char *printed(const char *text, int fit)
{
	FILE *f = tmpfile();
	struct table t;
	table_init(&t, columns);
	t.fit = fit;
	table_add(&t, TINT_NONE, "a");
	table_add_number(&t, TINT_NONE, 1, 0);
	table_add(&t, TINT_NONE, "%s", text);
	assert_int_equal(table_print(&t, f, false, NULL), 0);
	table_release(&t);
	return text_of(f) + strlen("NAME  N  END\n");
}

static void the_last_cell_goes_on_below_itself_between_words(void **state)
{
	(void)state;
	assert_string_equal(printed("one two three", 0), "a     1  one two three\n");
	assert_string_equal(printed("one two three", 22), "a     1  one two three\n");
	assert_string_equal(printed("one two three", 21), "a     1  one two\n         three\n");
	assert_string_equal(printed("one two three", 16), "a     1  one two\n         three\n");
	assert_string_equal(printed("one two three", 15), "a     1  one\n         two\n         three\n");
	assert_string_equal(printed("a muchlongerword b", 15), "a     1  a\n         muchlongerword\n         b\n");
	assert_string_equal(printed("半導 体", 13), "a     1  半導\n         体\n");
	assert_string_equal(printed("", 12), "a     1  -\n");
	assert_string_equal(printed("one two", 3), "a     1  one\n         two\n");
}

static void colour_comes_only_when_it_is_wanted(void **state)
{
	(void)state;
	FILE *f = tmpfile();
	assert_false(colour_wanted(f, false));
	fclose(f);
	assert_string_equal(tint_on(TINT_UP, false), "");
	assert_string_equal(tint_on(TINT_UP, true), "\033[32m");
	assert_string_equal(tint_off(TINT_UP, true), "\033[0m");
	assert_string_equal(tint_off(TINT_NONE, true), "");
}

static void the_colour_of_a_rise_is_the_persons_choice(void **state)
{
	(void)state;
	struct config c = { .up_color = "green" };
	assert_int_equal(tint_of_change(&c, "NVDA", 1), TINT_UP);
	assert_int_equal(tint_of_change(&c, "NVDA", -1), TINT_DOWN);
	assert_int_equal(tint_of_change(&c, "NVDA", 0), TINT_NONE);
	assert_int_equal(tint_of_change(&c, "NVDA", (double)NAN), TINT_NONE);
	memcpy(c.up_color, "red", 4);
	assert_int_equal(tint_of_change(&c, "NVDA", 1), TINT_DOWN);
	memcpy(c.up_color, "auto", 5);
	assert_int_equal(tint_of_change(&c, "NVDA", 1), TINT_UP);
	assert_int_equal(tint_of_change(&c, "9984.T", 1), TINT_DOWN);
	assert_int_equal(tint_of_change(&c, "2330.TW", -1), TINT_UP);
}

/* ---- points in time ---- */

static void odd_points_in_time_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = { "",    "soon", "d",          "2",          "2y",  "-2d",
					     "2d ", "2 d",  "999999999d", "2026-13-01", "1.5d" };
	int64_t seconds;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (since_parse(texts[i], 1000000, &seconds) != -1)
			fail_msg("taken: \"%s\"", texts[i]);
}

static void points_in_time_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t expected;
	} rows[] = { { "30m", 998200 },
		     { "12h", 956800 },
		     { "2d", 827200 },
		     { "1w", 395200 },
		     { "2026-08-20", 1787184000 },
		     { "2026-08-21T18:48:03Z", 1787338083 } };
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t seconds = 0;
		assert_int_equal(since_parse(rows[i].text, 1000000, &seconds), 0);
		assert_int_equal(seconds, rows[i].expected);
	}
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_short_and_whole_numbers_whole),
		cmocka_unit_test(missing_is_null_and_text_is_escaped),
		cmocka_unit_test(fields_are_quoted_and_formulas_disarmed),
		cmocka_unit_test(columns_stand_below_each_other_in_any_script),
		cmocka_unit_test(the_last_cell_goes_on_below_itself_between_words),
		cmocka_unit_test(colour_comes_only_when_it_is_wanted),
		cmocka_unit_test(the_colour_of_a_rise_is_the_persons_choice),
		cmocka_unit_test(odd_points_in_time_are_refused),
		cmocka_unit_test(points_in_time_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
