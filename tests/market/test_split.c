#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/split.h"

#define CORPUS "../shared/corpus/prices/9984.T_daily_2015_2025-12_daisei.csv"

static void add(struct candle_series *s, const char *date, double close)
{
	struct candle c = { .close = close };
	assert_int_equal(timestamp_parse_date(date, &c.time), 0);
	assert_int_equal(candle_series_append(s, &c), 0);
}

static struct candle_series series_of(double before, double after)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "X");
	add(&s, "2025-12-25", before * 1.01);
	add(&s, "2025-12-26", before);
	add(&s, "2025-12-29", after);
	add(&s, "2025-12-30", after * 0.98);
	return s;
}

static struct corporate_event split_on(const char *date, double numerator, double denominator)
{
	struct corporate_event e = {
		.symbol = "X", .action = ACTION_SPLIT, .numerator = numerator, .denominator = denominator
	};
	assert_int_equal(timestamp_parse_date(date, &e.time), 0);
	return e;
}

static void a_jump_alone_is_no_split(void **state)
{
	(void)state;
	static const double jumps[][2] = { { 241.5, 328.33 }, { 100, 152.3 }, { 100, 64.8 },
					   { 100, 50 },       { 100, 200 },   { 17610, 4475 } };
	for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
		struct candle_series s = series_of(jumps[i][0], jumps[i][1]);
		struct split_break found;
		assert_false(split_break_find(&s, NULL, 0, (double)NAN, &found));
		assert_false(split_break_find(&s, NULL, 0, 1.0, &found));
		candle_series_release(&s);
	}
}

static void a_real_jump_beside_a_split_of_another_ratio_is_none(void **state)
{
	(void)state;
	struct candle_series s = series_of(241.5, 328.33); /* +35.9 % in a day, as Oracle on 2025-09-10 */
	const struct corporate_event events[] = { split_on("2025-12-29", 2, 1), split_on("2025-12-29", 4, 1) };
	struct split_break found;
	assert_false(split_break_find(&s, events, 2, 4, &found));
	candle_series_release(&s);
	s = series_of(17610, 4475);
	assert_false(split_break_find(&s, events, 1, (double)NAN, &found));
	const struct corporate_event old = split_on("2025-11-29", 4, 1);
	assert_false(split_break_find(&s, &old, 1, (double)NAN, &found));
	candle_series_release(&s);
}

static void a_break_that_was_told_or_that_the_shares_show_is_one(void **state)
{
	(void)state;
	struct candle_series s = series_of(17610, 4475);
	const struct corporate_event told = split_on("2026-01-01", 4, 1);
	struct split_break found;
	assert_true(split_break_find(&s, &told, 1, (double)NAN, &found));
	assert_int_equal(found.index, 2);
	assert_true(found.factor == 4);
	assert_true(split_break_find(&s, NULL, 0, 3.9995, &found));
	candle_series_release(&s);
	s = series_of(0.52, 5.1);
	const struct corporate_event merged = split_on("2025-12-29", 1, 10);
	assert_true(split_break_find(&s, &merged, 1, (double)NAN, &found));
	assert_true(found.factor == 0.1);
	candle_series_release(&s);
}

static void an_adjusted_history_with_its_split_has_no_break(void **state)
{
	(void)state;
	struct candle_series s = series_of(4402.5, 4475);
	const struct corporate_event told = split_on("2025-12-29", 4, 1);
	struct split_break found;
	assert_false(split_break_find(&s, &told, 1, 4, &found));
	candle_series_release(&s);
}

static void the_capture_of_softbank_breaks_on_its_ex_date(void **state)
{
	(void)state;
	FILE *file = fopen(CORPUS, "r");
	char line[256];
	if (!file) {
		printf("skipped: %s is not there\n", CORPUS);
		return;
	}
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "X");
	while (fgets(line, sizeof line, file)) {
		double open, high, low, close;
		if (sscanf(line + 10, ",%lf,%lf,%lf,%lf", &open, &high, &low, &close) != 4)
			continue;
		line[10] = '\0';
		add(&s, line, close);
	}
	fclose(file);
	assert_true(s.count > 2000);
	const struct corporate_event told = split_on("2025-12-29", 4, 1);
	struct split_break found;
	char date[TIMESTAMP_SIZE];
	assert_true(split_break_find(&s, &told, 1, (double)NAN, &found));
	timestamp_format_date(found.time, date);
	assert_string_equal(date, "2025-12-29");
	assert_true(found.factor == 4);
	assert_true(split_break_find(&s, NULL, 0, 4, &found)); /* by the count of shares alone */
	assert_false(split_break_find(&s, NULL, 0, (double)NAN, &found));
	candle_series_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_jump_alone_is_no_split),
		cmocka_unit_test(a_real_jump_beside_a_split_of_another_ratio_is_none),
		cmocka_unit_test(a_break_that_was_told_or_that_the_shares_show_is_one),
		cmocka_unit_test(an_adjusted_history_with_its_split_has_no_break),
		cmocka_unit_test(the_capture_of_softbank_breaks_on_its_ex_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
