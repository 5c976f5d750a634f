/* Ten years of daily bars of a symbol that is looked at and in no watchlist: what others are compared with. */
#include "fetch/source.h"
#include "fetch/source_demand.h"

#define INTERVAL "1d"
#define AGAIN_S 86400

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_demand_build(list, &source_yahoo_days, settings, "yahoo-days", err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	(void)quote_interval_s;
	return AGAIN_S;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	return source_demand_chart(s, "range=10y&interval=" INTERVAL "&events=div%2Csplits", out);
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return source_demand_bars(s, answer, INTERVAL, fetched, out, err);
}

const struct source_class source_yahoo_days = {
	.kind = "history",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.batch = 1,
	.on_demand = true,
	.may_be_empty = true,
	.reads_404 = true,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
