/* The v7 quote: what is refused, what is read, captures, and answers that are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/yahoo.h"

#define NOW 1787251683 /* 2026-08-20 18:48:03 UTC */
#define CAPTURED 200   /* symbols of one capture at most */
#define CORPUS "../shared/corpus/yahoo/"
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define NVDA                                                                                                           \
	"{\"symbol\":\"NVDA\",\"longName\":\"NVIDIA Corporation\",\"currency\":\"USD\",\"exchange\":\"NMS\","          \
	"\"marketState\":\"REGULAR\",\"regularMarketPrice\":201.5,\"regularMarketTime\":1787251680,"                   \
	"\"regularMarketPreviousClose\":200,\"regularMarketChange\":1.5,\"regularMarketChangePercent\":0.75,"          \
	"\"regularMarketDayHigh\":203.25,\"regularMarketDayLow\":199.125,\"fiftyTwoWeekHigh\":212.19,"                 \
	"\"fiftyTwoWeekLow\":86.62,\"regularMarketVolume\":95123456,\"marketCap\":5271000000000,"                      \
	"\"sharesOutstanding\":24200000000}"
#define WRAP(entries) "{\"quoteResponse\":{\"result\":[" entries "],\"error\":null}}"

static struct batch parse(const char *text, const char (*asked)[SYMBOL_SIZE], size_t count)
{
	struct batch b;
	struct error err = { "" };
	batch_init(&b);
	if (yahoo_v7_parse(&b, text, strlen(text), asked, count, NOW, &err))
		fail_msg("%s", err.text);
	return b;
}

static void what_is_no_quote_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} wrong[] = {
		{ "", "empty" },
		{ "Too Many Requests", "Too Many Requests" },
		{ "<html><title>Will be right back</title>", "Will be right back" },
		{ "{}", "expected quoteResponse.result" },
		{ "{\"quoteResponse\":{}}", "expected quoteResponse.result" },
		{ "{\"quoteResponse\":{\"result\":null}}", "expected quoteResponse.result" },
		{ "{\"quoteResponse\":{\"result\":{}}}", "expected quoteResponse.result" },
		{ "[" NVDA "]", "expected quoteResponse.result" },
		{ "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid "
		  "Crumb\"}}}",
		  "Yahoo answered Unauthorized: Invalid Crumb" },
		{ "{\"quoteResponse\":{\"result\":[],\"error\":{\"code\":\"argument-error\",\"description\":"
		  "\"Missing\"}"
		  "}}",
		  "Yahoo answered argument-error: Missing" },
		{ "{\"quoteResponse\":{\"result\":[" NVDA, "JSON" },
	};
	static const char asked[][SYMBOL_SIZE] = { "NVDA" };
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct batch b;
		struct error err = { "" };
		batch_init(&b);
		if (yahoo_v7_parse(&b, wrong[i].text, strlen(wrong[i].text), asked, 1, NOW, &err) != -1)
			fail_msg("taken: %s", wrong[i].text);
		if (!strstr(err.text, wrong[i].sentence))
			fail_msg("expected \"...%s...\", found \"%s\"", wrong[i].sentence, err.text);
	}
}

static void an_entry_without_price_time_or_its_own_currency_is_left_out(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"null",
		"{}",
		"{\"symbol\":\"AMD\",\"currency\":\"USD\",\"regularMarketPrice\":1,\"regularMarketTime\":1787251680}",
		"{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"regularMarketTime\":1787251680}",
		"{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"regularMarketPrice\":0,\"regularMarketTime\":1787251680}",
		"{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"regularMarketPrice\":\"201.5\",\"regularMarketTime\":"
		"1787251680}",
		"{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"regularMarketPrice\":201.5}",
		"{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"regularMarketPrice\":201.5,\"regularMarketTime\":"
		"1787951680}",
		"{\"symbol\":\"NVDA\",\"regularMarketPrice\":201.5,\"regularMarketTime\":1787251680}",
		"{\"symbol\":\"NVDA\",\"currency\":\"TWD\",\"regularMarketPrice\":201.5,\"regularMarketTime\":"
		"1787251680}",
	};
	static const char asked[][SYMBOL_SIZE] = { "NVDA" };
	for (size_t i = 0; i < COUNT(wrong); i++) {
		char text[1024];
		snprintf(text, sizeof text, WRAP("%s"), wrong[i]);
		struct batch b = parse(text, asked, 1);
		if (batch_items(&b))
			fail_msg("taken: %s", wrong[i]);
		assert_string_equal(b.warning, "1 of 1 symbols missing: NVDA");
		batch_release(&b);
	}
}

