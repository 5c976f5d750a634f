/* Who pays whom: labelled sentences with the rate of exact matches printed, and what says nothing of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/market/labels.h"

#define LEAST_RATE 0.80

static void assert_says(const char *sentence, const char *expected)
{
	struct buffer found;
	buffer_init(&found, 0);
	statements_write(&found, sentence, LANGUAGE_AUTO);
	if (strcmp(buffer_text(&found), expected) != 0)
		fail_msg("\"%s\" says \"%s\", not \"%s\"", sentence, buffer_text(&found), expected);
	buffer_release(&found);
}

static void what_is_not_paid_is_no_statement(void **state)
{
	static const char *const sentences[] = {
		"",
		"Nvidia is worth $5 trillion",
		"Nvidia's market value rose to $4 trillion",
		"Oracle reports revenue of $16 billion",
		"SoftBank sells its Nvidia stake for $5.8 billion",
		"Apple authorises a $100 billion share buyback and buys back shares",
		"Analyst raises Nvidia price target to $250",
		"Amazon raises minimum wage to $15 an hour",
		"Oracle raises sales forecast to $144 billion",
		"Chip stocks lost $500 billion",
		"Nvidia invests in OpenAI",
	};
	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		assert_says(sentences[i], "none");
}

static void money_flows_to_the_supplier_whoever_signs(void **state)
{
	(void)state;
	assert_says("Oracle signs $300bn deal with OpenAI", "contract OAI > ORCL");
	assert_says("OpenAI signs $300bn deal with Oracle", "contract OAI > ORCL");
	assert_says("AMD and OpenAI sign $60bn chip deal", "contract OAI > AMD");
}

static void each_sentence_speaks_for_itself(void **state)
{
	(void)state;
	assert_says("Nvidia will invest $10 billion in Anthropic. Microsoft will invest $5 billion in OpenAI.",
		    "invest NVDA > ANTH ; invest MSFT > OAI");
	assert_says("The U.S. firm Oracle Corp. will spend $50 billion on data centers.", "capex plan ORCL > -");
}

static void firms_without_a_code_keep_their_name(void **state)
{
	(void)state;
	assert_says("SoftBank to buy DigitalBridge for $4 billion", "buy SB > DigitalBridge");
	assert_says("Crusoe has raised $1.4 billion", "raise - > Crusoe");
}

static void power_stands_beside_money_or_alone(void **state)
{
	const char both[] = "Google to invest $40 billion in Anthropic and supply 5 GW";
	const char alone[] = "AMD to supply 500 MW of chips to OpenAI";
	struct amount a[4];
	struct statement s[4];
	(void)state;
	size_t count = amounts_find(both, sizeof both - 1, LANGUAGE_EN, a, 4);
	assert_int_equal(statements_find(both, sizeof both - 1, a, count, s, 4), 1);
	assert_int_equal(s[0].amount, 0);
	assert_true(s[0].gw == 5.0);
	count = amounts_find(alone, sizeof alone - 1, LANGUAGE_EN, a, 4);
	assert_int_equal(statements_find(alone, sizeof alone - 1, a, count, s, 4), 1);
	assert_true(s[0].gw == 0.5);
	assert_int_equal(s[0].kind, STATEMENT_CONTRACT);
}

static void no_more_statements_than_there_is_room_for(void **state)
{
	const char text[] = "Nvidia will invest $10 billion in Anthropic. Microsoft will invest $5 billion in OpenAI.";
	struct amount a[4];
	struct statement s[4];
	(void)state;
	size_t count = amounts_find(text, sizeof text - 1, LANGUAGE_EN, a, 4);
	assert_int_equal(statements_find(text, sizeof text - 1, a, count, s, 1), 1);
	assert_int_equal(statements_find(text, sizeof text - 1, a, count, s, 0), 0);
	assert_int_equal(statements_find(text, sizeof text - 1, a, 0, s, 4), 0);
	assert_true(isnan(s[0].gw));
}

static void hold_rate(const char *name)
{
	struct label_list list;
	size_t judged = 0, matched = 0;
	labels_read(&list, name);
	for (size_t i = 0; i < list.count; i++) {
		struct buffer found;
		const struct label *l = &list.items[i];
		if (!*l->statements)
			continue;
		buffer_init(&found, 0);
		statements_write(&found, l->sentence, LANGUAGE_AUTO);
		bool same = strcmp(l->statements, buffer_text(&found)) == 0;
		if (!same)
			printf("amounts_%s.tsv line %d: wanted %s, found %s\n", name, l->line, l->statements,
			       buffer_text(&found));
		judged++;
		matched += same;
		buffer_release(&found);
	}
	double rate = (double)matched / (double)judged;
	printf("payer, payee, kind, %s: %zu of %zu sentences exact, %.1f %%\n", name, matched, judged, 100 * rate);
	assert_true(judged >= 40);
	assert_true(rate >= LEAST_RATE);
	labels_release(&list);
}

static void labelled_sentences_are_read_exactly(void **state)
{
	(void)state;
	hold_rate("dev");
	hold_rate("held");
	hold_rate("blind");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_paid_is_no_statement),
		cmocka_unit_test(money_flows_to_the_supplier_whoever_signs),
		cmocka_unit_test(each_sentence_speaks_for_itself),
		cmocka_unit_test(firms_without_a_code_keep_their_name),
		cmocka_unit_test(power_stands_beside_money_or_alone),
		cmocka_unit_test(no_more_statements_than_there_is_room_for),
		cmocka_unit_test(labelled_sentences_are_read_exactly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
