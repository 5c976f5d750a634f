#include "market/amounts_opening.h"

#include <string.h>

#include "market/amounts_number.h"
#include "market/amounts_unit.h"

/* ---- numbers in words ---- */

/* The first words of all the words and phrases of amounts_number.c, by first letter. */
static const char *const openers[26][14] = {
	['a' - 'a'] = { "a" },
	['c' - 'a'] = { "cent", "cents", "centaines", "cinq", "cinquante" },
	['d' - 'a'] = { "deux", "dix", "douze", "dizaines", "dozens", "demi" },
	['e' - 'a'] = { "eight", "eighteen", "eighty", "eleven" },
	['f' - 'a'] = { "four", "five", "fourteen", "fifteen", "forty", "fifty" },
	['h' - 'a'] = { "half", "hundred", "hundreds", "huit" },
	['l' - 'a'] = { "le" },
	['m' - 'a'] = { "many", "mille", "milliers" },
	['n' - 'a'] = { "nine", "nineteen", "ninety", "neuf", "nonante" },
	['o' - 'a'] = { "one", "onze" },
	['p' - 'a'] = { "plusieurs" },
	['q' - 'a'] = { "quarter", "quelques", "quatre", "quarante", "quatorze", "quinze" },
	['s' - 'a'] = { "six", "seven", "sixteen", "seventeen", "sixty", "seventy", "several", "sept", "seize",
			"soixante", "septante" },
	['t' - 'a'] = { "two", "three", "ten", "twelve", "thirteen", "twenty", "thirty", "thousand", "thousands",
			"tens", "trois", "treize", "trente" },
	['u' - 'a'] = { "un", "une" },
	['v' - 'a'] = { "vingt", "vingts" },
};

/* Their first two letters: most words are passed by this. */
static const bool opening_pairs[26][26] = {
	['c' - 'a'] = { ['e' - 'a'] = true, ['i' - 'a'] = true },
	['d' - 'a'] = { ['e' - 'a'] = true, ['i' - 'a'] = true, ['o' - 'a'] = true },
	['e' - 'a'] = { ['i' - 'a'] = true, ['l' - 'a'] = true },
	['f' - 'a'] = { ['i' - 'a'] = true, ['o' - 'a'] = true },
	['h' - 'a'] = { ['a' - 'a'] = true, ['u' - 'a'] = true },
	['l' - 'a'] = { ['e' - 'a'] = true },
	['m' - 'a'] = { ['a' - 'a'] = true, ['i' - 'a'] = true },
	['n' - 'a'] = { ['e' - 'a'] = true, ['i' - 'a'] = true, ['o' - 'a'] = true },
	['o' - 'a'] = { ['n' - 'a'] = true },
	['p' - 'a'] = { ['l' - 'a'] = true },
	['q' - 'a'] = { ['u' - 'a'] = true },
	['s' - 'a'] = { ['e' - 'a'] = true, ['i' - 'a'] = true, ['o' - 'a'] = true },
	['t' - 'a'] = { ['e' - 'a'] = true, ['h' - 'a'] = true, ['r' - 'a'] = true, ['w' - 'a'] = true },
	['u' - 'a'] = { ['n' - 'a'] = true },
	['v' - 'a'] = { ['i' - 'a'] = true },
};

static bool may_open(const struct passage *p, size_t at, uint32_t first)
{
	char second = at + 1 < p->length ? (char)(p->text[at + 1] | 0x20) : ' ';
	return second < 'a' || second > 'z' || opening_pairs[first - 'a'][second - 'a'];
}

static bool opener_stands(const struct passage *p, size_t at, const char *word)
{
	for (; *word && at < p->length && (p->text[at] | 0x20) == *word; word++)
		at++;
	return !*word && word_ends(p, at);
}

bool number_opens(const struct passage *p, size_t at)
{
	uint32_t first;
	folded_at(p, at, &first);
	if (!is_letter(first))
		return is_digit(first) || numeral_stands(p, at);
	if (first < 'a' || first > 'z' || !may_open(p, at, first))
		return false;
	for (const char *const *word = openers[first - 'a']; *word; word++)
		if (opener_stands(p, at, *word) || ((unsigned char)p->text[at] >= 0x80 && words_at(p, at, *word)))
			return true;
	return false;
}

bool article_counts(const struct passage *p, size_t end)
{
	uint32_t c;
	size_t next = end + folded_at(p, end, &c);
	if (c == '-' || c == ' ' || c == '\n') {
		next = c == '-' ? next : past_blanks(p, end);
		folded_at(p, next, &c);
	}
	return c == ',' || c >= 0x80 || (c && strchr("bcgklmt", (int)c));
}

/* ---- the places ---- */

static bool is_word_byte(char c)
{
	unsigned char letter = (unsigned char)(c | 0x20) - 'a', digit = (unsigned char)c - '0';
	return letter < 26 || digit < 10;
}

/* "a" and what may come after it, where it is no number itself: "a few", "a couple of", "a dozen". */
static bool is_idle_article(const struct passage *p, size_t at)
{
	uint32_t c;
	if ((p->text[at] | 0x20) != 'a' || article_counts(p, at + 1))
		return false;
	folded_at(p, past_blanks(p, at + 1), &c);
	return !c || !strchr("dfhq", (int)c);
}

/* "USD", "NT$", "Rs". */
static bool opens_code(const struct passage *p, size_t at)
{
	const char *text = p->text + at;
	struct unit code;
	bool pair = at + 1 < p->length && *text >= 'A' && *text <= 'Z';
	return pair && ((text[1] >= 'A' && text[1] <= 'Z') || text[1] == '$' || text[1] == 's' || text[1] == '.') &&
	       unit_before(p, at, &code);
}

/* The leads of currency signs, full-width forms and numerals; C2 is that of the pound and the yen. */
static bool is_wide_lead(unsigned char c)
{
	return c == 0xC2 || c == 0xE2 || (c >= 0xE4 && c <= 0xE7) || c == 0xEF;
}

static bool opens_wide(const struct passage *p, size_t at)
{
	struct unit sign;
	return number_opens(p, at) || unit_before(p, at, &sign);
}

static bool word_opens(const struct passage *p, size_t at)
{
	return p->text[at] <= '9' || opens_code(p, at) || (number_opens(p, at) && !is_idle_article(p, at));
}

size_t next_opening(const struct passage *p, size_t at)
{
	const char *text = p->text;
	while (at < p->length) {
		if (is_word_byte(text[at])) {
			if ((!at || !is_word_byte(text[at - 1])) && word_opens(p, at))
				return at;
			do
				at++;
			while (at < p->length && is_word_byte(text[at]));
		} else if (text[at] == '$' || (is_wide_lead((unsigned char)text[at]) && opens_wide(p, at))) {
			return at;
		} else {
			at++;
		}
	}
	return at;
}
