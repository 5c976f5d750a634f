/* A cursor over JSON text: what is wanted is read as it comes by, the rest is checked and passed over.
 *
 * For long answers of which little is wanted: no tree, no copy, no memory. Strict (RFC 8259): a wrong
 * byte anywhere before the cursor makes it fail, and a failed cursor gives nothing any more, so that a
 * caller may walk on and ask once, at the end. Nested at most JSON_SCAN_DEPTH deep.
 *
 *     if (json_scan_object(&s))
 *             while (json_scan_member(&s, &name))
 *                     if (json_text_is(&name, "cik"))
 *                             json_scan_number(&s, &cik);
 *                     else
 *                             json_scan_skip(&s);
 *
 * After a member's name, or an element was announced, exactly one value is to be taken: each of object,
 * array, text, number and skip takes one, whatever it is. */
#ifndef FROTH_FETCH_JSON_SCAN_H
#define FROTH_FETCH_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define JSON_SCAN_DEPTH 64

struct json_scan {
	const char *start, *at, *end; /* borrowed */
	uint64_t begun;               /* a bit a level: a member or element of it has been passed */
	int depth;
	bool failed;
};

struct json_text {         /* a string as it stands in the text, without its quotes */
	const char *bytes; /* borrowed */
	size_t length;
	bool escaped; /* holds a backslash */
};

void json_scan_init(struct json_scan *s, const char *bytes, size_t length);
/* The first byte of what comes next; '\0' at the end or after a failure. */
char json_scan_peek(struct json_scan *s);
/* Enters the next value if it is an object, an array; else passes over it and returns false. */
bool json_scan_object(struct json_scan *s);
bool json_scan_array(struct json_scan *s);
/* The next member's name, the next element; false at the end, which is left. */
bool json_scan_member(struct json_scan *s, struct json_text *name);
bool json_scan_element(struct json_scan *s);
/* Takes the next value. false if it is of another kind, or a number that is not finite. */
bool json_scan_text(struct json_scan *s, struct json_text *text);
bool json_scan_number(struct json_scan *s, double *number);
void json_scan_skip(struct json_scan *s);
/* 0: one whole document was passed, and nothing stands behind it. */
int json_scan_end(struct json_scan *s, struct error *err);

/* By bytes; an escaped text equals nothing. */
bool json_text_is(const struct json_text *text, const char *word);
/* -1, and out is "": longer than fits, or escaped. Foreign bytes: not safe to show. */
int json_text_copy(const struct json_text *text, char *out, size_t size);

#endif
