/* All that is known of the selected row, whole, with sources and dates: a company, a press item, a
 * source, a deal, a component, an input, a claim. Long texts wrap; what does not fit is scrolled to. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/card.h"
#include "widgets/format.h"
#include "widgets/wrap.h"

#define LEFT 3
#define LABEL_COLUMNS 16
#define TEXT_COLUMNS 90 /* longer lines are hard to read */

void card_line(struct card *card, const char *label, enum role role, const char *text)
{
	int row = card->row++;
	if (row < 1)
		return;
	canvas_text(card->canvas, row, LEFT, LABEL_COLUMNS - 1, ROLE_DIM, label);
	canvas_text(card->canvas, row, LEFT + LABEL_COLUMNS, card->canvas->columns - LEFT - LABEL_COLUMNS, role, text);
}

void card_text(struct card *card, const char *label, enum role role, const char *text)
{
	int columns = card->canvas->columns - LEFT - LABEL_COLUMNS - 1;
	columns = columns < TEXT_COLUMNS ? columns : TEXT_COLUMNS;
	if (!*text)
		text = "-";
	while (*text && columns >= 2) {
		char line[512];
		text = wrap_line(text, columns, line, sizeof line);
		card_line(card, label, role, line);
		label = "";
	}
}

/* "20 Aug 2026 14:48 ET, 3 min ago" */
static void format_when(const struct card *card, int64_t t, char out[FORMAT_SIZE * 2])
{
	const struct exchange_view *clock = view_model_clock(card->model);
	int offset_s = clock ? clock->session.utc_offset_s : 0;
	char date[FORMAT_SIZE], time[FORMAT_SIZE], age[TIMESTAMP_SIZE];
	if (!t) {
		snprintf(out, FORMAT_SIZE * 2, "-");
		return;
	}
	format_date(t, 0, offset_s, date);
	format_clock(t, offset_s, time);
	timestamp_format_age(card->model->now - t, age);
	snprintf(out, FORMAT_SIZE * 2, "%.20s %.10s %.7s, %s ago", date, time,
		 clock && *clock->session.zone ? clock->session.zone : "UTC", age);
}

void card_when(struct card *card, const char *label, int64_t t)
{
	char text[FORMAT_SIZE * 2];
	format_when(card, t, text);
	card_text(card, label, ROLE_TEXT, text);
}

static void card_price(struct card *card, const char *label, double price, const struct quote *q)
{
	char text[FORMAT_SIZE];
	format_price(price, q->currency, text);
	card_text(card, label, ROLE_BRIGHT, text);
}

static void card_range(struct card *card, const char *label, double low, double high, const struct quote *q)
{
	char from[FORMAT_SIZE], to[FORMAT_SIZE], text[FORMAT_SIZE * 2 + 8];
	format_price(low, q->currency, from);
	format_price(high, q->currency, to);
	snprintf(text, sizeof text, "%s to %s", from, to);
	card_text(card, label, ROLE_TEXT, text);
}

static void card_valuation(struct card *card, const struct company_view *company)
{
	const struct valuation *v = &company->valuation;
	char own[FORMAT_SIZE], usd[FORMAT_SIZE], date[FORMAT_SIZE], text[FORMAT_SIZE * 4];
	format_amount(v->market_cap, company->quote.currency, own);
	format_amount(v->market_cap_usd, "USD", usd);
	format_date(v->fx_as_of, card->model->now, 0, date);
	if (v->fx_as_of)
		snprintf(text, sizeof text, "%s, %s at the rate of %s", own, usd, date);
	else
		snprintf(text, sizeof text, "%s", own);
	card_text(card, "market value", ROLE_BRIGHT, text);
	format_ratio(v->pe, own);
	card_text(card, "P/E", ROLE_TEXT, v->pe_void ? v->pe_void : own);
	format_ratio(v->ps, own);
	card_text(card, "P/S", ROLE_TEXT, own);
}

