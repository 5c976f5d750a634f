/* All SQL of the store that is prepared once; what is bound and read follows the order here. */
#include "store/internal.h"

/* A newer answer replaces the whole older one. Shipped figures only ever replace shipped ones, and give
 * way to any live one: its own time may lie before the day they were gathered. */
#define UNLESS_OLDER(table)                                                                                            \
	" WHERE CASE WHEN " table ".source = excluded.source THEN excluded.as_of >= " table ".as_of"                   \
	" WHEN " table ".source = '" SHIPPED_SOURCE "' THEN 1 WHEN excluded.source = '" SHIPPED_SOURCE "' THEN 0"      \
	" ELSE excluded.as_of >= " table ".as_of END"

/* An answer that brings a price alone leaves what the same provider told beside it: the year's range, widened by the
 * price, for a week unless the price is on another scale; the day's range and volume for the day, while they are not
 * half an hour older than the price. */
#define SAME_PROVIDER " AND substr(excluded.source, 1, 5) = substr(quote.source, 1, 5)"
#define YEAR_HOLDS                                                                                                     \
	" WHEN quote.detailed > excluded.fetched - 691200 AND excluded.currency = quote.currency"                      \
	" AND excluded.price BETWEEN 0.75 * quote.year_low AND 1.33 * quote.year_high" SAME_PROVIDER
#define DAY_HOLDS                                                                                                      \
	" WHEN quote.detailed >= excluded.as_of - 2100 AND excluded.currency = quote.currency"                         \
	" AND excluded.as_of / 86400 = quote.as_of / 86400 AND excluded.price BETWEEN quote.price / 2 AND "            \
	"quote.price * 2" SAME_PROVIDER
#define QUOTE_COLUMNS                                                                                                  \
	"symbol, name, currency, exchange, price, change, change_pct, previous_close, day_low, day_high, year_low,"    \
	" year_high, volume, extended_price, market_state, source, as_of, fetched"
#define STATE_COLUMNS                                                                                                  \
	"name, url, kind, status, last_try, last_ok, next_poll, latency_ms, bytes, items, failures, last_code, etag,"  \
	" last_modified, error, refused_since, moved_url"
#define EVENT_COLUMNS "symbol, action, as_of, numerator, denominator, amount, source, fetched"
#define FACT_COLUMNS "symbol, concept, period, as_of, source, value, unit, fetched, origin, note"
#define DEAL_COLUMNS                                                                                                   \
	"id, date, giver, taker, kind, amount_low, amount_high, currency, gw, term, status, delivery, class_text,"     \
	" confidence, payer, payee, source, note, superseded, supersedes, edge_low, edge_high, gw_in, own"
#define READING_COLUMNS "time, as_of, marcus, huang, centre, sd, low, high, recomputed, mean"
#define SERIES_TEST_COLUMNS                                                                                            \
	"symbol, lag, last_time, first_time, observations, least_window, adf, sadf, gsadf, bsadf, gsadf_at,"           \
	" gsadf_90, gsadf_95, gsadf_99, bsadf_90, bsadf_95, bsadf_99, replicates, p_gsadf, p_bsadf, episode,"          \
	" episode_start, hash, computed"
#define LPPLS_TEST_COLUMNS "symbol, observations, last_time, windows, on_bound, qualified, hash, computed"
#define HEADLINE_COLUMNS                                                                                               \
	"id, identity, title, url, summary, author, source, language, time, time_is_fetch_time, fetched, read, story"
#define CANDIDATE_COLUMNS                                                                                              \
	"status, time, headline, title, url, source, sentence, amount_text, amount_low, amount_high, currency, gw,"    \
	" doubtful, payer, payee, kind, delivery"
/* The items of a story: the one that it is numbered by, unless that is gone, and those that joined it. */
#define MEMBER(row, story)                                                                                             \
	"((" row ".id = " story " AND " row ".story = " story ") OR (" row ".story = " story " AND " row               \
	".story <> " row ".id))"
/* Items of other sources with that mark; a union of three is quicker than a list of three. */
#define BY_TITLE(mark)                                                                                                 \
	"SELECT story, place, read FROM headline WHERE title_mark = " mark                                             \
	" AND place >= ?4 AND place < ?5 AND id <> ?6 AND source <> ?7"
