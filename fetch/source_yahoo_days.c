/* Ten years of daily bars of a symbol that is looked at and in no watchlist: what others are compared with. */
#include "fetch/source.h"
#include "fetch/source_demand.h"

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
	.url = source_demand_chart,
	.parse = source_demand_bars,
	.bars = "1d",
	.query = "range=10y&interval=1d&events=div%2Csplits",
};
