/* Finds amounts: at each place where a word begins, a number with its scale and unit is tried, then the
 * number that a range or a list adds to it. What is taken is not looked at again. */
#include "market/amounts.h"

#include <string.h>

#include "market/amounts_bound.h"
#include "market/amounts_number.h"
#include "market/amounts_opening.h"
#include "market/amounts_unit.h"

#define LIST_MAX 6
#define LANGUAGE_BYTES 16384 /* that tell the language of a whole text */
#define HOUSEHOLDS_LEAST 1000.0
#define ALL_THE_MONEY 2e14 /* about twice a year's product of the world */

struct scan {
	struct passage text;
	enum language asked;
	struct tongue whole, line; /* the line's is the whole text's where it does not tell */
	size_t line_end;
	struct amount *out;
	size_t count, most;
};

/* A number with what belongs to it, before it is judged. */
struct term {
	struct number number;
	struct scale scale; /* end 0: none */
	struct unit unit;   /* class UNIT_NONE: none */
	bool has_sign;      /* the currency stands before the number */
	size_t start, end;
};

static const char billion_reason[] = "billion is 10^12 in French, 10^9 in American usage; read as French";
static const char borrowed_reason[] = "read in the American sense; in French a billion is 10^12, a trillion 10^18";
static const char comma_reason[] = "the comma may part decimals or thousands; read as decimals";

/* ---- one term ---- */

static size_t past_scale(const struct scan *s, struct term *t, size_t at)
{
	struct scale next;
	bool digits = !t->number.in_words;
	if (t->number.is_scaled || !scale_read(&s->text, at, digits, &t->scale)) {
		t->scale = (struct scale){ 0 };
		return at;
	}
	if (t->scale.is_thousand && scale_read(&s->text, t->scale.end, false, &next) && !next.is_thousand) {
		next.exponent += t->scale.exponent;
		t->scale = next;
	}
	return t->scale.end;
}

/* "deux milliards et demi", "a billion and a half". */
static size_t past_half(const struct scan *s, struct term *t, size_t at)
{
	static const char *const halves[] = { " et demi", " and a half" };
	for (size_t i = 0; i < 2 && t->scale.end; i++) {
		size_t bytes = words_at(&s->text, at, halves[i]);
		if (!bytes || t->number.exponent != 0)
			continue;
		t->number.low = t->number.low * 10 + 5;
		t->number.high = t->number.high * 10 + 5;
		t->number.exponent = -1;
		return at + bytes;
	}
	return at;
}

static bool is_part_of_name(const struct scan *s, size_t at)
{
	uint32_t before = folded_before(&s->text, at);
	if (before == '.' || before == ',' || before == '$' || before == '#' || before == '@')
		return true;
	if (before != '-' && before != '/')
		return false;
	uint32_t first = folded_before(&s->text, at - 1);
	return is_letter(first) || is_digit(first);
}

static bool read_term(struct scan *s, size_t at, struct term *t)
{
	*t = (struct term){ .start = at };
	size_t end = at;
	if (unit_before(&s->text, at, &t->unit)) {
		t->has_sign = true;
		end = past_blanks(&s->text, t->unit.end);
	}
	if (!number_read(&s->text, end, &s->line, t->has_sign, &t->number) ||
	    (t->number.is_article && (t->has_sign || !article_counts(&s->text, t->number.end))))
		return false;
	end = past_half(s, t, past_scale(s, t, t->number.end));
	struct unit after;
	bool has_after = unit_after(&s->text, end, &after);
	if (has_after && (!t->has_sign || (after.class == UNIT_MONEY && !strcmp(after.code, t->unit.code)))) {
		t->unit = after;
		end = after.end;
	}
	t->end = end;
	return true;
}

static bool is_scaled(const struct term *t)
{
	return t->scale.end || t->number.is_scaled;
}

/* ---- judging ---- */

static double term_value(const struct term *t, bool high)
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
static bool names_before(const struct scan *s, size_t start, const char *list)
{
	char text[BEFORE_SIZE];
	text_before(&s->text, start, text);
	struct passage p = { text, strlen(text) };
	for (size_t at = 0; at < p.length;) {
		char word[WORD_SIZE];
		uint32_t c;
		size_t bytes = word_at(&p, at, word);
		if (bytes && is_listed(list, word))
			return true;
		at += bytes ? bytes : folded_at(&p, at, &c);
	}
	return false;
}

/* Money without a currency: "a plan of 100 billion", "plusieurs milliards en 2026". */
static bool is_bare_money(const struct scan *s, const struct term *t)
{
	if (!t->scale.end || t->scale.is_letter || t->scale.exponent < 6 || !money_may_end(&s->text, t->end))
		return false;
	if (t->scale.exponent < 9 && (t->number.is_article || !names_before(s, t->start, money_words)))
		return false;
	return !names_before(s, t->start, counted_words);
}

