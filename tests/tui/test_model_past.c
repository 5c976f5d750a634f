/* The line of the index's past, as the strip gets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tui/model.h"

#define NOON INT64_C(1787227200)
#define DAY 86400

static void put(struct store *s, int64_t time, double value, bool with_gap, bool recomputed)
{
	struct error err = { "" };
	struct reading r;
	reading_init(&r);
	r.time = time;
	r.recomputed = recomputed;
	for (int camp = 0; camp < CAMPS; camp++) {
		r.value[camp] = r.components[camp][COMPONENT_DELIVERY] = value;
		if (with_gap)
			r.components[camp][COMPONENT_REVENUE_GAP] = value;
	}
	assert_int_equal(recomputed ? store_replace_recomputed(s, &r, 1, &err) : store_put_reading(s, &r, &err), 0);
}

static void only_days_over_the_same_components_are_on_one_line(void **state)
{
	char folder[] = "/tmp/froth-past-XXXXXX", path[64];
	struct error err = { "" };
	struct config config;
	struct clock clock;
	struct store *s;
	struct model m;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/froth.db", folder);
	assert_int_equal(config_init(&config, &err), 0);
	assert_int_equal(clock_init(&clock, "2026-08-25T00:00:00Z", false, &err), 0);
	assert_int_equal(store_open(&s, path, STORE_WRITE, NULL, &err), 0);
	put(s, NOON - 90 * DAY, 10, true, true);
	put(s, NOON - DAY, 20, false, false);
	put(s, NOON, 30, true, false);
	put(s, NOON + DAY, 40, true, false);
	struct viewer_options options = { .store_path = path, .config = &config, .clock = &clock, .offline = true };
	assert_int_equal(model_init(&m, &options, &err), 0);
	assert_int_equal(m.view.past_count, 3);
	assert_true(m.view.past[0].recomputed && m.view.past[0].value[CAMP_MARCUS] == 10);
	assert_true(m.view.past[1].time == NOON && m.view.past[2].value[CAMP_HUANG] == 40);
	put(s, NOON + 2 * DAY, 50, false, false);
	model_refresh(&m, MODEL_READING);
	assert_int_equal(m.view.past_count, 2);
	assert_true(m.view.past[0].time == NOON - DAY && m.view.past[1].time == NOON + 2 * DAY);
	model_release(&m);
	store_free(s);
	config_release(&config);
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(only_days_over_the_same_components_are_on_one_line) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
