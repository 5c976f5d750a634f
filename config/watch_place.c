#include "config/watch_place.h"

#include <stdlib.h>
#include <string.h>

static struct span event_span(struct edit_walk *e)
{
	return (struct span){ edit_offset(e, &e->event.start_mark), edit_offset(e, &e->event.end_mark) };
}

static int refuse_symbols(struct edit_walk *e)
{
	return error_set(e->err, "%s:%zu: symbols: written in a way that cannot be changed in place; edit the file",
			 e->name, e->event.start_mark.line + 1);
}

static int read_symbols(struct edit_walk *e, struct list_place *p)
{
	p->is_null = edit_is_nothing(&e->event);
	p->nothing = event_span(e);
	if (p->is_null)
		return 0;
	if (e->event.type != YAML_SEQUENCE_START_EVENT)
		return refuse_symbols(e);
	p->is_flow = !edit_is_block_sequence(&e->event);
	p->sequence = event_span(e);
	for (;;) {
		if (edit_walk_next(e))
			return -1;
		if (e->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		struct span *grown = realloc(p->symbols, (p->count + 1) * sizeof *grown);
		if (!grown)
			return error_set(e->err, "out of memory");
		p->symbols = grown;
		if (e->event.type != YAML_SCALAR_EVENT)
			return refuse_symbols(e);
		grown[p->count++] = event_span(e);
	}
	if (p->is_flow)
		p->sequence.to = edit_offset(e, &e->event.end_mark);
	return 0;
}

/* The event stands at the start of a watchlist's mapping. */
static int read_list(struct edit_walk *e, struct list_place *p, const char *list)
{
	*p = (struct list_place){ .indent = e->event.start_mark.column };
	size_t dash = edit_offset(e, &e->event.start_mark);
	while (dash && e->text[dash] != '-')
		dash--;
	if (!edit_is_block_mapping(&e->event))
		return edit_refuse_shape(e, "watchlists", "a list");
	for (;;) {
		if (edit_walk_next(e))
			return -1;
		if (e->event.type == YAML_MAPPING_END_EVENT)
			break;
		const char *key = e->event.type == YAML_SCALAR_EVENT ? (const char *)e->event.data.scalar.value : "";
		bool is_name = !strcmp(key, "name"), is_symbols = !strcmp(key, "symbols");
		if (is_symbols)
			p->symbols_key = edit_offset(e, &e->event.end_mark);
		if (edit_walk_skip(e) || edit_walk_next(e))
			return -1;
		if (is_name && e->event.type == YAML_SCALAR_EVENT) {
			p->name = event_span(e);
			p->found = strcmp((const char *)e->event.data.scalar.value, list) == 0;
		}
		if (is_symbols ? read_symbols(e, p) : edit_walk_skip(e))
			return -1;
	}
	while (dash && e->text[dash - 1] != '\n')
		dash--;
	p->lines = (struct span){ dash, edit_line_start(e->text, e->length, e->last_line + 1) };
	return 0;
}

int watch_find_lists(struct edit_walk *e)
{
	size_t column = 0;
	int found = edit_walk_top(e);
	if (found > 0)
		found = edit_walk_key(e, "watchlists", &column);
	if (found <= 0)
		return found < 0 ? -1 : 1;
	return edit_is_block_sequence(&e->event) ? 0 : edit_refuse_shape(e, "watchlists", "a list");
}

void list_place_release(struct list_place *p)
{
	free(p->symbols);
	*p = (struct list_place){ .found = false };
}

int watch_find_list(struct edit_walk *e, struct list_place *p, const char *list)
{
	*p = (struct list_place){ .found = false };
	int result = watch_find_lists(e);
	while (!result && !p->found) {
		list_place_release(p);
		if (edit_walk_next(e))
			return -1;
		if (e->event.type == YAML_SEQUENCE_END_EVENT)
			return 0;
		result = read_list(e, p, list);
	}
	return result;
}
