/* Any bytes as a text: amounts in order and within it, statements of them. The first byte chooses the language. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "market/amounts.h"
#include "market/statement.h"

#define MOST 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_amounts(const struct amount *a, size_t count, size_t length)
{
	size_t past = 0;
	for (size_t i = 0; i < count; i++) {
		assert(a[i].offset >= past && a[i].length > 0 && a[i].length <= length - a[i].offset);
		assert(a[i].low <= a[i].high && a[i].bound < BOUNDS);
		assert(a[i].doubtful == (a[i].reason != NULL));
		past = a[i].offset + a[i].length;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct amount amounts[MOST];
	struct statement statements[MOST];
	if (!size)
		return 0;
	char *text = malloc(size); /* of its own, so that the sanitizer knows where it ends */
	if (!text)
		return 0;
	memcpy(text, data + 1, size - 1);
	size_t count = amounts_find(text, size - 1, (enum language)(data[0] % 4), amounts, MOST);
	check_amounts(amounts, count, size - 1);
	size_t said = statements_find(text, size - 1, amounts, count, statements, MOST);
	assert(said <= count);
	for (size_t i = 0; i < said; i++) {
		assert(statements[i].amount < count && (*statements[i].payer || *statements[i].payee));
		assert(statements[i].length <= size - 1 - statements[i].offset);
	}
	free(text);
	return 0;
}
