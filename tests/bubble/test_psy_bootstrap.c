#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/psy_bootstrap.h"
#include "tests/bubble/lcg.h"
#include "tests/bubble/near.h"

static struct psy statistics(const double *y, size_t count, int lag)
{
	struct psy p;
	struct error err = { "" };

	if (psy_compute(&p, y, count, lag, 27, &err))
		fail_msg("%s", err.text);
	return p;
}

static struct psy_bootstrap bootstrap(const struct psy *p, const double *y, int replicates, uint64_t seed)
{
	struct psy_bootstrap b;
	struct error err = { "" };

	if (psy_bootstrap_init(&b, p, y, PSY_WEIGHTS_NORMAL, replicates, seed, &err))
		fail_msg("%s", err.text);
	return b;
}

static void a_number_of_replicates_that_is_none_is_refused(void **state)
{
	static const int wrong[] = { 0, -1, 1000001 };
	double y[200];
	struct psy_bootstrap b;
	struct error err;

	(void)state;
	lcg_series(y, 200, false);
	struct psy p = statistics(y, 200, 0);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_int_equal(psy_bootstrap_init(&b, &p, y, PSY_WEIGHTS_NORMAL, wrong[i], 1, &err), -1);
		assert_non_null(strstr(err.text, "expected 1 to 1000000 replicates"));
	}
	psy_release(&p);
}

static void without_a_replicate_nothing_is_rejected(void **state)
{
	const double half = 0.5;
	double y[200], quantile;

	(void)state;
	lcg_series(y, 200, true);
	struct psy p = statistics(y, 200, 0);
	struct psy_bootstrap b = bootstrap(&p, y, 10, 1);
	assert_near(psy_bootstrap_p(&b, PSY_GSADF), 1, 0);
	assert_int_equal(psy_bootstrap_quantiles(&b, PSY_GSADF, &half, 1, &quantile), 0);
	assert_true(isnan(quantile));
	psy_bootstrap_release(&b);
	psy_release(&p);
}

static void a_series_without_a_statistic_has_no_p_value(void **state)
{
	double y[60];

	(void)state;
	for (int i = 0; i < 60; i++)
		y[i] = i;
	struct psy p = statistics(y, 60, 0);
	struct psy_bootstrap b = bootstrap(&p, y, 10, 1);
	assert_int_equal(psy_bootstrap_run(&b, 10), 0);
	assert_true(isnan(psy_bootstrap_p(&b, PSY_GSADF)));
	psy_bootstrap_release(&b);
	psy_release(&p);
}

static void slices_give_the_same_as_one_run_and_seeds_differ(void **state)
{
	double y[200];

	(void)state;
	lcg_series(y, 200, false);
	struct psy p = statistics(y, 200, 0);
	struct psy_bootstrap whole = bootstrap(&p, y, 99, 5), sliced = bootstrap(&p, y, 99, 5);
	struct psy_bootstrap other = bootstrap(&p, y, 99, 6);
	assert_int_equal(psy_bootstrap_run(&whole, 1000), 0);
	assert_int_equal(psy_bootstrap_run(&other, 1000), 0);
	assert_int_equal(psy_bootstrap_run(&sliced, 40), 59);
	assert_int_equal(psy_bootstrap_run(&sliced, 58), 1);
	assert_int_equal(psy_bootstrap_run(&sliced, 1), 0);
	for (int k = 0; k < PSY_STATISTICS; k++) {
		assert_memory_equal(whole.replicated[k], sliced.replicated[k], 99 * sizeof(double));
		assert_memory_not_equal(whole.replicated[k], other.replicated[k], 99 * sizeof(double));
	}
	psy_bootstrap_release(&whole);
	psy_bootstrap_release(&sliced);
	psy_bootstrap_release(&other);
	psy_release(&p);
}

static void every_replicate_draws_its_own_weights(void **state)
{
	double y[200];

	(void)state;
	lcg_series(y, 200, false);
	struct psy p = statistics(y, 200, 0);
	struct psy_bootstrap b = bootstrap(&p, y, 50, 5);
	assert_int_equal(psy_bootstrap_run(&b, 50), 0);
	for (int i = 1; i < 50; i++)
		for (int j = 0; j < i; j++)
			assert_true(b.replicated[PSY_GSADF][i] != b.replicated[PSY_GSADF][j]);
	psy_bootstrap_release(&b);
	psy_release(&p);
}

