/* The walk through a YAML text that the reader's files share: events one by one, mappings whose keys are
 * known, lists, and refusals by line and column. */
#ifndef FROTH_CONFIG_READER_YAML_H
#define FROTH_CONFIG_READER_YAML_H

#include <yaml.h>

#include "config/config.h"
#include "config/symbol_set.h"

#define READER_MAX_KEYS 32 /* of one mapping */

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
	const char *name;
	const char *text;
	size_t length;
	struct config *config;
	size_t more_feeds;         /* of config->feeds: the last ones, which stand beside the list */
	struct symbol_set symbols; /* of the watchlist that is being read */
	struct error *err;
};

/* Reads the value that the event stands at and leaves the event at the value's last. */
struct value_reader {
	int (*read)(struct reader *r, const char *key, void *target);
	void *target;
};

/* Both are -1. The second at the start of the event that is being looked at. */
__attribute__((format(printf, 3, 4))) int reader_fail(struct reader *r, struct yaml_mark_s at, const char *format, ...);
__attribute__((format(printf, 2, 3))) int reader_fail_here(struct reader *r, const char *format, ...);

int reader_next(struct reader *r);
/* Refuses what is of another type, with `expected` in words. */
int reader_expect(struct reader *r, yaml_event_type_t type, const char *key, const char *expected);
const char *reader_text(const struct reader *r); /* of a scalar */
/* `key:` with nothing behind it, as in a file whose lines are all commented out. */
bool reader_is_nothing(const struct reader *r);
/* The event stands at a mapping's start; every key must be one of `keys` and stand there once. */
int reader_mapping(struct reader *r, const char *where, const char *const *keys, struct value_reader value);
/* The event stands at a list's start; `key` is handed to each item. */
int reader_sequence(struct reader *r, const char *key, struct value_reader item);
/* Room for one more zeroed element, the array being `array` no longer. NULL: refused, err says so. */
void *reader_grow(struct reader *r, void *array, size_t *count, size_t limit, size_t size, const char *what);

/* reader_names.c: `press: names:` and `press: without_names:`. The event stands at the value. */
int reader_names(struct reader *r, const char *key);
int reader_without_names(struct reader *r, const char *key);

#endif
