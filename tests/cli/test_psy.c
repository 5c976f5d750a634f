/* froth psy over series whose statistics other programs agree on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/series.h"

/* ---- statistics ---- */

struct reference {
	int count;
	bool bubble;
	const char *lag;
	int window;
	double adf, sadf, gsadf, tolerance;
};

/* exuber 1.1.0, and a long-double regression a window. */
static const struct reference references[] = {
	{ 200, false, "0", 27, -2.407140777250, -1.147603165914, 0.476949385219, 1e-9 },
	{ 200, false, "1", 27, -2.234023604752, -0.820450192029, 0.797318751691, 1e-8 },
	{ 200, false, "4", 27, -2.288737490935, -0.692167648185, 0.725021655204, 1e-8 },
	{ 200, true, "0", 27, -2.574052693692, 31.185525756159, 31.185525756159, 1e-9 },
	{ 200, true, "1", 27, -2.556853595622, 5.527075118848, 6.637297874631, 1e-8 },
	{ 200, true, "4", 27, -2.468521298577, 1.697527331746, 6.468045610718, 1e-8 },
	{ 500, false, "0", 45, -1.723556734651, -0.130244402391, 0.763148114541, 1e-9 },
	{ 500, false, "1", 45, -1.672967327582, -0.100129401676, 1.567143758303, 1e-8 },
	{ 500, false, "4", 45, -1.381558330257, 0.062162020838, 2.537009305957, 1e-8 },
	{ 500, true, "0", 45, -2.565865638360, 34.154925170367, 34.187985528098, 1e-9 },
	{ 500, true, "4", 45, -2.510223289612, 5.069912374903, 5.701714190507, 1e-8 },
	{ 1000, false, "0", 66, -1.276734812020, -0.130244402391, 1.338801128246, 1e-9 },
	{ 1000, true, "0", 66, -2.617869110082, 27.946373220558, 27.983923612702, 1e-9 },
	{ 2000, false, "0", 100, -0.1979473629, -0.0437940831, 1.7379185656, 1e-9 },
	{ 2000, true, "1", 100, -2.3470840805, 19.1035638423, 19.1260601547, 1e-8 },
};

static void the_statistics_are_those_of_other_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		const struct reference *r = &references[i];
		const char *path = series_write(r->count, r->bubble);
		cJSON *found = program_json(ARGS("psy", path, "--lag", r->lag, "--bootstrap", "0", "--json"));
		assert_near(field_number(found, "n"), r->count, 0);
		assert_near(field_number(found, "window"), r->window, 0);
		assert_near(field_number(found, "lag"), atof(r->lag), 0);
		assert_near(field_number(found, "adf"), r->adf, r->tolerance);
		assert_near(field_number(found, "sadf"), r->sadf, r->tolerance);
		assert_near(field_number(found, "gsadf"), r->gsadf, r->tolerance);
		cJSON_Delete(found);
	}
}

static void the_sequences_are_as_long_as_the_series_and_null_before_the_first_window(void **state)
{
	static const char *const keys[] = { "badf", "bsadf", "stamping" };
	(void)state;
	cJSON *found = program_json(ARGS("psy", series_write(200, true), "--bootstrap", "0", "--json"));
	for (size_t k = 0; k < 3; k++) {
		assert_int_equal(cJSON_GetArraySize(field_member(found, keys[k])), 200);
		for (int i = 0; i < 26; i++)
			assert_true(cJSON_IsNull(cJSON_GetArrayItem(field_member(found, keys[k]), i)));
	}
	assert_near(field_entry(found, "badf", 26), -2.457351586735, 1e-9);
	assert_near(field_entry(found, "bsadf", 26), -2.457351586735, 1e-9);
	assert_near(field_entry(found, "badf", 27), -2.553480467974, 1e-9);
	assert_near(field_entry(found, "bsadf", 27), -2.505059585992, 1e-9);
	assert_near(field_entry(found, "badf", 55), -2.307106362697, 1e-9);
	assert_near(field_entry(found, "bsadf", 55), -1.781669368754, 1e-9);
	assert_near(field_entry(found, "badf", 199), field_number(found, "adf"), 0);
	assert_near(field_entry(found, "bsadf", (int)field_number(found, "gsadf_at")), field_number(found, "gsadf"), 0);
	cJSON_Delete(found);
	found = program_json(ARGS("psy", series_write(200, false), "--bootstrap", "0", "--json"));
	assert_near(field_number(found, "sadf_at"), 33, 0);
	assert_near(field_number(found, "gsadf_at"), 125, 0);
	cJSON_Delete(found);
}

