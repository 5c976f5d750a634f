#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/fixture.h"

/* The fixture's headlines as the list of screen 5. */
struct stage {
	struct fixture f;
	struct press_figures figures[4];
};

static char summary[] = "The plan grows from $35bn to $95bn, of which most goes to machines that were ordered last "
			"year; lenders want to see the contracts behind it before they sign.";
static char url[] = "https://paper.example/a/rather/long/link/that/does/not/fit/on/one/line/of/the/reader/page.html";
static char author[] = "A. Writer";

static struct press_span span_of(const char *text, const char *part)
{
	const char *at = strstr(text, part);
	assert_non_null(at);
	return (struct press_span){ (size_t)(at - text), strlen(part) };
}

static void set_stage(struct stage *st)
{
	*st = (struct stage){ .figures = { { .text = "" } } };
	fixture_init(&st->f);
	struct headline *h = &st->f.headlines[0];
	h->summary = summary;
	h->url = url;
	h->author = author;
	snprintf(h->language, sizeof h->language, "en");
	h->story_count = 3;
	h->source_count = 2;
	snprintf(h->sources[0], SOURCE_NAME_SIZE, "paper");
	snprintf(h->sources[1], SOURCE_NAME_SIZE, "journal");
	struct press_figures *f = &st->figures[0];
	snprintf(f->text, sizeof f->text, "$35bn · $95bn · ORCL · capex plan");
	f->title[0] = span_of(h->title, "plan");
	f->title_count = 1;
	f->summary[0] = span_of(summary, "$35bn");
	f->summary[1] = span_of(summary, "most goes to machines that were ordered last year");
	f->summary_count = 2;
	struct press_view *p = &st->f.m.press;
	p->items = st->f.headlines;
	p->figures = st->figures;
	p->count = 4;
	p->total = 340;
	st->f.m.headline_figures = st->figures;
	st->f.s.screen = 5;
	st->f.s.focus = LIST_STORIES;
}

static void release_stage(struct stage *st)
{
	fixture_release(&st->f);
}

/* ---- the list ---- */

static void the_head_counts_what_passes_of_all_and_what_is_new(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_non_null(strstr(fixture_row(&st.f, 0), "1 new · 4 of 340"));
	st.f.m.press.has_more = true;
	st.f.m.headline_seen = 12;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_non_null(strstr(fixture_row(&st.f, 0), " 4+ of 340"));
	st.f.m.press.has_more = false;
	st.f.m.press.total = 4;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_null(strstr(fixture_row(&st.f, 0), "of"));
	snprintf(st.f.m.press.filter.words, PROMPT_SIZE, "gigawatt");
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_non_null(strstr(fixture_row(&st.f, 0), "Press with “gigawatt”"));
	release_stage(&st);
}

static void unread_titles_are_bold_read_ones_dim_and_new_ones_have_a_dot(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	st.f.headlines[2].read = true;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_cell(&st.f, "●")->role, ROLE_NEW);
	assert_true(fixture_cell(&st.f, "Lenders")->flags & CELL_BOLD);
	assert_int_equal(fixture_cell(&st.f, "Lenders")->role, ROLE_BRIGHT);
	assert_false(fixture_cell(&st.f, "The bubble")->flags & CELL_BOLD);
	assert_int_equal(fixture_cell(&st.f, "The bubble")->role, ROLE_DIM);
	release_stage(&st);
}

static void amounts_stand_out_in_a_title_however_it_is_cut(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_cell(&st.f, "plan")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&st.f, "Oracle lifts")->role, ROLE_BRIGHT);
	fixture_draw(&st.f, &widget_stories, 12, 30);
	assert_non_null(strstr(fixture_row(&st.f, 1), "Oracle lifts its p…"));
	assert_int_equal(fixture_cell(&st.f, "p…")->role, ROLE_AMBER);
	release_stage(&st);
}

static void wide_titles_are_cut_at_a_whole_character(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	for (int columns = 30; columns < 100; columns++) {
		fixture_draw(&st.f, &widget_stories, 6, columns);
		assert_null(strstr(fixture_row(&st.f, 2), "\xEF\xBF\xBD"));
	}
	release_stage(&st);
}

