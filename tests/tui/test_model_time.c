#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "tui/model_time.h"

#define INTERVAL_S 60

static int64_t at(const char *text)
{
	int64_t t = 0;
	assert_int_equal(timestamp_parse_rfc3339(text, &t), 0);
	return t;
}

static struct session_calendar *calendar(const char *code)
{
	char name[32];
	struct session_calendar *c = NULL;
	snprintf(name, sizeof name, "calendars/%s", code);
	const struct shipped_file *file = shipped_find(name);
	assert_non_null(file);
	assert_int_equal(session_calendar_parse(&c, file->data, file->length, NULL), 0);
	return c;
}

static enum freshness judge(const char *code, const char *now, const char *as_of, const char *fetched)
{
	struct session_calendar *c = calendar(code);
	struct exchange_view e = { 0 };
	struct company_view company = { .exchange = &e };
	exchange_view_set_now(&e, c, at(now));
	quote_init(&company.quote);
	company.quote.price = 100;
	company.quote.as_of = at(as_of);
	company.quote.fetched = at(fetched);
	snprintf(company.quote.source, sizeof company.quote.source, "yahoo-spark");
	enum freshness result = freshness_of(&company, at(now), INTERVAL_S);
	session_calendar_free(c);
	return result;
}

static void in_an_open_session_three_intervals_are_the_limit(void **state)
{
	(void)state;
	static const char now[] = "2026-08-20T18:48:03Z";
	assert_int_equal(judge("XNYS", now, "2026-08-20T18:47:00Z", "2026-08-20T18:47:03Z"), FRESH_LIVE);
	assert_int_equal(judge("XNYS", now, "2026-08-20T18:44:00Z", "2026-08-20T18:44:03Z"), FRESH_STALE);
}

static void a_delayed_source_that_answers_is_live_and_one_that_repeats_itself_is_not(void **state)
{
	(void)state;
	static const char now[] = "2026-08-20T03:50:00Z"; /* 12:50 in Tokyo */
	assert_int_equal(judge("XTKS", now, "2026-08-20T03:31:00Z", "2026-08-20T03:49:30Z"), FRESH_LIVE);
	assert_int_equal(judge("XTKS", now, "2026-08-20T02:00:00Z", "2026-08-20T03:49:30Z"), FRESH_STALE);
}

static void after_the_close_the_last_price_stays_live_until_the_next_session(void **state)
{
	(void)state;
	static const char close[] = "2026-08-21T20:00:01Z"; /* a Friday */
	assert_int_equal(judge("XNYS", "2026-08-21T23:00:00Z", close, close), FRESH_LIVE);
	assert_int_equal(judge("XNYS", "2026-08-23T12:00:00Z", close, close), FRESH_LIVE);
	assert_int_equal(judge("XNYS", "2026-08-24T13:00:00Z", close, close), FRESH_LIVE); /* before the opening */
	assert_int_equal(judge("XNYS", "2026-08-24T13:40:00Z", close, close), FRESH_STALE);
	assert_int_equal(judge("XNYS", "2026-08-24T21:30:00Z", close, close), FRESH_STALE);
}

static void a_price_from_the_middle_of_the_last_session_is_stale_after_it(void **state)
{
	(void)state;
	assert_int_equal(judge("XNYS", "2026-08-22T12:00:00Z", "2026-08-21T15:00:00Z", "2026-08-21T15:00:00Z"),
			 FRESH_STALE);
}

static void past_the_calendar_s_end_a_day_is_the_limit(void **state)
{
	(void)state;
	assert_int_equal(judge("XNYS", "2040-01-05T18:00:00Z", "2040-01-05T01:00:00Z", "2040-01-05T01:00:00Z"),
			 FRESH_LIVE);
	assert_int_equal(judge("XNYS", "2040-01-05T18:00:00Z", "2040-01-04T01:00:00Z", "2040-01-05T17:59:59Z"),
			 FRESH_STALE);
}

static void shipped_and_missing_prices_are_said_to_be_so(void **state)
{
	(void)state;
	struct company_view company = { 0 };
	quote_init(&company.quote);
	assert_int_equal(freshness_of(&company, at("2026-08-20T18:48:03Z"), INTERVAL_S), FRESH_MISSING);
	company.quote.price = 1;
	snprintf(company.quote.source, sizeof company.quote.source, "%s", SHIPPED_SOURCE);
	assert_int_equal(freshness_of(&company, at("2026-08-20T18:48:03Z"), INTERVAL_S), FRESH_SHIPPED);
}

