/* Any bytes as text: what comes out is well-formed, on one line, within its limit, and does not change when
 * it is made safe again. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct buffer *text)
{
	for (size_t at = 0; at < text->length;) {
		uint32_t c;
		size_t used = utf8_decode(text->data + at, text->length - at, &c);
		assert(c >= 0x20 && (c < 0x7F || c > 0xA0) && c != 0x200B && c != 0xFEFF);
		assert(c != UTF8_REPLACEMENT || used == 3);
		at += used;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer once, twice, cut;
	char field[16], *raw = malloc(size + 1);
	if (!raw)
		return 0;
	memcpy(raw, data, size);
	raw[size] = '\0';
	buffer_init(&once, 0);
	buffer_init(&twice, 0);
	buffer_init(&cut, 11);
	assert(!safe_text(&once, raw, size));
	check(&once);
	assert(!safe_text(&twice, buffer_text(&once), once.length));
	assert(!strcmp(buffer_text(&once), buffer_text(&twice)));
	assert(!safe_text(&cut, raw, size) == (once.length <= 11));
	check(&cut);
	assert(!memcmp(buffer_text(&once), buffer_text(&cut), cut.length));
	safe_copy(field, sizeof(field), raw);
	assert(strlen(field) < sizeof(field));
	buffer_release(&once);
	buffer_release(&twice);
	buffer_release(&cut);
	free(raw);
	return 0;
}
