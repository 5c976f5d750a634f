/* A text as amounts.c reads it: character by character, with the differences of typing folded away. Capitals
 * become small, full-width forms plain, every blank ' ', every apostrophe '\'', every
 * dash longer than a hyphen an en dash, every wave '~'.
 * Private to market/amounts*.c and market/statement*.c; survives any bytes and reads none past the length. */
#ifndef FROTH_MARKET_AMOUNTS_TEXT_H
#define FROTH_MARKET_AMOUNTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct passage {
	const char *text; /* borrowed; need not end with a NUL */
	size_t length;
};

#define WORD_SIZE 32

static inline uint32_t fold_ascii(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	return c == '\t' || c == '\r' ? ' ' : c;
}

size_t folded_wide_at(const struct passage *p, size_t at, uint32_t *c);

/* The folded character at `at`; returns its bytes, 0 at the end (and *c is 0). */
static inline size_t folded_at(const struct passage *p, size_t at, uint32_t *c)
{
	*c = 0;
	if (at >= p->length)
		return 0;
	if ((unsigned char)p->text[at] >= 0x80)
		return folded_wide_at(p, at, c);
	*c = fold_ascii((unsigned char)p->text[at]);
	return 1;
}

/* The folded character before `at`, 0 at the beginning. */
uint32_t folded_before(const struct passage *p, size_t at);

/* Of an alphabet that parts its words by blanks. */
static inline bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F);
}

static inline bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* No letter or digit goes on here, or comes from before. */
bool word_ends(const struct passage *p, size_t at);
bool word_begins(const struct passage *p, size_t at);
/* Past the blanks at `at`: at most two, or one line's end. */
size_t past_blanks(const struct passage *p, size_t at);
/* Past one hyphen, else past the blanks. */
size_t past_hyphen(const struct passage *p, size_t at);
/* Bytes of the text that `phrase` (folded already) takes at `at`, 0 if it is not there. A ' ' of the phrase
 * takes what past_blanks() does. */
size_t phrase_at(const struct passage *p, size_t at, const char *phrase);
/* The same, and no word goes on after it. */
size_t words_at(const struct passage *p, size_t at, const char *phrase);
/* The same without folding. */
size_t exactly_at(const struct passage *p, size_t at, const char *text);
/* The run of letters at `at`, folded, cut to the field; returns its bytes, 0 for none. */
size_t word_at(const struct passage *p, size_t at, char word[WORD_SIZE]);
/* Whether `word` is one of a '|' list. */
bool is_listed(const char *list, const char *word);
/* Whether one of its words is. */
bool has_word(const struct passage *p, const char *list);

#define PHRASE_SIZE 48
/* The bytes of the longest phrase of a '|' list that stands at `at`, 0 for none. No word goes on after it,
 * but where words are not parted (Japanese). */
size_t listed_at(const struct passage *p, size_t at, const char *list);

#define BEFORE_SIZE 224
/* The folded text that ends at `at`, its last characters, blanks made single and none at its end. */
void text_before(const struct passage *p, size_t at, char out[BEFORE_SIZE]);
/* Whether `text` ends with `phrase`, and no word goes on before it. */
bool ends_with_words(const char *text, const char *phrase);

#endif
