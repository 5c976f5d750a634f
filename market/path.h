/* Old paths: the closes of share/paths.tsv, what a price did from 1995 to 2002, to be laid under one of today.
 * Dated history: it came with the program, no source renews it, it is never shown as a price of today.
 *
 * Filled by old_paths_parse; read by bubble/ (comparison), cli/ and widgets/ (drawing). */
#ifndef FROTH_MARKET_PATH_H
#define FROTH_MARKET_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct path_point {
	int64_t time; /* midnight UTC of the day of the close */
	double close; /* above 0 */
};

struct old_path {
	char name[16];             /* by which it is asked for: "nasdaq" */
	char title[32];            /* "Nasdaq Composite" */
	char adjusted[16];         /* what the closes are adjusted for: "none" or "split+dividend" */
	char source[48];           /* where they are from */
	char event[48];            /* what happened on day 0 */
	struct path_point *points; /* owned; ascending, a close a week and those of the marked days */
	size_t count;
	size_t day0, peak, trough; /* places in points; no close is above the peak, none after it below the trough */
};

struct old_paths {
	struct old_path *items; /* owned */
	size_t count;
};

/* Refuses a wrong row by line and field, and leaves *paths empty then. */
int old_paths_parse(struct old_paths *paths, const char *text, size_t length, struct error *err);
/* Those that came with the program. */
int old_paths_load(struct old_paths *paths, struct error *err);
void old_paths_release(struct old_paths *paths);
const struct old_path *old_paths_find(const struct old_paths *paths, const char *name); /* NULL if there is none */

#endif
