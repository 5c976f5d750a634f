/* Cards of the index: what a component measures, by which formula and paper, what went into it, what is not
 * claimed; an input; an assumption; a company's own components. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/card.h"
#include "widgets/scale.h"

static const struct {
	const char *measures, *formula, *paper, *limit;
} texts[COMPONENTS] = {
	[COMPONENT_VALUATION] = { "How dear the market is: its price over ten years' mean of real earnings (CAPE). "
				  "Marcus: how often was "
				  "history dearer? Huang: how far is it from Cisco in March 2000?",
				  "Marcus: mid-rank percentile of the months since 1881. Huang: 100 ln(x / calm) / "
				  "ln(peak / calm), "
				  "clipped to 0..100.",
				  "Campbell and Shiller, Journal of Portfolio Management 24, 1998",
				  "Neither question times anything: CAPE was above 40 for 21 months in 1999-2000. "
				  "There was one dot-com "
				  "bubble; a scale that ends at it rests on a sample of one." },
	[COMPONENT_REVENUE_GAP] = { "What AI must earn a year to repay the buyers' announced capex, and what it is "
				    "said to earn.",
				    "100 max(0, 1 - A / R*), R* = K [s a(r, Ls) + (1 - s) a(r, Ll)] / (1 - o), "
				    "a(r, L) = r / (1 - (1 + r)^-L).",
				    "the capital charge of the annuity; David Cahn's rule (2023, 2024) stands beside "
				    "it, not scored",
				    "Nobody reports how much of the business that already runs on hyperscalers AI may "
				    "claim." },
	[COMPONENT_DELIVERY] = { "The part of the announced money that is not expected to be delivered.",
				 "100 (1 - sum(weight x amount) / sum(amount)) over rows that move money from one firm "
				 "to another.",
				 "no paper: two of the weights were observed once each, the others are assumed",
				 "The ledger is compiled from filings and the press, is incomplete, and adds amounts "
				 "of different "
				 "years." },
	[COMPONENT_CIRCULARITY] = { "The part of the payments between firms that comes back to who paid.",
				    "100 x the largest circulation that fits under the amounts, over their total; by a "
				    "minimum-cost flow. "
				    "Marcus: what was announced. Huang: what is contracted, committed or done.",
				    "Homs-Dones, MacKay, Sansom, Zhou: Circular directional flow decomposition, "
				    "arXiv:2506.12546, 2025",
				    "That money goes round is not fraud: a loan to a solvent customer goes round "
				    "too." },
	[COMPONENT_EXPLOSIVENESS] = { "Whether the companies' prices grow explosively at the end of their series. "
				      "Data, no opinion: both "
				      "camps have the same value.",
				      "100 (1 - p) with p of the last BSADF by the wild bootstrap, at lag 0 and at lag "
				      "1, of which the "
				      "weaker counts; 0 while the episode is a fall. Weekly log closes, least window "
				      "T (0.01 + 1.8 / sqrt T) observations.",
				      "Phillips, Shi, Yu, International Economic Review 56, 2015; Harvey, Leybourne, "
				      "Sollis, Taylor, Journal "
				      "of Empirical Finance 38, 2016",
				      "A rejection tells of explosive dynamics in one series, not of irrationality; a "
				      "crash is explosive "
				      "too." },
	[COMPONENT_FINANCING] = { "Whether growth is paid from earnings or by lenders.",
				  "100 clip((capex / operating cash flow - 0.5) / 1.5); of a holding company, loans "
				  "over assets against "
				  "a limit of 35 %.",
				  "no paper: half of the cash flow scores 0, twice the cash flow 100",
				  "To borrow for capex is not insolvency." },
};

/* ---- inputs of a component ------------------------------------------------------------------------- */

static void input_line(struct card *card, const char *label, const struct reading_input *input)
{
	char value[FORMAT_SIZE], date[FORMAT_SIZE] = "no date", age[TIMESTAMP_SIZE] = "";
	char text[sizeof input->name + sizeof input->source + 4 * FORMAT_SIZE];
	format_input(input, value);
	if (input->as_of) {
		format_date(input->as_of, 0, 0, date);
		timestamp_format_age(card->model->now - input->as_of, age);
	}
	snprintf(text, sizeof text, "%s: %s, %s%s%s%s; %s", input->name, value, date, *age ? " (" : "", age,
		 *age ? ")" : "", input->source);
	card_text(card, label, input->is_context ? ROLE_DIM : ROLE_TEXT, text);
}

static void inputs_of(struct card *card, enum component component, bool is_context, const char *label)
{
	const struct reading *r = &card->model->reading;
	for (size_t i = 0; i < r->input_count; i++) {
		const struct reading_input *input = &r->inputs[i];
		if (input->is_context != is_context || reading_input_component(input) != component)
			continue;
		input_line(card, label, input);
		label = "";
	}
}

/* ---- a component ------------------------------------------------------------------------------------- */

