/* Which items tell one story. An item joins another source's story if the address is the same, within a week or
 * the weeks beside it, or if the title is, within a day of it (UTC), and is no stock title. A story has one item of
 * each source: what one source publishes twice is two things to it. Items that are about firms, but not about any firm
 * together, are no copies of each other.
 *
 * The story's number is the row of its first item. The first item leads it, unless that has no summary and a
 * later one has. */
#include "store/press.h"

#include <stdlib.h>
#include <string.h>

#define DAY_S 86400
#define WEEK_S (7 * DAY_S)
#define MATCHES 32   /* looked at for one item */
#define MARK_BITS 44 /* of a mark; above them stands the day or week */

/* ---- marks ---- */

static int64_t span_of(int64_t time, int64_t length)
{
	int64_t near = place_from(time) >> PLACE_ROW_BITS;
	return near >= 0 ? near / length : (near + 1) / length - 1;
}

/* The mark of a text in a span of time, so that those of one time lie together; never 0. */
static int64_t mark_in(int64_t span, int64_t mark)
{
	int64_t made = span * (INT64_C(1) << MARK_BITS) | (mark & ((INT64_C(1) << MARK_BITS) - 1));
	return made ? made : 1;
}

int64_t story_title_mark(const struct story_marks *marks, int64_t time)
{
	return mark_in(span_of(time, DAY_S), marks->title);
}

int64_t story_url_mark(const struct story_marks *marks, int64_t time)
{
	return marks->url ? mark_in(span_of(time, WEEK_S), marks->url) : 0;
}

static void bind_around(struct sql_statement *st, int64_t span, int64_t mark)
{
	for (int64_t i = -1; i <= 1; i++)
		statement_bind_integer(st, mark_in(span + i, mark));
}

/* ---- finding ---- */

static int has_source(struct store *s, int64_t story, const struct headline *h, bool *has, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_STORY_SOURCE, err))
		return -1;
	statement_bind_integer(&st, story);
	statement_bind_text(&st, h->source);
	statement_bind_integer(&st, h->row);
	int row = statement_step(&st, err);
	*has = row > 0;
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static bool is_about(const struct headline *h, const char *symbol)
{
	for (size_t i = 0; i < h->company_count; i++)
		if (strcmp(h->companies[i], symbol) == 0)
			return true;
	return false;
}

static int is_of_others(struct store *s, int64_t story, const struct headline *h, bool *others, struct error *err)
{
	struct sql_statement st;
	int more;
	bool has_any = false, has_common = false;
	if (statement_start(&st, s, SQL_STORY_COMPANIES, err))
		return -1;
	statement_bind_integer(&st, story);
	while ((more = statement_step(&st, err)) > 0 && !has_common) {
		has_any = true;
		has_common = is_about(h, statement_borrow(&st));
	}
	statement_finish(&st);
	*others = h->company_count && has_any && !has_common;
	return more < 0 ? -1 : 0;
}

static int fits(struct store *s, int64_t story, const struct headline *h, bool *does, struct error *err)
{
	bool has = false, others = false;
	*does = false;
	if (has_source(s, story, h, &has, err) || (!has && is_of_others(s, story, h, &others, err)))
		return -1;
	*does = !has && !others;
	return 0;
}

/* The first of the statement's rows (story, place, read) that fits; finishes it. */
static int take_first(struct sql_statement *st, const struct headline *h, struct story_match *match, struct error *err)
{
	int more, failed = 0;
	while ((more = statement_step(st, err)) > 0 && !failed && !match->story) {
		bool does;
		int64_t story = statement_integer(st);
		failed = fits(st->store, story, h, &does, err);
		if (failed || !does)
			continue;
		match->story = story;
		match->time = statement_integer(st) >> PLACE_ROW_BITS;
		match->read = statement_integer(st);
	}
	statement_finish(st);
	return more < 0 || failed ? -1 : 0;
}

