#include "bubble/psy.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int psy_window(int count)
{
	return count < 1 ? 0 : (int)floor(count * (0.01 + 1.8 / sqrt(count)));
}

static int options_check(size_t count, int lag, int window, struct error *err)
{
	if (lag < 0 || lag > PSY_LAG_MAX)
		return error_set(err, "lag %d: expected 0 to %d", lag, PSY_LAG_MAX);
	if (count > PSY_COUNT_MAX)
		return error_set(err, "expected at most %d observations, got %zu", PSY_COUNT_MAX, count);
	int least = 2 * lag + 4;
	if (count < (size_t)least)
		return error_set(err, "expected at least %d observations for lag %d, got %zu", least, lag, count);
	if (window < least || (size_t)window > count)
		return error_set(err, "window %d: expected %d to %zu observations for lag %d", window, least, count,
				 lag);
	return 0;
}

static int series_check(const double *series, size_t count, struct error *err)
{
	bool changes = false;

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(series[i]))
			return error_set(err, "observation %zu: expected a finite number, got %g", i, series[i]);
		changes = changes || series[i] != series[0];
	}
	return changes ? 0
		       : error_set(err, "expected a series that changes, all %zu observations are %g", count,
				   series[0]);
}

/* The statistics do not depend on scale and origin; a power of two keeps the digits and takes products of
 * very large or very small values out of the range's ends. */
static void normalise(const double *series, size_t count, double *levels, double *differences)
{
	double reach = 0;
	int exponent;

	for (size_t i = 0; i < count; i++)
		reach = fmax(reach, fabs(series[i]));
	frexp(reach, &exponent);
	for (size_t i = 0; i < count; i++)
		levels[i] = ldexp(series[i], -exponent);
	differences[0] = 0;
	for (size_t i = 1; i < count; i++)
		differences[i] = levels[i] - levels[i - 1];
}

static int greatest(const double *sequence, int first, int count)
{
	int at = -1;

	for (int i = first; i < count; i++)
		if (!isnan(sequence[i]) && (at < 0 || sequence[i] > sequence[at]))
			at = i;
	return at;
}

static void summarise(struct psy *p, const struct psy_series *s)
{
	p->adf = p->badf[p->count - 1];
	p->sadf_at = greatest(p->badf, p->window - 1, p->count);
	p->gsadf_at = greatest(p->bsadf, p->window - 1, p->count);
	p->sadf = p->sadf_at < 0 ? (double)NAN : p->badf[p->sadf_at];
	p->gsadf = p->gsadf_at < 0 ? (double)NAN : p->bsadf[p->gsadf_at];
	p->gsadf_start = p->gsadf_at < 0 ? -1 : psy_kernel_best_start(s, p->gsadf_at);
}

/* Computes the ends from `first` on of sequences that have room for count values. */
static int compute_from(struct psy *p, const double *series, int first, struct error *err)
{
	size_t count = (size_t)p->count;
	double *values = malloc(2 * count * sizeof *values);

	if (!values)
		return error_set(err, "out of memory for %zu observations", count);
	struct psy_series s = { values, values + count, p->count, p->lag, p->window };
	normalise(series, count, values, values + count);
	psy_kernel(&s, first, p->count - 1, p->badf, p->bsadf);
	summarise(p, &s);
	free(values);
	return 0;
}

int psy_compute(struct psy *p, const double *series, size_t count, int lag, int window, struct error *err)
{
	*p = (struct psy){ 0 };
	if (window == 0 && count <= PSY_COUNT_MAX)
		window = psy_window((int)count);
	if (options_check(count, lag, window, err) || series_check(series, count, err))
		return -1;
	*p = (struct psy){ .count = (int)count, .window = window, .lag = lag };
	p->badf = malloc(count * sizeof *p->badf);
	p->bsadf = malloc(count * sizeof *p->bsadf);
	for (size_t i = 0; p->badf && p->bsadf && i < count; i++)
		p->badf[i] = p->bsadf[i] = (double)NAN;
	if (!p->badf || !p->bsadf) {
		psy_release(p);
		return error_set(err, "out of memory for %zu observations", count);
	}
	if (compute_from(p, series, window - 1, err)) {
		psy_release(p);
		return -1;
	}
	return 0;
}

void psy_release(struct psy *p)
{
	free(p->badf);
	free(p->bsadf);
	*p = (struct psy){ 0 };
}

int psy_extend(struct psy *p, const double *series, size_t count, struct error *err)
{
	if (count != (size_t)p->count + 1)
		return error_set(err, "expected %d observations, got %zu", p->count + 1, count);
	if (options_check(count, p->lag, p->window, err) || series_check(series, count, err))
		return -1;
	double *badf = realloc(p->badf, count * sizeof *badf);
	if (badf)
		p->badf = badf;
	double *bsadf = realloc(p->bsadf, count * sizeof *bsadf);
	if (bsadf)
		p->bsadf = bsadf;
	if (!badf || !bsadf)
		return error_set(err, "out of memory for %zu observations", count);
	p->count++;
	if (compute_from(p, series, p->count - 1, err)) {
		p->count--;
		return -1;
	}
	return 0;
}

int psy_logarithms(const double *series, size_t count, double *out, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!isfinite(series[i]) || series[i] <= 0)
			return error_set(err, "observation %zu: expected a number above zero for a logarithm, got %g",
					 i, series[i]);
		out[i] = log(series[i]);
	}
	return 0;
}
