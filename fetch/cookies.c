#include "fetch/cookies.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#define LINE_SIZE (COOKIE_VALUE_SIZE + 1024)
#define PATH_LIMIT 256

struct cookie {
	char name[COOKIE_NAME_SIZE];
	char value[COOKIE_VALUE_SIZE];
	char domain[URL_HOST_SIZE];
	char path[PATH_LIMIT];
	bool host_only;  /* for the domain itself, not for those below it */
	int64_t expires; /* INT64_MAX: with the session */
};

void cookie_jar_init(struct cookie_jar *jar, const char *site)
{
	*jar = (struct cookie_jar){ .site = site };
}

static void drop(struct cookie_jar *jar, size_t index)
{
	explicit_bzero(jar->items[index], sizeof *jar->items[index]);
	free(jar->items[index]);
	jar->items[index] = jar->items[--jar->count];
}

void cookie_jar_clear(struct cookie_jar *jar)
{
	while (jar->count)
		drop(jar, jar->count - 1);
}

/* ---- where a cookie belongs ---- */

static bool is_within(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);
	if (h < d || strcasecmp(host + h - d, domain) != 0)
		return false;
	return h == d || host[h - d - 1] == '.';
}

/* "/v7/finance/quote" of a URL; "/" where there is none. */
static void path_of(const char *url, char out[URL_SIZE])
{
	const char *rest = strstr(url, "://");
	rest = rest ? rest + 3 : url;
	rest += strcspn(rest, "/?#");
	int length = *rest == '/' ? (int)strcspn(rest, "?#") : 0;
	snprintf(out, URL_SIZE, "%.*s", length, rest);
	if (!*out)
		snprintf(out, URL_SIZE, "/");
}

static bool path_matches(const char *path, const char *wanted)
{
	size_t length = strlen(wanted);
	if (strncmp(path, wanted, length) != 0)
		return false;
	return !path[length] || path[length] == '/' || wanted[length - 1] == '/';
}

/* ---- reading ---- */

static bool is_token(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", text[i]))
			return false;
	return length > 0;
}

static bool is_value(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] >= 0x7f || text[i] == ';')
			return false;
	return true;
}

/* Cuts blanks at both ends of the span. */
static void trim(const char **text, size_t *length)
{
	while (*length && (**text == ' ' || **text == '\t')) {
		++*text;
		--*length;
	}
	while (*length && strchr(" \t\r", (*text)[*length - 1]))
		--*length;
}

/* "NAME=VALUE" up to the first semicolon. */
static bool read_pair(struct cookie *c, const char *text, size_t length)
{
	const char *equals = memchr(text, '=', length);
	if (!equals)
		return false;
	const char *name = text, *value = equals + 1;
	size_t name_length = (size_t)(equals - text), value_length = length - name_length - 1;
	trim(&name, &name_length);
	trim(&value, &value_length);
	if (name_length >= sizeof c->name || value_length >= sizeof c->value || !is_token(name, name_length) ||
	    !is_value(value, value_length))
		return false;
	memcpy(c->name, name, name_length);
	memcpy(c->value, value, value_length);
	return true;
}

static bool has_name(const char *text, size_t length, const char *name)
{
	return length == strlen(name) && !strncasecmp(text, name, length);
}

static void read_max_age(struct cookie *c, const char *value, int64_t now)
{
	char *end;
	long long seconds = strtoll(value, &end, 10);
	if (end == value || *end)
		return;
	c->expires = seconds <= 0 ? 0 : seconds > INT64_MAX - now ? INT64_MAX : now + seconds;
}

