/* UTF-8 and columns. Text inside froth is valid UTF-8 that safe_text() has
 * passed; these functions still survive anything. */
#ifndef FROTH_BASE_UTF8_H
#define FROTH_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes one code point from s[0..length), length > 0. Returns the bytes used;
 * ill-formed input yields UTF8_REPLACEMENT and the maximal subpart (Unicode 15,
 * 3.9, "substitution of maximal subparts"). */
size_t utf8_decode(const char *s, size_t length, uint32_t *code_point);
/* Writes 1 to 4 bytes; a surrogate or a value past U+10FFFF becomes U+FFFD. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* The small letter of a letter, for comparing without regard to case; everything else is itself. */
uint32_t utf8_fold(uint32_t code_point);
/* Letters, digits and the marks on them. */
bool utf8_is_word(uint32_t code_point);

/* Columns that a terminal gives the code point: 0, 1 or 2, by wcwidth(3), as
 * ncurses lays out by it; 1 where it does not know (such points do not pass
 * safe_text()). */
int utf8_width(uint32_t code_point);
/* Columns of a string. */
int utf8_columns(const char *text);
/* The longest prefix in bytes, whole clusters, that fits in `columns`; *used gets its columns. */
size_t utf8_fit(const char *text, int columns, int *used);

/* The one way from foreign bytes to text that may reach a terminal, a log, a
 * file name or a store: ill-formed bytes to U+FFFD, NFC, white space folded to
 * single blanks and trimmed; C0, C1, escape sequences' lead bytes, bidi
 * controls, zero-width, tag, private and unassigned characters out; at most two
 * combining marks kept a base; emoji sequences reduced to their base.
 * Appends to out (see base/buffer.h); 0, or -1 when its limit is reached: what
 * fitted stays, cut at a whole character. */
struct buffer;
int safe_text(struct buffer *out, const char *raw, size_t length);
/* The same into a fixed field, cut at a whole character, always terminated. */
void safe_copy(char *field, size_t size, const char *raw);

#endif
