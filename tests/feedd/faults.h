/* The fault script: which answers the feed server spoils, and how.
 *
 * One rule a line: MATCH RANGE ACTION [ARGUMENT]... (tests/feedd/README.md has the words). A rule counts
 * the requests that its MATCH fits, and acts on those whose number is in RANGE: faults are chosen by
 * number, never by time, so a test meets the same ones in every run. Filled from a file by main.c,
 * asked once a request by server.c. */
#ifndef FEEDD_FAULTS_H
#define FEEDD_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct raw_fault;

struct fault {
	int64_t status;                    /* 0: as it would be */
	int64_t delay_ms;                  /* before the first byte */
	int64_t truncate;                  /* bytes of the body before the connection closes; -1 all */
	int64_t cut;                       /* bytes of the body, with a length to match; -1 all */
	int64_t bomb_mb;                   /* a gzip body that unpacks to so much; 0 no bomb */
	int64_t trickle_bytes, trickle_ms; /* so many bytes, then a pause; 0 at once */
	char *type, *retry_after, *redirect, *etag, *header, *file; /* owned; NULL: as it would be */
	bool html, endless, identity, etag_broken, gzip_broken;
	const struct raw_fault *raw; /* static; NULL: a well-formed answer */
};

struct fault_rule {
	char *match;         /* owned */
	int64_t first, last; /* numbers it acts on, from 1 */
	int64_t every;       /* of these, each n-th */
	int64_t seen;        /* requests it has counted */
	int line;
	struct fault fault;
};

struct fault_script {
	struct fault_rule *rules; /* owned */
	size_t count;
};

/* Reads a script; -1 with a sentence that names the line, and the script is empty. */
int fault_script_read(struct fault_script *script, const char *path, struct error *err);
void fault_script_release(struct fault_script *script);

/* Counts a request for "HOST/PATH?QUERY" and gives the first rule that acts on it, or NULL; borrowed until release. */
const struct fault_rule *fault_script_next(struct fault_script *script, const char *target);

#endif
