#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/lppls.h"
#include "bubble/random.h"
#include "tests/bubble/near.h"

#define COUNT 400

static const struct lppls_parameters truth = { 430, 0.5, 9, 8, -0.05, 0.002, -0.003 };

struct series {
	double times[COUNT], log_prices[COUNT];
	struct lppls_series view;
};

static void series_init(struct series *s)
{
	for (int i = 0; i < COUNT; i++) {
		s->times[i] = i;
		s->log_prices[i] = lppls_value(&truth, i);
	}
	s->view = (struct lppls_series){ s->times, s->log_prices, COUNT };
}

static void assert_refused(const struct series *s, const char *expected)
{
	struct error err = { "" };

	assert_int_equal(lppls_check(&s->view, &err), -1);
	if (!strstr(err.text, expected))
		fail_msg("expected \"%s\" in \"%s\"", expected, err.text);
}

static void a_series_that_is_too_short_or_holed_or_out_of_order_is_refused(void **state)
{
	struct series s;

	(void)state;
	series_init(&s);
	s.view.count = 19;
	assert_refused(&s, "expected at least 20 observations, got 19");
	series_init(&s);
	s.log_prices[31] = (double)NAN;
	assert_refused(&s, "observation 31: expected the logarithm of a price, got nan");
	series_init(&s);
	s.log_prices[31] = -(double)INFINITY;
	assert_refused(&s, "observation 31");
	series_init(&s);
	s.times[31] = s.times[30];
	assert_refused(&s, "observation 31: expected a time after the one before");
	s.times[31] = (double)INFINITY;
	assert_refused(&s, "observation 31");
}

static void past_its_critical_time_the_model_says_nothing(void **state)
{
	struct series s;
	struct lppls_parameters p = truth;

	(void)state;
	series_init(&s);
	assert_true(isnan(lppls_value(&truth, 430)));
	assert_true(isnan(lppls_value(&truth, 1000)));
	p.tc = 399;
	assert_true(isnan(lppls_linear(&s.view, &p)));
}

static void a_series_that_never_changes_is_fitted_by_nothing_that_qualifies(void **state)
{
	struct series s;
	struct lppls_fit fit;
	struct error err;

	(void)state;
	series_init(&s);
	for (int i = 0; i < COUNT; i++)
		s.log_prices[i] = 5;
	assert_int_equal(lppls_fit(&s.view, &lppls_default_box, &fit, &err), 0);
	assert_false(lppls_qualifies(&fit, &lppls_default_filter, 0, 399));
}

static void the_functions_of_a_fit_come_out(void **state)
{
	const struct lppls_parameters a = { 1300.2412888852296,  0.6087189222292106,  6.344318139503496,
					    3034.166016949172,   -16.041970137173486, 0.21878280136703082,
					    -0.14789336333436504 };
	const struct lppls_parameters b = { 1428.0641475858731,   0.3473013071950998,  6.052643019980449,
					    3910.1099206097356,   -169.93053270790418, 0.05189394517600043,
					    -0.045820295077658835 };
	const struct lppls_parameters turn = { .tc = 200, .w = 2 * acos(-1) };
	const struct lppls_parameters damp = { .m = 0.5, .w = 10, .b = -100, .c1 = 30, .c2 = 40 };
	const struct lppls_parameters flat = { .c1 = 3, .c2 = 0 };

	(void)state;
	assert_near(lppls_value(&a, 0), 1762.3196588471408, 1762e-12);
	assert_near(lppls_value(&b, 500), 2086.3299554496016, 2086e-12);
	assert_near(lppls_oscillations(&turn, 0, 100), log(2), 1e-15);
	assert_near(lppls_damping(&damp), 0.1, 1e-15);
	assert_near(lppls_amplitude(&damp), 50, 0);
	assert_near(lppls_amplitude(&flat), 3, 0);
}

