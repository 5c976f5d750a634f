#include <stdlib.h>
#include <string.h>

#include "bubble/energy.h"
#include "cli/deals.h"
#include "cli/json.h"
#include "cli/table.h"

static const char full_load[] = "1 GW through all 8,760 hours of a year, which no site does";
static const char press_claim[] = "the press, autumn 2025 (ledger row Q04): 10 GW are 8 million homes or ten reactors";

/* The ids of the rows that were added up. */
static cJSON *rows_behind(const struct energy *e, const struct energy_partners *p)
{
	cJSON *ids = cJSON_CreateArray();
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (energy_counts(e, p, d))
			cJSON_AddItemToArray(ids, cJSON_CreateString(d->id));
	}
	return ids;
}

/* ---- JSON and CSV ---- */

static void json_years(cJSON *parent, const char *key, const struct energy *e, const double *by_year)
{
	cJSON *years = cJSON_AddObjectToObject(parent, key);
	for (size_t i = 0; i < e->year_count; i++)
		if (by_year[i] > 0)
			json_put_number(years, e->years[i], by_year[i]);
}

static void json_partners(cJSON *parent, const struct energy *e)
{
	cJSON *list = cJSON_AddArrayToObject(parent, "partners");
	for (size_t i = 0; i < e->count; i++) {
		const struct energy_partners *p = &e->items[i];
		cJSON *row = json_row(list);
		json_put_text(row, "from", p->from);
		json_put_text(row, "to", p->to);
		json_put_number(row, "gw", p->gw);
		json_years(row, "years", e, p->by_year);
		cJSON_AddItemToObject(row, "rows", rows_behind(e, p));
	}
}

static void json_left_out(cJSON *parent, const struct energy *e)
{
	cJSON *list = cJSON_AddArrayToObject(parent, "left_out");
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (!energy_leaves_out(e, d))
			continue;
		char reason[32];
		energy_format_reason(d, reason, sizeof reason);
		cJSON *row = json_row(list);
		json_put_text(row, "id", d->id);
		json_put_number(row, "gw", d->gw);
		json_put_text(row, "reason", reason);
	}
}

static void json_basis(cJSON *list, const char *name, double value, const char *unit, const char *source)
{
	cJSON *row = json_row(list);
	json_put_text(row, "name", name);
	json_put_number(row, "value", value);
	json_put_text(row, "unit", unit);
	json_put_text(row, "source", source);
}

static int print_json(const struct energy *e, FILE *out, struct error *err)
{
	cJSON *object = cJSON_CreateObject();
	json_put_number(object, "gw", e->gw);
	json_put_number(object, "twh_per_year", energy_twh(e->gw));
	json_put_number(object, "us_homes", energy_homes(e->gw));
	json_put_number(object, "reactors", energy_reactors(e->gw));
	json_years(object, "years", e, e->by_year);
	json_partners(object, e);
	json_left_out(object, e);
	cJSON *basis = cJSON_AddArrayToObject(object, "basis");
	json_basis(basis, "energy of a GW", ENERGY_TWH_PER_GW, "TWh a year", full_load);
	json_basis(basis, "a home in the US", ENERGY_MWH_PER_HOME, "MWh a year", press_claim);
	json_basis(basis, "a reactor", ENERGY_GW_PER_REACTOR, "GW", press_claim);
	return json_print(out, object, err);
}

static int print_csv(const struct energy *e, FILE *out, struct error *err)
{
	static const char *const keys[] = { "from", "to", "year", "gw", "rows", NULL };
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < e->count; i++)
		for (size_t y = 0; y < e->year_count; y++) {
			const struct energy_partners *p = &e->items[i];
			if (!(p->by_year[y] > 0))
				continue;
			cJSON *row = json_row(rows);
			json_put_text(row, "from", p->from);
			json_put_text(row, "to", p->to);
			json_put_text(row, "year", e->years[y]);
			json_put_number(row, "gw", p->by_year[y]);
			cJSON_AddItemToObject(row, "rows", rows_behind(e, p));
		}
	return csv_print(out, rows, keys, err);
}

/* ---- text ---- */

static void add_power(struct table *t, enum tint tint, double gw)
{
	if (gw > 0)
		table_add(t, tint, "%.2f", gw);
	else
		table_add(t, TINT_DIM, "-");
}

