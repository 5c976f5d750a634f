#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/timestamp.h"
#include "market/candle.h"

static void append(struct candle_series *s, int64_t time, double close)
{
	struct candle c = { .time = time, .close = close };
	assert_int_equal(candle_series_append(s, &c), 0);
}

static void an_empty_series_can_be_finished(void **state)
{
	struct candle_series s;
	(void)state;
	candle_series_init(&s);
	candle_series_finish(&s);
	assert_int_equal(s.count, 0);
	candle_series_release(&s);
}

static void of_bars_with_one_time_the_last_appended_stays(void **state)
{
	static const int64_t times[] = { 30, 10, 20, 10, 30, 10 };
	struct candle_series s;
	(void)state;
	candle_series_init(&s);
	for (int i = 0; i < 6; i++)
		append(&s, times[i], i);
	candle_series_finish(&s);
	assert_int_equal(s.count, 3);
	assert_int_equal(s.items[0].time, 10);
	assert_true(s.items[0].close == 5);
	assert_int_equal(s.items[1].time, 20);
	assert_true(s.items[1].close == 2);
	assert_int_equal(s.items[2].time, 30);
	assert_true(s.items[2].close == 4);
	candle_series_release(&s);
	assert_null(s.items);
}

/* Against the plain rule, for every length up to 200 with many doubles. */
static void any_order_is_mended(void **state)
{
	uint32_t x = 12345;
	(void)state;
	for (size_t n = 1; n <= 200; n++) {
		double last[64];
		struct candle_series s;
		candle_series_init(&s);
		for (int i = 0; i < 64; i++)
			last[i] = -1;
		for (size_t i = 0; i < n; i++) {
			x = x * 1103515245u + 12345u;
			uint32_t time = x >> 16 & 63;
			append(&s, time, (double)i);
			last[time] = (double)i;
		}
		candle_series_finish(&s);
		size_t at = 0;
		for (int64_t time = 0; time < 64; time++) {
			if (last[time] < 0)
				continue;
			assert_true(at < s.count);
			assert_int_equal(s.items[at].time, time);
			assert_true(s.items[at].close == last[time]);
			at++;
		}
		assert_int_equal(at, s.count);
		candle_series_release(&s);
	}
}

static void a_long_backward_series_is_mended(void **state)
{
	struct candle_series s;
	(void)state;
	candle_series_init(&s);
	for (int i = 20000; i-- > 0;)
		append(&s, i, i);
	candle_series_finish(&s);
	assert_int_equal(s.count, 20000);
	for (size_t i = 0; i < s.count; i++)
		assert_int_equal(s.items[i].time, i);
	candle_series_release(&s);
}

static void unknown_intervals_and_ranges_are_refused(void **state)
{
	static const char *const wrong[] = { "", "1", "d", "5d5", "1D", "4h", "2mo ", "forever" };
	int64_t start;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_false(interval_is_valid(wrong[i]));
		assert_int_equal(range_start(wrong[i], 0, &start), -1);
	}
}

static void known_intervals_are_valid(void **state)
{
	static const char *const known[] = { "1m",  "2m", "5m", "15m", "30m", "60m",
					     "90m", "1h", "1d", "1wk", "1mo", "3mo" };
	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_true(interval_is_valid(known[i]));
}

static void ranges_start_where_a_person_expects(void **state)
{
	static const struct {
		const char *range, *now, *start;
	} cases[] = {
		{ "1d", "2026-08-20T18:48:03Z", "2026-08-19T18:48:03Z" },
		{ "5d", "2026-08-20T18:48:03Z", "2026-08-15T18:48:03Z" },
		{ "1mo", "2026-08-20T18:48:03Z", "2026-07-20T00:00:00Z" },
		{ "1mo", "2026-03-31T12:00:00Z", "2026-02-28T00:00:00Z" },
		{ "1mo", "2024-03-31T12:00:00Z", "2024-02-29T00:00:00Z" },
		{ "1mo", "2026-01-15T00:00:00Z", "2025-12-15T00:00:00Z" },
		{ "3mo", "2026-05-31T23:59:59Z", "2026-02-28T00:00:00Z" },
		{ "6mo", "2026-08-31T00:00:00Z", "2026-02-28T00:00:00Z" },
		{ "ytd", "2026-08-20T18:48:03Z", "2026-01-01T00:00:00Z" },
		{ "ytd", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z" },
		{ "1y", "2024-02-29T10:00:00Z", "2023-02-28T00:00:00Z" },
		{ "2y", "2026-08-20T18:48:03Z", "2024-08-20T00:00:00Z" },
		{ "5y", "2026-08-20T18:48:03Z", "2021-08-20T00:00:00Z" },
		{ "10y", "2026-08-20T18:48:03Z", "2016-08-20T00:00:00Z" },
		{ "max", "2026-08-20T18:48:03Z", "1970-01-01T00:00:00Z" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t now, start, expected;
		assert_int_equal(timestamp_parse_rfc3339(cases[i].now, &now), 0);
		assert_int_equal(timestamp_parse_rfc3339(cases[i].start, &expected), 0);
		assert_int_equal(range_start(cases[i].range, now, &start), 0);
		assert_int_equal(start, expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_series_can_be_finished),
		cmocka_unit_test(of_bars_with_one_time_the_last_appended_stays),
		cmocka_unit_test(any_order_is_mended),
		cmocka_unit_test(a_long_backward_series_is_mended),
		cmocka_unit_test(unknown_intervals_and_ranges_are_refused),
		cmocka_unit_test(known_intervals_are_valid),
		cmocka_unit_test(ranges_start_where_a_person_expects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
