/* How much press is stored, told by indexes alone. */
#include "store/internal.h"

/* Counted by two indexes that hold no text: all items, less those that have joined another's story. Of a story
 * whose first item was pruned one item too many is left out. */
int store_count_stories(struct store *s, int64_t *count, struct error *err)
{
	static const char sql[] = "SELECT (SELECT count(*) FROM headline) -"
				  " (SELECT count(*) FROM headline WHERE story <> id)";
	struct sql_statement st;
	*count = 0;
	if (statement_prepare(&st, s, sql, err))
		return -1;
	return statement_answer(&st, count, err);
}

int store_get_last_headline(struct store *s, int64_t *row, struct error *err)
{
	struct sql_statement st;
	*row = 0;
	if (statement_prepare(&st, s, "SELECT ifnull(max(id), 0) FROM headline", err))
		return -1;
	return statement_answer(&st, row, err);
}
