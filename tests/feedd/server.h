/* The feed server: one thread, one pselect() over libmicrohttpd's sockets, the standard input and the
 * exchanges that a fault holds back. main.c starts it; tests talk to it as a program. */
#ifndef FEEDD_SERVER_H
#define FEEDD_SERVER_H

#include <signal.h>
#include <stdbool.h>

#include "base/error.h"

struct server;

struct server_options {
	int port;                      /* 0: any that is free */
	const char *root;              /* the folder of payloads */
	const char *faults;            /* the fault script, NULL none */
	const char *log;               /* appended to, NULL none */
	const char *wire;              /* gets every request whole, NULL none */
	const char *certificate, *key; /* PEM files, both or neither */
};

int server_start(struct server **out, const struct server_options *options, struct error *err);
int server_port(const struct server *s);
/* Waits for something to do and does it, with the signals of `during` let in. *ended: the standard input has ended. */
int server_turn(struct server *s, const sigset_t *during, bool watch_input, bool *ended, struct error *err);
/* Reads the fault script again and counts from the start; on an error the old one stays. */
int server_reload(struct server *s, struct error *err);
void server_stop(struct server *s);

#endif
