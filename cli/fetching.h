/* The commands that stand on the fetch room. They are kept apart, so that what draws and what reads
 * the store needs none of the network's libraries. */
#ifndef FROTH_CLI_FETCHING_H
#define FROTH_CLI_FETCHING_H

#include "cli/command.h"

/* The run function of a command that fetches. */
int (*fetching_find(const char *name))(struct invocation *, struct error *);

int sources_command(struct invocation *v, struct error *err);
int collect_command(struct invocation *v, struct error *err);
int feed_command(struct invocation *v, struct error *err);
int import_command(struct invocation *v, struct error *err);

#endif
