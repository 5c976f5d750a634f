/* Keys and clicks on screen 2, without a terminal: frames, crosshair, another price, rows and their cards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/action.h"
#include "tui/action_company.h"
#include "tui/key.h"
#include "tui/model.h"
#include "widgets/widget.h"

#define NOW INT64_C(1787251683) /* 2026-08-20T18:48:03Z */
#define DAY INT64_C(86400)
#define BARS 370

struct stage {
	char folder[32], path[64];
	struct config config;
	struct clock clock;
	struct store *store;
	struct viewer_options options;
	struct viewer v;
};

static struct error err;

static void done(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

static void put_bars(struct stage *st, const char *symbol)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "1d");
	snprintf(s.source, sizeof s.source, "test");
	for (int i = 0; i < BARS; i++) {
		struct candle bar = { NOW / DAY * DAY - (BARS - i) * DAY, 100, 101, 99, 100 + i % 7, 100, 1e6 };
		done(candle_series_append(&s, &bar));
	}
	done(store_put_candles(st->store, &s, &err));
	candle_series_release(&s);
}

static void put_story(struct stage *st, int minutes)
{
	struct headline h;
	char text[32];
	headline_init(&h);
	snprintf(text, sizeof text, "Nvidia story %d", minutes);
	h.id = strdup(text);
	h.title = strdup(text);
	h.url = strdup("");
	h.summary = strdup("");
	h.author = strdup("");
	snprintf(h.source, sizeof h.source, "paper");
	snprintf(h.companies[0], sizeof h.companies[0], "NVDA");
	h.company_count = 1;
	h.time = NOW - 60 * (int64_t)minutes;
	done(store_put_headlines(st->store, &h, 1, NULL, &err));
	headline_release(&h);
}

static void put_deals(struct stage *st)
{
	struct deal items[2] = {
		{ .id = "D1", .date = "2026-01", .from = "Nvidia", .to = "OpenAI", .payer = "NVDA", .payee = "OAI" },
		{ .id = "D2", .date = "2026-02", .from = "Oracle", .to = "Nvidia", .payer = "ORCL", .payee = "NVDA" },
	};
	struct deal_list deals = { .items = items, .count = 2 };
	done(store_put_deals(st->store, &deals, &err));
}

/* As the loop does before it draws. */
static void settle(struct stage *st)
{
	viewer_load_company(&st->v);
	screen_settle(&st->v.state, &st->v.model.view, st->v.frame.rows, st->v.frame.columns);
}

static void press(struct stage *st, const char *names)
{
	char rest[256], *next = rest;
	snprintf(rest, sizeof rest, "%s", names);
	for (char *name; (name = strsep(&next, " "));) {
		struct terminal_event event = { .kind = TERMINAL_KEY, .code = key_parse(name) };
		assert_int_not_equal(event.code, KEYCODE_NONE);
		viewer_act(&st->v, &event);
	}
	settle(st);
}

static void click(struct stage *st, int row, int column)
{
	struct terminal_event event = { .kind = TERMINAL_CLICK, .row = row, .column = column };
	viewer_act(&st->v, &event);
	settle(st);
}

/* The row and the column of a text on the screen. */
static void find(struct stage *st, const char *text, int *row, int *column)
{
	char line[4096];
	screen_draw(&st->v.frame, true, &st->v.model.view, &st->v.state);
	for (*row = 0; *row < st->v.frame.rows; (*row)++) {
		surface_row_text(&st->v.frame, *row, line, sizeof line);
		const char *at = strstr(line, text);
		if (at) {
			*column = (int)(at - line); /* in ASCII a byte is a column */
			return;
		}
	}
	fail_msg("\"%s\" is not on the screen", text);
}

static struct company_chart_state *chart(struct stage *st)
{
	return &st->v.state.chart;
}

static const struct candle *bar(struct stage *st, long from_last)
{
	const struct candle_series *s = &st->v.model.view.company.chart.main.series;
	assert_true((long)s->count > from_last);
	return &s->items[(long)s->count - 1 - from_last];
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-company-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T18:48:03Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	put_bars(st, "NVDA");
	put_bars(st, "AMD");
	put_deals(st);
	for (int i = 1; i <= 30; i++)
		put_story(st, i);
	st->options = (struct viewer_options){
		.store_path = st->path, .config = &st->config, .clock = &st->clock, .offline = true
	};
	st->v.options = &st->options;
	st->v.state = (struct view_state){ .screen = 1, .sort = -1 };
	st->v.state.chart.frame = FRAME_1Y;
	done(surface_init(&st->v.frame, 36, 120));
	done(model_init(&st->v.model, &st->options, &err));
	settle(st);
	*state = st;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *st = *state;
	static const char *const ends[] = { "", "-wal", "-shm", ".requests" };
	surface_release(&st->v.frame);
	model_release(&st->v.model);
	store_free(st->store);
	config_release(&st->config);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[96];
		snprintf(name, sizeof name, "%s%s", st->path, ends[i]);
		unlink(name);
	}
	int result = rmdir(st->folder);
	free(st);
	return result;
}

