/* The collector: the one process that polls, parses and stores, and the only writer of the store.
 *
 * It runs in the foreground (`froth collect`), once (`--once`), or as the viewer's child, whose
 * screen it feeds with news lines. One thread, one wait, over {transfers, signals, parent's pipe}.
 * It ends on SIGTERM, SIGINT or SIGHUP, as a child also when its stdin reaches the end of file. */
#ifndef FROTH_CLI_COLLECT_H
#define FROTH_CLI_COLLECT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/error.h"
#include "config/config.h"

struct collect_options { /* all pointers borrowed for the run */
	const struct config *config;
	const struct clock *clock;
	const char *store_path; /* its shipped facts have been imported already */
	const char *feed_root;  /* FROTH_FEED_ROOT; NULL or "" none */
	const char *ca_file;    /* trusted certificates when the configuration names none; NULL or "" the system's */
	const char *record_dir; /* keeps every answer there; NULL no */
	const char *replay_dir; /* serves from there, without a network; NULL no */
	bool once;              /* polls each source once, then ends */
	bool child;             /* writes news lines for a viewer; stdin is the viewer's pipe */
	FILE *out;              /* the lines */
	FILE *messages;         /* a line for each statistic that is ready; the standard error */
	int spacing_ms;         /* between two requests to one host, counted from the end of the first */
	uint64_t seed;          /* of the jitter */
};

/* What `froth collect` starts from: feed_root and ca_file from FROTH_FEED_ROOT and SSL_CERT_FILE, out
 * stdout, one second of spacing, a seed from time and process. The rest is empty. */
void collect_options_init(struct collect_options *options);

/* Runs until it is told to end. 0: ended as it should; with `once`: at least one source was good. 1:
 * `once`, and no source was good. -1: it could not run (no store, another collector holds the lease,
 * a folder that cannot be written), err says why. The exit status is 0, 1, 1.
 *
 * Lines on out. As a child, after what was stored: "quote 12", "press 3", "history 2520", "reading 1",
 * "source 1", each a kind and how many. Else a line a poll: name, state, items, latency, error; and a line a
 * test of a price series: symbol, what was found. With `once` the tests are made after the last poll. */
int collect_run(const struct collect_options *options, struct error *err);

#endif
