#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "tests/widgets/fixture.h"
#include "widgets/company_chart.h"
#include "widgets/company_plot.h"

#define DAY_S 86400
#define MIDNIGHT (FIXTURE_NOW / DAY_S * DAY_S) /* of Thursday, 20 August 2026 */

static const double missing = (double)NAN;

struct chart {
	struct fixture f;
	struct company_chart_view *view;
	struct company_chart_state *state;
};

static void bars_init(struct company_bars *b, const char *interval)
{
	candle_series_init(&b->series);
	snprintf(b->series.interval, sizeof b->series.interval, "%s", interval);
	snprintf(b->series.source, sizeof b->series.source, "test");
	snprintf(b->series.currency, sizeof b->series.currency, "USD");
	b->series.fetched = FIXTURE_NOW - 3 * 3600;
	b->previous_close = b->last = missing;
}

static void setup(struct chart *t)
{
	fixture_init(&t->f);
	t->view = &t->f.m.company.chart;
	t->state = &t->f.s.chart;
	t->view->frame = t->state->frame = FRAME_1Y;
	bars_init(&t->view->main, "1d");
	bars_init(&t->view->other, "1d");
	snprintf(t->f.m.company.symbol, sizeof t->f.m.company.symbol, "NVDA");
}

static void teardown(struct chart *t)
{
	candle_series_release(&t->view->main.series);
	candle_series_release(&t->view->other.series);
	fixture_release(&t->f);
}

static void set_frame(struct chart *t, enum time_frame frame, const char *interval)
{
	t->view->frame = t->state->frame = frame;
	snprintf(t->view->main.series.interval, sizeof t->view->main.series.interval, "%s", interval);
}

static void add_candle(struct company_bars *b, int64_t time, double open, double high, double low, double close,
		       double volume)
{
	struct candle bar = { time, open, high, low, close, missing, volume };
	assert_int_equal(candle_series_append(&b->series, &bar), 0);
}

static void add_close(struct company_bars *b, int64_t time, double close)
{
	add_candle(b, time, missing, missing, missing, close, missing);
}

/* `count` bars up to and with `last`, `step` apart, whose closes go evenly from `from` to `to`. */
static void add_slope(struct company_bars *b, int64_t last, int64_t step, int count, double from, double to)
{
	for (int i = 0; i < count; i++) {
		double close = count > 1 ? from + (to - from) * i / (count - 1) : to;
		add_candle(b, last - (count - 1 - i) * step, close * 0.99, close * 1.01, close * 0.98, close,
			   1e6 * (1 + i % 3));
	}
}

static void draw(struct chart *t, int rows, int columns)
{
	fixture_draw(&t->f, &widget_company_chart, rows, columns);
}

static int find(const struct chart *t, const char *text)
{
	return fixture_find(&t->f, text);
}

static bool row_has(const struct chart *t, int row, const char *text)
{
	return strstr(fixture_row(&t->f, row), text) != NULL;
}

static const struct cell *cell(const struct chart *t, int row, int column)
{
	return surface_cell(&t->f.surface, row, column);
}

static int cells_of(const struct chart *t, int first, int rows, enum role role)
{
	int count = 0;
	for (int row = first; row < first + rows; row++)
		for (int column = 0; column < t->f.surface.columns; column++)
			count += cell(t, row, column)->role == role && strcmp(cell(t, row, column)->text, " ") != 0;
	return count;
}

/* The column of a text in a row. */
static int column_of(const struct chart *t, int row, const char *text)
{
	const char *line = fixture_row(&t->f, row), *at = strstr(line, text);
	if (!at)
		fail_msg("\"%s\" is not in \"%s\"", text, line);
	char before[4096];
	snprintf(before, sizeof before, "%.*s", (int)(at - line), line);
	return utf8_columns(before);
}

/* ---- the rule ---- */

static void the_chosen_frame_is_bright_and_in_brackets(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	draw(&t, 16, 120);
	assert_true(row_has(&t, 0, "1D  5D  1M  6M  YTD ‹1Y› 5Y  MAX   line candles  log  + compare ─"));
	assert_true(row_has(&t, 0, "─ days · test · fetched 3 h ago ─"));
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "1Y›"))->role, ROLE_BRIGHT);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "5Y"))->role, ROLE_DIM);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "line"))->role, ROLE_BRIGHT);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "candles"))->role, ROLE_DIM);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "log"))->role, ROLE_DIM);
	t.state->candles = t.state->log = true;
	snprintf(t.state->other, sizeof t.state->other, "nasdaq");
	draw(&t, 16, 120);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "candles"))->role, ROLE_BRIGHT);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "log"))->role, ROLE_BRIGHT);
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "+ NASDAQ"))->role, ROLE_BRIGHT);
	teardown(&t);
}

