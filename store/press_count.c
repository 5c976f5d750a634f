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
	int row = statement_step(&st, err);
	if (row > 0)
		*count = statement_integer(&st);
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

int store_get_last_headline(struct store *s, int64_t *row, struct error *err)
{
	struct sql_statement st;
	*row = 0;
	if (statement_prepare(&st, s, "SELECT ifnull(max(id), 0) FROM headline", err))
		return -1;
	int found = statement_step(&st, err);
	if (found > 0)
		*row = statement_integer(&st);
	statement_finish(&st);
	return found < 0 ? -1 : 0;
}
