#include "cli/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "config/nearest.h"

const struct argument_row argument_rows[ARGUMENTS] = {
	[ARGUMENT_HELP] = { "help", 'h', NULL, NULL, "shows this help", false },
	[ARGUMENT_VERSION] = { "version", 'V', NULL, NULL, "shows the version", false },
	[ARGUMENT_JSON] = { "json", 0, NULL,
			    " quote history facts press deals sources bubble amounts psy watch store feed import "
			    "config ",
			    "prints JSON", false },
	[ARGUMENT_CSV] = { "csv", 0, NULL, " quote history facts press deals sources bubble amounts psy watch ",
			   "prints CSV (RFC 4180)", false },
	[ARGUMENT_PLAIN] = { "plain", 0, NULL, NULL, "no colour, no box characters", false },
	[ARGUMENT_CONFIG] = { "config", 0, "FILE", NULL, "reads FILE as the configuration", false },
	[ARGUMENT_STORE] = { "store", 0, "FILE", NULL, "keeps data in FILE", false },
	[ARGUMENT_OFFLINE] = { "offline", 0, NULL, NULL, "never starts a collector, never meets the network", false },
	[ARGUMENT_ONCE] = { "once", 0, NULL, " froth collect ", "does it once and ends", false },
	[ARGUMENT_DEMO] = { "demo", 0, NULL, " froth collect ", "a made-up day, played in a store of its own", false },
	[ARGUMENT_LIST_KEYS] = { "list-keys", 0, NULL, " froth ", NULL, false },
	[ARGUMENT_LIST_OPTIONS] = { "list-options", 0, NULL, " froth ", NULL, false },
	[ARGUMENT_CHILD] = { "child", 0, NULL, " collect ", NULL, false },
	[ARGUMENT_RECORD] = { "record", 0, "DIR", " collect ", "keeps every answer in DIR", false },
	[ARGUMENT_REPLAY] = { "replay", 0, "DIR", " collect ", "serves from DIR, without a network", false },
	[ARGUMENT_RANGE] = { "range", 0, "RANGE", " history ", "1d 5d 1mo 3mo 6mo ytd 1y 2y 5y 10y or max", false },
	[ARGUMENT_INTERVAL] = { "interval", 0, "STEP", " history ", "1m 5m 15m 30m 1h 1d 1wk or 1mo", false },
	[ARGUMENT_OVERLAY] = { "overlay", 0, "PATH", " history ",
			       "nasdaq or cisco: laid over its dot-com years; drawdown, volatility", false },
	[ARGUMENT_COMPANY] = { "company", 0, "SYMBOL", " press deals ", "only items about this company", false },
	[ARGUMENT_SOURCE] = { "source", 0, "NAME", " press ", "only items of this source", false },
	[ARGUMENT_SINCE] = { "since", 0, "WHEN", " press bubble ", "2d, 12h, 1w, a date, or a time", false },
	[ARGUMENT_LIMIT] = { "limit", 0, "N", " press bubble ", "at most N items (100; earlier readings: 1000)",
			     false },
	[ARGUMENT_UNREAD] = { "unread", 0, NULL, " press ", "only items that are not marked read", false },
	[ARGUMENT_FIGURES] = { "figures", 0, NULL, " press ", "only items that state money or power, with the figures",
			       false },
	[ARGUMENT_ASSUME] = { "assume", 0, "KEY=VALUE,..", " bubble ", "computes with other assumptions", false },
	[ARGUMENT_WEIGHTS] = { "weights", 0, "V=2,G=1,..", " bubble ",
			       "weighs the components so, the others as the configuration says", false },
	[ARGUMENT_MEAN] = { "mean", 0, "KIND", " bubble ", "arithmetic or geometric", false },
	[ARGUMENT_HISTORY] = { "history", 0, NULL, " bubble facts ", "earlier readings, or all stored figures", false },
	[ARGUMENT_CHARSET] = { "charset", 0, "NAME", " feed ", "the encoding that an HTTP header would name", false },
	[ARGUMENT_CANDIDATES] = { "candidates", 0, NULL, " deals ", "deals that headlines suggest, waiting for a word",
				  false },
	[ARGUMENT_CIRCLE] = { "circle", 0, "VIEW", " deals ", "who pays whom: announced, or committed", true },
	[ARGUMENT_ENERGY] = { "energy", 0, NULL, " deals ", "gigawatts by partner and year", false },
	[ARGUMENT_LAG] = { "lag", 0, "K", " psy ", "lagged differences in the regression (0)", false },
	[ARGUMENT_WINDOW] = { "window", 0, "W", " psy ", "least window in observations (T (0.01 + 1.8 / sqrt T))",
			      false },
	[ARGUMENT_LOG] = { "log", 0, NULL, " psy ", "takes logarithms first", false },
	[ARGUMENT_BOOTSTRAP] = { "bootstrap", 0, "B", " psy ",
				 "replicates of the wild bootstrap (as many as take a few seconds)", false },
	[ARGUMENT_SEED] = { "seed", 0, "N", " psy ", "of the bootstrap's random numbers (1)", false },
	[ARGUMENT_RULE] = { "rule", 0, "NAME", " psy ", "stamps episodes by quantiles of bsadf (as is) or sadf",
			    false },
	[ARGUMENT_CONF] = { "conf", 0, "PCT", " psy ", "confidence: 90, 95 (as is) or 99", false },
	[ARGUMENT_LANG] = { "lang", 0, "NAME", " amounts ", "en, fr, ja, or auto (as is)", false },
	[ARGUMENT_BASE] = { "base", 0, "URL", " feed ", "the address that relative links belong to", false },
};