static void the_words_leave_from_the_right_where_they_do_not_fit(void **state)
{
	(void)state;
	static const struct {
		int columns;
		const char *has, *has_not;
	} rows[] = {
		{ 80, " 1D 5D 1M 6M YTD‹1Y›5Y MAX  line candles  log  + compare ─", "  5D" },
		{ 60, "5Y MAX  line candles  log  + compare ─", "days ·" },
		{ 57, "MAX  line candles  log ─", "compare" },
		{ 47, "MAX  line candles ─", "log" },
		{ 40, " 1D 5D 1M 6M YTD‹1Y›5Y MAX  ─", "line" },
		{ 20, "‹1Y›", "5Y" },
	};
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		draw(&t, 12, rows[i].columns);
		if (!row_has(&t, 0, rows[i].has) || row_has(&t, 0, rows[i].has_not))
			fail_msg("%d columns: \"%s\"", rows[i].columns, fixture_row(&t.f, 0));
	}
	t.f.ascii = true;
	draw(&t, 12, 80);
	assert_true(row_has(&t, 0, "YTD<1Y>5Y"));
	teardown(&t);
}

static void bars_that_end_early_say_until_when_they_go(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_1Y, "1mo");
	add_slope(&t.view->main, MIDNIGHT - 51 * DAY_S, 30 * DAY_S, 10, 100, 200);
	t.view->is_late = true;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 0, "months, only until Jun 2026"));
	assert_int_equal(cell(&t, 0, column_of(&t, 0, "months"))->role, ROLE_WARN);
	teardown(&t);
}

static struct chart_hit hit(const struct chart *t, int rows, int columns, int row, int column)
{
	return company_chart_hit(&t->f.m, &t->f.s, rows, columns, row, column);
}

static void a_click_on_a_word_hits_what_it_names(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		enum chart_target target;
		enum time_frame frame;
	} rows[] = {
		{ "1D", CHART_FRAME, FRAME_1D }, { "5D", CHART_FRAME, FRAME_5D },   { "1M", CHART_FRAME, FRAME_1M },
		{ "6M", CHART_FRAME, FRAME_6M }, { "YTD", CHART_FRAME, FRAME_YTD }, { "1Y", CHART_FRAME, FRAME_1Y },
		{ "5Y", CHART_FRAME, FRAME_5Y }, { "MAX", CHART_FRAME, FRAME_MAX }, { "line", CHART_LINE, 0 },
		{ "candles", CHART_CANDLES, 0 }, { "log", CHART_LOG, 0 },           { "+ AMD", CHART_COMPARE, 0 },
	};
	struct chart t;
	setup(&t);
	snprintf(t.state->other, sizeof t.state->other, "AMD");
	for (int columns = 72; columns <= 200; columns += 16) {
		draw(&t, 12, columns);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			int first = column_of(&t, 0, rows[i].word), last = first + (int)strlen(rows[i].word) - 1;
			assert_int_equal(hit(&t, 12, columns, 0, first).target, rows[i].target);
			assert_int_equal(hit(&t, 12, columns, 0, last).target, rows[i].target);
			assert_int_equal(hit(&t, 12, columns, 0, last).frame, rows[i].frame);
		}
		assert_int_equal(hit(&t, 12, columns, 0, column_of(&t, 0, "‹")).frame, FRAME_1Y);
		assert_int_equal(hit(&t, 12, columns, 0, 0).target, CHART_NOTHING);
		assert_int_equal(hit(&t, 12, columns, 0, column_of(&t, 0, "log") - 1).target, CHART_NOTHING);
	}
	assert_int_equal(hit(&t, 12, 9, 0, 5).target, CHART_FRAME); /* the chosen one alone is left */
	assert_int_equal(hit(&t, 12, 3, 0, 1).target, CHART_NOTHING);
	teardown(&t);
}

static void a_click_in_the_plot_hits_the_bar_of_its_column(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	assert_int_equal(hit(&t, 16, 100, 5, 40).target, CHART_NOTHING); /* no bars */
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 20, 100, 200);
	for (int candles = 0; candles < 2; candles++) {
		t.state->candles = candles;
		size_t before = 0;
		for (int column = 1; column < 88; column++) {
			struct chart_hit h = hit(&t, 16, 100, 5, column);
			assert_int_equal(h.target, CHART_BAR);
			assert_true(h.bar >= before && h.bar <= before + 1);
			assert_int_equal(h.time, t.view->main.series.items[h.bar].time);
			before = h.bar;
		}
		assert_int_equal(before, 19);
	}
	assert_int_equal(hit(&t, 16, 100, 5, 0).bar, 0);
	assert_int_equal(hit(&t, 16, 100, 1, 40).target, CHART_NOTHING);  /* the words */
	assert_int_equal(hit(&t, 16, 100, 15, 40).target, CHART_NOTHING); /* the times */
	assert_int_equal(hit(&t, 16, 100, 14, 40).target, CHART_BAR);     /* the volumes */
	assert_int_equal(hit(&t, 16, 100, 5, 95).target, CHART_NOTHING);  /* the axis */
	teardown(&t);
}

