#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int error_set(struct error *err, const char *format, ...)
{
	if (err) {
		va_list ap;
		va_start(ap, format);
		vsnprintf(err->text, sizeof err->text, format, ap);
		va_end(ap);
	}
	return -1;
}

int error_prefix(struct error *err, const char *format, ...)
{
	if (err) {
		char prefix[sizeof err->text];
		va_list ap;
		va_start(ap, format);
		vsnprintf(prefix, sizeof prefix, format, ap);
		va_end(ap);
		char tail[sizeof err->text];
		memcpy(tail, err->text, sizeof tail);
		size_t used = strlen(prefix);
		snprintf(err->text, sizeof err->text, "%s", prefix);
		snprintf(err->text + used, sizeof err->text - used, ": %s", tail);
	}
	return -1;
}
