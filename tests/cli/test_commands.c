/* The commands as a person runs them: refusals first, then the fields that scripts rely on. Quotes, press
 * and store have files of their own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "cli/command.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/sentence.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- refusals ---- */

static void wrong_usage_ends_with_two_and_names_what_was_meant(void **state)
{
	(void)state;
	assert_says(2, ARGS("qoute"), "did you mean quote?");
	assert_says(2, ARGS("quote", "--jsn"), "did you mean --json?");
	assert_says(2, ARGS("quote", "NV DA"), "expected a symbol such as NVDA or 9984.T, found \"NV DA\"");
	assert_says(2, ARGS("history"), "history needs a symbol");
	assert_says(2, ARGS("history", "NVDA", "--range", "7y"), "--range: expected one of 1d 5d");
	assert_says(2, ARGS("history", "NVDA", "--interval", "2h"), "--interval: expected one of");
	assert_says(2, ARGS("press", "--since", "soon"), "--since: expected 2d, 12h, 1w");
	assert_says(2, ARGS("press", "--company", "N V"), "--company: expected a symbol");
	assert_says(2, ARGS("press", "--limit", "0"), "--limit: expected a number");
	assert_says(2, ARGS("bubble", "--assume", "gpu_lief=4"), "--assume");
	assert_says(2, ARGS("bubble", "--assume", "gpu_life=forty"), "--assume");
	assert_says(2, ARGS("store"), "store: expected info, check or vacuum, found nothing");
	assert_says(2, ARGS("store", "infos"), "store: expected info, check or vacuum, found infos");
	assert_says(2, ARGS("config", "edit"), "config: expected check, path, options or default");
	assert_says(2, ARGS("collect", "--record", "a", "--replay", "b"), "exclude each other");
	assert_says(2, ARGS("collect", "--offline"), "collect needs the network");
}

static void nothing_found_ends_with_three(void **state)
{
	(void)state;
	assert_says(3, ARGS("quote", "ZZZZ"), "no price of ZZZZ is stored");
	assert_says(3, ARGS("history", "ZZZZ"), "no price history of ZZZZ is stored for 1y");
	assert_says(3, ARGS("history", "NVDA", "--interval", "5m"), "no 5m history of NVDA is stored");
	assert_says(3, ARGS("press", "unicorn"), "no stored headline matches");
	assert_says(3, ARGS("bubble", "--history", "--since", "2026-12-31"), "no reading of that time is stored");
	struct output o = program_expect(3, ARGS("press", "--json"));
	assert_string_equal(o.out, "[]\n");
	output_release(&o);
}

static void a_wrong_clock_is_refused(void **state)
{
	(void)state;
	setenv("FROTH_NOW", "tomorrow", 1);
	struct output o = program_expect(1, ARGS("quote"));
	assert_non_null(strstr(o.err, "FROTH_NOW"));
	assert_one_sentence(&o);
	output_release(&o);
}

static void a_store_below_a_regular_file_is_one_sentence(void **state)
{
	(void)state;
	char file[PATH_SIZE], path[PATH_SIZE + 32];
	assert_int_equal(path_xdg(PATH_STATE, "file", file, NULL), 0);
	assert_int_equal(path_make_parent(file, NULL), 0);
	assert_int_equal(file_replace(file, "x", 1, NULL), 0);
	snprintf(path, sizeof path, "%s/folder/froth.db", file);
	static const char *const readers[] = { "quote", "press", "bubble", "sources" };
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct output o = program_expect(1, ARGS(readers[i], "--store", path));
		assert_one_sentence(&o);
		assert_string_equal(o.out, "");
		output_release(&o);
	}
	struct output o = program_expect(1, ARGS("--once", "--offline", "--store", path));
	assert_one_sentence(&o);
	output_release(&o);
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
	(void)state;
	static const char *const forms[][4] = {
		{ "quote" },
		{ "quote", "--json" },
		{ "quote", "--csv" },
		{ "bubble" },
		{ "sources", "--json" },
		{ "store", "info" },
		{ "config", "default" },
		{ "--help" },
		{ "--version" },
		{ "config", "options" },
	};
	static const char *const sinks[] = { "/dev/full", "" };
	for (size_t i = 0; i < COUNT(forms); i++) {
		for (size_t j = 0; j < COUNT(sinks); j++) {
			struct output o = program_run_to(forms[i], sinks[j]);
			if (o.status != 1)
				fail_msg("froth %s into \"%s\": exit status %d", forms[i][0], sinks[j], o.status);
			assert_non_null(strstr(o.err, "cannot write the output"));
			assert_one_sentence(&o);
			output_release(&o);
		}
	}
}

