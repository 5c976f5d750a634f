/* The reading end of base/requests.h: the file of what other programs ask of the store's writer, taken away
 * line by line, and what of it concerns the store alone.
 *
 * The file is renamed first, so that who asks now makes a new one, and removed when what it says was done: what
 * a collector that died was about to do is done by the next one, for each of these can be done twice. */
#ifndef FROTH_CLI_REQUESTS_H
#define FROTH_CLI_REQUESTS_H

#include <stdint.h>

#include "base/requests.h"
#include "store/store.h"

enum request_kind {
	REQUEST_READ,
	REQUEST_UNREAD,
	REQUEST_READ_ALL,
	REQUEST_POLL,
	REQUEST_ACCEPT,
	REQUEST_REFUSE,
	REQUEST_RELOAD_LEDGER,
	REQUEST_LOOK,
	REQUEST_GLANCE,
};

struct request {
	enum request_kind kind;
	int64_t number;                  /* a row or a time; else 0 */
	char name[SOURCE_NAME_SIZE];     /* a source, "*" all of them, or a candidate; else "" */
	char symbols[REQUEST_LINE_SIZE]; /* valid ones, parted by single blanks; else "" */
};

struct request_list {
	struct request *items; /* owned */
	size_t count, capacity;
	size_t bad;         /* lines that are none */
	char first_bad[64]; /* safe to show */
};

/* -1: the line is no request. */
int request_parse(const char *line, struct request *r);
void request_list_release(struct request_list *list);

struct request_file {
	int fd; /* -1: none is open */
	char path[PATH_SIZE];
};

/* What was asked, in order; *any false: nobody asked. */
int requests_take(struct request_file *f, const char *store_path, struct request_list *list, bool *any,
		  struct error *err);
/* What was taken has been done. What came in at the last moment is put into `list` in its place: do that, too. */
int requests_finish(struct request_file *f, struct request_list *list, struct error *err);
/* It has not been done: it will be taken again. */
void requests_leave(struct request_file *f);

struct request_effects { /* for the viewer */
	size_t marks, candidates;
	bool ledger; /* is to be read anew */
};
/* Marks and candidates, in one transaction. */
int requests_apply(struct store *s, const struct request_list *list, struct request_effects *effects,
		   struct error *err);
/* Where no collector runs, does what was asked now. Nothing to do, or a collector that will do it: 0. */
int requests_settle(const char *store_path, int64_t now, struct error *err);

#endif
