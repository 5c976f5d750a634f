/* The shipped calendars of the exchanges, for all who ask how fresh a price is (market/freshness.h). */
#ifndef FROTH_CLI_FRESHNESS_H
#define FROTH_CLI_FRESHNESS_H

#include "market/freshness.h"

#define EXCHANGES_MAX 32

struct exchanges {
	struct session_calendar *calendars[EXCHANGES_MAX]; /* owned */
	size_t count;
};

/* Reads every shipped file below calendars/. Release in any case. */
int exchanges_load(struct exchanges *e, struct error *err);
void exchanges_release(struct exchanges *e);
/* The calendar of the symbol's exchange, or NULL; borrowed. */
const struct session_calendar *exchanges_find(const struct exchanges *e, const char *symbol);

#endif
