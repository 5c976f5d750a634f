/* What came instead of what was expected, in words for a person; and JSON read with suspicion. */
#ifndef FROTH_FETCH_PAYLOAD_H
#define FROTH_FETCH_PAYLOAD_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/error.h"

/* "an HTML page 'Hotel WiFi login'", "the text 'Too Many Requests'", "an empty body", "binary data",
 * "JSON", "XML": at most size bytes, safe to show. */
void payload_describe(const char *bytes, size_t length, char *out, size_t size);

/* Whether it opens as JSON does, for those who read it without a tree; -1: err says what came. */
int payload_check_json(const char *bytes, size_t length, struct error *err);

/* Parses a whole JSON document: an object or array, nested at most 64 deep, nothing after it. The
 * caller frees with cJSON_Delete. NULL: err says what was expected and what came. */
cJSON *payload_json(const char *bytes, size_t length, struct error *err);

/* A finite number member; NAN if it is absent, null, no number, or infinite. */
double json_number(const cJSON *object, const char *name);
/* A whole number within int64's exact range of a double; 0 if absent or none. */
long long json_integer(const cJSON *object, const char *name);
/* A string member; NULL if absent or no string. Borrowed, foreign: not safe to show. */
const char *json_string(const cJSON *object, const char *name);
const cJSON *json_member(const cJSON *object, const char *name); /* case-sensitive; NULL is fine */

#endif
