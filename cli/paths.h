/* `froth history SYMBOL --overlay PATH`: a symbol's path since day 0 over one of the dot-com years, drawdown and
 * realised volatility. */
#ifndef FROTH_CLI_PATHS_H
#define FROTH_CLI_PATHS_H

#include "cli/command.h"

/* The exit code; err has the sentence. */
int paths_print(const struct invocation *v, const char *symbol, struct error *err);

#endif