/* ---- scale, tag, times ---- */

static void the_tag_has_a_row_to_itself(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	for (double last = 100; last <= 220; last += 2.5) {
		char tag[FORMAT_SIZE];
		t.view->main.last = last;
		format_plain_price(last, "USD", tag);
		draw(&t, 16, 100);
		int amber = 0;
		for (int row = 2; row < 15; row++) {
			amber += cell(&t, row, 98)->role == ROLE_AMBER;
			if (cell(&t, row, 98)->role == ROLE_AMBER)
				assert_true(row_has(&t, row, tag));
		}
		assert_int_equal(amber, 1);
	}
	teardown(&t);
}

static void the_day_has_the_close_before_as_a_dotted_line(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_1D, "5m");
	add_slope(&t.view->main, MIDNIGHT + 18 * 3600, 300, 55, 100, 110);
	t.view->main.previous_close = 104;
	draw(&t, 16, 100);
	int row = find(&t, "previous close 104.00");
	assert_true(row > 2 && row < 14);
	assert_true(row_has(&t, row, "····"));
	assert_true(row_has(&t, 1, "20 Aug  ▲ +5.77%  low 98.00 at 09:30  high 111.10 at 14:00"));
	assert_true(row_has(&t, 15, "10:00 ") && row_has(&t, 15, "13:00"));
	assert_true(cells_of(&t, 2, 12, ROLE_UP) > 40);
	t.view->main.previous_close = 112;
	draw(&t, 16, 100);
	assert_int_equal(cells_of(&t, 2, 12, ROLE_UP), 0);
	assert_true(cells_of(&t, 2, 12, ROLE_DOWN) > 40);
	t.view->main.previous_close = 900; /* would press the line flat */
	draw(&t, 16, 100);
	assert_int_equal(find(&t, "previous close"), -1);
	teardown(&t);
}

static void every_frame_names_its_times(void **state)
{
	(void)state;
	static const struct {
		enum time_frame frame;
		const char *interval;
		int64_t step;
		int count;
		const char *first, *second;
	} rows[] = {
		{ FRAME_1D, "5m", 300, 78, "10:00", "11:00" },
		{ FRAME_5D, "15m", 900, 500, "Mon 17 Aug", "Tue 18 Aug" },
		{ FRAME_5D, "15m", 900, 20, "11:00", "12:00" }, /* of one day only */
		{ FRAME_1M, "1d", DAY_S, 31, "27 Jul", "3 Aug" },
		{ FRAME_6M, "1d", DAY_S, 182, "Mar", "Apr" },
		{ FRAME_YTD, "1d", DAY_S, 231, "2026", "Feb" },
		{ FRAME_1Y, "1d", DAY_S, 365, "2026", "Mar" },
		{ FRAME_1Y, "1wk", 7 * DAY_S, 52, "2026", "Mar" },
		{ FRAME_1Y, "1d", DAY_S, 20, "3 Aug", "10 Aug" }, /* listed this month */
		{ FRAME_5Y, "1wk", 7 * DAY_S, 260, "2022", "2023" },
		{ FRAME_MAX, "1mo", 30 * DAY_S, 480, "1990", "2000" },
		{ FRAME_MAX, "1wk", 7 * DAY_S, 60, "2026", "Apr" },
		{ FRAME_1D, "1d", DAY_S, 20, "3 Aug", "10 Aug" }, /* no bars of the day: days */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct chart t;
		setup(&t);
		set_frame(&t, rows[i].frame, rows[i].interval);
		int64_t last = rows[i].step < DAY_S ? MIDNIGHT + 20 * 3600 - rows[i].step : MIDNIGHT;
		add_slope(&t.view->main, last, rows[i].step, rows[i].count, 100, 200);
		draw(&t, 16, 100);
		const char *line = fixture_row(&t.f, 15), *first = strstr(line, rows[i].first);
		if (!first || !strstr(first, rows[i].second))
			fail_msg("%s of %s: \"%s\"", time_frames[rows[i].frame].name, rows[i].interval, line);
		teardown(&t);
	}
}

static void a_label_stands_at_the_first_bar_of_its_unit(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	/* From 1 June on without the weekends: 1 July is bar 22 of 58, 3 August bar 45. */
	for (int64_t t_s = MIDNIGHT - 80 * DAY_S; t_s <= MIDNIGHT; t_s += DAY_S)
		if ((t_s / DAY_S + 4) % 7 != 0 && (t_s / DAY_S + 4) % 7 != 6)
			add_close(&t.view->main, t_s, 100);
	assert_int_equal(t.view->main.series.count, 59);
	draw(&t, 16, 130);
	int columns = 130 - 1 - 10 - 2;
	assert_int_equal(column_of(&t, 15, "Jun"), 1);
	assert_int_equal(column_of(&t, 15, "Jul"), 1 + 22 * (columns * 2 - 1) / 58 / 2);
	assert_int_equal(column_of(&t, 15, "Aug"), 1 + 45 * (columns * 2 - 1) / 58 / 2);
	teardown(&t);
}

