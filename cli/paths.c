#include "cli/paths.h"

#include <math.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "bubble/path.h"
#include "bubble/standing.h"
#include "cli/json.h"
#include "cli/table.h"

#define YEAR_S (350 * INT64_C(86400)) /* near enough: the daily closes of a first year count */

struct overlay {
	const char *symbol;
	const struct old_path *old; /* of `paths` */
	struct old_paths paths;
	struct quote quote;
	char interval[INTERVAL_SIZE], source[SOURCE_NAME_SIZE]; /* of the bars that were compared */
	int64_t since;                                          /* the oldest of them */
	struct path_reading readings[PATH_STARTS];
	struct standing standing;
};

/* ---- reading ---- */

static int choose_path(struct overlay *o, const char *name, struct error *err)
{
	char known[80] = "", shown[64];
	size_t used = 0;
	if (old_paths_load(&o->paths, err))
		return EXIT_FAILED;
	o->old = old_paths_find(&o->paths, name);
	if (o->old)
		return EXIT_DONE;
	for (size_t i = 0; i < o->paths.count && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? " or " : "",
					 o->paths.items[i].name);
	safe_copy(shown, sizeof shown, name);
	error_set(err, "--overlay: expected %s, found \"%s\"", known, shown);
	return EXIT_USAGE;
}

static int compare(struct overlay *o, struct store *s, int64_t now, struct error *err)
{
	struct candle_series bars;
	struct path_line line;
	int64_t newest = o->quote.as_of && o->quote.as_of < now ? o->quote.as_of : now;
	if (store_get_reaching_candles(s, o->symbol, path_start_new(PATH_START_EVENT), now, &bars, err))
		return -1;
	memcpy(o->interval, bars.interval, sizeof o->interval);
	memcpy(o->source, bars.source, sizeof o->source);
	o->since = bars.count ? bars.items[0].time : 0;
	int status = path_line_make(&line, &bars, newest);
	for (int start = 0; start < PATH_STARTS && status == 0; start++)
		path_compare(&o->readings[start], o->old, &line, (enum path_start)start, PATH_REPS, PATH_SEED);
	path_line_release(&line);
	candle_series_release(&bars);
	return status ? error_set(err, "out of memory") : 0;
}

static int stand(struct overlay *o, struct store *s, int64_t now, struct error *err)
{
	struct candle_series bars;
	if (store_get_reaching_candles(s, o->symbol, now - YEAR_S, now, &bars, err))
		return -1;
	standing_compute(&o->standing, &bars, &o->quote);
	candle_series_release(&bars);
	return 0;
}

static int load(struct overlay *o, struct store *s, int64_t now, struct error *err)
{
	bool found;
	quote_init(&o->quote);
	if (store_get_quote(s, o->symbol, &o->quote, &found, err) || compare(o, s, now, err) || stand(o, s, now, err))
		return EXIT_FAILED;
	if (o->standing.as_of)
		return EXIT_DONE;
	error_set(err, "no price history of %s is stored", o->symbol);
	return EXIT_NOTHING;
}

/* ---- JSON ---- */

static void put_point(cJSON *object, const char *key, const struct path_point *point)
{
	cJSON *row = cJSON_AddObjectToObject(object, key);
	json_put_date(row, "date", point->time);
	json_put_number(row, "close", point->close);
}

static void put_old(cJSON *whole, const struct old_path *old)
{
	cJSON *o = cJSON_AddObjectToObject(whole, "overlay");
	json_put_text(o, "path", old->name);
	json_put_text(o, "name", old->title);
	json_put_text(o, "source", old->source);
	json_put_text(o, "adjusted", old->adjusted);
	json_put_text(o, "event", old->event);
	json_put_date(o, "first", old->points[0].time);
	json_put_date(o, "last", old->points[old->count - 1].time);
	put_point(o, "day0", &old->points[old->day0]);
	put_point(o, "peak", &old->points[old->peak]);
	put_point(o, "trough", &old->points[old->trough]);
	json_put_number(o, "fall", old->points[old->trough].close / old->points[old->peak].close - 1);
}

static void put_random(cJSON *row, const struct random_range *r)
{
	cJSON *o = cJSON_AddObjectToObject(row, "random");
	json_put_integer(o, "reps", r->reps);
	json_put_integer(o, "seed", (int64_t)r->seed);
	json_put_number(o, "median", r->median);
	json_put_number(o, "low", r->low);
	json_put_number(o, "high", r->high);
	json_put_number(o, "share", r->share);
}

