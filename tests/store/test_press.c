#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static size_t put(struct store *s, struct headline h)
{
	struct error err = { "" };
	size_t added = 99;
	assert_done(store_put_headlines(s, &h, 1, &added, &err), &err);
	headline_release(&h);
	return added;
}

static void get(struct store *s, struct press_query query, struct headline_list *list)
{
	struct error err = { "" };
	assert_done(store_get_headlines(s, &query, list, &err), &err);
}

/* Titles of the answer, in order, joined by '|'. */
static void assert_titles(struct store *s, struct press_query query, const char *titles)
{
	struct headline_list list;
	struct buffer joined;
	buffer_init(&joined, 0);
	get(s, query, &list);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(buffer_format(&joined, "%s%s", i ? "|" : "", list.items[i].title), 0);
	assert_string_equal(buffer_text(&joined), titles);
	buffer_release(&joined);
	headline_list_release(&list);
}

static struct headline get_one(struct store *s)
{
	struct headline_list list;
	get(s, (struct press_query){ 0 }, &list);
	assert_int_equal(list.count, 1);
	struct headline h = list.items[0];
	free(list.items);
	return h;
}

static struct headline about(struct headline h, const char *first, const char *second)
{
	strcpy(h.companies[0], first);
	h.company_count = 1;
	if (second)
		strcpy(h.companies[h.company_count++], second);
	return h;
}