static void a_lunch_break_takes_no_room_and_moves_no_hour(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_1D, "5m");
	t.f.companies[0].exchange = &t.f.m.exchanges[1]; /* Tokyo */
	for (int i = 0; i < 30; i++)
		add_close(&t.view->main, MIDNIGHT + i * 300, 100 + i); /* 9:00 to 11:25 */
	for (int i = 0; i < 30; i++)
		add_close(&t.view->main, MIDNIGHT + 3 * 3600 + 2100 + i * 300, 130 + i); /* from 12:35 on */
	draw(&t, 16, 100);
	assert_true(row_has(&t, 15, "09:00"));
	assert_true(row_has(&t, 15, "12:35"));
	assert_int_equal(column_of(&t, 15, "12:35"), 1 + 30 * (87 * 2 - 1) / 59 / 2);
	teardown(&t);
}

static void a_logarithm_holds_from_five_cents_to_250(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_MAX, "1wk");
	t.state->log = true;
	for (int i = 0; i < 1000; i++)
		add_close(&t.view->main, MIDNIGHT - (999 - i) * 7 * DAY_S, 0.05 * pow(5000, i / 999.0));
	draw(&t, 28, 100);
	static const char *const labels[] = { " 0.05", " 0.1", " 1", " 10", " 100" };
	int before = 28;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		int row = -1;
		for (int at = 0; at < 28; at++) {
			const char *line = fixture_row(&t.f, at);
			size_t length = strlen(line), label = strlen(labels[i]);
			if (length > label && !strcmp(line + length - label, labels[i]))
				row = at;
		}
		if (row < 1 || row >= before)
			fail_msg("%s in row %d", labels[i], row);
		before = row;
	}
	assert_true(row_has(&t, 2, "250.00"));
	assert_int_equal(cell(&t, 2, 98)->role, ROLE_AMBER);
	/* A constant rate of growth is a straight line: the middle bar is at half the height. */
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 28, 100));
	assert_in_range(plot_y(&p.plot, 0.05 * sqrt(5000)), p.plot.rows * 2 - 2, p.plot.rows * 2 + 1);
	teardown(&t);
}

static void a_narrow_logarithm_takes_even_steps_and_prices_below_0_none(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	t.state->log = true;
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 180, 236);
	draw(&t, 16, 100);
	assert_true(find(&t, "  200") > 0 && find(&t, "  220") > 0);
	add_close(&t.view->main, MIDNIGHT + DAY_S, -5);
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 16, 100));
	assert_false(p.plot.log);
	draw(&t, 16, 100);
	teardown(&t);
}

static void volumes_stand_below_where_there_is_room(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 60, 100, 200);
	draw(&t, 12, 100);
	assert_int_equal(find(&t, "vol 3.00M"), 10);
	assert_true(row_has(&t, 10, "▂") && row_has(&t, 10, "▇"));
	draw(&t, 24, 100);
	assert_int_equal(find(&t, "vol 3.00M"), 21);
	assert_true(row_has(&t, 22, "█"));
	draw(&t, 11, 100);
	assert_int_equal(find(&t, "vol"), -1);
	for (size_t i = 0; i < t.view->main.series.count; i++)
		t.view->main.series.items[i].volume = missing;
	draw(&t, 24, 100);
	assert_int_equal(find(&t, "vol"), -1);
	teardown(&t);
}

/* ---- candles ---- */

static void candles_are_told_by_shape(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	t.state->candles = true;
	for (int i = 0; i < 60; i++) /* of one column each */
		add_candle(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, i % 2 ? 120 : 180, 200, 100, i % 2 ? 180 : 120,
			   missing);
	draw(&t, 16, 100);
	int falling = 1 + 60 * 87 / 120 - 1; /* any column will do: they take turns */
	int hollow = 0, full = 0;
	for (int column = falling; column < falling + 6; column++) {
		const struct cell *at = cell(&t, 8, column);
		hollow += !strcmp(at->text, "║") && at->role == ROLE_UP;
		full += !strcmp(at->text, "┃") && at->role == ROLE_DOWN;
	}
	assert_true(hollow >= 2 && full >= 2);
	assert_true(row_has(&t, 2, "│")); /* wicks */
	t.f.ascii = true;
	draw(&t, 16, 100);
	assert_true(row_has(&t, 8, "O") && row_has(&t, 8, "#") && row_has(&t, 2, "|"));
	teardown(&t);
}

