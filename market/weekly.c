#include "market/weekly.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

#define DAY_S 86400
#define WEEK_S (7 * (int64_t)DAY_S)
#define MONDAY_S (-3 * (int64_t)DAY_S) /* 1969-12-29, the Monday before 1970-01-01 */
#define WEEKS_A_YEAR 52

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t week_start(int64_t week)
{
	return week * WEEK_S + MONDAY_S;
}

static int64_t week_end(int64_t week)
{
	return week_start(week + 1) - 1;
}

int64_t week_number(int64_t time)
{
	return floor_divide(time - MONDAY_S, WEEK_S);
}

int64_t weekly_start(int64_t now)
{
	int64_t least = week_number(now) - WEEKLY_MOST;
	return week_start(-floor_divide(-least, WEEKS_A_YEAR) * WEEKS_A_YEAR);
}

static int allocate(struct weekly_series *s, size_t most, struct error *err)
{
	*s = (struct weekly_series){ .times = malloc((most + 1) * sizeof *s->times),
				     .closes = malloc((most + 1) * sizeof *s->closes) };
	if (s->times && s->closes)
		return 0;
	weekly_series_release(s);
	error_set(err, "out of memory for %zu closes", most);
	return -1;
}

void weekly_series_release(struct weekly_series *s)
{
	free(s->times);
	free(s->closes);
	*s = (struct weekly_series){ 0 };
}

/* The later of two closes of one week stays; after a long gap the series starts anew. */
static void add(struct weekly_series *s, int64_t time, double close)
{
	int64_t end = week_end(week_number(time));
	if (s->count > 0 && end - s->times[s->count - 1] > (WEEKLY_GAP + 1) * WEEK_S)
		s->count = 0;
	if (s->count == 0 || s->times[s->count - 1] != end)
		s->count++;
	s->times[s->count - 1] = end;
	s->closes[s->count - 1] = close;
}

static int check(const struct weekly_series *s, struct error *err)
{
	for (size_t i = 0; i < s->count; i++) {
		char day[TIMESTAMP_SIZE];
		if (s->closes[i] > 0 && isfinite(s->closes[i]))
			continue;
		timestamp_format_date(s->times[i], day);
		return error_set(err, "expected a close above zero for the week to %s, found %g", day, s->closes[i]);
	}
	return 0;
}

int weekly_series_make(struct weekly_series *out, const struct candle_series *bars, int64_t now, struct error *err)
{
	int64_t from = weekly_start(now), until = week_start(week_number(now));
	*out = (struct weekly_series){ 0 };
	if (strstr(bars->interval, "mo"))
		return error_set(err, "expected bars of a week or shorter, not of %s", bars->interval);
	if (allocate(out, bars->count, err))
		return -1;
	for (size_t i = 0; i < bars->count; i++)
		if (bars->items[i].time >= from && bars->items[i].time < until)
			add(out, bars->items[i].time, bars->items[i].close);
	if (check(out, err) == 0)
		return 0;
	weekly_series_release(out);
	return -1;
}

/* ---- several as one ---- */

/* Whether all members have the week; moves their places on to it. */
static bool have_all(const struct weekly_series *members, size_t count, size_t *places, int64_t time)
{
	bool all = true;
	for (size_t m = 0; m < count; m++) {
		const struct weekly_series *s = &members[m];
		while (places[m] < s->count && s->times[places[m]] < time)
			places[m]++;
		all = all && places[m] < s->count && s->times[places[m]] == time;
	}
	return all;
}

static double mean_log(const struct weekly_series *members, size_t count, const size_t *places)
{
	double sum = 0;
	for (size_t m = 0; m < count; m++)
		sum += log(members[m].closes[places[m]]);
	return sum / (double)count;
}

int weekly_series_pool(struct weekly_series *out, const struct weekly_series *members, size_t count, struct error *err)
{
	size_t *places = calloc(count + 1, sizeof *places);
	*out = (struct weekly_series){ 0 };
	if (!places)
		return error_set(err, "out of memory");
	if (allocate(out, count ? members[0].count : 0, err)) {
		free(places);
		return -1;
	}
	for (size_t i = 0; count && i < members[0].count; i++) {
		int64_t time = members[0].times[i];
		if (have_all(members, count, places, time))
			add(out, time, mean_log(members, count, places));
	}
	free(places);
	/* The mean less its first is the mean of the members less their first. */
	double first = out->count ? out->closes[0] : 0;
	for (size_t i = 0; i < out->count; i++)
		out->closes[i] = exp(out->closes[i] - first);
	return 0;
}
