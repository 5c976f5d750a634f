#include "fetch/recording.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/paths.h"
#include "fetch/http.h"

#define NUMBER_DIGITS 6
#define FILE_NAME_SIZE 128
#define FILE_LIMIT (HTTP_BODY_LIMIT * 8u)

struct kept_answer {
	char *name; /* of the file, owned */
	char *url;  /* struck out, owned */
	bool served;
};

struct recording {
	char folder[PATH_SIZE];
	long next_number;
	struct kept_answer *answers; /* owned, in the order of their numbers */
	size_t count;
};

/* ---- writing ---- */

/* "000012-www.example.org-feed.http": the name is for people, the number keeps it apart. */
static void file_name(long number, const char *url, char out[FILE_NAME_SIZE])
{
	int used = snprintf(out, FILE_NAME_SIZE, "%0*ld-", NUMBER_DIGITS, number);
	const char *p = strstr(url, "://");
	bool dash = true;
	for (p = p ? p + 3 : url; *p && used < 80; p++) {
		bool safe = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
			    (*p == '.' && !dash);
		if (safe)
			out[used++] = *p;
		else if (!dash)
			out[used++] = '-';
		dash = !safe;
	}
	snprintf(out + used, FILE_NAME_SIZE - (size_t)used, ".http");
}

static bool is_secret_field(const char *line)
{
	static const char *const names[] = { "Set-Cookie",          "Set-Cookie2",     "Cookie",
					     "Authorization",       "X-Api-Key",       "WWW-Authenticate",
					     "Proxy-Authorization", "X-Finnhub-Token", "X-Finnhub-Secret" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);
		if (!strncasecmp(line, names[i], length) && line[length] == ':')
			return true;
	}
	return false;
}

/* The body is kept decoded and whole, so these would lie about it. */
static bool is_transport_field(const char *line)
{
	static const char *const names[] = { "Content-Encoding:", "Transfer-Encoding:", "Content-Length:" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncasecmp(line, names[i], strlen(names[i])))
			return true;
	return false;
}

static int put_fields(struct buffer *out, const struct buffer *headers)
{
	char line[HTTP_FIELD_SIZE * 4], clean[HTTP_FIELD_SIZE * 4];
	for (const char *p = buffer_text(headers); *p;) {
		size_t end = strcspn(p, "\r\n");
		snprintf(line, sizeof line, "%.*s", (int)end, p);
		p += end + strspn(p + end, "\r\n");
		if (!*line || is_transport_field(line))
			continue;
		url_redact(line, clean, sizeof clean);
		if (is_secret_field(line))
			snprintf(clean, sizeof clean, "%.*s: REDACTED", (int)strcspn(line, ":"), line);
		if (buffer_format(out, "%s\n", clean))
			return -1;
	}
	return buffer_append_char(out, '\n');
}

int recording_put(struct recording *recording, const char *url, int latency_ms, const struct buffer *headers,
		  const struct buffer *body, struct error *err)
{
	char clean[URL_SIZE], name[FILE_NAME_SIZE], path[PATH_SIZE + FILE_NAME_SIZE];
	url_redact(url, clean, sizeof clean);
	file_name(recording->next_number, clean, name);
	snprintf(path, sizeof path, "%s/%s", recording->folder, name);
	struct buffer out;
	buffer_init(&out, 0);
	int result = -1;
	if (buffer_format(&out, "GET %s\nlatency_ms: %d\n\n", clean, latency_ms) || put_fields(&out, headers) ||
	    buffer_append(&out, buffer_text(body), body->length))
		error_set(err, "out of memory while an answer is recorded");
	else
		result = file_replace(path, out.data, out.length, err);
	buffer_release(&out);
	recording->next_number++;
	return result;
}

/* ---- reading ---- */

static void kept_release(struct kept_answer *kept)
{
	free(kept->name);
	free(kept->url);
}

static bool is_answer_name(const char *name)
{
	size_t length = strlen(name);
	return strspn(name, "0123456789") >= NUMBER_DIGITS && length > 5 && !strcmp(name + length - 5, ".http");
}

static int compare_kept(const void *a, const void *b)
{
	const struct kept_answer *x = a, *y = b;
	return strcmp(x->name, y->name);
}

static int keep_name(struct recording *r, const char *name)
{
	struct kept_answer *more = realloc(r->answers, (r->count + 1) * sizeof *more);
	if (!more)
		return -1;
	r->answers = more;
	r->answers[r->count] = (struct kept_answer){ .name = strdup(name) };
	return r->answers[r->count++].name ? 0 : -1;
}

static int list_folder(struct recording *r, struct error *err)
{
	DIR *folder = opendir(r->folder);
	if (!folder)
		return error_set(err, "cannot read the folder %s: %s", r->folder, strerror(errno));
	int result = 0;
	for (const struct dirent *entry; !result && (entry = readdir(folder));)
		if (is_answer_name(entry->d_name) && keep_name(r, entry->d_name))
			result = error_set(err, "out of memory");
	closedir(folder);
	if (!result && r->count)
		qsort(r->answers, r->count, sizeof *r->answers, compare_kept);
	return result;
}

