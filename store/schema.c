/* The shape of the file. A release that changes it appends a step; a step that was released is
 * never edited, for there are stores in the world that it has made. */
#include "store/internal.h"

static const char *const first_release[] = {
	"CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE TABLE lease (only INTEGER PRIMARY KEY CHECK (only = 1), host TEXT NOT NULL, pid INTEGER NOT NULL,"
	" since INTEGER NOT NULL, renewed INTEGER NOT NULL) STRICT",

	"CREATE TABLE quote (symbol TEXT PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL,"
	" exchange TEXT NOT NULL, price REAL NOT NULL CHECK (price > 0), change REAL, change_pct REAL,"
	" previous_close REAL, day_low REAL, day_high REAL, year_low REAL, year_high REAL, volume REAL,"
	" extended_price REAL, market_state TEXT NOT NULL, source TEXT NOT NULL, as_of INTEGER NOT NULL,"
	" fetched INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE TABLE fx (base TEXT NOT NULL, counter TEXT NOT NULL, rate REAL NOT NULL CHECK (rate > 0),"
	" source TEXT NOT NULL, as_of INTEGER NOT NULL, fetched INTEGER NOT NULL,"
	" PRIMARY KEY (base, counter)) STRICT, WITHOUT ROWID",

	/* The bars of a series lie together and in order: a year of closes is a handful of pages.
	 * as_of is the bar's start. */
	"CREATE TABLE series (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, interval TEXT NOT NULL,"
	" currency TEXT NOT NULL, source TEXT NOT NULL, fetched INTEGER NOT NULL, UNIQUE (symbol, interval)) STRICT",
	"CREATE TABLE candle (series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE, as_of INTEGER NOT NULL,"
	" open REAL, high REAL, low REAL, close REAL NOT NULL, adjusted_close REAL, volume REAL,"
	" source TEXT NOT NULL, fetched INTEGER NOT NULL, PRIMARY KEY (series, as_of)) STRICT, WITHOUT ROWID",
	"CREATE TABLE event (symbol TEXT NOT NULL, action TEXT NOT NULL, as_of INTEGER NOT NULL,"
	" numerator REAL, denominator REAL, amount REAL, source TEXT NOT NULL, fetched INTEGER NOT NULL,"
	" PRIMARY KEY (symbol, action, as_of)) STRICT, WITHOUT ROWID",

	"CREATE TABLE headline (id INTEGER PRIMARY KEY, source TEXT NOT NULL, identity TEXT NOT NULL,"
	" title TEXT NOT NULL, url TEXT NOT NULL, summary TEXT NOT NULL, author TEXT NOT NULL,"
	" language TEXT NOT NULL, time INTEGER NOT NULL, time_is_fetch_time INTEGER NOT NULL,"
	" fetched INTEGER NOT NULL, read INTEGER NOT NULL, UNIQUE (source, identity)) STRICT",
	"CREATE INDEX headline_by_time ON headline (time)",
	"CREATE INDEX headline_by_source ON headline (source, time)",
	/* The headline's time again, so that a company's newest are found in order without a sort. */
	"CREATE TABLE headline_company (headline INTEGER NOT NULL REFERENCES headline ON DELETE CASCADE,"
	" position INTEGER NOT NULL, symbol TEXT NOT NULL, time INTEGER NOT NULL,"
	" PRIMARY KEY (headline, position)) STRICT, WITHOUT ROWID",
	"CREATE UNIQUE INDEX headline_by_company ON headline_company (symbol, time, headline)",

	"CREATE TABLE source_state (name TEXT PRIMARY KEY, url TEXT NOT NULL, kind TEXT NOT NULL,"
	" status TEXT NOT NULL, last_try INTEGER NOT NULL, last_ok INTEGER NOT NULL, next_poll INTEGER NOT NULL,"
	" latency_ms INTEGER NOT NULL, bytes INTEGER NOT NULL, items INTEGER NOT NULL, failures INTEGER NOT NULL,"
	" last_code INTEGER NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,"
	" error TEXT NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE TABLE fact (symbol TEXT NOT NULL, concept TEXT NOT NULL, period TEXT NOT NULL, as_of INTEGER NOT NULL,"
	" source TEXT NOT NULL, value REAL NOT NULL, unit TEXT NOT NULL, fetched INTEGER NOT NULL,"
	" origin TEXT NOT NULL, note TEXT NOT NULL,"
	" PRIMARY KEY (symbol, concept, period, as_of, source)) STRICT, WITHOUT ROWID",
	"CREATE TABLE deal (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, date TEXT NOT NULL, giver TEXT NOT NULL,"
	" taker TEXT NOT NULL, kind TEXT NOT NULL, amount_low REAL, amount_high REAL, currency TEXT NOT NULL,"
	" gw REAL, term TEXT NOT NULL, status TEXT NOT NULL, delivery TEXT NOT NULL, class_text TEXT NOT NULL,"
	" confidence TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL, source TEXT NOT NULL,"
	" note TEXT NOT NULL, superseded INTEGER NOT NULL) STRICT",

	"CREATE TABLE reading (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, as_of INTEGER NOT NULL,"
	" marcus REAL, huang REAL, centre REAL, sd REAL, low REAL, high REAL) STRICT",
	"CREATE TABLE reading_component (reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,"
	" code TEXT NOT NULL, marcus REAL, huang REAL, sentence TEXT NOT NULL,"
	" PRIMARY KEY (reading, code)) STRICT, WITHOUT ROWID",
	"CREATE TABLE reading_input (reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,"
	" position INTEGER NOT NULL, name TEXT NOT NULL, value REAL, unit TEXT NOT NULL, as_of INTEGER NOT NULL,"
	" source TEXT NOT NULL, PRIMARY KEY (reading, position)) STRICT, WITHOUT ROWID",
	NULL,
};

