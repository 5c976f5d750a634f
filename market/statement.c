/* Sentence by sentence: the firms, the verbs and nouns of paying, the amounts; then for each amount the verb
 * that governs it, who acts, and who is at the other end. */
#include "market/statement.h"

#include <math.h>
#include <string.h>

#include "market/statement_roles.h"
#include "market/statement_sense.h"
#include "market/statement_sentence.h"

#define SENTENCE_MAX 1200
#define AMOUNTS_MAX 12 /* looked at in one sentence */

/* ---- one statement ---- */

static bool subject_pays(const struct sense *sense, const struct party *subject, const struct party *other)
{
	if (sense->flow != FLOW_SUPPLY || !subject || !other)
		return sense->flow != FLOW_IN;
	int own = party_rank(subject), others = party_rank(other);
	return own < 0 || others < 0 || own <= others;
}

static void set_party(char out[STATEMENT_PARTY_SIZE], const struct party *p)
{
	if (p)
		memcpy(out, p->code, STATEMENT_PARTY_SIZE);
}

static double gigawatts_of(const struct sentence *s)
{
	for (size_t i = 0; i < s->amount_count; i++) {
		const struct amount *a = &s->amounts[i];
		if (!strcmp(a->unit, "GW"))
			return a->high;
		if (!strcmp(a->unit, "MW"))
			return a->high / 1000;
	}
	return (double)NAN;
}

static bool read_statement(const struct sentence *s, const struct mark *m, struct statement *out)
{
	struct sense sense = m->sense;
	struct party actor, unknown;
	const struct party *subject = roles_subject(s, m, &actor);
	const struct party *other = roles_other(s, m, subject, &unknown);
	sense_settle(s, m, other, &sense);
	if (!sense.has_payee)
		other = NULL;
	if (!subject && (!other || other == &unknown))
		return false;
	bool pays = subject_pays(&sense, subject, other);
	*out = (struct statement){
		.kind = sense.kind, .gw = gigawatts_of(s), .offset = s->offset, .length = s->text.length
	};
	set_party(pays ? out->payer : out->payee, subject);
	set_party(pays ? out->payee : out->payer, other);
	return true;
}

/* ---- which amount, which verb ---- */

static const char values_before[] =
	"valuation of|valued at|value of|net worth|is worth|are worth|was worth|were worth|be worth|now worth|market "
	"cap of|revenue of|revenues of|sales of|"
	"profit of|loss of|valorisation de|valorisée|valorisé|valorisée à|valorisé à|valeur de|"
	"chiffre d'affaires de|bénéfice de|perte de|capitalisation de|valuing|fine of|valuation "
	"at|valued the company at|valuation to|revenue to";

static const char values_after[] =
	"valuation|valuations|market value|market cap|market capitalization|company|a share|per "
	"share|in revenue|in sales|of revenue|in profit|in annual revenue|fine|lawsuit|de "
	"valorisation|de chiffre|de revenus|de bénéfice|de capitalisation|l'action|par action|"
	"d'amende|pre-money|post-money|revenue|in quarterly";

/* Not what is paid but what something is worth, or earns. */
static bool is_a_value(const struct sentence *s, const struct amount *a)
{
	char text[BEFORE_SIZE];
	size_t size, end = sentence_end_of(s, a);
	text_before(&s->text, sentence_start_of(s, a), text);
	for (const char *word = values_before; word; word = word[size] ? word + size + 1 : NULL) {
		char copy[48];
		size = strcspn(word, "|");
		memcpy(copy, word, size);
		copy[size] = '\0';
		if (ends_with_words(text, copy))
			return true;
	}
	size_t next = past_blanks(&s->text, end), start = sentence_start_of(s, a);
	if (sentence_has(s, start > 24 ? start - 24 : 0, start,
			 "valuation|valorisation|market value|market cap|net worth"))
		return true;
	return sentence_has(s, next, next + 1 < s->text.length ? next + 1 : s->text.length, values_after);
}

static size_t distance(const struct sentence *s, const struct mark *m, const struct amount *a)
{
	size_t start = sentence_start_of(s, a), end = sentence_end_of(s, a);
	return m->end <= start ? start - m->end : m->start >= end ? m->start - end : 0;
}

/* "will spend $5 billion to acquire ...": what the money is for. */
static struct mark *aim_of(struct sentence *s, const struct amount *a)
{
	static const char *const joints[] = { " to ", " pour ", " in order to ", " afin d'", " afin de " };
	for (size_t i = 0; i < s->mark_count; i++)
		for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
			const struct verb *v = s->marks[i].verb;
			size_t end = sentence_end_of(s, a);
			if (v->kind == STATEMENT_BUY && v->flow == FLOW_OUT && !v->is_noun &&
			    end + phrase_at(&s->text, end, joints[k]) == s->marks[i].start)
				return &s->marks[i];
		}
	return NULL;
}

