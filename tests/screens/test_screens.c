#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "tests/screens/fixture_store.h"
#include "tests/screens/term_script.h"
#include "tui/viewer.h"

/* Plays every tests/screens/NAME.keys on the whole viewer and compares each screen that it dumps with
 * tests/screens/SCREEN.screen. UPDATE_SCREENS=1 writes the files instead. */

struct stage {
	char top[PATH_SIZE]; /* the project's top folder */
	char folder[64];     /* of the store; the working folder, so that its path is the same everywhere */
	int screens;
};

static void screen_path(const struct stage *stage, const char *name, char out[PATH_SIZE])
{
	assert_true(snprintf(out, PATH_SIZE, "%s/tests/screens/%s.screen", stage->top, name) < PATH_SIZE);
}

/* The store's size depends on SQLite's version; everything else is compared. */
static void append_row(struct buffer *out, const char *row)
{
	const char *unit = strstr(row, "B in screens.db");
	if (unit && strstr(row, "   store"))
		row = "   store       (size) in screens.db";
	buffer_append_text(out, row);
	buffer_append_char(out, '\n');
}

static void compare(const char *name, const char *path, const char *shown)
{
	struct buffer expected;
	struct error err;
	buffer_init(&expected, 1 << 20);
	if (file_read(path, &expected, &err))
		fail_msg("%s; UPDATE_SCREENS=1 writes it", err.text);
	if (strcmp(buffer_text(&expected), shown) != 0) {
		fprintf(stderr, "the screen %s is\n%s\nand not\n%s\n", name, shown, buffer_text(&expected));
		fail_msg("the screen %s differs from %s", name, path);
	}
	buffer_release(&expected);
}

static void dump(void *context, const char *name, const struct surface *shown)
{
	struct stage *stage = context;
	struct buffer out;
	struct error err;
	char path[PATH_SIZE], row[8192];
	buffer_init(&out, 0);
	for (int i = 0; i < shown->rows; i++) {
		surface_row_text(shown, i, row, sizeof row);
		append_row(&out, row);
	}
	screen_path(stage, name, path);
	const char *update = getenv("UPDATE_SCREENS");
	if (!update || !*update)
		compare(name, path, buffer_text(&out));
	else if (file_replace(path, out.data, out.length, &err))
		fail_msg("%s", err.text);
	buffer_release(&out);
	stage->screens++;
}

static void play_with(struct stage *stage, const char *file, bool ascii, const char *config_path)
{
	char path[PATH_SIZE];
	struct buffer keys;
	struct error err = { "" };
	struct config config;
	struct clock clock;
	buffer_init(&keys, 1 << 16);
	assert_true(snprintf(path, sizeof path, "%s/tests/screens/%s", stage->top, file) < PATH_SIZE);
	assert_int_equal(file_read(path, &keys, &err), 0);
	assert_int_equal(config_init(&config, &err), 0);
	if (config_path)
		assert_int_equal(config_load(&config, config_path, true, &err), 0);
	assert_int_equal(clock_init(&clock, SCREENS_NOW, false, &err), 0);
	struct script script = { buffer_text(&keys), ascii, 36, 120, dump, stage };
	struct viewer_options options = { .store_path = "screens.db",
					  .config_path = config_path,
					  .config = &config,
					  .clock = &clock,
					  .offline = true };
	script_play(&script);
	int result = viewer_run(&options, &err);
	if (result)
		fail_msg("%s: %s", file, err.text);
	assert_string_equal(script.text, "");
	config_release(&config);
	buffer_release(&keys);
}

static void play(struct stage *stage, const char *file, bool ascii)
{
	play_with(stage, file, ascii, NULL);
}

