/* How the sources that stand in for others are built and asked. Private to fetch/source_*.c. */
#ifndef FROTH_FETCH_SOURCE_FALLBACK_H
#define FROTH_FETCH_SOURCE_FALLBACK_H

#include "fetch/source.h"

#define FALLBACK_FEW 20 /* symbols that a source with one symbol a request is asked for at most: the first ones */

struct fallback_plan {
	const char *name;
	bool (*covers)(const char *symbol); /* whether the source may know it */
	size_t limit;                       /* of the symbols that it covers only the first ones are asked for; 0 all */
};

/* Adds the class's one source for those of the price symbols (DATUM_PRICE) or watched symbols (DATUM_HISTORY)
 * that it covers; none if it covers none. */
int source_fallback_build(struct source_list *list, const struct source_class *class,
			  const struct source_settings *settings, const struct fallback_plan *plan, struct error *err);

/* Whether a person has given a key. */
bool source_has_key(const char *key);
/* Whether the answer says that the key is none; then err and *wait_s say so. */
bool source_refuses_key(const struct http_response *answer, const char *service, int *wait_s, struct error *err);

/* A price's interval while it is asked. */
int source_fallback_interval_s(const struct source *s, int quote_interval_s);

/* Appends the symbols asked for, named by `name` (-1: no name) and parted by `separator`. -1: too long. */
int source_fallback_list(const struct source *s, int (*name)(const char *symbol, char *out, size_t size),
			 const char *separator, char out[URL_SIZE]);

#endif