static void the_next_opening_is_found_over_a_weekend_and_a_lunch(void **state)
{
	(void)state;
	struct session_calendar *ny = calendar("XNYS"), *tokyo = calendar("XTKS");
	struct exchange_view e = { 0 };
	exchange_view_set_now(&e, ny, at("2026-08-22T12:00:00Z"));
	assert_int_equal(e.next_open, at("2026-08-24T13:30:00Z"));
	assert_int_equal(e.last_close, at("2026-08-21T20:00:00Z"));
	exchange_view_set_now(&e, ny, at("2026-08-24T13:30:00Z"));
	assert_int_equal(e.session.state, MARKET_OPEN);
	assert_int_equal(e.next_open, 0);
	e = (struct exchange_view){ 0 };
	exchange_view_set_now(&e, tokyo, at("2026-08-20T02:45:00Z"));
	assert_int_equal(e.session.state, MARKET_LUNCH);
	assert_int_equal(e.next_open, at("2026-08-20T03:30:00Z"));
	session_calendar_free(ny);
	session_calendar_free(tokyo);
}

/* The clock may step back; what was found for a later time must not stay. */
static void a_clock_that_steps_back_is_followed(void **state)
{
	(void)state;
	struct session_calendar *ny = calendar("XNYS");
	struct exchange_view e = { 0 };
	exchange_view_set_now(&e, ny, at("2026-08-22T12:00:00Z"));
	exchange_view_set_now(&e, ny, at("2026-08-20T18:00:00Z"));
	assert_int_equal(e.session.state, MARKET_OPEN);
	assert_int_equal(e.last_close, at("2026-08-19T20:00:00Z"));
	session_calendar_free(ny);
}

struct heard_board {
	struct exchange_view exchanges[2];
	struct company_view companies[3];
	struct view_model v;
};

/* Two companies of New York, one of Tokyo; the first two say `one` and `two` at `fetched`. */
static void hear(struct heard_board *b, const char *now, const char *fetched, enum market_state one,
		 enum market_state two)
{
	struct session_calendar *ny = calendar("XNYS");
	*b = (struct heard_board){ .v = { .companies = b->companies, .company_count = 3, .now = at(now) } };
	for (size_t i = 0; i < 3; i++) {
		quote_init(&b->companies[i].quote);
		b->companies[i].exchange = &b->exchanges[i / 2];
		b->companies[i].quote.fetched = at(fetched);
	}
	b->companies[0].quote.market_state = one;
	b->companies[1].quote.market_state = two;
	b->companies[2].quote.market_state = MARKET_PRE;
	exchange_view_set_now(&b->exchanges[0], ny, at(now));
	exchange_view_hear(&b->exchanges[0], ny, &b->v);
	session_calendar_free(ny);
}

static void an_exchange_that_its_sources_call_closed_is_shown_closed_and_opens_on_the_next_day(void **state)
{
	(void)state;
	struct heard_board b;
	hear(&b, "2026-08-20T18:48:00Z", "2026-08-20T18:47:00Z", MARKET_CLOSED, MARKET_CLOSED);
	assert_int_equal(b.exchanges[0].session.state, MARKET_CLOSED);
	assert_int_equal(b.exchanges[0].scheduled, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].next_open, at("2026-08-21T13:30:00Z"));
	assert_int_equal(exchange_view_next(&b.exchanges[0]), at("2026-08-21T13:30:00Z"));
	hear(&b, "2026-08-20T18:48:00Z", "2026-08-20T18:47:00Z", MARKET_CLOSED, MARKET_UNKNOWN);
	assert_int_equal(b.exchanges[0].session.state, MARKET_CLOSED);
}

static void sources_that_do_not_agree_or_speak_of_yesterday_leave_the_calendar_s_word(void **state)
{
	(void)state;
	struct heard_board b;
	hear(&b, "2026-08-20T18:48:00Z", "2026-08-20T18:47:00Z", MARKET_CLOSED, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].session.state, MARKET_OPEN);
	hear(&b, "2026-08-20T18:48:00Z", "2026-08-19T21:00:00Z", MARKET_CLOSED, MARKET_CLOSED);
	assert_int_equal(b.exchanges[0].session.state, MARKET_OPEN);
	assert_int_equal(exchange_view_next(&b.exchanges[0]), at("2026-08-20T20:00:00Z"));
}

