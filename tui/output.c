#define _GNU_SOURCE 1 /* memfd_create */
#include "tui/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

static int open_memory(void)
{
#ifdef MFD_CLOEXEC
	int fd = memfd_create("frame", MFD_CLOEXEC);
	if (fd >= 0)
		return fd;
#endif
	FILE *file = tmpfile();
	int copy = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
	if (file)
		fclose(file);
	return copy;
}

static int open_nonblocking(void)
{
	const char *path = ttyname(STDOUT_FILENO);
	int fd = path ? open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
	return fd >= 0 ? fd : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
}

int output_open(struct output *o)
{
	*o = (struct output){ 0 };
	buffer_init(&o->waiting, 0);
	o->stream_fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	o->blocking_fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	o->tty_fd = open_nonblocking();
	o->memory_fd = open_memory();
	if (o->stream_fd < 0 || o->blocking_fd < 0 || o->tty_fd < 0 || o->memory_fd < 0)
		return -1;
	o->stream = fdopen(o->stream_fd, "w");
	return o->stream ? 0 : -1;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

void output_release(struct output *o)
{
	if (o->stream)
		fclose(o->stream);
	else
		close_fd(o->stream_fd);
	close_fd(o->blocking_fd);
	close_fd(o->tty_fd);
	close_fd(o->memory_fd);
	buffer_release(&o->waiting);
}

int output_divert(struct output *o)
{
	return dup2(o->memory_fd, o->stream_fd) < 0 ? -1 : 0;
}

static int take_memory(struct output *o, off_t length)
{
	char block[4096];
	lseek(o->memory_fd, 0, SEEK_SET);
	while (length > 0) {
		size_t wanted = length < (off_t)sizeof block ? (size_t)length : sizeof block;
		ssize_t n = read(o->memory_fd, block, wanted);
		if (n <= 0 || buffer_append(&o->waiting, block, (size_t)n))
			return -1;
		length -= n;
	}
	return 0;
}

int output_collect(struct output *o, const char *head, const char *tail)
{
	off_t length = lseek(o->memory_fd, 0, SEEK_CUR);
	if (length <= 0)
		return 0;
	int failed = buffer_append_text(&o->waiting, head) || take_memory(o, length) ||
		     buffer_append_text(&o->waiting, tail);
	lseek(o->memory_fd, 0, SEEK_SET);
	return failed ? -1 : 0;
}

bool output_is_sent(const struct output *o)
{
	return o->sent == o->waiting.length;
}

bool output_flush(struct output *o)
{
	while (!output_is_sent(o)) {
		ssize_t n = write(o->tty_fd, o->waiting.data + o->sent, o->waiting.length - o->sent);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
			o->is_gone = true;
		if (n < 0)
			return false;
		o->sent += (size_t)n;
	}
	buffer_clear(&o->waiting);
	o->sent = 0;
	return true;
}

void output_settle(struct output *o, int wait_ms)
{
	output_collect(o, "", "");
	struct pollfd tty = { .fd = o->tty_fd, .events = POLLOUT };
	while (!output_flush(o) && !o->is_gone && poll(&tty, 1, wait_ms) > 0)
		;
	if (!output_is_sent(o) && o->sent > 0)
		(void)!write(o->tty_fd, "\x18", 1);
	buffer_clear(&o->waiting);
	o->sent = 0;
	dup2(o->blocking_fd, o->stream_fd);
}
