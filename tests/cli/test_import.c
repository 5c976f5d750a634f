#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "program.h"

#define OPML                                                                                                           \
	"<opml version='2.0'><body><outline text='Chips'>"                                                             \
	"<outline text='Daily Chips' xmlUrl='https://chips.example/feed?a=1&amp;b=2'/>"                                \
	"<outline text='Daily Chips' xmlUrl='https://other.example/rss'/>"                                             \
	"<outline text=\"It's: {odd} # one\" xmlUrl='http://odd.example/'/>"                                           \
	"<outline text='Mine' xmlUrl='https://chips.example/feed?a=1&amp;b=2'/>"                                       \
	"<outline text='Local' xmlUrl='file:///etc/passwd'/>"                                                          \
	"<outline text='Marcus' xmlUrl='https://garymarcus.substack.com/feed'/></outline></body></opml>"

/* Beside the configuration file, in the scratch home of this test. */
static const char *write_file(const char *name, const char *text)
{
	static char path[PATH_SIZE];
	struct error err;
	assert_int_equal(path_xdg(PATH_CONFIG, name, path, &err), 0);
	assert_int_equal(path_make_parent(path, &err), 0);
	assert_int_equal(file_replace(path, text, strlen(text), &err), 0);
	return path;
}

static char *read_config(void)
{
	char path[PATH_SIZE];
	struct buffer text;
	struct error err;
	buffer_init(&text, 0);
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, &err), 0);
	if (access(path, F_OK) == 0)
		assert_int_equal(file_read(path, &text, &err), 0);
	char *copy = strdup(buffer_text(&text));
	buffer_release(&text);
	return copy;
}

static void expect_config(const char *expected)
{
	char *text = read_config();
	assert_string_equal(text, expected);
	free(text);
}

static void refused(int status, const char *text, const char *sentence)
{
	struct output o = program_expect(status, ARGS("import", write_file("list", text)));
	assert_non_null(strstr(o.err, sentence));
	output_release(&o);
}

static void what_cannot_be_imported_changes_nothing(void **state)
{
	(void)state;
	struct output o = program_expect(2, ARGS("import"));
	output_release(&o);
	o = program_expect(1, ARGS("import", "/nowhere/at/all"));
	output_release(&o);
	refused(1, "<html><title>Sign in</title></html>", "an HTML page 'Sign in'");
	refused(1, "<opml><body/></opml>", "names no feed");
	refused(1, "", "expected symbols");
	expect_config("");
	write_file("froth.yaml", "press: [\n");
	refused(1, OPML, "nothing is imported into a file that cannot be read");
	expect_config("press: [\n");
	write_file("froth.yaml", "press: { keep_days: 3 } # in one line\n");
	refused(1, OPML, "froth.yaml:1: press: expected a mapping with a line for each entry");
	expect_config("press: { keep_days: 3 } # in one line\n");
}

static void feeds_are_added_and_comments_stay(void **state)
{
	(void)state;
	write_file("froth.yaml", "# mine\npress:\n  keep_days: 30 # a month\n\n# look\ndisplay:\n  theme: light\n");
	cJSON *json = program_json(ARGS("import", write_file("list", OPML), "--json"));
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "added")), 3);
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "left_out")), 3);
	cJSON_Delete(json);
	expect_config("# mine\npress:\n  keep_days: 30 # a month\n  more_feeds:\n"
		      "    - name: 'Daily Chips'\n      url: 'https://chips.example/feed?a=1&b=2'\n"
		      "    - name: 'Daily Chips 2'\n      url: 'https://other.example/rss'\n"
		      "    - name: 'It''s: {odd} # one'\n      url: 'http://odd.example/'\n"
		      "\n# look\ndisplay:\n  theme: light\n");
	struct output o = program_expect(0, ARGS("sources"));
	assert_non_null(strstr(o.out, "It's: {odd} # one"));
	assert_non_null(strstr(o.out, "gary-marcus")); /* the shipped list is still read */
	output_release(&o);
	o = program_expect(3, ARGS("import", write_file("list", OPML))); /* nothing new in it */
	assert_non_null(strstr(o.out, "it is read already"));
	output_release(&o);
}

static void symbols_become_a_watchlist_beside_the_built_in_one(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("import", write_file("chips.txt", "NVDA, ^SOX\nno/symbol\n")));
	assert_non_null(strstr(o.out, "chips"));
	assert_non_null(strstr(o.out, " 2 symbols\n"));
	assert_non_null(strstr(o.out, "1 of the words are no symbol"));
	output_release(&o);
	expect_config(
		"watchlists:\n  - name: 'AI trade'\n    symbols:\n      - 'NVDA'\n      - 'AMD'\n      - 'ORCL'\n"
		"      - 'TSM'\n      - '9984.T'\n  - name: 'chips'\n    symbols:\n      - 'NVDA'\n      - '^SOX'\n");
	o = program_expect(0, ARGS("import", write_file(".ticker.yaml", "watchlist: [ARM]\n")));
	output_release(&o);
	char *text = read_config();
	assert_non_null(strstr(text, "  - name: 'ticker'\n    symbols:\n      - 'ARM'\n"));
	assert_null(strstr(strstr(text, "AI trade") + 1, "AI trade"));
	free(text);
	o = program_expect(0, ARGS("config", "check"));
	output_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_cannot_be_imported_changes_nothing, program_setup),
		cmocka_unit_test_setup(feeds_are_added_and_comments_stay, program_setup),
		cmocka_unit_test_setup(symbols_become_a_watchlist_beside_the_built_in_one, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
