/* froth-collect: the part of froth that meets the network and reads foreign bytes. `froth` runs it for
 * the commands that fetch; nobody else need know of it. */
#include "cli/fetching.h"
#include "cli/program.h"

static int run(struct invocation *v, char **argv, struct error *err)
{
	(void)argv;
	const struct command *c = v->args->command;
	if (c->fetches) {
		program_complain(v);
		return command_run(v, fetching_find(c->name), err);
	}
	error_set(err, "froth-collect is run by froth; please run froth");
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	return program_main(argc, argv, run);
}
