/* What other programs ask of the collector, the store's only writer: lines in a file beside the store.
 *
 * Anybody appends (the viewer, a command), the collector takes the file away and does what the lines say
 * (cli/requests.h). A line is one write to a file opened for appending, so that two that ask at once do not
 * mix; it is words parted by single blanks:
 *
 *   read ROW, unread ROW      the mark of a headline's story
 *   read-all UNTIL            all stories up to that time
 *   poll NAME, poll *         a source's next poll is now, if its server does not want us to wait
 *   accept ID, refuse ID      a candidate for the ledger
 *   reload-ledger             the person's ledger has changed
 *   look SYMBOL..             these are shown each with its chart: prices, bars of the day and of all years are
 *                             fetched first
 *   glance SYMBOL..           these are rows of a table that is shown: their prices are fetched first
 *
 * Who shows a symbol for long says so again every few minutes: after ten it is forgotten.
 *
 * What is asked is done a little later, or not at all where no collector ever runs. */
#ifndef FROTH_BASE_REQUESTS_H
#define FROTH_BASE_REQUESTS_H

#include "base/error.h"
#include "base/paths.h"

#define REQUEST_LINE_SIZE 160       /* with its end */
#define REQUESTS_LIMIT (256 * 1024) /* bytes that a file of requests may have */

int requests_path(const char *store_path, char out[PATH_SIZE], struct error *err);
/* Asks; `line` is without its end. Refused: a line that is too long or holds a control character, a file
 * that is full because no collector takes it. */
int requests_append(const char *store_path, const char *line, struct error *err);

#endif
