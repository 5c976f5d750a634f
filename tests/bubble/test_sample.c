#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bubble/random.h"
#include "bubble/sample.h"
#include "tests/bubble/near.h"

static void a_percentile_counts_equals_as_half(void **state)
{
	static const double sample[] = { 10, 20, 20, 30 };
	static const double holed[] = { 10, (double)NAN };

	(void)state;
	assert_near(percentile_mid_rank(sample, 4, 20), 50, 0);
	assert_near(percentile_mid_rank(sample, 4, 5), 0, 0);
	assert_near(percentile_mid_rank(sample, 4, 31), 100, 0);
	assert_near(percentile_mid_rank(sample, 4, 10), 12.5, 0);
	assert_true(isnan(percentile_mid_rank(sample, 0, 20)));
	assert_true(isnan(percentile_mid_rank(sample, 4, (double)NAN)));
	assert_true(isnan(percentile_mid_rank(holed, 2, 20)));
}

static void a_quantile_lies_between_order_statistics(void **state)
{
	static const double sorted[] = { 1, 2, 4, 8 };

	(void)state;
	assert_true(isnan(sample_quantile(sorted, 0, 0.5)));
	assert_near(sample_quantile(sorted, 4, 0), 1, 0);
	assert_near(sample_quantile(sorted, 4, 0.5), 3, 1e-15);
	assert_near(sample_quantile(sorted, 4, 0.9), 4 + 0.7 * 4, 1e-14);
	assert_near(sample_quantile(sorted, 4, 1), 8, 0);
	assert_near(sample_quantile(sorted, 1, 0.3), 1, 0);
}

static void sorting_puts_missing_values_first(void **state)
{
	double sample[] = { 3, (double)NAN, -1, 2 };

	(void)state;
	sample_sort(sample, 4);
	assert_true(isnan(sample[0]));
	assert_near(sample[1], -1, 0);
	assert_near(sample[3], 3, 0);
}

static void one_seed_and_stream_give_the_same_numbers_and_others_other_ones(void **state)
{
	struct random a, b, c, d;

	(void)state;
	random_init(&a, 7, 3);
	random_init(&b, 7, 3);
	random_init(&c, 7, 4);
	random_init(&d, 3, 7);
	for (int i = 0; i < 100; i++) {
		double x = random_normal(&a);

		assert_true(x == random_normal(&b));
		assert_true(x != random_normal(&c) && x != random_normal(&d));
	}
}

static void normals_have_the_moments_of_the_normal_law(void **state)
{
	struct random r;
	double sum = 0, squares = 0, fourth = 0;
	const int n = 400000;

	(void)state;
	random_init(&r, 1, 0);
	for (int i = 0; i < n; i++) {
		double x = random_normal(&r);

		sum += x;
		squares += x * x;
		fourth += x * x * x * x;
	}
	assert_near(sum / n, 0, 0.008);
	assert_near(squares / n, 1, 0.012);
	assert_near(fourth / n, 3, 0.08);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_percentile_counts_equals_as_half),
		cmocka_unit_test(a_quantile_lies_between_order_statistics),
		cmocka_unit_test(sorting_puts_missing_values_first),
		cmocka_unit_test(one_seed_and_stream_give_the_same_numbers_and_others_other_ones),
		cmocka_unit_test(normals_have_the_moments_of_the_normal_law),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
