/* The cards behind the looks at the ledger: a loop step by step, and one pair's promised power, each with the
 * rows of the ledger that say so. */
#include <stdio.h>
#include <string.h>

#include "widgets/card.h"
#include "widgets/deals.h"

/* "D03 2026-02-27 Nvidia, OpenAI: equity investment, committed" */
static void card_row(struct card *card, const struct deal *d)
{
	char text[512];
	snprintf(text, sizeof text, "%s %s %s%s%s: %s, %s%s", d->id, d->date, d->from, *d->to ? ", " : "", d->to,
		 d->kind, d->superseded ? "replaced" : d->class_text,
		 strcmp(d->confidence, "high") != 0 ? ", an estimate" : "");
	card_text(card, "", ROLE_TEXT, text);
}

static void card_step(struct card *card, const struct circle *c, int payer, int payee)
{
	const struct deal_list *deals = &card->model->deals;
	char text[FORMAT_SIZE * 4], amount[FORMAT_SIZE];
	format_amount(c->paid[payer][payee], "USD", amount);
	snprintf(text, sizeof text, "%s pays %s %s%s", c->firms[payer].name, c->firms[payee].name, amount,
		 c->is_estimate[payer][payee] ? ", partly an estimate" : "");
	card_text(card, "step", ROLE_BRIGHT, text);
	for (size_t i = 0; i < deals->count; i++)
		if (!strcmp(deals->items[i].payer, c->firms[payer].code) &&
		    !strcmp(deals->items[i].payee, c->firms[payee].code))
			card_row(card, &deals->items[i]);
}

void card_loop(struct card *card, const struct circle *c, const struct circle_loop *loop)
{
	char text[FORMAT_SIZE * 2], amount[FORMAT_SIZE];
	format_amount(loop->bottleneck, "USD", amount);
	snprintf(text, sizeof text, "%s at most: what the narrowest step lets through", amount);
	card_text(card, "goes round", ROLE_AMBER, text);
	for (int i = 0; i < loop->length; i++)
		card_step(card, c, loop->firms[i], loop->firms[(i + 1) % loop->length]);
	card_text(card, "not claimed", ROLE_DIM,
		  "that money goes round is no fraud; loops share money, so their amounts do not add up");
}

void card_power(struct card *card, const struct power_row *r)
{
	char text[FORMAT_SIZE];
	snprintf(text, sizeof text, "%.4g GW", r->gw);
	card_text(card, "partners", ROLE_BRIGHT, r->partners);
	card_text(card, "promised", ROLE_AMBER, text);
	for (const char *at = r->ids; *at;) {
		size_t length = strcspn(at, " ");
		char id[DEAL_ID_SIZE];
		snprintf(id, sizeof id, "%.*s", (int)length, at);
		const struct deal *d = deal_list_find(&card->model->deals, id);
		if (d)
			card_row(card, d);
		at += length + (at[length] == ' ');
	}
}
