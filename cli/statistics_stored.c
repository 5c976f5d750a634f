/* Which results the store holds already. Read once: nobody else writes while the lease is held. */
#include "cli/statistics.h"

#include <stdlib.h>
#include <string.h>

static bool has_key(const struct stored_test *t, const char *symbol, int lag, int64_t last)
{
	return t->lag == lag && t->last == last && !strcmp(t->symbol, symbol);
}

static int note_stored(struct statistics *s, const struct series_test *t)
{
	for (size_t i = 0; i < s->stored_count; i++) {
		if (has_key(&s->stored[i], t->symbol, t->lag, t->last)) {
			s->stored[i].hash = t->hash;
			return 0;
		}
	}
	if (s->stored_count == s->stored_room) {
		size_t room = 2 * s->stored_room + 64;
		struct stored_test *grown = realloc(s->stored, room * sizeof *grown);
		if (!grown)
			return -1;
		s->stored = grown;
		s->stored_room = room;
	}
	struct stored_test *added = &s->stored[s->stored_count++];
	*added = (struct stored_test){ .lag = t->lag, .last = t->last, .hash = t->hash };
	memcpy(added->symbol, t->symbol, sizeof added->symbol);
	return 0;
}

int statistics_load_stored(struct statistics *s, struct store *store, struct error *err)
{
	struct series_test *tests = NULL;
	size_t count = 0;
	int status = store_get_series_tests(store, &tests, &count, err);
	for (size_t i = 0; status == 0 && i < count; i++)
		if (note_stored(s, &tests[i]))
			status = error_set(err, "out of memory");
	free(tests);
	return status ? -1 : store_get_lppls_tests(store, &s->lppls_stored, &s->lppls_count, err);
}

bool statistics_is_stored(const struct statistics *s, const char *symbol, int lag, int64_t last, uint64_t hash)
{
	for (size_t i = 0; i < s->stored_count; i++)
		if (has_key(&s->stored[i], symbol, lag, last))
			return s->stored[i].hash == hash;
	return false;
}

int statistics_put_test(struct statistics *s, struct store *store, const struct series_test *t, struct error *err)
{
	if (store_put_series_test(store, t, err))
		return -1;
	return note_stored(s, t) ? error_set(err, "out of memory") : 0;
}
