/* Headlines going out. The SQL of a query is put together from fixed pieces: the filter that leaves the fewest
 * items leads, by its index from the newest on, and the others look at what it brings; values are always bound.
 * It finds stories, and each story's items are read after. */
#include "store/press.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 100
#define FEW 2000 /* a filter that leaves no more than so many items leads even before the text index */

enum driver { DRIVER_TIME, DRIVER_UNREAD, DRIVER_SOURCE, DRIVER_COMPANY, DRIVER_TEXT, DRIVERS };

/* ---- which index leads ---- */

static int count_few(struct store *s, const char *from, const char *value, int *count, struct error *err)
{
	char sql[160];
	struct sql_statement st;
	sqlite3_snprintf(sizeof sql, sql, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)", from, FEW + 1);
	if (statement_prepare(&st, s, sql, err))
		return -1;
	if (value)
		statement_bind_text(&st, value);
	int row = statement_step(&st, err);
	*count = row > 0 ? statement_int(&st) : 0;
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int choose_driver(struct store *s, const struct press_query *q, const struct search *search, enum driver *driver,
			 struct error *err)
{
	const struct {
		bool is_asked;
		enum driver driver;
		const char *from, *value;
	} filters[] = {
		{ q->company != NULL, DRIVER_COMPANY, "headline_company WHERE symbol = ?", q->company },
		{ q->source != NULL, DRIVER_SOURCE, "headline WHERE source = ?", q->source },
		{ q->unread_only, DRIVER_UNREAD, "headline INDEXED BY headline_unread WHERE NOT read", NULL },
	};
	int least = FEW + 1;
	*driver = search->match.length ? DRIVER_TEXT : DRIVER_TIME;
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		int count;
		if (!filters[i].is_asked)
			continue;
		if (count_few(s, filters[i].from, filters[i].value, &count, err))
			return -1;
		if (count < least || *driver == DRIVER_TIME)
			*driver = filters[i].driver;
		least = count < least ? count : least;
	}
	return 0;
}

/* ---- the question ---- */

static const char *const origins[DRIVERS] = {
	[DRIVER_TIME] = "headline h WHERE true",
	[DRIVER_UNREAD] = "headline h INDEXED BY headline_unread WHERE true",
	[DRIVER_SOURCE] = "headline h INDEXED BY headline_by_source WHERE true",
	[DRIVER_COMPANY] = "headline_company c CROSS JOIN headline h ON h.id = c.headline WHERE c.symbol = ?",
	[DRIVER_TEXT] = "press_text t CROSS JOIN headline h ON h.place = t.rowid WHERE press_text MATCH ?",
};
static const char *const places[DRIVERS] = {
	[DRIVER_TIME] = "h.place",    [DRIVER_UNREAD] = "h.place", [DRIVER_SOURCE] = "h.place",
	[DRIVER_COMPANY] = "c.place", [DRIVER_TEXT] = "t.rowid",
};

/* The newest items only, where words are too short for the text index and nothing else narrows. */
static bool is_bounded(enum driver driver, const struct search *search)
{
	return search->count && (driver == DRIVER_TIME || driver == DRIVER_UNREAD);
}

static int write_sql(struct buffer *sql, const struct press_query *q, enum driver driver, const struct search *search)
{
	const char *place = places[driver];
	int failed = buffer_format(sql, "SELECT DISTINCT h.story FROM %s", origins[driver]);
	if (!q->company && !q->source && !search->count)
		failed |= buffer_append_text(sql, " AND h.leads");
	if (q->company && driver != DRIVER_COMPANY)
		failed |= buffer_append_text(sql, " AND EXISTS (SELECT 1 FROM headline_company c"
						  " WHERE c.symbol = ? AND c.place = h.place)");
	if (q->source)
		failed |= buffer_append_text(sql, " AND h.source = ?");
	if (q->language)
		failed |= buffer_append_text(sql, " AND h.language = ?");
	if (q->since)
		failed |= buffer_format(sql, " AND %s >= ?", place);
	if (q->unread_only)
		failed |= buffer_append_text(sql, " AND NOT h.read");
	if (is_bounded(driver, search))
		failed |= buffer_format(sql,
					" AND h.place >= ifnull((SELECT place FROM headline ORDER BY place DESC"
					" LIMIT 1 OFFSET %d), -9223372036854775807)",
					STORE_PRESS_RECENT - 1);
	for (size_t i = 0; i < search->count; i++)
		failed |= buffer_append_text(sql, " AND occurs(?, h.title, h.summary)");
	return failed | buffer_format(sql, " ORDER BY %s DESC LIMIT ?", place);
}

