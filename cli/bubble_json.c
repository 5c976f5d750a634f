#include "cli/bubble_report.h"
#include "cli/json.h"
#include "cli/reading_json.h"

static void put_component(cJSON *object, const char *key, enum component c)
{
	char code[2];
	if (c == COMPONENTS) {
		cJSON_AddNullToObject(object, key);
		return;
	}
	component_key(c, code);
	json_put_text(object, key, code);
}

static void put_sentences(cJSON *parent, const struct reading *r)
{
	cJSON *sentences = cJSON_AddObjectToObject(parent, "sentences");
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2];
		component_key(c, code);
		json_put_text(sentences, code, r->sentence[c]);
	}
}

/* Those that a component rests on, or those that stand beside it. */
static void put_inputs(cJSON *parent, const char *key, const struct reading *r, bool context)
{
	cJSON *inputs = cJSON_AddArrayToObject(parent, key);
	for (size_t i = 0; i < r->input_count; i++) {
		const struct reading_input *in = &r->inputs[i];
		if (in->is_context != context)
			continue;
		cJSON *row = json_row(inputs);
		json_put_text(row, "name", in->name);
		json_put_number(row, "value", in->value);
		json_put_text(row, "unit", in->unit);
		json_put_date(row, "date", in->as_of);
		json_put_text(row, "source", in->source);
	}
}

static void put_assumptions(cJSON *parent, const struct assumption_set *set)
{
	cJSON *assumptions = cJSON_AddObjectToObject(parent, "assumptions");
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		cJSON *one = cJSON_AddObjectToObject(assumptions, camp_name(camp));
		for (const struct assumption_row *row = assumption_rows; row->key; row++)
			json_put_number(one, row->key, assumption_get(&set->camp[camp], row));
	}
}

static void put_break_even(cJSON *parent, const struct break_even *b)
{
	cJSON *object = cJSON_AddObjectToObject(parent, "break_even");
	json_put_text(object, "currency", "USD");
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		cJSON *one = cJSON_AddObjectToObject(object, camp_name(camp));
		json_put_number(one, "required", b->required[camp]);
		json_put_number(one, "counted", b->counted[camp]);
		json_put_number(one, "growth", b->growth[camp]);
	}
}

static void put_sensitivity(cJSON *parent, const struct bubble_report *report)
{
	cJSON *rows = cJSON_AddArrayToObject(parent, "sensitivity");
	for (size_t i = 0; i < report->sensitivity_count; i++) {
		const struct sensitivity *s = &report->sensitivities[i];
		cJSON *row = json_row(rows);
		json_put_text(row, "key", s->row->key);
		json_put_text(row, "label", s->row->label);
		for (enum camp camp = 0; camp < CAMPS; camp++)
			json_put_number(row, camp_name(camp), s->moves[camp]);
		put_component(row, "component", s->component);
	}
}

/* ---- companies ---- */

static void put_camps(cJSON *parent, const char *key, const double values[CAMPS], double scale)
{
	cJSON *object = cJSON_AddObjectToObject(parent, key);
	for (enum camp camp = 0; camp < CAMPS; camp++)
		json_put_number(object, camp_name(camp), values[camp] * scale);
}

static void put_why(cJSON *parent, const struct company_reading *c)
{
	cJSON *why = cJSON_AddObjectToObject(parent, "why");
	for (enum component k = 0; k < COMPONENTS; k++) {
		char code[2];
		component_key(k, code);
		json_put_text(why, code, c->why[k]);
	}
}

static void put_companies(cJSON *parent, const struct bubble_report *report)
{
	cJSON *companies = cJSON_AddArrayToObject(parent, "companies");
	for (size_t i = 0; i < report->company_count; i++) {
		const struct company_reading *c = &report->companies[i];
		cJSON *row = json_row(companies);
		json_put_text(row, "symbol", c->symbol);
		json_put_number(row, "pe", c->valuation.pe);
		json_put_number(row, "ps", c->valuation.ps);
		put_camps(row, "implied_growth_pct", c->implied_growth, 100);
		json_put_number(row, "cap_to_capex", c->cap_to_capex);
		cJSON *components = cJSON_AddObjectToObject(row, "components");
		for (enum camp camp = 0; camp < CAMPS; camp++)
			reading_json_components(components, camp_name(camp), c->components[camp]);
		put_camps(row, "readings", c->value, 1);
		json_put_integer(row, "component_count", c->component_count);
		json_put_number(row, "capex_to_cash_flow", c->capex_to_cash_flow);
		put_why(row, c);
	}
}