/* "a gigawatt" after a price is what the price is for; "more than a gigawatt" is a figure. */
static bool is_lone_gigawatt(const struct scan *s, const struct term *t)
{
	struct bearing b;
	if (!t->number.is_article || t->scale.end)
		return false;
	bearing_read(&s->text, t->start, t->end, &b);
	return b.bound == BOUND_EXACT && !b.approximate && exactly_at(&s->text, t->start, "one") == 0 &&
	       exactly_at(&s->text, t->start, "One") == 0 && phrase_at(&s->text, t->end, " of ") == 0 &&
	       phrase_at(&s->text, t->end, " de ") == 0;
}

static bool is_amount(const struct scan *s, const struct term *t)
{
	const struct number *n = &t->number;
	switch (t->unit.class) {
	case UNIT_MONEY:
		if (n->is_year && !t->has_sign && !is_scaled(t))
			return false;
		if (n->is_article && !t->scale.end)
			return false;
		return !t->unit.needs_scale || is_scaled(t);
	case UNIT_POWER:
		return !t->scale.is_letter && !is_lone_gigawatt(s, t);
	case UNIT_HOUSEHOLDS:
		return term_value(t, true) >= HOUSEHOLDS_LEAST && !(n->is_year && !is_scaled(t));
	case UNIT_NONE:
		break;
	}
	return is_bare_money(s, t);
}

/* ---- writing out ---- */

/* In French the borrowed words mean a thousand or a million times more, or are the American ones after all. */
static int french_shift(const struct term *t, double value)
{
	int shift = t->scale.exponent >= 12 ? 6 : 3;
	return t->has_sign || value * number_value(1, shift) > ALL_THE_MONEY ? 0 : shift;
}

static void read_scale_as_french(struct amount *a, const struct term *t)
{
	int shift = french_shift(t, a->high);
	a->low *= number_value(1, shift);
	a->high *= number_value(1, shift);
	a->doubtful = true;
	a->reason = shift ? billion_reason : borrowed_reason;
}

static void order_ends(struct amount *a)
{
	if (a->low > a->high) {
		double low = a->high;
		a->high = a->low;
		a->low = low;
	}
}

/* An amount whose ends are those of two terms, or of one twice. */
static void put_amount(struct scan *s, const struct term *first, const struct term *last, const struct bearing *b)
{
	if (s->count == s->most)
		return;
	struct amount *a = &s->out[s->count++];
	*a = (struct amount){ .low = term_value(first, false),
			      .high = term_value(last, true),
			      .approximate = b->approximate || first->number.approximate || last->number.approximate,
			      .bound = b->bound,
			      .offset = first->start,
			      .length = last->end - first->start };
	memcpy(a->unit, last->unit.code, sizeof a->unit);
	order_ends(a);
	if (a->low < a->high)
		a->bound = BOUND_RANGE;
	if (last->scale.is_borrowed && tongue_language(&s->line) == LANGUAGE_FR)
		read_scale_as_french(a, last);
	else if (first->number.is_ambiguous || last->number.is_ambiguous) {
		a->doubtful = true;
		a->reason = comma_reason;
	}
}

static void put_term(struct scan *s, const struct term *t)
{
	struct bearing b;
	bearing_read(&s->text, t->start, t->end, &b);
	put_amount(s, t, t, &b);
}

/* ---- ranges and lists ---- */

enum joint { JOINT_NONE, JOINT_DASH, JOINT_TO, JOINT_AND, JOINT_OR, JOINT_COMMA };

static enum joint read_joint(const struct passage *p, size_t at, size_t *end)
{
	static const struct {
		const char *phrase;
		enum joint joint;
	} joints[] = {
		{ "-", JOINT_DASH },    { "~", JOINT_DASH },     { "–", JOINT_DASH },
		{ " – ", JOINT_DASH },  { " ~ ", JOINT_DASH },   { " - ", JOINT_DASH },
		{ " to ", JOINT_TO },   { "-to-", JOINT_TO },    { " à ", JOINT_TO },
		{ " and ", JOINT_AND }, { " up to ", JOINT_TO }, { " jusqu'à ", JOINT_TO },
		{ " et ", JOINT_AND },  { " or ", JOINT_OR },    { " ou ", JOINT_OR },
		{ "から", JOINT_TO },   { ", ", JOINT_COMMA },   { " to as much as ", JOINT_TO },
	};
	uint32_t first, word;
	if (!folded_at(p, at, &first) || is_letter(first) || is_digit(first))
		return JOINT_NONE;
	folded_at(p, past_blanks(p, at), &word);
	for (size_t i = sizeof joints / sizeof *joints; i-- > 0;) {
		const char *phrase = joints[i].phrase;
		if (*phrase == ' ' && (unsigned char)phrase[1] < 0x80 && (unsigned char)phrase[1] != word)
			continue;
		size_t bytes = phrase_at(p, at, phrase);
		if (!bytes)
			continue;
		*end = at + bytes;
		return joints[i].joint;
	}
	return JOINT_NONE;
}

