/* The ledger in force: the one that comes with the program, with the person's own file beside the store
 * ($XDG_DATA_HOME/froth/ledger.tsv, in the same format) merged into it. */
#ifndef FROTH_CLI_LEDGER_H
#define FROTH_CLI_LEDGER_H

#include "base/buffer.h"
#include "market/deal.h"

struct ledger {
	struct deal_list deals; /* owned */
	struct buffer own;      /* owned: the person's file as it is; empty if there is none */
	struct error refusal;   /* why that file is left out, as a sentence; "" if it is not */
};

/* A wrong file of the person's is no failure: the shipped rows are in force, and `refusal` says why. */
int ledger_load(struct ledger *l, bool with_own, struct error *err);
void ledger_release(struct ledger *l);

#endif
