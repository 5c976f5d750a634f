#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct copy {
	const char *source, *id, *title, *url, *summary, *company;
	int64_t time;
};

static void put(struct store *s, struct copy c)
{
	struct error err = { "" };
	struct headline h = sample_headline(c.id ? c.id : c.title, c.title, c.time ? c.time : NOON);
	free(h.url);
	free(h.summary);
	h.url = strdup(c.url ? c.url : "");
	h.summary = strdup(c.summary ? c.summary : "");
	assert_true(h.url && h.summary);
	snprintf(h.source, sizeof h.source, "%s", c.source);
	if (c.company)
		strcpy(h.companies[h.company_count++], c.company);
	assert_done(store_put_headlines(s, &h, 1, NULL, &err), &err);
	headline_release(&h);
}

static struct headline_list get(struct store *s, struct press_query query)
{
	struct error err = { "" };
	struct headline_list list;
	assert_done(store_get_headlines(s, &query, &list, &err), &err);
	return list;
}

/* Each story as its sources, in order: "wire+paper|post". */
static void assert_stories(struct store *s, struct press_query query, const char *expected)
{
	struct headline_list list = get(s, query);
	struct buffer joined;
	buffer_init(&joined, 0);
	for (size_t i = 0; i < list.count; i++) {
		assert_int_equal(buffer_format(&joined, "%s", i ? "|" : ""), 0);
		for (size_t k = 0; k < list.items[i].source_count; k++)
			assert_int_equal(buffer_format(&joined, "%s%s", k ? "+" : "", list.items[i].sources[k]), 0);
		assert_true(list.items[i].story_count >= list.items[i].source_count);
		assert_string_equal(list.items[i].source, list.items[i].sources[0]);
	}
	assert_string_equal(buffer_text(&joined), expected);
	buffer_release(&joined);
	headline_list_release(&list);
}

static void stories(struct store *s, const char *expected)
{
	assert_stories(s, (struct press_query){ 0 }, expected);
}

#define TITLE "Nvidia to invest up to $100bn in OpenAI"

static void stock_titles_never_fold(void **state)
{
	static const char *const titles[] = { "Form 8-K",
					      "Press release",
					      "Third quarter 2026 financial results",
					      "Results of the fourth quarter and full year",
					      "Résultats du premier semestre 2026",
					      "Q3 results",
					      "決算短信" };
	struct store *s = *state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		put(s, (struct copy){ .source = "nvidia",
				      .title = titles[i],
				      .url = "https://nvidia.example/1",
				      .time = NOON - (int64_t)i });
		put(s, (struct copy){ .source = "amd",
				      .title = titles[i],
				      .url = "https://amd.example/1",
				      .time = NOON - (int64_t)i });
	}
	struct headline_list list = get(s, (struct press_query){ 0 });
	assert_int_equal(list.count, 14);
	headline_list_release(&list);
}

static void two_filings_of_one_source_stay_two(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "sec",
			      .id = "a",
			      .title = "8-K - NVIDIA CORP (0001045810) (Filer)",
			      .url = "https://sec.example/a" });
	put(s, (struct copy){ .source = "sec",
			      .id = "b",
			      .title = "8-K - NVIDIA CORP (0001045810) (Filer)",
			      .url = "https://sec.example/b" });
	stories(s, "sec|sec");
}

static void titles_of_different_firms_stay_apart(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .title = "Chip maker shares fall after results", .company = "NVDA" });
	put(s, (struct copy){ .source = "b", .title = "Chip maker shares fall after results", .company = "AMD" });
	stories(s, "b|a");
	put(s, (struct copy){ .source = "c", .title = "Chip maker shares fall after results" });
	stories(s, "b|a+c");
}

static void a_title_two_days_later_is_another_story(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .title = TITLE, .time = NOON });
	put(s, (struct copy){ .source = "b", .title = TITLE, .time = NOON + 2 * DAY });
	stories(s, "b|a");
	put(s, (struct copy){ .source = "c", .title = TITLE, .time = NOON + DAY + DAY / 2 - 1 });
	stories(s, "b|a+c");
}

static void an_opaque_relay_and_a_whole_site_are_no_addresses(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a",
			      .title = "One headline about Oracle",
			      .url = "https://news.google.com/rss/articles/CB?oc=5" });
	put(s, (struct copy){ .source = "b",
			      .title = "Another headline on SoftBank",
			      .url = "https://news.google.com/rss/articles/CB?oc=5" });
	put(s,
	    (struct copy){ .source = "c", .title = "A third headline of somebody", .url = "https://www.example.org/" });
	put(s, (struct copy){ .source = "d", .title = "A fourth headline of somebody", .url = "https://example.org" });
	stories(s, "d|c|b|a");
}

