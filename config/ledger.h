/* The ledger in force: the one that comes with the program, with the person's own file beside the store
 * ($XDG_DATA_HOME/froth/ledger.tsv, in the same format) merged into it; and that file made ready for an
 * editor. Filled for the store's first filling and by the collector; the viewer asks it what a person's edit
 * is worth. Nothing here writes but a draft, and a draft touches nothing that was in the file before. */
#ifndef FROTH_CONFIG_LEDGER_H
#define FROTH_CONFIG_LEDGER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "market/deal.h"

#define LEDGER_OWN_LIMIT (256 * 1024)

struct ledger {
	struct deal_list deals; /* owned */
	struct buffer own;      /* owned: the person's file as it is; empty if there is none */
	struct error refusal;   /* why that file is left out, as a sentence; "" if it is not */
};

/* A wrong file of the person's is no failure: the shipped rows are in force, and `refusal` says why. */
int ledger_load(struct ledger *l, bool with_own, struct error *err);
void ledger_release(struct ledger *l);

int ledger_own_path(char out[PATH_SIZE], struct error *err);

/* A row put into the person's file for them to edit. */
struct ledger_draft {
	char path[PATH_SIZE];
	int line;            /* where the row stands, from 1 */
	bool is_new_file;    /* made for this row */
	bool is_added;       /* the row was put there; else it was there already */
	size_t length;       /* of the file before */
	struct buffer after; /* owned: the file as it was handed over */
};

/* The person's file with `row` in it: where its id stands already, or a copy at the end, which corrects the
 * row that came with the program. -1: the file cannot be used; err says why. Release in any case. */
int ledger_draft_row(struct ledger_draft *d, const struct deal *row, struct error *err);
/* The same for a row that nobody edits: the file is read again, and where it would be refused because of the
 * row, that is taken out again and err says why. */
int ledger_draft_whole_row(struct ledger_draft *d, const struct deal *row, struct error *err);
/* The file with a row to fill in, dated `date`, of an id that no row of `deals` has. */
int ledger_draft_new(struct ledger_draft *d, const struct deal_list *deals, const char *date, struct error *err);
/* Whether the person changed the file. Where not, what was put there is taken out again. */
bool ledger_draft_settle(struct ledger_draft *d);
void ledger_draft_release(struct ledger_draft *d);

#endif
