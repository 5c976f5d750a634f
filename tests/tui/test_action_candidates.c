/* A person's word on a candidate: what Enter and x write, and what else does not. */
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

#include "base/buffer.h"
#include "base/paths.h"
#include "tui/action.h"
#include "tui/key.h"
#include "tui/model.h"

#define NOW INT64_C(1787227200) /* 2026-08-20T12:00:00Z */

struct stage {
	char folder[32], path[64], requests[80], ledger[96];
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

static void put(struct store *s, const char *payer, const char *payee, double amount, const char *sentence)
{
	struct candidate c = { .time = NOW - 3600,
			       .amount_low = amount,
			       .amount_high = amount,
			       .gw = (double)NAN,
			       .currency = "USD",
			       .source = "wire",
			       .kind = STATEMENT_INVEST,
			       .delivery = DELIVERY_PLAN };
	snprintf(c.payer, sizeof c.payer, "%s", payer);
	snprintf(c.payee, sizeof c.payee, "%s", payee);
	snprintf(c.sentence, sizeof c.sentence, "%s", sentence);
	snprintf(c.title, sizeof c.title, "%s", sentence);
	snprintf(c.amount_text, sizeof c.amount_text, "$%.0fbn", amount / 1e9);
	done(store_put_candidates(s, &c, 1, NULL, &err));
}

static void press_keys(struct stage *st, const char *names)
{
	char rest[256], *next = rest;
	snprintf(rest, sizeof rest, "%s", names);
	for (char *name; (name = strsep(&next, " "));) {
		struct terminal_event event = { .kind = TERMINAL_KEY, .code = key_parse(name) };
		assert_int_not_equal(event.code, KEYCODE_NONE);
		viewer_act(&st->v, &event);
		screen_settle(&st->v.state, &st->v.model.view, st->v.frame.rows, st->v.frame.columns);
	}
}

/* Of a file that may not be there: "". */
static void read_text(const char *path, char *out, size_t size)
{
	FILE *file = fopen(path, "r");
	size_t length = file ? fread(out, 1, size - 1, file) : 0;
	out[length] = '\0';
	if (file)
		fclose(file);
}

static void assert_text(const char *path, const char *expected)
{
	char text[4096];
	read_text(path, text, sizeof text);
	assert_string_equal(text, expected);
}

static void assert_waiting(const struct stage *st, const char *first, size_t count)
{
	const struct deals_view *d = &st->v.model.view.deals_view;
	assert_int_equal(d->candidate_count, count);
	if (count)
		assert_string_equal(d->candidates[0].id, first);
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	char data[40];
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-words-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(data, sizeof data, "%s/data", st->folder);
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	snprintf(st->requests, sizeof st->requests, "%s.requests", st->path);
	snprintf(st->ledger, sizeof st->ledger, "%s/froth/ledger.tsv", data);
	done(setenv("XDG_DATA_HOME", data, 1));
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T12:00:00Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	put(st->store, "OAI", "ORCL", 38e9, "OpenAI to invest $38bn in Oracle");
	put(st->store, "SB", "CBRS", 77e9, "SoftBank to invest $77bn in Cerebras");
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
	static const char *const names[] = { "froth.db",
					     "froth.db-wal",
					     "froth.db-shm",
					     "froth.db.requests",
					     "data/froth/ledger.tsv",
					     "data/froth",
					     "data",
					     "" };
	surface_release(&st->v.frame);
	model_release(&st->v.model);
	store_free(st->store);
	config_release(&st->config);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char name[128];
		snprintf(name, sizeof name, "%s/%s", st->folder, names[i]);
		(void)remove(name);
	}
	int result = access(st->folder, F_OK) == 0 ? -1 : 0;
	free(st);
	return result;
}

static void the_looks_are_turned_through_and_nothing_is_decided(void **state)
{
	struct stage *st = *state;
	static const enum list looks[] = { LIST_LOOPS, LIST_POWER, LIST_CANDIDATES, LIST_DEALS };
	press_keys(st, "4");
	for (size_t i = 0; i < 4; i++) {
		press_keys(st, i % 2 ? "v" : "Tab");
		assert_int_equal(st->v.state.focus, looks[i]);
	}
	press_keys(st, "x Enter Esc");
	assert_waiting(st, "K2", 2);
	assert_int_equal(access(st->requests, F_OK), -1);
	assert_int_equal(access(st->ledger, F_OK), -1);
}

static void the_demo_and_a_viewer_without_a_store_refuse(void **state)
{
	struct stage *st = *state;
	struct store *store = st->v.model.store;
	st->v.model.view.demo = true;
	press_keys(st, "4 v v v Enter");
	assert_non_null(strstr(st->v.model.view.notice, "the demo shows the ledger"));
	press_keys(st, "x");
	assert_non_null(strstr(st->v.model.view.notice, "the demo shows the ledger"));
	st->v.model.view.demo = false;
	st->v.model.store = NULL;
	press_keys(st, "Enter");
	st->v.model.store = store;
	assert_non_null(strstr(st->v.model.view.notice, "there is no store yet"));
	assert_waiting(st, "K2", 2);
	assert_int_equal(access(st->requests, F_OK), -1);
	assert_int_equal(access(st->ledger, F_OK), -1);
}

