/* `froth bubble` for a person: blocks of aligned rows that fit into 100 columns. */
#include <math.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/bubble_report.h"
#include "cli/json.h"
#include "cli/table.h"
#include "market/index_options.h"

#define COLUMNS 100
#define BELIEFS 6 /* of the assumptions, as many are shown */

/* What the blocks print with. */
struct page {
	const struct bubble_report *report;
	FILE *out;
	bool colour;
};

static void print_head(const struct page *p, const char *text)
{
	fprintf(p->out, "\n%s%s%s\n", tint_on(TINT_HEAD, p->colour), text, tint_off(TINT_HEAD, p->colour));
}

static void begin(struct table *t, const struct table_column *columns)
{
	table_init(t, columns);
	t->fit = COLUMNS;
}

static int finish(const struct page *p, struct table *t, struct error *err)
{
	return table_finish(t, p->out, p->colour, err);
}

/* ---- the index ---- */

static int print_components(const struct page *p, struct error *err)
{
	static const struct table_column columns[] = {
		{ "", false },     { "COMPONENT", false }, { "MARCUS", true },
		{ "HUANG", true }, { "BEHIND IT", false }, { NULL, false },
	};
	const struct reading *r = &p->report->reading;
	struct table t;
	begin(&t, columns);
	for (enum component c = 0; c < COMPONENTS; c++) {
		enum tint tint = reading_is_missing(r, c) ? TINT_DIM : TINT_NONE;
		table_add(&t, tint, "%c", component_code(c));
		table_add(&t, tint, "%s", component_name(c));
		table_add_number(&t, tint, r->components[CAMP_MARCUS][c], 1);
		table_add_number(&t, tint, r->components[CAMP_HUANG][c], 1);
		table_add(&t, r->stale[c] ? TINT_WARN : tint, "%s%s", r->stale[c] ? "stale; " : "", r->sentence[c]);
	}
	table_add(&t, TINT_HEAD, "=");
	table_add(&t, TINT_HEAD, "index");
	table_add_number(&t, TINT_HEAD, r->value[CAMP_MARCUS], 1);
	table_add_number(&t, TINT_HEAD, r->value[CAMP_HUANG], 1);
	table_add(&t, TINT_NONE, "%d of %d components", reading_component_count(r), COMPONENTS);
	return finish(p, &t, err);
}

static void print_options(const struct page *p)
{
	const struct index_options *o = &p->report->reading.options;
	struct index_options plain;
	char weights[INDEX_WEIGHTS_SIZE];
	index_options_init(&plain);
	if (index_options_equal(o, &plain))
		return;
	index_weights_format(o, weights);
	fprintf(p->out, "weights     %s; %s mean\n", weights, index_mean_name(o->mean));
}

static void print_break_even(const struct page *p)
{
	static const char *const labels[CAMPS] = {
		[CAMP_MARCUS] = "break-even  Marcus", [CAMP_HUANG] = "            Huang"
	};
	const struct break_even *b = &p->report->break_even;
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		if (!isfinite(b->required[camp]))
			continue;
		fprintf(p->out, "%-18s  %.0f bn USD of AI revenue a year; counted: %.0f", labels[camp],
			b->required[camp] / 1e9, b->counted[camp] / 1e9);
		if (isfinite(b->growth[camp]))
			fprintf(p->out, "; %.1f times that of the labs", b->growth[camp]);
		fputc('\n', p->out);
	}
}

static int print_index(const struct page *p, bool assumed, struct error *err)
{
	const struct reading *r = &p->report->reading;
	char as_of[TIMESTAMP_SIZE] = "-";
	if (r->as_of)
		timestamp_format_date(r->as_of, as_of);
	fprintf(p->out, "%sThe froth index, newest input of %s%s%s\n\n", tint_on(TINT_HEAD, p->colour), as_of,
		assumed ? ", with assumptions of your own" : "", tint_off(TINT_HEAD, p->colour));
	if (print_components(p, err))
		return -1;
	fputc('\n', p->out);
	print_options(p);
	if (isfinite(r->centre))
		fprintf(p->out, "%-11s %.1f to %.1f, centre %.1f, sd %.1f\n", "band", r->low, r->high, r->centre,
			r->sd);
	print_break_even(p);
	return 0;
}

/* ---- what one would have to believe ---- */

