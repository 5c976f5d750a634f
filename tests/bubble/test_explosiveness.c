/* X: which tests count, which lag decides, and what is said of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/component.h"
#include "bubble/explosiveness.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

static const int64_t now = 1780000000;

static struct reading group_reading(const struct series_test *tests, size_t count)
{
	struct bubble_inputs in = { .tests = tests, .test_count = count };
	struct assumption_set set = { 0 };
	struct reading r;

	reading_init(&r);
	r.time = now;
	explosiveness_component(&r, &set, &in);
	return r;
}

static void assert_missing(const struct series_test *tests, size_t count, const char *why)
{
	struct reading r = group_reading(tests, count);

	assert_true(isnan(r.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS]));
	assert_true(isnan(r.components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS]));
	assert_string_equal(r.sentence[COMPONENT_EXPLOSIVENESS], why);
	assert_int_equal(r.input_count, 0);
}

static void without_tests_it_is_not_yet(void **state)
{
	(void)state;
	assert_missing(NULL, 0, "not yet: needs 100 weeks of closes");
}

static void tests_of_a_company_are_none_of_the_group(void **state)
{
	struct series_test tests[2] = { series_test_sample("NVDA", 0, 0.1, now),
					series_test_sample("NVDA", 1, 0.1, now) };

	(void)state;
	assert_missing(tests, 2, "not yet: needs 100 weeks of closes");
}

static void tests_of_the_future_do_not_count(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.1, now + 1),
					series_test_sample(SERIES_GROUP, 1, 0.1, now + 1) };

	(void)state;
	assert_missing(tests, 2, "not yet: needs 100 weeks of closes");
	tests[0].last = tests[1].last = now;
	assert_near(group_reading(tests, 2).components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 90, 1e-12);
}

static void a_short_series_does_not_count(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.1, now),
					series_test_sample(SERIES_GROUP, 1, 0.1, now) };

	(void)state;
	tests[1].count = 99;
	assert_missing(tests, 2, "not yet: needs 100 weeks of closes, there are 99");
	tests[1].count = 100;
	assert_near(group_reading(tests, 2).components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 90, 1e-12);
}

static void without_replicates_or_a_p_value_there_is_no_score(void **state)
{
	static const double wrong[] = { (double)NAN, -0.1, 1.5 };
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.1, now),
					series_test_sample(SERIES_GROUP, 1, 0.1, now) };

	(void)state;
	tests[0].replicates = 0;
	assert_missing(tests, 2, "not yet: the bootstrap at lag 0 is still to be made");
	tests[0].replicates = 999;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		tests[0].p_bsadf = wrong[i];
		assert_missing(tests, 2, "the test at lag 0 has no p-value of the last week");
	}
}

static void one_lag_alone_does_not_decide(void **state)
{
	struct series_test test = series_test_sample(SERIES_GROUP, 0, 0.1, now);

	(void)state;
	assert_missing(&test, 1, "not yet: needs 100 weeks of closes");
	test.lag = 1;
	assert_missing(&test, 1, "not yet: needs 100 weeks of closes");
}

static void the_weaker_lag_decides_for_both_camps(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.004, now),
					series_test_sample(SERIES_GROUP, 1, 0.31, now) };

	(void)state;
	struct reading r = group_reading(tests, 2);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS], 69, 1e-12);
	assert_near(r.components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 69, 1e-12);
	assert_string_equal(
		r.sentence[COMPONENT_EXPLOSIVENESS],
		"GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: not robust; p = .31 now at lag 1, "
		"the weaker; 0 of 0 companies explosive now");
	tests[0].p_bsadf = 0.5;
	r = group_reading(tests, 2);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS], 50, 1e-12);
	assert_non_null(strstr(r.sentence[COMPONENT_EXPLOSIVENESS], "p = .50 now at lag 0, the weaker"));
}

static void a_fall_scores_nothing_however_explosive(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.001, now),
					series_test_sample(SERIES_GROUP, 1, 0.001, now) };

	(void)state;
	tests[0].state = EPISODE_RISE;
	tests[1].state = EPISODE_FALL;
	struct reading r = group_reading(tests, 2);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS], 0, 0);
	assert_non_null(strstr(r.sentence[COMPONENT_EXPLOSIVENESS], "a fall now, so 0 at lag 1, the weaker"));
}

static void a_bootstrap_in_the_making_does_not_hide_last_weeks(void **state)
{
	struct series_test tests[4] = { series_test_sample(SERIES_GROUP, 0, 0.2, now - 604800),
					series_test_sample(SERIES_GROUP, 1, 0.2, now - 604800),
					series_test_sample(SERIES_GROUP, 0, 0.9, now),
					series_test_sample(SERIES_GROUP, 1, 0.9, now) };

	(void)state;
	assert_near(group_reading(tests, 4).components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 10, 1e-12);
	tests[2].replicates = tests[3].replicates = 0;
	assert_near(group_reading(tests, 4).components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 80, 1e-12);
}

static void the_companies_that_rise_and_fall_now_are_counted(void **state)
{
	struct series_test tests[6] = {
		series_test_sample(SERIES_GROUP, 0, 0.2, now), series_test_sample(SERIES_GROUP, 1, 0.1, now),
		series_test_sample("NVDA", 0, 0.01, now),      series_test_sample("AMD", 0, 0.01, now),
		series_test_sample("TSM", 0, 0.6, now),        series_test_sample("ORCL", 1, 0.01, now),
	};

	(void)state;
	tests[2].state = EPISODE_RISE;
	tests[3].state = EPISODE_FALL;
	tests[5].state = EPISODE_RISE; /* of the other lag */
	struct reading r = group_reading(tests, 6);
	const char *end = strstr(r.sentence[COMPONENT_EXPLOSIVENESS], "at lag 0");
	assert_non_null(end);
	assert_string_equal(end, "at lag 0, the weaker; 2 of 3 companies explosive now (1 falling)");
}

