/* The rule over the Company screen's chart: what the bars are and how old at the left, at the right the words that
 * choose what is drawn. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "widgets/company_plot.h"

#define WORDS (TIME_FRAMES + 4)
#define MARGIN 2          /* of the rule beyond the words, at each end */
#define SOURCE_COLUMNS 38 /* the words stand wide apart where that much is left for the source */

struct rule_word {
	enum chart_target target;
	enum time_frame frame;
	char text[SYMBOL_SIZE + 4];
	bool is_chosen;
	int column; /* of the pane */
};

struct rule_words {
	struct rule_word items[WORDS];
	size_t count;
	int start, columns; /* of all of them, with the blanks around a chosen frame */
};

static struct rule_word *add_word(struct rule_words *w, int gap, enum chart_target target, const char *text,
				  bool is_chosen)
{
	struct rule_word *word = &w->items[w->count++];
	*word = (struct rule_word){ .target = target, .is_chosen = is_chosen, .column = w->columns + gap };
	snprintf(word->text, sizeof word->text, "%s", text);
	w->columns += gap + (int)strlen(word->text);
	return word;
}

/* How much of the words is shown; what comes later needs less room. */
static const struct rule_form {
	int gap;    /* between frames */
	int others; /* line and candles, log, compare: so many of the groups */
	bool all_frames;
	int left; /* columns that must stay for the source */
} forms[] = {
	{ 2, 3, true, SOURCE_COLUMNS },
	{ 1, 3, true, 0 },
	{ 1, 2, true, 0 },
	{ 1, 1, true, 0 },
	{ 1, 0, true, 0 },
	{ 1, 0, false, 0 },
};

/* "+ AMD"; the name of a path in capitals, as a symbol is. */
static void format_other(const struct company_chart_state *state, char out[SYMBOL_SIZE + 4])
{
	snprintf(out, SYMBOL_SIZE + 4, "+ %s", *state->other ? state->other : "compare");
	for (char *at = out; *state->other && *at; at++)
		*at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
}

static void add_frames(struct rule_words *w, const struct company_chart_state *state, const struct rule_form *form)
{
	for (int i = 0; i < TIME_FRAMES; i++) {
		bool is_chosen = i == (int)state->frame;
		if (!is_chosen && !form->all_frames)
			continue;
		struct rule_word *word =
			add_word(w, w->count ? form->gap : 1, CHART_FRAME, time_frames[i].name, is_chosen);
		word->frame = (enum time_frame)i;
	}
	w->columns++; /* room for the bracket of the last */
}

static void add_others(struct rule_words *w, const struct company_chart_state *state, const struct rule_form *form)
{
	int groups = form->others;
	char other[SYMBOL_SIZE + 4];
	format_other(state, other);
	if (groups > 0) {
		add_word(w, form->gap, CHART_LINE, "line", !state->candles);
		add_word(w, 1, CHART_CANDLES, "candles", state->candles);
	}
	if (groups > 1)
		add_word(w, 2, CHART_LOG, "log", state->log);
	if (groups > 2)
		add_word(w, 2, CHART_COMPARE, other, *state->other != '\0');
}

static void lay_words(struct rule_words *w, const struct company_chart_state *state, int columns)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		*w = (struct rule_words){ .count = 0 };
		add_frames(w, state, &forms[i]);
		add_others(w, state, &forms[i]);
		if (w->columns + forms[i].left + 2 * MARGIN <= columns)
			break;
	}
	w->start = columns - MARGIN - w->columns;
	if (w->start < 0)
		w->count = 0;
	for (size_t i = 0; i < w->count; i++)
		w->items[i].column += w->start;
}

