#include "cli/look.h"

#include <math.h>
#include <string.h>

#include "market/session.h"

static bool rises_red(const struct config *c, const char *symbol)
{
	if (strcmp(c->up_color, "auto") != 0)
		return strcmp(c->up_color, "red") == 0;
	const char *exchange = session_exchange_of(symbol);
	return exchange && (strcmp(exchange, "XTKS") == 0 || strcmp(exchange, "XTAI") == 0);
}

enum tint tint_of_change(const struct config *c, const char *symbol, double change)
{
	if (!isfinite(change) || fpclassify(change) == FP_ZERO)
		return TINT_NONE;
	/* TINT_UP is green and TINT_DOWN is red. */
	return (change > 0) != rises_red(c, symbol) ? TINT_UP : TINT_DOWN;
}

void table_add_change(struct table *t, enum tint tint, double value, int decimals, const char *unit)
{
	if (isfinite(value))
		table_add(t, tint, "%+.*f%s", decimals, value, unit);
	else
		table_add(t, tint, "-");
}
