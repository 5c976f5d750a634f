/* Answers of the SEC's data service as records. Pure parsers, as those of fetch/yahoo.h: an answer that is
 * not of the expected shape, or is of another company, returns -1 with what was expected and what came,
 * and leaves the batch as it was. */
#ifndef FROTH_FETCH_SEC_H
#define FROTH_FETCH_SEC_H

#include "fetch/batch.h"
#include "market/company.h"

/* companyfacts: every figure that a company ever filed, several MB; or companyconcept: those of one tag. Gives facts of
 * source "sec-facts": of each concept the newest year (TTM where quarters follow the last fiscal year), the last two
 * fiscal years, or the newest instant. A concept of which nothing was filed in the last 550 days is left out. */
int sec_facts_parse(struct batch *out, const char *bytes, size_t length, const struct company *company, int64_t fetched,
		    struct error *err);

/* submissions: what a company has filed. Gives the reports among the latest filings, newest first. */
int sec_filings_parse(struct batch *out, const char *bytes, size_t length, const struct company *company,
		      int64_t fetched, struct error *err);

/* The list of all tickers. Gives those of `companies` whose number is to be learned, with it. */
int sec_tickers_parse(struct batch *out, const char *bytes, size_t length, const struct company_list *companies,
		      struct error *err);

#endif
