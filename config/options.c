#include "config/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "market/index_options.h"

#define FIELD(member) offsetof(struct config, member), sizeof(((struct config *)0)->member)

const struct option config_options[] = {
	{ "fetch", "user_agent", OPTION_TEXT, FIELD(user_agent), "froth/" FROTH_VERSION, NULL,
	  "how froth names itself to servers" },
	{ "fetch", "contact", OPTION_TEXT, FIELD(contact), "", NULL,
	  "a mail address that servers may write to; some sources answer only with one" },
	{ "fetch", "ca_file", OPTION_TEXT, FIELD(ca_file), "", NULL,
	  "a file of trusted certificates; empty takes the system's" },
	{ "fetch", "quote_interval", OPTION_INT, FIELD(quote_interval_s), "120", "15..3600",
	  "seconds between two polls of prices while a market is open" },
	{ "fetch", "closed_interval", OPTION_INT, FIELD(closed_interval_s), "480", "60..86400",
	  "seconds between two polls of prices while all markets are closed" },
	{ "fetch", "sandbox", OPTION_BOOL, FIELD(sandbox), "true", NULL,
	  "whether the collector shuts itself in, where the system can: it writes beside its store alone" },
	{ "fetch", "max_body", OPTION_INT, FIELD(max_body_bytes), "8388608", "65536..67108864",
	  "the largest answer that is read, in bytes" },
	{ "fetch", "key_file", OPTION_TEXT, FIELD(key_file), "", NULL,
	  "a file of keys for Finnhub, Twelve Data and Alpha Vantage, mode 0600; empty takes keys beside this file" },
	{ "fetch", "yahoo_session", OPTION_BOOL, FIELD(yahoo_session), "false", NULL,
	  "whether prices may be asked of Yahoo with a cookie, its consent form answered with yes" },
	{ "press", "keep_days", OPTION_INT, FIELD(press_keep_days), "90", "1..36500",
	  "days that press items stay in the store" },
	{ "display", "theme", OPTION_CHOICE, FIELD(theme), "dark", "dark|light|high-contrast|colour-blind|mono",
	  "the colours of the dashboard" },
	{ "display", "up_color", OPTION_CHOICE, FIELD(up_color), "green", "green|red|auto",
	  "the colour of a rising price; auto follows the exchange, red in Tokyo and Taipei" },
	{ "display", "mouse", OPTION_BOOL, FIELD(mouse), "true", NULL, "whether the mouse works in the dashboard" },
	{ "display", "motion", OPTION_BOOL, FIELD(motion), "true", NULL,
	  "whether a changed price is marked for a second" },
	{ "display", "currency", OPTION_CURRENCY, FIELD(base_currency), "USD", NULL,
	  "the currency, as an ISO 4217 code, that market values are converted to" },
	{ "index", "weights", OPTION_WEIGHTS, FIELD(index), "V=1 G=1 D=1 C=1 X=1 F=1", NULL,
	  "what each component of the froth index weighs; those that are not named weigh 1" },
	{ "index", "mean", OPTION_MEAN, FIELD(index), "arithmetic", "arithmetic|geometric",
	  "how the components become one number; geometric lets no high one hide a low one" },
	{ NULL, NULL, OPTION_TEXT, 0, 0, NULL, NULL, NULL },
};