static void the_made_series_has_the_values_it_must(void **state)
{
	struct series s;

	(void)state;
	series_init(&s);
	assert_near(s.log_prices[0], 7.004088417966262, 1e-12);
	assert_near(s.log_prices[199], 7.292402810561093, 1e-12);
	assert_near(s.log_prices[399], 7.739484802175518, 1e-12);
	assert_near(lppls_oscillations(&truth, 0, 399), 3.7669081653, 5e-11);
	assert_near(lppls_damping(&truth), 0.7704169392, 5e-11);
}

static void the_linear_part_is_exact_where_the_rest_is_true(void **state)
{
	struct series s;
	struct lppls_parameters p = { .tc = 430, .m = 0.5, .w = 9 };

	(void)state;
	series_init(&s);
	assert_near(lppls_linear(&s.view, &p), 0, 1e-14);
	assert_near(p.a, 8, 1e-10);
	assert_near(p.b, -0.05, 1e-11);
	assert_near(p.c1, 0.002, 1e-11);
	assert_near(p.c2, -0.003, 1e-11);
}

static void a_fit_of_the_made_series_returns_its_parameters(void **state)
{
	struct series s;
	struct lppls_fit fit;
	struct error err;

	(void)state;
	series_init(&s);
	assert_int_equal(lppls_fit(&s.view, &lppls_default_box, &fit, &err), 0);
	assert_near(fit.parameters.tc, 430, 1e-3);
	assert_near(fit.parameters.m, 0.5, 1e-4);
	assert_near(fit.parameters.w, 9, 1e-3);
	assert_near(fit.parameters.a, 8, 1e-3);
	assert_near(fit.sse, 0, 1e-10);
	assert_false(fit.on_bound);
	assert_true(lppls_qualifies(&fit, &lppls_default_filter, 0, 399));
}

static void an_optimum_on_a_bound_is_rejected(void **state)
{
	struct lppls_box narrow = lppls_default_box;
	struct series s;
	struct lppls_fit fit;
	struct error err;

	(void)state;
	series_init(&s);
	narrow.tc_high = 20; /* the truth is 31 days off */
	assert_int_equal(lppls_fit(&s.view, &narrow, &fit, &err), 0);
	assert_true(fit.on_bound);
	assert_false(lppls_qualifies(&fit, &lppls_default_filter, 0, 399));
}

static void the_same_series_gives_the_same_fit(void **state)
{
	struct series s;
	struct lppls_fit first, second;
	struct random r;
	struct error err;

	(void)state;
	series_init(&s);
	random_init(&r, 1, 0);
	for (int i = 0; i < COUNT; i++)
		s.log_prices[i] += 0.01 * random_normal(&r);
	assert_int_equal(lppls_fit(&s.view, &lppls_default_box, &first, &err), 0);
	assert_int_equal(lppls_fit(&s.view, &lppls_default_box, &second, &err), 0);
	assert_memory_equal(&first.parameters, &second.parameters, sizeof first.parameters);
}

static void every_bound_of_the_filter_disqualifies(void **state)
{
	struct lppls_filter loose = lppls_default_filter;
	struct lppls_fit good = { { 120, 0.5, 9.8, 8, -1, 0.03, 0.05 }, 1, false }, bad = good;

	(void)state;
	/* O = 9.8 / 2 pi ln(120 / 20) = 2.79; D = 0.5 / (9.8 x 0.0583) = 0.87; half the window is 50 days */
	assert_true(lppls_qualifies(&good, &lppls_default_filter, 0, 100));
	bad.parameters.b = 1;
	assert_false(lppls_qualifies(&bad, &lppls_default_filter, 0, 100));
	bad = good;
	bad.parameters.w = 5;
	assert_false(lppls_qualifies(&bad, &lppls_default_filter, 0, 100));
	loose.least_oscillations = 0.5;
	assert_true(lppls_qualifies(&bad, &loose, 0, 100));
	bad = good;
	bad.parameters.tc = 151;
	assert_false(lppls_qualifies(&bad, &loose, 0, 100));
	bad = good;
	bad.parameters.c1 = 0.3;
	assert_false(lppls_qualifies(&bad, &loose, 0, 100));
	bad = good;
	bad.on_bound = true;
	assert_false(lppls_qualifies(&bad, &loose, 0, 100));
}

