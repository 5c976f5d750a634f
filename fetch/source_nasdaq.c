/* Prices of the first American shares one by one, while neither Yahoo nor CNBC has them. */
#include <stdio.h>
#include <string.h>

#include "fetch/nasdaq.h"
#include "fetch/source_fallback.h"
#include "market/session.h"

static bool covers(const char *symbol)
{
	const char *exchange = session_exchange_of(symbol);
	return exchange && !strcmp(exchange, "XNYS") && !strpbrk(symbol, ".-");
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "nasdaq", covers, FALLBACK_FEW };
	return source_fallback_build(list, &source_nasdaq, settings, &plan, err);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->asking[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s/api/quote/%s/info?assetclass=stocks", s->class->hosts[0], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return nasdaq_info_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_nasdaq = {
	.kind = "quotes",
	.accept = "application/json, text/plain, */*",
	.accept_language = "en-US", /* without it the server says nothing at all */
	.hosts = { "api.nasdaq.com" },
	.datum = DATUM_PRICE,
	.rank = 3,
	.batch = 1,
	.may_be_empty = true,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
