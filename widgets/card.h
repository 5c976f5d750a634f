/* How a card writes a line: a label and a text beside it, wrapped where it is long. Read by the files that
 * draw cards. */
#ifndef FROTH_WIDGETS_CARD_H
#define FROTH_WIDGETS_CARD_H

#include "widgets/widget.h"

struct card {
	struct canvas *canvas;
	const struct view_model *model;
	int row; /* of the next line */
};

void card_line(struct card *card, const char *label, enum role role, const char *text);
/* Wrapped; "-" for "". */
void card_text(struct card *card, const char *label, enum role role, const char *text);
void card_when(struct card *card, const char *label, int64_t t); /* "20 Aug 2026 14:48 ET, 3 min ago" */

/* What the index has to say (card_component.c). */
void card_component(struct card *card, enum component component);
void card_input(struct card *card, const struct reading_input *input);
void card_assumption(struct card *card, const struct assumption_view *a);
void card_company_reading(struct card *card, const struct company_view *company);

/* Where the price stands in its past, and how like the dot-com years that is (card_path.c). */
void card_standing(struct card *card, const struct company_view *company);
void card_path(struct card *card, const struct company_view *company);

/* What is behind a figure of the Company screen (company_card.c); company NULL: none is selected. */
void card_account(struct card *card, const struct account_row *row, const struct company_view *company);

/* What is behind a loop and a pair's power (deals_card.c). */
void card_loop(struct card *card, const struct circle *c, const struct circle_loop *loop);
void card_power(struct card *card, const struct power_row *r);

#endif
