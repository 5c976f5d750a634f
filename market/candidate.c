#include "market/candidate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "base/utf8.h"

#define AMOUNTS_MOST 16
#define TEXT_LIMIT 8192

static const char *const status_names[CANDIDATE_STATUSES] = {
	[CANDIDATE_WAITING] = "waiting",
	[CANDIDATE_ACCEPTED] = "accepted",
	[CANDIDATE_REFUSED] = "refused",
};

const char *candidate_status_name(enum candidate_status status)
{
	return status_names[status];
}

enum candidate_status candidate_status_parse(const char *name)
{
	enum candidate_status status = CANDIDATE_WAITING;
	while (status < CANDIDATE_STATUSES && strcmp(status_names[status], name) != 0)
		status++;
	return status;
}

/* ---- from a headline ---- */

/* Words by which a sentence says how firm it is; the first that stands in it counts. What is denied or only
 * talked about is weaker than what else the sentence says, so these come first. */
static const struct {
	const char *words;
	enum delivery_class delivery;
} firmness[] = {
	{ "in talks", DELIVERY_RUMOUR },    { "talks to", DELIVERY_RUMOUR },      { "considering", DELIVERY_RUMOUR },
	{ "considers", DELIVERY_RUMOUR },   { "weighs", DELIVERY_RUMOUR },        { "mulls", DELIVERY_RUMOUR },
	{ "rumour", DELIVERY_RUMOUR },      { "rumor", DELIVERY_RUMOUR },         { "reportedly", DELIVERY_RUMOUR },
	{ "said to", DELIVERY_RUMOUR },     { "could ", DELIVERY_RUMOUR },        { "may ", DELIVERY_RUMOUR },
	{ "might ", DELIVERY_RUMOUR },      { "en discussion", DELIVERY_RUMOUR }, { "pourrait", DELIVERY_RUMOUR },
	{ "envisage", DELIVERY_RUMOUR },    { "rumeur", DELIVERY_RUMOUR },        { "検討", DELIVERY_RUMOUR },
	{ "to complete", DELIVERY_PLAN },   { "to sign", DELIVERY_PLAN },         { "plans to", DELIVERY_PLAN },
	{ "completed", DELIVERY_DONE },     { "completes", DELIVERY_DONE },       { "has closed", DELIVERY_DONE },
	{ "closes its", DELIVERY_DONE },    { "a finalisé", DELIVERY_DONE },      { "完了", DELIVERY_DONE },
	{ "signed", DELIVERY_CONTRACT },    { "signs", DELIVERY_CONTRACT },       { "a signé", DELIVERY_CONTRACT },
	{ "ont signé", DELIVERY_CONTRACT }, { "signent", DELIVERY_CONTRACT },     { "契約を締結", DELIVERY_CONTRACT },
};

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* As words of their own, in any case of the letters of ASCII. */
static bool has_words(const char *text, const char *words)
{
	size_t length = strlen(words);
	for (const char *p = text; *p; p++)
		if (strncasecmp(p, words, length) == 0 && (p == text || !is_letter(p[-1]) || !is_letter(*words)) &&
		    (!is_letter(words[length - 1]) || !is_letter(p[length])))
			return true;
	return false;
}

static enum delivery_class firmness_of(const char *sentence)
{
	for (size_t i = 0; i < sizeof firmness / sizeof *firmness; i++)
		if (has_words(sentence, firmness[i].words))
			return firmness[i].delivery;
	return DELIVERY_PLAN;
}

/* Cut at a whole character. */
static void copy_part(char *out, size_t size, const char *text, size_t length)
{
	if (length >= size) {
		length = size - 1;
		while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	}
	memcpy(out, text, length);
	out[length] = '\0';
}

static void set_amount(struct candidate *c, const struct amount *a, const char *text)
{
	static const char *const before[BOUNDS] = { [BOUND_UP_TO] = "up to ", [BOUND_AT_LEAST] = "at least " };
	const char *bound = before[a->bound] ? before[a->bound] : "";
	int used = snprintf(c->amount_text, sizeof c->amount_text, "%s%s", a->approximate ? "about " : "", bound);
	copy_part(c->amount_text + used, sizeof c->amount_text - (size_t)used, text + a->offset, a->length);
	c->amount_low = a->bound == BOUND_UP_TO ? 0 : a->low;
	c->amount_high = a->high;
	snprintf(c->currency, sizeof c->currency, "%s", a->unit);
	c->doubtful = a->doubtful;
}

static bool suggests(const struct statement *st, const struct amount *a)
{
	return *st->payer && *st->payee && strcmp(st->payer, st->payee) != 0 && amount_is_money(a) &&
	       currency_is_valid(a->unit) && a->high > 0;
}

static void fill(struct candidate *c, const struct headline *h, const struct statement *st, const struct amount *a,
		 const char *text)
{
	*c = (struct candidate){ .time = h->time, .headline = h->row, .kind = st->kind, .gw = st->gw };
	copy_part(c->title, sizeof c->title, h->title, strlen(h->title));
	if (strlen(h->url) < sizeof c->url)
		copy_part(c->url, sizeof c->url, h->url, strlen(h->url));
	snprintf(c->source, sizeof c->source, "%s", h->source);
	copy_part(c->sentence, sizeof c->sentence, text + st->offset, st->length);
	snprintf(c->payer, sizeof c->payer, "%s", st->payer);
	snprintf(c->payee, sizeof c->payee, "%s", st->payee);
	set_amount(c, a, text);
	c->delivery = firmness_of(c->sentence);
}

