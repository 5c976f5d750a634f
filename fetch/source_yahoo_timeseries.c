/* Figures of companies as Yahoo gives them: the only ones for those that file no accounts with the SEC,
 * and what there is for the others while the SEC does not answer. */
#include <stdio.h>
#include <string.h>

#include "fetch/source.h"
#include "fetch/yahoo.h"

#define ALONE_S 86400
#define SPACED_S 30          /* a symbol of the watchlists: however long they are, two requests a minute */
#define BESIDE_S (3 * 86400) /* where the company's own filings are read too, nearer to the source */

/* Rates, indices and coins have no accounts. */
static bool has_accounts(const char *symbol)
{
	size_t length = strlen(symbol);
	return !strpbrk(symbol, "^=") && !(length > 4 && !strcmp(symbol + length - 4, "-USD"));
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	for (size_t i = 0; i < settings->symbol_count; i++) {
		char name[SOURCE_NAME_SIZE + SYMBOL_SIZE];
		if (!has_accounts(settings->symbols[i]))
			continue;
		snprintf(name, sizeof name, "yahoo-timeseries %s", settings->symbols[i]);
		struct source *s =
			source_list_add(list, &source_yahoo_timeseries, settings, name, &settings->symbols[i], 1);
		if (!s)
			return error_set(err, "out of memory");
		s->company = settings->companies ? company_list_find(settings->companies, s->symbols[0]) : NULL;
		if (source_settle(s, err))
			return -1;
	}
	return 0;
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)quote_interval_s;
	bool filed = s->company && *s->company->cik && s->settings->contact_agent;
	size_t least = filed ? BESIDE_S : ALONE_S, spaced = s->settings->symbol_count * SPACED_S;
	return (int)(spaced > least ? spaced : least);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char path[URL_SIZE];
	if (yahoo_timeseries_path(s->symbols[0], path))
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s%s", s->class->hosts[s->host], path);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	struct company unknown;
	company_init(&unknown, s->symbols[0]);
	return yahoo_timeseries_parse(out, buffer_text(&answer->body), answer->body.length,
				      s->company ? s->company : &unknown, fetched, err);
}

const struct source_class source_yahoo_timeseries = {
	.kind = "facts",
	.accept = "application/json",
	.hosts = { "query2.finance.yahoo.com", "query1.finance.yahoo.com" },
	.jitter_ms = 10000,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
