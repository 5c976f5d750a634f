#include "cli/demo_tests.h"

#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "bubble/explosiveness.h"
#include "cli/psy_work.h"

#define REPLICATES 199
#define DAY_S 86400

struct testing {
	struct store *store;
	int64_t now;
	struct psy_critical_table critical;
	struct weekly_series *members; /* owned; of the day's symbols, in their order */
	size_t count;
};

/* ---- one test ---- */

static int put_test(const struct testing *t, const char *symbol, const struct weekly_series *series, size_t count,
		    int lag, struct error *err)
{
	struct psy_work work = { 0 };
	struct series_test test;
	int status = psy_work_begin(&work, series, count, lag, err);
	if (status == 0) {
		psy_work_run(&work, REPLICATES, REPLICATES);
		status = psy_work_result(&work, series, &t->critical, &test, err);
	}
	psy_work_release(&work);
	if (status)
		return -1;
	memcpy(test.symbol, symbol, strlen(symbol) + 1);
	test.hash = psy_work_hash(series, count, lag, REPLICATES);
	test.computed = t->now;
	return store_put_series_test(t->store, &test, err);
}

/* Of fewer weeks nothing is said. */
static int put_tests(const struct testing *t, const char *symbol, const struct weekly_series *series, size_t count,
		     struct error *err)
{
	for (int lag = 0; lag < EXPLOSIVENESS_LAGS && count >= EXPLOSIVENESS_WEEKS; lag++)
		if (put_test(t, symbol, series, count, lag, err))
			return -1;
	return 0;
}

/* ---- the portfolio ---- */

static int month_of(int64_t time)
{
	int64_t year;
	int month, day;
	timestamp_civil(time / DAY_S, &year, &month, &day);
	return month;
}

static int put_months(const struct testing *t, const struct weekly_series *series, struct error *err)
{
	for (size_t count = EXPLOSIVENESS_WEEKS; count < series->count; count++)
		if (month_of(series->times[count - 1]) != month_of(series->times[count]) &&
		    put_tests(t, SERIES_GROUP, series, count, err))
			return -1;
	return put_tests(t, SERIES_GROUP, series, series->count, err);
}

static int put_group(const struct testing *t, struct error *err)
{
	struct weekly_series group;
	if (weekly_series_pool(&group, t->members, t->count, err))
		return -1;
	int status = put_months(t, &group, err);
	weekly_series_release(&group);
	return status;
}

/* ---- all ---- */

static int load_weeks(struct testing *t, const struct demo_day *d, size_t index, struct error *err)
{
	struct candle_series bars;
	int status = demo_daily_bars(d, index, t->now, &bars) ? error_set(err, "out of memory") : 0;
	if (status == 0)
		status = weekly_series_make(&t->members[index], &bars, t->now, err);
	candle_series_release(&bars);
	return status;
}

static int load(struct testing *t, const struct demo_day *d, struct error *err)
{
	const struct shipped_file *file = shipped_find("psy_critical.tsv");
	if (!file)
		return error_set(err, "this build holds no psy_critical.tsv");
	t->members = calloc(t->count + 1, sizeof *t->members);
	if (!t->members)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < t->count; i++)
		if (load_weeks(t, d, i, err))
			return -1;
	return psy_critical_parse(&t->critical, file->data, file->length, err);
}

static int put_all(const struct testing *t, const struct demo_day *d, struct error *err)
{
	for (size_t i = 0; i < t->count; i++)
		if (put_tests(t, d->closes.quotes[i].symbol, &t->members[i], t->members[i].count, err))
			return -1;
	return put_group(t, err);
}

int demo_tests_put(struct store *s, const struct demo_day *d, int64_t now, struct error *err)
{
	struct testing t = { .store = s, .now = now, .count = d->closes.count };
	int status = load(&t, d, err);
	if (status == 0)
		status = put_all(&t, d, err);
	for (size_t i = 0; t.members && i < t.count; i++)
		weekly_series_release(&t.members[i]);
	free(t.members);
	psy_critical_release(&t.critical);
	return status;
}
