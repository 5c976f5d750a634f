/* What the two sources at the SEC have in common. Private to fetch/source_sec*.c. */
#ifndef FROTH_FETCH_SOURCE_SEC_H
#define FROTH_FETCH_SOURCE_SEC_H

#include "fetch/source.h"

/* Adds a source of the class for each watched company that files accounts there, named "CLASS SYMBOL".
 * The SEC turns away who gives no address to write to: without one a single source of that name stands
 * for all, is never asked, and says so. */
int source_sec_build(struct source_list *list, const struct source_class *class, const char *name,
		     const struct source_settings *settings, struct error *err);

#endif
