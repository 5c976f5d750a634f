/* `press: names:` and `press: without_names:`: what is refused, where, and what comes of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/names.h"
#include "market/headline.h"

static void read_config(struct config *c, const char *text)
{
	struct error err = { "" };
	assert_int_equal(config_init(c, &err), 0);
	if (config_parse(c, "froth.yaml", text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void assert_refused(const char *text, const char *why)
{
	struct config c;
	struct error err = { "" };
	assert_int_equal(config_init(&c, &err), 0);
	assert_int_equal(config_parse(&c, "froth.yaml", text, strlen(text), &err), -1);
	assert_string_equal(err.text, why);
	assert_int_equal(c.name_count, 0);
	assert_int_equal(c.without_name_count, 0);
	config_release(&c);
}

static void names_are_refused_by_line_and_column(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "press:\n  names: Acme\n", "froth.yaml:2:10: names: expected a list of names, found a single value" },
		{ "press:\n  names:\n    - Acme\n",
		  "froth.yaml:3:7: names: expected a mapping of symbol and name, found a single value" },
		{ "press:\n  names:\n    - name: Acme\n",
		  "froth.yaml:3:7: names: expected a symbol for each name, found none" },
		{ "press:\n  names:\n    - symbol: ACME\n",
		  "froth.yaml:3:7: names: expected a name for each name, found none" },
		{ "press:\n  names:\n    - symbol: a b\n      name: Acme\n",
		  "froth.yaml:3:15: symbol: expected a symbol such as NVDA or 9984.T, found \"a b\"" },
		{ "press:\n  names:\n    - symbol: ACME\n      name: A\n",
		  "froth.yaml:4:13: name: expected a name of two characters to 63 bytes without |, found \"A\"" },
		{ "press:\n  names:\n    - symbol: ACME\n      name: Acme|Corp\n",
		  "froth.yaml:4:13: name: expected a name of two characters to 63 bytes without |, found "
		  "\"Acme|Corp\"" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme, case: small}\n",
		  "froth.yaml:3:40: case: expected any, capitalised or exact, found \"small\"" },
		{ "press:\n  names:\n    - {symbol: ACME, name: acme, case: capitalised}\n",
		  "froth.yaml:3:7: names: case: capitalised expects a name that begins with a capital, found "
		  "\"acme\"" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme, against: [film, 'a|b']}\n",
		  "froth.yaml:3:50: against: expected words of 1 to 63 bytes without |, found \"a|b\"" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme, against: {a: b}}\n",
		  "froth.yaml:3:43: against: expected a single value, found a mapping" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme, in_favour: shares}\n",
		  "froth.yaml:3:7: names: in_favour of \"Acme\" says nothing without against" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme, befor: a}\n",
		  "froth.yaml:3:34: unknown key \"befor\" in a name; known are symbol, name, case, not_before, "
		  "not_after, against, in_favour, only_with" },
		{ "press:\n  names:\n    - {symbol: ACME, name: Acme}\n    - {symbol: acme, name: Acme}\n",
		  "froth.yaml:4:7: names: \"Acme\" stands for ACME twice" },
		{ "press:\n  without_names: [Orakle]\n",
		  "froth.yaml:2:19: without_names: expected a name that froth knows by itself, found \"Orakle\"; did "
		  "you mean \"Oracle\"?" },
		{ "press:\n  without_names: [Oracle, oracle]\n",
		  "froth.yaml:2:27: without_names: \"Oracle\" stands in the list twice" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_refused(cases[i].text, cases[i].why);
}

static void words_beyond_their_room_are_refused(void **state)
{
	char text[1200] = "press:\n  names:\n    - symbol: ACME\n      name: Acme\n      against:\n";
	struct config c;
	struct error err = { "" };
	(void)state;
	for (int i = 0; i < 9; i++)
		strcat(text, "        - a word that is as long as words of the press are hardly ever\n");
	assert_int_equal(config_init(&c, &err), 0);
	assert_int_equal(config_parse(&c, "froth.yaml", text, strlen(text), &err), -1);
	assert_string_equal(err.text, "froth.yaml:12:11: against: expected words of at most 399 bytes together");
	config_release(&c);
}

static void assert_tags(const struct name_book *book, const char *title, const char *expected)
{
	char tags[HEADLINE_COMPANIES * SYMBOL_SIZE] = "";
	struct headline h;
	headline_init(&h);
	h.title = strdup(title);
	assert_non_null(h.title);
	headline_tag(&h, book);
	for (size_t i = 0; i < h.company_count; i++)
		snprintf(tags + strlen(tags), sizeof tags - strlen(tags), "%s%s", i ? " " : "", h.companies[i]);
	if (strcmp(tags, expected) != 0)
		fail_msg("\"%s\" is tagged \"%s\", not \"%s\"", title, tags, expected);
	headline_release(&h);
}

static void a_persons_names_hold_beside_the_built_in_ones(void **state)
{
	static const char text[] = "press:\n"
				   "  names:\n"
				   "    - symbol: pltr\n"
				   "      name: Palantir\n"
				   "      case: capitalised\n"
				   "      not_before: the\n"
				   "      not_after: [stone, stones]\n"
				   "      against: [Tolkien, Saruman]\n"
				   "      in_favour: [Karp, shares]\n"
				   "    - {symbol: 005930.KS, name: サムスン電子}\n"
				   "    - {symbol: NOW, name: ServiceNow, case: exact, only_with: [cloud]}\n"
				   "    - {symbol: 9984.T, name: Stargate}\n"
				   "  without_names: [oracle, CUDA]\n";
	struct config c;
	struct own_names names;
	struct name_choice choice = { 0 };
	struct name_book book;
	(void)state;
	read_config(&c, text);
	config_choose_names(&c, &names, &choice);
	assert_int_equal(name_book_init(&book, &choice), 0);
	assert_tags(&book, "Palantir wins a contract with Nvidia", "PLTR NVDA");
	assert_tags(&book, "A palantir is a seeing stone", "");
	assert_tags(&book, "Gazing into the Palantir", "");
	assert_tags(&book, "Palantir stones for sale", "");
	assert_tags(&book, "Saruman's Palantir", "");
	assert_tags(&book, "Tolkien fans at Palantir, says Karp", "PLTR");
	assert_tags(&book, "サムスン電子が増益", "005930.KS");
	assert_tags(&book, "ServiceNow sells cloud software", "NOW");
	assert_tags(&book, "SERVICENOW sells cloud software", "");
	assert_tags(&book, "ServiceNow opens an office", "");
	assert_tags(&book, "Oracle falls; CUDA stays; Larry Ellison sells", "ORCL");
	assert_tags(&book, "Stargate: the data center", "9984.T OAI");
	name_book_release(&book);
	config_release(&c);
}

static void nothing_said_leaves_the_built_in_names(void **state)
{
	struct config c;
	(void)state;
	read_config(&c, "press:\n  names:\n  without_names:\n");
	assert_int_equal(c.name_count, 0);
	assert_int_equal(c.without_name_count, 0);
	config_release(&c);
	read_config(&c, "press:\n  names: []\n  without_names: []\n");
	assert_int_equal(c.name_count, 0);
	config_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_refused_by_line_and_column),
		cmocka_unit_test(words_beyond_their_room_are_refused),
		cmocka_unit_test(a_persons_names_hold_beside_the_built_in_ones),
		cmocka_unit_test(nothing_said_leaves_the_built_in_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
