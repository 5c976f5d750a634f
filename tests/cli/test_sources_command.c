/* froth sources over states that a collector stored. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "store/store.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"

#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

static void put_state(const char *name, const char *moved_url, int64_t refused_since)
{
	struct store *s;
	struct error err = { "" };
	struct source_state state;
	source_state_init(&state, name, "https://paper.example/feed", "press");
	state.last_ok = state.last_try = NOW_S - 60;
	state.refused_since = refused_since;
	snprintf(state.moved_url, sizeof state.moved_url, "%s", moved_url);
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err) || store_put_source_state(s, &state, &err))
		fail_msg("%s", err.text);
	store_free(s);
}

static const cJSON *find(const cJSON *rows, const char *name)
{
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		if (strcmp(field_text(row, "name"), name) == 0)
			return row;
	}
	fail_msg("no source %s", name);
	return NULL;
}

static void a_source_that_moved_or_is_turned_away_says_so(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote")); /* makes the store */
	output_release(&o);
	put_state("moved", "https://new.example/feed", 0);
	put_state("refused", "", NOW_S - 3600);
	cJSON *rows = program_json(ARGS("sources", "--json"));
	assert_string_equal(field_text(find(rows, "moved"), "moved_to"), "https://new.example/feed");
	assert_true(field_is_null(find(rows, "moved"), "refused_since"));
	assert_true(field_is_null(find(rows, "refused"), "moved_to"));
	assert_string_equal(field_text(find(rows, "refused"), "refused_since"), "2026-08-21T17:48:03Z");
	cJSON_Delete(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_source_that_moved_or_is_turned_away_says_so, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
