#include "fetch/url.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static int copy(char *out, size_t size, const char *text)
{
	size_t length = strlen(text);
	if (length >= size)
		return -1;
	memcpy(out, text, length + 1);
	return 0;
}

static CURLU *parse(const char *url)
{
	CURLU *u = curl_url();
	if (u && curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME)) {
		curl_url_cleanup(u);
		return NULL;
	}
	return u;
}

static bool has_part(CURLU *u, CURLUPart part)
{
	char *text = NULL;
	if (curl_url_get(u, part, &text, 0))
		return false;
	bool some = *text != '\0';
	curl_free(text);
	return some;
}

bool url_is_https(const char *url)
{
	return !strncasecmp(url, "https://", 8);
}

static bool is_plain_text(const char *url)
{
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return true;
}

bool url_is_web(const char *url)
{
	if (!url_is_https(url) && strncasecmp(url, "http://", 7) != 0)
		return false;
	if (!is_plain_text(url) || strstr(url, "://")[3] == '/') /* libcurl forgives a third slash */
		return false;
	CURLU *u = parse(url);
	if (!u)
		return false;
	bool good = has_part(u, CURLUPART_HOST) && !has_part(u, CURLUPART_USER) && !has_part(u, CURLUPART_PASSWORD);
	curl_url_cleanup(u);
	return good;
}

static void lower(char *text)
{
	for (; *text; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text - 'A' + 'a');
}

static int get_host(const char *url, bool with_port, char out[URL_HOST_SIZE])
{
	CURLU *u = parse(url);
	if (!u)
		return -1;
	char *host = NULL, *port = NULL;
	int result = -1;
	if (!curl_url_get(u, CURLUPART_HOST, &host, 0)) {
		if (with_port)
			curl_url_get(u, CURLUPART_PORT, &port, 0);
		int n = snprintf(out, URL_HOST_SIZE, "%s%s%s", host, port ? ":" : "", port ? port : "");
		result = n > 0 && n < URL_HOST_SIZE ? 0 : -1;
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	if (!result)
		lower(out);
	return result;
}

int url_host(const char *url, char out[URL_HOST_SIZE])
{
	return get_host(url, true, out);
}

int url_host_name(const char *url, char out[URL_HOST_SIZE])
{
	if (get_host(url, false, out))
		return -1;
	size_t length = strlen(out);
	if (*out == '[' && out[length - 1] == ']') {
		out[length - 1] = '\0';
		memmove(out, out + 1, length - 1);
	}
	return 0;
}

int url_resolve(const char *base, const char *reference, char out[URL_SIZE])
{
	CURLU *u = parse(base);
	if (!u)
		return -1;
	char *text = NULL;
	int result = -1;
	if (!curl_url_set(u, CURLUPART_URL, reference, CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) &&
	    !curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) && !curl_url_get(u, CURLUPART_URL, &text, 0))
		result = copy(out, URL_SIZE, text);
	curl_free(text);
	curl_url_cleanup(u);
	return result;
}

/* Length of the root without trailing slashes. */
static size_t root_length(const char *root)
{
	size_t length = strlen(root);
	while (length && root[length - 1] == '/')
		length--;
	return length;
}

int url_below_root(const char *root, const char *url, char out[URL_SIZE])
{
	char host[URL_HOST_SIZE];
	if (!url_is_web(url) || url_host(url, host))
		return -1;
	const char *rest = strstr(url, "://") + 3;
	rest += strcspn(rest, "/?#");
	int kept = (int)strcspn(rest, "#");
	int n = snprintf(out, URL_SIZE, "%.*s/%s%s%.*s", (int)root_length(root), root, host, *rest == '/' ? "" : "/",
			 kept, rest);
	return n > 0 && n < URL_SIZE ? 0 : -1;
}

int url_from_root(const char *root, const char *url, char out[URL_SIZE])
{
	size_t length = root_length(root);
	if (strncmp(url, root, length) != 0 || url[length] != '/' || !url[length + 1])
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s", url + length + 1);
	return n < URL_SIZE && url_is_web(out) ? 0 : -1;
}

int url_escape(const char *text, char *out, size_t size)
{
	static const char plain[] = "-._~,ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	size_t used = 0;
	for (; *text; text++) {
		bool as_is = strchr(plain, *text) != NULL;
		if (used + (as_is ? 1 : 3) >= size)
			return -1;
		if (as_is)
			out[used++] = *text;
		else
			used += (size_t)snprintf(out + used, 4, "%%%02X", (unsigned)(unsigned char)*text);
	}
	out[used] = '\0';
	return 0;
}

static bool is_key_name(const char *name, size_t length)
{
	static const char *const names[] = {
		"key",       "apikey",        "api_key",          "api-key",   "token",   "access_token", "auth",
		"crumb",     "secret",        "password",         "passwd",    "pwd",     "signature",    "sig",
		"client_id", "client_secret", "subscription-key", "x-api-key", "session", "sessionid",    "sid"
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == length && !strncasecmp(names[i], name, length))
			return true;
	return false;
}

void url_redact(const char *url, char *out, size_t size)
{
	size_t used = 0;
	const char *p = url;
	while (*p && used + 1 < size) {
		out[used++] = *p;
		if (*p++ != '?' && p[-1] != '&')
			continue;
		size_t name = strcspn(p, "=&# \t\r\n");
		if (p[name] != '=' || !is_key_name(p, name))
			continue;
		int n = snprintf(out + used, size - used, "%.*s=REDACTED", (int)name, p);
		used = (size_t)n < size - used ? used + (size_t)n : size - 1;
		p += name + 1;
		p += strcspn(p, "&# \t\r\n");
	}
	out[used] = '\0';
}
