/* A document filed with a regulator: the news that new figures are to be had. */
#ifndef FROTH_MARKET_FILING_H
#define FROTH_MARKET_FILING_H

#include "market/market.h"

#define ACCESSION_SIZE 24 /* "0001045810-26-000052" */

struct filing {
	char symbol[SYMBOL_SIZE];
	char accession[ACCESSION_SIZE];
	char form[12];    /* "10-Q", "8-K" */
	char items[64];   /* of an 8-K: "2.02,9.01" */
	int64_t filed;    /* the day, midnight UTC */
	int64_t reported; /* the day or end of the period it is about; 0 unknown */
	bool has_figures; /* its figures come as data too */
};

#endif
