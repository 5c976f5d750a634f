#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static void put(struct store *s, const char *id, const char *title, const char *summary, int64_t time)
{
	struct error err = { "" };
	struct headline h = sample_headline(id, title, time);
	free(h.summary);
	h.summary = strdup(summary);
	assert_non_null(h.summary);
	*h.url = '\0';
	assert_done(store_put_headlines(s, &h, 1, NULL, &err), &err);
	headline_release(&h);
}

/* Titles of the answer, in order, joined by '|'. */
static void assert_found(struct store *s, struct press_query query, const char *titles)
{
	struct headline_list list;
	struct buffer joined;
	struct error err = { "" };
	buffer_init(&joined, 0);
	assert_done(store_get_headlines(s, &query, &list, &err), &err);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(buffer_format(&joined, "%s%s", i ? "|" : "", list.items[i].title), 0);
	assert_string_equal(buffer_text(&joined), titles);
	buffer_release(&joined);
	headline_list_release(&list);
}

static void find(struct store *s, const char *words, const char *titles)
{
	assert_found(s, (struct press_query){ .words = words }, titles);
}

static void nothing_that_is_typed_breaks_the_question(void **state)
{
	static const char *const typed[] = {
		"\"",        "\"\"\"",      "\"abc",
		"abc\"",     "a\"b\"c",     "(((",
		")",         "abc*",        "^abc",
		"title:abc", "abc OR",      "NOT abc",
		"NEAR(abc)", "{a}",         "-abc",
		"abc AND",   "'abc'",       "abc; DROP TABLE headline",
		"%%%",       "___",         "\\\\\\",
		"abc+def",   "?1?",         ":abc",
		"@abc",      "$abc",        "\xff\xfe\xfd",
		"\xe5\x8d",  "abc\xc0\x80", "\x01\x02\x03",
		"rowid:1",   "press_text",  "*",
		"***",       ",,,",
	};
	struct store *s = *state;
	put(s, "1", "An ordinary headline", "", NOON);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		find(s, typed[i], "");
	put(s, "2", "say \"abc\" (OR not) abc* title:abc a\"b\"c", "", NOON + 1);
	find(s, "\"abc\"", "say \"abc\" (OR not) abc* title:abc a\"b\"c");
	find(s, "title:abc abc* (OR", "say \"abc\" (OR not) abc* title:abc a\"b\"c");
	find(s, "a\"b\"c", "say \"abc\" (OR not) abc* title:abc a\"b\"c");
}

static void a_word_of_five_hundred_bytes_is_found(void **state)
{
	struct store *s = *state;
	char title[600], word[512];
	for (size_t i = 0; i < sizeof word - 1; i++)
		word[i] = (char)('a' + i * i % 23);
	word[sizeof word - 1] = '\0';
	snprintf(title, sizeof title, "so %s it is", word);
	put(s, "1", title, "", NOON);
	find(s, word, title);
	word[510] = word[510] == 'x' ? 'y' : 'x';
	find(s, word, "");
}

static void the_trigrams_of_a_word_must_stand_together(void **state)
{
	struct store *s = *state;
	put(s, "1", "abcd xbcde", "", NOON);
	find(s, "abcde", "");
	find(s, "bcde", "abcd xbcde");
	put(s, "2", "first abc", "then def", NOON - 1);
	find(s, "abcdef", "");
	find(s, "abc def", "first abc");
}

static void any_script_is_found_in_any_case(void **state)
{
	struct store *s = *state;
	put(s, "1", "L'ÉNERGIE des centres", "", NOON);
	put(s, "2", "半導体の需要が拡大", "", NOON - 1);
	put(s, "3", "Инвестиции Яндекса", "", NOON - 2);
	put(s, "4", "엔비디아 주가", "", NOON - 3);
	put(s, "5", "ΑΘΗΝΑ nüchtern", "", NOON - 4);
	find(s, "énergie", "L'ÉNERGIE des centres");
	find(s, "半導体", "半導体の需要が拡大");
	find(s, "半導", "半導体の需要が拡大");
	find(s, "需", "半導体の需要が拡大");
	find(s, "ИНВЕСТИЦИИ", "Инвестиции Яндекса");
	find(s, "яндекс", "Инвестиции Яндекса");
	find(s, "비디", "엔비디아 주가");
	find(s, "αθηνα NÜCHTERN", "ΑΘΗΝΑ nüchtern");
	find(s, "é", "L'ÉNERGIE des centres");
}

