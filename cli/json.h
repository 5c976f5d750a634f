/* JSON as froth prints it: missing is null, times are RFC 3339 UTC, numbers carry no noise of binary
 * fractions. Fields are added to a cJSON object in the order of the calls. */
#ifndef FROTH_CLI_JSON_H
#define FROTH_CLI_JSON_H

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

#define JSON_NUMBER_SIZE 40

/* The shortest form within ten significant digits; whole numbers in full. "null" for NAN. */
void json_number_format(double value, char out[JSON_NUMBER_SIZE]);

void json_put_number(cJSON *object, const char *key, double value); /* null when not finite */
void json_put_integer(cJSON *object, const char *key, int64_t value);
void json_put_text(cJSON *object, const char *key, const char *text); /* null when NULL or "" */
void json_put_time(cJSON *object, const char *key, int64_t seconds);  /* null when 0 */
void json_put_date(cJSON *object, const char *key, int64_t seconds);  /* "2026-08-20"; null when 0 */
cJSON *json_row(cJSON *array);                                        /* a new object at its end */

/* Prints the value and a newline, and deletes it. */
int json_print(FILE *out, cJSON *value, struct error *err);
/* Prints an array of objects as CSV by RFC 4180 with the given keys (ended by NULL) as head, and
 * deletes it. Text that a spreadsheet would take for a formula gets an apostrophe before it. */
int csv_print(FILE *out, cJSON *array, const char *const *keys, struct error *err);

#endif
