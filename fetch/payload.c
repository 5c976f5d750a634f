#include "fetch/payload.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define JSON_DEPTH 64

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_lead(const char **bytes, size_t *length)
{
	if (*length >= 3 && !memcmp(*bytes, "\xEF\xBB\xBF", 3)) {
		*bytes += 3;
		*length -= 3;
	}
	while (*length && is_blank(**bytes)) {
		++*bytes;
		--*length;
	}
}

/* The first place of an ASCII needle, whatever the case. */
static const char *find(const char *bytes, size_t length, const char *needle)
{
	size_t n = strlen(needle);
	for (size_t i = 0; i + n <= length; i++)
		if (!strncasecmp(bytes + i, needle, n))
			return bytes + i;
	return NULL;
}

static void quote_text(const char *bytes, size_t length, const char *what, char *out, size_t size)
{
	struct buffer safe;
	buffer_init(&safe, 60);
	safe_text(&safe, bytes, length < 200 ? length : 200);
	if (safe.length)
		snprintf(out, size, "%s '%s'", what, buffer_text(&safe));
	else
		snprintf(out, size, "%s", what);
	buffer_release(&safe);
}

static void describe_html(const char *bytes, size_t length, char *out, size_t size)
{
	const char *end = bytes + length;
	const char *title = find(bytes, length < 8192 ? length : 8192, "<title");
	const char *text = title ? memchr(title, '>', (size_t)(end - title)) : NULL;
	if (!text) {
		snprintf(out, size, "an HTML page");
		return;
	}
	text++;
	const char *stop = memchr(text, '<', (size_t)(end - text));
	quote_text(text, (size_t)((stop ? stop : end) - text), "an HTML page", out, size);
}

static bool looks_binary(const char *bytes, size_t length)
{
	size_t odd = 0, seen = length < 512 ? length : 512;
	for (size_t i = 0; i < seen; i++)
		odd += (unsigned char)bytes[i] < 0x20 && !is_blank(bytes[i]);
	return odd > seen / 16;
}

void payload_describe(const char *bytes, size_t length, char *out, size_t size)
{
	skip_lead(&bytes, &length);
	if (!length)
		snprintf(out, size, "an empty body");
	else if (find(bytes, length < 1024 ? length : 1024, "<!doctype html") ||
		 find(bytes, length < 1024 ? length : 1024, "<html"))
		describe_html(bytes, length, out, size);
	else if (looks_binary(bytes, length))
		snprintf(out, size, "binary data");
	else if (*bytes == '{' || *bytes == '[')
		snprintf(out, size, "JSON");
	else if (*bytes == '<')
		snprintf(out, size, "XML");
	else
		quote_text(bytes, length, "the text", out, size);
}

/* What follows a string that begins at `at`; `end` if it does not end. */
static const char *pass_string(const char *at, const char *end)
{
	for (const char *from = at; at < end; at++) {
		at = memchr(at, '"', (size_t)(end - at));
		if (!at)
			break;
		const char *escapes = at;
		while (escapes > from && escapes[-1] == '\\')
			escapes--;
		if ((at - escapes) % 2 == 0)
			return at + 1;
	}
	return end;
}

/* cJSON recurses to 1000 levels; no feed of ours needs more than a dozen. Every answer is looked through for this
 * before it is parsed, so most bytes are to cost one look into a table. */
static bool too_deep(const char *bytes, size_t length)
{
	static const signed char steps[256] = { ['{'] = 1, ['['] = 1, ['}'] = -1, [']'] = -1, ['"'] = 2 };
	const char *at = bytes, *end = bytes + length;
	int depth = 0;
	while (at < end) {
		int step = steps[(unsigned char)*at++];
		if (step == 2)
			at = pass_string(at, end);
		else if (step && (depth += step) > JSON_DEPTH)
			return true;
	}
	return false;
}

static bool only_blanks(const char *from, const char *end)
{
	while (from < end && is_blank(*from))
		from++;
	return from == end;
}

int payload_check_json(const char *bytes, size_t length, struct error *err)
{
	char what[160];
	skip_lead(&bytes, &length);
	if (length && (*bytes == '{' || *bytes == '['))
		return 0;
	payload_describe(bytes, length, what, sizeof what);
	return error_set(err, "expected JSON, got %s", what);
}

cJSON *payload_json(const char *bytes, size_t length, struct error *err)
{
	if (payload_check_json(bytes, length, err))
		return NULL;
	skip_lead(&bytes, &length);
	if (too_deep(bytes, length)) {
		error_set(err, "expected JSON of at most %d levels, got a deeper one", JSON_DEPTH);
		return NULL;
	}
	const char *end = bytes;
	cJSON *json = cJSON_ParseWithLengthOpts(bytes, length, &end, 0);
	if (json && only_blanks(end, bytes + length))
		return json;
	cJSON_Delete(json);
	error_set(err, "the JSON breaks off or is wrong at byte %zu of %zu", (size_t)(end - bytes), length);
	return NULL;
}

const cJSON *json_member(const cJSON *object, const char *name)
{
	return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

double json_number(const cJSON *object, const char *name)
{
	const cJSON *item = json_member(object, name);
	return cJSON_IsNumber(item) && isfinite(item->valuedouble) ? item->valuedouble : (double)NAN;
}

long long json_integer(const cJSON *object, const char *name)
{
	double value = json_number(object, name);
	return fabs(value) <= 9007199254740992.0 ? (long long)value : 0;
}

const char *json_string(const cJSON *object, const char *name)
{
	const cJSON *item = json_member(object, name);
	return cJSON_IsString(item) ? item->valuestring : NULL;
}
