/* Who acts in a sentence, and who is at the other end of the verb: by prepositions, the passive, particles, or
 * because nobody else is named. Private to market/statement*.c. */
#ifndef FROTH_MARKET_STATEMENT_ROLES_H
#define FROTH_MARKET_STATEMENT_ROLES_H

#include "market/statement_sentence.h"

/* NULL: nobody is named. What is returned is one of the sentence's parties, or `unknown` filled with a name
 * that the tables do not have. */
const struct party *roles_subject(const struct sentence *s, const struct mark *m, struct party *unknown);
const struct party *roles_other(const struct sentence *s, const struct mark *m, const struct party *subject,
				struct party *unknown);

#endif
