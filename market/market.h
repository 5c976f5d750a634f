/* Small words shared by all market records: symbols, currencies, sources.
 *
 * A missing figure is NAN (never 0), a missing time is 0, a missing text is "".
 * Every record that holds a figure names its source and its two times: as_of,
 * the instant the figure was true for its source, and fetched, when froth got it. */
#ifndef FROTH_MARKET_MARKET_H
#define FROTH_MARKET_MARKET_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYMBOL_SIZE 24           /* "9984.T" */
#define CURRENCY_SIZE 4          /* ISO 4217, "JPY" */
#define SOURCE_NAME_SIZE 32      /* "yahoo-spark" */
#define SHIPPED_SOURCE "shipped" /* the source name of figures that came with the program */

/* Letters, digits and . - = ^ & only, 1 to SYMBOL_SIZE - 1 of them. */
bool symbol_is_valid(const char *text);
/* Upper-cases ASCII into out; -1 if the result is no valid symbol. */
int symbol_parse(const char *text, char out[SYMBOL_SIZE]);

bool currency_is_valid(const char *code);    /* three upper-case letters */
int currency_decimals(const char *code);     /* digits shown of a price: JPY 0, TWD 2, USD 2 */
const char *currency_sign(const char *code); /* "$", "¥", "NT$", "€", "£"; else the code itself, borrowed */
/* Some exchanges quote in hundredths ("GBp", "GBX", "ILA", "ZAc"): the major currency's code goes
 * into out and the factor to multiply by is returned (0.01, else 1). */
double currency_normalise(const char *code, char out[CURRENCY_SIZE]);

/* 5.27e12 -> "5.27T", 763e9 -> "763B", 95e6 -> "95.0M": three significant digits; "-" for NAN. */
void amount_format_short(double amount, char *out, size_t size);

#endif
