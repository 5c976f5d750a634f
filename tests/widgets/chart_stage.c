#include "tests/widgets/chart_stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void stage_bars_init(struct company_bars *b, const char *interval)
{
	candle_series_init(&b->series);
	snprintf(b->series.interval, sizeof b->series.interval, "%s", interval);
	snprintf(b->series.source, sizeof b->series.source, "test");
	snprintf(b->series.currency, sizeof b->series.currency, "USD");
	b->series.fetched = FIXTURE_NOW - 3 * 3600;
	b->previous_close = b->last = missing;
}

void stage_setup(struct chart_stage *t)
{
	fixture_init(&t->f);
	t->view = &t->f.m.company.chart;
	t->state = &t->f.s.chart;
	t->view->frame = t->state->frame = FRAME_1Y;
	stage_bars_init(&t->view->main, "1d");
	stage_bars_init(&t->view->other, "1d");
	snprintf(t->f.m.company.symbol, sizeof t->f.m.company.symbol, "NVDA");
}

void stage_teardown(struct chart_stage *t)
{
	candle_series_release(&t->view->main.series);
	candle_series_release(&t->view->other.series);
	fixture_release(&t->f);
}

void stage_set_frame(struct chart_stage *t, enum time_frame frame, const char *interval)
{
	t->view->frame = t->state->frame = frame;
	snprintf(t->view->main.series.interval, sizeof t->view->main.series.interval, "%s", interval);
}

void stage_add_candle(struct company_bars *b, int64_t time, double open, double high, double low, double close,
		      double volume)
{
	struct candle bar = { time, open, high, low, close, missing, volume };
	assert_int_equal(candle_series_append(&b->series, &bar), 0);
}

void stage_add_close(struct company_bars *b, int64_t time, double close)
{
	stage_add_candle(b, time, missing, missing, missing, close, missing);
}

/* `count` bars up to and with `last`, `step` apart, whose closes go evenly from `from` to `to`. */
void stage_add_slope(struct company_bars *b, int64_t last, int64_t step, int count, double from, double to)
{
	for (int i = 0; i < count; i++) {
		double close = count > 1 ? from + (to - from) * i / (count - 1) : to;
		stage_add_candle(b, last - (count - 1 - i) * step, close * 0.99, close * 1.01, close * 0.98, close,
				 1e6 * (1 + i % 3));
	}
}

void stage_draw(struct chart_stage *t, int rows, int columns)
{
	fixture_draw(&t->f, &widget_company_chart, rows, columns);
}

int stage_find(const struct chart_stage *t, const char *text)
{
	return fixture_find(&t->f, text);
}

bool stage_row_has(const struct chart_stage *t, int row, const char *text)
{
	return strstr(fixture_row(&t->f, row), text) != NULL;
}

const struct cell *stage_cell(const struct chart_stage *t, int row, int column)
{
	return surface_cell(&t->f.surface, row, column);
}

int stage_cells_of(const struct chart_stage *t, int first, int rows, enum role role)
{
	int count = 0;
	for (int row = first; row < first + rows; row++)
		for (int column = 0; column < t->f.surface.columns; column++)
			count += stage_cell(t, row, column)->role == role &&
				 strcmp(stage_cell(t, row, column)->text, " ") != 0;
	return count;
}

int stage_column_of(const struct chart_stage *t, int row, const char *text)
{
	const char *line = fixture_row(&t->f, row), *at = strstr(line, text);
	if (!at)
		fail_msg("\"%s\" is not in \"%s\"", text, line);
	char before[4096];
	snprintf(before, sizeof before, "%.*s", (int)(at - line), line);
	return utf8_columns(before);
}

void stage_set_other(struct chart_stage *t, const char *symbol)
{
	snprintf(t->state->other, sizeof t->state->other, "%s", symbol);
	snprintf(t->view->other_symbol, sizeof t->view->other_symbol, "%s", symbol);
}

struct chart_hit stage_hit(const struct chart_stage *t, int rows, int columns, int row, int column)
{
	return company_chart_hit(&t->f.m, &t->f.s, rows, columns, row, column);
}
