/* Prices from services that want a key: what is refused, what is read, how many are asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/chain.h"
#include "fetch/keyed.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_session.h"
#include "market/company.h"

#define NOW 1787251683 /* 2026-08-20 18:48:03 UTC, a Thursday in session */
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define FINNHUB "{\"c\":201.5,\"d\":1.5,\"dp\":0.75,\"h\":203.25,\"l\":199.125,\"o\":200.5,\"pc\":200,\"t\":1787251680}"

#define TWELVE(symbol, mic, currency, close)                                                                           \
	"{\"symbol\":\"" symbol "\",\"name\":\"NVIDIA Corporation\",\"exchange\":\"NASDAQ\",\"mic_code\":\"" mic       \
	"\",\"currency\":\"" currency "\",\"datetime\":\"2026-08-20\",\"timestamp\":1787232600,"                       \
	"\"last_quote_at\":1787251620,\"open\":\"200.50000\",\"high\":\"203.25000\",\"low\":\"199.12500\",\"close\":"  \
	"\"" close "\",\"volume\":\"95123456\",\"previous_close\":\"200.00000\",\"change\":\"1.50000\","               \
	"\"percent_change\":\"0.75000\",\"average_volume\":\"150000000\",\"is_market_open\":true,"                     \
	"\"fifty_two_week\":{\"low\":\"86.62000\",\"high\":\"212.19000\",\"range\":\"86.620000 - 212.190000\"}}"

#define ALPHA                                                                                                          \
	"{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"02. open\":\"200.5000\",\"03. high\":\"203.2500\","              \
	"\"04. low\":\"199.1250\",\"05. price\":\"201.5000\",\"06. volume\":\"95123456\","                             \
	"\"07. latest trading day\":\"2026-08-19\",\"08. previous close\":\"200.0000\",\"09. change\":\"1.5000\","     \
	"\"10. change percent\":\"0.7500%\"}}"

#define MINUTE_SPENT                                                                                                   \
	"{\"code\":429,\"message\":\"You have run out of API credits for the current minute. 12 API credits were "     \
	"used, with the current limit being 8. Wait for the next minute.\",\"status\":\"error\"}"
#define DAY_SPENT                                                                                                      \
	"{\"code\":429,\"message\":\"You have run out of API credits for the day. 801 API credits were used, with "    \
	"the current limit being 800.\",\"status\":\"error\"}"

typedef int parser(struct batch *, const char *, size_t, const char *, int64_t, struct error *);

static int twelve_one(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		      struct error *err)
{
	char one[1][SYMBOL_SIZE];
	snprintf(one[0], sizeof one[0], "%s", asked);
	return twelve_data_parse(out, bytes, length, (const char(*)[SYMBOL_SIZE])one, 1, fetched, err);
}

static void assert_refused(parser *parse, const char *text, const char *asked, const char *sentence)
{
	struct batch b;
	struct error err = { "" };
	struct quote before;
	batch_init(&b);
	quote_init(&before);
	batch_add_quote(&b, &before);
	if (parse(&b, text, strlen(text), asked, NOW, &err) != -1)
		fail_msg("taken: %s", text);
	if (!strstr(err.text, sentence))
		fail_msg("expected \"...%s...\", found \"%s\"", sentence, err.text);
	assert_int_equal(b.quote_count, 1); /* as it was */
	batch_release(&b);
}

/* A good answer, though without a price. */
static void assert_left_out(parser *parse, const char *text, const char *asked, const char *warning)
{
	struct batch b;
	struct error err = { "" };
	batch_init(&b);
	if (parse(&b, text, strlen(text), asked, NOW, &err))
		fail_msg("%s", err.text);
	assert_int_equal(batch_items(&b), 0);
	if (!strstr(b.warning, warning))
		fail_msg("expected \"...%s...\", found \"%s\"", warning, b.warning);
	batch_release(&b);
}

static struct quote read_one(parser *parse, const char *text, const char *asked)
{
	struct batch b;
	struct error err = { "" };
	batch_init(&b);
	if (parse(&b, text, strlen(text), asked, NOW, &err))
		fail_msg("%s", err.text);
	assert_int_equal(b.quote_count, 1);
	struct quote q = b.quotes[0];
	batch_release(&b);
	assert_string_equal(q.symbol, asked);
	assert_int_equal(q.fetched, NOW);
	return q;
}

