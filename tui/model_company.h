/* The part of the model behind the Company screen: fills view.company from the store for the selected company, in
 * the time frame and beside the other price that the person chose. Read while that screen is shown, and of it only
 * what may have changed. Called by tui/model.c when the store has changed, and by the actions. */
#ifndef FROTH_TUI_MODEL_COMPANY_H
#define FROTH_TUI_MODEL_COMPANY_H

#include "market/company.h"
#include "widgets/view_model.h"

struct model;

/* What a usual day's volume is. */
struct usual_volume {
	double mean; /* of the daily bars before the quote's day; NAN: too few are stored */
	int days;
	char source[SOURCE_NAME_SIZE];
};

struct model_company {
	unsigned stale; /* enum model_part: of these the records may have changed since they were read */
	struct usual_volume volume;
	struct company_list companies; /* owned; what is known of who files what, read at first use */
	bool companies_read;
	char asked[2][SYMBOL_SIZE]; /* whose bars the collector was asked for: the company's, the other's */
	int64_t asked_at;           /* 0: for none, or the screen was left since */
};

#define COMPANY_ASK_S 300   /* what stays on screen is asked for again */
#define COMPANY_COMING_S 30 /* so long an answer is waited for */

/* The company at `index`, by `chart`. Costs nothing of the store where nothing changed. */
void model_company_load(struct model *m, size_t index, const struct company_chart_state *state);
/* These parts of the store were read anew. */
void model_company_touch(struct model *m, unsigned parts);
/* Whether a price that a person names can be laid over: an old path's name, or a symbol that has bars. `name` is
 * as typed; `out` gets it as it is kept in company_chart_state.other. -1: err says what was expected. */
int model_company_find_other(struct model *m, const char *name, char out[SYMBOL_SIZE], struct error *err);
/* Asks the collector for what is looked at, where it was not asked lately; true: it was asked now. */
bool model_company_ask(struct model *m, const struct company_chart_state *chart);
void model_company_leave(struct model *m); /* the screen is not shown any more */
void model_company_release(struct model *m);

/* The chart (model_company_chart.c): read where `stale` or `state` ask for it, else its last price alone renewed. */
void model_company_load_chart(struct model *m, const struct company_view *company,
			      const struct company_chart_state *state, unsigned stale);
void model_company_begin_chart(struct company_chart_view *v);
void model_company_release_chart(struct company_chart_view *v);
void model_company_mark_coming(struct model *m);       /* what was asked for and is not there */
int64_t model_company_day(int64_t time, int offset_s); /* the day of the exchange */
int model_company_offset(const struct model *m, const char *symbol);

/* The rows of view.company.accounts, from the facts that were read (model_accounts.c). */
void model_accounts_fill(struct model *m, const struct company_view *company);

#endif
