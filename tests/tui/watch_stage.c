#include "tests/tui/watch_stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "tui/action.h"
#include "tui/key.h"

#define NOW INT64_C(1787227200) /* 2026-08-20T12:00:00Z */

const char stage_text[] = "# mine\n"
			  "display:\n"
			  "  motion: no   # calm\n"
			  "watchlists:\n"
			  "  - name: Chips\n"
			  "    symbols:\n"
			  "      - NVDA   # the first\n"
			  "      - AMD    # the second\n"
			  "      - TSM\n"
			  "  - name: Clouds\n"
			  "    symbols: [MSFT, ORCL]   # both\n";

static struct error err;

static void need(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

void stage_write(const struct stage *st, const char *text)
{
	need(file_replace(st->file, text, strlen(text), &err));
}

void stage_expect_text(const struct stage *st, const char *expected)
{
	struct buffer text;
	buffer_init(&text, CONFIG_MAX_BYTES);
	need(file_read(st->file, &text, &err));
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

void stage_press(struct stage *st, const char *names)
{
	char rest[512], *next = rest;
	snprintf(rest, sizeof rest, "%s", names);
	for (char *name; (name = strsep(&next, " "));) {
		struct terminal_event event = { .kind = TERMINAL_KEY, .code = key_parse(name) };
		assert_int_not_equal(event.code, KEYCODE_NONE);
		viewer_act(&st->v, &event);
		screen_settle(&st->v.state, &st->v.model.view, st->v.frame.rows, st->v.frame.columns);
	}
}

void stage_type(struct stage *st, const char *text)
{
	for (; *text; text++) {
		struct terminal_event event = { .kind = TERMINAL_KEY, .code = *text };
		viewer_act(&st->v, &event);
	}
}

void stage_expect_notice(const struct stage *st, const char *part)
{
	const char *notice = st->v.model.view.notice;
	if (!strstr(notice, part))
		fail_msg("expected \"%s\" in the notice \"%s\"", part, notice);
}

void stage_expect_board(const struct stage *st, const char *expected)
{
	const struct view_model *m = &st->v.model.view;
	char shown[512] = "";
	for (size_t i = 0; i < m->company_count; i++) {
		bool is_selected = i == st->v.state.lists[LIST_COMPANIES].selected;
		size_t used = strlen(shown);
		snprintf(shown + used, sizeof shown - used, is_selected ? "%s[%s]" : "%s%s", i ? " " : "",
			 m->companies[i].symbol);
	}
	assert_string_equal(shown, expected);
}

static void put_quote(struct store *s, const char *symbol, const char *name, double change)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.name, sizeof q.name, "%s", name);
	snprintf(q.currency, sizeof q.currency, "USD");
	snprintf(q.source, sizeof q.source, "wire");
	q.price = 100;
	q.change_pct = change;
	q.as_of = NOW - 60;
	q.fetched = NOW - 60;
	need(store_put_quotes(s, &q, 1, &err));
}

static void make_store(const struct stage *st)
{
	struct store *s;
	need(store_open(&s, st->store, STORE_WRITE, NULL, &err));
	put_quote(s, "NVDA", "NVIDIA Corporation", 1);
	put_quote(s, "AMD", "Advanced Micro Devices, Inc.", 3);
	put_quote(s, "TSM", "Taiwan Semiconductor Manufacturing", 2);
	put_quote(s, "PLTR", "Palantir Technologies Inc.", 5);
	store_free(s);
}

static void open_viewer(struct stage *st, const char *text)
{
	if (text)
		stage_write(st, text);
	need(config_init(&st->config, &err));
	need(config_load(&st->config, st->file, false, &err));
	st->options = (struct viewer_options){ .store_path = st->store,
					       .config_path = st->file,
					       .config = &st->config,
					       .clock = &st->clock,
					       .offline = true };
	st->v.settings = st->options;
	st->v.options = &st->v.settings;
	st->v.state = (struct view_state){ .screen = 1, .sort = -1 };
	need(surface_init(&st->v.frame, 36, 120));
	need(model_init(&st->v.model, &st->v.settings, &err));
	viewer_begin_config(&st->v);
}

static void close_viewer(struct stage *st)
{
	surface_release(&st->v.frame);
	model_release(&st->v.model);
	viewer_end_config(&st->v);
	config_release(&st->config);
	st->v = (struct viewer){ .signal_fd = -1 };
}

static int set_folder(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-watch-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->store, sizeof st->store, "%s/froth.db", st->folder);
	snprintf(st->file, sizeof st->file, "%s/c/config.yaml", st->folder);
	need(path_make_parent(st->file, &err));
	need(clock_init(&st->clock, "2026-08-20T12:00:00Z", false, &err));
	make_store(st);
	*state = st;
	return 0;
}

int stage_set(void **state)
{
	set_folder(state);
	open_viewer(*state, stage_text);
	return 0;
}

int stage_set_bare(void **state)
{
	set_folder(state);
	open_viewer(*state, NULL);
	return 0;
}

int stage_clear(void **state)
{
	struct stage *st = *state;
	static const char *const names[] = { "c/config.yaml", "c", "froth.db", "froth.db-wal", "froth.db-shm", "" };
	close_viewer(st);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char name[96];
		snprintf(name, sizeof name, "%s/%s", st->folder, names[i]);
		(void)remove(name);
	}
	int result = access(st->folder, F_OK) == 0 ? -1 : 0;
	free(st);
	return result;
}