static void add_move(struct table *t, double points)
{
	if (isfinite(points))
		table_add(t, TINT_NONE, "%+.1f", points);
	else
		table_add(t, TINT_NONE, "-");
}

static bool moves(const struct sensitivity *s)
{
	return s->component != COMPONENTS;
}

static int print_beliefs(const struct page *p, struct error *err)
{
	static const struct table_column columns[] = {
		{ "ASSUMPTION", false }, { "MARCUS", true },   { "HUANG", true }, { "UNIT", false },
		{ "MARCUS BY", true },   { "HUANG BY", true }, { "IN", false },   { NULL, false },
	};
	const struct bubble_report *report = p->report;
	if (report->sensitivity_count == 0 || !moves(&report->sensitivities[0]))
		return 0;
	print_head(p, "What you would have to believe: one figure of the other camp's moves a reading by");
	struct table t;
	begin(&t, columns);
	for (size_t i = 0; i < report->sensitivity_count && i < BELIEFS && moves(&report->sensitivities[i]); i++) {
		const struct sensitivity *s = &report->sensitivities[i];
		table_add(&t, TINT_NONE, "%s", s->row->label);
		for (enum camp camp = 0; camp < CAMPS; camp++) {
			char value[JSON_NUMBER_SIZE];
			json_number_format(assumption_get(&report->set.camp[camp], s->row), value);
			table_add(&t, TINT_NONE, "%s", value);
		}
		table_add(&t, TINT_DIM, "%s", s->row->unit);
		for (enum camp camp = 0; camp < CAMPS; camp++)
			add_move(&t, s->moves[camp]);
		table_add(&t, TINT_DIM, "%c %s", component_code(s->component), component_name(s->component));
	}
	return finish(p, &t, err);
}

/* ---- companies ---- */

/* Both camps' figures in one cell, "99/35". */
static void add_pair(struct table *t, double marcus, double huang)
{
	char text[2][16] = { "-", "-" };
	if (!isfinite(marcus) && !isfinite(huang)) {
		table_add(t, TINT_DIM, "-");
		return;
	}
	if (isfinite(marcus))
		snprintf(text[0], sizeof text[0], "%.0f", marcus);
	if (isfinite(huang))
		snprintf(text[1], sizeof text[1], "%.0f", huang);
	table_add(t, TINT_NONE, "%s/%s", text[0], text[1]);
}

static void add_company(struct table *t, const struct company_reading *c)
{
	table_add(t, TINT_NONE, "%s", c->symbol);
	add_pair(t, c->value[CAMP_MARCUS], c->value[CAMP_HUANG]);
	table_add_number(t, TINT_NONE, c->valuation.pe, 1);
	table_add_number(t, TINT_NONE, c->valuation.ps, 1);
	add_pair(t, c->implied_growth[CAMP_MARCUS] * 100, c->implied_growth[CAMP_HUANG] * 100);
	table_add_number(t, TINT_NONE, c->cap_to_capex, 1);
	for (int k = 0; k < COMPONENTS; k++)
		if (k != COMPONENT_REVENUE_GAP)
			add_pair(t, c->components[CAMP_MARCUS][k], c->components[CAMP_HUANG][k]);
	table_add(t, TINT_DIM, "%s%s", c->valuation.pe_void ? "no P/E: " : "",
		  c->valuation.pe_void ? c->valuation.pe_void : "");
}

static int print_companies(const struct page *p, struct error *err)
{
	static const struct table_column columns[] = {
		{ "COMPANY", false },  { "READING", true }, { "P/E", true }, { "P/S", true }, { "GROWTH%", true },
		{ "CAP/CAPEX", true }, { "V", true },       { "D", true },   { "C", true },   { "X", true },
		{ "F", true },         { "NOTE", false },   { NULL, false },
	};
	struct table t;
	if (p->report->company_count == 0)
		return 0;
	print_head(p, "Companies, Marcus/Huang; GROWTH% of profit a year is what the price takes for granted");
	begin(&t, columns);
	for (size_t i = 0; i < p->report->company_count; i++)
		add_company(&t, &p->report->companies[i]);
	return finish(p, &t, err);
}

/* ---- tests of prices ---- */

