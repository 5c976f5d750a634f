#include "bubble/explosiveness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bubble/component.h"

static bool is_probability(double p)
{
	return p >= 0 && p <= 1;
}

static bool is_usable(const struct series_test *t)
{
	return t->count >= EXPLOSIVENESS_WEEKS && t->replicates > 0 && is_probability(t->p_bsadf);
}

/* A newer test whose bootstrap is still being made does not hide last week's. */
static const struct series_test *usable_find(const struct bubble_inputs *in, const char *symbol, int lag, int64_t until)
{
	const struct series_test *newest = NULL;

	for (size_t i = 0; in->tests && i < in->test_count; i++) {
		const struct series_test *t = &in->tests[i];

		if (t->lag == lag && t->last <= until && strcmp(t->symbol, symbol) == 0 && is_usable(t) &&
		    (!newest || t->last > newest->last))
			newest = t;
	}
	return newest;
}

static double test_score(const struct series_test *t)
{
	return t->state == EPISODE_FALL ? 0 : 100 * (1 - t->p_bsadf);
}

static void say_missing(struct explosiveness *x, const struct bubble_inputs *in, const char *symbol, int lag,
			int64_t until)
{
	const struct series_test *t =
		in->tests ? series_test_find(in->tests, in->test_count, symbol, lag, until) : NULL;

	if (!t)
		snprintf(x->missing, sizeof x->missing, "not yet: needs %d weeks of closes", EXPLOSIVENESS_WEEKS);
	else if (t->count < EXPLOSIVENESS_WEEKS)
		snprintf(x->missing, sizeof x->missing, "not yet: needs %d weeks of closes, there are %d",
			 EXPLOSIVENESS_WEEKS, t->count);
	else if (t->replicates <= 0)
		snprintf(x->missing, sizeof x->missing, "not yet: the bootstrap at lag %d is still to be made", lag);
	else
		snprintf(x->missing, sizeof x->missing, "the test at lag %d has no p-value of the last week", lag);
}

void explosiveness_compute(struct explosiveness *x, const struct bubble_inputs *in, const char *symbol, int64_t until)
{
	*x = (struct explosiveness){ .score = (double)NAN };
	for (int lag = 0; lag < EXPLOSIVENESS_LAGS; lag++)
		x->tests[lag] = usable_find(in, symbol, lag, until);
	for (int lag = 0; lag < EXPLOSIVENESS_LAGS; lag++) {
		if (!x->tests[lag]) {
			say_missing(x, in, symbol, lag, until);
			return;
		}
	}
	for (int lag = 0; lag < EXPLOSIVENESS_LAGS; lag++) {
		if (x->decides && test_score(x->tests[lag]) >= x->score)
			continue;
		x->decides = x->tests[lag];
		x->score = test_score(x->decides);
	}
}

struct explosive_count explosive_companies(const struct bubble_inputs *in, int lag, int64_t until)
{
	struct explosive_count count = { 0, 0, 0 };

	for (const char *const *symbol = index_companies; in->tests && *symbol; symbol++) {
		const struct series_test *t = series_test_find(in->tests, in->test_count, *symbol, lag, until);

		if (!t)
			continue;
		count.tested++;
		count.rising += t->state == EPISODE_RISE;
		count.falling += t->state == EPISODE_FALL;
	}
	return count;
}

/* ---- the component of the group ------------------------------------------------------------------ */

static void test_inputs(struct reading *r, const struct series_test *t)
{
	char name[sizeof r->inputs[0].name], source[sizeof r->inputs[0].source];
	const struct {
		const char *name;
		double value;
	} figures[] = { { "GSADF", t->gsadf }, { "BSADF now", t->bsadf }, { "wild bootstrap p now", t->p_bsadf } };

	snprintf(source, sizeof source, "weekly log closes, T=%d, lag %d, B=%d", t->count, t->lag, t->replicates);
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
		snprintf(name, sizeof name, "%s, lag %d", figures[i].name, t->lag);
		component_input(r, name, figures[i].value, "", t->last, source);
	}
}

/* What decides is the last week; GSADF tells of the strongest stretch of all. */
static void format_now(const struct series_test *t, char *out, size_t size)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%.*f", t->p_bsadf < 0.0995 ? 3 : 2, t->p_bsadf);
	if (t->state == EPISODE_FALL)
		snprintf(out, size, "a fall now, so 0");
	else
		snprintf(out, size, "p = %s now", digits[0] == '0' ? digits + 1 : digits);
}

static void say(struct reading *r, const struct series_test *t, const struct explosive_count *companies)
{
	char test[96], now[32], falling[32] = "";

	series_test_sentence(t, test, sizeof test);
	format_now(t, now, sizeof now);
	if (companies->falling)
		snprintf(falling, sizeof falling, " (%d falling)", companies->falling);
	component_say(r, COMPONENT_EXPLOSIVENESS, "%s; %s at lag %d, the weaker; %d of %d companies explosive now%s",
		      test, now, t->lag, companies->rising + companies->falling, companies->tested, falling);
}

void explosiveness_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct explosiveness x;

	(void)set; /* data, no opinion */
	explosiveness_compute(&x, in, SERIES_GROUP, r->time);
	if (!x.decides) {
		component_say(r, COMPONENT_EXPLOSIVENESS, "%s", x.missing);
		return;
	}
	for (int lag = 0; lag < EXPLOSIVENESS_LAGS; lag++)
		test_inputs(r, x.tests[lag]);
	for (int c = 0; c < CAMPS; c++)
		r->components[c][COMPONENT_EXPLOSIVENESS] = x.score;
	struct explosive_count companies = explosive_companies(in, x.decides->lag, r->time);
	say(r, x.decides, &companies);
}
