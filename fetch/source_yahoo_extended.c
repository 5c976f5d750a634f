/* The price before or after the session of a company that is looked at, where the request for all of them does not
 * tell it. */
#include "fetch/source.h"
#include "fetch/source_demand.h"
#include "fetch/yahoo.h"

#define AGAIN_S 900

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_demand_build(list, &source_yahoo_extended, settings, "yahoo-extended", err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s > AGAIN_S ? quote_interval_s : AGAIN_S;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return yahoo_quote_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_yahoo_extended = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.batch = 1,
	.on_demand = true,
	.may_be_empty = true,
	.reads_404 = true,
	.build = build,
	.interval_s = interval_s,
	.url = source_demand_chart,
	.query = "range=1d&interval=5m&includePrePost=true&events=div%2Csplits",
	.parse = parse,
};
