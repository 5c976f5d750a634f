#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "market/candidate.h"

#define NOON INT64_C(1787227200) /* 2026-08-20T12:00:00Z */

static size_t find(const char *title, const char *summary, struct candidate out[CANDIDATES_MOST])
{
	char texts[2][2048], id[] = "1", url[] = "https://paper.example/a", author[] = "";
	struct headline h;
	headline_init(&h);
	strcpy(texts[0], title);
	strcpy(texts[1], summary);
	h.row = 12;
	h.id = id;
	h.title = texts[0];
	h.url = url;
	h.summary = texts[1];
	h.author = author;
	strcpy(h.source, "wire");
	strcpy(h.language, "en");
	h.time = NOON;
	return candidates_find(&h, out);
}

static void no_deal_is_no_candidate(void **state)
{
	static const char *const titles[] = { "", "Nvidia shares rise 5% to $180", "Nvidia is worth $5 trillion",
					      "OpenAI hires a new chief",
					      "Somebody could spend billions on something" };
	struct candidate found[CANDIDATES_MOST];
	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_int_equal(find(titles[i], "", found), 0);
}

static void a_stated_deal_is_one(void **state)
{
	struct candidate found[CANDIDATES_MOST];
	(void)state;
	assert_int_equal(find("Nvidia to invest up to $100bn in OpenAI",
			      "Nvidia to invest up to $100bn in OpenAI, it said.", found),
			 1);
	assert_string_equal(found[0].payer, "NVDA");
	assert_string_equal(found[0].payee, "OAI");
	assert_string_equal(found[0].currency, "USD");
	assert_true(found[0].amount_low == 0 && found[0].amount_high == 100e9);
	assert_string_equal(found[0].amount_text, "up to $100bn");
	assert_string_equal(found[0].sentence, "Nvidia to invest up to $100bn in OpenAI");
	assert_int_equal(found[0].kind, STATEMENT_INVEST);
	assert_int_equal(found[0].delivery, DELIVERY_PLAN);
	assert_true(found[0].headline == 12 && found[0].time == NOON);
	assert_string_equal(found[0].url, "https://paper.example/a");
}

static void the_sentence_says_how_firm_it_is(void **state)
{
	static const struct {
		const char *title;
		enum delivery_class delivery;
	} rows[] = {
		{ "Nvidia to invest $30bn in OpenAI", DELIVERY_PLAN },
		{ "Nvidia could invest $30bn in OpenAI", DELIVERY_RUMOUR },
		{ "Nvidia in talks to invest $30bn in OpenAI", DELIVERY_RUMOUR },
		{ "Oracle signs $30bn contract with OpenAI", DELIVERY_CONTRACT },
	};
	struct candidate found[CANDIDATES_MOST];
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (find(rows[i].title, "", found) == 1)
			assert_int_equal(found[0].delivery, rows[i].delivery);
	assert_int_equal(find(rows[0].title, "", found), 1);
}

static struct candidate sample(void)
{
	struct candidate c = {
		.time = NOON, .amount_low = 0, .amount_high = 100e9, .gw = 10, .delivery = DELIVERY_PLAN
	};
	strcpy(c.id, "K3");
	strcpy(c.payer, "NVDA");
	strcpy(c.payee, "OAI");
	strcpy(c.currency, "USD");
	strcpy(c.title, "A title");
	strcpy(c.sentence, "A sentence");
	strcpy(c.source, "wire");
	return c;
}

static struct deal row(const char *payer, const char *payee, double low, double high, const char *currency)
{
	struct deal d = { .amount_low = low, .amount_high = high };
	strcpy(d.payer, payer);
	strcpy(d.payee, payee);
	strcpy(d.currency, currency);
	return d;
}

static bool is_known(struct deal d)
{
	struct candidate c = sample();
	return candidate_is_known(&c, &(struct deal_list){ .items = &d, .count = 1 });
}

static void a_row_of_the_same_parties_and_about_that_amount_says_it_already(void **state)
{
	(void)state;
	assert_true(is_known(row("NVDA", "OAI", 0, 100e9, "USD")));
	assert_true(is_known(row("NVDA", "OAI", 81e9, 81e9, "USD")));
	assert_true(is_known(row("NVDA", "OAI", 100e9, 300e9, "USD")));
	assert_false(is_known(row("NVDA", "OAI", 30e9, 30e9, "USD")));
	assert_false(is_known(row("NVDA", "OAI", (double)NAN, (double)NAN, "USD")));
	assert_false(is_known(row("NVDA", "OAI", 100e9, 100e9, "JPY")));
	assert_false(is_known(row("OAI", "NVDA", 100e9, 100e9, "USD")));
	assert_false(is_known(row("NVDA", "CRWV", 100e9, 100e9, "USD")));
}

