/* What one would have to believe: each row's own move by hand, and the revenue that closes the gap. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "bubble/sensitivity.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

static const int64_t now = 1780000000;

static size_t rows_count(void)
{
	size_t count = 0;

	while (assumption_rows[count].key)
		count++;
	return count;
}

static const struct sensitivity *of(const struct sensitivity *all, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].row->key, key) == 0)
			return &all[i];
	fail_msg("no row %s", key);
	return NULL;
}

static void without_an_index_no_row_moves_it(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct bubble_inputs nothing = { 0 };
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	size_t count = sensitivity_compute(all, &s.set, &nothing, now);
	assert_int_equal(count, rows_count());
	for (size_t i = 0; i < count; i++) {
		assert_true(isnan(all[i].moves[CAMP_MARCUS]) && isnan(all[i].moves[CAMP_HUANG]));
		assert_int_equal(all[i].component, COMPONENTS);
		assert_ptr_equal(all[i].row, &assumption_rows[i]);
	}
	shipped_records_release(&s);
}

static void every_row_is_there_once_the_farthest_first(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	size_t count = sensitivity_compute(all, &s.set, &s.in, now);
	assert_int_equal(count, rows_count());
	for (const struct assumption_row *row = assumption_rows; row->key; row++)
		assert_non_null(of(all, count, row->key));
	for (size_t i = 1; i < count; i++)
		assert_true(fmax(fabs(all[i - 1].moves[0]), fabs(all[i - 1].moves[1])) >=
			    fmax(fabs(all[i].moves[0]), fabs(all[i].moves[1])));
	shipped_records_release(&s);
}

static void a_row_on_which_both_camps_agree_moves_nothing(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	size_t count = sensitivity_compute(all, &s.set, &s.in, now);
	const struct sensitivity *labs = of(all, count, "lab_revenue");
	assert_near(labs->moves[CAMP_MARCUS], 0, 0);
	assert_near(labs->moves[CAMP_HUANG], 0, 0);
	assert_int_equal(labs->component, COMPONENTS);
	shipped_records_release(&s);
}

/* Of five components, so a score's change counts a fifth. */
static void the_moves_are_those_worked_by_hand(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	size_t count = sensitivity_compute(all, &s.set, &s.in, now);
	/* Marcus with 125 bn of existing business: G 1 - 180 / 399.02270597; Huang without: 1 - 92 / 220.64553843. */
	const struct sensitivity *share = of(all, count, "existing_share");
	assert_near(share->moves[CAMP_MARCUS], -100 * 125 / 399.02270597 / 5, 1e-6);
	assert_near(share->moves[CAMP_HUANG], 100 * 125 / 220.64553843 / 5, 1e-6);
	assert_int_equal(share->component, COMPONENT_REVENUE_GAP);
	/* A contract: 70 % delivered, or all of it; the ledger's contracts with an amount. */
	double contracts = 0;
	for (size_t i = 0; i < s.deals.count; i++) {
		const struct deal *d = &s.deals.items[i];

		if (deal_has_edge(d) && d->delivery == DELIVERY_CONTRACT && !d->superseded && isfinite(d->amount_high))
			contracts += d->amount_high / 1e9;
	}
	const struct sensitivity *contract = of(all, count, "deliver_contract");
	assert_near(contract->moves[CAMP_MARCUS], -100 * 0.3 * contracts / 1454 / 5, 1e-9);
	assert_near(contract->moves[CAMP_HUANG], 100 * 0.3 * contracts / 1454 / 5, 1e-9);
	assert_int_equal(contract->component, COMPONENT_DELIVERY);
	/* Oracle is one of two firms of F. */
	const struct sensitivity *customers = of(all, count, "customer_paid");
	assert_near(customers->moves[CAMP_MARCUS], -100 / 1.5 * 55.66 / 31.97 * 75 / 638 / 2 / 5, 1e-9);
	assert_near(customers->moves[CAMP_HUANG], -customers->moves[CAMP_MARCUS], 1e-9);
	assert_int_equal(customers->component, COMPONENT_FINANCING);
	/* Rows behind the growth that a price takes for granted score nothing. */
	assert_near(of(all, count, "equity_return")->moves[CAMP_MARCUS], 0, 0);
	shipped_records_release(&s);
}

