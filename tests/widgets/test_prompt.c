#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "tests/widgets/fixture.h"
#include "tui/key.h"

static enum prompt_answer type(struct prompt *p, const char *text)
{
	enum prompt_answer answer = PROMPT_IGNORED;
	for (size_t i = 0; text[i];) {
		uint32_t point;
		i += utf8_decode(text + i, strlen(text + i), &point);
		answer = prompt_key(p, (int)point);
	}
	return answer;
}

static void begin(struct prompt *p, const char *text)
{
	prompt_open(p, PROMPT_SEARCH, "/", text);
}

static void controls_and_what_is_invisible_are_not_typed(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "a");
	const int refused[] = { 0, 1 + 'Z' - 'A', 0x1F, 0x80, 0x9B, 0x200B, 0x202E, 0xFEFF, KEYCODE_UP, KEYCODE_F1 };
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_int_equal(prompt_key(&p, refused[i]), PROMPT_IGNORED);
	assert_string_equal(p.text, "a");
	assert_int_equal(p.purpose, PROMPT_SEARCH);
}

static void a_full_line_takes_no_more(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "");
	for (int i = 0; i < PROMPT_SIZE; i++)
		type(&p, "é");
	assert_int_equal(strlen(p.text), 254);
	assert_int_equal(type(&p, "é"), PROMPT_IGNORED);
	assert_int_equal(type(&p, "e"), PROMPT_CHANGED);
	assert_int_equal(type(&p, "e"), PROMPT_IGNORED);
}

static void text_is_typed_where_the_cursor_is(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "");
	assert_int_equal(type(&p, "nvda é ソ"), PROMPT_CHANGED);
	assert_int_equal(prompt_key(&p, KEYCODE_LEFT), PROMPT_MOVED);
	type(&p, "x");
	prompt_key(&p, KEYCODE_HOME);
	type(&p, "1");
	prompt_key(&p, KEYCODE_RIGHT);
	type(&p, "2");
	prompt_key(&p, KEYCODE_END);
	type(&p, "!");
	assert_string_equal(p.text, "1n2vda é xソ!");
	assert_int_equal(prompt_characters(&p), 12);
	assert_int_equal(p.cursor, strlen(p.text));
}

static void the_cursor_stops_at_both_ends(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "ab");
	prompt_key(&p, KEYCODE_RIGHT);
	assert_int_equal(p.cursor, 2);
	for (int i = 0; i < 5; i++)
		prompt_key(&p, KEYCODE_LEFT);
	assert_int_equal(p.cursor, 0);
}

static void whole_characters_are_erased_with_their_marks(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "aq\xCC\xA3zソ");
	assert_int_equal(prompt_key(&p, KEYCODE_BACKSPACE), PROMPT_CHANGED);
	assert_string_equal(p.text, "aq\xCC\xA3z");
	prompt_key(&p, KEYCODE_LEFT);
	assert_int_equal(prompt_key(&p, 8), PROMPT_CHANGED);
	assert_string_equal(p.text, "az");
	assert_int_equal(prompt_key(&p, KEYCODE_DELETE), PROMPT_CHANGED);
	assert_string_equal(p.text, "a");
	assert_int_equal(prompt_key(&p, KEYCODE_DELETE), PROMPT_MOVED);
}

static void words_and_ends_of_the_line_are_cut(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "");
	type(&p, "nvidia  chip deal");
	assert_int_equal(prompt_key(&p, KEYCODE_CTRL('W')), PROMPT_CHANGED);
	assert_string_equal(p.text, "nvidia  chip ");
	prompt_key(&p, KEYCODE_CTRL('W'));
	assert_string_equal(p.text, "nvidia  ");
	type(&p, "ab");
	prompt_key(&p, KEYCODE_LEFT);
	assert_int_equal(prompt_key(&p, KEYCODE_CTRL('U')), PROMPT_CHANGED);
	assert_string_equal(p.text, "b");
	assert_int_equal(prompt_key(&p, KEYCODE_CTRL('U')), PROMPT_MOVED);
	prompt_key(&p, KEYCODE_CTRL('K'));
	assert_string_equal(p.text, "");
}

static void enter_accepts_and_escape_cancels_and_both_close(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "nvda");
	assert_int_equal(prompt_key(&p, KEYCODE_ENTER), PROMPT_ACCEPTED);
	assert_int_equal(p.purpose, PROMPT_NONE);
	assert_string_equal(p.text, "nvda");
	begin(&p, "nvda");
	assert_int_equal(prompt_key(&p, KEYCODE_ESCAPE), PROMPT_CANCELLED);
	assert_int_equal(p.purpose, PROMPT_NONE);
}

