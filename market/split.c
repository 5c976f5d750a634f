#include "market/split.h"

#include <string.h>

#include "market/share_count.h"

#define NEAR 0.12                        /* the day's own move is in the jump too */
#define SMALLEST 1.4                     /* a split of less than three for two bends no chart */
#define SPLIT_DAYS (7 * 86400)           /* sources date a split by its ex-date, its record date or its payment */
#define COUNTED_S (550 * (int64_t)86400) /* a count of shares further from the jump says nothing of it */
#define ALIKE 0.01                       /* two accounts of one bar: rounding, and late prints */
#define LEAST_BARS 3

static bool is_near(double value, double whole)
{
	return fabs(value / whole - 1) < NEAR;
}

/* The whole ratio, at least two, that a jump is near to: 4 for 17610 after which comes 4475; 0 none. */
static double whole_ratio(double jump)
{
	double up = round(jump), down = round(1 / jump);
	if (up >= 2 && is_near(jump, up))
		return up;
	return down >= 2 && is_near(1 / jump, down) ? 1 / down : 0;
}

static double jump_at(const struct candle_series *series, size_t i)
{
	return series->items[i - 1].close / series->items[i].close;
}

static bool is_large(double jump)
{
	return isfinite(jump) && (jump > SMALLEST * (1 - NEAR) || jump < 1 / (SMALLEST * (1 - NEAR)));
}

/* ---- evidence ---- */

/* The ratio of the split that was told of about that time and fits the jump; 0 none. */
static double told_ratio(const struct candle_series *series, const struct corporate_event *events, size_t count,
			 int64_t time, double jump)
{
	for (size_t i = 0; i < count; i++) {
		const struct corporate_event *e = &events[i];
		int64_t apart = e->time > time ? e->time - time : time - e->time;
		double ratio = e->numerator / e->denominator;
		if (e->action == ACTION_SPLIT && !strcmp(e->symbol, series->symbol) && apart <= SPLIT_DAYS &&
		    is_large(ratio) && is_near(ratio, jump))
			return ratio;
	}
	return 0;
}

/* The count whose footing lies next to that time on one side of it. */
static const struct fact *nearest_count(const struct fact_list *facts, const char *symbol, int64_t time, bool after)
{
	const struct fact *nearest = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *f = &facts->items[i];
		if (strcmp(f->concept, "shares") != 0 || strcmp(f->symbol, symbol) != 0 || !(f->value > 0))
			continue;
		int64_t footing = share_footing(f), apart = footing - time;
		if ((apart >= 0) != after || apart > COUNTED_S || apart < -COUNTED_S)
			continue;
		if (!nearest || (after ? footing < share_footing(nearest) : footing > share_footing(nearest)))
			nearest = f;
	}
	return nearest;
}

static bool shares_show(const struct candle_series *series, const struct fact_list *facts, int64_t time, double ratio)
{
	const struct fact *before = facts ? nearest_count(facts, series->symbol, time, false) : NULL;
	const struct fact *after = facts ? nearest_count(facts, series->symbol, time, true) : NULL;
	return before && after && is_near(after->value / before->value, ratio);
}

/* ---- breaks ---- */

bool split_break_is_possible(const struct candle_series *series)
{
	for (size_t i = 1; i < series->count; i++)
		if (is_large(jump_at(series, i)))
			return true;
	return false;
}

bool split_break_find(const struct candle_series *series, const struct corporate_event *events, size_t event_count,
		      const struct fact_list *facts, struct split_break *out)
{
	for (size_t i = series->count; i-- > 1;) {
		double jump = jump_at(series, i);
		if (!is_large(jump))
			continue;
		int64_t time = series->items[i].time;
		double ratio = told_ratio(series, events, event_count, time, jump);
		if (!(ratio > 0) && facts)
			ratio = told_ratio(series, facts->splits, facts->split_count, time, jump);
		if (!(ratio > 0)) {
			ratio = whole_ratio(jump);
			if (!(ratio > 0) || !shares_show(series, facts, time, ratio))
				continue;
		}
		*out = (struct split_break){ i, time, ratio };
		return true;
	}
	return false;
}

/* Closes adjusted for dividends may be adjusted for splits where the others are not. */
static bool is_adjusted_close_broken(const struct candle_series *series, const struct split_break *b)
{
	double jump = series->items[b->index - 1].adjusted_close / series->items[b->index].adjusted_close;
	return isfinite(jump) && is_near(jump, b->factor);
}

void split_break_mend(struct candle_series *series, const struct split_break *b)
{
	bool adjusted_too = is_adjusted_close_broken(series, b);
	for (size_t i = 0; i < b->index; i++) {
		struct candle *c = &series->items[i];
		c->open /= b->factor;
		c->high /= b->factor;
		c->low /= b->factor;
		c->close /= b->factor;
		c->volume *= b->factor;
		if (adjusted_too)
			c->adjusted_close /= b->factor;
	}
}

/* ---- two accounts of one history ---- */

/* Whether ratio is a split's: a whole number of at least two, or one over it, or three for two. */
static double exact_ratio(double ratio)
{
	static const double others[] = { 1.5, 1 / 1.5 };
	double whole = whole_ratio(ratio);
	if (whole > 0 && fabs(ratio / whole - 1) < ALIKE)
		return whole;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (fabs(ratio / others[i] - 1) < ALIKE)
			return others[i];
	return 0;
}

double split_rescaling(const struct candle_series *stored, const struct candle_series *answer)
{
	double ratio = 0;
	size_t common = 0;
	for (size_t i = 0, j = 0; i < stored->count && j < answer->count && common < LEAST_BARS;) {
		int64_t apart = stored->items[i].time - answer->items[j].time;
		if (apart) {
			i += apart < 0;
			j += apart > 0;
			continue;
		}
		double found = exact_ratio(stored->items[i++].close / answer->items[j++].close);
		if (!(found > 0) || (common && found != ratio))
			return 1;
		ratio = found;
		common++;
	}
	return common == LEAST_BARS ? ratio : 1;
}
