/* A walk through YAML by its events, for those who change a text in place and must know where things stand.
 * Private to config/. */
#ifndef FROTH_CONFIG_EDIT_WALK_H
#define FROTH_CONFIG_EDIT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "base/error.h"

struct edit_walk {
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
	const char *name;   /* of the text, for sentences; borrowed */
	const char *text;
	size_t length;
	struct error *err;
	size_t last_line; /* of what was read so far, from 0 */
	struct {
		size_t line, column, at;
	} asked; /* the mark whose offset was told last: they ascend, and the next is looked for from there */
};

/* text is borrowed until edit_walk_end, which is called in any case. */
int edit_walk_begin(struct edit_walk *e, const char *name, const char *text, size_t length, struct error *err);
void edit_walk_end(struct edit_walk *e);

int edit_walk_next(struct edit_walk *e);
/* From a value's first event to its last. */
int edit_walk_skip(struct edit_walk *e);
/* From the start of the text to its mapping. 1: it stands there; 0: the text says nothing. */
int edit_walk_top(struct edit_walk *e);
/* The event stands at a mapping's start. 1: at the value of `key`, whose own column is *column; 0: at the
 * mapping's end, *column that of its last key. */
int edit_walk_key(struct edit_walk *e, const char *key, size_t *column);

bool edit_is_nothing(const yaml_event_t *event);
bool edit_is_block_mapping(const yaml_event_t *event);
bool edit_is_block_sequence(const yaml_event_t *event);
int edit_refuse_shape(struct edit_walk *e, const char *key, const char *what);

/* The offset at which a line begins; the length where there are not so many. */
size_t edit_line_start(const char *text, size_t length, size_t line);
/* The offset in bytes of a mark, which counts characters. */
size_t edit_offset(struct edit_walk *e, const yaml_mark_t *mark);

#endif
