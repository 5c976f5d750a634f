#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/chart_stage.h"
#include "widgets/company_plot.h"

/* ---- the rule ---- */

static void the_chosen_frame_is_bright_and_in_brackets(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 0, "1D  5D  1M  6M  YTD ‹1Y› 5Y  MAX   line candles  log  + compare ─"));
	assert_true(stage_row_has(&t, 0, "─ days · test · fetched 3 h ago ─"));
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "1Y›"))->role, ROLE_BRIGHT);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "5Y"))->role, ROLE_DIM);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "line"))->role, ROLE_BRIGHT);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "candles"))->role, ROLE_DIM);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "log"))->role, ROLE_DIM);
	t.state->candles = t.state->log = true;
	snprintf(t.state->other, sizeof t.state->other, "nasdaq");
	stage_draw(&t, 16, 120);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "candles"))->role, ROLE_BRIGHT);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "log"))->role, ROLE_BRIGHT);
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "+ NASDAQ"))->role, ROLE_BRIGHT);
	stage_teardown(&t);
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
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		stage_draw(&t, 12, rows[i].columns);
		if (!stage_row_has(&t, 0, rows[i].has) || stage_row_has(&t, 0, rows[i].has_not))
			fail_msg("%d columns: \"%s\"", rows[i].columns, fixture_row(&t.f, 0));
	}
	t.f.ascii = true;
	stage_draw(&t, 12, 80);
	assert_true(stage_row_has(&t, 0, "YTD<1Y>5Y"));
	stage_teardown(&t);
}

static void bars_that_end_early_say_until_when_they_go(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_1Y, "1mo");
	stage_add_slope(&t.view->main, MIDNIGHT - 51 * DAY_S, 30 * DAY_S, 10, 100, 200);
	t.view->is_late = true;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 0, "months, only until Jun 2026"));
	assert_int_equal(stage_cell(&t, 0, stage_column_of(&t, 0, "months"))->role, ROLE_WARN);
	stage_teardown(&t);
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
	struct chart_stage t;
	stage_setup(&t);
	snprintf(t.state->other, sizeof t.state->other, "AMD");
	for (int columns = 72; columns <= 200; columns += 16) {
		stage_draw(&t, 12, columns);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			int first = stage_column_of(&t, 0, rows[i].word), last = first + (int)strlen(rows[i].word) - 1;
			assert_int_equal(stage_hit(&t, 12, columns, 0, first).target, rows[i].target);
			assert_int_equal(stage_hit(&t, 12, columns, 0, last).target, rows[i].target);
			assert_int_equal(stage_hit(&t, 12, columns, 0, last).frame, rows[i].frame);
		}
		assert_int_equal(stage_hit(&t, 12, columns, 0, stage_column_of(&t, 0, "‹")).frame, FRAME_1Y);
		assert_int_equal(stage_hit(&t, 12, columns, 0, 0).target, CHART_NOTHING);
		assert_int_equal(stage_hit(&t, 12, columns, 0, stage_column_of(&t, 0, "log") - 1).target,
				 CHART_NOTHING);
	}
	assert_int_equal(stage_hit(&t, 12, 9, 0, 5).target, CHART_FRAME); /* the chosen one alone is left */
	assert_int_equal(stage_hit(&t, 12, 3, 0, 1).target, CHART_NOTHING);
	stage_teardown(&t);
}