static void a_new_observation_gives_the_same_as_starting_anew(void **state)
{
	double y[200];
	struct error err = { "" };

	(void)state;
	lcg_series(y, 200, true);
	for (int lag = 0; lag < 2; lag++) {
		struct psy p = statistics(y, 190, lag);
		struct psy_bootstrap grown = bootstrap(&p, y, 40, 11);
		assert_int_equal(psy_bootstrap_run(&grown, 30), 10);
		for (size_t count = 191; count <= 200; count++) {
			assert_int_equal(psy_extend(&p, y, count, &err), 0);
			assert_int_equal(psy_bootstrap_extend(&grown, &p, y, &err), 0);
		}
		assert_int_equal(psy_bootstrap_run(&grown, 10), 0);
		struct psy_bootstrap anew = bootstrap(&p, y, 40, 11);
		assert_int_equal(psy_bootstrap_run(&anew, 40), 0);
		for (int k = 0; k < PSY_STATISTICS; k++) {
			for (int i = 0; i < 40; i++)
				assert_near(grown.replicated[k][i], anew.replicated[k][i], 1e-9);
			assert_near(psy_bootstrap_p(&grown, (enum psy_statistic)k),
				    psy_bootstrap_p(&anew, (enum psy_statistic)k), 0);
		}
		psy_bootstrap_release(&grown);
		psy_bootstrap_release(&anew);
		psy_release(&p);
	}
}

static void another_window_makes_the_replicates_anew(void **state)
{
	double y[200];
	struct psy longer;
	struct error err;

	(void)state;
	lcg_series(y, 200, false);
	struct psy p = statistics(y, 199, 0);
	struct psy_bootstrap b = bootstrap(&p, y, 20, 1);
	assert_int_equal(psy_bootstrap_run(&b, 20), 0);
	assert_int_equal(psy_compute(&longer, y, 200, 0, 28, &err), 0);
	assert_int_equal(psy_bootstrap_extend(&b, &longer, y, &err), 0);
	assert_int_equal(b.window, 28);
	assert_int_equal(psy_bootstrap_run(&b, 0), 20);
	psy_bootstrap_release(&b);
	psy_release(&longer);
	psy_release(&p);
}

static void a_walk_is_not_rejected_and_a_bubble_is(void **state)
{
	static const double probabilities[] = { 0.90, 0.95, 0.99 };
	static const double expected[] = { 1.910, 2.253, 2.981 };
	double y[200], quantiles[3];

	(void)state;
	lcg_series(y, 200, false);
	struct psy p = statistics(y, 200, 0);
	struct psy_bootstrap b = bootstrap(&p, y, 4000, 1);
	assert_int_equal(psy_bootstrap_run(&b, 4000), 0);
	assert_near(psy_bootstrap_p(&b, PSY_GSADF), 0.799, 0.03);
	assert_near(psy_bootstrap_p(&b, PSY_SADF), 0.909, 0.03);
	assert_int_equal(psy_bootstrap_quantiles(&b, PSY_GSADF, probabilities, 3, quantiles), 0);
	for (int i = 0; i < 3; i++)
		assert_near(quantiles[i], expected[i], i < 2 ? 0.08 : 0.16);
	psy_bootstrap_release(&b);
	psy_release(&p);

	lcg_series(y, 200, true);
	p = statistics(y, 200, 0);
	b = bootstrap(&p, y, 2000, 1);
	assert_int_equal(psy_bootstrap_run(&b, 2000), 0);
	assert_true(psy_bootstrap_p(&b, PSY_GSADF) < 0.001 && psy_bootstrap_p(&b, PSY_SADF) < 0.001);
	assert_true(psy_bootstrap_p(&b, PSY_LAST) > 0.1);
	psy_bootstrap_release(&b);
	psy_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_of_replicates_that_is_none_is_refused),
		cmocka_unit_test(without_a_replicate_nothing_is_rejected),
		cmocka_unit_test(a_series_without_a_statistic_has_no_p_value),
		cmocka_unit_test(slices_give_the_same_as_one_run_and_seeds_differ),
		cmocka_unit_test(every_replicate_draws_its_own_weights),
		cmocka_unit_test(a_new_observation_gives_the_same_as_starting_anew),
		cmocka_unit_test(another_window_makes_the_replicates_anew),
		cmocka_unit_test(a_walk_is_not_rejected_and_a_bubble_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