static void the_window_is_counted_in_observations(void **state)
{
	(void)state;
	const char *path = series_write(500, false);
	cJSON *found = program_json(ARGS("psy", path, "--lag", "4", "--window", "50", "--bootstrap", "0", "--json"));
	/* 45 regression rows at lag 4 are 50 observations. */
	assert_near(field_number(found, "gsadf"), 1.5406166668, 1e-8);
	cJSON_Delete(found);
}

static void critical_values_come_with_the_usual_window_and_are_simulated_for_others(void **state)
{
	(void)state;
	const char *path = series_write(200, false);
	cJSON *table = program_json(ARGS("psy", path, "--bootstrap", "0", "--json"));
	const cJSON *c = field_member(table, "critical"), *sadf = field_member(c, "sadf"),
		    *gsadf = field_member(c, "gsadf");
	assert_string_equal(field_member(table, "critical_source")->valuestring, "table");
	assert_near(field_number(sadf, "90"), 1.0859, 0.03);
	assert_near(field_number(sadf, "95"), 1.3887, 0.03);
	assert_near(field_number(sadf, "99"), 1.9584, 0.08);
	assert_near(field_number(gsadf, "90"), 1.8436, 0.03);
	assert_near(field_number(gsadf, "95"), 2.1085, 0.03);
	assert_near(field_number(gsadf, "99"), 2.6623, 0.08);
	cJSON *other = program_json(ARGS("psy", path, "--bootstrap", "0", "--window", "28", "--json"));
	c = field_member(other, "critical");
	assert_string_equal(field_member(other, "critical_source")->valuestring, "simulated");
	assert_near(field_number(other, "critical_reps"), 999, 0);
	assert_near(field_number(field_member(c, "sadf"), "95"), 1.3887, 0.15);
	assert_near(field_number(field_member(c, "gsadf"), "95"), 2.1085, 0.15);
	assert_near(field_entry(other, "stamping", 199), field_entry(table, "stamping", 199), 0.15);
	assert_near(field_entry(other, "stamping", 60), field_entry(table, "stamping", 60), 0.15);
	cJSON_Delete(table);
	cJSON_Delete(other);
}

static void both_rules_stamp_the_bubble_and_the_stricter_one_stamps_less(void **state)
{
	(void)state;
	const char *path = series_write(200, true);
	cJSON *pointwise = program_json(ARGS("psy", path, "--bootstrap", "0", "--json"));
	cJSON *running = program_json(ARGS("psy", path, "--bootstrap", "0", "--rule", "sadf", "--json"));
	assert_near(field_entry(pointwise, "stamping", 199), 0.606, 0.03);
	assert_near(field_entry(running, "stamping", 199), 1.389, 0.03);
	assert_string_equal(field_member(running, "rule")->valuestring, "sadf");
	assert_int_equal(cJSON_GetArraySize(field_member(pointwise, "episodes")), 1);
	assert_int_equal(cJSON_GetArraySize(field_member(running, "episodes")), 1);
	const cJSON *e = cJSON_GetArrayItem(field_member(pointwise, "episodes"), 0);
	assert_true(field_number(e, "start") >= 80 && field_number(e, "start") < 90);
	assert_true(field_number(cJSON_GetArrayItem(field_member(running, "episodes"), 0), "start") >=
		    field_number(e, "start"));
	assert_near(field_number(e, "end"), 119, 0);
	assert_near(field_number(e, "peak"), 119, 0);
	assert_string_equal(field_member(e, "direction")->valuestring, "rise");
	assert_true(cJSON_IsFalse(field_member(e, "open")));
	cJSON_Delete(pointwise);
	cJSON_Delete(running);
}

