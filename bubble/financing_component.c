/* F, financing strain: the mean over the firms of the index that build or hold. Both camps look at the same year
 * of the same accounts; one lets the builder leave out what its customers pay for. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bubble/component.h"
#include "bubble/firm_financing.h"

struct strain {
	double sum[CAMPS];
	int firms;
	char measured[READING_SENTENCE], left_out[READING_SENTENCE]; /* the two halves of the sentence */
	char why[72];                                                /* why the last firm was left out */
};

__attribute__((format(printf, 2, 3))) static void append(char text[READING_SENTENCE], const char *format, ...)
{
	size_t used = strlen(text);
	va_list ap;

	va_start(ap, format);
	vsnprintf(text + used, READING_SENTENCE - used, format, ap);
	va_end(ap);
}

/* ---- inputs --------------------------------------------------------------------------------------- */

static void fact_input(struct reading *r, const struct fact *f, const char *what)
{
	char name[sizeof r->inputs[0].name], unit[sizeof r->inputs[0].unit], source[sizeof r->inputs[0].source];
	bool is_money = currency_is_valid(f->unit);

	snprintf(name, sizeof name, "%.14s %s", f->symbol, what);
	snprintf(unit, sizeof unit, "%s%s", is_money ? "bn " : "", f->unit);
	snprintf(source, sizeof source, "%s%s%.76s", f->period, f->period[0] ? ", " : "", f->origin);
	component_input(r, name, is_money ? f->value / 1e9 : f->value, unit, f->as_of, source);
}

static void firm_inputs(struct reading *r, const struct firm_financing *f)
{
	const struct {
		const struct fact *fact;
		const char *what;
	} figures[] = { { f->capex, "capex" },
			{ f->cash_flow, "operating cash flow" },
			{ f->backlog, "backlog" },
			{ f->customer_paid, "backlog that customers pay" },
			{ f->ltv, "loan to value" } };

	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		if (figures[i].fact)
			fact_input(r, figures[i].fact, figures[i].what);
}

/* ---- sentence ------------------------------------------------------------------------------------- */

static void say_measured(struct strain *s, const char *symbol, const struct firm_financing *f)
{
	append(s->measured, "%s%s ", s->firms ? "; " : "", symbol);
	if (f->kind == FIRM_HOLDS)
		append(s->measured, "owes %.1f %% of assets", f->ltv->value);
	else if (f->cash_flow_usd <= 0)
		append(s->measured, "builds on a cash flow below zero");
	else if (f->ratio[CAMP_MARCUS] == f->ratio[CAMP_HUANG])
		append(s->measured, "capex %.2f of cash flow", f->ratio[CAMP_MARCUS]);
	else
		append(s->measured, "capex %.2f or %.2f of cash flow", f->ratio[CAMP_MARCUS], f->ratio[CAMP_HUANG]);
}

/* "NVDA, AMD (sells to builders, hardly any capex), TSM (no yearly cash flow known)": the reason once for neighbours
 * that share it. */
static void say_left_out(struct strain *s, const char *symbol, const char *why)
{
	if (s->why[0] && strcmp(s->why, why) != 0)
		append(s->left_out, " (%s)", s->why);
	append(s->left_out, "%s%s", s->left_out[0] ? ", " : "", symbol);
	snprintf(s->why, sizeof s->why, "%s", why);
}

static void say(struct reading *r, struct strain *s)
{
	if (s->why[0])
		append(s->left_out, " (%s)", s->why);
	if (s->firms == 0)
		component_say(r, COMPONENT_FINANCING, "of no firm the financing is known: void %s", s->left_out);
	else
		component_say(r, COMPONENT_FINANCING, "%s%s%s", s->measured, s->left_out[0] ? "; void: " : "",
			      s->left_out);
}

/* ---- the component ---------------------------------------------------------------------------------- */

static void add_firm(struct strain *s, struct reading *r, const char *symbol, const struct firm_financing *f)
{
	if (f->kind == FIRM_VOID) {
		say_left_out(s, symbol, f->why);
		return;
	}
	say_measured(s, symbol, f);
	firm_inputs(r, f);
	for (int c = 0; c < CAMPS; c++)
		s->sum[c] += f->score[c];
	s->firms++;
}

void financing_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct strain s = { .firms = 0 };

	for (const char *const *symbol = index_companies; *symbol; symbol++) {
		struct firm_financing f;

		firm_financing_compute(&f, *symbol, set, in);
		add_firm(&s, r, *symbol, &f);
	}
	say(r, &s);
	for (int c = 0; c < CAMPS && s.firms > 0; c++)
		r->components[c][COMPONENT_FINANCING] = s.sum[c] / s.firms;
}