static void put_reading(cJSON *rows, const struct path_reading *r)
{
	cJSON *row = json_row(rows);
	json_put_text(row, "name", r->name);
	json_put_text(row, "choice", r->choice);
	json_put_date(row, "day0_old", r->day0_old);
	json_put_date(row, "day0_new", r->day0_new);
	json_put_date(row, "at_old", r->at_old);
	json_put_date(row, "at_new", r->at_new);
	json_put_integer(row, "days", r->days);
	json_put_integer(row, "closes", r->closes);
	json_put_number(row, "growth_old", r->growth_old);
	json_put_number(row, "growth_new", r->growth_new);
	json_put_number(row, "correlation", r->correlation);
	json_put_number(row, "rmse", r->rmse);
	json_put_number(row, "peak_growth_old", r->peak_growth);
	json_put_number(row, "trough_growth_old", r->trough_growth);
	json_put_number(row, "days_to_peak", r->closes ? r->days_to_peak : (double)NAN);
	put_random(row, &r->random);
}

static cJSON *readings_of(const struct overlay *o)
{
	cJSON *rows = cJSON_CreateArray();
	for (int start = 0; start < PATH_STARTS; start++)
		put_reading(rows, &o->readings[start]);
	return rows;
}

static void put_fall(cJSON *object, const char *key, const struct price_fall *f)
{
	cJSON *row = cJSON_AddObjectToObject(object, key);
	json_put_number(row, "depth_pct", 100 * f->depth);
	json_put_number(row, "high", f->high);
	json_put_time(row, "high_time", f->high_time);
	json_put_date(row, "since", f->since);
}

static void put_standing(cJSON *whole, const struct standing *s)
{
	cJSON *falls = cJSON_AddObjectToObject(whole, "drawdown");
	json_put_number(falls, "price", s->price);
	json_put_time(falls, "as_of", s->as_of);
	put_fall(falls, "year", &s->year);
	put_fall(falls, "all", &s->all);
	json_put_text(falls, "interval", s->interval);
	json_put_text(falls, "source", s->source);
	cJSON *volatility = cJSON_AddObjectToObject(whole, "volatility");
	for (int i = 0; i < VOLATILITY_SPANS; i++) {
		char key[16];
		snprintf(key, sizeof key, "%d", volatility_days[i]);
		cJSON *row = cJSON_AddObjectToObject(volatility, key);
		json_put_number(row, "deviation_pct", 100 * s->realised[i].deviation);
		json_put_number(row, "zero_mean_pct", 100 * s->realised[i].zero_mean);
		json_put_date(row, "since", s->realised[i].since);
		json_put_date(row, "until", s->realised[i].until);
	}
}

static cJSON *whole_of(const struct overlay *o)
{
	cJSON *whole = cJSON_CreateObject();
	json_put_text(whole, "symbol", o->symbol);
	json_put_text(whole, "interval", o->interval);
	json_put_text(whole, "source", o->source);
	json_put_date(whole, "since", o->since);
	put_old(whole, o->old);
	cJSON_AddItemToObject(whole, "alignments", readings_of(o));
	put_standing(whole, &o->standing);
	return whole;
}

/* ---- text ---- */

static void add_date(struct table *t, int64_t time)
{
	char text[TIMESTAMP_SIZE] = "";
	if (time)
		timestamp_format_date(time, text);
	table_add(t, TINT_NONE, "%s", text);
}

static void add_reading(struct table *t, const struct path_reading *r)
{
	table_add(t, TINT_NONE, "%s", r->name);
	add_date(t, r->day0_old);
	add_date(t, r->day0_new);
	table_add_number(t, TINT_NONE, r->closes ? r->days : (double)NAN, 0);
	table_add_number(t, TINT_NONE, r->growth_old, 2);
	table_add_number(t, TINT_NONE, r->growth_new, 2);
	table_add_number(t, TINT_NONE, r->correlation, 3);
	table_add_number(t, TINT_NONE, r->rmse, 3);
	table_add_number(t, TINT_DIM, r->random.median, 3);
	table_add_number(t, TINT_DIM, r->random.low, 3);
	table_add_number(t, TINT_DIM, r->random.high, 3);
	table_add_number(t, TINT_DIM, 100 * r->random.share, 1);
}

