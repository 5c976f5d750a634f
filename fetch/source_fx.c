/* Daily reference rates, while no source of prices has the exchange rates that are needed. */
#include <stdio.h>
#include <string.h>

#include "fetch/reference_rates.h"
#include "fetch/source_fallback.h"
#include "fetch/yahoo_read.h"

#define CURRENCIES 40
#define LIST_S 3600 /* the rates change once a day */

static bool is_from_dollar(const char *symbol)
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	return yahoo_read_pair(symbol, from, to) && !strcmp(from, "USD");
}

/* The list of the European Central Bank has no New Taiwan dollar. */
static bool is_in_list(const char *symbol)
{
	return is_from_dollar(symbol) && strcmp(symbol, "TWD=X") != 0 && strcmp(symbol, "USDTWD=X") != 0;
}

static int build_frankfurter(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "frankfurter", is_from_dollar, CURRENCIES };
	return source_fallback_build(list, &source_frankfurter, settings, &plan, err);
}

static int build_ecb(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "ecb", is_in_list, CURRENCIES };
	return source_fallback_build(list, &source_ecb, settings, &plan, err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s > LIST_S ? quote_interval_s : LIST_S;
}

static int code_of(const char *symbol, char *out, size_t size)
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	return yahoo_read_pair(symbol, from, to) && snprintf(out, size, "%s", to) < (int)size ? 0 : -1;
}

static int frankfurter_url(const struct source *s, char out[URL_SIZE])
{
	snprintf(out, URL_SIZE, "https://%s/v2/rates?base=USD&quotes=", s->class->hosts[0]);
	return source_fallback_list(s, code_of, ",", out);
}

static int ecb_url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "https://%s/stats/eurofxref/eurofxref-daily.xml", s->class->hosts[0]);
	return n < URL_SIZE ? 0 : -1;
}

static int frankfurter_read(const struct source *s, const struct http_response *answer, int64_t fetched,
			    struct batch *out, struct error *err)
{
	return frankfurter_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, fetched, err);
}

static int ecb_read(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		    struct error *err)
{
	return ecb_parse(out, buffer_text(&answer->body), answer->body.length, (const char(*)[SYMBOL_SIZE])s->asking,
			 s->asking_count, fetched, err);
}

const struct source_class source_frankfurter = {
	.kind = "rates",
	.accept = "application/json",
	.hosts = { "api.frankfurter.dev" },
	.datum = DATUM_PRICE,
	.rank = 4,
	.batch = CURRENCIES,
	.build = build_frankfurter,
	.interval_s = interval_s,
	.url = frankfurter_url,
	.parse = frankfurter_read,
};

const struct source_class source_ecb = {
	.kind = "rates",
	.accept = "application/xml, text/xml",
	.hosts = { "www.ecb.europa.eu" },
	.datum = DATUM_PRICE,
	.rank = 5,
	.batch = CURRENCIES,
	.build = build_ecb,
	.interval_s = interval_s,
	.url = ecb_url,
	.parse = ecb_read,
};
