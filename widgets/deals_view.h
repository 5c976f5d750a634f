/* What the looks at the ledger show beside its rows: the circle of payments and the power promised, as plain
 * values, and the candidates. tui/model_deals.c and tui/model_candidates.c fill them from the store whenever the
 * deals change; widgets only read. Money is in USD, but for the candidates'. What does not fit in a table here was
 * the smallest. */
#ifndef FROTH_WIDGETS_DEALS_VIEW_H
#define FROTH_WIDGETS_DEALS_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "market/candidate.h"
#include "market/deal.h"
#include "market/market.h"

#define CIRCLE_FIRMS 64
#define CIRCLE_LOOPS 16
#define CIRCLE_STEPS 8

struct circle_firm {
	char code[16];
	char name[24]; /* a symbol where the firm is in a watchlist, else as the ledger calls it */
	double pays, gets;
};

struct circle_loop {
	int firms[CIRCLE_STEPS]; /* the payer first; the last one pays it back */
	int length;
	double bottleneck;
};

/* One view of who pays whom: of what is announced, or of what is committed. */
struct circle {
	struct circle_firm firms[CIRCLE_FIRMS]; /* those that move most first */
	int firm_count;
	double paid[CIRCLE_FIRMS][CIRCLE_FIRMS];      /* payer, payee; 0 nothing */
	bool is_estimate[CIRCLE_FIRMS][CIRCLE_FIRMS]; /* some row behind the amount is an estimate */
	double total, circulation;
	double index;                           /* circulation / total; NAN nothing is paid */
	double connected;                       /* share of the money between firms that can reach each other */
	struct circle_loop loops[CIRCLE_LOOPS]; /* the greatest bottlenecks first */
	int loop_count;
	bool has_rates;   /* some amount is not in USD */
	char reason[160]; /* why there is no circle, as a sentence; "" there is one */
};

#define POWER_YEARS 12
#define POWER_ROWS 64
#define POWER_LEFT_OUT 48

struct power_row {
	char partners[132]; /* "OpenAI, Broadcom" */
	double gw, by_year[POWER_YEARS];
	char ids[80]; /* the ledger rows behind it: "D09 D13" */
};

struct power_left_out {
	char id[DEAL_ID_SIZE];
	char partners[132];
	double gw;
	char reason[32]; /* "in D09", "replaced", "cancelled" */
};

struct power {
	char years[POWER_YEARS][5]; /* of the announcements, ascending */
	size_t year_count;
	double gw, by_year[POWER_YEARS];
	double twh, homes, reactors;       /* what it means at full load, a year */
	struct power_row rows[POWER_ROWS]; /* the most powerful first; the last one may be "others" */
	size_t row_count;
	struct power_left_out left_out[POWER_LEFT_OUT];
	size_t left_out_count;
	double left_out_gw;
};

struct deals_view {
	bool is_committed;        /* which circle the person chose */
	char symbol[SYMBOL_SIZE]; /* the company whose rows are shown; "" all */
	char node[SYMBOL_SIZE];   /* its code in the ledger */
	char name[64];            /* as the ledger calls it */
	struct circle announced, committed;
	struct power power;           /* of the rows that are shown */
	struct candidate *candidates; /* owned; those that wait for the person's word, newest first */
	size_t candidate_count;
};

#endif
