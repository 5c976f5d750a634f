/* The ledger: one row a published deal, plan, guidance or figure, with its source. */
#ifndef FROTH_MARKET_DEAL_H
#define FROTH_MARKET_DEAL_H

#include "base/error.h"
#include "market/market.h"

enum delivery_class { /* how firm an announcement is */
	DELIVERY_NONE,    /* a figure, no announcement: fact, guidance, quote */
	DELIVERY_RUMOUR,
	DELIVERY_CANCELLED,
	DELIVERY_LOI,
	DELIVERY_PLAN,
	DELIVERY_FRAMEWORK,
	DELIVERY_CONTRACT_CONDITIONAL,
	DELIVERY_CONTRACT,
	DELIVERY_COMMITTED,
	DELIVERY_DONE,
	DELIVERY_CLASSES
};

const char *delivery_class_name(enum delivery_class c); /* "contract-conditional"; "" for none */

struct deal {
	char id[12];
	char date[12];    /* "2026-02-27", "2026-02", "2025" */
	char from[64], to[64];
	char kind[40];
	double amount_low, amount_high; /* units of currency (not thousands or billions); NAN if unknown */
	char currency[CURRENCY_SIZE];
	double gw;
	char term[64];
	char status[160];
	enum delivery_class delivery;
	char class_text[24];  /* as written: also fact, guidance, quote */
	char confidence[8];   /* high, medium, low */
	char payer[16], payee[16]; /* node codes of the money's edge; "" if the row is none */
	char source[256];
	char note[256];
	bool superseded;      /* a later row replaces it (field `supersedes` of that row) */
};

struct deal_list {
	struct deal *items; /* owned, in file order */
	size_t count, capacity;
};

void deal_list_release(struct deal_list *list);
/* Reads the ledger format (documented in the head of share/ledger.tsv). A wrong row refuses the
 * whole text: err names line, field and what was expected, and the list is left empty. */
int deal_list_parse(struct deal_list *list, const char *text, size_t length, struct error *err);
const struct deal *deal_list_find(const struct deal_list *list, const char *id); /* borrowed or NULL */
/* Does the row say that one node pays another? (A row of one firm's spending has a payer only.) */
bool deal_has_edge(const struct deal *d);
/* The node code of a symbol: "SB" for "9984.T"; for most the symbol itself, borrowed. */
const char *deal_node_of(const char *symbol);

#endif
