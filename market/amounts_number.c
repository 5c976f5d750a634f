#include "market/amounts_number.h"

#include <math.h>
#include <string.h>

#include "market/amounts_opening.h"

#define DIGITS_MAX 15
#define WORDS_MAX 10
#define SEVERAL 0x6570u /* 数 */

double number_value(double mantissa, int exponent)
{
	static const double powers[] = { 1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
					 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	const int most = (int)(sizeof powers / sizeof *powers) - 1;
	int size = exponent < 0 ? -exponent : exponent;
	double power = powers[size < most ? size : most];
	return exponent < 0 ? mantissa / power : mantissa * power;
}

enum language tongue_language(struct tongue *t)
{
	if (!t->is_told)
		t->language = language_of(t->text, t->length, LANGUAGE_AUTO);
	if (t->language == LANGUAGE_AUTO)
		t->language = t->whole ? tongue_language(t->whole) : LANGUAGE_EN;
	t->is_told = true;
	return t->language;
}

/* ---- digits ---- */

struct digits {
	double mantissa;
	int count, decimals;
	size_t groups;
	bool ambiguous, overflowed;
};

static void take_digit(struct digits *d, uint32_t c, bool decimal)
{
	if (d->count >= DIGITS_MAX) {
		d->overflowed = d->overflowed || !decimal;
		return;
	}
	d->mantissa = d->mantissa * 10 + (double)(c - '0');
	d->count += d->mantissa > 0;
	d->decimals += decimal;
}

static int digits_in_row(const struct passage *p, size_t at, size_t *end)
{
	int count = 0;
	uint32_t c;
	for (size_t bytes = folded_at(p, at, &c); is_digit(c); bytes = folded_at(p, at, &c)) {
		at += bytes;
		count += count < 1000;
	}
	*end = at;
	return count;
}

static void take_digits(struct digits *d, const struct passage *p, size_t at, size_t end, bool decimal)
{
	uint32_t c;
	while (at < end) {
		at += folded_at(p, at, &c);
		take_digit(d, c, decimal);
	}
}

/* An ordinary blank parts thousands in French only; the narrow and the unbreakable ones do everywhere. */
static bool parts_thousands(const struct passage *p, size_t at, uint32_t c, enum language language)
{
	if (c == ' ')
		return language == LANGUAGE_FR || p->text[at] != ' ';
	return c == '\'' || c == ',' || c == '.';
}

/* The character after the one at `at`. */
static uint32_t folded_after(const struct passage *p, size_t at)
{
	uint32_t c;
	size_t next = at + folded_at(p, at, &c);
	folded_at(p, next, &c);
	return c;
}

/* Does "SEPARATOR ddd" at `at` open with a group of thousands, and does the same separator go on after it? */
static bool is_group(const struct passage *p, size_t at, uint32_t separator, size_t *digits, size_t *end)
{
	uint32_t c;
	*digits = at + folded_at(p, at, &c);
	return c == separator && digits_in_row(p, *digits, end) == 3;
}

/* "15.000": no one writes three decimals that are all nought. */
static bool is_thousand(const struct passage *p, size_t end)
{
	return end >= 3 && memcmp(p->text + end - 3, "000", 3) == 0;
}

/* A lone comma or full stop before three digits: decimal in one country, thousands in the other. */
static bool is_lone_group(const struct passage *p, size_t end, uint32_t separator, const struct digits *d,
			  enum language language, bool after_sign)
{
	uint32_t c;
	size_t digits, past;
	folded_at(p, end, &c);
	uint32_t other = separator == ',' ? '.' : ',';
	if (d->groups || is_group(p, end, separator, &digits, &past))
		return true;
	if (c == other && digits_in_row(p, end + 1, &past) && separator == '.')
		return true;
	if (d->mantissa < 1)
		return false;
	if (separator == '.' && is_thousand(p, end))
		return true;
	bool french = language == LANGUAGE_FR && !after_sign;
	if (c == other && digits_in_row(p, end + 1, &past))
		return true;
	return separator == ',' ? !french : french;
}

static size_t take_groups(struct digits *d, const struct passage *p, size_t at, struct tongue *tongue, bool after_sign)
{
	uint32_t separator;
	size_t digits, end;
	folded_at(p, at, &separator);
	if (!parts_thousands(p, at, separator, LANGUAGE_FR) || !is_digit(folded_after(p, at)))
		return at;
	enum language language = tongue_language(tongue);
	if (!parts_thousands(p, at, separator, language))
		return at;
	while (is_group(p, at, separator, &digits, &end)) {
		bool lone = separator == ',' || separator == '.';
		if (lone && !is_lone_group(p, end, separator, d, language, after_sign)) {
			d->ambiguous = separator == ',' && d->mantissa >= 1;
			break;
		}
		take_digits(d, p, digits, end, false);
		d->groups++;
		at = end;
	}
	return at;
}

static size_t take_decimals(struct digits *d, const struct passage *p, size_t at)
{
	uint32_t c;
	size_t end, digits = at + folded_at(p, at, &c);
	if ((c != '.' && c != ',') || !digits_in_row(p, digits, &end))
		return at;
	take_digits(d, p, digits, end, true);
	return end;
}

static bool read_digits(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n)
{
	struct digits d = { 0 };
	size_t end;
	int first = digits_in_row(p, at, &end);
	if (first == 0)
		return false;
	take_digits(&d, p, at, end, false);
	bool bare = first == 4 && d.mantissa >= 1900 && d.mantissa <= 2100;
	if (first <= 3)
		end = take_groups(&d, p, end, tongue, after_sign);
	size_t whole = end;
	end = take_decimals(&d, p, end);
	*n = (struct number){ .low = d.mantissa,
			      .high = d.mantissa,
			      .exponent = -d.decimals,
			      .end = end,
			      .is_year = bare && end == whole,
			      .is_ambiguous = d.ambiguous };
	return !d.overflowed;
}

/* ---- words ---- */

static const struct {
	const char *word;
	int value; /* 100 and 1000 multiply what stands before */
} words[] = {
	{ "one", 1 },       { "two", 2 },        { "three", 3 },     { "four", 4 },        { "five", 5 },
	{ "six", 6 },       { "seven", 7 },      { "eight", 8 },     { "nine", 9 },        { "ten", 10 },
	{ "eleven", 11 },   { "twelve", 12 },    { "thirteen", 13 }, { "fourteen", 14 },   { "fifteen", 15 },
	{ "sixteen", 16 },  { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 },   { "twenty", 20 },
	{ "thirty", 30 },   { "forty", 40 },     { "fifty", 50 },    { "sixty", 60 },      { "seventy", 70 },
	{ "eighty", 80 },   { "ninety", 90 },    { "hundred", 100 }, { "thousand", 1000 }, { "un", 1 },
	{ "une", 1 },       { "deux", 2 },       { "trois", 3 },     { "quatre", 4 },      { "cinq", 5 },
	{ "sept", 7 },      { "huit", 8 },       { "neuf", 9 },      { "dix", 10 },        { "onze", 11 },
	{ "douze", 12 },    { "treize", 13 },    { "quatorze", 14 }, { "quinze", 15 },     { "seize", 16 },
	{ "vingt", 20 },    { "vingts", 20 },    { "trente", 30 },   { "quarante", 40 },   { "cinquante", 50 },
	{ "soixante", 60 }, { "septante", 70 },  { "nonante", 90 },  { "cent", 100 },      { "cents", 100 },
	{ "mille", 1000 },
};

static int value_of(const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (*word == *words[i].word && strcmp(word, words[i].word) == 0)
			return words[i].value;
	return 0;
}

/* Past what joins number words: "twenty-five", "vingt et un", "two hundred and ten". */
static size_t past_joint(const struct passage *p, size_t at)
{
	static const char *const joints[] = { "-et-", " et ", " and ", "-", " " };
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t bytes = phrase_at(p, at, joints[i]);
		if (bytes)
			return at + bytes;
	}
	return at;
}

