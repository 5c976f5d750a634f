/* Ten years of daily bars of one symbol a request, while Yahoo does not answer. */
#include <stdio.h>
#include <string.h>

#include "fetch/cnbc.h"
#include "fetch/source_fallback.h"
#include "fetch/yahoo_read.h"

static bool covers(const char *symbol)
{
	char name[CNBC_SYMBOL_SIZE];
	return !strchr(symbol, '=') && yahoo_currency_of(symbol) && cnbc_symbol(symbol, name) == 0;
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "cnbc-bars", covers, 0 };
	return source_fallback_build(list, &source_cnbc_bars, settings, &plan, err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	(void)quote_interval_s;
	return 86400;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char name[CNBC_SYMBOL_SIZE], escaped[CNBC_SYMBOL_SIZE * 3];
	if (cnbc_symbol(s->asking[0], name) || url_escape(name, escaped, sizeof escaped))
		return -1;
	/* The end lies in the future for good: an address that stays the same may be recorded and replayed. */
	int n = snprintf(out, URL_SIZE,
			 "https://%s/harmony/app/bars/%s/1D/20160101000000/20991231000000/adjusted/EST5EDT.json",
			 s->class->hosts[0], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return cnbc_bars_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_cnbc_bars = {
	.kind = "history",
	.accept = "application/json",
	.hosts = { "ts-api.cnbc.com" },
	.datum = DATUM_HISTORY,
	.rank = 1,
	.batch = 1,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
