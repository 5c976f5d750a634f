/* The part of the model behind the looks at the ledger. Called by tui/model.c when the deals, or rates that
 * they need, were read anew, and by the actions when a person chooses a company. */
#ifndef FROTH_TUI_MODEL_DEALS_H
#define FROTH_TUI_MODEL_DEALS_H

#include "tui/model.h"

void model_fill_deals(struct model *m);
/* Does the circle rest on a rate of exchange? */
bool model_deals_need_rates(const struct model *m);
/* Shows the rows about that company; "" all. */
void model_choose_deals(struct model *m, const char *symbol);

#endif
