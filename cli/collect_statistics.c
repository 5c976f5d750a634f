#include "cli/statistics.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/shipped.h"
#include "cli/index_history.h"

#define DAY_S 86400
#define MARGIN_MS 10 /* kept free at a slice's end, for a piece that is longer than those before it */

/* ---- the table of jobs ---- */

static void add_job(struct statistics *s, const struct job_class *class, size_t subject, int lag, int replicates,
		    int back)
{
	s->jobs[s->job_count++] = (struct job){ class, subject, lag, replicates, back, true };
}

static void add_tests(struct statistics *s, size_t from, size_t until, int replicates)
{
	for (size_t i = from; i < until; i++)
		for (int lag = 0; lag < STATISTICS_LAGS; lag++)
			add_job(s, &job_test, i, lag, replicates, 0);
}

/* A first result of all that the index needs comes before the full number of replicates of any. Whoever
 * collects once waits for the end: the rest is left to a collector that stays. */
static void add_jobs(struct statistics *s)
{
	size_t of_index = s->company_count + 1;
	add_tests(s, 0, of_index, STATISTICS_FEW);
	if (s->options.once)
		return;
	add_tests(s, 0, of_index, PSY_WORK_REPLICATES);
	for (size_t i = 0; i < s->company_count; i++)
		add_job(s, &job_lppls, i, 0, 0, 0);
	add_tests(s, of_index, s->subject_count, PSY_WORK_REPLICATES);
	for (int back = 0; back < INDEX_HISTORY_MONTHS; back++)
		for (int lag = 0; lag < STATISTICS_LAGS; lag++)
			add_job(s, &job_month, s->group, lag, STATISTICS_FEW, back);
	add_job(s, &job_history, s->group, 0, 0, 0);
}

static struct subject *find_subject(struct statistics *s, const char *symbol)
{
	for (size_t i = 0; i < s->subject_count; i++)
		if (!strcmp(s->subjects[i].symbol, symbol))
			return &s->subjects[i];
	return NULL;
}

static void add_subject(struct statistics *s, const char *symbol, bool of_index)
{
	struct subject *added = &s->subjects[s->subject_count++];
	snprintf(added->symbol, sizeof added->symbol, "%s", symbol);
	added->of_index = of_index;
}

static void add_subjects(struct statistics *s)
{
	const struct statistics_options *o = &s->options;
	for (size_t i = 0; i < s->company_count; i++)
		add_subject(s, index_companies[i], true);
	s->group = s->subject_count;
	add_subject(s, SERIES_GROUP, true);
	s->subjects[s->group].is_group = true;
	size_t most = s->subject_count + STATISTICS_OTHERS_MAX;
	for (size_t i = 0; i < o->symbol_count && s->subject_count < most; i++)
		if (!find_subject(s, o->symbols[i]))
			add_subject(s, o->symbols[i], false);
}

/* ---- start and end ---- */

static int allocate(struct statistics *s, struct error *err)
{
	while (index_companies[s->company_count])
		s->company_count++;
	size_t subjects = s->company_count + 1 + STATISTICS_OTHERS_MAX;
	size_t jobs = (2 * subjects + INDEX_HISTORY_MONTHS) * STATISTICS_LAGS + s->company_count + 1;
	s->subjects = calloc(subjects, sizeof *s->subjects);
	s->jobs = calloc(jobs, sizeof *s->jobs);
	s->days = calloc(STATISTICS_CLOSES_MOST, sizeof *s->days);
	s->log_closes = calloc(STATISTICS_CLOSES_MOST, sizeof *s->log_closes);
	return s->subjects && s->jobs && s->days && s->log_closes ? 0 : error_set(err, "out of memory");
}

static int load_critical(struct statistics *s, struct error *err)
{
	const struct shipped_file *file = shipped_find("psy_critical.tsv");
	if (!file)
		return error_set(err, "this build holds no psy_critical.tsv");
	return psy_critical_parse(&s->critical, file->data, file->length, err);
}

