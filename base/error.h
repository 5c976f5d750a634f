/* An error a person can read: one sentence, no trailing full stop or newline.
 *
 * Filled by fallible functions that return -1, read by whoever talks to the
 * person. A caller that does not care passes NULL. The text may quote foreign
 * input only after safe_text() has seen it. */
#ifndef FROTH_BASE_ERROR_H
#define FROTH_BASE_ERROR_H

struct error {
	char text[512];
};

/* Writes the sentence (cut at the buffer, always terminated; err may be NULL)
 * and returns -1, so that a function can end with `return error_set(...)`. */
int error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "prefix: " before the sentence that is there; returns -1. */
int error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
