#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/background.h"
#include "cli/command.h"
#include "cli/hours.h"
#include "cli/json.h"
#include "cli/look.h"
#include "cli/quote_notes.h"
#include "cli/symbols.h"
#include "cli/table.h"

/* A quote with everything that is said about it. */
struct priced {
	struct quote quote;
	struct valuation valuation;
	enum market_state state;
	bool stale;
};

struct price_list {
	struct priced *items; /* owned */
	size_t count;
	struct company_list companies;
	struct hours_list hours; /* of their exchanges */
};

static const char *const keys[] = {
	"symbol",     "name",           "price",    "currency",     "change",       "change_pct",   "previous_close",
	"day_low",    "day_high",       "year_low", "year_high",    "volume",       "market_state", "extended_price",
	"market_cap", "market_cap_usd", "pe",       "ps",           "as_of",        "age_s",        "stale",
	"source",     "fx_as_of",       "shares",   "shares_as_of", "split_factor", "line",         NULL
};

static void judge(struct priced *p, const struct background *b, const struct invocation *v)
{
	int64_t now = clock_wall_s(&v->clock);
	const struct session_calendar *c = exchanges_find(&b->exchanges, p->quote.symbol);
	valuation_compute(&p->valuation, &p->quote, &b->facts, b->rates, b->rate_count);
	p->state = quote_market_state(c, &p->quote, now);
	p->stale = quote_is_stale(&p->quote, p->state, session_last_close(c, now), now, v->config.quote_interval_s);
}

/* Symbols without a stored price are named and left out. */
static int gather_all(struct price_list *list, const struct invocation *v, const struct symbol_list *symbols,
		      const struct background *b, struct error *err)
{
	for (size_t i = 0; i < symbols->count; i++) {
		bool found = false;
		struct priced *p = &list->items[list->count];
		if (store_get_quote(v->store, symbols->items[i], &p->quote, &found, err))
			return -1;
		if (!found) {
			fprintf(stderr, "froth: no price of %s is stored\n", symbols->items[i]);
			continue;
		}
		judge(p, b, v);
		hours_list_add(&list->hours, exchanges_find(&b->exchanges, p->quote.symbol), p->state,
			       clock_wall_s(&v->clock));
		list->count++;
	}
	return 0;
}

static int gather(struct price_list *list, const struct invocation *v, const struct symbol_list *symbols,
		  struct error *err)
{
	struct background b;
	list->items = calloc(symbols->count + 1, sizeof *list->items);
	if (!list->items)
		return error_set(err, "out of memory");
	int status = background_load(&b, v->store, err);
	if (status == 0)
		status = company_list_load(&list->companies, err);
	if (status == 0)
		status = gather_all(list, v, symbols, &b, err);
	background_release(&b);
	return status;
}

static void add_shares(cJSON *row, const struct priced *p, const struct company *company)
{
	const struct valuation *value = &p->valuation;
	char line[QUOTE_LINE_SIZE];
	quote_line(company, line);
	json_put_time(row, "fx_as_of", value->fx_as_of);
	json_put_number(row, "shares", value->shares);
	json_put_date(row, "shares_as_of", value->shares_as_of);
	json_put_number(row, "split_factor", isfinite(value->shares) ? value->split_factor : (double)NAN);
	json_put_text(row, "line", line);
}

static void add_row(cJSON *rows, const struct priced *p, const struct company *company, int64_t now)
{
	const struct quote *q = &p->quote;
	cJSON *row = json_row(rows);
	json_put_text(row, "symbol", q->symbol);
	json_put_text(row, "name", q->name);
	json_put_number(row, "price", q->price);
	json_put_text(row, "currency", q->currency);
	json_put_number(row, "change", q->change);
	json_put_number(row, "change_pct", q->change_pct);
	json_put_number(row, "previous_close", q->previous_close);
	json_put_number(row, "day_low", q->day_low);
	json_put_number(row, "day_high", q->day_high);
	json_put_number(row, "year_low", q->year_low);
	json_put_number(row, "year_high", q->year_high);
	json_put_number(row, "volume", q->volume);
	json_put_text(row, "market_state", market_state_name(p->state));
	json_put_number(row, "extended_price", q->extended_price);
	json_put_number(row, "market_cap", p->valuation.market_cap);
	json_put_number(row, "market_cap_usd", p->valuation.market_cap_usd);
	json_put_number(row, "pe", p->valuation.pe);
	json_put_number(row, "ps", p->valuation.ps);
	json_put_time(row, "as_of", q->as_of);
	json_put_integer(row, "age_s", now > q->as_of ? now - q->as_of : 0);
	cJSON_AddBoolToObject(row, "stale", p->stale);
	json_put_text(row, "source", q->source);
	add_shares(row, p, company);
}

