/* The folder of payloads: HOST/PATH files that stand for the internet. README.md has the naming. */
#ifndef FEEDD_FOLDER_H
#define FEEDD_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/paths.h"

/* The file that answers "HOST/PATH?QUERY" as it came (escapes and all), into `path`. false: there is
 * none, or the target would leave the folder. A file that is only a FILE.headers counts. */
bool folder_find(const char *root, const char *target, char path[PATH_SIZE]);

/* Turns %-escapes into bytes, in place of a copy; -1: a NUL among them, or no room. */
int percent_decode(const char *text, size_t length, char *out, size_t size);

/* The media type by extension of the target's path, else by the first bytes. */
const char *folder_type(const char *target, const char *bytes, size_t length);

#endif