static void copies_of_a_title_fold_whatever_papers_make_of_it(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .title = TITLE });
	put(s, (struct copy){ .source = "b", .title = "NVIDIA to Invest Up to $100bn in OpenAI - Reuters" });
	put(s, (struct copy){ .source = "c", .title = "“Nvidia to invest up to $100bn in OpenAI”" });
	put(s, (struct copy){ .source = "d",
			      .title = "Nvidia to invest – up to $100bn – in OpenAI | Some Paper",
			      .time = NOON + 60 });
	put(s, (struct copy){ .source = "e", .title = "Nvidia to invest up to $10bn in OpenAI", .time = NOON - 60 });
	stories(s, "a+b+c+d|e");
}

static void a_copy_of_an_address_folds_without_what_counts_readers(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a",
			      .title = "A headline",
			      .url = "https://www.paper.example/story/?utm_source=rss&id=4#top" });
	put(s, (struct copy){ .source = "b",
			      .title = "Quite another wording",
			      .url = "http://paper.example/story?id=4&utm_medium=feed" });
	put(s, (struct copy){ .source = "c", .title = "A headline", .url = "https://www.paper.example/story?id=5" });
	stories(s, "c|a+b");
}

static void the_item_with_a_summary_leads(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .title = TITLE, .time = NOON });
	put(s, (struct copy){ .source = "b", .title = TITLE, .time = NOON + 600, .summary = "It said so." });
	put(s, (struct copy){ .source = "c", .title = TITLE, .time = NOON + 300, .summary = "It did." });
	stories(s, "b+a+c");
	struct headline_list list = get(s, (struct press_query){ 0 });
	assert_int_equal(list.items[0].story, 1);
	assert_int_equal(list.items[0].story_count, 3);
	assert_int_equal(list.items[0].time, NOON + 600);
	headline_list_release(&list);
}

static void an_item_that_no_longer_matches_leaves(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .id = "1", .title = TITLE, .time = NOON, .summary = "x" });
	put(s, (struct copy){ .source = "b", .id = "1", .title = TITLE, .time = NOON + 1 });
	put(s, (struct copy){ .source = "c", .id = "1", .title = TITLE, .time = NOON + 2 });
	stories(s, "a+b+c");
	put(s, (struct copy){ .source = "a",
			      .id = "1",
			      .title = "Nvidia never meant to invest in OpenAI",
			      .time = NOON,
			      .summary = "x" });
	stories(s, "b+c|a");
	put(s, (struct copy){ .source = "a", .id = "1", .title = TITLE, .time = NOON, .summary = "x" });
	stories(s, "a+b+c");
	put(s, (struct copy){ .source = "b", .id = "1", .title = TITLE, .time = NOON + 9 * DAY });
	stories(s, "b|a+c");
	struct error err = { "" };
	assert_done(store_check(s, &err), &err);
}

static void one_that_matched_only_by_the_leaver_leaves_with_it(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .id = "1", .title = TITLE, .url = "https://a.example/1" });
	put(s, (struct copy){ .source = "b", .id = "1", .title = TITLE, .url = "https://b.example/1" });
	put(s, (struct copy){
		       .source = "c", .id = "1", .title = "Worded in some other way", .url = "https://b.example/1" });
	stories(s, "a+b+c");
	put(s,
	    (struct copy){
		    .source = "b", .id = "1", .title = "This is about something else", .url = "https://b.example/1" });
	stories(s, "b+c|a");
}

static void any_copy_answers_for_its_story(void **state)
{
	struct store *s = *state;
	put(s, (struct copy){ .source = "a", .title = TITLE, .time = NOON });
	put(s, (struct copy){
		       .source = "b", .title = TITLE, .time = NOON + 9, .summary = "Huang spoke.", .company = "NVDA" });
	put(s, (struct copy){ .source = "c", .title = "Something about nobody at all", .time = NOON - 60 });
	put(s,
	    (struct copy){
		    .source = "d", .title = TITLE, .time = NOON + 10, .summary = "Altman, too.", .company = "NVDA" });
	assert_stories(s, (struct press_query){ .source = "a" }, "b+a+d");
	assert_stories(s, (struct press_query){ .source = "d" }, "b+a+d");
	assert_stories(s, (struct press_query){ .company = "NVDA" }, "b+a+d");
	assert_stories(s, (struct press_query){ .words = "altman" }, "b+a+d");
	assert_stories(s, (struct press_query){ .words = "altman", .source = "a" }, "");
	assert_stories(s, (struct press_query){ .words = "nvidia", .limit = 1 }, "b+a+d");
	assert_stories(s, (struct press_query){ .limit = 2 }, "b+a+d|c");
	struct headline_list list = get(s, (struct press_query){ .source = "a" });
	assert_int_equal(list.items[0].company_count, 1);
	headline_list_release(&list);
}

