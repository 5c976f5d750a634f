/* Finds amounts: at each place where a word begins, a number with its scale and unit is tried, then the
 * number that a range or a list adds to it. What is taken is not looked at again. */
#include "market/amounts.h"

#include <string.h>

#include "market/amounts_bound.h"
#include "market/amounts_opening.h"
#include "market/amounts_term.h"

#define LIST_MAX 6
#define LANGUAGE_BYTES 16384 /* that tell the language of a whole text */
#define ALL_THE_MONEY 2e14   /* about twice a year's product of the world */

struct scan {
	struct passage text;
	enum language asked;
	struct tongue whole, line; /* the line's is the whole text's where it does not tell */
	size_t line_end;
	struct amount *out;
	size_t count, most;
};

static const char billion_reason[] = "billion is 10^12 in French, 10^9 in American usage; read as French";
static const char borrowed_reason[] = "read in the American sense; in French a billion is 10^12, a trillion 10^18";
static const char comma_reason[] = "the comma may part decimals or thousands; read as decimals";

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
	if (!term_is_scaled(first) && term_is_scaled(second) && !has_own_scale(first, second)) {
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
	if (joint == JOINT_NONE || !term_read(&s->text, next, &s->line, &second) || second.number.is_article)
		return 0;
	if (joint == JOINT_COMMA)
		return 0;
	if (joint == JOINT_AND && (term_is_scaled(&first) || !term_is_scaled(&second)) &&
	    term_is_amount(&s->text, &first) && !is_between(s, &first))
		return 0;
	if (!may_inherit(&first, &second, joint) || !inherit(&first, &second) || !term_is_amount(&s->text, &second))
		return 0;
	if (!term_is_scaled(&second) && term_is_scaled(&first))
		return 0;
	if (second.unit.class == UNIT_MONEY && !term_is_scaled(&second) && first.number.is_year)
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
	while (count < LIST_MAX && !term_is_scaled(&terms[count - 1]) && joint != JOINT_AND) {
		joint = read_joint(&s->text, terms[count - 1].end, &next);
		if ((joint != JOINT_COMMA && joint != JOINT_AND) ||
		    !term_read(&s->text, next, &s->line, &terms[count]) || terms[count].number.is_article ||
		    terms[count].number.is_year)
			return 0;
		count++;
	}
	struct term *last = &terms[count - 1];
	if (count < 3 || joint != JOINT_AND || terms[0].number.is_year || !term_is_amount(&s->text, last) ||
	    !term_is_scaled(last))
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
	if (!term_read(&s->text, at, &s->line, &t))
		return is_digit(c) && t.number.end > at ? t.number.end : next;
	size_t end = read_pair(s, &t);
	if (!end)
		end = read_list(s, &t);
	if (!end && term_is_amount(&s->text, &t)) {
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
