/* The configuration file in the running program: a wrong one is told on screen, an edit takes effect. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/paths.h"
#include "tests/terminal/session.h"

static void put_config(const struct session *s, const char *text)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/.config/froth/froth.yaml", s->home);
	if (path_make_parent(path, &err) || file_replace(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void assert_shown(struct session *s, const char *text)
{
	if (!terminal_wait_text(s->terminal, text))
		fail_msg("\"%s\" was not shown", text);
}

static void a_wrong_configuration_is_told_on_screen_until_a_key(void **state)
{
	struct session s;
	(void)state;
	session_make_home(&s);
	put_config(&s, "display:\n  them: light\n");
	session_start_at_home(&s, 36, 120, NULL, false);
	assert_board(&s);
	assert_shown(&s, "froth.yaml:2:3: unknown key \"them\"");
	assert_shown(&s, "(the defaults hold)");
	terminal_type(s.terminal, "j");
	assert_true(terminal_wait_no_text(s.terminal, "(the defaults hold)"));
	session_end(&s);
}

static void a_configuration_that_becomes_wrong_is_told_and_changes_nothing(void **state)
{
	struct session s;
	(void)state;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	put_config(&s, "watchlists:\n  - name: mine\n    symbol: [AMD]\n");
	assert_shown(&s, "froth.yaml:3:5: unknown key \"symbol\"");
	assert_shown(&s, "(what it said before holds)");
	assert_board(&s);
	put_config(&s, "watchlists:\n  - name: mine\n    symbols: [AMD]\n");
	assert_true(terminal_wait_no_text(s.terminal, "(what it said before holds)"));
	session_end(&s);
}

static void an_edited_watchlist_is_shown_while_the_program_runs(void **state)
{
	struct session s;
	(void)state;
	session_start(&s, 24, 80, NULL, false);
	assert_board(&s);
	put_config(&s, "watchlists:\n  - name: mine\n    symbols: [AMD, MSFT]\n");
	assert_shown(&s, "MSFT");
	assert_true(terminal_has_text(s.terminal, "AMD"));
	assert_int_equal(terminal_find_row(s.terminal, "9984.T"), -1);
	session_end(&s);
}

static void assert_config(const struct session *s, const char *expected)
{
	char path[PATH_SIZE];
	struct buffer text;
	struct error err;
	snprintf(path, sizeof path, "%s/.config/froth/froth.yaml", s->home);
	buffer_init(&text, 0);
	if (file_read(path, &text, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

static void keys_change_the_watchlist_in_a_file_that_was_not_there_and_take_it_back(void **state)
{
	struct session s;
	(void)state;
	session_start(&s, 24, 80, NULL, false);
	assert_board(&s);
	terminal_type(s.terminal, "j-");
	assert_shown(&s, "AMD removed from AI trade, in a new file");
	assert_true(terminal_wait_no_text(s.terminal, "AMD  "));
	assert_config(&s, "watchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, ORCL, TSM, 9984.T]\n");
	terminal_type(s.terminal, "+micron\r");
	assert_shown(&s, "MU (Micron) added to AI trade");
	assert_config(&s, "watchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, ORCL, MU, TSM, 9984.T]\n");
	terminal_type(s.terminal, "uu");
	assert_shown(&s, "undone: AMD is back in AI trade");
	assert_board(&s);
	assert_config(&s, "");
	session_end(&s);
}

static bool is_of_another_colour(const struct terminal *t, const void *cls)
{
	const uint32_t *before = cls;
	int row = terminal_find_row(t, "NVDA");
	return row >= 0 && terminal_cell_colour(t, row, 3) != *before;
}

static void an_edited_theme_colours_the_screen_anew(void **state)
{
	struct session s;
	(void)state;
	static const char *const extra[] = { "COLORTERM=truecolor", NULL };
	session_start(&s, 24, 80, extra, false);
	assert_board(&s);
	uint32_t before = terminal_cell_colour(s.terminal, terminal_find_row(s.terminal, "NVDA"), 3);
	put_config(&s, "display:\n  theme: light\n");
	assert_true(terminal_wait(s.terminal, is_of_another_colour, &before));
	session_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_configuration_is_told_on_screen_until_a_key),
		cmocka_unit_test(a_configuration_that_becomes_wrong_is_told_and_changes_nothing),
		cmocka_unit_test(an_edited_watchlist_is_shown_while_the_program_runs),
		cmocka_unit_test(keys_change_the_watchlist_in_a_file_that_was_not_there_and_take_it_back),
		cmocka_unit_test(an_edited_theme_colours_the_screen_anew),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
