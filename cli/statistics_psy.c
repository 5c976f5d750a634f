/* The unit-root tests of a subject at one lag: now, and as they would have been at the end of a past month. */
#include "cli/statistics.h"

#include <stdio.h>

#include "base/timestamp.h"

#define DAY_S 86400

/* With as many replicates as the job asks for, or with all. */
static bool is_there(struct statistics *s)
{
	const struct job *job = s->current;
	const char *symbol = statistics_subject(s)->symbol;
	const int replicates[] = { job->replicates, PSY_WORK_REPLICATES };
	for (int i = 0; i < 2; i++) {
		uint64_t hash = psy_work_hash(&s->weeks, s->count, job->lag, replicates[i]);
		if (statistics_is_stored(s, symbol, job->lag, s->weeks.times[s->count - 1], hash))
			return true;
	}
	return false;
}

static int begin_with(struct statistics *s, struct psy_work *work, size_t count)
{
	struct error refusal;
	s->count = count;
	if (count < STATISTICS_WEEKS_MIN || is_there(s))
		return 0;
	if (psy_work_begin(work, &s->weeks, count, s->current->lag, &refusal) == 0)
		return 1;
	error_prefix(&refusal, "no test");
	statistics_complain(s, refusal.text);
	return 0;
}

static int put(struct statistics *s, const struct psy_work *work, struct store *store, int64_t now,
	       struct series_test *t, struct error *err)
{
	if (psy_work_result(work, &s->weeks, &s->critical, t, err))
		return -1;
	snprintf(t->symbol, sizeof t->symbol, "%s", statistics_subject(s)->symbol);
	t->hash = psy_work_hash(&s->weeks, work->count, t->lag, t->replicates);
	t->computed = now;
	return statistics_put_test(s, store, t, err);
}

/* ---- now ---- */

static struct psy_work *work_of(struct statistics *s)
{
	return &statistics_subject(s)->work[s->current->lag];
}

static int begin_test(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	if (statistics_load_weeks(s, store, now, err))
		return -1;
	return begin_with(s, work_of(s), s->weeks.count);
}

static bool work_test(struct statistics *s)
{
	return psy_work_run(work_of(s), s->current->replicates, 1) > 0;
}

static int finish_test(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
		       struct error *err)
{
	struct series_test t;
	char sentence[160], line[200];
	if (put(s, work_of(s), store, now, &t, err))
		return -1;
	news->tests += statistics_subject(s)->of_index;
	series_test_sentence(&t, sentence, sizeof sentence);
	snprintf(line, sizeof line, "lag %d  %s", t.lag, sentence);
	statistics_say(s, line);
	return 0;
}

static void end_test(struct statistics *s)
{
	if (!statistics_subject(s)->of_index)
		psy_work_release(work_of(s));
}

const struct job_class job_test = { begin_test, work_test, finish_test, end_test, .is_daily = false };

/* ---- at the end of a past month ---- */

/* The last second of the month that was over `back` months before the one that holds the instant. */
static int64_t month_end_before(int64_t instant, int back)
{
	int64_t year;
	int month, day;
	timestamp_civil(instant / DAY_S, &year, &month, &day);
	int64_t after = year * 12 + month - 1 - back;
	return timestamp_days(after / 12, (int)(after % 12) + 1, 1) * DAY_S - 1;
}

int statistics_first_reading(struct store *store, int64_t now, int64_t *first, struct error *err)
{
	if (store_get_first_reading_time(store, first, err))
		return -1;
	if (!*first || *first > now)
		*first = now;
	return 0;
}

static int begin_month(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	int64_t first;
	if (statistics_load_weeks(s, store, now, err) || statistics_first_reading(store, now, &first, err))
		return -1;
	return begin_with(s, &s->month, statistics_weeks_until(s, month_end_before(first, s->current->back)));
}

static bool work_month(struct statistics *s)
{
	return psy_work_run(&s->month, s->current->replicates, 1) > 0;
}

static int finish_month(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
			struct error *err)
{
	struct series_test t;
	(void)news;
	return put(s, &s->month, store, now, &t, err);
}

static void end_month(struct statistics *s)
{
	psy_work_release(&s->month);
}

const struct job_class job_month = { begin_month, work_month, finish_month, end_month, .is_daily = false };
