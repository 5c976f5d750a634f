#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/psy_report.h"
#include "cli/table.h"
#include "cli/words.h"

#define INPUT_BYTES ((size_t)32 << 20)
#define SEED 1

/* ---- options ---- */

/* A whole number from low to high; leaves *out alone where the option is not given. */
static int read_whole(const struct arguments *a, enum argument argument, long long low, long long high, long long *out,
		      struct error *err)
{
	const char *text = a->values[argument];
	char option[24], expected[80], *rest;
	if (!text)
		return 0;
	errno = 0;
	long long value = strtoll(text, &rest, 10);
	if (*text >= '0' && *text <= '9' && !*rest && errno == 0 && value >= low && value <= high) {
		*out = value;
		return 0;
	}
	snprintf(option, sizeof option, "--%s", argument_rows[argument].name);
	snprintf(expected, sizeof expected, "a whole number from %lld to %lld", low, high);
	return word_refuse(option, expected, text, err);
}

static int read_level(struct psy_options *o, const char *text, struct error *err)
{
	for (int k = 0; text && k < PSY_LEVELS; k++) {
		char name[8];
		snprintf(name, sizeof name, "%.0f", psy_level_pct[k]);
		if (strcmp(text, name) == 0) {
			o->level = (enum psy_level)k;
			return 0;
		}
	}
	return text ? word_refuse("--conf", "90, 95 or 99", text, err) : 0;
}

static int read_rule(struct psy_options *o, const char *text, struct error *err)
{
	if (!text || strcmp(text, "bsadf") == 0)
		return 0;
	if (strcmp(text, "sadf") != 0)
		return word_refuse("--rule", "bsadf or sadf", text, err);
	o->rule = PSY_RULE_SADF;
	return 0;
}

static int read_options(struct psy_options *o, const struct arguments *a, struct error *err)
{
	long long lag = 0, window = 0, replicates = -1, seed = SEED;
	*o = (struct psy_options){ .logarithm = a->given[ARGUMENT_LOG], .level = PSY_LEVEL_95 };
	if (read_whole(a, ARGUMENT_LAG, 0, PSY_LAG_MAX, &lag, err) ||
	    read_whole(a, ARGUMENT_WINDOW, 2 * lag + 4, PSY_COUNT_MAX, &window, err) ||
	    read_whole(a, ARGUMENT_BOOTSTRAP, 0, 100000, &replicates, err) ||
	    read_whole(a, ARGUMENT_SEED, 0, INT64_MAX, &seed, err))
		return -1;
	o->lag = (int)lag;
	o->window = (int)window;
	o->replicates = (int)replicates;
	o->seed = (uint64_t)seed;
	return read_level(o, a->values[ARGUMENT_CONF], err) || read_rule(o, a->values[ARGUMENT_RULE], err) ? -1 : 0;
}

/* ---- the series ---- */

static int take_logarithms(struct column *c, const char *source, struct error *err)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->values[i] <= 0)
			return error_set(err, "%s line %d: expected a number above zero for --log, not %g", source,
					 c->lines[i], c->values[i]);
	return psy_logarithms(c->values, c->count, c->values, err);
}

static int read_series(struct psy_report *r, const char *name, struct error *err)
{
	struct buffer text;
	char source[160];
	input_name(name, source, sizeof source);
	buffer_init(&text, INPUT_BYTES);
	int status = input_read(name, &text, err);
	if (status == 0)
		status = column_parse(&r->column, source, buffer_text(&text), text.length, err);
	if (status == 0 && r->options.logarithm)
		status = take_logarithms(&r->column, source, err);
	buffer_release(&text);
	return status;
}

/* ---- statistics ---- */

static int compute(struct psy_report *r, struct error *err)
{
	const struct column *c = &r->column;
	struct psy *p = &r->psy;
	if (psy_compute(p, c->values, c->count, r->options.lag, r->options.window, err))
		return -1;
	if (isnan(p->gsadf))
		return error_set(err, "no window of %d observations has a statistic: the series is a straight line",
				 p->window);
	return 0;
}

