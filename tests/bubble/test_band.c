/* How components become one number: weights, the two means, and the band that late inputs widen. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/timestamp.h"
#include "bubble/bubble.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

enum { DAY = 86400 };

/* Valuation (98.774100 and 34.698463, CAPE of 31 May 2026) and gap (86.216323 and 1.652215, newest guidance of
 * 10 June 2026): the other rows of the ledger and the accounts are taken out. */
static void valuation_and_gap(struct shipped_records *s)
{
	size_t kept = 0;

	shipped_records_init(s);
	for (size_t i = 0; index_companies[i]; i++)
		shipped_forget(s, index_companies[i]);
	for (size_t i = 0; i < s->deals.count; i++)
		if (strcmp(s->deals.items[i].class_text, "guidance") == 0)
			s->deals.items[kept++] = s->deals.items[i];
	s->deals.count = kept;
}

static const double marcus_v = 98.774100, huang_v = 34.698463, marcus_g = 86.216323, huang_g = 1.652215;

static struct reading at(const struct shipped_records *s, const char *date, int64_t later)
{
	struct reading r;
	int64_t time;

	assert_int_equal(timestamp_parse_date(date, &time), 0);
	bubble_compute(&r, &s->set, &s->in, time + later);
	return r;
}

static void inputs_are_fresh_to_the_last_second_of_their_age(void **state)
{
	struct shipped_records s;

	(void)state;
	valuation_and_gap(&s);
	struct reading fresh = at(&s, "2026-05-31", 75 * DAY), late = at(&s, "2026-05-31", 75 * DAY + 1);
	assert_int_equal(reading_component_count(&fresh), 2);
	assert_false(fresh.stale[COMPONENT_VALUATION]);
	assert_true(late.stale[COMPONENT_VALUATION]);
	assert_false(late.stale[COMPONENT_REVENUE_GAP]);
	assert_near(late.sd, fresh.sd, 1e-4);
	fresh = at(&s, "2026-06-10", 130 * DAY);
	late = at(&s, "2026-06-10", 130 * DAY + 1);
	assert_false(fresh.stale[COMPONENT_REVENUE_GAP]);
	assert_true(late.stale[COMPONENT_REVENUE_GAP]);
	shipped_records_release(&s);
}

static void late_inputs_widen_the_band_and_leave_the_readings(void **state)
{
	struct shipped_records s;
	double v = marcus_v - huang_v, g = marcus_g - huang_g;

	(void)state;
	valuation_and_gap(&s);
	struct reading fresh = at(&s, "2026-05-31", 0), half = at(&s, "2026-05-31", 75 * DAY * 3 / 2);
	assert_near(fresh.sd, sqrt((v * v + g * g) / 12) / 2, 1e-6);
	v += (100 - v) / 2;
	assert_near(half.sd, sqrt((v * v + g * g) / 12) / 2, 1e-6);
	for (int c = 0; c < CAMPS; c++)
		assert_near(half.value[c], fresh.value[c], 0);
	assert_near(half.low, fresh.low, 0);
	assert_near(half.high, fresh.high, 0);
	assert_near(half.centre, fresh.centre, 0);
	shipped_records_release(&s);
}

static void at_twice_its_age_and_after_a_component_spans_the_scale(void **state)
{
	struct shipped_records s;

	(void)state;
	valuation_and_gap(&s);
	double widest = sqrt(2 * 100 * 100 / 12.0) / 2;
	assert_near(at(&s, "2026-06-10", 260 * DAY).sd, widest, 1e-9);
	assert_near(at(&s, "2026-06-10", 5000 * DAY).sd, widest, 1e-9);
	shipped_records_release(&s);
}

static void an_input_without_a_date_is_late(void **state)
{
	struct shipped_records s;

	(void)state;
	valuation_and_gap(&s);
	shipped_fact(&s, "^GSPC", "cape", NULL)->as_of = 0;
	shipped_fact(&s, "^GSPC", "cape_percentile", NULL)->as_of = 0;
	assert_true(at(&s, "2026-05-31", 0).stale[COMPONENT_VALUATION]);
	shipped_records_release(&s);
}

static void a_missing_component_is_not_called_late(void **state)
{
	struct shipped_records s;

	(void)state;
	valuation_and_gap(&s);
	struct reading r = at(&s, "2036-05-31", 0);
	for (int k = COMPONENT_DELIVERY; k < COMPONENTS; k++)
		assert_false(r.stale[k]);
	shipped_records_release(&s);
}

static void old_tests_of_prices_are_late_after_three_weeks(void **state)
{
	struct shipped_records s;
	int64_t week;

	(void)state;
	valuation_and_gap(&s);
	assert_int_equal(timestamp_parse_date("2026-05-29", &week), 0);
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.25, week),
					series_test_sample(SERIES_GROUP, 1, 0.4, week) };
	s.in.tests = tests;
	s.in.test_count = 2;
	assert_false(at(&s, "2026-05-29", 21 * DAY).stale[COMPONENT_EXPLOSIVENESS]);
	assert_true(at(&s, "2026-05-29", 21 * DAY + 1).stale[COMPONENT_EXPLOSIVENESS]);
	shipped_records_release(&s);
}

