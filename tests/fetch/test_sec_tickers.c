#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/sec.h"
#include "fetch/yahoo.h"

static struct company unknown(const char *symbol)
{
	struct company c;
	company_init(&c, symbol);
	c.learned = true;
	return c;
}

static int parse(struct batch *b, const char *text, struct error *err)
{
	struct company items[] = { unknown("INTC"), unknown("BRK-B"), unknown("ZZQX") }, known;
	struct company all[4];
	company_init(&known, "NVDA");
	strcpy(known.cik, "0001045810");
	memcpy(all, items, sizeof items);
	all[3] = known;
	const struct company_list list = { all, 4 };
	batch_init(b);
	*err = (struct error){ "" };
	return sec_tickers_parse(b, text, strlen(text), &list, err);
}

static void an_answer_that_is_no_list_is_refused_in_words(void **state)
{
	static const struct {
		const char *answer, *words;
	} rows[] = {
		{ "", "an empty body" },
		{ "<!doctype html><title>Undeclared Automated Tool</title>",
		  "an HTML page 'Undeclared Automated Tool'" },
		{ "{}", "expected the SEC's list of tickers" },
		{ "[]", "expected the SEC's list of tickers" },
		{ "{\"message\":\"Not Found\"}", "expected the SEC's list of tickers" },
		{ "{\"0\":{\"ticker\":\"INTC\"}}", "expected the SEC's list of tickers" },
		{ "{\"0\":{\"cik_str\":-5,\"ticker\":\"INTC\"}}", "expected the SEC's list of tickers" },
		{ "{\"0\":{\"cik_str\":50863,\"ticker\":\"INTC\"}", "breaks off" },
		{ "{\"0\":{\"cik_str\":50863,\"ticker\":\"INTC\"}} {}", "wrong at byte" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct batch b;
		struct error err;
		assert_int_equal(parse(&b, rows[i].answer, &err), -1);
		if (!strstr(err.text, rows[i].words))
			fail_msg("\"%s\": %s", rows[i].answer, err.text);
		assert_int_equal(b.company_count, 0);
	}
}

static void the_numbers_of_those_that_are_to_be_learned_are_given_and_no_others(void **state)
{
	struct batch b;
	struct error err;
	(void)state;
	assert_int_equal(parse(&b,
			       "{\"0\":{\"cik_str\":1045810,\"ticker\":\"NVDA\",\"title\":\"NVIDIA CORP\"},"
			       "\"1\":{\"title\":\"INTEL\",\"ticker\":\"INTC\",\"cik_str\":50863},\"2\":null,\"3\":[],"
			       "\"4\":{\"cik_str\":1067983,\"ticker\":\"BRK-B\",\"title\":\"BERKSHIRE \\u001b\"},"
			       "\"5\":{\"cik_str\":1,\"ticker\":\"INTC\",\"title\":\"of another\"},"
			       "\"6\":{\"cik_str\":2,\"ticker\":\"ZZQ\",\"title\":\"\"}}",
			       &err),
			 0);
	assert_int_equal(b.company_count, 2);
	assert_string_equal(b.companies[0].symbol, "INTC");
	assert_string_equal(b.companies[0].cik, "0000050863");
	assert_string_equal(b.companies[1].symbol, "BRK-B");
	assert_string_equal(b.companies[1].cik, "0001067983");
	assert_int_equal(batch_items(&b), 2);
	batch_release(&b);
}

static void a_list_without_any_of_them_is_a_good_answer(void **state)
{
	struct batch b;
	struct error err;
	(void)state;
	assert_int_equal(parse(&b, "{\"0\":{\"cik_str\":1,\"ticker\":\"AAA\",\"title\":\"\"}}", &err), 0);
	assert_int_equal(b.company_count, 0);
	batch_release(&b);
}

/* ---- what a unit of a symbol is ---- */

static const char report[] =
	"{\"cik\":50863,\"facts\":{\"us-gaap\":{"
	"\"Revenues\":{\"units\":{\"USD\":[{\"start\":\"2025-01-01\",\"end\":\"2025-12-31\",\"val\":100,\"accn\":\"A\","
	"\"fy\":2025,\"form\":\"%s\",\"filed\":\"2026-02-01\"}]}},"
	"\"EarningsPerShareDiluted\":{\"units\":{\"USD/shares\":[{\"start\":\"2025-01-01\",\"end\":\"2025-12-31\","
	"\"val\":2,\"accn\":\"A\",\"fy\":2025,\"form\":\"%s\",\"filed\":\"2026-02-01\"}]}},"
	"\"CommonStockSharesOutstanding\":{\"units\":{\"shares\":[{\"end\":\"2025-12-31\",\"val\":50,\"accn\":\"A\","
	"\"fy\":2025,\"form\":\"%s\",\"filed\":\"2026-02-01\"}]}}}}}";

static size_t facts_of(const char *form)
{
	char text[sizeof report + 64];
	struct batch b;
	struct error err;
	struct company c = unknown("INTC");
	int64_t now;
	strcpy(c.cik, "0000050863");
	batch_init(&b);
	snprintf(text, sizeof text, report, form, form, form);
	assert_int_equal(timestamp_parse_date("2026-03-01", &now), 0);
	if (sec_facts_parse(&b, text, strlen(text), &c, now, &err))
		fail_msg("%s", err.text);
	size_t count = b.facts.count;
	batch_release(&b);
	return count;
}

static void figures_by_the_share_of_a_foreign_company_off_the_table_are_left_out(void **state)
{
	(void)state;
	assert_int_equal(facts_of("10-K"), 3);
	assert_int_equal(facts_of("20-F"), 1); /* its revenue */
}

static void yahoos_count_of_shares_of_a_foreign_company_off_the_table_is_left_out(void **state)
{
	static const char text[] =
		"{\"timeseries\":{\"result\":[{\"meta\":{\"symbol\":[\"BABA\"],\"type\":["
		"\"quarterlyOrdinarySharesNumber\"]},"
		"\"quarterlyOrdinarySharesNumber\":[{\"asOfDate\":\"2026-03-31\",\"periodType\":\"3M\","
		"\"currencyCode\":\"%s\",\"reportedValue\":{\"raw\":19000000000}}]}],\"error\":null}}";
	static const struct {
		const char *currency, *accounts;
		size_t facts;
	} rows[] = { { "CNY", "", 0 }, { "USD", "", 1 }, { "CNY", "CNY", 1 } };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char body[sizeof text + 8];
		struct company c;
		struct batch b;
		struct error err;
		int64_t now;
		company_init(&c, "BABA");
		strcpy(c.currency, rows[i].accounts);
		batch_init(&b);
		snprintf(body, sizeof body, text, rows[i].currency);
		assert_int_equal(timestamp_parse_date("2026-07-09", &now), 0);
		if (yahoo_timeseries_parse(&b, body, strlen(body), &c, now, &err))
			fail_msg("%s", err.text);
		assert_int_equal(b.facts.count, rows[i].facts);
		batch_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_is_no_list_is_refused_in_words),
		cmocka_unit_test(the_numbers_of_those_that_are_to_be_learned_are_given_and_no_others),
		cmocka_unit_test(a_list_without_any_of_them_is_a_good_answer),
		cmocka_unit_test(figures_by_the_share_of_a_foreign_company_off_the_table_are_left_out),
		cmocka_unit_test(yahoos_count_of_shares_of_a_foreign_company_off_the_table_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
