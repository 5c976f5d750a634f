/* froth: chooses between the dashboard and the commands. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/demo.h"
#include "cli/program.h"
#include "cli/seed.h"
#include "tui/key.h"
#include "tui/viewer.h"

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

static int show(struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	bool offline = a->given[ARGUMENT_OFFLINE];
	char path[PATH_SIZE];
	const char *collector[10];
	if (!offline && program_find_collector(path, err))
		return EXIT_FAILED;
	collector_command(v, path, collector);
	struct viewer_options options = {
		.store_path = v->store_path,
		.config_path = *v->config_path ? v->config_path : NULL,
		.config = &v->config,
		.complaint = v->config_failed ? v->config_error.text : NULL,
		.clock = &v->clock,
		.offline = offline,
		.demo = a->given[ARGUMENT_DEMO],
		.plain = a->given[ARGUMENT_PLAIN],
		.collector_argv = offline ? NULL : collector,
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

static int run_dashboard(struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_LIST_KEYS] || v->args->given[ARGUMENT_LIST_OPTIONS])
		return print_lists(v->args, err);
	int status = v->args->given[ARGUMENT_DEMO]
			     ? prepare_demo(v, err)
			     : seed_store(v->store_path, &v->config.index, clock_wall_s(&v->clock), err);
	return status ? EXIT_FAILED : show(v, err);
}

/* Becomes the program that fetches, with the same command line. */
static int run_collector(char **argv, struct error *err)
{
	char path[PATH_SIZE];
	if (program_find_collector(path, err))
		return EXIT_FAILED;
	execv(path, argv);
	error_set(err, "cannot run %s: %s", path, strerror(errno));
	return EXIT_FAILED;
}

static int run(struct invocation *v, char **argv, struct error *err)
{
	const struct command *c = v->args->command;
	if (c->fetches)
		return run_collector(argv, err);
	program_complain(v);
	return c->run ? command_run(v, c->run, err) : run_dashboard(v, err);
}

int main(int argc, char **argv)
{
	return program_main(argc, argv, run);
}