static void a_click_in_the_plot_hits_the_bar_of_its_column(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	assert_int_equal(stage_hit(&t, 16, 100, 5, 40).target, CHART_NOTHING); /* no bars */
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 20, 100, 200);
	for (int candles = 0; candles < 2; candles++) {
		t.state->candles = candles;
		size_t before = 0;
		for (int column = 1; column < 88; column++) {
			struct chart_hit h = stage_hit(&t, 16, 100, 5, column);
			assert_int_equal(h.target, CHART_BAR);
			assert_true(h.bar >= before && h.bar <= before + 1);
			assert_int_equal(h.time, t.view->main.series.items[h.bar].time);
			before = h.bar;
		}
		assert_int_equal(before, 19);
	}
	assert_int_equal(stage_hit(&t, 16, 100, 5, 0).bar, 0);
	assert_int_equal(stage_hit(&t, 16, 100, 1, 40).target, CHART_NOTHING);  /* the words */
	assert_int_equal(stage_hit(&t, 16, 100, 15, 40).target, CHART_NOTHING); /* the times */
	assert_int_equal(stage_hit(&t, 16, 100, 14, 40).target, CHART_BAR);     /* the volumes */
	assert_int_equal(stage_hit(&t, 16, 100, 5, 95).target, CHART_NOTHING);  /* the axis */
	stage_teardown(&t);
}

/* ---- scale, tag, times ---- */

static void the_tag_has_a_row_to_itself(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	for (double last = 100; last <= 220; last += 2.5) {
		char tag[FORMAT_SIZE];
		t.view->main.last = last;
		format_plain_price(last, "USD", tag);
		stage_draw(&t, 16, 100);
		int amber = 0;
		for (int row = 2; row < 15; row++) {
			amber += stage_cell(&t, row, 98)->role == ROLE_AMBER;
			if (stage_cell(&t, row, 98)->role == ROLE_AMBER)
				assert_true(stage_row_has(&t, row, tag));
		}
		assert_int_equal(amber, 1);
	}
	stage_teardown(&t);
}

static void the_day_has_the_close_before_as_a_dotted_line(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_1D, "5m");
	stage_add_slope(&t.view->main, MIDNIGHT + 18 * 3600, 300, 55, 100, 110);
	t.view->main.previous_close = 104;
	stage_draw(&t, 16, 100);
	int row = stage_find(&t, "previous close 104.00");
	assert_true(row > 2 && row < 14);
	assert_true(stage_row_has(&t, row, "····"));
	assert_true(stage_row_has(&t, 1, "20 Aug  ▲ +5.77%  low 98.00 at 09:30  high 111.10 at 14:00"));
	assert_true(stage_row_has(&t, 15, "10:00 ") && stage_row_has(&t, 15, "13:00"));
	assert_true(stage_cells_of(&t, 2, 12, ROLE_UP) > 40);
	t.view->main.previous_close = 112;
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_cells_of(&t, 2, 12, ROLE_UP), 0);
	assert_true(stage_cells_of(&t, 2, 12, ROLE_DOWN) > 40);
	t.view->main.previous_close = 900; /* would press the line flat */
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_find(&t, "previous close"), -1);
	stage_teardown(&t);
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
		struct chart_stage t;
		stage_setup(&t);
		stage_set_frame(&t, rows[i].frame, rows[i].interval);
		int64_t last = rows[i].step < DAY_S ? MIDNIGHT + 20 * 3600 - rows[i].step : MIDNIGHT;
		stage_add_slope(&t.view->main, last, rows[i].step, rows[i].count, 100, 200);
		stage_draw(&t, 16, 100);
		const char *line = fixture_row(&t.f, 15), *first = strstr(line, rows[i].first);
		if (!first || !strstr(first, rows[i].second))
			fail_msg("%s of %s: \"%s\"", time_frames[rows[i].frame].name, rows[i].interval, line);
		stage_teardown(&t);
	}
}

static void a_label_stands_at_the_first_bar_of_its_unit(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	/* From 1 June on without the weekends: 1 July is bar 22 of 58, 3 August bar 45. */
	for (int64_t t_s = MIDNIGHT - 80 * DAY_S; t_s <= MIDNIGHT; t_s += DAY_S)
		if ((t_s / DAY_S + 4) % 7 != 0 && (t_s / DAY_S + 4) % 7 != 6)
			stage_add_close(&t.view->main, t_s, 100);
	assert_int_equal(t.view->main.series.count, 59);
	stage_draw(&t, 16, 130);
	int columns = 130 - 1 - 10 - 2;
	assert_int_equal(stage_column_of(&t, 15, "Jun"), 1);
	assert_int_equal(stage_column_of(&t, 15, "Jul"), 1 + 22 * (columns * 2 - 1) / 58 / 2);
	assert_int_equal(stage_column_of(&t, 15, "Aug"), 1 + 45 * (columns * 2 - 1) / 58 / 2);
	stage_teardown(&t);
}