static void kept_path(const struct recording *r, const struct kept_answer *kept, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", r->folder, kept->name);
}

static int read_url(const struct recording *r, struct kept_answer *kept, struct error *err)
{
	char path[PATH_SIZE + 256], line[URL_SIZE + 8] = "";
	kept_path(r, kept, path, sizeof path);
	FILE *file = fopen(path, "re");
	if (!file)
		return error_set(err, "cannot read %s: %s", path, strerror(errno));
	bool good = fgets(line, sizeof line, file) && !strncmp(line, "GET ", 4);
	fclose(file);
	if (!good)
		return error_set(err, "%s:1: expected \"GET URL\" of a recorded answer", path);
	line[strcspn(line, "\r\n")] = '\0';
	kept->url = strdup(line + 4);
	return kept->url ? 0 : error_set(err, "out of memory");
}

static struct kept_answer *find(struct recording *r, const char *url)
{
	struct kept_answer *last = NULL;
	for (size_t i = 0; i < r->count; i++) {
		if (strcmp(r->answers[i].url, url) != 0)
			continue;
		last = &r->answers[i];
		if (!last->served)
			break;
	}
	return last;
}

/* Takes the file apart; the texts point into it. */
static int split(const char *path, struct buffer *file, int *latency_ms, struct buffer *headers, struct buffer *body,
		 struct error *err)
{
	const char *text = buffer_text(file);
	const char *first = strstr(text, "\n\n");
	const char *second = first ? strstr(first + 2, "\n\n") : NULL;
	const char *latency = strstr(text, "\nlatency_ms: ");
	if (!second)
		return error_set(err, "%s: expected a request, a header and a body with empty lines between", path);
	if (latency && latency < first)
		*latency_ms = (int)strtol(latency + strlen("\nlatency_ms: "), NULL, 10);
	const char *end = text + file->length;
	if (buffer_append(headers, first + 2, (size_t)(second + 1 - first - 2)) ||
	    buffer_append(body, second + 2, (size_t)(end - second - 2)))
		return error_set(err, "%s: larger than an answer may be", path);
	return 0;
}

int recording_get(struct recording *recording, const char *url, int *latency_ms, struct buffer *headers,
		  struct buffer *body, struct error *err)
{
	char clean[URL_SIZE], path[PATH_SIZE + 256];
	url_redact(url, clean, sizeof clean);
	struct kept_answer *kept = find(recording, clean);
	if (!kept)
		return error_set(err, "the recording holds no answer to %.300s", clean);
	kept->served = true;
	kept_path(recording, kept, path, sizeof path);
	struct buffer file;
	buffer_init(&file, FILE_LIMIT);
	int result = file_read(path, &file, err);
	if (!result)
		result = split(path, &file, latency_ms, headers, body, err);
	buffer_release(&file);
	return result;
}

/* ---- both ---- */

/* A recording over what the folder holds; NULL with err filled. */
static struct recording *open_folder(const char *folder, struct error *err)
{
	struct recording *r = calloc(1, sizeof *r);
	if (!r) {
		error_set(err, "out of memory");
		return NULL;
	}
	int status = 0;
	if (snprintf(r->folder, sizeof r->folder, "%s", folder) >= (int)sizeof r->folder)
		status = error_set(err, "the name of the folder for recordings is too long");
	if (!status)
		status = list_folder(r, err);
	if (!status)
		return r;
	recording_free(r);
	return NULL;
}

int recording_open_write(struct recording **out, const char *folder, struct error *err)
{
	char inside[PATH_SIZE + 8];
	snprintf(inside, sizeof inside, "%s/x", folder);
	*out = path_make_parent(inside, err) ? NULL : open_folder(folder, err);
	if (!*out)
		return -1;
	const struct kept_answer *last = (*out)->count ? &(*out)->answers[(*out)->count - 1] : NULL;
	(*out)->next_number = last ? strtol(last->name, NULL, 10) + 1 : 1;
	return 0;
}

int recording_open_read(struct recording **out, const char *folder, struct error *err)
{
	struct recording *r = open_folder(folder, err);
	*out = r;
	if (!r)
		return -1;
	int status = r->count ? 0 : error_set(err, "the folder %s holds no recorded answers", folder);
	for (size_t i = 0; !status && i < r->count; i++)
		status = read_url(r, &r->answers[i], err);
	if (status) {
		recording_free(r);
		*out = NULL;
	}
	return status;
}

void recording_free(struct recording *recording)
{
	if (!recording)
		return;
	for (size_t i = 0; i < recording->count; i++)
		kept_release(&recording->answers[i]);
	free(recording->answers);
	free(recording);
}
