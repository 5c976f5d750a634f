/* The rows that rest on the price: the day, the year, volume, and what the price means beside the accounts. */
#include <stdio.h>
#include <string.h>

#include "market/share_count.h"
#include "tui/account_rows.h"
#include "widgets/format.h"

/* ---- the quote ---- */

static void set_range(const struct accounts *a, struct account_row *row, double low, double high)
{
	const char *currency = a->company->quote.currency;
	char from[FORMAT_SIZE], to[FORMAT_SIZE], text[FORMAT_SIZE * 2 + 8];
	row->is_range = isfinite(low) && isfinite(high) && high > low && isfinite(a->company->quote.price);
	row->low = low;
	row->high = high;
	row->at = a->company->quote.price;
	if (!isfinite(low) || !isfinite(high))
		return;
	format_price(low, currency, from);
	format_plain_price(high, currency, to);
	snprintf(text, sizeof text, "%s to %s", from, to);
	account_set_value(row, text);
	account_say(row, text);
}

static void add_day(struct accounts *a)
{
	struct account_row *row = account_add(a, "day");
	set_range(a, row, a->company->quote.day_low, a->company->quote.day_high);
	account_say_quote(a, row);
}

static void widen(double *low, double *high, const struct candle *bar)
{
	double bottom = isfinite(bar->low) ? bar->low : bar->close, top = isfinite(bar->high) ? bar->high : bar->close;
	*low = bottom < *low ? bottom : *low;
	*high = top > *high ? top : *high;
}

/* Where no source gives it, the stored bars do. */
static void add_year(struct accounts *a)
{
	struct account_row *row = account_add(a, "52 weeks");
	const struct quote *q = &a->company->quote;
	const struct candle_series *bars = &a->company->year;
	double low = q->price, high = low;
	if (isfinite(q->year_low) && isfinite(q->year_high)) {
		set_range(a, row, q->year_low, q->year_high);
		account_say_quote(a, row);
		return;
	}
	if (!isfinite(q->price) || bars->count < 2 || !strcmp(bars->interval, "1mo"))
		return;
	for (size_t i = 0; i < bars->count; i++)
		widen(&low, &high, &bars->items[i]);
	set_range(a, row, low, high);
	account_say(row, "from stored bars");
	account_say(row, bars->source);
	row->is_of_quote = true;
}

static void add_volume(struct accounts *a)
{
	struct account_row *row = account_add(a, "volume");
	const struct usual_volume *u = &a->m->company.volume;
	double volume = a->company->quote.volume;
	char text[FORMAT_SIZE];
	if (!isfinite(volume))
		return;
	format_amount(volume, "", text);
	account_set_value(row, text);
	if (isfinite(u->mean) && u->mean > 0) {
		double ratio = volume / u->mean;
		snprintf(text, sizeof text, "%.*f of its %d-day mean", ratio < 9.95 ? 2 : 0, ratio, u->days);
		account_say(row, text);
		snprintf(row->how, sizeof row->how, "the mean of the last %d whole days is %.3g M, %s", u->days,
			 u->mean / 1e6, u->source);
	}
	account_say_quote(a, row);
}

static void add_previous(struct accounts *a)
{
	struct account_row *row = account_add(a, "previous close");
	char text[FORMAT_SIZE];
	if (!isfinite(a->company->quote.previous_close))
		return;
	format_price(a->company->quote.previous_close, a->company->quote.currency, text);
	account_set_value(row, text);
	account_say_quote(a, row);
}

/* ---- what the price means ---- */

static void say_rate(const struct accounts *a, struct account_row *row)
{
	const struct valuation *v = &a->company->valuation;
	const char *currency = a->company->quote.currency;
	char date[FORMAT_SIZE], clock[FORMAT_SIZE], text[FORMAT_SIZE * 3];
	double rate = fx_convert(a->m->rates, a->m->rate_count, 1, "USD", currency, NULL);
	if (!v->fx_as_of || !isfinite(rate) || !strcmp(currency, "USD"))
		return;
	format_date(v->fx_as_of, a->m->view.now, a->offset_s, date);
	format_clock(v->fx_as_of, a->offset_s, clock);
	snprintf(text, sizeof text, "%.5g %s a USD, %.20s %.10s", rate, currency, date, clock);
	account_say(row, text);
}

static void add_market_cap(struct accounts *a)
{
	struct account_row *row = account_add(a, "market cap");
	const struct valuation *v = &a->company->valuation;
	const struct quote *q = &a->company->quote;
	const struct fact_list *facts = &a->m->view.company.facts;
	struct share_count shares;
	char own[FORMAT_SIZE], usd[FORMAT_SIZE], text[FORMAT_SIZE * 2], splits[SHARE_NOTE_SIZE];
	bool is_counted = share_count_find(&shares, facts, a->company->symbol, q->as_of);
	if (!isfinite(v->market_cap) || !is_counted) {
		account_say(row, is_counted ? "no price is stored" : "no shares are stored");
		return;
	}
	format_amount(v->market_cap, q->currency, own);
	format_amount(v->market_cap_usd, "USD", usd);
	bool has_both = strcmp(q->currency, "USD") != 0 && isfinite(v->market_cap_usd);
	snprintf(text, sizeof text, has_both ? "%s · %s" : "%s", own, usd);
	account_set_value(row, text);
	format_amount(shares.value, "", own);
	snprintf(text, sizeof text, "%.12s shares ", own);
	account_say_fact(a, row, text, shares.fact);
	share_note(facts, shares.fact, q->as_of, splits);
	account_say(row, splits);
	say_rate(a, row);
	account_set_how(row, "the last price times the shares; no source's own market value is used");
	account_rest_on_quote(a, row);
}