static void the_set_that_was_asked_about_stays_as_it_was(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct assumption_set before = s.set;
	sensitivity_compute(all, &s.set, &s.in, now);
	assert_memory_equal(&s.set.camp, &before.camp, sizeof before.camp);
	shipped_records_release(&s);
}

static void a_component_of_weight_0_moves_nothing(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct index_options o;
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	index_options_init(&o);
	o.weight[COMPONENT_DELIVERY] = 0;
	s.in.options = &o;
	size_t count = sensitivity_compute(all, &s.set, &s.in, now);
	const struct sensitivity *contract = of(all, count, "deliver_contract");
	assert_near(contract->moves[CAMP_MARCUS], 0, 0);
	assert_int_equal(contract->component, COMPONENTS);
	shipped_records_release(&s);
}

static void without_capex_nothing_is_required(void **state)
{
	struct bubble_inputs nothing = { 0 };
	struct shipped_records s;
	struct break_even b;

	(void)state;
	shipped_records_init(&s);
	break_even_compute(&b, &s.set, &nothing);
	for (int c = 0; c < CAMPS; c++)
		assert_true(isnan(b.required[c]) && isnan(b.growth[c]));
	assert_near(b.counted[CAMP_MARCUS], 55e9, 1);
	shipped_records_release(&s);
}

static void labs_without_revenue_cannot_grow_to_it(void **state)
{
	struct shipped_records s;
	struct break_even b;
	struct error err;

	(void)state;
	shipped_records_init(&s);
	assert_int_equal(assumption_set_apply(&s.set, "lab_revenue=0", &err), 0);
	break_even_compute(&b, &s.set, &s.in);
	assert_true(isnan(b.growth[CAMP_MARCUS]) && isnan(b.growth[CAMP_HUANG]));
	assert_near(b.required[CAMP_MARCUS] / 1e9, 399.02270597, 1e-7);
	shipped_records_release(&s);
}

static void the_worked_break_even_comes_out(void **state)
{
	struct shipped_records s;
	struct break_even b;

	(void)state;
	shipped_records_init(&s);
	break_even_compute(&b, &s.set, &s.in);
	assert_near(b.required[CAMP_MARCUS] / 1e9, 399.02270597, 1e-7);
	assert_near(b.required[CAMP_HUANG] / 1e9, 220.64553843, 1e-7);
	assert_near(b.counted[CAMP_MARCUS] / 1e9, 55, 1e-9);
	assert_near(b.counted[CAMP_HUANG] / 1e9, 217, 1e-9);
	assert_near(b.growth[CAMP_MARCUS], 7.3, 0.05);
	assert_near(b.growth[CAMP_HUANG], 4.0, 0.05);
	shipped_records_release(&s);
}

static void its_time_is_printed(void **state)
{
	struct sensitivity all[ASSUMPTIONS_MAX];
	struct shipped_records s;
	enum { TIMES = 20 };

	(void)state;
	shipped_records_init(&s);
	int64_t start = clock_steady_ms();
	for (int i = 0; i < TIMES; i++)
		sensitivity_compute(all, &s.set, &s.in, now);
	printf("figure: sensitivities of the shipped ledger in %.2f ms\n", (double)(clock_steady_ms() - start) / TIMES);
	shipped_records_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_an_index_no_row_moves_it),
		cmocka_unit_test(every_row_is_there_once_the_farthest_first),
		cmocka_unit_test(a_row_on_which_both_camps_agree_moves_nothing),
		cmocka_unit_test(the_moves_are_those_worked_by_hand),
		cmocka_unit_test(the_set_that_was_asked_about_stays_as_it_was),
		cmocka_unit_test(a_component_of_weight_0_moves_nothing),
		cmocka_unit_test(without_capex_nothing_is_required),
		cmocka_unit_test(labs_without_revenue_cannot_grow_to_it),
		cmocka_unit_test(the_worked_break_even_comes_out),
		cmocka_unit_test(its_time_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
