#include "market/deal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const class_names[DELIVERY_CLASSES] = {
	[DELIVERY_NONE] = "",
	[DELIVERY_RUMOUR] = "rumour",
	[DELIVERY_CANCELLED] = "cancelled",
	[DELIVERY_LOI] = "loi",
	[DELIVERY_PLAN] = "plan",
	[DELIVERY_FRAMEWORK] = "framework",
	[DELIVERY_CONTRACT_CONDITIONAL] = "contract-conditional",
	[DELIVERY_CONTRACT] = "contract",
	[DELIVERY_COMMITTED] = "committed",
	[DELIVERY_DONE] = "done",
};

const char *delivery_class_name(enum delivery_class c)
{
	return c < DELIVERY_CLASSES ? class_names[c] : "";
}

void deal_list_release(struct deal_list *list)
{
	free(list->items);
	*list = (struct deal_list){ 0 };
}

const struct deal *deal_list_find(const struct deal_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].id, id))
			return &list->items[i];
	return NULL;
}

/* A list of names ("Alphabet, Broadcom") says of none whose code it is. */
static bool is_one_name(const char *name)
{
	return *name && !strpbrk(name, ",(");
}

const char *deal_list_name_of(const struct deal_list *list, const char *node)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		if (!strcmp(d->payer, node) && is_one_name(d->from))
			return d->from;
		if (!strcmp(d->payee, node) && is_one_name(d->to))
			return d->to;
	}
	return node;
}

bool deal_has_edge(const struct deal *d)
{
	return *d->payer && *d->payee;
}

static double first_known(double a, double b, double c)
{
	if (isfinite(a))
		return a;
	return isfinite(b) ? b : c;
}

double deal_edge_announced(const struct deal *d)
{
	return first_known(d->edge_high, d->amount_high, d->amount_low);
}

double deal_edge_firm(const struct deal *d)
{
	return first_known(d->edge_low, d->amount_low, d->amount_high);
}

static bool promises_power(const struct deal *d)
{
	return isfinite(d->gw) && !d->superseded && d->delivery > DELIVERY_CANCELLED;
}

bool deal_counts_power(const struct deal_list *list, const struct deal *d)
{
	const struct deal *other = *d->gw_in ? deal_list_find(list, d->gw_in) : NULL;
	return promises_power(d) && !(other && promises_power(other));
}

static bool is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether a word of the text opens with `name`. */
static bool is_named(const char *text, const char *name)
{
	size_t length = strlen(name);
	for (const char *p = text; *p; p++)
		if ((p == text || !is_letter_or_digit(p[-1])) && strncasecmp(p, name, length) == 0)
			return true;
	return false;
}

bool deal_is_about(const struct deal *d, const char *node, const char *name)
{
	if (*node && (!strcmp(d->payer, node) || !strcmp(d->payee, node)))
		return true;
	return *name && (is_named(d->from, name) || is_named(d->to, name));
}

const char *deal_node_of(const char *symbol)
{
	static const struct {
		const char *symbol, *node;
	} nodes[] = { { "9984.T", "SB" }, { "SFTBY", "SB" }, { "2330.TW", "TSM" }, { "GOOG", "GOOGL" } };

	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (!strcmp(nodes[i].symbol, symbol))
			return nodes[i].node;
	return symbol;
}