static double in_usd(const struct accounts *a, const struct fact *f)
{
	return f ? fx_convert(a->m->rates, a->m->rate_count, f->value, f->unit, "USD", NULL) : (double)NAN;
}

static void format_void(double ratio, const char *void_reason, char out[FORMAT_SIZE])
{
	if (void_reason)
		snprintf(out, FORMAT_SIZE, "void");
	else
		format_ratio(ratio, out);
}

/* Enterprise value in USD, and what it lacks. */
static double enterprise_value(const struct accounts *a, const struct fact *debt, const struct fact *cash)
{
	return a->company->valuation.market_cap_usd + in_usd(a, debt) - in_usd(a, cash);
}

static void add_ratios(struct accounts *a)
{
	struct account_row *row = account_add(a, "P/E · P/S · EV/S");
	const struct valuation *v = &a->company->valuation;
	const struct fact *revenue = account_find(a, "revenue"), *income = account_find(a, "net_income"),
			  *debt = account_find(a, "debt"), *cash = account_find(a, "cash");
	double ev = enterprise_value(a, debt, cash), sales = in_usd(a, revenue);
	char pe[FORMAT_SIZE], ps[FORMAT_SIZE], evs[FORMAT_SIZE], text[FORMAT_SIZE * 4];
	format_void(v->pe, v->pe_void, pe);
	format_ratio(v->ps, ps);
	format_ratio(sales > 0 ? ev / sales : (double)NAN, evs);
	if (!isfinite(v->ps) && !isfinite(v->pe) && !v->pe_void) {
		account_say(row, isfinite(v->market_cap) ? "no revenue and no income are stored" : "no market cap");
		return;
	}
	snprintf(text, sizeof text, "%.20s · %.20s · %.20s", pe, ps, evs);
	account_set_value(row, text);
	if (v->pe_void) {
		snprintf(text, sizeof text, "P/E void: %s", v->pe_void);
		account_say(row, text);
	}
	bool differ = income && revenue && !account_is_one_period(income, revenue);
	if (differ)
		account_say_period(a, row, "income ", income);
	account_rest_on(row, income);
	if (revenue)
		account_say_fact(a, row, differ ? "revenue " : "", revenue);
	if (isfinite(ev)) {
		format_amount(ev, "USD", evs);
		snprintf(text, sizeof text, "EV %s", evs);
		account_say(row, text);
	} else if (isfinite(v->market_cap_usd)) {
		account_say(row, debt ? "no cash is known for EV" : "no debt is known for EV");
	}
	account_rest_on(row, debt);
	account_rest_on(row, cash);
	account_set_how(row,
			"market cap over net income, over revenue; market cap + debt - cash over revenue, all in USD");
	account_rest_on_quote(a, row);
}

static const struct assumption_view *assumption(const struct view_model *v, const char *key)
{
	for (size_t i = 0; i < v->assumption_count; i++)
		if (!strcmp(v->assumptions[i].key, key))
			return &v->assumptions[i];
	return NULL;
}

static void add_growth(struct accounts *a)
{
	struct account_row *row = account_add(a, "growth it needs");
	const double *growth = a->company->reading.implied_growth;
	const struct assumption_view *required = assumption(&a->m->view, "equity_return");
	const struct fact *income = account_find(a, "net_income");
	char text[FORMAT_SIZE * 2];
	if (!isfinite(growth[CAMP_HUANG]) || !isfinite(growth[CAMP_MARCUS])) {
		if (a->company->valuation.pe_void) {
			account_set_value(row, "void");
			account_say(row, a->company->valuation.pe_void);
		} else {
			account_say(row, "no P/E");
		}
		return;
	}
	row->is_camps = true;
	row->low = growth[CAMP_HUANG];
	row->high = growth[CAMP_MARCUS];
	snprintf(text, sizeof text, "%+.1f / %+.1f %%", 100 * row->low, 100 * row->high);
	account_set_value(row, text);
	if (income && account_is_old(a, income))
		account_say_period(a, row, "income ", income);
	account_rest_on(row, income);
	if (required) {
		snprintf(text, sizeof text, "a year; Huang at %.3g %%, Marcus at %.3g %%", required->value[CAMP_HUANG],
			 required->value[CAMP_MARCUS]);
		account_say(row, text);
	}
	account_set_how(row,
			"the yearly growth of profit that the price takes for granted under the return that each camp "
			"requires");
	account_rest_on_quote(a, row);
}

void account_rows_of_price(struct accounts *a)
{
	add_day(a);
	add_year(a);
	add_volume(a);
	add_previous(a);
	add_market_cap(a);
	add_ratios(a);
	add_growth(a);
}