static void add_line(struct table *t, const struct energy *e, const struct energy_partners *p)
{
	char ids[200] = "";
	cJSON *rows = rows_behind(e, p);
	const cJSON *id;
	cJSON_ArrayForEach(id, rows)
	{
		size_t used = strlen(ids);
		snprintf(ids + used, sizeof ids - used, "%s%s", used ? " " : "", id->valuestring);
	}
	cJSON_Delete(rows);
	table_add(t, TINT_NONE, "%s", p->from);
	table_add(t, TINT_NONE, "%s", p->to);
	for (size_t y = 0; y < e->year_count; y++)
		add_power(t, TINT_NONE, p->by_year[y]);
	add_power(t, TINT_HEAD, p->gw);
	table_add(t, TINT_DIM, "%s", ids);
}

static void add_sum(struct table *t, const struct energy *e)
{
	table_add(t, TINT_HEAD, "all");
	table_add(t, TINT_HEAD, "-");
	for (size_t y = 0; y < e->year_count; y++)
		add_power(t, TINT_HEAD, e->by_year[y]);
	add_power(t, TINT_HEAD, e->gw);
	table_add(t, TINT_NONE, "-");
}

static int print_table(const struct energy *e, FILE *out, bool colour, struct error *err)
{
	struct table_column columns[ENERGY_YEARS + 5] = { { "FROM", false }, { "TO", false } };
	size_t n = 2;
	for (size_t i = 0; i < e->year_count; i++)
		columns[n++] = (struct table_column){ e->years[i], true };
	columns[n++] = (struct table_column){ "GW", true };
	columns[n++] = (struct table_column){ "ROWS", false };
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < e->count; i++)
		add_line(&t, e, &e->items[i]);
	add_sum(&t, e);
	return table_finish(&t, out, colour, err);
}

static void print_left_out(const struct energy *e, FILE *out)
{
	bool first = true;
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (!energy_leaves_out(e, d))
			continue;
		char reason[32];
		energy_format_reason(d, reason, sizeof reason);
		fprintf(out, "%s%s %.4g (%s)", first ? "not added: " : ", ", d->id, d->gw, reason);
		first = false;
	}
	fputs(first ? "" : "\n", out);
}

static void print_meaning(const struct energy *e, FILE *out)
{
	double twh = energy_twh(e->gw);
	fprintf(out, "\n%.4g GW at full load: %.1f TWh a year, %.1f million homes in the US, %.4g reactors\n", e->gw,
		twh, energy_homes(e->gw) / 1e6, energy_reactors(e->gw));
	fprintf(out, "  %.2f TWh a year: %s\n", ENERGY_TWH_PER_GW, full_load);
	fprintf(out, "  %.2f MWh a year a home, %.0f GW a reactor: %s\n", ENERGY_MWH_PER_HOME, ENERGY_GW_PER_REACTOR,
		press_claim);
	fprintf(out, "  Chips and the sites they go to may be promised apart, so the sum is an upper bound.\n");
}

static int print_text(const struct energy *e, const struct invocation *v, struct error *err)
{
	FILE *out = v->out;
	bool colour = colour_wanted(out, v->args->given[ARGUMENT_PLAIN]);
	fprintf(out, "%sPower promised, GW, by partners and year of announcement%s\n\n", tint_on(TINT_HEAD, colour),
		tint_off(TINT_HEAD, colour));
	if (print_table(e, out, colour, err))
		return -1;
	print_left_out(e, out);
	print_meaning(e, out);
	return 0;
}

static int print(const struct energy *e, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return print_json(e, v->out, err);
	if (v->args->given[ARGUMENT_CSV])
		return print_csv(e, v->out, err);
	return e->count ? print_text(e, v, err) : 0;
}

int deals_print_energy(const struct deal_list *deals, const struct deal_list *chosen, const struct invocation *v,
		       struct error *err)
{
	struct energy e;
	int code = energy_compute(&e, deals, chosen, err) || print(&e, v, err) ? EXIT_FAILED : EXIT_DONE;
	if (code == EXIT_DONE && !e.count) {
		error_set(err, "no row promises power");
		code = EXIT_NOTHING;
	}
	energy_release(&e);
	return code;
}
