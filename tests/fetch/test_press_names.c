/* A press feed through its source: items are tagged by the names that the settings hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/source.h"
#include "market/name_book.h"

static const char feed_text[] =
	"<rss version='2.0'><channel><title>Press</title>"
	"<item><title>Acme falls, Oracle rises</title><link>https://press.example/1</link></item>"
	"<item><title>Rain</title><link>https://press.example/2</link>"
	"<description>Over the Zürich works of ACME, says SMCI</description></item>"
	"</channel></rss>";

/* Parses the feed under these settings. */
static void read_feed(const struct name_book *names, const char *company, struct batch *batch)
{
	struct source_feed feed = { "example-press", "https://press.example/feed", "en", company, 900 };
	struct source_settings settings = { .base_currency = "USD", .feeds = &feed, .feed_count = 1, .names = names };
	struct source_state state = { .name = "example-press" };
	struct source source = { .class = &source_press, .state = state, .settings = &settings, .feed = &feed };
	struct http_response answer = { .status = 200 };
	struct error err = { "" };
	buffer_init(&answer.headers, 0);
	buffer_init(&answer.body, 0);
	buffer_append_text(&answer.body, feed_text);
	batch_init(batch);
	if (source_press.parse(&source, &answer, 1790000000, batch, &err))
		fail_msg("%s", err.text);
	assert_int_equal(batch->headline_count, 2);
	http_response_release(&answer);
}

static void a_persons_company_is_tagged_by_its_names(void **state)
{
	static const struct name_rule own[] = { { .symbol = "ACME.SW", .name = "Acme" } };
	static const char watched[][SYMBOL_SIZE] = { "SMCI" };
	static const char *const without[] = { "oracle" };
	struct name_choice choice = { .own = own,
				      .own_count = 1,
				      .without = without,
				      .without_count = 1,
				      .watched = watched,
				      .watched_count = 1 };
	struct name_book names;
	struct batch batch;
	(void)state;
	assert_int_equal(name_book_init(&names, &choice), 0);
	read_feed(&names, "", &batch);
	assert_int_equal(batch.headlines[0].company_count, 1);
	assert_string_equal(batch.headlines[0].companies[0], "ACME.SW");
	assert_int_equal(batch.headlines[1].company_count, 2);
	assert_string_equal(batch.headlines[1].companies[0], "ACME.SW");
	assert_string_equal(batch.headlines[1].companies[1], "SMCI");
	batch_release(&batch);
	name_book_release(&names);
}

static void without_a_change_the_built_in_names_hold(void **state)
{
	struct name_book names;
	struct batch batch;
	(void)state;
	assert_int_equal(name_book_init(&names, &(struct name_choice){ 0 }), 0);
	read_feed(&names, "NVDA", &batch);
	assert_int_equal(batch.headlines[0].company_count, 2);
	assert_string_equal(batch.headlines[0].companies[0], "NVDA");
	assert_string_equal(batch.headlines[0].companies[1], "ORCL");
	assert_int_equal(batch.headlines[1].company_count, 1);
	batch_release(&batch);
	name_book_release(&names);
}

static void without_names_only_the_feeds_company_is_known(void **state)
{
	struct batch batch;
	(void)state;
	read_feed(NULL, "ORCL", &batch);
	assert_int_equal(batch.headlines[0].company_count, 1);
	assert_int_equal(batch.headlines[1].company_count, 1);
	assert_string_equal(batch.headlines[1].companies[0], "ORCL");
	batch_release(&batch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_persons_company_is_tagged_by_its_names),
		cmocka_unit_test(without_a_change_the_built_in_names_hold),
		cmocka_unit_test(without_names_only_the_feeds_company_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
