/* Changes to a person's configuration file that leave every other byte as it is, comments included. */
#ifndef FROTH_CONFIG_EDIT_H
#define FROTH_CONFIG_EDIT_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* The place of a list in the file: `section: key:`, or `key:` alone at the top where section is NULL. */
struct config_list {
	const char *section, *key;
};

/* Writes into out (initialised, empty) the text with one more item at the end of that list; where the list or
 * its section is not there, it is made. item: whole lines, each ended by '\n', the first opening with "- ", not
 * indented. -1: the text is no YAML, or the list is written in a way that has no room for lines ("[a, b]");
 * err says "NAME:LINE: ...". What comes out is to be read by config_parse before it is kept. */
int config_edit_append(struct buffer *out, const struct config_list *list, const char *name, const char *text,
		       size_t length, const char *item, struct error *err);
/* Appends `text` as a quoted YAML scalar: nothing in it can end the scalar or the line. */
int config_edit_quote(struct buffer *out, const char *text);

#endif
