/* What a person may set. The options table (config/options.c) is the one list behind the reader,
 * `froth config options`, the default file and the manual. The file is YAML: every scalar stays
 * text, so `NO`, `ON` and `2330` are symbols. */
#ifndef FROTH_CONFIG_CONFIG_H
#define FROTH_CONFIG_CONFIG_H

#include <stdbool.h>

#include "base/error.h"
#include "market/market.h"
#include "market/names.h"
#include "market/reading.h"

#define CONFIG_MAX_BYTES (1024 * 1024)
#define CONFIG_MAX_WATCHLISTS 100
#define CONFIG_MAX_SYMBOLS 10000 /* of one watchlist */
#define CONFIG_MAX_FEEDS 1000
#define CONFIG_MAX_NAMES 200 /* of a person's own; and as many taken out */
#define WATCHLIST_NAME_SIZE 48
#define CONFIG_NAME_SIZE 64
#define CONFIG_WORDS_SIZE 400
#define CONFIG_MIN_FEED_INTERVAL_S 900

struct watchlist {
	char name[WATCHLIST_NAME_SIZE];
	char (*symbols)[SYMBOL_SIZE]; /* owned; NULL when empty */
	size_t count;
};

struct press_feed {
	char name[SOURCE_NAME_SIZE];
	char url[512];
	char language[8];
	char company[SYMBOL_SIZE]; /* every item is about it; "" none */
	int interval_s;            /* at least 900 */
};

/* One more name by which the press calls a company; market/names.h says what each part is for. */
struct company_name {
	char symbol[SYMBOL_SIZE];
	char name[CONFIG_NAME_SIZE];
	enum letter_case letters;
	char not_before[CONFIG_WORDS_SIZE], not_after[CONFIG_WORDS_SIZE]; /* words parted by '|'; "" none */
	char against[CONFIG_WORDS_SIZE], in_favour[CONFIG_WORDS_SIZE], only_with[CONFIG_WORDS_SIZE];
};

struct config {
	struct watchlist *watchlists; /* owned; at least one */
	size_t watchlist_count;
	struct press_feed *feeds; /* owned; the shipped list (share/feeds.tsv) unless the file names its own */
	size_t feed_count;
	struct company_name *names; /* owned */
	size_t name_count;
	char (*without_names)[CONFIG_NAME_SIZE]; /* owned: built-in names that do not hold */
	size_t without_name_count;

	char user_agent[128];              /* fetch: user_agent */
	char contact[128];                 /* fetch: contact (SEC asks for one) */
	char ca_file[512];                 /* fetch: ca_file; "" the system's */
	bool sandbox;                      /* fetch: sandbox */
	int quote_interval_s;              /* fetch: quote_interval, in session */
	int closed_interval_s;             /* fetch: closed_interval */
	int max_body_bytes;                /* fetch: max_body */
	char key_file[512];                /* fetch: key_file; "" the standard one (config/keys.h) */
	bool yahoo_session;                /* fetch: yahoo_session */
	int press_keep_days;               /* press: keep_days */
	char theme[24];                    /* display: theme = dark | light | high-contrast | colour-blind | mono */
	char up_color[8];                  /* display: up_color = green | red | auto */
	bool mouse;                        /* display: mouse */
	bool motion;                       /* display: motion: mark changed prices for a second */
	char base_currency[CURRENCY_SIZE]; /* display: currency, USD */
	struct index_options index;        /* index: weights and mean */
};

enum option_type { OPTION_TEXT, OPTION_INT, OPTION_BOOL, OPTION_CHOICE, OPTION_CURRENCY, OPTION_WEIGHTS, OPTION_MEAN };
struct option {
	const char *section, *name;
	enum option_type type;
	size_t offset, size;  /* of the field in struct config */
	const char *fallback; /* the default, as text */
	const char *choices;  /* "dark|light|..."; for OPTION_INT "60..3600"; else NULL */
	const char *help;     /* one sentence, no full stop */
};
extern const struct option config_options[]; /* ended by section NULL */

/* The row of `section: name`, or NULL. */
const struct option *config_option_find(const char *section, const char *name);
/* Sets the field from text. -1: err says what was expected and what came; the field is as it was. */
int config_option_set(struct config *c, const struct option *o, const char *text, struct error *err);
/* The field as text, as config_option_set would read it. */
void config_option_get(const struct config *c, const struct option *o, char *out, size_t size);

/* Defaults: watchlist "AI trade" of NVDA AMD ORCL TSM 9984.T, shipped feeds. In any case *c may be
 * released afterwards. */
int config_init(struct config *c, struct error *err);
void config_release(struct config *c);
/* Reads text over the defaults into an initialised *c. -1: err says "NAME:LINE:COLUMN: what was
 * expected" and *c holds the defaults. Unknown keys are refused, with the nearest known one named. */
int config_parse(struct config *c, const char *name, const char *text, size_t length, struct error *err);
/* Reads the file; a missing file is no error unless `required`. */
int config_load(struct config *c, const char *path, bool required, struct error *err);

#endif
