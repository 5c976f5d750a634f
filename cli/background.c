#include "cli/background.h"

#include <stdlib.h>

int background_load(struct background *b, struct store *s, struct error *err)
{
	*b = (struct background){ 0 };
	if (exchanges_load(&b->exchanges, err) || store_get_facts(s, NULL, &b->facts, err))
		return -1;
	return store_get_fx(s, &b->rates, &b->rate_count, err);
}

void background_release(struct background *b)
{
	exchanges_release(&b->exchanges);
	fact_list_release(&b->facts);
	free(b->rates);
}
