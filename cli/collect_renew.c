#include <string.h>

#include "cli/collect_loop.h"

/* A source that has just refused us, or is not to be asked at all, is left alone. */
void collect_renew_facts(struct collect_loop *c, const char *symbol)
{
	int64_t steady = clock_steady_ms();
	for (size_t i = 0; i < c->sources.count && !c->options->once; i++) {
		const struct source *s = &c->sources.items[i];
		struct schedule_slot *slot = &c->schedule.slots[i];
		if (strcmp(s->class->kind, "facts") != 0 || strcmp(s->symbols[0], symbol) != 0 || s->unasked)
			continue;
		if (s->state.status == SOURCE_LIVE && !slot->busy && slot->due_ms > steady)
			slot->due_ms = steady;
	}
}
