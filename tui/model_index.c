#include "tui/model_index.h"

#include <string.h>

#include "base/shipped.h"
#include "bubble/company.h"
#include "bubble/sensitivity.h"
#include "tui/model.h"

static struct bubble_inputs inputs_of(const struct model *m)
{
	const struct index_records *r = &m->index.records;
	return (struct bubble_inputs){
		.deals = &r->deals,
		.facts = &r->facts,
		.quotes = r->quotes,
		.quote_count = r->quote_count,
		.rates = r->rates,
		.rate_count = r->rate_count,
		.tests = r->tests,
		.test_count = r->test_count,
		.lppls = r->lppls,
		.lppls_count = r->lppls_count,
		.options = &m->options->config->index,
	};
}

/* ---- what is shown of the assumptions ---- */

/* A step up and one down leave a trace in the last digits. */
static bool differs(const struct model_index *index, size_t row, enum camp camp)
{
	const struct assumption_row *r = &assumption_rows[row];
	double live = assumption_get(&index->live.camp[camp], r),
	       shipped = assumption_get(&index->shipped.camp[camp], r);
	return fabs(live - shipped) > r->step * 1e-6;
}

static bool is_changed(const struct model_index *index)
{
	for (size_t row = 0; row < index->count; row++)
		if (differs(index, row, CAMP_MARCUS) || differs(index, row, CAMP_HUANG))
			return true;
	return false;
}

/* What a row bears on by its meaning: a row that both camps agree on moves nothing, and belongs somewhere. */
static enum component component_of(const char *key)
{
	static const struct {
		const char *key; /* or its beginning */
		enum component component;
	} rows[] = {
		{ "deliver_", COMPONENT_DELIVERY },       { "calm_pe", COMPONENT_VALUATION },
		{ "peak_pe", COMPONENT_VALUATION },       { "equity_return", COMPONENTS },
		{ "terminal_growth", COMPONENTS },        { "growth_years", COMPONENTS },
		{ "customer_paid", COMPONENT_FINANCING },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!strncmp(key, rows[i].key, strlen(rows[i].key)))
			return rows[i].component;
	return COMPONENT_REVENUE_GAP;
}

static void show_assumption(struct assumption_view *view, const struct model_index *index, size_t row)
{
	const struct assumption_row *r = &assumption_rows[row];
	*view = (struct assumption_view){ .key = r->key,
					  .label = r->label,
					  .unit = r->unit,
					  .low = r->low,
					  .high = r->high,
					  .step = r->step,
					  .source = index->shipped.source[row],
					  .note = index->shipped.note[row],
					  .component = component_of(r->key) };
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		view->value[camp] = assumption_get(&index->live.camp[camp], r);
		view->shipped[camp] = assumption_get(&index->shipped.camp[camp], r);
		view->basis[camp] = assumption_basis_name(index->shipped.basis[camp][row]);
		view->moves[camp] = (double)NAN;
	}
}

/* Once, under the assumptions that came with the program: what moves the index most comes first. */
static void order_assumptions(struct model_index *index, const struct bubble_inputs *in, int64_t now)
{
	struct sensitivity moves[ASSUMPTIONS_MAX];
	size_t count = sensitivity_compute(moves, &index->shipped, in, now);
	for (size_t i = 0; i < count && i < index->count; i++) {
		index->order[i] = (size_t)(moves[i].row - assumption_rows);
		index->is_ordered |= fabs(moves[i].moves[CAMP_HUANG]) > 0 || fabs(moves[i].moves[CAMP_MARCUS]) > 0;
	}
}

static void show_assumptions(struct model *m, const struct bubble_inputs *in)
{
	struct model_index *index = &m->index;
	struct view_model *v = &m->view;
	struct sensitivity moves[ASSUMPTIONS_MAX];
	if (!index->is_ordered)
		order_assumptions(index, in, v->now);
	size_t count = sensitivity_compute(moves, &index->live, in, v->now);
	v->assumption_count = index->count;
	for (size_t i = 0; i < index->count; i++) {
		show_assumption(&v->assumptions[i], index, index->order[i]);
		for (size_t k = 0; k < count; k++)
			if (moves[k].row == &assumption_rows[index->order[i]])
				memcpy(v->assumptions[i].moves, moves[k].moves, sizeof moves[k].moves);
	}
	v->assumptions_changed = is_changed(index);
}

/* ---- what is shown of the readings ---- */

