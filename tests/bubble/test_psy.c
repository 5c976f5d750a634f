#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/psy.h"
#include "bubble/random.h"
#include "tests/bubble/lcg.h"
#include "tests/bubble/near.h"

#define LONGEST 2000

static void assert_refused(const double *series, size_t count, int lag, int window, const char *expected)
{
	struct psy p;
	struct error err = { "" };

	assert_int_equal(psy_compute(&p, series, count, lag, window, &err), -1);
	if (!strstr(err.text, expected))
		fail_msg("expected \"%s\" in \"%s\"", expected, err.text);
	assert_null(p.badf);
	assert_null(p.bsadf);
}

static void a_series_that_is_too_short_is_refused(void **state)
{
	double y[200];

	(void)state;
	lcg_series(y, 200, false);
	assert_refused(y, 0, 0, 0, "expected at least 4 observations for lag 0, got 0");
	assert_refused(y, 3, 0, 4, "expected at least 4 observations for lag 0, got 3");
	assert_refused(y, 9, 3, 10, "expected at least 10 observations for lag 3, got 9");
}

static void a_lag_or_window_out_of_range_is_refused(void **state)
{
	double y[200];

	(void)state;
	lcg_series(y, 200, false);
	assert_refused(y, 200, -1, 0, "lag -1: expected 0 to 12");
	assert_refused(y, 200, 13, 0, "lag 13: expected 0 to 12");
	assert_refused(y, 200, 0, 3, "window 3: expected 4 to 200 observations for lag 0");
	assert_refused(y, 200, 0, 201, "window 201: expected 4 to 200");
	assert_refused(y, 200, 0, -5, "window -5: expected 4 to 200");
	assert_refused(y, 200, 12, 0, "window 27: expected 28 to 200 observations for lag 12");
}

static void a_gap_is_refused_by_its_place(void **state)
{
	static const double wrong[] = { (double)NAN, (double)INFINITY, -(double)INFINITY };
	double y[200];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		lcg_series(y, 200, false);
		y[117] = wrong[i];
		assert_refused(y, 200, 0, 0, "observation 117: expected a finite number");
	}
}

static void a_series_that_never_changes_is_refused(void **state)
{
	double y[50];

	(void)state;
	for (int i = 0; i < 50; i++)
		y[i] = 42.1;
	assert_refused(y, 50, 0, 0, "expected a series that changes, all 50 observations are 42.1");
}

static void a_logarithm_of_what_is_not_above_zero_is_refused_by_its_place(void **state)
{
	static const double wrong[] = { 0, -3, (double)NAN, (double)INFINITY };
	double out[3];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		double y[] = { 1, 2, wrong[i] };

		assert_int_equal(psy_logarithms(y, 3, out, &err), -1);
		assert_non_null(strstr(err.text, "observation 2: expected a number above zero"));
	}
	double y[] = { 1, 2, 4 };
	assert_int_equal(psy_logarithms(y, 3, out, &err), 0);
	assert_near(out[2], 2 * out[1], 1e-15);
}

static void a_window_without_change_has_no_statistic_and_the_others_have(void **state)
{
	double y[120];
	struct psy p;
	struct error err;

	(void)state;
	lcg_series(y, 120, false);
	for (int i = 1; i < 60; i++)
		y[i] = y[0];
	assert_int_equal(psy_compute(&p, y, 120, 0, 20, &err), 0);
	assert_true(isnan(p.badf[40]) && isnan(p.bsadf[40]));
	assert_true(isfinite(p.bsadf[70]) && isfinite(p.gsadf));
	psy_release(&p);
}

static void a_line_has_no_statistic_at_all(void **state)
{
	double y[60];
	struct psy p;
	struct error err;

	(void)state;
	for (int i = 0; i < 60; i++)
		y[i] = i;
	for (int lag = 0; lag < 3; lag++) {
		assert_int_equal(psy_compute(&p, y, 60, lag, 20, &err), 0);
		assert_true(isnan(p.adf) && isnan(p.sadf) && isnan(p.gsadf));
		assert_int_equal(p.gsadf_at, -1);
		psy_release(&p);
	}
}

static void the_window_rule_counts_observations(void **state)
{
	static const int rule[][2] = { { 100, 19 }, { 200, 27 },  { 229, 29 },  { 400, 40 },  { 500, 45 },  { 547, 47 },
				       { 800, 58 }, { 1000, 66 }, { 1600, 88 }, { 1680, 90 }, { 2000, 100 } };

	(void)state;
	for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
		assert_int_equal(psy_window(rule[i][0]), rule[i][1]);
}

struct expected {
	bool bubble;
	int count, lag, window;
	double adf, sadf, gsadf;
};

