#include "tests/store/support.h"

#include <stdlib.h>
#include <string.h>

static struct candidate sample(const char *payer, const char *payee, double amount, int64_t time)
{
	struct candidate c = { .time = time,
			       .headline = 7,
			       .amount_low = 0,
			       .amount_high = amount,
			       .gw = (double)NAN,
			       .kind = STATEMENT_INVEST,
			       .delivery = DELIVERY_PLAN };
	strcpy(c.title, "A title");
	strcpy(c.url, "https://example.org/a");
	strcpy(c.source, "wire");
	strcpy(c.sentence, "Nvidia to invest up to $100bn in OpenAI");
	strcpy(c.amount_text, "up to $100bn");
	strcpy(c.currency, "USD");
	strcpy(c.payer, payer);
	strcpy(c.payee, payee);
	return c;
}

static size_t put(struct store *s, struct candidate c)
{
	struct error err = { "" };
	size_t added = 99;
	assert_done(store_put_candidates(s, &c, 1, &added, &err), &err);
	return added;
}

static size_t count(struct store *s, enum candidate_status status)
{
	struct error err = { "" };
	struct candidate *items;
	size_t n;
	assert_done(store_get_candidates(s, status, &items, &n, &err), &err);
	free(items);
	return n;
}

static void ten_papers_make_one_candidate(void **state)
{
	struct store *s = *state;
	for (int i = 0; i < 10; i++)
		assert_int_equal(put(s, sample("NVDA", "OAI", 100e9 + i * 1e7, NOON + i * DAY)), i == 0);
	assert_int_equal(put(s, sample("NVDA", "OAI", 100e9, NOON + 31 * DAY)), 1);
	assert_int_equal(put(s, sample("NVDA", "OAI", 110e9, NOON)), 1);
	assert_int_equal(put(s, sample("AMD", "OAI", 100e9, NOON)), 1);
	assert_int_equal(put(s, sample("NVDA", "ANTH", 100e9, NOON)), 1);
	struct candidate other = sample("NVDA", "OAI", 100e9, NOON);
	other.kind = STATEMENT_BUY;
	assert_int_equal(put(s, other), 1);
	other.kind = STATEMENT_INVEST;
	strcpy(other.currency, "EUR");
	assert_int_equal(put(s, other), 1);
	assert_int_equal(count(s, CANDIDATE_STATUSES), 7);
}

static void every_field_of_a_candidate_comes_back(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	bool found;
	struct candidate c = sample("NVDA", "OAI", 100e9, NOON), back;
	c.gw = 10;
	c.doubtful = true;
	c.kind = STATEMENT_CONTRACT;
	c.delivery = DELIVERY_RUMOUR;
	put(s, c);
	assert_done(store_get_candidate(s, "K1", &back, &found, &err), &err);
	assert_true(found);
	strcpy(c.id, "K1");
	assert_string_equal(back.id, "K1");
	assert_int_equal(back.status, CANDIDATE_WAITING);
	assert_true(back.time == c.time && back.headline == c.headline && back.doubtful);
	assert_string_equal(back.title, c.title);
	assert_string_equal(back.url, c.url);
	assert_string_equal(back.source, c.source);
	assert_string_equal(back.sentence, c.sentence);
	assert_string_equal(back.amount_text, c.amount_text);
	assert_true(back.amount_low == 0 && back.amount_high == 100e9 && back.gw == 10);
	assert_string_equal(back.currency, "USD");
	assert_string_equal(back.payer, "NVDA");
	assert_string_equal(back.payee, "OAI");
	assert_int_equal(back.kind, STATEMENT_CONTRACT);
	assert_int_equal(back.delivery, DELIVERY_RUMOUR);
}

static void one_that_was_refused_does_not_come_again(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	bool found;
	put(s, sample("NVDA", "OAI", 100e9, NOON));
	assert_done(store_set_candidate_status(s, "K1", CANDIDATE_REFUSED, &found, &err), &err);
	assert_true(found);
	assert_int_equal(put(s, sample("NVDA", "OAI", 100e9, NOON + DAY)), 0);
	assert_int_equal(count(s, CANDIDATE_WAITING), 0);
	assert_int_equal(count(s, CANDIDATE_REFUSED), 1);
}

static void what_is_no_id_is_not_found(void **state)
{
	static const char *const ids[] = {
		"", "K", "K0", "k1", "1", "K1x", "K-1", "K99999999999999999999", "K 1", "K2"
	};
	struct store *s = *state;
	struct error err = { "" };
	struct candidate c;
	bool found;
	put(s, sample("NVDA", "OAI", 100e9, NOON));
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_done(store_get_candidate(s, ids[i], &c, &found, &err), &err);
		assert_false(found);
		assert_done(store_set_candidate_status(s, ids[i], CANDIDATE_REFUSED, &found, &err), &err);
		assert_false(found);
	}
	assert_int_equal(count(s, CANDIDATE_WAITING), 1);
}

static void ids_that_the_ledger_has_taken_are_not_given_again(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct deal_list deals = { 0 };
	struct candidate c = sample("NVDA", "OAI", 100e9, NOON), *items;
	size_t n;
	strcpy(c.id, "K41");
	deals.items = calloc(1, sizeof *deals.items);
	assert_non_null(deals.items);
	deals.count = deals.capacity = 1;
	candidate_to_deal(&c, &(struct deal_list){ 0 }, &deals.items[0]);
	assert_done(store_put_deals(s, &deals, &err), &err);
	put(s, sample("AMD", "OAI", 60e9, NOON));
	assert_done(store_get_candidates(s, CANDIDATE_WAITING, &items, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_string_equal(items[0].id, "K42");
	free(items);
	deal_list_release(&deals);
}

static void the_newest_come_first(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct candidate *items;
	size_t n;
	put(s, sample("NVDA", "OAI", 1e9, NOON));
	put(s, sample("NVDA", "OAI", 2e9, NOON + DAY));
	put(s, sample("NVDA", "OAI", 3e9, NOON - DAY));
	assert_done(store_get_candidates(s, CANDIDATE_WAITING, &items, &n, &err), &err);
	assert_int_equal(n, 3);
	assert_true(items[0].amount_high == 2e9 && items[2].amount_high == 3e9);
	free(items);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(what_is_no_id_is_not_found),
		MEMORY(ten_papers_make_one_candidate),
		MEMORY(every_field_of_a_candidate_comes_back),
		MEMORY(one_that_was_refused_does_not_come_again),
		MEMORY(ids_that_the_ledger_has_taken_are_not_given_again),
		MEMORY(the_newest_come_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
