#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tui/key.h"

static void a_name_that_is_no_key_is_refused(void **state)
{
	(void)state;
	assert_int_equal(key_parse(""), KEYCODE_NONE);
	assert_int_equal(key_parse("Ctrl-"), KEYCODE_NONE);
	assert_int_equal(key_parse("Ctrl-1"), KEYCODE_NONE);
	assert_int_equal(key_parse("down"), KEYCODE_NONE);
}

static void names_and_characters_are_keys(void **state)
{
	(void)state;
	assert_int_equal(key_parse("Down"), KEYCODE_DOWN);
	assert_int_equal(key_parse("Ctrl-L"), 12);
	assert_int_equal(key_parse("j"), 'j');
	assert_int_equal(key_parse("é"), 0xE9);
	assert_int_equal(key_parse("Enter"), 13);
}

/* The table is the contract of dispatch, help and manual. */
static void every_key_of_the_table_is_known_and_belongs_to_one_row(void **state)
{
	(void)state;
	for (const struct keybind *bind = keybinds; bind->keys; bind++) {
		char keys[64], *rest = NULL;
		assert_true(strlen(bind->keys) < sizeof keys);
		memcpy(keys, bind->keys, strlen(bind->keys) + 1);
		assert_true(*bind->help && *bind->group);
		for (char *name = strtok_r(keys, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
			if (key_parse(name) == KEYCODE_NONE)
				fail_msg("%s is no key", name);
			if (keybind_find(key_parse(name)) != bind)
				fail_msg("%s stands in two rows", name);
		}
	}
}

static void an_unbound_key_finds_nothing(void **state)
{
	(void)state;
	assert_null(keybind_find(KEYCODE_NONE));
	assert_null(keybind_find('~'));
}

static void the_manual_gets_a_line_a_row(void **state)
{
	(void)state;
	char text[8192];
	FILE *out = fmemopen(text, sizeof text, "w");
	assert_non_null(out);
	keys_print(out);
	fclose(out);
	int lines = 0, rows = 0;
	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	for (const struct keybind *bind = keybinds; bind->keys; bind++)
		rows++;
	assert_int_equal(lines, rows);
	assert_non_null(strstr(text, "Down j\tnext row\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_that_is_no_key_is_refused),
		cmocka_unit_test(names_and_characters_are_keys),
		cmocka_unit_test(every_key_of_the_table_is_known_and_belongs_to_one_row),
		cmocka_unit_test(an_unbound_key_finds_nothing),
		cmocka_unit_test(the_manual_gets_a_line_a_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
