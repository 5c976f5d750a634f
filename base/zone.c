#include "base/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"

#define PATH_MAX_SIZE 4096
#define LOCALTIME "/etc/localtime"

/* The C libraries' own: glibc and the BSDs have the first, musl looks in all. */
static const char *const folders[] = { "/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo" };

/* RFC 8536: a file of rules begins with four letters. */
static bool is_rules_file(const char *root, const char *folder, const char *name)
{
	char path[PATH_MAX_SIZE], magic[4];
	int length = snprintf(path, sizeof path, "%s%s%s%s", root, folder, *folder ? "/" : "", name);
	if (length < 0 || (size_t)length >= sizeof path)
		return false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return false;
	struct stat st;
	bool is_one = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		      read(fd, magic, sizeof magic) == (ssize_t)sizeof magic && !memcmp(magic, "TZif", sizeof magic);
	close(fd);
	return is_one;
}

static bool has_rules(const struct zone_places *places, const char *name)
{
	if (*name == '/')
		return is_rules_file(places->root, "", name);
	if (places->tzdir && *places->tzdir)
		return is_rules_file(places->root, places->tzdir, name);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (is_rules_file(places->root, folders[i], name))
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "CET", "<+0330>" */
static bool skip_name(const char **p)
{
	const char *start = *p;
	if (*start == '<') {
		const char *end = strchr(start, '>');
		*p = end ? end + 1 : start;
		return end && end - start > 3;
	}
	while (is_letter(**p))
		++*p;
	return *p - start >= 3;
}

/* "-1", "+05:30" */
static bool skip_offset(const char **p)
{
	const char *start = *p + (**p == '-' || **p == '+');
	*p = start + strspn(start, "0123456789:");
	return *p > start && *start != ':';
}

/* Rules written out, as POSIX has them: "CET-1CEST,M3.5.0,M10.5.0/3". They need no file. */
static bool is_posix(const char *text)
{
	const char *p = text;
	if (!skip_name(&p) || !skip_offset(&p))
		return false;
	if (!*p)
		return true;
	if (!skip_name(&p))
		return false;
	if (*p && *p != ',')
		skip_offset(&p);
	return !*p || (*p == ',' && p[1] && p[strspn(p, ",MJ0123456789./:+-")] == '\0');
}

/* What the C library shows without a file is right for these. */
static bool is_utc(const char *name)
{
	static const char *const names[] = { "",          "UTC",           "GMT",          "UCT",  "Etc/UTC",
					     "Etc/GMT",   "Etc/UCT",       "Universal",    "Zulu", "Etc/Zulu",
					     "Greenwich", "Etc/Universal", "Etc/Greenwich" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

void zone_find(struct zone *z, const struct zone_places *places)
{
	*z = (struct zone){ 0 };
	if (!places->tz) {
		z->is_missing = !is_rules_file(places->root, "", LOCALTIME);
		if (z->is_missing)
			snprintf(z->problem, sizeof z->problem, "there is no time zone in " LOCALTIME);
		return;
	}
	const char *name = places->tz + (*places->tz == ':');
	z->is_missing = !is_utc(name) && !has_rules(places, name) && !is_posix(name);
	if (z->is_missing) {
		char safe[48]; /* it comes from outside, and goes to the screen */
		safe_copy(safe, sizeof safe, name);
		snprintf(z->problem, sizeof z->problem, "no time zone database knows %s", safe);
	}
}

void zone_find_own(struct zone *z)
{
	tzset(); /* localtime_r() need not */
	zone_find(z, &(struct zone_places){ getenv("TZ"), getenv("TZDIR"), "" });
}

int zone_offset_s(const struct zone *z, int64_t t)
{
	time_t instant = (time_t)t;
	struct tm local;
	return !z->is_missing && localtime_r(&instant, &local) ? (int)local.tm_gmtoff : 0;
}
