/* froth deals: the looks at the ledger, one file each. */
#ifndef FROTH_CLI_DEALS_H
#define FROTH_CLI_DEALS_H

#include "cli/command.h"
#include "market/deal.h"

#define BILLION 1e9

/* Who pays whom and what of it goes round. The exit code. */
int deals_print_circle(const struct deal_list *deals, const struct invocation *v, struct error *err);
/* The gigawatts of `chosen`, rows of `deals`, by partner and year. The exit code. */
int deals_print_energy(const struct deal_list *deals, const struct deal_list *chosen, const struct invocation *v,
		       struct error *err);
/* deals_candidates.c: the deals that headlines suggest, and a person's word on one of them (accept ID, refuse
 * ID). The exit code. */
int deals_print_candidates(const struct invocation *v, struct error *err);
int deals_decide(const struct invocation *v, struct error *err);

#endif
