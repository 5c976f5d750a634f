#include "market/statement_sentence.h"

#include <string.h>

/* ---- where it ends ---- */

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A full stop ends a sentence before a blank, but not after "U.S.", "C." or "Inc.". */
static bool ends_here(const char *text, size_t length, size_t at)
{
	char c = text[at];
	if (c == '\n')
		return true;
	if (c == '\xE3' && at + 2 < length && text[at + 1] == '\x80' && text[at + 2] == '\x82')
		return true;
	bool last = at + 1 >= length || text[at + 1] == ' ' || text[at + 1] == '\n' || text[at + 1] == '"';
	if (!last || (c != '.' && c != '!' && c != '?' && c != ';'))
		return false;
	bool initial = c == '.' && at > 0 && is_capital(text[at - 1]) &&
		       (at < 2 || text[at - 2] == ' ' || text[at - 2] == '.');
	bool short_form = c == '.' && at >= 3 &&
			  (!memcmp(text + at - 3, "Inc", 3) || !memcmp(text + at - 3, "orp", 3) ||
			   !memcmp(text + at - 2, "Co", 2) || !memcmp(text + at - 3, "Ltd", 3));
	return !initial && !short_form;
}

size_t sentence_find_end(const char *text, size_t length, size_t at)
{
	while (at < length && !ends_here(text, length, at))
		at++;
	return at < length ? at + 1 : length;
}

/* ---- what stands in it ---- */

size_t sentence_start_of(const struct sentence *s, const struct amount *a)
{
	return a->offset - s->offset;
}

size_t sentence_end_of(const struct sentence *s, const struct amount *a)
{
	return a->offset - s->offset + a->length;
}

bool sentence_has(const struct sentence *s, size_t from, size_t to, const char *list)
{
	for (size_t at = from; at < to;) {
		uint32_t c;
		size_t bytes = folded_at(&s->text, at, &c);
		if ((!is_letter(c) || word_begins(&s->text, at)) && listed_at(&s->text, at, list))
			return true;
		at += bytes;
	}
	return false;
}

bool sentence_says(const struct sentence *s, const char *list)
{
	return sentence_has(s, 0, s->text.length, list);
}

bool sentence_says_after(const struct sentence *s, const struct mark *m, const char *list)
{
	return sentence_has(s, m->end, s->text.length, list);
}

bool sentence_names(const struct sentence *s, size_t at)
{
	for (size_t i = 0; i < s->party_count; i++)
		if (at >= s->parties[i].start && at < s->parties[i].end)
			return true;
	return false;
}
