#include "bubble/sensitivity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "bubble/component.h"

/* Both camps at once: a camp's scores depend on its own column alone, so one reading serves for two questions. */
static void swap_row(struct assumption_set *set, const struct assumption_row *row)
{
	double marcus = assumption_get(&set->camp[CAMP_MARCUS], row);
	double huang = assumption_get(&set->camp[CAMP_HUANG], row);

	assumption_set_value(&set->camp[CAMP_MARCUS], row, huang);
	assumption_set_value(&set->camp[CAMP_HUANG], row, marcus);
}

static enum component most_moved(const struct reading *before, const struct reading *after)
{
	enum component most = COMPONENTS;
	double greatest = 0;

	for (int k = 0; k < COMPONENTS; k++) {
		for (int c = 0; c < CAMPS; c++) {
			double move =
				before->options.weight[k] * fabs(after->components[c][k] - before->components[c][k]);

			if (move > greatest) {
				greatest = move;
				most = (enum component)k;
			}
		}
	}
	return most;
}

static struct sensitivity row_sensitivity(const struct assumption_row *row, const struct reading *before,
					  const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct sensitivity s = { .row = row, .component = COMPONENTS };
	struct assumption_set swapped = *set;
	struct reading after;

	swap_row(&swapped, row);
	bubble_compute(&after, &swapped, in, before->time);
	bool comparable = reading_is_comparable(before, &after);
	for (int c = 0; c < CAMPS; c++)
		s.moves[c] = comparable ? after.value[c] - before->value[c] : (double)NAN;
	s.component = most_moved(before, &after);
	return s;
}

static double greatest_move(const struct sensitivity *s)
{
	double greatest = fmax(fabs(s->moves[CAMP_MARCUS]), fabs(s->moves[CAMP_HUANG]));

	return isnan(greatest) ? -1 : greatest;
}

static int farther_first(const void *left, const void *right)
{
	const struct sensitivity *a = left, *b = right;
	double by_a = greatest_move(a), by_b = greatest_move(b);

	if (by_a != by_b)
		return by_a > by_b ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static bool is_agreed(const struct assumption_set *set, const struct assumption_row *row)
{
	return assumption_get(&set->camp[CAMP_MARCUS], row) == assumption_get(&set->camp[CAMP_HUANG], row);
}

size_t sensitivity_compute(struct sensitivity out[ASSUMPTIONS_MAX], const struct assumption_set *set,
			   const struct bubble_inputs *in, int64_t now)
{
	struct reading before;
	size_t count = 0;

	bubble_compute(&before, set, in, now);
	double nothing = isnan(before.value[CAMP_MARCUS]) ? (double)NAN : 0;
	for (const struct assumption_row *row = assumption_rows; row->key; row++)
		out[count++] = is_agreed(set, row) ? (struct sensitivity){ row, { nothing, nothing }, COMPONENTS }
						   : row_sensitivity(row, &before, set, in);
	qsort(out, count, sizeof *out, farther_first);
	return count;
}

void break_even_compute(struct break_even *b, const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct reading parts; /* the capex's parts and what is wrong with them, shown by the index itself */

	reading_init(&parts);
	double capex = buyers_capex(&parts, in);
	for (int c = 0; c < CAMPS; c++) {
		const struct assumptions *a = &set->camp[c];

		b->required[c] = required_revenue(a, capex);
		b->counted[c] = counted_revenue(a);
		b->growth[c] = a->lab_revenue_usd > 0 ? b->required[c] / a->lab_revenue_usd : (double)NAN;
	}
}
