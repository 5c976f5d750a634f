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

#define PRICES "../shared/corpus/prices/"
#define CORPUS PRICES "9984.T_daily_2015_2025-12_daisei.csv"

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

/* Counts of shares filed before and after the break, and nothing else. */
struct counts {
	struct fact facts[2];
	struct fact_list list;
};

static struct fact count_of(double value, const char *filed)
{
	struct fact f = { .symbol = "X", .concept = "shares", .unit = "shares", .value = value, .source = "sec-facts" };
	snprintf(f.origin, sizeof f.origin, "dei:EntityCommonStockSharesOutstanding, 10-Q filed %s", filed);
	return f;
}

static const struct fact_list *counts(struct counts *c, double before, double after)
{
	c->facts[0] = count_of(before, "2025-11-11");
	c->facts[1] = count_of(after, "2026-02-12");
	c->list = (struct fact_list){ .items = c->facts, .count = 2 };
	return &c->list;
}

static void a_jump_alone_is_no_split(void **state)
{
	(void)state;
	struct counts c;
	static const double jumps[][2] = { { 241.5, 328.33 }, { 100, 152.3 }, { 100, 64.8 },
					   { 100, 50 },       { 100, 200 },   { 17610, 4475 } };
	for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
		struct candle_series s = series_of(jumps[i][0], jumps[i][1]);
		struct split_break found;
		assert_false(split_break_find(&s, NULL, 0, NULL, &found));
		assert_false(split_break_find(&s, NULL, 0, counts(&c, 1.42e9, 1.43e9), &found));
		candle_series_release(&s);
	}
}

static void a_real_jump_beside_a_split_of_another_ratio_is_none(void **state)
{
	(void)state;
	struct candle_series s = series_of(241.5, 328.33); /* +35.9 % in a day, as Oracle on 2025-09-10 */
	struct corporate_event events[] = { split_on("2025-12-29", 2, 1), split_on("2025-12-29", 4, 1) };
	struct split_break found;
	struct counts c;
	assert_false(split_break_find(&s, events, 2, counts(&c, 1.42e9, 5.7e9), &found));
	c.list.splits = events;
	c.list.split_count = 2;
	assert_false(split_break_find(&s, NULL, 0, &c.list, &found));
	candle_series_release(&s);
	s = series_of(17610, 4475);
	assert_false(split_break_find(&s, events, 1, NULL, &found));
	assert_false(split_break_find(&s, NULL, 0, counts(&c, 1.42e9, 2.84e9), &found));
	const struct corporate_event old = split_on("2025-11-29", 4, 1);
	assert_false(split_break_find(&s, &old, 1, NULL, &found));
	candle_series_release(&s);
}

static void a_break_that_was_told_or_that_the_shares_show_is_one(void **state)
{
	(void)state;
	struct candle_series s = series_of(17610, 4475);
	struct corporate_event told = split_on("2026-01-01", 4, 1);
	struct split_break found;
	assert_true(split_break_find(&s, &told, 1, NULL, &found));
	assert_int_equal(found.index, 2);
	assert_true(found.factor == 4);
	struct counts c;
	assert_true(split_break_find(&s, NULL, 0, counts(&c, 1.4253e9, 5.6989e9), &found));
	assert_int_equal(found.index, 2);
	assert_true(found.factor == 4);
	c.list = (struct fact_list){ .splits = &told, .split_count = 1 };
	assert_true(split_break_find(&s, NULL, 0, &c.list, &found));
	candle_series_release(&s);
	s = series_of(0.52, 5.1);
	const struct corporate_event merged = split_on("2025-12-29", 1, 10);
	assert_true(split_break_find(&s, &merged, 1, NULL, &found));
	assert_true(found.factor == 0.1);
	candle_series_release(&s);
}

static void an_adjusted_history_with_its_split_has_no_break(void **state)
{
	(void)state;
	struct candle_series s = series_of(4402.5, 4475);
	const struct corporate_event told = split_on("2025-12-29", 4, 1);
	struct split_break found;
	struct counts c;
	assert_false(split_break_find(&s, &told, 1, counts(&c, 1.42e9, 5.7e9), &found));
	candle_series_release(&s);
}

static void counts_far_from_the_jump_or_on_one_side_of_it_show_nothing(void **state)
{
	(void)state;
	struct candle_series s = series_of(17610, 4475);
	struct split_break found;
	struct counts c;
	counts(&c, 1.42e9, 5.7e9);
	c.list.count = 1;
	assert_false(split_break_find(&s, NULL, 0, &c.list, &found));
	c.list.items = &c.facts[1];
	assert_false(split_break_find(&s, NULL, 0, &c.list, &found));
	counts(&c, 1.42e9, 5.7e9);
	c.facts[0] = count_of(1.42e9, "2024-05-01");
	assert_false(split_break_find(&s, NULL, 0, &c.list, &found));
	counts(&c, 1.42e9, 5.7e9);
	snprintf(c.facts[1].symbol, sizeof c.facts[1].symbol, "Y");
	assert_false(split_break_find(&s, NULL, 0, &c.list, &found));
	candle_series_release(&s);
}

