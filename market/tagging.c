/* Which companies a press item is about. The text is walked once; wherever a name stands on word
 * boundaries, the words around it and in the rest of the item decide whether the company is meant. */
#include <string.h>

#include "base/utf8.h"
#include "market/headline.h"
#include "market/names.h"

enum script { SCRIPT_NONE, SCRIPT_LETTER, SCRIPT_KATAKANA, SCRIPT_HANGUL };

/* Scripts whose letters bind a word together. Han and Hiragana run on without blanks, so there a name
 * may stand anywhere. */
static enum script script_of(uint32_t c)
{
	static const struct {
		uint32_t first, last;
		enum script script;
	} ranges[] = {
		{ '0', '9', SCRIPT_LETTER },         { 'A', 'Z', SCRIPT_LETTER },
		{ '_', '_', SCRIPT_LETTER },         { 'a', 'z', SCRIPT_LETTER },
		{ 0xC0, 0xD6, SCRIPT_LETTER },       { 0xD8, 0xF6, SCRIPT_LETTER },
		{ 0xF8, 0x24F, SCRIPT_LETTER },      { 0x370, 0x52F, SCRIPT_LETTER },
		{ 0x30A1, 0x30FA, SCRIPT_KATAKANA }, { 0x30FC, 0x30FE, SCRIPT_KATAKANA },
		{ 0xAC00, 0xD7A3, SCRIPT_HANGUL },   { 0xFF10, 0xFF19, SCRIPT_LETTER },
		{ 0xFF21, 0xFF3A, SCRIPT_LETTER },   { 0xFF41, 0xFF5A, SCRIPT_LETTER },
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_NONE;
}

static enum script script_before(const char *text, const char *at)
{
	const char *p = at;
	while (p > text && p > at - 4 && ((unsigned char)*--p & 0xC0) == 0x80)
		;
	uint32_t c = 0;
	if (p < at)
		utf8_decode(p, (size_t)(at - p), &c);
	return script_of(c);
}

static enum script script_at(const char *at)
{
	uint32_t c = 0;
	if (*at)
		utf8_decode(at, strnlen(at, 4), &c);
	return script_of(c);
}

/* No letter of the same script goes on before or after. Korean hangs its particles on the noun, so there
 * only the beginning counts. */
static bool is_word(const char *text, const char *at, size_t length)
{
	enum script first = script_at(at), last = script_before(at, at + length);
	if (first != SCRIPT_NONE && script_before(text, at) == first)
		return false;
	return last == SCRIPT_NONE || last == SCRIPT_HANGUL || script_at(at + length) != last;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_with(const char *text, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (lower(text[i]) != lower(word[i]))
			return false;
	return true;
}

/* Calls for each word of a '|' list; true as soon as one fits. */
static bool any_word(const char *list, const char *text, const char *at,
		     bool (*fits)(const char *text, const char *at, const char *word, size_t length))
{
	for (const char *word = list; word;) {
		size_t length = strcspn(word, "|");
		if (fits(text, at, word, length))
			return true;
		word = word[length] ? word + length + 1 : NULL;
	}
	return false;
}

static bool stands_after(const char *text, const char *at, const char *word, size_t length)
{
	if (*word != '-')
		at += strspn(at, " ");
	return begins_with(at, word, length) && is_word(text, at, length);
}

static bool stands_before(const char *text, const char *at, const char *word, size_t length)
{
	while (at > text && (at[-1] == ' ' || at[-1] == '-'))
		at--;
	if ((size_t)(at - text) < length)
		return false;
	at -= length;
	return begins_with(at, word, length) && is_word(text, at, length);
}

static bool occurs(const char *text, const char *at, const char *word, size_t length)
{
	for (; *at; at++)
		if (begins_with(at, word, length) && is_word(text, at, length))
			return true;
	return false;
}

static bool mentions(const struct headline *h, const char *list)
{
	return (h->title && any_word(list, h->title, h->title, occurs)) ||
	       (h->summary && any_word(list, h->summary, h->summary, occurs));
}

static bool name_stands(const struct name_rule *r, const char *text, const char *at, size_t length)
{
	if (r->letters == AS_WRITTEN ? strncmp(at, r->name, length) != 0 : !begins_with(at, r->name, length))
		return false;
	if (r->letters == CAPITALISED && *at != *r->name)
		return false;
	return is_word(text, at, length);
}

static bool company_is_meant(const struct headline *h, const struct name_rule *r, const char *text, const char *at,
			     size_t length)
{
	if (r->not_before && any_word(r->not_before, text, at, stands_before))
		return false;
	if (r->not_after && any_word(r->not_after, text, at + length, stands_after))
		return false;
	if (r->only_with && !mentions(h, r->only_with))
		return false;
	return !r->against || !mentions(h, r->against) || (r->in_favour && mentions(h, r->in_favour));
}

static void add_company(struct headline *h, const char *symbol)
{
	for (size_t i = 0; i < h->company_count; i++)
		if (!strcmp(h->companies[i], symbol))
			return;
	if (h->company_count == HEADLINE_COMPANIES || strlen(symbol) >= SYMBOL_SIZE)
		return;
	strcpy(h->companies[h->company_count++], symbol);
}

/* The bytes of the name that stands here, 0 for none: what is inside a longer name is not looked at again. */
static size_t tag_names_at(struct headline *h, const char *text, const char *at)
{
	for (const struct name_rule *r = name_rules; r->symbol; r++) {
		size_t length = strlen(r->name);
		if (lower(*at) != lower(*r->name) || !name_stands(r, text, at, length))
			continue;
		if (company_is_meant(h, r, text, at, length))
			add_company(h, r->symbol);
		return length;
	}
	return 0;
}

static size_t letters_and_digits(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9');
	return count;
}

/* A text without small letters shouts: there "NOW" and "ALL" are words, and only "(NOW)", "$NOW" or
 * "NYSE: NOW" are symbols. */
static bool is_shouted(const char *text)
{
	return !text[strcspn(text, "abcdefghijklmnopqrstuvwxyz")];
}

static bool is_marked(const char *text, const char *at)
{
	while (at > text && at[-1] == ' ')
		at--;
	return at > text && strchr("($:", at[-1]);
}

static bool has_rule(const char *symbol)
{
	size_t length = strlen(symbol);
	for (const struct name_rule *r = name_rules; r->symbol; r++)
		if (strlen(r->name) == length && begins_with(symbol, r->name, length))
			return true;
	return false;
}

static void tag_symbol(struct headline *h, const char *text, const char *symbol)
{
	size_t length = strlen(symbol);
	bool shouted = is_shouted(text);
	for (const char *at = strstr(text, symbol); at; at = strstr(at + 1, symbol))
		if (is_word(text, at, length) && (!shouted || is_marked(text, at)))
			add_company(h, symbol);
}

static void tag_text(struct headline *h, const char *text, const char (*watched)[SYMBOL_SIZE], size_t count)
{
	for (const char *at = text; *at;) {
		size_t length = tag_names_at(h, text, at);
		at += length ? length : 1;
	}
	for (size_t i = 0; i < count; i++)
		if (letters_and_digits(watched[i]) >= 3 && !has_rule(watched[i]))
			tag_symbol(h, text, watched[i]);
}

void headline_tag_companies(struct headline *h, const char (*watched)[SYMBOL_SIZE], size_t count)
{
	if (h->title)
		tag_text(h, h->title, watched, count);
	if (h->summary)
		tag_text(h, h->summary, watched, count);
}
