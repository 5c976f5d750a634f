/* The weekly series of a subject, from the store's bars. */
#include "cli/statistics.h"

#include <stdlib.h>

/* A bar that was fetched before its week was over does not close it. */
static int64_t complete_until(const struct candle_series *bars, int64_t now)
{
	return bars->fetched > 0 && bars->fetched < now ? bars->fetched : now;
}

/* 1: there are bars enough; 0: too few or refused (said); -1: the store refuses. */
static int load_interval(struct statistics *s, struct store *store, const char *symbol, const char *interval,
			 int64_t now, struct weekly_series *out, struct error *err)
{
	struct candle_series bars;
	struct error refusal;
	*out = (struct weekly_series){ 0 };
	if (store_get_candles(store, symbol, interval, weekly_start(now), INT64_MAX, &bars, err))
		return -1;
	int status = weekly_series_make(out, &bars, complete_until(&bars, now), &refusal);
	candle_series_release(&bars);
	if (status) {
		/* Of a member of the portfolio it is said by that member's own tests. */
		error_prefix(&refusal, "no test");
		if (!statistics_subject(s)->is_group)
			statistics_complain(s, refusal.text);
		return 0;
	}
	return out->count >= STATISTICS_WEEKS_MIN;
}

static int load_symbol(struct statistics *s, struct store *store, const char *symbol, int64_t now,
		       struct weekly_series *out, struct error *err)
{
	int status = load_interval(s, store, symbol, "1d", now, out, err);
	if (status == 0) {
		weekly_series_release(out);
		status = load_interval(s, store, symbol, "1wk", now, out, err);
	}
	return status < 0 ? -1 : 0;
}

/* Of all companies or of none: a portfolio of fewer would be another one under the same name. */
static int load_group(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	struct weekly_series *members = calloc(s->company_count, sizeof *members);
	int status = 0;
	if (!members)
		return error_set(err, "out of memory");
	for (size_t i = 0; status == 0 && i < s->company_count; i++)
		status = load_symbol(s, store, s->subjects[i].symbol, now, &members[i], err);
	if (status == 0)
		status = weekly_series_pool(&s->weeks, members, s->company_count, err);
	for (size_t i = 0; i < s->company_count; i++)
		weekly_series_release(&members[i]);
	free(members);
	return status;
}

void statistics_forget_weeks(struct statistics *s)
{
	weekly_series_release(&s->weeks);
	s->weeks_of = s->subject_count;
}

int statistics_load_weeks(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	const struct subject *subject = statistics_subject(s);
	if (s->weeks_of == s->current->subject)
		return 0;
	statistics_forget_weeks(s);
	if (subject->is_group ? load_group(s, store, now, err)
			      : load_symbol(s, store, subject->symbol, now, &s->weeks, err))
		return -1;
	s->weeks_of = s->current->subject;
	return 0;
}

size_t statistics_weeks_until(const struct statistics *s, int64_t time)
{
	size_t count = s->weeks.count;
	while (count > 0 && s->weeks.times[count - 1] > time)
		count--;
	return count;
}