static void generated_series_have_the_published_statistics(void **state)
{
	static const struct expected all[] = {
		{ false, 200, 0, 27, -2.407140777250, -1.147603165914, 0.476949385219 },
		{ false, 200, 1, 27, -2.234023604752, -0.820450192029, 0.797318751691 },
		{ false, 200, 4, 27, -2.288737490935, -0.692167648185, 0.725021655204 },
		{ true, 200, 0, 27, -2.574052693692, 31.185525756159, 31.185525756159 },
		{ true, 200, 1, 27, -2.556853595622, 5.527075118848, 6.637297874631 },
		{ true, 200, 4, 27, -2.468521298577, 1.697527331746, 6.468045610718 },
		{ false, 500, 0, 45, -1.723556734651, -0.130244402391, 0.763148114541 },
		{ false, 500, 1, 45, -1.672967327582, -0.100129401676, 1.567143758303 },
		{ false, 500, 4, 45, -1.381558330257, 0.062162020838, 2.537009305957 },
		{ true, 500, 0, 45, -2.565865638360, 34.154925170367, 34.187985528098 },
		{ true, 500, 1, 45, -2.548639761467, 12.067579276264, 12.067579276264 },
		{ true, 500, 4, 45, -2.510223289612, 5.069912374903, 5.701714190507 },
		{ false, 1000, 0, 66, -1.276734812020, -0.130244402391, 1.338801128246 },
		{ true, 1000, 0, 66, -2.617869110082, 27.946373220558, 27.983923612702 },
		{ false, 2000, 0, 100, -0.1979473629, -0.0437940831, 1.7379185656 },
		{ false, 2000, 1, 100, -0.2185999979, -0.0688005828, 1.9468453727 },
		{ true, 2000, 0, 100, -2.3503626328, 23.8136359149, 23.8409679096 },
		{ true, 2000, 1, 100, -2.3470840805, 19.1035638423, 19.1260601547 },
	};
	static double y[LONGEST];
	struct psy p;
	struct error err = { "" };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const struct expected *e = &all[i];
		/* The references with lags come from recursive updates, good to 3e-9. */
		double tolerance = e->lag > 0 ? 1e-9 : e->count < 2000 ? 1e-11 : 6e-11;

		lcg_series(y, e->count, e->bubble);
		if (psy_compute(&p, y, (size_t)e->count, e->lag, 0, &err))
			fail_msg("%s", err.text);
		assert_int_equal(p.window, e->window);
		assert_near(p.adf, e->adf, tolerance);
		assert_near(p.sadf, e->sadf, tolerance);
		assert_near(p.gsadf, e->gsadf, tolerance);
		psy_release(&p);
	}
}

static void rows_instead_of_observations_give_the_other_programs_numbers(void **state)
{
	static double y[1000];
	struct psy p;
	struct error err;

	(void)state;
	lcg_series(y, 500, false);
	/* exuber's minw = 45 counts rows: 45 + lag + 1 observations */
	assert_int_equal(psy_compute(&p, y, 500, 4, 50, &err), 0);
	assert_near(p.gsadf, 1.5406166668, 1e-9);
	psy_release(&p);
	lcg_series(y, 1000, false);
	assert_int_equal(psy_compute(&p, y, 1000, 0, 67, &err), 0);
	assert_near(p.gsadf, 1.3340988164, 1e-10);
	psy_release(&p);
}

static void the_places_of_the_greatest_statistics_are_told(void **state)
{
	double y[200];
	struct psy p, window;
	struct error err;

	(void)state;
	lcg_series(y, 200, false);
	assert_int_equal(psy_compute(&p, y, 200, 0, 0, &err), 0);
	assert_int_equal(p.sadf_at, 33);
	assert_int_equal(p.gsadf_at, 125);
	int length = p.gsadf_at - p.gsadf_start + 1;
	assert_true(length >= p.window);
	assert_int_equal(psy_compute(&window, y + p.gsadf_start, (size_t)length, 0, length, &err), 0);
	assert_near(window.adf, p.gsadf, 1e-12);
	psy_release(&window);
	psy_release(&p);
}

/* ---- against a regression done plainly: normal equations in long double, one window at a time -------- */

static double plain_adf(const double *y, int a, int b, int lag)
{
	enum { MOST = PSY_LAG_MAX + 3 };
	int p = lag + 2, rows = b - a - lag;
	long double m[MOST][MOST + 1] = { { 0 } }, residual = 0;

	for (int t = a + lag + 1; t <= b; t++) {
		long double v[MOST] = { 1 };

		for (int i = 1; i <= lag; i++)
			v[i] = (long double)y[t - i] - (long double)y[t - i - 1];
		v[p - 1] = (long double)y[t - 1] - (long double)y[a];
		v[p] = (long double)y[t] - (long double)y[t - 1];
		for (int r = 0; r <= p; r++)
			for (int c = 0; c <= p; c++)
				m[r][c] += v[r] * v[c];
	}
	/* Elimination in order: the last pivots are what constant and lags leave of y_{t-1} and of d_t. */
	for (int k = 0; k < p; k++)
		for (int r = k + 1; r <= p; r++) {
			long double factor = m[r][k] / m[k][k];

			for (int c = k; c <= p; c++)
				m[r][c] -= factor * m[k][c];
		}
	residual = m[p][p] / (rows - lag - 2);
	return (double)(m[p - 1][p] / m[p - 1][p - 1] / sqrtl(residual / m[p - 1][p - 1]));
}

