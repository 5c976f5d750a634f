/* Taipei's list of the day's closes (STOCK_DAY_ALL) as quotes. A pure parser, as those of fetch/yahoo.h. */
#ifndef FROTH_FETCH_TWSE_H
#define FROTH_FETCH_TWSE_H

#include "fetch/batch.h"
#include "market/session.h"

/* Asked are symbols like "2330.TW". Gives quotes of source "twse" as of the close of the list's day (13:30 in
 * Taipei); a share without a trade has none. Asked symbols that are missing are named in batch.warning. */
int twse_day_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		   size_t asked_count, int64_t fetched, struct error *err);

/* When a list with another day's closes may be there, 0: it may be now. `last_ok` is when one last came, 0 never, and
 * `day` the time of its closes, 0 not known. Without a calendar every day is a day of trading. */
int64_t twse_next_list(const struct session_calendar *hours, int64_t last_ok, int64_t day, int64_t now);

#endif
