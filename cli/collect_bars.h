/* The bars and corporate events of one answer into the store, on one scale.
 *
 * After a split every stored bar is of another scale than those that come, at each interval. So a split that was not
 * known drops what was fetched before it; an answer that gives stored bars anew at a whole multiple replaces them; and
 * an answer that was itself not adjusted is mended, where the company told of the split or the number of its shares
 * shows it. A jump without such evidence is a jump. */
#ifndef FROTH_CLI_COLLECT_BARS_H
#define FROTH_CLI_COLLECT_BARS_H

#include "cli/collect_put.h"

/* Within the caller's transaction. `now`: splits announced for later days are left out until their day. Adds to
 * news->bars, and fills news->split. */
int collect_put_bars(struct store *store, struct batch *batch, int64_t now, struct collect_news *news,
		     struct error *err);

#endif
