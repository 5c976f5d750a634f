#include "config/symbol_set.h"

#include <assert.h>
#include <string.h>

void symbol_set_clear(struct symbol_set *s)
{
	memset(s, 0, sizeof *s);
}

/* FNV-1a: symbols differ in their last letters. */
static size_t slot_of(const char *symbol)
{
	uint32_t hash = 2166136261U;
	for (; *symbol; symbol++)
		hash = (hash ^ (unsigned char)*symbol) * 16777619U;
	return (hash ^ hash >> 16) % SYMBOL_SET_SLOTS;
}

bool symbol_set_put(struct symbol_set *s, const char (*symbols)[SYMBOL_SIZE], size_t place)
{
	_Static_assert(SYMBOL_SET_SLOTS > CONFIG_MAX_SYMBOLS && CONFIG_MAX_SYMBOLS < UINT16_MAX,
		       "the longest list leaves a slot free, and its places fit");
	assert(place < CONFIG_MAX_SYMBOLS);
	size_t at = slot_of(symbols[place]);
	for (; s->slots[at]; at = (at + 1) % SYMBOL_SET_SLOTS)
		if (strcmp(symbols[s->slots[at] - 1], symbols[place]) == 0)
			return false;
	s->slots[at] = (uint16_t)(place + 1);
	return true;
}
