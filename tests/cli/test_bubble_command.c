/* froth bubble: other weights, companies, tests of prices, what one would have to believe. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/index.h"
#include "tests/cli/program.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const codes[COMPONENTS] = { "V", "G", "D", "C", "X", "F" };

static int64_t day(const char *text)
{
	int64_t seconds = 0;
	assert_int_equal(timestamp_parse_date(text, &seconds), 0);
	return seconds;
}

/* ---- JSON ---- */

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!value)
		fail_msg("%s is missing", key);
	return value;
}

static double number(const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	return cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
}

static const char *text(const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	return cJSON_IsString(value) ? value->valuestring : "";
}

static void assert_near(double found, double expected)
{
	if (!(fabs(found - expected) < 1e-6))
		fail_msg("expected %.10g, found %.10g", expected, found);
}

static double value_of(const cJSON *report, const char *camp)
{
	return number(member(member(report, "readings"), camp), "value");
}

static const cJSON *components_of(const cJSON *report, const char *camp)
{
	return member(member(member(report, "readings"), camp), "components");
}

/* The row of an array whose `key` is that word. */
static const cJSON *row_of(const cJSON *rows, const char *key, const char *word)
{
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		if (strcmp(text(row, key), word) == 0)
			return row;
	}
	fail_msg("there is no row of %s", word);
	return NULL;
}

static bool has_text(const cJSON *array, const char *word)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, array)
	{
		if (cJSON_IsString(item) && strcmp(item->valuestring, word) == 0)
			return true;
	}
	return false;
}

/* ---- a store with tests of prices ---- */

static struct series_test made_test(const char *symbol, int lag, double p)
{
	struct series_test t = { .lag = lag,
				 .count = 520,
				 .window = 46,
				 .first = day("2016-09-02"),
				 .last = day("2026-08-14"),
				 .adf = -1.5,
				 .sadf = 1.25,
				 .gsadf = 2.93,
				 .bsadf = 1.75,
				 .gsadf_at = day("2026-07-10"),
				 .critical_gsadf = { 1.8, 2.1, 2.6 },
				 .critical_bsadf = { 0.9, 1.2, (double)NAN },
				 .replicates = 999,
				 .p_gsadf = 0.231,
				 .p_bsadf = p,
				 .state = EPISODE_RISE,
				 .episode_start = day("2026-06-05"),
				 .hash = 1,
				 .computed = day("2026-08-15") };
	snprintf(t.symbol, sizeof t.symbol, "%s", symbol);
	return t;
}

static void put_test(struct store *s, const char *symbol, int lag, double p, const char *last)
{
	struct series_test t = made_test(symbol, lag, p);
	t.last = day(last);
	assert_int_equal(store_put_series_test(s, &t, NULL), 0);
}

/* The shipped data, with tests of the group and of NVDA, and a reading that knows of them. */
static void make_store(void)
{
	struct store *s = NULL;
	struct lppls_test lppls = { .symbol = "NVDA", .windows = 60, .qualified = 4, .on_bound = 7 };
	lppls.last = day("2026-08-14");
	struct output o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, NULL), 0);
	put_test(s, SERIES_GROUP, 0, 0.5, "2026-08-07");
	put_test(s, SERIES_GROUP, 1, 0.5, "2026-08-07");
	put_test(s, SERIES_GROUP, 0, 0.23, "2026-08-14");
	put_test(s, SERIES_GROUP, 1, 0.04, "2026-08-14");
	put_test(s, "NVDA", 0, 0.1, "2026-08-14");
	put_test(s, "NVDA", 1, 0.02, "2026-08-14");
	put_test(s, "AMD", 1, 0.02, "2026-08-14");
	assert_int_equal(store_put_lppls_test(s, &lppls, NULL), 0);
	assert_int_equal(index_store(s, NULL, day("2026-08-21"), NULL), 0);
	store_free(s);
}

/* ---- refusals ---- */

static void assert_refused(const char *const *arguments, const char *sentence)
{
	struct output o = program_expect(2, arguments);
	char expected[256];
	snprintf(expected, sizeof expected, "froth: %s\n", sentence);
	assert_string_equal(o.err, expected);
	assert_string_equal(o.out, "");
	output_release(&o);
}

