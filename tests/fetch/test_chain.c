/* Who is asked when, by a clock of the test's own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "fetch/chain.h"

static const char watched[][SYMBOL_SIZE] = { "NVDA", "AMD", "2330.TW" };

struct bench {
	struct source_settings settings;
	struct source_list list;
	struct chain chain;
};

static int open_bench(void **state)
{
	static struct bench b;
	struct error err;
	b = (struct bench){ .settings = { .symbols = watched, .symbol_count = 3, .base_currency = "USD" } };
	if (source_list_build(&b.list, &b.settings, &err))
		fail_msg("%s", err.text);
	assert_int_equal(chain_init(&b.chain, &b.list), 0);
	*state = &b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	chain_release(&b->chain);
	source_list_release(&b->list);
	return 0;
}

static size_t find(const struct bench *b, const char *name)
{
	for (size_t i = 0; i < b->list.count; i++)
		if (!strcmp(b->list.items[i].state.name, name))
			return i;
	fail_msg("no source %s", name);
	return 0;
}

/* A good answer with prices of the symbols that are named, parted by blanks; "TWD=X" is a rate. */
static void answer(struct bench *b, const char *name, const char *symbols, int64_t now)
{
	char copy[128];
	struct batch batch;
	struct source_verdict v = { .good = true, .wait_s = 60 };
	batch_init(&batch);
	snprintf(copy, sizeof copy, "%s", symbols);
	for (char *s = strtok(copy, " "); s; s = strtok(NULL, " ")) {
		struct fx_rate rate = { .from = "USD", .to = "TWD", .rate = 31 };
		struct quote q;
		quote_init(&q);
		snprintf(q.symbol, sizeof q.symbol, "%s", s);
		assert_int_equal(strchr(s, '=') ? batch_add_rate(&batch, &rate) : batch_add_quote(&batch, &q), 0);
	}
	chain_note(&b->chain, find(b, name), &batch, &v, now);
	batch_release(&batch);
}

static void fail_it(struct bench *b, const char *name, int wait_s, int64_t now)
{
	struct batch none;
	struct source_verdict v = { .wait_s = wait_s };
	batch_init(&none);
	chain_note(&b->chain, find(b, name), &none, &v, now);
}

static int64_t due(struct bench *b, const char *name, int64_t now)
{
	return chain_due(&b->chain, find(b, name), 60, now);
}

