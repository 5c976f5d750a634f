#include "base/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	const char *variable, *below_home;
} folders[] = {
	[PATH_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
	[PATH_DATA] = { "XDG_DATA_HOME", ".local/share" },
	[PATH_STATE] = { "XDG_STATE_HOME", ".local/state" },
	[PATH_CACHE] = { "XDG_CACHE_HOME", ".cache" },
};

int path_xdg(enum path_kind kind, const char *name, char out[PATH_SIZE], struct error *err)
{
	const char *base = getenv(folders[kind].variable);
	int n;
	if (base && *base == '/') {
		n = snprintf(out, PATH_SIZE, "%s/froth/%s", base, name);
	} else {
		const char *home = getenv("HOME");
		if (!home || *home != '/')
			return error_set(err, "neither HOME nor %s says where to keep files", folders[kind].variable);
		n = snprintf(out, PATH_SIZE, "%s/%s/froth/%s", home, folders[kind].below_home, name);
	}
	if (n < 0 || n >= PATH_SIZE)
		return error_set(err, "the path of %s is too long", name);
	return 0;
}

int path_make_parent(const char *path, struct error *err)
{
	char folder[PATH_SIZE];
	if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder)
		return error_set(err, "a path is too long");
	char *last = strrchr(folder, '/');
	if (!last || last == folder)
		return 0;
	*last = '\0';
	for (char *p = folder + 1;; p++) {
		if (*p != '/' && *p)
			continue;
		char kept = *p;
		*p = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST)
			return error_set(err, "cannot make the folder %s: %s", folder, strerror(errno));
		if (!kept)
			return 0;
		*p = kept;
	}
}

static int read_all(int fd, const char *path, struct buffer *out, struct error *err)
{
	char block[16384];
	for (;;) {
		ssize_t n = read(fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(err, "cannot read %s: %s", path, strerror(errno));
		if (n == 0)
			return 0;
		if (buffer_append(out, block, (size_t)n))
			return error_set(err, "%s is larger than %zu bytes", path, out->limit);
	}
}

int file_read(const char *path, struct buffer *out, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set(err, "cannot open %s: %s", path, strerror(errno));
	int result = read_all(fd, path, out, err);
	close(fd);
	return result;
}

static int write_all(int fd, const char *data, size_t length)
{
	while (length) {
		ssize_t n = write(fd, data, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		length -= (size_t)n;
	}
	return fsync(fd);
}

/* Writes and closes fd; 0 or the reason it failed. */
static int fill(int fd, const void *data, size_t length)
{
	int reason = write_all(fd, data, length) ? errno : 0;
	if (close(fd) && !reason)
		reason = errno;
	return reason;
}

int file_replace(const char *path, const void *data, size_t length, struct error *err)
{
	/* A person may keep the file elsewhere and link to it: the link stays. */
	char target[PATH_SIZE], temporary[PATH_SIZE];
	if (!realpath(path, target) && snprintf(target, sizeof target, "%s", path) >= (int)sizeof target)
		return error_set(err, "a path is too long");
	if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", target) >= (int)sizeof temporary)
		return error_set(err, "a path is too long");
	if (path_make_parent(target, err))
		return -1;
	int fd = mkstemp(temporary); /* mode 0600 */
	if (fd < 0)
		return error_set(err, "cannot write %s: %s", path, strerror(errno));
	int reason = fill(fd, data, length);
	if (!reason && rename(temporary, target))
		reason = errno;
	if (reason) {
		unlink(temporary);
		return error_set(err, "cannot write %s: %s", path, strerror(reason));
	}
	return 0;
}