static void wrong_weights_are_wrong_usage(void **state)
{
	(void)state;
	assert_refused(ARGS("bubble", "--weights", "Z=2"),
		       "--weights: expected a component out of V, G, D, C, X, F, found \"Z\"");
	assert_refused(ARGS("bubble", "--weights", "V=-1"),
		       "--weights: expected V=NUMBER, from 0 to 1000, found \"V=-1\"");
	assert_refused(ARGS("bubble", "--weights", "V=0,G=0,D=0,C=0,X=0,F=0"),
		       "--weights: expected at least one weight above 0, found none");
	assert_refused(ARGS("bubble", "--weights", "V=1,V=2"), "--weights: V stands there twice");
	assert_refused(ARGS("bubble", "--mean", "median"),
		       "--mean: expected arithmetic or geometric, found \"median\"");
	assert_refused(ARGS("bubble", "--history", "--weights", "V=2"),
		       "the history is of the group and as it was stored; --weights does not apply to it");
	assert_refused(ARGS("bubble", "--history", "--mean", "geometric"),
		       "the history is of the group and as it was stored; --mean does not apply to it");
	assert_refused(ARGS("quote", "--weights", "V=2"), "quote has no option --weights; it belongs to bubble");
}

static void a_company_without_a_price_is_named(void **state)
{
	(void)state;
	struct output o = program_expect(3, ARGS("bubble", "ZZZZ", "--json"));
	assert_string_equal(o.err, "froth: no price of ZZZZ is stored\n");
	assert_non_null(strstr(o.out, "\"companies\": []"));
	output_release(&o);
	o = program_expect(0, ARGS("bubble", "NVDA", "ZZZZ", "--json"));
	assert_string_equal(o.err, "froth: no price of ZZZZ is stored\n");
	output_release(&o);
	o = program_expect(2, ARGS("bubble", "NV DA"));
	assert_non_null(strstr(o.err, "expected a symbol such as NVDA"));
	output_release(&o);
}

/* ---- weights ---- */

static void weights_change_the_value_as_by_hand(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json", "--weights", "V=2,G=1,D=0,C=0,X=0,F=0"));
	assert_near(value_of(b, "marcus"), (2 * 98.7741 + 86.21632324) / 3);
	assert_near(value_of(b, "huang"), (2 * 34.69846296 + 1.652214884) / 3);
	const cJSON *weights = member(member(b, "options"), "weights");
	assert_near(number(weights, "V"), 2);
	assert_near(number(weights, "F"), 0);
	assert_string_equal(text(member(b, "options"), "mean"), "arithmetic");
	cJSON_Delete(b);
	b = program_json(ARGS("bubble", "--json", "--weights", "V=2,G=1,D=0,C=0,X=0,F=0", "--mean", "geometric"));
	assert_near(value_of(b, "marcus"), cbrt(98.7741 * 98.7741 * 86.21632324));
	assert_near(value_of(b, "huang"), cbrt(34.69846296 * 34.69846296 * 1.652214884));
	assert_string_equal(text(member(b, "options"), "mean"), "geometric");
	cJSON_Delete(b);
}

static void components_that_are_not_named_weigh_what_they_did(void **state)
{
	(void)state;
	cJSON *plain = program_json(ARGS("bubble", "--json"));
	cJSON *b = program_json(ARGS("bubble", "--json", "--weights", "F=3"));
	double sum = 0, weights = 0;
	for (int c = 0; c < COMPONENTS; c++) {
		double score = number(components_of(plain, "huang"), codes[c]);
		double weight = c == COMPONENT_FINANCING ? 3 : 1;
		if (!isfinite(score) || !isfinite(number(components_of(plain, "marcus"), codes[c])))
			continue;
		sum += weight * score;
		weights += weight;
	}
	assert_true(weights > 2);
	assert_near(value_of(b, "huang"), sum / weights);
	assert_true(cJSON_Compare(components_of(b, "huang"), components_of(plain, "huang"), true));
	cJSON_Delete(plain);
	cJSON_Delete(b);
}

