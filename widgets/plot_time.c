/* The times below a chart: which units, where they begin, and what they are called. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/format.h"
#include "widgets/plot.h"

#define DAY_S 86400

static int64_t day_of(int64_t local)
{
	return local / DAY_S - (local % DAY_S < 0);
}

static int64_t clock_unit(int64_t local, int step)
{
	return local / step;
}

static int64_t day_unit(int64_t local, int step)
{
	return day_of(local) / step;
}

/* From Monday to Sunday; 1970 began on a Thursday. */
static int64_t week_unit(int64_t local, int step)
{
	return (day_of(local) + 3) / 7 / step;
}

static int64_t month_unit(int64_t local, int step)
{
	int64_t year;
	int month, day;
	timestamp_civil(day_of(local), &year, &month, &day);
	return (year * 12 + month - 1) / step;
}

static int64_t year_unit(int64_t local, int step)
{
	return month_unit(local, 12) / step;
}

/* The hour that begins, or when its first bar came where that is later, as after a lunch break. */
static void clock_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	format_clock(local % step < 600 ? local - local % step : local, 0, out);
}

static void weekday_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	(void)step;
	char date[FORMAT_SIZE];
	format_date(local, local, 0, date);
	snprintf(out, FORMAT_SIZE, "%s %.10s", format_weekday(local, 0), date);
}

static void date_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	(void)step;
	format_date(local, local, 0, out);
}

/* The month that the unit is named after is the one it begins with. */
static void month_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	int64_t month = month_unit(local, step) * step;
	format_month(timestamp_days(month / 12, (int)(month % 12) + 1, 1) * DAY_S, 0, out);
}

static void year_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	snprintf(out, FORMAT_SIZE, "%lld", (long long)(year_unit(local, step) * step));
}

static void month_or_year_label(int64_t local, int step, char out[FORMAT_SIZE])
{
	int64_t month = month_unit(local, step) * step;
	if (month % 12)
		month_label(local, step, out);
	else
		year_label(local, 1, out);
}

struct time_level {
	int64_t (*unit)(int64_t local, int step); /* the number of the unit that a time is in */
	int step;
	void (*label)(int64_t local, int step, char out[FORMAT_SIZE]);
	int columns;   /* of a label */
	int64_t slack; /* a first bar that late still begins its unit */
};

/* From small to large. */
static const struct time_level levels[] = {
	{ clock_unit, 1800, clock_label, 5, 1 },
	{ clock_unit, 3600, clock_label, 5, 1 },
	{ clock_unit, 7200, clock_label, 5, 1 },
	{ clock_unit, 14400, clock_label, 5, 1 },
	{ day_unit, 1, weekday_label, 10, DAY_S },
	{ day_unit, 1, date_label, 6, DAY_S },
	{ week_unit, 1, date_label, 6, 2 * DAY_S },
	{ week_unit, 2, date_label, 6, 2 * DAY_S },
	{ month_unit, 1, month_or_year_label, 4, 5 * DAY_S },
	{ month_unit, 2, month_or_year_label, 4, 5 * DAY_S },
	{ month_unit, 3, month_or_year_label, 4, 5 * DAY_S },
	{ month_unit, 6, month_or_year_label, 4, 5 * DAY_S },
	{ year_unit, 1, year_label, 4, 7 * DAY_S },
	{ year_unit, 2, year_label, 4, 7 * DAY_S },
	{ year_unit, 5, year_label, 4, 7 * DAY_S },
	{ year_unit, 10, year_label, 4, 7 * DAY_S },
	{ month_unit, 1, month_label, 3, 1 },
	{ month_unit, 2, month_label, 3, 1 },
	{ month_unit, 3, month_label, 3, 1 },
	{ month_unit, 6, month_label, 3, 1 },
};

/* Places in levels: the one wished for, the largest, and the smallest to which a short series may fall. */
struct time_choice {
	int first, largest, smallest;
};

static const struct time_choice choices[TIME_AXES] = {
	[TIME_AXIS_HOURS] = { 0, 3, 0 },   [TIME_AXIS_WEEKDAYS] = { 4, 5, 0 }, [TIME_AXIS_DAYS] = { 5, 7, 5 },
	[TIME_AXIS_MONTHS] = { 8, 11, 5 }, [TIME_AXIS_YEARS] = { 12, 15, 5 },  [TIME_AXIS_MONTH_NAMES] = { 16, 19, 16 },
};

static int64_t units_in(const struct plot *p, const struct time_level *level, int offset_s)
{
	const struct candle_series *s = p->series;
	return level->unit(s->items[s->count - 1].time + offset_s, level->step) -
	       level->unit(s->items[0].time + offset_s, level->step) + 1;
}

static bool stands_apart(const struct plot *p, const struct time_level *level, int offset_s)
{
	return units_in(p, level, offset_s) * (level->columns + 3) <= p->columns;
}

/* The smallest wished for whose labels stand apart; smaller ones where the series is within one unit. */
static const struct time_level *choose_level(const struct plot *p, enum time_axis axis, int offset_s)
{
	const struct time_choice *choice = &choices[axis];
	int at = choice->first;
	while (at < choice->largest && !stands_apart(p, &levels[at], offset_s))
		at++;
	if (units_in(p, &levels[at], offset_s) > 2)
		return &levels[at];
	while (at > choice->smallest && units_in(p, &levels[at], offset_s) < 5 &&
	       stands_apart(p, &levels[at - 1], offset_s))
		at--;
	return &levels[at];
}

void plot_draw_times(const struct plot *p, int row, enum time_axis axis, int offset_s)
{
	const struct time_level *level = choose_level(p, axis, offset_s);
	int64_t before = level->unit(p->series->items[0].time + offset_s - level->slack, level->step);
	int free_from = p->column;
	for (size_t i = 0; i < p->series->count; i++) {
		int64_t local = p->series->items[i].time + offset_s;
		int64_t unit = level->unit(local, level->step);
		int column = p->column + plot_column(p, i);
		char text[FORMAT_SIZE];
		if (unit == before)
			continue;
		before = unit;
		level->label(local, level->step, text);
		int columns = canvas_columns(p->canvas, text);
		if (column < free_from || column + columns > p->column + p->columns)
			continue;
		free_from = column + 2 + canvas_text(p->canvas, row, column, columns, ROLE_DIM, text);
	}
}

void plot_format_date(const char *interval, int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE])
{
	char month[FORMAT_SIZE];
	if (strcmp(interval, "1mo") != 0 && strcmp(interval, "3mo") != 0) {
		format_date(t, now, offset_s, out);
		return;
	}
	format_month(t, 0, month);
	snprintf(out, FORMAT_SIZE, "%.20s %lld", month, (long long)year_unit(t, 1));
}
