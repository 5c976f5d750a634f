#include "bubble/path.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/volatility.h"
#include "market/weekly.h"

#define DAY_S INT64_C(86400)
#define WEEK_S (7 * DAY_S)
#define OFF_S (14 * DAY_S) /* a close further off is none of the day's */
#define LEAST_CLOSES 3

/* ---- the new path ---- */

static int64_t last_weekday(int64_t month_start)
{
	int64_t year;
	int month, day;
	timestamp_civil(month_start / DAY_S, &year, &month, &day);
	int64_t days = timestamp_days(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
	int64_t weekday = (days + 3) % 7; /* Monday is 0: day 0 was a Thursday */
	return (weekday > 4 ? days - (weekday - 4) : days) * DAY_S;
}

static int64_t close_day(const char *interval, int64_t start)
{
	int64_t day = start / DAY_S * DAY_S;
	if (!strcmp(interval, "1wk"))
		return day + 4 * DAY_S;
	return strcmp(interval, "1mo") == 0 ? last_weekday(day) : day;
}

int path_line_make(struct path_line *line, const struct candle_series *bars, int64_t newest)
{
	*line = (struct path_line){ 0 };
	line->points = calloc(bars->count ? bars->count : 1, sizeof *line->points);
	if (!line->points)
		return -1;
	for (size_t i = 0; i < bars->count; i++) {
		int64_t start = bars->items[i].time, day = close_day(bars->interval, start);
		if (newest >= start && day > newest)
			day = newest / DAY_S * DAY_S;
		if (bars->items[i].close > 0)
			line->points[line->count++] = (struct path_point){ day, bars->items[i].close };
	}
	return 0;
}

void path_line_release(struct path_line *line)
{
	free(line->points);
	*line = (struct path_line){ 0 };
}

/* ---- day 0 ---- */

/* Days since 1970: 9 August 1995 and 30 November 2022; 8 October 1998 and 28 December 2022. */
static const struct {
	const char *name, *choice;
	int64_t old_day, new_day; /* old 0: the event of the old path itself */
} starts[PATH_STARTS] = {
	[PATH_START_EVENT] = { "event", "ChatGPT's release laid on Netscape's first trading day", 0, 19326 },
	[PATH_START_PEAK] = { "peak", "the newest week laid on that of the old peak", 0, 19326 },
	[PATH_START_LOW] = { "low", "the Nasdaq's low of December 2022 laid on that of October 1998", 10507, 19354 },
};

int64_t path_start_new(enum path_start start)
{
	return starts[start].new_day * DAY_S;
}

const char *path_start_name(enum path_start start)
{
	return starts[start].name;
}

const char *path_start_choice(enum path_start start)
{
	return starts[start].choice;
}

static int64_t start_old(const struct old_path *old, const struct path_line *line, enum path_start start)
{
	if (start == PATH_START_EVENT)
		return old->points[old->day0].time;
	if (start == PATH_START_LOW)
		return starts[start].old_day * DAY_S;
	/* By whole weeks, so that the newest close and the peak fall into weeks of the same number. */
	int64_t newest = week_number(line->points[line->count - 1].time),
		peak = week_number(old->points[old->peak].time);
	return path_start_new(start) + (peak - newest) * WEEK_S;
}

/* ---- pairs ---- */

struct compared {
	double old[WEEKLY_MOST], new[WEEKLY_MOST];
	int week[WEEKLY_MOST];
	size_t count;
	struct path_point last_old, last_new;
};

/* The place of the day's close: its own, else the nearest within two weeks, as bars of weeks and months have it
 * (of two as near, the earlier); -1 if there is none. */
static long place_of(const struct path_point *points, size_t count, int64_t day)
{
	long place = -1;
	int64_t least = OFF_S + 1;
	for (size_t i = 0; i < count; i++) {
		int64_t off = llabs(points[i].time - day);
		if (off < least) {
			least = off;
			place = (long)i;
		}
	}
	return place;
}

/* The last close of each week, for a walk week by week. */
struct weeks {
	const struct path_point *points;
	size_t count, next;
	int64_t first; /* number of the week of day 0 */
};

static int weeks_peek(const struct weeks *w)
{
	return w->next < w->count ? (int)(week_number(w->points[w->next].time) - w->first) : WEEKLY_MOST;
}

static const struct path_point *weeks_take(struct weeks *w)
{
	int week = weeks_peek(w);
	while (weeks_peek(w) == week && week < WEEKLY_MOST)
		w->next++;
	return &w->points[w->next - 1];
}

static void compared_add(struct compared *c, int week, const struct path_point *old, const struct path_point *new)
{
	c->old[c->count] = old->close;
	c->new[c->count] = new->close;
	c->week[c->count++] = week;
	c->last_old = *old;
	c->last_new = *new;
}

static void pair_weeks(struct compared *c, struct weeks *old, struct weeks *new)
{
	while (c->count < WEEKLY_MOST) {
		int a = weeks_peek(old), b = weeks_peek(new);
		if (a >= WEEKLY_MOST || b >= WEEKLY_MOST)
			return;
		const struct path_point *x = a <= b ? weeks_take(old) : NULL;
		const struct path_point *y = b <= a ? weeks_take(new) : NULL;
		/* Week 0 holds day 0 itself, whose close is the first of both. */
		if (x && y && a > 0)
			compared_add(c, a, x, y);
	}
}

static int pair(struct compared *c, const struct old_path *old, const struct path_line *line, int64_t day0_old,
		int64_t day0_new)
{
	long from = place_of(old->points, old->count, day0_old);
	long to = place_of(line->points, line->count, day0_new);
	c->count = 0;
	if (from < 0 || to < 0)
		return -1;
	compared_add(c, 0, &old->points[from], &line->points[to]);
	struct weeks a = { old->points, old->count, (size_t)from + 1, week_number(day0_old) };
	struct weeks b = { line->points, line->count, (size_t)to + 1, week_number(day0_new) };
	pair_weeks(c, &a, &b);
	return c->count >= LEAST_CLOSES ? 0 : -1;
}

static void say_old(struct path_reading *r, const struct old_path *old)
{
	double first = old->points[place_of(old->points, old->count, r->day0_old)].close;
	r->peak_growth = old->points[old->peak].close / first;
	r->trough_growth = old->points[old->trough].close / first;
	r->days_to_peak = (int)((old->points[old->peak].time - r->at_old) / DAY_S);
}

void path_compare(struct path_reading *r, const struct old_path *old, const struct path_line *line,
		  enum path_start start, int reps, uint64_t seed)
{
	struct compared c;
	path_reading_init(r);
	r->name = starts[start].name;
	r->choice = starts[start].choice;
	r->day0_new = path_start_new(start);
	if (!line->count)
		return;
	r->day0_old = start_old(old, line, start);
	if (pair(&c, old, line, r->day0_old, r->day0_new))
		return;
	struct alignment a = align_paths(c.old, c.new, c.count);
	r->at_old = c.last_old.time;
	r->at_new = c.last_new.time;
	r->days = (int)((r->at_new - r->day0_new) / DAY_S);
	r->closes = (int)c.count;
	r->growth_old = a.growth_a;
	r->growth_new = a.growth_b;
	r->correlation = a.correlation;
	r->rmse = a.rmse;
	say_old(r, old);
	struct path_pairs pairs = { c.old, c.new, c.week, c.count };
	path_randomise(&r->random, &pairs, a.correlation, reps, seed);
}
