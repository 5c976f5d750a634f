#include "fetch/json_outline.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "fetch/payload.h"

#define NAME_SIZE 64 /* longer names are cut: no name that is looked for is as long */

static cJSON *build(struct json_scan *s);

static bool opens(char c)
{
	return c == '{' || c == '[';
}

/* ---- values ---- */

/* What cJSON makes of a string that is known to be one, but for halves of characters beyond the first plane. */
static cJSON *decode(struct json_scan *s, const struct json_text *text)
{
	cJSON *item = cJSON_ParseWithLength(text->bytes - 1, text->length + 2);
	s->failed = s->failed || !item;
	return item;
}

static cJSON *build_scalar(struct json_scan *s, char first)
{
	struct json_text text;
	double number;
	if (first == '"')
		return json_scan_text(s, &text) ? decode(s, &text) : NULL;
	if (json_scan_number(s, &number))
		return cJSON_CreateNumber(number);
	if (s->failed)
		return NULL;
	return first == 't' ? cJSON_CreateTrue() : first == 'f' ? cJSON_CreateFalse() : cJSON_CreateNull();
}

/* ---- arrays ---- */

/* Passes over an array if none of its elements is an object or array; else leaves the cursor before it. */
static bool pass_values(struct json_scan *s)
{
	struct json_scan ahead = *s;
	json_scan_array(&ahead);
	while (json_scan_element(&ahead)) {
		if (opens(json_scan_peek(&ahead)))
			return false;
		json_scan_skip(&ahead);
	}
	*s = ahead;
	return true;
}

static cJSON *build_text(const char *from, const char *to)
{
	cJSON *item = to - from <= INT_MAX ? cJSON_CreateStringReference(from) : NULL;
	if (!item)
		return NULL;
	item->type = cJSON_Raw | cJSON_IsReference;
	item->valueint = (int)(to - from);
	return item;
}

static cJSON *build_array(struct json_scan *s)
{
	const char *from = s->at;
	if (pass_values(s))
		return s->failed ? NULL : build_text(from, s->at);
	cJSON *array = cJSON_CreateArray();
	json_scan_array(s);
	while (array && json_scan_element(s)) {
		cJSON *item = build(s);
		if (!item || !cJSON_AddItemToArray(array, item)) {
			cJSON_Delete(item);
			cJSON_Delete(array);
			return NULL;
		}
	}
	return array;
}

/* ---- objects ---- */

static bool add_escaped(struct json_scan *s, cJSON *object, const struct json_text *name, cJSON *item)
{
	cJSON *decoded = decode(s, name);
	bool added = decoded && cJSON_AddItemToObject(object, decoded->valuestring, item);
	cJSON_Delete(decoded);
	return added;
}

static bool add_member(struct json_scan *s, cJSON *object, const struct json_text *name, cJSON *item)
{
	char plain[NAME_SIZE];
	if (name->escaped)
		return add_escaped(s, object, name, item);
	size_t length = name->length < NAME_SIZE ? name->length : NAME_SIZE - 1;
	memcpy(plain, name->bytes, length);
	plain[length] = '\0';
	return cJSON_AddItemToObject(object, plain, item);
}

static cJSON *build_object(struct json_scan *s)
{
	struct json_text name;
	cJSON *object = cJSON_CreateObject();
	json_scan_object(s);
	while (object && json_scan_member(s, &name)) {
		cJSON *item = build(s);
		if (!item || !add_member(s, object, &name, item)) {
			cJSON_Delete(item);
			cJSON_Delete(object);
			return NULL;
		}
	}
	return object;
}

static cJSON *build(struct json_scan *s)
{
	char first = json_scan_peek(s);
	return first == '{' ? build_object(s) : first == '[' ? build_array(s) : build_scalar(s, first);
}

/* ---- the document ---- */

static int refuse(struct json_scan *s, struct error *err)
{
	if (s->failed && s->depth == JSON_SCAN_DEPTH && s->at < s->end && opens(*s->at))
		return error_set(err, "expected JSON of at most %d levels, got a deeper one", JSON_SCAN_DEPTH);
	return json_scan_end(s, err) ? -1 : error_set(err, "out of memory");
}

cJSON *json_outline(const char *bytes, size_t length, struct error *err)
{
	struct json_scan s;
	if (payload_check_json(bytes, length, err))
		return NULL;
	json_scan_init(&s, bytes, length);
	cJSON *json = build(&s);
	if (json && !s.failed && !json_scan_end(&s, err))
		return json;
	refuse(&s, err);
	cJSON_Delete(json);
	return NULL;
}

/* ---- lists ---- */

void json_list_init(struct json_list *list, const cJSON *array)
{
	*list = (struct json_list){ .ended = !cJSON_IsRaw(array) };
	if (list->ended)
		return;
	json_scan_init(&list->scan, array->valuestring, (size_t)array->valueint);
	list->ended = !json_scan_array(&list->scan) || !json_scan_element(&list->scan);
}

bool json_list_has_next(struct json_list *list)
{
	return !list->ended;
}

double json_list_next(struct json_list *list)
{
	double number = (double)NAN;
	if (list->ended)
		return number;
	if (!json_scan_number(&list->scan, &number))
		number = (double)NAN;
	list->ended = !json_scan_element(&list->scan);
	return number;
}
