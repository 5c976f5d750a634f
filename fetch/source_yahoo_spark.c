/* Prices of up to twenty symbols in one request, exchange rates among them, with today's line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/source.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define INTERVAL "5m"

/* The symbols of one request to come. */
struct asked {
	char (*symbols)[SYMBOL_SIZE]; /* owned */
	size_t count;
};

static bool has_symbol(const struct asked *a, const char *symbol)
{
	for (size_t i = 0; i < a->count; i++)
		if (!strcmp(a->symbols[i], symbol))
			return true;
	return false;
}

static void ask(struct asked *a, const char *symbol)
{
	if (!has_symbol(a, symbol))
		snprintf(a->symbols[a->count++], SYMBOL_SIZE, "%s", symbol);
}

static void ask_rate(struct asked *a, const char *currency)
{
	char symbol[SYMBOL_SIZE];
	if (!currency || !*currency || !strcmp(currency, "USD"))
		return;
	snprintf(symbol, sizeof symbol, "%s=X", currency);
	ask(a, symbol);
}

/* The currency of the books where it is not the price's: receipts in New York of companies elsewhere. */
static const char *accounts_currency(const char *symbol)
{
	static const struct {
		const char *symbol, *currency;
	} receipts[] = { { "TSM", "TWD" }, { "SFTBY", "JPY" }, { "SFTBF", "JPY" } };
	for (size_t i = 0; i < sizeof receipts / sizeof *receipts; i++)
		if (!strcmp(receipts[i].symbol, symbol))
			return receipts[i].currency;
	return NULL;
}

/* Rates first, so that they are in the first request whatever the length of the watchlists. */
static int gather(struct asked *a, const struct source_settings *settings)
{
	a->symbols = calloc(3 * settings->symbol_count + 1, sizeof *a->symbols);
	if (!a->symbols)
		return -1;
	ask_rate(a, settings->base_currency);
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask_rate(a, yahoo_currency_of(settings->symbols[i]));
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask_rate(a, accounts_currency(settings->symbols[i]));
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask(a, settings->symbols[i]);
	return 0;
}

static int add_request(struct source_list *list, const struct source_settings *settings, const struct asked *a,
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
	struct asked a = { 0 };
	if (gather(&a, settings))
		return error_set(err, "out of memory");
	int result = 0;
	for (size_t from = 0; !result && settings->symbol_count && from < a.count; from += YAHOO_SPARK_SYMBOLS)
		result = add_request(list, settings, &a, from, err);
	free(a.symbols);
	return result;
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int used = snprintf(out, URL_SIZE, "https://%s/v8/finance/spark?symbols=", s->class->hosts[s->host]);
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
	return yahoo_spark_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->symbols, s->symbol_count, INTERVAL, fetched, err);
}

const struct source_class source_yahoo_spark = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.jitter_ms = 0, /* prices are what the person waits for */
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
