#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/json_outline.h"
#include "fetch/payload.h"

static cJSON *outline(const char *text, struct error *err)
{
	return json_outline(text, strlen(text), err);
}

static void what_is_no_whole_document_is_refused_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "", "an empty body" },
		{ "Too Many Requests", "the text 'Too Many Requests'" },
		{ "<html><title>Will be right back</title>", "an HTML page 'Will be right back'" },
		{ "{", "breaks off or is wrong at byte 1 of 1" },
		{ "{\"a\":[1,2}", "wrong at byte" },
		{ "{\"a\":[1,,2]}", "wrong at byte" },
		{ "{\"a\":[1,2,]}", "wrong at byte" },
		{ "{\"a\":[1 2]}", "wrong at byte" },
		{ "{\"a\":01}", "wrong at byte" },
		{ "{\"a\":NaN}", "wrong at byte" },
		{ "{\"a\":[NaN]}", "wrong at byte" },
		{ "{\"a\":\"\x01\"}", "wrong at byte" },
		{ "{\"a\":\"\\ud800\"}", "wrong at byte" },
		{ "{\"a\":1} {", "wrong at byte 8 of 9" },
		{ "[1]]", "wrong at byte 3 of 4" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { "" };
		if (outline(cases[i].text, &err) || !strstr(err.text, cases[i].words))
			fail_msg("'%s': \"%s\" lacks \"%s\"", cases[i].text, err.text, cases[i].words);
	}
}

static void a_document_may_be_sixty_four_levels_deep_and_no_deeper(void **state)
{
	(void)state;
	static const char pairs[][2] = { { '[', ']' }, { '{', '}' } };
	for (size_t kind = 0; kind < 2; kind++)
		for (int depth = 64; depth <= 65; depth++) {
			char text[512] = "";
			struct error err = { "" };
			for (int i = 0; i < depth; i++)
				strcat(text, pairs[kind][0] == '[' ? "[" : i + 1 < depth ? "{\"a\":" : "{");
			for (int i = 0; i < depth; i++)
				strcat(text, pairs[kind][0] == '[' ? "]" : "}");
			cJSON *json = outline(text, &err);
			assert_int_equal(json != NULL, depth == 64);
			assert_true(json || strstr(err.text, "at most 64 levels"));
			cJSON_Delete(json);
		}
}

static void words_are_a_tree(void **state)
{
	(void)state;
	static const char text[] =
		"\xEF\xBB\xBF {\"a\":{\"b\":[{\"c\":\"AT\\u0026T \xC3\xBC\"},null,[]]},\"\\u0064\":-2.5e3,"
		"\"a\":1,\"t\":true,\"n\":null,\"long\":123456789012345678901234567890}";
	struct error err = { "" };
	cJSON *json = outline(text, &err);
	if (!json)
		fail_msg("%s", err.text);
	const cJSON *list = json_member(json_member(json, "a"), "b"); /* of two the first */
	assert_true(cJSON_IsArray(list));
	assert_int_equal(cJSON_GetArraySize(list), 3);
	assert_string_equal(json_string(list->child, "c"), "AT&T \xC3\xBC");
	assert_true(json_number(json, "d") == -2500);
	assert_true(json_number(json, "long") == 123456789012345678901234567890.0);
	assert_true(cJSON_IsTrue(json_member(json, "t")) && cJSON_IsNull(json_member(json, "n")));
	cJSON_Delete(json);
}

static void numbers_stay_text_and_are_read_one_after_the_other(void **state)
{
	(void)state;
	static const char text[] =
		"{\"x\":[ 1.5 ,null,\"7\", -0.25e1,1e999,true,3],\"none\":[],\"mixed\":[1,{}],\"y\":4}";
	static const double expected[] = { 1.5, (double)NAN, (double)NAN, -2.5, (double)NAN, (double)NAN, 3 };
	struct error err = { "" };
	struct json_list list;
	cJSON *json = outline(text, &err);
	if (!json)
		fail_msg("%s", err.text);
	assert_true(cJSON_IsRaw(json_member(json, "x")) && cJSON_IsArray(json_member(json, "mixed")));
	json_list_init(&list, json_member(json, "x"));
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(json_list_has_next(&list));
		double got = json_list_next(&list);
		assert_true(isnan(expected[i]) ? isnan(got) : got == expected[i]);
	}
	assert_false(json_list_has_next(&list));
	assert_true(isnan(json_list_next(&list)));
	static const char *const others[] = { "none", "mixed", "y", "missing" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		json_list_init(&list, json_member(json, others[i]));
		assert_false(json_list_has_next(&list));
	}
	cJSON_Delete(json);
}

/* Whichever way a number is read, it is the double nearest to what is written. */
static void numbers_are_read_to_the_last_bit(void **state)
{
	(void)state;
	static const char *const numbers[] = {
		"0",
		"-0.0",
		"332.7950134277344",
		"134.83999633789062",
		"9007199254740992",
		"9007199254740993",
		"9007199254740995e-3",
		"1e22",
		"1e23",
		"123456789e-22",
		"5e-324",
		"2.2250738585072014e-308",
		"1.7976931348623157e308",
		"0.000000000000000000000000000001",
		"8.5e+0002",
		"1844674407370955161600",
		"179769313486231580793728971405301",
	};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct json_scan s;
		double got = (double)NAN, expected = strtod(numbers[i], NULL);
		json_scan_init(&s, numbers[i], strlen(numbers[i]));
		assert_true(json_scan_number(&s, &got));
		if (got != expected)
			fail_msg("%s was read as %.17g", numbers[i], got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_whole_document_is_refused_in_words),
		cmocka_unit_test(a_document_may_be_sixty_four_levels_deep_and_no_deeper),
		cmocka_unit_test(words_are_a_tree),
		cmocka_unit_test(numbers_stay_text_and_are_read_one_after_the_other),
		cmocka_unit_test(numbers_are_read_to_the_last_bit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
