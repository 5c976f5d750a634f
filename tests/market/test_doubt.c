#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/doubt.h"

#define NOW INT64_C(1787251683) /* 2026-08-20T18:48:03Z */
#define DAY 86400

static struct quote make(double price, double previous, int64_t as_of)
{
	struct quote q;
	quote_init(&q);
	strcpy(q.symbol, "NVDA");
	strcpy(q.currency, "USD");
	strcpy(q.source, "yahoo-spark");
	q.price = price;
	q.previous_close = previous;
	q.as_of = as_of;
	q.fetched = NOW;
	quote_complete(&q);
	return q;
}

static bool is_doubtful(struct quote q, const struct quote *stored)
{
	char sentence[200] = "";
	bool doubtful = quote_is_doubtful(&q, stored, NULL, 0, sentence, sizeof sentence);
	assert_true(doubtful == (*sentence != '\0'));
	return doubtful;
}

static void a_price_far_from_the_stored_one_is_doubtful(void **state)
{
	(void)state;
	struct quote stored = make(217.37, 211, NOW - 600);
	static const double far[] = { 21737, 2.1737, 1100, 43 }, near[] = { 217.37, 1000, 44 };
	for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
		assert_true(is_doubtful(make(far[i], far[i], NOW), &stored));
		assert_true(is_doubtful(make(far[i], 211, NOW), &stored));
	}
	for (size_t i = 0; i < sizeof near / sizeof *near; i++)
		assert_false(is_doubtful(make(near[i], 211, NOW), &stored));
}

static void the_sentence_names_both_prices_and_the_time(void **state)
{
	(void)state;
	char sentence[200];
	struct quote stored = make(217.37, 211, NOW - 600), q = make(21737, 211, NOW);
	assert_true(quote_is_doubtful(&q, &stored, NULL, 0, sentence, sizeof sentence));
	assert_string_equal(sentence, "NVDA: not taken on one provider's word, 21737 USD where 217.37 is stored of "
				      "2026-08-20T18:38:03Z");
}

static void what_is_shipped_or_a_week_old_proves_nothing(void **state)
{
	(void)state;
	struct quote old = make(217.37, 211, NOW - 8 * DAY), shipped = make(217.37, 211, NOW - DAY);
	strcpy(shipped.source, SHIPPED_SOURCE);
	assert_false(is_doubtful(make(21737, 21000, NOW), &old));
	assert_false(is_doubtful(make(21737, 21000, NOW), &shipped));
	assert_false(is_doubtful(make(21737, (double)NAN, NOW), NULL));
}

static void without_a_stored_price_its_own_previous_close_is_the_proof(void **state)
{
	(void)state;
	assert_true(is_doubtful(make(21737, 211, NOW), NULL));
	assert_true(is_doubtful(make(2.1737, 211, NOW), NULL));
	assert_false(is_doubtful(make(400, 211, NOW), NULL));
}

static void another_currency_is_doubtful(void **state)
{
	(void)state;
	struct quote stored = make(217.37, 211, NOW - 600), q = make(220, 211, NOW);
	strcpy(q.currency, "TWD");
	assert_true(is_doubtful(q, &stored));
}

static void a_price_of_the_future_is_doubtful_whatever_it_is(void **state)
{
	(void)state;
	struct quote stored = make(217.37, 211, NOW - 600), tomorrow = make(218, 211, NOW + DAY);
	assert_true(is_doubtful(tomorrow, &stored));
	assert_true(is_doubtful(tomorrow, NULL));
	assert_true(quote_is_ahead(&tomorrow));
	assert_false(is_doubtful(make(218, 211, NOW + 600), &stored)); /* clocks differ */
}

static void a_split_explains_its_ratio_and_no_other(void **state)
{
	(void)state;
	char sentence[200];
	struct quote stored = make(1200, 1190, NOW - DAY);
	struct corporate_event split = { "NVDA", ACTION_SPLIT, NOW - NOW % DAY, 10, 1, 0, NOW, "yahoo-chart" };
	struct quote after = make(121, 119, NOW), wrong = make(12, 12, NOW);
	assert_true(quote_is_doubtful(&after, &stored, NULL, 0, sentence, sizeof sentence));
	assert_false(quote_is_doubtful(&after, &stored, &split, 1, sentence, sizeof sentence));
	assert_true(quote_is_doubtful(&wrong, &stored, &split, 1, sentence, sizeof sentence));
	split.time -= 30 * DAY;
	assert_true(quote_is_doubtful(&after, &stored, &split, 1, sentence, sizeof sentence));
}

