/* A point in the past as a person writes it. */
#ifndef FROTH_CLI_SINCE_H
#define FROTH_CLI_SINCE_H

#include <stdint.h>

/* "30m" "12h" "2d" "1w" before now, "2026-08-20", or RFC 3339. 0, or -1. */
int since_parse(const char *text, int64_t now, int64_t *seconds);

#endif
