/* The store's file and folder, before SQLite sees them. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"

int store_file_make(const char *path, struct error *err)
{
	if (path_make_parent(path, err))
		return -1;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	else if (errno != EEXIST)
		return error_set(err, "cannot make the store %s: %s", path, strerror(errno));
	return 0;
}

int store_file_expect(const char *path, bool *missing, struct error *err)
{
	struct stat st;
	if (stat(path, &st)) {
		if (missing)
			*missing = errno == ENOENT || errno == ENOTDIR;
		return error_set(err, "cannot open the store %s: %s", path, strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return error_set(err, "the store %s is not a file", path);
	return 0;
}

static void name_folder(const char *path, char folder[PATH_SIZE])
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		snprintf(folder, PATH_SIZE, ".");
	else if (slash == path)
		snprintf(folder, PATH_SIZE, "/");
	else
		snprintf(folder, PATH_SIZE, "%.*s", (int)(slash - path), path);
}

int store_file_expect_writable(const char *path, struct error *err)
{
	char folder[PATH_SIZE];
	if (access(path, R_OK | W_OK))
		return error_set(err, "cannot write to the store %s: %s", path, strerror(errno));
	name_folder(path, folder);
	if (access(folder, W_OK | X_OK))
		return error_set(err, "cannot write to the folder of the store %s: %s", path, strerror(errno));
	return 0;
}

bool store_file_has_journal(const char *path)
{
	char name[PATH_SIZE];
	struct stat st;
	int length = snprintf(name, sizeof name, "%s-journal", path);
	return length < (int)sizeof name && stat(name, &st) == 0 && st.st_size > 0;
}

int store_folder_lock(const char *path)
{
	char folder[PATH_SIZE];
	name_folder(path, folder);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		flock(fd, LOCK_EX);
	return fd;
}

void store_folder_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