struct sum {
	int total, current; /* whole thousands, and what is not yet one */
};

/* False where two numbers merely stand side by side, as in "two five". */
static bool add_word(struct sum *s, int value)
{
	if (value == 1000) {
		if (s->total)
			return false;
		s->total = (s->current ? s->current : 1) * 1000;
		s->current = 0;
		return true;
	}
	if (value == 100) {
		if (s->current >= 100)
			return false;
		s->current = (s->current ? s->current : 1) * 100;
		return true;
	}
	if (value == 20 && s->current % 100 == 4) {
		s->current += 76;
		return true;
	}
	int rest = s->current % 100;
	if (rest && (rest < 20 || rest % 10 != 0 || value >= 20))
		return false;
	s->current += value;
	return true;
}

static bool read_word_sum(const struct passage *p, size_t at, struct number *n)
{
	struct sum s = { 0 };
	char word[WORD_SIZE];
	size_t end = at, next = at;
	for (int i = 0; i < WORDS_MAX; i++) {
		size_t bytes = word_at(p, next, word);
		int value = bytes ? value_of(word) : 0;
		if (!value || !add_word(&s, value))
			break;
		end = next + bytes;
		next = past_joint(p, end);
	}
	double value = s.total + s.current;
	*n = (struct number){ .low = value, .high = value, .end = end, .in_words = true };
	return end > at;
}

