/* A unit-root test in one line: the numbers that decided, and never more than they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/series_test.h"

static const double missing = (double)NAN;

/* The price-dividend ratio of the S&P 500, 1973-2018, at lag 0. */
static struct series_test sample(void)
{
	return (struct series_test){
		.symbol = "NVDA",
		.count = 547,
		.window = 47,
		.last = 100,
		.gsadf = 2.927747710772,
		.critical_gsadf = { 2.01, 2.24, 2.75 },
		.replicates = 999,
		.p_gsadf = 0.235,
		.p_bsadf = 0.6,
	};
}

static void assert_says(const struct series_test *t, const char *expected)
{
	char sentence[96];
	series_test_sentence(t, sentence, sizeof sentence);
	assert_string_equal(sentence, expected);
}

static void without_quantiles_there_is_no_monte_carlo_value_and_nothing_is_robust(void **state)
{
	(void)state;
	for (size_t level = 0; level < SERIES_TEST_LEVELS; level++) {
		struct series_test t = sample();
		t.critical_gsadf[level] = missing;
		t.p_gsadf = 0.2;
		assert_says(&t, "GSADF 2.93, no Monte Carlo value, wild bootstrap p = .20: not robust");
	}
	struct series_test t = sample();
	for (size_t level = 0; level < SERIES_TEST_LEVELS; level++)
		t.critical_gsadf[level] = missing;
	t.p_gsadf = 0.001;
	assert_says(&t, "GSADF 2.93, no Monte Carlo value, wild bootstrap p = .001: not robust");
}

static void without_replicates_there_is_no_bootstrap_and_nothing_is_robust(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.replicates = 0;
	assert_says(&t, "GSADF 2.93, Monte Carlo p < .01, no wild bootstrap: not robust");
	t = sample();
	t.p_gsadf = missing;
	assert_says(&t, "GSADF 2.93, Monte Carlo p < .01, no wild bootstrap: not robust");
}

static void a_series_without_a_statistic_says_so(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.gsadf = t.p_gsadf = missing;
	assert_says(&t, "no GSADF, no Monte Carlo value, no wild bootstrap: not robust");
}

static void what_only_one_of_both_rejects_is_not_robust(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.p_gsadf = 0.23;
	assert_says(&t, "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: not robust");
	t.gsadf = 2.1;
	t.p_gsadf = 0.04;
	assert_says(&t, "GSADF 2.10, Monte Carlo p < .10, wild bootstrap p = .040: not robust");
}

static void what_both_reject_at_five_per_cent_is_robust(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.p_gsadf = 0.001;
	assert_says(&t, "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .001: robust");
	t.gsadf = 2.5;
	t.p_gsadf = 0.05;
	assert_says(&t, "GSADF 2.50, Monte Carlo p < .05, wild bootstrap p = .050: robust");
	t.p_gsadf = 0.051;
	assert_says(&t, "GSADF 2.50, Monte Carlo p < .05, wild bootstrap p = .051: not robust");
}

static void what_neither_rejects_is_no_rejection(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.gsadf = 0.476949385219;
	t.p_gsadf = 0.8;
	assert_says(&t, "GSADF 0.48, Monte Carlo p > .10, wild bootstrap p = .80: no rejection");
	t.gsadf = -1.2;
	t.p_gsadf = 1;
	assert_says(&t, "GSADF -1.20, Monte Carlo p > .10, wild bootstrap p = 1.00: no rejection");
}

static void a_statistic_on_its_quantile_does_not_reject(void **state)
{
	(void)state;
	struct series_test t = sample();
	t.gsadf = 2.75;
	assert_says(&t, "GSADF 2.75, Monte Carlo p < .05, wild bootstrap p = .23: not robust");
	t.gsadf = 2.24;
	assert_says(&t, "GSADF 2.24, Monte Carlo p < .10, wild bootstrap p = .23: no rejection");
	t.gsadf = 2.01;
	assert_says(&t, "GSADF 2.01, Monte Carlo p > .10, wild bootstrap p = .23: no rejection");
}

static void a_small_space_cuts_the_sentence(void **state)
{
	struct series_test t = sample();
	char sentence[12] = "";
	(void)state;
	series_test_sentence(&t, sentence, sizeof sentence);
	assert_string_equal(sentence, "GSADF 2.93,");
}

static void the_newest_test_of_symbol_and_lag_is_found_and_none_of_the_future(void **state)
{
	struct series_test tests[5];
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		tests[i] = sample();
		tests[i].last = (int64_t)(100 + 10 * i);
	}
	tests[3].lag = 1;
	strcpy(tests[4].symbol, "AMD");
	assert_null(series_test_find(NULL, 0, "NVDA", 0, INT64_MAX));
	assert_null(series_test_find(tests, 5, "ORCL", 0, INT64_MAX));
	assert_null(series_test_find(tests, 5, "NVDA", 2, INT64_MAX));
	assert_null(series_test_find(tests, 5, "NVDA", 0, 99));
	assert_ptr_equal(series_test_find(tests, 5, "NVDA", 0, INT64_MAX), &tests[2]);
	assert_ptr_equal(series_test_find(tests, 5, "NVDA", 0, 119), &tests[1]);
	assert_ptr_equal(series_test_find(tests, 5, "NVDA", 0, 100), &tests[0]);
	assert_ptr_equal(series_test_find(tests, 5, "NVDA", 1, INT64_MAX), &tests[3]);
	assert_ptr_equal(series_test_find(tests, 5, "AMD", 0, INT64_MAX), &tests[4]);
}

static void the_companies_are_five_symbols_and_none_is_the_group(void **state)
{
	size_t count = 0;
	(void)state;
	for (; index_companies[count]; count++) {
		assert_true(symbol_is_valid(index_companies[count]));
		assert_string_not_equal(index_companies[count], SERIES_GROUP);
	}
	assert_int_equal(count, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_quantiles_there_is_no_monte_carlo_value_and_nothing_is_robust),
		cmocka_unit_test(without_replicates_there_is_no_bootstrap_and_nothing_is_robust),
		cmocka_unit_test(a_series_without_a_statistic_says_so),
		cmocka_unit_test(what_only_one_of_both_rejects_is_not_robust),
		cmocka_unit_test(what_both_reject_at_five_per_cent_is_robust),
		cmocka_unit_test(what_neither_rejects_is_no_rejection),
		cmocka_unit_test(a_statistic_on_its_quantile_does_not_reject),
		cmocka_unit_test(a_small_space_cuts_the_sentence),
		cmocka_unit_test(the_newest_test_of_symbol_and_lag_is_found_and_none_of_the_future),
		cmocka_unit_test(the_companies_are_five_symbols_and_none_is_the_group),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
