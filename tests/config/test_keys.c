/* Keys of services: where they may stand, who may read them, and that no sentence says one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "config/keys.h"

#define KEY "c0ffee-0123456789_abcdef"
#define OTHER_KEY "ABCDEFGH.12345678"
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const variables[] = { "FROTH_FINNHUB_KEY", "FROTH_TWELVE_DATA_KEY", "FROTH_ALPHA_VANTAGE_KEY" };

struct home {
	char folder[PATH_SIZE], path[PATH_SIZE + 16];
	struct service_keys keys;
	struct error err;
};

static int open_home(void **state)
{
	struct home *h = calloc(1, sizeof *h);
	const char *scratch = getenv("HOME");
	snprintf(h->folder, sizeof h->folder, "%s/keys-XXXXXX", scratch ? scratch : "/tmp");
	if (!mkdtemp(h->folder)) {
		free(h);
		return -1;
	}
	setenv("XDG_CONFIG_HOME", h->folder, 1);
	snprintf(h->path, sizeof h->path, "%s/froth", h->folder);
	mkdir(h->path, 0700);
	snprintf(h->path, sizeof h->path, "%s/froth/keys", h->folder);
	for (size_t i = 0; i < COUNT(variables); i++)
		unsetenv(variables[i]);
	*state = h;
	return 0;
}

static int close_home(void **state)
{
	struct home *h = *state;
	char froth[PATH_SIZE + 16];
	remove(h->path);
	snprintf(froth, sizeof froth, "%s/froth", h->folder);
	rmdir(froth);
	rmdir(h->folder);
	free(h);
	return 0;
}

static void put(const struct home *h, const char *text, size_t length, mode_t mode)
{
	remove(h->path);
	FILE *file = fopen(h->path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(h->path, mode), 0);
}

static void assert_no_key(const struct home *h)
{
	assert_string_equal(h->keys.finnhub, "");
	assert_string_equal(h->keys.twelve_data, "");
	assert_string_equal(h->keys.alpha_vantage, "");
}

static void assert_refused(struct home *h, const char *sentence)
{
	h->err.text[0] = '\0';
	if (service_keys_load(&h->keys, "", &h->err) != -1)
		fail_msg("taken, though expected: %s", sentence);
	if (!strstr(h->err.text, sentence))
		fail_msg("expected \"...%s...\", found \"%s\"", sentence, h->err.text);
	assert_null(strstr(h->err.text, "0123456789"));
	assert_null(strstr(h->err.text, "12345678"));
	assert_no_key(h);
}

/* ---- what is refused ---- */

static void a_file_that_others_may_read_or_write_is_refused(void **state)
{
	struct home *h = *state;
	static const mode_t modes[] = { 0640, 0604, 0644, 0620, 0602, 0666, 0610, 0601, 0777 };
	for (size_t i = 0; i < COUNT(modes); i++) {
		char said[32];
		put(h, "finnhub: " KEY "\n", strlen("finnhub: " KEY "\n"), modes[i]);
		snprintf(said, sizeof said, "has mode %04o", (unsigned)modes[i]);
		assert_refused(h, said);
		assert_refused(h, "chmod 600");
	}
}

static void what_is_no_regular_file_is_refused_and_not_waited_for(void **state)
{
	struct home *h = *state;
	assert_int_equal(mkfifo(h->path, 0600), 0);
	assert_refused(h, "expected a regular file");
	remove(h->path);
	assert_int_equal(mkdir(h->path, 0700), 0);
	assert_refused(h, "expected a regular file");
	rmdir(h->path);
	assert_int_equal(symlink("/dev/null", h->path), 0);
	assert_refused(h, "expected a regular file");
}

static void a_file_of_somebody_else_is_refused(void **state)
{
	struct home *h = *state;
	if (geteuid() != 0) { /* a file of the machine's, mode 0644 in all likelihood: refused in any case */
		assert_int_equal(symlink("/etc/passwd", h->path), 0);
		assert_refused(h, "the keys in it are not used");
		return;
	}
	put(h, "finnhub: " KEY "\n", strlen("finnhub: " KEY "\n"), 0600);
	assert_int_equal(chown(h->path, 12345, (gid_t)-1), 0);
	assert_refused(h, "belongs to somebody else");
}

static void a_wrong_line_is_refused_by_number_and_nothing_of_the_file_is_used(void **state)
{
	struct home *h = *state;
	static const struct {
		const char *text, *sentence;
	} wrong[] = {
		{ "finnhub " KEY "\n", "keys:1: expected a line like" },
		{ KEY "\n", "keys:1: expected a line like" },
		{ "finnhub: " KEY "\n\npolygon: " OTHER_KEY "\n", "keys:3: expected the name of a service" },
		{ "Finnhub: " KEY "\n", "keys:1: expected the name of a service" },
		{ ": " KEY "\n", "keys:1: expected the name of a service" },
		{ "finnhub: " KEY "\nfinnhub: " OTHER_KEY "\n", "keys:2: there is a key for finnhub already" },
		{ "finnhub:\n", "keys:1: expected a key of 8 to 128" },
		{ "finnhub: short\n", "keys:1: expected a key of 8 to 128" },
		{ "finnhub: " KEY " " OTHER_KEY "\n", "keys:1: expected a key of 8 to 128" },
		{ "finnhub: " KEY "&symbol=X\n", "keys:1: expected a key of 8 to 128" },
		{ "finnhub: \"" KEY "\"\n", "keys:1: expected a key of 8 to 128" },
		{ "# mine\nalpha_vantage: " KEY "\x1b[31m\n", "keys:2: expected a key of 8 to 128" },
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		put(h, wrong[i].text, strlen(wrong[i].text), 0600);
		assert_refused(h, wrong[i].sentence);
	}
	put(h, "finnhub: " KEY "\0\n", strlen("finnhub: " KEY) + 2, 0600);
	assert_refused(h, "found a zero byte");
}

