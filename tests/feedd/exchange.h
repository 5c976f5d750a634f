/* One request and its answer on the way, from the request line to the last byte. Made and freed by
 * server.c through the HTTP library's callbacks. */
#ifndef FEEDD_EXCHANGE_H
#define FEEDD_EXCHANGE_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "tests/feedd/reply.h"

struct exchange {
	struct exchange *next, *previous;
	struct MHD_Connection *connection; /* borrowed; NULL until the headers are in */
	char *uri;                         /* owned, as it came */
	char target[4096];                 /* HOST/PATH?QUERY; "" until decided */
	struct buffer upload;              /* the body of the request */
	struct reply reply;
	struct fault fault; /* numbers and flags only: its texts belong to the script, which may be read again */
	int64_t wake_ms;    /* steady; while held */
	size_t raw_sent;    /* bytes of the raw fault's `once` */
	size_t body_sent;   /* bytes handed to the library */
	bool held;          /* the library leaves it alone until we resume it */
	bool decided;       /* counted, logged, reply made */
	bool raw_done;
};

/* Reads the next bytes of the body at the fault's pace; cls is the exchange. */
ssize_t exchange_read(void *cls, uint64_t position, char *out, size_t size);
/* Sends what is due of a raw fault. */
void exchange_send_raw(struct exchange *x, int64_t now_ms);
void exchange_hold(struct exchange *x, int64_t until_ms);
void exchange_resume(struct exchange *x);
int exchange_socket(const struct exchange *x);
/* Finds HOST/PATH?QUERY from the address and the Host header. -1: no such thing. */
int exchange_find_target(struct exchange *x, const char *host);

#endif
