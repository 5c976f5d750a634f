#include "tests/feedd/folder.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define PAIRS_MAX 64

static int hex(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;
	return at ? (int)(at - digits) : -1;
}

int percent_decode(const char *text, size_t length, char *out, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++) {
		int byte = (unsigned char)text[i];
		if (byte == '%' && i + 2 < length && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
			byte = hex(text[i + 1]) * 16 + hex(text[i + 2]);
			i += 2;
		}
		if (!byte || n + 1 >= size)
			return -1;
		out[n++] = (char)byte;
	}
	out[n] = '\0';
	return 0;
}

static bool segment_is_plain(const char *segment, size_t length)
{
	return length && !(length == 1 && segment[0] == '.') &&
	       !(length == 2 && segment[0] == '.' && segment[1] == '.') && !memchr(segment, '\\', length);
}

/* Whether the decoded path stays below the root: no "." or "..", no empty segment but the last. */
static bool path_is_inside(const char *path)
{
	for (;;) {
		size_t length = strcspn(path, "/");
		if (!segment_is_plain(path, length))
			return false;
		path += length;
		if (!*path || !path[1])
			return true;
		path++;
	}
}

static bool is_file(const char *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The file `path`, or the one that only its FILE.headers describe. */
static bool is_payload(const char *path)
{
	char sidecar[PATH_SIZE];
	if (is_file(path))
		return true;
	return (size_t)snprintf(sidecar, sizeof sidecar, "%s.headers", path) < sizeof sidecar && is_file(sidecar);
}

static int text_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The pairs of a query, in `copy`; at most PAIRS_MAX. */
static size_t query_split(char *copy, char *pairs[PAIRS_MAX])
{
	size_t count = 0;
	char *rest = NULL;
	for (char *p = strtok_r(copy, "&", &rest); p && count < PAIRS_MAX; p = strtok_r(NULL, "&", &rest))
		pairs[count++] = p;
	return count;
}

static void query_sort(const char *query, char out[PATH_SIZE])
{
	char copy[PATH_SIZE], *pairs[PAIRS_MAX];
	snprintf(copy, sizeof copy, "%s", query);
	size_t count = query_split(copy, pairs), used = 0;
	qsort(pairs, count, sizeof *pairs, text_compare);
	out[0] = '\0';
	for (size_t i = 0; i < count && used < PATH_SIZE; i++)
		used += (size_t)snprintf(out + used, PATH_SIZE - used, "%s%s", i ? "&" : "", pairs[i]);
}

/* Whether the query has the pair, both read without their escapes. */
static bool query_has(const char *query, const char *pair, size_t pair_length)
{
	char want[PATH_SIZE], have[PATH_SIZE];
	if (percent_decode(pair, pair_length, want, sizeof want))
		return false;
	while (*query) {
		size_t length = strcspn(query, "&");
		if (!percent_decode(query, length, have, sizeof have) && !strcmp(want, have))
			return true;
		query += length + (query[length] == '&');
	}
	return false;
}

/* How many pairs of "A=B&C=D" the query has; -1 if one is missing. */
static int variant_score(const char *variant, const char *query)
{
	int score = 0;
	while (*variant) {
		size_t length = strcspn(variant, "&");
		if (!query_has(query, variant, length))
			return -1;
		score++;
		variant += length + (variant[length] == '&');
	}
	return score;
}

/* The file BASE@PAIRS beside `base` whose pairs all stand in the query, the most pairs first. */
static bool variant_find(const char *base, const char *query, char path[PATH_SIZE])
{
	char folder[PATH_SIZE];
	const char *slash = strrchr(base, '/');
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - base), base);
	DIR *dir = opendir(folder);
	size_t length = strlen(slash + 1);
	int best = 0;
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
		if (strlen(entry->d_name) <= length || memcmp(entry->d_name, slash + 1, length) != 0 ||
		    entry->d_name[length] != '@')
			continue;
		char name[sizeof entry->d_name];
		snprintf(name, sizeof name, "%s", entry->d_name);
		size_t end = strlen(name);
		if (end > 8 && !strcmp(name + end - 8, ".headers"))
			name[end - 8] = '\0';
		int score = variant_score(name + length + 1, query);
		if (score > best && (size_t)snprintf(path, PATH_SIZE, "%s/%s", folder, name) < PATH_SIZE)
			best = score;
	}
	if (dir)
		closedir(dir);
	return best > 0;
}

static bool exact_find(const char *base, const char *query, char path[PATH_SIZE])
{
	char sorted[PATH_SIZE], plain[PATH_SIZE] = "";
	query_sort(query, sorted);
	if (percent_decode(query, strlen(query), plain, sizeof plain) || strchr(plain, '/'))
		plain[0] = '\0';
	const char *forms[] = { query, sorted, plain };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (*forms[i] && !strchr(forms[i], '/') &&
		    (size_t)snprintf(path, PATH_SIZE, "%s?%s", base, forms[i]) < PATH_SIZE && is_payload(path))
			return true;
	return false;
}

bool folder_find(const char *root, const char *target, char path[PATH_SIZE])
{
	size_t path_length = strcspn(target, "?");
	const char *query = target[path_length] ? target + path_length + 1 : "";
	char decoded[PATH_SIZE] = "", base[PATH_SIZE];
	if (strlen(query) >= PATH_SIZE / 2 || percent_decode(target, path_length, decoded, sizeof decoded) ||
	    !path_is_inside(decoded))
		return false;
	if ((size_t)snprintf(base, sizeof base, "%s/%s", root, decoded) >= sizeof base - 16)
		return false;
	size_t length = strlen(base);
	if (base[length - 1] == '/')
		memcpy(base + length, "index", sizeof "index");
	else if (is_folder(base))
		memcpy(base + length, "/index", sizeof "/index");
	if (*query && (exact_find(base, query, path) || variant_find(base, query, path)))
		return true;
	memcpy(path, base, sizeof base);
	return is_payload(path);
}

static const struct media_type {
	const char *start;
	const char *type;
} by_extension[] = {
	{ ".json", "application/json" },  { ".xml", "application/xml" }, { ".rss", "application/rss+xml" },
	{ ".atom", "application/atom+xml" }, { ".rdf", "application/rdf+xml" }, { ".csv", "text/csv" },
	{ ".html", "text/html" },         { ".txt", "text/plain" },
}, by_content[] = {
	{ "{", "application/json" },      { "[", "application/json" },        { "<?xml", "application/xml" },
	{ "<rss", "application/rss+xml" }, { "<feed", "application/atom+xml" }, { "<!doctype html", "text/html" },
	{ "<html", "text/html" },
};

const char *folder_type(const char *target, const char *bytes, size_t length)
{
	size_t end = strcspn(target, "?");
	for (size_t i = 0; i < sizeof by_extension / sizeof *by_extension; i++) {
		size_t n = strlen(by_extension[i].start);
		if (end > n && !strncasecmp(target + end - n, by_extension[i].start, n))
			return by_extension[i].type;
	}
	while (length && isspace((unsigned char)*bytes))
		bytes++, length--;
	for (size_t i = 0; i < sizeof by_content / sizeof *by_content; i++) {
		size_t n = strlen(by_content[i].start);
		if (length >= n && !strncasecmp(bytes, by_content[i].start, n))
			return by_content[i].type;
	}
	return "application/octet-stream";
}
