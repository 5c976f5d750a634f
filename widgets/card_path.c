/* A company's card: drawdown, realised volatility, and its path beside an old one's. */
#include <stdio.h>
#include <string.h>

#include "widgets/card.h"
#include "widgets/chart_paths.h"

#define ANY_WIDTH 1000

static void card_fall(struct card *card, const char *label, const struct price_fall *fall, const char *of,
		      const char *currency)
{
	char text[FORMAT_SIZE * 4], depth[FORMAT_SIZE * 3];
	format_price_fall(fall, currency, depth, sizeof depth);
	snprintf(text, sizeof text, "%s%s", depth, isfinite(fall->depth) ? of : "");
	card_text(card, label, ROLE_TEXT, text);
}

void card_standing(struct card *card, const struct company_view *company)
{
	const struct standing *s = &company->standing;
	char text[FORMAT_SIZE * 4], since[FORMAT_SIZE], of[FORMAT_SIZE * 2], both[FORMAT_SIZE], zero[FORMAT_SIZE];
	format_date(s->all.since, 0, 0, since);
	snprintf(of, sizeof of, ", of closes since %s, %s", since, s->source);
	card_fall(card, "drawdown", &s->year, ", of 52 weeks", company->quote.currency);
	card_fall(card, "", &s->all, of, company->quote.currency);
	if (!isfinite(s->realised[VOLATILITY_60].deviation)) {
		card_text(card, "volatility", ROLE_DIM, "not yet: it needs 61 daily closes");
		return;
	}
	format_realised(s, false, both, sizeof both);
	format_realised(s, true, zero, sizeof zero);
	format_date(s->realised[VOLATILITY_60].until, 0, 0, since);
	snprintf(text, sizeof text, "%s a year; about zero %s; to %s, %s", both, zero, since, s->source);
	card_text(card, "volatility", ROLE_TEXT, text);
}

void card_path(struct card *card, const struct company_view *company)
{
	const struct path_view *v = &card->model->path;
	const struct path_reading *r = &v->readings[PATH_START_EVENT];
	char text[512], then[FORMAT_SIZE], now[FORMAT_SIZE], peak[FORMAT_SIZE];
	if (!v->old || !v->count || strcmp(v->symbol, company->symbol) != 0)
		return;
	const struct path_point *top = &v->old->points[v->old->peak], *foot = &v->old->points[v->old->trough];
	format_date(r->day0_old, 0, 0, then);
	format_date(r->day0_new, 0, 0, now);
	format_date(top->time, 0, 0, peak);
	snprintf(text, sizeof text,
		 "x%.2f since %s (%s); %s x%.2f in as many weeks from %s, x%.2f at its peak on %s, then %.1f %%",
		 r->growth_new, now, v->source, v->old->title, r->growth_old, then, r->peak_growth, peak,
		 100 * (foot->close / top->close - 1));
	card_text(card, "dot-com path", ROLE_TEXT, text);
	format_path_likeness(r, ANY_WIDTH, text, sizeof text);
	card_text(card, "", ROLE_TEXT, text);
	format_path_others(v->readings, text, sizeof text);
	card_text(card, "", ROLE_DIM, text);
}