static void the_inputs_name_series_length_lag_and_replicates(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.2, now - 5),
					series_test_sample(SERIES_GROUP, 1, 0.1, now - 5) };

	(void)state;
	struct reading r = group_reading(tests, 2);
	const struct reading_input *now_at_1 = reading_input_named(&r, "BSADF now, lag 1");
	assert_int_equal(r.input_count, 6);
	assert_near(now_at_1->value, 1.2, 0);
	assert_true(now_at_1->as_of == now - 5 && !now_at_1->is_context);
	assert_string_equal(now_at_1->source, "weekly log closes, T=520, lag 1, B=999");
	assert_near(reading_input_named(&r, "GSADF, lag 0")->value, 2.927747710772, 0);
	assert_near(reading_input_named(&r, "wild bootstrap p now, lag 0")->value, 0.2, 0);
}

static void the_longest_sentence_fits(void **state)
{
	struct series_test tests[7] = { series_test_sample(SERIES_GROUP, 0, 0.012, now),
					series_test_sample(SERIES_GROUP, 1, 0.001, now) };

	(void)state;
	for (size_t i = 0; index_companies[i]; i++) {
		tests[2 + i] = series_test_sample(index_companies[i], 0, 0.5, now);
		tests[2 + i].state = i < 2 ? EPISODE_FALL : EPISODE_RISE;
	}
	tests[0].gsadf = -11.25;
	tests[0].critical_gsadf[0] = (double)NAN;
	tests[0].p_gsadf = 0.034;
	struct reading r = group_reading(tests, 7);
	assert_string_equal(r.sentence[COMPONENT_EXPLOSIVENESS],
			    "GSADF -11.25, no Monte Carlo value, wild bootstrap p = .034: not robust; p = .012 now at "
			    "lag 0, the weaker; 5 of 5 companies explosive now (2 falling)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_tests_it_is_not_yet),
		cmocka_unit_test(tests_of_a_company_are_none_of_the_group),
		cmocka_unit_test(tests_of_the_future_do_not_count),
		cmocka_unit_test(a_short_series_does_not_count),
		cmocka_unit_test(without_replicates_or_a_p_value_there_is_no_score),
		cmocka_unit_test(one_lag_alone_does_not_decide),
		cmocka_unit_test(the_weaker_lag_decides_for_both_camps),
		cmocka_unit_test(a_fall_scores_nothing_however_explosive),
		cmocka_unit_test(a_bootstrap_in_the_making_does_not_hide_last_weeks),
		cmocka_unit_test(the_companies_that_rise_and_fall_now_are_counted),
		cmocka_unit_test(the_inputs_name_series_length_lag_and_replicates),
		cmocka_unit_test(the_longest_sentence_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