/* The nearest verb before the amount; else the nearest noun on either side; else the nearest verb after. */
static struct mark *governing(struct sentence *s, const struct amount *a)
{
	struct mark *best = NULL;
	int best_class = 3;
	for (size_t i = 0; i < s->mark_count; i++) {
		struct mark *m = &s->marks[i];
		int class = m->verb->is_noun ? 1 : m->end <= sentence_start_of(s, a) ? 0 : 2;
		if (class > best_class || (class == best_class && best && distance(s, m, a) >= distance(s, best, a)))
			continue;
		best = m;
		best_class = class;
	}
	struct mark *aim = aim_of(s, a);
	return aim ? aim : best;
}

/* A candidate for the ledger is no price of a thing. */
static bool is_large(const struct amount *a)
{
	return a->high >= (strcmp(a->unit, "JPY") == 0 || strcmp(a->unit, "KRW") == 0 ? 1e8 : 1e6);
}

static bool is_power(const struct amount *a)
{
	return !strcmp(a->unit, "GW") || !strcmp(a->unit, "MW");
}

static bool has_money(const struct sentence *s)
{
	for (size_t i = 0; i < s->amount_count; i++)
		if (amount_is_money(&s->amounts[i]))
			return true;
	return false;
}

/* "raised from $25 billion to $35 billion": the first is what it was. */
static bool was_before(const struct sentence *s, size_t i)
{
	char text[BEFORE_SIZE];
	text_before(&s->text, sentence_start_of(s, &s->amounts[i]), text);
	return i + 1 < s->amount_count && s->amounts[i].bound != BOUND_RANGE && amount_is_money(&s->amounts[i + 1]) &&
	       (ends_with_words(text, "from") || ends_with_words(text, "de"));
}

static size_t read_amounts(struct sentence *s, size_t first, struct statement *out, size_t most)
{
	size_t count = 0;
	bool money = has_money(s);
	for (size_t i = 0; i < s->amount_count && count < most; i++) {
		const struct amount *a = &s->amounts[i];
		bool counts = money ? amount_is_money(a) && is_large(a) : is_power(a);
		if (!counts || is_a_value(s, a) || was_before(s, i))
			continue;
		struct mark *m = governing(s, a);
		if (!m || m->is_used || !read_statement(s, m, &out[count]))
			continue;
		m->is_used = true;
		out[count++].amount = first + i;
	}
	return count;
}

/* ---- sentences ---- */

static bool inside(const struct sentence *s, size_t at, size_t *end)
{
	for (size_t i = 0; i < s->amount_count; i++)
		if (at >= sentence_start_of(s, &s->amounts[i]) && at < sentence_end_of(s, &s->amounts[i])) {
			*end = sentence_end_of(s, &s->amounts[i]);
			return true;
		}
	for (size_t i = 0; i < s->party_count; i++)
		if (at >= s->parties[i].start && at < s->parties[i].end) {
			*end = s->parties[i].end;
			return true;
		}
	return false;
}

static void find_verbs(struct sentence *s)
{
	for (size_t at = 0; at < s->text.length && s->mark_count < VERBS_MAX;) {
		uint32_t c;
		size_t bytes = folded_at(&s->text, at, &c), end;
		if (inside(s, at, &end)) {
			at = end;
			continue;
		}
		const struct verb *verb = verb_at(&s->text, at, &end);
		struct mark mark = { .verb = verb, .start = at, .end = end };
		if (verb && sense_find(s, &mark, &mark.sense))
			s->marks[s->mark_count++] = mark;
		at = verb ? end : at + bytes;
	}
}

static size_t read_sentence(const char *text, size_t start, size_t end, const struct amount *amounts, size_t first,
			    size_t count, struct statement *out, size_t most)
{
	struct sentence s = { .offset = start, .amounts = amounts + first, .amount_count = count };
	s.text = (struct passage){ text + start, end - start };
	if (!count || count > AMOUNTS_MAX || end - start > SENTENCE_MAX)
		return 0;
	s.party_count = parties_find(&s.text, s.parties, PARTIES_MAX);
	find_verbs(&s);
	return read_amounts(&s, first, out, most);
}

size_t statements_find(const char *text, size_t length, const struct amount *amounts, size_t count,
		       struct statement *out, size_t most)
{
	size_t found = 0, first = 0;
	for (size_t at = 0, end; at < length && first < count; at = end) {
		end = sentence_find_end(text, length, at);
		size_t last = first;
		while (last < count && amounts[last].offset < end) {
			size_t past = amounts[last].offset + amounts[last].length;
			if (past > end)
				end = past;
			last++;
		}
		found += read_sentence(text, at, end, amounts, first, last - first, out + found, most - found);
		first = last;
	}
	return found;
}

const char *statement_kind_name(enum statement_kind kind)
{
	static const char *const names[] = { "invest", "buy", "contract", "capex plan", "raise" };
	return names[kind];
}
