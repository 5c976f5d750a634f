/* Fundamentals and other dated figures that are not prices: shares, revenue, net income, CAPE. */
#ifndef FROTH_MARKET_FACT_H
#define FROTH_MARKET_FACT_H

#include "base/error.h"
#include "market/candle.h"
#include "market/market.h"
#include "market/quote.h"

#define CONCEPT_SIZE 32
#define FILING_SIZE 21

/* Concepts that live sources bring: shares (in units of the symbol: receipts where it is one), revenue,
 * operating_income, net_income, eps (of one unit), operating_cash_flow, capex, free_cash_flow, debt, cash,
 * backlog, lease_liabilities, purchase_commitments, interest_expense. Shipped ones besides: market_cap,
 * customer_paid, nav, ltv, lease_commitments and others (all of a symbol); cape (of "^GSPC").
 * TTM figures have period "TTM". */
struct fact {
	char symbol[SYMBOL_SIZE];
	char concept[CONCEPT_SIZE];
	double value;
	char unit[8];    /* ISO currency, "shares", "x" (ratio), "%" */
	char period[16]; /* "TTM", "FY2026", "" for a figure of one instant */
	int64_t as_of;   /* end of the period or the instant it was true */
	int64_t fetched;
	char source[SOURCE_NAME_SIZE];
	char origin[160]; /* the document or page behind the source: URL or citation */
	char note[160];   /* may open with tags: "#unrealised most of it is ..." (fact_has_tag) */
};

/* Facts as they were filed, and the splits that bend those of one share (market/share_count.h). The store fills the
 * splits of the symbols that the facts are of; a source that makes facts leaves them empty. */
struct fact_list {
	struct fact *items; /* owned */
	size_t count, capacity;
	struct corporate_event *splits; /* owned; by symbol and time */
	size_t split_count;
};

void fact_list_release(struct fact_list *list);
int fact_list_append(struct fact_list *list, const struct fact *fact); /* -1: out of memory */

/* Reads share/facts.tsv's format (documented in that file's head); refuses wrong rows by line and
 * field. fetched is 0 and source SHIPPED_SOURCE in the result. */
int fact_list_parse(struct fact_list *list, const char *text, size_t length, struct error *err);
/* Whether a is to be used rather than b, both of one symbol and concept: the later one; of two that are
 * true for one time (ends of periods within ten days, since some sources round them) that of the source
 * nearer to the filing (sec, yahoo, others, shipped), else the one fetched last. */
bool fact_is_better(const struct fact *a, const struct fact *b);
/* The best fact of that symbol and concept (any period if period is NULL), or NULL; borrowed. */
const struct fact *fact_list_find(const struct fact_list *list, const char *symbol, const char *concept_name,
				  const char *period);

/* The best figure of a whole year: period "TTM" or "FY...". Borrowed or NULL. */
const struct fact *fact_list_find_year(const struct fact_list *list, const char *symbol, const char *concept_name);
/* Tags in use: "derived" (computed from other figures), "unrealised" (a profit that is mostly
 * unrealised gains, on which no P/E is given). `tag` is written without the '#'. */
bool fact_has_tag(const struct fact *f, const char *tag);

/* The accession number of the newest filing that the origin names ("0001045810-26-000052"). false: none. */
bool fact_filing(const struct fact *f, char out[FILING_SIZE]);
/* The day on which it was filed, midnight UTC, as the origin says ("filed 2026-05-20"); 0: it does not say. */
int64_t fact_filed(const struct fact *f);

/* What a price means beside the accounts. NAN where an input is missing. */
struct valuation {
	double market_cap; /* in quote currency: price x shares (an ADR's shares are counted as ADRs) */
	double market_cap_usd;
	int64_t fx_as_of; /* the oldest rate used; 0 when no conversion was needed */
	double pe;        /* market cap / net income of the newest year, both in USD or one currency; NAN when void */
	double ps;
	const char *pe_void;  /* NULL, or why P/E means nothing ("loss", "profit is mostly unrealised") */
	double shares;        /* that the price was multiplied by: as filed, times split_factor */
	int64_t shares_as_of; /* 0 none */
	double split_factor;  /* of the splits between the filing of the shares and the price; 1 none */
};

/* Every figure missing. */
void valuation_init(struct valuation *v);

void valuation_compute(struct valuation *v, const struct quote *q, const struct fact_list *facts,
		       const struct fx_rate *rates, size_t rate_count);

#endif
