/* What the Company screen shows of the selected company, as plain values. tui/model_company.c fills it from the
 * store; the widgets of that screen (widgets/company_*.c) only read it. */
#ifndef FROTH_WIDGETS_COMPANY_VIEW_H
#define FROTH_WIDGETS_COMPANY_VIEW_H

#include "market/candle.h"
#include "market/fact.h"
#include "market/headline.h"
#include "market/quote.h"
#include "market/time_frame.h"

/* How the person wants the chart; changed by keys and the mouse only. */
struct company_chart_state {
	enum time_frame frame;
	bool candles; /* open, high, low and close of each bar instead of a line */
	bool log;     /* a logarithmic scale */
	bool has_crosshair;
	int64_t crosshair;       /* the time of the bar it stands on; the nearest one is shown if that is gone */
	char other[SYMBOL_SIZE]; /* laid over on a common base; "" nothing, "nasdaq" and "cisco" the old paths */
};

/* One price laid on the chart. */
struct company_bars {
	struct candle_series series; /* owned; of frame's time only, ascending; empty: none is stored */
	double previous_close;       /* of the session before the first bar: the reference of 1D; NAN elsewhere */
	double last;                 /* the newest price, the quote's where it is newer than the bars; NAN none */
	int64_t last_at;
};

struct company_chart_view {
	enum time_frame frame; /* of which the bars are */
	struct company_bars main;
	char other_symbol[SYMBOL_SIZE];
	char other_title[48];      /* as a person reads it: "AMD", "Cisco 1998-1999"; "" with other_symbol "" */
	int64_t other_shift_s;     /* an old path's times are moved by it onto today's; 0: they are its own */
	struct company_bars other; /* empty: none was asked for, or none is stored */
	bool is_late;              /* the bars end well before the frame does, as when only monthly closes are known */
	bool is_coming;            /* the collector has been asked for them and has not answered yet */
	const char *interval;      /* of main's bars; "" none */
};

/* One line of what is known: a figure with where it is from. */
#define ACCOUNT_LABEL_SIZE 32
#define ACCOUNT_VALUE_SIZE 48
#define ACCOUNT_BASIS_SIZE 160
#define ACCOUNT_FACTS 4
struct account_row {
	char label[ACCOUNT_LABEL_SIZE]; /* "market cap" */
	char value[ACCOUNT_VALUE_SIZE]; /* "$5.27T"; "-" not known */
	char basis[ACCOUNT_BASIS_SIZE]; /* the most important first: "to 26 Apr 2026 · sec 10-Q · of 24.2 G shares" */
	bool is_stale;                  /* older than a figure of its kind should be */
	bool is_range;                  /* drawn as a marker between low and high instead of `value` */
	double low, high, at;
	bool is_camps; /* two figures, of Huang in `low` and of Marcus in `high`; `value` is both as text */
	char how[ACCOUNT_BASIS_SIZE]; /* for the card: how it is computed; "" as it was reported */
	const struct fact
		*facts[ACCOUNT_FACTS]; /* behind it, for the card; borrowed from the view, NULL past the last */
	bool is_of_quote;              /* the price and its source are behind it, too */
};
#define ACCOUNT_ROWS 32

struct press_figures;

struct company_screen_view {
	char symbol[SYMBOL_SIZE]; /* of which it is; "" nothing is loaded */
	struct company_chart_view chart;
	struct fact_list facts; /* owned */
	struct account_row accounts[ACCOUNT_ROWS];
	size_t account_count;
	size_t *deals; /* owned: places in view_model.deals, newest first */
	size_t deal_count;
	struct headline *press;              /* owned, newest first */
	struct press_figures *press_figures; /* owned, one a headline; NULL none is known */
	size_t press_count;
};

#endif
