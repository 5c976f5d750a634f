/* The day's closes of Taipei, all in one list, for its shares that no other source has. */
#include <stdio.h>
#include <string.h>

#include "fetch/source_fallback.h"
#include "fetch/twse.h"

#define SYMBOLS 500
#define LIST_S 3600 /* the list changes once a day */

static bool covers(const char *symbol)
{
	size_t stem = strcspn(symbol, ".");
	return stem && !strcmp(symbol + stem, ".TW");
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "twse", covers, SYMBOLS };
	return source_fallback_build(list, &source_twse, settings, &plan, err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s > LIST_S ? quote_interval_s : LIST_S;
}

static int64_t rests_until(const struct source *s, const struct session_calendar *hours, int64_t now)
{
	return twse_next_list(hours, s->state.last_ok, s->newest, now);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "https://%s/v1/exchangeReport/STOCK_DAY_ALL", s->class->hosts[0]);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return twse_day_parse(out, buffer_text(&answer->body), answer->body.length,
			      (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, fetched, err);
}

const struct source_class source_twse = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "openapi.twse.com.tw" },
	.datum = DATUM_PRICE,
	.rank = 4,
	.batch = SYMBOLS,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.rests_until = rests_until,
	.url = url,
	.parse = parse,
};
