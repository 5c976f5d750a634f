/* feedparser's cases, where they are: the first comment of each says in Python what a reader should find.
 * Those that speak of what froth keeps, in the simple forms that most have, are evaluated here; markup and
 * entities are taken out of both sides, for froth keeps plain text. Prints passed of modelled by folder.
 *
 * What is off on purpose: the three "crazy" cases want a script's source shown as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/feed_internal.h"

#define CASES "../shared/corpus/feeds/feedparser"
#define SERVED_FROM "http://127.0.0.1:8097/" /* where the cases called http_ come from if they do not say */
#define FOLDERS_OPEN 16
#define FOLDERS_MAX 64
#define FLOOR_PER_MILLE 990

enum verdict { PASSED, FAILED, NOT_MODELLED };

struct tally {
	char folder[64];
	int counts[3];
};

static struct tally tallies[FOLDERS_MAX]; /* nftw() hands its callback no context */
static size_t tally_count;

static bool past(const char **at, const char *what)
{
	size_t length = strlen(what);
	while (**at == ' ')
		++*at;
	if (strncmp(*at, what, length) != 0)
		return false;
	*at += length;
	return true;
}

/* ---- Python's literals ---- */

static void append_escape(struct buffer *out, const char **at)
{
	static const char plain[] = "n\nt\tr\r\\\\''\"\"";
	char digits[9] = "", bytes[4];
	char kind = *(*at)++;
	int count = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
	const char *known = strchr(plain, kind);
	if (count && strlen(*at) >= (size_t)count) {
		memcpy(digits, *at, (size_t)count);
		*at += count;
		buffer_append(out, bytes, utf8_encode((uint32_t)strtoul(digits, NULL, 16), bytes));
	} else if (known) {
		buffer_append_char(out, known[1]);
	}
}

/* One string, or several joined by +. */
static bool read_string(const char **at, struct buffer *out)
{
	static const char *const quotes[] = { "'''", "\"\"\"", "'", "\"" };
	do {
		const char *quote = NULL;
		past(at, "u");
		for (size_t i = 0; i < 4 && !quote; i++)
			if (past(at, quotes[i]))
				quote = quotes[i];
		if (!quote)
			return false;
		while (**at && strncmp(*at, quote, strlen(quote)) != 0) {
			if (**at == '\\' && (*at)[1])
				++*at, append_escape(out, at);
			else
				buffer_append_char(out, *(*at)++);
		}
		if (!past(at, quote))
			return false;
	} while (past(at, "+"));
	return true;
}

/* (2004, 1, 1, 19, 48, 21, 3, 1, 0) */
static bool read_time(const char **at, int64_t *seconds)
{
	int part[6], used = 0;
	if (sscanf(*at, " (%d, %d, %d, %d, %d, %d%n", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5],
		   &used) != 6)
		return false;
	*seconds = timestamp_days(part[0], part[1], part[2]) * 86400 + part[3] * 3600 + part[4] * 60 + part[5];
	*at = strchr(*at, ')');
	return *at && past(at, ")");
}

/* ---- fields by their Python names ---- */

static const char *item_text(const struct feed_item *i, const char *key)
{
	if (!strcmp(key, "title"))
		return i->title;
	if (!strcmp(key, "link"))
		return i->link;
	if (!strcmp(key, "id") || !strcmp(key, "guid"))
		return i->id;
	if (!strcmp(key, "author"))
		return i->author;
	if (!strcmp(key, "category"))
		return i->category_count ? i->categories[0] : NULL;
	return i->summary;
}

static bool is_item_text(const char *key)
{
	static const char *const keys[] = { "title",  "link",     "id",      "guid",
					    "author", "category", "summary", "description" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(keys[i], key))
			return true;
	return false;
}

static const char *feed_text_of(const struct feed *f, const char *key)
{
	return !strcmp(key, "title") ? f->title : !strcmp(key, "link") ? f->link : f->language;
}

static bool is_feed_text(const char *key)
{
	return !strcmp(key, "title") || !strcmp(key, "link") || !strcmp(key, "language");
}