static void short_words_narrow_what_long_ones_found(void **state)
{
	struct store *s = *state;
	put(s, "1", "Nvidia and AI", "", NOON);
	put(s, "2", "Nvidia and power", "", NOON - 1);
	put(s, "3", "AI alone", "", NOON - 2);
	find(s, "ai nvidia", "Nvidia and AI");
	find(s, "AI", "Nvidia and AI|AI alone");
	find(s, "a", "Nvidia and AI|Nvidia and power|AI alone");
	find(s, "an ai", "Nvidia and AI");
}

static void short_words_alone_look_at_the_newest_items(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, "old", "QZ of long ago", "", NOON - 10 * DAY);
	assert_done(store_begin(s, &err), &err);
	for (int i = 0; i < STORE_PRESS_RECENT - 1; i++) {
		char id[16];
		snprintf(id, sizeof id, "n%d", i);
		put(s, id, "nothing", "", NOON - i);
	}
	assert_done(store_commit(s, &err), &err);
	find(s, "qz", "QZ of long ago");
	put(s, "one more", "nothing", "", NOON);
	find(s, "qz", "");
	find(s, "qz long", "QZ of long ago");
	assert_found(s, (struct press_query){ .words = "qz", .source = "wire" }, "QZ of long ago");
}

static void the_index_follows_an_update(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, "1", "Oracle rises", "on Tuesday", NOON);
	put(s, "1", "Oracle falls", "on Wednesday", NOON);
	find(s, "rises", "");
	find(s, "tuesday", "");
	find(s, "falls wednesday", "Oracle falls");
	put(s, "1", "Oracle falls", "on Wednesday", NOON - 5 * DAY); /* stands elsewhere now */
	find(s, "falls", "Oracle falls");
	assert_found(s, (struct press_query){ .words = "falls", .since = NOON - DAY }, "");
	assert_done(store_check(s, &err), &err);
}

static void a_put_that_fails_leaves_the_index_as_it_was(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct headline items[] = { sample_headline("1", "Oracle falls", NOON), sample_headline("2", "b", NOON) };
	put(s, "1", "Oracle rises", "", NOON);
	assert_done(store_execute(s,
				  "CREATE TRIGGER t BEFORE INSERT ON headline WHEN new.identity = '2'"
				  " BEGIN SELECT raise(ABORT, 'refused here'); END",
				  &err),
		    &err);
	assert_int_equal(store_put_headlines(s, items, 2, NULL, &err), -1);
	find(s, "rises", "Oracle rises");
	find(s, "falls", "");
	assert_done(store_check(s, &err), &err);
	headline_release(&items[0]);
	headline_release(&items[1]);
}

static void pruning_takes_the_text_out(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put(s, "1", "an older headline", "", NOON - DAY);
	put(s, "2", "a newer headline", "", NOON);
	assert_done(store_prune_headlines(s, NOON, &err), &err);
	find(s, "headline", "a newer headline");
	find(s, "older", "");
	assert_done(store_check(s, &err), &err);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void put_at_random(struct store *s, uint32_t *seed)
{
	static const char *const words[] = { "Nvidia", "Oracle", "chips",    "power",  "billion", "AI",
					     "falls",  "rises",  "SoftBank", "半導体", "énergie", "Stargate" };
	char id[16], title[160] = "";
	for (uint32_t n = 1 + next_random(seed) % 7; n; n--) {
		strcat(title, words[next_random(seed) % 12]);
		strcat(title, n > 1 ? " " : "");
	}
	struct error err = { "" };
	snprintf(id, sizeof id, "%u", next_random(seed) % 300);
	struct headline h = sample_headline(id, title, NOON - next_random(seed) % (5 * DAY));
	snprintf(h.source, sizeof h.source, "paper-%u", next_random(seed) % 5);
	if (next_random(seed) % 4 == 0) {
		free(h.summary);
		h.summary = strdup("with a summary");
	}
	free(h.url);
	h.url = malloc(64);
	assert_true(h.url && h.summary);
	snprintf(h.url, 64, "https://example.org/%u", next_random(seed) % 200);
	if (next_random(seed) % 3 == 0)
		strcpy(h.companies[h.company_count++], next_random(seed) % 2 ? "NVDA" : "ORCL");
	assert_done(store_put_headlines(s, &h, 1, NULL, &err), &err);
	headline_release(&h);
}

static int64_t ask_number(struct store *s, const char *sql)
{
	struct sql_statement st;
	struct error err = { "" };
	assert_done(statement_prepare(&st, s, sql, &err), &err);
	assert_int_equal(statement_step(&st, &err), 1);
	int64_t number = statement_integer(&st);
	statement_finish(&st);
	return number;
}

/* What holds of any store, whatever came in. */
static void assert_sound(struct store *s)
{
	struct error err = { "" };
	assert_done(store_check(s, &err), &err);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM (SELECT story FROM headline GROUP BY story"
				       " HAVING sum(leads) <> 1)"),
			 0);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM (SELECT story FROM headline GROUP BY story"
				       " HAVING count(DISTINCT read) <> 1 OR count(DISTINCT place >> 28) <> 1"
				       " OR count(*) <> count(DISTINCT source))"),
			 0);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM headline WHERE leads AND place >> 28 <> time"), 0);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM headline WHERE id & 268435455 <> place & 268435455"), 0);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM headline_company c JOIN headline h ON h.id = c.headline"
				       " WHERE c.place <> h.place"),
			 0);
	assert_int_equal(ask_number(s, "SELECT count(*) FROM headline m WHERE leads AND summary = '' AND EXISTS"
				       " (SELECT 1 FROM headline WHERE story = m.story AND summary <> '')"),
			 0);
}

