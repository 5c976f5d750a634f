/* What the store's tests share: a scratch folder, the bytes of a file, records to put. */
#ifndef FROTH_TESTS_STORE_SUPPORT_H
#define FROTH_TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "store/store.h"

#define NOON INT64_C(1787227200) /* 2026-08-20T12:00:00Z */
#define DAY INT64_C(86400)

/* cmocka fixtures: *state is a struct scratch, its folder is fresh and goes away with all in it. */
struct scratch {
	char folder[64];
	char path[96]; /* folder/froth.db; not made */
};
int scratch_setup(void **state);
int scratch_teardown(void **state);
/* The same with a store in memory: *state is a struct store. */
int memory_setup(void **state);
int memory_teardown(void **state);

struct store *open_store(const char *path, enum store_mode mode); /* must succeed */
/* Must fail; err has the sentence. */
void expect_refusal(const char *path, enum store_mode mode, struct error *err);
void assert_contains(const char *text, const char *part);
/* Prints the sentence of a call that should have succeeded. */
void assert_done(int result, const struct error *err);

void write_file(const char *path, const void *data, size_t length);
void read_file(const char *path, struct buffer *out);
/* Runs SQL on the file with SQLite alone. */
void run_sql(const char *path, const char *sql);
/* The first column of the first row as text; "" for NULL or no row. */
void ask_sql(const char *path, const char *sql, char *answer, size_t size);

struct quote sample_quote(const char *symbol, double price, int64_t as_of, const char *source);
/* One bar a day from `start`, closes first, first + 1, ... */
void sample_series(struct candle_series *series, const char *symbol, int64_t start, size_t count, double first,
		   const char *source);
struct headline sample_headline(const char *id, const char *title, int64_t time);

#endif
