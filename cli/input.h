/* What a command reads that is no option: a file, or the standard input. */
#ifndef FROTH_CLI_INPUT_H
#define FROTH_CLI_INPUT_H

#include "base/buffer.h"
#include "base/error.h"

/* All of the file `name`, of the standard input where it is "-"; at most out->limit bytes. */
int input_read(const char *name, struct buffer *out, struct error *err);
/* The same as people say it: "the standard input" for "-". Cut and made harmless. */
void input_name(const char *name, char *out, size_t size);

#endif
