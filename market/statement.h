/* Who pays whom, read from a sentence that states an amount: "Nvidia to invest up to $100bn in OpenAI".
 *
 * Found by statements_find() from the amounts of the same text, read by the amounts command and by whoever
 * makes candidates for the ledger of them. A guess by grammar, made to be accepted or refused by a person:
 * nothing enters the ledger by it. English and French, active and passive; Japanese by its particles.
 *
 * Money flows from payer to payee: an investor pays the firm it invests in, a customer its supplier. */
#ifndef FROTH_MARKET_STATEMENT_H
#define FROTH_MARKET_STATEMENT_H

#include "market/amounts.h"

enum statement_kind {
	STATEMENT_INVEST,     /* takes a stake, puts money in */
	STATEMENT_BUY,        /* buys a firm, or goods of one */
	STATEMENT_CONTRACT,   /* signs for capacity or supplies; also rents */
	STATEMENT_CAPEX_PLAN, /* will spend on plant of its own: no payee */
	STATEMENT_RAISE,      /* gets money in a round, a loan or bonds */
	STATEMENT_KINDS
};

#define STATEMENT_PARTY_SIZE 40

struct statement {
	enum statement_kind kind;
	/* Node codes as in the ledger (NVDA, OAI, SB); the name as written of a firm without one; "" unknown.
	 * At least one is known. */
	char payer[STATEMENT_PARTY_SIZE], payee[STATEMENT_PARTY_SIZE];
	size_t amount;         /* index of the amount: money, or power where no money is stated */
	double gw;             /* power stated in the same sentence; NAN if none */
	size_t offset, length; /* the sentence */
};

/* `amounts` as amounts_find() gave them for the same text. At most one statement an amount, in their order.
 * Returns how many are in `out`. */
size_t statements_find(const char *text, size_t length, const struct amount *amounts, size_t count,
		       struct statement *out, size_t most);
const char *statement_kind_name(enum statement_kind kind); /* "capex plan" */

#endif
