#include "bubble/assumptions.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tsv.h"
#include "base/utf8.h"

#define FIELD(name) offsetof(struct assumptions, name)
#define WEIGHT(class) (offsetof(struct assumptions, delivery_weight) + (size_t)(class) * sizeof(double))

const struct assumption_row assumption_rows[] = {
	/* key, label, unit, offset, scale, low, high, step */
	{ "gpu_life", "life of a GPU", "years", FIELD(gpu_life_years), 1, 1, 15, 0.5 },
	{ "building_life", "life of buildings and power", "years", FIELD(building_life_years), 1, 5, 50, 1 },
	{ "short_share", "short-lived part of capex", "%", FIELD(short_lived_share), 100, 0, 100, 5 },
	{ "return", "required return", "%", FIELD(required_return), 100, 0, 30, 0.5 },
	{ "operating_share", "power and staff, of revenue", "%", FIELD(operating_share), 100, 0, 90, 5 },
	{ "lab_revenue", "revenue of the labs", "bn USD", FIELD(lab_revenue_usd), 1e-9, 0, 5000, 5 },
	{ "platform_revenue", "AI revenue of the platforms", "bn USD", FIELD(platform_revenue_usd), 1e-9, 0, 5000, 5 },
	{ "existing_business", "business run on hyperscalers", "bn USD", FIELD(existing_business_usd), 1e-9, 0, 20000,
	  100 },
	{ "existing_share", "part of it that AI may claim", "%", FIELD(existing_share), 100, 0, 100, 1 },
	{ "customer_paid", "customer-paid capex left out", "%", FIELD(customer_paid_counted), 100, 0, 100, 5 },
	{ "calm_pe", "multiple of a calm market", "x", FIELD(calm_pe), 1, 1, 100, 0.5 },
	{ "peak_pe", "multiple of Cisco in 2000", "x", FIELD(peak_pe), 1, 101, 1000, 5 },
	{ "equity_return", "return that a share must earn", "%", FIELD(equity_return), 100, 4, 30, 0.5 },
	{ "terminal_growth", "growth for ever after", "%", FIELD(terminal_growth), 100, -5, 3.5, 0.5 },
	{ "growth_years", "years of the growth that is solved for", "years", FIELD(growth_years), 1, 1, 50, 1 },
	{ "deliver_rumour", "delivered of a rumour", "%", WEIGHT(DELIVERY_RUMOUR), 100, 0, 100, 5 },
	{ "deliver_cancelled", "delivered of what was cancelled", "%", WEIGHT(DELIVERY_CANCELLED), 100, 0, 100, 5 },
	{ "deliver_loi", "delivered of a letter of intent", "%", WEIGHT(DELIVERY_LOI), 100, 0, 100, 5 },
	{ "deliver_plan", "delivered of a plan", "%", WEIGHT(DELIVERY_PLAN), 100, 0, 100, 5 },
	{ "deliver_framework", "delivered of a framework", "%", WEIGHT(DELIVERY_FRAMEWORK), 100, 0, 100, 5 },
	{ "deliver_conditional", "delivered of a conditional contract", "%", WEIGHT(DELIVERY_CONTRACT_CONDITIONAL), 100,
	  0, 100, 5 },
	{ "deliver_contract", "delivered of a contract", "%", WEIGHT(DELIVERY_CONTRACT), 100, 0, 100, 5 },
	{ "deliver_committed", "delivered of committed money", "%", WEIGHT(DELIVERY_COMMITTED), 100, 0, 100, 5 },
	{ "deliver_done", "delivered of what is done", "%", WEIGHT(DELIVERY_DONE), 100, 0, 100, 5 },
	{ NULL, NULL, NULL, 0, 0, 0, 0, 0 },
};
_Static_assert(sizeof assumption_rows / sizeof assumption_rows[0] - 1 <= ASSUMPTIONS_MAX, "a set must hold every row");

const char *assumption_basis_name(enum assumption_basis b)
{
	static const char *const names[] = { "observed", "claimed", "assumed" };

	return names[b];
}

const struct assumption_row *assumption_find(const char *key)
{
	for (const struct assumption_row *row = assumption_rows; row->key; row++)
		if (strcmp(row->key, key) == 0)
			return row;
	return NULL;
}

static double *stored(struct assumptions *a, const struct assumption_row *row)
{
	return (double *)(void *)((char *)a + row->offset);
}

double assumption_get(const struct assumptions *a, const struct assumption_row *row)
{
	double value;

	memcpy(&value, (const char *)a + row->offset, sizeof value);
	return value * row->scale;
}

void assumption_set_value(struct assumptions *a, const struct assumption_row *row, double shown)
{
	*stored(a, row) = fmin(fmax(shown, row->low), row->high) / row->scale;
}

/* ---- the file ------------------------------------------------------------------------------------ */

enum {
	COLUMN_KEY,
	COLUMN_MARCUS,
	COLUMN_MARCUS_BASIS,
	COLUMN_HUANG,
	COLUMN_HUANG_BASIS,
	COLUMN_UNIT,
	COLUMN_SOURCE,
	COLUMN_NOTE
};

static const char *const columns[] = { "key",  "marcus", "marcus_basis", "huang", "huang_basis",
				       "unit", "source", "note",         NULL };

static int value_read(struct assumptions *a, const struct assumption_row *row, const struct tsv *t, size_t column,
		      struct error *err)
{
	double shown;

