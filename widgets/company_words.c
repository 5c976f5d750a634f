/* The line of words over the Company screen's chart: what the frame was, or how two symbols did beside each other. */
#include <stdio.h>
#include <string.h>

#include "widgets/company_plot.h"

#define GAP 2 /* between words */

void chart_line_add(struct chart_line *l, int rank, enum role role, bool is_bold, const char *text)
{
	if (l->count == CHART_WORDS)
		return;
	struct chart_word *word = &l->words[l->count++];
	*word = (struct chart_word){ .role = role, .is_bold = is_bold, .rank = rank };
	snprintf(word->text, sizeof word->text, "%s", text);
}

static int line_columns(const struct chart_line *l, const struct canvas *c)
{
	int columns = 0;
	for (size_t i = 0; i < l->count; i++)
		columns += canvas_columns(c, l->words[i].text) + (i ? GAP : 0);
	return columns;
}

static int highest_rank(const struct chart_line *l)
{
	int rank = 0;
	for (size_t i = 0; i < l->count; i++)
		rank = l->words[i].rank > rank ? l->words[i].rank : rank;
	return rank;
}

int chart_line_fit(struct chart_line *l, const struct canvas *c, int columns)
{
	int rank;
	while (line_columns(l, c) > columns && (rank = highest_rank(l)) > 0) {
		size_t kept = 0;
		for (size_t i = 0; i < l->count; i++)
			if (l->words[i].rank < rank)
				l->words[kept++] = l->words[i];
		l->count = kept;
	}
	int used = line_columns(l, c);
	return used < columns ? used : columns;
}

void chart_line_draw(const struct chart_line *line, struct canvas *c, int row, int column, int columns)
{
	struct chart_line l = *line;
	int end = column + columns;
	chart_line_fit(&l, c, columns);
	for (size_t i = 0; i < l.count && column < end; i++) {
		struct canvas at = canvas_flagged(c, l.words[i].is_bold ? CELL_BOLD : 0);
		if (i)
			canvas_fill(c, row, column, GAP, ROLE_DIM, " ");
		column += i ? GAP : 0;
		column += canvas_text(&at, row, column, end - column, l.words[i].role, l.words[i].text);
	}
}

void chart_line_add_change(struct chart_line *l, int rank, double pct)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	char text[FORMAT_SIZE];
	if (!isfinite(pct))
		return;
	format_change(pct, text);
	chart_line_add(l, rank, roles[1 + change_direction(pct)], true, text);
}

/* ---- one symbol ---- */

/* "at 10:35", "on 7 Apr 2026", "in Apr 2026" */
static void format_moment(const struct company_plot *p, int64_t t, char out[FORMAT_SIZE * 2])
{
	const char *interval = p->shown.interval;
	char when[FORMAT_SIZE];
	bool is_clock = p->view->frame == FRAME_1D && p->is_intraday;
	if (is_clock)
		format_clock(t, p->offset_s, when);
	else
		plot_format_date(interval, t, p->model->now, p->offset_s, when);
	snprintf(out, FORMAT_SIZE * 2, "%s %s",
		 is_clock                   ? "at"
		 : strstr(interval, "mo")   ? "in"
		 : !strcmp(interval, "1wk") ? "in the week of"
					    : "on",
		 when);
}

/* "low 108.90 on 7 Apr 2026", of a bar's low or, where it has none, its close. */
static void add_extreme(const struct company_plot *p, struct chart_line *l, int rank, bool is_high)
{
	size_t best = 0;
	double price = (double)NAN;
	char plain[FORMAT_SIZE], when[FORMAT_SIZE * 2], text[FORMAT_SIZE * 2];
	for (size_t i = 0; i < p->shown.count; i++) {
		const struct candle *bar = &p->shown.items[i];
		double at = is_high ? fmax(bar->high, bar->close) : fmin(bar->low, bar->close);
		if (!i || (is_high ? at > price : at < price)) {
			price = at;
			best = i;
		}
	}
	bool is_now = is_high ? p->plot.last > price : p->plot.last < price; /* the quote is newer than the bars */
	format_plain_price(is_now ? p->plot.last : price, p->plot.currency, plain);
	format_moment(p, p->shown.items[best].time, when);
	snprintf(text, sizeof text, "%s %.24s %.60s", is_high ? "high" : "low", plain, is_now ? "now" : when);
	chart_line_add(l, rank, ROLE_TEXT, false, text);
}

static void format_stretch(const struct company_plot *p, char out[FORMAT_SIZE * 2])
{
	char from[FORMAT_SIZE], to[FORMAT_SIZE];
	const struct candle_series *bars = &p->shown;
	plot_format_date(bars->interval, bars->items[0].time, p->model->now, p->offset_s, from);
	plot_format_date(bars->interval, bars->items[bars->count - 1].time, p->model->now, p->offset_s, to);
	if (strcmp(from, to) != 0)
		snprintf(out, FORMAT_SIZE * 2, "%.40s – %.40s", from, to);
	else
		snprintf(out, FORMAT_SIZE * 2, "%.40s", to);
}

void summary_line(const struct company_plot *p, struct chart_line *l)
{
	char stretch[FORMAT_SIZE * 2];
	bool is_day = p->view->frame == FRAME_1D;
	double from =
		is_day && p->view->main.previous_close > 0 ? p->view->main.previous_close : p->shown.items[0].close;
	format_stretch(p, stretch);
	chart_line_add(l, 2, ROLE_TEXT, false, stretch);
	chart_line_add_change(l, 0, from > 0 ? (p->plot.last / from - 1) * 100 : (double)NAN);
	add_extreme(p, l, 1, false);
	add_extreme(p, l, 1, true);
}

/* ---- two ---- */

static void add_name(const struct company_plot *p, struct chart_line *l, const char *sign, const char *ascii,
		     enum role role, const char *name)
{
	char text[FORMAT_SIZE * 2];
	snprintf(text, sizeof text, "%s %s", p->plot.canvas->ascii ? ascii : sign, name);
	chart_line_add(l, 0, role, true, text);
}

/* The sign of each line, its name, and how far it went. */
void compare_line(const struct company_plot *p, struct chart_line *l)
{
	char since[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	add_name(p, l, "⠒⠒⠒", "***", plot_role(&p->plot, (double)NAN), p->model->company.symbol);
	chart_line_add_change(l, 0, (p->plot.last / p->plot.base - 1) * 100);
	add_name(p, l, "⠂⠂⠂", "...", ROLE_TEXT, compare_name(p->view));
	chart_line_add_change(l, 0, (compare_last(p->view) / p->other_base - 1) * 100);
	int64_t start = p->shown.items[0].time;
	bool is_later = start - p->view->main.series.items[0].time > 7 * 86400;
	plot_format_date(p->shown.interval, start, p->model->now, p->offset_s, since);
	snprintf(text, sizeof text, "since %.40s%s", since, is_later ? ", the first that both have" : "");
	chart_line_add(l, 1, ROLE_DIM, false, text);
	const char *currency = p->view->other.series.currency;
	if (*currency && *p->plot.currency && strcmp(currency, p->plot.currency) != 0)
		chart_line_add(l, 2, ROLE_DIM, false, "each in its own currency");
}
