/* Where the parts of the looks at the deals lie, on every size of a screen and for every size of a ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tui/layout.h"

static bool is_shown(const struct area *a)
{
	return a->rows > 0;
}

static void assert_apart(const struct deals_layout *l, const struct area *body)
{
	const struct area *areas[] = { &l->table,   &l->matrix,   &l->loops,   &l->behind,
				       &l->meaning, &l->partners, &l->left_out };
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
		const struct area *a = areas[i];
		if (!is_shown(a))
			continue;
		assert_true(a->row >= body->row && a->row + a->rows <= body->row + body->rows);
		assert_true(a->column == body->column && a->columns == body->columns);
		for (size_t k = 0; k < i; k++)
			assert_true(!is_shown(areas[k]) || areas[k]->row + areas[k]->rows <= a->row ||
				    a->row + a->rows <= areas[k]->row);
	}
}

static void nothing_overlaps_or_leaves_the_screen(void **state)
{
	struct deals_layout l;
	(void)state;
	for (int rows = 1; rows <= 120; rows++)
		for (size_t count = 0; count <= 70; count += count < 4 ? 1 : 11)
			for (size_t other = 0; other <= 16; other += 4) {
				struct area body = { 1, 0, rows, 80 };
				layout_circle(&l, body, count, other);
				assert_apart(&l, &body);
				assert_true(is_shown(&l.loops));
				layout_power(&l, body, count, other, (int)other + 1);
				assert_apart(&l, &body);
				assert_true(is_shown(&l.partners));
			}
}

static void a_small_screen_has_the_loops_alone(void **state)
{
	struct deals_layout l;
	struct area body = { 1, 0, 8, 40 };
	(void)state;
	layout_circle(&l, body, 10, 16);
	assert_int_equal(l.loops.rows, 8);
	assert_false(is_shown(&l.matrix) || is_shown(&l.behind));
}

static void a_usual_screen_has_the_matrix_and_the_loops(void **state)
{
	struct deals_layout l;
	struct area body = { 1, 0, 22, 80 };
	(void)state;
	layout_circle(&l, body, 10, 16);
	assert_int_equal(l.matrix.rows, 13); /* rule, titles, ten payers, sums */
	assert_int_equal(l.loops.rows, 8);
	assert_false(is_shown(&l.behind));
}

static void a_large_screen_shows_what_is_behind_a_loop(void **state)
{
	struct deals_layout l;
	struct area body = { 1, 0, 34, 120 };
	(void)state;
	layout_circle(&l, body, 10, 16);
	assert_int_equal(l.matrix.rows, 13);
	assert_true(l.loops.rows >= 6 && l.behind.rows >= 6);
	body.rows = 48;
	layout_circle(&l, body, 10, 16);
	assert_int_equal(l.loops.rows, 17); /* all of them */
	assert_true(l.behind.rows >= 6);
}

static void many_payers_leave_room_for_loops(void **state)
{
	struct deals_layout l;
	struct area body = { 1, 0, 22, 80 };
	(void)state;
	layout_circle(&l, body, 60, 16);
	assert_int_equal(l.loops.rows, 6);
	assert_int_equal(l.matrix.rows, 15);
}

static void the_energy_keeps_its_partners_and_tells_what_is_left_out(void **state)
{
	struct deals_layout l;
	struct area body = { 1, 0, 34, 120 };
	(void)state;
	layout_power(&l, body, 11, 2, 4);
	assert_int_equal(l.meaning.rows, 5);
	assert_int_equal(l.partners.rows, 13);
	assert_true(l.left_out.rows >= 4);
	body.rows = 22;
	layout_power(&l, body, 11, 12, 6);
	assert_true(l.meaning.rows >= 3 && l.partners.rows >= 6 && l.left_out.rows >= 3);
	body.rows = 8;
	layout_power(&l, body, 11, 2, 9);
	assert_true(l.meaning.rows == 2 && l.partners.rows == 6 && !is_shown(&l.left_out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_overlaps_or_leaves_the_screen),
		cmocka_unit_test(a_small_screen_has_the_loops_alone),
		cmocka_unit_test(a_usual_screen_has_the_matrix_and_the_loops),
		cmocka_unit_test(a_large_screen_shows_what_is_behind_a_loop),
		cmocka_unit_test(many_payers_leave_room_for_loops),
		cmocka_unit_test(the_energy_keeps_its_partners_and_tells_what_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
