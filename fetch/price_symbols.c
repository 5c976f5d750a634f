#include "fetch/price_symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/yahoo_read.h"

static bool has_symbol(const struct price_symbols *a, const char *symbol)
{
	for (size_t i = 0; i < a->count; i++)
		if (!strcmp(a->symbols[i], symbol))
			return true;
	return false;
}

static void ask(struct price_symbols *a, const char *symbol)
{
	if (!has_symbol(a, symbol))
		snprintf(a->symbols[a->count++], SYMBOL_SIZE, "%s", symbol);
}

static void ask_rate(struct price_symbols *a, const char *currency)
{
	char symbol[SYMBOL_SIZE];
	if (!currency || !*currency || !strcmp(currency, "USD"))
		return;
	snprintf(symbol, sizeof symbol, "%s=X", currency);
	ask(a, symbol);
}

/* The currency that a share is converted from. Where prices may come in hundredths of it, which only an answer tells,
 * its rate is wanted all the same. */
static const char *traded_currency(const char *symbol)
{
	static const struct {
		const char *suffix, *currency;
	} exchanges[] = { { ".L", "GBP" }, { ".JO", "ZAR" }, { ".TA", "ILS" } };
	const char *suffix = strchr(symbol, '.');
	for (size_t i = 0; suffix && i < sizeof exchanges / sizeof *exchanges; i++)
		if (!strcmp(exchanges[i].suffix, suffix))
			return exchanges[i].currency;
	return yahoo_currency_of(symbol);
}

/* The currency of the books where it is not the price's: receipts in New York of companies elsewhere. */
static const char *accounts_currency(const char *symbol)
{
	static const struct {
		const char *symbol, *currency;
	} receipts[] = { { "TSM", "TWD" }, { "SFTBY", "JPY" }, { "SFTBF", "JPY" } };
	for (size_t i = 0; i < sizeof receipts / sizeof *receipts; i++)
		if (!strcmp(receipts[i].symbol, symbol))
			return receipts[i].currency;
	return NULL;
}

/* Rates first, so that they are in the first request whatever the length of the watchlists. */
int price_symbols_gather(struct price_symbols *a, const struct source_settings *settings)
{
	*a = (struct price_symbols){ 0 };
	a->symbols = calloc(3 * settings->symbol_count + 1, sizeof *a->symbols);
	if (!a->symbols)
		return -1;
	ask_rate(a, settings->base_currency);
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask_rate(a, traded_currency(settings->symbols[i]));
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask_rate(a, accounts_currency(settings->symbols[i]));
	for (size_t i = 0; i < settings->symbol_count; i++)
		ask(a, settings->symbols[i]);
	return 0;
}

void price_symbols_release(struct price_symbols *a)
{
	free(a->symbols);
	*a = (struct price_symbols){ 0 };
}
