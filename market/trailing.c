#include "market/trailing.h"

#include <math.h>

#define DAY_S 86400
#define NO_PART SIZE_MAX

/* Days by which two ends that meet, or two stretches that match, may differ: 52 or 53 weeks. */
#define GAP_DAYS 3
#define MATCH_DAYS 10

int64_t period_days(const struct period_value *p)
{
	return (p->end - p->start) / DAY_S + 1;
}

static bool lasts(int64_t days, int64_t least, int64_t most)
{
	return days >= least && days <= most;
}

bool period_is_year(const struct period_value *p)
{
	return lasts(period_days(p), 350, 380);
}

bool period_is_quarter(const struct period_value *p)
{
	return lasts(period_days(p), 80, 100);
}

static bool within_days(int64_t a, int64_t b, int64_t days)
{
	int64_t apart = a > b ? a - b : b - a;
	return apart <= days * DAY_S;
}

/* Whether b begins where a ends. */
static bool meets(const struct period_value *a, const struct period_value *b)
{
	return within_days(a->end + DAY_S, b->start, GAP_DAYS);
}

static void begin(struct trailing *out, enum trailing_kind kind, int64_t start, int64_t end)
{
	*out = (struct trailing){ .kind = kind, .start = start, .end = end };
}

static void add_part(struct trailing *out, const struct period_value *periods, size_t part, double sign)
{
	out->value += sign * periods[part].value;
	out->parts[out->part_count++] = part;
}

/* ---- a fiscal year ---- */

static bool find_year(const struct period_value *periods, size_t count, int64_t end, struct trailing *out)
{
	for (size_t i = 0; i < count; i++) {
		if (periods[i].end != end || !period_is_year(&periods[i]))
			continue;
		begin(out, TRAILING_YEAR, periods[i].start, end);
		add_part(out, periods, i, 1);
		return true;
	}
	return false;
}

/* ---- a fiscal year rolled on ---- */

static bool was_restated(const struct period_value *p)
{
	return !(fabs(p->value - p->first) <= 0.2 * fabs(p->first));
}

/* Last year's stretch that is as long as this year's, from the year's first day. */
static size_t find_counterpart(const struct period_value *periods, size_t count, size_t year, size_t to_date)
{
	for (size_t i = 0; i < count; i++) {
		const struct period_value *p = &periods[i];
		int64_t longer = period_days(p) - period_days(&periods[to_date]);
		if (within_days(p->start, periods[year].start, GAP_DAYS) && lasts(longer, -MATCH_DAYS, MATCH_DAYS) &&
		    lasts((periods[to_date].end - p->end) / DAY_S, 350, 380))
			return i;
	}
	return NO_PART;
}

static bool roll(const struct period_value *periods, size_t count, size_t year, size_t to_date, struct trailing *out)
{
	size_t last = find_counterpart(periods, count, year, to_date);
	if (last == NO_PART || was_restated(&periods[last]))
		return false;
	begin(out, TRAILING_ROLLED, periods[last].end + DAY_S, periods[to_date].end);
	add_part(out, periods, year, 1);
	add_part(out, periods, to_date, 1);
	add_part(out, periods, last, -1);
	return true;
}

static bool find_rolled(const struct period_value *periods, size_t count, int64_t end, struct trailing *out)
{
	for (size_t to_date = 0; to_date < count; to_date++) {
		if (periods[to_date].end != end || !lasts(period_days(&periods[to_date]), 80, 300))
			continue;
		for (size_t year = 0; year < count; year++)
			if (period_is_year(&periods[year]) && meets(&periods[year], &periods[to_date]) &&
			    roll(periods, count, year, to_date, out))
				return true;
	}
	return false;
}

/* ---- four quarters ---- */

static size_t find_quarter(const struct period_value *periods, size_t count, const struct period_value *next,
			   int64_t end)
{
	for (size_t i = 0; i < count; i++)
		if (period_is_quarter(&periods[i]) && (next ? meets(&periods[i], next) : periods[i].end == end))
			return i;
	return NO_PART;
}

static bool find_quarters(const struct period_value *periods, size_t count, int64_t end, struct trailing *out)
{
	const struct period_value *next = NULL;
	begin(out, TRAILING_QUARTERS, 0, end);
	for (int part = 0; part < 4; part++) {
		size_t quarter = find_quarter(periods, count, next, end);
		if (quarter == NO_PART || (next && was_restated(&periods[quarter])))
			return false;
		add_part(out, periods, quarter, 1);
		next = &periods[quarter];
	}
	out->start = next->start;
	return lasts((out->end - out->start) / DAY_S + 1, 350, 380);
}

/* ---- the newest ---- */

/* The latest end before `before`; INT64_MIN none. */
static int64_t latest_end(const struct period_value *periods, size_t count, int64_t before)
{
	int64_t latest = INT64_MIN;
	for (size_t i = 0; i < count; i++)
		if (periods[i].end < before && periods[i].end > latest)
			latest = periods[i].end;
	return latest;
}

bool trailing_find(const struct period_value *periods, size_t count, struct trailing *out)
{
	int64_t end = latest_end(periods, count, INT64_MAX);
	for (; end != INT64_MIN; end = latest_end(periods, count, end))
		if (find_year(periods, count, end, out) || find_rolled(periods, count, end, out) ||
		    find_quarters(periods, count, end, out))
			return true;
	return false;
}