static void a_lunch_break_takes_no_room_and_moves_no_hour(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_1D, "5m");
	t.f.companies[0].exchange = &t.f.m.exchanges[1]; /* Tokyo */
	for (int i = 0; i < 30; i++)
		stage_add_close(&t.view->main, MIDNIGHT + i * 300, 100 + i); /* 9:00 to 11:25 */
	for (int i = 0; i < 30; i++)
		stage_add_close(&t.view->main, MIDNIGHT + 3 * 3600 + 2100 + i * 300, 130 + i); /* from 12:35 on */
	stage_draw(&t, 16, 100);
	assert_true(stage_row_has(&t, 15, "09:00"));
	assert_true(stage_row_has(&t, 15, "12:35"));
	assert_int_equal(stage_column_of(&t, 15, "12:35"), 1 + 30 * (87 * 2 - 1) / 59 / 2);
	stage_teardown(&t);
}

static void a_logarithm_holds_from_five_cents_to_250(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_MAX, "1wk");
	t.state->log = true;
	for (int i = 0; i < 1000; i++)
		stage_add_close(&t.view->main, MIDNIGHT - (999 - i) * 7 * DAY_S, 0.05 * pow(5000, i / 999.0));
	stage_draw(&t, 28, 100);
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
	assert_true(stage_row_has(&t, 2, "250.00"));
	assert_int_equal(stage_cell(&t, 2, 98)->role, ROLE_AMBER);
	/* A constant rate of growth is a straight line: the middle bar is at half the height. */
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 28, 100));
	assert_in_range(plot_y(&p.plot, 0.05 * sqrt(5000)), p.plot.rows * 2 - 2, p.plot.rows * 2 + 1);
	stage_teardown(&t);
}

static void a_narrow_logarithm_takes_even_steps_and_prices_below_0_none(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	t.state->log = true;
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 180, 236);
	stage_draw(&t, 16, 100);
	assert_true(stage_find(&t, "  200") > 0 && stage_find(&t, "  220") > 0);
	stage_add_close(&t.view->main, MIDNIGHT + DAY_S, -5);
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 16, 100));
	assert_false(p.plot.log);
	stage_draw(&t, 16, 100);
	stage_teardown(&t);
}

static void volumes_stand_below_where_there_is_room(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 60, 100, 200);
	stage_draw(&t, 12, 100);
	assert_int_equal(stage_find(&t, "vol 3.00M"), 10);
	assert_true(stage_row_has(&t, 10, "▂") && stage_row_has(&t, 10, "▇"));
	stage_draw(&t, 24, 100);
	assert_int_equal(stage_find(&t, "vol 3.00M"), 21);
	assert_true(stage_row_has(&t, 22, "█"));
	stage_draw(&t, 11, 100);
	assert_int_equal(stage_find(&t, "vol"), -1);
	for (size_t i = 0; i < t.view->main.series.count; i++)
		t.view->main.series.items[i].volume = missing;
	stage_draw(&t, 24, 100);
	assert_int_equal(stage_find(&t, "vol"), -1);
	stage_teardown(&t);
}

/* ---- what may come ---- */

static void without_bars_it_says_which_are_missing(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_5D, "");
	t.view->is_coming = true;
	stage_draw(&t, 12, 80);
	assert_int_equal(stage_find(&t, "no 15-minute prices are stored; asked for"), 1);
	t.view->is_coming = false;
	stage_set_frame(&t, FRAME_5Y, "");
	stage_draw(&t, 12, 80);
	assert_int_equal(stage_find(&t, "no weekly prices are stored"), 1);
	t.f.m.offline = true;
	stage_draw(&t, 12, 80);
	assert_int_equal(stage_find(&t, "no weekly prices are stored, and none are fetched offline"), 1);
	t.f.m.company.symbol[0] = '\0';
	stage_draw(&t, 12, 80);
	assert_int_equal(stage_find(&t, "stored"), -1);
	stage_teardown(&t);
}