static void run(struct lppls_confidence *c, const struct lppls_series *s)
{
	struct error err;

	assert_int_equal(lppls_confidence_init(c, s, &err), 0);
	assert_true(isnan(lppls_confidence_value(c)));
	while (lppls_confidence_step(c))
		;
	lppls_confidence_release(c);
}

static void the_confidence_divides_by_all_windows(void **state)
{
	struct lppls_confidence c;
	struct series s;

	(void)state;
	series_init(&s);
	s.view.count = 143;
	run(&c, &s.view);
	assert_int_equal(c.windows, 4); /* 140, 135, 130, 125 */
	assert_int_equal(c.series.count, 140);
	assert_near(lppls_confidence_value(&c), c.qualified / 4.0, 0);
	s.view.count = 124;
	run(&c, &s.view);
	assert_int_equal(c.windows, 0);
	assert_true(isnan(lppls_confidence_value(&c)));
}

/* One pass over the grid serves all windows; each must come out as if it had been fitted alone. */
static void the_windows_of_a_confidence_are_fitted_as_each_alone(void **state)
{
	struct lppls_confidence c;
	struct series s;
	struct random r;
	int on_bound = 0, qualified = 0;

	(void)state;
	series_init(&s);
	random_init(&r, 7, 0);
	for (int i = 0; i < COUNT; i++)
		s.log_prices[i] += 0.01 * random_normal(&r);
	s.view.count = 230;
	run(&c, &s.view);
	for (size_t count = 230; count >= 125; count -= 5) {
		size_t skipped = 230 - count;
		struct lppls_series window = { s.view.times + skipped, s.view.log_prices + skipped, count };
		struct lppls_fit fit;
		struct error err;

		assert_int_equal(lppls_fit(&window, &lppls_default_box, &fit, &err), 0);
		on_bound += fit.on_bound;
		qualified += lppls_qualifies(&fit, &lppls_default_filter, window.times[0], window.times[count - 1]);
	}
	assert_int_equal(c.windows, 22);
	assert_int_equal(c.on_bound, on_bound);
	assert_int_equal(c.qualified, qualified);
}

static void a_confidence_can_be_given_up_half_way(void **state)
{
	struct lppls_confidence c;
	struct series s;
	struct error err;

	(void)state;
	series_init(&s);
	assert_int_equal(lppls_confidence_init(&c, &s.view, &err), 0);
	for (int i = 0; i < 30; i++)
		assert_true(lppls_confidence_step(&c));
	lppls_confidence_release(&c);
	assert_false(lppls_confidence_step(&c));
	lppls_confidence_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_series_that_is_too_short_or_holed_or_out_of_order_is_refused),
		cmocka_unit_test(past_its_critical_time_the_model_says_nothing),
		cmocka_unit_test(a_series_that_never_changes_is_fitted_by_nothing_that_qualifies),
		cmocka_unit_test(the_functions_of_a_fit_come_out),
		cmocka_unit_test(the_made_series_has_the_values_it_must),
		cmocka_unit_test(the_linear_part_is_exact_where_the_rest_is_true),
		cmocka_unit_test(a_fit_of_the_made_series_returns_its_parameters),
		cmocka_unit_test(an_optimum_on_a_bound_is_rejected),
		cmocka_unit_test(the_same_series_gives_the_same_fit),
		cmocka_unit_test(every_bound_of_the_filter_disqualifies),
		cmocka_unit_test(the_confidence_divides_by_all_windows),
		cmocka_unit_test(the_windows_of_a_confidence_are_fitted_as_each_alone),
		cmocka_unit_test(a_confidence_can_be_given_up_half_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