/* ---- coming and going ---- */

static void enter_on_the_boards_row_leads_to_the_company_and_e_shows_its_card(void **state)
{
	struct stage *st = *state;
	press(st, "j e");
	assert_int_equal(st->v.state.screen, 1);
	assert_int_equal(st->v.state.overlay, OVERLAY_CARD);
	press(st, "Esc Enter");
	assert_int_equal(st->v.state.screen, 2);
	assert_int_equal(st->v.state.focus, LIST_CHART);
	assert_string_equal(st->v.model.view.company.symbol, "AMD");
}

static void escape_and_q_lead_back_to_the_board(void **state)
{
	struct stage *st = *state;
	press(st, "2 q");
	assert_int_equal(st->v.state.screen, 1);
	assert_int_equal(st->v.state.focus, LIST_COMPANIES);
	assert_false(st->v.quit);
	press(st, "2 Esc");
	assert_int_equal(st->v.state.screen, 1);
	press(st, "2 Ctrl-C");
	assert_true(st->v.quit);
}

static void a_card_closes_before_the_screen_does(void **state)
{
	struct stage *st = *state;
	press(st, "2 e");
	assert_int_equal(st->v.state.overlay, OVERLAY_COMPANY);
	press(st, "q");
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
	assert_int_equal(st->v.state.screen, 2);
}

static void brackets_turn_the_company_anywhere_and_up_and_down_do_on_the_chart(void **state)
{
	struct stage *st = *state;
	press(st, "2 ]");
	assert_string_equal(st->v.model.view.company.symbol, "AMD");
	press(st, "[ [");
	assert_string_equal(st->v.model.view.company.symbol, "9984.T");
	press(st, "j");
	assert_string_equal(st->v.model.view.company.symbol, "NVDA");
	press(st, "Tab j");
	assert_string_equal(st->v.model.view.company.symbol, "NVDA");
	assert_int_equal(st->v.state.lists[LIST_ACCOUNTS].selected, 1);
}

static void another_company_begins_at_the_top_without_a_crosshair(void **state)
{
	struct stage *st = *state;
	press(st, "2 Left Tab j j Tab Tab j");
	assert_true(chart(st)->has_crosshair);
	press(st, "]");
	assert_false(chart(st)->has_crosshair);
	assert_int_equal(st->v.state.lists[LIST_ACCOUNTS].selected, 0);
	assert_int_equal(st->v.state.lists[LIST_OWN_PRESS].selected, 0);
}

static void tab_goes_round_chart_figures_deals_and_press(void **state)
{
	struct stage *st = *state;
	static const enum list order[] = { LIST_ACCOUNTS, LIST_OWN_DEALS, LIST_OWN_PRESS, LIST_CHART };
	press(st, "2");
	for (size_t i = 0; i < 4; i++) {
		press(st, "Tab");
		assert_int_equal(st->v.state.focus, order[i]);
	}
}

/* ---- the chart ---- */

static void t_turns_the_frame_here_and_the_boards_chart_there(void **state)
{
	struct stage *st = *state;
	press(st, "2 t");
	assert_int_equal(chart(st)->frame, FRAME_5Y);
	press(st, "t t");
	assert_int_equal(chart(st)->frame, FRAME_1D);
	press(st, "T");
	assert_int_equal(chart(st)->frame, FRAME_MAX);
	enum chart_range before = st->v.state.range;
	press(st, "Esc t");
	assert_int_equal(chart(st)->frame, FRAME_MAX);
	assert_int_not_equal(st->v.state.range, before);
}

static void c_and_capital_l_turn_candles_and_scale_here_alone(void **state)
{
	struct stage *st = *state;
	press(st, "2 c L");
	assert_true(chart(st)->candles && chart(st)->log);
	assert_int_equal(st->v.state.column, COLUMN_BOTH);
	press(st, "3 c");
	assert_true(chart(st)->candles);
	assert_int_equal(st->v.state.column, COLUMN_HUANG);
}

