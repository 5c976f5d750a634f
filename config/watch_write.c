/* Changes to watchlists in the text of a configuration file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/edit.h"
#include "config/watch.h"
#include "config/watch_place.h"

#define LINE_SIZE 512 /* of one that is put in */

/* A piece of the text that is replaced. */
struct patch {
	struct span span;
	char text[LINE_SIZE];
};

/* ---- patches ---- */

/* A symbol as a scalar; only what YAML could take for something else is quoted. */
static void quote_symbol(const char *symbol, char out[SYMBOL_SIZE + 2])
{
	bool plain = (*symbol >= 'A' && *symbol <= 'Z') || (*symbol >= '0' && *symbol <= '9') || *symbol == '^';
	snprintf(out, SYMBOL_SIZE + 2, plain ? "%s" : "'%s'", symbol);
}

static size_t line_end(const struct edit_walk *e, size_t at)
{
	const char *end = memchr(e->text + at, '\n', e->length - at);
	return end ? (size_t)(end - e->text) : e->length;
}

static size_t line_start(const struct edit_walk *e, size_t at)
{
	while (at && e->text[at - 1] != '\n')
		at--;
	return at;
}

static bool is_blank(const struct edit_walk *e, size_t from, size_t to)
{
	while (from < to && strchr(" \t\r", e->text[from]))
		from++;
	return from >= to;
}

static int indent_of(const struct edit_walk *e, size_t at)
{
	size_t start = line_start(e, at);
	return (int)strspn(e->text + start, " ");
}

static void patch_insert(struct patch *patch, size_t at)
{
	patch->span = (struct span){ at, at };
}

/* A symbol at the end of the list; it is moved to its place afterwards. */
static void patch_add(const struct edit_walk *e, const struct list_place *p, const char *symbol, struct patch *patch)
{
	char word[SYMBOL_SIZE + 2];
	quote_symbol(symbol, word);
	bool ends_open = e->length && e->text[e->length - 1] != '\n';
	if (!p->symbols_key) {
		patch_insert(patch, p->lines.to);
		snprintf(patch->text, sizeof patch->text, "%s%*ssymbols: [%s]\n",
			 p->lines.to == e->length && ends_open ? "\n" : "", (int)p->indent, "", word);
	} else if (p->is_null) {
		patch->span = p->nothing;
		bool is_apart = p->nothing.from && e->text[p->nothing.from - 1] == ' ';
		snprintf(patch->text, sizeof patch->text, "%s[%s]", is_apart ? "" : " ", word);
	} else if (!p->count) {
		patch_insert(patch, p->sequence.from + 1);
		snprintf(patch->text, sizeof patch->text, "%s", word);
	} else if (p->is_flow) {
		size_t last = p->symbols[p->count - 1].to, at = p->symbols[p->count - 1].from;
		bool has_own_line = is_blank(e, line_start(e, at), at);
		patch_insert(patch, last);
		if (has_own_line)
			snprintf(patch->text, sizeof patch->text, ",\n%*s%s", indent_of(e, at), "", word);
		else
			snprintf(patch->text, sizeof patch->text, ", %s", word);
	} else {
		size_t last = p->symbols[p->count - 1].from, end = line_end(e, last);
		patch_insert(patch, end);
		snprintf(patch->text, sizeof patch->text, "\n%*s- %s", indent_of(e, last), "", word);
	}
}

/* In "[A, B]": with the comma behind it, or before it for the last; where symbols have lines of their own, the
 * line goes and the comments stay. */
static void patch_remove_flow(const struct edit_walk *e, const struct list_place *p, size_t i, struct patch *patch)
{
	struct span s = p->symbols[i];
	bool is_last = i + 1 == p->count;
	size_t next = is_last ? s.to : p->symbols[i + 1].from;
	if (!is_last && !memchr(e->text + s.from, '\n', next - s.from)) {
		patch->span = (struct span){ s.from, next };
		return;
	}
	if (is_last && i && !memchr(e->text + p->symbols[i - 1].to, '\n', s.from - p->symbols[i - 1].to)) {
		patch->span = (struct span){ p->symbols[i - 1].to, s.to };
		return;
	}
	patch->span = s;
	while (patch->span.to < p->sequence.to && strchr(" \t,", e->text[patch->span.to]))
		patch->span.to++;
	size_t start = line_start(e, s.from), end = line_end(e, patch->span.to);
	if (is_blank(e, start, s.from) && is_blank(e, patch->span.to, end) && end < e->length)
		patch->span = (struct span){ start, end + 1 };
}

static void patch_remove(const struct edit_walk *e, const struct list_place *p, size_t i, struct patch *patch)
{
	if (p->is_flow) {
		patch_remove_flow(e, p, i, patch);
		return;
	}
	size_t start = line_start(e, p->symbols[i].from), end = line_end(e, p->symbols[i].from);
	patch->span = (struct span){ start, end + (end < e->length) };
}

