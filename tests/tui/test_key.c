#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
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

static bool has_key(const struct keybind *bind, const char *name)
{
	size_t length = strlen(name);
	for (const char *p = bind->keys; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (strcspn(p, " ") == length && !strncmp(p, name, length))
			return true;
	return false;
}

static void assert_only_row(const struct keybind *bind, const char *name)
{
	for (const struct keybind *other = keybinds; other->keys; other++)
		if (other != bind && other->screen == bind->screen && has_key(other, name))
			fail_msg("%s stands in two rows of screen %d", name, bind->screen);
}

/* The table is the contract of dispatch, help and manual. */
static void every_key_of_the_table_is_known_and_has_one_row_a_screen(void **state)
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
			const struct keybind *first = keybind_find(key_parse(name));
			assert_non_null(first);
			if (first->action != bind->action || first->argument != bind->argument)
				fail_msg("%s has two actions", name);
			assert_only_row(bind, name);
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
		cmocka_unit_test(every_key_of_the_table_is_known_and_has_one_row_a_screen),
		cmocka_unit_test(an_unbound_key_finds_nothing),
		cmocka_unit_test(the_manual_gets_a_line_a_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
