#include <string.h>
#include <unistd.h>

#include "cli/collect.h"
#include "cli/fetching.h"
#include "cli/demo.h"
#include "cli/seed.h"

static int collect(struct invocation *v, struct error *err)
{
	struct collect_options options;
	collect_options_init(&options);
	options.config = &v->config;
	options.clock = &v->clock;
	options.store_path = v->store_path;
	options.record_dir = v->args->values[ARGUMENT_RECORD];
	options.replay_dir = v->args->values[ARGUMENT_REPLAY];
	options.once = v->args->given[ARGUMENT_ONCE];
	options.child = v->args->given[ARGUMENT_CHILD];
	return collect_run(&options, err) ? EXIT_FAILED : EXIT_DONE;
}

int collect_command(struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	if (a->given[ARGUMENT_RECORD] && a->given[ARGUMENT_REPLAY]) {
		error_set(err, "--record and --replay exclude each other");
		return EXIT_USAGE;
	}
	if (a->given[ARGUMENT_OFFLINE] && !a->given[ARGUMENT_REPLAY] && !a->given[ARGUMENT_DEMO]) {
		error_set(err, "collect needs the network; --offline leaves only --replay DIR and --demo");
		return EXIT_USAGE;
	}
	if (a->given[ARGUMENT_DEMO])
		return demo_collect(v->store_path, &v->clock, a->given[ARGUMENT_CHILD], v->out, err) ? EXIT_FAILED
												     : EXIT_DONE;
	if (seed_store(v->store_path, &v->config.index, clock_wall_s(&v->clock), err))
		return EXIT_FAILED;
	return collect(v, err);
}