/* ---- writing ---- */

static int write_patch(struct buffer *out, const struct edit_walk *e, const struct patch *patch)
{
	return buffer_append(out, e->text, patch->span.from) || buffer_append_text(out, patch->text) ||
			       buffer_append(out, e->text + patch->span.to, e->length - patch->span.to)
		       ? -1
		       : 0;
}

/* What a symbol takes along: in a list of lines all that stands behind it, such as a comment. */
static struct span slot_of(const struct edit_walk *e, const struct list_place *p, size_t i)
{
	struct span s = p->symbols[i];
	return p->is_flow ? s : (struct span){ s.from, line_end(e, s.from) };
}

static size_t moved_from(size_t i, size_t from, size_t to)
{
	if (i == to)
		return from;
	if (from < to && i >= from && i < to)
		return i + 1;
	return from > to && i > to && i <= from ? i - 1 : i;
}

static int write_moved(struct buffer *out, const struct edit_walk *e, const struct list_place *p, size_t from,
		       size_t to)
{
	size_t at = 0;
	for (size_t i = 0; i < p->count; i++) {
		struct span slot = slot_of(e, p, i), content = slot_of(e, p, moved_from(i, from, to));
		if (buffer_append(out, e->text + at, slot.from - at) ||
		    buffer_append(out, e->text + content.from, content.to - content.from))
			return -1;
		at = slot.to;
	}
	return buffer_append(out, e->text + at, e->length - at);
}

static int write_name(struct buffer *out, const struct edit_walk *e, const struct list_place *p, const char *name)
{
	return buffer_append(out, e->text, p->name.from) || config_edit_quote(out, name) ||
			       buffer_append(out, e->text + p->name.to, e->length - p->name.to)
		       ? -1
		       : 0;
}

static int write_change(struct buffer *out, const struct edit_walk *e, const struct list_place *p,
			const struct watch_edit *edit, size_t place)
{
	struct patch patch = { .text = "" };
	switch (edit->change) {
	case WATCH_ADD:
		patch_add(e, p, edit->symbol, &patch);
		break;
	case WATCH_REMOVE:
		patch_remove(e, p, place, &patch);
		break;
	case WATCH_MOVE:
		return write_moved(out, e, p, place, edit->place < p->count ? edit->place : p->count - 1);
	case WATCH_DELETE:
		patch.span = p->lines;
		break;
	case WATCH_RENAME:
		return write_name(out, e, p, edit->name);
	case WATCH_CREATE:
		return -1;
	}
	return write_patch(out, e, &patch);
}

static int too_long(const char *name, const struct buffer *out, struct error *err)
{
	return error_set(err, "%s: the file would become longer than %zu bytes", name, out->limit);
}

static int refuse_style(const char *name, struct error *err)
{
	return error_set(err, "%s: the watchlists are written in a way that cannot be changed in place; edit the file",
			 name);
}

/* place: of the symbol in the list as it is. */
static int change_text(struct buffer *out, const struct watch_edit *edit, size_t place, const char *name,
		       const char *text, size_t length, struct error *err)
{
	struct edit_walk e;
	struct list_place p = { .found = false };
	if (edit_walk_begin(&e, name, text, length, err))
		return -1;
	int result = watch_find_list(&e, &p, edit->list);
	bool has_symbol = edit->change == WATCH_REMOVE || edit->change == WATCH_MOVE;
	if (!result && (!p.found || (has_symbol && place >= p.count)))
		result = refuse_style(name, err);
	if (!result && write_change(out, &e, &p, edit, place))
		result = too_long(name, out, err);
	list_place_release(&p);
	edit_walk_end(&e);
	return result;
}

/* ---- lists that are not there yet ---- */

static int append_list(struct buffer *out, const struct watchlist *w, const char *name, const char *text, size_t length,
		       struct error *err)
{
	static const struct config_list lists = { NULL, "watchlists" };
	struct buffer item;
	buffer_init(&item, CONFIG_MAX_BYTES);
	int failed = buffer_append_text(&item, "- name: ") || config_edit_quote(&item, w->name) ||
		     buffer_append_text(&item, "\n  symbols: [");
	for (size_t i = 0; i < w->count && !failed; i++) {
		char word[SYMBOL_SIZE + 2];
		quote_symbol(w->symbols[i], word);
		failed = buffer_format(&item, "%s%s", i ? ", " : "", word);
	}
	int result = failed || buffer_append_text(&item, "]\n") ? error_set(err, "out of memory") : 0;
	if (!result)
		result = config_edit_append(out, &lists, name, text, length, buffer_text(&item), err);
	buffer_release(&item);
	return result;
}

