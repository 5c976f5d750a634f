/* How often the sources of prices and histories are asked: a clock of its own, the schedule, no network. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/freshness.h"
#include "cli/visible.h"
#include "cli/week_round.h"
#include "config/config.h"
#include "fetch/chain.h"

#define HOUR_MS 3600000
#define LATENCY_MS 200
#define MANY 10000
#define OPENING INT64_C(1787232600) /* 2026-08-20T13:30:00Z, New York */

/* A collector that does everything but ask: each request is answered well after 200 ms. */
struct desk {
	struct source_settings settings;
	struct source_list sources;
	struct schedule schedule;
	int64_t now_ms;
	int quote_interval_s;
	int requests[16]; /* of each hour */
	int of_datum[3];
	int fronts;    /* requests of the first twenty symbols */
	int64_t start; /* the wall clock's at 0 ms */
	struct exchanges exchanges;
	struct visible visible;
	struct week_round weeks;
	int64_t weeks_ms;
	const char *looked; /* on the Company screen all the time; NULL nothing */
	size_t slot_of[ERRANDS];
	int of_errand[ERRANDS];
};

static const struct source_class *const errands[ERRANDS] = {
	[ERRAND_PRICES] = &source_yahoo_look,       [ERRAND_EXTENDED] = &source_yahoo_extended,
	[ERRAND_INTRADAY] = &source_yahoo_intraday, [ERRAND_DAYS] = &source_yahoo_days,
	[ERRAND_WEEKS] = &source_yahoo_weeks,
};

static void open_desk(struct desk *d, const char (*symbols)[SYMBOL_SIZE], size_t count, int quote_interval_s)
{
	*d = (struct desk){ .settings = { .symbols = symbols, .symbol_count = count, .base_currency = "USD" },
			    .start = OPENING,
			    .quote_interval_s = quote_interval_s };
	struct error err;
	if (source_list_build(&d->sources, &d->settings, &err) || exchanges_load(&d->exchanges, &err))
		fail_msg("%s", err.text);
	assert_int_equal(week_round_init(&d->weeks, symbols, count), 0);
	schedule_init(&d->schedule, 1000);
	d->schedule.host_hourly = SCHEDULE_HOURLY;
	for (size_t i = 0; i < d->sources.count; i++) {
		const struct source *s = &d->sources.items[i];
		char url[URL_SIZE], host[URL_HOST_SIZE];
		bool asked =
			(s->class->datum != DATUM_NONE && s->class->rank == 0) || s->class == &source_yahoo_details;
		assert_int_equal(s->class->url(s, url), 0);
		assert_int_equal(url_host(url, host), 0);
		assert_int_equal(schedule_add(&d->schedule, host, asked ? 0 : SCHEDULE_NEVER), 0);
		schedule_set_rank(&d->schedule, i, s->class->datum != DATUM_PRICE ? 2 : s->probes ? 0 : 1);
		for (int e = 0; e < ERRANDS; e++)
			if (s->class == errands[e])
				d->slot_of[e] = i;
		if (s->class->on_demand)
			schedule_set_rank(&d->schedule, i, s->class == &source_yahoo_weeks ? 3 : 0);
	}
}

static void close_desk(struct desk *d)
{
	schedule_release(&d->schedule);
	source_list_release(&d->sources);
	exchanges_release(&d->exchanges);
	week_round_release(&d->weeks);
}

/* ---- what is asked on demand ---- */

static void look(struct desk *d)
{
	bool is_new;
	struct looked *item = visible_note(&d->visible, d->looked, true, d->now_ms / 1000, &is_new);
	if (!is_new)
		return;
	item->hours = exchanges_find(&d->exchanges, d->looked);
	item->is_first = item->is_watched = true;
}

