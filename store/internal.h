/* What the files of store/ share, and nobody else sees: the connection, prepared statements that
 * are bound and read in order, and scopes (transactions that nest).
 *
 * A missing figure is NULL in the file and NAN in memory; a figure that is not finite is missing.
 * statement_bind_figure and statement_figure are the only two places where that is decided. */
#ifndef FROTH_STORE_INTERNAL_H
#define FROTH_STORE_INTERNAL_H

#include <sqlite3.h>
#include <stdint.h>

#include "store/store.h"

#define STORE_APPLICATION_ID 0x66727468 /* "frth" */
#define STORE_MEMORY ":memory:"

/* Every statement that is prepared once and kept; its SQL is in sql.c. */
enum statement_id {
	SQL_DATA_VERSION,
	SQL_APPLICATION_ID,
	SQL_USER_VERSION,
	SQL_PAGE_COUNT,
	SQL_BEGIN,
	SQL_BEGIN_READ,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_SAVEPOINT,
	SQL_RELEASE,
	SQL_ROLLBACK_TO,
	SQL_LEASE_GET,
	SQL_LEASE_PUT,
	SQL_LEASE_DROP,
	SQL_QUOTE_PUT,
	SQL_QUOTE_DETAIL,
	SQL_QUOTE_GET,
	SQL_QUOTES_GET,
	SQL_QUOTE_SYMBOLS,
	SQL_FX_PUT,
	SQL_FX_GET,
	SQL_SERIES_GET,
	SQL_SERIES_PUT,
	SQL_CANDLES_DROP,
	SQL_CANDLES_PRUNE,
	SQL_CANDLE_PUT,
	SQL_CANDLES_GET,
	SQL_EVENT_PUT,
	SQL_LAST_SPLIT,
	SQL_EVENTS_GET,
	SQL_SPLITS_GET,
	SQL_HISTORY_DROP,
	SQL_HEADLINE_FIND,
	SQL_HEADLINE_NEXT,
	SQL_HEADLINE_ADD,
	SQL_HEADLINE_UPDATE,
	SQL_HEADLINE_GET,
	SQL_HEADLINE_TEXT,
	SQL_HEADLINES_AFTER,
	SQL_HEADLINE_SLICE,
	SQL_HEADLINE_PRUNE,
	SQL_HEADLINE_MARK,
	SQL_HEADLINE_MARK_UNTIL,
	SQL_TEXT_ADD,
	SQL_TEXT_DROP,
	SQL_TEXT_PRUNE,
	SQL_TEXT_MERGE,
	SQL_TEXT_CHECK,
	SQL_TEXT_SAMPLE,
	SQL_TEXT_LOOK,
	SQL_STORY_BY_TITLE,
	SQL_STORY_BY_URL,
	SQL_STORY_SOURCE,
	SQL_STORY_COMPANIES,
	SQL_STORY_CHOOSE,
	SQL_STORY_LEAD,
	SQL_STORY_JOIN,
	SQL_STORY_RENUMBER,
	SQL_STORY_COUNT,
	SQL_STORY_LEAVE,
	SQL_STORY_MARK,
	SQL_STORY_ROWS,
	SQL_STORY_ROWS_OF,
	SQL_STORY_UNMARKED,
	SQL_STORY_SHORTENED,
	SQL_STORY_GET,
	SQL_STORY_SOURCES,
	SQL_COMPANIES_GET,
	SQL_COMPANIES_DROP,
	SQL_COMPANIES_MOVE,
	SQL_COMPANY_ADD,
	SQL_CANDIDATE_FIND,
	SQL_CANDIDATE_NEXT,
	SQL_CANDIDATE_PUT,
	SQL_CANDIDATES_GET,
	SQL_CANDIDATE_GET,
	SQL_CANDIDATE_SET,
	SQL_SOURCE_STATE_PUT,
	SQL_SOURCE_STATES_GET,
	SQL_FACT_PUT,
	SQL_FACTS_GET,
	SQL_DEAL_PUT,
	SQL_DEALS_DROP,
	SQL_DEALS_GET,
	SQL_READING_PUT,
	SQL_READING_GET,
	SQL_READINGS_GET,
	SQL_READING_POINTS,
	SQL_READING_FIRST,
	SQL_RECOMPUTED_DROP,
	SQL_COMPONENT_PUT,
	SQL_COMPONENTS_GET,
	SQL_INPUT_PUT,
	SQL_INPUTS_GET,
	SQL_SERIES_TEST_PUT,
	SQL_SERIES_TESTS_GET,
	SQL_LPPLS_TEST_PUT,
	SQL_LPPLS_TESTS_GET,
	SQL_NOTE_PUT,
	SQL_NOTE_GET,
	SQL_COUNTS,
	STATEMENTS
};

