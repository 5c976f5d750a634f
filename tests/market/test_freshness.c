/* Prices judged by the hours of their market: New York, Tokyo with its lunch, and a place no calendar knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "market/freshness.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define INTERVAL_S 60

static int64_t at(const char *rfc3339)
{
	int64_t seconds = 0;
	if (timestamp_parse_rfc3339(rfc3339, &seconds))
		fail_msg("%s is no time", rfc3339);
	return seconds;
}

/* NULL for a symbol of no known exchange. */
static struct session_calendar *calendar_of(const char *symbol)
{
	char name[32];
	struct session_calendar *c = NULL;
	const char *code = session_exchange_of(symbol);
	if (!code)
		return NULL;
	snprintf(name, sizeof name, "calendars/%s", code);
	const struct shipped_file *file = shipped_find(name);
	assert_non_null(file);
	assert_int_equal(session_calendar_parse(&c, file->data, file->length, NULL), 0);
	return c;
}

static void the_last_close_is_found_over_weekends_and_lunch(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *now, *close;
	} rows[] = {
		{ "NVDA", "2026-08-21T21:00:00Z", "2026-08-21T20:00:00Z" },
		{ "NVDA", "2026-08-23T12:00:00Z", "2026-08-21T20:00:00Z" },
		{ "NVDA", "2026-08-24T14:00:00Z", "2026-08-21T20:00:00Z" },
		{ "NVDA", "2026-11-27T19:00:00Z", "2026-11-27T18:00:00Z" },   /* half day after Thanksgiving */
		{ "9984.T", "2026-08-21T03:00:00Z", "2026-08-21T02:30:00Z" }, /* lunch */
		{ "9984.T", "2026-08-22T03:00:00Z", "2026-08-21T06:30:00Z" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char found[TIMESTAMP_SIZE];
		struct session_calendar *c = calendar_of(rows[i].symbol);
		timestamp_format_rfc3339(session_last_close(c, at(rows[i].now)), found);
		session_calendar_free(c);
		assert_string_equal(found, rows[i].close);
	}
}

static void without_a_calendar_that_reaches_now_no_close_is_known(void **state)
{
	(void)state;
	struct session_calendar *c = calendar_of("NVDA");
	assert_true(session_last_close(NULL, at("2026-08-21T21:00:00Z")) == 0);
	assert_true(session_last_close(c, at("2040-01-05T18:00:00Z")) == 0);
	session_calendar_free(c);
}

static void the_next_opening_is_found_over_a_weekend_and_none_while_it_is_open(void **state)
{
	(void)state;
	static const struct {
		const char *now, *open; /* NULL none */
	} rows[] = {
		{ "2026-08-22T12:00:00Z", "2026-08-24T13:30:00Z" },
		{ "2026-08-24T12:00:00Z", "2026-08-24T13:30:00Z" },
		{ "2026-08-24T14:00:00Z", NULL },
		{ "2040-01-05T18:00:00Z", NULL },
	};
	struct session_calendar *c = calendar_of("NVDA");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct session s;
		session_at(c, at(rows[i].now), &s);
		assert_true(session_next_open(c, &s, at(rows[i].now)) == (rows[i].open ? at(rows[i].open) : 0));
	}
	session_calendar_free(c);
}

struct heard {
	const char *symbol, *now, *fetched;
	enum market_state said, state;
};

static void assert_heard(const struct heard *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct session_calendar *c = calendar_of(rows[i].symbol);
		struct quote q = { .market_state = rows[i].said, .fetched = at(rows[i].fetched) };
		enum market_state state = quote_market_state(c, &q, at(rows[i].now));
		session_calendar_free(c);
		if (state != rows[i].state)
			fail_msg("%s at %s: state %d", rows[i].symbol, rows[i].now, (int)state);
	}
}

static void the_source_s_own_word_goes_before_the_calendar_s(void **state)
{
	(void)state;
	static const struct heard rows[] = {
		/* a day of mourning that no file foretold */
		{ "NVDA", "2026-08-20T18:48:00Z", "2026-08-20T18:47:30Z", MARKET_CLOSED, MARKET_CLOSED },
		/* a typhoon over Taipei */
		{ "2330.TW", "2026-08-20T03:00:00Z", "2026-08-20T02:59:00Z", MARKET_CLOSED, MARKET_CLOSED },
		/* a session on a Saturday */
		{ "2330.TW", "2026-08-22T03:00:00Z", "2026-08-22T02:59:00Z", MARKET_OPEN, MARKET_OPEN },
		{ "NVDA", "2040-01-05T18:00:00Z", "2040-01-05T17:59:00Z", MARKET_OPEN, MARKET_OPEN },
		{ "XYZ.ZZ", "2026-08-20T18:00:00Z", "2026-08-20T17:59:00Z", MARKET_PRE, MARKET_PRE },
	};
	assert_heard(rows, COUNT(rows));
}

