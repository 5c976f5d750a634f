/* The observations of a companyfacts (or companyconcept) answer that may become facts: of the tags in the table of
 * concepts, from periodic reports, of the last years. Private to fetch/sec_*.c and its tests. */
#ifndef FROTH_FETCH_SEC_READ_H
#define FROTH_FETCH_SEC_READ_H

#include "fetch/json_scan.h"
#include "market/fact.h"
#include "market/company.h"

#define SEC_LIVING_DAYS 550 /* a tag whose newest figure is older is dead: figures come elsewhere now */

enum sec_kind {
	SEC_FLOW,    /* money over a period */
	SEC_EARNING, /* money a share over a period */
	SEC_LEVEL,   /* money at an instant */
	SEC_SHARES,  /* a number of shares at an instant, or the mean of one over a period */
};

/* One way to come to a concept. */
struct sec_candidate {
	const char *concept_name;
	enum sec_kind kind;
	const char *taxonomy; /* us-gaap, ifrs-full, dei */
	const char *tag;
	const char *plus; /* added, of the same instant; NULL none */
	const char *note; /* what the figure leaves out or holds; NULL nothing to say */
};

/* In order of preference within a concept, the rows of a concept together; ended by concept_name NULL. */
extern const struct sec_candidate sec_candidates[];

struct sec_observation {
	const char *taxonomy, *tag;   /* of the table */
	char currency[CURRENCY_SIZE]; /* "" for shares */
	bool per_share;
	int64_t start, end; /* midnight UTC; start 0 for an instant */
	int64_t filed;
	double value;
	char accession[FILING_SIZE];
	char form[8];
	int year; /* the fiscal year of the report, which is not always that of the figure; 0 unknown */
};

struct sec_observations {
	struct sec_observation *items; /* owned; in the order of the answer */
	size_t count, capacity;
};

void sec_observations_release(struct sec_observations *o);
/* Release in any case. */
int sec_observations_read(struct sec_observations *o, const char *bytes, size_t length, const struct company *company,
			  int64_t fetched, struct error *err);

/* Makes facts of the observations. -1: out of memory. */
int sec_facts_make(struct fact_list *facts, const struct sec_observations *o, const struct company *company,
		   int64_t fetched);

/* Reads "0001045810" or 1045810. false: neither. */
bool sec_read_cik(struct json_scan *s, char cik[CIK_SIZE]);
/* Whether it is this company's answer; -1 says whose it is. */
int sec_check_cik(const char *cik, const struct json_text *name, const struct company *company, struct error *err);
/* A date as in "2026-04-26", midnight UTC; false if it is none. Much faster than the general reader. */
bool sec_read_date(const struct json_text *text, int64_t *time);

#endif
