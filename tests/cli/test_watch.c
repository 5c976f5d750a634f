#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "program.h"

static void config_path(char path[PATH_SIZE])
{
	struct error err;
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, &err), 0);
	assert_int_equal(path_make_parent(path, &err), 0);
}

static void write_config(const char *text)
{
	char path[PATH_SIZE];
	struct error err;
	config_path(path);
	assert_int_equal(file_replace(path, text, strlen(text), &err), 0);
}

static void expect_config(const char *expected)
{
	char path[PATH_SIZE];
	struct buffer text;
	struct error err;
	config_path(path);
	buffer_init(&text, 0);
	if (access(path, F_OK) == 0)
		assert_int_equal(file_read(path, &text, &err), 0);
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

static void expect_output(const char *expected, const char *const *arguments)
{
	struct output o = program_expect(0, arguments);
	assert_string_equal(o.out, expected);
	output_release(&o);
}

static void refused(int status, const char *sentence, const char *const *arguments)
{
	struct output o = program_expect(status, arguments);
	if (!strstr(o.err, sentence))
		fail_msg("%s", o.err);
	assert_string_equal(o.out, "");
	output_release(&o);
}

#define MINE "# mine\nwatchlists:\n  - name: AI trade\n    symbols: [NVDA, AMD] # two\n"

static void what_cannot_be_done_leaves_the_file_alone(void **state)
{
	(void)state;
	write_config(MINE);
	refused(2, "watch knows list, add, remove", ARGS("watch", "frob"));
	refused(2, "expected froth watch add LIST SYMBOL..", ARGS("watch", "add", "AI trade"));
	refused(2, "expected froth watch move LIST SYMBOL up", ARGS("watch", "move", "AI trade", "AMD"));
	refused(1, "expected a symbol such as", ARGS("watch", "add", "AI trade", "ARM", "a b"));
	refused(1, "AMD is in AI trade already", ARGS("watch", "add", "AI trade", "ARM", "amd"));
	refused(1, "expected up, down, top, bottom or a place", ARGS("watch", "move", "AI trade", "AMD", "0"));
	refused(1, "ORCL is not in AI trade", ARGS("watch", "move", "AI trade", "ORCL", "top"));
	refused(1, "is the only watchlist", ARGS("watch", "delete", "AI trade"));
	refused(1, "there is no watchlist", ARGS("watch", "remove", "Nowhere", "AMD"));
	refused(3, "there is no watchlist \"Nowhere\"", ARGS("watch", "list", "Nowhere"));
	expect_config(MINE);
	write_config("watchlists: [\n");
	refused(1, "froth.yaml:", ARGS("watch", "add", "AI trade", "ARM"));
	expect_config("watchlists: [\n");
}

static void changes_are_written_with_the_comments_kept(void **state)
{
	(void)state;
	write_config(MINE);
	expect_output("AI trade: NVDA AMD ARM AVGO\n", ARGS("watch", "add", "ai trade", "arm", "AVGO"));
	expect_output("AI trade: AVGO NVDA AMD ARM\n", ARGS("watch", "move", "AI trade", "AVGO", "top"));
	expect_output("AI trade: AVGO AMD NVDA ARM\n", ARGS("watch", "move", "AI trade", "nvda", "down"));
	expect_output("AI trade: AVGO AMD ARM NVDA\n", ARGS("watch", "move", "AI trade", "ARM", "3"));
	expect_output("AI trade: AVGO ARM\n", ARGS("watch", "remove", "AI trade", "AMD", "NVDA"));
	expect_output("Clouds: MSFT GOOGL\n", ARGS("watch", "create", "Clouds", "MSFT", "GOOGL"));
	expect_output("Sky: MSFT GOOGL\n", ARGS("watch", "rename", "Clouds", "Sky"));
	expect_config("# mine\nwatchlists:\n  - name: AI trade\n    symbols: [AVGO, ARM] # two\n  - name: 'Sky'\n"
		      "    symbols: [MSFT, GOOGL]\n");
	expect_output("Sky: MSFT GOOGL\n", ARGS("watch", "delete", "AI trade"));
}

static void without_a_file_the_built_in_list_is_the_start(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	config_path(path);
	unlink(path);
	expect_output("AI trade: NVDA AMD ORCL TSM 9984.T\n", ARGS("watch"));
	expect_config("");
	expect_output("AI trade: NVDA AMD ORCL TSM 9984.T ARM\n", ARGS("watch", "add", "AI trade", "ARM"));
	expect_config("watchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, AMD, ORCL, TSM, 9984.T, ARM]\n");
}

static void lists_are_printed_for_scripts(void **state)
{
	(void)state;
	write_config("watchlists:\n  - name: A, B\n    symbols: [NVDA, 9984.T]\n  - name: Empty\n");
	expect_output("name,symbol\r\n\"A, B\",NVDA\r\n\"A, B\",9984.T\r\n", ARGS("watch", "list", "--csv"));
	cJSON *json = program_json(ARGS("watch", "list", "--json"));
	assert_int_equal(cJSON_GetArraySize(json), 2);
	const cJSON *first = cJSON_GetArrayItem(json, 0), *symbols = cJSON_GetObjectItem(first, "symbols");
	assert_string_equal(cJSON_GetObjectItem(first, "name")->valuestring, "A, B");
	assert_string_equal(cJSON_GetArrayItem(symbols, 1)->valuestring, "9984.T");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(cJSON_GetArrayItem(json, 1), "symbols")), 0);
	cJSON_Delete(json);
	expect_output("Empty:\n", ARGS("watch", "list", "empty"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_cannot_be_done_leaves_the_file_alone, program_setup),
		cmocka_unit_test_setup(changes_are_written_with_the_comments_kept, program_setup),
		cmocka_unit_test_setup(without_a_file_the_built_in_list_is_the_start, program_setup),
		cmocka_unit_test_setup(lists_are_printed_for_scripts, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