static const struct {
	const char *name;
	parser *parse;
} parsers[] = { { "finnhub", finnhub_quote_parse },
		{ "twelve-data", twelve_one },
		{ "alpha-vantage", alpha_vantage_parse } };

static void what_is_no_answer_is_refused_by_all(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} wrong[] = {
		{ "", "empty" },
		{ "Too Many Requests\r\n", "Too Many Requests" },
		{ "<!DOCTYPE html><title>Log in</title>", "HTML" },
		{ "{\"c\":", "JSON" },
		{ "[]", "" },
		{ "{}", "" },
		{ "{\"data\":null}", "" },
		{ "{\"finance\":{\"error\":{\"code\":\"x\"}}}", "" },
		{ "12", "" },
	};
	for (size_t p = 0; p < COUNT(parsers); p++)
		for (size_t i = 0; i < COUNT(wrong); i++)
			assert_refused(parsers[p].parse, wrong[i].text, "NVDA", wrong[i].sentence);
}

/* ---- Finnhub ---- */

static void finnhub_without_price_or_time_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"{\"c\":null,\"pc\":200,\"t\":1787251680}",
		"{\"c\":\"201.5\",\"pc\":200,\"t\":1787251680}",
		"{\"c\":0,\"pc\":200,\"t\":1787251680}",
		"{\"c\":-201.5,\"pc\":200,\"t\":1787251680}",
		"{\"c\":201.5,\"pc\":200}",
		"{\"c\":201.5,\"pc\":200,\"t\":0}",
		"{\"c\":201.5,\"pc\":200,\"t\":\"1787251680\"}",
		"{\"c\":201.5,\"pc\":200,\"t\":1787351680}",
		"{\"c\":201.5,\"pc\":200,\"t\":1787251680000}",
		"{\"c\":1e999,\"pc\":200,\"t\":1787251680}",
	};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_refused(finnhub_quote_parse, wrong[i], "NVDA", "");
}

/* TSM in New York was about 220 dollars when Taipei had 1,180: such a step is no day's. */
static void a_price_far_from_its_previous_close_is_refused(void **state)
{
	(void)state;
	assert_refused(finnhub_quote_parse, "{\"c\":1180,\"pc\":220,\"t\":1787251680}", "NVDA",
		       "near its previous close");
	assert_refused(finnhub_quote_parse, "{\"c\":220,\"pc\":1180,\"t\":1787251680}", "NVDA",
		       "near its previous close");
	assert_refused(finnhub_quote_parse, "{\"c\":220,\"t\":1787251680}", "NVDA", "near its previous close");
	assert_left_out(twelve_one, TWELVE("NVDA", "XNGS", "USD", "700.00"), "NVDA", "1 of 1 symbols missing: NVDA");
	assert_true(keyed_is_credible(300, 100) && keyed_is_credible(100, 300));
	assert_false(keyed_is_credible(301, 100) || keyed_is_credible(100, 301) || keyed_is_credible(100, 0) ||
		     keyed_is_credible((double)NAN, 100));
}

static void finnhub_says_no_and_its_words_are_said(void **state)
{
	(void)state;
	assert_refused(finnhub_quote_parse, "{\"error\":\"API limit reached.\x1b[2J\"}", "NVDA",
		       "Finnhub answered: API limit reached.");
	static const char beyond[] = "{\"error\":\"You don't have access to this resource.\"}";
	assert_true(finnhub_is_beyond_plan(beyond, strlen(beyond)));
	assert_false(finnhub_is_beyond_plan("{\"error\":\"Invalid API key\"}", 27));
	assert_false(finnhub_is_beyond_plan("<html>", 6));
	assert_left_out(finnhub_quote_parse, beyond, "NVDA", "NVDA: You don't have access");
}

static void zeros_of_finnhub_are_a_symbol_that_it_does_not_know(void **state)
{
	(void)state;
	assert_left_out(finnhub_quote_parse,
			"{\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0}", "NIL",
			"NIL is not known there");
}

