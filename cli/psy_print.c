#include <math.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/json.h"
#include "cli/psy_report.h"
#include "cli/table.h"

#define LABEL_SIZE 40
#define P_SIZE 16

/* An observation as a person finds it again: by its date, or its number from 0. */
static void label(const struct psy_report *r, int at, char out[LABEL_SIZE])
{
	if (r->column.dates)
		timestamp_format_date(r->column.dates[at], out);
	else
		snprintf(out, LABEL_SIZE, "%d", at);
}

/* ---- p-values ---- */

/* "= .23", "= .006", "< .001": probabilities without the 0 before the point, as papers have them. */
static void format_p(double p, char out[P_SIZE])
{
	char digits[P_SIZE - 2];
	if (p < 0.0005) {
		snprintf(out, P_SIZE, "< .001");
		return;
	}
	snprintf(digits, sizeof digits, "%.*f", p < 0.0995 ? 3 : 2, p);
	snprintf(out, P_SIZE, "= %s", *digits == '0' ? digits + 1 : digits);
}

/* Quantiles bound a p-value: "< .01", "> .10"; "" where there are none. */
static void format_bound(double statistic, const double quantiles[PSY_LEVELS], char out[P_SIZE])
{
	*out = '\0';
	if (isnan(quantiles[PSY_LEVEL_90]))
		return;
	snprintf(out, P_SIZE, "> .10");
	for (int k = 0; k < PSY_LEVELS; k++)
		if (statistic > quantiles[k])
			snprintf(out, P_SIZE, "< .%02.0f", 100 - psy_level_pct[k]);
}

static const char *verdict_name(enum psy_verdict v)
{
	static const char *const names[] = {
		[PSY_UNKNOWN] = "no critical values for this lag, window and length",
		[PSY_NOT_EXPLOSIVE] = "not explosive",
		[PSY_NOT_ROBUST] = "not robust",
		[PSY_NOT_BOOTSTRAPPED] = "not yet held against a wild bootstrap",
		[PSY_ROBUST] = "robust",
	};
	return names[v];
}

void psy_report_summary(const struct psy_report *r, char *out, size_t size)
{
	char bound[P_SIZE], p[P_SIZE], monte_carlo[40] = "", wild[60] = "";
	format_bound(r->psy.gsadf, r->null.gsadf, bound);
	if (*bound)
		snprintf(monte_carlo, sizeof monte_carlo, ", Monte Carlo p %s", bound);
	if (r->replicates) {
		format_p(r->p[PSY_GSADF], p);
		snprintf(wild, sizeof wild, ", wild bootstrap p %s (B = %d)", p, r->replicates);
	}
	bool crash = r->verdict != PSY_NOT_EXPLOSIVE && r->peak_direction == PSY_FALL;
	snprintf(out, size, "GSADF %.2f%s%s: %s%s", r->psy.gsadf, monte_carlo, wild, verdict_name(r->verdict),
		 crash ? "; its greatest stretch is a fall" : "");
}

/* ---- JSON ---- */

/* All the digits that a statistic has: others compare to 1e-9 and below. */
static cJSON *exact(double value)
{
	char text[JSON_NUMBER_SIZE];
	if (!isfinite(value))
		return cJSON_CreateNull();
	snprintf(text, sizeof text, "%.15g", value);
	return cJSON_CreateRaw(text);
}

static void put_exact(cJSON *object, const char *key, double value)
{
	cJSON_AddItemToObject(object, key, exact(value));
}

static void json_sequence(cJSON *object, const char *key, const double *values, int count)
{
	cJSON *array = cJSON_AddArrayToObject(object, key);
	for (int i = 0; i < count; i++)
		cJSON_AddItemToArray(array, exact(values[i]));
}

static void json_levels(cJSON *object, const char *key, const double values[PSY_LEVELS])
{
	cJSON *levels = cJSON_AddObjectToObject(object, key);
	for (int k = 0; k < PSY_LEVELS; k++) {
		char name[8];
		snprintf(name, sizeof name, "%.0f", psy_level_pct[k]);
		json_put_number(levels, name, values[k]);
	}
}

static void json_date(cJSON *object, const char *key, const struct psy_report *r, int at)
{
	char text[LABEL_SIZE];
	if (!r->column.dates)
		return;
	label(r, at, text);
	json_put_text(object, key, text);
}

