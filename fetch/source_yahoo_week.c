/* The weekly bars of all of a symbol's past, once a week: one source goes round the watchlists. */
#include "fetch/source.h"
#include "fetch/source_demand.h"

#define LEAST_S (3600 / SOURCE_WEEKS_HOURLY)
#define MOST_S 600 /* nobody waits for days to see a short list whole */

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	return source_demand_build(list, &source_yahoo_weeks, settings, "yahoo-weeks", err);
}

/* From one symbol to the next. */
static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)quote_interval_s;
	size_t count = s->settings->symbol_count;
	int spaced = count ? (int)(SOURCE_WEEKS_S / count) : MOST_S;
	if (spaced < LEAST_S)
		return LEAST_S;
	return spaced < MOST_S ? spaced : MOST_S;
}

const struct source_class source_yahoo_weeks = {
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
	.bars = "1wk",
	.query = "range=max&interval=1wk&events=div%2Csplits",
};