static void an_episode_that_reaches_the_end_is_open(void **state)
{
	double y[200];
	(void)state;
	series_make(y, 200, true);
	FILE *file = series_open();
	for (int i = 0; i < 115; i++)
		fprintf(file, "%.17g\r\n", y[i]);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	const cJSON *e = cJSON_GetArrayItem(field_member(found, "episodes"), 0);
	assert_non_null(e);
	assert_true(cJSON_IsTrue(field_member(e, "open")));
	assert_near(field_number(e, "end"), 114, 0);
	cJSON_Delete(found);
}

/* ---- the bootstrap and the verdict ---- */

static void the_bootstrap_is_seeded_and_counted(void **state)
{
	(void)state;
	const char *path = series_write(200, false);
	cJSON *a = program_json(ARGS("psy", path, "--bootstrap", "199", "--json"));
	cJSON *b = program_json(ARGS("psy", path, "--bootstrap", "199", "--json", "--seed", "1"));
	cJSON *c = program_json(ARGS("psy", path, "--bootstrap", "199", "--json", "--seed", "77"));
	assert_near(field_number(field_member(a, "bootstrap"), "reps"), 199, 0);
	assert_true(cJSON_Compare(a, b, true));
	assert_near(field_number(field_member(a, "bootstrap"), "p"), 0.799, 0.1);
	assert_near(field_number(field_member(c, "bootstrap"), "p"), 0.799, 0.1);
	assert_near(field_number(field_member(c, "bootstrap"), "seed"), 77, 0);
	assert_false(cJSON_Compare(field_member(a, "bootstrap"), field_member(c, "bootstrap"), true));
	/* Whole numbers over B + 1. */
	assert_near(fmod(field_number(field_member(a, "bootstrap"), "p") * 200 + 1e-6, 1), 1e-6, 1e-7);
	cJSON_Delete(a);
	cJSON_Delete(b);
	cJSON_Delete(c);
}

static void without_a_bootstrap_nothing_is_called_robust(void **state)
{
	(void)state;
	cJSON *found = program_json(ARGS("psy", series_write(200, true), "--bootstrap", "0", "--json"));
	assert_true(cJSON_IsNull(field_member(field_member(found, "bootstrap"), "p")));
	assert_string_equal(field_member(found, "summary")->valuestring,
			    "GSADF 31.19, Monte Carlo p < .01: not yet held against a wild bootstrap");
	cJSON_Delete(found);
}

static void the_summary_says_both_p_values(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("psy", series_write(200, true)));
	assert_contains(o.out, "GSADF 31.19, Monte Carlo p < .01, wild bootstrap p = .001 (B = 999): robust\n");
	assert_contains(o.out, "200 observations, window 27, lag 0; BSADF is greatest at 119\n");
	output_release(&o);
	o = program_expect(0, ARGS("psy", series_write(200, false)));
	assert_contains(o.out, "GSADF 0.48, Monte Carlo p > .10, wild bootstrap p = .");
	assert_contains(o.out, " (B = 999): not explosive\n");
	assert_contains(o.out, "No episode: GSADF does not reject at 95 %.\n");
	output_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_statistics_are_those_of_other_programs),
		cmocka_unit_test(the_sequences_are_as_long_as_the_series_and_null_before_the_first_window),
		cmocka_unit_test(the_window_is_counted_in_observations),
		cmocka_unit_test(critical_values_come_with_the_usual_window_and_are_simulated_for_others),
		cmocka_unit_test(both_rules_stamp_the_bubble_and_the_stricter_one_stamps_less),
		cmocka_unit_test(an_episode_that_reaches_the_end_is_open),
		cmocka_unit_test(the_bootstrap_is_seeded_and_counted),
		cmocka_unit_test(without_a_bootstrap_nothing_is_called_robust),
		cmocka_unit_test(the_summary_says_both_p_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
