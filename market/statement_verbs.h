/* The verbs and nouns that say what an amount does, and which way the money flows. A table; private to
 * market/statement*.c. */
#ifndef FROTH_MARKET_STATEMENT_VERBS_H
#define FROTH_MARKET_STATEMENT_VERBS_H

#include "market/amounts_text.h"
#include "market/statement.h"

enum flow {
	FLOW_OUT,    /* the subject pays */
	FLOW_IN,     /* the subject is paid */
	FLOW_SUPPLY, /* whoever is further up the chain of supply pays: "A signs a deal with B" */
};

/* What a verb turns into by the words around it. */
enum bend {
	BEND_NONE,
	BEND_BUY,    /* "buys a stake": invest */
	BEND_SELL,   /* "sells bonds": raise; "sells a stake": nothing */
	BEND_GET,    /* "gets an order / funding / an investment" */
	BEND_SPEND,  /* "spends on chips of, with, at a firm": buy or contract */
	BEND_RAISE,  /* "raises its forecast of capital spending": capex plan; "raises its target": nothing */
	BEND_INVEST, /* "invests in data centres": capex plan */
	BEND_PAY,    /* "pays for a firm": buy */
	BEND_SIGN,   /* nothing, unless what is signed is a contract */
};

struct verb {
	const char *words; /* '|' list of folded words */
	enum statement_kind kind;
	enum flow flow;
	const char *others; /* the prepositions before the other party */
	bool is_direct;     /* the other party may follow at once */
	bool is_noun;       /* it belongs to whoever stands before it, or "of", "by", "from" whom it comes */
	enum bend bend;
};

/* The verb or noun that stands at `at`; *end gets where it ends. NULL for none. */
const struct verb *verb_at(const struct passage *p, size_t at, size_t *end);

#endif
