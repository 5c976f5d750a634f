#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/background.h"
#include "cli/bubble_history.h"
#include "cli/command.h"
#include "cli/index.h"
#include "cli/json.h"
#include "cli/reading_json.h"
#include "cli/symbols.h"
#include "cli/table.h"

/* One company's line under the index. */
struct company {
	char symbol[SYMBOL_SIZE];
	struct valuation valuation;
};

struct bubble_report {
	struct assumption_set set;
	struct reading reading;
	struct company *companies; /* owned */
	size_t company_count;
};

/* ---- gathering ---- */

/* "gpu_life=4,return=10" */
static int apply_assumptions(struct assumption_set *set, const char *text, struct error *err)
{
	for (const char *p = text;; p++) {
		char one[64];
		size_t n = strcspn(p, ",");
		snprintf(one, sizeof one, "%.*s", (int)(n < sizeof one ? n : sizeof one - 1), p);
		if (assumption_set_apply(set, one, err))
			return error_prefix(err, "--assume");
		p += n;
		if (!*p)
			return 0;
	}
}

/* The stored reading is the one the dashboard shows; other assumptions need a new one. */
static int load_reading(struct bubble_report *report, const struct invocation *v, struct error *err)
{
	bool found = false;
	if (!v->args->given[ARGUMENT_ASSUME] && store_get_reading(v->store, &report->reading, &found, err))
		return -1;
	return found ? 0 : index_compute(&report->reading, v->store, &report->set, clock_wall_s(&v->clock), err);
}

static int value_companies(struct bubble_report *report, const struct symbol_list *symbols, struct store *s,
			   const struct background *b, struct error *err)
{
	for (size_t i = 0; i < symbols->count; i++) {
		struct quote quote;
		bool found = false;
		if (store_get_quote(s, symbols->items[i], &quote, &found, err))
			return -1;
		if (!found)
			continue;
		struct company *c = &report->companies[report->company_count++];
		memcpy(c->symbol, quote.symbol, sizeof c->symbol);
		valuation_compute(&c->valuation, &quote, &b->facts, b->rates, b->rate_count);
	}
	return 0;
}

static int load_companies(struct bubble_report *report, const struct symbol_list *symbols, const struct invocation *v,
			  struct error *err)
{
	struct background b;
	report->companies = calloc(symbols->count + 1, sizeof *report->companies);
	if (!report->companies)
		return error_set(err, "out of memory");
	int status = background_load(&b, v->store, err);
	if (status == 0)
		status = value_companies(report, symbols, v->store, &b, err);
	background_release(&b);
	return status;
}

/* ---- JSON ---- */

static void json_sentences(cJSON *parent, const struct reading *r)
{
	cJSON *sentences = cJSON_AddObjectToObject(parent, "sentences");
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2] = { component_code(c), '\0' };
		json_put_text(sentences, code, r->sentence[c]);
	}
}

static void json_inputs(cJSON *parent, const struct reading *r)
{
	cJSON *inputs = cJSON_AddArrayToObject(parent, "inputs");
	for (size_t i = 0; i < r->input_count; i++) {
		const struct reading_input *in = &r->inputs[i];
		cJSON *row = json_row(inputs);
		json_put_text(row, "name", in->name);
		json_put_number(row, "value", in->value);
		json_put_text(row, "unit", in->unit);
		json_put_date(row, "date", in->as_of);
		json_put_text(row, "source", in->source);
	}
}

static void json_assumptions(cJSON *parent, const struct assumption_set *set)
{
	cJSON *assumptions = cJSON_AddObjectToObject(parent, "assumptions");
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		cJSON *one = cJSON_AddObjectToObject(assumptions, camp_name(camp));
		for (const struct assumption_row *row = assumption_rows; row->key; row++)
			json_put_number(one, row->key, assumption_get(&set->camp[camp], row));
	}
}

static void json_companies(cJSON *parent, const struct bubble_report *report)
{
	cJSON *companies = cJSON_AddArrayToObject(parent, "companies");
	for (size_t i = 0; i < report->company_count; i++) {
		const struct company *c = &report->companies[i];
		cJSON *row = json_row(companies);
		json_put_text(row, "symbol", c->symbol);
		json_put_number(row, "pe", c->valuation.pe);
		json_put_number(row, "ps", c->valuation.ps);
		cJSON *growth = cJSON_AddObjectToObject(row, "implied_growth_pct");
		for (enum camp camp = 0; camp < CAMPS; camp++)
			cJSON_AddNullToObject(growth, camp_name(camp));
		cJSON_AddNullToObject(row, "cap_to_capex");
		cJSON_AddNullToObject(row, "components");
		cJSON_AddNullToObject(row, "readings");
	}
}

static int print_json(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	cJSON *object = cJSON_CreateObject();
	json_put_time(object, "as_of", report->reading.as_of);
	json_put_time(object, "computed", report->reading.time);
	reading_json_values(object, &report->reading);
	reading_json_band(object, &report->reading);
	json_sentences(object, &report->reading);
	json_inputs(object, &report->reading);
	json_assumptions(object, &report->set);
	json_companies(object, report);
	return json_print(v->out, object, err);
}

/* ---- rows ---- */