static int find_by_title(struct store *s, const struct headline *h, const struct story_marks *marks,
			 struct story_match *match, struct error *err)
{
	struct sql_statement st;
	int64_t day = span_of(h->time, DAY_S);
	if (statement_start(&st, s, SQL_STORY_BY_TITLE, err))
		return -1;
	bind_around(&st, day, marks->title);
	statement_bind_integer(&st, place_from((day - 1) * DAY_S));
	statement_bind_integer(&st, place_from((day + 2) * DAY_S));
	statement_bind_integer(&st, h->row);
	statement_bind_text(&st, h->source);
	statement_bind_integer(&st, MATCHES);
	return take_first(&st, h, match, err);
}

static int find_by_url(struct store *s, const struct headline *h, const struct story_marks *marks,
		       struct story_match *match, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_STORY_BY_URL, err))
		return -1;
	bind_around(&st, span_of(h->time, WEEK_S), marks->url);
	statement_bind_integer(&st, h->row);
	statement_bind_text(&st, h->source);
	statement_bind_integer(&st, MATCHES);
	return take_first(&st, h, match, err);
}

int story_find(struct store *s, const struct headline *h, const struct story_marks *marks, struct story_match *match,
	       struct error *err)
{
	*match = (struct story_match){ .story = 0 };
	if (marks->url && find_by_url(s, h, marks, match, err))
		return -1;
	if (!match->story && !marks->is_generic && find_by_title(s, h, marks, match, err))
		return -1;
	return 0;
}

/* ---- leading ---- */

struct members {
	int64_t *rows; /* owned, ascending */
	size_t count;
};

static int read_row(struct sql_statement *st, void *item)
{
	*(int64_t *)item = statement_integer(st);
	return 0;
}

static int get_rows(struct store *s, enum statement_id id, int64_t argument, struct members *m, struct error *err)
{
	static const struct row_class class = { sizeof(int64_t), read_row, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	*m = (struct members){ .count = 0 };
	if (statement_start(&st, s, id, err))
		return -1;
	statement_bind_integer(&st, argument);
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	m->rows = rows.items;
	m->count = rows.count;
	return 0;
}

static int touch_all(struct press_batch *b, const struct members *m, struct error *err)
{
	for (size_t i = 0; i < m->count; i++)
		if (press_batch_touch(b, m->rows[i], err))
			return -1;
	return 0;
}

static int run_on(struct store *s, enum statement_id id, int64_t first, int64_t second, int64_t third,
		  struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, id, err))
		return -1;
	statement_bind_integer(&st, first);
	if (second != INT64_MIN)
		statement_bind_integer(&st, second);
	if (third != INT64_MIN)
		statement_bind_integer(&st, third);
	return statement_run(&st, err);
}

/* The copies of its place that stand with the companies follow. */
static int move_companies(struct store *s, const struct members *m, struct error *err)
{
	for (size_t i = 0; i < m->count; i++)
		if (run_on(s, SQL_COMPANIES_MOVE, m->rows[i], INT64_MIN, INT64_MIN, err))
			return -1;
	return 0;
}

/* *row 0: nobody leads, or the one who should does already and all stand with it. */
static int choose_leader(struct store *s, int64_t story, int64_t *row, int64_t *time, struct error *err)
{
	struct sql_statement st;
	*row = 0;
	if (statement_start(&st, s, SQL_STORY_CHOOSE, err))
		return -1;
	statement_bind_integer(&st, story);
	int found = statement_step(&st, err);
	if (found > 0) {
		*row = statement_integer(&st);
		*time = statement_integer(&st);
	}
	statement_finish(&st);
	return found < 0 ? -1 : 0;
}

int story_lead(struct press_batch *b, int64_t story, struct error *err)
{
	struct members m;
	int64_t row, time;
	if (choose_leader(b->store, story, &row, &time, err))
		return -1;
	if (!row)
		return 0;
	if (get_rows(b->store, SQL_STORY_ROWS, story, &m, err))
		return -1;
	int result = touch_all(b, &m, err) || run_on(b->store, SQL_STORY_LEAD, story, row, place_from(time), err) ||
				     move_companies(b->store, &m, err)
			     ? -1
			     : 0;
	free(m.rows);
	return result;
}

