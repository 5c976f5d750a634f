/* Screen 3: one set of formulas under two columns of assumptions. Here the scale with both readings and what
 * would have to be earned; the panes below it have files of their own, debate_*.c. */
#include "widgets/debate.h"

#include <stdio.h>

#include "widgets/history.h"
#include "widgets/wrap.h"

#define BILLION 1e9

/* ---- what the panes share ---- */

struct canvas debate_line(struct canvas *c, int row, bool is_selected)
{
	struct canvas line = canvas_flagged(c, is_selected ? CELL_SELECTED : 0);
	if (is_selected) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 0, 1, ROLE_AMBER, "▌");
	}
	return line;
}

int debate_cell(struct canvas *c, int row, int column, int columns, enum role role, const char *text)
{
	canvas_text(c, row, column, columns, role, text);
	return columns;
}

int debate_cell_right(struct canvas *c, int row, int column, int columns, enum role role, const char *text)
{
	canvas_text_right(c, row, column, columns, role, text);
	return columns;
}

void debate_title(struct canvas *c, int column, int columns, bool right, enum role role, const char *text)
{
	int used = canvas_columns(c, text);
	if (used > columns)
		return;
	if (right)
		column += columns - used;
	canvas_fill(c, 0, column - 1, used + 2, ROLE_RULE, " ");
	canvas_text(c, 0, column, used, role, text);
}

int debate_pair(struct canvas *c, int row, int column, int columns, const double value[CAMPS], bool is_dim)
{
	char text[FORMAT_SIZE];
	int scale = columns - 2 * (SCORE_COLUMNS + 1);
	bool is_known = isfinite(value[CAMP_HUANG]) && isfinite(value[CAMP_MARCUS]);
	is_dim |= !is_known;
	format_score(value[CAMP_HUANG], "0", text);
	canvas_text_right(c, row, column, SCORE_COLUMNS, is_dim ? ROLE_DIM : ROLE_HUANG, text);
	if (scale >= 5)
		scale_draw(&(struct scale){ c, row, column + SCORE_COLUMNS + 1, scale, is_dim && is_known },
			   value[CAMP_HUANG], value[CAMP_MARCUS]);
	format_score(value[CAMP_MARCUS], "0", text);
	canvas_text_right(c, row, column + columns - SCORE_COLUMNS, SCORE_COLUMNS, is_dim ? ROLE_DIM : ROLE_MARCUS,
			  text);
	return columns;
}

int debate_head(int rows)
{
	return rows >= 2 ? 1 : 0;
}

void debate_shown(const struct list_position *p, size_t shown, size_t count, char out[FORMAT_SIZE])
{
	out[0] = '\0';
	if (shown < count)
		snprintf(out, FORMAT_SIZE, "%zu-%zu of %zu", p->top + 1, p->top + shown, count);
}

/* ---- the scale ---- */

struct piece { /* of a line: a number, if it is one, and the text behind it */
	enum role role;
	double number;
	int decimals;
	const char *text;
};

static void draw_pieces(struct canvas *c, int row, const struct piece *pieces, size_t count)
{
	int column = DEBATE_LEFT, end = c->columns - 1;
	for (size_t i = 0; i < count; i++) {
		const struct piece *p = &pieces[i];
		char text[FORMAT_SIZE];
		if (isfinite(p->number))
			snprintf(text, sizeof text, "%.*f%s", p->decimals, p->number, p->text);
		else
			snprintf(text, sizeof text, "%s", p->text);
		column += canvas_text(c, row, column, end - column, p->role, text);
	}
}

/* "AI revenue needed 221 / 399 bn a year · now 217 / 55 · labs must grow 4.0× / 7.3×" */
static void draw_break_even(struct canvas *c, int row, const struct break_even_view *b)
{
	const double none = (double)NAN;
	bool is_roomy = c->columns >= 90;
	const struct piece pieces[] = {
		{ ROLE_DIM, none, 0, "AI revenue needed " },
		{ ROLE_HUANG, b->required[CAMP_HUANG] / BILLION, 0, "" },
		{ ROLE_DIM, none, 0, " / " },
		{ ROLE_MARCUS, b->required[CAMP_MARCUS] / BILLION, 0, "" },
		{ ROLE_DIM, none, 0, " bn a year · now " },
		{ ROLE_HUANG, b->counted[CAMP_HUANG] / BILLION, 0, "" },
		{ ROLE_DIM, none, 0, " / " },
		{ ROLE_MARCUS, b->counted[CAMP_MARCUS] / BILLION, 0, "" },
		{ ROLE_DIM, none, 0, is_roomy ? " · the labs alone would have to grow " : " · labs " },
		{ ROLE_HUANG, b->labs_multiple[CAMP_HUANG], 1, "×" },
		{ ROLE_DIM, none, 0, " / " },
		{ ROLE_MARCUS, b->labs_multiple[CAMP_MARCUS], 1, "×" },
	};
	if (isfinite(b->required[CAMP_HUANG]) && isfinite(b->required[CAMP_MARCUS]))
		draw_pieces(c, row, pieces, sizeof pieces / sizeof *pieces);
	else
		canvas_text(c, row, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM,
			    "what AI would have to earn is not known: no capex guidance");
}

static bool has_values(const struct view_model *m)
{
	return m->has_reading && isfinite(m->reading.value[CAMP_HUANG]) && isfinite(m->reading.value[CAMP_MARCUS]);
}

static void debate_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	int head = debate_head(c->rows);
	if (head)
		scale_draw_rule(c, m, "The debate",
				c->columns >= 70 ? "one set of formulas, two columns of assumptions" : "");
	if (!has_values(m)) {
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM,
			    m->has_reading ? "the facts for a reading are missing" : "the reading is not computed yet");
		return;
	}
	if (c->rows < 4) {
		scale_draw_line(c, head, DEBATE_LEFT, m, !head);
		return;
	}
	struct scale scale = { c, 2, DEBATE_LEFT, c->columns - 2 * DEBATE_LEFT, false };
	scale_draw_ends(&scale, 1, &m->reading);
	scale_draw_band(&scale, &m->reading);
	scale_draw_axis(&scale, 3, &m->reading);
	if (c->rows > 4)
		draw_break_even(c, 4, &m->break_even);
	if (c->rows > 5)
		history_draw_line(c, 5, DEBATE_LEFT, c->columns - 2 * DEBATE_LEFT, m);
}

/* ---- what is not claimed ---- */

static void limits_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)m;
	(void)s;
	const char *text =
		"Not claimed: a probability or a date of a crash, a fair price, advice. A low reading is not "
		"safety.";
	int room = c->columns - DEBATE_LEFT - 1;
	if (c->rows == 1 && canvas_columns(c, text) > room)
		text = "no forecast, no price, no advice";
	for (int row = 0; *text && row < c->rows && room > 0; row++) {
		char line[160];
		text = wrap_line(text, room, line, sizeof line);
		canvas_text(c, row, DEBATE_LEFT, room, ROLE_DIM, line);
	}
}

const struct widget_class widget_debate = { .name = "debate", .min_rows = 1, .min_columns = 30, .draw = debate_draw };
const struct widget_class widget_limits = { .name = "limits", .min_rows = 1, .min_columns = 30, .draw = limits_draw };
