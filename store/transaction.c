/* Transactions, and what a person is told when SQLite refuses. */
#include "store/internal.h"

#include <assert.h>
#include <string.h>

static const struct {
	int code;
	const char *reason;
} reasons[] = {
	{ SQLITE_FULL, "the disk is full" },        { SQLITE_BUSY, "another program has kept it locked for 5 seconds" },
	{ SQLITE_CORRUPT, "the file is damaged" },  { SQLITE_NOTADB, "the file is no SQLite database" },
	{ SQLITE_READONLY, "it can only be read" }, { SQLITE_NOMEM, "out of memory" },
};

/* SQLite's own note of errno is often overwritten by its clearing up; each of its files keeps one, too. */
static int errno_of(struct store *s)
{
	int reason = sqlite3_system_errno(s->db);
	if (!reason)
		sqlite3_file_control(s->db, "main", SQLITE_FCNTL_LAST_ERRNO, &reason);
	sqlite3_file *log = NULL;
	if (!reason && sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log &&
	    log->pMethods)
		log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &reason);
	return reason;
}

static const char *reason_of(struct store *s, int code)
{
	int primary = code & 0xff;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == primary)
			return reasons[i].reason;
	if (!s->db)
		return sqlite3_errstr(code);
	int system_error = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN ? errno_of(s) : 0;
	return system_error ? strerror(system_error) : sqlite3_errmsg(s->db);
}

int store_fail(struct store *s, int code, struct error *err)
{
	return error_set(err, "cannot use the store %s: %s", s->path, reason_of(s, code));
}

int store_execute(struct store *s, const char *sql, struct error *err)
{
	int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? 0 : store_fail(s, code, err);
}

static int run(struct store *s, enum statement_id id, struct error *err)
{
	struct sql_statement st;
	return statement_start(&st, s, id, err) ? -1 : statement_run(&st, err);
}

/* SQLite has rolled back by itself after some failures (disk full, I/O error). */
static bool is_transaction_gone(struct store *s)
{
	return sqlite3_get_autocommit(s->db);
}

static void take_back(struct store *s)
{
	if (!is_transaction_gone(s))
		run(s, SQL_ROLLBACK, NULL);
}

static int commit(struct store *s, struct error *err)
{
	if (is_transaction_gone(s))
		return error_set(err, "nothing was saved in the store %s: an earlier failure has undone it", s->path);
	if (run(s, SQL_COMMIT, err)) {
		take_back(s);
		return -1;
	}
	return 0;
}

/* Whoever has lost the lease writes nothing any more, whenever it hears of that. */
static int begin_writing(struct store *s, struct error *err)
{
	if (run(s, SQL_BEGIN, err))
		return -1;
	if (store_lease_check(s, err)) {
		take_back(s);
		return -1;
	}
	return 0;
}

int store_begin(struct store *s, struct error *err)
{
	assert(!s->in_transaction);
	if (s->mode == STORE_WRITE ? begin_writing(s, err) : run(s, SQL_BEGIN_READ, err))
		return -1;
	s->in_transaction = true;
	return 0;
}

int store_commit(struct store *s, struct error *err)
{
	assert(s->in_transaction);
	s->in_transaction = false;
	return commit(s, err);
}

void store_rollback(struct store *s)
{
	s->in_transaction = false;
	take_back(s);
}

int store_enter(struct store *s, struct error *err)
{
	assert(s->mode == STORE_WRITE);
	if (s->in_transaction && is_transaction_gone(s))
		return error_set(err, "nothing was saved in the store %s: an earlier failure has undone it", s->path);
	return s->in_transaction ? run(s, SQL_SAVEPOINT, err) : begin_writing(s, err);
}

int store_leave(struct store *s, int result, struct error *err)
{
	if (!s->in_transaction) {
		if (result == 0)
			return commit(s, err);
		take_back(s);
	} else if (result == 0) {
		return run(s, SQL_RELEASE, err);
	} else if (!is_transaction_gone(s)) {
		run(s, SQL_ROLLBACK_TO, NULL);
		run(s, SQL_RELEASE, NULL);
	}
	return -1;
}

int store_enter_read(struct store *s, struct error *err)
{
	return run(s, SQL_SAVEPOINT, err);
}

void store_leave_read(struct store *s)
{
	if (!is_transaction_gone(s))
		run(s, SQL_RELEASE, NULL);
}
