/* The selected company since day 0, laid over what the Nasdaq or Cisco did from 1995 to 2002: both 100 on day 0, a
 * logarithmic scale, years since day 0 below. What the likeness is worth is said above the lines: the correlation
 * beside that of random walks, other choices of day 0, drawdown and realised volatility. */
#ifndef FROTH_WIDGETS_CHART_PATHS_H
#define FROTH_WIDGETS_CHART_PATHS_H

#include "widgets/format.h"
#include "widgets/widget.h"

void chart_paths_draw(struct canvas *c, const struct view_model *m, const struct view_state *s);
void format_correlation(double r, char out[FORMAT_SIZE]); /* ".90", "-.24", "-" */
/* "correlation .90; random walks .79 (-.24 to .95): means little", or as much of it as `columns` hold. */
void format_path_likeness(const struct path_reading *r, int columns, char *out, size_t size);
/* The correlations from the other choices of day 0: "other days 0: .71 (today = peak), .83 (1998 low)". */
void format_path_others(const struct path_reading readings[PATH_STARTS], char *out, size_t size);
/* "60 d 41 %, 252 d 38 %"; "-" where too few daily closes are stored. */
void format_realised(const struct standing *s, bool zero_mean, char *out, size_t size);
void format_drawdown(double depth, char *out, size_t size); /* "drawdown -8.1 %", of 52 weeks */
/* "-8.1 % from 236.54 on 3 Jul 2026" */
void format_price_fall(const struct price_fall *fall, const char *currency, char *out, size_t size);

#endif