static void a_search_that_is_too_long_is_refused(void **state)
{
	struct store *s = *state;
	struct headline_list list;
	struct error err;
	char words[600];
	memset(words, 'a', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	assert_int_equal(store_get_headlines(s, &(struct press_query){ .words = words }, &list, &err), -1);
	assert_contains(err.text, "at most 511 characters");
	assert_null(list.items);
	assert_int_equal(store_get_headlines(s, &(struct press_query){ .words = "a b c d e f g h i j k l m n o p q" },
					     &list, &err),
			 -1);
	assert_contains(err.text, "at most 16 words");
}

static void a_known_item_is_updated_and_keeps_row_and_read_mark(void **state)
{
	struct store *s = *state;
	struct headline h = sample_headline("1", "Nvidia rises", NOON);
	h.read = true;
	assert_int_equal(put(s, h), 1);
	struct headline before = get_one(s);
	h = sample_headline("1", "Nvidia falls", NOON + 60);
	h.fetched = NOON + 99;
	assert_int_equal(put(s, h), 0);
	struct headline after = get_one(s);
	assert_string_equal(after.title, "Nvidia falls");
	assert_int_equal(after.row, before.row);
	assert_int_equal(after.time, NOON + 60);
	assert_int_equal(after.fetched, NOON + 99);
	assert_true(after.read);
	headline_release(&before);
	headline_release(&after);
}

static void the_same_id_of_another_source_is_another_item(void **state)
{
	struct store *s = *state;
	struct headline h = sample_headline("1", "b", NOON);
	strcpy(h.source, "paper");
	strcpy(h.url, "https://paper.org/");
	assert_int_equal(put(s, sample_headline("1", "a", NOON + 1)), 1);
	assert_int_equal(put(s, h), 1);
	assert_titles(s, (struct press_query){ 0 }, "a|b");
	assert_titles(s, (struct press_query){ .source = "paper" }, "b");
}

static void an_item_that_says_nothing_new_is_not_written(void **state)
{
	struct store *s = *state;
	put(s, about(sample_headline("1", "a", NOON), "NVDA", "AMD"));
	int before = sqlite3_total_changes(s->db);
	put(s, about(sample_headline("1", "a", NOON), "NVDA", "AMD"));
	assert_int_equal(sqlite3_total_changes(s->db), before);
}

static void an_item_without_a_time_keeps_the_first_until_the_feed_gives_one(void **state)
{
	struct store *s = *state;
	struct headline h = sample_headline("1", "a", NOON);
	h.time_is_fetch_time = true;
	put(s, h);
	h = sample_headline("1", "a", NOON + 600);
	h.time_is_fetch_time = true;
	put(s, h);
	h = get_one(s);
	assert_int_equal(h.time, NOON);
	assert_true(h.time_is_fetch_time);
	headline_release(&h);
	put(s, sample_headline("1", "a", NOON - 600));
	h = get_one(s);
	assert_int_equal(h.time, NOON - 600);
	assert_false(h.time_is_fetch_time);
	headline_release(&h);
	h = sample_headline("1", "b", NOON + 1200);
	h.time_is_fetch_time = true;
	put(s, h);
	h = get_one(s);
	assert_int_equal(h.time, NOON - 600);
	assert_false(h.time_is_fetch_time);
	headline_release(&h);
}

static void every_field_of_a_headline_comes_back(void **state)
{
	struct store *s = *state;
	struct headline h =
		about(sample_headline("tag:example.org,2026:é", "半導体 — “chips”", NOON), "NVDA", "9984.T");
	free(h.summary);
	h.summary = strdup("It's; DROP TABLE headline; -- \"quoted\"");
	assert_non_null(h.summary);
	put(s, h);
	h = get_one(s);
	assert_true(h.row > 0);
	assert_string_equal(h.id, "tag:example.org,2026:é");
	assert_string_equal(h.title, "半導体 — “chips”");
	assert_string_equal(h.url, "https://example.org/a");
	assert_string_equal(h.summary, "It's; DROP TABLE headline; -- \"quoted\"");
	assert_string_equal(h.author, "A. Writer");
	assert_string_equal(h.source, "wire");
	assert_string_equal(h.language, "en");
	assert_int_equal(h.time, NOON);
	assert_int_equal(h.fetched, NOON);
	assert_false(h.read);
	assert_int_equal(h.company_count, 2);
	assert_string_equal(h.companies[0], "NVDA");
	assert_string_equal(h.companies[1], "9984.T");
	headline_release(&h);
}

static void newest_come_first_and_the_limit_cuts_the_old(void **state)
{
	struct store *s = *state;
	struct headline_list list;
	put(s, sample_headline("1", "old", NOON - 60));
	put(s, sample_headline("2", "new", NOON + 60));
	put(s, sample_headline("3", "mid", NOON));
	put(s, sample_headline("4", "mid, stored later", NOON));
	assert_titles(s, (struct press_query){ 0 }, "new|mid, stored later|mid|old");
	assert_titles(s, (struct press_query){ .limit = 2 }, "new|mid, stored later");
	for (int i = 0; i < 120; i++) {
		char id[16];
		snprintf(id, sizeof id, "n%d", i);
		put(s, sample_headline(id, "x", NOON));
	}
	get(s, (struct press_query){ 0 }, &list);
	assert_int_equal(list.count, 100);
	headline_list_release(&list);
}

static void all_words_must_occur_in_any_case(void **state)
{
	struct store *s = *state;
	struct headline h = sample_headline("1", "Nvidia sells chips", NOON);
	free(h.summary);
	h.summary = strdup("A record QUARTER");
	assert_non_null(h.summary);
	put(s, h);
	put(s, sample_headline("2", "Nvidia buys power", NOON - 1));
	assert_titles(s, (struct press_query){ .words = "nvidia" }, "Nvidia sells chips|Nvidia buys power");
	assert_titles(s, (struct press_query){ .words = "  NVIDIA\tquarter " }, "Nvidia sells chips");
	assert_titles(s, (struct press_query){ .words = "nvidia gas" }, "");
	assert_titles(s, (struct press_query){ .words = "   " }, "Nvidia sells chips|Nvidia buys power");
}

static void metacharacters_in_words_are_only_characters(void **state)
{
	struct store *s = *state;
	put(s, sample_headline("1", "up 5% today", NOON));
	put(s, sample_headline("2", "up 50 today", NOON - 1));
	put(s, sample_headline("3", "snake_case", NOON - 2));
	put(s, sample_headline("4", "snakeXcase", NOON - 3));
	put(s, sample_headline("5", "C:\\temp", NOON - 4));
	put(s, sample_headline("6", "it's \"so\"; --", NOON - 5));
	assert_titles(s, (struct press_query){ .words = "5%" }, "up 5% today");
	assert_titles(s, (struct press_query){ .words = "%" }, "up 5% today");
	assert_titles(s, (struct press_query){ .words = "snake_" }, "snake_case");
	assert_titles(s, (struct press_query){ .words = "\\" }, "C:\\temp");
	assert_titles(s, (struct press_query){ .words = "it's \"so\"; --" }, "it's \"so\"; --");
	assert_titles(s, (struct press_query){ .words = "' OR 1=1 --" }, "");
	assert_titles(s, (struct press_query){ .company = "' OR 1=1 --" }, "");
	assert_titles(s, (struct press_query){ .source = "wire' OR 1=1 --" }, "");
}

static void filters_narrow_together(void **state)
{
	struct store *s = *state;
	struct headline h = about(sample_headline("1", "read", NOON), "NVDA", NULL);
	h.read = true;
	put(s, h);
	put(s, about(sample_headline("2", "both", NOON - 1), "AMD", "NVDA"));
	put(s, about(sample_headline("3", "amd", NOON - 2), "AMD", NULL));
	put(s, about(sample_headline("4", "old", NOON - DAY), "NVDA", NULL));
	assert_titles(s, (struct press_query){ .company = "NVDA" }, "read|both|old");
	assert_titles(s, (struct press_query){ .company = "NVDA", .since = NOON - 1 }, "read|both");
	assert_titles(s, (struct press_query){ .since = NOON - 2 }, "read|both|amd");
	assert_titles(s, (struct press_query){ .unread_only = true }, "both|amd|old");
	assert_titles(s, (struct press_query){ .company = "NVDA", .unread_only = true, .words = "o", .limit = 1 },
		      "both");
	assert_titles(s, (struct press_query){ .company = "NVDA", .source = "wire", .words = "LD" }, "old");
	assert_titles(s, (struct press_query){ .company = "NVDA", .source = "paper" }, "");
}

static void companies_follow_an_update(void **state)
{
	struct store *s = *state;
	put(s, about(sample_headline("1", "a", NOON), "NVDA", "AMD"));
	put(s, about(sample_headline("2", "b", NOON + 1), "AMD", NULL));
	put(s, about(sample_headline("1", "a", NOON + 5), "AMD", "AMD"));
	assert_titles(s, (struct press_query){ .company = "NVDA" }, "");
	assert_titles(s, (struct press_query){ .company = "AMD" }, "a|b");
	put(s, sample_headline("1", "a", NOON + 5));
	assert_titles(s, (struct press_query){ .company = "AMD" }, "b");
}

static void pruning_takes_older_items_and_their_companies(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, about(sample_headline("1", "old", NOON - 1), "NVDA", NULL));
	put(s, about(sample_headline("2", "new", NOON), "NVDA", NULL));
	assert_done(store_prune_headlines(s, NOON, &err), &err);
	assert_titles(s, (struct press_query){ 0 }, "new");
	assert_titles(s, (struct press_query){ .company = "NVDA" }, "new");
	assert_done(store_check(s, &err), &err);
}