static void three_for_two_is_a_break_only_where_it_was_told(void **state)
{
	(void)state;
	struct candle_series s = series_of(150, 101);
	const struct corporate_event told = split_on("2025-12-29", 3, 2);
	struct split_break found;
	struct counts c;
	assert_false(split_break_find(&s, NULL, 0, counts(&c, 1e9, 1.5e9), &found));
	assert_true(split_break_find(&s, &told, 1, NULL, &found));
	assert_true(found.factor == 1.5);
	candle_series_release(&s);
}

static void mending_brings_the_older_bars_to_the_newer_scale(void **state)
{
	(void)state;
	struct candle_series s = series_of(17610, 4475);
	const struct corporate_event told = split_on("2025-12-29", 4, 1);
	struct split_break found;
	s.items[1].open = 17600;
	s.items[1].volume = 1000;
	s.items[1].adjusted_close = 17000;
	s.items[2].adjusted_close = 4400;
	assert_true(split_break_is_possible(&s));
	assert_true(split_break_find(&s, &told, 1, NULL, &found));
	split_break_mend(&s, &found);
	assert_true(s.items[1].close == 4402.5 && s.items[1].open == 4400);
	assert_true(s.items[1].volume == 4000 && s.items[1].adjusted_close == 4250);
	assert_true(s.items[2].close == 4475 && s.items[2].adjusted_close == 4400);
	assert_false(split_break_find(&s, &told, 1, NULL, &found));
	assert_false(split_break_is_possible(&s));
	candle_series_release(&s);
}

static void an_adjusted_close_that_is_whole_already_stays(void **state)
{
	(void)state;
	struct candle_series s = series_of(17610, 4475);
	const struct corporate_event told = split_on("2025-12-29", 4, 1);
	struct split_break found;
	s.items[1].adjusted_close = 4402.5;
	s.items[2].adjusted_close = 4475;
	assert_true(split_break_find(&s, &told, 1, NULL, &found));
	split_break_mend(&s, &found);
	assert_true(s.items[1].adjusted_close == 4402.5);
	candle_series_release(&s);
}

/* ---- two accounts of one history ---- */

static struct candle_series rescaled(const struct candle_series *s, double factor)
{
	struct candle_series copy;
	candle_series_init(&copy);
	for (size_t i = 0; i < s->count; i++) {
		struct candle c = { .time = s->items[i].time, .close = s->items[i].close * factor };
		assert_int_equal(candle_series_append(&copy, &c), 0);
	}
	return copy;
}

static void an_answer_at_a_whole_multiple_of_the_stored_bars_is_rescaled(void **state)
{
	(void)state;
	static const struct {
		double factor, expected;
	} cases[] = { { 1, 1 },    { 1.02, 1 }, { 1 / 1.3, 1 },   { 0.1, 10 }, { 0.1004, 10 },
		      { 0.25, 4 }, { 10, 0.1 }, { 1 / 1.5, 1.5 }, { 0.11, 1 } };
	struct candle_series stored = series_of(100, 98);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct candle_series answer = rescaled(&stored, cases[i].factor);
		if (fabs(split_rescaling(&stored, &answer) - cases[i].expected) > 1e-9)
			fail_msg("times %g: %g", cases[i].factor, split_rescaling(&stored, &answer));
		candle_series_release(&answer);
	}
	candle_series_release(&stored);
}

static void too_few_common_bars_and_one_that_differs_tell_nothing(void **state)
{
	(void)state;
	struct candle_series stored = series_of(100, 98), answer = rescaled(&stored, 0.5);
	answer.items[1].close *= 2;
	assert_true(split_rescaling(&stored, &answer) == 1);
	candle_series_release(&answer);
	answer = rescaled(&stored, 0.5);
	answer.items[1].close /= 2;
	assert_true(split_rescaling(&stored, &answer) == 1);
	candle_series_release(&answer);
	answer = rescaled(&stored, 0.5);
	answer.items[0].time -= 3600;
	assert_true(split_rescaling(&stored, &answer) == 2);
	answer.items[1].time -= 3600;
	assert_true(split_rescaling(&stored, &answer) == 1);
	answer.count = 0;
	assert_true(split_rescaling(&stored, &answer) == 1);
	candle_series_release(&answer);
	candle_series_release(&stored);
}

