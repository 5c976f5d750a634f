/* `froth bubble --history`: the stored readings of the index, oldest first. */
#ifndef FROTH_CLI_BUBBLE_HISTORY_H
#define FROTH_CLI_BUBBLE_HISTORY_H

#include "cli/command.h"

int bubble_history(struct invocation *v, struct error *err);

#endif