static void the_crosshair_comes_at_the_newest_bar_and_moves_by_one_or_ten(void **state)
{
	struct stage *st = *state;
	press(st, "2");
	assert_false(chart(st)->has_crosshair);
	press(st, "Left");
	assert_int_equal(chart(st)->crosshair, bar(st, 0)->time);
	press(st, "Left Left h");
	assert_int_equal(chart(st)->crosshair, bar(st, 3)->time);
	press(st, "PgUp");
	assert_int_equal(chart(st)->crosshair, bar(st, 13)->time);
	press(st, "PgDn PgDn Right");
	assert_int_equal(chart(st)->crosshair, bar(st, 0)->time);
	press(st, "Home");
	assert_int_equal(chart(st)->crosshair, st->v.model.view.company.chart.main.series.items[0].time);
	press(st, "Left End");
	assert_int_equal(chart(st)->crosshair, bar(st, 0)->time);
}

static void escape_takes_the_crosshair_away_first(void **state)
{
	struct stage *st = *state;
	press(st, "2 Left Esc");
	assert_false(chart(st)->has_crosshair);
	assert_int_equal(st->v.state.screen, 2);
	press(st, "Esc");
	assert_int_equal(st->v.state.screen, 1);
}

static void without_bars_there_is_nothing_to_stand_on(void **state)
{
	struct stage *st = *state;
	press(st, "2 [ Left PgUp Home");
	assert_int_equal(st->v.model.view.company.chart.main.series.count, 0);
	assert_false(chart(st)->has_crosshair);
}

/* ---- another price ---- */

static void a_wrong_name_is_answered_with_a_sentence(void **state)
{
	struct stage *st = *state;
	press(st, "2 + z z z Enter");
	assert_string_equal(chart(st)->other, "");
	assert_non_null(strstr(st->v.model.view.notice, "no bars of ZZZ are stored"));
}

static void a_name_in_any_case_is_taken_and_an_empty_line_takes_it_away(void **state)
{
	struct stage *st = *state;
	press(st, "2 + Space a m d Space Enter");
	assert_string_equal(chart(st)->other, "AMD");
	assert_string_equal(st->v.model.view.company.chart.other_symbol, "AMD");
	press(st, "+ N a s d a q Enter");
	assert_string_equal(chart(st)->other, "nasdaq");
	press(st, "+ a m d Esc");
	assert_string_equal(chart(st)->other, "nasdaq");
	press(st, "+ Enter");
	assert_string_equal(chart(st)->other, "");
	press(st, "+ a m d Enter + - Enter");
	assert_string_equal(chart(st)->other, "");
}

/* The company itself may become the one that was compared with. */
static void a_company_beside_itself_is_drawn_all_the_same(void **state)
{
	struct stage *st = *state;
	press(st, "2 + a m d Enter ]");
	assert_string_equal(st->v.model.view.company.symbol, "AMD");
	assert_string_equal(chart(st)->other, "AMD");
	screen_draw(&st->v.frame, false, &st->v.model.view, &st->v.state);
}

/* ---- rows ---- */

static void enter_opens_the_rows_card_and_e_the_companys(void **state)
{
	struct stage *st = *state;
	press(st, "2 Tab Enter");
	assert_int_equal(st->v.state.overlay, OVERLAY_CARD);
	press(st, "Esc Tab Enter");
	assert_int_equal(st->v.state.overlay, OVERLAY_CARD);
	press(st, "Esc e");
	assert_int_equal(st->v.state.overlay, OVERLAY_COMPANY);
}

static void a_list_without_rows_opens_nothing(void **state)
{
	struct stage *st = *state;
	press(st, "2 ] Tab Tab Tab Enter");
	assert_int_equal(st->v.state.focus, LIST_OWN_PRESS);
	assert_int_equal(st->v.model.view.company.press_count, 0);
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
}

static void who_opens_a_story_has_read_it_and_space_turns_the_mark(void **state)
{
	struct stage *st = *state;
	press(st, "2 BackTab j Enter Esc");
	assert_true(company_headline(&st->v.model.view, 1)->read);
	assert_false(company_headline(&st->v.model.view, 0)->read);
	press(st, "Space");
	assert_false(company_headline(&st->v.model.view, 1)->read);
}

static void a_story_without_a_link_says_so(void **state)
{
	struct stage *st = *state;
	press(st, "2 BackTab o");
	assert_true(*st->v.model.view.notice);
	press(st, "BackTab o");
	assert_true(*st->v.model.view.notice);
}