static void add_cells(struct table *t, const struct priced *p, const struct invocation *v)
{
	const struct quote *q = &p->quote;
	enum tint body = p->stale ? TINT_DIM : TINT_NONE;
	enum tint move = p->stale ? TINT_DIM : tint_of_change(&v->config, q->symbol, q->change);
	char cap[24], age[TIMESTAMP_SIZE];
	amount_format_short(p->valuation.market_cap_usd, cap, sizeof cap);
	timestamp_format_age(clock_wall_s(&v->clock) - q->as_of, age);
	table_add(t, body, "%s", q->symbol);
	table_add(t, body, "%s", q->name);
	table_add_number(t, body, q->price, currency_decimals(q->currency));
	table_add(t, body, "%s", q->currency);
	table_add_change(t, move, q->change, currency_decimals(q->currency), "");
	table_add_change(t, move, q->change_pct, 2, "%");
	table_add(t, body, "%s", cap);
	table_add_number(t, body, p->valuation.pe, 1);
	table_add_number(t, body, p->valuation.ps, 1);
	table_add(t, body, "%s", market_state_name(p->state) ? market_state_name(p->state) : "");
	table_add(t, body, "%s", age);
	table_add(t, p->stale ? TINT_WARN : TINT_NONE, "%s%s", q->source, p->stale ? ", stale" : "");
}

static void print_notes(const struct price_list *list, FILE *out)
{
	int64_t oldest = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct priced *p = &list->items[i];
		int64_t rate = strcmp(p->quote.currency, "USD") ? p->valuation.fx_as_of : 0;
		quote_note_print(&p->quote, &p->valuation, company_list_find(&list->companies, p->quote.symbol), out);
		oldest = rate && (!oldest || rate < oldest) ? rate : oldest;
	}
	quote_note_print_rate(oldest, out);
}

static int print_text(const struct price_list *list, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "SYMBOL", false }, { "NAME", false },   { "LAST", true }, { "CUR", false }, { "CHG", true },
		{ "CHG%", true },    { "CAP USD", true }, { "P/E", true },  { "P/S", true },  { "MARKET", false },
		{ "AGE", true },     { "SOURCE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < list->count; i++)
		add_cells(&t, &list->items[i], v);
	int status = table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
	if (status == 0)
		hours_list_print(&list->hours, v->out);
	if (status == 0)
		print_notes(list, v->out);
	return status;
}

static int print(const struct price_list *list, const struct invocation *v, struct error *err)
{
	bool json = v->args->given[ARGUMENT_JSON];
	if (!json && !v->args->given[ARGUMENT_CSV])
		return print_text(list, v, err);
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < list->count; i++)
		add_row(rows, &list->items[i], company_list_find(&list->companies, list->items[i].quote.symbol),
			clock_wall_s(&v->clock));
	return json ? json_print(v->out, rows, err) : csv_print(v->out, rows, keys, err);
}

int quote_command(struct invocation *v, struct error *err)
{
	struct symbol_list symbols;
	struct price_list list = { 0 };
	hours_list_init(&list.hours);
	if (symbol_list_choose(&symbols, v, err))
		return EXIT_USAGE;
	int code = EXIT_FAILED;
	if (gather(&list, v, &symbols, err) == 0 && print(&list, v, err) == 0)
		code = list.count || !symbols.count ? EXIT_DONE : EXIT_NOTHING;
	free(list.items);
	company_list_release(&list.companies);
	symbol_list_release(&symbols);
	return code;
}
