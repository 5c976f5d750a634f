/* The history of the index. */
#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static struct reading sample_reading(int64_t time, double marcus, bool recomputed)
{
	struct reading r;
	reading_init(&r);
	r.time = time;
	r.as_of = time - DAY;
	r.recomputed = recomputed;
	r.value[CAMP_MARCUS] = marcus;
	r.value[CAMP_HUANG] = marcus / 2;
	r.components[CAMP_MARCUS][COMPONENT_DELIVERY] = marcus;
	r.components[CAMP_HUANG][COMPONENT_DELIVERY] = marcus / 2;
	snprintf(r.sentence[COMPONENT_DELIVERY], sizeof r.sentence[0], "of %.0f announced", marcus);
	r.input_count = 1;
	snprintf(r.inputs[0].name, sizeof r.inputs[0].name, "an input");
	return r;
}

static void put(struct store *s, int64_t time, double marcus)
{
	struct error err = { "" };
	struct reading r = sample_reading(time, marcus, false);
	assert_done(store_put_reading(s, &r, &err), &err);
}

static void replace(struct store *s, const int64_t *times, size_t count)
{
	struct error err = { "" };
	struct reading *made = calloc(count + 1, sizeof *made);
	assert_non_null(made);
	for (size_t i = 0; i < count; i++)
		made[i] = sample_reading(times[i], 10 + (double)i, true);
	assert_done(store_replace_recomputed(s, made, count, &err), &err);
	free(made);
}

static struct reading *get(struct store *s, int64_t since, size_t limit, size_t expected)
{
	struct error err = { "" };
	struct reading *out;
	size_t count;
	assert_done(store_get_readings(s, since, limit, &out, &count, &err), &err);
	assert_int_equal(count, expected);
	assert_non_null(out);
	return out;
}

static void a_new_store_has_no_history(void **state)
{
	struct error err = { "" };
	int64_t time = 7;
	free(get(*state, 0, 0, 0));
	assert_done(store_get_first_reading_time(*state, &time, &err), &err);
	assert_int_equal(time, 0);
}

static void the_history_ascends_by_time_whatever_came_first(void **state)
{
	put(*state, NOON + 60, 40);
	put(*state, NOON - DAY, 30);
	put(*state, NOON, 50);
	struct reading *h = get(*state, 0, 0, 3);
	assert_true(h[0].time == NOON - DAY && h[1].time == NOON && h[2].time == NOON + 60);
	assert_true(h[0].value[CAMP_MARCUS] == 30 && h[2].value[CAMP_HUANG] == 20);
	free(h);
}

static void of_a_long_history_the_newest_are_got(void **state)
{
	for (int i = 0; i < 50; i++)
		put(*state, NOON + i * 60, i);
	struct reading *h = get(*state, 0, 3, 3);
	assert_true(h[0].time == NOON + 47 * 60 && h[2].time == NOON + 49 * 60);
	free(h);
	h = get(*state, NOON + 48 * 60, 0, 2);
	assert_int_equal(h[0].time, NOON + 48 * 60);
	free(h);
	h = get(*state, NOON + 48 * 60, 1, 1);
	assert_int_equal(h[0].time, NOON + 49 * 60);
	free(h);
	free(get(*state, NOON + 50 * 60, 0, 0));
	free(get(*state, 0, SIZE_MAX, 50));
}

static void each_reading_of_the_history_has_its_own_parts(void **state)
{
	put(*state, NOON, 40);
	put(*state, NOON + 60, 60);
	struct reading *h = get(*state, 0, 0, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(reading_component_count(&h[i]), 1);
		assert_true(h[i].components[CAMP_MARCUS][COMPONENT_DELIVERY] == h[i].value[CAMP_MARCUS]);
		assert_true(isnan(h[i].components[CAMP_MARCUS][COMPONENT_VALUATION]));
		assert_int_equal(h[i].as_of, h[i].time - DAY);
		assert_int_equal(h[i].input_count, 1);
		assert_string_equal(h[i].inputs[0].name, "an input");
	}
	assert_string_equal(h[1].sentence[COMPONENT_DELIVERY], "of 60 announced");
	assert_string_equal(h[1].sentence[COMPONENT_VALUATION], "not yet");
	free(h);
}

