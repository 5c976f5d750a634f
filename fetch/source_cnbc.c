/* Prices of up to twenty symbols and exchange rates in one request, while Yahoo does not answer. */
#include <stdio.h>
#include <string.h>

#include "fetch/cnbc.h"
#include "fetch/source_fallback.h"

static bool covers(const char *symbol)
{
	char name[CNBC_SYMBOL_SIZE];
	return cnbc_symbol(symbol, name) == 0;
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "cnbc", covers, 0 };
	return source_fallback_build(list, &source_cnbc, settings, &plan, err);
}

static int their_name(const char *symbol, char *out, size_t size)
{
	char name[CNBC_SYMBOL_SIZE];
	if (cnbc_symbol(symbol, name) || strlen(name) >= size)
		return -1;
	memcpy(out, name, strlen(name) + 1);
	return 0;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	snprintf(out, URL_SIZE,
		 "https://%s/quote-html-webservice/restQuote/symbolType/symbol?symbols=", s->class->hosts[0]);
	if (source_fallback_list(s, their_name, "%7C", out))
		return -1;
	size_t used = strlen(out);
	int n = snprintf(out + used, URL_SIZE - used,
			 "&requestMethod=itv&noform=1&partnerId=2&fund=1&exthrs=1&output=json&events=1");
	return used + (size_t)n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return cnbc_quotes_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, fetched, err);
}

const struct source_class source_cnbc = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "quote.cnbc.com" },
	.datum = DATUM_PRICE,
	.rank = 2,
	.batch = CNBC_QUOTES,
	.may_be_empty = true,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
