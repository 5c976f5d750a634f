/* Nelder and Mead within the box, a step at a time. */
#include <math.h>
#include <string.h>

#include "bubble/lppls_search.h"

const struct lppls_box lppls_default_box = { 0.5, 252, 0.1, 0.9, 4, 25 };

static double measured(const struct lppls_search *s, const double at[LPPLS_AXES])
{
	const struct lppls_series *series = &s->series;
	struct lppls_parameters p = { .tc = series->times[series->count - 1] + at[0], .m = at[1], .w = at[2] };
	double sse = lppls_linear(series, &p);

	return isnan(sse) ? (double)INFINITY : sse;
}

/* The point base + factor (towards - base), moved into the box. */
static struct lppls_point tried(const struct lppls_search *s, const double base[LPPLS_AXES],
				const double towards[LPPLS_AXES], double factor)
{
	struct lppls_point t;

	for (int i = 0; i < LPPLS_AXES; i++)
		t.at[i] = fmin(s->high[i], fmax(s->low[i], base[i] + factor * (towards[i] - base[i])));
	t.sse = measured(s, t.at);
	return t;
}

static void simplex_sort(struct lppls_search *s)
{
	for (int i = 1; i <= LPPLS_AXES; i++) {
		struct lppls_point moved = s->corner[i];
		int at = i;

		for (; at > 0 && moved.sse < s->corner[at - 1].sse; at--)
			s->corner[at] = s->corner[at - 1];
		s->corner[at] = moved;
	}
}

static void simplex_init(struct lppls_search *s, const struct lppls_point *start, double size)
{
	struct lppls_point first = *start;

	first.sse = measured(s, first.at);
	s->corner[0] = first;
	for (int i = 0; i < LPPLS_AXES; i++) {
		double at[LPPLS_AXES];
		double reach = i == 0 ? fmax(first.at[0], 1) : s->high[i] - s->low[i];

		memcpy(at, first.at, sizeof at);
		/* Inwards, so that the corner is another point even where the start lies on a bound. */
		at[i] += at[i] + size * reach < s->high[i] ? size * reach : -size * reach;
		s->corner[i + 1] = tried(s, first.at, at, 1);
	}
	simplex_sort(s);
}

static void simplex_step(struct lppls_search *s)
{
	struct lppls_point *worst = &s->corner[LPPLS_AXES];
	double centre[LPPLS_AXES] = { 0 };

	for (int i = 0; i < LPPLS_AXES; i++)
		for (int c = 0; c < LPPLS_AXES; c++)
			centre[i] += s->corner[c].at[i] / LPPLS_AXES;
	struct lppls_point reflected = tried(s, centre, worst->at, -1);
	if (reflected.sse < s->corner[0].sse) {
		struct lppls_point expanded = tried(s, centre, worst->at, -2);

		*worst = expanded.sse < reflected.sse ? expanded : reflected;
	} else if (reflected.sse < s->corner[LPPLS_AXES - 1].sse) {
		*worst = reflected;
	} else {
		struct lppls_point contracted =
			tried(s, centre, reflected.sse < worst->sse ? reflected.at : worst->at, 0.5);

		if (contracted.sse < fmin(reflected.sse, worst->sse)) {
			*worst = contracted;
		} else {
			for (int c = 1; c <= LPPLS_AXES; c++)
				s->corner[c] = tried(s, s->corner[0].at, s->corner[c].at, 0.5);
		}
	}
	simplex_sort(s);
}

/* ---- from the starts to the best ----------------------------------------------------------------- */

void lppls_search_init(struct lppls_search *s, const struct lppls_series *series, const struct lppls_box *box,
		       const struct lppls_starts *starts)
{
	*s = (struct lppls_search){ .series = *series,
				    .low = { box->tc_low, box->m_low, box->w_low },
				    .high = { box->tc_high, box->m_high, box->w_high },
				    .starts = *starts,
				    .best = { .sse = (double)INFINITY } };
}

/* The starts roughly, then the best of them again from a fresh simplex: one that went flat against a bound would
 * stay there. */
static bool take_up(struct lppls_search *s)
{
	bool is_start = s->next < s->starts.found;

	if (s->starts.found == 0 || s->next == s->starts.found + LPPLS_ROUNDS)
		return false;
	simplex_init(s, is_start ? &s->starts.best[s->next] : &s->best, is_start ? 0.05 : 0.02);
	s->precision = is_start ? 1e-6 : 1e-14;
	s->most = is_start ? 150 : 400;
	s->has_simplex = true;
	return true;
}

static void put_down(struct lppls_search *s)
{
	bool is_round = s->next >= s->starts.found;

	s->has_simplex = false;
	s->next++;
	if (s->corner[0].sse < s->best.sse)
		s->best = s->corner[0];
	else if (is_round)
		s->next = s->starts.found + LPPLS_ROUNDS; /* another would go the same way again */
}

bool lppls_search_step(struct lppls_search *s)
{
	if (!s->has_simplex)
		return take_up(s);
	if (s->most-- > 0 && s->corner[LPPLS_AXES].sse - s->corner[0].sse > s->precision * s->corner[0].sse)
		simplex_step(s);
	else
		put_down(s);
	return true;
}

static bool is_on_bound(const struct lppls_search *s)
{
	for (int i = 0; i < LPPLS_AXES; i++) {
		double margin = 1e-4 * fmin(1, s->high[i] - s->low[i]);

		if (s->best.at[i] - s->low[i] < margin || s->high[i] - s->best.at[i] < margin)
			return true;
	}
	return false;
}

void lppls_search_result(const struct lppls_search *s, struct lppls_fit *fit)
{
	const struct lppls_series *series = &s->series;

	*fit = (struct lppls_fit){ .sse = (double)NAN, .on_bound = true };
	if (!isfinite(s->best.sse))
		return;
	fit->parameters.tc = series->times[series->count - 1] + s->best.at[0];
	fit->parameters.m = s->best.at[1];
	fit->parameters.w = s->best.at[2];
	fit->sse = lppls_linear(series, &fit->parameters);
	fit->on_bound = is_on_bound(s);
}
