#include "tests/cli/program.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"

#define MAX_ARGUMENTS 30

int program_setup(void **state)
{
	(void)state;
	char folder[PATH_SIZE], path[PATH_SIZE + 16];
	const char *home = getenv("HOME");
	snprintf(folder, sizeof folder, "%s/cli-XXXXXX", home ? home : "/tmp");
	if (!mkdtemp(folder))
		return -1;
	static const char *const names[] = { "CONFIG", "DATA", "STATE", "CACHE" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char variable[32];
		snprintf(variable, sizeof variable, "XDG_%s_HOME", names[i]);
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		setenv(variable, path, 1);
	}
	unsetenv("NO_COLOR");
	return setenv("FROTH_NOW", "2026-08-21T18:48:03Z", 1);
}

const char *program_store_path(void)
{
	static char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_DATA, "froth.db", path, NULL), 0);
	return path;
}

/* A file without a name, for what the child prints. */
static int scratch_file(void)
{
	char name[] = "/tmp/froth-test-XXXXXX";
	int fd = mkstemp(name);
	assert_true(fd >= 0);
	unlink(name);
	return fd;
}

static char *read_back(int fd)
{
	struct buffer b;
	char block[4096];
	buffer_init(&b, 0);
	lseek(fd, 0, SEEK_SET);
	for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
		assert_int_equal(buffer_append(&b, block, (size_t)n), 0);
	close(fd);
	return buffer_take(&b);
}

static void exec_program(const char *const *arguments)
{
	const char *argv[MAX_ARGUMENTS + 2] = { getenv("FROTH") };
	for (size_t i = 0; i < MAX_ARGUMENTS && arguments[i]; i++)
		argv[i + 1] = arguments[i];
	char *plain[MAX_ARGUMENTS + 2];
	memcpy(plain, argv, sizeof plain);
	execv(plain[0], plain);
	_exit(127);
}

static void redirect(int out, int err, const char *path)
{
	int null = open("/dev/null", O_RDONLY);
	dup2(null, STDIN_FILENO);
	dup2(err, STDERR_FILENO);
	if (!path)
		dup2(out, STDOUT_FILENO);
	else if (*path)
		dup2(open(path, O_WRONLY), STDOUT_FILENO);
	else
		close(STDOUT_FILENO);
}

struct output program_run_to(const char *const *arguments, const char *path)
{
	assert_non_null(getenv("FROTH"));
	int out = scratch_file(), err = scratch_file();
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		redirect(out, err, path);
		exec_program(arguments);
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return (struct output){
		.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
		.out = read_back(out),
		.err = read_back(err),
	};
}

struct output program_run(const char *const *arguments)
{
	return program_run_to(arguments, NULL);
}

void output_release(struct output *o)
{
	free(o->out);
	free(o->err);
	*o = (struct output){ 0 };
}

struct output program_expect(int status, const char *const *arguments)
{
	struct output o = program_run(arguments);
	if (o.status != status)
		fail_msg("froth %s %s: expected exit status %d, found %d\n%s%s", arguments[0],
			 arguments[1] ? arguments[1] : "", status, o.status, o.out, o.err);
	return o;
}

cJSON *program_json(const char *const *arguments)
{
	struct output o = program_expect(0, arguments);
	cJSON *value = cJSON_ParseWithOpts(o.out, NULL, 1);
	if (!value)
		fail_msg("froth %s: no JSON:\n%s", arguments[0], o.out);
	output_release(&o);
	return value;
}