static void a_put_that_fails_half_way_leaves_nothing(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	size_t added = 99;
	struct headline items[] = { sample_headline("1", "a", NOON), sample_headline("2", "b", NOON) };
	assert_done(store_execute(s,
				  "CREATE TRIGGER t BEFORE INSERT ON headline WHEN new.identity = '2'"
				  " BEGIN SELECT raise(ABORT, 'refused here'); END",
				  &err),
		    &err);
	assert_int_equal(store_put_headlines(s, items, 2, &added, &err), -1);
	assert_contains(err.text, "refused here");
	assert_int_equal(added, 0);
	assert_titles(s, (struct press_query){ 0 }, "");
	/* Inside a transaction it takes back its own half alone. */
	assert_done(store_begin(s, &err), &err);
	assert_done(store_put_note(s, "n", "kept", &err), &err);
	assert_int_equal(store_put_headlines(s, items, 2, &added, &err), -1);
	assert_done(store_commit(s, &err), &err);
	assert_titles(s, (struct press_query){ 0 }, "");
	char value[16];
	assert_done(store_get_note(s, "n", value, sizeof value, &err), &err);
	assert_string_equal(value, "kept");
	headline_release(&items[0]);
	headline_release(&items[1]);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_search_that_is_too_long_is_refused),
		MEMORY(a_known_item_is_updated_and_keeps_row_and_read_mark),
		MEMORY(the_same_id_of_another_source_is_another_item),
		MEMORY(an_item_that_says_nothing_new_is_not_written),
		MEMORY(an_item_without_a_time_keeps_the_first_until_the_feed_gives_one),
		MEMORY(every_field_of_a_headline_comes_back),
		MEMORY(newest_come_first_and_the_limit_cuts_the_old),
		MEMORY(all_words_must_occur_in_any_case),
		MEMORY(metacharacters_in_words_are_only_characters),
		MEMORY(filters_narrow_together),
		MEMORY(companies_follow_an_update),
		MEMORY(pruning_takes_older_items_and_their_companies),
		MEMORY(a_put_that_fails_half_way_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
