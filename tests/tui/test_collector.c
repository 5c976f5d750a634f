#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/collector.h"
#include "tui/model.h"

static void lines_that_are_no_news_mean_nothing(void **state)
{
	(void)state;
	assert_int_equal(collector_news(""), 0);
	assert_int_equal(collector_news("quotes"), 0);
	assert_int_equal(collector_news("warning: quote 3"), 0);
	assert_int_equal(collector_news("press 3"), MODEL_PRESS | MODEL_SOURCES);
	assert_true(collector_news("quote 12") & MODEL_QUOTES);
}

/* Reads news until some has come or the child's output ended. */
static unsigned wait_for_news(struct collector *c)
{
	unsigned parts = 0;
	while (!parts && c->news_fd >= 0) {
		struct pollfd fd = { .fd = c->news_fd, .events = POLLIN };
		assert_true(poll(&fd, 1, 10000) > 0);
		parts = collector_read(c);
	}
	return parts;
}

static void a_child_s_lines_become_parts_even_in_pieces(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "printf 'pre'; printf 'ss 3\\n'; read x", NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	assert_int_equal(collector_start(&c, 0, &err), 0);
	assert_int_equal(wait_for_news(&c), MODEL_PRESS | MODEL_SOURCES);
	collector_stop(&c);
	assert_int_equal(c.pid, 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no zombie */
}

static void a_byte_reaches_the_child_when_something_was_asked(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "head -c 1 > /dev/null; printf 'press 1\\n'; read x",
					    NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	collector_hurry(&c); /* nobody is there */
	assert_int_equal(collector_start(&c, 0, &err), 0);
	collector_hurry(&c);
	assert_int_equal(wait_for_news(&c), MODEL_PRESS | MODEL_SOURCES);
	for (int i = 0; i < 100000; i++) /* more than a pipe holds */
		collector_hurry(&c);
	collector_stop(&c);
}

static void a_line_without_end_is_dropped(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c",
					    "head -c 5000 /dev/zero | tr '\\0' x; printf '\\nreading 1\\n'; read x",
					    NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	assert_int_equal(collector_start(&c, 0, &err), 0);
	assert_true(wait_for_news(&c) & MODEL_READING);
	collector_stop(&c);
}

static void closing_its_input_ends_it(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "trap '' TERM; read x; exit 0", NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	assert_int_equal(collector_start(&c, 0, &err), 0);
	collector_stop(&c);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void one_that_does_not_listen_is_killed(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "trap '' TERM; while :; do read x < /dev/zero; done",
					    NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	assert_int_equal(collector_start(&c, 0, &err), 0);
	pid_t pid = c.pid;
	collector_stop(&c);
	assert_int_equal(kill(pid, 0), -1);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void one_that_ends_by_itself_starts_again_with_growing_pauses(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "exit 3", NULL };
	struct collector c;
	struct error err;
	int64_t now_ms = 1000, pause_ms = 0;
	collector_init(&c, argv);
	for (int i = 0; i < 8; i++) {
		int status = 0;
		assert_true(collector_is_due(&c, now_ms));
		assert_int_equal(collector_start(&c, now_ms, &err), 0);
		assert_false(collector_is_due(&c, now_ms));
		wait_for_news(&c);
		while (!collector_reap(&c, now_ms, &status))
			continue;
		assert_int_equal(WEXITSTATUS(status), 3);
		assert_false(collector_is_due(&c, now_ms));
		assert_true(c.retry_ms - now_ms >= pause_ms);
		pause_ms = c.retry_ms - now_ms;
		assert_true(pause_ms <= 60000);
		now_ms = c.retry_ms;
	}
	assert_int_equal(pause_ms, 60000);
}

static void one_that_is_restarted_is_asked_to_end_and_due_at_once(void **state)
{
	(void)state;
	static const char *const argv[] = { "/bin/sh", "-c", "read x; exit 3", NULL };
	struct collector c;
	struct error err;
	int status = 0;
	collector_init(&c, argv);
	collector_restart(&c); /* there is none: nothing to do */
	c.failures = 4;
	assert_int_equal(collector_start(&c, 1000, &err), 0);
	collector_restart(&c);
	wait_for_news(&c);
	while (!collector_reap(&c, 2000, &status))
		continue;
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 3);
	assert_int_equal(c.failures, 0);
	assert_true(collector_is_due(&c, 2000));
	assert_int_equal(collector_start(&c, 2000, &err), 0);
	collector_stop(&c);
}

static void a_program_that_is_not_there_is_a_sentence_and_a_pause(void **state)
{
	(void)state;
	static const char *const argv[] = { "/no/such/program", NULL };
	struct collector c;
	struct error err;
	collector_init(&c, argv);
	assert_int_equal(collector_start(&c, 0, &err), -1);
	assert_non_null(strstr(err.text, "the collector cannot be started"));
	assert_false(collector_is_due(&c, 0));
	collector_stop(&c);
}

static void without_a_program_none_is_ever_due(void **state)
{
	(void)state;
	struct collector c;
	collector_init(&c, NULL);
	assert_false(collector_is_due(&c, 1000000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_are_no_news_mean_nothing),
		cmocka_unit_test(a_child_s_lines_become_parts_even_in_pieces),
		cmocka_unit_test(a_byte_reaches_the_child_when_something_was_asked),
		cmocka_unit_test(a_line_without_end_is_dropped),
		cmocka_unit_test(closing_its_input_ends_it),
		cmocka_unit_test(one_that_does_not_listen_is_killed),
		cmocka_unit_test(one_that_ends_by_itself_starts_again_with_growing_pauses),
		cmocka_unit_test(one_that_is_restarted_is_asked_to_end_and_due_at_once),
		cmocka_unit_test(a_program_that_is_not_there_is_a_sentence_and_a_pause),
		cmocka_unit_test(without_a_program_none_is_ever_due),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
