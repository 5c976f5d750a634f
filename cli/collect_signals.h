/* Signals as bytes on a pipe, so that one wait sees them with everything else. */
#ifndef FROTH_CLI_COLLECT_SIGNALS_H
#define FROTH_CLI_COLLECT_SIGNALS_H

#include "base/error.h"

/* SIGTERM, SIGINT and SIGHUP write to the pipe whose reading end is returned in *fd; SIGPIPE and
 * SIGXFSZ are ignored, their writes fail instead. */
int collect_signals_open(int *fd, struct error *err);
/* Puts the signals back as they were. */
void collect_signals_close(void);

#endif