static bool is_same(const struct candidate *a, const struct candidate *b)
{
	return a->kind == b->kind && strcmp(a->payer, b->payer) == 0 && strcmp(a->payee, b->payee) == 0 &&
	       strcmp(a->currency, b->currency) == 0 && fabs(a->amount_high - b->amount_high) <= 0.01 * b->amount_high;
}

static bool is_among(const struct candidate *c, const struct candidate *others, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_same(c, &others[i]))
			return true;
	return false;
}

static enum language language_of_item(const struct headline *h)
{
	enum language language = LANGUAGE_AUTO;
	return language_named(h->language, &language) ? language : LANGUAGE_AUTO;
}

static size_t find_in(const struct headline *h, const char *text, size_t length, struct candidate *out, size_t count)
{
	struct amount amounts[AMOUNTS_MOST];
	struct statement statements[AMOUNTS_MOST];
	size_t amount_count = amounts_find(text, length, language_of_item(h), amounts, AMOUNTS_MOST);
	size_t found = statements_find(text, length, amounts, amount_count, statements, AMOUNTS_MOST);
	for (size_t i = 0; i < found && count < CANDIDATES_MOST; i++) {
		const struct amount *a = &amounts[statements[i].amount];
		if (!suggests(&statements[i], a))
			continue;
		fill(&out[count], h, &statements[i], a, text);
		count += !is_among(&out[count], out, count);
	}
	return count;
}

size_t candidates_find(const struct headline *h, struct candidate out[CANDIDATES_MOST])
{
	size_t count = find_in(h, h->title, strlen(h->title), out, 0);
	return find_in(h, h->summary, strlen(h->summary), out, count);
}

/* ---- against the ledger ---- */

static bool is_near(double a, double b)
{
	return isfinite(a) && isfinite(b) && fabs(a - b) <= 0.2 * fmax(fabs(a), fabs(b));
}

bool candidate_is_known(const struct candidate *c, const struct deal_list *deals)
{
	for (size_t i = 0; i < deals->count; i++) {
		const struct deal *d = &deals->items[i];
		if (strcmp(d->payer, c->payer) == 0 && strcmp(d->payee, c->payee) == 0 &&
		    strcmp(d->currency, c->currency) == 0 &&
		    (is_near(d->amount_high, c->amount_high) || is_near(d->amount_low, c->amount_high)))
			return true;
	}
	return false;
}

/* ---- into the ledger ---- */

static const char *const deal_kinds[STATEMENT_KINDS] = {
	[STATEMENT_INVEST] = "equity investment", [STATEMENT_BUY] = "purchase",  [STATEMENT_CONTRACT] = "contract",
	[STATEMENT_CAPEX_PLAN] = "planned capex", [STATEMENT_RAISE] = "funding",
};

/* The code, where the ledger could have it, and the name by which the ledger knows the code. */
static void set_party(char *name, size_t size, char *node, size_t node_size, const char *party,
		      const struct deal_list *deals)
{
	bool is_code =
		strlen(party) < node_size && strspn(party, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(party);
	snprintf(node, node_size, "%s", is_code ? party : "");
	snprintf(name, size, "%s", is_code ? deal_list_name_of(deals, party) : party);
}

void candidate_to_deal(const struct candidate *c, const struct deal_list *deals, struct deal *row)
{
	char date[TIMESTAMP_SIZE];
	*row = (struct deal){ .amount_low = c->amount_low,
			      .amount_high = c->amount_high,
			      .gw = c->gw,
			      .delivery = c->delivery,
			      .edge_low = (double)NAN,
			      .edge_high = (double)NAN,
			      .origin = DEAL_OWN };
	timestamp_format_date(c->time, date);
	snprintf(row->id, sizeof row->id, "%s", c->id);
	copy_part(row->date, sizeof row->date, date, strlen(date));
	snprintf(row->kind, sizeof row->kind, "%s", deal_kinds[c->kind]);
	snprintf(row->currency, sizeof row->currency, "%s", c->currency);
	copy_part(row->status, sizeof row->status, c->title, strlen(c->title));
	snprintf(row->class_text, sizeof row->class_text, "%s", delivery_class_name(c->delivery));
	snprintf(row->confidence, sizeof row->confidence, c->doubtful ? "low" : "medium");
	set_party(row->from, sizeof row->from, row->payer, sizeof row->payer, c->payer, deals);
	set_party(row->to, sizeof row->to, row->payee, sizeof row->payee, c->payee, deals);
	if (!*row->payer)
		*row->payee = '\0'; /* an edge begins somewhere */
	if (*c->url && strlen(c->url) < sizeof row->source)
		copy_part(row->source, sizeof row->source, c->url, strlen(c->url));
	else
		snprintf(row->source, sizeof row->source, "%s, %s", c->source, date);
	copy_part(row->note, sizeof row->note, c->sentence, strlen(c->sentence));
}
