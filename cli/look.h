/* How a change of price looks in a table: always a sign, and the colour that the person chose. */
#ifndef FROTH_CLI_LOOK_H
#define FROTH_CLI_LOOK_H

#include "cli/table.h"
#include "config/config.h"

/* By display: up_color; "auto" follows the symbol's exchange. TINT_NONE for 0 and NAN. */
enum tint tint_of_change(const struct config *c, const char *symbol, double change);
/* "+1.25%", "-0.40", "0.00"; "-" for NAN. */
void table_add_change(struct table *t, enum tint tint, double value, int decimals, const char *unit);

#endif
