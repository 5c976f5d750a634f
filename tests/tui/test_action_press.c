/* Keys on screen 5, without a terminal: places stay while rows move, filters turn, a search is given back. */
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
#include "tui/action_press.h"
#include "tui/key.h"
#include "tui/model.h"
#include "widgets/widget.h"

#define NOW INT64_C(1787227200)
#define COUNT 450

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

static char *copy(const char *text)
{
	char *out = strdup(text);
	assert_non_null(out);
	return out;
}

/* A story of that age in minutes; a long summary, so that the reader can be scrolled. */
static void put(struct store *s, int minutes)
{
	struct headline h;
	char text[64], summary[4000] = "";
	headline_init(&h);
	snprintf(text, sizeof text, "item-%d", minutes);
	h.id = copy(text);
	snprintf(text, sizeof text, "Story%d of matter%d", minutes, minutes * 31);
	h.title = copy(text);
	while (strlen(summary) < sizeof summary - 20)
		strcat(summary, "and further words ");
	h.summary = copy(summary);
	h.url = copy("");
	h.author = copy("");
	snprintf(h.source, sizeof h.source, "paper");
	snprintf(h.language, sizeof h.language, "en");
	h.time = NOW - 60 * (int64_t)minutes;
	h.fetched = NOW;
	done(store_put_headlines(s, &h, 1, NULL, &err));
	headline_release(&h);
}

static void press_keys(struct stage *st, const char *names)
{
	char rest[256], *next = rest;
	snprintf(rest, sizeof rest, "%s", names);
	for (char *name; (name = strsep(&next, " "));) {
		struct terminal_event event = { .kind = TERMINAL_KEY, .code = key_parse(name) };
		assert_int_not_equal(event.code, KEYCODE_NONE);
		viewer_act(&st->v, &event);
		viewer_load_press(&st->v);
		screen_settle(&st->v.state, &st->v.model.view, st->v.frame.rows, st->v.frame.columns);
	}
}

/* As the loop does when the collector tells of press. */
static void news(struct stage *st)
{
	struct viewer_places places;
	viewer_remember(&st->v, &places);
	model_refresh(&st->v.model, MODEL_PRESS);
	viewer_recall(&st->v, &places);
	viewer_load_press(&st->v);
	screen_settle(&st->v.state, &st->v.model.view, st->v.frame.rows, st->v.frame.columns);
}

static struct list_position *list(struct stage *st)
{
	return &st->v.state.lists[LIST_STORIES];
}

