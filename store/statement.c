#include "store/internal.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int start(struct sql_statement *st, struct store *s, sqlite3_stmt *handle, bool kept)
{
	*st = (struct sql_statement){ .store = s, .handle = handle, .kept = kept };
	return 0;
}

int statement_start(struct sql_statement *st, struct store *s, enum statement_id id, struct error *err)
{
	sqlite3_stmt **handle = &s->statements[id];
	if (!*handle) {
		int code = sqlite3_prepare_v3(s->db, store_sql[id], -1, SQLITE_PREPARE_PERSISTENT, handle, NULL);
		if (code != SQLITE_OK)
			return store_fail(s, code, err);
	}
	assert(!sqlite3_stmt_busy(*handle));
	return start(st, s, *handle, true);
}

int statement_prepare(struct sql_statement *st, struct store *s, const char *sql, struct error *err)
{
	sqlite3_stmt *handle = NULL;
	int code = sqlite3_prepare_v2(s->db, sql, -1, &handle, NULL);
	if (code != SQLITE_OK)
		return store_fail(s, code, err);
	return start(st, s, handle, false);
}

static void note(struct sql_statement *st, int code)
{
	assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
	if (code != SQLITE_OK && st->problem == SQLITE_OK)
		st->problem = code;
}

void statement_bind_text(struct sql_statement *st, const char *text)
{
	note(st, sqlite3_bind_text(st->handle, ++st->column, text ? text : "", -1, SQLITE_STATIC));
}

void statement_bind_integer(struct sql_statement *st, int64_t value)
{
	note(st, sqlite3_bind_int64(st->handle, ++st->column, value));
}

void statement_bind_figure(struct sql_statement *st, double value)
{
	st->column++;
	if (isfinite(value))
		note(st, sqlite3_bind_double(st->handle, st->column, value));
	else
		note(st, sqlite3_bind_null(st->handle, st->column));
}

int statement_step(struct sql_statement *st, struct error *err)
{
	int code = st->problem == SQLITE_OK ? sqlite3_step(st->handle) : st->problem;
	st->column = 0;
	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	return store_fail(st->store, code, err);
}

int statement_run(struct sql_statement *st, struct error *err)
{
	int more;
	do
		more = statement_step(st, err);
	while (more > 0);
	statement_finish(st);
	return more;
}

int statement_answer(struct sql_statement *st, int64_t *number, struct error *err)
{
	int row = statement_step(st, err);
	if (row > 0)
		*number = statement_integer(st);
	statement_finish(st);
	return row < 0 ? -1 : 0;
}

void statement_finish(struct sql_statement *st)
{
	if (st->kept) {
		/* Their result repeats what step has said already. */
		sqlite3_reset(st->handle);
		sqlite3_clear_bindings(st->handle);
	} else {
		sqlite3_finalize(st->handle);
	}
	st->handle = NULL;
}

int64_t statement_integer(struct sql_statement *st)
{
	return sqlite3_column_int64(st->handle, st->column++);
}

int statement_int(struct sql_statement *st)
{
	int64_t value = statement_integer(st);
	return value > INT_MAX ? INT_MAX : value < INT_MIN ? INT_MIN : (int)value;
}

double statement_figure(struct sql_statement *st)
{
	int column = st->column++;
	double value = sqlite3_column_double(st->handle, column);
	/* NULL reads as 0, so that only a 0 needs a second look: history is read by the ten thousand. */
	bool is_missing = value == 0 && sqlite3_column_type(st->handle, column) == SQLITE_NULL;
	return is_missing || !isfinite(value) ? (double)NAN : value;
}

const char *statement_borrow(struct sql_statement *st)
{
	const char *text = (const char *)sqlite3_column_text(st->handle, st->column++);
	return text ? text : "";
}

void statement_text(struct sql_statement *st, char *field, size_t size)
{
	const char *text = statement_borrow(st);
	size_t length = strlen(text);
	if (length >= size) {
		length = size - 1;
		while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	}
	memcpy(field, text, length);
	field[length] = '\0';
}

char *statement_copy(struct sql_statement *st)
{
	return strdup(statement_borrow(st));
}

static void *add_row(struct rows *rows, size_t size)
{
	if (rows->count == rows->capacity) {
		size_t wanted = rows->capacity ? rows->capacity * 2 : 16;
		void *moved = reallocarray(rows->items, wanted, size);
		if (!moved)
			return NULL;
		rows->items = moved;
		rows->capacity = wanted;
	}
	void *item = (char *)rows->items + rows->count++ * size;
	memset(item, 0, size);
	return item;
}

static void release_rows(const struct row_class *class, struct rows *rows)
{
	for (size_t i = 0; class->release && i < rows->count; i++)
		class->release((char *)rows->items + i * class->size);
	free(rows->items);
	*rows = (struct rows){ .count = 0 };
}

int statement_collect(struct sql_statement *st, const struct row_class *class, struct rows *rows, struct error *err)
{
	int more;
	*rows = (struct rows){ .count = 0 };
	while ((more = statement_step(st, err)) > 0) {
		void *item = add_row(rows, class->size);
		if (!item || class->read(st, item)) {
			more = error_set(err, "out of memory");
			break;
		}
	}
	statement_finish(st);
	if (more < 0)
		release_rows(class, rows);
	return more;
}