/* Phrases that are numbers, or vague ones. Longer before shorter that open them. */
static const struct {
	const char *phrase;
	double low, high;
	int exponent;
	bool approximate, is_article;
} phrases[] = {
	{ "several tens of", 2, 9, 1, true, false },
	{ "several hundreds of", 2, 9, 2, true, false },
	{ "several hundred", 2, 9, 2, true, false },
	{ "several thousand", 2, 9, 3, true, false },
	{ "several dozen", 20, 90, 0, true, false },
	{ "several", 2, 9, 0, true, false },
	{ "a few tens of", 2, 9, 1, true, false },
	{ "a few dozen", 20, 90, 0, true, false },
	{ "a few hundred", 2, 9, 2, true, false },
	{ "a few thousand", 2, 9, 3, true, false },
	{ "a few", 2, 9, 0, true, false },
	{ "many tens of", 2, 9, 1, true, false },
	{ "tens of thousands of", 2, 9, 4, true, false },
	{ "hundreds of thousands of", 2, 9, 5, true, false },
	{ "many hundreds of", 2, 9, 2, true, false },
	{ "tens of", 2, 9, 1, true, false },
	{ "dozens of", 2, 9, 1, true, false },
	{ "hundreds of", 2, 9, 2, true, false },
	{ "thousands of", 2, 9, 3, true, false },
	{ "a couple of", 2, 2, 0, true, false },
	{ "a dozen", 12, 12, 0, true, false },
	{ "a half-dozen", 6, 6, 0, true, false },
	{ "half a dozen", 6, 6, 0, true, false },
	{ "one and a half", 15, 15, -1, false, false },
	{ "two and a half", 25, 25, -1, false, false },
	{ "three and a half", 35, 35, -1, false, false },
	{ "half a", 5, 5, -1, false, false },
	{ "half of a", 5, 5, -1, false, false },
	{ "a half-", 5, 5, -1, false, false },
	{ "a half ", 5, 5, -1, false, false },
	{ "half-", 5, 5, -1, false, false },
	{ "a quarter of a", 25, 25, -2, false, false },
	{ "a quarter-", 25, 25, -2, false, false },
	{ "a quarter ", 25, 25, -2, false, false },
	{ "quarter-", 25, 25, -2, false, false },
	{ "three-quarters of a", 75, 75, -2, false, false },
	{ "three quarters of a", 75, 75, -2, false, false },
	{ "plusieurs dizaines de", 2, 9, 1, true, false },
	{ "plusieurs centaines de", 2, 9, 2, true, false },
	{ "plusieurs milliers de", 2, 9, 3, true, false },
	{ "plusieurs", 2, 9, 0, true, false },
	{ "quelques dizaines de", 2, 9, 1, true, false },
	{ "quelques centaines de", 2, 9, 2, true, false },
	{ "quelques milliers de", 2, 9, 3, true, false },
	{ "quelques", 2, 9, 0, true, false },
	{ "dizaines de", 2, 9, 1, true, false },
	{ "centaines de", 2, 9, 2, true, false },
	{ "milliers de", 2, 9, 3, true, false },
	{ "une demi-douzaine de", 6, 6, 0, true, false },
	{ "une dizaine de", 10, 10, 0, true, false },
	{ "une douzaine de", 12, 12, 0, true, false },
	{ "une quinzaine de", 15, 15, 0, true, false },
	{ "une vingtaine de", 20, 20, 0, true, false },
	{ "une trentaine de", 30, 30, 0, true, false },
	{ "une quarantaine de", 40, 40, 0, true, false },
	{ "une cinquantaine de", 50, 50, 0, true, false },
	{ "une soixantaine de", 60, 60, 0, true, false },
	{ "une centaine de", 100, 100, 0, true, false },
	{ "un millier de", 1000, 1000, 0, true, false },
	{ "un demi-", 5, 5, -1, false, false },
	{ "un demi ", 5, 5, -1, false, false },
	{ "demi-", 5, 5, -1, false, false },
	{ "un quart de", 25, 25, -2, false, false },
	{ "trois quarts de", 75, 75, -2, false, false },
	{ "a hundred", 100, 100, 0, false, false },
	{ "a thousand", 1000, 1000, 0, false, false },
	{ "a", 1, 1, 0, false, true },
	{ "one", 1, 1, 0, false, true },
	{ "un", 1, 1, 0, false, true },
	{ "une", 1, 1, 0, false, true },
	{ "le", 1, 1, 0, false, true },
};

