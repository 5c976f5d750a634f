/* What is looked at and when it is asked for, and whose weeks come next, by a clock of the test's own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/freshness.h"
#include "cli/visible.h"
#include "cli/week_round.h"

#define QUOTE_S 120
#define IN_SESSION "2026-08-20T18:48:03Z" /* Thursday, New York open */
#define BEFORE_SESSION "2026-08-20T12:00:00Z"
#define AFTER_SESSION "2026-08-20T21:00:00Z"
#define ON_SUNDAY "2026-08-23T12:00:00Z"

struct bench {
	struct exchanges exchanges;
	struct visible v;
	struct visible_times t;
};

static void set_now(struct bench *b, const char *text, int64_t steady_s)
{
	b->t = (struct visible_times){ .steady_s = steady_s, .quote_interval_s = QUOTE_S };
	assert_int_equal(timestamp_parse_rfc3339(text, &b->t.now), 0);
}

static int open_bench(void **state)
{
	static struct bench b;
	struct error err;
	b = (struct bench){ .v = { .count = 0 } };
	if (exchanges_load(&b.exchanges, &err))
		fail_msg("%s", err.text);
	set_now(&b, IN_SESSION, 10000);
	*state = &b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	exchanges_release(&b->exchanges);
	return 0;
}

static struct looked *look(struct bench *b, const char *symbol, bool by_itself)
{
	bool is_new;
	struct looked *item = visible_note(&b->v, symbol, by_itself, b->t.steady_s, &is_new);
	if (is_new) {
		item->hours = exchanges_find(&b->exchanges, symbol);
		item->is_watched = true;
	}
	return item;
}

static void assert_fills(const struct bench *b, enum errand errand, size_t most, const char *symbols)
{
	char out[VISIBLE_MOST][SYMBOL_SIZE], text[VISIBLE_MOST * SYMBOL_SIZE] = "";
	size_t count = visible_fill(&b->v, errand, &b->t, out, most);
	for (size_t i = 0; i < count; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", out[i]);
	assert_string_equal(text, symbols);
}

/* The seconds to the next, -1 nobody wants it. */
static int wait_s(const struct bench *b, enum errand errand)
{
	int64_t due = visible_due(&b->v, errand, &b->t);
	return due == VISIBLE_NEVER ? -1 : (int)(due - b->t.steady_s);
}

static void nothing_is_asked_while_nothing_is_looked_at(void **state)
{
	struct bench *b = *state;
	for (int e = 0; e < ERRANDS; e++) {
		assert_int_equal(wait_s(b, (enum errand)e), -1);
		assert_fills(b, (enum errand)e, VISIBLE_MOST, "");
	}
}

static void a_symbol_is_forgotten_after_ten_minutes(void **state)
{
	struct bench *b = *state;
	look(b, "NVDA", true);
	b->t.steady_s += VISIBLE_S - 1;
	look(b, "AMD", false);
	visible_forget(&b->v, b->t.steady_s);
	assert_int_equal(b->v.count, 2);
	visible_forget(&b->v, b->t.steady_s + 1);
	assert_int_equal(b->v.count, 1);
	assert_string_equal(b->v.items[0].symbol, "AMD");
}

static void the_oldest_falls_out_of_a_full_table(void **state)
{
	struct bench *b = *state;
	for (int i = 0; i < VISIBLE_MOST + 2; i++) {
		char symbol[SYMBOL_SIZE];
		snprintf(symbol, sizeof symbol, "S%d", i);
		look(b, symbol, false);
		b->t.steady_s++;
	}
	assert_int_equal(b->v.count, VISIBLE_MOST);
	assert_null(visible_find(&b->v, "S0"));
	assert_null(visible_find(&b->v, "S1"));
	assert_non_null(visible_find(&b->v, "S2"));
}

static void a_glance_asks_for_prices_alone(void **state)
{
	struct bench *b = *state;
	look(b, "ZS", false);
	assert_int_equal(wait_s(b, ERRAND_PRICES), 0);
	assert_fills(b, ERRAND_PRICES, 20, "ZS");
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), -1);
	assert_int_equal(wait_s(b, ERRAND_WEEKS), -1);
	visible_note_asked(&b->v, ERRAND_PRICES, "ZS", b->t.steady_s);
	assert_int_equal(wait_s(b, ERRAND_PRICES), QUOTE_S);
	assert_fills(b, ERRAND_PRICES, 20, "");
}

