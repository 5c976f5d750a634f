/* What in a view model follows from the time alone. Pure. */
#ifndef FROTH_TUI_MODEL_TIME_H
#define FROTH_TUI_MODEL_TIME_H

#include "widgets/view_model.h"

/* Session and last close at `now`; cheap while nothing has changed since the last call. */
void exchange_view_set_now(struct exchange_view *e, const struct session_calendar *c, int64_t now);
/* After set_now: where the sources of its companies say another state than the calendar does, theirs is shown. */
void exchange_view_hear(struct exchange_view *e, const struct session_calendar *c, const struct view_model *v);
/* The change that is worth telling, 0 not known. */
int64_t exchange_view_next(const struct exchange_view *e);
/* How far the company's price can be believed, when sources are asked every interval_s in session. */
enum freshness freshness_of(const struct company_view *company, int64_t now, int interval_s);
/* Seconds until some age or clock that is shown reads differently: 1 to 60. */
int view_model_next_tick(const struct view_model *v);

#endif
