#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"
#include "bubble/psy.h"
#include "bubble/psy_critical.h"
#include "tests/bubble/near.h"

static const char heading[] =
	"lag\tcount\tend\tbadf90\tbadf95\tbadf99\tbsadf90\tbsadf95\tbsadf99\tsadf90\tsadf95\tsadf99\t"
	"gsadf90\tgsadf95\tgsadf99\n";
static const char ascending[] = "\t1\t2\t3\t1\t2\t3\t1\t2\t3\t1\t2\t3\n";

static void assert_refused(const char *rows, const char *expected)
{
	char text[2048];
	struct psy_critical_table t;
	struct error err = { "" };

	snprintf(text, sizeof text, "%s%s", heading, rows);
	assert_int_equal(psy_critical_parse(&t, text, strlen(text), &err), -1);
	if (!strstr(err.text, expected))
		fail_msg("expected \"%s\" in \"%s\"", expected, err.text);
	assert_null(t.rows);
}

static void a_wrong_row_is_refused_by_line_and_field(void **state)
{
	char row[512];

	(void)state;
	assert_refused("", "expected rows, there are none");
	assert_refused("0\t100\t100\n", "psy_critical.tsv line 2: expected 15 fields, not 3");
	snprintf(row, sizeof row, "x\t100\t100%s", ascending);
	assert_refused(row, "line 2, field lag: expected a number");
	snprintf(row, sizeof row, "13\t100\t100%s", ascending);
	assert_refused(row, "field lag");
	snprintf(row, sizeof row, "0.5\t100\t100%s", ascending);
	assert_refused(row, "field lag: expected a whole number");
	snprintf(row, sizeof row, "0\t100\t18%s", ascending);
	assert_refused(row, "field end");
	snprintf(row, sizeof row, "0\t100\t101%s", ascending);
	assert_refused(row, "field end");
	assert_refused("0\t100\t100\t1\t2\t3\t1\t2\t3\t1\t0.5\t3\t1\t2\t3\n",
		       "field sadf95: expected a number not below that of the lower level");
	snprintf(row, sizeof row, "0\t100\t100%s0\t100\t50%s", ascending, ascending);
	assert_refused(row, "line 3, field end: expected rows ascending");
}

static struct psy_critical_table shipped(void)
{
	const struct shipped_file *file = shipped_find("psy_critical.tsv");
	struct psy_critical_table t;
	struct error err = { "" };

	assert_non_null(file);
	if (psy_critical_parse(&t, file->data, file->length, &err))
		fail_msg("%s", err.text);
	return t;
}

static void what_the_table_does_not_cover_is_refused(void **state)
{
	struct psy_critical_table t = shipped();
	struct psy_critical c;
	struct error err;

	(void)state;
	assert_int_equal(psy_critical_find(&t, 0, 39, 39, &c, &err), -1);
	assert_string_equal(err.text, "no critical values for 39 observations and lag 0: the table has 40 to 2000");
	assert_int_equal(psy_critical_find(&t, 0, 2001, 2001, &c, &err), -1);
	assert_int_equal(psy_critical_find(&t, 2, 100, 100, &c, &err), -1);
	assert_int_equal(psy_critical_find(&t, 0, 100, 18, &c, &err), -1);
	assert_string_equal(err.text, "no critical values at observation 18: expected 19 to 100");
	assert_int_equal(psy_critical_find(&t, 0, 100, 101, &c, &err), -1);
	psy_critical_release(&t);
}

static void the_table_agrees_with_other_simulations(void **state)
{
	static const struct {
		int count;
		double sadf[3], gsadf[3];
	} all[] = {
		{ 100, { 0.984, 1.293, 1.885 }, { 1.692, 1.986, 2.605 } },
		{ 200, { 1.086, 1.389, 1.958 }, { 1.844, 2.109, 2.662 } },
		{ 400, { 1.159, 1.447, 1.999 }, { 1.963, 2.203, 2.704 } },
		{ 800, { 1.222, 1.521, 2.043 }, { 2.074, 2.304, 2.819 } },
		{ 1600, { 1.282, 1.561, 2.112 }, { 2.164, 2.390, 2.856 } },
	};
	struct psy_critical_table t = shipped();
	struct psy_critical c;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		assert_int_equal(psy_critical_find(&t, 0, all[i].count, all[i].count, &c, &err), 0);
		for (int level = 0; level < PSY_LEVELS; level++) {
			double within = level == PSY_LEVEL_99 ? 0.1 : 0.04;

			assert_near(c.value[PSY_QUANTITY_SADF][level], all[i].sadf[level], within);
			assert_near(c.value[PSY_QUANTITY_GSADF][level], all[i].gsadf[level], within);
		}
	}
	psy_critical_release(&t);
}

