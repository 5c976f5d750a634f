#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/share_count.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int64_t day(const char *date)
{
	int64_t time;
	if (timestamp_parse_date(date, &time))
		fail_msg("%s is no date", date);
	return time;
}

static struct fact fact_of(const char *symbol, const char *concept_name, double value, const char *unit,
			   const char *as_of, const char *source, const char *origin)
{
	struct fact f = { .value = value, .as_of = day(as_of) };
	snprintf(f.symbol, sizeof f.symbol, "%s", symbol);
	snprintf(f.concept, sizeof f.concept, "%s", concept_name);
	snprintf(f.unit, sizeof f.unit, "%s", unit);
	snprintf(f.source, sizeof f.source, "%s", source);
	snprintf(f.origin, sizeof f.origin, "%s", origin);
	return f;
}

static struct corporate_event split_of(const char *symbol, const char *date, double numerator, double denominator)
{
	struct corporate_event e = { .action = ACTION_SPLIT, .numerator = numerator, .denominator = denominator };
	snprintf(e.symbol, sizeof e.symbol, "%s", symbol);
	e.time = day(date);
	return e;
}

#define SEC(filed) "dei:EntityCommonStockSharesOutstanding, 10-Q 0001045810-24-000124 filed " filed

/* What a price of that day is multiplied by; 0 nothing. */
static double count_at(struct fact *facts, size_t fact_count, struct corporate_event *splits, size_t split_count,
		       const char *symbol, const char *date)
{
	const struct fact_list list = {
		.items = facts, .count = fact_count, .splits = splits, .split_count = split_count
	};
	struct share_count c;
	return share_count_find(&c, &list, symbol, day(date)) ? c.value : 0;
}

static void no_count_is_found_where_none_or_nought_is_known(void **state)
{
	(void)state;
	struct fact none = fact_of("A", "shares", 0, "shares", "2024-05-24", "sec-facts", SEC("2024-05-29"));
	struct fact other = fact_of("A", "revenue", 5, "USD", "2024-05-24", "sec-facts", SEC("2024-05-29"));
	assert_true(count_at(&none, 1, NULL, 0, "A", "2024-07-01") == 0);
	assert_true(count_at(&other, 1, NULL, 0, "A", "2024-07-01") == 0);
	assert_true(count_at(NULL, 0, NULL, 0, "A", "2024-07-01") == 0);
}

static void what_was_filed_before_a_split_is_multiplied_from_its_day_on(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2024-06-10", 10, 1) };
	struct fact f = fact_of("NVDA", "shares", 2.46e9, "shares", "2024-05-24", "sec-facts", SEC("2024-05-29"));
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2024-06-07") == 2.46e9);
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2024-06-10") == 24.6e9);
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2026-06-10") == 24.6e9);
}

static void what_was_filed_on_the_day_of_a_split_or_later_stays(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2024-06-10", 10, 1) };
	struct fact f = fact_of("NVDA", "shares", 24.6e9, "shares", "2024-05-24", "sec-facts", SEC("2024-06-10"));
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2024-06-11") == 24.6e9);
	f = fact_of("NVDA", "shares", 24.5e9, "shares", "2024-08-23", "sec-facts", SEC("2024-08-28"));
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2024-09-02") == 24.5e9);
}

static void splits_of_others_and_dividends_change_nothing(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("AMD", "2024-06-10", 10, 1), split_of("NVDA", "2024-06-10", 0, 1),
					    split_of("NVDA", "2024-06-11", 10, 1) };
	struct fact f = fact_of("NVDA", "shares", 2.46e9, "shares", "2024-05-24", "sec-facts", SEC("2024-05-29"));
	splits[2].action = ACTION_DIVIDEND;
	assert_true(count_at(&f, 1, splits, COUNT(splits), "NVDA", "2024-07-01") == 2.46e9);
}

