#include "tests/feedd/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/paths.h"

void feedd_write(const struct feedd *f, const char *name, const char *text)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/%s", f->folder, name);
	if (file_replace(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

void feedd_make(struct feedd *f)
{
	*f = (struct feedd){ .folder = "/tmp/feedd-test-XXXXXX", .input = -1, .output = -1 };
	assert_non_null(mkdtemp(f->folder));
	feedd_write(f, "root/example.org/feed.json", PAYLOAD);
	buffer_init(&f->printed, 1 << 16);
}

static void feedd_spawn(struct feedd *f, const char *const *argv)
{
	int in[2], out[2];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	fcntl(in[1], F_SETFD, FD_CLOEXEC);
	f->pid = fork();
	if (!f->pid) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		close(in[0]), close(out[0]), close(out[1]);
		union {
			const char *const *given;
			char *const *wanted; /* exec changes nothing, but its type is older than const */
		} words = { .given = argv };
		if (argv[0])
			execv(argv[0], words.wanted);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	f->input = in[1];
	f->output = out[0];
}

bool feedd_wait_printed(struct feedd *f, const char *text)
{
	while (!strstr(buffer_text(&f->printed), text)) {
		char block[512];
		struct pollfd p = { .fd = f->output, .events = POLLIN };
		if (poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("feedd did not print %s in time", text);
		ssize_t n = read(f->output, block, sizeof block);
		if (n <= 0)
			return false;
		buffer_append(&f->printed, block, (size_t)n);
	}
	return true;
}

bool feedd_start_with(struct feedd *f, const char *first, const char *second, const char *third)
{
	char root[PATH_SIZE], log[PATH_SIZE], faults[PATH_SIZE];
	snprintf(root, sizeof root, "%s/root", f->folder);
	snprintf(log, sizeof log, "%s/log", f->folder);
	snprintf(faults, sizeof faults, "%s/faults", f->folder);
	const char *argv[16] = { getenv("FEEDD"), "--root", root, "--log", log };
	size_t argc = 5;
	if (!access(faults, R_OK)) {
		argv[argc++] = "--faults";
		argv[argc++] = faults;
	}
	argv[argc++] = first;
	argv[argc++] = second;
	argv[argc] = third;
	feedd_spawn(f, argv);
	if (!feedd_wait_printed(f, "\n") || strncmp(buffer_text(&f->printed), "port ", 5) != 0)
		return false;
	f->port = (int)strtol(buffer_text(&f->printed) + 5, NULL, 10);
	return f->port > 0;
}

bool feedd_start(struct feedd *f)
{
	return feedd_start_with(f, NULL, NULL, NULL);
}

int feedd_status(struct feedd *f)
{
	int status = 0;
	while (waitpid(f->pid, &status, 0) < 0 && errno == EINTR)
		;
	f->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void feedd_stop(struct feedd *f)
{
	char command[128];
	close(f->input);
	if (f->pid)
		assert_int_equal(feedd_status(f), 0);
	close(f->output);
	buffer_release(&f->printed);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	assert_int_equal(system(command), 0);
}

static int connect_to(const struct feedd *f)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)f->port) };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)(void *)&address, sizeof address), 0);
	return fd;
}

int request_send(const struct feedd *f, const char *line, const char *headers)
{
	char text[8192];
	int fd = connect_to(f);
	int n = snprintf(text, sizeof text, "%s HTTP/1.1\r\n%s%sConnection: close\r\n\r\n", line,
			 strstr(headers, "Host:") ? "" : "Host: 127.0.0.1\r\n", headers);
	assert_int_equal(send(fd, text, (size_t)n, MSG_NOSIGNAL), n);
	return fd;
}

void answer_read(struct answer *a, int fd, size_t least)
{
	while (a->text.length < least) {
		char block[16384];
		struct pollfd p = { .fd = fd, .events = POLLIN };
		if (poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("no answer in time, only: %s", buffer_text(&a->text));
		ssize_t n = recv(fd, block, sizeof block, 0);
		a->failure = n < 0 ? errno : 0;
		if (n <= 0)
			break;
		assert_int_equal(buffer_append(&a->text, block, (size_t)n), 0);
	}
	const char *end = a->text.length ? strstr(a->text.data, "\r\n\r\n") : NULL;
	a->body = end ? end + 4 : "";
	a->length = end ? a->text.length - (size_t)(a->body - a->text.data) : 0;
	const char *line = buffer_text(&a->text);
	a->status = strncmp(line, "HTTP/1.1 ", 9) == 0 ? (int)strtol(line + 9, NULL, 10) : 0;
}

struct answer ask_with(const struct feedd *f, const char *line, const char *headers)
{
	struct answer a = { 0 };
	buffer_init(&a.text, 64 << 20);
	int fd = request_send(f, line, headers);
	answer_read(&a, fd, SIZE_MAX);
	close(fd);
	return a;
}

struct answer ask(const struct feedd *f, const char *target)
{
	char line[4096];
	snprintf(line, sizeof line, "GET %s", target);
	return ask_with(f, line, "");
}

void answer_header(const struct answer *a, const char *name, char value[256])
{
	char want[128];
	snprintf(want, sizeof want, "\r\n%s: ", name);
	const char *at = strstr(buffer_text(&a->text), want);
	value[0] = '\0';
	if (at && (!*a->body || at < a->body))
		snprintf(value, 256, "%.*s", (int)strcspn(at + strlen(want), "\r"), at + strlen(want));
}

void assert_header(const struct answer *a, const char *name, const char *value)
{
	char have[256];
	answer_header(a, name, have);
	assert_string_equal(have, value);
}

void assert_answer(const struct feedd *f, const char *target, int status, const char *body)
{
	struct answer a = ask(f, target);
	assert_int_equal(a.status, status);
	assert_int_equal(a.failure, 0);
	assert_string_equal(a.body, body);
	buffer_release(&a.text);
}

void assert_status(const struct feedd *f, const char *target, int status)
{
	struct answer a = ask(f, target);
	assert_int_equal(a.status, status);
	buffer_release(&a.text);
}

void feedd_read_log(const struct feedd *f, struct buffer *out)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/log", f->folder);
	buffer_init(out, 1 << 20);
	if (file_read(path, out, &err))
		fail_msg("%s", err.text);
}

struct answer ask_held(const struct feedd *f, const char *line, size_t least)
{
	struct answer a = { 0 };
	buffer_init(&a.text, 1 << 20);
	int fd = request_send(f, line, "");
	answer_read(&a, fd, least);
	assert_answer(f, "/example.org/feed.json", 200, PAYLOAD);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	assert_int_equal(poll(&p, 1, 0), 0); /* neither bytes nor an end */
	close(fd);
	return a;
}