	if (tsv_number(t, column, row->low, row->high, &shown, err))
		return -1;
	if (isnan(shown))
		return tsv_refuse(t, column, err, "a number from %g to %g %s", row->low, row->high, row->unit);
	assumption_set_value(a, row, shown);
	return 0;
}

static int basis_read(enum assumption_basis *basis, const struct tsv *t, size_t column, struct error *err)
{
	static const enum assumption_basis all[] = { BASIS_OBSERVED, BASIS_CLAIMED, BASIS_ASSUMED };

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (strcmp(tsv_field(t, column), assumption_basis_name(all[i])) == 0) {
			*basis = all[i];
			return 0;
		}
	}
	return tsv_refuse(t, column, err, "observed, claimed or assumed");
}

static int row_read(struct assumption_set *set, bool seen[ASSUMPTIONS_MAX], const struct tsv *t, struct error *err)
{
	const struct assumption_row *row = assumption_find(tsv_field(t, COLUMN_KEY));

	if (!row)
		return tsv_refuse(t, COLUMN_KEY, err, "the name of an assumption");
	size_t i = (size_t)(row - assumption_rows);
	if (seen[i])
		return tsv_refuse(t, COLUMN_KEY, err, "each assumption once");
	seen[i] = true;
	if (strcmp(tsv_field(t, COLUMN_UNIT), row->unit) != 0)
		return tsv_refuse(t, COLUMN_UNIT, err, "\"%s\"", row->unit);
	if (value_read(&set->camp[CAMP_MARCUS], row, t, COLUMN_MARCUS, err) ||
	    basis_read(&set->basis[CAMP_MARCUS][i], t, COLUMN_MARCUS_BASIS, err) ||
	    value_read(&set->camp[CAMP_HUANG], row, t, COLUMN_HUANG, err) ||
	    basis_read(&set->basis[CAMP_HUANG][i], t, COLUMN_HUANG_BASIS, err) ||
	    tsv_text(t, COLUMN_SOURCE, 1, set->source[i], sizeof set->source[i], err) ||
	    tsv_text(t, COLUMN_NOTE, 1, set->note[i], sizeof set->note[i], err))
		return -1;
	return 0;
}

static int every_key_seen(const bool seen[ASSUMPTIONS_MAX], struct error *err)
{
	for (const struct assumption_row *row = assumption_rows; row->key; row++)
		if (!seen[row - assumption_rows])
			return error_set(err, "assumptions.tsv: expected a row for %s (%s), there is none", row->key,
					 row->label);
	return 0;
}

int assumption_set_parse(struct assumption_set *set, const char *text, size_t length, struct error *err)
{
	struct assumption_set parsed = { 0 };
	bool seen[ASSUMPTIONS_MAX] = { false };
	struct tsv t;
	int status;

	if (tsv_open(&t, "assumptions.tsv", columns, text, length, err))
		return -1;
	while ((status = tsv_next(&t, err)) == 1)
		if (row_read(&parsed, seen, &t, err))
			return -1;
	if (status < 0 || every_key_seen(seen, err))
		return -1;
	*set = parsed;
	return 0;
}

/* ---- one change --------------------------------------------------------------------------------- */

/* A plain decimal number in the row's range; strtod() alone would take "nan", "inf" and hexadecimal digits. */
static int shown_parse(const struct assumption_row *row, const char *text, double *shown, struct error *err)
{
	char *end = NULL;
	bool plain = *text != '\0' && text[strspn(text, "0123456789.+-eE")] == '\0';
	double value = plain ? strtod(text, &end) : 0;

	if (!plain || *end != '\0' || !isfinite(value) || value < row->low || value > row->high) {
		char quoted[40];

		safe_copy(quoted, sizeof quoted, text);
		return error_set(err, "expected a number from %g to %g %s, got \"%s\"", row->low, row->high, row->unit,
				 quoted);
	}
	*shown = value;
	return 0;
}

/* "marcus.gpu_life" is of one camp, "gpu_life" of both; returns where the key begins. */
static const char *camps_parse(const char *name, bool camps[CAMPS])
{
	for (int c = 0; c < CAMPS; c++) {
		const char *camp = camp_name((enum camp)c);
		size_t length = strlen(camp);

		if (strncmp(name, camp, length) == 0 && name[length] == '.') {
			camps[CAMP_MARCUS] = camps[CAMP_HUANG] = false;
			camps[c] = true;
			return name + length + 1;
		}
	}
	camps[CAMP_MARCUS] = camps[CAMP_HUANG] = true;
	return name;
}

int assumption_set_apply(struct assumption_set *set, const char *text, struct error *err)
{
	char name[64], quoted[64];
	const char *equals = strchr(text, '=');
	bool camps[CAMPS];
	double shown = 0;

	safe_copy(quoted, sizeof quoted, text);
	if (!equals || (size_t)(equals - text) >= sizeof name)
		return error_set(err, "assumption \"%s\": expected NAME=VALUE, such as gpu_life=4", quoted);
	snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
	const struct assumption_row *row = assumption_find(camps_parse(name, camps));
	if (!row)
		return error_set(err, "assumption \"%s\": there is no assumption of that name", quoted);
	if (shown_parse(row, equals + 1, &shown, err))
		return error_prefix(err, "assumption %s", name);
	for (int c = 0; c < CAMPS; c++)
		if (camps[c])
			assumption_set_value(&set->camp[c], row, shown);
	return 0;
}