/* Max-Age goes before Expires, whichever comes first. */
static bool read_attribute(struct cookie *c, const char *text, size_t length, bool *aged, int64_t now)
{
	char value[URL_HOST_SIZE + 2];
	const char *equals = memchr(text, '=', length), *rest = equals ? equals + 1 : text + length;
	size_t name_length = equals ? (size_t)(equals - text) : length, rest_length = length - (size_t)(rest - text);
	trim(&text, &name_length);
	trim(&rest, &rest_length);
	if (rest_length >= sizeof value)
		return !has_name(text, name_length, "Domain") && !has_name(text, name_length, "Path");
	snprintf(value, sizeof value, "%.*s", (int)rest_length, rest);
	if (has_name(text, name_length, "Domain") && *value) {
		const char *domain = value + (*value == '.');
		c->host_only = false;
		return snprintf(c->domain, sizeof c->domain, "%s", domain) < (int)sizeof c->domain;
	}
	if (has_name(text, name_length, "Path") && *value == '/')
		return snprintf(c->path, sizeof c->path, "%s", value) < (int)sizeof c->path;
	if (has_name(text, name_length, "Max-Age")) {
		*aged = true;
		read_max_age(c, value, now);
	} else if (has_name(text, name_length, "Expires") && !*aged) {
		time_t until = curl_getdate(value, NULL);
		c->expires = until < 0 ? c->expires : (int64_t)until;
	}
	return true;
}

static bool read_cookie(struct cookie *c, const char *host, const char *text, int64_t now)
{
	bool aged = false;
	size_t length = strcspn(text, ";");
	*c = (struct cookie){ .host_only = true, .expires = INT64_MAX, .path = "/" };
	snprintf(c->domain, sizeof c->domain, "%s", host);
	if (!read_pair(c, text, length))
		return false;
	for (const char *p = text + length; *p;) {
		size_t part = strcspn(++p, ";");
		if (!read_attribute(c, p, part, &aged, now))
			return false;
		p += part;
	}
	return true;
}

/* ---- keeping ---- */

static int keep(struct cookie_jar *jar, const struct cookie *c, int64_t now)
{
	for (size_t i = 0; i < jar->count; i++) {
		const struct cookie *old = jar->items[i];
		if (!strcmp(old->name, c->name) && !strcasecmp(old->domain, c->domain) && !strcmp(old->path, c->path)) {
			drop(jar, i);
			break;
		}
	}
	if (c->expires <= now || jar->count == COOKIES_MAX)
		return 0;
	struct cookie *copy = malloc(sizeof *copy);
	if (!copy)
		return -1;
	*copy = *c;
	jar->items[jar->count++] = copy;
	return 0;
}

static int take_line(struct cookie_jar *jar, const char *host, const char *text, size_t length, int64_t now)
{
	char line[LINE_SIZE];
	struct cookie c;
	if (length >= sizeof line)
		return 0;
	memcpy(line, text, length);
	line[length] = '\0';
	/* For its own domain or one that holds it, and never for more than the site. */
	bool ours = read_cookie(&c, host, line, now) && is_within(host, c.domain) && is_within(c.domain, jar->site);
	int result = ours ? keep(jar, &c, now) : 0;
	explicit_bzero(line, sizeof line);
	explicit_bzero(&c, sizeof c);
	return result;
}

int cookie_jar_take(struct cookie_jar *jar, const char *url, const char *headers, int64_t now)
{
	static const char field[] = "Set-Cookie:";
	char host[URL_HOST_SIZE];
	if (!url_is_https(url) || url_host_name(url, host))
		return 0;
	for (const char *line = headers; *line;) {
		size_t length = strcspn(line, "\r\n");
		if (!strncasecmp(line, field, sizeof field - 1) &&
		    take_line(jar, host, line + sizeof field - 1, length - (sizeof field - 1), now))
			return -1;
		line += length;
		line += strspn(line, "\r\n");
	}
	return 0;
}

void cookie_jar_format(const struct cookie_jar *jar, const char *url, int64_t now, char out[COOKIES_FIELD_SIZE])
{
	char host[URL_HOST_SIZE], path[URL_SIZE];
	size_t used = 0;
	*out = '\0';
	if (!url_is_https(url) || url_host_name(url, host))
		return;
	path_of(url, path);
	for (size_t i = 0; i < jar->count; i++) {
		const struct cookie *c = jar->items[i];
		bool belongs = c->host_only ? !strcasecmp(host, c->domain) : is_within(host, c->domain);
		size_t length = strlen(c->name) + strlen(c->value) + 3;
		if (!belongs || !path_matches(path, c->path) || c->expires <= now ||
		    used + length >= COOKIES_FIELD_SIZE)
			continue;
		used += (size_t)snprintf(out + used, COOKIES_FIELD_SIZE - used, "%s%s=%s", used ? "; " : "", c->name,
					 c->value);
	}
}