/* The ledger's own reader must take the row. */
static void assert_readable(const struct candidate *c, struct deal *out)
{
	static const char columns[] =
		"id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\t"
		"confidence\tpayer\tpayee\tsupersedes\tsource\tnote\n";
	struct buffer text;
	struct deal_list list = { 0 };
	struct error err = { "" };
	struct deal d;
	candidate_to_deal(c, &list, &d);
	buffer_init(&text, 0);
	assert_int_equal(buffer_format(&text,
				       "%s%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\t%s\t%s\t\t%s\t%s\t%s\t%s\t%s\t\t%s\t%s\n",
				       columns, d.id, d.date, d.from, d.to, d.kind, d.amount_low, d.amount_high,
				       d.currency, isfinite(d.gw) ? "10" : "", d.status, d.class_text, d.confidence,
				       d.payer, d.payee, d.source, d.note),
			 0);
	if (deal_list_parse(&list, buffer_text(&text), text.length, &err))
		fail_msg("%s", err.text);
	*out = list.items[0];
	deal_list_release(&list);
	buffer_release(&text);
}

static void the_row_that_it_becomes_is_one_of_the_ledgers(void **state)
{
	struct candidate c = sample();
	struct deal d;
	(void)state;
	strcpy(c.url, "https://paper.example/a");
	assert_readable(&c, &d);
	assert_string_equal(d.id, "K3");
	assert_string_equal(d.date, "2026-08-20");
	assert_string_equal(d.payer, "NVDA");
	assert_string_equal(d.payee, "OAI");
	assert_string_equal(d.source, "https://paper.example/a");
	assert_string_equal(d.note, "A sentence");
	assert_int_equal(d.delivery, DELIVERY_PLAN);
	assert_true(d.amount_low == 0 && d.amount_high == 100e9 && d.gw == 10);
}

static void an_address_that_the_ledger_cannot_hold_becomes_a_citation(void **state)
{
	struct candidate c = sample();
	struct deal d;
	(void)state;
	memset(c.url, 'x', 400);
	memcpy(c.url, "https://", 8);
	assert_readable(&c, &d);
	assert_string_equal(d.source, "wire, 2026-08-20");
	*c.url = '\0';
	assert_readable(&c, &d);
	assert_string_equal(d.source, "wire, 2026-08-20");
}

static void a_firm_without_a_code_is_a_name_and_no_end_of_an_edge(void **state)
{
	struct candidate c = sample();
	struct deal d;
	(void)state;
	strcpy(c.payee, "Some Small Firm");
	assert_readable(&c, &d);
	assert_string_equal(d.to, "Some Small Firm");
	assert_string_equal(d.payer, "NVDA");
	assert_string_equal(d.payee, "");
	strcpy(c.payer, "Another Firm");
	strcpy(c.payee, "OAI");
	assert_readable(&c, &d);
	assert_string_equal(d.from, "Another Firm");
	assert_string_equal(d.payee, "");
}

static void the_names_of_states_are_read_again(void **state)
{
	(void)state;
	for (enum candidate_status s = CANDIDATE_WAITING; s < CANDIDATE_STATUSES; s++)
		assert_int_equal(candidate_status_parse(candidate_status_name(s)), s);
	assert_int_equal(candidate_status_parse("lost"), CANDIDATE_STATUSES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_deal_is_no_candidate),
		cmocka_unit_test(a_stated_deal_is_one),
		cmocka_unit_test(the_sentence_says_how_firm_it_is),
		cmocka_unit_test(a_row_of_the_same_parties_and_about_that_amount_says_it_already),
		cmocka_unit_test(the_row_that_it_becomes_is_one_of_the_ledgers),
		cmocka_unit_test(an_address_that_the_ledger_cannot_hold_becomes_a_citation),
		cmocka_unit_test(a_firm_without_a_code_is_a_name_and_no_end_of_an_edge),
		cmocka_unit_test(the_names_of_states_are_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
