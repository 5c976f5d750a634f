/* Opening: whose file is it, may this program use it, and the settings of a connection. What is
 * refused is refused by looking at the first 100 bytes, before SQLite takes a lock or makes a log. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "store/press.h"

/* The head of every SQLite database (https://www.sqlite.org/fileformat2.html, section 1.3). */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION_ID 68

struct header {
	bool empty; /* a file of no bytes, or no database made in it yet */
	int64_t application_id, user_version;
};

static const char write_settings[] = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048; PRAGMA synchronous = FULL;"
				     "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 16777216;";
static const char read_settings[] = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024; PRAGMA query_only = ON;";

static int64_t big_endian(const unsigned char *bytes)
{
	return (int64_t)bytes[0] << 24 | (int64_t)bytes[1] << 16 | (int64_t)bytes[2] << 8 | bytes[3];
}

static bool is_memory(const struct store *s)
{
	return strcmp(s->path, STORE_MEMORY) == 0;
}

/* Reads through the file that SQLite has open: to open and close it a second time would drop the
 * locks that other connections of this process hold on it (POSIX). */
static int read_header(struct store *s, struct header *h, struct error *err)
{
	*h = (struct header){ .empty = false };
	sqlite3_file *file = NULL;
	int code = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	sqlite3_int64 size = 0;
	if (code == SQLITE_OK)
		code = file->pMethods->xFileSize(file, &size);
	if (code != SQLITE_OK)
		return store_fail(s, code, err);
	if (size == 0) {
		h->empty = true;
		return 0;
	}
	unsigned char bytes[HEADER_SIZE] = { 0 };
	code = file->pMethods->xRead(file, bytes, HEADER_SIZE, 0);
	if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
		return store_fail(s, code, err);
	if (size < HEADER_SIZE || memcmp(bytes, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
		return error_set(err, "%s is not a froth store: it is no SQLite database", s->path);
	h->user_version = big_endian(bytes + HEADER_USER_VERSION);
	h->application_id = big_endian(bytes + HEADER_APPLICATION_ID);
	return 0;
}

static int judge(const struct store *s, const struct header *h, struct error *err)
{
	if (h->application_id != STORE_APPLICATION_ID)
		return error_set(err, "%s is not a froth store (application id 0x%08llx)", s->path,
				 (unsigned long long)h->application_id);
	if (h->user_version > store_schema_version())
		return error_set(err,
				 "the store %s is of schema %lld, newer than this program's %d: please update froth",
				 s->path, (long long)h->user_version, store_schema_version());
	return 0;
}

static int read_pragma(struct store *s, enum statement_id id, int64_t *value, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, id, err))
		return -1;
	return statement_answer(&st, value, err);
}

/* The head as SQLite sees it: what the log holds counts, too. Read as one state, for another program
 * may be filling the file at this moment. */
static int read_versions(struct store *s, struct header *h, struct error *err)
{
	int64_t pages = 0;
	*h = (struct header){ .empty = false };
	if (store_enter_read(s, err))
		return -1;
	int failed = read_pragma(s, SQL_APPLICATION_ID, &h->application_id, err) ||
		     read_pragma(s, SQL_USER_VERSION, &h->user_version, err) ||
		     read_pragma(s, SQL_PAGE_COUNT, &pages, err);
	store_leave_read(s);
	h->empty = pages == 0;
	return failed ? -1 : 0;
}

static int connect_file(struct store *s, const char *name, int flags, struct error *err)
{
	int code = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code != SQLITE_OK) {
		store_fail(s, code, err);
		sqlite3_close(s->db);
		s->db = NULL;
		return -1;
	}
	sqlite3_busy_timeout(s->db, 5000);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)NULL);
	return search_register(s, err) || tokens_register(s, err) ? -1 : 0;
}

static void disconnect(struct store *s)
{
	for (size_t i = 0; i < STATEMENTS; i++) {
		sqlite3_finalize(s->statements[i]);
		s->statements[i] = NULL;
	}
	sqlite3_close(s->db);
	s->db = NULL;
}

/* Write-ahead logging, so that readers and the writer never wait for each other. */
static int log_ahead(struct store *s, struct error *err)
{
	struct sql_statement st;
	if (statement_prepare(&st, s, "PRAGMA journal_mode = WAL", err))
		return -1;
	int row = statement_step(&st, err);
	bool done = row > 0 && (strcmp(statement_borrow(&st), "wal") == 0 || is_memory(s));
	statement_finish(&st);
	if (row >= 0 && !done)
		return error_set(err, "the store %s lies on a file system that does not carry a write-ahead log",
				 s->path);
	return row < 0 ? -1 : 0;
}

/* What kill -9 or a crash left is checked once, by the next program that writes; its lease is
 * cleared with that. A power cut needs no more than SQLite's own recovery. */