static void bind_query(struct sql_statement *st, const struct press_query *q, enum driver driver,
		       const struct search *search)
{
	if (driver == DRIVER_TEXT)
		statement_bind_text(st, buffer_text(&search->match));
	if (q->company)
		statement_bind_text(st, q->company);
	if (q->source)
		statement_bind_text(st, q->source);
	if (q->language)
		statement_bind_text(st, q->language);
	if (q->since)
		statement_bind_integer(st, place_from(q->since));
	const char *word = buffer_text(&search->words);
	for (size_t i = 0; i < search->count; i++) {
		statement_bind_text(st, word);
		word += strlen(word) + 1;
	}
	statement_bind_integer(st, q->limit ? (int64_t)q->limit : DEFAULT_LIMIT);
}

static int read_story(struct sql_statement *st, void *item)
{
	*(int64_t *)item = statement_integer(st);
	return 0;
}

/* Rows of int64_t, newest story first. */
static int find_stories(struct store *s, const struct press_query *q, const struct search *search, struct rows *stories,
			struct error *err)
{
	static const struct row_class class = { sizeof(int64_t), read_story, NULL };
	struct sql_statement st;
	struct buffer sql;
	enum driver driver;
	if (choose_driver(s, q, search, &driver, err))
		return -1;
	buffer_init(&sql, 0);
	int result = write_sql(&sql, q, driver, search) ? error_set(err, "out of memory")
							: statement_prepare(&st, s, buffer_text(&sql), err);
	if (!result) {
		bind_query(&st, q, driver, search);
		result = statement_collect(&st, &class, stories, err);
	}
	buffer_release(&sql);
	return result;
}

/* ---- the answer ---- */

static int read_headline(struct sql_statement *st, struct headline *h)
{
	headline_init(h);
	h->row = statement_integer(st);
	h->id = statement_copy(st);
	h->title = statement_copy(st);
	h->url = statement_copy(st);
	h->summary = statement_copy(st);
	h->author = statement_copy(st);
	statement_text(st, h->source, sizeof h->source);
	statement_text(st, h->language, sizeof h->language);
	h->time = statement_integer(st);
	h->time_is_fetch_time = statement_integer(st);
	h->fetched = statement_integer(st);
	h->read = statement_integer(st);
	h->story = statement_integer(st);
	return h->id && h->title && h->url && h->summary && h->author ? 0 : -1;
}

static int get_item(struct store *s, enum statement_id id, int64_t key, struct headline *h, bool *found,
		    struct error *err)
{
	struct sql_statement st;
	headline_init(h);
	if (statement_start(&st, s, id, err))
		return -1;
	statement_bind_integer(&st, key);
	int row = statement_step(&st, err);
	*found = row > 0;
	int failed = row > 0 && read_headline(&st, h) ? error_set(err, "out of memory") : 0;
	statement_finish(&st);
	if (failed)
		headline_release(h);
	return row < 0 || failed ? -1 : 0;
}

static void add_company(struct headline *h, const char *symbol)
{
	for (size_t i = 0; i < h->company_count; i++)
		if (strcmp(h->companies[i], symbol) == 0)
			return;
	if (h->company_count < HEADLINE_COMPANIES)
		memcpy(h->companies[h->company_count++], symbol, strlen(symbol) + 1);
}

