#include <stdio.h>
#include <string.h>

#include "fetch/cnbc.h"
#include "fetch/yahoo_read.h"

static const struct {
	const char *symbol, *cnbc;
} indices[] = {
	{ "^IXIC", ".IXIC" }, { "^GSPC", ".SPX" }, { "^DJI", ".DJI" },   { "^NDX", ".NDX" },   { "^SOX", ".SOX" },
	{ "^RUT", ".RUT" },   { "^VIX", ".VIX" },  { "^N225", ".N225" }, { "^TWII", ".TWII" },
};

static int copy(char out[CNBC_SYMBOL_SIZE], const char *stem, int length, const char *ending)
{
	snprintf(out, CNBC_SYMBOL_SIZE, "%.*s%s", length, stem, ending);
	return 0;
}

static int index_symbol(const char *symbol, char out[CNBC_SYMBOL_SIZE])
{
	for (size_t i = 0; i < sizeof indices / sizeof *indices; i++)
		if (!strcmp(indices[i].symbol, symbol))
			return copy(out, indices[i].cnbc, 5, "");
	return -1;
}

int cnbc_symbol(const char *symbol, char out[CNBC_SYMBOL_SIZE])
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	int length = (int)strlen(symbol), stem = (int)strcspn(symbol, ".-=");
	if (*symbol == '^')
		return index_symbol(symbol, out);
	if (yahoo_read_pair(symbol, from, to))
		return copy(out, symbol, length - 1, "");
	if (!strcmp(symbol + stem, ".T"))
		return copy(out, symbol, length, "-JP");
	if (!strcmp(symbol + stem, ".TW"))
		return copy(out, symbol, stem, "-TW");
	if (symbol[stem] == '-' && stem && length == stem + 2) { /* a class of shares */
		copy(out, symbol, length, "");
		out[stem] = '.';
		return 0;
	}
	return symbol[stem] || strchr(symbol, '&') ? -1 : copy(out, symbol, length, "");
}