static void json_statistics(cJSON *object, const struct psy_report *r)
{
	const struct psy *p = &r->psy;
	json_put_integer(object, "n", p->count);
	json_put_integer(object, "window", p->window);
	json_put_integer(object, "lag", p->lag);
	cJSON_AddBoolToObject(object, "log", r->options.logarithm);
	put_exact(object, "adf", p->adf);
	put_exact(object, "sadf", p->sadf);
	put_exact(object, "gsadf", p->gsadf);
	json_put_integer(object, "sadf_at", p->sadf_at);
	json_put_integer(object, "gsadf_at", p->gsadf_at);
	json_put_integer(object, "gsadf_start", p->gsadf_start);
	json_date(object, "gsadf_date", r, p->gsadf_at);
}

static void json_tests(cJSON *object, const struct psy_report *r)
{
	char summary[200];
	cJSON *critical = cJSON_AddObjectToObject(object, "critical");
	json_levels(critical, "sadf", r->null.sadf);
	json_levels(critical, "gsadf", r->null.gsadf);
	json_put_text(object, "critical_source", psy_null_source_name(r->null.source));
	if (r->null.replicates)
		json_put_integer(object, "critical_reps", r->null.replicates);
	cJSON *bootstrap = cJSON_AddObjectToObject(object, "bootstrap");
	json_put_integer(bootstrap, "reps", r->replicates);
	json_put_number(bootstrap, "p", r->p[PSY_GSADF]);
	json_put_number(bootstrap, "sadf_p", r->p[PSY_SADF]);
	json_put_number(bootstrap, "last_p", r->p[PSY_LAST]);
	json_put_integer(bootstrap, "seed", (int64_t)r->options.seed);
	psy_report_summary(r, summary, sizeof summary);
	json_put_text(object, "verdict", verdict_name(r->verdict));
	json_put_text(object, "summary", summary);
}

static void json_episodes(cJSON *object, const struct psy_report *r)
{
	cJSON *episodes = cJSON_AddArrayToObject(object, "episodes");
	for (int i = 0; i < r->episode_count; i++) {
		const struct psy_episode *e = &r->episodes[i];
		cJSON *row = json_row(episodes);
		json_put_integer(row, "start", e->start);
		json_put_integer(row, "end", e->end);
		json_put_integer(row, "peak", e->peak);
		json_put_text(row, "direction", psy_direction_name(e->direction));
		cJSON_AddBoolToObject(row, "open", e->open);
		json_date(row, "start_date", r, e->start);
		json_date(row, "end_date", r, e->end);
		json_date(row, "peak_date", r, e->peak);
	}
}

static const char *rule_name(enum psy_rule rule)
{
	return rule == PSY_RULE_SADF ? "sadf" : "bsadf";
}

int psy_report_json(const struct psy_report *r, FILE *out, struct error *err)
{
	const struct psy *p = &r->psy;
	cJSON *object = cJSON_CreateObject();
	json_statistics(object, r);
	json_tests(object, r);
	json_put_text(object, "rule", rule_name(r->options.rule));
	json_put_number(object, "conf", psy_level_pct[r->options.level]);
	json_put_integer(object, "least_length", psy_least_length(p->count));
	json_episodes(object, r);
	json_sequence(object, "badf", p->badf, p->count);
	json_sequence(object, "bsadf", p->bsadf, p->count);
	json_sequence(object, "stamping", r->null.stamping, p->count);
	return json_print(out, object, err);
}

/* ---- CSV ---- */

int psy_report_csv(const struct psy_report *r, FILE *out, struct error *err)
{
	static const char *const keys[] = { "index", "date", "value", "badf", "bsadf", "stamping", "above", NULL };
	const struct psy *p = &r->psy;
	cJSON *rows = cJSON_CreateArray();
	for (int i = 0; i < p->count; i++) {
		cJSON *row = json_row(rows);
		json_put_integer(row, "index", i);
		json_date(row, "date", r, i);
		put_exact(row, "value", r->column.values[i]);
		put_exact(row, "badf", p->badf[i]);
		put_exact(row, "bsadf", p->bsadf[i]);
		put_exact(row, "stamping", r->null.stamping[i]);
		cJSON_AddBoolToObject(row, "above", p->bsadf[i] > r->null.stamping[i]);
	}
	return csv_print(out, rows, keys, err);
}

/* ---- text ---- */

