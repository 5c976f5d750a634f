#include "cli/json.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

void json_number_format(double value, char out[JSON_NUMBER_SIZE])
{
	double whole = nearbyint(value);
	if (!isfinite(value))
		snprintf(out, JSON_NUMBER_SIZE, "null");
	else if (fabs(value) < 1e15 && (fabs(value) >= 1e10 || fabs(value - whole) < 1e-10 * fmax(1, fabs(value))))
		snprintf(out, JSON_NUMBER_SIZE, "%.0f", fabs(whole) < 0.5 ? 0.0 : whole);
	else
		snprintf(out, JSON_NUMBER_SIZE, "%.10g", value);
}

void json_put_number(cJSON *object, const char *key, double value)
{
	char text[JSON_NUMBER_SIZE];
	json_number_format(value, text);
	if (isfinite(value))
		cJSON_AddRawToObject(object, key, text);
	else
		cJSON_AddNullToObject(object, key);
}

void json_put_integer(cJSON *object, const char *key, int64_t value)
{
	char text[JSON_NUMBER_SIZE];
	snprintf(text, sizeof text, "%lld", (long long)value);
	cJSON_AddRawToObject(object, key, text);
}

void json_put_text(cJSON *object, const char *key, const char *text)
{
	if (text && *text)
		cJSON_AddStringToObject(object, key, text);
	else
		cJSON_AddNullToObject(object, key);
}

void json_put_time(cJSON *object, const char *key, int64_t seconds)
{
	char text[TIMESTAMP_SIZE] = "";
	if (seconds)
		timestamp_format_rfc3339(seconds, text);
	json_put_text(object, key, text);
}

void json_put_date(cJSON *object, const char *key, int64_t seconds)
{
	char text[TIMESTAMP_SIZE] = "";
	if (seconds)
		timestamp_format_date(seconds, text);
	json_put_text(object, key, text);
}

cJSON *json_row(cJSON *array)
{
	cJSON *row = cJSON_CreateObject();
	cJSON_AddItemToArray(array, row);
	return row;
}

static void write_value(FILE *out, const cJSON *value, int depth);

/* Numbers are raw, so cJSON only escapes strings and spells the words. */
static void write_scalar(FILE *out, const cJSON *value)
{
	char *text = cJSON_PrintUnformatted(value);
	fputs(text ? text : "null", out);
	cJSON_free(text);
}

static bool is_nested(const cJSON *value)
{
	return cJSON_IsObject(value) || cJSON_IsArray(value);
}

/* A list of plain values stays on one line. */
static bool is_flat(const cJSON *value)
{
	const cJSON *member;
	cJSON_ArrayForEach(member, value)
	{
		if (is_nested(member))
			return false;
	}
	return cJSON_IsArray(value);
}

static void write_members(FILE *out, const cJSON *value, int depth)
{
	bool flat = is_flat(value), first = true;
	const cJSON *member;
	cJSON_ArrayForEach(member, value)
	{
		fputs(first ? "" : flat ? ", " : ",", out);
		if (!flat)
			fprintf(out, "\n%*s", 2 * (depth + 1), "");
		if (cJSON_IsObject(value))
			fprintf(out, "\"%s\": ", member->string);
		write_value(out, member, depth + 1);
		first = false;
	}
	if (!flat && !first)
		fprintf(out, "\n%*s", 2 * depth, "");
}

static void write_value(FILE *out, const cJSON *value, int depth)
{
	if (!is_nested(value)) {
		write_scalar(out, value);
		return;
	}
	putc(cJSON_IsArray(value) ? '[' : '{', out);
	write_members(out, value, depth);
	putc(cJSON_IsArray(value) ? ']' : '}', out);
}

int json_print(FILE *out, cJSON *value, struct error *err)
{
	if (!value)
		return error_set(err, "out of memory");
	write_value(out, value, 0);
	putc('\n', out);
	cJSON_Delete(value);
	return 0;
}

static void csv_field(FILE *out, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fputs(text, out);
		return;
	}
	putc('"', out);
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			putc('"', out);
		putc(*p, out);
	}
	putc('"', out);
}

static void csv_text(FILE *out, const char *text)
{
	char *armed = *text && strchr("=+-@\t\r", *text) ? malloc(strlen(text) + 2) : NULL;
	if (armed) {
		armed[0] = '\'';
		memcpy(armed + 1, text, strlen(text) + 1);
	}
	csv_field(out, armed ? armed : text);
	free(armed);
}

/* A list is one field, its members divided by blanks. */
static void csv_list(FILE *out, const cJSON *list)
{
	const cJSON *member;
	bool first = true;
	cJSON_ArrayForEach(member, list)
	{
		if (!first)
			putc(' ', out);
		first = false;
		if (cJSON_IsString(member))
			csv_text(out, member->valuestring);
	}
}

static void csv_value(FILE *out, const cJSON *value)
{
	if (cJSON_IsRaw(value))
		csv_field(out, value->valuestring);
	else if (cJSON_IsString(value))
		csv_text(out, value->valuestring);
	else if (cJSON_IsBool(value))
		fputs(cJSON_IsTrue(value) ? "true" : "false", out);
	else if (cJSON_IsArray(value))
		csv_list(out, value);
}

int csv_print(FILE *out, cJSON *array, const char *const *keys, struct error *err)
{
	if (!array)
		return error_set(err, "out of memory");
	for (size_t i = 0; keys[i]; i++)
		fprintf(out, "%s%s", i ? "," : "", keys[i]);
	fputs("\r\n", out);
	const cJSON *row;
	cJSON_ArrayForEach(row, array)
	{
		for (size_t i = 0; keys[i]; i++) {
			if (i)
				putc(',', out);
			csv_value(out, cJSON_GetObjectItemCaseSensitive(row, keys[i]));
		}
		fputs("\r\n", out);
	}
	cJSON_Delete(array);
	return 0;
}
