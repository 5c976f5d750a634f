#include "bubble/bubble.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/component.h"

static const struct component_rule component_rules[] = {
	{ COMPONENT_VALUATION, valuation_component },
	{ COMPONENT_REVENUE_GAP, revenue_gap_component },
};

void component_say(struct reading *r, enum component c, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(r->sentence[c], sizeof r->sentence[c], format, ap);
	va_end(ap);
}

void component_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		     const char *source)
{
	if (r->input_count == READING_INPUTS)
		return;
	struct reading_input *input = &r->inputs[r->input_count++];
	snprintf(input->name, sizeof input->name, "%s", name);
	snprintf(input->unit, sizeof input->unit, "%s", unit);
	snprintf(input->source, sizeof input->source, "%s", source);
	input->value = value;
	input->as_of = as_of;
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

/* Both camps' means run over the same components, so that their distance means something. */
static bool both_have(const struct reading *r, int component)
{
	return isfinite(r->components[CAMP_MARCUS][component]) && isfinite(r->components[CAMP_HUANG][component]);
}

/* The band: each component a mixture lambda M + (1 - lambda) H, lambda uniform on 0..1 and independent
 * between components, so that a component with distance d has the variance d^2 / 12. */
static void summarise(struct reading *r)
{
	double sum[CAMPS] = { 0, 0 }, squares = 0;
	int n = 0;

	for (int k = 0; k < COMPONENTS; k++) {
		if (!both_have(r, k))
			continue;
		double distance = r->components[CAMP_MARCUS][k] - r->components[CAMP_HUANG][k];
		sum[CAMP_MARCUS] += r->components[CAMP_MARCUS][k];
		sum[CAMP_HUANG] += r->components[CAMP_HUANG][k];
		squares += distance * distance;
		n++;
	}
	if (n == 0)
		return;
	for (int c = 0; c < CAMPS; c++)
		r->value[c] = sum[c] / n;
	r->centre = (r->value[CAMP_MARCUS] + r->value[CAMP_HUANG]) / 2;
	r->sd = sqrt(squares / 12) / n;
	r->low = fmin(r->value[CAMP_MARCUS], r->value[CAMP_HUANG]);
	r->high = fmax(r->value[CAMP_MARCUS], r->value[CAMP_HUANG]);
}

static int64_t newest_input(const struct reading *r)
{
	int64_t newest = 0;

	for (size_t i = 0; i < r->input_count; i++)
		if (r->inputs[i].as_of > newest)
			newest = r->inputs[i].as_of;
	return newest;
}

void bubble_compute(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in, int64_t now)
{
	reading_init(r);
	r->time = now;
	for (size_t i = 0; i < sizeof component_rules / sizeof component_rules[0]; i++)
		component_rules[i].compute(r, set, in);
	summarise(r);
	/* Live prices stand beside the reading; they do not make its inputs younger. */
	r->as_of = newest_input(r);
	group_multiple_input(r, in);
}
