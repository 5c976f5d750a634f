#include "cli/freshness.h"

#include <string.h>

#include "base/shipped.h"

int exchanges_load(struct exchanges *e, struct error *err)
{
	*e = (struct exchanges){ 0 };
	for (const struct shipped_file *f = shipped_files; f->name; f++) {
		if (strncmp(f->name, "calendars/", 10) != 0 || e->count == EXCHANGES_MAX)
			continue;
		if (session_calendar_parse(&e->calendars[e->count], f->data, f->length, err))
			return error_prefix(err, "%s", f->name);
		e->count++;
	}
	return 0;
}

void exchanges_release(struct exchanges *e)
{
	for (size_t i = 0; i < e->count; i++)
		session_calendar_free(e->calendars[i]);
	e->count = 0;
}

const struct session_calendar *exchanges_find(const struct exchanges *e, const char *symbol)
{
	const char *code = session_exchange_of(symbol);
	for (size_t i = 0; code && i < e->count; i++)
		if (strcmp(session_calendar_code(e->calendars[i]), code) == 0)
			return e->calendars[i];
	return NULL;
}
