/* Headlines coming in: identity, update in place, the companies they name, what was read, what is old. */
#include "store/press.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW 0
#define BATCH_ITEMS 1000 /* after so many the text index follows, so that memory stays small */
#define PRUNE_ITEMS 2000 /* in one transaction */
#define TIDY_ITEMS 250   /* of a time before stories, folded in one go */
#define TIDY_PAGES 64    /* of the text index, merged in one go */

/* ---- one item ---- */

static void bind_content(struct sql_statement *st, const struct headline *h)
{
	statement_bind_text(st, h->title);
	statement_bind_text(st, h->url);
	statement_bind_text(st, h->summary);
	statement_bind_text(st, h->author);
	statement_bind_text(st, h->language);
	statement_bind_integer(st, h->time);
	statement_bind_integer(st, h->time_is_fetch_time);
}

/* *differs false: the store knows all of it. */
static int find_row(struct store *s, const struct headline *h, int64_t *row, bool *differs, struct error *err)
{
	struct sql_statement st;
	*row = NO_ROW;
	*differs = false;
	if (statement_start(&st, s, SQL_HEADLINE_FIND, err))
		return -1;
	statement_bind_text(&st, h->source);
	statement_bind_text(&st, h->id);
	bind_content(&st, h);
	int found = statement_step(&st, err);
	if (found > 0) {
		*row = statement_integer(&st);
		*differs = statement_integer(&st);
	}
	statement_finish(&st);
	return found < 0 ? -1 : 0;
}

static int next_row(struct store *s, int64_t *row, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_HEADLINE_NEXT, err))
		return -1;
	return statement_answer(&st, row, err);
}

static int insert(struct store *s, const struct headline *h, const struct story_marks *marks,
		  const struct story_match *match, struct error *err)
{
	struct sql_statement st;
	bool joins = match->story != 0;
	if (statement_start(&st, s, SQL_HEADLINE_ADD, err))
		return -1;
	statement_bind_integer(&st, h->row);
	statement_bind_text(&st, h->source);
	statement_bind_text(&st, h->id);
	bind_content(&st, h);
	statement_bind_integer(&st, h->fetched);
	statement_bind_integer(&st, joins ? match->read : h->read);
	statement_bind_integer(&st, joins ? match->story : h->row);
	statement_bind_integer(&st, !joins);
	statement_bind_integer(&st, place_make(joins ? match->time : h->time, h->row));
	statement_bind_integer(&st, story_title_mark(marks, h->time));
	statement_bind_integer(&st, story_url_mark(marks, h->time));
	return statement_run(&st, err);
}

static int update(struct store *s, const struct headline *h, int64_t row, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_HEADLINE_UPDATE, err))
		return -1;
	statement_bind_integer(&st, row);
	bind_content(&st, h);
	statement_bind_integer(&st, h->fetched);
	return statement_run(&st, err);
}

/* ---- its companies ---- */

static int has_same_companies(struct store *s, const struct headline *h, int64_t row, bool *same, struct error *err)
{
	struct sql_statement st;
	int more;
	size_t i = 0;
	if (statement_start(&st, s, SQL_COMPANIES_GET, err))
		return -1;
	statement_bind_integer(&st, row);
	*same = true;
	while ((more = statement_step(&st, err)) > 0 && *same) {
		*same = i < h->company_count && strcmp(statement_borrow(&st), h->companies[i]) == 0;
		i++;
	}
	statement_finish(&st);
	*same = *same && i == h->company_count;
	return more < 0 ? -1 : 0;
}

static int drop_companies(struct store *s, int64_t row, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_COMPANIES_DROP, err))
		return -1;
	statement_bind_integer(&st, row);
	return statement_run(&st, err);
}