static const char *shown_name(const char *command)
{
	return *command ? command : "froth";
}

bool argument_belongs(enum argument argument, const char *command)
{
	const char *list = argument_rows[argument].commands;
	if (!list)
		return true;
	char wanted[32];
	snprintf(wanted, sizeof wanted, " %s ", shown_name(command));
	return strstr(list, wanted) != NULL;
}

static int unknown_option(const char *typed, size_t length, struct error *err)
{
	char name[48], shown[64];
	snprintf(name, sizeof name, "%.*s", (int)(length < 47 ? length : 47), typed);
	safe_copy(shown, sizeof shown, name);
	struct nearest nearest;
	nearest_init(&nearest, name);
	for (size_t i = 0; i < ARGUMENTS; i++)
		if (argument_rows[i].help)
			nearest_offer(&nearest, argument_rows[i].name);
	if (nearest.best)
		return error_set(err, "unknown option --%s; did you mean --%s?", shown, nearest.best);
	return error_set(err, "unknown option --%s; froth --help lists them", shown);
}

static int unknown_command(const char *typed, struct error *err)
{
	char shown[64];
	safe_copy(shown, sizeof shown, typed);
	struct nearest nearest;
	nearest_init(&nearest, typed);
	for (const struct command *c = commands + 1; c->name; c++)
		nearest_offer(&nearest, c->name);
	if (nearest.best)
		return error_set(err, "unknown command %s; did you mean %s?", shown, nearest.best);
	return error_set(err, "unknown command %s; froth --help lists them", shown);
}

static int take(struct arguments *a, size_t index, const char *value, struct error *err)
{
	if (value && a->given[index])
		return error_set(err, "option --%s is given twice", argument_rows[index].name);
	a->given[index] = true;
	a->values[index] = value;
	return 0;
}