static void write_config(const char *content)
{
	char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, strlen(content), NULL), 0);
}

static void the_configuration_weighs_the_index_and_its_past(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	write_config("index:\n  weights: V=2 G=1 D=0 C=0 X=0 F=0\n  mean: geometric\n");
	cJSON *b = program_json(ARGS("bubble", "--json"));
	assert_near(value_of(b, "huang"), cbrt(34.69846296 * 34.69846296 * 1.652214884));
	cJSON_Delete(b);
	cJSON *history = program_json(ARGS("bubble", "--history", "--json"));
	const cJSON *row;
	int past = 0;
	cJSON_ArrayForEach(row, history)
	{
		if (cJSON_IsFalse(member(row, "recomputed")))
			continue;
		assert_string_equal(text(member(row, "options"), "mean"), "geometric");
		past++;
	}
	assert_true(past > 2);
	/* The reading of before stays as it was made, and the newest is of now. */
	row = cJSON_GetArrayItem(history, past);
	assert_string_equal(text(member(row, "options"), "mean"), "arithmetic");
	assert_int_equal(cJSON_GetArraySize(history), past + 2);
	cJSON_Delete(history);
	b = program_json(ARGS("bubble", "--json", "--weights", "G=0", "--mean", "arithmetic"));
	assert_near(value_of(b, "marcus"), 98.7741);
	cJSON_Delete(b);
}

static void weights_that_equal_those_of_before_store_nothing(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	write_config("index:\n  weights: V=1\n");
	cJSON *history = program_json(ARGS("bubble", "--history", "--json"));
	const cJSON *row;
	int live = 0;
	cJSON_ArrayForEach(row, history) live += cJSON_IsFalse(member(row, "recomputed"));
	assert_int_equal(live, 1);
	cJSON_Delete(history);
}

static void the_history_marks_readings_of_other_weights(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	write_config("index:\n  weights: V=2\n");
	setenv("FROTH_NOW", "2026-08-22T18:48:03Z", 1);
	o = program_expect(0, ARGS("bubble", "--history"));
	const char *before = strstr(o.out, "2026-08-21 18:48"), *after = strstr(o.out, "2026-08-22 18:48");
	assert_true(before && after && before < after);
	const char *mark = strstr(o.out, "other weights");
	assert_true(mark && before < mark && mark < after);
	output_release(&o);
}

/* ---- tests of prices ---- */

static void tests_of_the_group_make_the_component(void **state)
{
	(void)state;
	make_store();
	cJSON *b = program_json(ARGS("bubble", "--json"));
	assert_near(number(components_of(b, "marcus"), "X"), 77); /* the weaker of 100 (1 - .23) and 100 (1 - .04) */
	assert_near(number(components_of(b, "huang"), "X"), 77);
	assert_false(has_text(member(b, "missing"), "X"));
	assert_non_null(strstr(text(member(b, "sentences"), "X"), "GSADF 2.93, Monte Carlo p < .01"));
	const cJSON *nvda = row_of(member(b, "companies"), "symbol", "NVDA");
	assert_near(number(member(member(nvda, "components"), "marcus"), "X"), 90);
	const cJSON *softbank = row_of(member(b, "companies"), "symbol", "9984.T");
	assert_true(isnan(number(member(member(softbank, "components"), "marcus"), "X")));
	cJSON_Delete(b);
}

