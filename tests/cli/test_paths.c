/* froth history SYMBOL --overlay PATH, over the closes that came with the program. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/store.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"

static void expect_refusal(int status, const char *const *arguments, const char *part)
{
	struct output o = program_expect(status, arguments);
	assert_string_equal(o.out, "");
	if (!strstr(o.err, part))
		fail_msg("\"%s\" does not say \"%s\"", o.err, part);
	output_release(&o);
}

static void what_cannot_be_laid_over_is_refused(void **state)
{
	(void)state;
	expect_refusal(2, ARGS("history", "NVDA", "--overlay", "tulips"), "expected nasdaq or cisco, found \"tulips\"");
	expect_refusal(2, ARGS("history", "NVDA", "--overlay"), "option --overlay needs a value");
	expect_refusal(2, ARGS("history", "--overlay", "cisco"), "history needs a symbol");
	expect_refusal(2, ARGS("history", "NVDA", "--overlay", "cisco", "--range", "1y"), "leave --range");
	expect_refusal(2, ARGS("quote", "NVDA", "--overlay", "cisco"), "quote has no option --overlay");
	expect_refusal(3, ARGS("history", "ZZZZ", "--overlay", "cisco"), "no price history of ZZZZ is stored");
}

static const char *const keys[] = { "symbol",     "interval", "source",     "since", "overlay",
				    "alignments", "drawdown", "volatility", NULL };
static const char *const alignment_keys[] = {
	"name",         "choice",     "day0_old",   "day0_new",    "at_old", "at_new",          "days",
	"closes",       "growth_old", "growth_new", "correlation", "rmse",   "peak_growth_old", "trough_growth_old",
	"days_to_peak", "random",     NULL
};

static void the_json_has_three_choices_of_day_0_each_beside_random_walks(void **state)
{
	(void)state;
	cJSON *found = program_json(ARGS("history", "NVDA", "--overlay", "nasdaq", "--json"));
	assert_keys(found, keys);
	assert_string_equal(field_text(found, "source"), "shipped");
	const cJSON *alignments = field_member(found, "alignments");
	assert_int_equal(cJSON_GetArraySize(alignments), 3);
	for (int i = 0; i < 3; i++) {
		const cJSON *a = cJSON_GetArrayItem(alignments, i), *random = field_member(a, "random");
		assert_keys(a, alignment_keys);
		assert_true(field_number(a, "closes") > 40);
		assert_true(field_number(random, "low") < field_number(random, "median"));
		assert_true(field_number(random, "median") < field_number(random, "high"));
		assert_true(field_number(random, "share") >= 0 && field_number(random, "share") <= 1);
		assert_true(field_number(random, "reps") == 999);
	}
	const cJSON *event = cJSON_GetArrayItem(alignments, 0), *overlay = field_member(found, "overlay");
	assert_string_equal(field_text(event, "day0_old"), "1995-08-09");
	assert_string_equal(field_text(event, "day0_new"), "2022-11-30");
	assert_true(fabs(field_number(event, "peak_growth_old") - 5.0230) < 5e-5);
	assert_true(fabs(field_number(overlay, "fall") + 0.7793) < 5e-5);
	assert_string_equal(field_text(field_member(overlay, "peak"), "date"), "2000-03-10");
	cJSON_Delete(found);
}

static void monthly_closes_have_a_drawdown_and_no_realised_volatility(void **state)
{
	(void)state;
	cJSON *found = program_json(ARGS("history", "ORCL", "--overlay", "cisco", "--json"));
	const cJSON *year = field_member(field_member(found, "drawdown"), "year");
	assert_true(field_number(year, "depth_pct") < -10);
	assert_true(field_number(year, "high") > 142);
	assert_true(field_is_null(field_member(field_member(found, "volatility"), "60"), "deviation_pct"));
	cJSON_Delete(found);
	struct output o = program_expect(0, ARGS("history", "ORCL", "--overlay", "cisco"));
	assert_non_null(strstr(o.out, "over Cisco Systems (public daily histories"));
	assert_non_null(strstr(o.out, "Realised volatility, 60 days: - (too few daily closes are stored)"));
	assert_non_null(strstr(o.out, "89.26 % below it on 2002-10-08"));
	output_release(&o);
	o = program_expect(0, ARGS("history", "ORCL", "--overlay", "cisco", "--csv"));
	assert_memory_equal(o.out, "name,day0_old,", 14);
	output_release(&o);
}

/* The record of the Nasdaq itself, as if a source had brought it: the figures that were worked outside. */
static void the_nasdaq_over_its_own_past_gives_the_known_figures(void **state)
{
	static const char path[] = "../shared/corpus/psy/nasdaq/NASDAQCOM_full.csv";
	FILE *f = fopen(path, "r");
	char line[128];
	struct candle_series s;
	struct store *store;
	struct error err;
	(void)state;
	if (!f) {
		print_message("skipped: %s is not here\n", path);
		skip();
	}
	candle_series_init(&s);
	memcpy(s.symbol, "IXIC", 5);
	memcpy(s.interval, "1d", 3);
	memcpy(s.source, "record", 7);
	while (fgets(line, sizeof line, f)) {
		struct candle bar = { .open = (double)NAN, .high = (double)NAN, .low = (double)NAN };
		bar.adjusted_close = bar.volume = (double)NAN;
		if (strlen(line) < 12 || sscanf(line + 11, "%lf", &bar.close) != 1 || strncmp(line, "2020", 4) < 0)
			continue;
		line[10] = '\0';
		assert_int_equal(timestamp_parse_date(line, &bar.time), 0);
		if (strcmp(line, "2025-06-12") <= 0)
			assert_int_equal(candle_series_append(&s, &bar), 0);
	}
	fclose(f);
	cJSON_Delete(program_json(ARGS("quote", "--json")));
	assert_int_equal(store_open(&store, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_candles(store, &s, &err), 0);
	store_free(store);
	candle_series_release(&s);
	cJSON *found = program_json(ARGS("history", "IXIC", "--overlay", "nasdaq", "--json"));
	const cJSON *event = cJSON_GetArrayItem(field_member(found, "alignments"), 0);
	assert_string_equal(field_text(event, "at_new"), "2025-06-12");
	assert_true(fabs(field_number(event, "growth_new") - 1.7145517963) < 1e-9);
	assert_true(fabs(field_number(event, "correlation") - 0.8977) < 0.02);
	assert_true(field_number(field_member(event, "random"), "share") > 0.1);
	const cJSON *year = field_member(field_member(found, "volatility"), "252");
	assert_true(field_number(year, "deviation_pct") > 10 && field_number(year, "deviation_pct") < 60);
	assert_string_equal(field_text(year, "until"), "2025-06-12");
	cJSON_Delete(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_laid_over_is_refused),
		cmocka_unit_test(the_json_has_three_choices_of_day_0_each_beside_random_walks),
		cmocka_unit_test(monthly_closes_have_a_drawdown_and_no_realised_volatility),
		cmocka_unit_test(the_nasdaq_over_its_own_past_gives_the_known_figures),
	};
	return cmocka_run_group_tests(tests, program_setup, NULL);
}
