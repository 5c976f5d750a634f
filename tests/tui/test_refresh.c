/* What r and R ask of the collector, and what rows that are shown far down in a watchlist do. */
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

#include "base/requests.h"
#include "tui/action.h"
#include "tui/key.h"
#include "tui/refresh.h"

#define NOW INT64_C(1787227200) /* 2026-08-20T12:00:00Z */
#define MANY 200

struct stage {
	char folder[32], path[64], requests[80];
	char symbols[MANY][SYMBOL_SIZE];
	struct watchlist list;
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

static void put_source(struct stage *st, const char *name, const char *kind, enum source_status status, int next_s)
{
	struct source_state s;
	source_state_init(&s, name, "https://example.com/", kind);
	s.status = status;
	s.last_try = s.last_ok = NOW - 600;
	s.next_poll = NOW + next_s;
	done(store_put_source_state(st->store, &s, &err));
}

/* The requests that were written, and the file is empty again. */
static void take_requests(const struct stage *st, char *out, size_t size)
{
	FILE *file = fopen(st->requests, "r");
	size_t length = file ? fread(out, 1, size - 1, file) : 0;
	out[length] = '\0';
	if (file)
		fclose(file);
	unlink(st->requests);
}

static void assert_requests(const struct stage *st, const char *expected)
{
	char text[4096];
	take_requests(st, text, sizeof text);
	assert_string_equal(text, expected);
}

static void press(struct stage *st, int key)
{
	viewer_act(&st->v, &(struct terminal_event){ .kind = TERMINAL_KEY, .code = key });
}

static void select_source(struct stage *st, const char *name)
{
	const struct view_model *m = &st->v.model.view;
	st->v.state.screen = 6;
	st->v.state.focus = LIST_SOURCES;
	for (size_t i = 0; i < m->source_count; i++)
		if (!strcmp(m->sources[i].name, name))
			st->v.state.lists[LIST_SOURCES].selected = i;
}

static void assert_notice(const struct stage *st, const char *part)
{
	if (!strstr(st->v.model.view.notice, part))
		fail_msg("expected \"%s\" in \"%s\"", part, st->v.model.view.notice);
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-refresh-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	snprintf(st->requests, sizeof st->requests, "%s.requests", st->path);
	for (int i = 0; i < MANY; i++)
		snprintf(st->symbols[i], SYMBOL_SIZE, "S%d", i);
	st->list = (struct watchlist){ "many", st->symbols, MANY };
	st->config = (struct config){ .watchlists = &st->list, .watchlist_count = 1, .base_currency = "USD" };
	index_options_init(&st->config.index);
	done(clock_init(&st->clock, "2026-08-20T12:00:00Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	put_source(st, "yahoo-spark", "quotes", SOURCE_LIVE, 60);
	put_source(st, "yahoo-spark-2", "quotes", SOURCE_LIVE, 60);
	put_source(st, "cnbc", "quotes", SOURCE_REFUSED, 420);
	put_source(st, "nasdaq", "quotes", SOURCE_BACKING_OFF, 60);
	put_source(st, "wire", "press", SOURCE_DISABLED, 3600);
	put_source(st, "blog", "press", SOURCE_LIVE, 600);
	st->options = (struct viewer_options){ .store_path = st->path, .config = &st->config, .clock = &st->clock };
	st->v.options = &st->options;
	st->v.collector.stdin_fd = -1;
	st->v.state = (struct view_state){ .screen = 1, .sort = -1 };
	done(surface_init(&st->v.frame, 36, 120));
	done(model_init(&st->v.model, &st->options, &err));
	*state = st;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *st = *state;
	static const char *const names[] = { "froth.db", "froth.db-wal", "froth.db-shm", "froth.db.requests", "" };
	surface_release(&st->v.frame);
	model_release(&st->v.model);
	store_free(st->store);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char name[128];
		snprintf(name, sizeof name, "%s/%s", st->folder, names[i]);
		(void)remove(name);
	}
	free(st);
	return 0;
}

/* ---- r and R ---- */

static void a_source_that_wants_rest_is_not_asked_and_the_notice_says_until_when(void **state)
{
	struct stage *st = *state;
	static const struct {
		const char *name, *notice;
	} rows[] = {
		{ "cnbc", "cnbc wants rest until 08:07" },
		{ "nasdaq", "nasdaq has failed and is asked again at 08:01" },
		{ "wire", "wire is paused until 09:00" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		select_source(st, rows[i].name);
		press(st, 'r');
		assert_notice(st, rows[i].notice);
		press(st, 'r');
		assert_notice(st, rows[i].notice);
		assert_requests(st, "");
	}
}

static void r_twice_asks_once(void **state)
{
	struct stage *st = *state;
	select_source(st, "blog");
	press(st, 'r');
	assert_notice(st, "asked: blog");
	assert_requests(st, "poll blog\n");
	st->v.model.view.now += 3;
	press(st, 'r');
	assert_notice(st, "asked 3 s ago");
	assert_requests(st, "");
	select_source(st, "yahoo-spark-2");
	press(st, 'r');
	assert_requests(st, "poll yahoo-spark-2\n");
	select_source(st, "blog");
	st->v.model.view.now += 30;
	press(st, 'r');
	assert_requests(st, "poll blog\n");
}

static void a_source_that_was_just_asked_is_not_asked_again(void **state)
{
	struct stage *st = *state;
	select_source(st, "blog");
	st->v.model.view.sources[st->v.state.lists[LIST_SOURCES].selected].last_try = NOW - 12;
	press(st, 'r');
	assert_notice(st, "blog was asked 12 s ago");
	assert_requests(st, "");
}

static void capital_r_asks_all_that_may_be_asked(void **state)
{
	struct stage *st = *state;
	press(st, 'R');
	assert_requests(st, "poll *\n");
	assert_notice(st, "asked: 3 sources; not asked: 3, cnbc wants rest until 08:07");
	press(st, 'R');
	assert_requests(st, "");
}

static void on_the_board_r_asks_for_prices_and_on_the_press_for_feeds(void **state)
{
	struct stage *st = *state;
	press(st, 'r');
	assert_requests(st, "poll yahoo-spark\n");
	st->v.state.screen = 5;
	press(st, 'r');
	assert_requests(st, "poll blog\n");
}

static void the_demo_and_a_viewer_offline_ask_nobody(void **state)
{
	struct stage *st = *state;
	st->v.model.view.demo = true;
	press(st, 'r');
	assert_notice(st, "demo");
	viewer_glance(&st->v, 5000);
	st->v.model.view.demo = false;
	st->v.model.view.offline = true;
	press(st, 'R');
	assert_notice(st, "offline");
	viewer_glance(&st->v, 5000);
	assert_requests(st, "");
}

/* ---- rows ---- */

/* Shows the list from that row on. */
static void show(struct stage *st, size_t top)
{
	st->v.state.lists[LIST_COMPANIES] = (struct list_position){ .selected = top, .top = top };
}

static size_t shown_rows(const struct stage *st)
{
	return (size_t)screen_list_rows(LIST_COMPANIES, &st->v.state, &st->v.model.view, st->v.frame.rows,
					st->v.frame.columns);
}

static void the_first_rows_are_not_named(void **state)
{
	struct stage *st = *state;
	assert_true(shown_rows(st) > 3 && shown_rows(st) <= 16);
	show(st, 0);
	viewer_glance(&st->v, 5000);
	assert_requests(st, "");
	assert_int_equal(st->v.glance.due_ms, 0);
}

static void rows_far_down_are_named_in_lines_of_valid_length(void **state)
{
	struct stage *st = *state;
	char text[4096], expected[4096] = "";
	show(st, 100);
	viewer_glance(&st->v, 5000);
	take_requests(st, text, sizeof text);
	for (size_t i = 0; i < shown_rows(st); i++)
		snprintf(expected + strlen(expected), sizeof expected - strlen(expected), " S%zu", 100 + i);
	char got[4096] = "";
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		assert_true(strlen(line) + 1 < REQUEST_LINE_SIZE);
		assert_memory_equal(line, "glance ", 7);
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s", line + 6);
	}
	assert_string_equal(got, expected);
}

static void rows_are_named_when_they_change_and_every_five_minutes(void **state)
{
	struct stage *st = *state;
	char text[4096];
	show(st, 100);
	viewer_glance(&st->v, 5000);
	take_requests(st, text, sizeof text);
	assert_true(*text);
	viewer_glance(&st->v, 9000);
	assert_requests(st, "");
	show(st, 101);
	viewer_glance(&st->v, 9100);
	take_requests(st, text, sizeof text);
	assert_non_null(strstr(text, "glance S101 "));
	for (size_t i = 0; i < 20; i++) { /* somebody holds a key down */
		show(st, 102 + i);
		viewer_glance(&st->v, 9200 + 50 * (int64_t)i);
	}
	assert_requests(st, "");
	assert_int_equal(st->v.glance.due_ms, 11100);
	viewer_glance(&st->v, 11100);
	take_requests(st, text, sizeof text);
	assert_non_null(strstr(text, "glance S121 "));
	assert_int_equal(st->v.glance.due_ms, 311100);
	viewer_glance(&st->v, 311099);
	assert_requests(st, "");
	viewer_glance(&st->v, 311100);
	take_requests(st, text, sizeof text);
	assert_non_null(strstr(text, "glance S121 "));
	st->v.state.screen = 5; /* the rows are not shown there */
	viewer_glance(&st->v, 700000);
	assert_requests(st, "");
}

#define ON_STAGE(f) cmocka_unit_test_setup_teardown(f, set_stage, clear_stage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_STAGE(a_source_that_wants_rest_is_not_asked_and_the_notice_says_until_when),
		ON_STAGE(r_twice_asks_once),
		ON_STAGE(a_source_that_was_just_asked_is_not_asked_again),
		ON_STAGE(capital_r_asks_all_that_may_be_asked),
		ON_STAGE(on_the_board_r_asks_for_prices_and_on_the_press_for_feeds),
		ON_STAGE(the_demo_and_a_viewer_offline_ask_nobody),
		ON_STAGE(the_first_rows_are_not_named),
		ON_STAGE(rows_far_down_are_named_in_lines_of_valid_length),
		ON_STAGE(rows_are_named_when_they_change_and_every_five_minutes),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