static int64_t due_ms(const struct desk *d, enum errand e, const struct visible_times *t)
{
	int64_t due = visible_due(&d->visible, e, t), weeks = week_round_due(&d->weeks);
	int64_t ms = due == VISIBLE_NEVER ? SCHEDULE_NEVER : due * 1000;
	if (e != ERRAND_WEEKS)
		return ms;
	weeks = weeks > t->now ? d->now_ms + (weeks - t->now) * 1000 : d->now_ms;
	weeks = weeks > d->weeks_ms ? weeks : d->weeks_ms;
	return weeks < ms ? weeks : ms;
}

static void plan_errand(struct desk *d, enum errand e, size_t slot)
{
	struct visible_times t = { d->now_ms / 1000, d->start + d->now_ms / 1000, d->quote_interval_s };
	struct source *s = &d->sources.items[slot];
	int64_t due = due_ms(d, e, &t);
	d->schedule.slots[slot].due_ms = due;
	t.steady_s = due / 1000 > t.steady_s ? due / 1000 : t.steady_s;
	s->asking_count = due == SCHEDULE_NEVER ? 0 : visible_fill(&d->visible, e, &t, s->asking, s->class->batch);
	if (!s->asking_count && e == ERRAND_WEEKS)
		s->asking_count = (size_t)(snprintf(s->asking[0], SYMBOL_SIZE, "%s", week_round_symbol(&d->weeks)) > 0);
}

static void plan_errands(struct desk *d)
{
	if (d->looked)
		look(d);
	for (int e = 0; e < ERRANDS; e++)
		plan_errand(d, (enum errand)e, d->slot_of[e]);
}

static void note_errand(struct desk *d, const struct source *s)
{
	for (int e = 0; e < ERRANDS; e++) {
		if (s->class != errands[e])
			continue;
		d->of_errand[e]++;
		for (size_t i = 0; i < s->asking_count; i++)
			visible_note_asked(&d->visible, (enum errand)e, s->asking[i], d->now_ms / 1000);
		if (e == ERRAND_WEEKS) {
			week_round_note(&d->weeks, s->asking[0], d->start + d->now_ms / 1000);
			d->weeks_ms = d->now_ms + INT64_C(1000) * s->class->interval_s(s, d->quote_interval_s);
		}
	}
}

static void run(struct desk *d, int hours)
{
	size_t slot;
	int64_t wake;
	while (d->now_ms < (int64_t)hours * HOUR_MS) {
		plan_errands(d);
		if (!schedule_take(&d->schedule, d->now_ms, &slot, &wake)) {
			assert_true(wake > d->now_ms);
			d->now_ms = wake;
			continue;
		}
		const struct source *s = &d->sources.items[slot];
		d->requests[d->now_ms / HOUR_MS]++;
		d->of_datum[s->class->datum]++;
		d->fronts += s->probes;
		d->now_ms += LATENCY_MS;
		note_errand(d, s);
		schedule_done(&d->schedule, slot, d->now_ms,
			      d->now_ms + INT64_C(1000) * s->class->interval_s(s, d->quote_interval_s));
	}
}

static void the_default_list_is_asked_for_thirty_times_an_hour_and_a_quarter_of_it_when_closed(void **state)
{
	(void)state;
	static const char symbols[][SYMBOL_SIZE] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };
	struct config config;
	struct error err;
	struct desk d;
	if (config_init(&config, &err))
		fail_msg("%s", err.text);
	open_desk(&d, symbols, 5, config.quote_interval_s);
	run(&d, 4);
	assert_in_range(d.requests[0], 30, 48); /* with ten years of five histories, and all of their weeks */
	for (int hour = 1; hour < 4; hour++)
		assert_in_range(d.requests[hour], 27, 33);
	printf("figure: requests an hour in session %d, the first hour %d\n", d.requests[1], d.requests[0]);
	close_desk(&d);
	open_desk(&d, symbols, 5, config.closed_interval_s);
	d.start = OPENING + INT64_C(3 * 86400); /* a Sunday */
	run(&d, 4);
	for (int hour = 1; hour < 4; hour++)
		assert_in_range(d.requests[hour], 6, 9);
	printf("figure: requests an hour when closed %d\n", d.requests[1]);
	close_desk(&d);
	config_release(&config);
}

