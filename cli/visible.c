#include "cli/visible.h"

#include <stdio.h>
#include <string.h>

#define RETRY_S 120
#define QUARTER_S 900
#define HOUR_S 3600
#define DAY_S 86400
#define WEEK_S 604800

/* ---- the table ---- */

struct looked *visible_find(struct visible *v, const char *symbol)
{
	for (size_t i = 0; i < v->count; i++)
		if (!strcmp(v->items[i].symbol, symbol))
			return &v->items[i];
	return NULL;
}

/* Puts it first, in the place of the last if there is no room. */
static struct looked *insert(struct visible *v, const struct looked *item)
{
	v->count += v->count < VISIBLE_MOST;
	memmove(v->items + 1, v->items, (v->count - 1) * sizeof *v->items);
	v->items[0] = *item;
	return v->items;
}

static void take_out(struct visible *v, size_t index)
{
	v->count--;
	memmove(v->items + index, v->items + index + 1, (v->count - index) * sizeof *v->items);
}

struct looked *visible_note(struct visible *v, const char *symbol, bool by_itself, int64_t steady_s, bool *is_new)
{
	const struct looked *known = visible_find(v, symbol);
	struct looked item = { .close_s = VISIBLE_UNASKED };
	*is_new = !known;
	if (known)
		item = *known;
	snprintf(item.symbol, sizeof item.symbol, "%s", symbol);
	item.seen_s = steady_s;
	if (by_itself)
		item.close_s = steady_s;
	for (int i = 0; !known && i < ERRANDS; i++)
		item.asked_s[i] = VISIBLE_UNASKED;
	if (known)
		take_out(v, (size_t)(known - v->items));
	return insert(v, &item);
}

void visible_forget(struct visible *v, int64_t steady_s)
{
	for (size_t i = v->count; i-- > 0;)
		if (v->items[i].seen_s <= steady_s - VISIBLE_S)
			take_out(v, i);
}

void visible_note_asked(struct visible *v, enum errand errand, const char *symbol, int64_t steady_s)
{
	struct looked *item = visible_find(v, symbol);
	if (item)
		item->asked_s[errand] = steady_s;
}

/* ---- what is due ---- */

/* Whether it is one of the few that were last looked at by themselves. */
static bool is_close(const struct visible *v, const struct looked *item, int64_t steady_s)
{
	size_t later = 0;
	if (item->close_s == VISIBLE_UNASKED || item->close_s <= steady_s - VISIBLE_S)
		return false;
	for (const struct looked *other = v->items; other < v->items + v->count; other++)
		later += other->close_s > item->close_s || (other->close_s == item->close_s && other < item);
	return later < VISIBLE_CLOSE;
}

static enum market_state state_of(const struct looked *item, int64_t now)
{
	struct session session;
	if (!item->hours)
		return MARKET_UNKNOWN;
	session_at(item->hours, now, &session);
	return session.state;
}

static bool is_outside(enum market_state state)
{
	return state == MARKET_PRE || state == MARKET_POST;
}

/* Outside of the session its bars stand still. */
static int intraday_interval_s(enum market_state state)
{
	return state == MARKET_CLOSED || is_outside(state) ? HOUR_S : QUARTER_S;
}

/* Seconds between two; 0: it is not wanted. */
static int interval_s(const struct visible *v, const struct looked *item, enum errand errand,
		      const struct visible_times *t)
{
	if (errand == ERRAND_PRICES)
		return item->is_first ? 0 : t->quote_interval_s;
	if (!is_close(v, item, t->steady_s))
		return 0;
	switch (errand) {
	case ERRAND_EXTENDED:
		return item->lacks_extended && is_outside(state_of(item, t->now)) ? QUARTER_S : 0;
	case ERRAND_INTRADAY:
		return intraday_interval_s(state_of(item, t->now));
	case ERRAND_DAYS:
		return item->is_watched ? 0 : DAY_S;
	case ERRAND_WEEKS:
		return WEEK_S;
	case ERRAND_PRICES:
	case ERRANDS:
		break;
	}
	return 0;
}

static int64_t item_due(const struct visible *v, const struct looked *item, enum errand errand,
			const struct visible_times *t)
{
	int interval = interval_s(v, item, errand, t);
	if (!interval)
		return VISIBLE_NEVER;
	return item->asked_s[errand] == VISIBLE_UNASKED ? t->steady_s : item->asked_s[errand] + interval;
}

void visible_note_failed(struct visible *v, enum errand errand, const char *symbol, const struct visible_times *t)
{
	struct looked *item = visible_find(v, symbol);
	int interval = item ? interval_s(v, item, errand, t) : 0;
	if (interval)
		item->asked_s[errand] = t->steady_s - (interval > RETRY_S ? interval - RETRY_S : 0);
}

int64_t visible_due(const struct visible *v, enum errand errand, const struct visible_times *t)
{
	int64_t due = VISIBLE_NEVER;
	for (size_t i = 0; i < v->count; i++) {
		int64_t time = item_due(v, &v->items[i], errand, t);
		due = time < due ? time : due;
	}
	return due;
}

/* The longest due of those that are not in the list; of equals the last looked at. NULL none. */
static const struct looked *next_due(const struct visible *v, enum errand errand, const struct visible_times *t,
				     const bool taken[VISIBLE_MOST])
{
	const struct looked *best = NULL;
	int64_t best_due = t->steady_s;
	for (size_t i = 0; i < v->count; i++) {
		int64_t due = item_due(v, &v->items[i], errand, t);
		if (taken[i] || due > best_due || (best && due == best_due))
			continue;
		best = &v->items[i];
		best_due = due;
	}
	return best;
}

size_t visible_fill(const struct visible *v, enum errand errand, const struct visible_times *t,
		    char (*out)[SYMBOL_SIZE], size_t most)
{
	bool taken[VISIBLE_MOST] = { false };
	size_t count = 0;
	const struct looked *item;
	while (count < most && (item = next_due(v, errand, t, taken))) {
		taken[item - v->items] = true;
		memcpy(out[count++], item->symbol, SYMBOL_SIZE);
	}
	return count;
}