static void every_window_agrees_with_a_plain_regression(void **state)
{
	static const int lags[] = { 0, 1, 2, 3, 7, 12 };
	double y[90];
	struct psy p;
	struct error err;

	(void)state;
	for (int shape = 0; shape < 2; shape++) {
		lcg_series(y, 90, shape == 1);
		for (size_t i = 0; i < sizeof lags / sizeof lags[0]; i++) {
			int window = 30;

			assert_int_equal(psy_compute(&p, y, 90, lags[i], window, &err), 0);
			for (int b = window - 1; b < 90; b++) {
				double greatest = -(double)INFINITY;

				for (int a = 0; a <= b - window + 1; a++)
					greatest = fmax(greatest, plain_adf(y, a, b, lags[i]));
				assert_near(p.badf[b], plain_adf(y, 0, b, lags[i]), 1e-9);
				assert_near(p.bsadf[b], greatest, 1e-9);
			}
			psy_release(&p);
		}
	}
}

static void the_statistics_depend_neither_on_scale_nor_on_origin(void **state)
{
	static const double scales[] = { 1e-200, 1e-9, 3.7, 1e9, 1e200 };
	double y[200], z[200];
	struct psy p, q;
	struct error err;

	(void)state;
	lcg_series(y, 200, true);
	for (int lag = 0; lag < 2; lag++) {
		assert_int_equal(psy_compute(&p, y, 200, lag, 0, &err), 0);
		for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
			for (int i = 0; i < 200; i++)
				z[i] = y[i] * scales[k];
			assert_int_equal(psy_compute(&q, z, 200, lag, 0, &err), 0);
			assert_near(q.gsadf, p.gsadf, 1e-9);
			psy_release(&q);
		}
		for (int i = 0; i < 200; i++)
			z[i] = y[i] + 4096;
		assert_int_equal(psy_compute(&q, z, 200, lag, 0, &err), 0);
		assert_near(q.gsadf, p.gsadf, 1e-8);
		psy_release(&q);
		psy_release(&p);
	}
}

static void one_more_observation_gives_the_same_as_computing_anew(void **state)
{
	double y[200];
	struct psy grown, whole;
	struct error err = { "" };

	(void)state;
	lcg_series(y, 200, true);
	for (int lag = 0; lag < 2; lag++) {
		assert_int_equal(psy_compute(&grown, y, 150, lag, 25, &err), 0);
		for (size_t count = 151; count <= 200; count++)
			assert_int_equal(psy_extend(&grown, y, count, &err), 0);
		assert_int_equal(psy_compute(&whole, y, 200, lag, 25, &err), 0);
		assert_near(grown.gsadf, whole.gsadf, 1e-12);
		assert_near(grown.sadf, whole.sadf, 1e-12);
		assert_near(grown.adf, whole.adf, 1e-12);
		assert_int_equal(grown.gsadf_start, whole.gsadf_start);
		for (int t = 24; t < 200; t++)
			assert_near(grown.bsadf[t], whole.bsadf[t], 1e-12);
		assert_int_equal(psy_extend(&grown, y, 200, &err), -1);
		assert_string_equal(err.text, "expected 201 observations, got 200");
		psy_release(&grown);
		psy_release(&whole);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_series_that_is_too_short_is_refused),
		cmocka_unit_test(a_lag_or_window_out_of_range_is_refused),
		cmocka_unit_test(a_gap_is_refused_by_its_place),
		cmocka_unit_test(a_series_that_never_changes_is_refused),
		cmocka_unit_test(a_logarithm_of_what_is_not_above_zero_is_refused_by_its_place),
		cmocka_unit_test(a_window_without_change_has_no_statistic_and_the_others_have),
		cmocka_unit_test(a_line_has_no_statistic_at_all),
		cmocka_unit_test(the_window_rule_counts_observations),
		cmocka_unit_test(generated_series_have_the_published_statistics),
		cmocka_unit_test(rows_instead_of_observations_give_the_other_programs_numbers),
		cmocka_unit_test(the_places_of_the_greatest_statistics_are_told),
		cmocka_unit_test(every_window_agrees_with_a_plain_regression),
		cmocka_unit_test(the_statistics_depend_neither_on_scale_nor_on_origin),
		cmocka_unit_test(one_more_observation_gives_the_same_as_computing_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
