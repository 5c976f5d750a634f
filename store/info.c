/* What the store says about itself: notes, sizes, health. */
#include "store/press.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/buffer.h"

static int put_note(struct store *s, const char *name, const char *value, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_NOTE_PUT, err))
		return -1;
	statement_bind_text(&st, name);
	statement_bind_text(&st, value);
	return statement_run(&st, err);
}

int store_put_note(struct store *s, const char *name, const char *value, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_note(s, name, value, err), err);
}

int store_get_note(struct store *s, const char *name, char *value, size_t size, struct error *err)
{
	struct sql_statement st;
	value[0] = '\0';
	if (statement_start(&st, s, SQL_NOTE_GET, err))
		return -1;
	statement_bind_text(&st, name);
	int row = statement_step(&st, err);
	if (row > 0)
		statement_text(&st, value, size);
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int64_t file_size(const char *path, const char *suffix)
{
	struct buffer name;
	struct stat st;
	buffer_init(&name, 0);
	bool found = buffer_format(&name, "%s%s", path, suffix) == 0 && stat(buffer_text(&name), &st) == 0;
	buffer_release(&name);
	return found ? (int64_t)st.st_size : 0;
}

static int count_rows(struct store *s, struct store_info *info, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_COUNTS, err))
		return -1;
	int row = statement_step(&st, err);
	if (row > 0) {
		info->quotes = statement_integer(&st);
		info->candles = statement_integer(&st);
		info->headlines = statement_integer(&st);
		info->sources = statement_integer(&st);
		info->facts = statement_integer(&st);
		info->deals = statement_integer(&st);
		info->readings = statement_integer(&st);
		info->series_tests = statement_integer(&st);
	}
	statement_finish(&st);
	return row > 0 ? 0 : -1;
}

static int read_schema(struct store *s, int *schema, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_USER_VERSION, err))
		return -1;
	int row = statement_step(&st, err);
	if (row > 0)
		*schema = statement_int(&st);
	statement_finish(&st);
	return row > 0 ? 0 : -1;
}

int store_get_info(struct store *s, int64_t now, struct store_info *info, struct error *err)
{
	*info = (struct store_info){ .bytes = file_size(s->path, ""), .wal_bytes = file_size(s->path, "-wal") };
	snprintf(info->path, sizeof info->path, "%s", s->path);
	if (store_enter_read(s, err))
		return -1;
	int failed = read_schema(s, &info->schema, err) || count_rows(s, info, err) ||
		     store_lease_get(s, &info->lease, &info->lease_held, now, err);
	store_leave_read(s);
	return failed ? -1 : 0;
}

/* The first row of an examination that is not "ok". */
int store_examine(struct store *s, const char *pragma, struct error *err)
{
	struct sql_statement st;
	if (statement_prepare(&st, s, pragma, err))
		return -1;
	int row = statement_step(&st, err);
	int result = row < 0 ? -1 : 0;
	if (row > 0) {
		const char *finding = statement_borrow(&st);
		if (sqlite3_stricmp(finding, "ok") != 0)
			result = error_set(err, "the store %s is damaged: %s", s->path, finding);
	}
	statement_finish(&st);
	return result;
}

static int check_references(struct store *s, struct error *err)
{
	struct sql_statement st;
	if (statement_prepare(&st, s, "PRAGMA foreign_key_check", err))
		return -1;
	int row = statement_step(&st, err);
	int result = row < 0 ? -1 : 0;
	if (row > 0)
		result = error_set(err, "the store %s is damaged: a row of %s belongs to nothing", s->path,
				   statement_borrow(&st));
	statement_finish(&st);
	return result;
}

int store_check(struct store *s, struct error *err)
{
	return store_examine(s, "PRAGMA integrity_check(1)", err) || check_references(s, err) || press_check(s, err)
		       ? -1
		       : 0;
}

/* The copy that is made on the way may be larger than memory should hold. */
int store_vacuum(struct store *s, struct error *err)
{
	if (store_execute(s, "PRAGMA temp_store = FILE", err))
		return -1;
	int result = store_execute(s, "VACUUM", err);
	if (store_execute(s, "PRAGMA temp_store = MEMORY", result ? NULL : err))
		return -1;
	return result;
}
