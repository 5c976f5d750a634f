#include "tui/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "config/keys.h"
#include "tui/signals.h"

#define END_MS 300 /* how long an editor that was told to end may take */

/* ---- words ---- */

/* Copies one word of the command to the end of the text, with the argument in place of %s. */
static int copy_word(struct launch_words *w, size_t *used, const char *word, size_t length, const char *argument,
		     bool *has_argument)
{
	const char *end = word + length;
	if (w->count == LAUNCH_WORDS)
		return -1;
	w->words[w->count++] = w->text + *used;
	while (word < end) {
		bool is_place = argument && word + 1 < end && word[0] == '%' && word[1] == 's';
		const char *from = is_place ? argument : word;
		size_t bytes = is_place ? strlen(argument) : 1;
		if (*used + bytes >= sizeof w->text)
			return -1;
		memcpy(w->text + *used, from, bytes);
		*used += bytes;
		word += is_place ? 2 : 1;
		*has_argument |= is_place;
	}
	if (*used + 1 >= sizeof w->text)
		return -1;
	w->text[(*used)++] = '\0';
	return 0;
}

int launch_split(struct launch_words *w, const char *command, const char *argument)
{
	static const char blanks[] = " \t\n";
	bool has_argument = !argument;
	size_t used = 0;
	w->count = 0;
	for (command += strspn(command, blanks); *command; command += strspn(command, blanks)) {
		size_t length = strcspn(command, blanks);
		/* The program itself is never the argument. */
		if (copy_word(w, &used, command, length, w->count ? argument : NULL, &has_argument))
			return -1;
		command += length;
	}
	if (!w->count || (!has_argument && copy_word(w, &used, argument, strlen(argument), NULL, &has_argument)))
		return -1;
	w->words[w->count] = NULL;
	return 0;
}

/* ---- links ---- */

/* Where the host begins; NULL: no http or https. */
static const char *host_of(const char *link)
{
	if (strncasecmp(link, "https://", 8) == 0)
		return link + 8;
	return strncasecmp(link, "http://", 7) == 0 ? link + 7 : NULL;
}

static bool has_host(const char *host)
{
	size_t length = strcspn(host, "/?#");
	for (size_t i = 0; i < length; i++)
		if (host[i] == '@')
			return has_host(host + i + 1);
	return length > 0 && *host != ':' && *host != '.' && *host != '-';
}

/* C1 controls are two bytes of UTF-8, the first of them 0xC2. */
static bool is_control(const char *at)
{
	unsigned char byte = (unsigned char)*at, next = (unsigned char)at[1];
	return byte <= ' ' || byte == 0x7F || (byte == 0xC2 && next >= 0x80 && next < 0xA0);
}

int link_check(const char *link, struct error *err)
{
	const char *host = host_of(link);
	if (!*link)
		return error_set(err, "the row has no link");
	if (!host)
		return error_set(err, "the row's source is no link that a browser opens: expected http or https");
	if (!has_host(host))
		return error_set(err, "the link names no host");
	if (strlen(link) > LINK_MOST)
		return error_set(err, "the link is longer than %d bytes", LINK_MOST);
	for (const char *at = link; *at; at++)
		if (is_control(at))
			return error_set(err, "the link holds a blank or a control character");
	return 0;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value;
}

bool launch_is_remote(void)
{
	return is_set("SSH_CONNECTION") || is_set("SSH_TTY");
}

/* ---- processes ---- */

static void default_signals(void)
{
	static const int told[] = { SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGWINCH, SIGCONT, SIGCHLD, SIGTSTP,
				    SIGPIPE, SIGALRM, SIGSEGV, SIGBUS,  SIGILL,   SIGFPE,  SIGABRT, SIGSYS };
	struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigset_t none;
	sigemptyset(&by_default.sa_mask);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		sigaction(told[i], &by_default, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A session without a terminal, and nowhere to read from or to write to. */
static void leave_terminal(void)
{
	setsid();
	int null = open("/dev/null", O_RDWR);
	for (int fd = STDIN_FILENO; null >= 0 && fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	if (null > STDERR_FILENO)
		close(null);
}

static void run(struct launch_words *w, bool is_apart, int report_fd)
{
	default_signals();
	service_keys_hide();
	if (is_apart)
		leave_terminal();
	execvp(w->words[0], w->words);
	int reason = errno;
	(void)!write(report_fd, &reason, sizeof reason);
	_exit(127);
}

/* Starts the words; -1 with errno if they cannot be run: the pipe closes by itself when they can. */
static pid_t start(struct launch_words *w, bool is_apart)
{
	int report[2], reason = 0;
	if (pipe(report))
		return -1;
	fcntl(report[0], F_SETFD, FD_CLOEXEC);
	fcntl(report[1], F_SETFD, FD_CLOEXEC);
	pid_t pid = fork();
	if (pid == 0)
		run(w, is_apart, report[1]);
	if (pid < 0)
		reason = errno;
	close(report[1]);
	ssize_t n;
	while (pid > 0 && (n = read(report[0], &reason, sizeof reason)) < 0 && errno == EINTR)
		continue;
	close(report[0]);
	if (!reason)
		return pid;
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	errno = reason;
	return -1;
}

/* ---- browser ---- */

static pid_t start_browser(const char *command, size_t length, const char *link)
{
	char one[LAUNCH_TEXT];
	struct launch_words w;
	if (length >= sizeof one)
		return -1;
	snprintf(one, sizeof one, "%.*s", (int)length, command);
	return launch_split(&w, one, link) ? -1 : start(&w, true);
}

pid_t launch_browser(const char *link, struct error *err)
{
	static const char *const openers[] = { "xdg-open", "open" };
	const char *list = getenv("BROWSER");
	if (link_check(link, err))
		return -1;
	while (list && *list) {
		size_t length = strcspn(list, ":");
		pid_t pid = start_browser(list, length, link);
		if (pid > 0)
			return pid;
		list += length + (list[length] == ':');
	}
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
		pid_t pid = start_browser(openers[i], strlen(openers[i]), link);
		if (pid > 0)
			return pid;
	}
	return error_set(err, "no browser can be run: set BROWSER");
}

/* ---- editor ---- */

/* Editors that take the line as "+12". */
static bool takes_line(const char *program)
{
	static const char *const names[] = { "vi",  "vim", "nvim",  "view", "nano", "pico", "emacs", "emacsclient",
					     "joe", "jed", "micro", "kak",  "ne",   "mg",   "mcedit" };
	const char *slash = strrchr(program, '/');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], slash ? slash + 1 : program) == 0)
			return true;
	return false;
}

