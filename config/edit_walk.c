#include "config/edit_walk.h"

#include <string.h>

int edit_walk_begin(struct edit_walk *e, const char *name, const char *text, size_t length, struct error *err)
{
	*e = (struct edit_walk){ .name = name, .text = text, .length = length, .err = err };
	if (!yaml_parser_initialize(&e->parser))
		return error_set(err, "out of memory");
	yaml_parser_set_encoding(&e->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&e->parser, (const unsigned char *)text, length);
	return 0;
}

void edit_walk_end(struct edit_walk *e)
{
	yaml_event_delete(&e->event);
	yaml_parser_delete(&e->parser);
}

static void note_line(struct edit_walk *e)
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

int edit_walk_next(struct edit_walk *e)
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

int edit_walk_skip(struct edit_walk *e)
{
	for (int depth = 0;;) {
		depth += opens(e->event.type);
		depth -= closes(e->event.type);
		if (depth <= 0)
			return 0;
		if (edit_walk_next(e))
			return -1;
	}
}

bool edit_is_nothing(const yaml_event_t *event)
{
	static const char *const words[] = { "", "~", "null" };
	bool plain = event->type == YAML_SCALAR_EVENT && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	for (size_t i = 0; plain && i < sizeof words / sizeof *words; i++)
		if (strcmp((const char *)event->data.scalar.value, words[i]) == 0)
			return true;
	return false;
}

int edit_refuse_shape(struct edit_walk *e, const char *key, const char *what)
{
	return error_set(e->err, "%s:%zu: %s: expected %s with a line for each entry, so that one can be added",
			 e->name, e->event.start_mark.line + 1, key, what);
}

bool edit_is_block_mapping(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.style != YAML_FLOW_MAPPING_STYLE;
}

bool edit_is_block_sequence(const yaml_event_t *event)
{
	return event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.style != YAML_FLOW_SEQUENCE_STYLE;
}

int edit_walk_top(struct edit_walk *e)
{
	if (edit_walk_next(e) || edit_walk_next(e))
		return -1;
	bool is_empty = e->event.type == YAML_STREAM_END_EVENT;
	if (!is_empty && edit_walk_next(e))
		return -1;
	if (is_empty || edit_is_nothing(&e->event))
		return 0;
	return edit_is_block_mapping(&e->event) ? 1 : edit_refuse_shape(e, "the file", "a mapping");
}

int edit_walk_key(struct edit_walk *e, const char *key, size_t *column)
{
	for (;;) {
		if (edit_walk_next(e))
			return -1;
		if (e->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		*column = e->event.start_mark.column;
		bool found = e->event.type == YAML_SCALAR_EVENT &&
			     strcmp((const char *)e->event.data.scalar.value, key) == 0;
		if (edit_walk_skip(e) || edit_walk_next(e))
			return -1;
		if (found)
			return 1;
		if (edit_walk_skip(e))
			return -1;
	}
}

size_t edit_line_start(const char *text, size_t length, size_t line)
{
	size_t at = 0;
	while (line && at < length) {
		const char *end = memchr(text + at, '\n', length - at);
		at = end ? (size_t)(end - text) + 1 : length;
		line--;
	}
	return at;
}

static bool continues_character(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the text's first line begins. */
static size_t mark_length(const struct edit_walk *e)
{
	return e->length >= 3 && memcmp(e->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t edit_offset(struct edit_walk *e, const yaml_mark_t *mark)
{
	size_t line = e->asked.line, column = e->asked.column, at = e->asked.at;
	if (mark->line < line || (mark->line == line && mark->column < column))
		line = column = at = 0;
	if (!at)
		at = mark_length(e);
	if (mark->line > line) {
		at += edit_line_start(e->text + at, e->length - at, mark->line - line);
		column = 0;
	}
	for (; column < mark->column && at < e->length; column++)
		do
			at++;
		while (at < e->length && continues_character(e->text[at]));
	e->asked.line = mark->line;
	e->asked.column = column;
	e->asked.at = at;
	return at;
}