static void finnhub_gives_a_price_in_dollars(void **state)
{
	(void)state;
	struct quote q = read_one(finnhub_quote_parse, FINNHUB, "NVDA");
	assert_string_equal(q.source, "finnhub");
	assert_string_equal(q.currency, "USD");
	assert_true(q.price == 201.5 && q.previous_close == 200 && q.change == 1.5 && q.change_pct == 0.75);
	assert_true(q.day_high == 203.25 && q.day_low == 199.125 && q.as_of == 1787251680);
	assert_true(isnan(q.volume) && isnan(q.extended_price) && isnan(q.year_high));
	assert_int_equal(q.market_state, MARKET_UNKNOWN);
	/* Where the change is left out it is computed. */
	q = read_one(finnhub_quote_parse, "{\"c\":201,\"d\":null,\"dp\":null,\"pc\":200,\"t\":1787251680}", "NVDA");
	assert_true(q.change == 1 && q.change_pct == 0.5);
}

/* ---- Twelve Data ---- */

static void errors_of_twelve_data_come_with_status_200_and_are_failures(void **state)
{
	(void)state;
	struct error err = { "" };
	assert_refused(twelve_one, MINUTE_SPENT, "NVDA", "Twelve Data answered 429: You have run out of API credits");
	assert_refused(twelve_one,
		       "{\"code\":401,\"message\":\"**apikey** parameter is incorrect or not specified.\","
		       "\"status\":\"error\"}",
		       "NVDA", "Twelve Data answered 401: **apikey** parameter is incorrect");
	assert_refused(twelve_one, "{\"code\":500,\"status\":\"error\"}", "NVDA", "answered 500: no message");
	assert_int_equal(twelve_data_limit_s(MINUTE_SPENT, strlen(MINUTE_SPENT), NOW, &err), 60);
	assert_non_null(strstr(err.text, "for the current minute"));
	int rest = twelve_data_limit_s(DAY_SPENT, strlen(DAY_SPENT), NOW, &err);
	assert_int_equal((NOW + rest) % 86400, 0);
	assert_in_range(rest, 1, 86400);
	static const char *const others[] = { "", "<html>", "{}", "{\"code\":401,\"status\":\"error\"}",
					      TWELVE("NVDA", "XNGS", "USD", "201.5") };
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(twelve_data_limit_s(others[i], strlen(others[i]), NOW, &err), 0);
}

static void a_price_of_another_place_or_currency_is_left_out(void **state)
{
	(void)state;
	static const struct {
		const char *asked, *text;
	} wrong[] = {
		{ "NVDA", TWELVE("NVDA", "XNGS", "EUR", "201.5") },
		{ "NVDA", TWELVE("NVDA", "XETR", "USD", "201.5") },
		{ "NVDA", TWELVE("AMD", "XNGS", "USD", "201.5") },
		{ "TSM", TWELVE("TSM", "XTAI", "TWD", "201.5") },
		{ "9984.T", TWELVE("9984", "XJPX", "USD", "201.5") },
		{ "9984.T", TWELVE("9984", "XHKG", "JPY", "201.5") },
		{ "2330.TW", TWELVE("2330", "XTKS", "JPY", "201.5") },
		{ "NVDA", TWELVE("NVDA", "|", "USD", "201.5") },
		{ "NVDA", TWELVE("NVDA", "XNGS", "USD", "n/a") },
		{ "NVDA", TWELVE("NVDA", "XNGS", "USD", "-201.5") },
	};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_left_out(twelve_one, wrong[i].text, wrong[i].asked, "1 of 1 symbols missing");
}

static void only_symbols_that_it_names_for_certain_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *name; /* NULL: none */
	} names[] = {
		{ "NVDA", "NVDA" },         { "TSM", "TSM" },    { "9984.T", "9984:XTKS" },
		{ "2330.TW", "2330:XTAI" }, { "^IXIC", NULL },   { "JPY=X", NULL },
		{ "BRK-B", NULL },          { "VOW3.DE", NULL }, { "BTC-USD", NULL },
		{ "6488.TWO", NULL },       { "", NULL },        { ".T", NULL },
	};
	char name[TWELVE_DATA_SYMBOL_SIZE];
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(twelve_data_symbol(names[i].symbol, name, sizeof name), names[i].name ? 0 : -1);
		if (names[i].name)
			assert_string_equal(name, names[i].name);
	}
}

