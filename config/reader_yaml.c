#include "config/reader_yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "config/nearest.h"

__attribute__((format(printf, 3, 0))) static int fail_at(struct reader *r, struct yaml_mark_s at, const char *format,
							 va_list ap)
{
	char sentence[400];
	vsnprintf(sentence, sizeof sentence, format, ap);
	return error_set(r->err, "%s:%zu:%zu: %s", r->name, at.line + 1, at.column + 1, sentence);
}

int reader_fail(struct reader *r, struct yaml_mark_s at, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int status = fail_at(r, at, format, ap);
	va_end(ap);
	return status;
}

/* At the start of the event that is being looked at. */
int reader_fail_here(struct reader *r, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int status = fail_at(r, r->event.start_mark, format, ap);
	va_end(ap);
	return status;
}

/* libyaml gives a byte offset, no mark, for bytes that are no text. */
static int fail_at_offset(struct reader *r)
{
	struct yaml_mark_s at = { 0, 0, 0 };
	for (size_t i = 0; i < r->parser.problem_offset && i < r->length; i++) {
		if (r->text[i] == '\n') {
			at.line++;
			at.column = 0;
		} else if (((unsigned char)r->text[i] & 0xC0) != 0x80) {
			at.column++;
		}
	}
	return reader_fail(r, at, "expected UTF-8 text, found a byte that is none (%s)", r->parser.problem);
}

static int fail_syntax(struct reader *r)
{
	if (r->parser.error == YAML_MEMORY_ERROR)
		return error_set(r->err, "out of memory");
	if (r->parser.error == YAML_READER_ERROR)
		return fail_at_offset(r);
	return reader_fail(r, r->parser.problem_mark, "expected YAML: %s",
			   r->parser.problem ? r->parser.problem : "not understood");
}

static int refuse_decoration(struct reader *r)
{
	const yaml_event_t *e = &r->event;
	const yaml_char_t *anchor = NULL, *tag = NULL;
	if (e->type == YAML_ALIAS_EVENT)
		return reader_fail_here(r, "expected a value, found an alias (*name), which froth does not use");
	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		if (strlen((const char *)e->data.scalar.value) != e->data.scalar.length)
			return reader_fail_here(r, "expected text, found a NUL in it");
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	if (anchor)
		return reader_fail_here(r, "expected a value, found an anchor (&name), which froth does not use");
	if (tag)
		return reader_fail_here(r, "expected a value, found a tag (!name), which froth does not use");
	return 0;
}

int reader_next(struct reader *r)
{
	yaml_event_delete(&r->event);
	if (!yaml_parser_parse(&r->parser, &r->event))
		return fail_syntax(r);
	return refuse_decoration(r);
}

const char *reader_text(const struct reader *r)
{
	return (const char *)r->event.data.scalar.value;
}

/* `key:` with nothing behind it, as in a file whose lines are all commented out. */
bool reader_is_nothing(const struct reader *r)
{
	return r->event.type == YAML_SCALAR_EVENT && r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       r->event.data.scalar.length == 0;
}

static const char *kind_of(const struct reader *r)
{
	if (r->event.type == YAML_SEQUENCE_START_EVENT)
		return "a list";
	if (r->event.type == YAML_MAPPING_START_EVENT)
		return "a mapping";
	return reader_is_nothing(r) ? "nothing" : "a single value";
}

int reader_expect(struct reader *r, yaml_event_type_t type, const char *key, const char *expected)
{
	if (r->event.type == type)
		return 0;
	return reader_fail_here(r, "%s: expected %s, found %s", key, expected, kind_of(r));
}

static int find_key(struct reader *r, const char *where, const char *const *keys, size_t *index)
{
	struct nearest nearest;
	nearest_init(&nearest, reader_text(r));
	for (size_t i = 0; keys[i]; i++) {
		if (strcmp(keys[i], reader_text(r)) == 0) {
			*index = i;
			return 0;
		}
		nearest_offer(&nearest, keys[i]);
	}
	char shown[64];
	safe_copy(shown, sizeof shown, reader_text(r));
	if (nearest.best)
		return reader_fail_here(r, "unknown key \"%s\" in %s; did you mean \"%s\"?", shown, where,
					nearest.best);
	char known[256] = "";
	for (size_t i = 0, used = 0; keys[i] && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", keys[i]);
	return reader_fail_here(r, "unknown key \"%s\" in %s; known are %s", shown, where, known);
}

/* The event stands at a mapping's start; every key must be one of `keys` and stand there once. */
int reader_mapping(struct reader *r, const char *where, const char *const *keys, struct value_reader value)
{
	bool seen[READER_MAX_KEYS] = { false };
	for (;;) {
		if (reader_next(r))
			return -1;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		size_t index = 0;
		if (reader_expect(r, YAML_SCALAR_EVENT, where, "a key") || find_key(r, where, keys, &index))
			return -1;
		if (seen[index])
			return reader_fail_here(r, "\"%s\" stands in %s twice", keys[index], where);
		seen[index] = true;
		if (reader_next(r) || value.read(r, keys[index], value.target))
			return -1;
	}
}

int reader_sequence(struct reader *r, const char *key, struct value_reader item)
{
	for (;;) {
		if (reader_next(r))
			return -1;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return 0;
		if (item.read(r, key, item.target))
			return -1;
	}
}

/* Room for one more zeroed element. */
void *reader_grow(struct reader *r, void *array, size_t *count, size_t limit, size_t size, const char *what)
{
	if (*count >= limit) {
		reader_fail_here(r, "expected at most %zu %s, found more", limit, what);
		return NULL;
	}
	char *grown = realloc(array, (*count + 1) * size);
	if (!grown) {
		error_set(r->err, "out of memory");
		return NULL;
	}
	memset(grown + *count * size, 0, size);
	(*count)++;
	return grown;
}
