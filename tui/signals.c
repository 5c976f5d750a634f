#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STUCK_MS 800 /* gone within a second, however the terminal is */

static struct {
	int read_fd, write_fd;
	bool has_timer;
	timer_t timer;
	volatile sig_atomic_t exit_status;
	int restore_fd;
	struct termios settings;
	char sequence[SIGNALS_RESTORE_SIZE];
	volatile size_t length;
} signals = { .read_fd = -1, .write_fd = -1, .restore_fd = -1 };

static const int told[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGCONT, SIGCHLD, SIGTSTP };
static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS };
#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool ends(int number)
{
	return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

/* Only async-signal-safe calls (POSIX 2.4.3). */
static void restore(void)
{
	size_t length = signals.length;
	if (!length)
		return;
	signals.length = 0;
	fcntl(signals.restore_fd, F_SETFL, O_NONBLOCK | O_RDWR);
	(void)!write(signals.restore_fd, signals.sequence, length);
	tcsetattr(signals.restore_fd, TCSANOW, &signals.settings);
}

static void arm(int status)
{
	struct itimerspec once = { .it_value = { .tv_nsec = STUCK_MS * 1000000L } };
	signals.exit_status = status;
	if (signals.has_timer)
		timer_settime(signals.timer, 0, &once, NULL);
}

static void on_told(int number)
{
	int kept = errno;
	unsigned char byte = (unsigned char)number;
	(void)!write(signals.write_fd, &byte, 1);
	if (ends(number))
		arm(128 + number);
	errno = kept;
}

static void on_stuck(int number)
{
	(void)number;
	restore();
	_exit(signals.exit_status);
}

static void on_fatal(int number)
{
	static const char text[] = "\r\nfroth: crashed; please report what you did last\r\n";
	restore();
	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	/* SA_RESETHAND has put the default back: the status stays the signal's. */
	raise(number);
}

static void handle(int number, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	sigfillset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static void set_nonblocking(int fd)
{
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int signals_open(struct error *err)
{
	int fds[2];
	if (pipe(fds))
		return error_set(err, "cannot make a pipe: %s", strerror(errno));
	signals.read_fd = fds[0];
	signals.write_fd = fds[1];
	set_nonblocking(fds[0]);
	set_nonblocking(fds[1]);
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	signals.has_timer = timer_create(CLOCK_MONOTONIC, &event, &signals.timer) == 0;
	handle(SIGALRM, on_stuck, 0);
	handle(SIGPIPE, SIG_IGN, 0);
	for (size_t i = 0; i < COUNT(told); i++)
		handle(told[i], on_told, SA_RESTART);
	for (size_t i = 0; i < COUNT(fatal); i++)
		handle(fatal[i], on_fatal, (int)SA_RESETHAND | SA_NODEFER);
	return fds[0];
}

void signals_close(void)
{
	for (size_t i = 0; i < COUNT(told); i++)
		handle(told[i], SIG_DFL, 0);
	for (size_t i = 0; i < COUNT(fatal); i++)
		handle(fatal[i], SIG_DFL, 0);
	if (signals.has_timer)
		timer_delete(signals.timer);
	signals.has_timer = false;
	close(signals.read_fd);
	close(signals.write_fd);
	signals.read_fd = signals.write_fd = -1;
}

int signals_next(void)
{
	unsigned char byte;
	return read(signals.read_fd, &byte, 1) == 1 ? byte : 0;
}

void signals_watch(int status)
{
	arm(status);
}

void signals_restore_with(int fd, const struct termios *settings, const char *sequence, size_t length)
{
	signals.length = 0;
	if (!length || length > sizeof signals.sequence)
		return;
	signals.restore_fd = fd;
	signals.settings = *settings;
	memcpy(signals.sequence, sequence, length);
	signals.length = length;
}

void signals_stop_self(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL }, before;
	sigaction(SIGTSTP, &stop, &before);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
}
