#include "fetch/fallback.h"

#include <stdio.h>
#include <string.h>

#include "fetch/payload.h"
#include "fetch/yahoo_read.h"

static bool has_rate(const struct batch *b, const char *symbol)
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	if (!yahoo_read_pair(symbol, from, to))
		return false;
	for (size_t i = 0; i < b->rate_count; i++) {
		const struct fx_rate *r = &b->rates[i];
		bool same = !strcmp(r->from, from) && !strcmp(r->to, to);
		if (same || (!strcmp(r->from, to) && !strcmp(r->to, from)))
			return true;
	}
	return false;
}

bool batch_has_symbol(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->quote_count; i++)
		if (!strcmp(b->quotes[i].symbol, symbol))
			return true;
	for (size_t i = 0; i < b->series_count; i++)
		if (!strcmp(b->series[i].symbol, symbol) && !strcmp(b->series[i].interval, "1d"))
			return true;
	return has_rate(b, symbol);
}

void batch_name_missing(struct batch *b, const char (*asked)[SYMBOL_SIZE], size_t count)
{
	size_t missing = 0, size = sizeof b->warning;
	for (size_t i = 0; i < count; i++)
		missing += !batch_has_symbol(b, asked[i]);
	if (!missing)
		return;
	size_t used = (size_t)snprintf(b->warning, size, "%zu of %zu symbols missing:", missing, count);
	for (size_t i = 0; i < count && used < size; i++)
		if (!batch_has_symbol(b, asked[i]))
			used += (size_t)snprintf(b->warning + used, size - used, " %s", asked[i]);
}

int64_t price_time(const cJSON *object, const char *name, int64_t fetched)
{
	const int64_t decade_s = INT64_C(10) * 366 * 86400;
	int64_t time = json_integer(object, name);
	bool is_whole = (double)time == json_number(object, name);
	return is_whole && is_possible_time(time, fetched) && time >= fetched - decade_s ? time : 0;
}

bool is_possible_time(int64_t as_of, int64_t fetched)
{
	return as_of > 0 && as_of <= fetched + FALLBACK_FUTURE_S;
}