static void a_wide_list_names_the_sources(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_stories, 12, 110);
	assert_non_null(strstr(fixture_row(&st.f, 1), "  paper"));
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_null(strstr(fixture_row(&st.f, 1), "paper"));
	release_stage(&st);
}

static void the_selection_is_dim_while_the_reader_has_the_focus(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(surface_cell(&st.f.surface, 1, 0)->role, ROLE_AMBER);
	st.f.s.focus = LIST_READER;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(surface_cell(&st.f.surface, 1, 0)->role, ROLE_DIM);
	assert_true(surface_cell(&st.f.surface, 1, 30)->flags & CELL_SELECTED);
	release_stage(&st);
}

static void an_empty_list_says_why_and_what_fills_it(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	struct press_view *p = &st.f.m.press;
	p->count = 0;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_find(&st.f, "no headlines yet"), 1);
	p->filter.unread = true;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_find(&st.f, "no story passes the filters"), 1);
	assert_int_equal(fixture_find(&st.f, "x takes them away"), 2);
	snprintf(p->filter.words, PROMPT_SIZE, "gigawatt");
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_find(&st.f, "no story with these words passes the filters"), 1);
	p->filter.unread = false;
	fixture_draw(&st.f, &widget_stories, 12, 70);
	assert_int_equal(fixture_find(&st.f, "no story has these words"), 1);
	assert_int_equal(fixture_find(&st.f, "Esc gives the list back"), 2);
	release_stage(&st);
}

/* ---- the reader ---- */

static void the_reader_shows_the_story_whole(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_reader, 24, 60);
	assert_non_null(strstr(fixture_row(&st.f, 0), "paper"));
	assert_non_null(strstr(fixture_row(&st.f, 0), "unread"));
	assert_int_equal(fixture_find(&st.f, "Oracle lifts its plan"), 1);
	assert_int_equal(fixture_find(&st.f, "20 Aug 2026 14:47 ET · 60 s ago · A. Writer"), 2);
	assert_int_equal(fixture_find(&st.f, "The plan grows from $35bn"), 4);
	assert_true(fixture_find(&st.f, "figures  $35bn · $95bn · ORCL · capex plan") > 0);
	assert_true(fixture_find(&st.f, "about    ORCL") > 0);
	assert_true(fixture_find(&st.f, "told by  paper · journal · 3 items") > 0);
	assert_true(fixture_find(&st.f, "link     https://paper.example/") > 0);
	int link = fixture_find(&st.f, "link     https://");
	assert_int_equal(strncmp(fixture_row(&st.f, link + 1), "            ", 12), 0);
	assert_true(strlen(fixture_row(&st.f, link + 1)) > 12);
	release_stage(&st);
}

/* A figure may go over the end of a line. */
static void amounts_are_marked_on_every_line_that_they_stand_on(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_reader, 24, 60);
	assert_int_equal(fixture_cell(&st.f, "$35bn to")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&st.f, "to $95bn")->role, ROLE_TEXT);
	assert_int_equal(fixture_cell(&st.f, "most goes")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&st.f, "year;")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&st.f, "; lenders")->role, ROLE_TEXT);
	assert_true(fixture_find(&st.f, "most goes") < fixture_find(&st.f, "last year"));
	release_stage(&st);
}

static void the_reader_is_scrolled_and_says_how_far(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	int lines = reader_lines(&st.f.m, &st.f.s, 40);
	assert_true(lines > 10);
	fixture_draw(&st.f, &widget_reader, 8, 40);
	assert_non_null(strstr(fixture_row(&st.f, 0), "%"));
	st.f.s.reader_top = lines - 7;
	fixture_draw(&st.f, &widget_reader, 8, 40);
	assert_non_null(strstr(fixture_row(&st.f, 0), "100%"));
	assert_int_equal(fixture_find(&st.f, "Oracle lifts"), -1);
	assert_int_equal(fixture_find(&st.f, ".html"), 7);
	release_stage(&st);
}

