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
		char old[sizeof err->text], prefix[sizeof err->text / 2];
		memcpy(old, err->text, sizeof old);
		va_list ap;
		va_start(ap, format);
		vsnprintf(prefix, sizeof prefix, format, ap);
		va_end(ap);
		size_t used = (size_t)snprintf(err->text, sizeof err->text, "%s: ", prefix);
		size_t rest = sizeof err->text - used - 1;
		memcpy(err->text + used, old, rest);
		err->text[used + rest] = '\0';
	}
	return -1;
}