static void an_exchange_that_is_open_against_the_calendar_has_no_end_that_is_known(void **state)
{
	(void)state;
	struct heard_board b;
	hear(&b, "2026-08-22T18:48:00Z", "2026-08-22T18:47:00Z", MARKET_OPEN, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].session.state, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].next_open, 0);
	assert_int_equal(exchange_view_next(&b.exchanges[0]), 0);
}

static void what_was_heard_is_forgotten_when_it_holds_no_more(void **state)
{
	(void)state;
	struct heard_board b;
	struct session_calendar *ny = calendar("XNYS");
	hear(&b, "2026-08-20T18:48:00Z", "2026-08-20T18:47:00Z", MARKET_CLOSED, MARKET_CLOSED);
	b.v.now = at("2026-08-20T19:48:00Z");
	exchange_view_set_now(&b.exchanges[0], ny, b.v.now);
	exchange_view_hear(&b.exchanges[0], ny, &b.v);
	session_calendar_free(ny);
	assert_int_equal(b.exchanges[0].session.state, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].next_open, 0);
}

static void past_the_calendar_s_end_the_sources_are_believed(void **state)
{
	(void)state;
	struct heard_board b;
	hear(&b, "2040-01-05T18:00:00Z", "2040-01-05T17:59:00Z", MARKET_OPEN, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].session.state, MARKET_OPEN);
	assert_int_equal(exchange_view_next(&b.exchanges[0]), 0);
	hear(&b, "2040-01-05T18:00:00Z", "2040-01-04T17:59:00Z", MARKET_OPEN, MARKET_OPEN);
	assert_int_equal(b.exchanges[0].session.state, MARKET_UNKNOWN);
}

/* Friday evening: the clock is at -5 h, Monday's opening at -4 h. */
static void the_offset_of_a_change_is_that_of_its_day(void **state)
{
	(void)state;
	struct heard_board b;
	hear(&b, "2026-03-07T02:00:00Z", "2026-03-07T01:59:00Z", MARKET_UNKNOWN, MARKET_UNKNOWN);
	assert_int_equal(b.exchanges[0].session.utc_offset_s, -5 * 3600);
	assert_int_equal(b.exchanges[0].next_open, at("2026-03-09T13:30:00Z"));
	assert_int_equal(b.exchanges[0].next_offset_s, -4 * 3600);
}

static void ticks_are_seconds_while_an_age_is_young_and_minutes_after(void **state)
{
	(void)state;
	struct company_view company = { 0 };
	struct view_model v = { .companies = &company, .company_count = 1, .now = at("2026-08-20T18:48:03Z") };
	company.quote.as_of = v.now - 30;
	assert_int_equal(view_model_next_tick(&v), 1);
	company.quote.as_of = v.now - 3000;
	assert_int_equal(view_model_next_tick(&v), 57);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_an_open_session_three_intervals_are_the_limit),
		cmocka_unit_test(a_delayed_source_that_answers_is_live_and_one_that_repeats_itself_is_not),
		cmocka_unit_test(after_the_close_the_last_price_stays_live_until_the_next_session),
		cmocka_unit_test(a_price_from_the_middle_of_the_last_session_is_stale_after_it),
		cmocka_unit_test(past_the_calendar_s_end_a_day_is_the_limit),
		cmocka_unit_test(shipped_and_missing_prices_are_said_to_be_so),
		cmocka_unit_test(the_next_opening_is_found_over_a_weekend_and_a_lunch),
		cmocka_unit_test(a_clock_that_steps_back_is_followed),
		cmocka_unit_test(an_exchange_that_its_sources_call_closed_is_shown_closed_and_opens_on_the_next_day),
		cmocka_unit_test(sources_that_do_not_agree_or_speak_of_yesterday_leave_the_calendar_s_word),
		cmocka_unit_test(an_exchange_that_is_open_against_the_calendar_has_no_end_that_is_known),
		cmocka_unit_test(what_was_heard_is_forgotten_when_it_holds_no_more),
		cmocka_unit_test(past_the_calendar_s_end_the_sources_are_believed),
		cmocka_unit_test(the_offset_of_a_change_is_that_of_its_day),
		cmocka_unit_test(ticks_are_seconds_while_an_age_is_young_and_minutes_after),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