static void a_company_that_is_looked_at_costs_four_requests_an_hour(void **state)
{
	(void)state;
	static const char symbols[][SYMBOL_SIZE] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };
	struct desk d;
	open_desk(&d, symbols, 5, 120);
	d.looked = "AMD";
	run(&d, 5);
	assert_in_range(d.requests[0], 30, 48);
	for (int hour = 1; hour < 5; hour++)
		assert_in_range(d.requests[hour], 30, 36);
	assert_in_range(d.of_errand[ERRAND_INTRADAY], 5 * 4 - 1, 5 * 4 + 1);
	assert_int_equal(d.of_errand[ERRAND_WEEKS], 5);
	assert_int_equal(d.of_errand[ERRAND_EXTENDED] + d.of_errand[ERRAND_DAYS] + d.of_errand[ERRAND_PRICES], 0);
	printf("figure: requests an hour in session with a company looked at %d, the first hour %d\n", d.requests[1],
	       d.requests[0]);
	close_desk(&d);
	open_desk(&d, symbols, 5, 900);
	d.start = OPENING + INT64_C(3 * 86400);
	d.looked = "AMD";
	run(&d, 4);
	for (int hour = 1; hour < 4; hour++)
		assert_in_range(d.requests[hour], 5, 9);
	printf("figure: requests an hour when closed with a company looked at %d\n", d.requests[1]);
	close_desk(&d);
}

static void the_weeks_are_asked_for_once_a_week_each(void **state)
{
	(void)state;
	enum { COUNT = 100 };
	static char symbols[COUNT][SYMBOL_SIZE];
	struct desk d;
	for (int i = 0; i < COUNT; i++)
		snprintf(symbols[i], SYMBOL_SIZE, "S%d", i);
	open_desk(&d, (const char(*)[SYMBOL_SIZE])symbols, COUNT, 120);
	run(&d, 12);
	assert_in_range(d.of_errand[ERRAND_WEEKS], 12 * 6 - 1, 12 * 6 + 1); /* ten minutes apart */
	close_desk(&d);
}

static void ten_thousand_symbols_stay_below_the_limit_and_the_first_twenty_are_not_late(void **state)
{
	(void)state;
	char(*symbols)[SYMBOL_SIZE] = calloc(MANY, sizeof *symbols);
	struct desk d;
	assert_non_null(symbols);
	for (int i = 0; i < MANY; i++)
		snprintf(symbols[i], SYMBOL_SIZE, "S%d", i);
	open_desk(&d, (const char(*)[SYMBOL_SIZE])symbols, MANY, 120);
	run(&d, 6);
	assert_true(d.requests[0] <= SCHEDULE_HOURLY + SCHEDULE_BURST);
	for (int hour = 1; hour < 6; hour++)
		assert_in_range(d.requests[hour], SCHEDULE_HOURLY - 10, SCHEDULE_HOURLY + 10);
	assert_in_range(d.fronts, 6 * 28, 6 * 31);
	assert_in_range(d.of_datum[DATUM_PRICE], 1000, 6 * (SOURCE_FAR_HOURLY + 31) + 520); /* 500 make a round */
	assert_true(d.of_datum[DATUM_HISTORY] > 6 * SOURCE_HISTORY_HOURLY / 2);
	assert_true(d.of_errand[ERRAND_WEEKS] <= 6 * SOURCE_WEEKS_HOURLY + 1);
	printf("figure: of 10000 symbols in 6 h %d requests for prices, %d of them for the first twenty, %d for "
	       "histories\n",
	       d.of_datum[DATUM_PRICE], d.fronts, d.of_datum[DATUM_HISTORY]);
	close_desk(&d);
	free(symbols);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_default_list_is_asked_for_thirty_times_an_hour_and_a_quarter_of_it_when_closed),
		cmocka_unit_test(a_company_that_is_looked_at_costs_four_requests_an_hour),
		cmocka_unit_test(the_weeks_are_asked_for_once_a_week_each),
		cmocka_unit_test(ten_thousand_symbols_stay_below_the_limit_and_the_first_twenty_are_not_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
