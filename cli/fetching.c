#include "cli/fetching.h"

#include <string.h>

int (*fetching_find(const char *name))(struct invocation *, struct error *)
{
	static const struct {
		const char *name;
		int (*run)(struct invocation *, struct error *);
	} rows[] = { { "sources", sources_command },
		     { "collect", collect_command },
		     { "feed", feed_command },
		     { "import", import_command } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].run;
	return NULL;
}