static void whatever_comes_in_stories_and_index_stay_sound(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	uint32_t seed = 20260820;
	bool more;
	for (int round = 0; round < 60; round++) {
		for (int i = 0; i < 50; i++)
			put_at_random(s, &seed);
		int64_t row = next_random(&seed) % 1000;
		assert_done(store_mark_read(s, &row, 1, true, &err), &err);
		if (round % 7 == 6)
			assert_done(store_prune_headlines(s, NOON - next_random(&seed) % (5 * DAY), &err), &err);
		if (round % 3 == 2)
			assert_done(store_tidy_press(s, &more, &err), &err);
		assert_sound(s);
	}
	assert_true(ask_number(s, "SELECT count(*) FROM headline WHERE story <> id") > 50);
	assert_done(store_vacuum(s, &err), &err);
	assert_sound(s);
}

static void a_search_agrees_with_reading_everything(void **state)
{
	static const char *const questions[] = {
		"nvidia", "nvidia oracle",    "chips ai", "半導体 power", "rises falls billion",
		"gate",   "summary stargate", "énergie"
	};
	struct store *s = *state;
	uint32_t seed = 7;
	for (int i = 0; i < 600; i++)
		put_at_random(s, &seed);
	for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
		struct headline_list list;
		struct error err = { "" };
		char sql[1024] = "SELECT count(DISTINCT story) FROM headline WHERE true", words[64], *save = NULL;
		strcpy(words, questions[q]);
		for (char *w = strtok_r(words, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
			size_t used = strlen(sql);
			snprintf(sql + used, sizeof sql - used, " AND (title LIKE '%%%s%%' OR summary LIKE '%%%s%%')",
				 w, w);
		}
		assert_done(store_get_headlines(s, &(struct press_query){ .words = questions[q], .limit = 5000 }, &list,
						&err),
			    &err);
		assert_int_equal(list.count, ask_number(s, sql));
		for (size_t i = 1; i < list.count; i++)
			assert_true(list.items[i - 1].time >= list.items[i].time);
		headline_list_release(&list);
	}
}

static void a_check_tells_an_index_that_does_not_fit(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct store *s = open_store(scratch->path, STORE_WRITE);
	put(s, "1", "Oracle rises", "", NOON);
	put(s, "2", "Nvidia rises", "", NOON);
	assert_done(store_check(s, &err), &err);
	store_free(s);
	s = open_store(scratch->path, STORE_READ);
	assert_done(store_check(s, &err), &err);
	store_free(s);
	run_sql(scratch->path, "UPDATE headline SET title = 'Another one'");
	s = open_store(scratch->path, STORE_WRITE);
	assert_int_equal(store_check(s, &err), -1);
	assert_contains(err.text, "the index of its headlines' text does not fit them");
	store_free(s);
	s = open_store(scratch->path, STORE_READ);
	assert_int_equal(store_check(s, &err), -1);
	assert_contains(err.text, "does not fit them");
	store_free(s);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
#define SCRATCH(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(nothing_that_is_typed_breaks_the_question),
		MEMORY(a_word_of_five_hundred_bytes_is_found),
		MEMORY(the_trigrams_of_a_word_must_stand_together),
		MEMORY(any_script_is_found_in_any_case),
		MEMORY(short_words_narrow_what_long_ones_found),
		MEMORY(short_words_alone_look_at_the_newest_items),
		MEMORY(the_index_follows_an_update),
		MEMORY(a_put_that_fails_leaves_the_index_as_it_was),
		MEMORY(pruning_takes_the_text_out),
		MEMORY(whatever_comes_in_stories_and_index_stay_sound),
		MEMORY(a_search_agrees_with_reading_everything),
		SCRATCH(a_check_tells_an_index_that_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