static void a_word_that_is_not_of_now_gives_way_to_the_clock(void **state)
{
	(void)state;
	static const struct heard rows[] = {
		/* yesterday's answer */
		{ "NVDA", "2026-08-21T18:48:00Z", "2026-08-20T21:00:00Z", MARKET_CLOSED, MARKET_OPEN },
		{ "NVDA", "2026-08-22T18:48:00Z", "2026-08-21T18:48:00Z", MARKET_OPEN, MARKET_CLOSED },
		/* the session ended since, by the second */
		{ "NVDA", "2026-08-20T19:59:59Z", "2026-08-20T19:59:50Z", MARKET_OPEN, MARKET_OPEN },
		{ "NVDA", "2026-08-20T20:00:00Z", "2026-08-20T19:59:59Z", MARKET_OPEN, MARKET_POST },
		{ "NVDA", "2026-08-20T20:00:10Z", "2026-08-20T20:00:00Z", MARKET_OPEN, MARKET_OPEN },
		/* an hour is the limit in one session */
		{ "NVDA", "2026-08-20T18:00:00Z", "2026-08-20T17:00:00Z", MARKET_CLOSED, MARKET_CLOSED },
		{ "NVDA", "2026-08-20T18:00:01Z", "2026-08-20T17:00:00Z", MARKET_CLOSED, MARKET_OPEN },
		/* said by a clock that was set back since */
		{ "NVDA", "2026-08-20T18:00:00Z", "2026-08-20T18:01:00Z", MARKET_CLOSED, MARKET_CLOSED },
		{ "NVDA", "2026-08-20T18:00:00Z", "2026-08-20T18:01:01Z", MARKET_CLOSED, MARKET_OPEN },
		/* past the calendar nothing is left to say */
		{ "NVDA", "2040-01-05T18:00:00Z", "2040-01-04T18:00:00Z", MARKET_OPEN, MARKET_UNKNOWN },
		{ "XYZ.ZZ", "2026-08-20T18:00:00Z", "2026-08-20T16:59:59Z", MARKET_OPEN, MARKET_UNKNOWN },
	};
	assert_heard(rows, COUNT(rows));
}

static void a_source_that_says_nothing_or_knows_no_lunch_changes_nothing(void **state)
{
	(void)state;
	static const struct heard rows[] = {
		{ "NVDA", "2026-08-20T18:48:00Z", "2026-08-20T18:47:30Z", MARKET_UNKNOWN, MARKET_OPEN },
		{ "9984.T", "2026-08-20T03:00:00Z", "2026-08-20T02:59:00Z", MARKET_OPEN, MARKET_LUNCH },
		{ "9984.T", "2026-08-20T03:00:00Z", "2026-08-20T02:59:00Z", MARKET_CLOSED, MARKET_CLOSED },
	};
	assert_heard(rows, COUNT(rows));
}

struct judged {
	const char *symbol, *as_of, *fetched, *now;
	bool stale;
	const char *source;     /* NULL a live one */
	enum market_state said; /* by the source */
};

static void assert_judged(const struct judged *row)
{
	struct quote q;
	struct session_calendar *c = calendar_of(row->symbol);
	int64_t now = at(row->now);
	quote_init(&q);
	snprintf(q.source, sizeof q.source, "%s", row->source ? row->source : "yahoo-spark");
	q.as_of = at(row->as_of);
	q.fetched = at(row->fetched);
	q.market_state = row->said;
	bool stale = quote_is_stale(&q, quote_market_state(c, &q, now), session_last_close(c, now), now, INTERVAL_S);
	session_calendar_free(c);
	if (stale != row->stale)
		fail_msg("%s of %s at %s", row->symbol, row->as_of, row->now);
}

static void assert_all_judged(const struct judged *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_judged(&rows[i]);
}

