#include "cli/bubble_history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/reading_json.h"
#include "cli/since.h"
#include "cli/table.h"
#include "cli/words.h"
#include "market/index_options.h"

#define LIMIT 1000

struct history {
	struct reading *readings; /* owned */
	size_t count;
};

/* ---- what is asked for ---- */

/* What makes a reading does not make another past. */
static int refuse_others(const struct arguments *a, struct error *err)
{
	static const enum argument others[] = { ARGUMENT_ASSUME, ARGUMENT_WEIGHTS, ARGUMENT_MEAN };
	const char *form = a->word_count ? "a symbol" : NULL, *dashes = "";
	for (size_t i = 0; i < sizeof others / sizeof *others && !form; i++) {
		if (a->given[others[i]]) {
			form = argument_rows[others[i]].name;
			dashes = "--";
		}
	}
	if (!form)
		return 0;
	return error_set(err, "the history is of the group and as it was stored; %s%s does not apply to it", dashes,
			 form);
}

static int read_request(const struct invocation *v, int64_t *since, size_t *limit, struct error *err)
{
	const struct arguments *a = v->args;
	const char *from = a->values[ARGUMENT_SINCE], *most = a->values[ARGUMENT_LIMIT];
	char *rest;
	if (refuse_others(a, err))
		return -1;
	if (from && since_parse(from, clock_wall_s(&v->clock), since))
		return word_refuse("--since", "2d, 12h, 1w, a date such as 2026-08-20, or a time", from, err);
	if (!most)
		return 0;
	long value = strtol(most, &rest, 10);
	if (*most < '0' || *most > '9' || *rest || value < 1 || value > 1000000)
		return word_refuse("--limit", "a number from 1 to 1000000", most, err);
	*limit = (size_t)value;
	return 0;
}

/* ---- JSON and CSV ---- */

static void add_head(cJSON *row, const struct reading *r)
{
	json_put_time(row, "time", r->time);
	json_put_time(row, "as_of", r->as_of);
	cJSON_AddBoolToObject(row, "recomputed", r->recomputed);
	json_put_integer(row, "component_count", reading_component_count(r));
}

static int print_json(const struct history *h, FILE *out, struct error *err)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < h->count; i++) {
		cJSON *row = json_row(rows);
		add_head(row, &h->readings[i]);
		reading_json_values(row, &h->readings[i]);
		reading_json_band(row, &h->readings[i]);
		reading_json_options(row, &h->readings[i]);
	}
	return json_print(out, rows, err);
}

/* "V_marcus", "V_huang", "G_marcus", .. */
static void column_key(enum component c, enum camp camp, char out[16])
{
	snprintf(out, 16, "%c_%s", component_code(c), camp_name(camp));
}

static int print_csv(const struct history *h, FILE *out, struct error *err)
{
	static const char *const head[] = { "time",   "as_of", "recomputed", "component_count", "marcus", "huang",
					    "centre", "sd",    NULL };
	const char *keys[sizeof head / sizeof *head + CAMPS * COMPONENTS];
	char names[CAMPS * COMPONENTS][16];
	size_t n = 0;
	for (; head[n]; n++)
		keys[n] = head[n];
	for (size_t k = 0; k < CAMPS * COMPONENTS; k++) {
		column_key((enum component)(k / CAMPS), (enum camp)(k % CAMPS), names[k]);
		keys[n++] = names[k];
	}
	keys[n] = NULL;
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < h->count; i++) {
		const struct reading *r = &h->readings[i];
		cJSON *row = json_row(rows);
		add_head(row, r);
		json_put_number(row, "marcus", r->value[CAMP_MARCUS]);
		json_put_number(row, "huang", r->value[CAMP_HUANG]);
		json_put_number(row, "centre", r->centre);
		json_put_number(row, "sd", r->sd);
		for (size_t k = 0; k < CAMPS * COMPONENTS; k++)
			json_put_number(row, names[k], r->components[k % CAMPS][k / CAMPS]);
	}
	return csv_print(out, rows, keys, err);
}

/* ---- text ---- */

/* Both camps' figures in one cell, as they stand on screen. */
static void add_pair(struct table *t, enum tint tint, const double *marcus, const double *huang)
{
	if (isfinite(*marcus) && isfinite(*huang))
		table_add(t, tint, "%.1f/%.1f", *marcus, *huang);
	else
		table_add(t, tint, "-");
}

static void add_row(struct table *t, const struct reading *r, const struct reading *newest)
{
	char time[TIMESTAMP_SIZE];
	enum tint tint = r->recomputed ? TINT_DIM : TINT_NONE;
	timestamp_format_rfc3339(r->time, time);
	time[16] = '\0'; /* to the minute */
	time[10] = ' ';
	table_add(t, tint, "%s", time);
	table_add_number(t, tint, r->value[CAMP_MARCUS], 1);
	table_add_number(t, tint, r->value[CAMP_HUANG], 1);
	table_add(t, tint, "%d of %d", reading_component_count(r), COMPONENTS);
	for (int c = 0; c < COMPONENTS; c++)
		add_pair(t, tint, &r->components[CAMP_MARCUS][c], &r->components[CAMP_HUANG][c]);
	bool alike = index_options_equal(&r->options, &newest->options);
	table_add(t, tint, "%s%s%s", r->recomputed ? "recomputed" : "", r->recomputed && !alike ? ", " : "",
		  alike ? "" : "other weights");
}

static int print_text(const struct history *h, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "TIME (UTC)", false }, { "MARCUS", true }, { "HUANG", true }, { "OF", false },
		{ "V", true },           { "G", true },      { "D", true },     { "C", true },
		{ "X", true },           { "F", true },      { "NOTE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < h->count; i++)
		add_row(&t, &h->readings[i], &h->readings[h->count - 1]);
	int status = table_finish(&t, out, colour, err);
	if (status == 0)
		fputs("\nEach component Marcus/Huang. Values over other components (column OF) or by other weights do "
		      "not "
		      "compare.\n",
		      out);
	return status;
}

int bubble_history(struct invocation *v, struct error *err)
{
	struct history h = { 0 };
	int64_t since = 0;
	size_t limit = LIMIT;
	if (read_request(v, &since, &limit, err))
		return EXIT_USAGE;
	if (store_get_readings(v->store, since, limit, &h.readings, &h.count, err))
		return EXIT_FAILED;
	int status = 0;
	if (v->args->given[ARGUMENT_JSON])
		status = print_json(&h, v->out, err);
	else if (v->args->given[ARGUMENT_CSV])
		status = print_csv(&h, v->out, err);
	else if (h.count)
		status = print_text(&h, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
	if (status == 0 && h.count == 0)
		error_set(err, "no reading of that time is stored");
	free(h.readings);
	return status ? EXIT_FAILED : h.count ? EXIT_DONE : EXIT_NOTHING;
}
