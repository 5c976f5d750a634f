/* Figures as a board writes them. Missing is "-", never 0. */
#ifndef FROTH_WIDGETS_FORMAT_H
#define FROTH_WIDGETS_FORMAT_H

#include "market/market.h"
#include "widgets/view_model.h"

#define FORMAT_SIZE 64

void format_price(double price, const char *currency, char out[FORMAT_SIZE]); /* "1,234.50", "¥5,771" */
void format_plain_price(double price, const char *currency,
			char out[FORMAT_SIZE]);                                 /* without the sign of the currency */
void format_amount(double amount, const char *currency, char out[FORMAT_SIZE]); /* "$5.27T" */
void format_change(double pct, char out[FORMAT_SIZE]);                          /* "▲ +1.31%" */
void format_move(double change, const char *currency, char out[FORMAT_SIZE]);   /* "+2.81", "-1,250"; without a sign of
										    the currency */
void format_ratio(double ratio, char out[FORMAT_SIZE]);                         /* "44.5" */
void format_bytes(int64_t bytes, char out[FORMAT_SIZE]);                        /* "3.1 MB"; "-" if negative */
void format_clock(int64_t t, int offset_s, char out[FORMAT_SIZE]);              /* "14:48" */
/* "14:48" on the day of `now`, "20 Aug" within its year, else "Aug 2025". */
void format_time(int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE]);
void format_date(int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE]); /* "20 Aug", "20 Aug 2025" */
void format_month(int64_t t, int offset_s, char out[FORMAT_SIZE]);             /* "Aug" */
void format_span(int64_t seconds, char out[FORMAT_SIZE]);                      /* "1h12", "8 min", "3 d" */
const char *format_weekday(int64_t t, int offset_s);                           /* "Mon" */
/* The age of a company's figure and what it is worth: "12 s", "◌ 25 min", "closed · 8 h", "shipped 31 Aug". */
void format_company_age(const struct company_view *company, int64_t now, char out[FORMAT_SIZE]);
/* The price outside the hours of trading, and by how many per cent it is above the last; NAN while it trades, since
 * what is stored then is from before. */
double company_extended_price(const struct company_view *company);
double company_extended_change(const struct company_view *company);
/* "39.6 x"; the unit is the input's own. */
void format_input(const struct reading_input *input, char out[FORMAT_SIZE]);
/* What is known today of what a ledger row claims. */
void format_claim_today(const struct view_model *m, const struct deal *claim, char *out, size_t size);
/* The role in which a figure stands that moved by `change`. */
int change_direction(double change); /* 1, 0, -1; 0 for NAN */

#endif
