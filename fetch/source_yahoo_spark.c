/* Prices of up to twenty symbols in one request, exchange rates among them, with today's line: one source for each
 * twenty of the watchlists, and one for those far down in them that are looked at, or in none. */
#include <stdio.h>
#include <string.h>

#include "fetch/price_symbols.h"
#include "fetch/source.h"
#include "fetch/source_demand.h"
#include "fetch/yahoo.h"

#define INTERVAL "5m"

static int add_request(struct source_list *list, const struct source_settings *settings, const struct price_symbols *a,
		       size_t from, struct error *err)
{
	char name[SOURCE_NAME_SIZE] = "yahoo-spark";
	size_t number = from / YAHOO_SPARK_SYMBOLS + 1, left = a->count - from;
	if (number > 1)
		snprintf(name, sizeof name, "yahoo-spark-%zu", number);
	struct source *s = source_list_add(list, &source_yahoo_spark, settings, name,
					   (const char(*)[SYMBOL_SIZE])(a->symbols + from),
					   left < YAHOO_SPARK_SYMBOLS ? left : YAHOO_SPARK_SYMBOLS);
	if (!s)
		return error_set(err, "out of memory");
	s->probes = number == 1;
	return source_settle(s, err);
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	struct price_symbols a;
	if (price_symbols_gather(&a, settings))
		return error_set(err, "out of memory");
	int result = 0;
	for (size_t from = 0; !result && settings->symbol_count && from < a.count; from += YAHOO_SPARK_SYMBOLS)
		result = add_request(list, settings, &a, from, err);
	price_symbols_release(&a);
	return result;
}

/* The first twenty symbols are what a person looks at; all others share a fixed number of requests an hour. */
static int interval_s(const struct source *s, int quote_interval_s)
{
	size_t others = s->settings->symbol_count / YAHOO_SPARK_SYMBOLS;
	int shared = (int)(others < 1000000 ? others : 1000000) * (3600 / SOURCE_FAR_HOURLY);
	return s->probes || shared < quote_interval_s ? quote_interval_s : shared;
}

static int url_of(const struct source *s, const char (*symbols)[SYMBOL_SIZE], size_t count, char out[URL_SIZE])
{
	int used = snprintf(out, URL_SIZE, "https://%s/v8/finance/spark?symbols=", s->class->hosts[s->host]);
	for (size_t i = 0; i < count; i++) {
		char escaped[SYMBOL_SIZE * 3];
		if (url_escape(symbols[i], escaped, sizeof escaped))
			return -1;
		used += snprintf(out + used, (size_t)(URL_SIZE - used), "%s%s", i ? "," : "", escaped);
		if (used >= URL_SIZE)
			return -1;
	}
	used += snprintf(out + used, (size_t)(URL_SIZE - used), "&range=1d&interval=" INTERVAL);
	return used < URL_SIZE ? 0 : -1;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	return url_of(s, (const char(*)[SYMBOL_SIZE])s->symbols, s->symbol_count, out);
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return yahoo_spark_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->symbols, s->symbol_count, INTERVAL, fetched, err);
}

const struct source_class source_yahoo_spark = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.datum = DATUM_PRICE,
	.jitter_ms = 0, /* prices are what the person waits for */
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};

/* ---- what is looked at ---- */

static int look_build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_demand_build(list, &source_yahoo_look, settings, "yahoo-look", err);
}

static int look_interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s;
}

static int look_url(const struct source *s, char out[URL_SIZE])
{
	return url_of(s, (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, out);
}

static int look_parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		      struct error *err)
{
	return yahoo_spark_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, INTERVAL, fetched, err);
}

const struct source_class source_yahoo_look = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.batch = YAHOO_SPARK_SYMBOLS,
	.on_demand = true,
	.build = look_build,
	.interval_s = look_interval_s,
	.url = look_url,
	.parse = look_parse,
};