static void a_story_has_one_read_mark(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, (struct copy){ .source = "a", .title = TITLE, .time = NOON });
	put(s, (struct copy){ .source = "b", .title = TITLE, .time = NOON + 1 });
	put(s, (struct copy){ .source = "c", .title = "Something about nobody at all", .time = NOON - 60 });
	int64_t rows[] = { 2, 77 };
	assert_done(store_mark_read(s, rows, 2, true, &err), &err);
	assert_stories(s, (struct press_query){ .unread_only = true }, "c");
	put(s, (struct copy){ .source = "d", .title = TITLE, .time = NOON + 2, .summary = "more" });
	assert_stories(s, (struct press_query){ .unread_only = true }, "c");
	stories(s, "d+a+b|c");
	assert_done(store_mark_read(s, rows, 1, false, &err), &err);
	assert_stories(s, (struct press_query){ .unread_only = true }, "d+a+b|c");
	assert_done(store_mark_read_until(s, NOON - 60, &err), &err);
	assert_stories(s, (struct press_query){ .unread_only = true }, "d+a+b");
	assert_done(store_mark_read_until(s, INT64_MAX, &err), &err);
	assert_stories(s, (struct press_query){ .unread_only = true }, "");
}

static void pruning_hands_the_lead_on(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, (struct copy){ .source = "a", .title = TITLE, .time = NOON, .summary = "x", .company = "NVDA" });
	put(s, (struct copy){ .source = "b", .title = TITLE, .time = NOON + 100, .company = "NVDA" });
	put(s, (struct copy){ .source = "c", .title = TITLE, .time = NOON + 50 });
	assert_done(store_prune_headlines(s, NOON + 1, &err), &err);
	stories(s, "b+c");
	assert_stories(s, (struct press_query){ .company = "NVDA", .since = NOON + 100 }, "b+c");
	put(s, (struct copy){ .source = "d", .title = TITLE, .time = NOON + 200 });
	stories(s, "b+c+d");
	assert_done(store_check(s, &err), &err);
}

static void items_behind_a_row_come_each_alone(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct headline_list list;
	put(s, (struct copy){ .source = "a", .title = TITLE });
	put(s, (struct copy){ .source = "b", .title = TITLE });
	put(s, (struct copy){ .source = "c", .title = TITLE });
	assert_done(store_get_headlines_after(s, 1, &list, &err), &err);
	assert_int_equal(list.count, 2);
	assert_true(list.items[0].row == 2 && list.items[1].row == 3);
	headline_list_release(&list);
}

static void what_an_older_program_stored_is_folded_bit_by_bit(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct buffer sql;
	bool more = true;
	read_file("tests/fixtures/store/schema-3.sql", &sql);
	run_sql(scratch->path, buffer_text(&sql));
	buffer_release(&sql);
	run_sql(scratch->path, "DELETE FROM headline; INSERT INTO headline (source, identity, title, url, summary, "
			       "author, language, time,"
			       " time_is_fetch_time, fetched, read) VALUES ('a', '1', '" TITLE
			       "', '', '', '', 'en', 1787227200, 0, 0, 1),"
			       " ('b', '1', '" TITLE " - CNBC', '', 'x', '', 'en', 1787227201, 0, 0, 0)");
	struct store *s = open_store(scratch->path, STORE_WRITE);
	stories(s, "b|a");
	while (more)
		assert_done(store_tidy_press(s, &more, &err), &err);
	stories(s, "b+a");
	assert_stories(s, (struct press_query){ .words = "openai" }, "b+a");
	assert_done(store_check(s, &err), &err);
	put(s, (struct copy){ .source = "b", .id = "1", .title = TITLE, .time = NOON + 1 }); /* known by its identity */
	stories(s, "a+b");
	store_free(s);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(stock_titles_never_fold),
		MEMORY(two_filings_of_one_source_stay_two),
		MEMORY(titles_of_different_firms_stay_apart),
		MEMORY(a_title_two_days_later_is_another_story),
		MEMORY(an_opaque_relay_and_a_whole_site_are_no_addresses),
		MEMORY(copies_of_a_title_fold_whatever_papers_make_of_it),
		MEMORY(a_copy_of_an_address_folds_without_what_counts_readers),
		MEMORY(the_item_with_a_summary_leads),
		MEMORY(an_item_that_no_longer_matches_leaves),
		MEMORY(one_that_matched_only_by_the_leaver_leaves_with_it),
		MEMORY(any_copy_answers_for_its_story),
		MEMORY(a_story_has_one_read_mark),
		MEMORY(pruning_hands_the_lead_on),
		MEMORY(items_behind_a_row_come_each_alone),
		cmocka_unit_test_setup_teardown(what_an_older_program_stored_is_folded_bit_by_bit, scratch_setup,
						scratch_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
