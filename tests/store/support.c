#include "tests/store/support.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"

int scratch_setup(void **state)
{
	struct scratch *scratch = calloc(1, sizeof *scratch);
	assert_non_null(scratch);
	snprintf(scratch->folder, sizeof scratch->folder, "/tmp/froth-store-XXXXXX");
	assert_non_null(mkdtemp(scratch->folder));
	snprintf(scratch->path, sizeof scratch->path, "%s/froth.db", scratch->folder);
	*state = scratch;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

int scratch_teardown(void **state)
{
	struct scratch *scratch = *state;
	nftw(scratch->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(scratch);
	return 0;
}

int memory_setup(void **state)
{
	*state = open_store(":memory:", STORE_WRITE);
	return 0;
}

int memory_teardown(void **state)
{
	store_free(*state);
	return 0;
}

struct store *open_store(const char *path, enum store_mode mode)
{
	struct store *s;
	struct error err = { "" };
	assert_done(store_open(&s, path, mode, NULL, &err), &err);
	assert_non_null(s);
	return s;
}

void expect_refusal(const char *path, enum store_mode mode, struct error *err)
{
	struct store *s;
	assert_int_equal(store_open(&s, path, mode, NULL, err), -1);
	assert_null(s);
	assert_contains(err->text, path);
}

void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" does not contain \"%s\"", text, part);
}

void assert_done(int result, const struct error *err)
{
	if (result)
		fail_msg("%s", err->text);
}

void write_file(const char *path, const void *data, size_t length)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

void read_file(const char *path, struct buffer *out)
{
	struct error err = { "" };
	buffer_init(out, 64 << 20);
	assert_done(file_read(path, out, &err), &err);
}

static sqlite3 *connect_plainly(const char *path)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

void run_sql(const char *path, const char *sql)
{
	sqlite3 *db = connect_plainly(path);
	char *message = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &message))
		fail_msg("%s", message);
	sqlite3_close(db);
}

void ask_sql(const char *path, const char *sql, char *answer, size_t size)
{
	sqlite3 *db = connect_plainly(path);
	sqlite3_stmt *stmt;
	answer[0] = '\0';
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		snprintf(answer, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

struct quote sample_quote(const char *symbol, double price, int64_t as_of, const char *source)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.name, sizeof q.name, "%s Inc.", symbol);
	snprintf(q.currency, sizeof q.currency, "USD");
	snprintf(q.exchange, sizeof q.exchange, "XNAS");
	snprintf(q.source, sizeof q.source, "%s", source);
	q.price = price;
	q.as_of = as_of;
	q.fetched = as_of + 2;
	return q;
}

void sample_series(struct candle_series *series, const char *symbol, int64_t start, size_t count, double first,
		   const char *source)
{
	candle_series_init(series);
	snprintf(series->symbol, sizeof series->symbol, "%s", symbol);
	snprintf(series->interval, sizeof series->interval, "1d");
	snprintf(series->currency, sizeof series->currency, "USD");
	snprintf(series->source, sizeof series->source, "%s", source);
	series->fetched = NOON;
	for (size_t i = 0; i < count; i++) {
		double close = first + (double)i;
		struct candle c = { start + (int64_t)i * DAY, close - 1, close + 2, close - 2, close, close / 2, 1e6 };
		assert_int_equal(candle_series_append(series, &c), 0);
	}
}

struct headline sample_headline(const char *id, const char *title, int64_t time)
{
	struct headline h;
	headline_init(&h);
	free(h.id);
	free(h.title);
	free(h.url);
	free(h.summary);
	free(h.author);
	h.id = strdup(id);
	h.title = strdup(title);
	h.url = strdup("https://example.org/a");
	h.summary = strdup("");
	h.author = strdup("A. Writer");
	assert_true(h.id && h.title && h.url && h.summary && h.author);
	snprintf(h.source, sizeof h.source, "wire");
	snprintf(h.language, sizeof h.language, "en");
	h.time = time;
	h.fetched = NOON;
	return h;
}