static int print_readings(const struct overlay *o, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "DAY 0 BY", false }, { "THEN", false }, { "NOW", false }, { "DAYS", true },
		{ "GREW THEN", true }, { "NOW", true },   { "CORR", true }, { "RMSE", true },
		{ "RANDOM", true },    { "5 %", true },   { "95 %", true }, { "AS MUCH %", true },
		{ NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (int start = 0; start < PATH_STARTS; start++)
		add_reading(&t, &o->readings[start]);
	int status = table_finish(&t, out, colour, err);
	for (int start = 0; start < PATH_STARTS; start++)
		fprintf(out, "%s: %s\n", path_start_name((enum path_start)start),
			path_start_choice((enum path_start)start));
	return status;
}

static void print_old(const struct overlay *o, FILE *out)
{
	const struct old_path *old = o->old;
	const struct path_point *peak = &old->points[old->peak], *trough = &old->points[old->trough];
	char since[TIMESTAMP_SIZE], peak_date[TIMESTAMP_SIZE], trough_date[TIMESTAMP_SIZE];
	timestamp_format_date(o->since, since);
	timestamp_format_date(peak->time, peak_date);
	timestamp_format_date(trough->time, trough_date);
	fprintf(out, "%s, %s bars since %s, source %s, over %s (%s; adjusted: %s)\n", o->symbol, o->interval, since,
		o->source, old->title, old->source, old->adjusted);
	fprintf(out, "Then: the peak at %.2f times the close of day 0 (%s) on %s, %.2f %% below it on %s.\n",
		peak->close / old->points[old->day0].close, old->event, peak_date,
		100 * (1 - trough->close / peak->close), trough_date);
}

static void print_fall(const char *from, const struct price_fall *f, FILE *out)
{
	char date[TIMESTAMP_SIZE], since[TIMESTAMP_SIZE];
	timestamp_format_date(f->high_time, date);
	timestamp_format_date(f->since, since);
	fprintf(out, "Drawdown from the highest close of %s: %.2f %% (%.2f on %s; closes since %s)\n", from,
		100 * f->depth, f->high, date, since);
}

static void print_standing(const struct standing *s, FILE *out)
{
	print_fall("52 weeks", &s->year, out);
	print_fall("all that is stored", &s->all, out);
	for (int i = 0; i < VOLATILITY_SPANS; i++) {
		const struct realised *r = &s->realised[i];
		char since[TIMESTAMP_SIZE], until[TIMESTAMP_SIZE];
		timestamp_format_date(r->since, since);
		timestamp_format_date(r->until, until);
		if (isfinite(r->deviation))
			fprintf(out, "Realised volatility, %d days: %.2f %% a year, zero-mean %.2f %% (%s to %s)\n",
				volatility_days[i], 100 * r->deviation, 100 * r->zero_mean, since, until);
		else
			fprintf(out, "Realised volatility, %d days: - (too few daily closes are stored)\n",
				volatility_days[i]);
	}
	fprintf(out, "Of %s bars, source %s.\n", s->interval, s->source);
}

static int print_text(const struct overlay *o, const struct invocation *v, struct error *err)
{
	bool colour = colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]);
	print_old(o, v->out);
	int status = print_readings(o, v->out, colour, err);
	fprintf(v->out,
		"RANDOM: what %d pairs of independent random walks with the drift and volatility of the two correlate "
		"by,\n"
		"their median, 5 %% and 95 %%, and how many of them in a hundred do so at least as much.\n",
		PATH_REPS);
	print_standing(&o->standing, v->out);
	return status;
}

static const char *const csv_keys[] = { "name",   "day0_old",   "day0_new",   "at_old",      "at_new", "days",
					"closes", "growth_old", "growth_new", "correlation", "rmse",   NULL };

static int print(const struct overlay *o, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return json_print(v->out, whole_of(o), err);
	if (v->args->given[ARGUMENT_CSV])
		return csv_print(v->out, readings_of(o), csv_keys, err);
	return print_text(o, v, err);
}

int paths_print(const struct invocation *v, const char *symbol, struct error *err)
{
	struct overlay o = { .symbol = symbol };
	if (v->args->given[ARGUMENT_RANGE] || v->args->given[ARGUMENT_INTERVAL]) {
		error_set(err, "--overlay takes all that is stored; leave --range and --interval out");
		return EXIT_USAGE;
	}
	int code = choose_path(&o, v->args->values[ARGUMENT_OVERLAY], err);
	if (code == EXIT_DONE)
		code = load(&o, v->store, clock_wall_s(&v->clock), err);
	if (code == EXIT_DONE && print(&o, v, err))
		code = EXIT_FAILED;
	old_paths_release(&o.paths);
	return code;
}