/* The text without markup, entities and blanks. */
static void normalize(struct buffer *out, const char *text)
{
	struct buffer once, twice;
	buffer_init(&once, 0);
	buffer_init(&twice, 0);
	feed_html_text(&once, text, strlen(text));
	feed_html_text(&twice, buffer_text(&once), once.length);
	safe_text(out, buffer_text(&twice), twice.length);
	size_t length = 0;
	for (size_t i = 0; i < out->length; i++)
		if (out->data[i] != ' ')
			out->data[length++] = out->data[i];
	out->length = length;
	buffer_append(out, "", 1);
	buffer_release(&once);
	buffer_release(&twice);
}

static enum verdict compare_text(const char **at, const char *text)
{
	struct buffer expected, left, right;
	buffer_init(&expected, 0);
	buffer_init(&left, 0);
	buffer_init(&right, 0);
	enum verdict verdict = NOT_MODELLED;
	if (read_string(at, &expected)) {
		normalize(&left, buffer_text(&expected));
		normalize(&right, text ? text : "");
		verdict = text && !strcmp(buffer_text(&left), buffer_text(&right)) ? PASSED : FAILED;
	}
	buffer_release(&expected);
	buffer_release(&left);
	buffer_release(&right);
	return verdict;
}

static enum verdict compare_time(const char **at, const struct feed_item *i, const char *key)
{
	int64_t expected, found = i->updated;
	if (!read_time(at, &expected))
		return NOT_MODELLED;
	if (!strcmp(key, "published_parsed") || (!strcmp(key, "date_parsed") && found == INT64_MIN))
		found = i->published;
	return found == expected ? PASSED : FAILED;
}

/* ---- terms: bozo, not bozo, encoding == '..', feed['key'] == '..', entries[0]['key'] == .. ---- */

static enum verdict item_term(const char **at, const struct feed *feed)
{
	static const struct feed_item none = { .published = INT64_MIN, .updated = INT64_MIN };
	char key[32] = "";
	unsigned index = 0, tag = 0;
	int used = 0;
	if (sscanf(*at, "[%u]['%31[a-z_]']%n", &index, key, &used) != 2 || !used)
		return NOT_MODELLED;
	*at += used;
	const struct feed_item *item = index < feed->item_count ? &feed->items[index] : &none;
	used = 0;
	if (!strcmp(key, "tags") && sscanf(*at, "[%u]['term']%n", &tag, &used) == 1 && used) {
		*at += used;
		return past(at, "==") ? compare_text(at, tag < item->category_count ? item->categories[tag] : NULL)
				      : NOT_MODELLED;
	}
	if (!past(at, "=="))
		return NOT_MODELLED;
	if (!strcmp(key, "published_parsed") || !strcmp(key, "updated_parsed") || !strcmp(key, "date_parsed"))
		return compare_time(at, item, key);
	return is_item_text(key) ? compare_text(at, item_text(item, key)) : NOT_MODELLED;
}

static enum verdict feed_term(const char **at, const struct feed *feed)
{
	char key[32] = "";
	int used = 0;
	if (sscanf(*at, "['%31[a-z_]']%n", key, &used) != 1 || !used || !is_feed_text(key))
		return NOT_MODELLED;
	*at += used;
	return past(at, "==") ? compare_text(at, feed_text_of(feed, key)) : NOT_MODELLED;
}

static enum verdict term(const char **at, const struct feed *feed)
{
	if (past(at, "not bozo"))
		return feed->bozo ? FAILED : PASSED;
	if (past(at, "bozo"))
		return feed->bozo ? PASSED : FAILED;
	if (past(at, "encoding =="))
		return compare_text(at, feed->encoding);
	if (past(at, "entries"))
		return item_term(at, feed);
	if (past(at, "feed"))
		return feed_term(at, feed);
	return NOT_MODELLED;
}

static enum verdict evaluate(const char *expectation, const struct feed *feed)
{
	enum verdict all = PASSED;
	do {
		enum verdict one = term(&expectation, feed);
		if (one != PASSED)
			all = all == NOT_MODELLED ? all : one;
	} while (all != NOT_MODELLED && past(&expectation, "and"));
	while (*expectation == ' ' || *expectation == '\r')
		expectation++;
	return *expectation && *expectation != '\n' && strncmp(expectation, "-->", 3) != 0 ? NOT_MODELLED : all;
}