struct chart_hit company_rule_hit(const struct view_model *m, const struct view_state *s, int columns, int column)
{
	struct rule_words w;
	(void)m;
	lay_words(&w, &s->chart, columns);
	for (size_t i = 0; i < w.count; i++) {
		const struct rule_word *word = &w.items[i];
		int bracket = word->target == CHART_FRAME && word->is_chosen;
		if (column >= word->column - bracket && column < word->column + (int)strlen(word->text) + bracket)
			return (struct chart_hit){ .target = word->target, .frame = word->frame };
	}
	return (struct chart_hit){ .target = CHART_NOTHING };
}

static void draw_word(struct canvas *c, const struct rule_word *word)
{
	struct canvas bold = canvas_flagged(c, word->is_chosen ? CELL_BOLD : 0);
	int columns = (int)strlen(word->text);
	canvas_text(&bold, 0, word->column, columns, word->is_chosen ? ROLE_BRIGHT : ROLE_DIM, word->text);
	if (!word->is_chosen || word->target != CHART_FRAME)
		return;
	canvas_text(&bold, 0, word->column - 1, 1, ROLE_BRIGHT, "‹");
	canvas_text(&bold, 0, word->column + columns, 1, ROLE_BRIGHT, "›");
}

/* ---- the source, at the left ---- */

#define SOURCE_SIZE 320

/* "days", "months only until 1 Jul 2026" */
static void format_bars(const struct view_model *m, char out[FORMAT_SIZE * 2])
{
	const struct company_chart_view *view = &m->company.chart;
	const struct candle_series *bars = &view->main.series;
	const char *name = plot_bars_name(bars->interval);
	char until[FORMAT_SIZE];
	plot_format_date(bars->interval, bars->items[bars->count - 1].time, m->now, 0, until);
	if (view->is_late)
		snprintf(out, FORMAT_SIZE * 2, "%s, only until %s", name, until);
	else
		snprintf(out, FORMAT_SIZE * 2, "%s", name);
}

/* As much as `columns` hold of "days · yahoo-chart · fetched 3 h ago". What came with the program was never fetched. */
static void format_source(const struct canvas *c, const struct view_model *m, int columns, char out[SOURCE_SIZE])
{
	const struct candle_series *bars = &m->company.chart.main.series;
	char name[FORMAT_SIZE * 2], age[TIMESTAMP_SIZE];
	bool has_age = bars->fetched && strcmp(bars->source, SHIPPED_SOURCE) != 0;
	format_bars(m, name);
	timestamp_format_age(m->now - bars->fetched, age);
	snprintf(out, SOURCE_SIZE, "%s · %s · fetched %s ago", name, bars->source, age);
	if (!has_age || canvas_columns(c, out) > columns)
		snprintf(out, SOURCE_SIZE, "%s · %s · %s ago", name, bars->source, age);
	if (!has_age || canvas_columns(c, out) > columns)
		snprintf(out, SOURCE_SIZE, "%s · %s", name, bars->source);
	if (!*bars->source || canvas_columns(c, out) > columns)
		snprintf(out, SOURCE_SIZE, "%s", name);
	if (canvas_columns(c, out) > columns)
		*out = '\0';
}

void company_rule_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct rule_words w;
	char source[SOURCE_SIZE] = "";
	canvas_fill(c, 0, 0, c->columns, ROLE_RULE, "─");
	lay_words(&w, &s->chart, c->columns);
	if (w.count)
		canvas_fill(c, 0, w.start > 0 ? w.start - 1 : 0, w.columns + 2, ROLE_DIM, " ");
	for (size_t i = 0; i < w.count; i++)
		draw_word(c, &w.items[i]);
	int room = (w.count ? w.start : c->columns) - 2 * MARGIN - 1;
	if (m->company.chart.main.series.count)
		format_source(c, m, room, source);
	if (!*source)
		return;
	int columns = canvas_columns(c, source);
	canvas_fill(c, 0, MARGIN - 1, columns + 2, ROLE_DIM, " ");
	canvas_text(c, 0, MARGIN, columns, m->company.chart.is_late ? ROLE_WARN : ROLE_DIM, source);
}
