/* The figures of a text as the commands print them: amounts, and beside an amount who pays whom. */
#ifndef FROTH_CLI_FIGURES_H
#define FROTH_CLI_FIGURES_H

#include <cjson/cJSON.h>

#include "market/amounts.h"
#include "market/headline.h"
#include "market/statement.h"

struct figure {
	struct amount amount;
	const struct statement *statement; /* borrowed from the same list; NULL if nobody pays by it */
};

struct figure_list {
	struct figure *items; /* owned, in the order of the text */
	size_t count;
	struct statement *statements; /* owned */
};

/* -1: out of memory, and the list is empty. */
int figure_list_read(struct figure_list *list, const char *text, size_t length, enum language language);
void figure_list_release(struct figure_list *list);
/* Adds an object a figure to the array; `text` is what the list was read from. */
void figure_list_put(const struct figure_list *list, const char *text, cJSON *array);

/* The figures of a headline's title and summary, each with the field that it stands in. */
void headline_put_figures(const struct headline *h, cJSON *array);
/* Their texts alone. */
void headline_put_figure_texts(const struct headline *h, cJSON *array);
/* Whether title or summary states money or power. */
bool headline_has_figures(const struct headline *h);

#define FIGURE_VALUE_SIZE 32
/* "100 bn", "4.5 tn", "212", "10": short, for a person. */
void figure_value_format(double value, char out[FIGURE_VALUE_SIZE]);

#endif