static void one_bar_and_flat_ones_are_drawn(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 1, 42, 42);
	for (int candles = 0; candles < 2; candles++)
		for (int is_log = 0; is_log < 2; is_log++) {
			t.state->candles = candles;
			t.state->log = is_log;
			stage_draw(&t, 16, 80);
			assert_true(stage_find(&t, "42.00") > 1);
			assert_int_equal(stage_hit(&t, 16, 80, 5, 30).bar, 0);
		}
	for (int i = 1; i < 30; i++)
		stage_add_close(&t.view->main, MIDNIGHT + i * DAY_S, 42);
	t.state->candles = false;
	stage_draw(&t, 16, 80);
	assert_true(stage_cells_of(&t, 2, 12, ROLE_FLAT) > 20);
	stage_teardown(&t);
}

static void huge_and_tiny_prices_keep_to_their_columns(void **state)
{
	(void)state;
	static const double prices[] = { 1e-9, 0.0003, 184000, 7.5e8, 3e12, 1e14, 1e300 };
	struct chart_stage t;
	stage_setup(&t);
	for (size_t i = 0; i < sizeof prices / sizeof *prices; i++)
		for (int is_log = 0; is_log < 2; is_log++) {
			t.view->main.series.count = 0;
			t.state->log = is_log;
			stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 50, prices[i], prices[i] * 3);
			stage_draw(&t, 16, 80);
			for (int row = 2; row < 15; row++)
				assert_string_equal(stage_cell(&t, row, 68)->text, " ");
		}
	stage_set_other(&t, "AMD");
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 50, 1e-9, 1e12);
	stage_draw(&t, 16, 80);
	stage_teardown(&t);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	fixture_draw_all_sizes(&t.f, &widget_company_chart, 24, 150);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 250, 100, 200);
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 200, 10, 5);
	for (int mode = 0; mode < 16; mode++) {
		t.state->candles = mode & 1;
		t.state->log = mode & 2;
		t.state->has_crosshair = mode & 4;
		t.view->main.series.count = mode & 1 ? 20 : 250;
		stage_set_other(&t, mode & 8 ? "AMD" : "");
		t.view->other.series.count = mode & 8 ? 200 : 0;
		t.f.ascii = mode == 5 || mode == 6;
		fixture_draw_all_sizes(&t.f, &widget_company_chart, 24, 150);
	}
	t.view->main.series.count = 250;
	fixture_draw(&t.f, &widget_company_chart, 300, 900);
	for (int row = 0; row < 24; row++)
		for (int column = 0; column < 100; column += 9)
			stage_hit(&t, 24, 100, row, column);
	stage_teardown(&t);
}

static void ascii_keeps_to_ascii(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "AMD");
	t.f.ascii = true;
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 20, 100, 200);
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 20, 100, 50);
	for (int mode = 0; mode < 4; mode++) {
		t.state->candles = mode & 1;
		t.state->has_crosshair = mode & 2;
		stage_draw(&t, 22, 120);
		for (int row = 0; row < 22; row++)
			for (int column = 0; column < 120; column++) {
				assert_in_range(stage_cell(&t, row, column)->text[0], 0x20, 0x7e);
				assert_int_not_equal(stage_cell(&t, row, column)->text[0], '?');
			}
	}
	stage_teardown(&t);
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
		cmocka_unit_test(without_bars_it_says_which_are_missing),
		cmocka_unit_test(one_bar_and_flat_ones_are_drawn),
		cmocka_unit_test(huge_and_tiny_prices_keep_to_their_columns),
		cmocka_unit_test(no_size_leaves_the_canvas),
		cmocka_unit_test(ascii_keeps_to_ascii),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
