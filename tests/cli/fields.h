/* Fields of the JSON that commands print. What is missing or of another kind fails the test. */
#ifndef FROTH_TESTS_CLI_FIELDS_H
#define FROTH_TESTS_CLI_FIELDS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* The object begins with these fields, in this order; `keys` ends with NULL. */
void assert_keys(const cJSON *object, const char *const *keys);
/* Borrowed from `object`. */
const cJSON *field_member(const cJSON *object, const char *key);
double field_number(const cJSON *object, const char *key);
const char *field_text(const cJSON *object, const char *key);
bool field_is_null(const cJSON *object, const char *key);
/* The number at `at` of the array `key`. */
double field_entry(const cJSON *object, const char *key, int at);

#endif
