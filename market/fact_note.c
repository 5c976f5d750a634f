#include "market/fact_note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTE_SIZE sizeof((struct fact *)NULL)->note

void fact_note_init(struct fact_note *note, char *text)
{
	*note = (struct fact_note){ .text = text };
	*text = '\0';
}

static void note_added(struct fact_note *note, int added)
{
	note->length += added > 0 ? (size_t)added : 0;
	if (note->length >= NOTE_SIZE)
		note->length = NOTE_SIZE - 1;
}

void fact_note_tag(struct fact_note *note, const char *tag)
{
	note_added(note, snprintf(note->text + note->length, NOTE_SIZE - note->length, "%s#%s", note->length ? " " : "",
				  tag));
}

void fact_note_say(struct fact_note *note, const char *format, ...)
{
	va_list ap;
	if (note->length)
		note_added(note, snprintf(note->text + note->length, NOTE_SIZE - note->length, "%s",
					  note->worded ? "; " : " "));
	note->worded = true;
	va_start(ap, format);
	note_added(note, vsnprintf(note->text + note->length, NOTE_SIZE - note->length, format, ap));
	va_end(ap);
}

void fact_note_rolled(struct fact_note *note, const char *year, double whole, double to_date, double last)
{
	bool large = fabs(whole) >= 1e6;
	double scale = large ? 1e9 : 1;
	fact_note_say(note, "%s %.9g%s, plus %.9g of this year to date, less %.9g of last", year, whole / scale,
		      large ? " bn" : "", to_date / scale, last / scale);
}

/* ---- free cash flow ---- */

static const struct fact *find_capex(const struct fact_list *list, const struct fact *flow)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct fact *f = &list->items[i];
		if (!strcmp(f->concept, "capex") && !strcmp(f->symbol, flow->symbol) &&
		    !strcmp(f->period, flow->period) && f->as_of == flow->as_of && !strcmp(f->unit, flow->unit) &&
		    !strcmp(f->source, flow->source))
			return f;
	}
	return NULL;
}

int fact_list_add_free_cash_flow(struct fact_list *list, const char *symbol)
{
	size_t count = list->count;
	for (size_t i = 0; i < count; i++) {
		const struct fact *flow = &list->items[i], *capex = find_capex(list, flow);
		if (!capex || strcmp(flow->concept, "operating_cash_flow") != 0 || strcmp(flow->symbol, symbol) != 0)
			continue;
		struct fact f = *flow;
		struct fact_note note;
		fact_note_init(&note, f.note);
		fact_note_tag(&note, "derived");
		fact_note_say(&note, "operating cash flow %.9g bn less capex %.9g", flow->value / 1e9,
			      capex->value / 1e9);
		snprintf(f.concept, sizeof f.concept, "free_cash_flow");
		f.value = flow->value - capex->value;
		if (fact_list_append(list, &f))
			return -1;
	}
	return 0;
}