#define BY_URL(mark)                                                                                                   \
	"SELECT story, place, read FROM headline WHERE url_mark = " mark                                               \
	" AND url_mark <> 0 AND id <> ?4 AND source <> ?5"
/* Of an item that is alone (place_make). */
#define PLACE "((max(min(time, 17179869183), -17179869184) << 28) | (id & 268435455))"

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
		"INSERT INTO quote (" QUOTE_COLUMNS ", detailed)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?13, ?, ?, ?, ?, ?18, iif(?13 IS NULL, 0, ?18))"
		" ON CONFLICT (symbol) DO UPDATE SET name = iif(excluded.name = '', quote.name, excluded.name),"
		" currency = excluded.currency, exchange = iif(excluded.exchange = '', quote.exchange, "
		"excluded.exchange),"
		" price = excluded.price, change = excluded.change,"
		" change_pct = excluded.change_pct, previous_close = excluded.previous_close,"
		" day_low = CASE WHEN excluded.day_low IS NOT NULL THEN excluded.day_low" DAY_HOLDS
		" THEN min(quote.day_low, excluded.price) END,"
		" day_high = CASE WHEN excluded.day_high IS NOT NULL THEN excluded.day_high" DAY_HOLDS
		" THEN max(quote.day_high, excluded.price) END,"
		" year_low = CASE WHEN excluded.year_low IS NOT NULL THEN excluded.year_low" YEAR_HOLDS
		" THEN min(quote.year_low, excluded.price) END,"
		" year_high = CASE WHEN excluded.year_high IS NOT NULL THEN excluded.year_high" YEAR_HOLDS
		" THEN max(quote.year_high, excluded.price) END,"
		" volume = CASE WHEN excluded.volume IS NOT NULL THEN excluded.volume" DAY_HOLDS
		" THEN quote.volume END,"
		" detailed = iif(excluded.volume IS NULL, quote.detailed, excluded.detailed),"
		/* The same trade again: what was traded outside of the session since is not undone by who does not
		   tell. */
		" extended_price = CASE WHEN excluded.extended_price IS NULL AND excluded.as_of = quote.as_of"
		" THEN quote.extended_price ELSE excluded.extended_price END, market_state = excluded.market_state,"
		" source = excluded.source, as_of = excluded.as_of, fetched = excluded.fetched" UNLESS_OLDER("quote"),
	/* Of the same day only, and not on another scale than the price. */
	[SQL_QUOTE_DETAIL] =
		"UPDATE quote SET name = iif(?2 = '', name, ?2), exchange = iif(exchange = '', ?4, exchange),"
		" day_low = iif(as_of / 86400 = ?17 / 86400, coalesce(min(?9, price), day_low), day_low),"
		" day_high = iif(as_of / 86400 = ?17 / 86400, coalesce(max(?10, price), day_high), day_high),"
		" year_low = coalesce(min(?11, price), year_low), year_high = coalesce(max(?12, price), year_high),"
		" volume = iif(as_of / 86400 = ?17 / 86400, coalesce(?13, volume), volume), detailed = ?18"
		" WHERE symbol = ?1 AND currency = ?3 AND ?5 BETWEEN price / 2 AND price * 2"
		" AND substr(source, 1, 5) = substr(?16, 1, 5)",
	[SQL_QUOTE_GET] = "SELECT " QUOTE_COLUMNS " FROM quote WHERE symbol = ?",
	[SQL_QUOTES_GET] = "SELECT " QUOTE_COLUMNS " FROM quote ORDER BY symbol",
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
	[SQL_CANDLES_PRUNE] = "DELETE FROM candle WHERE series IN (SELECT id FROM series WHERE interval = ?)"
			      " AND as_of < ?",
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
	[SQL_EVENTS_GET] = "SELECT " EVENT_COLUMNS " FROM event WHERE symbol BETWEEN ? AND ?"
			   " ORDER BY symbol, as_of, action",
	[SQL_SPLITS_GET] = "SELECT " EVENT_COLUMNS " FROM event WHERE symbol BETWEEN ? AND ? AND action = 'split'"
			   " ORDER BY symbol, as_of",
	[SQL_HISTORY_DROP] = "DELETE FROM candle WHERE series IN (SELECT id FROM series WHERE symbol = ?)"
			     " AND fetched < ?",

	/* A time that the feed gave outranks the time of a fetch, and the first fetch outranks the later ones. */
	[SQL_HEADLINE_FIND] = "SELECT id, title IS NOT ?3 OR url IS NOT ?4 OR summary IS NOT ?5 OR author IS NOT ?6"
			      " OR language IS NOT ?7 OR (NOT ?9 AND (time IS NOT ?8 OR time_is_fetch_time))"
			      " FROM headline INDEXED BY headline_by_identity WHERE identity_mark = identity_mark(?1, "
			      "?2) AND source = ?1 AND identity = ?2",
	[SQL_HEADLINE_NEXT] = "SELECT ifnull(max(id), 0) + 1 FROM headline",
	[SQL_HEADLINE_ADD] = "INSERT INTO headline (id, source, identity, title, url, summary, author, language, time,"
			     " time_is_fetch_time, fetched, read, story, leads, place, title_mark, url_mark,"
			     " identity_mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
			     " ?15, ?16, ?17, identity_mark(?2, ?3))",
	[SQL_HEADLINE_UPDATE] = "UPDATE headline SET title = ?2, url = ?3, summary = ?4, author = ?5, language = ?6,"
				" time = iif(?8, time, ?7), time_is_fetch_time = time_is_fetch_time AND ?8,"
				" fetched = ?9 WHERE id = ?1",
	[SQL_HEADLINE_GET] = "SELECT " HEADLINE_COLUMNS " FROM headline WHERE id = ?",
	[SQL_HEADLINES_AFTER] = "SELECT id FROM headline WHERE id > ? ORDER BY id",
	[SQL_HEADLINE_SLICE] =
		"SELECT place FROM headline WHERE place < ? AND time < ? ORDER BY place LIMIT 1 OFFSET ?",
	[SQL_HEADLINE_TEXT] = "SELECT place, title, summary FROM headline WHERE id = ?",
	[SQL_HEADLINE_PRUNE] = "DELETE FROM headline WHERE place < ? AND time < ?",
	[SQL_HEADLINE_MARK] = "UPDATE headline SET read = ?2 WHERE read <> ?2 AND id IN (SELECT m.id FROM headline h"
			      " JOIN headline m ON " MEMBER("m", "h.story") " WHERE h.id = ?1)",
	[SQL_HEADLINE_MARK_UNTIL] = "UPDATE headline SET read = 1 WHERE NOT read AND place < ?",

	[SQL_TEXT_ADD] = "INSERT INTO press_text (rowid, title, summary) VALUES (?, ?, ?)",
	[SQL_TEXT_DROP] = "INSERT INTO press_text (press_text, rowid, title, summary) VALUES ('delete', ?, ?, ?)",
	[SQL_TEXT_PRUNE] = "INSERT INTO press_text (press_text, rowid, title, summary)"
			   " SELECT 'delete', place, title, summary FROM headline WHERE place < ? AND time < ?"
			   " ORDER BY place",
	[SQL_TEXT_MERGE] = "INSERT INTO press_text (press_text, rank) VALUES ('merge', ?)",
	[SQL_TEXT_CHECK] = "INSERT INTO press_text (press_text, rank) VALUES ('integrity-check', 1)",

	[SQL_TEXT_SAMPLE] = "SELECT place, title FROM headline"
			    " WHERE id % ((SELECT count(*) FROM headline) / ?1 + 1) = 0 LIMIT ?1",
	[SQL_TEXT_LOOK] = "SELECT 1 FROM press_text WHERE press_text MATCH ? AND rowid = ?",

	[SQL_STORY_BY_TITLE] = BY_TITLE("?1") " UNION ALL " BY_TITLE("?2") " UNION ALL " BY_TITLE("?3") " LIMIT ?8",
	[SQL_STORY_BY_URL] = BY_URL("?1") " UNION ALL " BY_URL("?2") " UNION ALL " BY_URL("?3") " LIMIT ?6",
	[SQL_STORY_SOURCE] = "SELECT 1 FROM headline WHERE " MEMBER("headline", "?1") " AND +source = ?2 AND id <> ?3",
	[SQL_STORY_COMPANIES] = "SELECT symbol FROM headline JOIN headline_company ON headline = id"
				" WHERE " MEMBER("headline", "?1"),
	/* No row if the one who should lead does, and all stand with it. */
	[SQL_STORY_CHOOSE] =
		"SELECT id, time FROM (SELECT id, time, leads, place, count(*) OVER () AS items,"
		" sum(leads) OVER () AS leading, min(place >> 28) OVER () AS first_time,"
		" max(place >> 28) OVER () AS last_time FROM headline WHERE " MEMBER(
			"headline",
			"?1") " ORDER BY summary = '', id LIMIT 1) WHERE NOT leads OR leading <> 1"
			      " OR first_time <> last_time OR place >> 28 <> max(min(time, 17179869183), -17179869184)",
	[SQL_STORY_LEAD] =
		"UPDATE headline SET leads = id = ?2, place = ?3 | (id & 268435455) WHERE " MEMBER("headline", "?1"),
	[SQL_STORY_JOIN] = "UPDATE headline SET story = ?2, leads = 0, read = ?3 WHERE id = ?1",
	[SQL_STORY_RENUMBER] = "UPDATE headline SET story = ?2 WHERE " MEMBER("headline", "?1"),
	[SQL_STORY_COUNT] = "SELECT count(*) FROM headline WHERE " MEMBER("headline", "?1"),
	[SQL_STORY_LEAVE] = "UPDATE headline SET story = id, leads = 1, place = " PLACE " WHERE id = ?"
			    " AND (story <> id OR NOT leads OR place <> " PLACE ")",
	[SQL_STORY_MARK] = "UPDATE headline SET title_mark = ?2, url_mark = ?3 WHERE id = ?1"
			   " AND (title_mark <> ?2 OR url_mark <> ?3)",
	[SQL_STORY_ROWS] = "SELECT id FROM headline WHERE " MEMBER("headline", "?1") " ORDER BY id",
	[SQL_STORY_ROWS_OF] = "SELECT m.id FROM headline h JOIN headline m ON " MEMBER(
		"m", "h.story") " WHERE h.id = ? ORDER BY m.id",
	[SQL_STORY_UNMARKED] = "SELECT id FROM headline WHERE title_mark = 0 ORDER BY id LIMIT ?",
	/* Of which some items go and some stay. */
	[SQL_STORY_SHORTENED] = "SELECT DISTINCT story FROM headline h WHERE place < ?1 AND time < ?2"
				" AND EXISTS (SELECT 1 FROM headline m WHERE " MEMBER(
					"m", "h.story") " AND NOT (m.place < ?1 AND m.time < ?2))",
	[SQL_STORY_GET] = "SELECT " HEADLINE_COLUMNS " FROM headline WHERE " MEMBER("headline", "?1") " AND leads",
	[SQL_STORY_SOURCES] =
		"SELECT id, source FROM headline WHERE " MEMBER("headline", "?1") " ORDER BY leads DESC, id",

	[SQL_COMPANIES_GET] = "SELECT symbol FROM headline_company WHERE headline = ? ORDER BY position",
	[SQL_COMPANIES_DROP] = "DELETE FROM headline_company WHERE headline = ?",
	[SQL_COMPANIES_MOVE] = "UPDATE headline_company SET place = h.place FROM headline h"
			       " WHERE headline = ?1 AND h.id = ?1",
	[SQL_COMPANY_ADD] = "INSERT INTO headline_company (headline, position, symbol, place)"
			    " SELECT id, ?2, ?3, place FROM headline WHERE id = ?1"
			    " ON CONFLICT (symbol, place) DO NOTHING",

	/* The same statement in another paper: within a month, and but for rounding the same amount. */
	[SQL_CANDIDATE_FIND] = "SELECT number FROM candidate WHERE payer = ?1 AND payee = ?2"
			       " AND time BETWEEN ?3 - 2592000 AND ?3 + 2592000 AND kind = ?4 AND currency = ?5"
			       " AND abs(amount_high - ?6) <= 0.01 * ?6",
	/* Numbers that the person's ledger has taken over are not given again, though the store be a new one. */
	[SQL_CANDIDATE_NEXT] = "SELECT max(ifnull((SELECT max(number) FROM candidate), 0),"
			       " ifnull((SELECT max(CAST(substr(id, 2) AS INTEGER)) FROM deal"
			       " WHERE id GLOB 'K[0-9]*'), 0)) + 1",
	[SQL_CANDIDATE_PUT] = "INSERT INTO candidate (number, " CANDIDATE_COLUMNS
			      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_CANDIDATES_GET] = "SELECT number, " CANDIDATE_COLUMNS " FROM candidate WHERE ?1 = '' OR status = ?1"
			       " ORDER BY time DESC, number DESC",
	[SQL_CANDIDATE_GET] = "SELECT number, " CANDIDATE_COLUMNS " FROM candidate WHERE number = ?",
	[SQL_CANDIDATE_SET] = "UPDATE candidate SET status = ?2 WHERE number = ?1",

	[SQL_SOURCE_STATE_PUT] = "REPLACE INTO source_state (" STATE_COLUMNS
				 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_SOURCE_STATES_GET] = "SELECT " STATE_COLUMNS " FROM source_state ORDER BY name",
	[SQL_FACT_PUT] = "REPLACE INTO fact (" FACT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_FACTS_GET] = "SELECT " FACT_COLUMNS " FROM fact WHERE symbol BETWEEN ? AND ?"
			  " ORDER BY symbol, concept, period, as_of, source",
	/* REPLACE numbers the row anew: a ledger put whole comes back in its own order. */
	[SQL_DEAL_PUT] = "REPLACE INTO deal (" DEAL_COLUMNS
			 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_DEALS_DROP] = "DELETE FROM deal",
	[SQL_DEALS_GET] = "SELECT " DEAL_COLUMNS " FROM deal ORDER BY row",

	[SQL_READING_PUT] = "INSERT INTO reading (" READING_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_READING_GET] = "SELECT id, " READING_COLUMNS " FROM reading WHERE NOT recomputed ORDER BY id DESC LIMIT 1",
	[SQL_READINGS_GET] =
		"SELECT id, " READING_COLUMNS " FROM reading WHERE time >= ? ORDER BY time DESC, id DESC LIMIT ?",
	[SQL_READING_POINTS] =
		"SELECT time, marcus, huang, recomputed, iif(mean = 'arithmetic', '', '~') ||"
		" (SELECT group_concat(code || iif(weight = 1, '', weight), '') FROM reading_component"
		" WHERE reading = id AND weight > 0 AND marcus IS NOT NULL AND huang IS NOT NULL) FROM reading"
		" WHERE id IN (SELECT max(id) FROM reading GROUP BY time / 86400) ORDER BY time DESC LIMIT ?",
	[SQL_READING_FIRST] = "SELECT time FROM reading WHERE NOT recomputed ORDER BY time LIMIT 1",
	[SQL_RECOMPUTED_DROP] = "DELETE FROM reading WHERE recomputed",
	[SQL_COMPONENT_PUT] = "INSERT INTO reading_component (reading, code, marcus, huang, sentence,"
			      " weight, stale) VALUES (?, ?, ?, ?, ?, ?, ?)",
	[SQL_COMPONENTS_GET] = "SELECT code, marcus, huang, sentence, weight, stale FROM reading_component"
			       " WHERE reading = ?",
	[SQL_INPUT_PUT] = "INSERT INTO reading_input (reading, position, name, value, unit, as_of, source, is_context)"
			  " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_INPUTS_GET] = "SELECT name, value, unit, as_of, source, is_context FROM reading_input WHERE reading = ?"
			   " ORDER BY position",

	[SQL_SERIES_TEST_PUT] = "REPLACE INTO series_test (" SERIES_TEST_COLUMNS
				") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_SERIES_TESTS_GET] = "SELECT " SERIES_TEST_COLUMNS " FROM series_test ORDER BY symbol, lag, last_time",
	[SQL_LPPLS_TEST_PUT] = "REPLACE INTO lppls_test (" LPPLS_TEST_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_LPPLS_TESTS_GET] = "SELECT " LPPLS_TEST_COLUMNS " FROM lppls_test ORDER BY symbol",

	[SQL_NOTE_PUT] = "REPLACE INTO note (name, value) VALUES (?, ?)",
	[SQL_NOTE_GET] = "SELECT value FROM note WHERE name = ?",
	[SQL_COUNTS] = "SELECT (SELECT count(*) FROM quote), (SELECT count(*) FROM candle),"
		       " (SELECT count(*) FROM headline), (SELECT count(*) FROM source_state),"
		       " (SELECT count(*) FROM fact), (SELECT count(*) FROM deal),"
		       " (SELECT count(*) FROM reading WHERE NOT recomputed),"
		       " (SELECT count(*) FROM series_test)",
};