static const char *selected(struct stage *st)
{
	const struct headline *h = story_selected(&st->v.model.view, &st->v.state);
	assert_non_null(h);
	return h->title;
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-keys-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T18:48:03Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	done(store_begin(st->store, &err));
	for (int i = 1; i <= COUNT; i++)
		put(st->store, i);
	done(store_commit(st->store, &err));
	st->options = (struct viewer_options){
		.store_path = st->path, .config = &st->config, .clock = &st->clock, .offline = true
	};
	st->v.options = &st->options;
	st->v.state = (struct view_state){ .screen = 1, .sort = -1 };
	done(surface_init(&st->v.frame, 36, 120));
	done(model_init(&st->v.model, &st->options, &err));
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

static void the_line_under_the_cursor_stays_when_news_comes_in(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 j j j");
	size_t line = list(st)->selected - list(st)->top;
	assert_string_equal(selected(st), "Story4 of matter124");
	put(st->store, 0);
	put(st->store, -1);
	news(st);
	assert_string_equal(selected(st), "Story4 of matter124");
	assert_int_equal(list(st)->selected, 5);
	assert_int_equal(list(st)->selected - list(st)->top, line);
}

static void the_first_line_stays_too_and_the_new_ones_are_marked_until_they_were_seen(void **state)
{
	struct stage *st = *state;
	struct view_model *m = &st->v.model.view;
	press_keys(st, "5");
	int64_t seen = m->headline_seen;
	put(st->store, 0);
	news(st);
	assert_string_equal(selected(st), "Story1 of matter31");
	assert_int_equal(list(st)->top, 1);
	/* On the way up they come into view, and are still marked there. */
	press_keys(st, "g");
	assert_string_equal(selected(st), "Story0 of matter0");
	assert_int_equal(m->headline_seen, seen);
	press_keys(st, "j");
	assert_true(m->headline_seen > seen);
}

static void the_reader_stays_scrolled_when_news_comes_in_and_begins_anew_with_another_story(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 j Tab j j j");
	assert_int_equal(st->v.state.reader_top, 3);
	put(st->store, 0);
	news(st);
	assert_int_equal(st->v.state.reader_top, 3);
	press_keys(st, "G");
	int end = st->v.state.reader_top;
	press_keys(st, "j");
	assert_int_equal(st->v.state.reader_top, end);
	press_keys(st, "Tab j");
	assert_int_equal(st->v.state.reader_top, 0);
}

static void moving_past_the_last_row_brings_the_next_page(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 G");
	assert_int_equal(list(st)->selected, 199);
	press_keys(st, "PgDn");
	assert_int_equal(st->v.model.view.press.count, 400);
	assert_true(list(st)->selected > 199);
	press_keys(st, "G j G j");
	assert_int_equal(st->v.model.view.press.count, COUNT);
	assert_int_equal(list(st)->selected, COUNT - 1);
}

static void moving_marks_nothing_and_opening_marks_as_read(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 j j Tab j j BackTab");
	for (size_t i = 0; i < 5; i++)
		assert_false(st->v.model.view.press.items[i].read);
	press_keys(st, "Enter");
	assert_true(st->v.model.view.press.items[2].read);
	assert_int_equal(st->v.state.focus, LIST_READER);
	press_keys(st, "q");
	assert_false(st->v.quit);
	assert_int_equal(st->v.state.focus, LIST_STORIES);
}

static void the_company_filter_goes_round_the_watchlist_and_all(void **state)
{
	struct stage *st = *state;
	const struct view_model *m = &st->v.model.view;
	press_keys(st, "5 ]");
	assert_string_equal(m->press.filter.company, m->companies[0].symbol);
	press_keys(st, "[");
	assert_string_equal(m->press.filter.company, "");
	press_keys(st, "[");
	assert_string_equal(m->press.filter.company, m->companies[m->company_count - 1].symbol);
	assert_int_equal(st->v.state.lists[LIST_COMPANIES].selected, m->company_count - 1);
	press_keys(st, "]");
	assert_string_equal(m->press.filter.company, "");
	press_keys(st, "c");
	assert_string_equal(m->press.filter.company, m->companies[m->company_count - 1].symbol);
	press_keys(st, "c");
	assert_string_equal(m->press.filter.company, "");
}

static void the_last_filter_or_all_are_taken_away(void **state)
{
	struct stage *st = *state;
	const struct press_filter *f = &st->v.model.view.press.filter;
	press_keys(st, "5 s ] u f");
	assert_true(f->figures && f->unread && *f->source && *f->company);
	press_keys(st, "Backspace Backspace");
	assert_true(!f->figures && !f->unread && *f->source && *f->company);
	press_keys(st, "x x Backspace");
	assert_false(press_filter_is_set(f));
	assert_int_equal(st->v.model.view.press.count, 200);
}

static void a_search_that_is_left_gives_the_list_back_as_it_was(void **state)
{
	struct stage *st = *state;
	const struct press_view *p = &st->v.model.view.press;
	press_keys(st, "5 PgDn j j");
	const struct list_position before = *list(st);
	press_keys(st, "/ s t");
	assert_int_equal(p->count, 200);
	press_keys(st, "o r y 4 4 0");
	assert_int_equal(p->count, 1);
	assert_string_equal(selected(st), "Story440 of matter13640");
	press_keys(st, "Esc");
	assert_string_equal(p->filter.words, "");
	assert_int_equal(p->count, 200);
	assert_int_equal(list(st)->selected, before.selected);
	assert_int_equal(list(st)->top, before.top);
}

static void a_search_that_is_kept_goes_with_escape_and_the_screen_after_it(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 / s t o r y 4 4 0 Enter");
	assert_int_equal(st->v.state.prompt.purpose, PROMPT_NONE);
	assert_int_equal(st->v.model.view.press.count, 1);
	press_keys(st, "Esc");
	assert_int_equal(st->v.state.screen, 5);
	assert_int_equal(st->v.model.view.press.count, 200);
	press_keys(st, "Esc");
	assert_int_equal(st->v.state.screen, 1);
}

static void while_one_types_keys_are_text_but_those_that_end_the_program(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 / q 1 x ]");
	assert_string_equal(st->v.state.prompt.text, "q1x]");
	assert_int_equal(st->v.state.screen, 5);
	press_keys(st, "Ctrl-C");
	assert_true(st->v.quit);
}

static void marking_all_asks_and_only_y_does_it(void **state)
{
	struct stage *st = *state;
	const struct press_view *p = &st->v.model.view.press;
	press_keys(st, "5 A");
	assert_string_equal(st->v.state.prompt.label, "mark 200 as read? y/n");
	press_keys(st, "n");
	assert_false(p->items[0].read);
	press_keys(st, "A y");
	for (size_t i = 0; i < p->count; i++)
		assert_true(p->items[i].read);
	assert_string_equal(st->v.model.view.notice, "200 marked as read");
}

static void a_story_without_a_link_says_so(void **state)
{
	struct stage *st = *state;
	press_keys(st, "5 o");
	assert_non_null(strstr(st->v.model.view.notice, "no link"));
	assert_false(st->v.model.view.press.items[0].read);
}

static void on_the_board_space_marks_and_no_filter_turns(void **state)
{
	struct stage *st = *state;
	press_keys(st, "Tab j Space");
	assert_true(st->v.model.view.headlines[1].read);
	press_keys(st, "u f x L A");
	assert_false(press_filter_is_set(&st->v.model.view.press.filter));
	assert_int_equal(st->v.state.prompt.purpose, PROMPT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)
		STAGED(the_line_under_the_cursor_stays_when_news_comes_in),
		STAGED(the_first_line_stays_too_and_the_new_ones_are_marked_until_they_were_seen),
		STAGED(the_reader_stays_scrolled_when_news_comes_in_and_begins_anew_with_another_story),
		STAGED(moving_past_the_last_row_brings_the_next_page),
		STAGED(moving_marks_nothing_and_opening_marks_as_read),
		STAGED(the_company_filter_goes_round_the_watchlist_and_all),
		STAGED(the_last_filter_or_all_are_taken_away),
		STAGED(a_search_that_is_left_gives_the_list_back_as_it_was),
		STAGED(a_search_that_is_kept_goes_with_escape_and_the_screen_after_it),
		STAGED(while_one_types_keys_are_text_but_those_that_end_the_program),
		STAGED(marking_all_asks_and_only_y_does_it),
		STAGED(a_story_without_a_link_says_so),
		STAGED(on_the_board_space_marks_and_no_filter_turns),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