/* A row a component, and one for the index as a whole. */
static int print_csv(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	static const char *const keys[] = { "code", "component", "marcus", "huang", "sentence", NULL };
	const struct reading *r = &report->reading;
	cJSON *rows = cJSON_CreateArray();
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2] = { component_code(c), '\0' };
		cJSON *row = json_row(rows);
		json_put_text(row, "code", code);
		json_put_text(row, "component", component_name(c));
		json_put_number(row, "marcus", r->components[CAMP_MARCUS][c]);
		json_put_number(row, "huang", r->components[CAMP_HUANG][c]);
		json_put_text(row, "sentence", r->sentence[c]);
	}
	cJSON *row = json_row(rows);
	json_put_text(row, "code", "index");
	json_put_text(row, "component", "index");
	json_put_number(row, "marcus", r->value[CAMP_MARCUS]);
	json_put_number(row, "huang", r->value[CAMP_HUANG]);
	return csv_print(v->out, rows, keys, err);
}

static int print_components(const struct reading *r, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "", false },     { "COMPONENT", false }, { "MARCUS", true },
		{ "HUANG", true }, { "BEHIND IT", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (enum component c = 0; c < COMPONENTS; c++) {
		enum tint tint = reading_is_missing(r, c) ? TINT_DIM : TINT_NONE;
		table_add(&t, tint, "%c", component_code(c));
		table_add(&t, tint, "%s", component_name(c));
		table_add_number(&t, tint, r->components[CAMP_MARCUS][c], 1);
		table_add_number(&t, tint, r->components[CAMP_HUANG][c], 1);
		table_add(&t, tint, "%s", r->sentence[c]);
	}
	table_add(&t, TINT_HEAD, "=");
	table_add(&t, TINT_HEAD, "index");
	table_add_number(&t, TINT_HEAD, r->value[CAMP_MARCUS], 1);
	table_add_number(&t, TINT_HEAD, r->value[CAMP_HUANG], 1);
	table_add(&t, TINT_NONE, "%d of %d components", reading_component_count(r), COMPONENTS);
	int status = table_print(&t, out, colour, err);
	table_release(&t);
	return status;
}

static int print_inputs(const struct reading *r, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "INPUT", false }, { "VALUE", true },   { "UNIT", false },
		{ "DATE", false },  { "SOURCE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < r->input_count; i++) {
		const struct reading_input *in = &r->inputs[i];
		char date[TIMESTAMP_SIZE] = "", value[JSON_NUMBER_SIZE];
		if (in->as_of)
			timestamp_format_date(in->as_of, date);
		json_number_format(in->value, value);
		table_add(&t, TINT_NONE, "%s", in->name);
		table_add(&t, TINT_NONE, "%s", isfinite(in->value) ? value : "");
		table_add(&t, TINT_NONE, "%s", in->unit);
		table_add(&t, TINT_NONE, "%s", date);
		table_add(&t, TINT_DIM, "%s", in->source);
	}
	int status = table_print(&t, out, colour, err);
	table_release(&t);
	return status;
}

static int print_companies(const struct bubble_report *report, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = {
		{ "COMPANY", false }, { "P/E", true }, { "P/S", true }, { "NOTE", false }, { NULL, false }
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < report->company_count; i++) {
		const struct company *c = &report->companies[i];
		table_add(&t, TINT_NONE, "%s", c->symbol);
		table_add_number(&t, TINT_NONE, c->valuation.pe, 1);
		table_add_number(&t, TINT_NONE, c->valuation.ps, 1);
		table_add(&t, TINT_DIM, "%s", c->valuation.pe_void ? c->valuation.pe_void : "");
	}
	int status = table_print(&t, out, colour, err);
	table_release(&t);
	return status;
}

static int print_text(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	const struct reading *r = &report->reading;
	FILE *out = v->out;
	bool colour = colour_wanted(out, v->args->given[ARGUMENT_PLAIN]);
	char as_of[TIMESTAMP_SIZE] = "-";
	if (r->as_of)
		timestamp_format_date(r->as_of, as_of);
	fprintf(out, "%sThe froth index, newest input of %s%s%s\n\n", tint_on(TINT_HEAD, colour), as_of,
		v->args->given[ARGUMENT_ASSUME] ? ", with assumptions of your own" : "", tint_off(TINT_HEAD, colour));
	if (print_components(r, out, colour, err))
		return -1;
	if (isfinite(r->centre))
		fprintf(out, "\nband: centre %.1f, sd %.1f, from %.1f to %.1f\n", r->centre, r->sd, r->low, r->high);
	fputc('\n', out);
	if (print_inputs(r, out, colour, err))
		return -1;
	fputc('\n', out);
	return print_companies(report, out, colour, err);
}

static int print(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return print_json(report, v, err);
	if (v->args->given[ARGUMENT_CSV])
		return print_csv(report, v, err);
	return print_text(report, v, err);
}

/* ---- command ---- */

static int run(struct bubble_report *report, const struct symbol_list *symbols, const struct invocation *v,
	       struct error *err)
{
	const char *assume = v->args->values[ARGUMENT_ASSUME];
	if (index_assumptions(&report->set, err))
		return EXIT_FAILED;
	if (assume && apply_assumptions(&report->set, assume, err))
		return EXIT_USAGE;
	if (load_reading(report, v, err) || load_companies(report, symbols, v, err))
		return EXIT_FAILED;
	return print(report, v, err) ? EXIT_FAILED : EXIT_DONE;
}

int bubble_command(struct invocation *v, struct error *err)
{
	struct symbol_list symbols;
	if (v->args->given[ARGUMENT_HISTORY])
		return bubble_history(v, err);
	if (symbol_list_choose(&symbols, v, err))
		return EXIT_USAGE;
	struct bubble_report *report = calloc(1, sizeof *report);
	int code = EXIT_FAILED;
	if (report)
		code = run(report, &symbols, v, err);
	else
		error_set(err, "out of memory");
	if (report)
		free(report->companies);
	free(report);
	symbol_list_release(&symbols);
	return code;
}
