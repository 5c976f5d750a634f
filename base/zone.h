/* This machine's time zone, and whether its rules can be found at all: where the database is missing, the C
 * library takes UTC and says nothing. A zone is looked for once, at start; an offset is then a question of
 * the instant alone. Exchanges' hours never come from here: they have rules of their own (market/session.h). */
#ifndef FROTH_BASE_ZONE_H
#define FROTH_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

struct zone_places {
	const char *tz;    /* $TZ, NULL where it is not set */
	const char *tzdir; /* $TZDIR, NULL likewise */
	const char *root;  /* put before every path: "" but in tests */
};

struct zone {
	bool is_missing;  /* rules were asked for and are not there: local times are UTC */
	char problem[96]; /* why, as the end of a sentence; "" nothing is missing */
};

/* By what the environment says and what files there are. Without $TZ it is /etc/localtime that counts. */
void zone_find(struct zone *z, const struct zone_places *places);
/* The same for this process. */
void zone_find_own(struct zone *z);
/* Seconds east of UTC at t; 0 where the rules are missing. */
int zone_offset_s(const struct zone *z, int64_t t);

#endif
