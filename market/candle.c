#include "market/candle.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

void candle_series_init(struct candle_series *s)
{
	*s = (struct candle_series){ 0 };
}

void candle_series_release(struct candle_series *s)
{
	free(s->items);
	candle_series_init(s);
}

int candle_series_append(struct candle_series *s, const struct candle *c)
{
	if (s->count == s->capacity) {
		size_t capacity = s->capacity ? s->capacity * 2 : 64;
		struct candle *items = realloc(s->items, capacity * sizeof *items);
		if (!items)
			return -1;
		s->items = items;
		s->capacity = capacity;
	}
	s->items[s->count++] = *c;
	return 0;
}

static void reverse(struct candle *first, struct candle *end)
{
	while (first < end && first < --end) {
		struct candle kept = *first;
		*first++ = *end;
		*end = kept;
	}
}

/* The first place in the ascending items[0..n) whose time is not below (or, if `above`, is above) `time`. */
static size_t find_place(const struct candle *items, size_t n, int64_t time, bool above)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (items[middle].time < time || (above && items[middle].time == time))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Merges the ascending runs items[0..split) and items[split..n) in place, keeping the order of equals: halves
 * the longer run, finds where its middle belongs in the other, and rotates what lies between. In place, since
 * finishing must not fail for want of memory. */
static void merge(struct candle *items, size_t split, size_t n)
{
	if (!split || split == n || items[split - 1].time <= items[split].time)
		return;
	if (n == 2) {
		reverse(items, items + 2);
		return;
	}
	size_t left, right;
	if (split > n - split) {
		left = split / 2;
		right = split + find_place(items + split, n - split, items[left].time, false);
	} else {
		right = split + (n - split) / 2;
		left = find_place(items, split, items[right].time, true);
	}
	reverse(items + left, items + split);
	reverse(items + split, items + right);
	reverse(items + left, items + right);
	size_t middle = left + (right - split);
	merge(items, left, middle);
	merge(items + middle, right - middle, n - middle);
}

static void sort(struct candle *items, size_t n)
{
	if (n < 2)
		return;
	sort(items, n / 2);
	sort(items + n / 2, n - n / 2);
	merge(items, n / 2, n);
}

void candle_series_finish(struct candle_series *s)
{
	if (!s->count)
		return;
	sort(s->items, s->count);
	size_t kept = 0;
	for (size_t i = 1; i < s->count; i++) {
		if (s->items[i].time != s->items[kept].time)
			kept++;
		s->items[kept] = s->items[i];
	}
	s->count = kept + 1;
}

bool interval_is_valid(const char *text)
{
	static const char *const known[] = { "1m",  "2m", "5m", "15m", "30m", "60m",
					     "90m", "1h", "1d", "1wk", "1mo", "3mo" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i], text))
			return true;
	return false;
}

/* Midnight UTC of the same day `months` earlier, or of that month's last day if it has fewer. */
static int64_t months_before(int64_t day, int months)
{
	int64_t year;
	int month, date;
	timestamp_civil(day, &year, &month, &date);
	int64_t index = year * 12 + month - 1 - months;
	int64_t first = timestamp_days(index / 12, (int)(index % 12) + 1, 1);
	int64_t next = timestamp_days((index + 1) / 12, (int)((index + 1) % 12) + 1, 1);
	int64_t result = first + date - 1;
	return (result < next ? result : next - 1) * 86400;
}

int range_start(const char *text, int64_t now, int64_t *start)
{
	static const struct {
		const char *name;
		int days, months;
	} ranges[] = {
		{ "1d", 1, 0 },  { "5d", 5, 0 },  { "1mo", 0, 1 }, { "3mo", 0, 3 },   { "6mo", 0, 6 },
		{ "1y", 0, 12 }, { "2y", 0, 24 }, { "5y", 0, 60 }, { "10y", 0, 120 },
	};
	int64_t day = now / 86400 - (now % 86400 < 0);
	if (!strcmp(text, "max")) {
		*start = 0;
		return 0;
	}
	if (!strcmp(text, "ytd")) {
		int64_t year;
		int month, date;
		timestamp_civil(day, &year, &month, &date);
		*start = timestamp_days(year, 1, 1) * 86400;
		return 0;
	}
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (!strcmp(ranges[i].name, text)) {
			*start = ranges[i].days ? now - (int64_t)ranges[i].days * 86400
						: months_before(day, ranges[i].months);
			return 0;
		}
	return -1;
}