static void candles_with_room_are_boxes(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_1M, "1d");
	t.state->candles = true;
	for (int i = 0; i < 3; i++)
		add_candle(&t.view->main, MIDNIGHT - (2 - i) * DAY_S, i ? 180 : 120, 200, 100, i ? 120 : 180, missing);
	t.view->main.series.items[2].open = t.view->main.series.items[2].close = 150;
	draw(&t, 16, 60);
	int column = 1 + 47 / 6, boxes = 0;
	for (int row = 2; row < 15; row++)
		boxes += !strcmp(cell(&t, row, column - 1)->text, "│") && !strcmp(cell(&t, row, column)->text, " ");
	assert_true(boxes >= 5);
	assert_true(find(&t, "┌┴┐") > 2);
	assert_true(find(&t, "└┬┘") > find(&t, "┌┴┐"));
	assert_true(find(&t, "███") > 2);
	assert_int_equal(fixture_cell(&t.f, "███")->role, ROLE_DOWN);
	assert_true(find(&t, "─┼─") > 2);
	assert_int_equal(fixture_cell(&t.f, "─┼─")->role, ROLE_FLAT);
	teardown(&t);
}

static void bars_of_one_column_are_one_candle(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	t.state->candles = true;
	int columns = 40 - 13;
	for (int i = 0; i < columns * 4; i++) { /* each four: 100 up to 190, down to 10, at last 110 */
		static const double closes[] = { 150, 140, 120, 110 };
		double high = i % 4 == 1 ? 190 : missing, low = i % 4 == 2 ? 10 : missing;
		add_candle(&t.view->main, MIDNIGHT - (columns * 4 - i) * DAY_S, i % 4 ? missing : 100, high, low,
			   closes[i % 4], missing);
	}
	draw(&t, 20, 40);
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 20, 40));
	assert_int_equal(p.plot.columns, columns);
	for (int column = 1; column <= columns; column++) {
		assert_string_not_equal(cell(&t, plot_row(&p.plot, 190), column)->text, " ");
		assert_string_not_equal(cell(&t, plot_row(&p.plot, 10), column)->text, " ");
		assert_int_equal(cell(&t, plot_row(&p.plot, 105), column)->role, ROLE_UP);
		assert_string_equal(cell(&t, plot_row(&p.plot, 150), column)->text, "│");
	}
	teardown(&t);
}

static void where_only_closes_are_known_they_stand_alone(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	t.state->candles = true;
	for (int i = 0; i < 60; i++)
		add_close(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, 100 + i);
	draw(&t, 16, 100);
	assert_int_equal(cells_of(&t, 2, 13, ROLE_FLAT), 60);
	assert_int_equal(cells_of(&t, 2, 13, ROLE_UP) + cells_of(&t, 2, 13, ROLE_DOWN), 0);
	teardown(&t);
}

static void a_newer_quote_may_be_the_highest(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 30, 100, 131);
	t.view->main.last = 150;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "22 Jul – 20 Aug  ▲ +50.00%  low 98.00 on 22 Jul  high 150.00 now"));
	t.view->main.last = missing;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "▲ +31.00%  low 98.00 on 22 Jul  high 132.31 on 20 Aug"));
	teardown(&t);
}

static void bars_of_weeks_and_months_are_named_so(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_5Y, "1wk");
	add_slope(&t.view->main, MIDNIGHT - 3 * DAY_S, 7 * DAY_S, 30, 100, 131);
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "high 132.31 in the week of 17 Aug"));
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, " week of 17 Aug 2026  O 129.69"));
	set_frame(&t, FRAME_5Y, "1mo");
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "   Aug 2026  O 129.69"));
	t.state->has_crosshair = false;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "   Jan 2026 – Aug 2026  ▲ +31.00%  low 98.00 in Jan 2026"));
	teardown(&t);
}

/* ---- a second symbol ---- */

static void set_other(struct chart *t, const char *symbol)
{
	snprintf(t->state->other, sizeof t->state->other, "%s", symbol);
	snprintf(t->view->other_symbol, sizeof t->view->other_symbol, "%s", symbol);
}

static void two_symbols_are_per_cent_of_their_first_common_bar(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "AMD");
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 100, 50, 48);
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "NVDA  ▲ +31.00%") && row_has(&t, 1, "AMD  ▼ -4.00%"));
	assert_true(find(&t, "+31.0%") > 1);
	assert_int_equal(fixture_cell(&t.f, "+31.0%")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&t.f, "-4.0%")->role, ROLE_TEXT);
	assert_true(find(&t, "+20%") > find(&t, "+31.0%"));
	assert_true(row_has(&t, 1, "since 13 May"));
	assert_false(row_has(&t, 1, "currency"));
	snprintf(t.view->other.series.currency, sizeof t.view->other.series.currency, "JPY");
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "since 13 May  each in its own currency"));
	teardown(&t);
}

static void the_common_base_is_where_the_later_one_begins(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "ARM");
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 101, 100, 200);
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 51, 10, 20);
	assert_int_equal(company_chart_first(&t.f.m), 50);
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "NVDA  ▲ +33.33%") && row_has(&t, 1, "ARM  ▲ +100.00%"));
	assert_true(row_has(&t, 1, "since 1 Jul, the first that both have"));
	assert_int_equal(hit(&t, 16, 120, 5, 1).bar, 50);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT - 90 * DAY_S; /* before what is drawn */
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 50);
	teardown(&t);
}

