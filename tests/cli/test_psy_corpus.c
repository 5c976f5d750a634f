/* froth psy over the series of the papers, where they are there to be read. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/series.h"

#define CORPUS "../shared/corpus/psy/"

static void assert_episode(const cJSON *object, int at, int start, int end, const char *direction)
{
	const cJSON *e = cJSON_GetArrayItem(field_member(object, "episodes"), at);
	assert_non_null(e);
	assert_near(field_number(e, "start"), start, 0);
	assert_near(field_number(e, "end"), end, 0);
	assert_string_equal(field_member(e, "direction")->valuestring, direction);
}

static bool has_corpus(const char *path)
{
	if (access(path, R_OK) == 0)
		return true;
	print_message("skipped: %s is not here\n", path);
	return false;
}

static void the_market_of_the_nineties_is_explosive_but_not_robustly(void **state)
{
	static const char path[] = CORPUS "psy/psymonitor_snp_1973_2018.tsv";
	(void)state;
	if (!has_corpus(path))
		return;
	cJSON *found = program_json(ARGS("psy", path, "--json"));
	assert_near(field_number(found, "gsadf"), 2.927747710772, 1e-9);
	assert_near(field_number(found, "sadf"), 2.335471748976, 1e-9);
	assert_string_equal(field_member(found, "gsadf_date")->valuestring, "1998-03-31");
	assert_near(field_number(field_member(found, "bootstrap"), "p"), 0.235, 0.05);
	assert_contains(field_member(found, "summary")->valuestring,
			"GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .2");
	assert_contains(field_member(found, "summary")->valuestring, "(B = 999): not robust");
	cJSON_Delete(found);
}

static void a_crash_is_named_a_fall(void **state)
{
	static const char path[] = CORPUS "psy/psymonitor_snp_1973_2018.tsv";
	(void)state;
	if (!has_corpus(path))
		return;
	cJSON *found = program_json(ARGS("psy", path, "--log", "--bootstrap", "99", "--json"));
	assert_near(field_number(found, "gsadf"), 3.197579412655, 1e-9);
	assert_near(field_number(found, "gsadf_at"), 430, 0);
	assert_contains(field_member(found, "summary")->valuestring, "its greatest stretch is a fall");
	assert_int_equal(cJSON_GetArraySize(field_member(found, "episodes")), 3);
	assert_episode(found, 2, 428, 434, "fall");
	cJSON_Delete(found);
}

static void where_the_test_does_not_reject_no_episode_is_stamped(void **state)
{
	static const char path[] = CORPUS "psy/exuber_sim_data.tsv";
	char line[256], value[40];
	bool above = false;
	(void)state;
	if (!has_corpus(path))
		return;
	FILE *table = fopen(path, "r"), *column = series_open();
	assert_non_null(table);
	while (fgets(line, sizeof line, table))
		if (sscanf(line, "%*s %*s %*s %39s", value) == 1)
			fprintf(column, "%s\n", value);
	fclose(table);
	assert_int_equal(fclose(column), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	for (int i = (int)field_number(found, "window") - 1; i < 100; i++)
		above = above || field_entry(found, "bsadf", i) > field_entry(found, "stamping", i);
	assert_true(above);
	assert_string_equal(field_member(found, "verdict")->valuestring, "not explosive");
	assert_int_equal(cJSON_GetArraySize(field_member(found, "episodes")), 0);
	cJSON_Delete(found);
}

static void a_century_of_the_market_has_the_papers_statistics(void **state)
{
	static const char path[] = CORPUS "psy/multiplebubbles_sp_data_1871.tsv";
	char line[256];
	(void)state;
	if (!has_corpus(path))
		return;
	FILE *whole = fopen(path, "r"), *first = series_open();
	assert_non_null(whole);
	for (int i = 0; i < 1681 && fgets(line, sizeof line, whole); i++)
		fputs(line, first);
	fclose(whole);
	assert_int_equal(fclose(first), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(field_number(found, "n"), 1680, 0);
	assert_near(field_number(found, "window"), 90, 0);
	assert_near(field_number(found, "sadf"), 3.443243100223, 1e-9);
	assert_near(field_number(found, "gsadf"), 4.206873893757, 1e-9);
	assert_string_equal(field_member(found, "gsadf_date")->valuestring, "1999-07-01");
	cJSON_Delete(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_market_of_the_nineties_is_explosive_but_not_robustly),
		cmocka_unit_test(a_crash_is_named_a_fall),
		cmocka_unit_test(where_the_test_does_not_reject_no_episode_is_stamped),
		cmocka_unit_test(a_century_of_the_market_has_the_papers_statistics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
