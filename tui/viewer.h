/* The dashboard: one thread, one poll(), no network. Reads the store, draws, starts a collector. */
#ifndef FROTH_TUI_VIEWER_H
#define FROTH_TUI_VIEWER_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/error.h"
#include "config/config.h"

struct viewer_options {
	const char *store_path;
	const char *config_path;           /* NULL none; it is watched while the dashboard runs */
	const struct config *config;       /* borrowed */
	const char *complaint;             /* why config holds the defaults; NULL nothing is wrong with it */
	const struct clock *clock;         /* borrowed */
	bool offline;                      /* never starts a collector */
	bool demo;                         /* says DEMO on screen; the collector it starts is the demo's */
	bool plain;                        /* no colour, no box characters */
	const char *const *collector_argv; /* what to run as the collector, NULL-ended; NULL with offline */
};

/* Runs until the person quits. 0; 1 failed, 2 the terminal cannot be used: err says why. */
int viewer_run(const struct viewer_options *options, struct error *err);
/* The board as text on stdout: as wide as $COLUMNS or 100, as high as it needs. */
int viewer_print(const struct viewer_options *options, struct error *err);

#endif