static int add_companies(struct store *s, int64_t row, struct headline *h, struct error *err)
{
	struct sql_statement st;
	char symbol[SYMBOL_SIZE];
	int more;
	if (statement_start(&st, s, SQL_COMPANIES_GET, err))
		return -1;
	statement_bind_integer(&st, row);
	while ((more = statement_step(&st, err)) > 0) {
		statement_text(&st, symbol, sizeof symbol);
		add_company(h, symbol);
	}
	statement_finish(&st);
	return more < 0 ? -1 : 0;
}

int press_get_item(struct store *s, int64_t row, struct headline *h, bool *found, struct error *err)
{
	if (get_item(s, SQL_HEADLINE_GET, row, h, found, err))
		return -1;
	if (!*found || add_companies(s, row, h, err) == 0)
		return 0;
	headline_release(h);
	return -1;
}

static void add_source(struct headline *h, const char *name)
{
	for (size_t i = 0; i < h->source_count; i++)
		if (strcmp(h->sources[i], name) == 0)
			return;
	if (h->source_count < HEADLINE_SOURCES)
		memcpy(h->sources[h->source_count++], name, strlen(name) + 1);
}

/* Its sources, and the companies of all of its items. */
static int add_copies(struct store *s, struct headline *h, struct error *err)
{
	struct sql_statement st;
	int more, failed = 0;
	if (statement_start(&st, s, SQL_STORY_SOURCES, err))
		return -1;
	statement_bind_integer(&st, h->story);
	while ((more = statement_step(&st, err)) > 0 && !failed) {
		char name[SOURCE_NAME_SIZE];
		int64_t row = statement_integer(&st);
		statement_text(&st, name, sizeof name);
		add_source(h, name);
		h->story_count++;
		failed = add_companies(s, row, h, err);
	}
	statement_finish(&st);
	return more < 0 || failed ? -1 : 0;
}

int store_get_headlines_after(struct store *s, int64_t row, struct headline_list *out, struct error *err)
{
	static const struct row_class class = { sizeof(int64_t), read_story, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	*out = (struct headline_list){ .count = 0 };
	if (statement_start(&st, s, SQL_HEADLINES_AFTER, err))
		return -1;
	statement_bind_integer(&st, row);
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	out->items = calloc(rows.count + 1, sizeof *out->items);
	int result = out->items ? 0 : error_set(err, "out of memory");
	for (size_t i = 0; i < rows.count && !result; i++) {
		bool found = false;
		struct headline *h = &out->items[out->count];
		result = press_get_item(s, ((const int64_t *)rows.items)[i], h, &found, err);
		out->count += found && !result;
	}
	free(rows.items);
	if (result)
		headline_list_release(out);
	return result;
}

static int get_stories(struct store *s, const struct rows *stories, struct headline_list *out, struct error *err)
{
	out->items = calloc(stories->count + 1, sizeof *out->items);
	if (!out->items)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < stories->count; i++) {
		struct headline *h = &out->items[out->count];
		bool found;
		if (get_item(s, SQL_STORY_GET, ((const int64_t *)stories->items)[i], h, &found, err))
			return -1;
		if (!found)
			continue;
		out->count++;
		if (add_copies(s, h, err))
			return -1;
	}
	return 0;
}

static int get_headlines(struct store *s, const struct press_query *query, const struct search *search,
			 struct headline_list *out, struct error *err)
{
	struct rows stories = { .count = 0 };
	if (store_enter_read(s, err))
		return -1;
	int result = find_stories(s, query, search, &stories, err) || get_stories(s, &stories, out, err) ? -1 : 0;
	store_leave_read(s);
	free(stories.items);
	return result;
}

int store_get_headlines(struct store *s, const struct press_query *query, struct headline_list *out, struct error *err)
{
	struct search search;
	*out = (struct headline_list){ .count = 0 };
	int result = search_init(&search, query->words, err);
	if (result == 0)
		result = get_headlines(s, query, &search, out, err);
	search_release(&search);
	if (result)
		headline_list_release(out);
	return result;
}

void headline_list_release(struct headline_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		headline_release(&list->items[i]);
	free(list->items);
	*list = (struct headline_list){ .count = 0 };
}
