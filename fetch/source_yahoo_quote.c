/* Prices of the first symbols one by one, where a request for all of them fails or leaves one out. */
#include <stdio.h>
#include <string.h>

#include "fetch/source_fallback.h"
#include "fetch/yahoo.h"

static bool covers(const char *symbol)
{
	return !strchr(symbol, '=');
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "yahoo-quote", covers, FALLBACK_FEW };
	return source_fallback_build(list, &source_yahoo_quote, settings, &plan, err);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->asking[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE,
			 "https://%s/v8/finance/chart/%s?range=1d&interval=5m&includePrePost=true&events=div%%2Csplits",
			 s->class->hosts[s->host], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return yahoo_quote_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_yahoo_quote = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.datum = DATUM_PRICE,
	.rank = 1,
	.batch = 1,
	.may_be_empty = true,
	.reads_404 = true,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
