#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "base/timestamp.h"
#include "market/trailing.h"

static struct period_value of(const char *start, const char *end, double value)
{
	struct period_value p = { .value = value, .first = value };
	assert_int_equal(timestamp_parse_date(start, &p.start), 0);
	assert_int_equal(timestamp_parse_date(end, &p.end), 0);
	return p;
}

static void assert_year(const struct trailing *t, enum trailing_kind kind, double value, const char *start,
			const char *end)
{
	char date[TIMESTAMP_SIZE];
	assert_int_equal(t->kind, kind);
	assert_true(fabs(t->value - value) < 1e-9);
	timestamp_format_date(t->start, date);
	assert_string_equal(date, start);
	timestamp_format_date(t->end, date);
	assert_string_equal(date, end);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- what is no year ---- */

static void nothing_and_parts_alone_are_no_year(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2026-01-01", "2026-03-31", 1), of("2026-01-01", "2026-06-30", 2),
					of("2025-10-01", "2025-12-31", 3) };
	assert_false(trailing_find(NULL, 0, &t));
	assert_false(trailing_find(parts, COUNT(parts), &t));
}

static void four_quarters_with_a_hole_are_no_year(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2026-01-01", "2026-03-31", 1), of("2025-10-01", "2025-12-31", 1),
					of("2025-04-01", "2025-06-30", 1), of("2025-01-01", "2025-03-31", 1) };
	assert_false(trailing_find(parts, COUNT(parts), &t));
}

static void a_stretch_of_another_length_is_not_taken_off(void **state)
{
	(void)state;
	struct trailing t;
	/* Half a year to date, and of the year before only its first quarter. */
	struct period_value parts[] = { of("2025-01-01", "2025-12-31", 100), of("2026-01-01", "2026-06-30", 60),
					of("2025-01-01", "2025-03-31", 20) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_YEAR, 100, "2025-01-01", "2025-12-31");
}

static void a_year_is_not_rolled_over_a_gap(void **state)
{
	(void)state;
	struct trailing t;
	/* The fiscal year was moved: the stretch to date does not begin where the year ends. */
	struct period_value parts[] = { of("2024-07-01", "2025-06-30", 100), of("2026-01-01", "2026-03-31", 30),
					of("2025-01-01", "2025-03-31", 20) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_YEAR, 100, "2024-07-01", "2025-06-30");
}

static void a_part_on_another_footing_is_not_taken_off(void **state)
{
	(void)state;
	struct trailing t;
	/* Earnings a share: the shares were split by ten after the year was filed. */
	struct period_value parts[] = { of("2023-01-30", "2024-01-28", 11.93), of("2024-01-29", "2024-07-28", 1.27),
					of("2023-01-30", "2023-07-30", 0.33) };
	parts[2].first = 3.30;
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_YEAR, 11.93, "2023-01-30", "2024-01-28");
	parts[2].first = 0.34;
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, 12.87, "2023-07-31", "2024-07-28");
}

/* ---- years, worked by hand ---- */

static void a_fiscal_year_that_ends_last_is_the_year(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2025-01-27", "2025-10-26", 147.811),
					of("2024-01-29", "2025-01-26", 130.497),
					of("2025-01-27", "2026-01-25", 215.938) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_YEAR, 215.938, "2025-01-27", "2026-01-25");
	assert_int_equal(t.part_count, 1);
	assert_int_equal(t.parts[0], 2);
}

static void nvidias_year_rolls_on_by_a_quarter(void **state)
{
	(void)state;
	struct trailing t;
	/* 215.938 + 81.615 - 44.062 */
	struct period_value parts[] = { of("2026-01-26", "2026-04-26", 81.615), of("2025-01-27", "2025-04-27", 44.062),
					of("2025-01-27", "2026-01-25", 215.938),
					of("2024-01-29", "2025-01-26", 130.497),
					of("2025-10-27", "2026-01-25", 68.127) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, 253.491, "2025-04-28", "2026-04-26");
	assert_int_equal(t.part_count, 3);
	assert_int_equal(t.parts[0], 2);
	assert_int_equal(t.parts[1], 0);
	assert_int_equal(t.parts[2], 1);
}

static void amds_year_rolls_on_by_a_quarter(void **state)
{
	(void)state;
	struct trailing t;
	/* 34.639 - 7.438 + 10.253 */
	struct period_value parts[] = { of("2024-12-29", "2025-12-27", 34.639), of("2024-12-29", "2025-03-29", 7.438),
					of("2025-12-28", "2026-03-28", 10.253) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, 37.454, "2025-03-30", "2026-03-28");
}

static void the_stretch_to_date_is_taken_and_not_its_last_quarter(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2025-01-01", "2025-12-31", 100), of("2026-04-01", "2026-06-30", 33),
					of("2026-01-01", "2026-06-30", 60), of("2025-04-01", "2025-06-30", 22),
					of("2025-01-01", "2025-06-30", 42) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, 118, "2025-07-01", "2026-06-30");
}

static void a_year_of_fifty_three_weeks_rolls_on(void **state)
{
	(void)state;
	struct trailing t;
	/* 371 days to 2026-01-31, then 91 days, less 91. */
	struct period_value parts[] = { of("2025-01-26", "2026-01-31", 10), of("2026-02-01", "2026-05-02", 3),
					of("2025-01-26", "2025-04-26", 2) };
	assert_int_equal(period_days(&parts[0]), 371);
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, 11, "2025-04-27", "2026-05-02");
}

static void four_quarters_in_a_row_are_a_year_where_no_year_was_filed(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2025-07-01", "2025-09-30", 2), of("2026-01-01", "2026-03-31", 4),
					of("2025-04-01", "2025-06-30", 1), of("2025-10-01", "2025-12-31", 3),
					of("2025-01-01", "2025-03-31", 9) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_QUARTERS, 10, "2025-04-01", "2026-03-31");
	assert_int_equal(t.part_count, 4);
	assert_int_equal(t.parts[0], 1);
}

static void losses_roll_on_like_profits(void **state)
{
	(void)state;
	struct trailing t;
	struct period_value parts[] = { of("2025-01-01", "2025-12-31", -5), of("2026-01-01", "2026-03-31", -2),
					of("2025-01-01", "2025-03-31", -1) };
	assert_true(trailing_find(parts, COUNT(parts), &t));
	assert_year(&t, TRAILING_ROLLED, -6, "2025-04-01", "2026-03-31");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_and_parts_alone_are_no_year),
		cmocka_unit_test(four_quarters_with_a_hole_are_no_year),
		cmocka_unit_test(a_stretch_of_another_length_is_not_taken_off),
		cmocka_unit_test(a_year_is_not_rolled_over_a_gap),
		cmocka_unit_test(a_part_on_another_footing_is_not_taken_off),
		cmocka_unit_test(a_fiscal_year_that_ends_last_is_the_year),
		cmocka_unit_test(nvidias_year_rolls_on_by_a_quarter),
		cmocka_unit_test(amds_year_rolls_on_by_a_quarter),
		cmocka_unit_test(the_stretch_to_date_is_taken_and_not_its_last_quarter),
		cmocka_unit_test(a_year_of_fifty_three_weeks_rolls_on),
		cmocka_unit_test(four_quarters_in_a_row_are_a_year_where_no_year_was_filed),
		cmocka_unit_test(losses_roll_on_like_profits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