static void twelve_data_gives_one_symbol_bare(void **state)
{
	(void)state;
	struct quote q = read_one(twelve_one, TWELVE("NVDA", "XNGS", "USD", "201.50000"), "NVDA");
	assert_string_equal(q.source, "twelve-data");
	assert_string_equal(q.currency, "USD");
	assert_string_equal(q.exchange, "XNAS");
	assert_string_equal(q.name, "NVIDIA Corporation");
	assert_true(q.price == 201.5 && q.previous_close == 200 && q.change == 1.5 && q.change_pct == 0.75);
	assert_true(q.day_low == 199.125 && q.year_low == 86.62 && q.year_high == 212.19 && q.volume == 95123456);
	assert_int_equal(q.market_state, MARKET_OPEN);
	assert_int_equal(q.as_of, 1787251620);
	q = read_one(twelve_one, TWELVE("9984", "XJPX", "JPY", "201.50000"), "9984.T");
	assert_string_equal(q.currency, "JPY");
	assert_left_out(twelve_one, "{\"code\":404,\"message\":\"**symbol** not found: NIL.\",\"status\":\"error\"}",
			"NIL", "1 of 1 symbols missing: NIL");
}

static void twelve_data_gives_several_by_name_each_good_or_not(void **state)
{
	(void)state;
	static const char asked[4][SYMBOL_SIZE] = { "NVDA", "TSM", "NIL", "9984.T" };
	static const char text[] = "{\"9984:XTKS\":" TWELVE("9984", "XTKS", "JPY", "210.00") ",\"NVDA\":" TWELVE(
		"NVDA", "XNGS", "USD", "201.5") ",\"TSM\":" TWELVE("TSM", "XNYS", "USD",
								   "220.25") ",\"NIL\":{\"code\":404,"
									     "\"message\":\"**symbol** not found\","
									     "\"status\":\"error\"}}";
	struct batch b;
	struct error err;
	batch_init(&b);
	if (twelve_data_parse(&b, text, strlen(text), asked, 4, NOW, &err))
		fail_msg("%s", err.text);
	assert_int_equal(b.quote_count, 3);
	assert_string_equal(b.warning, "1 of 4 symbols missing: NIL");
	for (size_t i = 0; i < b.quote_count; i++)
		assert_string_equal(b.quotes[i].currency, strcmp(b.quotes[i].symbol, "9984.T") ? "USD" : "JPY");
	batch_release(&b);
}

/* ---- Alpha Vantage ---- */

static void limits_of_alpha_vantage_are_no_quotes_but_a_wish_to_wait(void **state)
{
	(void)state;
	static const char *const limits[] = {
		"{\"Note\":\"Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute "
		"and "
		"500 calls per day.\"}",
		"{\"Information\":\"Thank you for using Alpha Vantage! Please consider spreading out your free API "
		"requests more sparingly.\"}",
	};
	for (size_t i = 0; i < COUNT(limits); i++) {
		struct error err = { "" };
		assert_int_equal(alpha_vantage_limit_s(limits[i], strlen(limits[i]), &err), 3600);
		assert_non_null(strstr(err.text, "Alpha Vantage answered: Thank you for using"));
		assert_refused(alpha_vantage_parse, limits[i], "NVDA", "expected a Global Quote");
	}
	struct error err;
	assert_int_equal(alpha_vantage_limit_s(ALPHA, strlen(ALPHA), &err), 0);
	assert_int_equal(alpha_vantage_limit_s("", 0, &err), 0);
}

