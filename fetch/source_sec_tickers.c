/* Under which numbers the SEC keeps the watched companies that companies.tsv does not know, once a week. */
#include <stdio.h>

#include "fetch/sec.h"
#include "fetch/source_sec.h"

#define WEEK_S (7 * 86400)

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	const struct company_list *companies = settings->companies;
	for (size_t i = 0; settings->contact_agent && companies && i < companies->count; i++) {
		if (!companies->items[i].learned)
			continue;
		struct source *s = source_list_add(list, &source_sec_tickers, settings, "sec-tickers",
						   (const char(*)[SYMBOL_SIZE]) & companies->items[i].symbol, 1);
		return s ? source_settle(s, err) : error_set(err, "out of memory");
	}
	return 0;
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	(void)quote_interval_s;
	return WEEK_S;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "https://%s/files/company_tickers.json", s->class->hosts[0]);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	(void)fetched;
	return sec_tickers_parse(out, buffer_text(&answer->body), answer->body.length, s->settings->companies, err);
}

const struct source_class source_sec_tickers = {
	.kind = "companies",
	.accept = "application/json",
	.hosts = { "www.sec.gov", NULL },
	.jitter_ms = 3000,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
