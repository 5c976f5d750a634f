#include "market/headline.h"

#include <stdlib.h>

void headline_init(struct headline *h)
{
	*h = (struct headline){ 0 };
}

void headline_release(struct headline *h)
{
	free(h->id);
	free(h->title);
	free(h->url);
	free(h->summary);
	free(h->author);
	headline_init(h);
}