static void alpha_vantage_without_what_was_asked_is_refused(void **state)
{
	(void)state;
	assert_refused(
		alpha_vantage_parse,
		"{\"Error Message\":\"the parameter apikey is invalid or missing. Please claim your free API key\"}",
		"NVDA", "Alpha Vantage answered: the parameter apikey is invalid");
	assert_refused(alpha_vantage_parse, ALPHA, "AMD", "expected the price of AMD, got that of NVDA");
	assert_refused(alpha_vantage_parse, "{\"Global Quote\":{\"05. price\":\"201.5\"}}", "NVDA",
		       "got that of no symbol");
	assert_refused(alpha_vantage_parse, "{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"05. price\":\"201.5\"}}",
		       "NVDA", "expected a price of NVDA and its day");
	assert_refused(alpha_vantage_parse,
		       "{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"05. price\":\"201.5\","
		       "\"07. latest trading day\":\"2026-08-25\",\"08. previous close\":\"200\"}}",
		       "NVDA", "expected a price of NVDA and its day");
	assert_refused(alpha_vantage_parse,
		       "{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"05. price\":\"20.15\","
		       "\"07. latest trading day\":\"2026-08-19\",\"08. previous close\":\"200\"}}",
		       "NVDA", "near its previous close");
	assert_left_out(alpha_vantage_parse, "{\"Global Quote\":{}}", "NIL", "NIL is not known there");
}

static void alpha_vantage_gives_the_close_of_its_day(void **state)
{
	(void)state;
	char as_of[TIMESTAMP_SIZE];
	struct quote q = read_one(alpha_vantage_parse, ALPHA, "NVDA");
	assert_string_equal(q.source, "alpha-vantage");
	assert_string_equal(q.currency, "USD");
	assert_true(q.price == 201.5 && q.previous_close == 200 && q.change == 1.5 && q.change_pct == 0.75);
	assert_true(q.day_high == 203.25 && q.day_low == 199.125 && q.volume == 95123456);
	timestamp_format_rfc3339(q.as_of, as_of);
	assert_string_equal(as_of, "2026-08-19T20:00:00Z");
	q = read_one(alpha_vantage_parse,
		     "{\"Global Quote - DATA DELAYED BY 15 MINUTES\":{\"01. symbol\":\"NVDA\",\"05. price\":\"201.5\","
		     "\"07. latest trading day\":\"2026-08-19\",\"08. previous close\":\"200.0\"}}",
		     "NVDA");
	assert_true(q.price == 201.5);
}

/* ---- sources ---- */

struct built {
	struct source_settings settings;
	struct source_list list;
	struct company_list companies;
	struct chain chain;
	struct prng prng;
};

static const char watched[][SYMBOL_SIZE] = { "NVDA", "TSM",   "9984.T", "SFTBY", "AMD",  "^IXIC",
					     "ZZZZ", "GOOGL", "MSFT",   "META",  "AMZN", "AVGO" };

static void build(struct built *b)
{
	struct error err;
	if (company_list_load(&b->companies, &err))
		fail_msg("%s", err.text);
	b->settings.symbols = watched;
	b->settings.symbol_count = COUNT(watched);
	b->settings.base_currency = "USD";
	b->settings.companies = &b->companies;
	if (source_list_build(&b->list, &b->settings, &err) || chain_init(&b->chain, &b->list))
		fail_msg("%s", err.text);
}

static int open_built(void **state)
{
	*state = calloc(1, sizeof(struct built));
	return *state ? 0 : -1;
}

static int close_built(void **state)
{
	struct built *b = *state;
	chain_release(&b->chain);
	source_list_release(&b->list);
	company_list_release(&b->companies);
	free(b);
	return 0;
}

static size_t find(const struct built *b, const char *name)
{
	size_t i = 0;
	while (i < b->list.count && strcmp(b->list.items[i].state.name, name) != 0)
		i++;
	return i;
}

static void without_a_key_there_is_no_such_source(void **state)
{
	struct built *b = *state;
	static const char *const names[] = { "finnhub", "twelve-data", "alpha-vantage", "yahoo-v7" };
	b->settings.keys.finnhub = "";
	build(b);
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(find(b, names[i]), b->list.count);
}

static void give_keys(struct built *b)
{
	b->settings.keys = (struct source_keys){ "finnhub-key-1", "twelve-key-22", "alpha-key-333" };
	build(b);
}