static int add_companies(struct store *s, const struct headline *h, int64_t row, struct error *err)
{
	for (size_t i = 0; i < h->company_count && i < HEADLINE_COMPANIES; i++) {
		struct sql_statement st;
		if (statement_start(&st, s, SQL_COMPANY_ADD, err))
			return -1;
		statement_bind_integer(&st, row);
		statement_bind_integer(&st, (int64_t)i);
		statement_bind_text(&st, h->companies[i]);
		if (statement_run(&st, err))
			return -1;
	}
	return 0;
}

/* ---- coming in ---- */

static int renew_item(struct press_batch *b, const struct headline *h, int64_t row, bool differs, struct error *err)
{
	bool same;
	if (has_same_companies(b->store, h, row, &same, err))
		return -1;
	if (same && !differs)
		return 0;
	if (differs && (press_batch_touch(b, row, err) || update(b->store, h, row, err)))
		return -1;
	if (!same && (drop_companies(b->store, row, err) || add_companies(b->store, h, row, err)))
		return -1;
	return story_refold(b, row, err);
}

/* `next`, the row that a new item gets, is moved on. */
static int add_item(struct press_batch *b, const struct headline *h, int64_t *next, struct error *err)
{
	struct story_marks marks;
	struct story_match match;
	struct headline item = *h; /* borrows */
	item.row = *next;
	story_marks_read(&marks, h->title, h->url);
	if (story_find(b->store, &item, &marks, &match, err) || insert(b->store, &item, &marks, &match, err) ||
	    add_companies(b->store, h, item.row, err) || press_batch_add(b, item.row, err))
		return -1;
	++*next;
	return match.story ? story_lead(b, match.story, err) : 0;
}

static int put_item(struct press_batch *b, const struct headline *h, int64_t *next, size_t *added, struct error *err)
{
	int64_t row;
	bool differs;
	if (find_row(b->store, h, &row, &differs, err))
		return -1;
	if (row != NO_ROW)
		return renew_item(b, h, row, differs, err);
	++*added;
	return add_item(b, h, next, err);
}

static int put_items(struct press_batch *b, const struct headline *items, size_t count, size_t *added,
		     struct error *err)
{
	int64_t next = 0;
	if (next_row(b->store, &next, err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (put_item(b, &items[i], &next, added, err))
			return -1;
		if (b->count >= BATCH_ITEMS && press_batch_finish(b, err))
			return -1;
	}
	return press_batch_finish(b, err);
}

int store_put_headlines(struct store *s, const struct headline *items, size_t count, size_t *added, struct error *err)
{
	struct press_batch b;
	size_t new_ones = 0;
	if (added)
		*added = 0;
	if (store_enter(s, err))
		return -1;
	press_batch_init(&b, s);
	int result = store_leave(s, put_items(&b, items, count, &new_ones, err), err);
	press_batch_release(&b);
	if (result == 0 && added)
		*added = new_ones;
	return result;
}

/* ---- what was read ---- */

static int mark(struct store *s, enum statement_id id, int64_t first, int64_t second, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, id, err))
		return -1;
	statement_bind_integer(&st, first);
	if (second >= 0)
		statement_bind_integer(&st, second);
	return statement_run(&st, err);
}

int store_mark_read(struct store *s, const int64_t *rows, size_t count, bool read, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < count && !result; i++)
		result = mark(s, SQL_HEADLINE_MARK, rows[i], read, err);
	return store_leave(s, result, err);
}

int store_mark_read_until(struct store *s, int64_t until, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int64_t end = until < INT64_MAX ? place_from(until + 1) : INT64_MAX;
	return store_leave(s, mark(s, SQL_HEADLINE_MARK_UNTIL, end, -1, err), err);
}

/* ---- what is old ---- */

/* What goes: items that stand before `place` and are older than `before`. */
struct old {
	int64_t place, before;
};

static int read_row(struct sql_statement *st, void *item)
{
	*(int64_t *)item = statement_integer(st);
	return 0;
}

static int start_old(struct sql_statement *st, struct store *s, enum statement_id id, const struct old *old,
		     struct error *err)
{
	if (statement_start(st, s, id, err))
		return -1;
	statement_bind_integer(st, old->place);
	statement_bind_integer(st, old->before);
	return 0;
}

