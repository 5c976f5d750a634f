/* Screen 4, fourth look: the deals that headlines suggest, and below them the selected one as its headline put
 * it. A person accepts or refuses; until then nothing of it is in the ledger. */
#include <stdio.h>
#include <string.h>

#include "widgets/deals.h"
#include "widgets/list_table.h"
#include "widgets/press.h"
#include "widgets/wrap.h"

#define LABEL_COLUMNS 10
#define TEXT_COLUMNS 100 /* longer lines are hard to read */

/* ---- a row ---- */

/* The words before the figure as its headline writes it, and what stands for them in a narrow column. */
static const struct {
	const char *words, *sign;
} bounds[] = { { "about ", "~" }, { "up to ", "up to " }, { "at least ", "min " } };

static bool has_bound(const char **text, const char *words)
{
	bool is_there = !strncmp(*text, words, strlen(words));
	*text += is_there ? strlen(words) : 0;
	return is_there;
}

static const char *without_bounds(const char *amount_text)
{
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
		has_bound(&amount_text, bounds[i].words);
	return amount_text;
}

/* "77", "up to 100", "5-10", "~2.5 EUR", "3?": thousand millions, of dollars where no currency is named. */
static void format_bounded(const struct candidate *c, char out[FORMAT_SIZE])
{
	double low = c->amount_low / 1e9, high = isfinite(c->amount_high) ? c->amount_high / 1e9 : low;
	const char *text = c->amount_text;
	bool is_usd = !strcmp(c->currency, "USD");
	char number[32];
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
		if (has_bound(&text, bounds[i].words))
			used += (size_t)snprintf(out + used, FORMAT_SIZE - used, "%s", bounds[i].sign);
	if (low > 0 && low < high)
		snprintf(number, sizeof number, "%.4g-%.4g", low, high);
	else
		snprintf(number, sizeof number, "%.4g", high);
	snprintf(out + used, FORMAT_SIZE - used, "%s%s%s%s", number, is_usd ? "" : " ", is_usd ? "" : c->currency,
		 c->doubtful ? "?" : "");
}

static void draw_date(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	struct deal row;
	candidate_to_deal(item, &m->deals, &row);
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_DIM, row.date);
}

static void draw_payer(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	struct deal row;
	candidate_to_deal(item, &m->deals, &row);
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_BRIGHT, row.from);
}

static void draw_payee(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	struct deal row;
	candidate_to_deal(item, &m->deals, &row);
	canvas_text(cell->canvas, cell->row, cell->column, 1, ROLE_DIM, "→");
	canvas_text(cell->canvas, cell->row, cell->column + 2, cell->columns - 2, ROLE_BRIGHT, row.to);
}

static void draw_kind(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	struct deal row;
	candidate_to_deal(item, &m->deals, &row);
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_TEXT, row.kind);
}

static void draw_amount(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct candidate *c = item;
	char text[FORMAT_SIZE];
	struct canvas bold = canvas_flagged(cell->canvas, CELL_BOLD);
	(void)m;
	format_bounded(c, text);
	canvas_text_right(&bold, cell->row, cell->column, cell->columns, c->doubtful ? ROLE_WARN : ROLE_AMBER, text);
}

static void draw_class(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct candidate *c = item;
	(void)m;
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_TEXT, delivery_class_name(c->delivery));
}

static void draw_source(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct candidate *c = item;
	(void)m;
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_DIM, c->source);
}

static const struct list_column columns[] = {
	{ "DATE", 10, 4, false, 0, draw_date },     { "PAYER", 9, 1, false, 2, draw_payer },
	{ "PAYEE", 9, 2, false, 2, draw_payee },    { "KIND", 17, 6, false, 1, draw_kind },
	{ "BN USD", 13, 3, true, 1, draw_amount },  { "CLASS", 8, 5, false, 1, draw_class },
	{ "SOURCE", 10, 7, false, 2, draw_source },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

/* ---- the list ---- */

static void candidates_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct deals_view *v = &m->deals_view;
	const struct list_position *p = &s->lists[LIST_CANDIDATES];
	int widths[LIST_COLUMNS], head = deals_head(c->rows);
	size_t shown = list_visible(p, v->candidate_count, c->rows - head);
	list_fit(columns, COLUMNS, c->columns, widths);
	if (head == 2)
		deals_draw_rule(c, m, "Candidates", LOOK_CANDIDATES,
				v->candidate_count ? "Enter accepts · x refuses · o opens" : "");
	if (head)
		list_draw_head(c, head - 1, columns, COLUMNS, widths);
	if (!v->candidate_count)
		canvas_text(c, head, LIST_LEFT, c->columns - LIST_LEFT, ROLE_DIM, "no headline suggests a deal");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_CANDIDATES;
		struct canvas line = deals_line(c, head + (int)i, is_selected);
		list_draw_row(&line, head + (int)i, columns, COLUMNS, widths, &v->candidates[p->top + i], m);
	}
}

/* ---- the selected one ---- */

/* Returns the row after the text. */
static int draw_wrapped(struct canvas *c, int row, int indent, enum role role, const char *text,
			const struct press_span *span)
{
	int room = c->columns - LIST_LEFT - indent - 1;
	const char *at = text;
	room = room < TEXT_COLUMNS ? room : TEXT_COLUMNS;
	while (*at && room >= 2 && row < c->rows) {
		char line[1024];
		size_t offset = (size_t)(at - text);
		at = wrap_line(at, room, line, sizeof line);
		press_draw_marked(c, row++, LIST_LEFT + indent, room, role, line, span, span ? 1 : 0, offset);
	}
	return row;
}

static int draw_labelled(struct canvas *c, int row, const char *label, enum role role, const char *text)
{
	if (row >= c->rows)
		return row;
	canvas_text(c, row, LIST_LEFT, LABEL_COLUMNS - 1, ROLE_DIM, label);
	return draw_wrapped(c, row, LABEL_COLUMNS, role, text, NULL);
}

static int draw_sentence(struct canvas *c, int row, const struct candidate *item)
{
	const char *figure = without_bounds(item->amount_text);
	const char *at = *figure ? strstr(item->sentence, figure) : NULL;
	const struct press_span span = { at ? (size_t)(at - item->sentence) : 0, at ? strlen(figure) : 0 };
	return draw_wrapped(c, row, 0, ROLE_BRIGHT, item->sentence, &span);
}

/* The sentence may be the title itself, which need not stand there twice. */
static void candidate_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	size_t selected = s->lists[LIST_CANDIDATES].selected;
	if (selected >= m->deals_view.candidate_count)
		return;
	const struct candidate *item = &m->deals_view.candidates[selected];
	bool is_roomy = c->rows >= 8;
	canvas_rule(c, 0, item->id, item->doubtful ? "? the amount can be read in another way" : "");
	int row = draw_sentence(c, is_roomy ? 2 : 1, item) + is_roomy;
	if (strcmp(item->title, item->sentence) != 0)
		row = draw_labelled(c, row, "headline", ROLE_TEXT, item->title);
	row = draw_labelled(c, row, "source", ROLE_TEXT, item->source);
	draw_labelled(c, row, "link", *item->url ? ROLE_LINK : ROLE_DIM, *item->url ? item->url : "none");
}

const struct widget_class widget_candidates = {
	.name = "candidates", .min_rows = 2, .min_columns = 30, .draw = candidates_draw
};
const struct widget_class widget_candidate = {
	.name = "candidate", .min_rows = 2, .min_columns = 30, .draw = candidate_draw
};
