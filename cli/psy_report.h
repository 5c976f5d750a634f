/* What `froth psy` found, and the ways it prints it. Filled by psy.c. */
#ifndef FROTH_CLI_PSY_REPORT_H
#define FROTH_CLI_PSY_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bubble/psy.h"
#include "bubble/psy_bootstrap.h"
#include "bubble/psy_episodes.h"
#include "cli/column.h"
#include "cli/psy_null.h"

#define PSY_EPISODES_MAX 1000

struct psy_options {
	int lag, window; /* window 0: the usual one */
	int replicates;  /* -1: as many as take a few seconds */
	uint64_t seed;
	bool logarithm;
	enum psy_rule rule;
	enum psy_level level;
};

enum psy_verdict { PSY_UNKNOWN, PSY_NOT_EXPLOSIVE, PSY_NOT_ROBUST, PSY_NOT_BOOTSTRAPPED, PSY_ROBUST };

struct psy_report {
	struct psy_options options;
	struct column column; /* values are logarithms with options.logarithm */
	struct psy psy;
	struct psy_null null;
	int replicates;
	double p[PSY_STATISTICS]; /* by the wild bootstrap; NAN without */
	enum psy_verdict verdict; /* on GSADF, at options.level */
	enum psy_direction peak_direction;
	struct psy_episode episodes[PSY_EPISODES_MAX]; /* none unless GSADF rejects */
	int episode_count;
};

/* "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23 (B = 999): not robust" */
void psy_report_summary(const struct psy_report *r, char *out, size_t size);
int psy_report_json(const struct psy_report *r, FILE *out, struct error *err);
/* A row an observation. */
int psy_report_csv(const struct psy_report *r, FILE *out, struct error *err);
int psy_report_text(const struct psy_report *r, FILE *out, bool colour, struct error *err);

#endif