static bool phrase_stands(const struct passage *p, size_t at, const char *phrase, size_t *end)
{
	size_t bytes = phrase_at(p, at, phrase);
	char last = phrase[strlen(phrase) - 1];
	*end = at + bytes;
	return bytes && (last == '-' || last == ' ' || word_ends(p, *end));
}

static bool read_phrase(const struct passage *p, size_t at, bool articles, struct number *n)
{
	uint32_t first;
	folded_at(p, at, &first);
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		size_t end;
		if ((uint32_t)*phrases[i].phrase != first || phrases[i].is_article != articles ||
		    !phrase_stands(p, at, phrases[i].phrase, &end))
			continue;
		*n = (struct number){ .low = phrases[i].low,
				      .high = phrases[i].high,
				      .exponent = phrases[i].exponent,
				      .end = end,
				      .approximate = phrases[i].approximate,
				      .in_words = true,
				      .is_article = articles };
		return true;
	}
	return false;
}

/* ---- Japanese ---- */

static int kanji_digit(uint32_t c)
{
	static const uint32_t digits[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };
	for (int i = 0; i < 9; i++)
		if (digits[i] == c)
			return i + 1;
	return 0;
}

/* Powers of ten that multiply within a group (十百千), and that close one (万億兆, also as the Chinese and
 * the Koreans write them). */
static int inner_power(uint32_t c)
{
	return c == 0x5341 ? 1 : c == 0x767E ? 2 : c == 0x5343 ? 3 : 0;
}

static int outer_power(uint32_t c)
{
	static const struct {
		uint32_t c;
		int power;
	} rows[] = { { 0x4E07, 4 }, { 0x842C, 4 }, { 0xB9CC, 4 },  { 0x5104, 8 },
		     { 0x4EBF, 8 }, { 0xC5B5, 8 }, { 0x5146, 12 }, { 0xC870, 12 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].c == c)
			return rows[i].power;
	return 0;
}

