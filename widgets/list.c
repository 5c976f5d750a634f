#include "widgets/widget.h"

size_t list_visible(const struct list_position *p, size_t count, int rows)
{
	if (rows <= 0 || p->top >= count)
		return 0;
	size_t left = count - p->top;
	return left < (size_t)rows ? left : (size_t)rows;
}

void list_settle(struct list_position *p, size_t count, int rows)
{
	size_t height = rows > 0 ? (size_t)rows : 1;
	if (p->selected >= count)
		p->selected = count ? count - 1 : 0;
	if (p->top > p->selected)
		p->top = p->selected;
	if (p->selected >= p->top + height)
		p->top = p->selected - height + 1;
	size_t last_top = count > height ? count - height : 0;
	if (p->top > last_top)
		p->top = last_top;
}

void exchange_view_hours(const struct exchange_view *e, const struct view_model *m, struct hours *out)
{
	*out = (struct hours){ .name = e->name,
			       .session = e->session,
			       .scheduled = e->scheduled,
			       .now = m->now,
			       .next_open = e->next_open,
			       .offset_s = e->next_offset_s,
			       .local_offset_s = e->next_local_offset_s,
			       .is_local_utc = m->zone_problem && *m->zone_problem };
}

const struct exchange_view *view_model_clock(const struct view_model *m)
{
	return m->exchange_count ? &m->exchanges[0] : NULL;
}