static void card_score(struct card *card, const char *label, enum role role, double value, const char *unit)
{
	char text[FORMAT_SIZE] = "not yet";
	if (isfinite(value))
		snprintf(text, sizeof text, "%.1f%s", value, unit);
	card_text(card, label, role, text);
}

static double greatest_move(const struct assumption_view *a)
{
	return fmax(fabs(a->moves[CAMP_HUANG]), fabs(a->moves[CAMP_MARCUS]));
}

static void format_assumption(const struct assumption_view *a, char *out, size_t size)
{
	snprintf(out, size, "%s: Huang %.4g, Marcus %.4g %s", a->label, a->value[CAMP_HUANG], a->value[CAMP_MARCUS],
		 a->unit);
}

static void mover(struct card *card, enum component component)
{
	const struct view_model *m = card->model;
	const struct assumption_view *best = NULL;
	char text[FORMAT_SIZE * 4], which[FORMAT_SIZE * 2];
	for (size_t i = 0; i < m->assumption_count; i++) {
		const struct assumption_view *a = &m->assumptions[i];
		if (a->component == component && greatest_move(a) >= 0.05 &&
		    (!best || greatest_move(a) > greatest_move(best)))
			best = a;
	}
	if (!best) {
		card_text(card, "moved most by", ROLE_DIM, "no assumption that the camps differ in");
		return;
	}
	format_assumption(best, which, sizeof which);
	snprintf(text, sizeof text, "%s. With the other's value the index moves by %+.1f (Huang), %+.1f (Marcus).",
		 which, best->moves[CAMP_HUANG], best->moves[CAMP_MARCUS]);
	card_text(card, "moved most by", ROLE_TEXT, text);
}

static void series_tests(struct card *card)
{
	const struct view_model *m = card->model;
	for (size_t i = 0; i < m->series_test_count; i++) {
		const struct series_test *t = &m->series_tests[i];
		char sentence[READING_SENTENCE], label[SYMBOL_SIZE + FORMAT_SIZE],
			text[sizeof sentence + FORMAT_SIZE * 2];
		char date[FORMAT_SIZE];
		if (series_test_find(m->series_tests, m->series_test_count, t->symbol, t->lag, INT64_MAX) != t)
			continue;
		series_test_sentence(t, sentence, sizeof sentence);
		format_date(t->last, 0, 0, date);
		snprintf(label, sizeof label, "%s lag %d", strcmp(t->symbol, SERIES_GROUP) ? t->symbol : "group",
			 t->lag);
		snprintf(text, sizeof text, "%s (T %d, to %.20s)", sentence, t->count, date);
		card_text(card, label, ROLE_TEXT, text);
	}
	for (size_t i = 0; i < m->lppls_test_count; i++) {
		const struct lppls_test *t = &m->lppls_tests[i];
		char text[FORMAT_SIZE * 3];
		snprintf(text, sizeof text, "%s: %d of %d windows qualify, %d on a bound. An experiment, weight 0",
			 t->symbol, t->qualified, t->windows, t->on_bound);
		card_text(card, i ? "" : "LPPLS", ROLE_DIM, text);
	}
}

void card_component(struct card *card, enum component component)
{
	const struct reading *r = &card->model->reading;
	char sentence[READING_SENTENCE + 16];
	if (card->model->assumptions_changed)
		card_text(card, "", ROLE_AMBER, "your assumptions; = restores those that came with the program");
	card_score(card, "Huang", ROLE_HUANG, r->components[CAMP_HUANG][component], " of 100");
	card_score(card, "Marcus", ROLE_MARCUS, r->components[CAMP_MARCUS][component], " of 100");
	card_score(card, "distance", ROLE_BRIGHT, reading_distance(r, component), "");
	card_score(card, "its share", ROLE_TEXT, reading_distance_share(r, component), " % of all distances");
	format_component_sentence(card->model, component, sentence, sizeof sentence);
	card_text(card, "behind it", r->stale[component] ? ROLE_STALE : ROLE_TEXT, sentence);
	card_line(card, "", ROLE_TEXT, "");
	card_text(card, "measures", ROLE_TEXT, texts[component].measures);
	card_text(card, "formula", ROLE_BRIGHT, texts[component].formula);
	card_text(card, "paper", ROLE_TEXT, texts[component].paper);
	card_text(card, "not claimed", ROLE_AMBER, texts[component].limit);
	mover(card, component);
	card_line(card, "", ROLE_TEXT, "");
	inputs_of(card, component, false, "inputs");
	if (component == COMPONENT_EXPLOSIVENESS)
		series_tests(card);
	inputs_of(card, component, true, "shown, weight 0");
	card_when(card, "computed", r->time);
}

/* ---- the others ---------------------------------------------------------------------------------------- */

void card_input(struct card *card, const struct reading_input *input)
{
	char text[FORMAT_SIZE];
	format_input(input, text);
	card_text(card, "value", ROLE_BRIGHT, text);
	if (input->as_of)
		card_when(card, "as of", input->as_of);
	else
		card_text(card, "as of", ROLE_DIM, "no date is known");
	card_text(card, "source", ROLE_TEXT, input->source);
	card_text(card, "belongs to", ROLE_TEXT, component_name(reading_input_component(input)));
	card_text(card, "weight", ROLE_TEXT,
		  input->is_context ? "0: shown, no component rests on it" : "of its component");
}

