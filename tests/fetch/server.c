#include "tests/fetch/server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"

#define ANSWER_SIZE 64

void server_path(const struct server *s, const char *name, char *out, size_t size)
{
	assert_true(snprintf(out, size, "%s/%s", s->folder, name) < (int)size);
}

static void put_file(const struct server *s, const char *name, const char *text)
{
	char path[PATH_SIZE];
	struct error err;
	server_path(s, name, path, sizeof path);
	if (file_replace(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

void server_put(const struct server *s, const char *target, const char *body)
{
	char name[PATH_SIZE];
	assert_true(snprintf(name, sizeof name, "root/%s", target) < (int)sizeof name);
	put_file(s, name, body);
}

/* One line of the server's stdout. */
static void read_line(const struct server *s, char out[ANSWER_SIZE])
{
	size_t used = 0;
	while (used + 1 < ANSWER_SIZE && read(s->output, out + used, 1) == 1 && out[used] != '\n')
		used++;
	out[used] = '\0';
}

static void make_certificates(const struct server *s)
{
	char command[PATH_SIZE];
	server_path(s, "ca", command, sizeof command);
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execl("/bin/sh", "sh", "tests/feedd/ca.sh", command, (char *)NULL);
		_exit(127);
	}
	int status = -1;
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
}

static void run_server(const struct server *s, const char *certificate, const int in[2], const int out[2])
{
	char root[PATH_SIZE], faults[PATH_SIZE], log[PATH_SIZE], wire[PATH_SIZE], pem[PATH_SIZE], key[PATH_SIZE];
	char name[64];
	const char *program = getenv("FEEDD");
	server_path(s, "root", root, sizeof root);
	server_path(s, "faults", faults, sizeof faults);
	server_path(s, "log", log, sizeof log);
	server_path(s, "wire", wire, sizeof wire);
	snprintf(name, sizeof name, "ca/%s.pem", certificate ? certificate : "");
	server_path(s, name, pem, sizeof pem);
	snprintf(name, sizeof name, "ca/%s.key", certificate ? certificate : "");
	server_path(s, name, key, sizeof key);
	dup2(in[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	close(in[1]);
	close(out[0]);
	program = program ? program : "build/tests/feedd/feedd";
	execl(program, "feedd", "--root", root, "--faults", faults, "--log", log, "--wire", wire,
	      certificate ? "--tls" : (char *)NULL, pem, key, (char *)NULL);
	_exit(127);
}

void server_start(struct server *s, const char *faults, const char *certificate)
{
	char line[ANSWER_SIZE], root[PATH_SIZE];
	int in[2], out[2];
	*s = (struct server){ 0 };
	snprintf(s->folder, sizeof s->folder, "/tmp/froth-feedd-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	server_path(s, "root", root, sizeof root);
	assert_int_equal(mkdir(root, 0700), 0);
	put_file(s, "faults", faults ? faults : "");
	if (certificate)
		make_certificates(s);
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	fcntl(in[1], F_SETFD, FD_CLOEXEC); /* else a program under test keeps the server alive */
	s->pid = fork();
	if (s->pid == 0)
		run_server(s, certificate, in, out);
	close(in[0]);
	close(out[1]);
	s->input = in[1];
	s->output = out[0];
	read_line(s, line);
	if (sscanf(line, "port %d", &s->port) != 1)
		fail_msg("feedd does not start; is $FEEDD built?");
	snprintf(s->url, sizeof s->url, "%s://127.0.0.1:%d", certificate ? "https" : "http", s->port);
}

void server_stop(struct server *s)
{
	close(s->input);
	waitpid(s->pid, NULL, 0);
	close(s->output);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("rm", "rm", "-rf", s->folder, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

void server_set_faults(struct server *s, const char *faults)
{
	char line[ANSWER_SIZE];
	put_file(s, "faults", faults);
	kill(s->pid, SIGHUP);
	read_line(s, line);
	assert_string_equal(line, "reloaded");
}

int server_requests(const struct server *s, const char *text)
{
	char path[PATH_SIZE];
	struct buffer log;
	int count = 0;
	server_path(s, "log", path, sizeof path);
	buffer_init(&log, 0);
	file_read(path, &log, NULL);
	for (const char *line = buffer_text(&log); *line;) {
		size_t length = strcspn(line, "\n");
		char copy[4096];
		snprintf(copy, sizeof copy, "%.*s", (int)length, line);
		count += strstr(copy, text) != NULL;
		line += length + (line[length] == '\n');
	}
	buffer_release(&log);
	return count;
}