static void what_a_feed_did_not_give_is_said_not_left_blank(void **state)
{
	(void)state;
	struct stage st;
	static char none[] = "";
	set_stage(&st);
	st.f.s.lists[LIST_STORIES].selected = 2;
	st.f.headlines[2].time_is_fetch_time = true;
	char *title = st.f.headlines[2].title;
	st.f.headlines[2].title = none;
	fixture_draw(&st.f, &widget_reader, 24, 60);
	assert_int_equal(fixture_find(&st.f, "(no title)"), 1);
	assert_int_equal(fixture_find(&st.f, "fetched 20 Aug 2026"), 2);
	assert_int_equal(fixture_find(&st.f, "The feed gives no summary."), 4);
	assert_true(fixture_find(&st.f, "link     none") > 0);
	st.f.headlines[2].title = title;
	release_stage(&st);
}

static void without_a_story_the_reader_is_empty(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	st.f.m.press.count = 0;
	assert_int_equal(reader_lines(&st.f.m, &st.f.s, 60), 0);
	fixture_draw(&st.f, &widget_reader, 6, 60);
	for (int row = 1; row < 6; row++)
		assert_string_equal(fixture_row(&st.f, row), "");
	release_stage(&st);
}

/* ---- the filters ---- */

static void filters_that_are_set_stand_out_with_their_values(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_chips, 1, 120);
	assert_string_equal(fixture_row(&st.f, 0),
			    "   c company   s source   L language   u unread   f with figures   / search");
	snprintf(st.f.m.press.filter.company, SYMBOL_SIZE, "NVDA");
	st.f.m.press.filter.figures = true;
	fixture_draw(&st.f, &widget_chips, 1, 120);
	assert_string_equal(fixture_row(&st.f, 0),
			    "    NVDA c    s source   L language   u unread    with figures f    x clears");
	assert_int_equal(fixture_cell(&st.f, "NVDA")->role, ROLE_AMBER);
	assert_true(fixture_cell(&st.f, "NVDA")->flags & CELL_SELECTED);
	assert_int_equal(fixture_cell(&st.f, "source")->role, ROLE_DIM);
	release_stage(&st);
}

static void where_there_is_no_room_the_filters_that_are_set_are_shown(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_chips, 1, 40);
	assert_string_equal(fixture_row(&st.f, 0), "   c s L u f filter   / search");
	st.f.m.press.filter.unread = true;
	fixture_draw(&st.f, &widget_chips, 1, 40);
	assert_string_equal(fixture_row(&st.f, 0), "    unread u    x clears");
	release_stage(&st);
}

static void an_error_of_the_store_takes_the_place_of_the_filters(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	snprintf(st.f.m.press.error, sizeof st.f.m.press.error, "the store is locked");
	fixture_draw(&st.f, &widget_chips, 1, 80);
	assert_string_equal(fixture_row(&st.f, 0), "   the store is locked");
	assert_int_equal(fixture_cell(&st.f, "the store")->role, ROLE_WARN);
	release_stage(&st);
}

/* ---- the board ---- */

static void a_roomy_board_has_the_figures_under_their_headline(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	fixture_draw(&st.f, &widget_press, 11, 70);
	assert_int_equal(fixture_find(&st.f, "◆ $35bn · $95bn · ORCL · capex plan"), 2);
	assert_int_equal(fixture_cell(&st.f, "◆")->role, ROLE_AMBER);
	assert_int_equal(fixture_find(&st.f, "The bubble"), 4);
	fixture_draw(&st.f, &widget_press, 9, 70);
	assert_int_equal(fixture_find(&st.f, "◆"), -1);
	assert_int_equal(fixture_find(&st.f, "The bubble"), 3);
	release_stage(&st);
}

static void lines_of_the_board_belong_to_their_items(void **state)
{
	(void)state;
	struct stage st;
	struct list_position p = { 0 };
	set_stage(&st);
	const int items[] = { 0, 0, 1, 2, 3, -1 };
	for (int line = 0; line < 6; line++)
		assert_int_equal(press_item_at(&p, &st.f.m, 10, line), items[line]);
	assert_int_equal(press_item_at(&p, &st.f.m, 4, 1), 1);
	assert_int_equal(press_items_in(&p, &st.f.m, 10), 4);
	release_stage(&st);
}