static void print_lppls(const struct page *p)
{
	const struct bubble_report *report = p->report;
	if (report->lppls_count == 0)
		return;
	fprintf(p->out, "Power law (LPPLS), an experiment of weight 0: windows that qualify, of those fitted\n ");
	for (size_t i = 0; i < report->lppls_count; i++)
		fprintf(p->out, " %s %d of %d%s", report->lppls[i]->symbol, report->lppls[i]->qualified,
			report->lppls[i]->windows, i + 1 < report->lppls_count ? "," : "\n");
}

/* The month says enough here; the day is in the JSON. */
static void add_episode(struct table *t, const struct series_test *test)
{
	char start[TIMESTAMP_SIZE] = "";
	timestamp_format_date(test->episode_start, start);
	if (test->state == EPISODE_NONE)
		table_add(t, TINT_DIM, "-");
	else
		table_add(t, TINT_NONE, "%s %.7s", episode_state_name(test->state), start);
}

static void print_tests_head(const struct page *p)
{
	const struct bubble_report *report = p->report;
	char head[120], last[TIMESTAMP_SIZE] = "";
	int64_t newest = 0;
	for (size_t i = 0; i < report->test_count; i++)
		newest = report->tests[i]->last > newest ? report->tests[i]->last : newest;
	timestamp_format_date(newest, last);
	snprintf(head, sizeof head, "Explosive behaviour of weekly closes%s%s", newest ? ", the last of " : "",
		 newest ? last : "");
	print_head(p, head);
	if (report->test_count == 0)
		fputs("No series has been tested yet.\n", p->out);
}

static int print_tests(const struct page *p, struct error *err)
{
	static const struct table_column columns[] = {
		{ "SERIES", false }, { "LAG", true }, { "EPISODE", false }, { "TEST", false }, { NULL, false },
	};
	const struct bubble_report *report = p->report;
	struct table t;
	print_tests_head(p);
	begin(&t, columns);
	for (size_t i = 0; i < report->test_count; i++) {
		const struct series_test *test = report->tests[i];
		char sentence[160];
		series_test_sentence(test, sentence, sizeof sentence);
		table_add(&t, TINT_NONE, "%s", strcmp(test->symbol, SERIES_GROUP) == 0 ? "the group" : test->symbol);
		table_add(&t, TINT_NONE, "%d", test->lag);
		add_episode(&t, test);
		table_add(&t, TINT_NONE, "%s", sentence);
	}
	int status = report->test_count ? table_print(&t, p->out, p->colour, err) : 0;
	table_release(&t);
	print_lppls(p);
	return status;
}

/* ---- inputs ---- */

static void add_input(struct table *t, const struct reading_input *in)
{
	char date[TIMESTAMP_SIZE] = "", value[JSON_NUMBER_SIZE];
	if (in->as_of)
		timestamp_format_date(in->as_of, date);
	snprintf(value, sizeof value, fabs(in->value) < 1e5 ? "%.5g" : "%.0f", in->value);
	table_add(t, TINT_NONE, "%s", in->name);
	table_add(t, TINT_NONE, "%s", isfinite(in->value) ? value : "");
	table_add(t, TINT_NONE, "%s", in->unit);
	table_add(t, TINT_NONE, "%s", date);
	table_add(t, TINT_DIM, "%s", in->source);
}

static int print_inputs(const struct page *p, const char *head, bool context, struct error *err)
{
	static const struct table_column columns[] = {
		{ "INPUT", false }, { "VALUE", true },   { "UNIT", false },
		{ "DATE", false },  { "SOURCE", false }, { NULL, false },
	};
	const struct reading *r = &p->report->reading;
	size_t count = 0;
	struct table t;
	begin(&t, columns);
	for (size_t i = 0; i < r->input_count; i++) {
		if (r->inputs[i].is_context != context)
			continue;
		add_input(&t, &r->inputs[i]);
		count++;
	}
	if (count)
		print_head(p, head);
	int status = count ? table_print(&t, p->out, p->colour, err) : 0;
	table_release(&t);
	return status;
}

int bubble_print_text(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	struct page p = { report, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]) };
	if (print_index(&p, v->args->given[ARGUMENT_ASSUME], err) || print_beliefs(&p, err) ||
	    print_companies(&p, err) || print_tests(&p, err) || print_inputs(&p, "Inputs", false, err))
		return -1;
	return print_inputs(&p, "Beside it, of weight 0", true, err);
}
