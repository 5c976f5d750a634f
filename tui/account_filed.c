/* The rows that rest on what was filed: results, cash flows, balance sheet, the last report and the next. */
#include <stdio.h>
#include <string.h>

#include "market/share_count.h"
#include "tui/account_rows.h"
#include "widgets/format.h"

#define QUARTER_S (91 * ACCOUNTS_DAY_S) /* 13 weeks */
#define YEAR_S (364 * ACCOUNTS_DAY_S)
#define OVERDUE_S (42 * ACCOUNTS_DAY_S)

/* ---- accounts ---- */

static void format_figure(const struct fact *f, double value, char out[FORMAT_SIZE])
{
	if (!strcmp(f->concept, "eps"))
		format_price(value, f->unit, out);
	else
		format_amount(value, strcmp(f->unit, "shares") != 0 ? f->unit : "", out);
}

/* What counts shares stands as of today's, whatever has split since it was filed. */
static void add_figure(struct accounts *a, const char *label, const char *concept_name)
{
	struct account_row *row = account_add(a, label);
	const struct fact_list *facts = &a->m->view.company.facts;
	const struct fact *f = account_find(a, concept_name);
	char text[FORMAT_SIZE], splits[SHARE_NOTE_SIZE];
	if (!f) {
		account_set_how(row, "no source has given it yet");
		return;
	}
	format_figure(f, share_value(facts, f, a->m->view.now), text);
	account_set_value(row, text);
	account_say_fact(a, row, "", f);
	share_note(facts, f, a->m->view.now, splits);
	account_say(row, splits);
}

/* Nobody reports it: what the operations bring in, less what is spent on the plant. */
static void add_free_cash_flow(struct accounts *a)
{
	const struct fact *flow = account_find(a, "operating_cash_flow"), *capex = account_find(a, "capex");
	char text[FORMAT_SIZE];
	if (!flow || !capex || !account_is_one_period(flow, capex)) {
		add_figure(a, "free cash flow", "free_cash_flow");
		return;
	}
	struct account_row *row = account_add(a, "free cash flow");
	format_amount(flow->value - capex->value, flow->unit, text);
	account_set_value(row, text);
	account_say_fact(a, row, "", flow);
	account_rest_on(row, capex);
	account_say(row, "computed");
	account_set_how(row, "operating cash flow less capital expenditure");
}

/* ---- reports ---- */

/* Whether a is of a newer report than b, or says better what that one is about: shares are counted days later. */
static bool is_newer_report(const struct fact *a, const struct fact *b)
{
	if (!b || fact_filed(a) != fact_filed(b))
		return !b || fact_filed(a) > fact_filed(b);
	bool a_counts = !strcmp(a->concept, "shares"), b_counts = !strcmp(b->concept, "shares");
	return a_counts != b_counts ? b_counts : a->as_of > b->as_of;
}

/* A fact of the newest report: by the day it was filed, else by the end of what it is about. */
static const struct fact *newest_report(const struct accounts *a)
{
	const struct fact_list *facts = &a->m->view.company.facts;
	const struct fact *newest = NULL;
	for (size_t i = 0; i < facts->count; i++)
		if (*account_form(&facts->items[i]) && is_newer_report(&facts->items[i], newest))
			newest = &facts->items[i];
	return newest;
}

static void add_last_report(struct accounts *a, const struct fact *report)
{
	struct account_row *row = account_add(a, "last report");
	char date[FORMAT_SIZE], text[FORMAT_SIZE], filing[FILING_SIZE];
	if (!report)
		return;
	account_set_value(row, account_form(report));
	if (fact_filed(report)) {
		format_date(fact_filed(report), a->m->view.now, 0, date);
		snprintf(text, sizeof text, "%s, %.20s", account_form(report), date);
		account_set_value(row, text);
		snprintf(text, sizeof text, "filed %.20s", date);
		account_say(row, text);
	}
	format_date(report->as_of, a->m->view.now, 0, date);
	snprintf(text, sizeof text, "with figures to %.20s", date);
	account_say(row, text);
	if (fact_filing(report, filing))
		account_say(row, filing);
	account_say(row, report->source);
	account_rest_on(row, report);
}

/* No source tells it: an estimate, and said to be one. */
static void add_next_report(struct accounts *a, const struct fact *report)
{
	struct account_row *row = account_add(a, "next report");
	char date[FORMAT_SIZE], text[FORMAT_SIZE];
	int64_t filed = report ? fact_filed(report) : 0;
	if (!filed) {
		account_say(row, "no filing date is stored");
		return;
	}
	bool is_yearly = account_is_annual(account_form(report));
	int64_t next = filed + (is_yearly ? YEAR_S : QUARTER_S);
	format_date(next, a->m->view.now, 0, date);
	snprintf(text, sizeof text, "about %.20s", date);
	account_set_value(row, text);
	row->is_stale = a->m->view.now > next + OVERDUE_S;
	if (row->is_stale)
		account_say(row, "◌ overdue: no newer accounts are stored");
	else if (next < a->m->view.now)
		account_say(row, "due by now");
	account_say(row, is_yearly ? "an estimate: a year after the last" : "an estimate: 13 weeks after the last");
	account_rest_on(row, report);
}

void account_rows_of_filings(struct accounts *a)
{
	const struct fact *report = newest_report(a);
	add_figure(a, "revenue", "revenue");
	add_figure(a, "net income", "net_income");
	add_figure(a, "op. cash flow", "operating_cash_flow");
	add_figure(a, "capex", "capex");
	add_free_cash_flow(a);
	add_figure(a, "backlog (RPO)", "backlog");
	add_figure(a, "debt", "debt");
	add_figure(a, "cash", "cash");
	add_next_report(a, report);
	add_last_report(a, report);
}

void account_rows_of_shares(struct accounts *a)
{
	add_figure(a, "shares", "shares");
	add_figure(a, "EPS", "eps");
}
