#include "cli/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/utf8.h"

int input_read(const char *name, struct buffer *out, struct error *err)
{
	if (strcmp(name, "-") != 0)
		return file_read(name, out, err);
	char block[16384];
	for (ssize_t n; (n = read(STDIN_FILENO, block, sizeof block)) != 0;) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(err, "cannot read the standard input: %s", strerror(errno));
		if (buffer_append(out, block, (size_t)n))
			return error_set(err, "the standard input is larger than %zu bytes", out->limit);
	}
	return 0;
}

void input_name(const char *name, char *out, size_t size)
{
	safe_copy(out, size, strcmp(name, "-") == 0 ? "the standard input" : name);
}
