#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/seed.h"

const struct command commands[] = {
	{ "", "[--once] [--demo] [--offline]", "the dashboard; as text where there is no terminal",
	  "  froth                     opens the dashboard\n"
	  "  froth --once              prints the board and ends\n"
	  "  froth --demo              plays a made-up day in a store of its own\n"
	  "  froth --offline           shows what is stored, starts no collector\n",
	  0, false, false, NULL },
	{ "quote", "quote [SYMBOL..]", "prices, those of the watchlists if no symbol is named",
	  "  froth quote NVDA 9984.T\n"
	  "  froth quote --json | jq '.[].price'\n",
	  1000, true, false, quote_command },
	{ "history", "history SYMBOL [--range 1y] [--interval 1d | --overlay PATH]", "price history of one symbol",
	  "  froth history NVDA --range 5y --interval 1mo\n"
	  "  froth history 9984.T --csv > softbank.csv\n"
	  "  froth history NVDA --overlay nasdaq --json | jq '.alignments[0].random'\n",
	  1, true, false, history_command },
	{ "facts", "facts SYMBOL [--history]", "figures of a company's accounts, each with its source, filing and date",
	  "  froth facts NVDA\n"
	  "  froth facts TSM --json | jq '.[] | select(.concept == \"revenue\")'\n"
	  "  froth facts ORCL --history --csv > oracle.csv\n",
	  1, true, false, facts_command },
	{ "press", "press [WORDS..]", "stored headlines, newest first",
	  "  froth press --company NVDA --since 2d\n"
	  "  froth press data center --unread --json\n",
	  100, true, false, press_command },
	{ "deals", "deals [--company SYMBOL] [--circle[=VIEW] | --energy | --candidates] | deals accept|refuse ID",
	  "the ledger of deals, plans and figures, newest first",
	  "  froth deals --company ORCL\n"
	  "  froth deals --circle=committed\n"
	  "  froth deals --energy --json | jq .twh_per_year\n"
	  "  froth deals --candidates; froth deals accept K3\n",
	  2, true, false, deals_command },
	{ "bubble", "bubble [SYMBOL..] [--assume KEY=VALUE,..] [--weights V=2,..]",
	  "the froth index: both readings, components, inputs",
	  "  froth bubble\n"
	  "  froth bubble --assume gpu_life=4,return=10\n"
	  "  froth bubble --weights X=0,V=2 --mean geometric\n"
	  "  froth bubble NVDA ORCL --json | jq '.companies[].readings'\n",
	  1000, true, false, bubble_command },
	{ "psy", "psy [FILE|-] [--lag K] [--window W] [--log]", "tests a column of numbers for explosive stretches",
	  "  froth psy prices.csv --log\n"
	  "  froth history NVDA --range 10y --interval 1mo --csv | cut -d, -f1,5 | froth psy --log\n"
	  "  froth psy ratio.txt --bootstrap 4999 --json | jq .bootstrap.p\n",
	  1, false, false, psy_command },
	{ "amounts", "amounts [FILE|-] [--lang en|fr|ja|auto]", "the money and power figures that a text states",
	  "  froth amounts article.txt --lang fr\n"
	  "  echo 'Nvidia to invest up to $100bn in OpenAI' | froth amounts --json\n",
	  1, false, false, amounts_command },
	{ "sources", "sources", "the state of every source",
	  "  froth sources\n"
	  "  froth sources --json | jq '.[] | select(.state != \"live\")'\n",
	  0, true, true, NULL },
	{ "collect", "collect [--once] [--record DIR | --replay DIR]", "the collector in the foreground",
	  "  froth collect --once      polls each source once, a line a source\n"
	  "  froth collect --record answers/\n",
	  0, false, true, NULL },
	{ "feed", "feed FILE|- [--charset NAME] [--base URL]", "reads one RSS, Atom, RDF or JSON feed",
	  "  froth feed news.xml --json\n"
	  "  curl -s https://news.example/rss | froth feed - --base https://news.example/rss\n",
	  1, false, true, NULL },
	{ "import", "import FILE|-", "feeds of an OPML list, or watchlists, into the configuration file",
	  "  froth import subscriptions.opml\n"
	  "  froth import ~/.ticker.yaml\n"
	  "  echo 'NVDA AMD 9984.T' | froth import -\n",
	  1, false, true, NULL },
	{ "watch",
	  "watch [list [LIST]] | add|remove LIST SYMBOL.. | move LIST SYMBOL WHERE | create|delete|rename LIST ..",
	  "the watchlists of the configuration file; its comments stay",
	  "  froth watch list\n"
	  "  froth watch add \"AI trade\" ARM AVGO\n"
	  "  froth watch move \"AI trade\" ARM top\n"
	  "  froth watch create Clouds MSFT GOOGL AMZN\n",
	  1000, false, false, watch_command },
	{ "store", "store info|check|vacuum", "the store: what it holds, whether it is sound, packing it",
	  "  froth store info\n"
	  "  froth store check && echo sound\n",
	  1, true, false, store_command },
	{ "config", "config check|path|options|default", "the configuration file",
	  "  froth config default | less\n"
	  "  froth config check\n",
	  1, false, false, config_command },
	{ NULL, NULL, NULL, NULL, 0, false, false, NULL },
};

