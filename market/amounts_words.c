#include "market/amounts_words.h"

#include <string.h>

#define WORDS_MAX 10

/* ---- sums ---- */

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

bool words_read(const struct passage *p, size_t at, struct number *n)
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

/* ---- set phrases ---- */

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

bool phrase_read(const struct passage *p, size_t at, bool articles, struct number *n)
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