const struct option *config_option_find(const char *section, const char *name)
{
	for (const struct option *o = config_options; o->section; o++)
		if (strcmp(o->section, section) == 0 && strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

static int refuse(const struct option *o, const char *expected, const char *text, struct error *err)
{
	char shown[64];
	safe_copy(shown, sizeof shown, text);
	return error_set(err, "%s: expected %s, found \"%s\"", o->name, expected, shown);
}

/* Plain text without controls: what goes into headers, paths and the screen. */
static int set_text(char *field, const struct option *o, const char *text, struct error *err)
{
	if (strlen(text) >= o->size)
		return error_set(err, "%s: expected at most %zu bytes, found %zu", o->name, o->size - 1, strlen(text));
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return refuse(o, "one line of text without control characters", text, err);
	memcpy(field, text, strlen(text) + 1);
	return 0;
}

static int set_int(char *field, const struct option *o, const char *text, struct error *err)
{
	char *end;
	long low = strtol(o->choices, &end, 10), high = strtol(end + strlen(".."), NULL, 10);
	errno = 0;
	long value = strtol(text, &end, 10);
	bool plain = *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
	if (!plain || value < low || value > high) {
		char expected[64];
		snprintf(expected, sizeof expected, "a whole number from %ld to %ld", low, high);
		return refuse(o, expected, text, err);
	}
	int number = (int)value;
	memcpy(field, &number, sizeof number);
	return 0;
}

static int set_bool(char *field, const struct option *o, const char *text, struct error *err)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = { { "true", true }, { "false", false }, { "yes", true },
		      { "no", false },  { "on", true },     { "off", false } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].word, text) == 0) {
			memcpy(field, &words[i].value, sizeof words[i].value);
			return 0;
		}
	}
	return refuse(o, "true or false", text, err);
}

static int set_choice(char *field, const struct option *o, const char *text, struct error *err)
{
	size_t length = strlen(text);
	for (const char *p = o->choices; *p;) {
		size_t n = strcspn(p, "|");
		if (n == length && memcmp(p, text, n) == 0 && n < o->size) {
			memcpy(field, text, n + 1);
			return 0;
		}
		p += n + (p[n] == '|');
	}
	char expected[128];
	snprintf(expected, sizeof expected, "one of %s", o->choices);
	return refuse(o, expected, text, err);
}

static int set_currency(char *field, const struct option *o, const char *text, struct error *err)
{
	if (!currency_is_valid(text))
		return refuse(o, "a currency code of three capital letters", text, err);
	memcpy(field, text, CURRENCY_SIZE);
	return 0;
}

static int set_weights(char *field, const struct option *o, const char *text, struct error *err)
{
	struct index_options now, wanted;
	memcpy(&now, field, sizeof now);
	index_options_init(&wanted);
	if (index_weights_parse(&wanted, text, err))
		return error_prefix(err, "%s", o->name);
	wanted.mean = now.mean;
	memcpy(field, &wanted, sizeof wanted);
	return 0;
}

static int set_mean(char *field, const struct option *o, const char *text, struct error *err)
{
	struct index_options wanted;
	memcpy(&wanted, field, sizeof wanted);
	if (index_mean_parse(&wanted.mean, text)) {
		char expected[64];
		snprintf(expected, sizeof expected, "one of %s", o->choices);
		return refuse(o, expected, text, err);
	}
	memcpy(field, &wanted, sizeof wanted);
	return 0;
}

static int (*const setters[])(char *, const struct option *, const char *, struct error *) = {
	[OPTION_TEXT] = set_text,     [OPTION_INT] = set_int,           [OPTION_BOOL] = set_bool,
	[OPTION_CHOICE] = set_choice, [OPTION_CURRENCY] = set_currency, [OPTION_WEIGHTS] = set_weights,
	[OPTION_MEAN] = set_mean,
};

int config_option_set(struct config *c, const struct option *o, const char *text, struct error *err)
{
	return setters[o->type]((char *)c + o->offset, o, text, err);
}

static void get_index_option(const char *field, const struct option *o, char *out, size_t size)
{
	struct index_options options;
	char weights[INDEX_WEIGHTS_SIZE];
	memcpy(&options, field, sizeof options);
	index_weights_format(&options, weights);
	snprintf(out, size, "%s", o->type == OPTION_WEIGHTS ? weights : index_mean_name(options.mean));
}

void config_option_get(const struct config *c, const struct option *o, char *out, size_t size)
{
	const char *field = (const char *)c + o->offset;
	if (o->type == OPTION_INT) {
		int number;
		memcpy(&number, field, sizeof number);
		snprintf(out, size, "%d", number);
	} else if (o->type == OPTION_BOOL) {
		bool flag;
		memcpy(&flag, field, sizeof flag);
		snprintf(out, size, "%s", flag ? "true" : "false");
	} else if (o->type == OPTION_WEIGHTS || o->type == OPTION_MEAN) {
		get_index_option(field, o, out, size);
	} else {
		snprintf(out, size, "%s", field);
	}
}