static void services_that_name_no_currency_are_asked_for_companies_at_home_alone(void **state)
{
	struct built *b = *state;
	static const char *const at_home[] = { "NVDA", "AMD", "GOOGL", "MSFT", "META", "AMZN", "AVGO" };
	give_keys(b);
	const struct source *s = &b->list.items[find(b, "finnhub")];
	assert_int_equal(s->symbol_count, COUNT(at_home));
	for (size_t i = 0; i < COUNT(at_home); i++)
		assert_string_equal(s->symbols[i], at_home[i]);
	s = &b->list.items[find(b, "alpha-vantage")];
	assert_int_equal(s->symbol_count, 5);
	for (size_t i = 0; i < s->symbol_count; i++)
		assert_string_equal(s->symbols[i], at_home[i]);
	s = &b->list.items[find(b, "twelve-data")];
	assert_int_equal(s->symbol_count, COUNT(watched) - 1); /* all but the index */
}

static void keys_stand_in_requests_and_in_no_state(void **state)
{
	struct built *b = *state;
	static const struct {
		const char *name, *url, *field, *secret;
	} wanted[] = {
		{ "finnhub", "https://finnhub.io/api/v1/quote?symbol=NVDA", "X-Finnhub-Token: ***", "finnhub-key-1" },
		{ "twelve-data",
		  "https://api.twelvedata.com/quote?symbol=NVDA,TSM,9984%3AXTKS,SFTBY,AMD,ZZZZ,GOOGL,MSFT",
		  "Authorization: apikey ***", "twelve-key-22" },
		{ "alpha-vantage", "https://www.alphavantage.co/query?function=GLOBAL_QUOTE&symbol=NVDA&apikey=***",
		  NULL, "alpha-key-333" },
	};
	give_keys(b);
	for (size_t i = 0; i < COUNT(wanted); i++) {
		struct source *s = &b->list.items[find(b, wanted[i].name)];
		char url[URL_SIZE];
		struct http_request request;
		struct error err;
		assert_int_equal(source_request(s, url, &request, &err), 0);
		assert_string_equal(request.url, wanted[i].url);
		assert_string_equal(request.secret, wanted[i].secret);
		assert_string_equal(s->state.url, wanted[i].url);
		if (wanted[i].field)
			assert_string_equal(request.field, wanted[i].field);
		else
			assert_null(request.field);
	}
}

/* The longest symbols, each byte of which takes three in an address, fill a request and fit into one. */
static void the_longest_symbols_fit_into_one_address(void **state)
{
	struct built *b = *state;
	static char longest[60][SYMBOL_SIZE];
	struct yahoo_session session;
	struct error err;
	for (size_t i = 0; i < COUNT(longest); i++) {
		memset(longest[i], '^', SYMBOL_SIZE - 1);
		longest[i][0] = (char)('A' + i % 26);
		longest[i][1] = (char)('A' + i / 26);
	}
	yahoo_session_init(&session);
	b->settings = (struct source_settings){ .symbols = (const char(*)[SYMBOL_SIZE])longest,
						.symbol_count = COUNT(longest),
						.base_currency = "USD",
						.keys = { "finnhub-key-1", "twelve-key-22", "alpha-key-333" },
						.yahoo_session = &session };
	if (source_list_build(&b->list, &b->settings, &err))
		fail_msg("%s", err.text);
	const struct source *s = &b->list.items[find(b, "yahoo-v7")];
	char url[URL_SIZE];
	assert_int_equal(s->asking_count, YAHOO_V7_SYMBOLS);
	assert_int_equal(source_url(s, url), 0);
	assert_int_equal(find(b, "twelve-data"), b->list.count);
	yahoo_session_release(&session);
}

/* ---- answers judged ---- */

static struct source_verdict judge(struct built *b, const char *name, int status, const char *body)
{
	struct source *s = &b->list.items[find(b, name)];
	struct source_times times = { NOW, 120, &b->prng };
	struct http_response answer = { .outcome = HTTP_ANSWERED, .status = status };
	struct source_verdict v;
	struct batch batch;
	batch_init(&batch);
	source_url(s, answer.url);
	buffer_init(&answer.headers, 0);
	buffer_init(&answer.body, 0);
	buffer_append_text(&answer.headers, "HTTP/1.1 200 OK\r\n\r\n");
	buffer_append_text(&answer.body, body);
	source_finish(s, &answer, &times, &batch, &v);
	http_response_release(&answer);
	batch_release(&batch);
	return v;
}