int statistics_new(struct statistics **out, const struct statistics_options *options, struct store *store, int64_t now,
		   struct error *err)
{
	struct statistics *s = calloc(1, sizeof *s);
	*out = NULL;
	if (!s)
		return error_set(err, "out of memory");
	s->options = *options;
	s->week = week_number(now);
	s->day = now / DAY_S;
	if (allocate(s, err) || load_critical(s, err) || statistics_load_stored(s, store, err)) {
		statistics_free(s);
		return -1;
	}
	add_subjects(s);
	add_jobs(s);
	s->weeks_of = s->subject_count;
	*out = s;
	return 0;
}

static void give_up(struct statistics *s)
{
	if (s->current)
		s->current->class->end(s);
	s->current = NULL;
}

void statistics_free(struct statistics *s)
{
	if (!s)
		return;
	give_up(s);
	for (size_t i = 0; i < s->subject_count; i++)
		for (int lag = 0; lag < STATISTICS_LAGS; lag++)
			psy_work_release(&s->subjects[i].work[lag]);
	statistics_forget_weeks(s);
	psy_critical_release(&s->critical);
	free(s->subjects);
	free(s->jobs);
	free(s->stored);
	free(s->lppls_stored);
	free(s->days);
	free(s->log_closes);
	free(s);
}

/* ---- what is due ---- */

static void make_due(struct statistics *s, struct job *job)
{
	job->due = true;
	if (s->current == job)
		give_up(s); /* begins again, with what is new */
}

void statistics_note_bars(struct statistics *s, const char *symbol)
{
	const struct subject *noted = find_subject(s, symbol);
	for (size_t i = 0; noted && i < s->job_count; i++) {
		const struct subject *of = &s->subjects[s->jobs[i].subject];
		if (of != noted && !(of->is_group && noted->of_index))
			continue;
		make_due(s, &s->jobs[i]);
		if (s->weeks_of == s->jobs[i].subject)
			statistics_forget_weeks(s);
	}
}

void statistics_note_time(struct statistics *s, int64_t now)
{
	bool new_week = week_number(now) != s->week, new_day = now / DAY_S != s->day;
	if (!new_day)
		return;
	s->week = week_number(now);
	s->day = now / DAY_S;
	if (new_week)
		statistics_forget_weeks(s);
	for (size_t i = 0; i < s->job_count; i++)
		if (new_week || s->jobs[i].class->is_daily)
			make_due(s, &s->jobs[i]);
}

static struct job *next_due(const struct statistics *s)
{
	for (size_t i = 0; i < s->job_count; i++)
		if (s->jobs[i].due)
			return &s->jobs[i];
	return NULL;
}

bool statistics_has_work(const struct statistics *s)
{
	return s->current || next_due(s);
}

/* ---- work ---- */

struct subject *statistics_subject(struct statistics *s)
{
	return &s->subjects[s->current->subject];
}

void statistics_say(const struct statistics *s, const char *sentence)
{
	if (s->options.say)
		fprintf(s->options.say, "%-24s %s\n", s->subjects[s->current->subject].symbol, sentence);
}

void statistics_complain(struct statistics *s, const char *sentence)
{
	struct subject *subject = statistics_subject(s);
	if (!subject->was_said)
		statistics_say(s, sentence);
	subject->was_said = true;
}

static void end_current(struct statistics *s)
{
	s->current->due = false;
	give_up(s);
}

static int begin(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	s->current = next_due(s);
	s->is_computed = false;
	if (!s->current)
		return 0;
	int status = s->current->class->begin(s, store, now, err);
	if (status == 0)
		end_current(s);
	else if (status < 0)
		give_up(s);
	return status < 0 ? -1 : 0;
}

/* A result that the store refuses stays, and is offered again. */
static int piece(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
		 struct error *err)
{
	if (!s->current)
		return begin(s, store, now, err);
	if (!s->is_computed) {
		s->is_computed = !s->current->class->work(s);
		return 0;
	}
	if (s->current->class->finish(s, store, now, news, err))
		return -1;
	end_current(s);
	return 0;
}

int statistics_slice(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
		     struct error *err)
{
	int64_t start = clock_steady_ms(), last = start, longest = 0;
	*news = (struct statistics_news){ 0 };
	do {
		if (piece(s, store, now, news, err))
			return -1;
		int64_t ended = clock_steady_ms();
		longest = ended - last > longest ? ended - last : longest;
		last = ended;
	} while (statistics_has_work(s) && last - start + longest < STATISTICS_SLICE_MS - MARGIN_MS);
	return 0;
}
