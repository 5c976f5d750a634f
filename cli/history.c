#include <math.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/paths.h"
#include "cli/table.h"
#include "cli/words.h"

static const char *const keys[] = { "time", "open", "high", "low", "close", "adjusted_close", "volume", NULL };

struct history_query {
	char symbol[SYMBOL_SIZE];
	const char *range;
	const char *interval; /* NULL: the finest that is stored and suits the range */
	int64_t from, to;
};

static int read_query(struct history_query *q, const struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	if (a->word_count == 0)
		return error_set(err, "history needs a symbol: froth %s", a->command->usage);
	if (symbol_parse(a->words[0], q->symbol))
		return word_refuse("history", "a symbol such as NVDA or 9984.T", a->words[0], err);
	if (a->values[ARGUMENT_RANGE])
		q->range = a->values[ARGUMENT_RANGE];
	q->interval = a->values[ARGUMENT_INTERVAL];
	q->to = clock_wall_s(&v->clock);
	if (range_start(q->range, q->to, &q->from))
		return word_refuse("--range", "one of 1d 5d 1mo 3mo 6mo ytd 1y 2y 5y 10y max", q->range, err);
	if (q->interval && !interval_is_valid(q->interval))
		return word_refuse("--interval", "one of 1m 5m 15m 30m 1h 1d 1wk 1mo", q->interval, err);
	return 0;
}

/* With no interval asked for: of those that are stored, the first that suits the range. */
static int load(struct candle_series *series, struct history_query *q, const struct invocation *v, struct error *err)
{
	static const char *const for_days[] = { "5m", "15m", "1h", "1d", "1wk", "1mo", NULL };
	static const char *const for_years[] = { "1d", "1wk", "1mo", NULL };
	const char *const asked[] = { q->interval, NULL };
	bool days = strcmp(q->range, "1d") == 0 || strcmp(q->range, "5d") == 0;
	const char *const *choice = q->interval ? asked : days ? for_days : for_years;
	for (;; choice++) {
		if (store_get_candles(v->store, q->symbol, *choice, q->from, q->to, series, err))
			return -1;
		q->interval = *choice;
		if (series->count || !choice[1])
			return 0;
		candle_series_release(series);
	}
}

static cJSON *rows_of(const struct candle_series *series)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < series->count; i++) {
		const struct candle *c = &series->items[i];
		cJSON *row = json_row(rows);
		char time[TIMESTAMP_SIZE];
		timestamp_format_rfc3339(c->time, time);
		json_put_text(row, "time", time);
		json_put_number(row, "open", c->open);
		json_put_number(row, "high", c->high);
		json_put_number(row, "low", c->low);
		json_put_number(row, "close", c->close);
		json_put_number(row, "adjusted_close", c->adjusted_close);
		json_put_number(row, "volume", c->volume);
	}
	return rows;
}

static void add_cells(struct table *t, const struct candle_series *series, const struct candle *c)
{
	int decimals = currency_decimals(series->currency);
	bool intraday = strchr(series->interval, 'm') && !strstr(series->interval, "mo");
	char time[TIMESTAMP_SIZE];
	if (intraday || strchr(series->interval, 'h'))
		timestamp_format_rfc3339(c->time, time);
	else
		timestamp_format_date(c->time, time);
	table_add(t, TINT_NONE, "%s", time);
	table_add_number(t, TINT_NONE, c->open, decimals);
	table_add_number(t, TINT_NONE, c->high, decimals);
	table_add_number(t, TINT_NONE, c->low, decimals);
	table_add_number(t, TINT_NONE, c->close, decimals);
	table_add_number(t, TINT_NONE, c->adjusted_close, decimals);
	table_add_number(t, TINT_NONE, c->volume, 0);
}

static int print_text(const struct candle_series *series, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "TIME", false }, { "OPEN", true },      { "HIGH", true },   { "LOW", true },
		{ "CLOSE", true }, { "ADJ CLOSE", true }, { "VOLUME", true }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < series->count; i++)
		add_cells(&t, series, &series->items[i]);
	bool colour = colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]);
	fprintf(v->out, "%s%s %s bars in %s, source %s%s\n", tint_on(TINT_DIM, colour), series->symbol,
		series->interval, *series->currency ? series->currency : "an unknown currency", series->source,
		tint_off(TINT_DIM, colour));
	return table_finish(&t, v->out, colour, err);
}

static int print(const struct candle_series *series, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return json_print(v->out, rows_of(series), err);
	if (v->args->given[ARGUMENT_CSV])
		return csv_print(v->out, rows_of(series), keys, err);
	return series->count ? print_text(series, v, err) : 0;
}

int history_command(struct invocation *v, struct error *err)
{
	struct history_query query = { .range = "1y" };
	struct candle_series series;
	if (read_query(&query, v, err))
		return EXIT_USAGE;
	if (v->args->given[ARGUMENT_OVERLAY])
		return paths_print(v, query.symbol, err);
	if (load(&series, &query, v, err))
		return EXIT_FAILED;
	int status = print(&series, v, err);
	bool found = series.count > 0;
	candle_series_release(&series);
	if (status)
		return EXIT_FAILED;
	if (found)
		return EXIT_DONE;
	error_set(err, "no %s history of %s is stored for %s",
		  v->args->values[ARGUMENT_INTERVAL] ? query.interval : "price", query.symbol, query.range);
	return EXIT_NOTHING;
}