static bool same_kind(const struct term *a, const struct term *b)
{
	return a->unit.class == UNIT_NONE || (a->unit.class == b->unit.class && !strcmp(a->unit.code, b->unit.code));
}

/* "750,000 to 1.5 million homes": the first number is whole as it stands. */
static bool has_own_scale(const struct term *first, const struct term *second)
{
	double low = number_value(first->number.high, first->number.exponent);
	double high = number_value(second->number.low, second->number.exponent);
	return low >= (first->has_sign ? 1000 : 100000) && low > high && low < term_value(second, true);
}

/* Gives the first term what only the second states: scale and unit. */
static bool inherit(struct term *first, struct term *second)
{
	if (second->unit.class == UNIT_NONE && first->unit.class == UNIT_MONEY)
		second->unit = first->unit;
	if (!same_kind(first, second))
		return false;
	if (!is_scaled(first) && is_scaled(second) && !has_own_scale(first, second)) {
		first->scale = second->scale;
		if (second->number.is_scaled)
			first->scale.exponent = second->number.scale;
	}
	first->unit = second->unit;
	return true;
}

/* "5 à 7 000 milliards": the first number leaves out the thousands that the second writes. */
static void restore_thousands(struct term *first, const struct term *last)
{
	double low = first->number.high, high = last->number.low;
	if (first->number.exponent == 0 && last->number.exponent == 0 && low >= 1 && low < 1000 && high >= 1000 &&
	    low * 1000 < high && high < 1000 * 1000 && high - 1000 * (double)(long)(high / 1000) < 1)
		first->number.low = first->number.high = low * 1000;
}

/* A bare number in front of a figure belongs to it if nothing says that it is a year or a name. */
static bool may_inherit(const struct term *first, const struct term *second, enum joint joint)
{
	if (first->number.is_year && !first->has_sign && first->unit.class == UNIT_NONE && !first->scale.end)
		return false;
	if (first->number.is_article && !first->scale.end)
		return false;
	if (second->has_sign && !first->has_sign && first->unit.class == UNIT_NONE)
		return joint == JOINT_TO || joint == JOINT_DASH || first->scale.end;
	return true;
}

static bool is_whole(const struct scan *s, const struct term *t)
{
	return t->unit.class != UNIT_NONE ? is_amount(s, t) : is_bare_money(s, t);
}

/* The joined terms as one range, or as two amounts ("raised from 25 to 35 billion"). */
static bool put_range(struct scan *s, struct term *first, struct term *second, enum joint joint)
{
	struct bearing b;
	bearing_read(&s->text, first->start, second->end, &b);
	bool pair = joint == JOINT_DASH || joint == JOINT_OR || (joint == JOINT_AND && b.is_pair) ||
		    (joint == JOINT_TO && !(b.is_from && b.is_changed));
	if (pair)
		restore_thousands(first, second);
	if (pair && term_value(first, true) < term_value(second, false)) {
		put_amount(s, first, second, &b);
		return true;
	}
	if (joint == JOINT_DASH || joint == JOINT_OR || (joint == JOINT_TO && !b.is_from))
		return false;
	put_term(s, first);
	put_term(s, second);
	return true;
}

static bool is_between(const struct scan *s, const struct term *t)
{
	struct bearing b;
	bearing_read(&s->text, t->start, t->end, &b);
	return b.is_pair;
}

/* What a joint adds to the first term. Returns where reading goes on, 0 if nothing was joined. */
static size_t read_pair(struct scan *s, const struct term *t)
{
	struct term first = *t, second;
	size_t next;
	enum joint joint = read_joint(&s->text, first.end, &next);
	if (joint == JOINT_NONE || !read_term(s, next, &second) || second.number.is_article)
		return 0;
	if (joint == JOINT_COMMA)
		return 0;
	if (joint == JOINT_AND && (is_scaled(&first) || !is_scaled(&second)) && is_amount(s, &first) &&
	    !is_between(s, &first))
		return 0;
	if (!may_inherit(&first, &second, joint) || !inherit(&first, &second) || !is_whole(s, &second))
		return 0;
	if (!is_scaled(&second) && is_scaled(&first))
		return 0;
	if (second.unit.class == UNIT_MONEY && !is_scaled(&second) && first.number.is_year)
		return 0;
	return put_range(s, &first, &second, joint) ? second.end : 0;
}

