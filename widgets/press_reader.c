/* Screen 5, beside the list: the selected story whole. Its lines are made in one place, to be drawn and to be
 * counted. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/format.h"
#include "widgets/press.h"
#include "widgets/wrap.h"

#define LEFT 3
#define RIGHT 2
#define LABEL_COLUMNS 9
#define TEXT_COLUMNS 88 /* longer lines are hard to read */
#define LINE_SIZE 2048

struct page {
	struct canvas *canvas; /* NULL: the lines are counted only */
	int columns;           /* of the text */
	int row;               /* of the next line */
	int first;             /* the row under the head; lines above it are scrolled away */
};

/* The canvas, if the next line is to be drawn. */
static struct canvas *page_line(struct page *page, int *row)
{
	*row = page->row++;
	return page->canvas && *row >= page->first && *row < page->canvas->rows ? page->canvas : NULL;
}

static void blank_line(struct page *page)
{
	page->row++;
}

struct text_style {
	enum role role;
	bool is_bold;
	const struct press_span *spans;
	size_t count;
};

static void wrapped_text(struct page *page, int indent, const char *text, const struct text_style *style)
{
	const char *at = text;
	while (*at && page->columns - indent >= 2) {
		char line[LINE_SIZE];
		size_t offset = (size_t)(at - text);
		int row;
		at = wrap_line(at, page->columns - indent, line, sizeof line);
		struct canvas *c = page_line(page, &row);
		if (!c)
			continue;
		struct canvas drawn = canvas_flagged(c, style->is_bold ? CELL_BOLD : 0);
		press_draw_marked(&drawn, row, LEFT + indent, page->columns - indent, style->role, line, style->spans,
				  style->count, offset);
	}
}

static void labelled_text(struct page *page, const char *label, enum role role, const char *text)
{
	const struct text_style style = { .role = role };
	int row = page->row;
	if (!*text)
		return;
	wrapped_text(page, LABEL_COLUMNS, text, &style);
	if (page->canvas && row >= page->first && row < page->canvas->rows)
		canvas_text(page->canvas, row, LEFT, LABEL_COLUMNS - 1, ROLE_DIM, label);
}

/* "20 Aug 2026 14:41 ET · 7 min ago · A. Writer" */
static void dateline(struct page *page, const struct view_model *m, const struct headline *h)
{
	const struct exchange_view *clock = view_model_clock(m);
	int offset_s = clock ? clock->session.utc_offset_s : 0;
	char date[FORMAT_SIZE], time[FORMAT_SIZE], age[TIMESTAMP_SIZE], line[512];
	format_date(h->time, 0, offset_s, date);
	format_clock(h->time, offset_s, time);
	timestamp_format_age(m->now - h->time, age);
	snprintf(line, sizeof line, "%s%.20s %.10s %.7s · %s ago%s%.200s", h->time_is_fetch_time ? "fetched " : "",
		 date, time, clock && *clock->session.zone ? clock->session.zone : "UTC", age, *h->author ? " · " : "",
		 h->author);
	const struct text_style style = { .role = ROLE_DIM };
	wrapped_text(page, 0, line, &style);
}

static void join(char *out, size_t size, const char *between, const char *text)
{
	size_t used = strlen(out);
	snprintf(out + used, size - used, "%s%s", used ? between : "", text);
}

static void companies(struct page *page, const struct headline *h)
{
	char text[HEADLINE_COMPANIES * (SYMBOL_SIZE + 2) + 1] = "";
	for (size_t i = 0; i < h->company_count; i++)
		join(text, sizeof text, "  ", h->companies[i]);
	labelled_text(page, "about", ROLE_LINK, text);
}

/* Who told it, if the store has folded the items of several into this one; who alone told it is in the head. */
static void sources(struct page *page, const struct headline *h)
{
	char text[HEADLINE_SOURCES * (SOURCE_NAME_SIZE + 3) + 48] = "";
	if (h->story_count < 2)
		return;
	for (size_t i = 0; i < h->source_count; i++)
		join(text, sizeof text, " · ", h->sources[i]);
	if (h->story_count > h->source_count) {
		char items[32];
		snprintf(items, sizeof items, "%zu items", h->story_count);
		join(text, sizeof text, " · ", items);
	}
	labelled_text(page, "told by", ROLE_TEXT, text);
}

static void story(struct page *page, const struct view_model *m, const struct headline *h,
		  const struct press_figures *f)
{
	const struct text_style title = { ROLE_BRIGHT, true, f->title, f->title_count };
	const struct text_style summary = { ROLE_TEXT, false, f->summary, f->summary_count };
	const struct text_style dim = { .role = ROLE_DIM };
	wrapped_text(page, 0, *h->title ? h->title : "(no title)", &title);
	dateline(page, m, h);
	blank_line(page);
	if (*h->summary)
		wrapped_text(page, 0, h->summary, &summary);
	else
		wrapped_text(page, 0, "The feed gives no summary.", &dim);
	blank_line(page);
	labelled_text(page, "figures", ROLE_AMBER, f->text);
	companies(page, h);
	sources(page, h);
	labelled_text(page, "language", ROLE_TEXT, h->language);
	labelled_text(page, "link", *h->url ? ROLE_LINK : ROLE_DIM, *h->url ? h->url : "none");
}

static int text_columns(int columns)
{
	columns -= LEFT + RIGHT;
	return columns < TEXT_COLUMNS ? columns : TEXT_COLUMNS;
}

int reader_lines(const struct view_model *m, const struct view_state *s, int columns)
{
	const struct headline *h = story_selected(m, s);
	struct page page = { .columns = text_columns(columns) };
	if (h)
		story(&page, m, h, &m->press.figures[h - m->press.items]);
	return page.row;
}

static void draw_rule(struct canvas *c, const struct view_model *m, const struct view_state *s, int lines)
{
	const struct headline *h = story_selected(m, s);
	char right[FORMAT_SIZE] = "";
	int room = c->rows - stories_head(c->rows);
	if (lines > room)
		snprintf(right, sizeof right, "%d%%", 100 * (s->reader_top + room) / lines);
	else if (h)
		snprintf(right, sizeof right, "%s", h->read ? "read" : "unread");
	canvas_rule(c, 0, h ? h->source : "", right);
	if (s->focus == LIST_READER)
		canvas_text(c, 0, 0, 1, ROLE_AMBER, "▌");
}

static void reader_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct headline *h = story_selected(m, s);
	int head = stories_head(c->rows);
	struct page page = { c, text_columns(c->columns), head - s->reader_top, head };
	if (head)
		draw_rule(c, m, s, reader_lines(m, s, c->columns));
	if (h)
		story(&page, m, h, &m->press.figures[h - m->press.items]);
}

const struct widget_class widget_reader = { .name = "reader", .min_rows = 3, .min_columns = 30, .draw = reader_draw };
