#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void the_bar_has_screens_watchlist_exchange_and_clock(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_bar, 1, 120);
	const char *row = fixture_row(&f, 0);
	assert_non_null(strstr(row, "1 Board  2 Company  3 Froth  4 Deals  5 Press  6 Sources"));
	assert_non_null(strstr(row, "AI trade   NYSE open · closes in 1h12   14:48 ET"));
	assert_int_equal(fixture_cell(&f, "Board")->role, ROLE_BAR_ACTIVE);
	assert_int_equal(fixture_cell(&f, "Sources")->role, ROLE_BAR);
	for (int column = 0; column < 120; column++)
		assert_true(surface_cell(&f.surface, 0, column)->flags & CELL_BAR);
	fixture_release(&f);
}

static void shut_until(struct fixture *f, enum market_state state, int64_t next_open)
{
	struct exchange_view *e = &f->m.exchanges[0];
	e->session.state = e->scheduled = state;
	e->next_open = next_open;
}

static void assert_hours(struct fixture *f, int columns, const char *text)
{
	fixture_draw(f, &widget_bar, 1, columns);
	if (!strstr(fixture_row(f, 0), text))
		fail_msg("\"%s\" is not in \"%s\"", text, fixture_row(f, 0));
}

static void a_closed_exchange_says_when_it_opens_in_both_zones(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	shut_until(&f, MARKET_CLOSED, FIXTURE_NOW + 86400 * 4 - 5 * 3600 - 1083);
	assert_hours(&f, 150, "NYSE closed · opens Mon 09:30 ET, 13:30 here   14:48 ET");
	f.m.exchanges[0].next_local_offset_s = 14 * 3600;
	assert_hours(&f, 150, "NYSE closed · opens Mon 09:30 ET, Tue 03:30 here   14:48 ET");
	f.m.exchanges[0].next_local_offset_s = -4 * 3600;
	assert_hours(&f, 150, "NYSE closed · opens Mon 09:30 ET   14:48 ET");
	fixture_release(&f);
}

static void a_change_within_the_day_is_told_by_the_time_left_too_if_there_is_room(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	assert_hours(&f, 160, "NYSE open · closes in 1h12, 16:00 ET, 20:00 here   14:48 ET");
	assert_hours(&f, 120, "NYSE open · closes in 1h12   14:48 ET");
	shut_until(&f, MARKET_PRE, FIXTURE_NOW + 4317);
	assert_hours(&f, 160, "NYSE pre-market · opens in 1h12, 16:00 ET, 20:00 here   14:48 ET");
	assert_hours(&f, 134, "NYSE pre-market · opens 16:00 ET, 20:00 here   14:48 ET");
	assert_hours(&f, 116, "NYSE pre-market · opens in 1h12   14:48 ET");
	assert_hours(&f, 96, "NYSE pre-market   14:48 ET");
	fixture_release(&f);
}

static void the_watchlist_s_name_has_its_room_before_both_clocks(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	for (int columns = 125; columns < 160; columns++)
		assert_hours(&f, columns, "AI trade   NYSE open");
	assert_hours(&f, 160, "AI trade   NYSE open · closes in 1h12, 16:00 ET, 20:00 here");
	fixture_release(&f);
}

static void hours_of_the_weekend_when_clocks_change_are_those_of_after_it(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	shut_until(&f, MARKET_CLOSED, FIXTURE_NOW + 86400 * 4 - 4 * 3600 - 1083);
	f.m.exchanges[0].next_offset_s = -5 * 3600;
	assert_hours(&f, 150, "opens Mon 09:30 ET, 14:30 here");
	fixture_release(&f);
}

static void hours_by_rule_are_called_expected_and_unknown_ones_unknown(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.exchanges[0].session.expected = true;
	assert_hours(&f, 160, "NYSE open (expected) · closes in 1h12, 16:00 ET");
	assert_hours(&f, 104, "NYSE open (expected)   14:48 ET");
	f.m.exchanges[0].session.state = f.m.exchanges[0].scheduled = MARKET_UNKNOWN;
	assert_hours(&f, 160, "NYSE hours unknown   14:48 ET");
	fixture_release(&f);
}

static void a_machine_without_a_time_zone_has_utc_by_its_name(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.zone_problem = "no time zone database knows Nowhere/City";
	assert_hours(&f, 160, "closes in 1h12, 16:00 ET, 20:00 UTC   14:48 ET");
	fixture_release(&f);
}

/* A source that says "open" on a holiday does not say until when. */
static void hours_against_the_calendar_have_no_end(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.exchanges[0].scheduled = MARKET_CLOSED;
	assert_hours(&f, 160, "NYSE open   14:48 ET");
	fixture_release(&f);
}