/* ---- tests of prices ---- */

static void put_critical(cJSON *parent, const char *key, const double values[SERIES_TEST_LEVELS])
{
	static const char *const levels[SERIES_TEST_LEVELS] = { "90", "95", "99" };
	cJSON *object = cJSON_AddObjectToObject(parent, key);
	for (size_t i = 0; i < SERIES_TEST_LEVELS; i++)
		json_put_number(object, levels[i], values[i]);
}

static void put_statistics(cJSON *row, const struct series_test *t)
{
	json_put_number(row, "adf", t->adf);
	json_put_number(row, "sadf", t->sadf);
	json_put_number(row, "gsadf", t->gsadf);
	json_put_date(row, "gsadf_at", t->gsadf_at);
	json_put_number(row, "bsadf", t->bsadf);
	cJSON *critical = cJSON_AddObjectToObject(row, "critical");
	put_critical(critical, "gsadf", t->critical_gsadf);
	put_critical(critical, "bsadf", t->critical_bsadf);
	cJSON *bootstrap = cJSON_AddObjectToObject(row, "bootstrap");
	json_put_integer(bootstrap, "reps", t->replicates);
	json_put_number(bootstrap, "p_gsadf", t->p_gsadf);
	json_put_number(bootstrap, "p_bsadf", t->p_bsadf);
}

static void put_tests(cJSON *parent, const struct bubble_report *report)
{
	cJSON *rows = cJSON_AddArrayToObject(parent, "tests");
	for (size_t i = 0; i < report->test_count; i++) {
		const struct series_test *t = report->tests[i];
		char sentence[160];
		cJSON *row = json_row(rows);
		json_put_text(row, "symbol", t->symbol);
		json_put_integer(row, "lag", t->lag);
		json_put_integer(row, "count", t->count);
		json_put_integer(row, "window", t->window);
		json_put_date(row, "first", t->first);
		json_put_date(row, "last", t->last);
		put_statistics(row, t);
		cJSON *episode = cJSON_AddObjectToObject(row, "episode");
		json_put_text(episode, "state", episode_state_name(t->state));
		json_put_date(episode, "start", t->episode_start);
		series_test_sentence(t, sentence, sizeof sentence);
		json_put_text(row, "sentence", sentence);
	}
}

static void put_lppls(cJSON *parent, const struct bubble_report *report)
{
	cJSON *rows = cJSON_AddArrayToObject(parent, "lppls");
	for (size_t i = 0; i < report->lppls_count; i++) {
		const struct lppls_test *t = report->lppls[i];
		cJSON *row = json_row(rows);
		json_put_text(row, "symbol", t->symbol);
		json_put_integer(row, "windows", t->windows);
		json_put_integer(row, "qualified", t->qualified);
		json_put_integer(row, "on_bound", t->on_bound);
		json_put_date(row, "last", t->last);
	}
}

int bubble_print_json(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	const struct reading *r = &report->reading;
	cJSON *object = cJSON_CreateObject();
	json_put_time(object, "as_of", r->as_of);
	json_put_time(object, "computed", r->time);
	reading_json_values(object, r);
	reading_json_band(object, r);
	reading_json_options(object, r);
	put_sentences(object, r);
	put_inputs(object, "inputs", r, false);
	put_inputs(object, "context", r, true);
	put_assumptions(object, &report->set);
	put_break_even(object, &report->break_even);
	put_sensitivity(object, report);
	put_companies(object, report);
	put_tests(object, report);
	put_lppls(object, report);
	return json_print(v->out, object, err);
}

/* ---- rows ---- */

int bubble_print_csv(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	static const char *const keys[] = { "code", "component", "marcus", "huang", "sentence", "stale", NULL };
	const struct reading *r = &report->reading;
	cJSON *rows = cJSON_CreateArray();
	for (enum component c = 0; c < COMPONENTS; c++) {
		cJSON *row = json_row(rows);
		put_component(row, "code", c);
		json_put_text(row, "component", component_name(c));
		for (enum camp camp = 0; camp < CAMPS; camp++)
			json_put_number(row, camp_name(camp), r->components[camp][c]);
		json_put_text(row, "sentence", r->sentence[c]);
		cJSON_AddBoolToObject(row, "stale", r->stale[c]);
	}
	cJSON *row = json_row(rows);
	json_put_text(row, "code", "index");
	json_put_text(row, "component", "index");
	for (enum camp camp = 0; camp < CAMPS; camp++)
		json_put_number(row, camp_name(camp), r->value[camp]);
	return csv_print(v->out, rows, keys, err);
}
