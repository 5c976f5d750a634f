/* One answer: status, headers and body, from the folder's file, the client's conditions and the fault
 * that applies. Pure but for reading the file; server.c sends it. */
#ifndef FEEDD_REPLY_H
#define FEEDD_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "tests/feedd/faults.h"

#define REPLY_HEADERS 32

struct reply_header {
	char *name, *value; /* owned */
};

struct reply {
	unsigned status;
	struct reply_header headers[REPLY_HEADERS];
	size_t header_count;
	struct buffer body; /* as it goes over the wire */
};

/* What of a request decides the answer; all borrowed, NULL where the header is missing. */
struct reply_request {
	const char *root;
	const char *target; /* HOST/PATH?QUERY */
	const char *if_none_match, *if_modified_since, *accept_encoding;
	const struct fault *fault; /* NULL none */
	long number;               /* of the request, from 1 */
};

int reply_init(struct reply *reply, const struct reply_request *request); /* -1: no memory, or an unreadable file */
void reply_release(struct reply *reply);
/* The value of a header, or NULL. */
const char *reply_header(const struct reply *reply, const char *name);

#endif
