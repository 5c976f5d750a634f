/* The person's configuration file, read and replaced whole. */
#ifndef FROTH_CONFIG_FILE_H
#define FROTH_CONFIG_FILE_H

#include "base/buffer.h"
#include "base/error.h"

/* Appends the file's text to out (initialised with CONFIG_MAX_BYTES); a file that is not there has none.
 * -1: no path, unreadable, too long. */
int config_file_read(const char *path, struct buffer *out, struct error *err);
/* Replaces the file at once; a symbolic link stays one. For a text that was read as a configuration already. */
int config_file_replace(const char *path, const struct buffer *text, struct error *err);
/* The same after reading it: one that is wrong is refused. */
int config_file_save(const char *path, const struct buffer *text, struct error *err);

#endif
