/* Five sessions of a company that is looked at, in quarters of an hour. */
#include "fetch/source.h"
#include "fetch/source_demand.h"

#define AGAIN_S 900

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_demand_build(list, &source_yahoo_intraday, settings, "yahoo-intraday", err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s > AGAIN_S ? quote_interval_s : AGAIN_S;
}

const struct source_class source_yahoo_intraday = {
	.kind = "history",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.batch = 1,
	.on_demand = true,
	.may_be_empty = true,
	.reads_404 = true,
	.build = build,
	.interval_s = interval_s,
	.url = source_demand_chart,
	.parse = source_demand_bars,
	.bars = "15m",
	.query = "range=5d&interval=15m&includePrePost=false&events=div%2Csplits",
};
