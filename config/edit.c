/* The parser of YAML says where things stand, by line; lines are then put in between. Nothing is written anew
 * from a tree, so nothing that a tree does not hold is lost. */
#include "config/edit.h"

#include <stdint.h>
#include <string.h>

#include "config/edit_walk.h"

#define INDENT 2

/* Where the item goes, and what has to stand above it. */
struct place {
	size_t line;   /* the item comes before this line */
	size_t indent; /* of the deepest line that is there */
	bool has_section, has_key;
};

/* ---- finding the place ---- */

/* The event stands at the value of the list's key, which stands at `column`. */
static int place_in_list(struct edit_walk *e, const char *key, size_t column, struct place *p)
{
	p->has_key = true;
	p->indent = column + INDENT;
	if (!edit_is_nothing(&e->event)) {
		if (!edit_is_block_sequence(&e->event))
			return edit_refuse_shape(e, key, "a list");
		p->indent = e->event.start_mark.column;
	}
	size_t value_line = e->event.start_mark.line;
	if (edit_is_nothing(&e->event) && e->event.end_mark.index == e->event.start_mark.index)
		e->last_line = value_line;
	if (edit_walk_skip(e))
		return -1;
	p->line = e->last_line + 1;
	return 0;
}

/* The event stands at the start of a mapping that may hold the list's key. */
static int place_in_mapping(struct edit_walk *e, const char *key, struct place *p)
{
	size_t column = e->event.start_mark.column;
	int found = edit_walk_key(e, key, &column);
	if (found > 0)
		return place_in_list(e, key, column, p);
	p->line = e->last_line + 1;
	p->indent = column;
	return found;
}

/* The event stands at the value of the section, whose name stands at `column`. */
static int place_in_section(struct edit_walk *e, const struct config_list *list, size_t column, struct place *p)
{
	p->has_section = true;
	if (edit_is_nothing(&e->event)) {
		p->line = e->event.start_mark.line + 1;
		p->indent = column + INDENT;
		return 0;
	}
	return edit_is_block_mapping(&e->event) ? place_in_mapping(e, list->key, p)
						: edit_refuse_shape(e, list->section, "a mapping");
}

static int find_place(struct edit_walk *e, const struct config_list *list, struct place *p)
{
	*p = (struct place){ .has_section = !list->section };
	int top = edit_walk_top(e);
	if (top < 0)
		return -1;
	if (!top) {
		p->line = SIZE_MAX; /* nothing but comments: at the end */
		return 0;
	}
	if (!list->section) {
		int result = place_in_mapping(e, list->key, p);
		if (!p->has_key)
			p->line = SIZE_MAX;
		return result;
	}
	size_t column = 0;
	int found = edit_walk_key(e, list->section, &column);
	if (found > 0)
		return place_in_section(e, list, column, p);
	p->line = SIZE_MAX;
	p->indent = column;
	return found;
}

/* ---- writing ---- */

static int append_line(struct buffer *out, size_t indent, const char *line, size_t length)
{
	for (size_t i = 0; i < indent; i++)
		if (buffer_append_char(out, ' '))
			return -1;
	return buffer_append(out, line, length);
}

static int append_name(struct buffer *out, size_t indent, const char *key)
{
	return append_line(out, indent, key, strlen(key)) || buffer_append_text(out, ":\n") ? -1 : 0;
}

static int append_item(struct buffer *out, const struct config_list *list, const struct place *p, const char *item)
{
	size_t indent = p->indent;
	if (!p->has_section) {
		if (append_name(out, indent, list->section))
			return -1;
		indent += INDENT;
	}
	if (!p->has_key) {
		if (append_name(out, indent, list->key))
			return -1;
		indent += INDENT;
	}
	for (const char *line = item; *line;) {
		size_t length = strcspn(line, "\n") + 1;
		if (append_line(out, indent, line, length))
			return -1;
		line += length;
	}
	return 0;
}

static int write_text(struct buffer *out, const struct config_list *list, const struct place *p, const char *text,
		      size_t length, const char *item)
{
	size_t at = p->line == SIZE_MAX ? length : edit_line_start(text, length, p->line);
	if (buffer_append(out, text, at))
		return -1;
	if (at && text[at - 1] != '\n' && buffer_append_char(out, '\n'))
		return -1;
	return append_item(out, list, p, item) || buffer_append(out, text + at, length - at) ? -1 : 0;
}

int config_edit_append(struct buffer *out, const struct config_list *list, const char *name, const char *text,
		       size_t length, const char *item, struct error *err)
{
	struct edit_walk e;
	struct place place;
	if (edit_walk_begin(&e, name, text, length, err))
		return -1;
	int result = find_place(&e, list, &place);
	if (!result && write_text(out, list, &place, text, length, item))
		result = error_set(err, "%s: the file would become longer than %zu bytes", name, out->limit);
	edit_walk_end(&e);
	return result;
}

int config_edit_quote(struct buffer *out, const char *text)
{
	int failed = buffer_append_char(out, '\'');
	for (const char *p = text; *p && !failed; p++) {
		bool is_control = (unsigned char)*p < 0x20 || *p == 0x7f;
		failed = buffer_append_char(out, is_control ? ' ' : *p);
		if (*p == '\'' && !failed)
			failed = buffer_append_char(out, '\'');
	}
	return failed || buffer_append_char(out, '\'') ? -1 : 0;
}