static void between_the_grid_values_lie_between_and_on_it_they_are_the_table(void **state)
{
	struct psy_critical_table t = shipped();
	struct psy_critical low, middle, high;
	struct error err;

	(void)state;
	assert_int_equal(psy_critical_find(&t, 0, 400, 400, &low, &err), 0);
	assert_int_equal(psy_critical_find(&t, 0, 520, 520, &middle, &err), 0);
	assert_int_equal(psy_critical_find(&t, 0, 600, 600, &high, &err), 0);
	assert_true(low.value[PSY_QUANTITY_GSADF][0] < middle.value[PSY_QUANTITY_GSADF][0]);
	assert_true(middle.value[PSY_QUANTITY_GSADF][0] < high.value[PSY_QUANTITY_GSADF][0]);
	for (size_t i = 0; i < t.row_count; i++) {
		const struct psy_critical_row *row = &t.rows[i];
		struct psy_critical c;

		assert_int_equal(psy_critical_find(&t, row->lag, row->count, row->end, &c, &err), 0);
		assert_near(c.value[PSY_QUANTITY_BSADF][1], row->quantiles.value[PSY_QUANTITY_BSADF][1], 1e-9);
	}
	psy_critical_release(&t);
}

static void the_two_rules_of_stamping_differ_as_known(void **state)
{
	static double pointwise[1680], running[1680];
	struct psy_critical_table t = shipped();
	struct error err;

	(void)state;
	assert_int_equal(psy_critical_sequence(&t, 0, 1680, PSY_QUANTITY_BSADF, PSY_LEVEL_95, pointwise, &err), 0);
	assert_int_equal(psy_critical_sequence(&t, 0, 1680, PSY_QUANTITY_SADF, PSY_LEVEL_95, running, &err), 0);
	assert_true(isnan(pointwise[88]) && isfinite(pointwise[89]));
	assert_near(pointwise[1587], 0.67, 0.03);
	assert_near(running[1587], 1.544, 0.04);
	for (int i = 91; i < 1680; i++)
		assert_true(running[i] >= running[i - 1] - 1e-9);
	psy_critical_release(&t);
}

static void a_simulation_is_a_function_of_its_seed(void **state)
{
	struct psy_critical_row a[PSY_CRITICAL_ENDS], b[PSY_CRITICAL_ENDS], c[PSY_CRITICAL_ENDS];
	struct error err;

	(void)state;
	assert_int_equal(psy_critical_simulate(0, 60, 200, 1, a, &err), 0);
	assert_int_equal(psy_critical_simulate(0, 60, 200, 1, b, &err), 0);
	assert_int_equal(psy_critical_simulate(0, 60, 200, 2, c, &err), 0);
	assert_memory_equal(&a[15].quantiles, &b[15].quantiles, sizeof a[15].quantiles);
	assert_memory_not_equal(&a[15].quantiles, &c[15].quantiles, sizeof a[15].quantiles);
	assert_int_equal(a[0].end, psy_window(60));
	assert_int_equal(a[15].end, 60);
}

static void a_simulation_that_cannot_be_is_refused(void **state)
{
	struct psy_critical_row rows[PSY_CRITICAL_ENDS];
	struct error err;

	(void)state;
	assert_int_equal(psy_critical_simulate(-1, 60, 200, 1, rows, &err), -1);
	assert_int_equal(psy_critical_simulate(0, 0, 200, 1, rows, &err), -1);
	assert_int_equal(psy_critical_simulate(12, 40, 200, 1, rows, &err), -1);
	assert_int_equal(psy_critical_simulate(0, 60, 0, 1, rows, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_row_is_refused_by_line_and_field),
		cmocka_unit_test(what_the_table_does_not_cover_is_refused),
		cmocka_unit_test(the_table_agrees_with_other_simulations),
		cmocka_unit_test(between_the_grid_values_lie_between_and_on_it_they_are_the_table),
		cmocka_unit_test(the_two_rules_of_stamping_differ_as_known),
		cmocka_unit_test(a_simulation_is_a_function_of_its_seed),
		cmocka_unit_test(a_simulation_that_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
