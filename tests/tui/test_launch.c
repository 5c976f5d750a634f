/* Links and the programs that they are given to. The browsers and editors here are scripts of the test's own
 * folder that write down their words, one a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "tui/launch.h"
#include "tui/signals.h"

struct stage {
	char folder[64];
	int signal_fd;
};

static void path_of(const struct stage *s, const char *name, char out[PATH_SIZE])
{
	assert_true(snprintf(out, PATH_SIZE, "%s/%s", s->folder, name) < PATH_SIZE);
}

/* A program of that name that writes its words to `words` and then runs `rest`. */
static void put_program(const struct stage *s, const char *name, const char *rest)
{
	char path[PATH_SIZE], text[1024];
	path_of(s, name, path);
	int length = snprintf(text, sizeof text, "#!/bin/sh\nprintf '%%s\\n' \"$@\" > %s/words\n%s\n", s->folder, rest);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, (size_t)length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static void assert_words(const struct stage *s, const char *expected)
{
	char path[PATH_SIZE];
	struct buffer words;
	struct error err = { "" };
	buffer_init(&words, 1 << 16);
	path_of(s, "words", path);
	if (file_read(path, &words, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buffer_text(&words), expected);
	buffer_release(&words);
	unlink(path);
}

static int set_stage(void **state)
{
	struct stage *s = calloc(1, sizeof *s);
	struct error err;
	assert_non_null(s);
	snprintf(s->folder, sizeof s->folder, "/tmp/froth-launch-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	s->signal_fd = signals_open(&err);
	assert_true(s->signal_fd >= 0);
	static const char *const names[] = { "BROWSER", "VISUAL", "EDITOR", "SSH_CONNECTION", "SSH_TTY" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
	*state = s;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *s = *state;
	char command[128];
	signals_close();
	snprintf(command, sizeof command, "rm -rf %s", s->folder);
	assert_int_equal(system(command), 0);
	free(s);
	return 0;
}

/* ---- links ---- */

static void hostile_links_are_refused(void **state)
{
	static const char *const links[] = {
		"",
		"javascript:alert(1)",
		"file:///etc/passwd",
		"data:text/html,x",
		"ftp://host.example/x",
		"-flag",
		"--help",
		"//host.example/x",
		"http:/host.example",
		"https://",
		"https:///path",
		"https://?q",
		"https://#f",
		"https://:80/x",
		"https://user@/x",
		"https://-flag.example/",
		" https://host.example/",
		"https://host.example/a b",
		"https://host.example/a\nb",
		"https://host.example/a\rb",
		"https://host.example/\033]52;c;eA==\a",
		"https://host.example/\x7f",
		"https://host.example/\xc2\x9b[31m",
		"\thttps://host.example/",
		"xhttps://host.example/",
	};
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct error err = { "" };
		if (link_check(links[i], &err) != -1 || !*err.text)
			fail_msg("link %zu is not refused", i);
		for (const char *p = err.text; *p; p++)
			assert_true(*p >= ' ' && *p < 0x7f);
	}
}

static void a_link_has_a_length(void **state)
{
	char link[LINK_MOST + 2];
	struct error err;
	(void)state;
	memset(link, 'x', sizeof link - 1);
	memcpy(link, "https://host.example/", 21);
	link[LINK_MOST] = '\0';
	assert_int_equal(link_check(link, &err), 0);
	link[LINK_MOST] = 'x';
	link[LINK_MOST + 1] = '\0';
	assert_int_equal(link_check(link, &err), -1);
}

static void usual_links_are_taken(void **state)
{
	static const char *const links[] = {
		"https://host.example",
		"http://host.example:8080/a?b=c&d=%20#e",
		"HTTPS://HOST.EXAMPLE/",
		"https://user:word@host.example/",
		"https://[2001:db8::1]/x",
		"https://host.example/$(reboot)`x`;'\"|&",
		"https://h\xc3\xb4te.example/\xe4\xba\xba",
	};
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct error err = { "" };
		if (link_check(links[i], &err))
			fail_msg("%s: %s", links[i], err.text);
	}
}

/* ---- words ---- */

static void assert_split(const char *command, const char *argument, const char *const *expected)
{
	struct launch_words w;
	assert_int_equal(launch_split(&w, command, argument), 0);
	for (int i = 0; expected[i]; i++) {
		assert_true(i < w.count);
		assert_string_equal(w.words[i], expected[i]);
		assert_true(!expected[i + 1] == (i + 1 == w.count));
	}
	assert_null(w.words[w.count]);
}

static void a_command_that_is_none_is_refused(void **state)
{
	struct launch_words w;
	char many[4 * LAUNCH_WORDS] = "", large[LAUNCH_TEXT + 8];
	(void)state;
	assert_int_equal(launch_split(&w, "", "x"), -1);
	assert_int_equal(launch_split(&w, " \t ", "x"), -1);
	for (int i = 0; i < LAUNCH_WORDS + 1; i++)
		strcat(many, "w ");
	assert_int_equal(launch_split(&w, many, NULL), -1);
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	assert_int_equal(launch_split(&w, large, NULL), -1);
	assert_int_equal(launch_split(&w, "run", large), -1);
}

static void a_command_is_cut_at_its_blanks_and_no_shell_reads_it(void **state)
{
	(void)state;
	assert_split("vi", "/a b/c", (const char *[]){ "vi", "/a b/c", NULL });
	assert_split("  emacs   -nw ", "f", (const char *[]){ "emacs", "-nw", "f", NULL });
	assert_split("run %s --x", "l", (const char *[]){ "run", "l", "--x", NULL });
	assert_split("run --url=%s", "l", (const char *[]){ "run", "--url=l", NULL });
	assert_split("run \"a b\" $(x)", "l", (const char *[]){ "run", "\"a", "b\"", "$(x)", "l", NULL });
	assert_split("run", "%s %s", (const char *[]){ "run", "%s %s", NULL });
	assert_split("run %s", "%s", (const char *[]){ "run", "%s", NULL });
	assert_split("%s", "l", (const char *[]){ "%s", "l", NULL });
}

/* ---- browsers ---- */

static void wait_for_end(pid_t pid, int expected)
{
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), expected);
}

