/* Headlines coming in: identity, update in place, the companies they name. */
#include "store/internal.h"

#include <string.h>

#define NO_ROW 0

static int find_row(struct store *s, const struct headline *h, int64_t *row, struct error *err)
{
	struct statement st;
	*row = NO_ROW;
	if (statement_start(&st, s, SQL_HEADLINE_FIND, err))
		return -1;
	statement_bind_text(&st, h->source);
	statement_bind_text(&st, h->id);
	int found = statement_step(&st, err);
	if (found > 0)
		*row = statement_integer(&st);
	statement_finish(&st);
	return found < 0 ? -1 : 0;
}

static void bind_content(struct statement *st, const struct headline *h)
{
	statement_bind_text(st, h->title);
	statement_bind_text(st, h->url);
	statement_bind_text(st, h->summary);
	statement_bind_text(st, h->author);
	statement_bind_text(st, h->language);
	statement_bind_integer(st, h->time);
	statement_bind_integer(st, h->time_is_fetch_time);
	statement_bind_integer(st, h->fetched);
}

static int add_headline(struct store *s, const struct headline *h, int64_t *row, struct error *err)
{
	struct statement st;
	if (statement_start(&st, s, SQL_HEADLINE_ADD, err))
		return -1;
	statement_bind_text(&st, h->source);
	statement_bind_text(&st, h->id);
	bind_content(&st, h);
	statement_bind_integer(&st, h->read);
	if (statement_run(&st, err))
		return -1;
	*row = sqlite3_last_insert_rowid(s->db);
	return 0;
}

/* *changed false: the store knew all of it, and nothing was written. */
static int update_headline(struct store *s, const struct headline *h, int64_t row, bool *changed, struct error *err)
{
	struct statement st;
	if (statement_start(&st, s, SQL_HEADLINE_UPDATE, err))
		return -1;
	statement_bind_integer(&st, row);
	bind_content(&st, h);
	if (statement_run(&st, err))
		return -1;
	*changed = sqlite3_changes(s->db) > 0;
	return 0;
}

static int has_same_companies(struct store *s, const struct headline *h, int64_t row, bool *same, struct error *err)
{
	struct statement st;
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
	struct statement st;
	if (statement_start(&st, s, SQL_COMPANIES_DROP, err))
		return -1;
	statement_bind_integer(&st, row);
	return statement_run(&st, err);
}

static int add_companies(struct store *s, const struct headline *h, int64_t row, struct error *err)
{
	for (size_t i = 0; i < h->company_count && i < HEADLINE_COMPANIES; i++) {
		struct statement st;
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

static int renew_headline(struct store *s, const struct headline *h, int64_t row, struct error *err)
{
	bool changed, same;
	if (update_headline(s, h, row, &changed, err) || has_same_companies(s, h, row, &same, err))
		return -1;
	if (same && !changed)
		return 0;
	/* Their copies of the headline's time follow, too. */
	return drop_companies(s, row, err) || add_companies(s, h, row, err) ? -1 : 0;
}

static int put_headline(struct store *s, const struct headline *h, size_t *added, struct error *err)
{
	int64_t row;
	if (find_row(s, h, &row, err))
		return -1;
	if (row != NO_ROW)
		return renew_headline(s, h, row, err);
	if (add_headline(s, h, &row, err) || add_companies(s, h, row, err))
		return -1;
	++*added;
	return 0;
}

int store_put_headlines(struct store *s, const struct headline *items, size_t count, size_t *added, struct error *err)
{
	size_t new_ones = 0;
	if (added)
		*added = 0;
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++)
		result = put_headline(s, &items[i], &new_ones, err);
	result = store_leave(s, result, err);
	if (result == 0 && added)
		*added = new_ones;
	return result;
}

int store_prune_headlines(struct store *s, int64_t before, struct error *err)
{
	struct statement st;
	if (store_enter(s, err))
		return -1;
	int result = statement_start(&st, s, SQL_HEADLINE_PRUNE, err);
	if (result == 0) {
		statement_bind_integer(&st, before);
		result = statement_run(&st, err);
	}
	return store_leave(s, result, err);
}
