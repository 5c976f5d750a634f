/* The figures that come with the program: whole, readable, and in agreement with what was worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "base/tsv.h"
#include "market/closes.h"
#include "market/deal.h"
#include "market/fact.h"
#include "market/session.h"

struct shelf {
	struct fact_list facts;
	struct closes closes;
};

static const struct shipped_file *shipped(const char *name)
{
	const struct shipped_file *file = shipped_find(name);
	if (!file)
		fail_msg("%s is not compiled in", name);
	return file;
}

static int read_shelf(void **state)
{
	static struct shelf shelf;
	const struct shipped_file *facts = shipped("facts.tsv"), *closes = shipped("closes.tsv");
	struct error err = { "" };
	if (fact_list_parse(&shelf.facts, facts->data, facts->length, &err) ||
	    closes_parse(&shelf.closes, closes->data, closes->length, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = &shelf;
	return 0;
}

static int release_shelf(void **state)
{
	struct shelf *shelf = *state;
	fact_list_release(&shelf->facts);
	closes_release(&shelf->closes);
	return 0;
}

static const char *const watchlist[] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };

static void the_watchlist_has_ten_years_of_closes_each(void **state)
{
	const struct shelf *shelf = *state;
	assert_int_equal(shelf->closes.count, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct candle_series *s = &shelf->closes.series[i];
		const struct quote *q = &shelf->closes.quotes[i];
		assert_string_equal(s->symbol, watchlist[i]);
		assert_string_equal(q->symbol, watchlist[i]);
		assert_true(s->count >= 139);
		assert_true(s->items[s->count - 1].close == q->price);
		assert_true(strlen(q->name) > 2);
	}
}

static void yen_and_taiwan_dollars_can_be_converted(void **state)
{
	const struct shelf *shelf = *state;
	int64_t as_of;
	double yen = fx_convert(shelf->closes.rates, shelf->closes.rate_count, 1, "USD", "JPY", &as_of);
	assert_true(yen > 100 && yen < 200);
	assert_true(as_of > 0);
	assert_true(isfinite(fx_convert(shelf->closes.rates, shelf->closes.rate_count, 1, "TWD", "JPY", NULL)));
}

static void a_first_board_has_a_market_value_for_every_company(void **state)
{
	const struct shelf *shelf = *state;
	for (size_t i = 0; i < 5; i++) {
		struct valuation v;
		valuation_compute(&v, &shelf->closes.quotes[i], &shelf->facts, shelf->closes.rates,
				  shelf->closes.rate_count);
		assert_true(v.market_cap_usd > 100e9 && v.market_cap_usd < 10e12);
		assert_true(v.ps > 1 && v.ps < 40);
		if (strcmp(watchlist[i], "9984.T") != 0) {
			assert_null(v.pe_void);
			assert_true(v.pe > 10 && v.pe < 250);
		} else {
			assert_true(isnan(v.pe));
			assert_string_equal(v.pe_void, "profit is mostly unrealised");
		}
	}
}

/* The market values of the ledger's days over the shipped accounts, against the ratios worked by hand. */
static void ratios_are_those_worked_by_hand(void **state)
{
	static const struct fx_rate rates[] = { { .from = "USD", .to = "TWD", .rate = 31.1 },
						{ .from = "USD", .to = "JPY", .rate = 158.73 } };
	static const struct {
		const char *symbol;
		double ps, pe, tolerance;
	} worked[] = {
		{ "NVDA", 21.0734, 44.4629, 1e-4 },
		{ "AMD", 19.8110, 172.5581, 1e-4 },
		{ "ORCL", 8.5905, 34.0588, 1e-4 },
		{ "TSM", 16.3265, 36.2319, 0.01 }, /* worked from dollars rounded to a tenth of a billion */
		{ "9984.T", 5.1291, (double)NAN, 1e-4 },
	};
	const struct shelf *shelf = *state;
	for (size_t i = 0; i < 5; i++) {
		const struct fact *cap = fact_list_find(&shelf->facts, worked[i].symbol, "market_cap", NULL);
		const struct fact *shares = fact_list_find(&shelf->facts, worked[i].symbol, "shares", NULL);
		assert_non_null(cap);
		assert_non_null(shares);
		struct quote q;
		struct valuation v;
		quote_init(&q);
		snprintf(q.symbol, sizeof q.symbol, "%s", worked[i].symbol);
		assert_string_equal(cap->unit, "USD");
		memcpy(q.currency, "USD", sizeof q.currency);
		q.price = cap->value / shares->value;
		valuation_compute(&v, &q, &shelf->facts, rates, 2);
		assert_true(fabs(v.market_cap_usd - cap->value) < 1);
		assert_true(fabs(v.ps - worked[i].ps) < worked[i].tolerance);
		assert_int_equal(isnan(v.pe), isnan(worked[i].pe));
		if (isfinite(v.pe))
			assert_true(fabs(v.pe - worked[i].pe) < worked[i].tolerance);
	}
}

static void the_market_as_a_whole_has_its_cape(void **state)
{
	const struct shelf *shelf = *state;
	assert_true(fact_list_find(&shelf->facts, "^GSPC", "cape", NULL)->value == 39.6);
	assert_true(fact_list_find(&shelf->facts, "^GSPC", "cape_percentile", NULL)->value == 98.7741);
}

/* Oracle's capex over its operating cash flow, as worked by hand: 1.7410. */
static void oracles_financing_is_the_one_worked_by_hand(void **state)
{
	const struct shelf *shelf = *state;
	const struct fact *capex = fact_list_find_year(&shelf->facts, "ORCL", "capex");
	const struct fact *ocf = fact_list_find_year(&shelf->facts, "ORCL", "operating_cash_flow");
	assert_true(fabs(capex->value / ocf->value - 1.74100719) < 1e-8);
}