/* Every @ of the list is the test's folder. */
static void use_browser(const struct stage *s, const char *list)
{
	struct buffer value;
	buffer_init(&value, 0);
	for (; *list; list++)
		if (*list == '@')
			buffer_append_text(&value, s->folder);
		else
			buffer_append_char(&value, *list);
	assert_int_equal(setenv("BROWSER", buffer_text(&value), 1), 0);
	buffer_release(&value);
}

static void a_browser_gets_the_link_as_one_word(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	static const char link[] = "https://host.example/$(reboot)?a=b&c='d'`e`;%s#-f";
	put_program(s, "browser", "exit 0");
	use_browser(s, "@/browser");
	wait_for_end(launch_browser(link, &err), 0);
	assert_words(s, "https://host.example/$(reboot)?a=b&c='d'`e`;%s#-f\n");
	use_browser(s, "@/browser --new %s last");
	wait_for_end(launch_browser(link, &err), 0);
	assert_words(s, "--new\nhttps://host.example/$(reboot)?a=b&c='d'`e`;%s#-f\nlast\n");
}

static void a_hostile_link_starts_nothing(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	char path[PATH_SIZE];
	put_program(s, "browser", "exit 0");
	use_browser(s, "@/browser");
	assert_int_equal(launch_browser("javascript:alert(1)", &err), -1);
	assert_int_equal(launch_browser("-flag", &err), -1);
	assert_int_equal(launch_browser("https://x/\nrm", &err), -1);
	path_of(s, "words", path);
	assert_int_equal(access(path, F_OK), -1);
}

static void of_a_list_the_first_browser_that_can_be_run_is_taken(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	put_program(s, "second", "exit 3");
	use_browser(s, ":@/none --x::@/second:true");
	wait_for_end(launch_browser("https://host.example/", &err), 3);
	assert_words(s, "https://host.example/\n");
}

static void without_any_browser_it_is_said(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	char path[PATH_SIZE], before[PATH_SIZE];
	snprintf(before, sizeof before, "%s", getenv("PATH"));
	assert_int_equal(setenv("PATH", s->folder, 1), 0);
	assert_int_equal(launch_browser("https://host.example/", &err), -1);
	assert_string_equal(err.text, "no browser can be run: set BROWSER");
	/* What the desktop gives comes after the list. */
	put_program(s, "xdg-open", "exit 0");
	wait_for_end(launch_browser("https://host.example/", &err), 0);
	assert_words(s, "https://host.example/\n");
	path_of(s, "xdg-open", path);
	unlink(path);
	put_program(s, "open", "exit 0");
	wait_for_end(launch_browser("https://host.example/o", &err), 0);
	assert_words(s, "https://host.example/o\n");
	setenv("PATH", before, 1);
}

static void a_browser_has_neither_our_terminal_nor_our_session(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	char rest[256];
	snprintf(rest, sizeof rest,
		 "read x && exit 4\n[ \"$(readlink /proc/$$/fd/1)\" = /dev/null ] || exit 5\n"
		 "[ \"$(readlink /proc/$$/fd/2)\" = /dev/null ] || exit 6\n"
		 "[ \"$(cut -d' ' -f6 /proc/$$/stat)\" = $$ ] || exit 7");
	if (access("/proc/self/fd/0", F_OK)) {
		puts("skipped: no /proc to look at");
		return;
	}
	put_program(s, "browser", rest);
	use_browser(s, "@/browser");
	wait_for_end(launch_browser("https://host.example/", &err), 0);
}

static void over_ssh_is_known_by_the_environment(void **state)
{
	(void)state;
	assert_false(launch_is_remote());
	setenv("SSH_TTY", "", 1);
	assert_false(launch_is_remote());
	setenv("SSH_TTY", "/dev/pts/3", 1);
	assert_true(launch_is_remote());
	unsetenv("SSH_TTY");
	setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22", 1);
	assert_true(launch_is_remote());
	unsetenv("SSH_CONNECTION");
}

/* ---- editors ---- */

