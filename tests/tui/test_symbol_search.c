/* Which symbol is meant by what a person types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tui/symbol_search.h"

struct stage {
	struct config config;
	struct symbol_search search;
};

static struct stage stage_of_test;

static void set_quote(struct quote *q, const char *symbol, const char *name)
{
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->name, sizeof q->name, "%s", name);
}

static int set_stage(void **state)
{
	struct stage *s = &stage_of_test;
	struct quote quotes[4];
	struct error err;
	set_quote(&quotes[0], "NTAP", "NetApp, Inc.");
	set_quote(&quotes[1], "PLTR", "Palantir Technologies Inc.");
	set_quote(&quotes[2], "LIN", "Linde plc");
	set_quote(&quotes[3], "9432.T", "");
	*state = s;
	static const char text[] = "press:\n  names:\n    - symbol: 6861.T\n      name: Keyence\n";
	return config_init(&s->config, &err) || config_parse(&s->config, "test", text, sizeof text - 1, &err) ||
			       symbol_search_init(&s->search, &s->config, quotes, 4)
		       ? -1
		       : 0;
}

static int clear_stage(void **state)
{
	struct stage *s = *state;
	symbol_search_release(&s->search);
	config_release(&s->config);
	return 0;
}

static void assert_means(const struct stage *s, const char *text, const char *symbol)
{
	const struct known_symbol *k = symbol_search_find(&s->search, text);
	if (!k || strcmp(k->symbol, symbol) != 0)
		fail_msg("\"%s\" means %s and not %s", text, k ? k->symbol : "nothing", symbol);
}

static void assert_unknown(const struct stage *s, const char *text)
{
	const struct known_symbol *k = symbol_search_find(&s->search, text);
	if (k)
		fail_msg("\"%s\" means %s (%s)", text, k->symbol, k->name);
}

static void what_nobody_is_called_is_unknown(void **state)
{
	assert_unknown(*state, "");
	assert_unknown(*state, "no such firm");
	assert_unknown(*state, "zzz");
	assert_unknown(*state, "9432.t"); /* stored, but without a name to say it by */
}

static void capitals_and_two_letters_are_not_taken_for_the_beginning_of_a_name(void **state)
{
	assert_unknown(*state, "NET");
	assert_unknown(*state, "PAL");
	assert_unknown(*state, "pa");
	assert_means(*state, "net", "NTAP");
	assert_means(*state, "pal", "PLTR");
}

static void a_symbol_comes_before_every_name(void **state)
{
	assert_means(*state, "lin", "LIN");
	assert_means(*state, "arm", "ARM");
	assert_means(*state, "nvda", "NVDA");
}

static void a_whole_name_is_found_in_capitals_too(void **state)
{
	assert_means(*state, "ORACLE", "ORCL");
	assert_means(*state, "oracle", "ORCL");
	assert_means(*state, "Keyence", "6861.T");
}

static void a_word_within_a_name_and_names_in_other_scripts_are_found(void **state)
{
	assert_means(*state, "technologies", "PLTR");
	assert_means(*state, "ソフトバンク", "9984.T");
	assert_means(*state, "엔비디아", "NVDA");
}

static void a_firm_that_is_listed_nowhere_has_no_symbol(void **state)
{
	assert_means(*state, "openai", "");
	assert_means(*state, "anthropic", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_is_called_is_unknown),
		cmocka_unit_test(capitals_and_two_letters_are_not_taken_for_the_beginning_of_a_name),
		cmocka_unit_test(a_symbol_comes_before_every_name),
		cmocka_unit_test(a_whole_name_is_found_in_capitals_too),
		cmocka_unit_test(a_word_within_a_name_and_names_in_other_scripts_are_found),
		cmocka_unit_test(a_firm_that_is_listed_nowhere_has_no_symbol),
	};
	return cmocka_run_group_tests(tests, set_stage, clear_stage);
}