static void every_fact_says_where_it_is_from(void **state)
{
	const struct shelf *shelf = *state;
	for (size_t i = 0; i < shelf->facts.count; i++) {
		const struct fact *f = &shelf->facts.items[i];
		assert_string_equal(f->source, "shipped");
		assert_true(strlen(f->origin) > 5);
		assert_true(f->as_of > 0);
	}
}

static void every_feed_is_asked_over_tls_and_not_too_often(void **state)
{
	static const char *const columns[] = { "name", "url", "language", "company", "interval", NULL };
	static const char *const languages[] = { "en", "fr", "ja" };
	const struct shipped_file *file = shipped("feeds.tsv");
	struct error err = { "" };
	struct tsv t;
	size_t in_language[3] = { 0 };
	int status;
	(void)state;
	assert_int_equal(tsv_open(&t, "feeds.tsv", columns, file->data, file->length, &err), 0);
	while ((status = tsv_next(&t, &err)) == 1) {
		double interval;
		assert_true(strlen(tsv_field(&t, 0)) > 1 && strlen(tsv_field(&t, 0)) < SOURCE_NAME_SIZE);
		assert_int_equal(strncmp(tsv_field(&t, 1), "https://", 8), 0);
		assert_true(!*tsv_field(&t, 3) || symbol_is_valid(tsv_field(&t, 3)));
		assert_int_equal(tsv_number(&t, 4, 900, 86400, &interval, &err), 0);
		if (strstr(tsv_field(&t, 1), "news.google.com"))
			assert_true(interval >= 1800);
		for (size_t i = 0; i < 3; i++)
			in_language[i] += !strcmp(tsv_field(&t, 2), languages[i]);
	}
	assert_int_equal(status, 0);
	assert_true(in_language[0] > 10 && in_language[1] > 3 && in_language[2] > 0);
}

static void every_calendar_can_be_read(void **state)
{
	static const char *const codes[] = { "XNYS", "XNAS", "XTKS", "XTAI" };
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char name[32];
		struct error err = { "" };
		struct session_calendar *c = NULL;
		snprintf(name, sizeof name, "calendars/%s", codes[i]);
		const struct shipped_file *file = shipped(name);
		if (session_calendar_parse(&c, file->data, file->length, &err))
			fail_msg("%s: %s", name, err.text);
		assert_string_equal(session_calendar_code(c), codes[i]);
		session_calendar_free(c);
	}
}

static int64_t day_of(const char *date)
{
	int64_t t;
	return timestamp_parse_date(date, &t) ? -1 : t / 86400;
}

/* Against a public daily history: on each weekday the exchange was open if and only if there is a close. */
static void assert_days_agree(const char *calendar, const char *path, const char *first, const char *gap)
{
	FILE *f = fopen(path, "r");
	if (!f) {
		print_message("skipped: %s is not here\n", path);
		skip();
	}
	const struct shipped_file *file = shipped(calendar);
	struct session_calendar *c;
	struct error err = { "" };
	assert_int_equal(session_calendar_parse(&c, file->data, file->length, &err), 0);
	char line[128];
	int64_t day = day_of(first), compared = 0;
	while (fgets(line, sizeof line, f)) {
		line[10] = '\0';
		int64_t traded = day_of(line);
		for (; traded >= day; day++) {
			struct session s;
			/* Tokyo and Taipei are open at 02:00 UTC, New York at 15:00 UTC in summer and winter. */
			int64_t open = day * 86400 + (strstr(calendar, "XNYS") ? 15 * 3600 : 2 * 3600);
			session_at(c, open, &s);
			if ((s.state == MARKET_OPEN) != (day == traded) && day != day_of(gap)) {
				char date[TIMESTAMP_SIZE];
				timestamp_format_date(day * 86400, date);
				fail_msg("%s and its closes disagree about %s", calendar, date);
			}
			compared++;
		}
	}
	fclose(f);
	session_calendar_free(c);
	assert_true(compared > 500);
}

static void calendars_agree_with_the_closes_on_record(void **state)
{
	(void)state;
	assert_days_agree("calendars/XNYS", "../shared/corpus/prices/derived/NVDA_adjclose_daily.csv", "2025-01-01",
			  "");
	assert_days_agree("calendars/XTKS", "../shared/corpus/prices/derived/9984.T_close_daily.csv", "2025-01-01", "");
	/* That history lacks one day on which Taipei traded. */
	assert_days_agree("calendars/XTAI", "../shared/corpus/prices/derived/2330.TW_close_daily.csv", "2025-01-01",
			  "2025-08-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_watchlist_has_ten_years_of_closes_each),
		cmocka_unit_test(yen_and_taiwan_dollars_can_be_converted),
		cmocka_unit_test(a_first_board_has_a_market_value_for_every_company),
		cmocka_unit_test(ratios_are_those_worked_by_hand),
		cmocka_unit_test(the_market_as_a_whole_has_its_cape),
		cmocka_unit_test(oracles_financing_is_the_one_worked_by_hand),
		cmocka_unit_test(every_fact_says_where_it_is_from),
		cmocka_unit_test(every_feed_is_asked_over_tls_and_not_too_often),
		cmocka_unit_test(every_calendar_can_be_read),
		cmocka_unit_test(calendars_agree_with_the_closes_on_record),
	};
	return cmocka_run_group_tests(tests, read_shelf, release_shelf);
}
