/* feedd as a child in a scratch folder, and requests to it over real sockets. What fails, fails the test. */
#ifndef FROTH_TESTS_FEEDD_CLIENT_H
#define FROTH_TESTS_FEEDD_CLIENT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"

#define DEADLINE_MS 20000
#define PAYLOAD "{\"payload\": \"of feedd's own test, long enough to be cut, packed and trickled\"}\n"

struct feedd {
	char folder[64]; /* scratch: root/, faults, log */
	pid_t pid;
	int input, output; /* our ends of its pipes */
	int port;
	struct buffer printed; /* stdout and stderr */
};

struct answer {
	int status;         /* 0: no status line came */
	int failure;        /* errno of the read that ended it; 0: orderly end */
	struct buffer text; /* head and body */
	const char *body;   /* in text, "" if the head never ended */
	size_t length;
};

void feedd_write(const struct feedd *f, const char *name, const char *text);
void feedd_make(struct feedd *f);
/* Reads what feedd prints until `text` is there; false: it ended before. */
bool feedd_wait_printed(struct feedd *f, const char *text);
/* Starts feedd on the folder with up to three further arguments. */
bool feedd_start_with(struct feedd *f, const char *first, const char *second, const char *third);
bool feedd_start(struct feedd *f);
int feedd_status(struct feedd *f);
void feedd_stop(struct feedd *f);
/* Sends "METHOD TARGET" and further header lines. */
int request_send(const struct feedd *f, const char *line, const char *headers);
/* Reads at least `least` bytes or to the end, whichever is first. */
void answer_read(struct answer *a, int fd, size_t least);
struct answer ask_with(const struct feedd *f, const char *line, const char *headers);
struct answer ask(const struct feedd *f, const char *target);
void answer_header(const struct answer *a, const char *name, char value[256]);
void assert_header(const struct answer *a, const char *name, const char *value);
/* Asks and wants this status and body. */
void assert_answer(const struct feedd *f, const char *target, int status, const char *body);
void assert_status(const struct feedd *f, const char *target, int status);
void feedd_read_log(const struct feedd *f, struct buffer *out);
/* Asks for what comes late or never, sees another request served meanwhile, and gives what had come by then. */
struct answer ask_held(const struct feedd *f, const char *line, size_t least);

#endif
