/* Whether the text index fits the items. A writer has SQLite go through all of it; who may only read looks up
 * some of the items in it. */
#include "store/press.h"

#include <stdlib.h>

#include "base/utf8.h"

#define SAMPLES 500

static int damaged(struct store *s, struct error *err)
{
	return error_set(err, "the store %s is damaged: the index of its headlines' text does not fit them", s->path);
}

static int check_all(struct store *s, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_TEXT_CHECK, err))
		return -1;
	if (statement_run(&st, err) == 0)
		return 0;
	return (sqlite3_errcode(s->db) & 0xff) == SQLITE_CORRUPT ? damaged(s, err) : -1;
}

/* The title's first columns are enough; a word that is cut off there is the beginning of one. */
static int look_up(struct store *s, int64_t place, const char *title, bool *found, struct error *err)
{
	struct sql_statement st;
	struct search search;
	char words[64];
	int used;
	sqlite3_snprintf((int)utf8_fit(title, 12, &used) + 1, words, "%s", title);
	int result = search_init(&search, words, err);
	*found = true;
	if (!result && search.match.length && !(result = statement_start(&st, s, SQL_TEXT_LOOK, err))) {
		statement_bind_text(&st, buffer_text(&search.match));
		statement_bind_integer(&st, place);
		int row = statement_step(&st, err);
		*found = row > 0;
		result = row < 0 ? -1 : 0;
		statement_finish(&st);
	}
	search_release(&search);
	return result;
}

static int check_some(struct store *s, struct error *err)
{
	struct sql_statement st;
	bool found = true;
	int more, failed = 0;
	if (statement_start(&st, s, SQL_TEXT_SAMPLE, err))
		return -1;
	statement_bind_integer(&st, SAMPLES);
	while ((more = statement_step(&st, err)) > 0 && found && !failed) {
		int64_t place = statement_integer(&st);
		failed = look_up(s, place, statement_borrow(&st), &found, err);
	}
	statement_finish(&st);
	if (more < 0 || failed)
		return -1;
	return found ? 0 : damaged(s, err);
}

int press_check(struct store *s, struct error *err)
{
	return s->mode == STORE_WRITE ? check_all(s, err) : check_some(s, err);
}
