/* Whether a quote is as fresh as its market allows, by the shipped exchange calendars. */
#ifndef FROTH_CLI_FRESHNESS_H
#define FROTH_CLI_FRESHNESS_H

#include "market/session.h"

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
/* The last instant <= now at which continuous trading ended; 0 unknown. */
int64_t session_last_close(const struct session_calendar *c, int64_t now);

/* The market's state now: by calendar, else what the source said. */
enum market_state quote_market_state(const struct exchanges *e, const struct quote *q, int64_t now);
/* Shipped, or older than three intervals while its market is open, or from before the last close. */
bool quote_is_stale(const struct exchanges *e, const struct quote *q, int64_t now, int quote_interval_s);

#endif
