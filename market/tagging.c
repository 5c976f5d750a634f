/* Which companies a press item is about. The text is walked once; wherever a name stands on word
 * boundaries, the words around it and in the rest of the item decide whether the company is meant. */
#include <string.h>

#include "base/utf8.h"
#include "market/headline.h"
#include "market/name_book.h"

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

/* A '|' list with the first letters of its words, so that most places of a text are passed by one look. */
struct word_list {
	const char *words;
	bool begins[256];
};

static void word_list_init(struct word_list *list, const char *words)
{
	*list = (struct word_list){ .words = words };
	for (const char *word = words; word;) {
		size_t length = strcspn(word, "|");
		list->begins[(unsigned char)lower(*word)] = true;
		word = word[length] ? word + length + 1 : NULL;
	}
}

static bool stands_at(const char *text, const char *at, const char *word, size_t length)
{
	return begins_with(at, word, length) && is_word(text, at, length);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool any_occurs(const struct word_list *list, const char *text)
{
	for (const char *at = text; at && *at; at++) {
		if (!list->begins[(unsigned char)lower(*at)] || (at > text && is_letter(at[-1]) && is_letter(*at)))
			continue;
		if (any_word(list->words, text, at, stands_at))
			return true;
	}
	return false;
}

static bool mentions(const struct headline *h, const char *words)
{
	struct word_list list;
	word_list_init(&list, words);
	return any_occurs(&list, h->title) || any_occurs(&list, h->summary);
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

static bool ends_address(char c)
{
	return c <= ' ' || (unsigned char)c >= 0x80 || strchr("<>\"()", c);
}

/* Inside "https://news.example/google/1" or "somebody@arm.example" or "/opt/google" nothing is named;
 * "@nvidia" is. */
static bool is_in_address(const char *text, const char *at)
{
	const char *start = at, *mark;
	while (start > text && !ends_address(start[-1]))
		start--;
	if (start == at || (unsigned char)*at >= 0x80)
		return false;
	if (*start == '/' || !strncmp(start, "www.", 4))
		return true;
	mark = memchr(start + 1, '@', (size_t)(at - start - 1));
	return mark || (strstr(start, "://") && strstr(start, "://") < at);
}

static bool entry_is_meant(const struct headline *h, const struct name_entry *e, const char *text, const char *at)
{
	if (is_in_address(text, at))
		return false;
	if (e->is_symbol)
		return is_marked(text, at) || !is_shouted(text);
	return company_is_meant(h, e->rule, text, at, e->length);
}

/* The bytes of the name that stands here, 0 for none: what is inside a longer name is not looked at again.
 * Several companies may go by one name. */
static size_t tag_names_at(struct headline *h, const struct name_book *book, const char *text, const char *at)
{
	size_t byte = (unsigned char)lower(*at), found = 0;
	for (size_t i = book->first[byte]; i < book->first[byte + 1]; i++) {
		const struct name_entry *e = &book->entries[i];
		if (e->length < found)
			break;
		if (!name_stands(e->rule, text, at, e->length))
			continue;
		found = e->length;
		if (entry_is_meant(h, e, text, at))
			add_company(h, e->rule->symbol);
	}
	return found;
}

static void tag_text(struct headline *h, const struct name_book *book, const char *text)
{
	for (const char *at = text; at && *at;) {
		bool is_inside_word = at > text && is_letter(at[-1]) && is_letter(*at);
		size_t length = is_inside_word ? 0 : tag_names_at(h, book, text, at);
		at += length ? length : 1;
	}
}

void headline_tag(struct headline *h, const struct name_book *book)
{
	tag_text(h, book, h->title);
	tag_text(h, book, h->summary);
}
