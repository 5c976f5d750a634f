#include "market/amounts_term.h"

#include <string.h>

#include "market/amounts_bare.h"
#include "market/amounts_bound.h"
#include "market/amounts_opening.h"

#define HOUSEHOLDS_LEAST 1000.0

/* ---- reading ---- */

static size_t past_scale(const struct passage *p, struct term *t, size_t at)
{
	struct scale next;
	bool digits = !t->number.in_words;
	if (t->number.is_scaled || !scale_read(p, at, digits, &t->scale)) {
		t->scale = (struct scale){ 0 };
		return at;
	}
	if (t->scale.is_thousand && scale_read(p, t->scale.end, false, &next) && !next.is_thousand) {
		next.exponent += t->scale.exponent;
		t->scale = next;
	}
	return t->scale.end;
}

/* "deux milliards et demi", "a billion and a half". */
static size_t past_half(const struct passage *p, struct term *t, size_t at)
{
	static const char *const halves[] = { " et demi", " and a half" };
	for (size_t i = 0; i < 2 && t->scale.end; i++) {
		size_t bytes = words_at(p, at, halves[i]);
		if (!bytes || t->number.exponent != 0)
			continue;
		t->number.low = t->number.low * 10 + 5;
		t->number.high = t->number.high * 10 + 5;
		t->number.exponent = -1;
		return at + bytes;
	}
	return at;
}

bool term_read(const struct passage *p, size_t at, struct tongue *tongue, struct term *t)
{
	*t = (struct term){ .start = at };
	size_t end = at;
	if (unit_before(p, at, &t->unit)) {
		t->has_sign = true;
		end = past_blanks(p, t->unit.end);
	}
	if (!number_read(p, end, tongue, t->has_sign, &t->number) ||
	    (t->number.is_article && (t->has_sign || !article_counts(p, t->number.end))))
		return false;
	end = past_half(p, t, past_scale(p, t, t->number.end));
	struct unit after;
	bool has_after = unit_after(p, end, &after);
	if (has_after && (!t->has_sign || (after.class == UNIT_MONEY && !strcmp(after.code, t->unit.code)))) {
		t->unit = after;
		end = after.end;
	}
	t->end = end;
	return true;
}

bool term_is_scaled(const struct term *t)
{
	return t->scale.end || t->number.is_scaled;
}

/* ---- judging ---- */

double term_value(const struct term *t, bool high)
{
	return number_value(high ? t->number.high : t->number.low, t->number.exponent + t->scale.exponent);
}

/* What makes a number without a currency a count, and what makes millions money. */
static const char counted_words[] =
	"population|people|habitants|users|utilisateurs|downloads|subscribers|abonnés|views|"
	"parameters|paramètres|tokens|transistors|miles|years|internautes|visits|units|copies";
static const char money_words[] =
	"invest|invests|invested|investing|investment|raise|raises|raised|raising|fund|funds|"
	"funding|pay|pays|paid|spend|spends|spent|spending|cost|costs|worth|budget|revenue|sales|"
	"profit|loss|losses|deal|contract|price|loan|debt|bonds|bought|buy|buys|sold|valued|"
	"commissions|savings|fine|fined|valuation|round|capex|dollars|euros|investit|investir|"
	"investi|lève|lever|levé|levée|paie|payer|dépense|dépensé|dépenser|coûte|coût|prix|"
	"bénéfice|perte|pertes|revenus|chiffre|contrat|rachat|rachète|prêt|dette|valorisation|"
	"financement|facture|amende|enveloppe|subvention";

/* Whether one of the words stands a little before `start`. */
static bool names_before(const struct passage *p, size_t start, const char *list)
{
	char text[BEFORE_SIZE];
	text_before(p, start, text);
	struct passage before = { text, strlen(text) };
	return has_word(&before, list);
}

/* Money without a currency: "a plan of 100 billion", "plusieurs milliards en 2026". */
static bool is_bare_money(const struct passage *p, const struct term *t)
{
	if (!t->scale.end || t->scale.is_letter || t->scale.exponent < 6 || !money_may_end(p, t->end))
		return false;
	if (t->scale.exponent < 9 && (t->number.is_article || !names_before(p, t->start, money_words)))
		return false;
	return !names_before(p, t->start, counted_words);
}

/* "a gigawatt" after a price is what the price is for; "more than a gigawatt" is a figure. */
static bool is_lone_gigawatt(const struct passage *p, const struct term *t)
{
	struct bearing b;
	if (!t->number.is_article || t->scale.end)
		return false;
	bearing_read(p, t->start, t->end, &b);
	return b.bound == BOUND_EXACT && !b.approximate && exactly_at(p, t->start, "one") == 0 &&
	       exactly_at(p, t->start, "One") == 0 && phrase_at(p, t->end, " of ") == 0 &&
	       phrase_at(p, t->end, " de ") == 0;
}

bool term_is_amount(const struct passage *p, const struct term *t)
{
	const struct number *n = &t->number;
	switch (t->unit.class) {
	case UNIT_MONEY:
		if (n->is_year && !t->has_sign && !term_is_scaled(t))
			return false;
		if (n->is_article && !t->scale.end)
			return false;
		return !t->unit.needs_scale || term_is_scaled(t);
	case UNIT_POWER:
		return !t->scale.is_letter && !is_lone_gigawatt(p, t);
	case UNIT_HOUSEHOLDS:
		return term_value(t, true) >= HOUSEHOLDS_LEAST && !(n->is_year && !term_is_scaled(t));
	case UNIT_NONE:
		break;
	}
	return is_bare_money(p, t);
}
