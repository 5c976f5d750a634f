/* Where froth keeps things (XDG base directories), and files read and replaced whole. */
#ifndef FROTH_BASE_PATHS_H
#define FROTH_BASE_PATHS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

#define PATH_SIZE 4096

enum path_kind { PATH_CONFIG, PATH_DATA, PATH_STATE, PATH_CACHE };

/* $XDG_..._HOME/froth/NAME, or the default below $HOME (~/.config, ~/.local/share, ~/.local/state,
 * ~/.cache). A relative XDG value is ignored, as the specification says. -1 without a home. */
int path_xdg(enum path_kind kind, const char *name, char out[PATH_SIZE], struct error *err);
/* Makes the folder that holds `path` and its parents, 0700. */
int path_make_parent(const char *path, struct error *err);
/* Reads a file of at most out->limit bytes. */
int file_read(const char *path, struct buffer *out, struct error *err);
/* Replaces the file by a new one of mode 0600 through a temporary beside it, fsync and rename: never half. */
int file_replace(const char *path, const void *data, size_t length, struct error *err);

#endif