/* 三十五, 千五百: at `at`, -1 for none. */
static double read_kanji(const struct passage *p, size_t at, size_t *end)
{
	double total = 0, digit = 0;
	uint32_t c;
	*end = at;
	for (int i = 0; i < WORDS_MAX; i++) {
		size_t bytes = folded_at(p, *end, &c);
		if (kanji_digit(c))
			digit = kanji_digit(c);
		else if (inner_power(c)) {
			total += (digit > 0 ? digit : 1) * number_value(1, inner_power(c));
			digit = 0;
		} else
			break;
		*end += bytes;
	}
	return *end > at ? total + digit : -1;
}

/* One group: digits or numerals with the scale behind them, as 5000億. Widens *n, false if none stands here. */
static bool add_group(const struct passage *p, size_t at, int *power, struct number *n)
{
	struct tongue japanese = { .language = LANGUAGE_JA, .is_told = true };
	struct number part;
	uint32_t c;
	size_t end;
	if (!read_digits(p, at, &japanese, false, &part)) {
		double value = read_kanji(p, at, &end);
		if (value < 0)
			return false;
		part = (struct number){ .low = value, .high = value, .end = end };
	}
	size_t bytes = folded_at(p, part.end, &c);
	if (inner_power(c) && inner_power(c) > 1 && part.exponent == 0) {
		part.exponent += inner_power(c);
		part.end += bytes;
		bytes = folded_at(p, part.end, &c);
	}
	int outer = outer_power(c);
	if (outer >= *power)
		return false;
	n->low += number_value(part.low, part.exponent + outer);
	n->end = outer ? part.end + bytes : part.end;
	if (outer && !n->is_scaled)
		n->scale = outer;
	n->is_scaled = n->is_scaled || outer;
	*power = outer;
	return true;
}

static bool read_grouped(const struct passage *p, size_t at, struct number *n)
{
	int power = 100;
	*n = (struct number){ .end = at };
	while (power > 0 && add_group(p, n->end, &power, n))
		;
	n->high = n->low;
	return n->end > at;
}

/* 数十億: several tens of 10^8. */
static bool read_vague_kanji(const struct passage *p, size_t at, struct number *n)
{
	uint32_t c;
	size_t bytes = folded_at(p, at, &c), end = at + bytes;
	if (c != SEVERAL)
		return false;
	int power = 0;
	bytes = folded_at(p, end, &c);
	if (inner_power(c)) {
		power = inner_power(c);
		end += bytes;
		bytes = folded_at(p, end, &c);
	}
	if (!outer_power(c))
		return false;
	*n = (struct number){ .low = 2,
			      .high = 9,
			      .exponent = power + outer_power(c),
			      .end = end + bytes,
			      .approximate = true,
			      .scale = outer_power(c),
			      .is_scaled = true };
	return true;
}

/* Whether digits are followed by a scale of ours, so that they are no Western number. */
static bool has_kanji_scale(const struct passage *p, size_t end)
{
	uint32_t c;
	folded_at(p, end, &c);
	return inner_power(c) > 1 || outer_power(c);
}

/* ---- all ---- */

bool numeral_stands(const struct passage *p, size_t at)
{
	uint32_t c;
	folded_at(p, at, &c);
	return kanji_digit(c) || inner_power(c) || c == SEVERAL;
}

bool number_read(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n)
{
	uint32_t c;
	folded_at(p, at, &c);
	if (is_digit(c)) {
		bool whole = read_digits(p, at, tongue, after_sign, n);
		return has_kanji_scale(p, n->end) ? read_grouped(p, at, n) : whole;
	}
	if (is_letter(c) && !number_opens(p, at)) {
		*n = (struct number){ .end = at };
		return false;
	}
	if (is_letter(c))
		return read_phrase(p, at, false, n) || (read_word_sum(p, at, n) && (n->low > 1 || n->end == at)) ||
		       read_phrase(p, at, true, n);
	if (c < 0x80)
		return false;
	return read_vague_kanji(p, at, n) || read_grouped(p, at, n);
}