/* ---- index, sources ---- */

static double component(const cJSON *bubble, const char *camp, const char *code)
{
	const cJSON *reading = cJSON_GetObjectItem(cJSON_GetObjectItem(bubble, "readings"), camp);
	return field_number(cJSON_GetObjectItem(reading, "components"), code);
}

static void the_index_has_its_fields_and_its_worked_numbers(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json"));
	static const char *const names[] = { "as_of",  "readings",    "band",     "missing",
					     "inputs", "assumptions", "companies" };
	for (size_t i = 0; i < COUNT(names); i++)
		assert_non_null(cJSON_GetObjectItemCaseSensitive(b, names[i]));
	static const char *const input_keys[] = { "name", "value", "unit", "date", "source", NULL };
	assert_keys(cJSON_GetObjectItem(b, "inputs")->child, input_keys);
	static const char *const band_keys[] = { "centre", "sd", "low", "high", NULL };
	assert_keys(cJSON_GetObjectItem(b, "band"), band_keys);
	static const char *const company_keys[] = { "symbol",       "pe",         "ps",       "implied_growth_pct",
						    "cap_to_capex", "components", "readings", NULL };
	assert_keys(cJSON_GetObjectItem(b, "companies")->child, company_keys);
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(b, "companies")), 5);
	assert_true(fabs(component(b, "marcus", "G") - 86.2163) < 0.0001);
	assert_true(fabs(component(b, "huang", "G") - 1.6522) < 0.0001);
	assert_true(fabs(component(b, "marcus", "V") - 98.7741) < 0.0001);
	const cJSON *assumed = cJSON_GetObjectItem(cJSON_GetObjectItem(b, "assumptions"), "marcus");
	assert_true(fabs(field_number(assumed, "gpu_life") - 3) < 1e-9);
	cJSON_Delete(b);
}

static void other_assumptions_move_the_index(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json", "--assume", "gpu_life=6,return=8"));
	const cJSON *assumed = cJSON_GetObjectItem(cJSON_GetObjectItem(b, "assumptions"), "marcus");
	assert_true(fabs(field_number(assumed, "gpu_life") - 6) < 1e-9);
	/* R* is now the one of the other camp, 220.6455, against the labs' 55. */
	assert_true(fabs(component(b, "marcus", "G") - 100 * (1 - 55 / 220.6455)) < 0.001);
	assert_true(fabs(component(b, "huang", "G") - 1.6522) < 0.0001);
	cJSON_Delete(b);
	cJSON *one = program_json(ARGS("bubble", "NVDA", "--json"));
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(one, "companies")), 1);
	cJSON_Delete(one);
}

static void the_index_is_rows_as_csv(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble", "--csv"));
	assert_memory_equal(o.out, "code,component,marcus,huang,sentence,stale\r\nV,valuation,98.7741,", 64);
	assert_non_null(strstr(o.out, "\r\nindex,index,"));
	output_release(&o);
}

static void sources_have_their_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "name",      "url",        "kind",  "state", "last_ok",
					    "next_poll", "latency_ms", "items", "error", NULL };
	cJSON *rows = program_json(ARGS("sources", "--json"));
	assert_true(cJSON_GetArraySize(rows) > 3);
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, keys);
		/* The SEC is not asked by who gives it no address to write to. */
		bool unasked = strcmp(field_text(row, "name"), "sec-facts") == 0;
		assert_string_equal(field_text(row, "state"), unasked ? "disabled" : "waiting");
		assert_true(field_is_null(row, "last_ok"));
		assert_true(field_is_null(row, "error") != unasked);
	}
	cJSON_Delete(rows);
}

/* ---- configuration, help ---- */

static void put_config(const char *content)
{
	char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, strlen(content), NULL), 0);
}

