#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "tui/surface.h"

static struct canvas canvas_of(struct surface *s, int rows, int columns)
{
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	assert_int_equal(surface_init(s, rows, columns), 0);
	return canvas_all(s);
}

static const char *row_text(const struct surface *s, int row)
{
	static char text[512];
	surface_row_text(s, row, text, sizeof text);
	return text;
}

static void a_surface_without_size_is_refused(void **state)
{
	(void)state;
	struct surface s;
	assert_int_equal(surface_init(&s, 0, 10), -1);
	assert_int_equal(surface_init(&s, 10, -1), -1);
}

static void text_that_fits_is_drawn_whole(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 10);
	assert_int_equal(canvas_text(&c, 0, 2, 5, ROLE_UP, "price"), 5);
	assert_string_equal(row_text(&s, 0), "  price");
	assert_int_equal(surface_cell(&s, 0, 2)->role, ROLE_UP);
	assert_int_equal(surface_cell(&s, 0, 7)->role, ROLE_TEXT);
	surface_release(&s);
}

static void text_that_does_not_fit_ends_with_an_ellipsis(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 10);
	assert_int_equal(canvas_text(&c, 0, 0, 4, ROLE_TEXT, "market"), 4);
	assert_string_equal(row_text(&s, 0), "mar…");
	canvas_text(&c, 0, 6, 100, ROLE_TEXT, "market");
	assert_string_equal(row_text(&s, 0), "mar…  mar…");
	surface_release(&s);
}

static void a_wide_character_takes_two_cells_and_is_never_halved(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 7);
	assert_int_equal(canvas_text(&c, 0, 0, 7, ROLE_TEXT, "株価株"), 6);
	assert_string_equal(surface_cell(&s, 0, 0)->text, "株");
	assert_string_equal(surface_cell(&s, 0, 1)->text, "");
	surface_clear(&s);
	assert_int_equal(canvas_text(&c, 0, 0, 5, ROLE_TEXT, "株価株"), 5);
	assert_string_equal(row_text(&s, 0), "株価…");
	surface_clear(&s);
	assert_int_equal(canvas_text(&c, 0, 0, 4, ROLE_TEXT, "株価株"), 3);
	assert_string_equal(row_text(&s, 0), "株…");
	surface_release(&s);
}

static void overwriting_half_of_a_wide_character_blanks_the_other(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 6);
	canvas_text(&c, 0, 0, 6, ROLE_TEXT, "株価株");
	canvas_text(&c, 0, 1, 1, ROLE_TEXT, "x");
	assert_string_equal(row_text(&s, 0), " x価株");
	canvas_text(&c, 0, 4, 1, ROLE_TEXT, "y");
	assert_string_equal(row_text(&s, 0), " x価y");
	surface_release(&s);
}

static void marks_join_their_base(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 4);
	assert_int_equal(canvas_text(&c, 0, 0, 4, ROLE_TEXT, "e\xCC\x81x"), 2);
	assert_string_equal(surface_cell(&s, 0, 0)->text, "e\xCC\x81");
	assert_string_equal(surface_cell(&s, 0, 1)->text, "x");
	surface_release(&s);
}

static void drawing_outside_of_a_part_is_cut(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 3, 10), part = canvas_part(&c, 1, 2, 1, 4);
	assert_int_equal(canvas_text(&part, 0, 0, 50, ROLE_TEXT, "abcdefgh"), 4);
	assert_int_equal(canvas_text(&part, 1, 0, 4, ROLE_TEXT, "below"), 0);
	assert_int_equal(canvas_text(&part, -1, 0, 4, ROLE_TEXT, "above"), 0);
	assert_int_equal(canvas_text(&part, 0, 4, 4, ROLE_TEXT, "right"), 0);
	assert_int_equal(canvas_text(&part, 0, -1, 4, ROLE_TEXT, "left"), 0);
	canvas_fill(&part, 0, 3, 100, ROLE_TEXT, "#");
	assert_string_equal(row_text(&s, 0), "");
	assert_string_equal(row_text(&s, 1), "  abc#");
	assert_string_equal(row_text(&s, 2), "");
	surface_release(&s);
}

static void a_part_outside_is_empty(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 3, 10), part = canvas_part(&c, 5, 20, 3, 3);
	assert_int_equal(part.rows, 0);
	assert_int_equal(part.columns, 0);
	assert_int_equal(canvas_text(&part, 0, 0, 3, ROLE_TEXT, "x"), 0);
	canvas_rule(&part, 0, "title", "right");
	surface_release(&s);
}

static void text_to_the_right_ends_at_the_edge(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 10);
	canvas_text_right(&c, 0, 0, 10, ROLE_TEXT, "¥5,771");
	assert_string_equal(row_text(&s, 0), "    ¥5,771");
	surface_release(&s);
}

static void a_rule_has_title_and_right_side_and_drops_what_has_no_room(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 24);
	canvas_rule(&c, 0, "Press", "3 new");
	assert_string_equal(row_text(&s, 0), "─ Press ──────── 3 new ─");
	surface_release(&s);
	c = canvas_of(&s, 1, 10);
	canvas_rule(&c, 0, "Press", "3 new");
	assert_string_equal(row_text(&s, 0), "─ Press ──");
	surface_release(&s);
}

static void ascii_draws_one_printable_column_a_character(void **state)
{
	(void)state;
	struct surface s;
	struct canvas c = canvas_of(&s, 1, 30);
	c.ascii = true;
	assert_int_equal(canvas_text(&c, 0, 0, 30, ROLE_TEXT, "▲ ¥5 é “Zoë” 株価 ▁▇"), 18);
	assert_string_equal(row_text(&s, 0), "^ Y5 e \"Zoe\" ?? _#");
	surface_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_surface_without_size_is_refused),
		cmocka_unit_test(text_that_fits_is_drawn_whole),
		cmocka_unit_test(text_that_does_not_fit_ends_with_an_ellipsis),
		cmocka_unit_test(a_wide_character_takes_two_cells_and_is_never_halved),
		cmocka_unit_test(overwriting_half_of_a_wide_character_blanks_the_other),
		cmocka_unit_test(marks_join_their_base),
		cmocka_unit_test(drawing_outside_of_a_part_is_cut),
		cmocka_unit_test(a_part_outside_is_empty),
		cmocka_unit_test(text_to_the_right_ends_at_the_edge),
		cmocka_unit_test(a_rule_has_title_and_right_side_and_drops_what_has_no_room),
		cmocka_unit_test(ascii_draws_one_printable_column_a_character),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
