#include "cli/collect_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int watched[] = { SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGXFSZ };
#define WATCHED (sizeof watched / sizeof *watched)
#define ENDING 3 /* the first of them end the collector */

/* A handler has no argument to find these by. */
static int signal_pipe[2] = { -1, -1 };
static struct sigaction before[WATCHED];

static void note_signal(int number)
{
	int kept = errno;
	char byte = (char)number;
	ssize_t written = write(signal_pipe[1], &byte, 1); /* a full pipe has said it already */
	(void)written;
	errno = kept;
}

static int set_flags(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC) || fcntl(fd, F_SETFL, O_NONBLOCK) ? -1 : 0;
}

int collect_signals_open(int *fd, struct error *err)
{
	if (pipe(signal_pipe) || set_flags(signal_pipe[0]) || set_flags(signal_pipe[1]))
		return error_set(err, "cannot make a pipe: %s", strerror(errno));
	for (size_t i = 0; i < WATCHED; i++) {
		struct sigaction action = { .sa_flags = SA_RESTART };
		action.sa_handler = i < ENDING ? note_signal : SIG_IGN;
		sigemptyset(&action.sa_mask);
		sigaction(watched[i], &action, &before[i]);
	}
	*fd = signal_pipe[0];
	return 0;
}

void collect_signals_close(void)
{
	if (signal_pipe[0] < 0)
		return;
	for (size_t i = 0; i < WATCHED; i++)
		sigaction(watched[i], &before[i], NULL);
	close(signal_pipe[0]);
	close(signal_pipe[1]);
	signal_pipe[0] = signal_pipe[1] = -1;
}
