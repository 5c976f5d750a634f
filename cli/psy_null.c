#include "cli/psy_null.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/shipped.h"
#include "bubble/psy_bootstrap.h"

#define SIMULATION_SEED 20260722

const double psy_level_pct[PSY_LEVELS] = { 90, 95, 99 };

int psy_affordable_replicates(int count, int lag)
{
	static const int round_numbers[] = { 999, 499, 199, 99 };
	/* A statistic regresses on T^2 / 2 windows, at some 5 ns a window, 10 a lag. */
	double most = 1.2e9 / ((double)count * count * (lag ? 2 * lag : 1));
	for (size_t i = 0; i < sizeof round_numbers / sizeof *round_numbers; i++)
		if (round_numbers[i] <= most)
			return round_numbers[i];
	return 0;
}

/* ---- from the table ---- */

static int read_table(struct psy_critical_table *t, struct error *err)
{
	const struct shipped_file *file = shipped_find("psy_critical.tsv");
	if (!file)
		return error_set(err, "this build holds no psy_critical.tsv");
	return psy_critical_parse(t, file->data, file->length, err);
}

/* The greatest length that the table has for the lag; 0 if none. */
static int greatest_length(const struct psy_critical_table *t, int lag)
{
	int length = 0;
	for (size_t i = 0; i < t->row_count; i++)
		if (t->rows[i].lag == lag && t->rows[i].count > length)
			length = t->rows[i].count;
	return length;
}

/* By the values of a series of `length` observations, whose ends are mapped onto those of p. */
static int take(struct psy_null *n, const struct psy_critical_table *t, const struct psy *p, int length,
		enum psy_rule rule, enum psy_level level, struct error *err)
{
	enum psy_quantity quantity = rule == PSY_RULE_SADF ? PSY_QUANTITY_SADF : PSY_QUANTITY_BSADF;
	int window = psy_window(length), span = p->count - p->window;
	struct psy_critical values = { { { 0 } } };
	for (int i = p->window - 1; i < p->count; i++) {
		double part = span ? (double)(i + 1 - p->window) / span : 1;
		int end = window + (int)lround(part * (length - window));
		if (psy_critical_find(t, p->lag, length, end, &values, err))
			return -1;
		n->stamping[i] = values.value[quantity][level];
	}
	for (int k = 0; k < PSY_LEVELS; k++) {
		n->sadf[k] = values.value[PSY_QUANTITY_SADF][k];
		n->gsadf[k] = values.value[PSY_QUANTITY_GSADF][k];
	}
	return 0;
}

/* ---- by simulation ---- */

/* The quantiles at the end that the replicates have reached. */
static int take_end(struct psy_null *n, const struct psy_bootstrap *b, enum psy_rule rule, enum psy_level level,
		    struct error *err)
{
	double probability = psy_level_pct[level] / 100;
	enum psy_statistic statistic = rule == PSY_RULE_SADF ? PSY_SADF : PSY_LAST;
	if (psy_bootstrap_quantiles(b, statistic, &probability, 1, &n->stamping[b->count - 1]))
		return error_set(err, "out of memory for %d replicates", b->replicates);
	return 0;
}

static int take_whole(struct psy_null *n, const struct psy_bootstrap *b, struct error *err)
{
	double probabilities[PSY_LEVELS];
	for (int k = 0; k < PSY_LEVELS; k++)
		probabilities[k] = psy_level_pct[k] / 100;
	if (psy_bootstrap_quantiles(b, PSY_SADF, probabilities, PSY_LEVELS, n->sadf) ||
	    psy_bootstrap_quantiles(b, PSY_GSADF, probabilities, PSY_LEVELS, n->gsadf))
		return error_set(err, "out of memory for %d replicates", b->replicates);
	return 0;
}

/* Grows the replicates from the first window to the whole, an observation at a time. */
static int grow(struct psy_null *n, struct psy_bootstrap *b, struct psy *view, const double *line, int count,
		enum psy_rule rule, enum psy_level level, struct error *err)
{
	psy_bootstrap_run(b, b->replicates);
	while (take_end(n, b, rule, level, err) == 0) {
		if (view->count == count)
			return take_whole(n, b, err);
		view->count++;
		if (psy_bootstrap_extend(b, view, line, err))
			return -1;
	}
	return -1;
}

/* The wild bootstrap multiplies every change by a normal number of its own: of a straight line, whose
 * changes are all 1, that makes a random walk with normal steps. */
static int simulate(struct psy_null *n, const struct psy *p, enum psy_rule rule, enum psy_level level,
		    struct error *err)
{
	struct psy view = *p;
	struct psy_bootstrap b;
	double *line = malloc((size_t)p->count * sizeof *line);
	if (!line)
		return error_set(err, "out of memory for %d observations", p->count);
	for (int i = 0; i < p->count; i++)
		line[i] = i;
	view.count = p->window;
	int status = psy_bootstrap_init(&b, &view, line, PSY_WEIGHTS_NORMAL, n->replicates, SIMULATION_SEED, err);
	if (status == 0) {
		status = grow(n, &b, &view, line, p->count, rule, level, err);
		psy_bootstrap_release(&b);
	}
	free(line);
	return status;
}

/* ---- which ---- */

static int choose(struct psy_null *n, const struct psy_critical_table *t, const struct psy *p, enum psy_rule rule,
		  enum psy_level level, struct error *err)
{
	struct psy_critical ignored;
	/* Growing costs about four times what the statistics at the end alone do. */
	int greatest = greatest_length(t, p->lag), affordable = psy_affordable_replicates(2 * p->count, p->lag);
	bool usual = p->window == psy_window(p->count);
	if (usual && psy_critical_find(t, p->lag, p->count, p->count, &ignored, NULL) == 0) {
		n->source = PSY_NULL_TABLE;
		return take(n, t, p, p->count, rule, level, err);
	}
	if (affordable) {
		n->source = PSY_NULL_SIMULATED;
		n->replicates = affordable;
		return simulate(n, p, rule, level, err);
	}
	if (usual && greatest && p->count > greatest) {
		n->source = PSY_NULL_NEAREST;
		return take(n, t, p, greatest, rule, level, err);
	}
	return 0;
}

int psy_null_find(struct psy_null *n, const struct psy *p, enum psy_rule rule, enum psy_level level, struct error *err)
{
	struct psy_critical_table table;
	*n = (struct psy_null){ .source = PSY_NULL_MISSING };
	for (int k = 0; k < PSY_LEVELS; k++)
		n->sadf[k] = n->gsadf[k] = (double)NAN;
	n->stamping = malloc((size_t)p->count * sizeof *n->stamping);
	if (!n->stamping)
		return error_set(err, "out of memory for %d observations", p->count);
	for (int i = 0; i < p->count; i++)
		n->stamping[i] = (double)NAN;
	if (read_table(&table, err))
		return -1;
	int status = choose(n, &table, p, rule, level, err);
	psy_critical_release(&table);
	return status;
}

void psy_null_release(struct psy_null *n)
{
	free(n->stamping);
	*n = (struct psy_null){ .source = PSY_NULL_MISSING };
}

const char *psy_null_source_name(enum psy_null_source source)
{
	static const char *const names[] = { "table", "simulated", "nearest", NULL };
	return names[source];
}
