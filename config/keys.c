#include "config/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"

#define FILE_LIMIT 8192
#define NAMES "finnhub, twelve_data or alpha_vantage"
#define KEY_EXPECTED "8 to 128 letters, digits, '.', '_' or '-'"

static const struct service {
	const char *name, *variable;
	size_t offset; /* of the field in struct service_keys */
} services[] = {
	{ "finnhub", "FROTH_FINNHUB_KEY", offsetof(struct service_keys, finnhub) },
	{ "twelve_data", "FROTH_TWELVE_DATA_KEY", offsetof(struct service_keys, twelve_data) },
	{ "alpha_vantage", "FROTH_ALPHA_VANTAGE_KEY", offsetof(struct service_keys, alpha_vantage) },
};
#define SERVICES (sizeof services / sizeof *services)

void service_keys_wipe(struct service_keys *keys)
{
	explicit_bzero(keys, sizeof *keys);
}

/* What may stand in a header and in an address as it is. */
static bool is_key(const char *text, size_t length)
{
	static const char plain[] = "-._ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	return length >= SERVICE_KEY_MIN && length < SERVICE_KEY_SIZE && strspn(text, plain) >= length;
}

static char *field_of(struct service_keys *keys, const struct service *service)
{
	return (char *)keys + service->offset;
}

/* ---- the environment ---- */

static int read_environment(struct service_keys *keys, struct error *err)
{
	int result = 0;
	for (size_t i = 0; i < SERVICES; i++) {
		const char *text = getenv(services[i].variable);
		if (!text || !*text)
			continue;
		if (is_key(text, strlen(text)))
			memcpy(field_of(keys, &services[i]), text, strlen(text) + 1);
		else
			result = error_set(err, "%s: expected a key of " KEY_EXPECTED ", found something else",
					   services[i].variable);
	}
	return result;
}

/* ---- the file ---- */

static const struct service *find_service(const char *name, size_t length)
{
	for (size_t i = 0; i < SERVICES; i++)
		if (strlen(services[i].name) == length && !strncmp(services[i].name, name, length))
			return &services[i];
	return NULL;
}

static size_t skip_blanks(const char *text)
{
	return strspn(text, " \t\r");
}

/* One line, without its end. */
static int read_line(struct service_keys *keys, char *line, const char *path, int number, struct error *err)
{
	line += skip_blanks(line);
	if (!*line || *line == '#')
		return 0;
	size_t name = strcspn(line, ": \t");
	const struct service *service = find_service(line, name);
	char *rest = line + name + skip_blanks(line + name);
	if (*rest != ':')
		return error_set(err, "%s:%d: expected a line like \"finnhub: KEY\"", path, number);
	if (!service)
		return error_set(err, "%s:%d: expected the name of a service, " NAMES, path, number);
	rest += 1 + skip_blanks(rest + 1);
	size_t length = strcspn(rest, " \t\r");
	if (!is_key(rest, length) || rest[length + skip_blanks(rest + length)])
		return error_set(err, "%s:%d: expected a key of " KEY_EXPECTED ", found something else", path, number);
	if (*field_of(keys, service))
		return error_set(err, "%s:%d: there is a key for %s already", path, number, service->name);
	memcpy(field_of(keys, service), rest, length);
	return 0;
}

static int read_text(struct service_keys *keys, char *text, size_t length, const char *path, struct error *err)
{
	if (memchr(text, '\0', length))
		return error_set(err, "%s: expected lines of text, found a zero byte", path);
	for (int number = 1; *text; number++) {
		size_t end = strcspn(text, "\n");
		char *next = text + end + (text[end] == '\n');
		text[end] = '\0';
		if (read_line(keys, text, path, number, err))
			return -1;
		text = next;
	}
	return 0;
}

/* Judges the file that is open, not the name, which could mean another one by now. */
static int check_file(int fd, const char *path, struct error *err)
{
	struct stat s;
	if (fstat(fd, &s))
		return error_set(err, "cannot read %s: %s", path, strerror(errno));
	if (!S_ISREG(s.st_mode))
		return error_set(err, "%s: expected a regular file; the keys in it are not used", path);
	if (s.st_uid != geteuid())
		return error_set(err, "%s belongs to somebody else; the keys in it are not used", path);
	if (s.st_mode & 077)
		return error_set(
			err, "%s has mode %04o, others may read or write it: chmod 600; the keys in it are not used",
			path, (unsigned)(s.st_mode & 07777));
	return 0;
}

static int read_open_file(struct service_keys *keys, int fd, const char *path, struct error *err)
{
	char text[FILE_LIMIT + 1];
	size_t used = 0;
	ssize_t n = 0;
	if (check_file(fd, path, err))
		return -1;
	while (used < FILE_LIMIT && (n = read(fd, text + used, FILE_LIMIT - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
	int result = n < 0 ? error_set(err, "cannot read %s: %s", path, strerror(errno)) : 0;
	if (!result && used == FILE_LIMIT)
		result = error_set(err, "%s: expected less than %d bytes", path, FILE_LIMIT);
	if (!result)
		result = read_text(keys, text, used, path, err);
	explicit_bzero(text, sizeof text);
	return result;
}

static int read_file(struct service_keys *keys, const char *path, bool required, struct error *err)
{
	/* Without O_NONBLOCK a pipe of that name would be waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && !required && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return error_set(err, "cannot read %s: %s", path, strerror(errno));
	int result = read_open_file(keys, fd, path, err);
	close(fd);
	return result;
}

/* ---- both ---- */

static void take_missing(struct service_keys *keys, struct service_keys *more)
{
	for (size_t i = 0; i < SERVICES; i++)
		if (!*field_of(keys, &services[i]))
			memcpy(field_of(keys, &services[i]), field_of(more, &services[i]), SERVICE_KEY_SIZE);
}

void service_keys_hide(void)
{
	for (size_t i = 0; i < SERVICES; i++)
		unsetenv(services[i].variable);
}

int service_keys_load(struct service_keys *keys, const char *path, struct error *err)
{
	char standard[PATH_SIZE];
	struct service_keys filed = { 0 };
	*keys = (struct service_keys){ 0 };
	int result = read_environment(keys, err);
	bool required = *path != '\0';
	if (!required && path_xdg(PATH_CONFIG, "keys", standard, NULL))
		return result; /* nobody's home: no file either */
	if (read_file(&filed, required ? path : standard, required, err))
		result = -1;
	else
		take_missing(keys, &filed);
	service_keys_wipe(&filed);
	return result;
}