static int run_old(struct store *s, enum statement_id id, const struct old *old, struct error *err)
{
	struct sql_statement st;
	return start_old(&st, s, id, old, err) ? -1 : statement_run(&st, err);
}

/* Whoever led may be gone. */
static int lead_all(struct store *s, const struct rows *stories, struct error *err)
{
	struct press_batch b;
	int result = 0;
	press_batch_init(&b, s);
	for (size_t i = 0; i < stories->count && !result; i++)
		result = story_lead(&b, ((const int64_t *)stories->items)[i], err);
	if (!result)
		result = press_batch_finish(&b, err);
	press_batch_release(&b);
	return result;
}

static int drop_old(struct store *s, const struct old *old, struct error *err)
{
	static const struct row_class class = { sizeof(int64_t), read_row, NULL };
	struct sql_statement st;
	struct rows stories = { .count = 0 };
	if (start_old(&st, s, SQL_STORY_SHORTENED, old, err) || statement_collect(&st, &class, &stories, err))
		return -1;
	int result = run_old(s, SQL_TEXT_PRUNE, old, err) || run_old(s, SQL_HEADLINE_PRUNE, old, err) ||
				     lead_all(s, &stories, err)
			     ? -1
			     : 0;
	free(stories.items);
	return result;
}

/* Narrows what goes to the first PRUNE_ITEMS of it; *more: there are others. */
static int take_slice(struct store *s, struct old *old, bool *more, struct error *err)
{
	struct sql_statement st;
	if (start_old(&st, s, SQL_HEADLINE_SLICE, old, err))
		return -1;
	statement_bind_integer(&st, PRUNE_ITEMS);
	int found = statement_step(&st, err);
	*more = found > 0;
	if (*more)
		old->place = statement_integer(&st);
	statement_finish(&st);
	return found < 0 ? -1 : 0;
}

static int prune_some(struct store *s, struct old old, bool *more, struct error *err)
{
	return take_slice(s, &old, more, err) || drop_old(s, &old, err) ? -1 : 0;
}

/* In steps, so that the log stays small. */
int store_prune_headlines(struct store *s, int64_t before, struct error *err)
{
	/* An item stands with its story, which may be of another day; one that stands later than this goes with
	 * its story. */
	const int64_t apart = INT64_C(3) * 86400;
	const struct old old = { place_from(before < INT64_MAX - apart ? before + apart : before), before };
	bool more = true;
	int result = 0;
	while (more && !result) {
		if (store_enter(s, err))
			return -1;
		result = store_leave(s, prune_some(s, old, &more, err), err);
	}
	return result;
}

/* ---- tidying ---- */

static int merge(struct store *s, bool *more, struct error *err)
{
	int before = sqlite3_total_changes(s->db);
	if (mark(s, SQL_TEXT_MERGE, TIDY_PAGES, -1, err))
		return -1;
	/* One change is the command's own (https://www.sqlite.org/fts5.html, section 6.8). */
	*more = sqlite3_total_changes(s->db) - before >= 2;
	return 0;
}

static int fold_older(struct store *s, int *folded, struct error *err)
{
	struct press_batch b;
	press_batch_init(&b, s);
	int result = story_fold_older(&b, TIDY_ITEMS, folded, err) || press_batch_finish(&b, err) ? -1 : 0;
	press_batch_release(&b);
	return result;
}

int store_tidy_press(struct store *s, bool *more, struct error *err)
{
	int folded = 0;
	*more = false;
	if (store_enter(s, err))
		return -1;
	int result = fold_older(s, &folded, err);
	if (!result && !folded)
		result = merge(s, more, err);
	*more = *more || folded;
	result = store_leave(s, result, err);
	/* What comes in next need not fold the log back; who reads an old state of it may put that off. */
	if (!result && !*more && !s->in_transaction)
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return result;
}