static void parts_on_another_scale_are_left_out_of_a_quote_that_is_taken(void **state)
{
	(void)state;
	char sentence[200];
	struct quote stored = make(121, 119, NOW - 600), q = make(121.5, 1190, NOW);
	q.extended_price = 12150;
	assert_false(quote_is_doubtful(&q, &stored, NULL, 0, sentence, sizeof sentence));
	assert_true(isnan(q.change) && isnan(q.change_pct) && isnan(q.previous_close) && isnan(q.extended_price));
	assert_true(q.price == 121.5);
}

static void a_rate_that_doubles_is_doubtful(void **state)
{
	(void)state;
	char sentence[200];
	struct fx_rate stored = { "USD", "TWD", 31.6, NOW - 600, NOW - 600, "yahoo-spark" }, rate = stored;
	rate.as_of = rate.fetched = NOW;
	assert_false(rate_is_doubtful(&rate, &stored, sentence, sizeof sentence));
	assert_false(rate_is_doubtful(&rate, NULL, sentence, sizeof sentence));
	rate.rate = 3160;
	assert_true(rate_is_doubtful(&rate, &stored, sentence, sizeof sentence));
	assert_string_equal(sentence, "USDTWD: not taken on one provider's word, a rate of 3160 where 31.6 is stored");
	rate.rate = 31.6;
	rate.as_of = NOW + DAY;
	assert_true(rate_is_doubtful(&rate, &stored, sentence, sizeof sentence));
}

static void only_another_provider_confirms(void **state)
{
	(void)state;
	struct doubt_list list = { .next = 0 };
	struct doubt spark = { "NVDA", "USD", "yahoo", 21737 }, cnbc = { "NVDA", "USD", "cnbc", 21700 };
	assert_false(doubt_list_note(&list, &spark));
	assert_false(doubt_list_note(&list, &spark)); /* repeating it proves nothing */
	cnbc.price = 217;
	assert_false(doubt_list_note(&list, &cnbc)); /* something else */
	cnbc.price = 21700;
	strcpy(cnbc.currency, "TWD");
	assert_false(doubt_list_note(&list, &cnbc));
	strcpy(cnbc.currency, "USD");
	assert_true(doubt_list_note(&list, &cnbc));
}

static void the_oldest_doubts_are_forgotten(void **state)
{
	(void)state;
	struct doubt_list list = { .next = 0 };
	struct doubt d = { "", "USD", "yahoo", 10 };
	for (int i = 0; i <= DOUBTS_MAX; i++) {
		d.symbol[0] = (char)('A' + i / 26);
		d.symbol[1] = (char)('A' + i % 26);
		assert_false(doubt_list_note(&list, &d));
	}
	strcpy(d.provider, "cnbc");
	assert_true(doubt_list_note(&list, &d)); /* the last */
	strcpy(d.symbol, "AA");
	assert_false(doubt_list_note(&list, &d));
}

static void a_provider_is_the_first_word_of_a_source(void **state)
{
	(void)state;
	char provider[SOURCE_NAME_SIZE];
	doubt_provider("yahoo-spark-12", provider);
	assert_string_equal(provider, "yahoo");
	doubt_provider("cnbc", provider);
	assert_string_equal(provider, "cnbc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_price_far_from_the_stored_one_is_doubtful),
		cmocka_unit_test(the_sentence_names_both_prices_and_the_time),
		cmocka_unit_test(what_is_shipped_or_a_week_old_proves_nothing),
		cmocka_unit_test(without_a_stored_price_its_own_previous_close_is_the_proof),
		cmocka_unit_test(another_currency_is_doubtful),
		cmocka_unit_test(a_price_of_the_future_is_doubtful_whatever_it_is),
		cmocka_unit_test(a_split_explains_its_ratio_and_no_other),
		cmocka_unit_test(parts_on_another_scale_are_left_out_of_a_quote_that_is_taken),
		cmocka_unit_test(a_rate_that_doubles_is_doubtful),
		cmocka_unit_test(only_another_provider_confirms),
		cmocka_unit_test(the_oldest_doubts_are_forgotten),
		cmocka_unit_test(a_provider_is_the_first_word_of_a_source),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
