/* share/ledger.tsv as it is compiled in: the sums that the index is checked against. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/shipped.h"
#include "market/deal.h"

static int read_ledger(void **state)
{
	static struct deal_list list;
	const struct shipped_file *file = shipped_find("ledger.tsv");
	struct error err = { "" };
	if (!file || deal_list_parse(&list, file->data, file->length, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = &list;
	return 0;
}

static int release_ledger(void **state)
{
	deal_list_release(*state);
	return 0;
}

static void all_61_deals_are_there_and_no_seed_row(void **state)
{
	const struct deal_list *list = *state;
	size_t deals = 0;
	for (size_t i = 0; i < list->count; i++) {
		deals += list->items[i].id[0] == 'D';
		assert_true(list->items[i].id[0] == 'D' || list->items[i].id[0] == 'Q');
	}
	assert_int_equal(deals, 61);
}

static void announced_edges_are_27_and_1454_bn(void **state)
{
	const struct deal_list *list = *state;
	size_t rows = 0;
	double total = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (!deal_has_edge(d) || d->superseded || d->delivery == DELIVERY_NONE || !isfinite(d->amount_high))
			continue;
		assert_string_equal(d->currency, "USD");
		rows++;
		total += d->amount_high;
	}
	assert_int_equal(rows, 27);
	assert_true(fabs(total - 1454.0e9) < 1);
}

/* The weights of the two columns over those rows, as worked by hand. */
static void delivered_shares_are_those_worked_by_hand(void **state)
{
	static const double marcus[DELIVERY_CLASSES] = { 0, 0, 0, .30, .43, .43, .43, .70, .90, 1 };
	static const double huang[DELIVERY_CLASSES] = { 0, 0, 0, .30, .80, .80, .90, 1, 1, 1 };
	const struct deal_list *list = *state;
	double total = 0, m = 0, h = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (!deal_has_edge(d) || d->superseded || d->delivery == DELIVERY_NONE || !isfinite(d->amount_high))
			continue;
		total += d->amount_high;
		m += marcus[d->delivery] * d->amount_high;
		h += huang[d->delivery] * d->amount_high;
	}
	assert_true(fabs(m / total - 0.71651926) < 1e-8);
	assert_true(fabs(h / total - 0.99090096) < 1e-8);
}

/* The sums of both circles, worked by hand: what moves along the edges. */
static void edges_carry_1472_8_bn_announced_and_1200_5_firm(void **state)
{
	const struct deal_list *list = *state;
	double announced = 0, firm = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (!deal_has_edge(d) || d->delivery <= DELIVERY_CANCELLED || !isfinite(deal_edge_announced(d)))
			continue;
		announced += *d->supersedes ? 0 : deal_edge_announced(d);
		firm += d->superseded || d->delivery < DELIVERY_CONTRACT ? 0 : deal_edge_firm(d);
	}
	assert_true(fabs(announced - 1472.8e9) < 1);
	assert_true(fabs(firm - 1200.5e9) < 1);
}

static void every_gigawatt_counted_elsewhere_names_a_row_that_counts(void **state)
{
	const struct deal_list *list = *state;
	size_t parts = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (!*d->gw_in)
			continue;
		parts++;
		assert_true(isfinite(d->gw));
		assert_true(deal_counts_power(list, deal_list_find(list, d->gw_in)));
		assert_false(deal_counts_power(list, d));
	}
	assert_int_equal(parts, 5);
}

static void capex_guidance_of_the_five_customers_is_805_bn(void **state)
{
	static const char *const payers[] = { "AMZN", "GOOGL", "META", "MSFT", "ORCL" };
	const struct deal_list *list = *state;
	double total = 0;
	size_t rows = 0;
	for (size_t i = 0; i < list->count; i++)
		for (size_t p = 0; p < sizeof payers / sizeof *payers; p++) {
			const struct deal *d = &list->items[i];
			if (strcmp(d->kind, "capex guidance") != 0 || strcmp(d->payer, payers[p]) != 0)
				continue;
			assert_string_equal(d->class_text, "guidance");
			rows++;
			total += (d->amount_low + d->amount_high) / 2;
		}
	assert_int_equal(rows, 5);
	assert_true(fabs(total - 805e9) < 1);
}

static void the_letter_of_intent_is_superseded_by_the_commitment(void **state)
{
	const struct deal_list *list = *state;
	assert_true(deal_list_find(list, "D01")->superseded);
	assert_int_equal(deal_list_find(list, "D01")->delivery, DELIVERY_LOI);
	assert_false(deal_list_find(list, "D03")->superseded);
	assert_true(deal_list_find(list, "D03")->amount_high == 30e9);
}

static void the_output_pledge_is_no_capex_and_no_edge(void **state)
{
	const struct deal *d = deal_list_find(*state, "D37");
	assert_string_equal(d->kind, "output pledge");
	assert_int_equal(d->delivery, DELIVERY_PLAN);
	assert_false(deal_has_edge(d));
	assert_string_equal(d->payer, "");
}

static void accounts_keep_their_own_currency(void **state)
{
	assert_string_equal(deal_list_find(*state, "D54")->currency, "TWD");
	assert_true(deal_list_find(*state, "D54")->amount_high == 3809e9);
	assert_string_equal(deal_list_find(*state, "D55")->currency, "JPY");
}

/* The point of the file: a bare number of somebody is a quote, never a fact. */
static void claims_are_quotes_or_rumours_of_low_confidence(void **state)
{
	const struct deal_list *list = *state;
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (d->id[0] != 'Q')
			continue;
		assert_string_equal(d->confidence, "low");
		assert_true(!strcmp(d->class_text, "quote") || d->delivery == DELIVERY_RUMOUR);
		assert_false(deal_has_edge(d));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_61_deals_are_there_and_no_seed_row),
		cmocka_unit_test(announced_edges_are_27_and_1454_bn),
		cmocka_unit_test(delivered_shares_are_those_worked_by_hand),
		cmocka_unit_test(edges_carry_1472_8_bn_announced_and_1200_5_firm),
		cmocka_unit_test(every_gigawatt_counted_elsewhere_names_a_row_that_counts),
		cmocka_unit_test(capex_guidance_of_the_five_customers_is_805_bn),
		cmocka_unit_test(the_letter_of_intent_is_superseded_by_the_commitment),
		cmocka_unit_test(the_output_pledge_is_no_capex_and_no_edge),
		cmocka_unit_test(accounts_keep_their_own_currency),
		cmocka_unit_test(claims_are_quotes_or_rumours_of_low_confidence),
	};
	return cmocka_run_group_tests(tests, read_ledger, release_ledger);
}
