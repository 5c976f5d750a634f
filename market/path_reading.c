#include "market/path_reading.h"

const int volatility_days[VOLATILITY_SPANS] = { 60, 252 };

void path_reading_init(struct path_reading *r)
{
	const double missing = (double)NAN;
	*r = (struct path_reading){ .growth_old = missing,
				    .growth_new = missing,
				    .correlation = missing,
				    .rmse = missing,
				    .random = { 0, 0, missing, missing, missing, missing },
				    .peak_growth = missing,
				    .trough_growth = missing };
}

void standing_init(struct standing *s)
{
	const double missing = (double)NAN;
	const struct price_fall unknown = { missing, missing, 0, 0 };
	*s = (struct standing){ .price = missing, .year = unknown, .all = unknown };
	for (int i = 0; i < VOLATILITY_SPANS; i++)
		s->realised[i] = (struct realised){ missing, missing, 0, 0 };
}
