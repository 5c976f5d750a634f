/* What a verb comes to in its sentence: "raises capex" is a plan to spend, "raises $5bn in a round" is money
 * that comes in, "raises its guidance" is neither. By the words around it; private to market/statement*.c. */
#ifndef FROTH_MARKET_STATEMENT_SENSE_H
#define FROTH_MARKET_STATEMENT_SENSE_H

#include "market/statement_sentence.h"

/* Whether it speaks of building: data centres, plants, capacity. */
bool sense_is_of_plant(const struct sentence *s);
/* False where the verb says nothing of our kinds here. What depends on the other party comes later: */
bool sense_find(const struct sentence *s, const struct mark *m, struct sense *sense);
/* What spending and investing come to once it is known whether a firm is at the other end; `other` may be NULL. */
void sense_settle(const struct sentence *s, const struct mark *m, const struct party *other, struct sense *sense);

#endif
