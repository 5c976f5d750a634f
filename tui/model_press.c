#include "tui/model_press.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/requests.h"
#include "tui/model.h"

#define PAGE 200
#define SIFT_FIRST 1000 /* read where figures are asked for, which the store does not know */
#define SIFT_MOST 5000  /* for each page, where those are not enough */

/* ---- marks ---- */

/* All items of a story have one mark. */
static int64_t story_of(const struct headline *h)
{
	return h->story ? h->story : h->row;
}

static struct press_mark *find_mark(const struct model_press *p, const struct headline *h)
{
	for (size_t i = 0; i < p->mark_count; i++)
		if (p->marks[i].story == story_of(h))
			return &p->marks[i];
	return NULL;
}

static int keep_mark(struct model_press *p, const struct headline *h, bool read)
{
	struct press_mark *mark = find_mark(p, h);
	if (!mark) {
		struct press_mark *marks = realloc(p->marks, (p->mark_count + 1) * sizeof *marks);
		if (!marks)
			return -1;
		p->marks = marks;
		mark = &marks[p->mark_count++];
	}
	*mark = (struct press_mark){ .story = story_of(h), .read = read, .is_recent = true };
	return 0;
}

/* The store's own word counts once it agrees. */
static void apply_mark(struct model_press *p, struct headline *h)
{
	struct press_mark *mark = find_mark(p, h);
	if (!mark)
		return;
	mark->is_settled = mark->is_settled || mark->read == h->read;
	if (!mark->is_settled)
		h->read = mark->read;
}

static void put_mark(struct headline *items, size_t count, int64_t story, bool read)
{
	for (size_t i = 0; i < count; i++)
		if (story_of(&items[i]) == story)
			items[i].read = read;
}

int model_press_mark(struct model *m, const struct headline *h, bool read, struct error *err)
{
	char line[64];
	int64_t story = story_of(h);
	snprintf(line, sizeof line, "%s %lld", read ? "read" : "unread", (long long)h->row);
	if (requests_append(m->options->store_path, line, err))
		return -1;
	if (keep_mark(&m->press, h, read))
		return error_set(err, "out of memory");
	put_mark(m->view.headlines, m->view.headline_count, story, read);
	put_mark(m->view.press.items, m->view.press.count, story, read);
	put_mark(m->view.company.press, m->view.company.press_count, story, read);
	return 0;
}

/* ---- figures ---- */

static bool is_same(const struct headline *a, const struct headline *b)
{
	return a->row == b->row && !strcmp(a->title, b->title) && !strcmp(a->summary, b->summary);
}

static bool copy_figures(const struct headline *items, const struct press_figures *figures, size_t count,
			 const struct headline *h, struct press_figures *out)
{
	for (size_t i = 0; figures && i < count; i++)
		if (is_same(&items[i], h)) {
			*out = figures[i];
			return true;
		}
	return false;
}

/* Found once for the board and the list, and again only where a text has changed. */
static void find_figures(const struct view_model *v, const struct headline *h, struct press_figures *out)
{
	const struct press_view *p = &v->press;
	if (!copy_figures(v->headlines, v->headline_figures, v->headline_count, h, out) &&
	    !copy_figures(p->items, p->figures, p->count, h, out))
		press_figures_find(out, h);
}

/* ---- the board's ---- */

struct press_figures *model_press_take(struct model *m, struct headline *items, size_t count)
{
	struct press_figures *figures = calloc(count ? count : 1, sizeof *figures);
	for (size_t i = 0; i < count; i++) {
		apply_mark(&m->press, &items[i]);
		if (figures)
			find_figures(&m->view, &items[i], &figures[i]);
	}
	return figures;
}

void model_press_renew(struct model *m)
{
	struct view_model *v = &m->view;
	free(v->headline_figures);
	v->headline_figures = NULL;
	v->headline_figures = model_press_take(m, v->headlines, v->headline_count);
	m->press.is_stale = true;
}

/* ---- the list ---- */

static void release_list(struct press_view *p)
{
	headline_list_release(&(struct headline_list){ p->items, p->count });
	free(p->figures);
	p->items = NULL;
	p->figures = NULL;
	p->count = 0;
}

static void note_language(struct press_view *p, const char *language)
{
	size_t at = 0;
	while (at < p->language_count && strcmp(p->languages[at], language) < 0)
		at++;
	bool is_known = at < p->language_count && !strcmp(p->languages[at], language);
	if (!*language || is_known || p->language_count == PRESS_LANGUAGES)
		return;
	memmove(p->languages[at + 1], p->languages[at], (p->language_count - at) * sizeof *p->languages);
	snprintf(p->languages[at], sizeof *p->languages, "%s", language);
	p->language_count++;
}

/* What the store does not know: figures, and marks that it has not made yet. */
static bool passes(const struct model *m, const struct headline *h, const struct press_figures *figures)
{
	const struct press_filter *f = &m->view.press.filter;
	const struct press_mark *mark = find_mark(&m->press, h);
	if (f->unread && h->read && !(mark && mark->is_recent))
		return false;
	return !f->figures || *figures->text;
}

/* Keeps the first `most` items that pass, with their figures in `figures`; true if there are more. */
static bool sift(struct model *m, struct headline_list *list, struct press_figures *figures, size_t most)
{
	size_t kept = 0, i = 0;
	for (; i < list->count && kept < most; i++) {
		struct headline h = list->items[i];
		find_figures(&m->view, &h, &figures[kept]);
		note_language(&m->view.press, h.language);
		apply_mark(&m->press, &h);
		if (!passes(m, &h, &figures[kept]))
			continue;
		list->items[i] = list->items[kept];
		list->items[kept++] = h;
	}
	bool has_more = i < list->count;
	for (size_t rest = kept; rest < list->count; rest++)
		headline_release(&list->items[rest]);
	list->count = kept;
	return has_more;
}

