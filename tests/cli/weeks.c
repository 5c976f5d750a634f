#include "tests/cli/weeks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/timestamp.h"
#include "bubble/psy_bootstrap.h"

#define SEED 1 /* of the bootstrap */

int64_t at(const char *text)
{
	int64_t time;
	assert_int_equal(timestamp_parse_rfc3339(text, &time), 0);
	return time;
}

/* ---- prices ---- */

/* One or two bars a week before NOW, Fridays or also Tuesdays, by the generator of the reference numbers. */
struct candle_series make_bars(const char *symbol, uint32_t seed, int weeks, int a_week, enum shape shape)
{
	struct candle_series s;
	double level = 4;
	int64_t monday = at(LAST_WEEK) + 1 - weeks * WEEK;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "1d");
	snprintf(s.currency, sizeof s.currency, "USD");
	snprintf(s.source, sizeof s.source, "test");
	s.fetched = at(NOW_TEXT);
	for (int i = 0;; i++) {
		int week = i / a_week, since = week - (weeks - 25);
		bool is_friday = i % a_week == a_week - 1;
		struct candle c = { .time = monday + week * WEEK + (is_friday ? 4 : 1) * DAY };
		if (c.time > s.fetched)
			return s;
		double noise = -6;
		for (int k = 0; k < 12; k++) {
			seed = (1103515245u * seed + 12345u) % 2147483648u;
			noise += seed / 2147483648.0;
		}
		level += 0.02 * noise;
		if (since > 0 && (shape == BUBBLE || shape == CRASH))
			level += (shape == BUBBLE ? 0.01 : -0.01) / a_week * pow(1.15, since);
		c.close = shape == CONSTANT ? 7 : shape == HOLED && week == 50 ? -1 : exp(level);
		assert_int_equal(candle_series_append(&s, &c), 0);
	}
}

struct candle_series company_bars(size_t company, int weeks, int a_week)
{
	static const enum shape shapes[COMPANIES] = { BUBBLE, WALK, CRASH, WALK, WALK };
	return make_bars(index_companies[company], 12345 + 7 * (uint32_t)company, weeks, a_week, shapes[company]);
}

void put_bars(struct store *store, struct candle_series s)
{
	struct error err;
	if (store_put_candles(store, &s, &err))
		fail_msg("%s", err.text);
	candle_series_release(&s);
}

void put_companies(struct store *store, int weeks)
{
	for (size_t i = 0; i < COMPANIES; i++)
		put_bars(store, company_bars(i, weeks, 1));
}

/* ---- rows ---- */

size_t count_tests(struct store *store)
{
	struct series_test *tests;
	size_t count;
	assert_int_equal(store_get_series_tests(store, &tests, &count, NULL), 0);
	free(tests);
	return count;
}

bool find_test(struct store *store, const char *symbol, int lag, int64_t last, struct series_test *out)
{
	struct series_test *tests;
	size_t count;
	bool found = false;
	assert_int_equal(store_get_series_tests(store, &tests, &count, NULL), 0);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(tests[i].symbol, symbol) != 0 || tests[i].lag != lag || tests[i].last != last)
			continue;
		assert_false(found);
		found = true;
		*out = tests[i];
	}
	free(tests);
	return found;
}

/* ---- what must come out ---- */

static struct weekly_series weeks_of(struct store *store, const char *symbol)
{
	struct candle_series bars;
	struct weekly_series w;
	assert_int_equal(store_get_candles(store, symbol, "1d", 0, INT64_MAX, &bars, NULL), 0);
	assert_int_equal(weekly_series_make(&w, &bars, at(NOW_TEXT), NULL), 0);
	candle_series_release(&bars);
	return w;
}

struct weekly_series weeks_of_group(struct store *store)
{
	struct weekly_series members[COMPANIES], w;
	for (size_t i = 0; i < COMPANIES; i++)
		members[i] = weeks_of(store, index_companies[i]);
	assert_int_equal(weekly_series_pool(&w, members, COMPANIES, NULL), 0);
	for (size_t i = 0; i < COMPANIES; i++)
		weekly_series_release(&members[i]);
	return w;
}

static void assert_same(double found, double expected)
{
	if (!(found == expected))
		fail_msg("found %.17g, expected %.17g", found, expected);
}

/* The row is what the tests themselves say of the first `count` closes. */
void assert_test_of(struct store *store, const char *symbol, int lag, const struct weekly_series *w, size_t count,
		    int replicates)
{
	struct series_test t = { .lag = -1 };
	struct psy p = { 0 };
	struct psy_bootstrap b = { 0 };
	double logs[2000];
	struct error err;
	if (!find_test(store, symbol, lag, w->times[count - 1], &t))
		fail_msg("no test of %s at lag %d", symbol, lag);
	assert_int_equal(psy_logarithms(w->closes, count, logs, &err), 0);
	assert_int_equal(psy_compute(&p, logs, count, lag, 0, &err), 0);
	assert_int_equal(psy_bootstrap_init(&b, &p, logs, PSY_WEIGHTS_NORMAL, replicates, SEED, &err), 0);
	psy_bootstrap_run(&b, replicates);
	assert_int_equal(t.count, count);
	assert_int_equal(t.window, psy_window((int)count));
	assert_int_equal(t.first, w->times[0]);
	assert_int_equal(t.gsadf_at, w->times[p.gsadf_at]);
	assert_int_equal(t.replicates, replicates);
	assert_same(t.adf, p.adf);
	assert_same(t.sadf, p.sadf);
	assert_same(t.gsadf, p.gsadf);
	assert_same(t.bsadf, p.bsadf[count - 1]);
	assert_same(t.p_gsadf, psy_bootstrap_p(&b, PSY_GSADF));
	assert_same(t.p_bsadf, psy_bootstrap_p(&b, PSY_LAST));
	assert_true(t.critical_gsadf[0] < t.critical_gsadf[1] && t.critical_gsadf[1] < t.critical_gsadf[2]);
	assert_true(t.critical_gsadf[1] > 1.9 && t.critical_gsadf[1] < 2.6);
	assert_true(t.critical_bsadf[1] > 0.3 && t.critical_bsadf[1] < 1.2);
	psy_bootstrap_release(&b);
	psy_release(&p);
}

void assert_all_tests(struct store *store, int replicates)
{
	for (int lag = 0; lag < 2; lag++) {
		for (size_t i = 0; i < COMPANIES; i++) {
			struct weekly_series w = weeks_of(store, index_companies[i]);
			assert_int_equal(w.count, WEEKS);
			assert_test_of(store, index_companies[i], lag, &w, w.count, replicates);
			weekly_series_release(&w);
		}
		struct weekly_series w = weeks_of_group(store);
		assert_int_equal(w.count, WEEKS);
		assert_test_of(store, SERIES_GROUP, lag, &w, w.count, replicates);
		weekly_series_release(&w);
	}
}
