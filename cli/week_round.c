#include "cli/week_round.h"

#include <stdlib.h>
#include <string.h>

#include "market/series_test.h"

#define WEEK_S 604800
#define RETRY_S 3600
#define NEVER_ASKED (-1)
#define NEVER_ASKED_OF_INDEX (-2)

static bool is_of_index(const char *symbol)
{
	for (size_t i = 0; index_companies[i]; i++)
		if (!strcmp(index_companies[i], symbol))
			return true;
	return false;
}

static void set(struct week_round *r, size_t index, int64_t time)
{
	int64_t never = is_of_index(r->symbols[index]) ? NEVER_ASKED_OF_INDEX : NEVER_ASKED;
	r->asked[index] = time > 0 ? time : never;
}

static void find_next(struct week_round *r)
{
	r->next = 0;
	for (size_t i = 1; i < r->count; i++)
		if (r->asked[i] < r->asked[r->next])
			r->next = i;
}

int week_round_init(struct week_round *r, const char (*symbols)[SYMBOL_SIZE], size_t count)
{
	*r = (struct week_round){ .symbols = symbols, .count = count };
	r->asked = calloc(count + 1, sizeof *r->asked);
	if (!r->asked) {
		r->count = 0;
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		set(r, i, 0);
	find_next(r);
	return 0;
}

void week_round_release(struct week_round *r)
{
	free(r->asked);
	*r = (struct week_round){ 0 };
}

void week_round_load(struct week_round *r, size_t index, int64_t time)
{
	set(r, index, time);
	if (index + 1 == r->count)
		find_next(r);
}

void week_round_note(struct week_round *r, const char *symbol, int64_t time)
{
	for (size_t i = 0; i < r->count; i++)
		if (!strcmp(r->symbols[i], symbol))
			set(r, i, time);
	find_next(r);
}

void week_round_note_failed(struct week_round *r, const char *symbol, int64_t time)
{
	week_round_note(r, symbol, time - WEEK_S + RETRY_S);
}

int64_t week_round_due(const struct week_round *r)
{
	if (!r->count)
		return WEEK_ROUND_NEVER;
	return r->asked[r->next] < 0 ? 0 : r->asked[r->next] + WEEK_S;
}

const char *week_round_symbol(const struct week_round *r)
{
	return r->count ? r->symbols[r->next] : "";
}
