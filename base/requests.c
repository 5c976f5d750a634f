#include "base/requests.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 8

int requests_path(const char *store_path, char out[PATH_SIZE], struct error *err)
{
	if (snprintf(out, PATH_SIZE, "%s.requests", store_path) >= PATH_SIZE)
		return error_set(err, "the path of the store's requests is too long");
	return 0;
}

/* 1: the file was taken away while it was written to, and nobody may read it any more. */
static int write_line(int fd, const char *path, const char *text, size_t length, struct error *err)
{
	struct stat st;
	if (fstat(fd, &st))
		return error_set(err, "cannot write %s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return error_set(err, "cannot write %s: expected a file", path);
	if (st.st_size + (off_t)length > REQUESTS_LIMIT)
		return error_set(err, "%s is full: no collector has taken the requests in it", path);
	ssize_t n;
	do
		n = write(fd, text, length);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)length)
		return error_set(err, "cannot write %s: %s", path, n < 0 ? strerror(errno) : "the disk is full");
	return fstat(fd, &st) == 0 && st.st_nlink == 0;
}

static int try_line(const char *path, const char *text, size_t length, struct error *err)
{
	/* Not through a link, and not waiting for a reader of a pipe that somebody has put there. */
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (fd < 0)
		return error_set(err, "cannot write %s: %s", path, strerror(errno));
	int result = write_line(fd, path, text, length, err);
	close(fd);
	return result;
}

int requests_append(const char *store_path, const char *line, struct error *err)
{
	char path[PATH_SIZE], text[REQUEST_LINE_SIZE];
	for (const char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return error_set(err, "a request holds no control characters");
	int length = snprintf(text, sizeof text, "%s\n", line);
	if (length >= (int)sizeof text)
		return error_set(err, "a request has at most %zu bytes", sizeof text - 2);
	if (requests_path(store_path, path, err))
		return -1;
	for (int tries = 0; tries < TRIES; tries++) {
		int result = try_line(path, text, (size_t)length, err);
		if (result <= 0)
			return result;
	}
	return error_set(err, "%s is taken away each time it is written", path);
}
