/* All figures that a company has filed with the SEC, once a day at most; the collector asks sooner when
 * a report was filed. */
#include <stdio.h>

#include "fetch/sec.h"
#include "fetch/source_sec.h"

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_sec_build(list, &source_sec_facts, "sec-facts", settings, err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	(void)quote_interval_s;
	return 86400;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "https://%s/api/xbrl/companyfacts/CIK%s.json", s->class->hosts[0],
			 s->company->cik);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return sec_facts_parse(out, buffer_text(&answer->body), answer->body.length, s->company, fetched, err);
}

const struct source_class source_sec_facts = {
	.kind = "facts",
	.accept = "application/json",
	.hosts = { "data.sec.gov", NULL },
	.jitter_ms = 10000,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