static void the_first_symbols_need_no_prices_of_their_own(void **state)
{
	struct bench *b = *state;
	look(b, "NVDA", true)->is_first = true;
	assert_int_equal(wait_s(b, ERRAND_PRICES), -1);
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), 0);
}

static void what_was_asked_longest_ago_comes_first(void **state)
{
	struct bench *b = *state;
	static const char *const symbols[] = { "A", "B", "C" };
	for (int64_t i = 0; i < 3; i++)
		look(b, symbols[i], false)->asked_s[ERRAND_PRICES] = 9000 - (i == 1) * 100;
	assert_fills(b, ERRAND_PRICES, 2, "B C");
	visible_note_asked(&b->v, ERRAND_PRICES, "B", b->t.steady_s);
	visible_note_asked(&b->v, ERRAND_PRICES, "C", b->t.steady_s);
	assert_fills(b, ERRAND_PRICES, 2, "A");
}

static void bars_of_the_day_are_fifteen_minutes_old_at_most_in_session_and_an_hour_when_closed(void **state)
{
	struct bench *b = *state;
	look(b, "NVDA", true);
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), 0);
	visible_note_asked(&b->v, ERRAND_INTRADAY, "NVDA", b->t.steady_s);
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), 900);
	set_now(b, ON_SUNDAY, b->t.steady_s);
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), 3600);
	set_now(b, AFTER_SESSION, b->t.steady_s);
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), 3600);
}

static void the_last_three_that_were_looked_at_by_themselves_get_their_charts(void **state)
{
	struct bench *b = *state;
	static const char *const symbols[] = { "A", "B", "C", "D" };
	for (size_t i = 0; i < 4; i++) {
		look(b, symbols[i], true);
		b->t.steady_s++;
	}
	for (int i = 0; i < 30; i++) {
		char symbol[SYMBOL_SIZE];
		snprintf(symbol, sizeof symbol, "ROW%d", i);
		look(b, symbol, false);
	}
	assert_fills(b, ERRAND_INTRADAY, VISIBLE_MOST, "D C B");
	assert_fills(b, ERRAND_WEEKS, VISIBLE_MOST, "D C B");
	b->t.steady_s += VISIBLE_S;
	look(b, "D", false); /* as a row: its chart is not shown any more */
	assert_int_equal(wait_s(b, ERRAND_INTRADAY), -1);
}

static void days_are_asked_for_only_of_what_is_in_no_watchlist(void **state)
{
	struct bench *b = *state;
	look(b, "NVDA", true);
	assert_int_equal(wait_s(b, ERRAND_DAYS), -1);
	look(b, "MSFT", true)->is_watched = false;
	assert_fills(b, ERRAND_DAYS, 1, "MSFT");
	visible_note_asked(&b->v, ERRAND_DAYS, "MSFT", b->t.steady_s);
	assert_int_equal(wait_s(b, ERRAND_DAYS), 86400);
}

static void the_price_outside_of_the_session_is_asked_for_where_it_did_not_come(void **state)
{
	struct bench *b = *state;
	static const char *const outside[] = { BEFORE_SESSION, AFTER_SESSION };
	for (size_t i = 0; i < 2; i++) {
		set_now(b, outside[i], b->t.steady_s);
		struct looked *nvda = look(b, "NVDA", true);
		nvda->lacks_extended = false;
		assert_int_equal(wait_s(b, ERRAND_EXTENDED), -1);
		nvda->lacks_extended = true;
		nvda->asked_s[ERRAND_EXTENDED] = VISIBLE_UNASKED;
		assert_int_equal(wait_s(b, ERRAND_EXTENDED), 0);
		visible_note_asked(&b->v, ERRAND_EXTENDED, "NVDA", b->t.steady_s);
		assert_int_equal(wait_s(b, ERRAND_EXTENDED), 900);
	}
	set_now(b, IN_SESSION, b->t.steady_s + 9000);
	look(b, "NVDA", true);
	assert_int_equal(wait_s(b, ERRAND_EXTENDED), -1);
	set_now(b, BEFORE_SESSION, b->t.steady_s);
	look(b, "9984.T", true)->lacks_extended = true; /* Tokyo is closed then, and has no hours before */
	assert_fills(b, ERRAND_EXTENDED, 3, "NVDA");
}

