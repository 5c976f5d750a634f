#include "cli/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static int add(struct symbol_list *list, const char *symbol, struct error *err)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], symbol) == 0)
			return 0;
	char(*grown)[SYMBOL_SIZE] = realloc(list->items, (list->count + 1) * sizeof *grown);
	if (!grown)
		return error_set(err, "out of memory");
	list->items = grown;
	memcpy(grown[list->count++], symbol, SYMBOL_SIZE);
	return 0;
}

static int add_words(struct symbol_list *list, const struct arguments *args, struct error *err)
{
	for (size_t i = 0; i < args->word_count; i++) {
		char symbol[SYMBOL_SIZE], shown[64];
		safe_copy(shown, sizeof shown, args->words[i]);
		if (symbol_parse(args->words[i], symbol))
			return error_set(err, "expected a symbol such as NVDA or 9984.T, found \"%s\"", shown);
		if (add(list, symbol, err))
			return -1;
	}
	return 0;
}

int symbol_list_choose(struct symbol_list *list, const struct invocation *v, struct error *err)
{
	*list = (struct symbol_list){ 0 };
	int status = add_words(list, v->args, err);
	const struct config *c = &v->config;
	for (size_t i = 0; i < c->watchlist_count && v->args->word_count == 0; i++)
		for (size_t j = 0; j < c->watchlists[i].count && status == 0; j++)
			status = add(list, c->watchlists[i].symbols[j], err);
	if (status)
		symbol_list_release(list);
	return status;
}

void symbol_list_release(struct symbol_list *list)
{
	free(list->items);
	*list = (struct symbol_list){ 0 };
}