/* What the ledger says of money along an edge and of gigawatts counted elsewhere, and a person's own rows. */
static const char *const own_ledger[] = {
	"ALTER TABLE deal ADD COLUMN supersedes TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE deal ADD COLUMN edge_low REAL",
	"ALTER TABLE deal ADD COLUMN edge_high REAL",
	"ALTER TABLE deal ADD COLUMN gw_in TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE deal ADD COLUMN own INTEGER NOT NULL DEFAULT 0",
	NULL,
};

/* A history that reaches back before the first run, made from what was dated by then. */
static const char *const history[] = {
	"ALTER TABLE reading ADD COLUMN recomputed INTEGER NOT NULL DEFAULT 0",
	"CREATE INDEX reading_by_time ON reading (time)",
	NULL,
};

/* Tests of price series, and of each reading by which weights and mean it was made, which component was stale
 * and which inputs only stand beside it. What a step before this one stored had equal weights. */
static const char *const series_tests[] = {
	"CREATE TABLE series_test (symbol TEXT NOT NULL, lag INTEGER NOT NULL, last_time INTEGER NOT NULL,"
	" first_time INTEGER NOT NULL, observations INTEGER NOT NULL, least_window INTEGER NOT NULL,"
	" adf REAL, sadf REAL, gsadf REAL, bsadf REAL, gsadf_at INTEGER NOT NULL,"
	" gsadf_90 REAL, gsadf_95 REAL, gsadf_99 REAL, bsadf_90 REAL, bsadf_95 REAL, bsadf_99 REAL,"
	" replicates INTEGER NOT NULL, p_gsadf REAL, p_bsadf REAL, episode TEXT NOT NULL,"
	" episode_start INTEGER NOT NULL, hash INTEGER NOT NULL, computed INTEGER NOT NULL,"
	" PRIMARY KEY (symbol, lag, last_time)) STRICT, WITHOUT ROWID",
	"CREATE TABLE lppls_test (symbol TEXT PRIMARY KEY, observations INTEGER NOT NULL, last_time INTEGER NOT NULL,"
	" windows INTEGER NOT NULL, on_bound INTEGER NOT NULL, qualified INTEGER NOT NULL, hash INTEGER NOT NULL,"
	" computed INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	"ALTER TABLE reading ADD COLUMN mean TEXT NOT NULL DEFAULT 'arithmetic'",
	"ALTER TABLE reading_component ADD COLUMN weight REAL NOT NULL DEFAULT 1",
	"ALTER TABLE reading_component ADD COLUMN stale INTEGER NOT NULL DEFAULT 0",
	"ALTER TABLE reading_input ADD COLUMN is_context INTEGER NOT NULL DEFAULT 0",
	NULL,
};

/* Press that is searched by its trigrams and folded into stories, candidates for the ledger, and of a source
 * since when it is turned away and where it has moved.
 *
 * A place is where an item stands among all: the time of its story's leading item, then its row, in one number
 * (press.h). Marks are numbers in the place of texts that are looked for, so that what comes in touches few
 * pages of an index; items that an older program stored have none of title and address until they are folded
 * (store_tidy_press). */