static void the_newest_test_of_each_series_and_lag_is_shown(void **state)
{
	(void)state;
	make_store();
	cJSON *b = program_json(ARGS("bubble", "--json"));
	const cJSON *tests = member(b, "tests"), *row;
	assert_int_equal(cJSON_GetArraySize(tests), 5);
	cJSON_ArrayForEach(row, tests) assert_string_equal(text(row, "last"), "2026-08-14");
	const cJSON *group = cJSON_GetArrayItem(tests, 0);
	assert_string_equal(text(group, "symbol"), SERIES_GROUP);
	assert_near(number(group, "lag"), 0);
	assert_near(number(group, "count"), 520);
	assert_near(number(group, "window"), 46);
	assert_string_equal(text(group, "first"), "2016-09-02");
	assert_near(number(group, "adf"), -1.5);
	assert_near(number(group, "sadf"), 1.25);
	assert_near(number(group, "gsadf"), 2.93);
	assert_string_equal(text(group, "gsadf_at"), "2026-07-10");
	assert_near(number(group, "bsadf"), 1.75);
	const cJSON *critical = member(group, "critical"), *bootstrap = member(group, "bootstrap");
	assert_near(number(member(critical, "gsadf"), "95"), 2.1);
	assert_true(cJSON_IsNull(member(member(critical, "bsadf"), "99")));
	assert_near(number(bootstrap, "reps"), 999);
	assert_near(number(bootstrap, "p_gsadf"), 0.231);
	assert_near(number(bootstrap, "p_bsadf"), 0.23);
	assert_string_equal(text(member(group, "episode"), "state"), "rise");
	assert_string_equal(text(member(group, "episode"), "start"), "2026-06-05");
	assert_string_equal(text(group, "sentence"),
			    "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: not robust");
	const cJSON *lppls = row_of(member(b, "lppls"), "symbol", "NVDA");
	assert_near(number(lppls, "windows"), 60);
	assert_near(number(lppls, "qualified"), 4);
	assert_near(number(lppls, "on_bound"), 7);
	assert_string_equal(text(lppls, "last"), "2026-08-14");
	cJSON_Delete(b);
}

static void symbols_choose_companies_and_their_tests(void **state)
{
	(void)state;
	make_store();
	cJSON *b = program_json(ARGS("bubble", "amd", "9984.T", "--json"));
	assert_int_equal(cJSON_GetArraySize(member(b, "companies")), 2);
	assert_int_equal(cJSON_GetArraySize(member(b, "tests")), 3); /* of the group two, of AMD one */
	assert_int_equal(cJSON_GetArraySize(member(b, "lppls")), 0);
	cJSON_Delete(b);
}

/* ---- companies, beliefs, context ---- */

static void a_company_says_what_is_behind_its_components(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json"));
	const cJSON *nvda = row_of(member(b, "companies"), "symbol", "NVDA");
	const cJSON *softbank = row_of(member(b, "companies"), "symbol", "9984.T");
	const cJSON *orcl = row_of(member(b, "companies"), "symbol", "ORCL");
	assert_true(number(member(nvda, "implied_growth_pct"), "marcus") > 5);
	assert_true(number(member(nvda, "implied_growth_pct"), "marcus") >
		    number(member(nvda, "implied_growth_pct"), "huang"));
	assert_true(cJSON_IsNull(member(softbank, "pe")));
	assert_true(cJSON_IsNull(member(member(softbank, "implied_growth_pct"), "marcus")));
	assert_true(number(orcl, "cap_to_capex") > 1);
	assert_true(cJSON_IsNull(member(nvda, "cap_to_capex")));
	for (int c = 0; c < COMPONENTS; c++)
		assert_true(*text(member(softbank, "why"), codes[c]) != '\0');
	double mean = number(member(orcl, "readings"), "marcus");
	assert_true(mean > 0 && mean < 100 && number(orcl, "component_count") >= 2);
	cJSON_Delete(b);
}

static void what_one_would_have_to_believe_comes_greatest_first(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json"));
	const cJSON *row;
	double before = (double)INFINITY;
	int count = 0;
	cJSON_ArrayForEach(row, member(b, "sensitivity"))
	{
		double move = fmax(fabs(number(row, "marcus")), fabs(number(row, "huang")));
		assert_true(move <= before);
		assert_int_equal(cJSON_IsNull(member(row, "component")), !(move > 0));
		assert_true(*text(row, "label") != '\0');
		before = move;
		count++;
	}
	assert_true(count >= 10);
	const cJSON *life = row_of(member(b, "sensitivity"), "key", "gpu_life");
	assert_true(number(life, "marcus") < 0 && number(life, "huang") > 0);
	assert_string_equal(text(life, "component"), "G");
	const cJSON *even = member(b, "break_even");
	assert_string_equal(text(even, "currency"), "USD");
	assert_true(fabs(number(member(even, "huang"), "required") / 1e9 - 220.6455) < 0.001);
	assert_near(number(member(even, "marcus"), "counted") / 1e9, 55);
	assert_near(number(member(even, "marcus"), "growth"), number(member(even, "marcus"), "required") / 55e9);
	cJSON_Delete(b);
}

