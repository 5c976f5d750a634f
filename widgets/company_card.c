/* The card behind a figure of the Company screen: how it is made, and every figure behind it with its document. */
#include <stdio.h>
#include <string.h>

#include "widgets/card.h"
#include "widgets/format.h"

static void card_fact(struct card *card, const struct fact *f)
{
	char value[FORMAT_SIZE], date[FORMAT_SIZE], text[FORMAT_SIZE * 4];
	bool is_money = currency_is_valid(f->unit);
	format_amount(f->value, is_money ? f->unit : "", value);
	format_date(f->as_of, 0, 0, date);
	snprintf(text, sizeof text, "%.30s %.20s%s%.8s, %s%s%.20s", f->concept, value, is_money ? "" : " ",
		 is_money ? "" : f->unit, f->period, *f->period ? " to " : "at ", date);
	card_line(card, "", ROLE_TEXT, "");
	card_text(card, "figure", ROLE_BRIGHT, text);
	card_text(card, "source", ROLE_TEXT, f->source);
	card_text(card, "origin", ROLE_LINK, f->origin);
	if (*f->note)
		card_text(card, "note", ROLE_TEXT, f->note);
	if (f->fetched && strcmp(f->source, SHIPPED_SOURCE) != 0)
		card_when(card, "fetched", f->fetched);
	else
		card_text(card, "fetched", ROLE_DIM, "came with the program");
}

static void card_quote(struct card *card, const struct company_view *company)
{
	const struct quote *q = &company->quote;
	char price[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	if (company->freshness == FRESH_MISSING)
		return;
	format_price(q->price, q->currency, price);
	snprintf(text, sizeof text, "%s %s", price, q->currency);
	card_line(card, "", ROLE_TEXT, "");
	card_text(card, "price", ROLE_BRIGHT, text);
	card_text(card, "source", ROLE_TEXT, q->source);
	card_when(card, "as of", q->as_of);
	if (q->fetched)
		card_when(card, "fetched", q->fetched);
}

void card_account(struct card *card, const struct account_row *row, const struct company_view *company)
{
	card_text(card, "value", row->is_stale ? ROLE_STALE : ROLE_BRIGHT, row->value);
	card_text(card, "basis", row->is_stale ? ROLE_STALE : ROLE_TEXT, row->basis);
	if (*row->how)
		card_text(card, "how", ROLE_TEXT, row->how);
	if (row->is_of_quote && company)
		card_quote(card, company);
	for (size_t i = 0; i < ACCOUNT_FACTS && row->facts[i]; i++)
		card_fact(card, row->facts[i]);
}
