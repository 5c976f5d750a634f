/* The ledger: one row a published deal, plan, guidance or figure, with its source.
 *
 * share/ledger.tsv comes with the program; a person's own file in the same format is merged into it. What is
 * merged is kept by the store, read by bubble/ for delivery and circularity, and shown row by row. */
#ifndef FROTH_MARKET_DEAL_H
#define FROTH_MARKET_DEAL_H

#include "base/error.h"
#include "market/market.h"

enum delivery_class {                /* how firm an announcement is */
		      DELIVERY_NONE, /* a figure, no announcement: fact, guidance, quote */
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

enum deal_origin { DEAL_SHIPPED, DEAL_OWN }; /* DEAL_OWN: added or corrected by the person's file */

#define DEAL_ID_SIZE 12

struct deal {
	char id[DEAL_ID_SIZE];
	char date[12]; /* "2026-02-27", "2026-02", "2025" */
	char from[64], to[64];
	char kind[40];
	double amount_low, amount_high; /* units of currency (not thousands or billions); NAN if unknown */
	char currency[CURRENCY_SIZE];
	double gw;
	char term[64];
	char status[160];
	enum delivery_class delivery;
	char class_text[24];       /* as written: also fact, guidance, quote */
	char confidence[8];        /* high, medium, low */
	char payer[16], payee[16]; /* node codes of the money's edge; "" if the row is none */
	char source[256];
	char note[256];
	char supersedes[DEAL_ID_SIZE]; /* id of the row that this one replaces; "" for none */
	bool superseded;               /* some row supersedes this one */
	/* What moves along the edge where that is not the amount itself: the point of an estimated range, the
	 * part that went to the payee, or with what was paid before. NAN: the amount. */
	double edge_low, edge_high;
	char gw_in[DEAL_ID_SIZE]; /* id of the row that counts these gigawatts already; "" for none */
	enum deal_origin origin;
};

struct deal_list {
	struct deal *items; /* owned, in file order */
	size_t count, capacity;
};

void deal_list_release(struct deal_list *list);
/* Reads the ledger format (documented in the head of share/ledger.tsv). A wrong row refuses the
 * whole text: err names line, field and what was expected, and the list is left empty. */
int deal_list_parse(struct deal_list *list, const char *text, size_t length, struct error *err);
/* Merges a person's own text of the same format into a list that was parsed: a row whose id is there takes
 * that row's place, another one is added at the end, and `supersedes` may name a row of either. `name` is the
 * file's name for messages. A wrong row refuses the whole text, and the list stays as it was. */
int deal_list_merge(struct deal_list *list, const char *name, const char *text, size_t length, struct error *err);
const struct deal *deal_list_find(const struct deal_list *list, const char *id); /* borrowed or NULL */
/* Does the row say that one node pays another? (A row of one firm's spending has a payer only.) */
bool deal_has_edge(const struct deal *d);
/* What the rows call a node: "OpenAI" for "OAI"; the code itself if none names it alone. Borrowed. */
const char *deal_list_name_of(const struct deal_list *list, const char *node);
/* What the row moves along its edge: all that was announced, or what is firm of it; NAN if nobody said. */
double deal_edge_announced(const struct deal *d);
double deal_edge_firm(const struct deal *d);
/* Whether the row's gigawatts are a promise that no other row counts already. */
bool deal_counts_power(const struct deal_list *list, const struct deal *d);
/* Whether the row is about a company: one end of its money is the node ("" none), or who gives or who gets
 * has the name as a word, in any case of its letters. */
bool deal_is_about(const struct deal *d, const char *node, const char *name);
/* The node code of a symbol: "SB" for "9984.T"; for most the symbol itself, borrowed. */
const char *deal_node_of(const char *symbol);

#endif
