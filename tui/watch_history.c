#include "tui/watch_history.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config/edit.h"
#include "config/file.h"

/* ---- steps ---- */

static void step_init(struct watch_step *s, const struct watch_edit *edit)
{
	*s = (struct watch_step){ .change = edit->change };
	snprintf(s->list, sizeof s->list, "%s", edit->list);
	snprintf(s->symbol, sizeof s->symbol, "%s", edit->symbol ? edit->symbol : "");
	snprintf(s->name, sizeof s->name, "%s", edit->name ? edit->name : "");
	buffer_init(&s->before, CONFIG_MAX_BYTES);
	buffer_init(&s->after, CONFIG_MAX_BYTES);
}

void watch_step_release(struct watch_step *s)
{
	buffer_release(&s->before);
	buffer_release(&s->after);
}

void watch_history_release(struct watch_history *h)
{
	while (h->count)
		watch_step_release(&h->steps[--h->count]);
}

static const struct watch_step *push(struct watch_history *h, const struct watch_step *s)
{
	if (h->count == WATCH_STEPS) {
		watch_step_release(&h->steps[0]);
		memmove(h->steps, h->steps + 1, --h->count * sizeof *h->steps);
	}
	h->steps[h->count++] = *s;
	return &h->steps[h->count - 1];
}

/* ---- making ---- */

static int change_file(struct watch_step *s, const struct watch_edit *edit, const char *path, struct error *err)
{
	if (config_file_read(path, &s->before, err))
		return -1;
	s->made_file = access(path, F_OK) != 0;
	if (watch_edit_write(&s->after, edit, path, buffer_text(&s->before), s->before.length, err))
		return -1;
	return config_file_replace(path, &s->after, err);
}

const struct watch_step *watch_history_make(struct watch_history *h, const struct watch_edit *edit, const char *path,
					    struct error *err)
{
	struct watch_step s;
	step_init(&s, edit);
	if (!change_file(&s, edit, path, err))
		return push(h, &s);
	watch_step_release(&s);
	return NULL;
}

/* ---- undoing where the file is another by now ---- */

/* Both sides of what is turned back: the text of then, and of now. */
struct turn {
	const struct watch_step *step;
	struct config then, now;
	const char *path;
	const struct buffer *text; /* of now */
};

static int refuse_changed(const struct turn *t, const char *why, struct error *err)
{
	return error_set(err, "the file was changed since, and %s %s", t->step->list, why);
}

/* A list that was filled by hand since is the person's. */
static int check_created(const struct turn *t, struct error *err)
{
	const struct watchlist *w = watch_find(&t->now, t->step->list);
	return w && w->count ? refuse_changed(t, "holds symbols now: delete it by W", err) : 0;
}

static int write_item(struct buffer *item, const struct watchlist *w)
{
	if (buffer_append_text(item, "- name: ") || config_edit_quote(item, w->name) ||
	    buffer_append_text(item, "\n  symbols: ["))
		return -1;
	for (size_t i = 0; i < w->count; i++)
		if (buffer_append_text(item, i ? ", " : "") || config_edit_quote(item, w->symbols[i]))
			return -1;
	return buffer_append_text(item, "]\n");
}

/* A deleted list comes back as the last. */
static int write_again(const struct turn *t, struct buffer *out, struct error *err)
{
	static const struct config_list lists = { NULL, "watchlists" };
	const struct watchlist *w = watch_find(&t->then, t->step->list);
	struct buffer item;
	if (watch_find(&t->now, t->step->list))
		return refuse_changed(t, "is there again", err);
	buffer_init(&item, CONFIG_MAX_BYTES);
	int result = write_item(&item, w) ? error_set(err, "out of memory") : 0;
	if (!result)
		result = config_edit_append(out, &lists, t->path, buffer_text(t->text), t->text->length,
					    buffer_text(&item), err);
	buffer_release(&item);
	return result;
}

static struct watch_edit inverse_of(const struct turn *t)
{
	static const enum watch_change inverses[] = {
		[WATCH_ADD] = WATCH_REMOVE,    [WATCH_REMOVE] = WATCH_ADD,    [WATCH_MOVE] = WATCH_MOVE,
		[WATCH_CREATE] = WATCH_DELETE, [WATCH_DELETE] = WATCH_CREATE, [WATCH_RENAME] = WATCH_RENAME,
	};
	const struct watch_step *s = t->step;
	const struct watchlist *w = watch_find(&t->then, s->list);
	bool is_rename = s->change == WATCH_RENAME;
	return (struct watch_edit){ .change = inverses[s->change],
				    .list = is_rename ? s->name : s->list,
				    .symbol = *s->symbol ? s->symbol : NULL,
				    .place = w && *s->symbol ? watch_place(w, s->symbol) : WATCH_END,
				    .name = is_rename ? s->list : NULL };
}

static int write_turned(const struct turn *t, struct buffer *out, struct error *err)
{
	if (t->step->change == WATCH_DELETE)
		return write_again(t, out, err);
	if (t->step->change == WATCH_CREATE && check_created(t, err))
		return -1;
	const struct watch_edit edit = inverse_of(t);
	return watch_edit_write(out, &edit, t->path, buffer_text(t->text), t->text->length, err);
}

static int load(struct config *c, const char *path, const struct buffer *text, struct error *err)
{
	return config_init(c, err) || config_parse(c, path, buffer_text(text), text->length, err) ? -1 : 0;
}

static int turn_back(const struct watch_step *s, const char *path, const struct buffer *now, struct buffer *out,
		     struct error *err)
{
	struct turn t = { .step = s, .path = path, .text = now };
	int result = load(&t.then, path, &s->before, err) || load(&t.now, path, now, err) ? -1 : 0;
	if (!result)
		result = write_turned(&t, out, err);
	config_release(&t.then);
	config_release(&t.now);
	return result;
}

/* ---- undoing ---- */

static bool is_same(const struct buffer *a, const struct buffer *b)
{
	return a->length == b->length && memcmp(buffer_text(a), buffer_text(b), a->length) == 0;
}

static int undo(const struct watch_step *s, const char *path, struct error *err)
{
	struct buffer now, out;
	buffer_init(&now, CONFIG_MAX_BYTES);
	buffer_init(&out, CONFIG_MAX_BYTES);
	int result = config_file_read(path, &now, err);
	if (!result && is_same(&now, &s->after))
		result = config_file_replace(path, &s->before, err);
	else if (!result)
		result = turn_back(s, path, &now, &out, err) || config_file_save(path, &out, err) ? -1 : 0;
	buffer_release(&now);
	buffer_release(&out);
	return result;
}

int watch_history_undo(struct watch_history *h, const char *path, struct watch_step *step, struct error *err)
{
	if (!h->count)
		return error_set(err, "no change of a watchlist to undo");
	if (undo(&h->steps[h->count - 1], path, err))
		return -1;
	*step = h->steps[--h->count];
	return 0;
}
