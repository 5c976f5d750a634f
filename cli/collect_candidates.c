#include "cli/collect_candidates.h"

struct gathered {
	struct candidate items[CANDIDATES_MOST];
	size_t count;
};

static void leave_out_known(struct gathered *g, const struct deal_list *deals)
{
	size_t kept = 0;
	for (size_t i = 0; i < g->count; i++)
		if (!candidate_is_known(&g->items[i], deals))
			g->items[kept++] = g->items[i];
	g->count = kept;
}

/* The ledger is read when there is something to hold against it. */
static int put_all(struct store *store, const struct headline_list *list, size_t *added, struct error *err)
{
	struct deal_list deals = { 0 };
	bool has_deals = false;
	int result = 0;
	for (size_t i = 0; i < list->count && !result; i++) {
		struct gathered g;
		size_t new_ones = 0;
		g.count = candidates_find(&list->items[i], g.items);
		if (!g.count)
			continue;
		if (!has_deals && store_get_deals(store, &deals, err)) {
			result = -1;
			break;
		}
		has_deals = true;
		leave_out_known(&g, &deals);
		result = g.count ? store_put_candidates(store, g.items, g.count, &new_ones, err) : 0;
		*added += new_ones;
	}
	deal_list_release(&deals);
	return result;
}

int collect_note_candidates(struct store *store, int64_t after, size_t *added, struct error *err)
{
	struct headline_list list;
	*added = 0;
	if (store_get_headlines_after(store, after, &list, err))
		return -1;
	int result = put_all(store, &list, added, err);
	headline_list_release(&list);
	return result;
}