static void card_camp(struct card *card, const struct assumption_view *a, enum camp camp)
{
	char text[FORMAT_SIZE * 3];
	bool is_huang = camp == CAMP_HUANG, changed = fabs(a->value[camp] - a->shipped[camp]) > a->step * 1e-6;
	int used = snprintf(text, sizeof text, "%.6g %s", a->value[camp], a->unit);
	if (changed)
		snprintf(text + used, sizeof text - (size_t)used, ", yours; shipped %.6g (%s)", a->shipped[camp],
			 a->basis[camp]);
	else
		snprintf(text + used, sizeof text - (size_t)used, ", %s", a->basis[camp]);
	card_text(card, is_huang ? "Huang" : "Marcus",
		  changed    ? ROLE_AMBER
		  : is_huang ? ROLE_HUANG
			     : ROLE_MARCUS,
		  text);
}

void card_assumption(struct card *card, const struct assumption_view *a)
{
	char text[FORMAT_SIZE * 2];
	card_camp(card, a, CAMP_HUANG);
	card_camp(card, a, CAMP_MARCUS);
	snprintf(text, sizeof text, "%g to %g %s, %g a key press", a->low, a->high, a->unit, a->step);
	card_text(card, "range", ROLE_TEXT, text);
	if (isfinite(a->moves[CAMP_HUANG]) && isfinite(a->moves[CAMP_MARCUS])) {
		snprintf(text, sizeof text, "with the other's value: Huang %+.1f, Marcus %+.1f", a->moves[CAMP_HUANG],
			 a->moves[CAMP_MARCUS]);
		card_text(card, "moves the index", ROLE_TEXT, text);
	}
	card_text(card, "belongs to", ROLE_TEXT,
		  a->component < COMPONENTS ? component_name(a->component)
					    : "the growth that the companies' prices need");
	card_text(card, "source", ROLE_TEXT, a->source);
	card_text(card, "note", ROLE_TEXT, a->note);
	snprintf(text, sizeof text, "froth bubble --assume %s=%g", a->key, a->value[CAMP_HUANG]);
	card_text(card, "as a command", ROLE_DIM, text);
}

static void company_component(struct card *card, const struct company_reading *r, enum component component)
{
	char huang[FORMAT_SIZE], marcus[FORMAT_SIZE], text[FORMAT_SIZE * 2 + sizeof r->why[0]], label[FORMAT_SIZE];
	double values[CAMPS] = { r->components[CAMP_MARCUS][component], r->components[CAMP_HUANG][component] };
	const char *why = *r->why[component] ? r->why[component] : "not known";
	bool is_known = isfinite(values[CAMP_HUANG]) || isfinite(values[CAMP_MARCUS]);
	format_score(values[CAMP_HUANG], "0", huang);
	format_score(values[CAMP_MARCUS], "0", marcus);
	snprintf(label, sizeof label, "%c %.20s", component_code(component), component_name(component));
	if (is_known)
		snprintf(text, sizeof text, "Huang %.20s, Marcus %.20s. %s", huang, marcus, why);
	else
		snprintf(text, sizeof text, "%s", why);
	card_text(card, label, is_known ? ROLE_TEXT : ROLE_DIM, text);
}

void card_company_reading(struct card *card, const struct company_view *company)
{
	const struct company_reading *r = &company->reading;
	char text[FORMAT_SIZE * 2];
	if (!company->has_company_reading)
		return;
	card_line(card, "", ROLE_TEXT, "");
	if (card->model->assumptions_changed)
		card_text(card, "", ROLE_AMBER, "under your assumptions");
	if (isfinite(r->value[CAMP_HUANG]) && isfinite(r->value[CAMP_MARCUS]))
		snprintf(text, sizeof text, "Huang %.1f, Marcus %.1f, the mean of %d components", r->value[CAMP_HUANG],
			 r->value[CAMP_MARCUS], r->component_count);
	else
		snprintf(text, sizeof text, "no reading: no component is known under both");
	card_text(card, "froth", ROLE_BRIGHT, text);
	for (int i = 0; i < COMPONENTS; i++)
		company_component(card, r, (enum component)i);
	if (isfinite(r->implied_growth[CAMP_HUANG]) && isfinite(r->implied_growth[CAMP_MARCUS])) {
		snprintf(text, sizeof text, "profit %+.1f %% a year (Huang), %+.1f %% (Marcus)",
			 100 * r->implied_growth[CAMP_HUANG], 100 * r->implied_growth[CAMP_MARCUS]);
		card_text(card, "price needs", ROLE_TEXT, text);
	}
	if (isfinite(r->cap_to_capex)) {
		snprintf(text, sizeof text, "%.1f years of the capex that it announced", r->cap_to_capex);
		card_text(card, "market value", ROLE_TEXT, text);
	}
}