/* ---- cases ---- */

/* What follows `label` in the comment up to the line's end; false if it is not there. */
static bool comment_line(const struct feed_text *text, const char *label, char *value, size_t size)
{
	const char *end = text->data + (text->length < 4000 ? text->length : 4000);
	const char *at = feed_find(text->data, end, label);
	if (!at)
		return false;
	at += strlen(label);
	at += strspn(at, " \t");
	const char *stop = memchr(at, '\n', (size_t)(end - at));
	snprintf(value, size, "%.*s", (int)((stop ? stop : end) - at), at);
	return true;
}

static const char *charset_of(char *type)
{
	char *charset = strstr(type, "charset=");
	if (!charset)
		return NULL;
	charset += strlen("charset=");
	charset += strspn(charset, " '\"");
	charset[strcspn(charset, "'\"; \r")] = '\0';
	return charset;
}

static enum verdict run_case(const struct buffer *bytes, bool is_served)
{
	char expectation[4000], type[256] = "", base[512] = "";
	struct feed feed = { 0 };
	struct feed_text text;
	assert_int_equal(feed_decode(&feed, buffer_text(bytes), bytes->length, NULL, &text), 0);
	bool has = comment_line(&text, "Expect:", expectation, sizeof(expectation));
	comment_line(&text, "Content-type:", type, sizeof(type));
	comment_line(&text, "Content-Location:", base, sizeof(base));
	feed_text_release(&text);
	/* us-ascii is what RFC 3023 made of text/xml without a charset; nobody reads the press so. */
	if (!has || strstr(expectation, "us-ascii"))
		return NOT_MODELLED;
	base[strcspn(base, " \r")] = '\0';
	if (!*base && is_served)
		snprintf(base, sizeof(base), "%s", SERVED_FROM);
	feed_parse(&feed, buffer_text(bytes), bytes->length, charset_of(type), base, NULL);
	enum verdict verdict = evaluate(expectation, &feed);
	feed_release(&feed);
	return verdict;
}

static struct tally *tally_of(const char *path, size_t file_name)
{
	const char *name = path + strlen(CASES "/");
	size_t length = file_name > (size_t)(name - path) ? file_name - (size_t)(name - path) - 1 : 0;
	for (size_t i = 0; i < tally_count; i++)
		if (strlen(tallies[i].folder) == length && !strncmp(tallies[i].folder, name, length))
			return &tallies[i];
	assert_true(tally_count < FOLDERS_MAX);
	snprintf(tallies[tally_count].folder, sizeof(tallies[0].folder), "%.*s", (int)length, name);
	return &tallies[tally_count++];
}

static int check_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct buffer bytes;
	(void)status;
	if (kind != FTW_F || !strstr(path, ".xml") || strstr(path, "/chardet/")) /* guessing is not modelled */
		return 0;
	buffer_init(&bytes, 1u << 20);
	if (!file_read(path, &bytes, NULL)) {
		enum verdict verdict = run_case(&bytes, strstr(path, "/http_") != NULL);
		tally_of(path, (size_t)where->base)->counts[verdict]++;
		if (verdict == FAILED && getenv("FEEDPARSER_SHOW"))
			printf("off: %s\n", path);
	}
	buffer_release(&bytes);
	return 0;
}

static void expectations_are_met(void **state)
{
	int passed = 0, modelled = 0;
	(void)state;
	if (nftw(CASES, check_file, FOLDERS_OPEN, FTW_PHYS) != 0) {
		printf("skipped: %s is not there\n", CASES);
		return;
	}
	for (size_t i = 0; i < tally_count; i++) {
		const struct tally *t = &tallies[i];
		printf("figure: feedparser/%s: %d of %d modelled, %d not modelled\n", t->folder, t->counts[PASSED],
		       t->counts[PASSED] + t->counts[FAILED], t->counts[NOT_MODELLED]);
		passed += t->counts[PASSED];
		modelled += t->counts[PASSED] + t->counts[FAILED];
	}
	printf("figure: feedparser: %d of %d modelled\n", passed, modelled);
	assert_true(modelled >= 500);
	assert_true(passed * 1000 >= modelled * FLOOR_PER_MILLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expectations_are_met),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
