/* A person's own names of companies (`press: names:`) and the built-in ones taken out
 * (`press: without_names:`): what the reader asks of each, and the way into market/name_book.h. */
#ifndef FROTH_CONFIG_NAMES_H
#define FROTH_CONFIG_NAMES_H

#include "config/config.h"
#include "market/name_book.h"

extern const char *const company_name_fields[]; /* ended by NULL */

/* Whether the field may be a list of words ("not_before", "against", ...) and not one value alone. */
bool company_name_is_list(const char *field);
/* Sets one field by its name, or adds one word to a list of words. -1: err says what was expected. */
int company_name_set(struct company_name *n, const char *field, const char *text, struct error *err);
/* When all fields are read: -1 where they do not fit together, or one that must be there is not. */
int company_name_check(const struct company_name *n, struct error *err);

/* A built-in name to take out, in any case of letters. -1: froth has no such name; err names the nearest. */
int without_name_set(char out[CONFIG_NAME_SIZE], const char *text, struct error *err);

struct own_names { /* borrows from the configuration */
	struct name_rule rules[CONFIG_MAX_NAMES];
	const char *without[CONFIG_MAX_NAMES];
};

/* Sets in *choice what the configuration says of names; both it and *names must outlive the book. */
void config_choose_names(const struct config *c, struct own_names *names, struct name_choice *choice);

#endif