static void add_statistic(struct table *t, const char *name, double value, const double quantiles[PSY_LEVELS], double p)
{
	char text[P_SIZE] = "";
	if (!isnan(p))
		format_p(p, text);
	table_add(t, TINT_NONE, "%s", name);
	table_add_number(t, TINT_NONE, value, 4);
	for (int k = 0; k < PSY_LEVELS; k++)
		table_add_number(t, TINT_NONE, quantiles ? quantiles[k] : (double)NAN, 2);
	table_add(t, TINT_NONE, "%s", strncmp(text, "= ", 2) ? text : text + 2);
}

static int print_statistics(const struct psy_report *r, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "", false },    { "STATISTIC", true },   { "90 %", true }, { "95 %", true },
		{ "99 %", true }, { "BOOTSTRAP P", true }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	add_statistic(&t, "ADF", r->psy.adf, NULL, (double)NAN);
	add_statistic(&t, "SADF", r->psy.sadf, r->null.sadf, r->p[PSY_SADF]);
	add_statistic(&t, "GSADF", r->psy.gsadf, r->null.gsadf, r->p[PSY_GSADF]);
	return table_finish(&t, out, colour, err);
}

/* Where the critical values come from, if that is not the table as it stands. */
static void print_source(const struct psy_report *r, FILE *out)
{
	if (r->null.source == PSY_NULL_SIMULATED)
		fprintf(out, "Critical values simulated for this lag and window with %d replicates.\n",
			r->null.replicates);
	if (r->null.source == PSY_NULL_NEAREST)
		fputs("Critical values of the longest series that the table has.\n", out);
	if (r->null.source == PSY_NULL_MISSING)
		fputs("No critical values for this lag, window and length: nothing is stamped.\n", out);
	if (r->replicates == 0)
		fputs("No wild bootstrap was made; --bootstrap 99 makes one, which takes time on a long series.\n",
		      out);
}

static void add_episode(struct table *t, const struct psy_report *r, const struct psy_episode *e)
{
	char start[LABEL_SIZE], end[LABEL_SIZE], peak[LABEL_SIZE];
	label(r, e->start, start);
	label(r, e->end, end);
	label(r, e->peak, peak);
	table_add(t, TINT_NONE, "%s", start);
	table_add(t, TINT_NONE, "%s%s", end, e->open ? " (open)" : "");
	table_add(t, TINT_NONE, "%s", peak);
	table_add_number(t, TINT_NONE, r->psy.bsadf[e->peak], 2);
	table_add(t, TINT_NONE, "%s", psy_direction_name(e->direction));
}

static int print_episodes(const struct psy_report *r, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "START", false }, { "END", false },       { "PEAK", false },
		{ "BSADF", true },  { "DIRECTION", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (int i = 0; i < r->episode_count; i++)
		add_episode(&t, r, &r->episodes[i]);
	return table_finish(&t, out, colour, err);
}

int psy_report_text(const struct psy_report *r, FILE *out, bool colour, struct error *err)
{
	char summary[200], at[LABEL_SIZE];
	psy_report_summary(r, summary, sizeof summary);
	label(r, r->psy.gsadf_at, at);
	fprintf(out, "%s%s%s\n", tint_on(TINT_HEAD, colour), summary, tint_off(TINT_HEAD, colour));
	fprintf(out, "%d observations%s, window %d, lag %d; BSADF is greatest at %s\n\n", r->psy.count,
		r->options.logarithm ? " (logarithms)" : "", r->psy.window, r->psy.lag, at);
	if (print_statistics(r, out, colour, err))
		return -1;
	print_source(r, out);
	if (r->null.source == PSY_NULL_MISSING)
		return 0;
	if (r->verdict == PSY_NOT_EXPLOSIVE) {
		fprintf(out, "\nNo episode: GSADF does not reject at %.0f %%.\n", psy_level_pct[r->options.level]);
		return 0;
	}
	fprintf(out, "\n%s where BSADF is above the %.0f %% quantile of %s, for at least %d observations%s\n",
		r->episode_count ? "Episodes," : "No episode", psy_level_pct[r->options.level],
		r->options.rule == PSY_RULE_SADF ? "SADF so far" : "BSADF at that date", psy_least_length(r->psy.count),
		r->episode_count ? ":" : "");
	return r->episode_count ? print_episodes(r, out, colour, err) : 0;
}
