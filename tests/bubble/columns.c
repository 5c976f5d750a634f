#include "tests/bubble/columns.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *field_at(const char *line, int column)
{
	for (; column > 0 && line; column--) {
		line = strpbrk(line, "\t,");
		line = line ? line + 1 : NULL;
	}
	return line;
}

int column_read(const char *path, int column, double *out, int most)
{
	FILE *f = fopen(path, "r");
	char line[1024];
	int count = 0;

	if (!f)
		return -1;
	while (count < most && fgets(line, sizeof line, f)) {
		const char *field = field_at(line, column);
		char *end;

		if (!field)
			continue;
		double value = strtod(field, &end);
		if (end > field && strchr("\t,\r\n", *end))
			out[count++] = value;
	}
	fclose(f);
	return count;
}

static bool starts_number(const char *text, const char *at)
{
	bool after_word = at > text && (isalnum((unsigned char)at[-1]) || strchr("-._=", at[-1]));

	return !after_word &&
	       (isdigit((unsigned char)*at) || ((*at == '-' || *at == '.') && isdigit((unsigned char)at[1])));
}

int numbers_read(const char *text, double *out, int most)
{
	int count = 0;

	for (const char *at = text; *at && count < most;) {
		char *end;

		if (!starts_number(text, at)) {
			at++;
			continue;
		}
		out[count++] = strtod(at, &end);
		at = end;
	}
	return count;
}

int line_find(const char *path, const char *key)
{
	FILE *f = fopen(path, "r");
	char line[1024];
	size_t length = strlen(key);
	int found = -1;

	if (!f)
		return -1;
	for (int number = 0; found < 0 && fgets(line, sizeof line, f); number++)
		if (strncmp(line, key, length) == 0 && strchr("\t,", line[length]))
			found = number;
	fclose(f);
	return found;
}
