/* What in a view model follows from the time alone. Pure. */
#ifndef FROTH_TUI_MODEL_TIME_H
#define FROTH_TUI_MODEL_TIME_H

#include "widgets/view_model.h"

/* Session and last close at `now`; cheap while nothing has changed since the last call. */
void exchange_view_set_now(struct exchange_view *e, const struct session_calendar *c, int64_t now);
/* How far the company's price can be believed, when sources are asked every interval_s in session. */
enum freshness freshness_of(const struct company_view *company, int64_t now, int interval_s);
/* Seconds until some age or clock that is shown reads differently: 1 to 60. */
int view_model_next_tick(const struct view_model *v);

#endif