static const char *text_or_null(const char *text)
{
	return *text ? text : NULL;
}

static int read_stories(struct model *m, size_t limit, struct headline_list *list, struct error *err)
{
	const struct press_filter *f = &m->view.press.filter;
	const struct press_query query = { .words = text_or_null(f->words),
					   .company = text_or_null(f->company),
					   .source = text_or_null(f->source),
					   .language = text_or_null(f->language),
					   .unread_only = f->unread,
					   .limit = limit };
	return store_get_headlines(m->store, &query, list, err);
}

static int64_t count_stories(struct model *m, bool is_all)
{
	const struct press_filter *f = &m->view.press.filter;
	int64_t count;
	struct error err;
	if (is_all && !press_filter_is_set(f) && !*f->words)
		return (int64_t)m->view.press.count;
	return store_count_stories(m->store, &count, &err) ? 0 : count;
}

static bool has_row(const struct headline_list *list, int64_t row)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].row == row)
			return true;
	return false;
}

/* Moves item `at` of the list that is shown into the new one, where its time belongs. */
static void move_over(struct press_view *p, size_t at, struct headline_list *list, struct press_figures *figures)
{
	struct headline h = p->items[at];
	size_t to = 0;
	while (to < list->count && list->items[to].time >= h.time)
		to++;
	memmove(&list->items[to + 1], &list->items[to], (list->count - to) * sizeof *list->items);
	memmove(&figures[to + 1], &figures[to], (list->count - to) * sizeof *figures);
	list->items[to] = h;
	figures[to] = p->figures[at];
	list->count++;
	headline_init(&p->items[at]);
}

/* Room for an item of that time: a full list gives its oldest one. */
static bool make_room(struct headline_list *list, size_t most, int64_t time)
{
	if (list->count == most && list->items[most - 1].time < time)
		headline_release(&list->items[--list->count]);
	return list->count < most;
}

/* What a person has just read stays under their eyes until they turn the filter, though it is unread no more. */
static void keep_recent(struct model *m, struct headline_list *list, struct press_figures *figures, size_t most)
{
	struct press_view *p = &m->view.press;
	struct headline *items = p->filter.unread ? realloc(list->items, (most + 1) * sizeof *items) : NULL;
	if (!items)
		return;
	list->items = items;
	for (size_t i = 0; i < p->count; i++) {
		const struct press_mark *mark = find_mark(&m->press, &p->items[i]);
		if (mark && mark->is_recent && !has_row(list, p->items[i].row) &&
		    make_room(list, most, p->items[i].time))
			move_over(p, i, list, figures);
	}
}

static void take_list(struct model *m, struct headline_list *list, size_t limit, size_t most)
{
	struct press_view *p = &m->view.press;
	struct press_figures *figures = calloc(most, sizeof *figures);
	if (!figures) {
		headline_list_release(list);
		return;
	}
	p->looked_at = list->count;
	bool is_all = list->count < limit;
	bool is_more = sift(m, list, figures, most);
	keep_recent(m, list, figures, most);
	release_list(p);
	p->items = list->items;
	p->count = list->count;
	p->figures = figures;
	p->has_more = is_more || !is_all;
	p->total = count_stories(m, is_all && !is_more);
}

static int read_and_take(struct model *m, size_t limit, size_t most, struct error *err)
{
	struct headline_list list;
	if (read_stories(m, limit, &list, err))
		return -1;
	take_list(m, &list, limit, most);
	return 0;
}

/* Reads more than is shown only where the store cannot sift, and then first a few. */
static int load(struct model *m, struct error *err)
{
	const struct press_filter *f = &m->view.press.filter;
	size_t most = m->press.pages * PAGE, shown = most + 1, further = m->press.pages * SIFT_MOST + 1;
	if (!f->figures)
		return read_and_take(m, shown, most, err);
	size_t first = shown > SIFT_FIRST ? shown : SIFT_FIRST;
	if (read_and_take(m, first, most, err))
		return -1;
	bool is_enough = m->view.press.count == most || m->view.press.looked_at < first;
	return is_enough ? 0 : read_and_take(m, further, most, err);
}

void model_press_load(struct model *m)
{
	struct error err;
	if (!m->store || !m->press.pages || !m->press.is_stale)
		return;
	m->press.is_stale = false;
	m->view.press.error[0] = '\0';
	if (load(m, &err))
		snprintf(m->view.press.error, sizeof m->view.press.error, "%.255s", err.text);
}

void model_press_show(struct model *m)
{
	if (!m->press.pages)
		model_press_filter(m);
}

/* What was read leaves the list of the unread; marks that the store shows by now need not be kept. */
static void age_marks(struct model_press *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->mark_count; i++) {
		p->marks[i].is_recent = false;
		if (!p->marks[i].is_settled)
			p->marks[kept++] = p->marks[i];
	}
	p->mark_count = kept;
}

void model_press_filter(struct model *m)
{
	age_marks(&m->press);
	m->press.pages = 1;
	m->press.is_stale = true;
}

bool model_press_more(struct model *m)
{
	if (!m->view.press.has_more)
		return false;
	size_t before = m->view.press.count;
	m->press.pages++;
	m->press.is_stale = true;
	model_press_load(m);
	return m->view.press.count > before;
}

void model_press_release(struct model *m)
{
	release_list(&m->view.press);
	free(m->view.headline_figures);
	m->view.headline_figures = NULL;
	free(m->press.marks);
	m->press = (struct model_press){ .marks = NULL };
}