static void the_other_counts_by_time_and_not_by_place(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	for (int i = 0; i < 10; i++)
		add_close(&t.view->main, MIDNIGHT - (9 - i) * DAY_S, 100);
	/* It trades on other days: on the 1st, 4th and 9th of these ten. */
	add_close(&t.view->other, MIDNIGHT - 8 * DAY_S, 11);
	add_close(&t.view->other, MIDNIGHT - 5 * DAY_S, 14);
	add_close(&t.view->other, MIDNIGHT, 19);
	static const double closes[] = { 0, 11, 11, 11, 14, 14, 14, 14, 14, 19 };
	assert_true(isnan(compare_close(t.view, 0)));
	for (size_t i = 1; i < 10; i++)
		assert_float_equal(compare_close(t.view, i), closes[i], 0);
	assert_int_equal(compare_start(t.view), 1);
	teardown(&t);
}

static void bars_of_other_lengths_count_from_their_end(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	int64_t monday = MIDNIGHT - 10 * DAY_S;
	/* Main by weeks, the other by days: a week closes with its Friday. */
	snprintf(t.view->main.series.interval, sizeof t.view->main.series.interval, "1wk");
	add_close(&t.view->main, monday, 100);
	for (int i = -3; i < 8; i++)
		add_close(&t.view->other, monday + i * DAY_S, 10 + i);
	assert_float_equal(compare_close(t.view, 0), 16, 0); /* the last day of the week */
	/* The other by weeks, main by days: a week that is not over says nothing. */
	snprintf(t.view->main.series.interval, sizeof t.view->main.series.interval, "1d");
	snprintf(t.view->other.series.interval, sizeof t.view->other.series.interval, "1wk");
	t.view->other.series.count = 1; /* the week of Friday, seven days before that Monday's Thursday */
	assert_true(isnan(compare_close(t.view, 0)));
	add_close(&t.view->main, monday + 4 * DAY_S, 100);
	assert_float_equal(compare_close(t.view, 1), 7, 0);
	/* Closes of an old path are dated by their own day. */
	t.view->other_shift_s = 800 * 7 * DAY_S;
	assert_float_equal(compare_close(t.view, 0), 7, 0);
	teardown(&t);
}

static void an_old_path_is_named_by_its_years_and_its_day(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "cisco");
	snprintf(t.view->other_title, sizeof t.view->other_title, "Cisco 1998-1999");
	t.view->other_shift_s = 10000 * (int64_t)DAY_S;
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	add_slope(&t.view->other, MIDNIGHT, 7 * DAY_S, 14, 50, 75);
	draw(&t, 16, 120);
	assert_true(row_has(&t, 0, "+ CISCO"));
	assert_true(row_has(&t, 1, "Cisco 1998-1999  ▲ +50.00%"));
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "Thu 20 Aug 2026  NVDA 131.00"));
	assert_true(row_has(&t, 1, "Cisco 1998-1999 75.00  ▲ +50.00%  4 Apr 1999"));
	teardown(&t);
}

static void a_second_symbol_without_bars_is_said(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "AMD");
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	draw(&t, 16, 100);
	assert_int_equal(find(&t, "no prices of AMD are stored"), 1);
	assert_int_equal(fixture_cell(&t.f, "no prices of AMD")->role, ROLE_DIM);
	assert_true(find(&t, "131.00") > 1); /* prices, not per cent */
	t.view->is_coming = true;
	draw(&t, 16, 100);
	assert_int_equal(find(&t, "no prices of AMD are stored; asked for"), 1);
	add_close(&t.view->other, MIDNIGHT + DAY_S, 5); /* later than all of main's */
	draw(&t, 16, 100);
	assert_int_equal(find(&t, "AMD has no price in this time"), 1);
	assert_int_equal(company_chart_first(&t.f.m), 0);
	teardown(&t);
}

static void candles_of_one_and_a_line_of_the_other(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "AMD");
	t.state->candles = t.state->log = true;
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 60, 100, 131);
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 60, 50, 20);
	draw(&t, 20, 100);
	assert_true(find(&t, "+31.0%") > 1 && find(&t, "-60.0%") > find(&t, "+31.0%"));
	assert_true(cells_of(&t, 2, 15, ROLE_UP) > 40);
	teardown(&t);
}

/* ---- the crosshair ---- */

