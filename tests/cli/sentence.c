#include "tests/cli/sentence.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

void assert_one_sentence(const struct output *o)
{
	assert_memory_equal(o->err, "froth: ", 7);
	const char *end = strchr(o->err, '\n');
	assert_non_null(end);
	assert_string_equal(end, "\n");
}

void assert_says(int status, const char *const *arguments, const char *sentence)
{
	struct output o = program_expect(status, arguments);
	if (!strstr(o.err, sentence))
		fail_msg("expected \"%s\", found \"%s\"", sentence, o.err);
	assert_one_sentence(&o);
	output_release(&o);
}
