#include "bubble/bubble.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/component.h"

static const struct component_rule component_rules[] = {
	{ COMPONENT_VALUATION, valuation_component, 75 },      /* CAPE comes monthly */
	{ COMPONENT_REVENUE_GAP, revenue_gap_component, 130 }, /* guidance comes with the quarters */
	{ COMPONENT_DELIVERY, delivery_component, 130 },       /* and so do most deals */
	{ COMPONENT_CIRCULARITY, circularity_component, 130 },
	{ COMPONENT_EXPLOSIVENESS, explosiveness_component, 21 }, /* weekly closes, and a week of holidays */
	{ COMPONENT_FINANCING, financing_component, 400 },        /* accounts of a year */
};

void component_say(struct reading *r, enum component c, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(r->sentence[c], sizeof r->sentence[c], format, ap);
	va_end(ap);
}

static void input_add(struct reading *r, const struct reading_input *input)
{
	if (r->input_count < READING_INPUTS)
		r->inputs[r->input_count++] = *input;
}

static struct reading_input input_make(const char *name, double value, const char *unit, int64_t as_of,
				       const char *source)
{
	struct reading_input input = { .value = value, .as_of = as_of };

	snprintf(input.name, sizeof input.name, "%s", name);
	snprintf(input.unit, sizeof input.unit, "%s", unit);
	snprintf(input.source, sizeof input.source, "%s", source);
	return input;
}

void component_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		     const char *source)
{
	struct reading_input input = input_make(name, value, unit, as_of, source);

	input_add(r, &input);
}

void context_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		   const char *source)
{
	struct reading_input input = input_make(name, value, unit, as_of, source);

	input.is_context = true;
	input_add(r, &input);
}

int64_t ledger_time(const char *date)
{
	static const char *const rest[] = { "", "-01", "-01-01" };
	char whole[32];
	int64_t seconds;

	for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
		snprintf(whole, sizeof whole, "%.11s%s", date, rest[i]);
		if (timestamp_parse_date(whole, &seconds) == 0)
			return seconds;
	}
	return 0;
}

int64_t ledger_newest_edge(const struct deal_list *deals)
{
	int64_t newest = 0;

	for (size_t i = 0; deals && i < deals->count; i++) {
		const struct deal *d = &deals->items[i];
		int64_t time = d->payer[0] && d->payee[0] ? ledger_time(d->date) : 0;

		if (time > newest)
			newest = time;
	}
	return newest;
}

/* ---- age ------------------------------------------------------------------------------------------ */

static int64_t newest_input(const struct reading *r, size_t from)
{
	int64_t newest = 0;

	for (size_t i = from; i < r->input_count; i++)
		if (!r->inputs[i].is_context && r->inputs[i].as_of > newest)
			newest = r->inputs[i].as_of;
	return newest;
}

/* How far beyond its limit the component's newest input is, as a part of the limit, 0..1. */
static double lateness(const struct reading *r, size_t first_input, int fresh_days)
{
	double limit = (double)fresh_days * 86400;
	double age = (double)(r->time - newest_input(r, first_input));

	return fmin(1, fmax(0, (age - limit) / limit));
}

/* ---- the index ------------------------------------------------------------------------------------ */

/* Normalised over the components that both camps have, so that the distance of their means means something;
 * all 0 where none of those has a weight. Returns how many components both have. */
static int weights_normalise(const struct index_options *o, const double *marcus, const double *huang,
			     double weights[COMPONENTS])
{
	double sum = 0, sum_of_all = 0;
	int count = 0;

	for (int k = 0; k < COMPONENTS; k++) {
		bool counts = isfinite(marcus[k]) && isfinite(huang[k]);

		assert(o->weight[k] >= 0);
		sum_of_all += o->weight[k];
		weights[k] = counts ? o->weight[k] : 0;
		sum += weights[k];
		count += counts;
	}
	assert(sum_of_all > 0);
	for (int k = 0; k < COMPONENTS && sum > 0; k++)
		weights[k] /= sum;
	return count;
}

/* A geometric mean of 0 would be 0 whatever the others are; below 1 the 1 counts. */
static double weighted_mean(enum index_mean kind, const double weights[COMPONENTS], const double values[COMPONENTS])
{
	double sum = 0, weight = 0;

	for (int k = 0; k < COMPONENTS; k++) {
		if (weights[k] > 0)
			sum += weights[k] * (kind == MEAN_GEOMETRIC ? log(fmax(values[k], 1)) : values[k]);
		weight += weights[k];
	}
	if (!(weight > 0))
		return (double)NAN;
	return kind == MEAN_GEOMETRIC ? exp(sum) : sum;
}

int components_mean(const struct index_options *o, const double *marcus, const double *huang, double mean[CAMPS])
{
	double weights[COMPONENTS];
	int count = weights_normalise(o, marcus, huang, weights);

	mean[CAMP_MARCUS] = weighted_mean(o->mean, weights, marcus);
	mean[CAMP_HUANG] = weighted_mean(o->mean, weights, huang);
	return count;
}

/* The band: each component a mixture lambda M + (1 - lambda) H, lambda uniform on 0..1 and independent between
 * components, so that a component with distance d and weight w has the variance (w d)^2 / 12. Of a component
 * whose inputs are late less is known than the camps' distance says: d grows towards the whole scale of 100,
 * which it reaches when they are twice as old as they may be. The readings themselves do not change. */
static double band_deviation(const struct reading *r, const double late[COMPONENTS])
{
	const double *marcus = r->components[CAMP_MARCUS], *huang = r->components[CAMP_HUANG];
	double weights[COMPONENTS], squares = 0;

	weights_normalise(&r->options, marcus, huang, weights);
	for (int k = 0; k < COMPONENTS; k++) {
		if (!(weights[k] > 0))
			continue;
		double d = fabs(marcus[k] - huang[k]);
		d = weights[k] * (d + (100 - d) * late[k]);
		squares += d * d;
	}
	return sqrt(squares / 12);
}

static void summarise(struct reading *r, const double late[COMPONENTS])
{
	components_mean(&r->options, r->components[CAMP_MARCUS], r->components[CAMP_HUANG], r->value);
	if (isnan(r->value[CAMP_MARCUS]) || isnan(r->value[CAMP_HUANG]))
		return;
	r->centre = (r->value[CAMP_MARCUS] + r->value[CAMP_HUANG]) / 2;
	r->sd = band_deviation(r, late);
	r->low = fmin(r->value[CAMP_MARCUS], r->value[CAMP_HUANG]);
	r->high = fmax(r->value[CAMP_MARCUS], r->value[CAMP_HUANG]);
}

void bubble_compute(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in, int64_t now)
{
	double late[COMPONENTS] = { 0 };

	reading_init(r);
	r->time = now;
	if (in->options)
		r->options = *in->options;
	for (size_t i = 0; i < sizeof component_rules / sizeof component_rules[0]; i++) {
		const struct component_rule *rule = &component_rules[i];
		size_t first_input = r->input_count;

		rule->compute(r, set, in);
		if (reading_is_missing(r, rule->component))
			continue;
		late[rule->component] = lateness(r, first_input, rule->fresh_days);
		r->stale[rule->component] = late[rule->component] > 0;
	}
	summarise(r, late);
	r->as_of = newest_input(r, 0);
	context_inputs(r, set, in);
}