static void a_recomputed_reading_stands_in_the_history_and_is_never_the_newest(void **state)
{
	static const int64_t times[] = { NOON - 60 * DAY, NOON - 30 * DAY };
	struct error err = { "" };
	struct reading newest;
	int64_t first;
	bool found;
	replace(*state, times, 2);
	assert_done(store_get_reading(*state, &newest, &found, &err), &err);
	assert_false(found);
	put(*state, NOON, 40);
	replace(*state, times, 2);
	assert_done(store_get_reading(*state, &newest, &found, &err), &err);
	assert_true(found && newest.time == NOON && !newest.recomputed);
	assert_done(store_get_first_reading_time(*state, &first, &err), &err);
	assert_int_equal(first, NOON);
	struct reading *h = get(*state, 0, 0, 3);
	assert_true(h[0].recomputed && h[1].recomputed && !h[2].recomputed);
	assert_true(h[0].time == times[0] && h[1].value[CAMP_MARCUS] == 11);
	free(h);
}

static void recomputed_readings_replace_the_earlier_ones_with_all_they_had(void **state)
{
	static const int64_t times[] = { NOON - 60 * DAY, NOON - 30 * DAY, NOON - 20 * DAY };
	struct store *s = *state;
	sqlite3_stmt *stmt;
	put(s, NOON, 40);
	replace(s, times, 3);
	replace(s, times + 1, 1);
	struct reading *h = get(s, 0, 0, 2);
	assert_true(h[0].time == times[1] && h[1].time == NOON);
	free(h);
	assert_int_equal(sqlite3_prepare_v2(s->db, "SELECT count(*) FROM reading_input", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(stmt, 0), 2);
	sqlite3_finalize(stmt);
	replace(s, NULL, 0);
	free(get(s, 0, 0, 1));
}

static void a_day_is_one_point_of_the_line(void **state)
{
	static const int64_t times[] = { NOON - 60 * DAY, NOON - 30 * DAY };
	struct error err = { "" };
	struct reading_point *points;
	size_t count;
	assert_done(store_get_reading_points(*state, 0, &points, &count, &err), &err);
	assert_int_equal(count, 0);
	free(points);
	put(*state, NOON, 40);
	put(*state, NOON + 60, 41);
	put(*state, NOON + DAY, 50);
	struct reading two = sample_reading(NOON + 2 * DAY, 60, false);
	two.components[CAMP_MARCUS][COMPONENT_CIRCULARITY] = two.components[CAMP_HUANG][COMPONENT_CIRCULARITY] = 5;
	two.components[CAMP_MARCUS][COMPONENT_VALUATION] = 7;
	assert_done(store_put_reading(*state, &two, &err), &err);
	replace(*state, times, 2);
	assert_done(store_get_reading_points(*state, 0, &points, &count, &err), &err);
	assert_int_equal(count, 5);
	assert_true(points[0].recomputed && points[1].recomputed && points[0].time == times[0]);
	assert_true(!points[2].recomputed && points[2].time == NOON + 60 && points[2].value[CAMP_MARCUS] == 41);
	assert_true(points[3].value[CAMP_HUANG] == 25 && points[4].time == NOON + 2 * DAY);
	assert_string_equal(points[3].codes, "D");
	assert_string_equal(points[4].codes, "CD");
	free(points);
	assert_done(store_get_reading_points(*state, 2, &points, &count, &err), &err);
	assert_int_equal(count, 2);
	assert_int_equal(points[0].time, NOON + DAY);
	free(points);
}

static const char *codes_of(struct store *s, const struct reading *r)
{
	static char codes[READING_CODES];
	struct error err = { "" };
	struct reading_point *points;
	size_t count;
	assert_done(store_put_reading(s, r, &err), &err);
	assert_done(store_get_reading_points(s, 1, &points, &count, &err), &err);
	assert_int_equal(count, 1);
	memcpy(codes, points[0].codes, sizeof codes);
	free(points);
	return codes;
}

static void points_of_other_weights_or_another_mean_do_not_compare(void **state)
{
	struct reading r = sample_reading(NOON, 60, false);
	r.components[CAMP_MARCUS][COMPONENT_CIRCULARITY] = r.components[CAMP_HUANG][COMPONENT_CIRCULARITY] = 5;
	assert_string_equal(codes_of(*state, &r), "CD");
	r.options.weight[COMPONENT_VALUATION] = 9; /* has no figure */
	assert_string_equal(codes_of(*state, &r), "CD");
	r.options.weight[COMPONENT_DELIVERY] = 2.5;
	assert_string_equal(codes_of(*state, &r), "CD2.5");
	r.options.mean = MEAN_GEOMETRIC;
	assert_string_equal(codes_of(*state, &r), "~CD2.5");
	r.options.weight[COMPONENT_DELIVERY] = 0;
	assert_string_equal(codes_of(*state, &r), "~C");
	for (int c = 0; c < COMPONENTS; c++) {
		r.components[CAMP_MARCUS][c] = r.components[CAMP_HUANG][c] = c;
		r.options.weight[c] = 1.0 / 3 + c;
	}
	assert_true(strlen(codes_of(*state, &r)) < READING_CODES - 1);
}

static void a_reading_of_no_component_is_a_point_without_codes(void **state)
{
	struct reading r = sample_reading(NOON, 60, false);
	r.components[CAMP_HUANG][COMPONENT_DELIVERY] = (double)NAN;
	assert_string_equal(codes_of(*state, &r), "");
}

static void a_replacement_that_fails_leaves_the_history_as_it_was(void **state)
{
	static const int64_t times[] = { NOON - 60 * DAY, NOON - 30 * DAY };
	struct store *s = *state;
	struct error err = { "" };
	replace(s, times, 2);
	assert_int_equal(sqlite3_exec(s->db,
				      "CREATE TRIGGER stop BEFORE INSERT ON reading_component"
				      " BEGIN SELECT RAISE(ABORT, 'no room'); END",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	struct reading r = sample_reading(NOON, 1, true);
	assert_int_equal(store_replace_recomputed(s, &r, 1, &err), -1);
	assert_contains(err.text, "no room");
	free(get(s, 0, 0, 2));
}

static void a_store_of_before_the_mark_holds_readings_that_were_not_recomputed(void **state)
{
	struct scratch *scratch = *state;
	struct buffer sql;
	read_file("tests/fixtures/store/schema-1.sql", &sql);
	run_sql(scratch->path, buffer_text(&sql));
	buffer_release(&sql);
	struct store *s = open_store(scratch->path, STORE_WRITE);
	struct reading *h = get(s, 0, 0, 1);
	assert_true(!h[0].recomputed && h[0].value[CAMP_MARCUS] == 72.5);
	free(h);
	store_free(s);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_replacement_that_fails_leaves_the_history_as_it_was),
		MEMORY(a_new_store_has_no_history),
		MEMORY(a_day_is_one_point_of_the_line),
		MEMORY(points_of_other_weights_or_another_mean_do_not_compare),
		MEMORY(a_reading_of_no_component_is_a_point_without_codes),
		MEMORY(the_history_ascends_by_time_whatever_came_first),
		MEMORY(of_a_long_history_the_newest_are_got),
		MEMORY(each_reading_of_the_history_has_its_own_parts),
		MEMORY(a_recomputed_reading_stands_in_the_history_and_is_never_the_newest),
		MEMORY(recomputed_readings_replace_the_earlier_ones_with_all_they_had),
		cmocka_unit_test_setup_teardown(a_store_of_before_the_mark_holds_readings_that_were_not_recomputed,
						scratch_setup, scratch_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
