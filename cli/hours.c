#include "cli/hours.h"

#include <string.h>

#include "market/freshness.h"

void hours_list_init(struct hours_list *l)
{
	*l = (struct hours_list){ 0 };
	zone_find_own(&l->zone);
}

static void take_state(struct hours_list *l, struct hours *h, const struct session_calendar *c, enum market_state state)
{
	h->session.state = state;
	h->next_open = session_next_open(c, &h->session, h->now);
	int64_t next = hours_next(&h->session, h->scheduled, h->next_open);
	h->offset_s = session_offset_s(c, next);
	h->local_offset_s = zone_offset_s(&l->zone, next);
	h->is_local_utc = l->zone.is_missing;
}

void hours_list_add(struct hours_list *l, const struct session_calendar *c, enum market_state state, int64_t now)
{
	size_t i = 0;
	if (!c)
		return;
	while (i < l->count && strcmp(l->names[i], session_calendar_name(c)) != 0)
		i++;
	if (i == HOURS_EXCHANGES)
		return;
	struct hours *h = &l->items[i];
	if (i < l->count) {
		if (h->session.state != state)
			take_state(l, h, c, h->scheduled);
		return;
	}
	l->count++;
	snprintf(l->names[i], sizeof l->names[i], "%s", session_calendar_name(c));
	h->now = now;
	session_at(c, now, &h->session);
	h->scheduled = h->session.state;
	take_state(l, h, c, state);
}

void hours_list_print(const struct hours_list *l, FILE *out)
{
	if (l->count)
		fputc('\n', out);
	for (size_t i = 0; i < l->count; i++) {
		char text[HOURS_SIZE];
		struct hours h = l->items[i];
		h.name = l->names[i];
		hours_format_until(&h, true, text);
		fprintf(out, "%s\n", text);
	}
	if (l->count && l->zone.is_missing)
		fprintf(stderr, "froth: local times are UTC: %s\n", l->zone.problem);
}
