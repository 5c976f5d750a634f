/* The index of past months made anew, once the tests at their ends are all there. */
#include "cli/statistics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/index_history.h"

/* A note in the store: by which tests its recomputed readings were made. */
#define TESTS_NOTE "past tests"
#define PRINT_SIZE 24

static int begin_history(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	char known[PRINT_SIZE], print[PRINT_SIZE];
	int64_t first;
	if (statistics_load_weeks(s, store, now, err) || statistics_first_reading(store, now, &first, err) ||
	    store_get_note(store, TESTS_NOTE, known, sizeof known, err))
		return -1;
	s->count = statistics_weeks_until(s, first);
	if (s->count < STATISTICS_WEEKS_MIN)
		return 0;
	s->hash = psy_work_hash(&s->weeks, s->count, 0, STATISTICS_FEW);
	snprintf(print, sizeof print, "1-%016" PRIx64, s->hash);
	return strcmp(known, print) != 0;
}

static bool work_history(struct statistics *s)
{
	(void)s;
	return false; /* all of it is arithmetic on what is stored, and is done with the storing */
}

static int finish_history(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
			  struct error *err)
{
	char print[PRINT_SIZE];
	snprintf(print, sizeof print, "1-%016" PRIx64, s->hash);
	if (store_begin(store, err))
		return -1;
	if (index_history_store(store, s->options.index, now, err) || store_put_note(store, TESTS_NOTE, print, err) ||
	    store_commit(store, err)) {
		store_rollback(store);
		return -1;
	}
	news->readings++;
	return 0;
}

static void end_history(struct statistics *s)
{
	(void)s;
}

const struct job_class job_history = { begin_history, work_history, finish_history, end_history, .is_daily = false };