static void a_file_or_key_that_is_too_long_is_refused(void **state)
{
	struct home *h = *state;
	static char text[20000];
	memset(text, '#', sizeof text);
	put(h, text, sizeof text, 0600);
	assert_refused(h, "expected less than 8192 bytes");
	int length = snprintf(text, sizeof text, "finnhub: %0129d", 0);
	put(h, text, (size_t)length, 0600);
	assert_refused(h, "expected a key of 8 to 128");
	put(h, text, 9 + 128, 0600);
	assert_int_equal(service_keys_load(&h->keys, "", &h->err), 0);
	assert_int_equal(strlen(h->keys.finnhub), 128);
}

static void a_variable_that_holds_no_key_is_named_and_not_quoted(void **state)
{
	struct home *h = *state;
	setenv("FROTH_TWELVE_DATA_KEY", "0123456789 with blanks\n", 1);
	assert_refused(h, "FROTH_TWELVE_DATA_KEY: expected a key of 8 to 128");
	unsetenv("FROTH_TWELVE_DATA_KEY");
}

static void a_file_that_was_asked_for_must_be_there(void **state)
{
	struct home *h = *state;
	assert_int_equal(service_keys_load(&h->keys, h->path, &h->err), -1);
	assert_non_null(strstr(h->err.text, "cannot read"));
	assert_int_equal(service_keys_load(&h->keys, "", &h->err), 0);
	assert_no_key(h);
}

/* ---- what is taken ---- */

static void a_file_of_one_s_own_is_read_with_comments_and_blanks(void **state)
{
	struct home *h = *state;
	static const char text[] = "# keys of mine\r\n\n  finnhub :  " KEY "\t\r\nalpha_vantage:" OTHER_KEY;
	static const mode_t modes[] = { 0600, 0400, 0700 };
	for (size_t i = 0; i < COUNT(modes); i++) {
		put(h, text, sizeof text - 1, modes[i]);
		assert_int_equal(service_keys_load(&h->keys, i ? h->path : "", &h->err), 0);
		assert_string_equal(h->keys.finnhub, KEY);
		assert_string_equal(h->keys.twelve_data, "");
		assert_string_equal(h->keys.alpha_vantage, OTHER_KEY);
	}
	service_keys_wipe(&h->keys);
	assert_no_key(h);
}

static void the_environment_goes_before_the_file(void **state)
{
	struct home *h = *state;
	static const char text[] = "finnhub: " KEY "\ntwelve_data: " KEY "\n";
	put(h, text, sizeof text - 1, 0600);
	setenv("FROTH_FINNHUB_KEY", OTHER_KEY, 1);
	setenv("FROTH_TWELVE_DATA_KEY", "", 1);
	assert_int_equal(service_keys_load(&h->keys, "", &h->err), 0);
	assert_string_equal(h->keys.finnhub, OTHER_KEY);
	assert_string_equal(h->keys.twelve_data, KEY);
	unsetenv("FROTH_TWELVE_DATA_KEY");
}

static void keys_from_the_environment_hold_though_the_file_is_refused(void **state)
{
	struct home *h = *state;
	put(h, "twelve_data: " KEY "\n", strlen("twelve_data: " KEY "\n"), 0644);
	setenv("FROTH_FINNHUB_KEY", OTHER_KEY, 1);
	assert_int_equal(service_keys_load(&h->keys, "", &h->err), -1);
	assert_string_equal(h->keys.finnhub, OTHER_KEY);
	assert_string_equal(h->keys.twelve_data, "");
	unsetenv("FROTH_FINNHUB_KEY");
}

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, open_home, close_home)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_HOME(a_file_that_others_may_read_or_write_is_refused),
		AT_HOME(what_is_no_regular_file_is_refused_and_not_waited_for),
		AT_HOME(a_file_of_somebody_else_is_refused),
		AT_HOME(a_wrong_line_is_refused_by_number_and_nothing_of_the_file_is_used),
		AT_HOME(a_file_or_key_that_is_too_long_is_refused),
		AT_HOME(a_variable_that_holds_no_key_is_named_and_not_quoted),
		AT_HOME(a_file_that_was_asked_for_must_be_there),
		AT_HOME(a_file_of_one_s_own_is_read_with_comments_and_blanks),
		AT_HOME(the_environment_goes_before_the_file),
		AT_HOME(keys_from_the_environment_hold_though_the_file_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
