/* Ten years of daily bars of one symbol, with its splits and dividends, once a day. */
#include <stdio.h>

#include "fetch/source.h"
#include "fetch/yahoo.h"

#define INTERVAL "1d"

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	for (size_t i = 0; i < settings->symbol_count; i++) {
		char name[SOURCE_NAME_SIZE + SYMBOL_SIZE];
		snprintf(name, sizeof name, "yahoo-chart %s", settings->symbols[i]);
		struct source *s = source_list_add(list, &source_yahoo_chart, settings, name, &settings->symbols[i], 1);
		if (!s)
			return error_set(err, "out of memory");
		if (source_settle(s, err))
			return -1;
	}
	return 0;
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)quote_interval_s;
	int64_t round = (int64_t)s->settings->symbol_count * (3600 / (SOURCE_HISTORY_HOURLY - SOURCE_WEEKS_HOURLY));
	return round < 86400 ? 86400 : (int)round;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->symbols[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE,
			 "https://%s/v8/finance/chart/%s?range=10y&interval=" INTERVAL "&events=div%%2Csplits",
			 s->class->hosts[s->host], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	if (yahoo_chart_parse(out, buffer_text(&answer->body), answer->body.length, s->symbols[0], INTERVAL, fetched,
			      err))
		return -1;
	batch_demote_quotes(out); /* its price lacks the day's change: it must not take the place of one that has it */
	return 0;
}

const struct source_class source_yahoo_chart = {
	.kind = "history",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.datum = DATUM_HISTORY,
	.jitter_ms = 3000,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
