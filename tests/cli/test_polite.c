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
#include "config/config.h"
#include "fetch/chain.h"

#define HOUR_MS 3600000
#define LATENCY_MS 200
#define MANY 10000

/* A collector that does everything but ask: each request is answered well after 200 ms. */
struct desk {
	struct source_settings settings;
	struct source_list sources;
	struct schedule schedule;
	int64_t now_ms;
	int quote_interval_s;
	int requests[16]; /* of each hour */
	int of_datum[3];
	int fronts; /* requests of the first twenty symbols */
};

static void open_desk(struct desk *d, const char (*symbols)[SYMBOL_SIZE], size_t count, int quote_interval_s)
{
	*d = (struct desk){ .settings = { .symbols = symbols, .symbol_count = count, .base_currency = "USD" },
			    .quote_interval_s = quote_interval_s };
	struct error err;
	if (source_list_build(&d->sources, &d->settings, &err))
		fail_msg("%s", err.text);
	schedule_init(&d->schedule, 1000);
	d->schedule.host_hourly = SCHEDULE_HOURLY;
	for (size_t i = 0; i < d->sources.count; i++) {
		const struct source *s = &d->sources.items[i];
		char url[URL_SIZE], host[URL_HOST_SIZE];
		bool asked = s->class->datum != DATUM_NONE && s->class->rank == 0;
		assert_int_equal(s->class->url(s, url), 0);
		assert_int_equal(url_host(url, host), 0);
		assert_int_equal(schedule_add(&d->schedule, host, asked ? 0 : SCHEDULE_NEVER), 0);
		schedule_set_rank(&d->schedule, i, s->class->datum != DATUM_PRICE ? 2 : s->probes ? 0 : 1);
	}
}

static void close_desk(struct desk *d)
{
	schedule_release(&d->schedule);
	source_list_release(&d->sources);
}

static void run(struct desk *d, int hours)
{
	size_t slot;
	int64_t wake;
	while (d->now_ms < (int64_t)hours * HOUR_MS) {
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
	assert_in_range(d.requests[0], 30, 40); /* with ten years of five histories */
	for (int hour = 1; hour < 4; hour++)
		assert_in_range(d.requests[hour], 27, 33);
	printf("figure: requests an hour in session %d, the first hour %d\n", d.requests[1], d.requests[0]);
	close_desk(&d);
	open_desk(&d, symbols, 5, config.closed_interval_s);
	run(&d, 4);
	for (int hour = 1; hour < 4; hour++)
		assert_in_range(d.requests[hour], 6, 9);
	printf("figure: requests an hour when closed %d\n", d.requests[1]);
	close_desk(&d);
	config_release(&config);
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
		cmocka_unit_test(ten_thousand_symbols_stay_below_the_limit_and_the_first_twenty_are_not_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