static void only_the_ratio_of_weights_counts(void **state)
{
	struct shipped_records s;
	struct index_options o;

	(void)state;
	valuation_and_gap(&s);
	struct reading equal = at(&s, "2026-05-31", 0);
	index_options_init(&o);
	for (int k = 0; k < COMPONENTS; k++)
		o.weight[k] = 7;
	s.in.options = &o;
	struct reading seven = at(&s, "2026-05-31", 0);
	assert_near(seven.value[CAMP_MARCUS], equal.value[CAMP_MARCUS], 1e-12);
	assert_near(seven.sd, equal.sd, 1e-12);
	assert_near(seven.options.weight[COMPONENT_REVENUE_GAP], 7, 0);
	assert_near(equal.options.weight[COMPONENT_REVENUE_GAP], 1, 0);
	shipped_records_release(&s);
}

static void weights_shift_readings_and_band(void **state)
{
	struct shipped_records s;
	struct index_options o;
	double v = marcus_v - huang_v, g = marcus_g - huang_g;

	(void)state;
	valuation_and_gap(&s);
	index_options_init(&o);
	o.weight[COMPONENT_VALUATION] = 3;
	s.in.options = &o;
	struct reading r = at(&s, "2026-05-31", 0);
	assert_near(r.value[CAMP_MARCUS], 0.75 * marcus_v + 0.25 * marcus_g, 1e-6);
	assert_near(r.value[CAMP_HUANG], 0.75 * huang_v + 0.25 * huang_g, 1e-6);
	assert_near(r.sd, sqrt((9 * v * v + g * g) / 16 / 12), 1e-6);
	shipped_records_release(&s);
}

static void all_weight_on_what_is_missing_gives_no_reading(void **state)
{
	struct shipped_records s;
	struct index_options o = { .weight = { [COMPONENT_EXPLOSIVENESS] = 1 } };

	(void)state;
	valuation_and_gap(&s);
	s.in.options = &o;
	struct reading r = at(&s, "2026-05-31", 0);
	assert_int_equal(reading_component_count(&r), 2);
	assert_true(isnan(r.value[CAMP_MARCUS]) && isnan(r.value[CAMP_HUANG]) && isnan(r.sd) && isnan(r.low));
	shipped_records_release(&s);
}

static void the_geometric_mean_lets_no_component_hide_another(void **state)
{
	struct shipped_records s;
	struct index_options o;

	(void)state;
	valuation_and_gap(&s);
	index_options_init(&o);
	o.mean = MEAN_GEOMETRIC;
	s.in.options = &o;
	struct reading r = at(&s, "2026-05-31", 0);
	assert_near(r.value[CAMP_MARCUS], sqrt(marcus_v * marcus_g), 1e-6);
	assert_near(r.value[CAMP_HUANG], sqrt(huang_v * huang_g), 1e-6);
	o.weight[COMPONENT_VALUATION] = 3;
	r = at(&s, "2026-05-31", 0);
	assert_near(r.value[CAMP_HUANG], pow(huang_v, 0.75) * pow(huang_g, 0.25), 1e-6);
	shipped_records_release(&s);
}

static void of_a_component_below_one_the_geometric_mean_takes_one(void **state)
{
	struct shipped_records s;
	struct index_options o;
	struct error err;

	(void)state;
	valuation_and_gap(&s);
	index_options_init(&o);
	o.mean = MEAN_GEOMETRIC;
	s.in.options = &o;
	assert_int_equal(assumption_set_apply(&s.set, "lab_revenue=1000", &err), 0);
	struct reading r = at(&s, "2026-05-31", 0);
	assert_near(r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 0, 0);
	assert_near(r.value[CAMP_HUANG], sqrt(huang_v), 1e-6);
	shipped_records_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inputs_are_fresh_to_the_last_second_of_their_age),
		cmocka_unit_test(late_inputs_widen_the_band_and_leave_the_readings),
		cmocka_unit_test(at_twice_its_age_and_after_a_component_spans_the_scale),
		cmocka_unit_test(an_input_without_a_date_is_late),
		cmocka_unit_test(a_missing_component_is_not_called_late),
		cmocka_unit_test(old_tests_of_prices_are_late_after_three_weeks),
		cmocka_unit_test(only_the_ratio_of_weights_counts),
		cmocka_unit_test(weights_shift_readings_and_band),
		cmocka_unit_test(all_weight_on_what_is_missing_gives_no_reading),
		cmocka_unit_test(the_geometric_mean_lets_no_component_hide_another),
		cmocka_unit_test(of_a_component_below_one_the_geometric_mean_takes_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
