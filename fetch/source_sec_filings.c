/* What a company has filed with the SEC of late: the news that its figures are to be asked for again. */
#include <stdio.h>

#include "fetch/sec.h"
#include "fetch/source_sec.h"

#define SHORTEST_S 3600
#define LONGEST_S (6 * 3600)

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	/* Without an address to write to, the source of figures says for both why none is asked. */
	return settings->contact_agent ? source_sec_build(list, &source_sec_filings, "sec-filings", settings, err) : 0;
}

/* Hourly in session, seldom while the markets are closed; whatever the pace of prices. */
static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	if (quote_interval_s <= SHORTEST_S / 60)
		return SHORTEST_S;
	return quote_interval_s < LONGEST_S / 60 ? quote_interval_s * 60 : LONGEST_S;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "https://%s/submissions/CIK%s.json", s->class->hosts[0], s->company->cik);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return sec_filings_parse(out, buffer_text(&answer->body), answer->body.length, s->company, fetched, err);
}

const struct source_class source_sec_filings = {
	.kind = "filings",
	.accept = "application/json",
	.hosts = { "data.sec.gov", NULL },
	.jitter_ms = 10000,
	.may_be_empty = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
