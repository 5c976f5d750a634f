#include "tests/terminal/leader.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t program;

/* As shells do: a hang-up is passed on to the jobs. */
static void on_hangup(int number)
{
	if (program > 0)
		kill(-(pid_t)program, number);
}

static void foreground_set(pid_t group)
{
	tcsetpgrp(STDIN_FILENO, group);
}

static void report_write(int report, pid_t pid, int status)
{
	const struct leader_report r = { .pid = pid, .status = status };
	if (status != -1) {
		foreground_set(getpgrp());
		(void)!write(STDOUT_FILENO, LEADER_MARK, sizeof LEADER_MARK - 1);
	}
	(void)!write(report, &r, sizeof r);
}

static pid_t program_start(const char *const argv[], int report, int command)
{
	pid_t pid = fork();
	if (pid) {
		setpgid(pid, pid);
		return pid;
	}
	setpgid(0, 0);
	foreground_set(getpid());
	static const int ours[] = { SIGHUP, SIGTTOU, SIGTTIN, SIGTSTP, SIGPIPE, SIGINT, SIGQUIT };
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		signal(ours[i], SIG_DFL);
	close(report);
	close(command);
	union {
		const char *const *given;
		char *const *wanted; /* exec changes nothing, but its type is older than const */
	} words = { .given = argv };
	execvp(argv[0], words.wanted);
	_exit(127);
}

/* Waits until the tests allow it, then brings the stopped program back. */
static void program_continue(pid_t pid, int command)
{
	char byte;
	ssize_t n;
	while ((n = read(command, &byte, 1)) < 0 && errno == EINTR)
		;
	if (n <= 0) {
		kill(-pid, SIGKILL);
		_exit(0);
	}
	foreground_set(pid);
	kill(-pid, SIGCONT);
}

_Noreturn void leader_run(const char *const argv[], int report, int command, bool ignore_hangup)
{
	static const int ignored[] = { SIGTTOU, SIGTTIN, SIGTSTP, SIGPIPE, SIGINT, SIGQUIT };
	struct sigaction hangup = { .sa_handler = on_hangup };
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	if (ignore_hangup)
		hangup.sa_handler = SIG_IGN;
	sigaction(SIGHUP, &hangup, NULL);
	pid_t pid = program_start(argv, report, command);
	program = pid;
	report_write(report, pid, -1);
	for (;;) {
		int status;
		if (waitpid(pid, &status, WUNTRACED) < 0) {
			if (errno == EINTR)
				continue;
			break;
		}
		report_write(report, pid, status);
		if (!WIFSTOPPED(status))
			break;
		program_continue(pid, command);
	}
	char byte;
	while (read(command, &byte, 1) > 0 || errno == EINTR)
		errno = 0;
	_exit(0);
}