static void show_break_even(struct model *m, const struct bubble_inputs *in)
{
	struct break_even b;
	struct break_even_view *view = &m->view.break_even;
	break_even_compute(&b, &m->index.live, in);
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		view->required[camp] = b.required[camp];
		view->counted[camp] = b.counted[camp];
		view->labs_multiple[camp] = b.growth[camp];
	}
}

void company_view_forget_reading(struct company_view *company)
{
	struct company_reading *r = &company->reading;
	*r = (struct company_reading){ .cap_to_capex = (double)NAN, .capex_to_cash_flow = (double)NAN };
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		r->implied_growth[camp] = r->value[camp] = (double)NAN;
		for (int i = 0; i < COMPONENTS; i++)
			r->components[camp][i] = (double)NAN;
	}
	company->has_company_reading = false;
}

static void show_companies(struct model *m, const struct bubble_inputs *in)
{
	for (size_t i = 0; i < m->view.company_count; i++) {
		struct company_view *company = &m->view.companies[i];
		company_view_forget_reading(company);
		if (!isfinite(company->quote.price))
			continue;
		company_compute(&company->reading, &company->quote, &m->index.live, in);
		company->has_company_reading = true;
	}
}

/* Figures of weight 0 come after those that a component rests on. */
static void sort_inputs(struct reading *r)
{
	struct reading_input context[READING_INPUTS];
	size_t scored = 0, rest = 0;
	for (size_t i = 0; i < r->input_count; i++)
		if (r->inputs[i].is_context)
			context[rest++] = r->inputs[i];
		else
			r->inputs[scored++] = r->inputs[i];
	for (size_t i = 0; i < rest; i++)
		r->inputs[scored + i] = context[i];
}

static void show_reading(struct model *m, const struct bubble_inputs *in)
{
	struct view_model *v = &m->view;
	bool is_old = m->index.has_stored && !reading_is_fresh(&m->index.stored, v->now);
	v->has_reading = m->index.has_stored || v->assumptions_changed;
	if (v->assumptions_changed || is_old)
		bubble_compute(&v->reading, &m->index.live, in, v->now);
	else if (m->index.has_stored)
		v->reading = m->index.stored;
	sort_inputs(&v->reading);
}

static void show(struct model *m)
{
	const struct bubble_inputs in = inputs_of(m);
	const struct index_records *records = &m->index.records;
	m->view.series_tests = records->tests;
	m->view.series_test_count = records->test_count;
	m->view.lppls_tests = records->lppls;
	m->view.lppls_test_count = records->lppls_count;
	if (m->index.count) {
		show_assumptions(m, &in);
		show_break_even(m, &in);
		show_companies(m, &in);
	}
	show_reading(m, &in);
}

/* ---- reading and changing ---- */

int model_index_init(struct model *m, struct error *err)
{
	struct model_index *index = &m->index;
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	*index = (struct model_index){ 0 };
	reading_init(&index->stored);
	for (enum camp camp = 0; camp < CAMPS; camp++)
		m->view.break_even.required[camp] = (double)NAN;
	if (!file)
		return error_set(err, "this build holds no assumptions.tsv");
	if (assumption_set_parse(&index->shipped, file->data, file->length, err))
		return -1;
	index->live = index->shipped;
	for (; assumption_rows[index->count].key; index->count++)
		index->order[index->count] = index->count;
	return 0;
}

void model_index_release(struct model *m)
{
	index_records_release(&m->index.records);
	m->index.records = (struct index_records){ 0 };
}

int model_index_refresh(struct model *m, struct error *err)
{
	struct index_records records;
	int failed = store_get_index_records(m->store, &records, err);
	if (!failed) {
		index_records_release(&m->index.records);
		m->index.records = records;
	}
	show(m);
	return failed;
}

bool model_index_step(struct model *m, size_t at, int steps, enum assumption_column column)
{
	struct model_index *index = &m->index;
	bool has_changed = false;
	if (at >= index->count)
		return false;
	const struct assumption_row *row = &assumption_rows[index->order[at]];
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		struct assumptions *a = &index->live.camp[camp];
		double before = assumption_get(a, row);
		if (column == (camp == CAMP_HUANG ? COLUMN_MARCUS : COLUMN_HUANG))
			continue;
		assumption_set_value(a, row, before + steps * row->step);
		has_changed |= assumption_get(a, row) != before;
	}
	if (has_changed)
		show(m);
	return has_changed;
}

void model_index_restore(struct model *m)
{
	m->index.live = m->index.shipped;
	show(m);
}