static void the_crosshair_names_its_bar(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_candle(&t.view->main, MIDNIGHT - 2 * DAY_S, 10, 12, 9, 11, 1e6);
	add_candle(&t.view->main, MIDNIGHT - DAY_S, 11, 23, 10.5, 22, 148.2e6);
	add_candle(&t.view->main, MIDNIGHT, missing, missing, missing, 11, missing);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT - DAY_S;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "Wed 19 Aug 2026  O 11.00  H 23.00  L 10.50  C 22.00  ▲ +100.00%  vol 148M"));
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 16, 120));
	int column = 1 + plot_column(&p.plot, 1);
	assert_string_equal(cell(&t, plot_row(&p.plot, 22), column)->text, "●");
	assert_int_equal(cell(&t, plot_row(&p.plot, 22), column)->role, ROLE_BRIGHT);
	assert_string_equal(cell(&t, p.plot.row + p.plot.rows - 1, column)->text, "│");
	t.state->crosshair = MIDNIGHT; /* the last: of it only the close is known */
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "Thu 20 Aug 2026  C 11.00  ▼ -50.00%"));
	assert_string_equal(cell(&t, plot_row(&p.plot, 11), 1 + plot_column(&p.plot, 2))->text, "●");
	t.state->crosshair = MIDNIGHT - 2 * DAY_S; /* the first: nothing to change from */
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "C 11.00  vol 1.00M"));
	teardown(&t);
}

static void a_bar_that_is_gone_gives_way_to_the_nearest(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 0);
	for (int i = 0; i < 5; i++)
		add_close(&t.view->main, MIDNIGHT + i * 7 * DAY_S, 10 + i);
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 4); /* there is no crosshair yet: the newest */
	static const struct {
		int days;
		size_t bar;
	} rows[] = { { -100, 0 }, { 0, 0 }, { 3, 0 }, { 4, 1 }, { 7, 1 }, { 25, 4 }, { 28, 4 }, { 900, 4 } };
	t.state->has_crosshair = true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		t.state->crosshair = MIDNIGHT + rows[i].days * DAY_S;
		assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), rows[i].bar);
	}
	t.state->crosshair = MIDNIGHT + 6 * DAY_S;
	draw(&t, 16, 100);
	assert_true(row_has(&t, 1, "27 Aug 2026"));
	teardown(&t);
}

static void an_hour_is_that_of_the_exchange(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_1D, "5m");
	add_slope(&t.view->main, MIDNIGHT + 18 * 3600, 300, 55, 100, 110);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT + 18 * 3600;
	draw(&t, 16, 120);
	assert_true(row_has(&t, 1, "Thu 20 Aug 14:00 ET"));
	teardown(&t);
}

static void the_words_never_cover_the_point(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	for (int i = 0; i < 60; i++) /* highest at both ends and in the middle */
		add_close(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, i % 29 ? 100 : 120);
	t.state->has_crosshair = true;
	for (int rows = 3; rows <= 16; rows++)
		for (int columns = 30; columns <= 120; columns += 30)
			for (size_t bar = 0; bar < 60; bar++) {
				struct company_plot p;
				t.state->crosshair = t.view->main.series.items[bar].time;
				draw(&t, rows, columns);
				assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, rows, columns));
				int row = plot_row(&p.plot, t.view->main.series.items[bar].close);
				assert_string_equal(cell(&t, row, 1 + plot_column(&p.plot, bar))->text, "●");
			}
	teardown(&t);
}

/* ---- what may come ---- */

static void without_bars_it_says_which_are_missing(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_frame(&t, FRAME_5D, "");
	t.view->is_coming = true;
	draw(&t, 12, 80);
	assert_int_equal(find(&t, "no 15-minute prices are stored; asked for"), 1);
	t.view->is_coming = false;
	set_frame(&t, FRAME_5Y, "");
	draw(&t, 12, 80);
	assert_int_equal(find(&t, "no weekly prices are stored"), 1);
	t.f.m.offline = true;
	draw(&t, 12, 80);
	assert_int_equal(find(&t, "no weekly prices are stored, and none are fetched offline"), 1);
	t.f.m.company.symbol[0] = '\0';
	draw(&t, 12, 80);
	assert_int_equal(find(&t, "stored"), -1);
	teardown(&t);
}

static void one_bar_and_flat_ones_are_drawn(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 1, 42, 42);
	for (int candles = 0; candles < 2; candles++)
		for (int is_log = 0; is_log < 2; is_log++) {
			t.state->candles = candles;
			t.state->log = is_log;
			draw(&t, 16, 80);
			assert_true(find(&t, "42.00") > 1);
			assert_int_equal(hit(&t, 16, 80, 5, 30).bar, 0);
		}
	for (int i = 1; i < 30; i++)
		add_close(&t.view->main, MIDNIGHT + i * DAY_S, 42);
	t.state->candles = false;
	draw(&t, 16, 80);
	assert_true(cells_of(&t, 2, 12, ROLE_FLAT) > 20);
	teardown(&t);
}

