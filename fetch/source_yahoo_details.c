/* What stands beside the prices of the first symbols: names, the ranges of day and year, volumes. The request for all
 * prices is answered by most of Yahoo's machines with prices alone; its older address still tells the rest. */
#include <stdio.h>
#include <string.h>

#include "fetch/price_symbols.h"
#include "fetch/source.h"
#include "fetch/yahoo.h"

#define INTERVAL "5m"
#define IN_SESSION_S 1800
#define CLOSED_S (4 * 3600)
#define SESSION_PACE_S 300 /* prices that are asked for more seldom are those of closed markets */

/* Exchange rates have none. */
static size_t choose(const struct source_settings *settings, char (*out)[SYMBOL_SIZE])
{
	size_t count = 0;
	for (size_t i = 0; i < settings->symbol_count && count < YAHOO_SPARK_SYMBOLS; i++)
		if (!strchr(settings->symbols[i], '='))
			memcpy(out[count++], settings->symbols[i], SYMBOL_SIZE);
	return count;
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	char symbols[YAHOO_SPARK_SYMBOLS][SYMBOL_SIZE];
	size_t count = choose(settings, symbols);
	if (!count)
		return 0;
	struct source *s = source_list_add(list, &source_yahoo_details, settings, "yahoo-details",
					   (const char(*)[SYMBOL_SIZE])symbols, count);
	return s ? source_settle(s, err) : error_set(err, "out of memory");
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s <= SESSION_PACE_S ? IN_SESSION_S : CLOSED_S;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int used = snprintf(out, URL_SIZE, "https://%s/v7/finance/spark?symbols=", s->class->hosts[s->host]);
	for (size_t i = 0; i < s->symbol_count; i++) {
		char escaped[SYMBOL_SIZE * 3];
		if (url_escape(s->symbols[i], escaped, sizeof escaped))
			return -1;
		used += snprintf(out + used, (size_t)(URL_SIZE - used), "%s%s", i ? "," : "", escaped);
		if (used >= URL_SIZE)
			return -1;
	}
	used += snprintf(out + used, (size_t)(URL_SIZE - used), "&range=1d&interval=" INTERVAL);
	return used < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	if (yahoo_spark_parse(out, buffer_text(&answer->body), answer->body.length,
			      (const char(*)[SYMBOL_SIZE])s->symbols, s->symbol_count, INTERVAL, fetched, err))
		return -1;
	batch_demote_quotes(out);
	batch_drop_series(out); /* today's line comes with the prices */
	return 0;
}

const struct source_class source_yahoo_details = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.jitter_ms = 3000,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
