#include "bubble/psy_critical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tsv.h"
#include "bubble/psy.h"

enum { COLUMN_LAG, COLUMN_COUNT, COLUMN_END, COLUMN_QUANTILES };

static const char *const columns[] = { "lag",     "count",   "end",     "badf90", "badf95", "badf99",
				       "bsadf90", "bsadf95", "bsadf99", "sadf90", "sadf95", "sadf99",
				       "gsadf90", "gsadf95", "gsadf99", NULL };

static int whole_number(const struct tsv *t, size_t column, int low, int high, int *out, struct error *err)
{
	double value;

	if (tsv_number(t, column, low, high, &value, err))
		return -1;
	if (isnan(value) || value != floor(value))
		return tsv_refuse(t, column, err, "a whole number from %d to %d", low, high);
	*out = (int)value;
	return 0;
}

static int row_read(struct psy_critical_row *row, const struct tsv *t, struct error *err)
{
	if (whole_number(t, COLUMN_LAG, 0, PSY_LAG_MAX, &row->lag, err) ||
	    whole_number(t, COLUMN_COUNT, 8, PSY_COUNT_MAX, &row->count, err) ||
	    whole_number(t, COLUMN_END, psy_window(row->count), row->count, &row->end, err))
		return -1;
	for (size_t q = 0; q < PSY_QUANTITIES; q++) {
		for (size_t level = 0; level < PSY_LEVELS; level++) {
			size_t column = COLUMN_QUANTILES + q * PSY_LEVELS + level;
			double *value = &row->quantiles.value[q][level];

			if (tsv_number(t, column, -10, 100, value, err))
				return -1;
			if (isnan(*value) || (level > 0 && *value < value[-1]))
				return tsv_refuse(t, column, err, "a number not below that of the lower level");
		}
	}
	return 0;
}

static int compare(const struct psy_critical_row *a, const struct psy_critical_row *b)
{
	if (a->lag != b->lag)
		return a->lag - b->lag;
	return a->count != b->count ? a->count - b->count : a->end - b->end;
}

static int row_append(struct psy_critical_table *t, const struct psy_critical_row *row)
{
	struct psy_critical_row *rows = realloc(t->rows, (t->row_count + 1) * sizeof *rows);

	if (!rows)
		return -1;
	t->rows = rows;
	rows[t->row_count++] = *row;
	return 0;
}

static int rows_read(struct psy_critical_table *table, struct tsv *t, struct error *err)
{
	struct psy_critical_row row;
	int status;

	while ((status = tsv_next(t, err)) == 1) {
		if (row_read(&row, t, err))
			return -1;
		if (table->row_count > 0 && compare(&table->rows[table->row_count - 1], &row) >= 0)
			return tsv_refuse(t, COLUMN_END, err, "rows ascending by lag, count and end");
		if (row_append(table, &row))
			return error_set(err, "out of memory for the critical values");
	}
	return status;
}

int psy_critical_parse(struct psy_critical_table *t, const char *text, size_t length, struct error *err)
{
	struct tsv tsv;

	*t = (struct psy_critical_table){ 0 };
	if (tsv_open(&tsv, "psy_critical.tsv", columns, text, length, err))
		return -1;
	if (rows_read(t, &tsv, err)) {
		psy_critical_release(t);
		return -1;
	}
	return t->row_count > 0 ? 0 : error_set(err, "psy_critical.tsv: expected rows, there are none");
}

void psy_critical_release(struct psy_critical_table *t)
{
	free(t->rows);
	*t = (struct psy_critical_table){ 0 };
}

/* ---- interpolation ------------------------------------------------------------------------------- */

static struct psy_critical mix(const struct psy_critical *a, const struct psy_critical *b, double part_of_b)
{
	struct psy_critical m;

	for (int q = 0; q < PSY_QUANTITIES; q++)
		for (int level = 0; level < PSY_LEVELS; level++)
			m.value[q][level] = a->value[q][level] + part_of_b * (b->value[q][level] - a->value[q][level]);
	return m;
}

/* The rows of one lag and length. */
struct stretch {
	const struct psy_critical_row *rows;
	size_t count;
};

static struct stretch stretch_of(const struct psy_critical_table *t, int lag, int count)
{
	struct stretch s = { NULL, 0 };

	for (size_t i = 0; i < t->row_count; i++) {
		if (t->rows[i].lag != lag || t->rows[i].count != count)
			continue;
		if (s.count++ == 0)
			s.rows = &t->rows[i];
	}
	return s;
}

/* The least length of the lag that is not below `count`, or the greatest that is not above; 0 if none. */
static int neighbour(const struct psy_critical_table *t, int lag, int count, int above)
{
	int best = 0;

	for (size_t i = 0; i < t->row_count; i++) {
		int length = t->rows[i].count;

		if (t->rows[i].lag != lag || (above ? length < count : length > count))
			continue;
		if (best == 0 || (above ? length < best : length > best))
			best = length;
	}
	return best;
}

/* Along the ends, by the part of the way from the first window to the last observation. */
static struct psy_critical along(const struct stretch *s, double part)
{
	int window = s->rows[0].end, count = s->rows[0].count;
	double end = window + part * (count - window);
	size_t i = 1;

	if (s->count == 1)
		return s->rows[0].quantiles;
	while (i + 1 < s->count && s->rows[i].end < end)
		i++;
	const struct psy_critical_row *a = &s->rows[i - 1], *b = &s->rows[i];
	return mix(&a->quantiles, &b->quantiles, fmin(1, fmax(0, (end - a->end) / (b->end - a->end))));
}

int psy_critical_find(const struct psy_critical_table *t, int lag, int count, int end, struct psy_critical *out,
		      struct error *err)
{
	int window = psy_window(count);
	int below = neighbour(t, lag, count, 0), above = neighbour(t, lag, count, 1);

	if (!below || !above)
		return error_set(err, "no critical values for %d observations and lag %d: the table has %d to %d",
				 count, lag, neighbour(t, lag, 1, 1), neighbour(t, lag, PSY_COUNT_MAX, 0));
	if (end < window || end > count)
		return error_set(err, "no critical values at observation %d: expected %d to %d", end, window, count);
	double part = count > window ? (double)(end - window) / (count - window) : 1;
	struct stretch low = stretch_of(t, lag, below), high = stretch_of(t, lag, above);
	struct psy_critical at_low = along(&low, part), at_high = along(&high, part);

	*out = above == below ? at_low
			      : mix(&at_low, &at_high, log((double)count / below) / log((double)above / below));
	return 0;
}

int psy_critical_sequence(const struct psy_critical_table *t, int lag, int count, enum psy_quantity quantity,
			  enum psy_level level, double *out, struct error *err)
{
	for (int i = 0; i < count; i++) {
		struct psy_critical values;

		out[i] = (double)NAN;
		if (i + 1 < psy_window(count))
			continue;
		if (psy_critical_find(t, lag, count, i + 1, &values, err))
			return -1;
		out[i] = values.value[quantity][level];
	}
	return 0;
}