static void demo_and_offline_are_badges(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.demo = f.m.offline = true;
	fixture_draw(&f, &widget_bar, 1, 120);
	assert_int_equal(fixture_cell(&f, "DEMO")->role, ROLE_DEMO);
	assert_int_equal(fixture_cell(&f, "OFFLINE")->role, ROLE_WARN);
	fixture_release(&f);
}

static void a_narrow_bar_drops_words_from_the_middle_and_never_cuts_one(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_bar, 1, 90);
	assert_non_null(strstr(fixture_row(&f, 0), "NYSE open   14:48 ET"));
	fixture_draw(&f, &widget_bar, 1, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "1 2 3 4 5 6  Board"));
	assert_non_null(strstr(fixture_row(&f, 0), "AI trade   NYSE open · closes in 1h12   14:48 ET"));
	fixture_draw(&f, &widget_bar, 1, 40);
	assert_non_null(strstr(fixture_row(&f, 0), "14:48 ET"));
	for (int columns = 20; columns < 130; columns++) {
		fixture_draw(&f, &widget_bar, 1, columns);
		assert_null(strstr(fixture_row(&f, 0), "…"));
	}
	fixture_release(&f);
}

static void a_click_on_the_bar_finds_the_screen(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_bar, 1, 120);
	const char *row = fixture_row(&f, 0);
	assert_int_equal(bar_hit(&f.m, 120, (int)(strstr(row, "Sources") - row)), 6);
	assert_int_equal(bar_hit(&f.m, 120, (int)(strstr(row, "1 Board") - row)), 1);
	assert_int_equal(bar_hit(&f.m, 120, 1), 0);
	assert_int_equal(bar_hit(&f.m, 120, 80), 0);
	fixture_release(&f);
}

static void the_status_has_the_state_the_age_of_each_kind_and_keys(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.facts_as_of = FIXTURE_NOW - 44 * 86400;
	fixture_draw(&f, &widget_status, 1, 120);
	const char *row = fixture_row(&f, 0);
	assert_non_null(strstr(row, "● live   quotes 12 s   facts 7 Jul"));
	assert_non_null(strstr(row, "q quit   ? help"));
	assert_int_equal(fixture_cell(&f, "live")->role, ROLE_OK);
	f.s.hints = false;
	fixture_draw(&f, &widget_status, 1, 120);
	assert_null(strstr(fixture_row(&f, 0), "help"));
	fixture_release(&f);
}

static void the_status_says_what_is_wrong(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.sources[2].status = SOURCE_OFFLINE;
	fixture_draw(&f, &widget_status, 1, 120);
	assert_int_equal(fixture_cell(&f, "no source answers")->role, ROLE_WARN);
	f.m.collector = COLLECTOR_DEAD;
	fixture_draw(&f, &widget_status, 1, 120);
	assert_int_equal(fixture_find(&f, "collector ended"), 0);
	f.m.collector = COLLECTOR_NONE;
	fixture_draw(&f, &widget_status, 1, 120);
	assert_int_equal(fixture_find(&f, "offline"), 0);
	memcpy(f.m.message, "the disk is full", 17);
	fixture_draw(&f, &widget_status, 1, 120);
	assert_int_equal(fixture_find(&f, "the disk is full"), 0);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_bar, 2, 150);
	fixture_draw_all_sizes(&f, &widget_status, 2, 150);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_bar, 2, 150);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bar_has_screens_watchlist_exchange_and_clock),
		cmocka_unit_test(a_closed_exchange_says_when_it_opens_in_both_zones),
		cmocka_unit_test(a_change_within_the_day_is_told_by_the_time_left_too_if_there_is_room),
		cmocka_unit_test(the_watchlist_s_name_has_its_room_before_both_clocks),
		cmocka_unit_test(hours_of_the_weekend_when_clocks_change_are_those_of_after_it),
		cmocka_unit_test(hours_by_rule_are_called_expected_and_unknown_ones_unknown),
		cmocka_unit_test(a_machine_without_a_time_zone_has_utc_by_its_name),
		cmocka_unit_test(hours_against_the_calendar_have_no_end),
		cmocka_unit_test(demo_and_offline_are_badges),
		cmocka_unit_test(a_narrow_bar_drops_words_from_the_middle_and_never_cuts_one),
		cmocka_unit_test(a_click_on_the_bar_finds_the_screen),
		cmocka_unit_test(the_status_has_the_state_the_age_of_each_kind_and_keys),
		cmocka_unit_test(the_status_says_what_is_wrong),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