const struct command *command_find(const char *name)
{
	for (const struct command *c = commands + 1; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static void print_options(const struct command *c, bool common, FILE *out)
{
	for (enum argument i = 0; i < ARGUMENTS; i++) {
		const struct argument_row *row = &argument_rows[i];
		if (!row->help || (row->commands == NULL) != common || !argument_belongs(i, c->name))
			continue;
		char form[40];
		const char *opens = row->optional ? "[=" : row->value ? " " : "";
		snprintf(form, sizeof form, "--%s%s%s%s", row->name, opens, row->value ? row->value : "",
			 row->optional ? "]" : "");
		fprintf(out, "  %c%c %-22s %s\n", row->letter ? '-' : ' ', row->letter ? row->letter : ' ', form,
			row->help);
	}
}

static void print_commands(FILE *out)
{
	fprintf(out, "\nCommands (froth COMMAND --help says more):\n");
	for (const struct command *c = commands + 1; c->name; c++)
		fprintf(out, "  %-10s %s\n", c->name, c->summary);
}

void command_print_help(const struct command *c, FILE *out)
{
	fprintf(out, "%s\nUsage: froth %s\n", c->examples, c->usage);
	if (*c->name)
		fprintf(out, "  %s\n", c->summary);
	else
		print_commands(out);
	fprintf(out, "\nOptions:\n");
	print_options(c, false, out);
	print_options(c, true, out);
	fprintf(out, "\nExit status: 0 done, 1 failed, 2 wrong usage, 3 nothing found.\n");
}

static int choose_path(char out[PATH_SIZE], const char *given, enum path_kind kind, const char *name, struct error *err)
{
	if (!given)
		return path_xdg(kind, name, out, err);
	if (!*given || snprintf(out, PATH_SIZE, "%s", given) >= PATH_SIZE)
		return error_set(err, "expected the path of a file, found %s",
				 *given ? "one that is too long" : "nothing");
	return 0;
}

static int load_config(struct invocation *v, struct error *err)
{
	const char *given = v->args->values[ARGUMENT_CONFIG];
	if (config_init(&v->config, err))
		return -1;
	if (given && access(given, R_OK))
		return error_set(err, "cannot read the configuration %s: %s", given, strerror(errno));
	if (choose_path(v->config_path, given, PATH_CONFIG, "froth.yaml", given ? err : NULL))
		return given ? -1 : 0;
	v->config_failed = config_load(&v->config, v->config_path, given != NULL, &v->config_error) != 0;
	return 0;
}

int invocation_init(struct invocation *v, const struct arguments *args, struct error *err)
{
	*v = (struct invocation){ .args = args, .out = stdout };
	bool dashboard = *args->command->name == '\0', collector = strcmp(args->command->name, "collect") == 0;
	bool running = dashboard || collector;
	if (clock_init(&v->clock, getenv("FROTH_NOW"), running, err) || load_config(v, err))
		return -1;
	bool stores = args->command->needs_store || running;
	int status =
		choose_path(v->store_path, args->values[ARGUMENT_STORE], PATH_DATA, "froth.db", stores ? err : NULL);
	return stores ? status : 0;
}

void invocation_release(struct invocation *v)
{
	store_free(v->store);
	config_release(&v->config);
	v->store = NULL;
}

void output_finish(FILE *out, int *code, struct error *err)
{
	if (fflush(out) == 0 && !ferror(out))
		return;
	error_set(err, "cannot write the output: %s", strerror(errno ? errno : EIO));
	*code = EXIT_FAILED;
}

int command_run(struct invocation *v, int (*run)(struct invocation *, struct error *), struct error *err)
{
	const struct command *c = v->args->command;
	if (c->needs_store && seed_and_open(&v->store, v->store_path, &v->config.index, clock_wall_s(&v->clock), err))
		return EXIT_FAILED;
	int code = run(v, err);
	output_finish(v->out, &code, err);
	return code;
}
