/* froth quote and froth history: their fields, and how fresh a price is called. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

static const char *const quote_keys[] = {
	"symbol",         "name",           "price",      "currency",       "change",    "change_pct",
	"previous_close", "day_low",        "day_high",   "year_low",       "year_high", "volume",
	"market_state",   "extended_price", "market_cap", "market_cap_usd", "pe",        "ps",
	"as_of",          "age_s",          "stale",      "source",         NULL
};

static void a_fresh_machine_has_shipped_quotes(void **state)
{
	(void)state;
	static const char *const symbols[] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };
	cJSON *rows = program_json(ARGS("quote", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 5);
	size_t i = 0;
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, quote_keys);
		assert_string_equal(field_text(row, "symbol"), symbols[i++]);
		assert_true(field_number(row, "price") > 0);
		assert_true(field_number(row, "market_cap_usd") > 1e11);
		assert_string_equal(field_text(row, "source"), "shipped");
		assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "stale")));
		assert_true(field_is_null(row, "change"));
		assert_true(field_is_null(row, "volume"));
		assert_int_equal(strlen(field_text(row, "as_of")), 20);
	}
	cJSON_Delete(rows);
}

static void put_quote_said(double price, int64_t as_of, enum market_state said)
{
	struct store *s = NULL;
	struct error err = { "" };
	struct quote q;
	quote_init(&q);
	memcpy(q.symbol, "NVDA", sizeof "NVDA");
	memcpy(q.currency, "USD", sizeof "USD");
	memcpy(q.source, "yahoo-spark", sizeof "yahoo-spark");
	memcpy(q.name, "NVIDIA", sizeof "NVIDIA");
	q.price = price;
	q.previous_close = 200;
	q.day_high = 332.7950134277344;
	q.volume = 12345678901;
	q.as_of = q.fetched = as_of;
	q.market_state = said;
	quote_complete(&q);
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_quotes(s, &q, 1, &err), 0);
	store_free(s);
}

static void put_quote(double price, int64_t as_of)
{
	put_quote_said(price, as_of, MARKET_UNKNOWN);
}

static void a_live_quote_is_fresh_then_stale(void **state)
{
	(void)state;
	static const struct {
		const char *now;
		bool stale;
		const char *market;
	} moments[] = {
		{ "2026-08-21T18:48:33Z", false, "open" },
		{ "2026-08-21T18:54:04Z", true, "open" },
		{ "2026-08-21T21:00:00Z", true, "post" },
		{ "2026-08-23T12:00:00Z", true, "closed" },
	};
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210, NOW_S);
	for (size_t i = 0; i < COUNT(moments); i++) {
		setenv("FROTH_NOW", moments[i].now, 1);
		cJSON *rows = program_json(ARGS("quote", "nvda", "--json"));
		const cJSON *row = rows->child;
		assert_string_equal(field_text(row, "market_state"), moments[i].market);
		if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "stale")) != moments[i].stale)
			fail_msg("stale is wrong at %s", moments[i].now);
		cJSON_Delete(rows);
	}
}

static void a_quote_of_the_close_is_fresh_until_the_next_session(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210, NOW_S + 4317); /* the close, 20:00 UTC */
	setenv("FROTH_NOW", "2026-08-23T12:00:00Z", 1);
	cJSON *rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	cJSON_Delete(rows);
	setenv("FROTH_NOW", "2026-08-24T14:00:00Z", 1);
	rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	cJSON_Delete(rows);
}

static void numbers_carry_no_noise(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210.1, NOW_S);
	o = program_expect(0, ARGS("quote", "NVDA", "--json"));
	assert_non_null(strstr(o.out, "\"price\": 210.1,"));
	assert_non_null(strstr(o.out, "\"change\": 10.1,"));
	assert_non_null(strstr(o.out, "\"change_pct\": 5.05,"));
	assert_non_null(strstr(o.out, "\"day_high\": 332.7950134,"));
	assert_non_null(strstr(o.out, "\"volume\": 12345678901,"));
	assert_non_null(strstr(o.out, "\"as_of\": \"2026-08-21T18:48:03Z\","));
	assert_non_null(strstr(o.out, "\"age_s\": 0,"));
	output_release(&o);
}

static struct output quote_at(const char *now, const char *zone)
{
	setenv("FROTH_NOW", now, 1);
	setenv("TZ", zone, 1);
	struct output o = program_expect(0, ARGS("quote", "--plain"));
	unsetenv("TZ");
	return o;
}

static void assert_hours(const char *now, const char *zone, const char *lines)
{
	struct output o = quote_at(now, zone);
	if (!strstr(o.out, lines))
		fail_msg("at %s: %s", now, o.out);
	assert_string_equal(o.err, "");
	output_release(&o);
}

