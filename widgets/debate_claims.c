/* Screen 3, what both men said, in our own words from the ledger, beside what is known today. */
#include <stdio.h>
#include <string.h>

#include "widgets/debate.h"

#define SIGN "claim: "

static bool is_claim(const struct deal *d)
{
	return !strcmp(d->class_text, "quote") && !d->superseded &&
	       (!strcmp(d->from, "Huang") || !strcmp(d->from, "Marcus"));
}

const struct deal *claim_find(const struct view_model *m, size_t index)
{
	for (size_t i = 0; i < m->deals.count; i++)
		if (is_claim(&m->deals.items[i]) && !index--)
			return &m->deals.items[i];
	return NULL;
}

size_t claim_count(const struct view_model *m)
{
	size_t count = 0;
	for (size_t i = 0; i < m->deals.count; i++)
		count += is_claim(&m->deals.items[i]);
	return count;
}

/* What was said: the row's kind with the figure that was named, or the words where none was. */
static void format_claim(const struct deal *d, char *out, size_t size)
{
	const char *kind = strncmp(d->kind, SIGN, strlen(SIGN)) ? d->kind : d->kind + strlen(SIGN);
	double low = d->amount_low / 1e9, high = d->amount_high / 1e9;
	if (!isfinite(low) || !isfinite(high))
		snprintf(out, size, "%s", *d->status ? d->status : kind);
	else if (low < high)
		snprintf(out, size, "%s: %.5g-%.5g bn", kind, low, high);
	else
		snprintf(out, size, "%s: %.5g bn", kind, high);
}

/* The row that the claim's note sets beside it: "(D60)". */
static const struct deal *claim_figure(const struct view_model *m, const struct deal *claim)
{
	for (const char *at = claim->note; (at = strchr(at, '(')); at++) {
		char id[DEAL_ID_SIZE];
		size_t length = strcspn(at + 1, ")");
		snprintf(id, sizeof id, "%.*s", length < sizeof id ? (int)length : 0, at + 1);
		const struct deal *d = deal_list_find(&m->deals, id);
		if (d && isfinite(d->amount_high))
			return d;
	}
	return NULL;
}

static const struct assumption_view *assumption_of(const struct view_model *m, const char *key)
{
	for (size_t i = 0; i < m->assumption_count; i++)
		if (!strcmp(m->assumptions[i].key, key))
			return &m->assumptions[i];
	return NULL;
}

/* "at 5 % it adds 125 bn of AI revenue" */
static bool say_existing_business(const struct view_model *m, char *out, size_t size)
{
	const struct assumption_view *business = assumption_of(m, "existing_business");
	const struct assumption_view *share = assumption_of(m, "existing_share");
	if (!business || !share)
		return false;
	double huang = share->value[CAMP_HUANG];
	snprintf(out, size, "at %.3g %% it adds %.4g bn of AI revenue a year", huang,
		 huang / 100 * business->value[CAMP_HUANG]);
	return true;
}

/* The letter of intent that a later row replaced: "Nvidia to OpenAI: 30 of 100 bn announced". */
static bool say_delivered(const struct view_model *m, char *out, size_t size)
{
	for (size_t i = 0; i < m->deals.count; i++) {
		const struct deal *d = &m->deals.items[i];
		const struct deal *old = *d->supersedes ? deal_list_find(&m->deals, d->supersedes) : NULL;
		if (!old || strcmp(old->class_text, "loi") != 0 || !(old->amount_high > 0) || !isfinite(d->amount_high))
			continue;
		snprintf(out, size, "%s to %s: %.4g of %.4g bn announced", d->from, d->to, d->amount_high / 1e9,
			 old->amount_high / 1e9);
		return true;
	}
	return false;
}

void format_claim_today(const struct view_model *m, const struct deal *claim, char *out, size_t size)
{
	static const struct {
		const char *word; /* in the claim's kind */
		bool (*say)(const struct view_model *m, char *out, size_t size);
	} subjects[] = { { "delivery", say_delivered }, { "hyperscalers", say_existing_business } };
	const struct deal *d = claim_figure(m, claim);
	if (d) {
		snprintf(out, size, "%s: %s of %.5g bn, %s", d->from, d->kind, d->amount_high / 1e9, d->date);
		return;
	}
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
		if (strstr(claim->kind, subjects[i].word) && subjects[i].say(m, out, size))
			return;
	snprintf(out, size, "%s", claim->note);
}

static void draw_claim(struct canvas *c, int row, const struct deal *d, const struct view_model *m)
{
	char text[512];
	bool is_huang = !strcmp(d->from, "Huang");
	int column = DEBATE_LEFT, name = c->columns >= 60 ? 8 : 2, room = c->columns - DEBATE_LEFT - name - 1;
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	snprintf(text, sizeof text, c->columns >= 60 ? "%s" : "%.1s", d->from);
	canvas_text(&bold, row, column, name, is_huang ? ROLE_HUANG : ROLE_MARCUS, text);
	column += name;
	int said = c->columns >= 70 ? room * 55 / 100 - 2 : room;
	format_claim(d, text, sizeof text);
	canvas_text(c, row, column, said, ROLE_TEXT, text);
	column += said + 2;
	format_claim_today(m, d, text, sizeof text);
	if (c->columns >= 70)
		canvas_text(c, row, column, c->columns - column - 1, ROLE_DIM, text);
}

static void claims_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_CLAIMS];
	int head = debate_head(c->rows);
	if (head)
		canvas_rule(c, 0, "Claims, and today", c->columns >= 60 ? "rows of the ledger" : "");
	if (!claim_count(m))
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM, "the ledger holds no claim");
	size_t shown = list_visible(p, claim_count(m), c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_CLAIMS;
		struct canvas line = debate_line(c, head + (int)i, is_selected);
		draw_claim(&line, head + (int)i, claim_find(m, p->top + i), m);
	}
}

const struct widget_class widget_claims = { .name = "claims", .min_rows = 2, .min_columns = 30, .draw = claims_draw };
