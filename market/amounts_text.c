#include "market/amounts_text.h"

#include <string.h>

#include "base/utf8.h"

static uint32_t fold(uint32_t c)
{
	static const struct {
		uint32_t first, last, to;
	} rows[] = { { 0xA0, 0xA0, ' ' },        { 0x2000, 0x200A, ' ' },  { 0x202F, 0x202F, ' ' },
		     { 0x205F, 0x205F, ' ' },    { 0x3000, 0x3000, ' ' },  { 0x2018, 0x2019, '\'' },
		     { 0x2BC, 0x2BC, '\'' },     { 0x2010, 0x2011, '-' },  { 0x2012, 0x2015, 0x2013 },
		     { 0x2212, 0x2212, 0x2013 }, { 0x301C, 0x301C, '~' },  { 0x223C, 0x223C, '~' },
		     { 0x2248, 0x2248, '~' },    { 0x2265, 0x2265, '>' },  { 0xFFE0, 0xFFE0, 0xA2 },
		     { 0xFFE1, 0xFFE1, 0xA3 },   { 0xFFE5, 0xFFE5, 0xA5 }, { 0xFFE6, 0xFFE6, 0x20A9 } };
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c < 0x80)
		return fold_ascii(c);
	if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
		return c + 0x20;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (c >= rows[i].first && c <= rows[i].last)
			return rows[i].to;
	return c;
}

size_t folded_wide_at(const struct passage *p, size_t at, uint32_t *c)
{
	size_t bytes = utf8_decode(p->text + at, p->length - at, c);
	*c = fold(*c);
	return bytes;
}

uint32_t folded_before(const struct passage *p, size_t at)
{
	size_t start = at;
	uint32_t c = 0;
	while (start > 0 && at - start < 4 && ((unsigned char)p->text[--start] & 0xC0) == 0x80)
		;
	if (start < at)
		folded_at(p, start, &c);
	return c;
}

bool word_ends(const struct passage *p, size_t at)
{
	uint32_t c;
	folded_at(p, at, &c);
	return !is_letter(c) && !is_digit(c) && c != '_';
}

bool word_begins(const struct passage *p, size_t at)
{
	uint32_t c = folded_before(p, at);
	return !is_letter(c) && !is_digit(c) && c != '_';
}

size_t past_blanks(const struct passage *p, size_t at)
{
	bool line_ended = false;
	if (at < p->length && p->text[at] > ' ')
		return at;
	for (int i = 0; i < 2; i++) {
		uint32_t c;
		size_t bytes = folded_at(p, at, &c);
		if (c != ' ' && (c != '\n' || line_ended))
			return at;
		line_ended = line_ended || c == '\n';
		at += bytes;
	}
	return at;
}

size_t past_hyphen(const struct passage *p, size_t at)
{
	uint32_t c;
	size_t bytes = folded_at(p, at, &c);
	return c == '-' ? at + bytes : past_blanks(p, at);
}

/* Where the first character of `phrase` ends in the text, `at` if another one stands there; *bytes gets its own. */
static size_t past_character(const struct passage *p, size_t at, const char *phrase, size_t *bytes)
{
	uint32_t wanted = (unsigned char)*phrase, found;
	*bytes = 1;
	if (wanted == ' ')
		return past_blanks(p, at);
	if (wanted < 0x80 && at < p->length && (unsigned char)p->text[at] < 0x80)
		return at + (fold_ascii((unsigned char)p->text[at]) == wanted);
	if (wanted >= 0x80)
		*bytes = utf8_decode(phrase, strnlen(phrase, 4), &wanted);
	size_t used = folded_at(p, at, &found);
	return found == wanted ? at + used : at;
}

size_t phrase_at(const struct passage *p, size_t at, const char *phrase)
{
	size_t end = at;
	for (size_t bytes; *phrase; phrase += bytes) {
		size_t next = past_character(p, end, phrase, &bytes);
		if (next == end)
			return 0;
		end = next;
	}
	return end - at;
}

