/* What stands beside the index at weight 0, and that it changes neither score nor date. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/component.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

static const int64_t now = 1782864000; /* 2026-07-01 */

static struct reading context(const struct shipped_records *s)
{
	struct reading r;

	reading_init(&r);
	r.time = now;
	context_inputs(&r, &s->set, &s->in);
	return r;
}

static bool has_input(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->input_count; i++)
		if (strcmp(r->inputs[i].name, name) == 0)
			return true;
	return false;
}

static struct lppls_test lppls(const char *symbol, int64_t last, int windows, int qualified)
{
	struct lppls_test t = {
		.count = 750, .last = last, .windows = windows, .on_bound = 12, .qualified = qualified
	};

	strcpy(t.symbol, symbol);
	return t;
}

static void nothing_known_stands_beside_nothing(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	s.in = (struct bubble_inputs){ 0 };
	assert_int_equal(context(&s).input_count, 0);
	shipped_records_release(&s);
}

static void senseless_figures_are_left_out(void **state)
{
	struct lppls_test none = lppls("NVDA", now, 0, 0), later = lppls("AMD", now + 1, 126, 3);
	struct lppls_test tests[2] = { none, later };
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	shipped_fact(&s, "^GSPC", "tobins_q", NULL)->value = (double)NAN;
	strcpy(shipped_fact(&s, "NVDA", "data_centre_revenue_quarter", NULL)->unit, "XTS");
	s.in.lppls = tests;
	s.in.lppls_count = 2;
	struct reading r = context(&s);
	assert_false(has_input(&r, "Tobin's Q"));
	assert_false(has_input(&r, "AI revenue needed by Cahn's rule"));
	assert_false(has_input(&r, "LPPLS windows qualified, NVDA"));
	assert_false(has_input(&r, "LPPLS windows qualified, AMD"));
	shipped_records_release(&s);
}

static void without_a_sum_of_capex_there_is_no_depreciation(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	for (size_t i = 0; i < s.deals.count; i++)
		if (strcmp(s.deals.items[i].id, "D44") == 0)
			strcpy(s.deals.items[i].currency, "XTS");
	struct reading r = context(&s);
	assert_false(has_input(&r, "depreciation of the capex (Marcus)"));
	shipped_records_release(&s);
}

static void what_others_ask_of_the_spending_comes_out(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct reading r = context(&s);
	const struct reading_input *cahn = reading_input_named(&r, "AI revenue needed by Cahn's rule");
	const struct reading_input *marcus = reading_input_named(&r, "depreciation of the capex (Marcus)");
	assert_near(cahn->value, 1203.2, 1e-9);
	assert_string_equal(cahn->source, "Nvidia's data centres 75.2 bn in Q1 FY2027, x 4 x 2 / 0.5");
	assert_near(marcus->value, 192.30555556, 1e-7);
	assert_string_equal(marcus->source, "capex of 805 bn in straight lines of 3 and 20 years");
	assert_near(reading_input_named(&r, "depreciation of the capex (Huang)")->value, 102.86111111, 1e-7);
	assert_near(reading_input_named(&r, "equities over GDP (Buffett)")->value, 2.18, 0);
	const struct reading_input *q = reading_input_named(&r, "Tobin's Q");
	assert_near(q->value, 1.82, 0);
	assert_string_equal(q->source, "the-long-build.com, Q1 2026");
	for (size_t i = 0; i < r.input_count; i++)
		assert_true(r.inputs[i].is_context && r.inputs[i].as_of > 0);
	shipped_records_release(&s);
}

static void the_newest_fits_of_each_company_are_shown_as_an_experiment(void **state)
{
	struct lppls_test tests[4] = { lppls("NVDA", now - 10, 126, 63), lppls("NVDA", now - 5, 126, 18),
				       lppls("AMD", now - 5, 40, 0), lppls("ELSE", now - 5, 126, 126) };
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	s.in.lppls = tests;
	s.in.lppls_count = 4;
	struct reading r = context(&s);
	const struct reading_input *nvidia = reading_input_named(&r, "LPPLS windows qualified, NVDA");
	assert_near(nvidia->value, 100 * 18 / 126.0, 1e-12);
	assert_string_equal(nvidia->unit, "%");
	assert_true(nvidia->as_of == now - 5);
	assert_string_equal(nvidia->source, "18 of 126 windows up to 750 closes, 12 on a bound; an experiment");
	assert_near(reading_input_named(&r, "LPPLS windows qualified, AMD")->value, 0, 0);
	assert_false(has_input(&r, "LPPLS windows qualified, ELSE"));
	shipped_records_release(&s);
}

static void context_makes_the_reading_no_younger(void **state)
{
	struct lppls_test fit = lppls("NVDA", now, 126, 18);
	struct shipped_records s;
	struct reading without, with;

	(void)state;
	shipped_records_init(&s);
	bubble_compute(&without, &s.set, &s.in, now);
	s.in.lppls = &fit;
	s.in.lppls_count = 1;
	bubble_compute(&with, &s.set, &s.in, now);
	assert_int_equal(with.input_count, without.input_count + 1);
	assert_true(with.as_of == without.as_of);
	assert_memory_equal(with.components, without.components, sizeof with.components);
	assert_near(with.sd, without.sd, 0);
	shipped_records_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_known_stands_beside_nothing),
		cmocka_unit_test(senseless_figures_are_left_out),
		cmocka_unit_test(without_a_sum_of_capex_there_is_no_depreciation),
		cmocka_unit_test(what_others_ask_of_the_spending_comes_out),
		cmocka_unit_test(the_newest_fits_of_each_company_are_shown_as_an_experiment),
		cmocka_unit_test(context_makes_the_reading_no_younger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