static void inputs_of_no_weight_stand_apart(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json"));
	assert_true(cJSON_GetArraySize(member(b, "context")) > 0);
	row_of(member(b, "context"), "name", "P/E of the group");
	row_of(member(b, "inputs"), "name", "CAPE of the market");
	/* The shipped CAPE is of May. */
	assert_true(has_text(member(b, "stale"), "V"));
	cJSON_Delete(b);
}

static void rows_say_what_is_stale(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble", "--csv"));
	assert_memory_equal(o.out, "code,component,marcus,huang,sentence,stale\r\n", 44);
	assert_non_null(strstr(o.out, "\r\nX,explosiveness,,,"));
	assert_non_null(strstr(o.out, ",true\r\n"));
	output_release(&o);
}

/* ---- text ---- */

static void assert_part(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is missing in:\n%s", part, text);
}

static void the_text_has_its_blocks(void **state)
{
	(void)state;
	make_store();
	struct output o = program_expect(0, ARGS("bubble", "--plain"));
	assert_part(o.out, "The froth index, newest input of 2026-08-14");
	assert_part(o.out, "6 of 6 components");
	assert_part(o.out, "\nbreak-even  Marcus  399 bn USD of AI revenue a year; counted: 55");
	assert_part(o.out, "\nWhat you would have to believe");
	assert_part(o.out, "\nExplosive behaviour of weekly closes, the last of 2026-08-14\n");
	assert_part(o.out, "\nthe group    0  rise 2026-06  GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: "
			   "not robust\n");
	assert_part(o.out, "NVDA 4 of 60");
	assert_part(o.out, "no P/E: profit is");
	assert_part(o.out, "\nBeside it, of weight 0\n");
	assert_null(strstr(o.out, "weights     "));
	output_release(&o);
	o = program_expect(0, ARGS("bubble", "--weights", "V=2", "--mean", "geometric"));
	assert_part(o.out, "\nweights     V=2 G=1 D=1 C=1 X=1 F=1; geometric mean\n");
	output_release(&o);
}

/* Only a word that is longer than what is left of the line may stand out, such as an address. */
static void the_text_fits_into_a_hundred_columns(void **state)
{
	(void)state;
	make_store();
	struct output o = program_expect(0, ARGS("bubble", "--weights", "V=2.125,G=999.5", "--mean", "geometric"));
	size_t lines = 0;
	for (char *line = strtok(o.out, "\n"); line; line = strtok(NULL, "\n"), lines++)
		if (utf8_columns(line) > 100 && !strstr(line, "https://"))
			fail_msg("%d columns: %s", utf8_columns(line), line);
	assert_true(lines > 40);
	output_release(&o);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
#define FRESH(f) cmocka_unit_test_setup(f, program_setup)
	const struct CMUnitTest tests[] = {
		FRESH(wrong_weights_are_wrong_usage),
		FRESH(a_company_without_a_price_is_named),
		FRESH(weights_change_the_value_as_by_hand),
		FRESH(components_that_are_not_named_weigh_what_they_did),
		FRESH(the_configuration_weighs_the_index_and_its_past),
		FRESH(weights_that_equal_those_of_before_store_nothing),
		FRESH(the_history_marks_readings_of_other_weights),
		FRESH(tests_of_the_group_make_the_component),
		FRESH(the_newest_test_of_each_series_and_lag_is_shown),
		FRESH(symbols_choose_companies_and_their_tests),
		FRESH(a_company_says_what_is_behind_its_components),
		FRESH(what_one_would_have_to_believe_comes_greatest_first),
		FRESH(inputs_of_no_weight_stand_apart),
		FRESH(rows_say_what_is_stale),
		FRESH(the_text_has_its_blocks),
		FRESH(the_text_fits_into_a_hundred_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
