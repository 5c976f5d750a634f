/* The rows of the Company screen's figures in their order; the last of them are what the stored closes tell. */
#include <stdio.h>
#include <string.h>

#include "tui/account_rows.h"
#include "widgets/chart_paths.h"
#include "widgets/format.h"

/* ---- statistics ---- */

/* Of both lags the weaker one counts, as in the index. */
static const struct series_test *weaker_test(const struct view_model *v, const char *symbol)
{
	const struct series_test *first = series_test_find(v->series_tests, v->series_test_count, symbol, 0, INT64_MAX);
	const struct series_test *second =
		series_test_find(v->series_tests, v->series_test_count, symbol, 1, INT64_MAX);
	if (!first || !second)
		return first ? first : second;
	return second->p_gsadf > first->p_gsadf ? second : first;
}

/* "not robust | GSADF 2.93, ...": the sentence's end is the value. */
static void add_explosive(struct accounts *a)
{
	struct account_row *row = account_add(a, "explosive");
	const struct series_test *t = weaker_test(&a->m->view, a->company->symbol);
	char sentence[READING_SENTENCE], date[FORMAT_SIZE], text[FORMAT_SIZE];
	if (!t) {
		account_say(row, "not tested: the index's companies are, from three years of weekly closes on");
		return;
	}
	series_test_sentence(t, sentence, sizeof sentence);
	char *verdict = strstr(sentence, ": ");
	account_set_value(row, verdict ? verdict + 2 : "-");
	if (verdict)
		*verdict = '\0';
	account_say(row, sentence);
	format_date(t->last, a->m->view.now, 0, date);
	snprintf(text, sizeof text, "weekly closes to %.20s, lag %d", date, t->lag);
	account_say(row, text);
	account_set_how(row, "Phillips, Shi, Yu 2015: whether the price grew explosively; e on the component explains");
}

static void add_drawdown(struct accounts *a)
{
	struct account_row *row = account_add(a, "drawdown");
	const struct standing *s = &a->company->standing;
	char text[FORMAT_SIZE * 3], high[FORMAT_SIZE], date[FORMAT_SIZE];
	if (!isfinite(s->year.depth))
		return;
	snprintf(text, sizeof text, "%.1f %%", s->year.depth < -0.0005 ? 100 * s->year.depth : 0);
	account_set_value(row, text);
	format_price(s->year.high, a->company->quote.currency, high);
	format_date(s->year.high_time, a->m->view.now, 0, date);
	snprintf(text, sizeof text, "from %s on %.20s", high, date);
	account_say(row, text);
	account_say(row, "highest close of 52 weeks");
	account_say(row, s->source);
	account_rest_on_quote(a, row);
}

static void add_volatility(struct accounts *a)
{
	struct account_row *row = account_add(a, "volatility");
	const struct standing *s = &a->company->standing;
	char both[FORMAT_SIZE], date[FORMAT_SIZE], text[FORMAT_SIZE];
	double deviation = s->realised[VOLATILITY_60].deviation;
	if (!isfinite(deviation)) {
		account_say(row, "it needs 61 daily closes");
		return;
	}
	snprintf(text, sizeof text, "%.0f %%", 100 * deviation);
	account_set_value(row, text);
	format_realised(s, false, both, sizeof both);
	format_date(s->realised[VOLATILITY_60].until, a->m->view.now, 0, date);
	snprintf(text, sizeof text, "a year: %.30s", both);
	account_say(row, text);
	snprintf(text, sizeof text, "to %.20s", date);
	account_say(row, text);
	account_say(row, s->source);
	account_set_how(row, "standard deviation of daily log returns, times the root of 252");
}

/* ---- the whole ---- */

static const struct company *known(struct model *m, const char *symbol)
{
	struct error err;
	if (!m->company.companies_read && company_list_load(&m->company.companies, &err))
		snprintf(m->view.message, sizeof m->view.message, "%.255s", err.text);
	m->company.companies_read = true;
	return company_list_find(&m->company.companies, symbol);
}

void model_accounts_fill(struct model *m, const struct company_view *company)
{
	struct accounts a = { m, company, known(m, company->symbol), 0 };
	a.offset_s = company->exchange ? company->exchange->session.utc_offset_s : 0;
	m->view.company.account_count = 0;
	account_rows_of_price(&a);
	account_rows_of_filings(&a);
	add_explosive(&a);
	add_drawdown(&a);
	add_volatility(&a);
	account_rows_of_shares(&a);
}