int watch_lists_are_written(const char *name, const char *text, size_t length, bool *written, struct error *err)
{
	struct edit_walk e;
	if (edit_walk_begin(&e, name, text, length, err))
		return -1;
	int result = watch_find_lists(&e);
	*written = result == 0;
	edit_walk_end(&e);
	return result < 0 ? -1 : 0;
}

/* ---- the whole change ---- */

/* before: what the text says; base: the text with its lists written out. */
static int write_step(struct buffer *out, const struct watch_edit *edit, const struct config *before, const char *name,
		      const struct buffer *base, struct error *err)
{
	const char *text = buffer_text(base);
	if (edit->change == WATCH_CREATE) {
		struct watchlist created = { .symbols = NULL };
		snprintf(created.name, sizeof created.name, "%s", edit->list);
		return append_list(out, &created, name, text, base->length, err);
	}
	const struct watchlist *w = watch_find(before, edit->list);
	struct watch_edit exact = *edit;
	exact.list = w->name;
	size_t place = edit->symbol ? watch_place(w, edit->symbol) : 0;
	if (edit->change != WATCH_ADD || edit->place >= w->count)
		return change_text(out, &exact, place, name, text, base->length, err);
	struct buffer added;
	struct watch_edit move = exact;
	move.change = WATCH_MOVE;
	buffer_init(&added, CONFIG_MAX_BYTES);
	int result = change_text(&added, &exact, place, name, text, base->length, err);
	if (!result)
		result = change_text(out, &move, w->count, name, buffer_text(&added), added.length, err);
	buffer_release(&added);
	return result;
}

static bool same_lists(const struct config *a, const struct config *b)
{
	if (a->watchlist_count != b->watchlist_count)
		return false;
	for (size_t i = 0; i < a->watchlist_count; i++) {
		const struct watchlist *l = &a->watchlists[i], *r = &b->watchlists[i];
		if (strcmp(l->name, r->name) != 0 || l->count != r->count)
			return false;
		for (size_t k = 0; k < l->count; k++)
			if (strcmp(l->symbols[k], r->symbols[k]) != 0)
				return false;
	}
	return true;
}

static int check_written(const struct buffer *out, const struct config *wanted, const char *name, struct error *err)
{
	struct config written;
	struct error why;
	int result = config_init(&written, err);
	if (!result &&
	    (config_parse(&written, name, buffer_text(out), out->length, &why) || !same_lists(&written, wanted)))
		result = refuse_style(name, err);
	config_release(&written);
	return result;
}

static int write_change_of(struct buffer *out, const struct watch_edit *edit, const struct config *before,
			   const char *name, const char *text, size_t length, struct error *err)
{
	struct buffer base;
	bool has = false;
	buffer_init(&base, CONFIG_MAX_BYTES);
	int result = watch_lists_are_written(name, text, length, &has, err);
	if (!result && !has)
		result = append_list(&base, &before->watchlists[0], name, text, length, err);
	else if (!result && buffer_append(&base, text, length))
		result = too_long(name, &base, err);
	if (!result)
		result = write_step(out, edit, before, name, &base, err);
	buffer_release(&base);
	return result;
}

/* The lists alone: what a change is made in and compared with. */
static int copy_lists(struct config *to, const struct config *from, struct error *err)
{
	to->watchlists = calloc(from->watchlist_count, sizeof *to->watchlists);
	if (!to->watchlists)
		return error_set(err, "out of memory");
	for (; to->watchlist_count < from->watchlist_count; to->watchlist_count++) {
		const struct watchlist *w = &from->watchlists[to->watchlist_count];
		struct watchlist *copy = &to->watchlists[to->watchlist_count];
		*copy = *w;
		copy->symbols = calloc(w->count + 1, sizeof *copy->symbols);
		if (!copy->symbols)
			return error_set(err, "out of memory");
		if (w->count)
			memcpy(copy->symbols, w->symbols, w->count * sizeof *copy->symbols);
	}
	return 0;
}

static int load(struct config *c, const char *name, const char *text, size_t length, struct error *err)
{
	return config_init(c, err) || config_parse(c, name, text, length, err) ? -1 : 0;
}

int watch_edit_write(struct buffer *out, const struct watch_edit *edit, const char *name, const char *text,
		     size_t length, struct error *err)
{
	struct config before = { .watchlist_count = 0 }, after = { .watchlist_count = 0 };
	int result = load(&before, name, text, length, err);
	if (!result)
		result = copy_lists(&after, &before, err);
	if (!result)
		result = watch_edit_apply(&after, edit, err);
	if (!result)
		result = write_change_of(out, edit, &before, name, text, length, err);
	if (!result)
		result = check_written(out, &after, name, err);
	config_release(&before);
	config_release(&after);
	return result;
}
