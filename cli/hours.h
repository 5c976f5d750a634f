/* The hours of the exchanges that a list of prices is from, as lines below it. */
#ifndef FROTH_CLI_HOURS_H
#define FROTH_CLI_HOURS_H

#include <stdio.h>

#include "base/zone.h"
#include "market/hours.h"

#define HOURS_EXCHANGES 8

struct hours_list {
	struct hours items[HOURS_EXCHANGES];
	char names[HOURS_EXCHANGES][24];
	size_t count;
	struct zone zone; /* this machine's */
};

void hours_list_init(struct hours_list *l);
/* A price of the calendar's exchange (NULL none) whose market is in `state`. Where prices of one exchange do
 * not agree on it, the calendar's word is kept. */
void hours_list_add(struct hours_list *l, const struct session_calendar *c, enum market_state state, int64_t now);
/* A blank line, then one an exchange; nothing without exchanges. Local times that are UTC for want of a time zone
 * are told on stderr. */
void hours_list_print(const struct hours_list *l, FILE *out);

#endif
