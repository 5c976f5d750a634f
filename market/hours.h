/* An exchange's hours in words, for the bar, the Sources screen and `froth quote`: its state, the change that
 * comes, and when that is on the exchange's clock and on this machine's. Pure; filled by whoever knows both clocks. */
#ifndef FROTH_MARKET_HOURS_H
#define FROTH_MARKET_HOURS_H

#include "market/session.h"

#define HOURS_SIZE 160

struct hours {
	const char *name;            /* "NYSE", borrowed */
	struct session session;      /* at `now`; its state may be the sources' own word */
	enum market_state scheduled; /* by the calendar alone */
	int64_t now;
	int64_t next_open;            /* 0 it is open, or not known */
	int offset_s, local_offset_s; /* seconds east of UTC at hours_next(): clocks may change before it */
	bool is_local_utc;            /* this machine's zone is not known: local times are UTC, and called so */
};

enum hours_detail {
	HOURS_STATE, /* "NYSE closed" */
	HOURS_NEXT,  /* "NYSE open · closes in 1h12"; "NYSE closed · opens Mon 09:30 ET" where it is far off */
	HOURS_TIMES, /* "NYSE closed · opens 09:30 ET, 15:30 here" */
	HOURS_ALL,   /* "NYSE closed · opens in 5h12, 09:30 ET, 15:30 here" */
};

/* "open", "pre-market", "after hours", ...; "hours unknown" */
const char *hours_state_text(enum market_state state);
/* When the state changes that is worth telling: the opening, or the end of what is open; 0 not known. */
int64_t hours_next(const struct session *s, enum market_state scheduled, int64_t next_open);
/* What the exchange has not announced is called "expected". */
void hours_format(const struct hours *h, enum hours_detail detail, char out[HOURS_SIZE]);
/* "NYSE open until 16:00 ET, 22:00 here" */
void hours_format_until(const struct hours *h, bool has_local, char out[HOURS_SIZE]);

#endif