static void a_quote_from_the_future_is_stale_until_it_is_fetched_again(void **state)
{
	(void)state;
	static const char noon[] = "2026-08-21T18:48:00Z", sunday[] = "2026-08-23T12:00:00Z";
	static const struct judged rows[] = {
		{ "NVDA", noon, "2026-08-21T18:49:00Z", noon, false, NULL, MARKET_UNKNOWN },
		{ "NVDA", noon, "2026-08-21T18:49:01Z", noon, true, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2026-08-21T20:00:00Z", "2026-08-23T12:01:01Z", sunday, true, NULL, MARKET_UNKNOWN },
		{ "BTC-USD", noon, "2026-08-22T18:48:00Z", noon, true, NULL, MARKET_UNKNOWN },
		/* a machine whose clock is slow has new prices none the less */
		{ "NVDA", "2026-08-21T19:48:00Z", noon, noon, false, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2026-08-22T18:48:01Z", noon, noon, true, NULL, MARKET_UNKNOWN },
	};
	assert_all_judged(rows, COUNT(rows));
}

static void a_quote_is_stale_by_the_rules_of_its_market(void **state)
{
	(void)state;
	static const char noon[] = "2026-08-21T18:48:00Z", sunday[] = "2026-08-23T12:00:00Z";
	static const char lunch[] = "2026-08-21T02:30:00Z";
	static const struct judged rows[] = {
		{ "NVDA", noon, noon, "2026-08-21T18:51:00Z", false, NULL, MARKET_UNKNOWN },
		{ "NVDA", noon, noon, "2026-08-21T18:51:01Z", true, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2026-08-21T20:00:02Z", noon, sunday, false, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2026-08-21T19:50:00Z", noon, sunday, false, NULL, MARKET_UNKNOWN },
		{ "NVDA", noon, noon, sunday, true, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2026-08-20T20:00:00Z", noon, "2026-08-21T21:00:00Z", true, NULL, MARKET_UNKNOWN },
		{ "9984.T", lunch, lunch, "2026-08-21T03:00:00Z", false, NULL, MARKET_UNKNOWN },
	};
	assert_all_judged(rows, COUNT(rows));
}

static void a_price_that_was_shipped_is_never_fresh(void **state)
{
	(void)state;
	static const char noon[] = "2026-08-21T18:48:00Z";
	static const struct judged row = { "NVDA", noon, noon, noon, true, SHIPPED_SOURCE, MARKET_OPEN };
	assert_judged(&row);
}

static void a_delayed_source_has_twenty_minutes_more_if_it_answers(void **state)
{
	(void)state;
	static const char now[] = "2026-08-20T03:50:00Z", answered[] = "2026-08-20T03:49:30Z"; /* 12:50 in Tokyo */
	static const struct judged rows[] = {
		{ "9984.T", "2026-08-20T03:31:00Z", answered, now, false, NULL, MARKET_UNKNOWN },
		{ "9984.T", "2026-08-20T03:27:00Z", answered, now, false, NULL, MARKET_UNKNOWN },
		{ "9984.T", "2026-08-20T03:26:59Z", answered, now, true, NULL, MARKET_UNKNOWN },
		{ "9984.T", "2026-08-20T03:46:00Z", "2026-08-20T03:46:30Z", now, true, NULL, MARKET_UNKNOWN },
	};
	assert_all_judged(rows, COUNT(rows));
}

static void where_the_hours_are_not_known_a_day_is_the_limit_unless_the_source_says_open(void **state)
{
	(void)state;
	static const char then[] = "2026-08-21T02:30:00Z";
	static const struct judged rows[] = {
		{ "XYZ.ZZ", then, then, "2026-08-22T02:30:00Z", false, NULL, MARKET_UNKNOWN },
		{ "XYZ.ZZ", then, then, "2026-08-22T02:30:01Z", true, NULL, MARKET_UNKNOWN },
		{ "XYZ.ZZ", then, then, "2026-08-22T02:30:00Z", false, NULL, MARKET_CLOSED },
		{ "XYZ.ZZ", then, then, "2026-08-21T02:33:00Z", false, NULL, MARKET_OPEN },
		{ "XYZ.ZZ", then, then, "2026-08-21T02:33:01Z", true, NULL, MARKET_OPEN },
		{ "XYZ.ZZ", then, then, "2026-08-21T20:00:00Z", true, NULL, MARKET_OPEN },
		{ "NVDA", "2040-01-05T01:00:00Z", then, "2040-01-05T18:00:00Z", false, NULL, MARKET_UNKNOWN },
		{ "NVDA", "2040-01-04T01:00:00Z", then, "2040-01-05T18:00:00Z", true, NULL, MARKET_UNKNOWN },
	};
	assert_all_judged(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_close_is_found_over_weekends_and_lunch),
		cmocka_unit_test(without_a_calendar_that_reaches_now_no_close_is_known),
		cmocka_unit_test(the_next_opening_is_found_over_a_weekend_and_none_while_it_is_open),
		cmocka_unit_test(the_source_s_own_word_goes_before_the_calendar_s),
		cmocka_unit_test(a_word_that_is_not_of_now_gives_way_to_the_clock),
		cmocka_unit_test(a_source_that_says_nothing_or_knows_no_lunch_changes_nothing),
		cmocka_unit_test(a_quote_from_the_future_is_stale_until_it_is_fetched_again),
		cmocka_unit_test(a_quote_is_stale_by_the_rules_of_its_market),
		cmocka_unit_test(a_price_that_was_shipped_is_never_fresh),
		cmocka_unit_test(a_delayed_source_has_twenty_minutes_more_if_it_answers),
		cmocka_unit_test(where_the_hours_are_not_known_a_day_is_the_limit_unless_the_source_says_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