static void the_selected_item_of_the_board_is_in_view_with_its_figures(void **state)
{
	(void)state;
	struct stage st;
	struct headline items[20];
	struct press_figures figures[20];
	struct list_position p = { .selected = 12 };
	set_stage(&st);
	for (int i = 0; i < 20; i++) {
		items[i] = st.f.headlines[0];
		figures[i] = st.figures[0];
	}
	st.f.m.headlines = items;
	st.f.m.headline_figures = figures;
	st.f.m.headline_count = 20;
	press_settle(&p, &st.f.m, 10);
	assert_int_equal(p.top, 8);
	p.selected = 99;
	press_settle(&p, &st.f.m, 10);
	assert_int_equal(p.selected, 19);
	assert_int_equal(p.top, 15);
	p.selected = 3;
	press_settle(&p, &st.f.m, 10);
	assert_int_equal(p.top, 3);
	st.f.m.headline_count = 2;
	press_settle(&p, &st.f.m, 10);
	assert_int_equal(p.top, 0);
	release_stage(&st);
}

/* ---- sizes ---- */

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	static const struct widget_class *const widgets[] = { &widget_stories, &widget_reader, &widget_chips,
							      &widget_press };
	struct stage st;
	set_stage(&st);
	st.f.m.press.filter.unread = true;
	for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++) {
		st.f.ascii = false;
		fixture_draw_all_sizes(&st.f, widgets[i], 13, 120);
		st.f.ascii = true;
		fixture_draw_all_sizes(&st.f, widgets[i], 13, 120);
	}
	release_stage(&st);
}

static void in_ascii_no_byte_is_above_seven_bits(void **state)
{
	(void)state;
	struct stage st;
	set_stage(&st);
	st.f.ascii = true;
	for (size_t item = 0; item < 4; item++) {
		st.f.s.lists[LIST_STORIES].selected = item;
		fixture_draw(&st.f, item % 2 ? &widget_stories : &widget_reader, 20, 70);
		for (int row = 0; row < 20; row++)
			for (const char *p = fixture_row(&st.f, row); *p; p++)
				assert_in_range((unsigned char)*p, 0x20, 0x7e);
	}
	release_stage(&st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_counts_what_passes_of_all_and_what_is_new),
		cmocka_unit_test(unread_titles_are_bold_read_ones_dim_and_new_ones_have_a_dot),
		cmocka_unit_test(amounts_stand_out_in_a_title_however_it_is_cut),
		cmocka_unit_test(wide_titles_are_cut_at_a_whole_character),
		cmocka_unit_test(a_wide_list_names_the_sources),
		cmocka_unit_test(the_selection_is_dim_while_the_reader_has_the_focus),
		cmocka_unit_test(an_empty_list_says_why_and_what_fills_it),
		cmocka_unit_test(the_reader_shows_the_story_whole),
		cmocka_unit_test(amounts_are_marked_on_every_line_that_they_stand_on),
		cmocka_unit_test(the_reader_is_scrolled_and_says_how_far),
		cmocka_unit_test(what_a_feed_did_not_give_is_said_not_left_blank),
		cmocka_unit_test(without_a_story_the_reader_is_empty),
		cmocka_unit_test(filters_that_are_set_stand_out_with_their_values),
		cmocka_unit_test(where_there_is_no_room_the_filters_that_are_set_are_shown),
		cmocka_unit_test(an_error_of_the_store_takes_the_place_of_the_filters),
		cmocka_unit_test(a_roomy_board_has_the_figures_under_their_headline),
		cmocka_unit_test(lines_of_the_board_belong_to_their_items),
		cmocka_unit_test(the_selected_item_of_the_board_is_in_view_with_its_figures),
		cmocka_unit_test(no_size_leaves_the_canvas),
		cmocka_unit_test(in_ascii_no_byte_is_above_seven_bits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