/* "$5, $7 and $9 billion": the last member lends its scale to the ones before. */
static size_t read_list(struct scan *s, const struct term *t)
{
	struct term terms[LIST_MAX];
	size_t count = 1, next;
	enum joint joint = JOINT_NONE;
	terms[0] = *t;
	while (count < LIST_MAX && !is_scaled(&terms[count - 1]) && joint != JOINT_AND) {
		joint = read_joint(&s->text, terms[count - 1].end, &next);
		if ((joint != JOINT_COMMA && joint != JOINT_AND) || !read_term(s, next, &terms[count]) ||
		    terms[count].number.is_article || terms[count].number.is_year)
			return 0;
		count++;
	}
	struct term *last = &terms[count - 1];
	if (count < 3 || joint != JOINT_AND || terms[0].number.is_year || !is_whole(s, last) || !is_scaled(last))
		return 0;
	for (size_t i = 0; i + 1 < count; i++)
		if (!inherit(&terms[i], last))
			return 0;
	for (size_t i = 0; i < count; i++)
		put_term(s, &terms[i]);
	return last->end;
}

/* ---- the walk ---- */

/* Comes to `at` from `from`: the lines between are passed. */
static void follow_line(struct scan *s, size_t from, size_t at)
{
	while (at >= s->line_end) {
		size_t start = from > s->line_end ? from : s->line_end;
		const char *rest = s->text.text + start, *end = memchr(rest, '\n', s->text.length - start);
		s->line_end = end ? (size_t)(end - s->text.text) + 1 : s->text.length;
		s->line = (struct tongue){ .text = rest,
					   .length = s->line_end - start,
					   .whole = &s->whole,
					   .language = s->asked,
					   .is_told = s->asked != LANGUAGE_AUTO };
	}
}

static bool may_begin(const struct scan *s, size_t at)
{
	unsigned char c = (unsigned char)s->text.text[at];
	return (!is_letter(c) && !is_digit(c)) || c >= 0x80 || (word_begins(&s->text, at) && !is_part_of_name(s, at));
}

/* Takes what begins at `at`; returns where reading goes on. */
static size_t take_at(struct scan *s, size_t at)
{
	struct term t;
	uint32_t c;
	size_t next = at + folded_at(&s->text, at, &c);
	if (!may_begin(s, at))
		return next;
	if (!read_term(s, at, &t))
		return is_digit(c) && t.number.end > at ? t.number.end : next;
	size_t end = read_pair(s, &t);
	if (!end)
		end = read_list(s, &t);
	if (!end && is_amount(s, &t)) {
		put_term(s, &t);
		end = t.end;
	}
	return end ? end : is_digit(c) ? t.number.end : next;
}

/* Within a line, money without a currency is in that of the others if they agree. */
static void lend_currency(struct amount *a, size_t count, const char *text)
{
	for (size_t first = 0, next; first < count; first = next) {
		const char *code = NULL;
		bool agree = true;
		for (next = first; next < count; next++) {
			size_t from = next > first ? a[next - 1].offset : a[next].offset;
			if (memchr(text + from, '\n', a[next].offset - from))
				break;
			if (!*a[next].unit || !amount_is_money(&a[next]))
				continue;
			agree = agree && (!code || !strcmp(code, a[next].unit));
			code = a[next].unit;
		}
		for (size_t i = first; i < next && code && agree; i++)
			if (!*a[i].unit)
				memcpy(a[i].unit, code, sizeof a[i].unit);
	}
}

size_t amounts_find(const char *text, size_t length, enum language language, struct amount *out, size_t most)
{
	struct scan s = { .text = { text, length }, .asked = language, .out = out, .most = most };
	s.whole = (struct tongue){ .text = text, .length = length < LANGUAGE_BYTES ? length : LANGUAGE_BYTES };
	for (size_t from = 0, at; (at = next_opening(&s.text, from)) < length && s.count < most;) {
		follow_line(&s, from, at);
		from = take_at(&s, at);
	}
	lend_currency(out, s.count, text);
	return s.count;
}

bool amount_is_money(const struct amount *a)
{
	static const char *const others[] = { "GW", "MW", "TW", "TWh", "GWh", "MWh", "kWh", "households" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(a->unit, others[i]))
			return false;
	return true;
}

const char *bound_name(enum bound bound)
{
	static const char *const names[] = { "exact", "up_to", "at_least", "range" };
	return names[bound];
}
