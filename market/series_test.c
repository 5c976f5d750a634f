#include "market/series_test.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *const index_companies[] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T", NULL };

const char *episode_state_name(enum episode_state state)
{
	static const char *const names[] = {
		[EPISODE_NONE] = "none", [EPISODE_RISE] = "rise", [EPISODE_FALL] = "fall"
	};
	assert(state <= EPISODE_FALL);
	return names[state];
}

enum { AT_90, AT_95, AT_99 }; /* places among the quantiles */

const struct series_test *series_test_find(const struct series_test *tests, size_t count, const char *symbol, int lag,
					   int64_t until)
{
	const struct series_test *newest = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct series_test *t = &tests[i];
		if (t->lag == lag && t->last <= until && !strcmp(t->symbol, symbol) &&
		    (!newest || t->last > newest->last))
			newest = t;
	}
	return newest;
}

/* Three quantiles bound the p-value; they do not give it. */
static const char *monte_carlo_bound(const struct series_test *t)
{
	const double *quantiles = t->critical_gsadf;
	if (!isfinite(t->gsadf) || !isfinite(quantiles[AT_90]) || !isfinite(quantiles[AT_95]) ||
	    !isfinite(quantiles[AT_99]))
		return "no Monte Carlo value";
	if (t->gsadf > quantiles[AT_99])
		return "Monte Carlo p < .01";
	if (t->gsadf > quantiles[AT_95])
		return "Monte Carlo p < .05";
	return t->gsadf > quantiles[AT_90] ? "Monte Carlo p < .10" : "Monte Carlo p > .10";
}

/* Two decimals, and a third below .10, so that .051 is not printed as what would reject. */
static void format_bootstrap(const struct series_test *t, char *out, size_t size)
{
	char digits[16];
	if (t->replicates <= 0 || !isfinite(t->p_gsadf)) {
		snprintf(out, size, "no wild bootstrap");
		return;
	}
	snprintf(digits, sizeof digits, "%.*f", t->p_gsadf < 0.0995 ? 3 : 2, t->p_gsadf);
	snprintf(out, size, "wild bootstrap p = %s", digits[0] == '0' ? digits + 1 : digits);
}

/* One test without the other, or against it, is what the reader is to be warned of. */
static const char *verdict(const struct series_test *t)
{
	bool monte_carlo = t->gsadf > t->critical_gsadf[AT_95];
	bool bootstrap = t->replicates > 0 && t->p_gsadf <= 0.05;
	if (monte_carlo && bootstrap)
		return "robust";
	bool both_known =
		isfinite(t->gsadf) && isfinite(t->critical_gsadf[AT_95]) && t->replicates > 0 && isfinite(t->p_gsadf);
	return both_known && !monte_carlo && !bootstrap ? "no rejection" : "not robust";
}

void series_test_sentence(const struct series_test *t, char *out, size_t size)
{
	char bootstrap[48], statistic[32] = "no GSADF";
	assert(size > 0);
	if (isfinite(t->gsadf))
		snprintf(statistic, sizeof statistic, "GSADF %.2f", t->gsadf);
	format_bootstrap(t, bootstrap, sizeof bootstrap);
	snprintf(out, size, "%s, %s, %s: %s", statistic, monte_carlo_bound(t), bootstrap, verdict(t));
}
