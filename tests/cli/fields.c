#include "tests/cli/fields.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

void assert_keys(const cJSON *object, const char *const *keys)
{
	const cJSON *member = object->child;
	for (size_t i = 0; keys[i]; i++, member = member->next) {
		if (!member) {
			fail_msg("the field %s is missing", keys[i]);
			return;
		}
		assert_string_equal(member->string, keys[i]);
	}
}

const cJSON *field_member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!value)
		fail_msg("%s is missing", key);
	return value;
}

double field_number(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!cJSON_IsNumber(value))
		fail_msg("%s is no number", key);
	return value->valuedouble;
}

const char *field_text(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!cJSON_IsString(value))
		fail_msg("%s is no text", key);
	return value->valuestring;
}

bool field_is_null(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	assert_non_null(value);
	return cJSON_IsNull(value);
}

double field_entry(const cJSON *object, const char *key, int at)
{
	const cJSON *value = cJSON_GetArrayItem(field_member(object, key), at);
	if (!cJSON_IsNumber(value))
		fail_msg("%s[%d] is no number", key, at);
	return value->valuedouble;
}
