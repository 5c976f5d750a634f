/* How a row of the Company screen's figures is made: its words in their order, the figures behind it, its age. For
 * tui/model_accounts.c and the files account_*.c alone. */
#ifndef FROTH_TUI_ACCOUNT_ROWS_H
#define FROTH_TUI_ACCOUNT_ROWS_H

#include "tui/model.h"

#define ACCOUNTS_DAY_S INT64_C(86400)

/* What rows are made of. */
struct accounts {
	struct model *m;
	const struct company_view *company;
	const struct company *known; /* who files what; NULL nothing is known of the symbol */
	int offset_s;                /* of its exchange */
};

/* A row that says "-" so far; borrowed. */
struct account_row *account_add(struct accounts *a, const char *label);
void account_set_value(struct account_row *row, const char *text);
void account_set_how(struct account_row *row, const char *text);
/* Adds to the basis; " · " stands between two parts, "" is none. */
void account_say(struct account_row *row, const char *text);

/* The figure of a year where there is one, whatever else is newer; borrowed, NULL none. */
const struct fact *account_find(const struct accounts *a, const char *concept_name);
/* It is behind the row; NULL is none. */
void account_rest_on(struct account_row *row, const struct fact *f);
/* What a figure is of, and how old: "TTM to 26 Apr"; one that is older than it should be makes the row stale and says
 * "◌ FY2026, 6 mo old". `of` names it where a row rests on several: "income ", "". */
void account_say_period(const struct accounts *a, struct account_row *row, const char *of, const struct fact *f);
/* The same with form and source: "TTM to 26 Apr · 10-Q · sec". */
void account_say_fact(const struct accounts *a, struct account_row *row, const char *of, const struct fact *f);
bool account_is_old(const struct accounts *a, const struct fact *f);
/* The form that the figure was reported in, as its origin names it; "" none. */
const char *account_form(const struct fact *f);
bool account_is_annual(const char *form); /* of a firm that reports once a year */
bool account_is_one_period(const struct fact *a, const struct fact *b);

/* The price is behind the row, and if it is stale so is the row. */
void account_rest_on_quote(const struct accounts *a, struct account_row *row);
/* The same with its source and age: "yahoo-spark · 12 s". */
void account_say_quote(const struct accounts *a, struct account_row *row);

void account_rows_of_price(struct accounts *a);   /* account_price.c */
void account_rows_of_filings(struct accounts *a); /* account_filed.c */
void account_rows_of_shares(struct accounts *a);

#endif