static void assert_asks(const struct bench *b, const char *name, const char *symbols)
{
	const struct source *s = &b->list.items[find(b, name)];
	char text[256] = "";
	for (size_t i = 0; i < s->asking_count; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", s->asking[i]);
	assert_string_equal(text, symbols);
}

static void nobody_stands_in_before_the_first_has_been_asked(void **state)
{
	struct bench *b = *state;
	static const char *const names[] = { "yahoo-quote", "cnbc", "nasdaq", "twse", "frankfurter", "cnbc-bars" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_true(due(b, names[i], 0) == CHAIN_NEVER);
	answer(b, "yahoo-spark", "NVDA AMD 2330.TW TWD=X", 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_true(due(b, names[i], 1) == CHAIN_NEVER);
}

static void a_try_at_the_other_host_is_no_failure_yet(void **state)
{
	struct bench *b = *state;
	fail_it(b, "yahoo-spark", 0, 0);
	assert_true(due(b, "yahoo-quote", 0) == CHAIN_NEVER);
	fail_it(b, "yahoo-spark", 60, 1);
	assert_int_equal(due(b, "yahoo-quote", 1), 1);
}

static void the_second_is_asked_at_the_interval_until_the_first_is_back(void **state)
{
	struct bench *b = *state;
	fail_it(b, "yahoo-spark", 60, 0);
	assert_int_equal(due(b, "yahoo-quote", 0), 0);
	assert_asks(b, "yahoo-quote", "NVDA");
	answer(b, "yahoo-quote", "NVDA", 1);
	assert_int_equal(due(b, "yahoo-quote", 2), 2);
	assert_asks(b, "yahoo-quote", "AMD");
	answer(b, "yahoo-quote", "AMD", 3);
	assert_int_equal(due(b, "yahoo-quote", 3), 3);
	answer(b, "yahoo-quote", "2330.TW", 5);
	assert_int_equal(due(b, "yahoo-quote", 6), 61); /* the first of the round again */
	assert_asks(b, "yahoo-quote", "NVDA");
	assert_int_equal(due(b, "cnbc", 6), 6); /* for the rate alone, which no chart was asked for */
	assert_asks(b, "cnbc", "TWD=X");
	answer(b, "yahoo-spark", "NVDA AMD 2330.TW TWD=X", 30);
	assert_true(due(b, "yahoo-quote", 31) == CHAIN_NEVER);
	assert_true(due(b, "cnbc", 31) == CHAIN_NEVER);
	assert_string_equal(b->list.items[find(b, "cnbc")].state.error,
			    "standby: asked when yahoo-spark fails or leaves a symbol out");
}

static void a_failing_second_backs_off_while_the_third_serves(void **state)
{
	struct bench *b = *state;
	fail_it(b, "yahoo-spark", 60, 0);
	fail_it(b, "yahoo-quote", 300, 1);
	assert_int_equal(due(b, "yahoo-quote", 2), 301);
	assert_int_equal(due(b, "cnbc", 2), 2);
	assert_asks(b, "cnbc", "TWD=X NVDA AMD 2330.TW");
	answer(b, "cnbc", "NVDA AMD", 3);
	assert_int_equal(due(b, "cnbc", 4), 63);
	assert_asks(b, "cnbc", "NVDA AMD"); /* what it does not know waits for an hour */
	assert_int_equal(due(b, "twse", 4), 4);
	assert_asks(b, "twse", "2330.TW");
	assert_int_equal(due(b, "frankfurter", 4), 4);
	assert_asks(b, "frankfurter", "TWD=X");
	assert_true(due(b, "nasdaq", 4) == CHAIN_NEVER);
	answer(b, "yahoo-quote", "NVDA", 302);
	assert_true(due(b, "nasdaq", 303) == CHAIN_NEVER);
	assert_int_equal(due(b, "cnbc", 303), 3 + CHAIN_LEFT_OUT_S);
	assert_asks(b, "cnbc", "TWD=X"); /* which it lacked; the others are the second's again */
}

static void a_symbol_that_nobody_knows_is_asked_for_once_an_hour(void **state)
{
	struct bench *b = *state;
	answer(b, "yahoo-spark", "NVDA 2330.TW TWD=X", 0);
	assert_int_equal(due(b, "yahoo-quote", 0), 0);
	assert_asks(b, "yahoo-quote", "AMD");
	answer(b, "yahoo-quote", "", 1);
	assert_int_equal(due(b, "yahoo-quote", 2), 1 + CHAIN_LEFT_OUT_S);
	assert_int_equal(due(b, "cnbc", 2), 2);
	answer(b, "cnbc", "", 3);
	assert_int_equal(due(b, "nasdaq", 4), 4);
	answer(b, "nasdaq", "", 5);
	for (int minute = 0; minute < 59; minute++) {
		answer(b, "yahoo-spark", "NVDA 2330.TW TWD=X", minute * 60 + 6);
		assert_true(due(b, "cnbc", minute * 60 + 6) >= CHAIN_LEFT_OUT_S);
		assert_true(due(b, "nasdaq", minute * 60 + 6) >= CHAIN_LEFT_OUT_S);
	}
}

static void a_host_at_rest_lets_the_next_one_in_and_is_asked_after(void **state)
{
	struct bench *b = *state;
	fail_it(b, "yahoo-spark", 600, 0);
	chain_note_held(&b->chain, find(b, "yahoo-quote"), 600);
	assert_int_equal(due(b, "yahoo-quote", 1), 600);
	assert_int_equal(due(b, "cnbc", 1), 1);
}

static void a_refusal_on_standby_is_not_forgotten(void **state)
{
	struct bench *b = *state;
	chain_note_refused(&b->chain, find(b, "cnbc"), 500);
	b->list.items[find(b, "cnbc")].state.status = SOURCE_REFUSED;
	assert_true(due(b, "cnbc", 10) == CHAIN_NEVER);
	assert_int_equal(b->list.items[find(b, "cnbc")].state.status, SOURCE_REFUSED);
	fail_it(b, "yahoo-spark", 60, 20);
	fail_it(b, "yahoo-quote", 60, 20);
	assert_int_equal(due(b, "cnbc", 21), 500);
	assert_int_equal(due(b, "nasdaq", 21), 21);
}

static void a_history_that_stands_in_lasts_a_day(void **state)
{
	struct bench *b = *state;
	fail_it(b, "yahoo-chart AMD", 60, 0);
	assert_int_equal(due(b, "cnbc-bars", 0), 0);
	assert_asks(b, "cnbc-bars", "AMD");
	answer(b, "cnbc-bars", "AMD", 1);
	fail_it(b, "yahoo-chart AMD", 1800, 61);
	assert_int_equal(due(b, "cnbc-bars", 62), 86401);
	answer(b, "yahoo-chart AMD", "AMD", 1900);
	assert_true(due(b, "cnbc-bars", 1900) == CHAIN_NEVER);
}

static void what_has_published_all_it_has_is_asked_when_there_is_more(void **state)
{
	struct bench *b = *state;
	answer(b, "yahoo-spark", "NVDA AMD TWD=X", 0);
	assert_int_equal(due(b, "yahoo-quote", 0), 0);
	answer(b, "yahoo-quote", "", 1);
	assert_int_equal(due(b, "cnbc", 1), 1);
	answer(b, "cnbc", "", 1);
	assert_int_equal(due(b, "twse", 2), 2);
	answer(b, "twse", "2330.TW", 3);
	chain_note_rest(&b->chain, find(b, "twse"), 9000);
	assert_int_equal(due(b, "twse", 4), 9000);
	answer(b, "yahoo-spark", "NVDA AMD 2330.TW TWD=X", 30);
	assert_true(due(b, "twse", 31) == CHAIN_NEVER); /* on standby, and says so */
	assert_int_equal(b->list.items[find(b, "twse")].state.status, SOURCE_WAITING);
	answer(b, "yahoo-spark", "NVDA AMD TWD=X", 60);
	assert_int_equal(due(b, "twse", 9500), 9500);
}

static void nothing_is_planned_anew_while_all_is_well(void **state)
{
	struct bench *b = *state;
	assert_true(chain_take_change(&b->chain));
	for (int minute = 0; minute < 10; minute++) {
		answer(b, "yahoo-spark", "NVDA AMD 2330.TW TWD=X", minute * 60);
		assert_false(chain_take_change(&b->chain));
	}
	answer(b, "yahoo-spark", "NVDA AMD 2330.TW", 600);
	assert_true(chain_take_change(&b->chain));
}

#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BENCH(nobody_stands_in_before_the_first_has_been_asked),
		ON_BENCH(a_try_at_the_other_host_is_no_failure_yet),
		ON_BENCH(the_second_is_asked_at_the_interval_until_the_first_is_back),
		ON_BENCH(a_failing_second_backs_off_while_the_third_serves),
		ON_BENCH(a_symbol_that_nobody_knows_is_asked_for_once_an_hour),
		ON_BENCH(a_host_at_rest_lets_the_next_one_in_and_is_asked_after),
		ON_BENCH(a_refusal_on_standby_is_not_forgotten),
		ON_BENCH(a_history_that_stands_in_lasts_a_day),
		ON_BENCH(what_has_published_all_it_has_is_asked_when_there_is_more),
		ON_BENCH(nothing_is_planned_anew_while_all_is_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
