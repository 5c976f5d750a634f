#include "tui/collector.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/paths.h"
#include "tui/model.h"

#define PATIENCE_MS 500
#define RETRY_FIRST_MS 1000
#define RETRY_MOST_MS 60000

extern char **environ;

void collector_init(struct collector *c, const char *const *argv)
{
	*c = (struct collector){ .argv = argv, .stdin_fd = -1, .news_fd = -1 };
}

bool collector_is_due(const struct collector *c, int64_t now_ms)
{
	return c->argv && !c->pid && now_ms >= c->retry_ms;
}

static void put_off(struct collector *c, int64_t now_ms)
{
	int64_t pause = RETRY_FIRST_MS;
	for (int i = 0; i < c->failures && pause < RETRY_MOST_MS; i++)
		pause *= 2;
	c->failures++;
	c->retry_ms = now_ms + (pause < RETRY_MOST_MS ? pause : RETRY_MOST_MS);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Both ends close on exec; posix_spawn's dup2 gives the child its own. */
static int make_pipe(int fds[2])
{
	if (pipe(fds))
		return -1;
	fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

/* Where its messages go: the log if there is a place for one. */
static int open_log(void)
{
	char path[PATH_SIZE];
	int fd = -1;
	if (!path_xdg(PATH_STATE, "collector.log", path, NULL) && !path_make_parent(path, NULL))
		fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	return fd >= 0 ? fd : open("/dev/null", O_WRONLY | O_CLOEXEC);
}

/* A process group of its own, so that Ctrl-C and Ctrl-Z mean the viewer alone; signals as by default. */
static int set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	return posix_spawnattr_setflags(attributes,
					POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) ||
	       posix_spawnattr_setpgroup(attributes, 0) || posix_spawnattr_setsigmask(attributes, &none) ||
	       posix_spawnattr_setsigdefault(attributes, &all);
}

static int spawn(struct collector *c, int in, int out, int log)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	if (posix_spawn_file_actions_init(&actions))
		return ENOMEM;
	if (posix_spawnattr_init(&attributes)) {
		posix_spawn_file_actions_destroy(&actions);
		return ENOMEM;
	}
	int failed = set_attributes(&attributes) || posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO) ||
		     posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO) ||
		     posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
	char *const *argv = (char *const *)(uintptr_t)c->argv; /* posix_spawn does not change it */
	failed = failed ? ENOMEM : posix_spawnp(&c->pid, c->argv[0], &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

int collector_start(struct collector *c, int64_t now_ms, struct error *err)
{
	int in[2], out[2], log = open_log();
	if (make_pipe(in)) {
		close_fd(&log);
		put_off(c, now_ms);
		return error_set(err, "the collector cannot be started: %s", strerror(errno));
	}
	int failed = make_pipe(out) ? errno : 0;
	if (!failed) {
		/* A viewer that is stopped must not stop its collector. */
		fcntl(out[1], F_SETFL, O_NONBLOCK);
		fcntl(out[0], F_SETFL, O_NONBLOCK);
		fcntl(in[1], F_SETFL, O_NONBLOCK);
		failed = spawn(c, in[0], out[1], log);
		close(out[1]);
	}
	close(in[0]);
	close_fd(&log);
	c->line_length = 0;
	if (!failed) {
		c->stdin_fd = in[1];
		c->news_fd = out[0];
		return 0;
	}
	close(in[1]);
	c->pid = 0;
	put_off(c, now_ms);
	return error_set(err, "the collector cannot be started: %s", strerror(failed));
}

unsigned collector_news(const char *line)
{
	static const struct {
		const char *word;
		unsigned parts;
	} kinds[] = {
		{ "quote ", MODEL_QUOTES | MODEL_SOURCES },
		{ "fact ", MODEL_QUOTES | MODEL_SOURCES },
		{ "history ", MODEL_HISTORY | MODEL_SOURCES },
		{ "press ", MODEL_PRESS | MODEL_SOURCES },
		{ "reading ", MODEL_READING | MODEL_QUOTES | MODEL_DEALS },
		{ "source ", MODEL_SOURCES },
		{ "deals ", MODEL_DEALS },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strncmp(line, kinds[i].word, strlen(kinds[i].word)))
			return kinds[i].parts;
	return 0;
}

/* A line that is too long is no news; its rest is dropped up to the line's end. */
static unsigned take_byte(struct collector *c, char byte)
{
	if (byte != '\n') {
		if (c->line_length < sizeof c->line - 1)
			c->line[c->line_length++] = byte;
		return 0;
	}
	c->line[c->line_length] = '\0';
	c->line_length = 0;
	unsigned parts = collector_news(c->line);
	if (parts)
		c->failures = 0;
	return parts;
}

unsigned collector_read(struct collector *c)
{
	unsigned parts = 0;
	char block[1024];
	while (c->news_fd >= 0) {
		ssize_t n = read(c->news_fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		if (n == 0)
			close_fd(&c->news_fd);
		for (ssize_t i = 0; i < n; i++)
			parts |= take_byte(c, block[i]);
	}
	return parts;
}

static void forget(struct collector *c)
{
	close_fd(&c->stdin_fd);
	close_fd(&c->news_fd);
	c->pid = 0;
}

bool collector_reap(struct collector *c, int64_t now_ms, int *status)
{
	if (!c->pid || waitpid(c->pid, status, WNOHANG) != c->pid)
		return false;
	forget(c);
	if (c->is_restarting) {
		c->failures = 0;
		c->retry_ms = now_ms;
	} else {
		put_off(c, now_ms);
	}
	c->is_restarting = false;
	return true;
}

void collector_restart(struct collector *c)
{
	if (!c->pid)
		return;
	c->is_restarting = true;
	close_fd(&c->stdin_fd);
	kill(c->pid, SIGTERM);
}

void collector_hurry(const struct collector *c)
{
	/* A pipe that is full says it already, and who is gone has nothing to do. */
	ssize_t written = c->pid && c->stdin_fd >= 0 ? write(c->stdin_fd, "!", 1) : 0;
	(void)written;
}

/* Its news pipe hangs up when it is gone, which is a wait that can be limited. */
static void wait_for_hangup(struct collector *c, int patience_ms)
{
	struct pollfd fd = { .fd = c->news_fd, .events = 0 };
	if (c->news_fd >= 0)
		poll(&fd, 1, patience_ms);
}

void collector_stop(struct collector *c)
{
	int status;
	if (!c->pid)
		return;
	close_fd(&c->stdin_fd);
	kill(c->pid, SIGTERM);
	wait_for_hangup(c, PATIENCE_MS);
	if (waitpid(c->pid, &status, WNOHANG) == 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	forget(c);
}