static void below_the_prices_stand_the_hours_on_both_clocks(void **state)
{
	(void)state;
	static const char paris[] = "CET-1CEST,M3.5.0,M10.5.0/3";
	assert_hours("2026-08-21T18:48:03Z", paris,
		     "\n\nNYSE open until 16:00 ET, 22:00 here\nTokyo closed until Mon 09:00 JST, 02:00 here\n");
	assert_hours("2026-11-27T18:30:00Z", paris, "\nNYSE after hours until Mon 09:30 ET, 15:30 here\n");
	assert_hours("2026-08-22T12:00:00Z", "JST-9",
		     "\nNYSE closed until Mon 09:30 ET, 22:30 here\nTokyo closed until Mon 09:00 JST\n");
	/* America's clocks change on this weekend, Europe's three weeks later. */
	assert_hours("2026-03-07T12:00:00Z", paris, "\nNYSE closed until Mon 09:30 ET, 14:30 here\n");
	assert_hours("2028-06-01T03:00:00Z", "UTC", "\nTokyo lunch break (expected) until 12:30 JST, 03:30 here\n");
	assert_hours("2029-01-05T15:00:00Z", "UTC", "\nNYSE hours unknown\nTokyo hours unknown\n");
}

static void a_time_zone_that_is_not_there_is_noticed_and_exchange_times_stand(void **state)
{
	(void)state;
	setenv("TZDIR", "/nonexistent", 1);
	struct output o = quote_at("2026-08-21T18:48:03Z", "Europe/Paris");
	unsetenv("TZDIR");
	assert_non_null(strstr(o.out, "\nNYSE open until 16:00 ET, 20:00 UTC\n"));
	assert_string_equal(o.err, "froth: local times are UTC: no time zone database knows Europe/Paris\n");
	output_release(&o);
	o = quote_at("2026-08-21T18:48:03Z", "Nowhere/City");
	assert_non_null(strstr(o.out, "\nNYSE open until 16:00 ET, 20:00 UTC\n"));
	assert_string_equal(o.err, "froth: local times are UTC: no time zone database knows Nowhere/City\n");
	output_release(&o);
}

static void assert_nvda_at(const char *now, const char *market, const char *hours)
{
	setenv("FROTH_NOW", now, 1);
	setenv("TZ", "UTC", 1);
	struct output o = program_expect(0, ARGS("quote", "NVDA", "--plain"));
	assert_non_null(strstr(o.out, market));
	assert_non_null(strstr(o.out, hours));
	output_release(&o);
	unsetenv("TZ");
}

/* A day of mourning: the source says closed, and its word goes before the calendar's within the hour. */
static void the_source_s_word_on_its_market_is_printed_while_it_is_of_now(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote_said(210, NOW_S, MARKET_CLOSED);
	assert_nvda_at("2026-08-21T19:48:03Z", "  closed  ", "\nNYSE closed until Mon 09:30 ET, 13:30 here\n");
	assert_nvda_at("2026-08-21T19:48:04Z", "  open  ", "\nNYSE open until 16:00 ET, 20:00 here\n");
}

static void quotes_as_csv_have_a_head_and_a_row_each(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote", "NVDA", "AMD", "--csv"));
	assert_memory_equal(o.out, "symbol,name,price,currency,", 27);
	int lines = 0;
	for (const char *p = o.out; (p = strstr(p, "\r\n")); p += 2)
		lines++;
	assert_int_equal(lines, 3);
	assert_non_null(strstr(o.out, "\r\nAMD,"));
	output_release(&o);
}

static void a_part_of_the_symbols_is_found(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote", "NVDA", "ZZZZ", "--csv"));
	assert_non_null(strstr(o.err, "no price of ZZZZ is stored"));
	assert_non_null(strstr(o.out, "NVDA"));
	output_release(&o);
}

static void history_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "time", "open", "high", "low", "close", "adjusted_close", "volume", NULL };
	cJSON *rows = program_json(ARGS("history", "nvda", "--range", "1y", "--interval", "1mo", "--json"));
	int count = cJSON_GetArraySize(rows);
	assert_in_range(count, 11, 13);
	const cJSON *row;
	const char *before = "";
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, keys);
		assert_true(field_number(row, "close") > 0);
		assert_true(field_is_null(row, "open"));
		assert_true(strcmp(before, field_text(row, "time")) < 0);
		before = field_text(row, "time");
	}
	assert_string_equal(before, "2026-08-01T00:00:00Z");
	cJSON_Delete(rows);
	cJSON *all = program_json(ARGS("history", "NVDA", "--range", "max", "--json"));
	assert_int_equal(cJSON_GetArraySize(all), 140);
	cJSON_Delete(all);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_fresh_machine_has_shipped_quotes),
		TEST(a_live_quote_is_fresh_then_stale),
		TEST(a_quote_of_the_close_is_fresh_until_the_next_session),
		TEST(numbers_carry_no_noise),
		TEST(below_the_prices_stand_the_hours_on_both_clocks),
		TEST(a_time_zone_that_is_not_there_is_noticed_and_exchange_times_stand),
		TEST(the_source_s_word_on_its_market_is_printed_while_it_is_of_now),
		TEST(quotes_as_csv_have_a_head_and_a_row_each),
		TEST(a_part_of_the_symbols_is_found),
		TEST(history_has_its_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
