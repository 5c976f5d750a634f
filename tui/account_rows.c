#include "tui/account_rows.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/format.h"

/* A quarter's report is due within 60 days of its end and stands until that of the next one; a year's within 120. */
#define QUARTERLY_FRESH_S (91 * ACCOUNTS_DAY_S + 69 * ACCOUNTS_DAY_S)
#define YEARLY_FRESH_S (365 * ACCOUNTS_DAY_S + 120 * ACCOUNTS_DAY_S)

/* ---- rows ---- */

struct account_row *account_add(struct accounts *a, const char *label)
{
	struct company_screen_view *v = &a->m->view.company;
	assert(v->account_count < ACCOUNT_ROWS);
	struct account_row *row = &v->accounts[v->account_count++];
	*row = (struct account_row){ .low = (double)NAN, .high = (double)NAN, .at = (double)NAN };
	snprintf(row->label, sizeof row->label, "%s", label);
	snprintf(row->value, sizeof row->value, "-");
	return row;
}

void account_say(struct account_row *row, const char *text)
{
	size_t used = strlen(row->basis);
	if (*text && used + 1 < sizeof row->basis)
		snprintf(row->basis + used, sizeof row->basis - used, "%s%s", used ? " · " : "", text);
}

void account_set_value(struct account_row *row, const char *text)
{
	snprintf(row->value, sizeof row->value, "%.47s", text);
}

void account_set_how(struct account_row *row, const char *text)
{
	snprintf(row->how, sizeof row->how, "%s", text);
}

/* ---- facts ---- */

const struct fact *account_find(const struct accounts *a, const char *concept_name)
{
	const struct fact_list *facts = &a->m->view.company.facts;
	const struct fact *year = fact_list_find_year(facts, a->company->symbol, concept_name);
	return year ? year : fact_list_find(facts, a->company->symbol, concept_name, NULL);
}

void account_rest_on(struct account_row *row, const struct fact *f)
{
	for (size_t i = 0; f && i < ACCOUNT_FACTS; i++) {
		if (row->facts[i] == f)
			return;
		if (!row->facts[i]) {
			row->facts[i] = f;
			return;
		}
	}
}

static const char *const forms[] = { "10-Q", "10-K", "20-F", "40-F", "6-K", "8-K" };

/* Of several the last: a year that was rolled on begins with an older one. */
const char *account_form(const struct fact *f)
{
	const char *form = "", *at = NULL;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (const char *p = f->origin; (p = strstr(p, forms[i])); p++)
			if (!at || p > at) {
				at = p;
				form = forms[i];
			}
	return form;
}

bool account_is_annual(const char *form)
{
	return !strcmp(form, "20-F") || !strcmp(form, "40-F");
}

/* Figures of a firm that reports each quarter are older than they should be after that, a year's of others later. */
bool account_is_old(const struct accounts *a, const struct fact *f)
{
	bool is_of_year = !strncmp(f->period, "FY", 2) && !(a->known && !strcmp(a->known->form, "10-K"));
	bool is_yearly = is_of_year || account_is_annual(account_form(f));
	return f->as_of && a->m->view.now - f->as_of > (is_yearly ? YEARLY_FRESH_S : QUARTERLY_FRESH_S);
}

/* "TTM to 26 Apr", "at 15 May"; of one that is older than it should be "◌ FY2026, 6 mo old". */
static void format_period(const struct accounts *a, const struct fact *f, const char *of, char out[FORMAT_SIZE * 2])
{
	char date[FORMAT_SIZE], age[TIMESTAMP_SIZE];
	format_date(f->as_of, a->m->view.now, 0, date);
	timestamp_format_age(a->m->view.now - f->as_of, age);
	if (account_is_old(a, f))
		snprintf(out, FORMAT_SIZE * 2, "◌ %.20s%s%s%.20s old", of, f->period, *f->period ? ", " : "", age);
	else if (*f->period)
		snprintf(out, FORMAT_SIZE * 2, "%.20s%s to %.20s", of, f->period, date);
	else
		snprintf(out, FORMAT_SIZE * 2, "%.20sat %.20s", of, date);
}

void account_say_period(const struct accounts *a, struct account_row *row, const char *of, const struct fact *f)
{
	char text[FORMAT_SIZE * 2];
	format_period(a, f, of, text);
	account_say(row, text);
	account_rest_on(row, f);
	row->is_stale |= account_is_old(a, f);
}

/* "TTM to 26 Apr · sec 10-Q"; "◌ FY2026 · sec 10-K · 6 mo old · to 25 Jan": the source before what may be cut */
void account_say_fact(const struct accounts *a, struct account_row *row, const char *of, const struct fact *f)
{
	char date[FORMAT_SIZE], age[TIMESTAMP_SIZE], text[FORMAT_SIZE * 2];
	bool is_old = account_is_old(a, f);
	const char *form = account_form(f);
	format_date(f->as_of, a->m->view.now, 0, date);
	timestamp_format_age(a->m->view.now - f->as_of, age);
	format_period(a, f, of, text);
	if (is_old && *f->period)
		snprintf(text, sizeof text, "◌ %.20s%s", of, f->period);
	account_say(row, text);
	account_rest_on(row, f);
	row->is_stale |= is_old;
	snprintf(text, sizeof text, "%.32s%s%s", f->source, *form ? " " : "", form);
	account_say(row, text);
	if (*f->period)
		snprintf(text, sizeof text, "%.20s old · to %.20s", age, date);
	else
		snprintf(text, sizeof text, "at %.20s", date);
	if (is_old)
		account_say(row, text);
	if (fact_has_tag(f, "derived"))
		account_say(row, "derived");
}

bool account_is_one_period(const struct fact *a, const struct fact *b)
{
	int64_t apart = a->as_of - b->as_of;
	return !strcmp(a->unit, b->unit) && apart > -10 * ACCOUNTS_DAY_S && apart < 10 * ACCOUNTS_DAY_S;
}

/* ---- the quote ---- */

void account_rest_on_quote(const struct accounts *a, struct account_row *row)
{
	row->is_of_quote = true;
	row->is_stale |= a->company->freshness == FRESH_STALE;
}

void account_say_quote(const struct accounts *a, struct account_row *row)
{
	const struct company_view *c = a->company;
	char age[FORMAT_SIZE];
	account_rest_on_quote(a, row);
	if (c->freshness == FRESH_MISSING)
		return;
	format_company_age(c, a->m->view.now, age);
	if (c->freshness != FRESH_SHIPPED)
		account_say(row, c->quote.source);
	account_say(row, age);
}
