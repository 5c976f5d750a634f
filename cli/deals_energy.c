#include <stdlib.h>
#include <string.h>

#include "cli/deals.h"
#include "cli/json.h"
#include "cli/table.h"

/* What the promises mean. A year has 8,760 hours; the other two are as the press put it, so that a reader
 * finds the same comparison here. */
#define TWH_PER_GW 8.76
#define MWH_PER_HOME 10.95
#define GW_PER_REACTOR 1.0
#define YEARS 12 /* columns of the table, the newest */

static const char full_load[] = "1 GW through all 8,760 hours of a year, which no site does";
static const char press_claim[] = "the press, autumn 2025 (ledger row Q04): 10 GW are 8 million homes or ten reactors";

/* Rows of one pair of partners, in either direction. */
struct partners {
	const char *from, *to; /* borrowed */
	double gw, by_year[YEARS];
};

struct energy {
	const struct deal_list *deals, *chosen; /* borrowed */
	struct partners *items;                 /* owned */
	size_t count;
	char years[YEARS][5]; /* ascending */
	size_t year_count;
	double gw, by_year[YEARS];
};

static bool has_year(const struct energy *e, const char *date)
{
	for (size_t i = 0; i < e->year_count; i++)
		if (strncmp(e->years[i], date, 4) == 0)
			return true;
	return false;
}

/* The rows come newest first, so the oldest years are those that find no room. */
static void find_years(struct energy *e)
{
	for (size_t i = 0; i < e->chosen->count && e->year_count < YEARS; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (!deal_counts_power(e->deals, d) || has_year(e, d->date))
			continue;
		memmove(e->years[1], e->years[0], e->year_count * sizeof e->years[0]);
		snprintf(e->years[0], sizeof e->years[0], "%.4s", d->date);
		e->year_count++;
	}
}

static bool is_between(const struct partners *p, const struct deal *d)
{
	return (!strcmp(p->from, d->from) && !strcmp(p->to, d->to)) ||
	       (!strcmp(p->from, d->to) && !strcmp(p->to, d->from));
}

static struct partners *partners_of(struct energy *e, const struct deal *d)
{
	for (size_t i = 0; i < e->count; i++)
		if (is_between(&e->items[i], d))
			return &e->items[i];
	e->items[e->count] = (struct partners){ .from = d->from, .to = d->to };
	return &e->items[e->count++];
}

static void add_row(struct energy *e, const struct deal *d)
{
	struct partners *p = partners_of(e, d);
	p->gw += d->gw;
	e->gw += d->gw;
	for (size_t i = 0; i < e->year_count; i++)
		if (strncmp(e->years[i], d->date, 4) == 0) {
			p->by_year[i] += d->gw;
			e->by_year[i] += d->gw;
		}
}

static int compare_power(const void *a, const void *b)
{
	const struct partners *x = a, *y = b;
	if (x->gw != y->gw)
		return x->gw < y->gw ? 1 : -1;
	return strcmp(x->from, y->from);
}

static int add_up(struct energy *e, struct error *err)
{
	e->items = calloc(e->chosen->count + 1, sizeof *e->items);
	if (!e->items)
		return error_set(err, "out of memory");
	find_years(e);
	for (size_t i = 0; i < e->chosen->count; i++)
		if (deal_counts_power(e->deals, &e->chosen->items[i]))
			add_row(e, &e->chosen->items[i]);
	qsort(e->items, e->count, sizeof *e->items, compare_power);
	return 0;
}

/* The ids of the rows that were added up. */
static cJSON *rows_behind(const struct energy *e, const struct partners *p)
{
	cJSON *ids = cJSON_CreateArray();
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (deal_counts_power(e->deals, d) && is_between(p, d))
			cJSON_AddItemToArray(ids, cJSON_CreateString(d->id));
	}
	return ids;
}

static bool is_left_out(const struct energy *e, const struct deal *d)
{
	return isfinite(d->gw) && !deal_counts_power(e->deals, d);
}

/* Why a row's gigawatts are not in the sum: "replaced", "cancelled", "in D09". */
static void format_reason(const struct deal *d, char *out, size_t size)
{
	if (d->superseded)
		snprintf(out, size, "replaced");
	else if (d->delivery <= DELIVERY_CANCELLED)
		snprintf(out, size, "%s", d->class_text);
	else
		snprintf(out, size, "in %s", d->gw_in);
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
		const struct partners *p = &e->items[i];
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
		if (!is_left_out(e, d))
			continue;
		char reason[32];
		format_reason(d, reason, sizeof reason);
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
	json_put_number(object, "twh_per_year", e->gw * TWH_PER_GW);
	json_put_number(object, "us_homes", e->gw * TWH_PER_GW * 1e6 / MWH_PER_HOME);
	json_put_number(object, "reactors", e->gw / GW_PER_REACTOR);
	json_years(object, "years", e, e->by_year);
	json_partners(object, e);
	json_left_out(object, e);
	cJSON *basis = cJSON_AddArrayToObject(object, "basis");
	json_basis(basis, "energy of a GW", TWH_PER_GW, "TWh a year", full_load);
	json_basis(basis, "a home in the US", MWH_PER_HOME, "MWh a year", press_claim);
	json_basis(basis, "a reactor", GW_PER_REACTOR, "GW", press_claim);
	return json_print(out, object, err);
}

static int print_csv(const struct energy *e, FILE *out, struct error *err)
{
	static const char *const keys[] = { "from", "to", "year", "gw", "rows", NULL };
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < e->count; i++)
		for (size_t y = 0; y < e->year_count; y++) {
			const struct partners *p = &e->items[i];
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

static void add_line(struct table *t, const struct energy *e, const struct partners *p)
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
	struct table_column columns[YEARS + 5] = { { "FROM", false }, { "TO", false } };
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
	int status = table_print(&t, out, colour, err);
	table_release(&t);
	return status;
}

static void print_left_out(const struct energy *e, FILE *out)
{
	bool first = true;
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (!is_left_out(e, d))
			continue;
		char reason[32];
		format_reason(d, reason, sizeof reason);
		fprintf(out, "%s%s %.4g (%s)", first ? "not added: " : ", ", d->id, d->gw, reason);
		first = false;
	}
	fputs(first ? "" : "\n", out);
}

static void print_meaning(const struct energy *e, FILE *out)
{
	double twh = e->gw * TWH_PER_GW;
	fprintf(out, "\n%.4g GW at full load: %.1f TWh a year, %.1f million homes in the US, %.4g reactors\n", e->gw,
		twh, twh / MWH_PER_HOME, e->gw / GW_PER_REACTOR);
	fprintf(out, "  %.2f TWh a year: %s\n", TWH_PER_GW, full_load);
	fprintf(out, "  %.2f MWh a year a home, %.0f GW a reactor: %s\n", MWH_PER_HOME, GW_PER_REACTOR, press_claim);
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
	struct energy e = { .deals = deals, .chosen = chosen };
	int code = add_up(&e, err) || print(&e, v, err) ? EXIT_FAILED : EXIT_DONE;
	if (code == EXIT_DONE && !e.count) {
		error_set(err, "no row promises power");
		code = EXIT_NOTHING;
	}
	free(e.items);
	return code;
}