static int examine_orphan(struct store *s, struct error *err)
{
	struct store_lease lease;
	bool orphan;
	if (store_lease_orphan(s, &lease, &orphan, err))
		return -1;
	if (!orphan)
		return 0;
	if (store_examine(s, "PRAGMA quick_check(1)", err))
		return -1;
	return store_lease_release(s, lease.pid, err);
}

static int set_up_writer(struct store *s, struct error *err)
{
	struct header h;
	if (store_execute(s, write_settings, err) || read_versions(s, &h, err))
		return -1;
	if (!h.empty && judge(s, &h, err))
		return -1;
	if (h.user_version < store_schema_version() && store_migrate(s, err))
		return -1;
	return log_ahead(s, err);
}

static int open_writer(struct store *s, struct error *err)
{
	struct header h;
	if (store_file_make(s->path, err) || store_file_expect(s->path, NULL, err) ||
	    store_file_expect_writable(s->path, err))
		return -1;
	if (connect_file(s, s->path, SQLITE_OPEN_READWRITE, err) || read_header(s, &h, err))
		return -1;
	if (!h.empty && !store_file_has_journal(s->path) && judge(s, &h, err))
		return -1;
	/* Programs that would make a new store at once, or change an old one, take turns. */
	int turn = store_folder_lock(s->path);
	int result = set_up_writer(s, err);
	store_folder_unlock(turn);
	return result || examine_orphan(s, err) ? -1 : 0;
}

static int open_memory(struct store *s, struct error *err)
{
	s->mode = STORE_WRITE;
	if (connect_file(s, s->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return -1;
	return set_up_writer(s, err);
}

/* The last resort on a read-only file system, where SQLite cannot share a log with others: the
 * file as it is, nobody is expected to write, and what only the log holds is not seen. */
static int connect_immutable(struct store *s, struct error *err)
{
	struct buffer uri;
	buffer_init(&uri, 0);
	int failed = buffer_append_text(&uri, "file:");
	for (const char *p = s->path; *p && !failed; p++)
		failed = strchr("%?#", *p) ? buffer_format(&uri, "%%%02X", (unsigned)*p) : buffer_append_char(&uri, *p);
	if (!failed)
		failed = buffer_append_text(&uri, "?immutable=1");
	if (failed)
		error_set(err, "out of memory");
	else
		failed = connect_file(s, buffer_text(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
	buffer_release(&uri);
	return failed;
}

static int expect_current(const struct store *s, const struct header *h, struct error *err)
{
	if (judge(s, h, err))
		return -1;
	if (h->user_version < store_schema_version())
		return error_set(err,
				 "the store %s is of schema %lld, older than this program's %d: "
				 "run `froth collect --once` to bring it up to date",
				 s->path, (long long)h->user_version, store_schema_version());
	return 0;
}

static int open_reader(struct store *s, bool *missing, struct error *err)
{
	struct header h;
	if (store_file_expect(s->path, missing, err))
		return -1;
	if (connect_file(s, s->path, SQLITE_OPEN_READONLY, err) || read_header(s, &h, err))
		return -1;
	if (!h.empty && !store_file_has_journal(s->path) && judge(s, &h, err))
		return -1;
	if (!h.empty && (store_execute(s, read_settings, err) || read_versions(s, &h, err))) {
		if (store_file_expect_writable(s->path, NULL) == 0)
			return -1;
		disconnect(s);
		if (connect_immutable(s, err) || store_execute(s, read_settings, err) || read_versions(s, &h, err))
			return -1;
	}
	if (h.empty) {
		if (missing)
			*missing = true;
		return error_set(err, "the store %s is empty still", s->path);
	}
	return expect_current(s, &h, err);
}

static int open_any(struct store *s, bool *missing, struct error *err)
{
	if (is_memory(s))
		return open_memory(s, err);
	return s->mode == STORE_WRITE ? open_writer(s, err) : open_reader(s, missing, err);
}

int store_open(struct store **out, const char *path, enum store_mode mode, bool *missing, struct error *err)
{
	*out = NULL;
	if (missing)
		*missing = false;
	struct store *s = calloc(1, sizeof *s);
	if (s)
		s->path = strdup(path);
	if (!s || !s->path) {
		free(s);
		return error_set(err, "out of memory");
	}
	s->mode = mode;
	if (open_any(s, missing, err)) {
		/* A file that is refused stays as it is, to the byte: no last checkpoint either. */
		if (s->db)
			sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
		store_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void store_free(struct store *s)
{
	if (!s)
		return;
	if (s->db)
		disconnect(s);
	free(s->path);
	free(s);
}

int store_data_version(struct store *s, int64_t *version, struct error *err)
{
	return read_pragma(s, SQL_DATA_VERSION, version, err);
}
