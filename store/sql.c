/* All SQL of the store that is prepared once; what is bound and read follows the order here. */
#include "store/internal.h"

/* A newer answer replaces the whole older one. Shipped figures only ever replace shipped ones, and give
 * way to any live one: its own time may lie before the day they were gathered. */
#define UNLESS_OLDER(table)                                                                                            \
	" WHERE CASE WHEN " table ".source = excluded.source THEN excluded.as_of >= " table ".as_of"                   \
	" WHEN " table ".source = '" SHIPPED_SOURCE "' THEN 1 WHEN excluded.source = '" SHIPPED_SOURCE "' THEN 0"      \
	" ELSE excluded.as_of >= " table ".as_of END"

#define QUOTE_COLUMNS                                                                                                  \
	"symbol, name, currency, exchange, price, change, change_pct, previous_close, day_low, day_high, year_low,"    \
	" year_high, volume, extended_price, market_state, source, as_of, fetched"
#define STATE_COLUMNS                                                                                                  \
	"name, url, kind, status, last_try, last_ok, next_poll, latency_ms, bytes, items, failures, last_code, etag,"  \
	" last_modified, error"
#define FACT_COLUMNS "symbol, concept, period, as_of, source, value, unit, fetched, origin, note"
#define DEAL_COLUMNS                                                                                                   \
	"id, date, giver, taker, kind, amount_low, amount_high, currency, gw, term, status, delivery, class_text,"     \
	" confidence, payer, payee, source, note, superseded, supersedes, edge_low, edge_high, gw_in, own"
#define READING_COLUMNS "time, as_of, marcus, huang, centre, sd, low, high, recomputed"

