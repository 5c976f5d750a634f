/* froth press over a stored press, and froth feed over one file. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "store/store.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/sentence.h"

#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

/* ---- press ---- */

static char *copy(const char *words)
{
	char *out = strdup(words);
	assert_non_null(out);
	return out;
}

static void put_headline(const char *source, const char *title, const char *company, int64_t time)
{
	struct store *s = NULL;
	struct error err = { "" };
	struct headline h;
	size_t added = 0;
	headline_init(&h);
	h.id = copy(title);
	h.title = copy(title);
	char url[64];
	snprintf(url, sizeof url, "https://press.example/%lld", (long long)time);
	h.url = copy(url);
	h.summary = copy("A summary.");
	h.author = copy("");
	snprintf(h.source, sizeof h.source, "%s", source);
	snprintf(h.language, sizeof h.language, "en");
	snprintf(h.companies[0], sizeof h.companies[0], "%s", company);
	h.company_count = *company ? 1 : 0;
	h.time = h.fetched = time;
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_headlines(s, &h, 1, &added, &err), 0);
	assert_int_equal(added, 1);
	store_free(s);
	headline_release(&h);
}

static void put_press(void)
{
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_headline("paper", "Nvidia builds a data center", "NVDA", NOW_S - 3600);
	put_headline("paper", "=HYPERLINK(\"http://evil.example\")", "", NOW_S - 7200);
	put_headline("journal", "AMD, \"quoted\", and a comma", "AMD", NOW_S - 3 * 86400);
}

static int press_count(const char *const *arguments)
{
	struct output o = program_run(arguments);
	cJSON *rows = cJSON_Parse(o.out);
	assert_non_null(rows);
	int count = cJSON_GetArraySize(rows);
	assert_int_equal(o.status, count ? 0 : 3);
	cJSON_Delete(rows);
	output_release(&o);
	return count;
}

static void press_is_filtered(void **state)
{
	(void)state;
	put_press();
	assert_int_equal(press_count(ARGS("press", "--json")), 3);
	assert_int_equal(press_count(ARGS("press", "--json", "data", "center")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--company", "amd")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--source", "paper")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "2d")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "90m")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "2026-08-22")), 0);
	assert_int_equal(press_count(ARGS("press", "--json", "--unread")), 3);
	assert_int_equal(press_count(ARGS("press", "--json", "--limit", "2")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--figures")), 0);
}

static void press_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "id",        "source",  "time",    "title", "url", "language",
					    "companies", "figures", "summary", "read",  NULL };
	put_press();
	cJSON *rows = program_json(ARGS("press", "--json"));
	const cJSON *row = rows->child;
	assert_keys(row, keys);
	assert_string_equal(field_text(row, "title"), "Nvidia builds a data center");
	assert_string_equal(field_text(row, "time"), "2026-08-21T17:48:03Z");
	assert_string_equal(cJSON_GetObjectItem(row, "companies")->child->valuestring, "NVDA");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(row, "figures")), 0);
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(row, "read")));
	cJSON_Delete(rows);
}

static void csv_disarms_formulas_and_quotes_commas(void **state)
{
	(void)state;
	put_press();
	struct output o = program_expect(0, ARGS("press", "--csv"));
	assert_non_null(strstr(o.out, ",\"'=HYPERLINK(\"\"http://evil.example\"\")\","));
	assert_non_null(strstr(o.out, ",\"AMD, \"\"quoted\"\", and a comma\","));
	output_release(&o);
}

/* ---- feed ---- */

static void put_file(char path[PATH_SIZE], const char *content)
{
	assert_int_equal(path_xdg(PATH_STATE, "feed.xml", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, strlen(content), NULL), 0);
}

static void a_page_that_is_no_feed_is_refused(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	put_file(path, "<!DOCTYPE html><html><head><title>Sign in</title></head><body>No feed</body></html>");
	assert_says(2, ARGS("feed"), "feed needs a file");
	assert_says(1, ARGS("feed", "/nonexistent.xml"), "/nonexistent.xml");
	assert_says(1, ARGS("feed", path), "");
	struct output o = program_expect(1, ARGS("feed", path, "--json"));
	cJSON *feed = cJSON_Parse(o.out);
	assert_string_equal(field_text(feed, "format"), "");
	cJSON_Delete(feed);
	output_release(&o);
}

static void a_feed_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "format", "title", "link",  "language", "encoding",
					    "bozo",   "error", "items", NULL };
	static const char *const item_keys[] = { "id",     "title",   "link",       "published", "updated",
						 "author", "summary", "categories", NULL };
	char path[PATH_SIZE];
	put_file(path, "<rss version='2.0'><channel><title>Paper</title><link>https://press.example/</link>"
		       "<item><title>One</title><link>/one</link><guid>1</guid>"
		       "<pubDate>Fri, 21 Aug 2026 18:48:03 GMT</pubDate></item></channel></rss>");
	cJSON *feed = program_json(ARGS("feed", path, "--json", "--base", "https://press.example/rss"));
	assert_keys(feed, keys);
	const cJSON *item = cJSON_GetObjectItem(feed, "items")->child;
	assert_keys(item, item_keys);
	assert_string_equal(field_text(feed, "format"), "rss");
	assert_string_equal(field_text(item, "link"), "https://press.example/one");
	assert_string_equal(field_text(item, "published"), "2026-08-21T18:48:03Z");
	cJSON_Delete(feed);
	struct output o = program_expect(0, ARGS("feed", path));
	assert_non_null(strstr(o.out, "One"));
	output_release(&o);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(press_is_filtered),
		TEST(press_has_its_fields),
		TEST(csv_disarms_formulas_and_quotes_commas),
		TEST(a_page_that_is_no_feed_is_refused),
		TEST(a_feed_has_its_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