static void a_wrong_configuration_is_told_and_the_defaults_hold(void **state)
{
	(void)state;
	put_config("watchlists:\n  - name: mine\n    symbols: [AMD]\ndisplay:\n  them: dark\n");
	struct output o = program_expect(0, ARGS("quote", "--csv"));
	assert_non_null(strstr(o.err, "froth.yaml:5:3: unknown key \"them\" in display; did you mean \"theme\"?"));
	assert_non_null(strstr(o.err, "the defaults hold"));
	assert_non_null(strstr(o.out, "9984.T"));
	output_release(&o);
	assert_says(1, ARGS("config", "check"), "froth.yaml:5:3: unknown key \"them\"");
	assert_says(1, ARGS("quote", "--config", "/nonexistent.yaml"), "/nonexistent.yaml");
}

static void the_configuration_names_the_symbols(void **state)
{
	(void)state;
	put_config("watchlists:\n  - name: mine\n    symbols: [tsm, AMD]\n");
	cJSON *rows = program_json(ARGS("quote", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 2);
	assert_string_equal(field_text(rows->child, "symbol"), "TSM");
	cJSON_Delete(rows);
	struct output o = program_expect(0, ARGS("config", "check"));
	assert_non_null(strstr(o.out, ": good\n"));
	output_release(&o);
	o = program_expect(0, ARGS("config", "options"));
	assert_non_null(strstr(o.out, "display: theme"));
	output_release(&o);
}

static void the_printed_default_is_a_good_configuration(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("config", "default"));
	put_config(o.out);
	output_release(&o);
	o = program_expect(0, ARGS("config", "check"));
	output_release(&o);
	char path[PATH_SIZE + 1];
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, NULL), 0);
	o = program_expect(0, ARGS("config", "path"));
	assert_string_equal(strncat(path, "\n", 2), o.out);
	output_release(&o);
}

static void every_command_has_help_with_examples_first(void **state)
{
	(void)state;
	for (const struct command *c = commands; c->name; c++) {
		struct output o = program_expect(0, *c->name ? ARGS(c->name, "--help") : ARGS("-h"));
		assert_memory_equal(o.out, "  froth", 7);
		assert_non_null(strstr(o.out, "Usage: froth "));
		assert_non_null(strstr(o.out, "--store FILE"));
		assert_string_equal(o.err, "");
		output_release(&o);
	}
	struct output o = program_expect(0, ARGS("-V"));
	assert_string_equal(o.out, "froth " FROTH_VERSION "\n");
	output_release(&o);
}

static void lists_for_the_manual_are_printed(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("--list-keys"));
	assert_non_null(strchr(o.out, '\t'));
	output_release(&o);
	o = program_expect(0, ARGS("--list-options"));
	assert_non_null(strstr(o.out, "display.theme\tdark\tdark|light|"));
	output_release(&o);
}

static void the_board_is_printed_without_a_terminal(void **state)
{
	(void)state;
	struct output once = program_expect(0, ARGS("--once", "--offline"));
	assert_non_null(strstr(once.out, "NVDA"));
	assert_non_null(strstr(once.out, "9984.T"));
	assert_string_equal(once.err, "");
	assert_null(strchr(once.out, '\033'));
	struct output plain = program_expect(0, ARGS("--offline"));
	assert_string_equal(once.out, plain.out);
	output_release(&once);
	output_release(&plain);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(wrong_usage_ends_with_two_and_names_what_was_meant),
		TEST(nothing_found_ends_with_three),
		TEST(a_wrong_clock_is_refused),
		TEST(a_store_below_a_regular_file_is_one_sentence),
		TEST(an_output_that_takes_nothing_is_an_error),
		TEST(the_index_has_its_fields_and_its_worked_numbers),
		TEST(other_assumptions_move_the_index),
		TEST(the_index_is_rows_as_csv),
		TEST(sources_have_their_fields),
		TEST(a_wrong_configuration_is_told_and_the_defaults_hold),
		TEST(the_configuration_names_the_symbols),
		TEST(the_printed_default_is_a_good_configuration),
		TEST(every_command_has_help_with_examples_first),
		TEST(lists_for_the_manual_are_printed),
		TEST(the_board_is_printed_without_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
