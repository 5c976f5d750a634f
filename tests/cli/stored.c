#include "tests/cli/stored.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct store *stored_open(const char *path)
{
	struct store *s;
	struct error err;
	if (store_open(&s, path, STORE_READ, NULL, &err))
		fail_msg("%s", err.text);
	return s;
}

bool stored_find_state(const char *path, const char *source, struct source_state *out)
{
	struct store *s = stored_open(path);
	struct source_state *states;
	size_t count;
	bool found = false;
	assert_int_equal(store_get_source_states(s, &states, &count, NULL), 0);
	for (size_t i = 0; i < count && !found; i++) {
		found = !strcmp(states[i].name, source);
		*out = states[i];
	}
	free(states);
	store_free(s);
	return found;
}

struct source_state stored_state(const char *path, const char *source)
{
	struct source_state found;
	if (!stored_find_state(path, source, &found))
		fail_msg("the store has no source %s", source);
	return found;
}
