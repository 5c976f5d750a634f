/* froth: chooses between the dashboard and the commands. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/demo.h"
#include "cli/fetching.h"
#include "cli/seed.h"
#include "tui/key.h"
#include "tui/viewer.h"

static void complain(const struct error *err)
{
	if (*err->text)
		fprintf(stderr, "froth: %s\n", err->text);
}

/* A standard stream that is closed would be given to the next file that is opened, and messages would
 * go into the store. Read-only, so that writing there fails as it should. */
static void hold_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", O_RDONLY);
}

/* A closed pipe and a full quota are errors of one write, not the end of the process. */
static void ignore_signals(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
}

/* This program's own file, for the collector that the dashboard starts. */
static const char *own_path(char out[PATH_SIZE], const char *fallback)
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_SIZE - 1);
	if (n <= 0)
		return fallback;
	out[n] = '\0';
	return out;
}

/* The demo lives in a store and on a day of its own; the child inherits the day. */
static int prepare_demo(struct invocation *v, struct error *err)
{
	if (demo_begin(v->store_path, err))
		return -1;
	return clock_init(&v->clock, getenv("FROTH_NOW"), true, err);
}

/* What the dashboard runs as its collector. */
static void collector_command(const struct invocation *v, const char *program, const char *argv[10])
{
	const struct arguments *a = v->args;
	size_t n = 0;
	argv[n++] = program;
	argv[n++] = "collect";
	argv[n++] = "--child";
	argv[n++] = "--store";
	argv[n++] = v->store_path;
	if (a->given[ARGUMENT_DEMO])
		argv[n++] = "--demo";
	if (a->values[ARGUMENT_CONFIG]) {
		argv[n++] = "--config";
		argv[n++] = v->config_path;
	}
	argv[n] = NULL;
}

static int show(struct invocation *v, const char *program, struct error *err)
{
	const struct arguments *a = v->args;
	char path[PATH_SIZE];
	const char *collector[10];
	collector_command(v, own_path(path, program), collector);
	struct viewer_options options = {
		.store_path = v->store_path,
		.config_path = *v->config_path ? v->config_path : NULL,
		.config = &v->config,
		.clock = &v->clock,
		.offline = a->given[ARGUMENT_OFFLINE],
		.demo = a->given[ARGUMENT_DEMO],
		.plain = a->given[ARGUMENT_PLAIN],
		.collector_argv = a->given[ARGUMENT_OFFLINE] ? NULL : collector,
	};
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	if (terminal && !a->given[ARGUMENT_ONCE])
		return viewer_run(&options, err);
	int code = viewer_print(&options, err) ? EXIT_FAILED : EXIT_DONE;
	output_finish(stdout, &code, err);
	return code;
}

static int print_lists(const struct arguments *args, struct error *err)
{
	int code = EXIT_DONE;
	if (args->given[ARGUMENT_LIST_KEYS])
		keys_print(stdout);
	if (args->given[ARGUMENT_LIST_OPTIONS])
		config_options_print(stdout);
	output_finish(stdout, &code, err);
	return code;
}

static int run_dashboard(struct invocation *v, const char *program, struct error *err)
{
	int status = v->args->given[ARGUMENT_DEMO] ? prepare_demo(v, err)
						   : seed_store(v->store_path, clock_wall_s(&v->clock), err);
	return status ? EXIT_FAILED : show(v, program, err);
}

static int run(const struct arguments *args, const char *program, struct error *err)
{
	struct invocation v;
	if (invocation_init(&v, args, err)) {
		invocation_release(&v);
		return EXIT_FAILED;
	}
	const struct command *c = args->command;
	if (v.config_failed && c->run != config_command)
		fprintf(stderr, "froth: %s (the defaults hold)\n", v.config_error.text);
	int (*fetching)(struct invocation *, struct error *) = c->fetches ? fetching_find(c->name) : NULL;
	int code = fetching ? command_run(&v, fetching, err)
		   : c->run ? command_run(&v, c->run, err)
			    : run_dashboard(&v, program, err);
	invocation_release(&v);
	return code;
}

static int print_static(const struct arguments *args, struct error *err)
{
	int code = EXIT_DONE;
	if (args->given[ARGUMENT_HELP])
		command_print_help(args->command, stdout);
	else
		printf("froth %s\n", FROTH_VERSION);
	output_finish(stdout, &code, err);
	return code;
}

int main(int argc, char **argv)
{
	struct error err = { "" };
	struct arguments args;
	hold_standard_streams();
	ignore_signals();
	setlocale(LC_CTYPE, "");
	int code;
	if (arguments_parse(&args, argc, argv, &err))
		code = EXIT_USAGE;
	else if (args.given[ARGUMENT_HELP] || args.given[ARGUMENT_VERSION])
		code = print_static(&args, &err);
	else if (args.given[ARGUMENT_LIST_KEYS] || args.given[ARGUMENT_LIST_OPTIONS])
		code = print_lists(&args, &err);
	else
		code = run(&args, argc ? argv[0] : "froth", &err);
	if (code != EXIT_DONE)
		complain(&err);
	arguments_release(&args);
	return code;
}