static void explaining_clicking_and_backspace_decide_nothing(void **state)
{
	struct stage *st = *state;
	struct terminal_event click = { .kind = TERMINAL_CLICK, .row = 3, .column = 20 };
	press_keys(st, "4 v v v e Backspace");
	viewer_act(&st->v, &click);
	viewer_act(&st->v, &click);
	assert_int_equal(st->v.state.focus, LIST_CANDIDATES);
	assert_waiting(st, "K2", 2);
	assert_int_equal(access(st->requests, F_OK), -1);
	assert_int_equal(access(st->ledger, F_OK), -1);
}

static void x_asks_to_refuse_and_the_candidate_leaves_at_once(void **state)
{
	struct stage *st = *state;
	press_keys(st, "4 v v v x");
	assert_non_null(strstr(st->v.model.view.notice, "K2 is refused"));
	assert_text(st->requests, "refuse K2\n");
	assert_waiting(st, "K1", 1);
	/* The store calls it waiting until the collector has done what was asked. */
	model_refresh(&st->v.model, MODEL_DEALS);
	assert_waiting(st, "K1", 1);
	bool found;
	done(store_set_candidate_status(st->store, "K2", CANDIDATE_REFUSED, &found, &err));
	model_refresh(&st->v.model, MODEL_DEALS);
	assert_waiting(st, "K1", 1);
	assert_int_equal(st->v.model.candidates.decided_count, 0);
	assert_int_equal(access(st->ledger, F_OK), -1);
	press_keys(st, "x x");
	assert_text(st->requests, "refuse K2\nrefuse K1\n");
	assert_string_equal(st->v.model.view.notice, "no headline suggests a deal");
}

static void enter_writes_the_row_into_the_own_ledger_and_tells_where(void **state)
{
	struct stage *st = *state;
	char text[4096];
	press_keys(st, "4 v v v G Enter");
	assert_non_null(strstr(st->v.model.view.notice, "K1 is now line "));
	assert_non_null(strstr(st->v.model.view.notice, st->ledger));
	assert_text(st->requests, "accept K1\n");
	assert_waiting(st, "K2", 1);
	read_text(st->ledger, text, sizeof text);
	assert_non_null(strstr(text, "\nK1\t2026-08-20\tOAI\tORCL\tequity investment\t38e9\t38e9\tUSD\t"));
	assert_null(strstr(text, "\nK2\t"));
}

static void a_wrong_ledger_file_is_left_as_it_is(void **state)
{
	struct stage *st = *state;
	static const char wrong[] = "id\tdate\nthis is no ledger\n";
	done(path_make_parent(st->ledger, &err));
	done(file_replace(st->ledger, wrong, sizeof wrong - 1, &err));
	press_keys(st, "4 v v v Enter");
	assert_non_null(strstr(st->v.model.view.notice, "not accepted, the ledger stays as it was: "));
	assert_text(st->ledger, wrong);
	assert_int_equal(access(st->requests, F_OK), -1);
	assert_waiting(st, "K2", 2);
}

static void the_selected_candidate_stays_selected_when_another_comes(void **state)
{
	struct stage *st = *state;
	struct viewer_places places;
	press_keys(st, "4 v v v j");
	viewer_remember(&st->v, &places);
	put(st->store, "NVDA", "INTC", 5e9, "Nvidia to invest $5bn in Intel");
	model_refresh(&st->v.model, MODEL_DEALS);
	viewer_recall(&st->v, &places);
	assert_int_equal(st->v.model.view.deals_view.candidate_count, 3);
	assert_int_equal(st->v.state.lists[LIST_CANDIDATES].selected, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_looks_are_turned_through_and_nothing_is_decided, set_stage,
						clear_stage),
		cmocka_unit_test_setup_teardown(the_demo_and_a_viewer_without_a_store_refuse, set_stage, clear_stage),
		cmocka_unit_test_setup_teardown(explaining_clicking_and_backspace_decide_nothing, set_stage,
						clear_stage),
		cmocka_unit_test_setup_teardown(x_asks_to_refuse_and_the_candidate_leaves_at_once, set_stage,
						clear_stage),
		cmocka_unit_test_setup_teardown(enter_writes_the_row_into_the_own_ledger_and_tells_where, set_stage,
						clear_stage),
		cmocka_unit_test_setup_teardown(a_wrong_ledger_file_is_left_as_it_is, set_stage, clear_stage),
		cmocka_unit_test_setup_teardown(the_selected_candidate_stays_selected_when_another_comes, set_stage,
						clear_stage),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