static void several_splits_multiply_and_a_reverse_one_divides(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("A", "2024-06-10", 4, 1), split_of("A", "2025-02-03", 3, 2),
					    split_of("A", "2026-03-02", 1, 10) };
	struct fact f = fact_of("A", "shares", 100, "shares", "2024-05-24", "sec-facts", SEC("2024-05-29"));
	assert_true(count_at(&f, 1, splits, 3, "A", "2025-02-02") == 400);
	assert_true(count_at(&f, 1, splits, 3, "A", "2025-02-03") == 600);
	assert_true(count_at(&f, 1, splits, 3, "A", "2026-03-02") == 60);
}

static void one_split_dated_by_two_sources_counts_once(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("A", "2025-12-29", 4, 1), split_of("A", "2026-01-01", 4, 1),
					    split_of("A", "2026-06-01", 4, 1) };
	struct fact f = fact_of("A", "shares", 100, "shares", "2025-11-01", "sec-facts", SEC("2025-11-11"));
	assert_true(count_at(&f, 1, splits, 3, "A", "2026-01-15") == 400);
	assert_true(count_at(&f, 1, splits, 3, "A", "2026-06-01") == 1600); /* another one, months later */
	struct corporate_event same_day[] = { split_of("A", "2025-12-29", 4, 1), split_of("A", "2025-12-29", 4, 1) };
	assert_true(count_at(&f, 1, same_day, 2, "A", "2026-01-15") == 400);
}

/* Tokyo split on 2025-12-29, the receipt for half a share in New York ten days later: between the two days a
 * receipt still was half of an old share. */
static void a_receipt_splits_on_its_own_day(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("9984.T", "2025-12-29", 4, 1),
					    split_of("SFTBY", "2026-01-08", 4, 1) };
	static const char origin[] = "Yahoo fundamentals-timeseries, quarterlyOrdinarySharesNumber";
	struct fact facts[] = {
		fact_of("9984.T", "shares", 1.4247e9, "shares", "2025-09-30", "yahoo-timeseries", origin),
		fact_of("SFTBY", "shares", 2.8494e9, "shares", "2025-09-30", "yahoo-timeseries", origin),
	};
	static const struct {
		const char *symbol, *date;
		double count;
	} cases[] = { { "9984.T", "2025-12-26", 1.4247e9 },    { "9984.T", "2025-12-29", 4 * 1.4247e9 },
		      { "SFTBY", "2025-12-29", 2.8494e9 },     { "SFTBY", "2026-01-07", 2.8494e9 },
		      { "SFTBY", "2026-01-08", 4 * 2.8494e9 }, { "9984.T", "2026-01-08", 4 * 1.4247e9 } };
	for (size_t i = 0; i < COUNT(cases); i++)
		if (count_at(facts, 2, splits, 2, cases[i].symbol, cases[i].date) != cases[i].count)
			fail_msg("%s on %s", cases[i].symbol, cases[i].date);
}

/* Balance sheets of the end of December are issued in February, and restated for what split in January. */
static void accounts_without_a_day_of_filing_stand_on_the_first_day_they_can_have_been_out(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("SFTBY", "2026-01-08", 4, 1) };
	struct fact f = fact_of("SFTBY", "shares", 11.4e9, "shares", "2025-12-31", "yahoo-timeseries", "Yahoo");
	assert_true(count_at(&f, 1, splits, 1, "SFTBY", "2026-02-20") == 11.4e9);
	f = fact_of("SFTBY", "shares", 2.85e9, "shares", "2025-12-31", SHIPPED_SOURCE, "company: on that very day");
	assert_true(count_at(&f, 1, splits, 1, "SFTBY", "2026-02-20") == 11.4e9);
}

