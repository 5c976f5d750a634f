/* Headlines going out. The SQL of a query is put together from fixed pieces, one for each filter
 * that is set, so that each combination gets the index that serves it; values are always bound. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define DEFAULT_LIMIT 100
#define WORDS_SIZE 512
#define WORDS 16

/* The words of a query as LIKE patterns. This is the one place that knows how text is searched. */
struct search {
	struct buffer patterns; /* "%nvidia%\0%chip%\0" */
	size_t count;
};

static int add_pattern(struct search *search, const char *word, size_t length)
{
	struct buffer *b = &search->patterns;
	int failed = buffer_append_char(b, '%');
	for (size_t i = 0; i < length && !failed; i++) {
		if (strchr("%_\\", word[i]))
			failed = buffer_append_char(b, '\\');
		if (!failed)
			failed = buffer_append_char(b, word[i]);
	}
	if (failed || buffer_append(b, "%", sizeof "%"))
		return -1;
	search->count++;
	return 0;
}

static int search_init(struct search *search, const char *words, struct error *err)
{
	static const char blanks[] = " \t\n\r";
	*search = (struct search){ .count = 0 };
	buffer_init(&search->patterns, 0);
	if (!words)
		return 0;
	if (strlen(words) >= WORDS_SIZE)
		return error_set(err, "a search of the press takes at most %d characters", WORDS_SIZE - 1);
	for (const char *p = words + strspn(words, blanks); *p; p += strspn(p, blanks)) {
		size_t length = strcspn(p, blanks);
		if (search->count == WORDS)
			return error_set(err, "a search of the press takes at most %d words", WORDS);
		if (add_pattern(search, p, length))
			return error_set(err, "out of memory");
		p += length;
	}
	return 0;
}

static void search_release(struct search *search)
{
	buffer_release(&search->patterns);
}

static int write_sql(struct buffer *sql, const struct press_query *q, size_t words)
{
	static const char columns[] =
		"SELECT h.id, h.identity, h.title, h.url, h.summary, h.author, h.source, h.language,"
		" h.time, h.time_is_fetch_time, h.fetched, h.read FROM ";
	/* With a company its own index leads, in order of time; the planner cannot know how few rows that is. */
	const char *time = q->company ? "c.time" : "h.time";
	const char *row = q->company ? "c.headline" : "h.id";
	int failed = buffer_append_text(sql, columns);
	failed |= buffer_append_text(sql, q->company ? "headline_company c CROSS JOIN headline h ON h.id = c.headline"
						       " WHERE c.symbol = ?"
						     : "headline h WHERE true");
	if (q->source)
		failed |= buffer_append_text(sql, " AND h.source = ?");
	if (q->since)
		failed |= buffer_format(sql, " AND %s >= ?", time);
	if (q->unread_only)
		failed |= buffer_append_text(sql, " AND NOT h.read");
	for (size_t i = 0; i < words; i++)
		failed |= buffer_append_text(sql, " AND (h.title LIKE ? ESCAPE '\\' OR h.summary LIKE ? ESCAPE '\\')");
	return failed | buffer_format(sql, " ORDER BY %s DESC, %s DESC LIMIT ?", time, row);
}

static void bind_query(struct statement *st, const struct press_query *q, const struct search *search)
{
	if (q->company)
		statement_bind_text(st, q->company);
	if (q->source)
		statement_bind_text(st, q->source);
	if (q->since)
		statement_bind_integer(st, q->since);
	const char *pattern = buffer_text(&search->patterns);
	for (size_t i = 0; i < search->count; i++) {
		statement_bind_text(st, pattern);
		statement_bind_text(st, pattern);
		pattern += strlen(pattern) + 1;
	}
	statement_bind_integer(st, q->limit ? (int64_t)q->limit : DEFAULT_LIMIT);
}

static int read_headline(struct statement *st, void *item)
{
	struct headline *h = item;
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
	return h->id && h->title && h->url && h->summary && h->author ? 0 : -1;
}

static void release_headline(void *item)
{
	headline_release(item);
}

static int read_companies(struct store *s, struct headline *h, struct error *err)
{
	struct statement st;
	int more;
	if (statement_start(&st, s, SQL_COMPANIES_GET, err))
		return -1;
	statement_bind_integer(&st, h->row);
	while ((more = statement_step(&st, err)) > 0 && h->company_count < HEADLINE_COMPANIES)
		statement_text(&st, h->companies[h->company_count++], SYMBOL_SIZE);
	statement_finish(&st);
	return more < 0 ? -1 : 0;
}

static int get_items(struct store *s, const struct press_query *query, const struct search *search, const char *sql,
		     struct headline_list *out, struct error *err)
{
	static const struct row_class class = { sizeof(struct headline), read_headline, release_headline };
	struct statement st;
	struct rows rows;
	if (statement_prepare(&st, s, sql, err))
		return -1;
	bind_query(&st, query, search);
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	out->items = rows.items;
	out->count = rows.count;
	for (size_t i = 0; i < out->count; i++)
		if (read_companies(s, &out->items[i], err))
			return -1;
	return 0;
}

static int get_headlines(struct store *s, const struct press_query *query, const struct search *search,
			 struct headline_list *out, struct error *err)
{
	struct buffer sql;
	buffer_init(&sql, 0);
	int result = write_sql(&sql, query, search->count) ? error_set(err, "out of memory") : store_enter_read(s, err);
	if (result == 0) {
		result = get_items(s, query, search, buffer_text(&sql), out, err);
		store_leave_read(s);
	}
	buffer_release(&sql);
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
