#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/requests.h"

static char folder[64], store[96], path[128];

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/froth-requests-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(store, sizeof store, "%s/froth.db", folder);
	snprintf(path, sizeof path, "%s/froth.db.requests", folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	chmod(folder, 0700);
	remove(path);
	return rmdir(folder);
}

static void assert_file(const char *expected)
{
	struct buffer text;
	struct error err = { "" };
	buffer_init(&text, 1 << 20);
	if (file_read(path, &text, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

static void append(const char *line)
{
	struct error err = { "" };
	if (requests_append(store, line, &err))
		fail_msg("%s", err.text);
}

static void assert_refused(const char *line, const char *part)
{
	struct error err = { "" };
	assert_int_equal(requests_append(store, line, &err), -1);
	if (!strstr(err.text, part))
		fail_msg("\"%s\" does not contain \"%s\"", err.text, part);
}

static void a_line_that_is_none_is_refused(void **state)
{
	char line[REQUEST_LINE_SIZE];
	(void)state;
	assert_refused("read 1\nread 2", "no control characters");
	assert_refused("poll a\x7f", "no control characters");
	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	assert_refused(line, "at most 158 bytes");
	assert_int_equal(access(path, F_OK), -1);
	line[sizeof line - 2] = '\0';
	append(line);
}

static void a_link_or_a_folder_in_its_place_is_not_written_to(void **state)
{
	char target[128];
	(void)state;
	snprintf(target, sizeof target, "%s/target", folder);
	assert_int_equal(symlink(target, path), 0);
	assert_refused("read 1", "cannot write");
	assert_int_equal(access(target, F_OK), -1);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused("read 1", "cannot write");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_refused("read 1", "cannot write");
}

static void a_file_that_nobody_takes_does_not_grow_for_ever(void **state)
{
	struct error err = { "" };
	struct stat st;
	int lines = 0;
	(void)state;
	while (requests_append(store, "poll a source with quite a long name", &err) == 0)
		lines++;
	assert_non_null(strstr(err.text, "no collector has taken"));
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size <= REQUESTS_LIMIT && lines > 1000);
}

static void lines_follow_each_other(void **state)
{
	struct stat st;
	(void)state;
	append("read 7");
	append("poll Le Monde");
	assert_file("read 7\npoll Le Monde\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void lines_of_many_programs_do_not_mix(void **state)
{
	enum { WRITERS = 4, LINES = 500 };
	struct buffer text;
	int seen[WRITERS] = { 0 };
	(void)state;
	for (int w = 0; w < WRITERS; w++) {
		if (fork())
			continue;
		for (int i = 0; i < LINES; i++) {
			char line[32];
			snprintf(line, sizeof line, "read %d%03d", w + 1, i);
			if (requests_append(store, line, NULL))
				_exit(1);
		}
		_exit(0);
	}
	for (int w = 0; w < WRITERS; w++) {
		int status = -1;
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	buffer_init(&text, 1 << 20);
	assert_int_equal(file_read(path, &text, NULL), 0);
	char *rest = NULL;
	for (char *line = strtok_r(text.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		int w, i;
		assert_int_equal(sscanf(line, "read %1d%3d", &w, &i), 2);
		assert_int_equal(i, seen[w - 1]++);
	}
	for (int w = 0; w < WRITERS; w++)
		assert_int_equal(seen[w], LINES);
	buffer_release(&text);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_line_that_is_none_is_refused),
		TEST(a_link_or_a_folder_in_its_place_is_not_written_to),
		TEST(a_file_that_nobody_takes_does_not_grow_for_ever),
		TEST(lines_follow_each_other),
		TEST(lines_of_many_programs_do_not_mix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