static void huge_and_tiny_prices_keep_to_their_columns(void **state)
{
	(void)state;
	static const double prices[] = { 1e-9, 0.0003, 184000, 7.5e8, 3e12, 1e14, 1e300 };
	struct chart t;
	setup(&t);
	for (size_t i = 0; i < sizeof prices / sizeof *prices; i++)
		for (int is_log = 0; is_log < 2; is_log++) {
			t.view->main.series.count = 0;
			t.state->log = is_log;
			add_slope(&t.view->main, MIDNIGHT, DAY_S, 50, prices[i], prices[i] * 3);
			draw(&t, 16, 80);
			for (int row = 2; row < 15; row++)
				assert_string_equal(cell(&t, row, 68)->text, " ");
		}
	set_other(&t, "AMD");
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 50, 1e-9, 1e12);
	draw(&t, 16, 80);
	teardown(&t);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	fixture_draw_all_sizes(&t.f, &widget_company_chart, 24, 150);
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 200, 10, 5);
	for (int mode = 0; mode < 16; mode++) {
		t.state->candles = mode & 1;
		t.state->log = mode & 2;
		t.state->has_crosshair = mode & 4;
		t.view->main.series.count = mode & 1 ? 20 : 250;
		set_other(&t, mode & 8 ? "AMD" : "");
		t.view->other.series.count = mode & 8 ? 200 : 0;
		t.f.ascii = mode == 5 || mode == 6;
		fixture_draw_all_sizes(&t.f, &widget_company_chart, 24, 150);
	}
	t.view->main.series.count = 250;
	fixture_draw(&t.f, &widget_company_chart, 300, 900);
	for (int row = 0; row < 24; row++)
		for (int column = 0; column < 100; column += 9)
			hit(&t, 24, 100, row, column);
	teardown(&t);
}

static void ascii_keeps_to_ascii(void **state)
{
	(void)state;
	struct chart t;
	setup(&t);
	set_other(&t, "AMD");
	t.f.ascii = true;
	add_slope(&t.view->main, MIDNIGHT, DAY_S, 20, 100, 200);
	add_slope(&t.view->other, MIDNIGHT, DAY_S, 20, 100, 50);
	for (int mode = 0; mode < 4; mode++) {
		t.state->candles = mode & 1;
		t.state->has_crosshair = mode & 2;
		draw(&t, 22, 120);
		for (int row = 0; row < 22; row++)
			for (int column = 0; column < 120; column++) {
				assert_in_range(cell(&t, row, column)->text[0], 0x20, 0x7e);
				assert_int_not_equal(cell(&t, row, column)->text[0], '?');
			}
	}
	teardown(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chosen_frame_is_bright_and_in_brackets),
		cmocka_unit_test(the_words_leave_from_the_right_where_they_do_not_fit),
		cmocka_unit_test(bars_that_end_early_say_until_when_they_go),
		cmocka_unit_test(a_click_on_a_word_hits_what_it_names),
		cmocka_unit_test(a_click_in_the_plot_hits_the_bar_of_its_column),
		cmocka_unit_test(the_tag_has_a_row_to_itself),
		cmocka_unit_test(the_day_has_the_close_before_as_a_dotted_line),
		cmocka_unit_test(every_frame_names_its_times),
		cmocka_unit_test(a_label_stands_at_the_first_bar_of_its_unit),
		cmocka_unit_test(a_lunch_break_takes_no_room_and_moves_no_hour),
		cmocka_unit_test(a_logarithm_holds_from_five_cents_to_250),
		cmocka_unit_test(a_narrow_logarithm_takes_even_steps_and_prices_below_0_none),
		cmocka_unit_test(volumes_stand_below_where_there_is_room),
		cmocka_unit_test(candles_are_told_by_shape),
		cmocka_unit_test(candles_with_room_are_boxes),
		cmocka_unit_test(bars_of_one_column_are_one_candle),
		cmocka_unit_test(where_only_closes_are_known_they_stand_alone),
		cmocka_unit_test(a_newer_quote_may_be_the_highest),
		cmocka_unit_test(bars_of_weeks_and_months_are_named_so),
		cmocka_unit_test(two_symbols_are_per_cent_of_their_first_common_bar),
		cmocka_unit_test(the_common_base_is_where_the_later_one_begins),
		cmocka_unit_test(the_other_counts_by_time_and_not_by_place),
		cmocka_unit_test(bars_of_other_lengths_count_from_their_end),
		cmocka_unit_test(an_old_path_is_named_by_its_years_and_its_day),
		cmocka_unit_test(a_second_symbol_without_bars_is_said),
		cmocka_unit_test(candles_of_one_and_a_line_of_the_other),
		cmocka_unit_test(the_crosshair_names_its_bar),
		cmocka_unit_test(a_bar_that_is_gone_gives_way_to_the_nearest),
		cmocka_unit_test(an_hour_is_that_of_the_exchange),
		cmocka_unit_test(the_words_never_cover_the_point),
		cmocka_unit_test(without_bars_it_says_which_are_missing),
		cmocka_unit_test(one_bar_and_flat_ones_are_drawn),
		cmocka_unit_test(huge_and_tiny_prices_keep_to_their_columns),
		cmocka_unit_test(no_size_leaves_the_canvas),
		cmocka_unit_test(ascii_keeps_to_ascii),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
