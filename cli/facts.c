#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"
#include "market/share_count.h"

#define NOTE_SIZE 256

static const char *const keys[] = { "symbol", "concept", "value",        "unit",      "period",
				    "as_of",  "source",  "origin",       "filing",    "fetched",
				    "note",   "filed",   "split_factor", "value_now", NULL };

/* ---- which ---- */

/* In the order in which accounts are read; others follow by their names. */
static size_t rank_of(const char *concept_name)
{
	static const char *const order[] = { "revenue", "operating_income", "net_income", "eps",  "operating_cash_flow",
					     "capex",   "free_cash_flow",   "shares",     "cash", "debt",
					     "backlog" };
	size_t rank = 0;
	while (rank < sizeof order / sizeof *order && strcmp(order[rank], concept_name) != 0)
		rank++;
	return rank;
}

/* By concept, the one in use first. */
static int compare_facts(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;
	size_t first = rank_of(a->concept), second = rank_of(b->concept);
	if (first != second)
		return first < second ? -1 : 1;
	int order = strcmp(a->concept, b->concept);
	if (order)
		return order;
	return fact_is_better(a, b) ? -1 : fact_is_better(b, a);
}

/* Yearly figures that are also there as a year are used as such, whatever else is newer. */
static const struct fact *in_use(const struct fact_list *all, const struct fact *f)
{
	const struct fact *year = fact_list_find_year(all, f->symbol, f->concept);
	return year ? year : fact_list_find(all, f->symbol, f->concept, NULL);
}

static bool is_listed(const struct fact_list *list, const char *concept_name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].concept, concept_name))
			return true;
	return false;
}

/* One figure a concept: the one that froth computes with. */
static int choose(struct fact_list *shown, const struct fact_list *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (!is_listed(shown, all->items[i].concept) && fact_list_append(shown, in_use(all, &all->items[i])))
			return -1;
	return 0;
}

/* What is stored of a symbol, and of it what is shown. */
struct figures {
	struct fact_list all, shown;
};

static void figures_release(struct figures *figures)
{
	fact_list_release(&figures->all);
	fact_list_release(&figures->shown);
}

static int show_all(struct fact_list *shown, const struct fact_list *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (fact_list_append(shown, &all->items[i]))
			return -1;
	return 0;
}

static int gather(struct figures *figures, const struct invocation *v, const char *symbol, struct error *err)
{
	struct fact_list *shown = &figures->shown;
	*figures = (struct figures){ 0 };
	if (store_get_facts(v->store, symbol, &figures->all, err))
		return -1;
	if ((v->args->given[ARGUMENT_HISTORY] ? show_all : choose)(shown, &figures->all))
		return error_set(err, "out of memory");
	if (shown->count)
		qsort(shown->items, shown->count, sizeof *shown->items, compare_facts);
	return 0;
}

/* ---- printing ---- */

/* What came with the program was fetched by nobody. */
static bool is_shipped(const struct fact *f)
{
	return strcmp(f->source, SHIPPED_SOURCE) == 0;
}

/* The fact's own remark, and what a split makes of it. */
static void write_note(const struct fact_list *all, const struct fact *f, int64_t now, char *out, size_t size)
{
	char split[SHARE_NOTE_SIZE];
	share_note(all, f, now, split);
	snprintf(out, size, "%s%s%s", f->note, *f->note && *split ? "; " : "", split);
}

static void add_row(cJSON *rows, const struct fact_list *all, const struct fact *f, int64_t now)
{
	char filing[FILING_SIZE], note[NOTE_SIZE];
	cJSON *row = json_row(rows);
	fact_filing(f, filing);
	json_put_text(row, "symbol", f->symbol);
	json_put_text(row, "concept", f->concept);
	json_put_number(row, "value", f->value);
	json_put_text(row, "unit", f->unit);
	json_put_text(row, "period", f->period);
	json_put_date(row, "as_of", f->as_of);
	json_put_text(row, "source", f->source);
	json_put_text(row, "origin", f->origin);
	json_put_text(row, "filing", filing);
	json_put_time(row, "fetched", is_shipped(f) ? 0 : f->fetched);
	write_note(all, f, now, note, sizeof note);
	json_put_text(row, "note", note);
	json_put_date(row, "filed", fact_filed(f));
	json_put_number(row, "split_factor", share_is_counted(f) ? share_factor(all, f, now, NULL) : (double)NAN);
	json_put_number(row, "value_now", share_value(all, f, now));
}

static void add_value(struct table *t, const struct fact *f)
{
	char text[24];
	if (fabs(f->value) < 10000) {
		table_add_number(t, TINT_NONE, f->value, 2);
		return;
	}
	amount_format_short(f->value, text, sizeof text);
	table_add(t, TINT_NONE, "%s", text);
}

static void add_cells(struct table *t, const struct fact_list *all, const struct fact *f, int64_t now)
{
	char date[TIMESTAMP_SIZE], age[TIMESTAMP_SIZE] = "", note[NOTE_SIZE];
	timestamp_format_date(f->as_of, date);
	if (f->fetched && !is_shipped(f))
		timestamp_format_age(now - f->fetched, age);
	table_add(t, TINT_NONE, "%s", f->concept);
	add_value(t, f);
	table_add(t, TINT_NONE, "%s", f->unit);
	table_add(t, TINT_NONE, "%s", f->period);
	table_add(t, TINT_NONE, "%.10s", date);
	table_add(t, is_shipped(f) ? TINT_DIM : TINT_NONE, "%s", f->source);
	table_add(t, TINT_NONE, "%s", age);
	write_note(all, f, now, note, sizeof note);
	table_add(t, TINT_DIM, "%s%s%s", f->origin, *note ? "; " : "", note);
}

static int print_text(const struct figures *figures, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "CONCEPT", false }, { "VALUE", true },   { "UNIT", false },   { "PERIOD", false }, { "AS OF", false },
		{ "SOURCE", false },  { "FETCHED", true }, { "ORIGIN", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < figures->shown.count; i++)
		add_cells(&t, &figures->all, &figures->shown.items[i], clock_wall_s(&v->clock));
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print(const struct figures *figures, const struct invocation *v, struct error *err)
{
	const struct fact_list *shown = &figures->shown;
	bool json = v->args->given[ARGUMENT_JSON];
	if (!json && !v->args->given[ARGUMENT_CSV])
		return shown->count ? print_text(figures, v, err) : 0;
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < shown->count; i++)
		add_row(rows, &figures->all, &shown->items[i], clock_wall_s(&v->clock));
	return json ? json_print(v->out, rows, err) : csv_print(v->out, rows, keys, err);
}

static int read_symbol(const struct invocation *v, char symbol[SYMBOL_SIZE], struct error *err)
{
	char shown[64];
	if (v->args->word_count == 0)
		return error_set(err, "facts needs a symbol: froth %s", v->args->command->usage);
	safe_copy(shown, sizeof shown, v->args->words[0]);
	if (symbol_parse(v->args->words[0], symbol))
		return error_set(err, "expected a symbol such as NVDA or 9984.T, found \"%s\"", shown);
	return 0;
}

int facts_command(struct invocation *v, struct error *err)
{
	char symbol[SYMBOL_SIZE];
	struct figures figures;
	if (read_symbol(v, symbol, err))
		return EXIT_USAGE;
	int code = EXIT_FAILED;
	if (gather(&figures, v, symbol, err) == 0 && print(&figures, v, err) == 0)
		code = figures.shown.count ? EXIT_DONE : EXIT_NOTHING;
	if (code == EXIT_NOTHING)
		error_set(err, "no figures of %s are stored", symbol);
	figures_release(&figures);
	return code;
}
