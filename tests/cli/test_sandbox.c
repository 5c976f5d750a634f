#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/sandbox.h"

static char home[] = "/tmp/froth-sandbox-XXXXXX";

static void path_in(char out[256], const char *name)
{
	snprintf(out, 256, "%s/%s", home, name);
}

static void write_file(const char *name)
{
	char path[256];
	path_in(path, name);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0 && write(fd, "x", 1) == 1);
	close(fd);
}

static int make_home(void **state)
{
	(void)state;
	static const char *const folders[] = { "store", "certificates", "other" };
	char path[256];
	if (!mkdtemp(home))
		return -1;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		path_in(path, folders[i]);
		mkdir(path, 0700);
	}
	write_file("store/froth.db");
	write_file("certificates/ca.pem");
	write_file("other/secret");
	return 0;
}

static int opens(const char *name, int flags)
{
	char path[256];
	path_in(path, name);
	int fd = open(*name == '/' ? name : path, flags, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0 ? 0 : errno;
}

static int binds(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int result = bind(fd, (struct sockaddr *)&address, sizeof address) ? errno : 0;
	close(fd);
	return result;
}

static int runs_a_program(void)
{
	char *const arguments[] = { (char[]){ "true" }, NULL };
	execv("/bin/true", arguments);
	return errno;
}

/* In the child: the number of the first thing that is not as it should be, 0 none. */
static int try_all(const struct sandbox_state *state)
{
	const struct {
		int got, wanted;
	} files[] = {
		{ opens("other/secret", O_RDONLY), EACCES },
		{ opens("other/new", O_WRONLY | O_CREAT), EACCES },
		{ opens("certificates/ca.pem", O_RDONLY), 0 },
		{ opens("certificates/ca.pem", O_RDWR), EACCES },
		{ opens("store/froth.db", O_RDWR | O_TRUNC), 0 },
		{ opens("store/froth.db-wal", O_RDWR | O_CREAT), 0 },
		{ opens("/etc/passwd", O_RDONLY), 0 },
		{ opens("/etc/passwd", O_WRONLY), EACCES },
		{ opens("/dev/null", O_WRONLY), 0 },
		{ opens("/dev/urandom", O_RDONLY), 0 },
		{ rename("/nowhere", "/elsewhere") ? errno : 0, ENOENT },
	};
	for (size_t i = 0; i < sizeof files / sizeof *files && state->files; i++)
		if (files[i].got != files[i].wanted && !(files[i].wanted == EACCES && files[i].got == EROFS))
			return (int)i + 1;
	int run = runs_a_program();
	if (state->calls && run != EPERM)
		return 51;
	if (state->files && !state->calls && run != EACCES)
		return 52;
	if (state->files && binds() != EACCES && binds() != 0) /* 0: a kernel before 6.7 */
		return 53;
	if (state->calls && (chroot("/") != -1 || errno != EPERM))
		return 54;
	return 0;
}

static void a_confined_process_reaches_only_what_it_was_given(void **state)
{
	(void)state;
	char store[256], ca[256];
	path_in(store, "store/froth.db");
	path_in(ca, "certificates/ca.pem");
	const struct sandbox sandbox = { .writable = { store }, .readable = { ca, "/nowhere/at/all" } };
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct sandbox_state held;
		struct error err;
		if (sandbox_enter(&sandbox, &held, &err))
			_exit(100);
		if (!held.files && !held.calls)
			_exit(101);
		_exit(try_all(&held));
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 101)
		print_message("skipped: this system offers no sandbox\n");
	else
		assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_store_in_a_folder_that_is_not_there_is_told(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		const struct sandbox sandbox = { .writable = { "/nowhere/at/all/froth.db" } };
		struct sandbox_state held;
		struct error err = { "" };
		int failed = sandbox_enter(&sandbox, &held, &err);
		_exit(failed ? (strstr(err.text, "/nowhere/at/all/froth.db") ? 1 : 2) : held.files ? 3 : 1);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_confined_process_reaches_only_what_it_was_given, make_home),
		cmocka_unit_test(a_store_in_a_folder_that_is_not_there_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