static int set_stage(void **state)
{
	struct stage *stage = calloc(1, sizeof *stage);
	assert_non_null(stage);
	assert_non_null(getcwd(stage->top, sizeof stage->top));
	snprintf(stage->folder, sizeof stage->folder, "/tmp/froth-screens-XXXXXX");
	assert_non_null(mkdtemp(stage->folder));
	assert_int_equal(chdir(stage->folder), 0);
	fixture_store_make("screens.db");
	*state = stage;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *stage = *state;
	static const char *const files[] = { "screens.db", "screens.db-wal", "screens.db-shm", "screens.db.requests" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	assert_int_equal(chdir(stage->top), 0);
	assert_int_equal(rmdir(stage->folder), 0);
	free(stage);
	return 0;
}

static void the_board_at_every_size_is_as_kept(void **state)
{
	play(*state, "board.keys", false);
}

static void the_company_its_chart_figures_deals_and_press_are_as_kept(void **state)
{
	play(*state, "company.keys", false);
}

static void the_sources_at_every_size_are_as_kept(void **state)
{
	play(*state, "sources.keys", false);
}

static void the_debate_at_every_size_is_as_kept(void **state)
{
	play(*state, "froth.keys", false);
}

static void an_assumption_moves_both_readings_at_once_until_it_is_restored(void **state)
{
	play(*state, "assumptions.keys", false);
}

static void the_deals_at_every_size_are_as_kept(void **state)
{
	play(*state, "deals.keys", false);
}

static void the_dot_com_years_at_every_size_are_as_kept(void **state)
{
	play(*state, "paths.keys", false);
}

static void the_press_is_filtered_searched_and_marked_as_kept(void **state)
{
	play(*state, "press.keys", false);
}

static void watchlists_are_chosen_and_changed_as_kept(void **state)
{
	static const char text[] =
		"watchlists:\n"
		"  - name: AI trade\n"
		"    symbols: [NVDA, AMD, ORCL, TSM, 9984.T]\n"
		"  - name: Chips and what they are made with\n"
		"    symbols: [TSM, ASML, 8035.T, 6857.T, 2330.TW, 000660.KS, 005930.KS, MU, AMAT, LRCX]\n"
		"  - name: Nothing yet\n"
		"    symbols: []\n";
	struct error err;
	assert_int_equal(file_replace("froth.yaml", text, strlen(text), &err), 0);
	play_with(*state, "watchlists.keys", false, "froth.yaml");
	assert_int_equal(unlink("froth.yaml"), 0);
}

static void keys_move_sort_and_open_as_kept(void **state)
{
	play(*state, "keys.keys", false);
}

static void clicks_and_the_wheel_do_what_keys_do(void **state)
{
	play(*state, "mouse.keys", false);
}

static void without_utf_8_the_screens_are_ascii(void **state)
{
	play(*state, "ascii.keys", true);
}

/* A script whose screens are not dumped would prove nothing. */
static void every_kept_screen_was_shown(void **state)
{
	struct stage *stage = *state;
	char path[PATH_SIZE];
	int files = 0;
	assert_true(snprintf(path, sizeof path, "%s/tests/screens", stage->top) < PATH_SIZE);
	DIR *folder = opendir(path);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		files += strstr(entry->d_name, ".screen") != NULL;
	closedir(folder);
	assert_int_equal(stage->screens, files);
}

static void a_store_that_is_not_ours_is_refused_before_the_terminal_is_touched(void **state)
{
	(void)state;
	struct config config;
	struct clock clock;
	struct error err = { "" };
	assert_int_equal(config_init(&config, &err), 0);
	assert_int_equal(clock_init(&clock, SCREENS_NOW, false, &err), 0);
	FILE *file = fopen("other.db", "w");
	assert_non_null(file);
	for (int i = 0; i < 100; i++)
		fputs("this is no store\n", file);
	fclose(file);
	struct viewer_options options = {
		.store_path = "other.db", .config = &config, .clock = &clock, .offline = true
	};
	script_play(NULL);
	assert_int_equal(viewer_run(&options, &err), 1);
	assert_non_null(strstr(err.text, "other.db is not a froth store"));
	unlink("other.db");
	config_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board_at_every_size_is_as_kept),
		cmocka_unit_test(the_company_its_chart_figures_deals_and_press_are_as_kept),
		cmocka_unit_test(the_sources_at_every_size_are_as_kept),
		cmocka_unit_test(the_debate_at_every_size_is_as_kept),
		cmocka_unit_test(an_assumption_moves_both_readings_at_once_until_it_is_restored),
		cmocka_unit_test(the_deals_at_every_size_are_as_kept),
		cmocka_unit_test(the_dot_com_years_at_every_size_are_as_kept),
		cmocka_unit_test(the_press_is_filtered_searched_and_marked_as_kept),
		cmocka_unit_test(watchlists_are_chosen_and_changed_as_kept),
		cmocka_unit_test(keys_move_sort_and_open_as_kept),
		cmocka_unit_test(clicks_and_the_wheel_do_what_keys_do),
		cmocka_unit_test(without_utf_8_the_screens_are_ascii),
		cmocka_unit_test(every_kept_screen_was_shown),
		cmocka_unit_test(a_store_that_is_not_ours_is_refused_before_the_terminal_is_touched),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8") || setenv("TZ", "UTC", 1))
		return 1;
	return cmocka_run_group_tests(tests, set_stage, clear_stage);
}