static void a_failure_lets_the_others_go_first(void **state)
{
	struct bench *b = *state;
	look(b, "NIL", true);
	look(b, "NVDA", true);
	look(b, "NIL", true);
	assert_fills(b, ERRAND_INTRADAY, 1, "NIL");
	visible_note_failed(&b->v, ERRAND_INTRADAY, "NIL", &b->t);
	assert_fills(b, ERRAND_INTRADAY, 3, "NVDA");
	visible_note_asked(&b->v, ERRAND_INTRADAY, "NVDA", b->t.steady_s);
	assert_in_range(wait_s(b, ERRAND_INTRADAY), 60, 600);
}

/* ---- the round of the weeks ---- */

#define NOW INT64_C(1787338083)
#define WEEK_S 604800

static const char watched[][SYMBOL_SIZE] = { "ZS", "MSFT", "NVDA", "AMD" };

static void a_round_begins_with_the_companies_of_the_index(void **state)
{
	struct week_round r;
	static const char *const order[] = { "NVDA", "AMD", "ZS", "MSFT" };
	(void)state;
	assert_int_equal(week_round_init(&r, watched, 4), 0);
	for (int64_t i = 0; i < 4; i++) {
		assert_true(week_round_due(&r) <= NOW);
		assert_string_equal(week_round_symbol(&r), order[i]);
		week_round_note(&r, order[i], NOW + i);
	}
	assert_string_equal(week_round_symbol(&r), "NVDA");
	assert_true(week_round_due(&r) == NOW + WEEK_S);
	week_round_note(&r, "UNKNOWN", 0);
	assert_true(week_round_due(&r) == NOW + WEEK_S);
	week_round_note(&r, "ZS", 0); /* it was split */
	assert_string_equal(week_round_symbol(&r), "ZS");
	assert_true(week_round_due(&r) <= NOW);
	week_round_release(&r);
}

static void a_symbol_that_gives_nothing_does_not_hold_up_the_round(void **state)
{
	struct week_round r;
	(void)state;
	assert_int_equal(week_round_init(&r, watched, 2), 0);
	week_round_load(&r, 0, 0);
	week_round_load(&r, 1, 0);
	assert_string_equal(week_round_symbol(&r), "ZS");
	week_round_note_failed(&r, "ZS", NOW);
	assert_string_equal(week_round_symbol(&r), "MSFT");
	week_round_note(&r, "MSFT", NOW);
	assert_string_equal(week_round_symbol(&r), "ZS");
	assert_true(week_round_due(&r) > NOW && week_round_due(&r) < NOW + 7200);
	week_round_release(&r);
}

static void what_the_store_holds_is_not_asked_for_again_within_the_week(void **state)
{
	struct week_round r;
	(void)state;
	assert_int_equal(week_round_init(&r, watched, 4), 0);
	for (size_t i = 0; i < 4; i++)
		week_round_load(&r, i, NOW - 1000 * (int64_t)i);
	assert_string_equal(week_round_symbol(&r), "AMD");
	assert_true(week_round_due(&r) == NOW - 3000 + WEEK_S);
	week_round_release(&r);
}

static void an_empty_round_is_never_due(void **state)
{
	struct week_round r;
	(void)state;
	assert_int_equal(week_round_init(&r, NULL, 0), 0);
	assert_true(week_round_due(&r) == WEEK_ROUND_NEVER);
	assert_string_equal(week_round_symbol(&r), "");
	week_round_release(&r);
}

#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BENCH(nothing_is_asked_while_nothing_is_looked_at),
		ON_BENCH(a_symbol_is_forgotten_after_ten_minutes),
		ON_BENCH(the_oldest_falls_out_of_a_full_table),
		ON_BENCH(a_glance_asks_for_prices_alone),
		ON_BENCH(the_first_symbols_need_no_prices_of_their_own),
		ON_BENCH(what_was_asked_longest_ago_comes_first),
		ON_BENCH(bars_of_the_day_are_fifteen_minutes_old_at_most_in_session_and_an_hour_when_closed),
		ON_BENCH(the_last_three_that_were_looked_at_by_themselves_get_their_charts),
		ON_BENCH(days_are_asked_for_only_of_what_is_in_no_watchlist),
		ON_BENCH(the_price_outside_of_the_session_is_asked_for_where_it_did_not_come),
		ON_BENCH(a_failure_lets_the_others_go_first),
		cmocka_unit_test(a_round_begins_with_the_companies_of_the_index),
		cmocka_unit_test(a_symbol_that_gives_nothing_does_not_hold_up_the_round),
		cmocka_unit_test(what_the_store_holds_is_not_asked_for_again_within_the_week),
		cmocka_unit_test(an_empty_round_is_never_due),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