size_t words_at(const struct passage *p, size_t at, const char *phrase)
{
	size_t bytes = phrase_at(p, at, phrase);
	return bytes && word_ends(p, at + bytes) ? bytes : 0;
}

size_t exactly_at(const struct passage *p, size_t at, const char *text)
{
	if (at >= p->length || p->text[at] != *text)
		return 0;
	size_t bytes = strlen(text);
	return p->length - at >= bytes && memcmp(p->text + at, text, bytes) == 0 ? bytes : 0;
}

size_t word_at(const struct passage *p, size_t at, char word[WORD_SIZE])
{
	size_t end = at, used = 0;
	uint32_t c;
	for (size_t bytes = folded_at(p, end, &c); bytes && is_letter(c); bytes = folded_at(p, end, &c)) {
		end += bytes;
		if (used + 4 >= WORD_SIZE)
			continue;
		if (c < 0x80)
			word[used++] = (char)c;
		else
			used += utf8_encode(c, word + used);
	}
	word[used] = '\0';
	return end - at;
}

bool is_listed(const char *list, const char *word)
{
	for (const char *at = *word ? list : NULL; at;) {
		const char *w = word;
		while (*w && *at == *w) {
			at++;
			w++;
		}
		if (!*w && (*at == '|' || !*at))
			return true;
		while (*at && *at != '|')
			at++;
		at = *at ? at + 1 : NULL;
	}
	return false;
}

bool has_word(const struct passage *p, const char *list)
{
	for (size_t at = 0; at < p->length;) {
		char word[WORD_SIZE];
		uint32_t c;
		size_t bytes = word_at(p, at, word);
		if (bytes && is_listed(list, word))
			return true;
		at += bytes ? bytes : folded_at(p, at, &c);
	}
	return false;
}

/* The same first character, or one that only folding could make so. */
static bool may_open(char first, char wanted)
{
	if (first >= 'A' && first <= 'Z')
		first = (char)(first - 'A' + 'a');
	return first == wanted || (unsigned char)first >= 0x80 || (wanted == ' ' && (first == '\n' || first == '\t'));
}

size_t listed_at(const struct passage *p, size_t at, const char *list)
{
	size_t longest = 0, size;
	for (const char *phrase = at < p->length ? list : NULL; phrase;
	     phrase = phrase[size] ? phrase + size + 1 : NULL) {
		char copy[PHRASE_SIZE];
		size = strcspn(phrase, "|");
		if (!may_open(p->text[at], *phrase) || size >= sizeof copy)
			continue;
		memcpy(copy, phrase, size);
		copy[size] = '\0';
		size_t bytes = (unsigned char)*phrase < 0xE3 ? words_at(p, at, copy) : phrase_at(p, at, copy);
		longest = bytes > longest ? bytes : longest;
	}
	return longest;
}

void text_before(const struct passage *p, size_t at, char out[BEFORE_SIZE])
{
	size_t start = at > 72 ? at - 72 : 0, used = 0;
	while (start < at && ((unsigned char)p->text[start] & 0xC0) == 0x80)
		start++;
	for (uint32_t c; start < at;) {
		char encoded[4];
		start += folded_at(p, start, &c);
		size_t size = utf8_encode(c == '\n' ? ' ' : c, encoded);
		bool doubled = encoded[0] == ' ' && used && out[used - 1] == ' ';
		if (doubled || used + size >= BEFORE_SIZE)
			continue;
		memcpy(out + used, encoded, size);
		used += size;
	}
	while (used && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
}

bool ends_with_words(const char *text, const char *phrase)
{
	size_t length = strlen(text), size = strlen(phrase);
	if (size > length || memcmp(text + length - size, phrase, size) != 0)
		return false;
	struct passage p = { text, length };
	uint32_t first;
	utf8_decode(phrase, size, &first);
	return !is_letter(first) || word_begins(&p, length - size);
}