/* "--name", "--name=value" or "--name value"; *i moves over the value. */
static int take_long(struct arguments *a, int argc, char **argv, int *i, struct error *err)
{
	const char *typed = argv[*i] + 2;
	size_t length = strcspn(typed, "=");
	size_t index = 0;
	while (index < ARGUMENTS &&
	       !(strlen(argument_rows[index].name) == length && strncmp(argument_rows[index].name, typed, length) == 0))
		index++;
	if (index == ARGUMENTS)
		return unknown_option(typed, length, err);
	const struct argument_row *row = &argument_rows[index];
	if (!row->value && typed[length])
		return error_set(err, "option --%s takes no value", row->name);
	if (!row->value)
		return take(a, index, NULL, err);
	if (typed[length])
		return take(a, index, typed + length + 1, err);
	if (row->optional)
		return take(a, index, NULL, err);
	if (*i + 1 >= argc)
		return error_set(err, "option --%s needs a value: --%s %s", row->name, row->name, row->value);
	return take(a, index, argv[++*i], err);
}

/* "-h", or several letters in one. */
static int take_letters(struct arguments *a, const char *letters, struct error *err)
{
	for (const char *p = letters; *p; p++) {
		size_t index = 0;
		while (index < ARGUMENTS && argument_rows[index].letter != *p)
			index++;
		if (index == ARGUMENTS) {
			char shown[16], letter[2] = { *p, '\0' };
			safe_copy(shown, sizeof shown, letter);
			return error_set(err, "unknown option -%s; froth --help lists them", shown);
		}
		if (take(a, index, NULL, err))
			return -1;
	}
	return 0;
}

static int take_all(struct arguments *a, int argc, char **argv, struct error *err)
{
	bool only_words = false;
	for (int i = 1; i < argc; i++) {
		const char *typed = argv[i];
		int status = 0;
		if (only_words || *typed != '-' || typed[1] == '\0')
			a->words[a->word_count++] = typed;
		else if (strcmp(typed, "--") == 0)
			only_words = true;
		else if (typed[1] == '-')
			status = take_long(a, argc, argv, &i, err);
		else
			status = take_letters(a, typed + 1, err);
		if (status)
			return -1;
	}
	return 0;
}

static int choose_command(struct arguments *a, struct error *err)
{
	a->command = &commands[0];
	if (a->word_count == 0)
		return 0;
	a->command = command_find(a->words[0]);
	if (!a->command)
		return unknown_command(a->words[0], err);
	a->word_count--;
	memmove(a->words, a->words + 1, a->word_count * sizeof *a->words);
	return 0;
}

static int check_command(const struct arguments *a, struct error *err)
{
	const char *name = a->command->name;
	for (enum argument i = 0; i < ARGUMENTS; i++)
		if (a->given[i] && !argument_belongs(i, name))
			return error_set(err, "%s has no option --%s; it belongs to%.*s", shown_name(name),
					 argument_rows[i].name, (int)strlen(argument_rows[i].commands) - 1,
					 argument_rows[i].commands);
	if (a->given[ARGUMENT_JSON] && a->given[ARGUMENT_CSV])
		return error_set(err, "--json and --csv exclude each other");
	if (!*name && a->given[ARGUMENT_DEMO] && a->given[ARGUMENT_STORE])
		return error_set(err, "--demo has a store of its own; leave --store out");
	if (a->word_count > a->command->max_words && !a->given[ARGUMENT_HELP]) {
		char shown[64];
		safe_copy(shown, sizeof shown, a->words[a->command->max_words]);
		return error_set(err, "unexpected \"%s\"; the form is: froth %s", shown, a->command->usage);
	}
	return 0;
}

int arguments_parse(struct arguments *a, int argc, char **argv, struct error *err)
{
	*a = (struct arguments){ .command = &commands[0] };
	a->words = calloc((size_t)argc + 1, sizeof *a->words);
	if (!a->words)
		return error_set(err, "out of memory");
	if (take_all(a, argc, argv, err) || choose_command(a, err))
		return -1;
	return check_command(a, err);
}

void arguments_release(struct arguments *a)
{
	free(a->words);
	*a = (struct arguments){ 0 };
}
