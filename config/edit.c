/* The parser of YAML says where things stand, by line; lines are then put in between. Nothing is written anew
 * from a tree, so nothing that a tree does not hold is lost. */
#include "config/edit.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <yaml.h>

#define INDENT 2

struct editor {
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
	const char *name;
	struct error *err;
	size_t last_line; /* of what was read so far, from 0 */
};

/* Where the item goes, and what has to stand above it. */
struct place {
	size_t line;   /* the item comes before this line */
	size_t indent; /* of the deepest line that is there */
	bool has_section, has_key;
};

/* ---- events ---- */

static void note_line(struct editor *e)
{
	const yaml_event_t *event = &e->event;
	bool is_flow_end = (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT) &&
			   event->end_mark.index > event->start_mark.index;
	if (event->type != YAML_SCALAR_EVENT && event->type != YAML_ALIAS_EVENT && !is_flow_end)
		return;
	/* A block scalar ends where the next line begins. */
	bool at_line_start = event->end_mark.column == 0 && event->end_mark.line > event->start_mark.line;
	e->last_line = event->end_mark.line - at_line_start;
}

static int next(struct editor *e)
{
	yaml_event_delete(&e->event);
	if (!yaml_parser_parse(&e->parser, &e->event))
		return error_set(e->err, "%s:%zu: not YAML: %.100s", e->name, e->parser.problem_mark.line + 1,
				 e->parser.problem ? e->parser.problem : "unreadable bytes");
	note_line(e);
	return 0;
}

static bool opens(yaml_event_type_t type)
{
	return type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT;
}

static bool closes(yaml_event_type_t type)
{
	return type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT;
}

/* From a value's first event to its last. */
static int skip_value(struct editor *e)
{
	for (int depth = 0;;) {
		depth += opens(e->event.type);
		depth -= closes(e->event.type);
		if (depth <= 0)
			return 0;
		if (next(e))
			return -1;
	}
}

static bool is_nothing(const yaml_event_t *event)
{
	static const char *const words[] = { "", "~", "null" };
	bool plain = event->type == YAML_SCALAR_EVENT && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	for (size_t i = 0; plain && i < sizeof words / sizeof *words; i++)
		if (strcmp((const char *)event->data.scalar.value, words[i]) == 0)
			return true;
	return false;
}

static int refuse_shape(struct editor *e, const char *key, const char *what)
{
	return error_set(e->err, "%s:%zu: %s: expected %s with a line for each entry, so that one can be added",
			 e->name, e->event.start_mark.line + 1, key, what);
}

static bool is_block_mapping(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.style != YAML_FLOW_MAPPING_STYLE;
}

static bool is_block_sequence(const yaml_event_t *event)
{
	return event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.style != YAML_FLOW_SEQUENCE_STYLE;
}

/* ---- finding the place ---- */

/* The event stands at a mapping's start. 1: at the value of `key`, whose own column is *column; 0: at the
 * mapping's end, *column that of its last key. */
static int find_key(struct editor *e, const char *key, size_t *column)
{
	for (;;) {
		if (next(e))
			return -1;
		if (e->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		*column = e->event.start_mark.column;
		bool found = e->event.type == YAML_SCALAR_EVENT &&
			     strcmp((const char *)e->event.data.scalar.value, key) == 0;
		if (skip_value(e) || next(e))
			return -1;
		if (found)
			return 1;
		if (skip_value(e))
			return -1;
	}
}

/* The event stands at the value of the list's key, which stands at `column`. */
static int place_in_list(struct editor *e, const char *key, size_t column, struct place *p)
{
	p->has_key = true;
	p->indent = column + INDENT;
	if (!is_nothing(&e->event)) {
		if (!is_block_sequence(&e->event))
			return refuse_shape(e, key, "a list");
		p->indent = e->event.start_mark.column;
	}
	size_t value_line = e->event.start_mark.line;
	if (is_nothing(&e->event) && e->event.end_mark.index == e->event.start_mark.index)
		e->last_line = value_line;
	if (skip_value(e))
		return -1;
	p->line = e->last_line + 1;
	return 0;
}

/* The event stands at the start of a mapping that may hold the list's key. */
static int place_in_mapping(struct editor *e, const char *key, struct place *p)
{
	size_t column = e->event.start_mark.column;
	int found = find_key(e, key, &column);
	if (found > 0)
		return place_in_list(e, key, column, p);
	p->line = e->last_line + 1;
	p->indent = column;
	return found;
}

/* The event stands at the value of the section, whose name stands at `column`. */
static int place_in_section(struct editor *e, const struct config_list *list, size_t column, struct place *p)
{
	p->has_section = true;
	if (is_nothing(&e->event)) {
		p->line = e->event.start_mark.line + 1;
		p->indent = column + INDENT;
		return 0;
	}
	return is_block_mapping(&e->event) ? place_in_mapping(e, list->key, p)
					   : refuse_shape(e, list->section, "a mapping");
}

static int find_place(struct editor *e, const struct config_list *list, struct place *p)
{
	*p = (struct place){ .has_section = !list->section };
	if (next(e) || next(e))
		return -1;
	bool is_empty = e->event.type == YAML_STREAM_END_EVENT;
	if (!is_empty && next(e))
		return -1;
	if (is_empty || is_nothing(&e->event)) {
		p->line = SIZE_MAX; /* nothing but comments: at the end */
		return 0;
	}
	if (!is_block_mapping(&e->event))
		return refuse_shape(e, "the file", "a mapping");
	if (!list->section) {
		int result = place_in_mapping(e, list->key, p);
		if (!p->has_key)
			p->line = SIZE_MAX;
		return result;
	}
	size_t column = 0;
	int found = find_key(e, list->section, &column);
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

/* The offset at which a line begins; the length where there are not so many. */
static size_t offset_of(const char *text, size_t length, size_t line)
{
	size_t at = 0;
	while (line && at < length) {
		const char *end = memchr(text + at, '\n', length - at);
		at = end ? (size_t)(end - text) + 1 : length;
		line--;
	}
	return at;
}

static int write_text(struct buffer *out, const struct config_list *list, const struct place *p, const char *text,
		      size_t length, const char *item)
{
	size_t at = p->line == SIZE_MAX ? length : offset_of(text, length, p->line);
	if (buffer_append(out, text, at))
		return -1;
	if (at && text[at - 1] != '\n' && buffer_append_char(out, '\n'))
		return -1;
	return append_item(out, list, p, item) || buffer_append(out, text + at, length - at) ? -1 : 0;
}

int config_edit_append(struct buffer *out, const struct config_list *list, const char *name, const char *text,
		       size_t length, const char *item, struct error *err)
{
	struct editor e = { .name = name, .err = err };
	struct place place;
	if (!yaml_parser_initialize(&e.parser))
		return error_set(err, "out of memory");
	yaml_parser_set_encoding(&e.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&e.parser, (const unsigned char *)text, length);
	int result = find_place(&e, list, &place);
	if (!result && write_text(out, list, &place, text, length, item))
		result = error_set(err, "%s: the file would become longer than %zu bytes", name, out->limit);
	yaml_event_delete(&e.event);
	yaml_parser_delete(&e.parser);
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