static int bootstrap(struct psy_report *r, struct error *err)
{
	struct psy_bootstrap b;
	for (int k = 0; k < PSY_STATISTICS; k++)
		r->p[k] = (double)NAN;
	r->replicates = r->options.replicates;
	if (r->replicates < 0)
		r->replicates = psy_affordable_replicates(r->psy.count, r->psy.lag);
	if (r->replicates == 0)
		return 0;
	if (psy_bootstrap_init(&b, &r->psy, r->column.values, PSY_WEIGHTS_NORMAL, r->replicates, r->options.seed, err))
		return -1;
	psy_bootstrap_run(&b, r->replicates);
	for (int k = 0; k < PSY_STATISTICS; k++)
		r->p[k] = psy_bootstrap_p(&b, (enum psy_statistic)k);
	psy_bootstrap_release(&b);
	return 0;
}

/* Both tests must reject before a word like "robust" is said. */
static enum psy_verdict judge(const struct psy_report *r)
{
	double critical = r->null.gsadf[r->options.level], p = r->p[PSY_GSADF];
	double most = 1 - psy_level_pct[r->options.level] / 100;
	if (isnan(critical))
		return PSY_UNKNOWN;
	if (r->psy.gsadf <= critical)
		return PSY_NOT_EXPLOSIVE;
	if (isnan(p))
		return PSY_NOT_BOOTSTRAPPED;
	return p <= most ? PSY_ROBUST : PSY_NOT_ROBUST;
}

/* The greatest statistic may be that of a crash, also where its episode is too short to be kept. */
static enum psy_direction direction_at_peak(const struct psy_report *r)
{
	const double *series = r->column.values;
	int at = r->psy.gsadf_at;
	for (int i = 0; i < r->episode_count; i++)
		if (r->episodes[i].start <= at && at <= r->episodes[i].end)
			return r->episodes[i].direction;
	return series[at] < series[r->psy.gsadf_start] ? PSY_FALL : PSY_RISE;
}

/* Of a random walk, too, some dates are above a quantile of that date: where GSADF does not reject, an
 * episode would say what the test denies. */
static void stamp(struct psy_report *r)
{
	const struct psy *p = &r->psy;
	if (r->verdict == PSY_NOT_EXPLOSIVE)
		return;
	int found = psy_episodes(r->column.values, p->bsadf, r->null.stamping, p->count, psy_least_length(p->count),
				 r->episodes, PSY_EPISODES_MAX);
	r->episode_count = found < PSY_EPISODES_MAX ? found : PSY_EPISODES_MAX;
	r->peak_direction = direction_at_peak(r);
}

static int analyse(struct psy_report *r, struct error *err)
{
	if (compute(r, err) || psy_null_find(&r->null, &r->psy, r->options.rule, r->options.level, err) ||
	    bootstrap(r, err))
		return -1;
	r->verdict = judge(r);
	stamp(r);
	return 0;
}

/* ---- command ---- */

static int print(const struct psy_report *r, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return psy_report_json(r, v->out, err);
	if (v->args->given[ARGUMENT_CSV])
		return psy_report_csv(r, v->out, err);
	return psy_report_text(r, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int run(struct psy_report *r, const struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	const char *name = a->word_count ? a->words[0] : "-";
	if (read_options(&r->options, a, err))
		return EXIT_USAGE;
	if (a->word_count == 0 && isatty(STDIN_FILENO)) {
		error_set(err, "psy needs a file, or numbers on the standard input: froth %s", a->command->usage);
		return EXIT_USAGE;
	}
	if (read_series(r, name, err))
		return EXIT_FAILED;
	if (r->options.window > 0 && (size_t)r->options.window > r->column.count) {
		error_set(err, "--window: expected at most the %zu observations that there are, not %d",
			  r->column.count, r->options.window);
		return EXIT_USAGE;
	}
	return analyse(r, err) || print(r, v, err) ? EXIT_FAILED : EXIT_DONE;
}

int psy_command(struct invocation *v, struct error *err)
{
	struct psy_report *r = calloc(1, sizeof *r);
	if (!r) {
		error_set(err, "out of memory");
		return EXIT_FAILED;
	}
	int code = run(r, v, err);
	column_release(&r->column);
	psy_release(&r->psy);
	psy_null_release(&r->null);
	free(r);
	return code;
}