static int split_editor(struct launch_words *w, const char *path, int line, struct error *err)
{
	const char *command = is_set("VISUAL") ? getenv("VISUAL") : is_set("EDITOR") ? getenv("EDITOR") : "vi";
	char whole[LAUNCH_TEXT];
	struct launch_words first;
	if (launch_split(&first, command, NULL))
		return error_set(err, "the editor in VISUAL or EDITOR is no command");
	if (takes_line(first.words[0]) && line > 0)
		snprintf(whole, sizeof whole, "%.*s +%d", LAUNCH_TEXT - 16, command, line);
	else
		snprintf(whole, sizeof whole, "%.*s", LAUNCH_TEXT - 16, command);
	return launch_split(w, whole, path) ? error_set(err, "the editor in VISUAL or EDITOR is no command") : 0;
}

struct guard { /* what these signals did before */
	struct sigaction interrupt, quit, stop;
};

/* While the editor has the terminal, its keys mean the editor; a stop means both. */
static void guard_set(struct guard *g)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, by_default = { .sa_handler = SIG_DFL };
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&by_default.sa_mask);
	sigaction(SIGINT, &ignore, &g->interrupt);
	sigaction(SIGQUIT, &ignore, &g->quit);
	sigaction(SIGTSTP, &by_default, &g->stop);
}

static void guard_release(const struct guard *g)
{
	sigaction(SIGINT, &g->interrupt, NULL);
	sigaction(SIGQUIT, &g->quit, NULL);
	sigaction(SIGTSTP, &g->stop, NULL);
}

/* Has the child ended? Where it stopped itself alone, this program stops too, so that the shell comes back. */
static bool has_ended(pid_t pid, int *status)
{
	pid_t seen = waitpid(pid, status, WNOHANG | WUNTRACED);
	if (seen < 0)
		return errno != EINTR;
	if (seen != pid)
		return false;
	if (!WIFSTOPPED(*status))
		return true;
	raise(SIGTSTP);
	kill(pid, SIGCONT);
	return false;
}

/* The signal among those that came which ends this program; 0 none. */
static int drain_signals(void)
{
	int ending = 0;
	for (int number; (number = signals_next());)
		if (number == SIGTERM || number == SIGHUP)
			ending = number;
	return ending;
}

static void wait_for(pid_t pid, int signal_fd, int *status, int *ended_by)
{
	struct pollfd fd = { .fd = signal_fd, .events = POLLIN };
	int64_t until = 0;
	*status = 0;
	while (!has_ended(pid, status)) {
		int64_t left = until ? until - clock_steady_ms() : -1;
		if (until && left <= 0)
			return;
		poll(&fd, 1, (int)left);
		int ending = drain_signals();
		if (!ending || *ended_by)
			continue;
		*ended_by = ending;
		until = clock_steady_ms() + END_MS;
		kill(pid, SIGTERM);
	}
}

int launch_editor(const char *path, int line, int signal_fd, int *ended_by, struct error *err)
{
	struct launch_words w;
	struct guard guard;
	int status;
	*ended_by = 0;
	if (split_editor(&w, path, line, err))
		return -1;
	guard_set(&guard);
	pid_t pid = start(&w, false);
	int reason = errno;
	if (pid > 0)
		wait_for(pid, signal_fd, &status, ended_by);
	guard_release(&guard);
	if (pid < 0)
		return error_set(err, "the editor cannot be run: %.64s: %s", w.words[0], strerror(reason));
	if (WIFSIGNALED(status))
		return error_set(err, "the editor was ended by signal %d", WTERMSIG(status));
	return WEXITSTATUS(status) ? error_set(err, "the editor ended with status %d", WEXITSTATUS(status)) : 0;
}
