/* How the sources are built and asked that only answer to what somebody wants now: a company that is looked at,
 * the next one of a long round. Private to fetch/source_*.c. */
#ifndef FROTH_FETCH_SOURCE_DEMAND_H
#define FROTH_FETCH_SOURCE_DEMAND_H

#include "fetch/source.h"

/* Adds the class's one source, with room for class->batch symbols in `asking`; none where nothing is watched. */
int source_demand_build(struct source_list *list, const struct source_class *class,
			const struct source_settings *settings, const char *name, struct error *err);

/* For a class's url: Yahoo's chart of the one symbol that is asked for, by the class's query. -1: too long. */
int source_demand_chart(const struct source *s, char out[URL_SIZE]);
/* For a class's parse: its bars, of the class's interval, and no price: of a range of more than a day it lacks the
 * day's change. A symbol that is not known there is no failure: the batch is empty and says so. */
int source_demand_bars(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		       struct error *err);

#endif