static void a_quote_is_read_and_its_market_value_is_not(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "NVDA", "NIL" };
	struct batch b = parse(WRAP(NVDA), asked, 2);
	assert_int_equal(b.quote_count, 1);
	assert_int_equal(batch_items(&b), 1); /* no fact beside it */
	const struct quote *q = &b.quotes[0];
	assert_string_equal(q->symbol, "NVDA");
	assert_string_equal(q->source, "yahoo-v7");
	assert_string_equal(q->name, "NVIDIA Corporation");
	assert_string_equal(q->exchange, "XNAS");
	assert_true(q->price == 201.5 && q->previous_close == 200 && q->change == 1.5 && q->change_pct == 0.75);
	assert_true(q->day_low == 199.125 && q->day_high == 203.25 && q->year_low == 86.62 && q->year_high == 212.19);
	assert_true(q->volume == 95123456 && q->as_of == 1787251680 && q->market_state == MARKET_OPEN);
	assert_true(isnan(q->extended_price));
	assert_string_equal(b.warning, "1 of 2 symbols missing: NIL");
	batch_release(&b);
}

#define SESSION(state, rest)                                                                                           \
	WRAP("{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"marketState\":\"" state                                      \
	     "\",\"regularMarketPrice\":200,\"regularMarketTime\":1787250000," rest "}")

static void the_price_outside_of_the_session_is_the_later_one(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum market_state market;
		double extended; /* 0 none */
	} cases[] = {
		{ SESSION("PRE", "\"preMarketPrice\":201,\"preMarketTime\":1787251000"), MARKET_PRE, 201 },
		{ SESSION("PRE", "\"preMarketPrice\":201,\"preMarketTime\":1787240000"), MARKET_PRE, 0 },
		{ SESSION("PRE", "\"preMarketPrice\":201"), MARKET_PRE, 0 },
		{ SESSION("PREPRE", "\"postMarketPrice\":202,\"postMarketTime\":1787251000"), MARKET_CLOSED, 202 },
		{ SESSION("POST", "\"postMarketPrice\":202,\"postMarketTime\":1787251000"), MARKET_POST, 202 },
		{ SESSION("POSTPOST", "\"postMarketPrice\":0,\"postMarketTime\":1787251000"), MARKET_CLOSED, 0 },
		{ SESSION("CLOSED", "\"postMarketPrice\":202,\"postMarketTime\":1787251000"), MARKET_CLOSED, 202 },
		{ SESSION("REGULAR", "\"preMarketPrice\":201,\"preMarketTime\":1787251000"), MARKET_OPEN, 0 },
		{ SESSION("BREAK", "\"volume\":1"), MARKET_UNKNOWN, 0 },
	};
	static const char asked[][SYMBOL_SIZE] = { "NVDA" };
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct batch b = parse(cases[i].text, asked, 1);
		assert_int_equal(b.quote_count, 1);
		const struct quote *q = &b.quotes[0];
		assert_int_equal(q->market_state, cases[i].market);
		if (cases[i].extended > 0 ? q->extended_price != cases[i].extended : !isnan(q->extended_price))
			fail_msg("%s: %g", cases[i].text, q->extended_price);
		batch_release(&b);
	}
}

static void pence_are_pounds_and_pairs_are_rates(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "OCDO.L", "JPY=X", "9984.T" };
	struct batch b = parse(WRAP("{\"symbol\":\"OCDO.L\",\"currency\":\"GBp\",\"regularMarketPrice\":308.8,"
				    "\"regularMarketPreviousClose\":300,\"regularMarketTime\":1787250000},"
				    "{\"symbol\":\"USDJPY=X\",\"currency\":\"JPY\",\"regularMarketPrice\":147.25,"
				    "\"regularMarketTime\":1787250000},"
				    "{\"symbol\":\"9984.T\",\"currency\":\"JPY\",\"exchange\":\"JPX\","
				    "\"regularMarketPrice\":16000,\"regularMarketTime\":1787205600}"),
			       asked, 3);
	assert_int_equal(b.quote_count, 2);
	assert_int_equal(b.rate_count, 1);
	assert_string_equal(b.quotes[0].currency, "GBP");
	assert_true(fabs(b.quotes[0].price - 3.088) < 1e-12 && b.quotes[0].previous_close == 3);
	assert_true(b.rates[0].rate == 147.25);
	assert_string_equal(b.rates[0].from, "USD");
	assert_string_equal(b.rates[0].to, "JPY");
	assert_string_equal(b.quotes[1].exchange, "XTKS");
	assert_string_equal(b.warning, "");
	batch_release(&b);
}