const char *const store_sql[STATEMENTS] = {
	[SQL_DATA_VERSION] = "PRAGMA data_version",
	[SQL_APPLICATION_ID] = "PRAGMA application_id",
	[SQL_USER_VERSION] = "PRAGMA user_version",
	[SQL_PAGE_COUNT] = "PRAGMA page_count",
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_BEGIN_READ] = "BEGIN",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_SAVEPOINT] = "SAVEPOINT scope",
	[SQL_RELEASE] = "RELEASE scope",
	[SQL_ROLLBACK_TO] = "ROLLBACK TO scope",

	[SQL_LEASE_GET] = "SELECT host, pid, since, renewed FROM lease",
	[SQL_LEASE_PUT] = "REPLACE INTO lease (only, host, pid, since, renewed) VALUES (1, ?, ?, ?, ?)",
	[SQL_LEASE_DROP] = "DELETE FROM lease WHERE host = ? AND pid = ?",

	[SQL_QUOTE_PUT] =
		"INSERT INTO quote (" QUOTE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (symbol) DO UPDATE SET name = excluded.name, currency = excluded.currency,"
		" exchange = excluded.exchange, price = excluded.price, change = excluded.change,"
		" change_pct = excluded.change_pct, previous_close = excluded.previous_close,"
		" day_low = excluded.day_low, day_high = excluded.day_high, year_low = excluded.year_low,"
		" year_high = excluded.year_high, volume = excluded.volume,"
		" extended_price = excluded.extended_price, market_state = excluded.market_state,"
		" source = excluded.source, as_of = excluded.as_of, fetched = excluded.fetched" UNLESS_OLDER("quote"),
	[SQL_QUOTE_GET] = "SELECT " QUOTE_COLUMNS " FROM quote WHERE symbol = ?",
	[SQL_QUOTE_SYMBOLS] = "SELECT symbol FROM quote ORDER BY symbol",
	[SQL_FX_PUT] = "INSERT INTO fx (base, counter, rate, source, as_of, fetched) VALUES (?, ?, ?, ?, ?, ?)"
		       " ON CONFLICT (base, counter) DO UPDATE SET rate = excluded.rate, source = excluded.source,"
		       " as_of = excluded.as_of, fetched = excluded.fetched" UNLESS_OLDER("fx"),
	[SQL_FX_GET] = "SELECT base, counter, rate, source, as_of, fetched FROM fx ORDER BY base, counter",

	[SQL_SERIES_GET] = "SELECT id, currency, source, fetched FROM series WHERE symbol = ? AND interval = ?",
	[SQL_SERIES_PUT] = "INSERT INTO series (symbol, interval, currency, source, fetched) VALUES (?, ?, ?, ?, ?)"
			   " ON CONFLICT (symbol, interval) DO UPDATE SET currency = excluded.currency,"
			   " source = excluded.source, fetched = excluded.fetched RETURNING id",
	[SQL_CANDLES_DROP] = "DELETE FROM candle WHERE series = ?",
	/* A bar that says what is known already is not written again. */
	[SQL_CANDLE_PUT] =
		"INSERT INTO candle (series, as_of, open, high, low, close, adjusted_close, volume, source, fetched)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series, as_of) DO UPDATE SET"
		" open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,"
		" adjusted_close = excluded.adjusted_close, volume = excluded.volume, source = excluded.source,"
		" fetched = excluded.fetched WHERE close IS NOT excluded.close OR open IS NOT excluded.open"
		" OR high IS NOT excluded.high OR low IS NOT excluded.low"
		" OR adjusted_close IS NOT excluded.adjusted_close OR volume IS NOT excluded.volume"
		" OR source IS NOT excluded.source",
	[SQL_CANDLES_GET] = "SELECT as_of, open, high, low, close, adjusted_close, volume FROM candle"
			    " WHERE series = ? AND as_of BETWEEN ? AND ? ORDER BY as_of",
	[SQL_EVENT_PUT] = "INSERT INTO event (symbol, action, as_of, numerator, denominator, amount, source, fetched)"
			  " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (symbol, action, as_of) DO UPDATE SET"
			  " numerator = excluded.numerator, denominator = excluded.denominator,"
			  " amount = excluded.amount, source = excluded.source, fetched = excluded.fetched"
			  " WHERE excluded.source <> '" SHIPPED_SOURCE "' OR event.source = '" SHIPPED_SOURCE "'",
	[SQL_LAST_SPLIT] = "SELECT as_of FROM event WHERE symbol = ? AND action = 'split' ORDER BY as_of DESC LIMIT 1",

	[SQL_HEADLINE_FIND] = "SELECT id FROM headline WHERE source = ? AND identity = ?",
	[SQL_HEADLINE_ADD] = "INSERT INTO headline (source, identity, title, url, summary, author, language, time,"
			     " time_is_fetch_time, fetched, read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* A time that the feed gave outranks the time of a fetch, and the first fetch outranks the later ones. */
	[SQL_HEADLINE_UPDATE] =
		"UPDATE headline SET title = ?2, url = ?3, summary = ?4, author = ?5, language = ?6,"
		" time = iif(?8, time, ?7), time_is_fetch_time = time_is_fetch_time AND ?8, fetched = ?9"
		" WHERE id = ?1 AND (title IS NOT ?2 OR url IS NOT ?3 OR summary IS NOT ?4 OR author IS NOT ?5"
		" OR language IS NOT ?6 OR (NOT ?8 AND (time IS NOT ?7 OR time_is_fetch_time)))",
	[SQL_HEADLINE_PRUNE] = "DELETE FROM headline WHERE time < ?",
	[SQL_COMPANIES_GET] = "SELECT symbol FROM headline_company WHERE headline = ? ORDER BY position",
	[SQL_COMPANIES_DROP] = "DELETE FROM headline_company WHERE headline = ?",
	[SQL_COMPANY_ADD] = "INSERT INTO headline_company (headline, position, symbol, time)"
			    " SELECT id, ?2, ?3, time FROM headline WHERE id = ?1"
			    " ON CONFLICT (symbol, time, headline) DO NOTHING",

	[SQL_SOURCE_STATE_PUT] =
		"REPLACE INTO source_state (" STATE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_SOURCE_STATES_GET] = "SELECT " STATE_COLUMNS " FROM source_state ORDER BY name",
	[SQL_FACT_PUT] = "REPLACE INTO fact (" FACT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_FACTS_GET] = "SELECT " FACT_COLUMNS " FROM fact WHERE symbol BETWEEN ? AND ?"
			  " ORDER BY symbol, concept, period, as_of, source",
	/* REPLACE numbers the row anew: a ledger put whole comes back in its own order. */
	[SQL_DEAL_PUT] =
		"REPLACE INTO deal (" DEAL_COLUMNS
		") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_DEALS_DROP] = "DELETE FROM deal",
	[SQL_DEALS_GET] = "SELECT " DEAL_COLUMNS " FROM deal ORDER BY row",

	[SQL_READING_PUT] = "INSERT INTO reading (" READING_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_READING_GET] = "SELECT id, " READING_COLUMNS " FROM reading WHERE NOT recomputed ORDER BY id DESC LIMIT 1",
	[SQL_READINGS_GET] =
		"SELECT id, " READING_COLUMNS " FROM reading WHERE time >= ? ORDER BY time DESC, id DESC LIMIT ?",
	[SQL_READING_POINTS] =
		"SELECT time, marcus, huang, recomputed, (SELECT group_concat(code, '') FROM reading_component"
		" WHERE reading = id AND marcus IS NOT NULL AND huang IS NOT NULL) FROM reading"
		" WHERE id IN (SELECT max(id) FROM reading GROUP BY time / 86400) ORDER BY time DESC LIMIT ?",
	[SQL_READING_FIRST] = "SELECT time FROM reading WHERE NOT recomputed ORDER BY time LIMIT 1",
	[SQL_RECOMPUTED_DROP] = "DELETE FROM reading WHERE recomputed",
	[SQL_COMPONENT_PUT] = "INSERT INTO reading_component (reading, code, marcus, huang, sentence)"
			      " VALUES (?, ?, ?, ?, ?)",
	[SQL_COMPONENTS_GET] = "SELECT code, marcus, huang, sentence FROM reading_component WHERE reading = ?",
	[SQL_INPUT_PUT] = "INSERT INTO reading_input (reading, position, name, value, unit, as_of, source)"
			  " VALUES (?, ?, ?, ?, ?, ?, ?)",
	[SQL_INPUTS_GET] = "SELECT name, value, unit, as_of, source FROM reading_input WHERE reading = ?"
			   " ORDER BY position",

	[SQL_NOTE_PUT] = "REPLACE INTO note (name, value) VALUES (?, ?)",
	[SQL_NOTE_GET] = "SELECT value FROM note WHERE name = ?",
	[SQL_COUNTS] = "SELECT (SELECT count(*) FROM quote), (SELECT count(*) FROM candle),"
		       " (SELECT count(*) FROM headline), (SELECT count(*) FROM source_state),"
		       " (SELECT count(*) FROM fact), (SELECT count(*) FROM deal),"
		       " (SELECT count(*) FROM reading WHERE NOT recomputed)",
};
