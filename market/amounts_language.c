/* Which of three languages a text is in, by its letters and its commonest words. */
#include <string.h>

#include "market/amounts.h"
#include "market/amounts_text.h"

/* By first letter; words with accents count by their accents. */
static const char *const english[26] = {
	['a' - 'a'] = "and|are|at|as|an|after",
	['b' - 'a'] = "by|be|billion",
	['c' - 'a'] = "could",
	['d' - 'a'] = "deal",
	['f' - 'a'] = "for|from",
	['h' - 'a'] = "has",
	['i' - 'a'] = "in|is|its|it|into|invest",
	['m' - 'a'] = "more",
	['n' - 'a'] = "new",
	['o' - 'a'] = "of|on|over",
	['r' - 'a'] = "raises",
	['s' - 'a'] = "says|said",
	['t' - 'a'] = "the|to|that|than|their",
	['u' - 'a'] = "up",
	['w' - 'a'] = "with|will|was|would",
};
static const char *const french[26] = {
	['a' - 'a'] = "avec|au|aux|ans|après",
	['c' - 'a'] = "ce|cette|contre|chez",
	['d' - 'a'] = "des|du|de|dans",
	['e' - 'a'] = "et|en|est|elle|entre",
	['f' - 'a'] = "foyers",
	['i' - 'a'] = "il|investit",
	['l' - 'a'] = "le|la|les|lève",
	['m' - 'a'] = "milliard|milliards|md|mds|mégawatts",
	['o' - 'a'] = "ont",
	['p' - 'a'] = "pour|par|plus|près",
	['q' - 'a'] = "que|qui",
	['r' - 'a'] = "rachète",
	['s' - 'a'] = "sur|sont|se|sa|son|ses|selon",
	['u' - 'a'] = "un|une",
	['v' - 'a'] = "va",
};
static const char elided[] = "d|l|s|qu|n|jusqu|lorsqu";

static bool is_common(const char *const lists[26], const char *word)
{
	const char *list = *word >= 'a' && *word <= 'z' ? lists[*word - 'a'] : NULL;
	return list && is_listed(list, word);
}

struct tally {
	size_t english, french, letters, kana, han;
};

static void count_word(struct tally *t, const char *word, uint32_t next)
{
	if (is_common(english, word))
		t->english += 2;
	if (is_common(french, word) || (next == '\'' && is_listed(elided, word)))
		t->french += 2;
	for (const char *c = word; *c; c++)
		t->french += (unsigned char)*c == 0xC3;
}

static void count_character(struct tally *t, uint32_t c)
{
	t->kana += c >= 0x3041 && c <= 0x30FE;
	t->han += c >= 0x4E00 && c <= 0x9FFF;
}

enum language language_of(const char *text, size_t length, enum language otherwise)
{
	struct passage p = { text, length };
	struct tally t = { 0 };
	for (size_t at = 0; at < length;) {
		char word[WORD_SIZE];
		uint32_t c;
		size_t bytes = word_at(&p, at, word);
		if (bytes) {
			folded_at(&p, at + bytes, &c);
			count_word(&t, word, c);
			t.letters += bytes;
		} else {
			bytes = folded_at(&p, at, &c);
			count_character(&t, c);
		}
		at += bytes;
	}
	if (t.kana + t.han > 1 && 4 * (t.kana + t.han) > t.letters)
		return LANGUAGE_JA;
	if (t.french == t.english)
		return otherwise;
	return t.french > t.english ? LANGUAGE_FR : LANGUAGE_EN;
}

bool language_named(const char *name, enum language *language)
{
	static const char *const names[] = { "auto", "en", "fr", "ja" };
	size_t length = strcspn(name, "-_");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strlen(names[i]) != length || strncmp(names[i], name, length) != 0)
			continue;
		*language = (enum language)i;
		return true;
	}
	return false;
}
