#include "market/split.h"

#include <string.h>

#define NEAR 0.12              /* the day's own move is in the jump too */
#define SPLIT_DAYS (7 * 86400) /* sources date a split by its ex-date, its record date or its payment */

static bool is_near(double value, double whole)
{
	return fabs(value / whole - 1) < NEAR;
}

/* The whole ratio, at least two, that a jump is near to: 4 for 17610 after which comes 4475; 0 none. */
static double whole_ratio(double before, double after)
{
	double up = round(before / after), down = round(after / before);
	if (up >= 2 && is_near(before / after, up))
		return up;
	return down >= 2 && is_near(after / before, down) ? 1 / down : 0;
}

static bool is_told(const struct candle_series *series, const struct corporate_event *events, size_t count,
		    int64_t time, double factor)
{
	for (size_t i = 0; i < count; i++) {
		const struct corporate_event *e = &events[i];
		int64_t apart = e->time > time ? e->time - time : time - e->time;
		if (e->action == ACTION_SPLIT && !strcmp(e->symbol, series->symbol) && apart <= SPLIT_DAYS &&
		    e->denominator > 0 && is_near(e->numerator / e->denominator, factor))
			return true;
	}
	return false;
}

bool split_break_find(const struct candle_series *series, const struct corporate_event *events, size_t event_count,
		      double share_factor, struct split_break *out)
{
	for (size_t i = series->count; i-- > 1;) {
		double factor = whole_ratio(series->items[i - 1].close, series->items[i].close);
		if (!(factor > 0))
			continue;
		bool shares_fit = share_factor > 0 && is_near(share_factor, factor);
		if (!shares_fit && !is_told(series, events, event_count, series->items[i].time, factor))
			continue;
		*out = (struct split_break){ i, series->items[i].time, factor };
		return true;
	}
	return false;
}