/* ---- captures ---- */

static struct buffer load(const char *path)
{
	struct buffer b;
	struct error err;
	buffer_init(&b, 1 << 24);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

static const cJSON *results_of(const cJSON *json)
{
	return cJSON_GetObjectItem(cJSON_GetObjectItem(json, "quoteResponse"), "result");
}

/* Every entry of a capture is asked for: each has its own price, or a reason to be left out. */
static size_t check_capture(const char *path)
{
	struct buffer text = load(path);
	cJSON *json = cJSON_ParseWithLength(buffer_text(&text), text.length);
	const cJSON *entry;
	char asked[CAPTURED][SYMBOL_SIZE];
	size_t count = 0, priced = 0;
	struct batch b;
	struct error err = { "" };
	cJSON_ArrayForEach(entry, results_of(json))
	{
		const cJSON *symbol = cJSON_GetObjectItem(entry, "symbol");
		if (count < CAPTURED && symbol && strlen(symbol->valuestring) < SYMBOL_SIZE)
			snprintf(asked[count++], SYMBOL_SIZE, "%s", symbol->valuestring);
		priced += cJSON_GetObjectItem(entry, "regularMarketPrice") && cJSON_GetObjectItem(entry, "currency");
	}
	batch_init(&b);
	if (yahoo_v7_parse(&b, buffer_text(&text), text.length, (const char(*)[SYMBOL_SIZE])asked, count, NOW, &err))
		fail_msg("%s: %s", path, err.text);
	if (b.quote_count + b.rate_count != priced)
		fail_msg("%s: %zu of %zu prices, %s", path, b.quote_count + b.rate_count, priced, b.warning);
	batch_release(&b);
	cJSON_Delete(json);
	buffer_release(&text);
	return count;
}

static void captured_quotes_are_read(void **state)
{
	(void)state;
	static const char *const patterns[] = { CORPUS "nyf2/body/quote-*.json", CORPUS "stockticker/*.json" };
	size_t files = 0, entries = 0;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		glob_t found;
		if (glob(patterns[i], 0, NULL, &found))
			continue;
		for (size_t k = 0; k < found.gl_pathc; k++)
			if (!strstr(found.gl_pathv[k], "fields-symbol"))
				entries += check_capture(found.gl_pathv[k]);
		files += found.gl_pathc;
		globfree(&found);
	}
	if (!files)
		puts("skipped: no captures of v7 quotes here");
	else
		assert_true(entries >= files / 2);
}

/* A flat object of another program, and a 401: neither is a v7 quote. */
static void captures_of_other_shapes_are_refused(void **state)
{
	(void)state;
	static const char *const paths[] = { CORPUS "finance-query/quote.json",
					     CORPUS "transcribed/quote_v7_401_invalid_crumb.json",
					     CORPUS "notes/yahoo_ratelimited.txt" };
	static const char asked[][SYMBOL_SIZE] = { "AAPL" };
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct buffer text;
		struct batch b;
		struct error err = { "" };
		buffer_init(&text, 1 << 24);
		if (file_read(paths[i], &text, NULL)) {
			printf("skipped: %s is not here\n", paths[i]);
			continue;
		}
		batch_init(&b);
		assert_int_equal(yahoo_v7_parse(&b, buffer_text(&text), text.length, asked, 1, NOW, &err), -1);
		assert_true(strlen(err.text) > 10);
		buffer_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_quote_is_refused),
		cmocka_unit_test(an_entry_without_price_time_or_its_own_currency_is_left_out),
		cmocka_unit_test(a_quote_is_read_and_its_market_value_is_not),
		cmocka_unit_test(the_price_outside_of_the_session_is_the_later_one),
		cmocka_unit_test(pence_are_pounds_and_pairs_are_rates),
		cmocka_unit_test(captured_quotes_are_read),
		cmocka_unit_test(captures_of_other_shapes_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
