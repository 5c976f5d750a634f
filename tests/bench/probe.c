/* probe paint N COMMAND...    starts COMMAND N times in a terminal of 120x36: ms from exec to 400 drawn cells
 * probe idle S COMMAND...     lets it stand for S seconds: CPU, wake-ups, bytes written, peak memory
 * probe memory COMMAND...     runs it to its end: peak memory
 *
 * Prints names and figures, a pair a line, for tests/bench/run to lay out. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CELLS 400
#define GIVE_UP_MS 10000
#define QUIET_MS 1500
#define STARTS_MAX 200

/* Counts what a terminal would draw: bytes of text that are not blank, outside of escape sequences. */
struct drawn {
	enum { TEXT, ESCAPE, CONTROL, COMMAND } state;
	size_t cells, bytes;
	unsigned char last;
};

struct run {
	pid_t pid;
	int master;
	int64_t exec_ns; /* when the child was about to exec */
	struct drawn drawn;
};

static int64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void drawn_add(struct drawn *d, const unsigned char *bytes, size_t length)
{
	d->bytes += length;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = bytes[i];
		if (d->state == TEXT && c == 0x1b)
			d->state = ESCAPE;
		else if (d->state == TEXT)
			d->cells += c > ' ' && c != 0x7f && (c & 0xc0) != 0x80;
		else if (d->state == ESCAPE && c == '[')
			d->state = CONTROL;
		else if (d->state == ESCAPE && c == ']')
			d->state = COMMAND;
		else if (d->state == ESCAPE && (c == '(' || c == ')'))
			d->last = c;
		else if (d->state == ESCAPE || (d->state == CONTROL && c >= '@') ||
			 (d->state == COMMAND && (c == '\a' || (c == '\\' && d->last == 0x1b))))
			d->state = TEXT;
		d->last = c;
	}
}

/* The child leaves the time of its exec in memory that both see. */
static struct run run_start(char **argv)
{
	struct winsize size = { .ws_row = 36, .ws_col = 120 };
	struct run r = { 0 };
	int64_t *stamp = mmap(NULL, sizeof *stamp, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (stamp == MAP_FAILED || (r.pid = forkpty(&r.master, NULL, NULL, &size)) < 0) {
		perror("probe");
		exit(1);
	}
	if (!r.pid) {
		setenv("TERM", "xterm-256color", 1);
		*stamp = now_ns();
		execvp(argv[0], argv);
		_exit(127);
	}
	while (!__atomic_load_n(stamp, __ATOMIC_ACQUIRE))
		;
	r.exec_ns = *stamp;
	munmap(stamp, sizeof *stamp);
	return r;
}

/* Reads until `cells` are drawn (0: until nothing comes any more), or the time is up. false: it ended. */
static bool run_read(struct run *r, size_t cells, int64_t until_ns)
{
	unsigned char block[65536];
	while (!cells || r->drawn.cells < cells) {
		struct pollfd p = { .fd = r->master, .events = POLLIN };
		int64_t left = (until_ns - now_ns()) / 1000000;
		if (left <= 0 || poll(&p, 1, (int)left + 1) == 0)
			return true;
		ssize_t n = read(r->master, block, sizeof block);
		if (n <= 0)
			return false;
		drawn_add(&r->drawn, block, (size_t)n);
	}
	return true;
}

/* Asks it to quit; does not insist for long. */
static void run_end(struct run *r)
{
	(void)!write(r->master, "q", 1);
	if (run_read(r, 0, now_ns() + INT64_C(1000000000)))
		kill(r->pid, SIGKILL);
	close(r->master);
	while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static int measure_paint(int starts, char **argv)
{
	static double ms[STARTS_MAX];
	if (starts < 1 || starts > STARTS_MAX)
		return 2;
	for (int i = 0; i < starts; i++) {
		struct run r = run_start(argv);
		bool runs = run_read(&r, CELLS, now_ns() + INT64_C(1000000) * GIVE_UP_MS);
		ms[i] = (double)(now_ns() - r.exec_ns) / 1e6;
		size_t cells = r.drawn.cells;
		run_end(&r);
		if (!runs || cells < CELLS) {
			fprintf(stderr, "probe: %s drew only %zu cells\n", argv[0], cells);
			return 1;
		}
	}
	qsort(ms, (size_t)starts, sizeof *ms, compare);
	printf("median_ms %.1f\nmax_ms %.1f\n", ms[starts / 2], ms[starts - 1]);
	return 0;
}

/* A figure behind a name in a file of /proc; -1 where there is none. */
static int64_t proc_figure(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	int64_t figure = -1;
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
	FILE *f = fopen(path, "re");
	while (f && fgets(line, sizeof line, f))
		if (figure < 0 && !strncmp(line, name, strlen(name)))
			figure = strtoll(line + strlen(name), NULL, 10);
	if (f)
		fclose(f);
	return figure;
}

struct usage {
	int64_t cpu_ns, switches;
	size_t bytes;
};

static struct usage usage_get(const struct run *r)
{
	return (struct usage){ .cpu_ns = proc_figure(r->pid, "schedstat", ""),
			       .switches = proc_figure(r->pid, "status", "voluntary_ctxt_switches:"),
			       .bytes = r->drawn.bytes };
}

static int measure_idle(int seconds, char **argv)
{
	struct run r = run_start(argv);
	run_read(&r, CELLS, now_ns() + INT64_C(1000000) * GIVE_UP_MS);
	bool runs = run_read(&r, 0, now_ns() + INT64_C(1000000) * QUIET_MS);
	struct usage before = usage_get(&r);
	runs = runs && run_read(&r, 0, now_ns() + INT64_C(1000000000) * seconds);
	struct usage after = usage_get(&r);
	int64_t peak_kb = proc_figure(r.pid, "status", "VmHWM:");
	run_end(&r);
	if (!runs || seconds < 1) {
		fprintf(stderr, "probe: %s ended too early\n", argv[0]);
		return 1;
	}
	printf("cpu_pct %.3f\nwakeups_s %.2f\nbytes_s %.0f\npeak_mb %.1f\n",
	       (double)(after.cpu_ns - before.cpu_ns) / 1e7 / seconds,
	       (double)(after.switches - before.switches) / seconds, (double)(after.bytes - before.bytes) / seconds,
	       (double)peak_kb / 1024);
	return 0;
}

static int measure_memory(char **argv)
{
	struct rusage usage;
	int status;
	int64_t start = now_ns();
	pid_t pid = fork();
	if (!pid) {
		int nowhere = open("/dev/null", O_WRONLY);
		dup2(nowhere, STDOUT_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) {
		perror("probe");
		return 1;
	}
	printf("peak_mb %.1f\nseconds %.1f\nstatus %d\n", (double)usage.ru_maxrss / 1024,
	       (double)(now_ns() - start) / 1e9, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 3 && !strcmp(argv[1], "paint"))
		return measure_paint((int)strtol(argv[2], NULL, 10), argv + 3);
	if (argc > 3 && !strcmp(argv[1], "idle"))
		return measure_idle((int)strtol(argv[2], NULL, 10), argv + 3);
	if (argc > 2 && !strcmp(argv[1], "memory"))
		return measure_memory(argv + 2);
	fputs("usage: probe paint N COMMAND... | idle SECONDS COMMAND... | memory COMMAND...\n", stderr);
	return 2;
}
