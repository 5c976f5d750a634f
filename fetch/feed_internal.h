/* How a feed's bytes become records, room-private. The way of the bytes:
 *
 *   feed.c                     refuses what is no feed, chooses JSON or XML
 *   feed_decode.c              any encoding -> UTF-8
 *   feed_repair.c, _tag.c      any markup -> balanced XML without DTD or unknown entities, a piece at a time
 *   feed_sax.c, _start.c, _capture.c   balanced XML (libxml2) -> fields, raw, by the table of feed_fields.c
 *   feed_json.c                JSON Feed -> fields, raw
 *   feed_build.c               fields, raw -> records: best of several, text made plain and safe
 *   feed_html.c, _entity.c, _base64.c, _date.c, _words.c, _link.c   the small languages inside fields
 *
 * Nothing here recurses or keeps a tree; memory is the input, its UTF-8 form if it was none, one piece
 * of repaired XML, one field, and the records. */
#ifndef FROTH_FETCH_FEED_INTERNAL_H
#define FROTH_FETCH_FEED_INTERNAL_H

#include <stdarg.h>

#include "base/buffer.h"
#include "fetch/feed.h"

#define FEED_BYTES_MAX (8u << 20)
#define FEED_DEPTH_MAX 64
#define FEED_TAG_MAX (64u << 10)
#define FEED_ATTRIBUTES_MAX 256
#define FEED_ITEMS_MAX 10000
#define FEED_CATEGORIES_MAX 64
#define FEED_FIELD_MAX (1u << 20) /* of a field as it came; what is beyond is dropped */
#define FEED_TEXT_MAX (32u << 10) /* of a field as it is kept */
#define FEED_LINK_MAX 4096

/* Marks the feed as faulty; the first fault is the one that is told. Returns -1. */
int feed_fault(struct feed *feed, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The first place of a short text in [at, end), or NULL. */
const char *feed_find(const char *at, const char *end, const char *what);

/* ---- encodings ---- */

struct feed_text {
	const char *data; /* UTF-8; borrowed from the input where that was UTF-8 already */
	size_t length;
	struct buffer owned;
};

/* Any bytes become valid UTF-8, in the worst case with replacement characters; feed->encoding says
 * what they were taken for. -1: memory. */
int feed_decode(struct feed *feed, const char *bytes, size_t length, const char *charset, struct feed_text *text);
void feed_text_release(struct feed_text *text);

/* ---- entities ---- */

/* The entity or character reference at s[0] == '&'. Returns its length with the semicolon, 0 if it is
 * none that HTML knows. *point is 0 where the reference names no character that text may hold. */
size_t feed_entity(const char *s, size_t length, uint32_t *point);
/* The length of the one of the five entities of XML that s[0] == '&' starts, 0 if it is none. */
size_t feed_entity_xml(const char *s, size_t length);
/* Whether s[0] == '&' starts one of these five or a reference to an ASCII character, which
 * must stay as it is, since the character itself might be markup. */
bool feed_entity_is_xml(const char *s, size_t length);

/* The character of a byte of windows-1252, 0 where it has none: bytes, and references to them, mean this. */
uint32_t feed_windows_1252(unsigned char byte);

/* ---- repair ---- */

/* Takes repaired XML in pieces; nonzero stops the repair. */
struct feed_sink {
	int (*take)(void *context, const char *bytes, size_t length);
	void *context;
};

/* -1: stopped by the sink, a limit or memory (a fault is told where it is the document's). A document type
 * that defines entities of its own is refused with err. */
int feed_repair(struct feed *feed, const char *bytes, size_t length, const struct feed_sink *sink, struct error *err);

/* ---- building records ---- */

enum feed_target {
	TARGET_NONE,
	TARGET_TITLE,
	TARGET_LINK,
	TARGET_ID,
	TARGET_AUTHOR,
	TARGET_SUMMARY,
	TARGET_OUTLET,
	TARGET_PUBLISHED,
	TARGET_UPDATED,
	TARGET_LANGUAGE,
	TARGET_CATEGORY,
	TARGET_KEYWORDS, /* several categories with commas between */
	TARGET_COUNT
};

enum feed_form {
	FORM_HTML,   /* source of HTML: tags out, entities decoded */
	FORM_TEXT,   /* as it stands */
	FORM_BASE64, /* of HTML */
};

struct feed_builder {
	struct feed *feed;
	bool in_item;
	bool failed; /* memory */
	struct feed_item item;
	size_t item_capacity;
	unsigned char feed_rank[TARGET_COUNT], item_rank[TARGET_COUNT];
	struct buffer plain, safe; /* scratch */
};

/* A field found several times keeps the value of the highest rank; an empty value has rank 0. */
void builder_init(struct feed_builder *b, struct feed *feed);
void builder_release(struct feed_builder *b);
void builder_item_begin(struct feed_builder *b); /* ends one that is open */
void builder_item_end(struct feed_builder *b);
void builder_item_drop(struct feed_builder *b); /* it came incomplete */
/* Whether a value of that rank would be taken, so that the reading of it can be saved. */
bool builder_wants(const struct feed_builder *b, enum feed_target target, unsigned char rank);
/* base NULL: the value is no link. Text, dates and lists all come this way, raw. */
void builder_set(struct feed_builder *b, enum feed_target target, unsigned char rank, enum feed_form form,
		 const char *raw, size_t length, const char *base);

/* ---- formats ---- */

/* -1: err says why this is no feed; base may be "". */
int feed_read_xml(struct feed *feed, const struct feed_text *text, const char *base, struct error *err);
int feed_read_json(struct feed *feed, const struct feed_text *text, const char *base, struct error *err);

/* ---- the small languages ---- */

/* Appends the text of an HTML source, controls and all: safe_text() comes after. */
void feed_html_text(struct buffer *out, const char *html, size_t length);
bool feed_html_knows(const char *name, size_t length); /* an element name of HTML, any case */
/* Appends the bytes; false and nothing when it is no base64. */
bool feed_base64(struct buffer *out, const char *text, size_t length);
/* RFC 3986, 5.2: what reference means seen from base. Cut never: what does not fit is -1. */
int feed_link_resolve(const char *base, const char *reference, char out[FEED_LINK_MAX]);

#endif