static void the_story_under_the_cursor_stays_when_news_comes_in(void **state)
{
	struct stage *st = *state;
	press(st, "2 BackTab j j");
	assert_string_equal(company_headline(&st->v.model.view, 2)->title, "Nvidia story 3");
	put_story(st, 0);
	model_refresh(&st->v.model, MODEL_PRESS);
	settle(st);
	size_t selected = st->v.state.lists[LIST_OWN_PRESS].selected;
	assert_int_equal(selected, 3);
	assert_string_equal(company_headline(&st->v.model.view, selected)->title, "Nvidia story 3");
}

/* ---- the mouse ---- */

static void words_of_the_chart_and_its_bars_can_be_clicked(void **state)
{
	struct stage *st = *state;
	int row, column;
	press(st, "2 Tab");
	find(st, "6M", &row, &column);
	click(st, row, column);
	assert_int_equal(chart(st)->frame, FRAME_6M);
	assert_int_equal(st->v.state.focus, LIST_CHART);
	find(st, "candles", &row, &column);
	click(st, row, column + 1);
	assert_true(chart(st)->candles);
	click(st, row + 6, 40);
	assert_true(chart(st)->has_crosshair);
	find(st, "compare", &row, &column);
	click(st, row, column);
	assert_int_equal(st->v.state.prompt.purpose, PROMPT_COMPARE);
}

static void the_wheel_moves_rows_and_over_the_chart_nothing(void **state)
{
	struct stage *st = *state;
	press(st, "2");
	struct terminal_event wheel = { .kind = TERMINAL_WHEEL_DOWN, .row = 8, .column = 20 };
	viewer_act(&st->v, &wheel);
	settle(st);
	assert_string_equal(st->v.model.view.company.symbol, "NVDA");
	wheel.row = 25;
	viewer_act(&st->v, &wheel);
	assert_int_equal(st->v.state.focus, LIST_ACCOUNTS);
	assert_int_equal(st->v.state.lists[LIST_ACCOUNTS].selected, 1);
}

static void a_row_that_is_clicked_twice_opens(void **state)
{
	struct stage *st = *state;
	int row, column;
	press(st, "2");
	find(st, "previous close", &row, &column);
	click(st, row, column);
	assert_int_equal(st->v.state.lists[LIST_ACCOUNTS].selected, 3);
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
	click(st, row, column);
	assert_int_equal(st->v.state.overlay, OVERLAY_CARD);
	press(st, "Esc Esc");
	find(st, "AMD", &row, &column);
	click(st, row, column);
	click(st, row, column);
	assert_int_equal(st->v.state.screen, 2);
	assert_string_equal(st->v.model.view.company.symbol, "AMD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)
		STAGED(enter_on_the_boards_row_leads_to_the_company_and_e_shows_its_card),
		STAGED(escape_and_q_lead_back_to_the_board),
		STAGED(a_card_closes_before_the_screen_does),
		STAGED(brackets_turn_the_company_anywhere_and_up_and_down_do_on_the_chart),
		STAGED(another_company_begins_at_the_top_without_a_crosshair),
		STAGED(tab_goes_round_chart_figures_deals_and_press),
		STAGED(t_turns_the_frame_here_and_the_boards_chart_there),
		STAGED(c_and_capital_l_turn_candles_and_scale_here_alone),
		STAGED(the_crosshair_comes_at_the_newest_bar_and_moves_by_one_or_ten),
		STAGED(escape_takes_the_crosshair_away_first),
		STAGED(without_bars_there_is_nothing_to_stand_on),
		STAGED(a_wrong_name_is_answered_with_a_sentence),
		STAGED(a_name_in_any_case_is_taken_and_an_empty_line_takes_it_away),
		STAGED(a_company_beside_itself_is_drawn_all_the_same),
		STAGED(enter_opens_the_rows_card_and_e_the_companys),
		STAGED(a_list_without_rows_opens_nothing),
		STAGED(who_opens_a_story_has_read_it_and_space_turns_the_mark),
		STAGED(a_story_without_a_link_says_so),
		STAGED(the_story_under_the_cursor_stays_when_news_comes_in),
		STAGED(words_of_the_chart_and_its_bars_can_be_clicked),
		STAGED(the_wheel_moves_rows_and_over_the_chart_nothing),
		STAGED(a_row_that_is_clicked_twice_opens),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