static int edit(const struct stage *s, const char *editor, int line, struct error *err)
{
	char value[PATH_SIZE];
	int ended_by = -1;
	snprintf(value, sizeof value, "%s/%s", s->folder, editor);
	setenv("VISUAL", value, 1);
	int result = launch_editor("/some folder/ledger.tsv", line, s->signal_fd, &ended_by, err);
	unsetenv("VISUAL");
	assert_int_equal(ended_by, 0);
	return result;
}

static void an_editor_gets_the_file_and_where_it_takes_one_the_line(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	put_program(s, "write", "exit 0");
	put_program(s, "vim", "exit 0");
	assert_int_equal(edit(s, "write --wait", 12, &err), 0);
	assert_words(s, "--wait\n/some folder/ledger.tsv\n");
	assert_int_equal(edit(s, "vim -n", 12, &err), 0);
	assert_words(s, "-n\n+12\n/some folder/ledger.tsv\n");
}

static void an_editor_does_not_get_the_keys_of_services(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	put_program(s, "nosy", "test -z \"$FROTH_FINNHUB_KEY$FROTH_TWELVE_DATA_KEY$FROTH_ALPHA_VANTAGE_KEY\"");
	setenv("FROTH_FINNHUB_KEY", "abcdefgh", 1);
	setenv("FROTH_ALPHA_VANTAGE_KEY", "abcdefgh", 1);
	int result = edit(s, "nosy", 0, &err);
	unsetenv("FROTH_FINNHUB_KEY");
	unsetenv("FROTH_ALPHA_VANTAGE_KEY");
	assert_int_equal(result, 0);
}

static void visual_comes_before_editor(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	char value[PATH_SIZE];
	int ended_by;
	put_program(s, "first", "exit 0");
	snprintf(value, sizeof value, "%s/first", s->folder);
	setenv("EDITOR", value, 1);
	assert_int_equal(launch_editor("f", 0, s->signal_fd, &ended_by, &err), 0);
	assert_words(s, "f\n");
	setenv("EDITOR", "/no/such/editor", 1);
	assert_int_equal(edit(s, "first x", 0, &err), 0);
	assert_words(s, "x\n/some folder/ledger.tsv\n");
	unsetenv("EDITOR");
}

static void an_editor_that_fails_is_told(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	put_program(s, "bad", "exit 5");
	put_program(s, "killed", "kill -KILL $$");
	assert_int_equal(edit(s, "bad", 0, &err), -1);
	assert_string_equal(err.text, "the editor ended with status 5");
	assert_int_equal(edit(s, "killed", 0, &err), -1);
	assert_string_equal(err.text, "the editor was ended by signal 9");
	assert_int_equal(edit(s, "none", 0, &err), -1);
	assert_non_null(strstr(err.text, "the editor cannot be run: /tmp/froth-launch-"));
	assert_non_null(strstr(err.text, "No such file or directory"));
}

/* Our own handlers must not reach into it: it must be able to stop and to be interrupted. */
static void an_editor_has_its_signals_by_default(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	put_program(s, "interrupted", "kill -INT $$; exit 0");
	assert_int_equal(edit(s, "interrupted", 0, &err), -1);
	assert_string_equal(err.text, "the editor was ended by signal 2");
}

static void a_signal_to_end_ends_the_editor_too(void **state)
{
	struct stage *s = *state;
	struct error err = { "" };
	char value[PATH_SIZE];
	int ended_by = 0;
	/* It tells this program to end, and would run on for ever. */
	put_program(s, "lasting", "kill -HUP $PPID; while :; do sleep 0.05; done");
	snprintf(value, sizeof value, "%s/lasting", s->folder);
	setenv("VISUAL", value, 1);
	assert_int_equal(launch_editor("f", 0, s->signal_fd, &ended_by, &err), -1);
	assert_int_equal(ended_by, SIGHUP);
	assert_string_equal(err.text, "the editor was ended by signal 15");
	unsetenv("VISUAL");
	/* The watchdog that the signal armed belongs to a viewer that leaves; this test goes on. */
	signals_close();
	s->signal_fd = signals_open(&err);
	assert_true(s->signal_fd >= 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_stage, clear_stage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_links_are_refused),
		cmocka_unit_test(a_link_has_a_length),
		cmocka_unit_test(usual_links_are_taken),
		cmocka_unit_test(a_command_that_is_none_is_refused),
		cmocka_unit_test(a_command_is_cut_at_its_blanks_and_no_shell_reads_it),
		TEST(a_browser_gets_the_link_as_one_word),
		TEST(a_hostile_link_starts_nothing),
		TEST(of_a_list_the_first_browser_that_can_be_run_is_taken),
		TEST(without_any_browser_it_is_said),
		TEST(a_browser_has_neither_our_terminal_nor_our_session),
		TEST(over_ssh_is_known_by_the_environment),
		TEST(an_editor_gets_the_file_and_where_it_takes_one_the_line),
		TEST(an_editor_does_not_get_the_keys_of_services),
		TEST(visual_comes_before_editor),
		TEST(an_editor_that_fails_is_told),
		TEST(an_editor_has_its_signals_by_default),
		TEST(a_signal_to_end_ends_the_editor_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
