#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fetch/json_scan.h"

static bool is_json(const char *bytes, size_t length)
{
	struct json_scan s;
	json_scan_init(&s, bytes, length);
	json_scan_skip(&s);
	return json_scan_end(&s, NULL) == 0;
}

/* ---- refusals ---- */

static void what_is_no_json_is_refused(void **state)
{
	static const char *const wrong[] = {
		"",          " ",
		"{",         "[",
		"}",         "]",
		"{]",        "[}",
		"[1,]",      "[,1]",
		"[1 2]",     "{\"a\"}",
		"{\"a\":}",  "{\"a\":1,}",
		"{,}",       "{a:1}",
		"{\"a\" 1}", "{1:2}",
		"[1]x",      "[] []",
		"\"",        "\"\\\"",
		"\"\\x\"",   "\"\\u12g4\"",
		"\"\\u12",   "\"\n\"",
		"\"\t\"",    "01",
		"-",         "+1",
		".5",        "1.",
		"1.e5",      "1e",
		"1e+",       "--1",
		"0x10",      "NaN",
		"Infinity",  "nul",
		"True",      "truex",
		"[1e5.5]",   "{\"a\":1 \"b\":2}",
		"'a'",       "[\"a\"\"b\"]",
		"//\n1",     "[1]\\",
		"{\"a\":1]", "[1}",
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (is_json(wrong[i], strlen(wrong[i])))
			fail_msg("taken for JSON: %s", wrong[i]);
	assert_false(is_json("[\"a\0b\"]", 7));
	assert_false(is_json("[1]\0", 4));
}

static void every_cut_of_a_document_is_refused_at_its_byte(void **state)
{
	static const char whole[] = "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\",{\"b\":null}],\"c\":{\"d\":[true,false,[]]}}";
	(void)state;
	for (size_t length = 0; length + 1 < sizeof whole - 1; length++)
		assert_false(is_json(whole, length));
	assert_true(is_json(whole, sizeof whole - 1));
	struct json_scan s;
	struct error err;
	json_scan_init(&s, "[1,2,x]", 7);
	json_scan_skip(&s);
	assert_int_equal(json_scan_end(&s, &err), -1);
	assert_string_equal(err.text, "the JSON breaks off or is wrong at byte 5 of 7");
}

static void depth_is_bounded(void **state)
{
	char deep[2 * JSON_SCAN_DEPTH + 4];
	(void)state;
	memset(deep, '[', JSON_SCAN_DEPTH);
	memset(deep + JSON_SCAN_DEPTH, ']', JSON_SCAN_DEPTH);
	assert_true(is_json(deep, 2 * JSON_SCAN_DEPTH));
	memset(deep, '[', JSON_SCAN_DEPTH + 1);
	memset(deep + JSON_SCAN_DEPTH + 1, ']', JSON_SCAN_DEPTH + 1);
	assert_false(is_json(deep, 2 * JSON_SCAN_DEPTH + 2));
	static char endless[100000];
	memset(endless, '{', sizeof endless);
	assert_false(is_json(endless, sizeof endless));
	memset(endless, '[', sizeof endless);
	assert_false(is_json(endless, sizeof endless));
}

static void a_failed_cursor_gives_nothing(void **state)
{
	struct json_scan s;
	struct json_text name;
	double number = 7;
	(void)state;
	json_scan_init(&s, "{\"a\":x,\"b\":2}", 13);
	assert_true(json_scan_object(&s));
	assert_true(json_scan_member(&s, &name));
	assert_false(json_scan_number(&s, &number));
	assert_false(json_scan_member(&s, &name));
	assert_false(json_scan_number(&s, &number));
	assert_false(json_scan_object(&s));
	assert_false(json_scan_array(&s));
	assert_false(json_scan_element(&s));
	assert_true(number == 7);
}

/* ---- reading ---- */

static void members_are_read_as_they_come(void **state)
{
	static const char text[] =
		"\xEF\xBB\xBF {\"skip\":{\"x\":[1,{}]}, \"n\" : -12.50e1 ,\"t\":\"word\",\"e\":\"a\\u0062\","
		"\"wrong\":\"7\",\"list\":[1,[2],3]}\n";
	struct json_scan s;
	struct json_text name, word;
	double number, sum = 0;
	char copy[8];
	(void)state;
	json_scan_init(&s, text, sizeof text - 1);
	assert_true(json_scan_object(&s));
	assert_true(json_scan_member(&s, &name) && json_text_is(&name, "skip"));
	json_scan_skip(&s);
	assert_true(json_scan_member(&s, &name) && json_text_is(&name, "n"));
	assert_true(json_scan_number(&s, &number) && number == -125);
	assert_true(json_scan_member(&s, &name) && json_scan_text(&s, &word));
	assert_int_equal(json_text_copy(&word, copy, sizeof copy), 0);
	assert_string_equal(copy, "word");
	assert_int_equal(json_text_copy(&word, copy, 4), -1);
	assert_string_equal(copy, "");
	assert_true(json_scan_member(&s, &name) && json_scan_text(&s, &word));
	assert_true(word.escaped);
	assert_int_equal(json_text_copy(&word, copy, sizeof copy), -1);
	assert_true(json_scan_member(&s, &name));
	assert_false(json_scan_number(&s, &number)); /* a text: passed over */
	assert_true(json_scan_member(&s, &name) && json_scan_array(&s));
	while (json_scan_element(&s))
		if (json_scan_number(&s, &number))
			sum += number;
	assert_true(sum == 4);
	assert_false(json_scan_member(&s, &name));
	assert_int_equal(json_scan_end(&s, NULL), 0);
}

static void numbers_are_exact(void **state)
{
	static const struct {
		const char *text;
		double value;
	} cases[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "24200000000", 24200000000.0 },
		{ "9007199254740991", 9007199254740991.0 },
		{ "0.1", 0.1 },
		{ "332.7950134277344", 332.7950134277344 },
		{ "1.5e3", 1500 },
		{ "-2E-2", -0.02 },
		{ "1797693134862315708145274237317043567981e269", 1797693134862315708145274237317043567981e269 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_scan s;
		double number;
		json_scan_init(&s, cases[i].text, strlen(cases[i].text));
		assert_true(json_scan_number(&s, &number));
		assert_true(number == cases[i].value);
		assert_int_equal(json_scan_end(&s, NULL), 0);
	}
}

static void a_number_that_is_none_of_ours_is_passed_over(void **state)
{
	static const char text[] =
		"[1e999,1111111111111111111111111111111111111111111111111111111111111111111111111,5]";
	struct json_scan s;
	double number = 0, last = 0;
	int read = 0;
	(void)state;
	json_scan_init(&s, text, sizeof text - 1);
	assert_true(json_scan_array(&s));
	while (json_scan_element(&s))
		if (json_scan_number(&s, &number)) {
			read++;
			last = number;
		}
	assert_int_equal(json_scan_end(&s, NULL), 0);
	assert_int_equal(read, 1);
	assert_true(last == 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_json_is_refused),
		cmocka_unit_test(every_cut_of_a_document_is_refused_at_its_byte),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(a_failed_cursor_gives_nothing),
		cmocka_unit_test(members_are_read_as_they_come),
		cmocka_unit_test(numbers_are_exact),
		cmocka_unit_test(a_number_that_is_none_of_ours_is_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
