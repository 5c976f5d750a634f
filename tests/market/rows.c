#include "tests/market/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

void table_begin(struct buffer *b, const char *const columns[])
{
	buffer_init(b, 0);
	buffer_append_text(b, "# test\n");
	for (size_t i = 0; columns[i]; i++) {
		buffer_append_text(b, i ? "\t" : "");
		buffer_append_text(b, columns[i]);
	}
	buffer_append_text(b, "\n");
}

void table_row(struct buffer *b, const char *const columns[], const char *const fields[], size_t column,
	       const char *value)
{
	for (size_t i = 0; columns[i]; i++) {
		buffer_append_text(b, i ? "\t" : "");
		buffer_append_text(b, i == column ? value : fields[i]);
	}
	buffer_append_text(b, "\n");
}

void assert_message_has(const struct error *err, const char *part)
{
	if (!strstr(err->text, part))
		fail_msg("\"%s\" does not say \"%s\"", err->text, part);
}