static void backspace_in_an_empty_line_cancels(void **state)
{
	(void)state;
	struct prompt p;
	begin(&p, "a");
	assert_int_equal(prompt_key(&p, KEYCODE_BACKSPACE), PROMPT_CHANGED);
	assert_int_equal(prompt_key(&p, KEYCODE_BACKSPACE), PROMPT_CANCELLED);
	assert_int_equal(p.purpose, PROMPT_NONE);
}

static void only_y_says_yes_to_a_question(void **state)
{
	(void)state;
	struct prompt p;
	const int no[] = { 'n', KEYCODE_ENTER, KEYCODE_ESCAPE, ' ', 'q', KEYCODE_DOWN };
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		prompt_ask(&p, PROMPT_MARK_ALL, "mark 34 as read? y/n");
		assert_int_equal(prompt_key(&p, no[i]), PROMPT_CANCELLED);
		assert_int_equal(p.purpose, PROMPT_NONE);
	}
	prompt_ask(&p, PROMPT_MARK_ALL, "mark 34 as read? y/n");
	assert_int_equal(prompt_key(&p, 'y'), PROMPT_ACCEPTED);
}

/* ---- drawing ---- */

static void draw(struct fixture *f, const char *text, int columns)
{
	prompt_open(&f->s.prompt, PROMPT_SEARCH, "/", text);
	memcpy(f->s.prompt.hint, "23 found", sizeof "23 found");
	fixture_draw(f, &widget_prompt, 1, columns);
}

static void a_roomy_line_has_label_text_cursor_and_hint(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	draw(&f, "nvda", 60);
	assert_int_equal(strncmp(fixture_row(&f, 0), " /nvda ", 7), 0);
	assert_non_null(strstr(fixture_row(&f, 0), "23 found"));
	assert_true(surface_cell(&f.surface, 0, 6)->flags & CELL_MARKED);
	assert_false(surface_cell(&f.surface, 0, 5)->flags & CELL_MARKED);
	fixture_release(&f);
}

static void the_cursor_stands_on_a_wide_character(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	prompt_open(&f.s.prompt, PROMPT_SEARCH, "/", "ソフト");
	prompt_key(&f.s.prompt, KEYCODE_LEFT);
	prompt_key(&f.s.prompt, KEYCODE_LEFT);
	fixture_draw(&f, &widget_prompt, 1, 40);
	assert_string_equal(surface_cell(&f.surface, 0, 4)->text, "フ");
	assert_true(surface_cell(&f.surface, 0, 4)->flags & CELL_MARKED);
	assert_false(surface_cell(&f.surface, 0, 6)->flags & CELL_MARKED);
	fixture_release(&f);
}

static void a_long_text_is_shown_around_its_cursor(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	draw(&f, "the first words are out of sight and the last ones are not", 30);
	assert_null(strstr(fixture_row(&f, 0), "first"));
	assert_non_null(strstr(fixture_row(&f, 0), "ones are not"));
	assert_null(strstr(fixture_row(&f, 0), "found"));
	prompt_key(&f.s.prompt, KEYCODE_HOME);
	fixture_draw(&f, &widget_prompt, 1, 30);
	assert_non_null(strstr(fixture_row(&f, 0), "/the first words"));
	fixture_release(&f);
}

static void a_question_has_no_cursor(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	prompt_ask(&f.s.prompt, PROMPT_MARK_ALL, "mark 34 as read? y/n");
	fixture_draw(&f, &widget_prompt, 1, 40);
	assert_string_equal(fixture_row(&f, 0), " mark 34 as read? y/n");
	for (int column = 0; column < 40; column++)
		assert_false(surface_cell(&f.surface, 0, column)->flags & CELL_MARKED);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	draw(&f, "ソフトバンクG and a long search text that does not fit", 60);
	fixture_draw_all_sizes(&f, &widget_prompt, 2, 120);
	prompt_key(&f.s.prompt, KEYCODE_HOME);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_prompt, 2, 120);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(controls_and_what_is_invisible_are_not_typed),
		cmocka_unit_test(a_full_line_takes_no_more),
		cmocka_unit_test(text_is_typed_where_the_cursor_is),
		cmocka_unit_test(the_cursor_stops_at_both_ends),
		cmocka_unit_test(whole_characters_are_erased_with_their_marks),
		cmocka_unit_test(words_and_ends_of_the_line_are_cut),
		cmocka_unit_test(enter_accepts_and_escape_cancels_and_both_close),
		cmocka_unit_test(backspace_in_an_empty_line_cancels),
		cmocka_unit_test(only_y_says_yes_to_a_question),
		cmocka_unit_test(a_roomy_line_has_label_text_cursor_and_hint),
		cmocka_unit_test(the_cursor_stands_on_a_wide_character),
		cmocka_unit_test(a_long_text_is_shown_around_its_cursor),
		cmocka_unit_test(a_question_has_no_cursor),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	struct fixture f;
	fixture_init(&f); /* the locale, which widths depend on */
	fixture_release(&f);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