/* Yahoo rewrites the counts of past balance sheets after a split, some day. */
static void a_count_that_its_source_has_restated_is_not_multiplied_again(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2026-11-02", 2, 1) };
	struct fact facts[] = {
		fact_of("NVDA", "shares", 48.3e9, "shares", "2026-07-31", "yahoo-timeseries", "Yahoo"),
		fact_of("NVDA", "eps", 3.3, "USD", "2026-07-31", "yahoo-timeseries", "Yahoo"),
		fact_of("NVDA", "shares", 24.2e9, "shares", "2026-05-15", SHIPPED_SOURCE, "10-Q 0001045810-26-000052"),
	};
	const struct fact_list list = { .items = facts, .count = 3, .splits = splits, .split_count = 1 };
	facts[0].fetched = facts[1].fetched = day("2026-11-20");
	assert_true(count_at(facts, 3, splits, 1, "NVDA", "2026-11-22") == 48.3e9);
	assert_true(share_value(&list, &facts[1], day("2026-11-22")) == 3.3);
	facts[1].fetched = day("2026-11-01"); /* earnings that were not fetched anew */
	assert_true(share_value(&list, &facts[1], day("2026-11-22")) == 1.65);
	facts[1].fetched = day("2026-11-20");
	facts[0].value = 24.1e9; /* not yet */
	assert_true(count_at(facts, 3, splits, 1, "NVDA", "2026-11-22") == 48.2e9);
	assert_true(share_value(&list, &facts[1], day("2026-11-22")) == 1.65);
	facts[0].value = 48.3e9; /* known before the split: whatever it is, it was not restated for it */
	facts[0].fetched = day("2026-11-01");
	assert_true(count_at(facts, 3, splits, 1, "NVDA", "2026-11-22") == 96.6e9);
	facts[0].fetched = day("2026-11-20");
	assert_true(count_at(facts, 2, splits, 1, "NVDA", "2026-11-22") == 96.6e9); /* nothing else shows it */
	facts[2] = fact_of("NVDA", "shares", 24.2e9, "shares", "2026-05-15", "sec-facts", SEC("2026-05-20"));
	assert_true(count_at(facts, 3, splits, 1, "NVDA", "2026-11-22") == 48.3e9);
	facts[2] = fact_of("AMD", "shares", 24.2e9, "shares", "2026-05-15", "sec-facts", SEC("2026-05-20"));
	assert_true(count_at(facts, 3, splits, 1, "NVDA", "2026-11-22") == 96.6e9);
}

static void shipped_counts_stand_on_their_own_day(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2026-11-02", 2, 1) };
	struct fact f =
		fact_of("NVDA", "shares", 24.2e9, "shares", "2026-05-15", SHIPPED_SOURCE, "10-Q 0001045810-26-000052");
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2026-11-22") == 48.4e9);
	f.as_of = day("2026-11-03");
	assert_true(count_at(&f, 1, splits, 1, "NVDA", "2026-11-22") == 24.2e9);
}

static void money_of_one_share_is_divided_and_other_figures_stay(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2024-06-10", 10, 1) };
	struct fact facts[] = {
		fact_of("NVDA", "eps", 11.93, "USD", "2024-01-28", "sec-facts", SEC("2024-02-21")),
		fact_of("NVDA", "revenue", 60.9e9, "USD", "2024-01-28", "sec-facts", SEC("2024-02-21")),
		fact_of("NVDA", "shares", 2.46e9, "shares", "2024-02-16", "sec-facts", SEC("2024-02-21")),
	};
	const struct fact_list list = { .items = facts, .count = 3, .splits = splits, .split_count = 1 };
	char note[SHARE_NOTE_SIZE];
	assert_true(share_value(&list, &facts[0], day("2024-06-07")) == 11.93);
	assert_true(fabs(share_value(&list, &facts[0], day("2024-06-10")) - 1.193) < 1e-12);
	assert_true(share_value(&list, &facts[1], day("2024-06-10")) == 60.9e9);
	assert_true(share_value(&list, &facts[2], day("2024-06-10")) == 24.6e9);
	share_note(&list, &facts[0], day("2024-06-11"), note);
	assert_string_equal(note, "/10 for the split of 10 Jun 2024");
	share_note(&list, &facts[1], day("2024-06-11"), note);
	assert_string_equal(note, "");
	share_note(&list, &facts[2], day("2024-06-11"), note);
	assert_string_equal(note, "x10 for the split of 10 Jun 2024");
	share_note(&list, &facts[2], day("2024-06-09"), note);
	assert_string_equal(note, "");
	splits[0] = split_of("NVDA", "2024-06-10", 1, 8);
	share_note(&list, &facts[2], day("2024-06-11"), note);
	assert_string_equal(note, "/8 for the split of 10 Jun 2024");
}

