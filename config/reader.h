/* The YAML reader: libyaml's events into a struct config. Not tolerant: what is not understood is
 * refused with line and column, so that a typing slip never passes as a default. */
#ifndef FROTH_CONFIG_READER_H
#define FROTH_CONFIG_READER_H

#include "config/config.h"

/* Reads over *c, which holds the defaults. -1: err begins with "NAME:LINE:COLUMN: " and *c may be half read. */
int config_read_yaml(struct config *c, const char *name, const char *text, size_t length, struct error *err);

#endif
