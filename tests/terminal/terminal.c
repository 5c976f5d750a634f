#include "tests/terminal/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "tests/terminal/leader.h"

#define OUTPUT_MAX ((size_t)256 << 20)

struct terminal {
	int master, report, command; /* -1 closed */
	pid_t leader, program;
	struct termios before;
	VTerm *vterm;
	VTermScreen *screen;
	bool alternate, cursor_visible, mouse;
	bool stopped, ended;
	int status;           /* of waitpid, when stopped or ended */
	struct buffer output; /* without the leader's marks */
	size_t shown;         /* bytes of output that the emulator has had */
	int marks;            /* seen, less reports read: 0 when both of each have come */
	struct buffer *row;   /* owned; what terminal_row lent */
};

static int on_property(VTermProp property, VTermValue *value, void *cls)
{
	struct terminal *t = cls;
	if (property == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	if (property == VTERM_PROP_MOUSE)
		t->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

static void give_up(const char *what)
{
	perror(what);
	exit(99);
}

static void environment_apply(const char *const *changes)
{
	for (; changes && *changes; changes++) {
		char name[256];
		const char *equals = strchr(*changes, '=');
		snprintf(name, sizeof name, "%.*s", (int)strcspn(*changes, "="), *changes);
		if (equals)
			setenv(name, equals + 1, 1);
		else
			unsetenv(name);
	}
}

static void leader_start(struct terminal *t, const struct terminal_options *options, struct winsize *size)
{
	int report[2], command[2];
	if (pipe(report) || pipe(command))
		give_up("pipe");
	t->leader = forkpty(&t->master, NULL, NULL, size);
	if (t->leader < 0)
		give_up("forkpty");
	if (!t->leader) {
		close(report[0]);
		close(command[1]);
		environment_apply(options->environment);
		leader_run(options->argv, report[1], command[0], options->ignore_hangup);
	}
	close(report[1]);
	close(command[0]);
	t->report = report[0];
	t->command = command[1];
	for (size_t i = 0; i < 3; i++)
		fcntl((int[]){ t->master, t->report, t->command }[i], F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
}

struct terminal *terminal_start(const struct terminal_options *options)
{
	struct terminal *t = calloc(1, sizeof *t);
	if (!t || !(t->row = calloc(1, sizeof *t->row)))
		give_up("calloc");
	int rows = options->rows ? options->rows : 24, columns = options->columns ? options->columns : 80;
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	buffer_init(&t->output, OUTPUT_MAX);
	buffer_init(t->row, 0);
	t->vterm = vterm_new(rows, columns);
	vterm_set_utf8(t->vterm, 1);
	t->screen = vterm_obtain_screen(t->vterm);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	t->cursor_visible = true;
	leader_start(t, options, &size);
	tcgetattr(t->master, &t->before);
	return t;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void terminal_free(struct terminal *t)
{
	if (t->program > 0 && !t->ended)
		kill(-t->program, SIGKILL);
	close_end(&t->command);
	close_end(&t->master);
	close_end(&t->report);
	while (waitpid(t->leader, NULL, 0) < 0 && errno == EINTR)
		;
	vterm_free(t->vterm);
	buffer_release(&t->output);
	buffer_release(t->row);
	free(t->row);
	free(t);
}

/* What the emulator answers to questions of the program. */
static void vterm_answer(struct terminal *t)
{
	char bytes[256];
	size_t n = vterm_output_read(t->vterm, bytes, sizeof bytes);
	if (n && t->master >= 0)
		(void)!write(t->master, bytes, n);
}

/* Gives the emulator what it has not had, and takes the leader's marks out. A mark that has come by half waits
 * for its rest: programs do not write DEL. */
static void output_show(struct terminal *t)
{
	static const size_t mark = sizeof LEADER_MARK - 1;
	while (t->shown < t->output.length) {
		char *start = t->output.data + t->shown;
		size_t left = t->output.length - t->shown;
		char *del = memchr(start, 0x7f, left);
		size_t plain = del ? (size_t)(del - start) : left;
		size_t rest = left - plain;
		if (del == start && memcmp(del, LEADER_MARK, rest < mark ? rest : mark) == 0) {
			if (rest < mark)
				return;
			memmove(del, del + mark, rest - mark + 1);
			t->output.length -= mark;
			t->marks++;
			continue;
		}
		plain += !plain;
		vterm_input_write(t->vterm, start, plain);
		t->shown += plain;
		vterm_answer(t);
	}
}

static void master_read(struct terminal *t)
{
	char block[65536];
	ssize_t n = read(t->master, block, sizeof block);
	if (n > 0 && buffer_append(&t->output, block, (size_t)n))
		give_up("the program writes without end");
	if (n > 0)
		output_show(t);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_end(&t->master);
}

static void report_read(struct terminal *t)
{
	struct leader_report report;
	if (read(t->report, &report, sizeof report) != sizeof report) {
		close_end(&t->report);
		return;
	}
	t->program = report.pid;
	if (report.status == -1)
		return;
	t->status = report.status;
	t->stopped = WIFSTOPPED(report.status);
	t->ended = !t->stopped;
	t->marks--;
}

/* Waits for bytes or a report; false: nothing came by the deadline, or nothing can. */
static bool turn(struct terminal *t, int64_t deadline_ms)
{
	int64_t left = deadline_ms - clock_steady_ms();
	struct pollfd p[] = { { .fd = t->master, .events = POLLIN }, { .fd = t->report, .events = POLLIN } };
	if ((t->master < 0 && t->report < 0) || poll(p, 2, left > 0 ? (int)left : 0) <= 0)
		return false;
	if (p[0].revents)
		master_read(t);
	if (p[1].revents)
		report_read(t);
	return true;
}

/* Whether all that came before the last report has been read. */
static bool is_settled(const struct terminal *t)
{
	return t->marks == 0 || t->master < 0;
}

void terminal_read(struct terminal *t)
{
	while (turn(t, 0))
		;
}

static void screen_dump(const struct terminal *t)
{
	for (int row = 0; row < terminal_rows(t); row++)
		fprintf(stderr, "%3d|%s\n", row, terminal_row(t, row));
}

bool terminal_wait(struct terminal *t, bool (*is_so)(const struct terminal *t, const void *cls), const void *cls)
{
	int64_t deadline = clock_steady_ms() + TERMINAL_DEADLINE_MS;
	while (!is_so(t, cls)) {
		if ((t->ended && is_settled(t)) || !turn(t, deadline)) {
			screen_dump(t);
			return false;
		}
	}
	return true;
}

static bool text_is_there(const struct terminal *t, const void *text)
{
	return terminal_has_text(t, text);
}

static bool text_is_gone(const struct terminal *t, const void *text)
{
	return !terminal_has_text(t, text);
}

bool terminal_wait_text(struct terminal *t, const char *text)
{
	return terminal_wait(t, text_is_there, text);
}

bool terminal_wait_no_text(struct terminal *t, const char *text)
{
	return terminal_wait(t, text_is_gone, text);
}

void terminal_type(struct terminal *t, const char *bytes)
{
	for (size_t left = strlen(bytes); left && t->master >= 0;) {
		ssize_t n = write(t->master, bytes, left);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return;
		if (n > 0) {
			bytes += n;
			left -= (size_t)n;
		}
	}
}

void terminal_resize(struct terminal *t, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	terminal_read(t);
	vterm_set_size(t->vterm, rows, columns);
	ioctl(t->master, TIOCSWINSZ, &size);
}

void terminal_forget(struct terminal *t)
{
	terminal_read(t);
	vterm_input_write(t->vterm, "\033[2J", 4);
}

void terminal_signal(struct terminal *t, int signal)
{
	if (terminal_pid(t) > 0)
		kill(t->program, signal);
}

void terminal_hang_up(struct terminal *t)
{
	(void)terminal_pid(t);
	close_end(&t->master);
}

bool terminal_wait_stop(struct terminal *t)
{
	int64_t deadline = clock_steady_ms() + TERMINAL_DEADLINE_MS;
	while (!(t->stopped && is_settled(t)))
		if ((t->ended && is_settled(t)) || !turn(t, deadline))
			return false;
	return true;
}

void terminal_continue(struct terminal *t)
{
	t->stopped = false;
	(void)!write(t->command, "c", 1);
}

int terminal_wait_end(struct terminal *t)
{
	int64_t deadline = clock_steady_ms() + TERMINAL_DEADLINE_MS;
	while (!(t->ended && is_settled(t))) {
		if (!turn(t, deadline)) {
			screen_dump(t);
			return -1;
		}
	}
	return WIFEXITED(t->status) ? WEXITSTATUS(t->status) : 128 + WTERMSIG(t->status);
}

int terminal_rows(const struct terminal *t)
{
	int rows, columns;
	vterm_get_size(t->vterm, &rows, &columns);
	return rows;
}

int terminal_columns(const struct terminal *t)
{
	int rows, columns;
	vterm_get_size(t->vterm, &rows, &columns);
	return columns;
}

pid_t terminal_pid(struct terminal *t)
{
	int64_t deadline = clock_steady_ms() + TERMINAL_DEADLINE_MS;
	while (t->program <= 0 && turn(t, deadline))
		;
	return t->program;
}

static VTermScreenCell cell_get(const struct terminal *t, int row, int column)
{
	VTermScreenCell cell = { 0 };
	vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = column }, &cell);
	return cell;
}

const char *terminal_row(const struct terminal *t, int row)
{
	struct buffer *text = t->row;
	size_t kept = 0;
	buffer_clear(text);
	for (int column = 0; column < terminal_columns(t) && row < terminal_rows(t);) {
		VTermScreenCell cell = cell_get(t, row, column);
		for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
			char bytes[4];
			buffer_append(text, bytes, utf8_encode(cell.chars[i], bytes));
			if (cell.chars[i] != ' ')
				kept = text->length;
		}
		if (!cell.chars[0])
			buffer_append_char(text, ' ');
		column += cell.width > 1 ? cell.width : 1;
	}
	if (text->data)
		text->data[text->length = kept] = '\0';
	return buffer_text(text);
}

int terminal_find_row(const struct terminal *t, const char *text)
{
	for (int row = 0; row < terminal_rows(t); row++)
		if (strstr(terminal_row(t, row), text))
			return row;
	return -1;
}

bool terminal_has_text(const struct terminal *t, const char *text)
{
	return terminal_find_row(t, text) >= 0;
}

size_t terminal_filled_cells(const struct terminal *t)
{
	size_t count = 0;
	for (int row = 0; row < terminal_rows(t); row++)
		for (const char *c = terminal_row(t, row); *c; c++)
			count += *c != ' ' && (*c & 0xc0) != 0x80;
	return count;
}

uint32_t terminal_cell_colour(const struct terminal *t, int row, int column)
{
	VTermScreenCell cell = cell_get(t, row, column);
	vterm_screen_convert_color_to_rgb(t->screen, &cell.fg);
	return (uint32_t)cell.fg.rgb.red << 16 | (uint32_t)cell.fg.rgb.green << 8 | cell.fg.rgb.blue;
}

bool terminal_is_alternate(const struct terminal *t)
{
	return t->alternate;
}

bool terminal_cursor_is_visible(const struct terminal *t)
{
	return t->cursor_visible;
}

bool terminal_mouse_is_on(const struct terminal *t)
{
	return t->mouse;
}

bool terminal_is_cooked(const struct terminal *t)
{
	struct termios now;
	if (t->master < 0 || tcgetattr(t->master, &now))
		return false;
	return now.c_iflag == t->before.c_iflag && now.c_oflag == t->before.c_oflag &&
	       now.c_lflag == t->before.c_lflag && now.c_cflag == t->before.c_cflag &&
	       !memcmp(now.c_cc, t->before.c_cc, sizeof now.c_cc);
}

const struct buffer *terminal_output(const struct terminal *t)
{
	return &t->output;
}