static void the_day_of_filing_is_read_from_the_origin(void **state)
{
	(void)state;
	static const struct {
		const char *origin, *filed;
	} cases[] = {
		{ "us-gaap:Revenues, 10-K 0001045810-26-000021, 10-Q 0001045810-26-000052 filed 2026-05-20",
		  "2026-05-20" },
		{ "10-Q filed 2026-05-20; 10-Q/A filed 2026-06-01", "2026-06-01" },
		{ "filed 2026-13-20", NULL },
		{ "filed ", NULL },
		{ "Yahoo, as filed by the company", NULL },
		{ "", NULL },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fact f = { .as_of = 1 };
		snprintf(f.origin, sizeof f.origin, "%s", cases[i].origin);
		assert_int_equal(fact_filed(&f), cases[i].filed ? day(cases[i].filed) : 0);
	}
}

static void a_market_value_goes_through_the_splits(void **state)
{
	(void)state;
	struct corporate_event splits[] = { split_of("NVDA", "2024-06-10", 10, 1) };
	struct fact facts[] = {
		fact_of("NVDA", "shares", 2.46e9, "shares", "2024-05-24", "sec-facts", SEC("2024-05-29")),
		fact_of("NVDA", "net_income", 42.6e9, "USD", "2024-04-28", "sec-facts", SEC("2024-05-29")),
	};
	snprintf(facts[1].period, sizeof facts[1].period, "TTM");
	const struct fact_list list = { .items = facts, .count = 2, .splits = splits, .split_count = 1 };
	struct valuation v;
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "NVDA");
	snprintf(q.currency, sizeof q.currency, "USD");
	q.price = 1208.88;
	q.as_of = day("2024-06-07") + 20 * 3600;
	valuation_compute(&v, &q, &list, NULL, 0);
	double before = v.market_cap;
	assert_true(before == 1208.88 * 2.46e9 && v.split_factor == 1 && v.shares == 2.46e9);
	assert_int_equal(v.shares_as_of, day("2024-05-24"));
	q.price = 120.888;
	q.as_of = day("2024-06-10") + 14 * 3600;
	valuation_compute(&v, &q, &list, NULL, 0);
	assert_true(fabs(v.market_cap / before - 1) < 1e-12 && v.split_factor == 10 && v.shares == 24.6e9);
	assert_true(fabs(v.pe - before / 42.6e9) < 1e-9);
	q.price = (double)NAN;
	valuation_compute(&v, &q, &list, NULL, 0);
	assert_true(isnan(v.market_cap) && v.shares == 24.6e9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_count_is_found_where_none_or_nought_is_known),
		cmocka_unit_test(what_was_filed_before_a_split_is_multiplied_from_its_day_on),
		cmocka_unit_test(what_was_filed_on_the_day_of_a_split_or_later_stays),
		cmocka_unit_test(splits_of_others_and_dividends_change_nothing),
		cmocka_unit_test(several_splits_multiply_and_a_reverse_one_divides),
		cmocka_unit_test(one_split_dated_by_two_sources_counts_once),
		cmocka_unit_test(a_receipt_splits_on_its_own_day),
		cmocka_unit_test(accounts_without_a_day_of_filing_stand_on_the_first_day_they_can_have_been_out),
		cmocka_unit_test(a_count_that_its_source_has_restated_is_not_multiplied_again),
		cmocka_unit_test(shipped_counts_stand_on_their_own_day),
		cmocka_unit_test(money_of_one_share_is_divided_and_other_figures_stay),
		cmocka_unit_test(the_day_of_filing_is_read_from_the_origin),
		cmocka_unit_test(a_market_value_goes_through_the_splits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
