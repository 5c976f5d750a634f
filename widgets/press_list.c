/* Screen 5, at the left: the stories that pass the filters. */
#include <stdio.h>

#include "widgets/format.h"
#include "widgets/press.h"

#define SOURCE_FROM 92 /* columns of a list that names the sources, too */
#define SOURCE_COLUMNS 16

int stories_head(int rows)
{
	return rows >= 3 ? 1 : 0;
}

const struct headline *story_selected(const struct view_model *m, const struct view_state *s)
{
	size_t selected = s->lists[LIST_STORIES].selected;
	return selected < m->press.count ? &m->press.items[selected] : NULL;
}

bool press_filter_is_set(const struct press_filter *f)
{
	return *f->company || *f->source || *f->language || f->unread || f->figures;
}

/* "3 new · 12 of 340" */
static void format_counts(const struct view_model *m, char *out, size_t size)
{
	const struct press_view *p = &m->press;
	size_t fresh = press_count_new(p->items, p->count, m);
	char news[FORMAT_SIZE] = "";
	if (fresh)
		snprintf(news, sizeof news, "%zu new · ", fresh);
	if (p->total && (size_t)p->total != p->count)
		snprintf(out, size, "%s%zu%s of %lld", news, p->count, p->has_more ? "+" : "", (long long)p->total);
	else
		snprintf(out, size, "%s%zu%s", news, p->count, p->has_more ? "+" : "");
}

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	char right[FORMAT_SIZE * 2], title[PROMPT_SIZE + 32] = "Press";
	format_counts(m, right, sizeof right);
	if (*m->press.filter.words && !*m->press.error)
		snprintf(title, sizeof title, "Press with “%s”", m->press.filter.words);
	int room = c->columns - canvas_columns(c, right) - 10;
	struct canvas head = canvas_part(c, 0, 0, 1, c->columns);
	if (canvas_columns(c, title) > room && c->columns < 60)
		snprintf(title, sizeof title, "Found");
	canvas_rule(&head, 0, title, right);
}

/* Why the list is empty, and what fills it. */
static void draw_nothing(struct canvas *c, int row, const struct view_model *m)
{
	const struct press_filter *f = &m->press.filter;
	const char *text = m->offline ? "no headlines are stored" : "no headlines yet";
	const char *next = "";
	if (*f->words) {
		text = press_filter_is_set(f) ? "no story with these words passes the filters"
					      : "no story has these words";
		next = press_filter_is_set(f) ? "x takes the filters away, Esc the search" : "Esc gives the list back";
	} else if (press_filter_is_set(f)) {
		text = "no story passes the filters";
		next = "x takes them away";
	}
	if (m->press.has_more)
		next = "PgDn looks among older ones";
	canvas_text(c, row, PRESS_LEFT, c->columns - PRESS_LEFT, ROLE_TEXT, text);
	canvas_text(c, row + 1, PRESS_LEFT, c->columns - PRESS_LEFT, ROLE_DIM, next);
}

static void stories_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_STORIES];
	int head = stories_head(c->rows);
	if (head)
		draw_rule(c, m);
	if (!m->press.count)
		draw_nothing(c, head, m);
	size_t shown = list_visible(p, m->press.count, c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		size_t item = p->top + i;
		struct press_line line = { &m->press.items[item],
					   &m->press.figures[item],
					   item == p->selected,
					   s->focus == LIST_STORIES,
					   true,
					   c->columns >= SOURCE_FROM ? SOURCE_COLUMNS : 0 };
		press_draw_line(c, head + (int)i, &line, m);
	}
}

const struct widget_class widget_stories = {
	.name = "stories", .min_rows = 1, .min_columns = 30, .draw = stories_draw
};
