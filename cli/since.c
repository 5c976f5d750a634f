#include "cli/since.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

static int64_t unit_seconds(const char *unit)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = { { "m", 60 }, { "min", 60 }, { "h", 3600 }, { "d", 86400 }, { "w", 7 * 86400 } };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(units[i].name, unit) == 0)
			return units[i].seconds;
	return 0;
}

int since_parse(const char *text, int64_t now, int64_t *seconds)
{
	if (timestamp_parse_rfc3339(text, seconds) == 0 || timestamp_parse_date(text, seconds) == 0)
		return 0;
	if (*text < '0' || *text > '9' || strlen(text) > 8)
		return -1;
	char *unit;
	long count = strtol(text, &unit, 10);
	int64_t each = unit_seconds(unit);
	if (each == 0)
		return -1;
	*seconds = now - count * each;
	return 0;
}
