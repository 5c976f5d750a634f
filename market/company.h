/* What must be known of a company to read its accounts: where it files, what a symbol of it is worth in
 * shares, when its year ends. From share/companies.tsv; read by the sources of facts. */
#ifndef FROTH_MARKET_COMPANY_H
#define FROTH_MARKET_COMPANY_H

#include "base/error.h"
#include "market/market.h"

#define CIK_SIZE 11 /* "0001045810" */

struct company {
	char symbol[SYMBOL_SIZE];
	char cik[CIK_SIZE];           /* with the SEC, ten digits; "" files no accounts there */
	double shares_per_unit;       /* common shares in one unit of the symbol: 5 for an ADR of TSMC, else 1 */
	char form[8];                 /* of its annual report: "10-K", "20-F"; "" */
	char year_end[6];             /* "01-31": about when its fiscal year ends; "" unknown */
	char currency[CURRENCY_SIZE]; /* of its accounts; "" unknown */
	bool year_by_start;           /* its fiscal year bears the number of the year it begins in */
	bool learned;                 /* not from the table: its number with the SEC is learned, "" so far unknown */
	bool unrealised;              /* its profit is mostly unrealised gains: no P/E is given on it */
};

struct company_list {
	struct company *items; /* owned */
	size_t count;
};

/* Reads companies.tsv's format (documented in that file's head); refuses wrong rows by line and field. */
int company_list_parse(struct company_list *list, const char *text, size_t length, struct error *err);
/* The same of the file that comes with the program. */
int company_list_load(struct company_list *list, struct error *err);
int company_list_add(struct company_list *list, const struct company *company); /* a copy; -1: out of memory */
void company_list_release(struct company_list *list);
/* Borrowed; NULL: nothing is known of the symbol. */
const struct company *company_list_find(const struct company_list *list, const char *symbol);
/* A company of which only the symbol is known. */
void company_init(struct company *c, const char *symbol);

#endif