static const char *const press[] = {
	"ALTER TABLE source_state ADD COLUMN refused_since INTEGER NOT NULL DEFAULT 0",
	"ALTER TABLE source_state ADD COLUMN moved_url TEXT NOT NULL DEFAULT ''",

	"DROP INDEX headline_by_time",
	"DROP INDEX headline_by_source",
	"DROP INDEX headline_by_company",
	"ALTER TABLE headline_company RENAME TO old_headline_company",
	"ALTER TABLE headline RENAME TO old_headline",
	"CREATE TABLE headline (id INTEGER PRIMARY KEY, source TEXT NOT NULL, identity TEXT NOT NULL,"
	" title TEXT NOT NULL, url TEXT NOT NULL, summary TEXT NOT NULL, author TEXT NOT NULL,"
	" language TEXT NOT NULL, time INTEGER NOT NULL, time_is_fetch_time INTEGER NOT NULL,"
	" fetched INTEGER NOT NULL, read INTEGER NOT NULL, story INTEGER NOT NULL, leads INTEGER NOT NULL,"
	" place INTEGER NOT NULL, identity_mark INTEGER NOT NULL, title_mark INTEGER NOT NULL,"
	" url_mark INTEGER NOT NULL) STRICT",
	"INSERT INTO headline SELECT id, source, identity, title, url, summary, author, language, time,"
	" time_is_fetch_time, fetched, read, id, 1,"
	" (max(min(time, 17179869183), -17179869184) << 28) | (id & 268435455),"
	" identity_mark(source, identity), 0, 0 FROM old_headline ORDER BY id",
	"CREATE TABLE headline_company (headline INTEGER NOT NULL REFERENCES headline ON DELETE CASCADE,"
	" position INTEGER NOT NULL, symbol TEXT NOT NULL, place INTEGER NOT NULL,"
	" PRIMARY KEY (headline, position)) STRICT, WITHOUT ROWID",
	"INSERT INTO headline_company SELECT c.headline, c.position, c.symbol, h.place"
	" FROM old_headline_company c JOIN headline h ON h.id = c.headline",
	"DROP TABLE old_headline_company",
	"DROP TABLE old_headline",
	"CREATE INDEX headline_by_identity ON headline (identity_mark)",
	"CREATE UNIQUE INDEX headline_by_place ON headline (place)",
	"CREATE INDEX headline_by_source ON headline (source, place)",
	"CREATE INDEX headline_unread ON headline (place) WHERE NOT read",
	"CREATE INDEX headline_by_story ON headline (story) WHERE story <> id",
	"CREATE INDEX headline_by_title ON headline (title_mark)",
	"CREATE INDEX headline_by_url ON headline (url_mark) WHERE url_mark <> 0",
	"CREATE UNIQUE INDEX headline_by_company ON headline_company (symbol, place)",

	/* Without positions, which a search does not need, it is a fifth of the size (press_tokens.c for the rest).
	 * Merging is the collector's work in idle moments (store_tidy_press), not that of the moment when news comes
	 * in. */
	"CREATE VIRTUAL TABLE press_text USING fts5 (title, summary, content = 'headline', content_rowid = 'place',"
	" tokenize = 'word_trigrams', detail = none, columnsize = 0)",
	"INSERT INTO press_text (press_text, rank) VALUES ('automerge', 0)",
	"INSERT INTO press_text (press_text, rank) VALUES ('crisismerge', 64)",
	"INSERT INTO press_text (rowid, title, summary) SELECT place, title, summary FROM headline ORDER BY place",

	"CREATE TABLE candidate (number INTEGER PRIMARY KEY, status TEXT NOT NULL, time INTEGER NOT NULL,"
	" headline INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL,"
	" sentence TEXT NOT NULL, amount_text TEXT NOT NULL, amount_low REAL, amount_high REAL,"
	" currency TEXT NOT NULL, gw REAL, doubtful INTEGER NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL,"
	" kind TEXT NOT NULL, delivery TEXT NOT NULL) STRICT",
	"CREATE INDEX candidate_by_parties ON candidate (payer, payee, time)",
	NULL,
};

/* When the figures beside a price (ranges, volume) were told: some answers bring a price alone. */
static const char *const quote_details[] = {
	"ALTER TABLE quote ADD COLUMN detailed INTEGER NOT NULL DEFAULT 0",
	NULL,
};

/* Each step is a list of statements that ends with NULL; step i leads from schema i to i + 1. */
static const char *const *const steps[] = { first_release, own_ledger, history, series_tests, press, quote_details };

int store_schema_version(void)
{
	return (int)(sizeof steps / sizeof *steps);
}

static int set_pragma(struct store *s, const char *name, int value, struct error *err)
{
	char sql[64];
	sqlite3_snprintf(sizeof sql, sql, "PRAGMA %s = %d", name, value);
	return store_execute(s, sql, err);
}

static int apply_steps(struct store *s, struct error *err)
{
	/* Read inside the transaction: another program may have migrated while this one waited. */
	struct sql_statement st;
	if (statement_start(&st, s, SQL_USER_VERSION, err))
		return -1;
	int version = statement_step(&st, err) > 0 ? statement_int(&st) : -1;
	statement_finish(&st);
	if (version < 0)
		return -1;
	for (int i = version; i < store_schema_version(); i++)
		for (const char *const *sql = steps[i]; *sql; sql++)
			if (store_execute(s, *sql, err))
				return -1;
	if (version >= store_schema_version())
		return 0;
	if (set_pragma(s, "application_id", STORE_APPLICATION_ID, err))
		return -1;
	return set_pragma(s, "user_version", store_schema_version(), err);
}

int store_migrate(struct store *s, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, apply_steps(s, err), err);
}