static void card_company(struct card *card, const struct company_view *company)
{
	const struct quote *q = &company->quote;
	char text[FORMAT_SIZE];
	card_text(card, "name", ROLE_BRIGHT, q->name);
	if (company->freshness == FRESH_MISSING) {
		card_text(card, "price", ROLE_WARN, "no price is stored yet");
		return;
	}
	card_price(card, "last", q->price, q);
	format_change(q->change_pct, text);
	card_text(card, "change", (enum role[]){ ROLE_DOWN, ROLE_FLAT, ROLE_UP }[1 + change_direction(q->change_pct)],
		  text);
	card_price(card, "previous close", q->previous_close, q);
	if (isfinite(q->extended_price))
		card_price(card, "outside hours", q->extended_price, q);
	card_range(card, "day", q->day_low, q->day_high, q);
	card_range(card, "52 weeks", q->year_low, q->year_high, q);
	card_standing(card, company);
	format_amount(q->volume, "", text);
	card_text(card, "volume", ROLE_TEXT, text);
	card_valuation(card, company);
	card_company_reading(card, company);
	card_path(card, company);
	card_line(card, "", ROLE_TEXT, "");
	card_when(card, "as of", q->as_of);
	if (q->fetched)
		card_when(card, "fetched", q->fetched);
	card_text(card, "source", ROLE_TEXT, q->source);
	card_text(card, "currency", ROLE_TEXT, q->currency);
	card_text(card, "exchange", ROLE_TEXT, company->exchange ? company->exchange->name : q->exchange);
}

static void card_headline(struct card *card, const struct headline *h)
{
	char text[HEADLINE_COMPANIES * (SYMBOL_SIZE + 1) + 1] = "";
	for (size_t i = 0; i < h->company_count; i++) {
		size_t used = strlen(text);
		snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", h->companies[i]);
	}
	card_text(card, "title", ROLE_BRIGHT, h->title);
	card_when(card, h->time_is_fetch_time ? "fetched" : "published", h->time);
	card_text(card, "companies", ROLE_LINK, text);
	card_text(card, "source", ROLE_TEXT, h->source);
	if (*h->author)
		card_text(card, "author", ROLE_TEXT, h->author);
	if (*h->summary)
		card_text(card, "summary", ROLE_TEXT, h->summary);
	card_text(card, "link", ROLE_LINK, h->url);
}

static void card_source(struct card *card, const struct source_state *source)
{
	char text[FORMAT_SIZE];
	card_text(card, "state", ROLE_BRIGHT, source_status_name(source->status));
	card_text(card, "address", ROLE_LINK, source->url);
	card_text(card, "last error", *source->error ? ROLE_WARN : ROLE_DIM, source->error);
	card_when(card, "last try", source->last_try);
	card_when(card, "last success", source->last_ok);
	snprintf(text, sizeof text, "%d", source->failures);
	card_text(card, "failures", ROLE_TEXT, text);
	snprintf(text, sizeof text, "%d", source->last_code);
	card_text(card, "HTTP status", ROLE_TEXT, source->last_code ? text : "-");
	format_bytes(source->last_try ? source->bytes : -1, text);
	card_text(card, "bytes", ROLE_TEXT, text);
}

static void card_number(struct card *card, const char *label, double number, const char *unit)
{
	char text[FORMAT_SIZE];
	if (!isfinite(number))
		return;
	snprintf(text, sizeof text, "%.10g %s", number, unit);
	card_text(card, label, ROLE_TEXT, text);
}

static void card_span(struct card *card, const char *label, double low, double high, const char *currency)
{
	char from[FORMAT_SIZE], to[FORMAT_SIZE], text[FORMAT_SIZE * 2 + 8];
	format_amount(low, currency, from);
	format_amount(high, currency, to);
	if (low == high || !isfinite(low) || !isfinite(high))
		snprintf(text, sizeof text, "%s", isfinite(high) ? to : from);
	else
		snprintf(text, sizeof text, "%s to %s", from, to);
	card_text(card, label, ROLE_BRIGHT, text);
}

static void card_if_any(struct card *card, const char *label, enum role role, const char *text)
{
	if (*text)
		card_text(card, label, role, text);
}

static void card_replacement(struct card *card, const struct deal *d)
{
	const struct deal_list *deals = &card->model->deals;
	card_if_any(card, "replaces", ROLE_TEXT, d->supersedes);
	for (size_t i = 0; i < deals->count; i++)
		if (!strcmp(deals->items[i].supersedes, d->id))
			card_text(card, "replaced by", ROLE_WARN, deals->items[i].id);
}

static void card_deal(struct card *card, const struct deal *d)
{
	card_text(card, "date", ROLE_TEXT, d->date);
	card_text(card, "from", ROLE_BRIGHT, d->from);
	card_if_any(card, "to", ROLE_BRIGHT, d->to);
	card_text(card, "kind", ROLE_TEXT, d->kind);
	card_span(card, "amount", d->amount_low, d->amount_high, d->currency);
	if (isfinite(d->edge_low) || isfinite(d->edge_high))
		card_span(card, "of it counted", d->edge_low, d->edge_high, d->currency);
	card_number(card, "power", d->gw, "GW");
	card_if_any(card, "GW counted in", ROLE_TEXT, d->gw_in);
	card_if_any(card, "term", ROLE_TEXT, d->term);
	card_if_any(card, "status", ROLE_TEXT, d->status);
	card_text(card, "class", ROLE_TEXT, d->class_text);
	card_text(card, "confidence", ROLE_TEXT, d->confidence);
	card_replacement(card, d);
	card_if_any(card, "note", ROLE_TEXT, d->note);
	card_text(card, "source", ROLE_LINK, d->source);
	card_text(card, "ledger", ROLE_DIM, d->origin == DEAL_OWN ? "your own file" : "came with the program");
}

