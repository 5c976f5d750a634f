/* feedd as a child process: a folder of payloads, a fault script, and the log of what was asked. */
#ifndef TESTS_FETCH_SERVER_H
#define TESTS_FETCH_SERVER_H

#include <stddef.h>
#include <sys/types.h>

struct server {
	pid_t pid;
	int input, output; /* its stdin, whose end ends it, and its stdout */
	int port;
	char folder[64]; /* scratch: payloads below root/, log, wire (every request whole), faults */
	char url[64];    /* "http://127.0.0.1:PORT" or https */
};

/* Starts $FEEDD on a new scratch folder with a fault script (NULL none) and, for TLS, the names of a
 * certificate and key made by ca.sh in `folder`/ca (NULL plain). Fails the test if it does not start. */
void server_start(struct server *s, const char *faults, const char *certificate);
void server_stop(struct server *s);
/* Writes the payload of HOST/PATH. */
void server_put(const struct server *s, const char *target, const char *body);
/* Replaces the fault script and counts from the start. */
void server_set_faults(struct server *s, const char *faults);
/* Requests whose log line holds the text so far. */
int server_requests(const struct server *s, const char *text);
/* A path in the scratch folder. */
void server_path(const struct server *s, const char *name, char *out, size_t size);

#endif
