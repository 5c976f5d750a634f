/* A deal that a headline suggests: it waits until a person accepts it into their ledger or refuses it.
 *
 * Made by the collector of the statements in new headlines, kept by the store, shown by the deals command
 * and on screen 4. It holds what a person needs to judge it, so that it outlives its headline. */
#ifndef FROTH_MARKET_CANDIDATE_H
#define FROTH_MARKET_CANDIDATE_H

#include "market/deal.h"
#include "market/headline.h"
#include "market/statement.h"

#define CANDIDATE_ID_SIZE DEAL_ID_SIZE
#define CANDIDATE_SENTENCE_SIZE 256 /* as the ledger's note */
#define CANDIDATES_MOST 4           /* of one headline */

enum candidate_status { CANDIDATE_WAITING, CANDIDATE_ACCEPTED, CANDIDATE_REFUSED, CANDIDATE_STATUSES };

struct candidate {
	char id[CANDIDATE_ID_SIZE]; /* "K1", given by the store; "" before */
	enum candidate_status status;
	int64_t time;                  /* of the headline */
	int64_t headline;              /* its row; 0 once it was pruned */
	char title[256], url[1024];    /* of the headline; url "" if it has none or a longer one */
	char source[SOURCE_NAME_SIZE]; /* of the headline */
	char sentence[CANDIDATE_SENTENCE_SIZE];
	char amount_text[64]; /* as the headline writes it: "up to $100bn" */
	double amount_low, amount_high;
	char currency[CURRENCY_SIZE];
	double gw;                                                     /* NAN if no power is stated */
	bool doubtful;                                                 /* there is another reading of the amount */
	char payer[STATEMENT_PARTY_SIZE], payee[STATEMENT_PARTY_SIZE]; /* as in struct statement; both known */
	enum statement_kind kind;
	enum delivery_class delivery; /* how firm the sentence puts it: rumour, plan, contract or done */
};

const char *candidate_status_name(enum candidate_status status); /* "waiting" */
enum candidate_status candidate_status_parse(const char *name);  /* CANDIDATE_STATUSES if no such */

/* What title and summary of a headline suggest: statements with a payer, a payee and an amount of money. At
 * most CANDIDATES_MOST; returns how many. */
size_t candidates_find(const struct headline *h, struct candidate out[CANDIDATES_MOST]);
/* Whether a row of the ledger says it already: the same payer and payee, and an amount within a fifth. */
bool candidate_is_known(const struct candidate *c, const struct deal_list *deals);
/* The row that it becomes in a ledger beside `deals`, of its own id. */
void candidate_to_deal(const struct candidate *c, const struct deal_list *deals, struct deal *row);

#endif