static void card_claim(struct card *card, const struct deal *claim)
{
	char text[512];
	format_claim_today(card->model, claim, text, sizeof text);
	card_text(card, "today", ROLE_BRIGHT, text);
	card_deal(card, claim);
}

/* The rows of the Company screen; the title of the card, NULL: the focus is elsewhere. */
static const char *card_of_company(struct card *card, const struct view_state *s)
{
	const struct view_model *m = card->model;
	size_t at = s->lists[LIST_COMPANIES].selected, selected = s->lists[s->focus].selected;
	const struct company_view *company = at < m->company_count ? &m->companies[at] : NULL;
	if (company && (s->overlay == OVERLAY_COMPANY || s->focus == LIST_CHART)) {
		card_company(card, company);
		return company->symbol;
	}
	if (s->focus == LIST_ACCOUNTS && selected < m->company.account_count) {
		card_account(card, &m->company.accounts[selected], company);
		return m->company.accounts[selected].label;
	}
	if (s->focus == LIST_OWN_DEALS && company_deal(m, selected)) {
		card_deal(card, company_deal(m, selected));
		return company_deal(m, selected)->id;
	}
	if (s->focus == LIST_OWN_PRESS && company_headline(m, selected)) {
		card_headline(card, company_headline(m, selected));
		return "Press";
	}
	return NULL;
}

static void card_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	static const char *const titles[] = {
		[LIST_COMPANIES] = "Company",    [LIST_PRESS] = "Press",
		[LIST_SOURCES] = "Source",       [LIST_DEALS] = "Deal",
		[LIST_COMPONENTS] = "Component", [LIST_INPUTS] = "Input",
		[LIST_CLAIMS] = "Claim",         [LIST_ASSUMPTIONS] = "Assumption",
		[LIST_LOOPS] = "Loop",           [LIST_POWER] = "Power",
		[LIST_OWN_PRESS] = "",
	};
	struct card card = { c, m, 2 - s->overlay_top };
	size_t selected = s->lists[s->focus].selected;
	const char *title = titles[s->focus], *of_company = card_of_company(&card, s);
	if (of_company) {
		title = of_company;
	} else if (s->focus == LIST_COMPANIES && selected < m->company_count) {
		title = m->companies[selected].symbol;
		card_company(&card, &m->companies[selected]);
	} else if (s->focus == LIST_PRESS && selected < m->headline_count) {
		card_headline(&card, &m->headlines[selected]);
	} else if (s->focus == LIST_SOURCES && selected < m->source_count) {
		title = m->sources[selected].name;
		card_source(&card, &m->sources[selected]);
	} else if (s->focus == LIST_DEALS && deals_row(m, selected)) {
		title = deals_row(m, selected)->id;
		card_deal(&card, deals_row(m, selected));
	} else if (s->focus == LIST_LOOPS && selected < (size_t)circle_shown(m)->loop_count) {
		card_loop(&card, circle_shown(m), &circle_shown(m)->loops[selected]);
	} else if (s->focus == LIST_POWER && selected < m->deals_view.power.row_count) {
		card_power(&card, &m->deals_view.power.rows[selected]);
	} else if (s->focus == LIST_COMPONENTS && m->has_reading && selected < COMPONENTS) {
		title = component_name((enum component)selected);
		card_component(&card, (enum component)selected);
	} else if (s->focus == LIST_INPUTS && m->has_reading && selected < m->reading.input_count) {
		title = m->reading.inputs[selected].name;
		card_input(&card, &m->reading.inputs[selected]);
	} else if (s->focus == LIST_ASSUMPTIONS && selected < m->assumption_count) {
		title = m->assumptions[selected].label;
		card_assumption(&card, &m->assumptions[selected]);
	} else if (s->focus == LIST_CLAIMS && claim_find(m, selected)) {
		title = claim_find(m, selected)->id;
		card_claim(&card, claim_find(m, selected));
	}
	canvas_rule(c, 0, title, "Esc closes");
}

const struct widget_class widget_card = { .name = "card", .min_rows = 2, .min_columns = 20, .draw = card_draw };
