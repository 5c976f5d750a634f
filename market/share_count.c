#include "market/share_count.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"

#define DAY_S 86400
#define SOONEST_S (14 * DAY_S) /* no accounts are out sooner after the end of their period */
#define SAME_SPLIT_S (31 * DAY_S)
#define WITNESS_S (550 * (int64_t)DAY_S)

int64_t share_footing(const struct fact *f)
{
	int64_t filed = fact_filed(f);
	if (filed)
		return filed;
	return strcmp(f->source, SHIPPED_SOURCE) == 0 ? f->as_of : f->as_of + SOONEST_S;
}

static bool is_of_one_share(const struct fact *f)
{
	return strcmp(f->concept, "eps") == 0;
}

static double ratio_of(const struct corporate_event *split)
{
	return split->numerator / split->denominator;
}

static bool is_split_of(const struct corporate_event *e, const char *symbol)
{
	return e->action == ACTION_SPLIT && !strcmp(e->symbol, symbol) && e->numerator > 0 && e->denominator > 0;
}

/* Sources date a split by its ex-date, its record date or its payment: the first of one ratio is it. */
static bool is_repeated(const struct fact_list *facts, size_t index)
{
	const struct corporate_event *split = &facts->splits[index];
	for (size_t i = 0; i < facts->split_count; i++) {
		const struct corporate_event *e = &facts->splits[i];
		int64_t before = split->time - e->time;
		if (i != index && is_split_of(e, split->symbol) && before >= 0 && (before > 0 || i < index) &&
		    before <= SAME_SPLIT_S && fabs(ratio_of(e) / ratio_of(split) - 1) < 0.01)
			return true;
	}
	return false;
}

/* ---- sources that restate what they gave ---- */

/* A count that nobody can have restated for that split: known before it, or as it was filed. */
static bool is_witness(const struct fact *f, const struct corporate_event *split)
{
	bool as_filed = fact_filed(f) || strcmp(f->source, SHIPPED_SOURCE) == 0 || f->fetched < split->time;
	int64_t before = split->time - share_footing(f);
	return as_filed && before > 0 && before <= WITNESS_S && f->value > 0 && !strcmp(f->concept, "shares") &&
	       !strcmp(f->symbol, split->symbol);
}

static const struct fact *find_witness(const struct fact_list *facts, const struct corporate_event *split)
{
	const struct fact *nearest = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *f = &facts->items[i];
		if (is_witness(f, split) && (!nearest || share_footing(f) > share_footing(nearest)))
			nearest = f;
	}
	return nearest;
}

/* By which count of shares it shows whether a source restated: the fact itself, or that beside the earnings. */
static const struct fact *count_beside(const struct fact_list *facts, const struct fact *f)
{
	const struct fact *best = NULL;
	if (!is_of_one_share(f))
		return f;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *c = &facts->items[i];
		if (!strcmp(c->concept, "shares") && !strcmp(c->symbol, f->symbol) && !strcmp(c->source, f->source) &&
		    (!best || c->as_of > best->as_of))
			best = c;
	}
	return best;
}

/* A source that names no filings may rewrite old accounts for a split, on no day that it tells. Its count is then
 * nearer to the new number of shares than to the old one that something else shows. */
static bool is_restated(const struct fact_list *facts, const struct fact *f, const struct corporate_event *split)
{
	if (fact_filed(f) || !strcmp(f->source, SHIPPED_SOURCE) || f->fetched < split->time)
		return false;
	const struct fact *count = count_beside(facts, f), *witness = find_witness(facts, split);
	if (!count || !witness || !(count->value > 0) || count->fetched < split->time)
		return false;
	double grown = log(count->value / witness->value), whole = log(ratio_of(split));
	return fabs(grown - whole) < fabs(grown);
}

double share_factor(const struct fact_list *facts, const struct fact *f, int64_t time, int64_t *last_split)
{
	int64_t footing = share_footing(f), last = 0;
	double new_shares = 1, old_shares = 1;
	for (size_t i = 0; i < facts->split_count; i++) {
		const struct corporate_event *e = &facts->splits[i];
		if (!is_split_of(e, f->symbol) || e->time <= footing || e->time > time || is_repeated(facts, i) ||
		    is_restated(facts, f, e))
			continue;
		new_shares *= e->numerator;
		old_shares *= e->denominator;
		if (e->time > last)
			last = e->time;
	}
	if (last_split)
		*last_split = last;
	return new_shares / old_shares;
}

bool share_is_counted(const struct fact *f)
{
	return strcmp(f->unit, "shares") == 0 || is_of_one_share(f);
}

double share_value(const struct fact_list *facts, const struct fact *f, int64_t time)
{
	if (!share_is_counted(f))
		return f->value;
	double factor = share_factor(facts, f, time, NULL);
	return is_of_one_share(f) ? f->value / factor : f->value * factor;
}

void share_note(const struct fact_list *facts, const struct fact *f, int64_t time, char out[SHARE_NOTE_SIZE])
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t last, year;
	int month, day;
	double factor = share_is_counted(f) ? share_factor(facts, f, time, &last) : 1;
	*out = '\0';
	if (factor == 1)
		return;
	bool up = (factor > 1) != is_of_one_share(f);
	timestamp_civil(last / DAY_S, &year, &month, &day);
	snprintf(out, SHARE_NOTE_SIZE, "%c%g for the split of %d %s %d", up ? 'x' : '/',
		 factor > 1 ? factor : 1 / factor, day, months[month - 1], (int)year);
}

bool share_count_find(struct share_count *out, const struct fact_list *facts, const char *symbol, int64_t time)
{
	const struct fact *f = fact_list_find(facts, symbol, "shares", NULL);
	if (!f || !(f->value > 0))
		return false;
	*out = (struct share_count){ .fact = f };
	out->factor = share_factor(facts, f, time, &out->last_split);
	out->value = f->value * out->factor;
	return true;
}
