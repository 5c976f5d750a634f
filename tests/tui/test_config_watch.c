/* The configuration file is changed under a watch: wrongly first, then as editors do it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "tui/config_watch.h"

struct stage {
	char path[PATH_SIZE];
	struct config_watch watch;
	struct config config; /* what the last look that found a change found */
	struct error err;
	time_t written; /* a clock of our own, so that no two texts have one time */
};

/* In place, as an editor that keeps the inode does. */
static void put(struct stage *s, const char *text)
{
	FILE *file = fopen(s->path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	struct timespec times[2] = { { .tv_sec = ++s->written }, { .tv_sec = s->written } };
	assert_int_equal(utimensat(AT_FDCWD, s->path, times, 0), 0);
}

static enum config_change look(struct stage *s)
{
	struct config found;
	enum config_change change = config_watch_look(&s->watch, &found, &s->err);
	if (change == CONFIG_CHANGED) {
		config_release(&s->config);
		s->config = found;
	}
	return change;
}

static int set_stage(void **state)
{
	struct stage *s = calloc(1, sizeof *s);
	assert_non_null(s);
	snprintf(s->path, sizeof s->path, "%s/watched.yaml", getenv("HOME"));
	s->written = 1000000;
	put(s, "display:\n  theme: light\n");
	config_watch_init(&s->watch, s->path);
	*state = s;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *s = *state;
	config_release(&s->config);
	unlink(s->path);
	free(s);
	return 0;
}

static void a_wrong_text_is_told_once_by_line_and_column(void **state)
{
	struct stage *s = *state;
	put(s, "display:\n  theme: light\n  them: dark\n");
	assert_int_equal(look(s), CONFIG_WRONG);
	assert_non_null(strstr(s->err.text, "watched.yaml:3:3: unknown key \"them\""));
	assert_int_equal(look(s), CONFIG_SAME);
	put(s, "display:\n  theme: dark\n");
	assert_int_equal(look(s), CONFIG_CHANGED);
	assert_string_equal(s->config.theme, "dark");
}

static void a_file_that_is_taken_away_is_told_at_the_second_look(void **state)
{
	struct stage *s = *state;
	assert_int_equal(unlink(s->path), 0);
	assert_int_equal(look(s), CONFIG_SAME);
	assert_int_equal(look(s), CONFIG_WRONG);
	assert_non_null(strstr(s->err.text, "watched.yaml"));
	assert_int_equal(look(s), CONFIG_SAME);
}

static void nothing_is_found_where_nothing_is_watched(void **state)
{
	struct stage *s = *state;
	config_watch_init(&s->watch, NULL);
	assert_int_equal(look(s), CONFIG_SAME);
}

static void what_was_there_at_first_is_no_change(void **state)
{
	struct stage *s = *state;
	assert_int_equal(look(s), CONFIG_SAME);
}

static void an_edit_is_read_anew_with_all_its_parts(void **state)
{
	struct stage *s = *state;
	put(s, "watchlists:\n  - name: mine\n    symbols: [AMD, TSM]\ndisplay:\n  theme: dark\n");
	assert_int_equal(look(s), CONFIG_CHANGED);
	assert_string_equal(s->config.watchlists[0].name, "mine");
	assert_int_equal(s->config.watchlists[0].count, 2);
	assert_string_equal(s->config.theme, "dark");
	assert_int_equal(look(s), CONFIG_SAME);
}

static void a_file_that_replaces_the_old_one_is_read_even_with_its_time_and_size(void **state)
{
	struct stage *s = *state;
	struct stage other = { .written = s->written - 1 };
	snprintf(other.path, sizeof other.path, "%.4000s.new", s->path);
	put(&other, "display:\n  theme: mono \n");
	assert_int_equal(rename(other.path, s->path), 0);
	assert_int_equal(look(s), CONFIG_CHANGED);
	assert_string_equal(s->config.theme, "mono");
}

/* First the file is emptied, then it is written: between the two nothing is to be believed. */
static void an_empty_file_counts_only_if_it_stays_so(void **state)
{
	struct stage *s = *state;
	put(s, "");
	assert_int_equal(look(s), CONFIG_SAME);
	put(s, "display:\n  theme: dark\n");
	assert_int_equal(look(s), CONFIG_CHANGED);
	put(s, "");
	assert_int_equal(look(s), CONFIG_SAME);
	assert_int_equal(look(s), CONFIG_CHANGED);
	assert_int_equal(s->config.watchlists[0].count, 5); /* the defaults */
}

static void a_file_that_appears_is_read(void **state)
{
	struct stage *s = *state;
	assert_int_equal(unlink(s->path), 0);
	config_watch_init(&s->watch, s->path);
	assert_int_equal(look(s), CONFIG_SAME);
	put(s, "display:\n  theme: light\n");
	assert_int_equal(look(s), CONFIG_CHANGED);
	assert_string_equal(s->config.theme, "light");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_stage, clear_stage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_wrong_text_is_told_once_by_line_and_column),
		TEST(a_file_that_is_taken_away_is_told_at_the_second_look),
		TEST(nothing_is_found_where_nothing_is_watched),
		TEST(what_was_there_at_first_is_no_change),
		TEST(an_edit_is_read_anew_with_all_its_parts),
		TEST(a_file_that_replaces_the_old_one_is_read_even_with_its_time_and_size),
		TEST(an_empty_file_counts_only_if_it_stays_so),
		TEST(a_file_that_appears_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