/* ---- captures ---- */

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
	assert_true(split_break_find(&s, &told, 1, NULL, &found));
	timestamp_format_date(found.time, date);
	assert_string_equal(date, "2025-12-29");
	assert_true(found.factor == 4);
	struct counts c;
	assert_true(split_break_find(&s, NULL, 0, counts(&c, 1.4253e9, 5.6989e9), &found)); /* by the shares alone */
	assert_true(found.factor == 4);
	assert_false(split_break_find(&s, NULL, 0, counts(&c, 1.4253e9, 1.4246e9), &found));
	assert_false(split_break_find(&s, NULL, 0, NULL, &found));
	candle_series_release(&s);
}

/* Closes of a capture: the dates first, the close in the column that bears that name. */
static bool read_capture(struct candle_series *s, const char *name)
{
	char path[160], line[512];
	int column = -1;
	snprintf(path, sizeof path, PRICES "%s", name);
	FILE *file = fopen(path, "r");
	candle_series_init(s);
	if (!file) {
		printf("skipped: %s is not there\n", path);
		return false;
	}
	snprintf(s->symbol, sizeof s->symbol, "X");
	while (fgets(line, sizeof line, file)) {
		struct candle c = { 0 };
		int at = 0;
		char *rest = line, *field;
		while ((field = strsep(&rest, ",\r\n"))) {
			if (column < 0 && strstr(field, "lose"))
				column = at;
			if (at == 0 && strlen(field) >= 10)
				field[10] = '\0';
			if (at == 0 && timestamp_parse_date(field, &c.time))
				c.time = 0;
			if (at++ == column)
				c.close = strtod(field, NULL);
		}
		if (c.time && c.close > 0)
			assert_int_equal(candle_series_append(s, &c), 0);
	}
	fclose(file);
	candle_series_finish(s);
	return s->count > 0;
}

/* As if a split had been told of on that very day, and the shares had grown by as much. */
static void assert_no_break_by(const struct candle_series *s, size_t day, double ratio, const char *name)
{
	struct corporate_event e = split_on("2025-12-29", ratio, 1);
	char before[TIMESTAMP_SIZE], after[TIMESTAMP_SIZE];
	struct split_break found;
	struct counts c;
	e.time = s->items[day].time;
	timestamp_format_date(e.time - 40 * 86400, before);
	timestamp_format_date(e.time + 40 * 86400, after);
	counts(&c, 1e9, ratio * 1e9);
	c.facts[0] = count_of(1e9, before);
	c.facts[1] = count_of(ratio * 1e9, after);
	if (split_break_find(s, &e, 1, &c.list, &found))
		fail_msg("%s: %s is no split of %g", name, before, ratio);
}

static void real_jumps_of_the_captures_are_no_breaks(void **state)
{
	(void)state;
	static const char *const names[] = {
		"derived/NVDA_adjclose_daily.csv",     "derived/AMD_adjclose_daily.csv",
		"derived/ORCL_adjclose_daily.csv",     "derived/TSM_adjclose_daily.csv",
		"derived/9984.T_close_daily.csv",      "derived/2330.TW_close_daily.csv",
		"derived/CSCO_adjclose_daily.csv",     "derived/IXIC_close_daily.csv",
		"derived/NVDA_adjclose_weekly.csv",    "derived/ORCL_adjclose_weekly.csv",
		"NVDA_daily_2025-10_2026-08_wudn.csv",
	};
	size_t jumps = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct candle_series s;
		if (!read_capture(&s, names[i]))
			continue;
		assert_true(s.count > 150);
		for (size_t k = 1; k < s.count; k++) {
			double jump = s.items[k - 1].close / s.items[k].close;
			if (jump < 1.25 && jump > 0.8)
				continue;
			jumps++;
			assert_no_break_by(&s, k, 2, names[i]);
			assert_no_break_by(&s, k, 4, names[i]);
			assert_no_break_by(&s, k, 10, names[i]);
		}
		candle_series_release(&s);
	}
	printf("%zu real jumps of 20 %% and more\n", jumps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_jump_alone_is_no_split),
		cmocka_unit_test(a_real_jump_beside_a_split_of_another_ratio_is_none),
		cmocka_unit_test(a_break_that_was_told_or_that_the_shares_show_is_one),
		cmocka_unit_test(an_adjusted_history_with_its_split_has_no_break),
		cmocka_unit_test(counts_far_from_the_jump_or_on_one_side_of_it_show_nothing),
		cmocka_unit_test(three_for_two_is_a_break_only_where_it_was_told),
		cmocka_unit_test(mending_brings_the_older_bars_to_the_newer_scale),
		cmocka_unit_test(an_adjusted_close_that_is_whole_already_stays),
		cmocka_unit_test(an_answer_at_a_whole_multiple_of_the_stored_bars_is_rescaled),
		cmocka_unit_test(too_few_common_bars_and_one_that_differs_tell_nothing),
		cmocka_unit_test(real_jumps_of_the_captures_are_no_breaks),
		cmocka_unit_test(the_capture_of_softbank_breaks_on_its_ex_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