/* ---- folding anew ---- */

static int count_items(struct store *s, int64_t story, int *count, struct error *err)
{
	struct sql_statement st;
	*count = 0;
	if (statement_start(&st, s, SQL_STORY_COUNT, err))
		return -1;
	statement_bind_integer(&st, story);
	int row = statement_step(&st, err);
	if (row > 0)
		*count = statement_int(&st);
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

/* The story has the number of its first item, which may be this one. */
static int enter(struct press_batch *b, int64_t row, const struct story_match *match, struct error *err)
{
	int64_t number = row < match->story ? row : match->story;
	if (number != match->story && run_on(b->store, SQL_STORY_RENUMBER, match->story, number, INT64_MIN, err))
		return -1;
	if (press_batch_touch(b, row, err) || run_on(b->store, SQL_STORY_JOIN, row, number, match->read, err))
		return -1;
	return story_lead(b, number, err);
}

static int write_marks(struct press_batch *b, const struct headline *h, const struct story_marks *marks,
		       struct error *err)
{
	return run_on(b->store, SQL_STORY_MARK, h->row, story_title_mark(marks, h->time),
		      story_url_mark(marks, h->time), err);
}

static int join(struct press_batch *b, const struct headline *h, struct error *err)
{
	struct story_marks marks;
	struct story_match match = { .story = 0 };
	int items;
	story_marks_read(&marks, h->title, h->url);
	if (write_marks(b, h, &marks, err) || count_items(b->store, h->story, &items, err))
		return -1;
	/* Others may have joined it meanwhile. */
	if (items == 1 && story_find(b->store, h, &marks, &match, err))
		return -1;
	return match.story ? enter(b, h->row, &match, err) : 0;
}

static int mark(struct press_batch *b, const struct headline *h, struct error *err)
{
	struct story_marks marks;
	story_marks_read(&marks, h->title, h->url);
	return write_marks(b, h, &marks, err);
}

static int with_row(struct press_batch *b, int64_t row,
		    int (*act)(struct press_batch *, const struct headline *, struct error *), struct error *err)
{
	struct headline h;
	bool found;
	if (press_get_item(b->store, row, &h, &found, err))
		return -1;
	int result = found ? act(b, &h, err) : 0;
	headline_release(&h);
	return result;
}

/* Each item a story of its own. */
static int take_apart(struct press_batch *b, const struct members *m, struct error *err)
{
	if (touch_all(b, m, err))
		return -1;
	for (size_t i = 0; i < m->count; i++)
		if (run_on(b->store, SQL_STORY_LEAVE, m->rows[i], INT64_MIN, INT64_MIN, err))
			return -1;
	return move_companies(b->store, m, err);
}

static int refold_all(struct press_batch *b, const struct members *m, struct error *err)
{
	if (take_apart(b, m, err))
		return -1;
	for (size_t i = 0; i < m->count; i++)
		if (with_row(b, m->rows[i], join, err))
			return -1;
	return 0;
}

int story_refold(struct press_batch *b, int64_t row, struct error *err)
{
	struct members m;
	/* By what it says now, before another one looks for it. */
	if (with_row(b, row, mark, err) || get_rows(b->store, SQL_STORY_ROWS_OF, row, &m, err))
		return -1;
	int result = refold_all(b, &m, err);
	free(m.rows);
	return result;
}

int story_fold_older(struct press_batch *b, int most, int *folded, struct error *err)
{
	struct members m;
	*folded = 0;
	if (get_rows(b->store, SQL_STORY_UNMARKED, most, &m, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < m.count && !result; i++)
		result = with_row(b, m.rows[i], join, err);
	*folded = (int)m.count;
	free(m.rows);
	return result;
}
