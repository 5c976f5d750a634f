#include "market/source_state.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static const char *const status_names[] = {
	[SOURCE_WAITING] = "waiting", [SOURCE_LIVE] = "live",       [SOURCE_BACKING_OFF] = "backing_off",
	[SOURCE_REFUSED] = "refused", [SOURCE_OFFLINE] = "offline", [SOURCE_DISABLED] = "disabled",
};
#define STATUSES (sizeof status_names / sizeof *status_names)

const char *source_status_name(enum source_status s)
{
	return status_names[(size_t)s < STATUSES ? s : SOURCE_WAITING];
}

enum source_status source_status_parse(const char *name)
{
	for (size_t i = 0; i < STATUSES; i++)
		if (!strcmp(status_names[i], name))
			return (enum source_status)i;
	return SOURCE_WAITING;
}

static bool is_secret(const char *name, size_t length)
{
	static const char *const names[] = { "key",     "apikey",       "api_key", "api-key", "subscription-key",
					     "token",   "access_token", "crumb",   "auth",    "secret",
					     "password" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == length && !strncasecmp(names[i], name, length))
			return true;
	return false;
}

/* Written by those who know that a secret belongs there. */
static bool is_struck(const char *value, const char *end)
{
	return end - value == 3 && !strncmp(value, "***", 3);
}

/* Takes the values of secret parameters out of a URL's query, in place: "?key=abc&s=A" -> "?key=&s=A". */
static void strike_keys(char *url)
{
	char *p = strchr(url, '?');
	while (p && *p) {
		char *name = p + 1;
		char *value = name + strcspn(name, "=&#");
		char *next = value + strcspn(value, "&#");
		if (*value == '=' && is_secret(name, (size_t)(value - name)) && !is_struck(value + 1, next)) {
			memmove(value + 1, next, strlen(next) + 1);
			next = value + 1;
		}
		p = *next == '&' ? next : NULL;
	}
}

/* "https://user:pass@host/" -> "https://host/" */
static void strike_user(char *url)
{
	char *host = strstr(url, "://");
	if (!host)
		return;
	host += 3;
	char *end = host + strcspn(host, "/?#");
	for (char *p = end; p > host; p--)
		if (p[-1] == '@') {
			memmove(host, p, strlen(p) + 1);
			return;
		}
}

void source_state_init(struct source_state *s, const char *name, const char *url, const char *kind)
{
	*s = (struct source_state){ .status = SOURCE_WAITING, .latency_ms = -1 };
	safe_copy(s->name, sizeof s->name, name);
	safe_copy(s->url, sizeof s->url, url);
	safe_copy(s->kind, sizeof s->kind, kind);
	strike_user(s->url);
	strike_keys(s->url);
}