extern const char *const store_sql[STATEMENTS];

struct store {
	sqlite3 *db;
	char *path; /* owned */
	enum store_mode mode;
	bool in_transaction;                  /* between store_begin and store_commit or store_rollback */
	int64_t lease_pid;                    /* who took the lease through this store; 0 nobody */
	sqlite3_stmt *statements[STATEMENTS]; /* prepared at first use */
};

/* An SQL statement in use: bind in order, step, read in order, finish. */
struct sql_statement {
	struct store *store;
	sqlite3_stmt *handle;
	int column;  /* the next one to bind or to read */
	int problem; /* the first SQLite code of a failed bind */
	bool kept;   /* belongs to the store; else finish throws it away */
};

int statement_start(struct sql_statement *st, struct store *s, enum statement_id id, struct error *err);
/* The same for SQL that is put together from fixed pieces. */
int statement_prepare(struct sql_statement *st, struct store *s, const char *sql, struct error *err);
void statement_bind_text(struct sql_statement *st, const char *text); /* borrowed until finish; NULL is "" */
void statement_bind_integer(struct sql_statement *st, int64_t value);
void statement_bind_figure(struct sql_statement *st, double value);
int statement_step(struct sql_statement *st, struct error *err); /* 1 a row, 0 no more, -1 */
/* Step to the end, no row wanted, and finish. */
int statement_run(struct sql_statement *st, struct error *err);
/* Step once and finish: the number that the first row begins with; *number stays where there is no row. */
int statement_answer(struct sql_statement *st, int64_t *number, struct error *err);
void statement_finish(struct sql_statement *st);

int64_t statement_integer(struct sql_statement *st);
int statement_int(struct sql_statement *st); /* clamped */
double statement_figure(struct sql_statement *st);
const char *statement_borrow(struct sql_statement *st);                  /* until the next step; "" for NULL */
void statement_text(struct sql_statement *st, char *field, size_t size); /* cut at a whole character */
char *statement_copy(struct sql_statement *st);                          /* owned by the caller; NULL: out of memory */

/* A scope makes several statements one. Outside store_begin it is a transaction, inside it a
 * savepoint, so that a put that fails takes back its own half and no more. leave hands `result`
 * through: 0 keeps what was done, -1 takes it back. */
int store_enter(struct store *s, struct error *err);
int store_leave(struct store *s, int result, struct error *err);
/* The same for reading: one state of the store across several selects. */
int store_enter_read(struct store *s, struct error *err);
void store_leave_read(struct store *s);

/* Sets the sentence for an SQLite result code; returns -1. */
int store_fail(struct store *s, int code, struct error *err);
/* Runs statements that bind and return nothing. */
int store_execute(struct store *s, const char *sql, struct error *err);

/* What a row becomes. */
struct row_class {
	size_t size;                                       /* of one item */
	int (*read)(struct sql_statement *st, void *item); /* item is zeroed; -1: out of memory */
	void (*release)(void *item);                       /* NULL where an item owns nothing */
};
struct rows {
	void *items; /* owned; NULL if there are none */
	size_t count, capacity;
};
/* Steps through all rows and finishes. On failure everything is released and rows are empty. */
int statement_collect(struct sql_statement *st, const struct row_class *class, struct rows *rows, struct error *err);

/* The file and its folder. No file that exists is opened here: to close it would drop the locks that
 * other connections of this process hold on it (POSIX). */
int store_file_make(const char *path, struct error *err); /* unless it is there */
int store_file_expect(const char *path, bool *missing, struct error *err);
int store_file_expect_writable(const char *path,
			       struct error *err); /* the folder, too: the log lies beside the store */
/* Left by a crash while the file was being made: SQLite rolls it back at the next read, and until
 * then the first page says nothing. */
bool store_file_has_journal(const char *path);
/* Waits until no other program holds it. Where that cannot be had, it goes on without: SQLite keeps
 * the file whole anyhow, only one of two programs may be told that it is locked. */
int store_folder_lock(const char *path);
void store_folder_unlock(int lock);

int store_schema_version(void); /* of this program */
/* Brings an empty or older store to this program's schema, all steps or none. */
int store_migrate(struct store *s, struct error *err);

/* Within a transaction: -1 if the lease was taken through this store and is another's now. */
int store_lease_check(struct store *s, struct error *err);
/* Whether a lease is there whose holder died on this machine without giving it back. */
int store_lease_orphan(struct store *s, struct store_lease *lease, bool *orphan, struct error *err);
/* PRAGMA quick_check or integrity_check: -1 with the first thing found. */
int store_examine(struct store *s, const char *pragma, struct error *err);

#endif
