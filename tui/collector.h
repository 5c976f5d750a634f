/* The collector as the viewer's child: started when nobody holds the store's lease, told to end by
 * closing its standard input, started again with growing pauses when it ends by itself. News comes as
 * lines on its standard output. It never outlives the viewer, and never stays a zombie. */
#ifndef FROTH_TUI_COLLECTOR_H
#define FROTH_TUI_COLLECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

struct collector {
	const char *const *argv; /* borrowed; NULL: none is ever started */
	pid_t pid;               /* 0 none is running */
	int stdin_fd;            /* -1 none */
	int news_fd;             /* to poll; -1 none */
	int failures;            /* ends in a row, without a line of news between */
	bool is_restarting;      /* its end is our wish: the next one starts at once */
	int64_t retry_ms;        /* steady; not started before */
	char line[128];          /* the news line that is being read */
	size_t line_length;
};

void collector_init(struct collector *c, const char *const *argv);
/* Whether one may be started now. */
bool collector_is_due(const struct collector *c, int64_t now_ms);
/* Starts it; on failure the next attempt is put off, too. */
int collector_start(struct collector *c, int64_t now_ms, struct error *err);
/* Reads what has come; the parts of the model (enum model_part) that the news is about. */
unsigned collector_read(struct collector *c);
/* Collects its end if it has ended; true then. *status is as of waitpid(2). */
bool collector_reap(struct collector *c, int64_t now_ms, int *status);
/* Asks it to end, so that the next one starts with the settings of then; does not wait. */
void collector_restart(struct collector *c);
/* Something was asked of it (base/requests.h): it looks at once. */
void collector_hurry(const struct collector *c);
/* Ends it: closes its input and asks, waits half a second, then does not ask. */
void collector_stop(struct collector *c);

/* What a news line ("quote 12") is about; 0 for a line that is not known. */
unsigned collector_news(const char *line);

#endif
