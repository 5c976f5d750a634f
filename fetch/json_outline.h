/* A JSON document as a tree in which arrays of plain values stay text.
 *
 * For answers that are a few words about thousands of numbers: the words are looked up by name, as in any tree, the
 * numbers are read from the text side by side, once, where they are wanted. Strict, as fetch/json_scan.h is: the
 * whole document is checked, whatever is read of it. */
#ifndef FROTH_FETCH_JSON_OUTLINE_H
#define FROTH_FETCH_JSON_OUTLINE_H

#include <cjson/cJSON.h>

#include "fetch/json_scan.h"

/* An object or array with nothing after it, nested at most JSON_SCAN_DEPTH deep. The caller frees with cJSON_Delete,
 * and the bytes must outlive the tree. An array that holds no object and no array is a cJSON_Raw. NULL: err says what
 * was expected and what came. */
cJSON *json_outline(const char *bytes, size_t length, struct error *err);

/* The elements of an array that stayed text, one after the other. */
struct json_list {
	struct json_scan scan;
	bool ended;
};

/* Of anything but such an array, NULL among it, an empty one. */
void json_list_init(struct json_list *list, const cJSON *array);
/* The next element, NAN where it is no finite number or there is none any more. */
double json_list_next(struct json_list *list);
bool json_list_has_next(struct json_list *list);

#endif
