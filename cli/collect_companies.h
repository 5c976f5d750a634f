/* Companies that companies.tsv does not know: under which number the SEC keeps them is learned from its own list of
 * tickers, and kept in the store. */
#ifndef FROTH_CLI_COLLECT_COMPANIES_H
#define FROTH_CLI_COLLECT_COMPANIES_H

#include "cli/collect_loop.h"

/* Before the sources are built: adds the first watched American symbols without a row. -1: out of memory. */
int collect_add_companies(struct collect_loop *c);
/* When the store is open: their numbers, as far as they were learned before. */
int collect_load_companies(struct collect_loop *c, struct error *err);
/* Numbers that an answer told: their sources are asked from now on. */
void collect_note_companies(struct collect_loop *c, const struct batch *batch);
/* Whether the source waits for its company's number. */
bool collect_waits_for_number(const struct source *s);

#endif
