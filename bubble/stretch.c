/* V, valuation stretch. Both camps look at the same multiple, the market's price over ten years' real
 * earnings (CAPE, Campbell and Shiller 1998): one asks how often history was dearer, the other how far
 * it is from the multiple at which Cisco stood in March 2000. */
#include <math.h>

#include "bubble/component.h"

double stretch_score(double multiple, double calm, double peak)
{
	if (!isfinite(multiple) || !isfinite(calm) || !isfinite(peak) || multiple <= 0 || calm <= 0 || peak <= calm)
		return (double)NAN;
	return 100 * fmin(1, fmax(0, log(multiple / calm) / log(peak / calm)));
}

/* The index of the market as a whole; its figures are facts, since nobody quotes them live. */
static const char market_symbol[] = "^GSPC";

static const struct fact *market_fact(const struct bubble_inputs *in, const char *concept_name)
{
	return in->facts ? fact_list_find(in->facts, market_symbol, concept_name, NULL) : NULL;
}

void valuation_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	const struct assumptions *huang = &set->camp[CAMP_HUANG];
	const struct fact *cape = market_fact(in, "cape");
	const struct fact *rank = market_fact(in, "cape_percentile");

	if (!cape) {
		component_say(r, COMPONENT_VALUATION, "no CAPE of the market is known");
		return;
	}
	if (!isfinite(cape->value) || cape->value <= 0) {
		component_say(r, COMPONENT_VALUATION, "the CAPE of the market is not above zero");
		return;
	}
	component_input(r, "CAPE of the market", cape->value, "x", cape->as_of, cape->origin);
	r->components[CAMP_HUANG][COMPONENT_VALUATION] = stretch_score(cape->value, huang->calm_pe, huang->peak_pe);
	component_say(r, COMPONENT_VALUATION, "CAPE %.1f; Cisco in 2000 stood at %.0f", cape->value, huang->peak_pe);
	if (!rank || !(rank->value >= 0 && rank->value <= 100)) {
		component_say(r, COMPONENT_VALUATION, "CAPE %.1f; its percentile in history is not known", cape->value);
		return;
	}
	component_input(r, "percentile of CAPE", rank->value, "%", rank->as_of, rank->origin);
	r->components[CAMP_MARCUS][COMPONENT_VALUATION] = rank->value;
}