static void a_used_up_allowance_is_a_refusal_with_a_time(void **state)
{
	struct built *b = *state;
	give_keys(b);
	struct source_verdict v = judge(b, "twelve-data", 200, MINUTE_SPENT);
	const struct source_state *s = &b->list.items[find(b, "twelve-data")].state;
	assert_false(v.good);
	assert_int_equal(v.wait_s, 60);
	assert_int_equal(s->status, SOURCE_REFUSED);
	assert_int_equal(s->next_poll, NOW + 60);
	assert_non_null(strstr(s->error, "run out of API credits"));
	v = judge(b, "twelve-data", 429, DAY_SPENT);
	assert_int_equal((NOW + v.wait_s) % 86400, 0);
	v = judge(b, "alpha-vantage", 200, "{\"Information\":\"the free key rate limit (25 requests per day)\"}");
	assert_int_equal(v.wait_s, 3600);
	assert_int_equal(b->list.items[find(b, "alpha-vantage")].state.status, SOURCE_REFUSED);
}

static void a_key_that_is_none_is_said_to_be_so(void **state)
{
	struct built *b = *state;
	static const struct {
		const char *name, *sentence;
	} services[] = { { "finnhub", "Finnhub does not take the key (401 Unauthorized)" },
			 { "twelve-data", "Twelve Data does not take the key (401 Unauthorized)" },
			 { "alpha-vantage", "Alpha Vantage does not take the key (401 Unauthorized)" } };
	give_keys(b);
	for (size_t i = 0; i < COUNT(services); i++) {
		struct source_verdict v = judge(b, services[i].name, 401, "{\"error\":\"Invalid API key.\"}");
		const struct source_state *s = &b->list.items[find(b, services[i].name)].state;
		assert_int_equal(v.wait_s, BACKOFF_MAX_S);
		assert_int_equal(s->status, SOURCE_REFUSED);
		assert_string_equal(s->error, services[i].sentence);
	}
}

static void a_symbol_beyond_the_plan_is_no_refusal_of_the_others(void **state)
{
	struct built *b = *state;
	give_keys(b);
	struct source_verdict v = judge(b, "finnhub", 403, "{\"error\":\"You don't have access to this resource.\"}");
	assert_true(v.good);
	assert_int_equal(b->list.items[find(b, "finnhub")].state.status, SOURCE_LIVE);
	v = judge(b, "finnhub", 403, "{\"error\":\"Your account is locked.\"}");
	assert_false(v.good);
	assert_int_equal(b->list.items[find(b, "finnhub")].state.status, SOURCE_REFUSED);
}

/* ---- how often ---- */

/* Yahoo fails, so that those who stand in are wanted. */
static void fail_before(struct built *b, const char *name)
{
	struct source_verdict refused = { .wait_s = 1000000 };
	struct batch none;
	batch_init(&none);
	for (size_t i = 0; i < find(b, name); i++)
		if (b->list.items[i].class->datum == DATUM_PRICE)
			chain_note(&b->chain, i, &none, &refused, 0);
	batch_release(&none);
}

/* Asks the source whenever it is due for a while; how many symbols it was asked for, and the shortest pause. */
static int ask_for(struct built *b, const char *name, int64_t from, int64_t until, int64_t *shortest)
{
	size_t index = find(b, name);
	struct source *s = &b->list.items[index];
	struct source_verdict good = { .good = true, .wait_s = 120 };
	int asked = 0;
	int64_t last = INT64_MIN;
	*shortest = INT64_MAX;
	for (int64_t now = from; now < until;) {
		int64_t due = chain_due(&b->chain, index, 120, now);
		if (due >= until)
			break;
		due = chain_due(&b->chain, index, 120, due);
		struct batch batch;
		batch_init(&batch);
		for (size_t i = 0; i < s->asking_count; i++) {
			struct quote q;
			quote_init(&q);
			memcpy(q.symbol, s->asking[i], sizeof q.symbol);
			batch_add_quote(&batch, &q);
		}
		assert_in_range(s->asking_count, 1, s->class->batch);
		asked += (int)s->asking_count;
		if (last != INT64_MIN && due - last < *shortest)
			*shortest = due - last;
		last = due;
		chain_note(&b->chain, index, &batch, &good, due);
		batch_release(&batch);
		now = due;
	}
	return asked;
}

static void twenty_five_a_day_are_spread_over_the_day(void **state)
{
	struct built *b = *state;
	int64_t shortest;
	give_keys(b);
	fail_before(b, "alpha-vantage");
	assert_int_equal(ask_for(b, "alpha-vantage", 100, 100 + 86400, &shortest), 25);
	assert_int_equal(shortest, 12); /* five a minute */
	assert_in_range(ask_for(b, "alpha-vantage", 100 + 86400, 100 + 2 * 86400, &shortest), 20, 25);
}

static void eight_a_minute_and_eight_hundred_a_day_are_kept_and_then_the_next_is_asked(void **state)
{
	struct built *b = *state;
	int64_t shortest;
	give_keys(b);
	fail_before(b, "twelve-data");
	size_t index = find(b, "twelve-data"), next = find(b, "cnbc");
	assert_int_equal(ask_for(b, "twelve-data", 100, 100 + 80000, &shortest), 800);
	assert_true(shortest * 8 >= 60 * 3); /* the pause after the smaller of two requests */
	const struct source_state *s = &b->list.items[index].state;
	assert_int_equal(s->status, SOURCE_REFUSED);
	assert_string_equal(s->error, "the 800 prices that the service gives a day are used up");
	assert_true(chain_due(&b->chain, next, 120, 80100) == 80100);
	assert_true(chain_due(&b->chain, index, 120, 80100) > 86400);
	/* The next day it is asked again. */
	assert_true(ask_for(b, "twelve-data", 80100, 100 + 86400 + 3600, &shortest) > 100);
}

#define WITH_SOURCES(test) cmocka_unit_test_setup_teardown(test, open_built, close_built)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_answer_is_refused_by_all),
		cmocka_unit_test(finnhub_without_price_or_time_is_refused),
		cmocka_unit_test(a_price_far_from_its_previous_close_is_refused),
		cmocka_unit_test(finnhub_says_no_and_its_words_are_said),
		cmocka_unit_test(zeros_of_finnhub_are_a_symbol_that_it_does_not_know),
		cmocka_unit_test(finnhub_gives_a_price_in_dollars),
		cmocka_unit_test(errors_of_twelve_data_come_with_status_200_and_are_failures),
		cmocka_unit_test(a_price_of_another_place_or_currency_is_left_out),
		cmocka_unit_test(only_symbols_that_it_names_for_certain_are_named),
		cmocka_unit_test(twelve_data_gives_one_symbol_bare),
		cmocka_unit_test(twelve_data_gives_several_by_name_each_good_or_not),
		cmocka_unit_test(limits_of_alpha_vantage_are_no_quotes_but_a_wish_to_wait),
		cmocka_unit_test(alpha_vantage_without_what_was_asked_is_refused),
		cmocka_unit_test(alpha_vantage_gives_the_close_of_its_day),
		WITH_SOURCES(without_a_key_there_is_no_such_source),
		WITH_SOURCES(services_that_name_no_currency_are_asked_for_companies_at_home_alone),
		WITH_SOURCES(keys_stand_in_requests_and_in_no_state),
		WITH_SOURCES(the_longest_symbols_fit_into_one_address),
		WITH_SOURCES(a_used_up_allowance_is_a_refusal_with_a_time),
		WITH_SOURCES(a_key_that_is_none_is_said_to_be_so),
		WITH_SOURCES(a_symbol_beyond_the_plan_is_no_refusal_of_the_others),
		WITH_SOURCES(twenty_five_a_day_are_spread_over_the_day),
		WITH_SOURCES(eight_a_minute_and_eight_hundred_a_day_are_kept_and_then_the_next_is_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
