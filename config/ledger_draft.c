/* A row in the person's own ledger, ready for an editor. The file is opened for appending alone, or made
 * where there is none, so that what a person wrote there is never written again. */
#include "config/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/shipped.h"

#define COLUMNS_FIRST 18 /* a file may leave out the columns after these */
#define COLUMNS 21

static const char head[] =
	"# Your own ledger. Its rows are merged with those that come with froth: a row with an id from there takes\n"
	"# that row's place, any other id is a new row. Fields are parted by single tabs; an empty one is not known.\n"
	"#\n"
	"#   date         2026-02-27, 2026-02 or 2026\n"
	"#   amount_*     in units of the currency: 30e9 is thirty billion (10^9). \"Up to\": the low end is 0\n"
	"#   class        rumour, cancelled, loi, plan, framework, contract-conditional, contract, committed, done;\n"
	"#                or fact, guidance, quote\n"
	"#   confidence   high, medium or low\n"
	"#   payer, payee codes of the two ends of the money, as NVDA or OAI; empty where no money moves\n"
	"#   supersedes   id of the row that this one replaces\n"
	"#   source       a link, or a citation\n"
	"#\n"
	"# A wrong row refuses the whole file: froth names the line and the field, and keeps the rows as they were.\n";

/* ---- one row as text ---- */

/* The line with the columns' names, as the shipped ledger has it; borrowed, without its end. */
static const char *column_line(size_t *length)
{
	const struct shipped_file *file = shipped_find("ledger.tsv");
	const char *at = file ? file->data : "";
	while (*at == '#' || *at == '\n')
		at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n');
	*length = strcspn(at, "\n");
	return at;
}

/* "30e9" where that is the number, else all its digits. */
static void format_number(double value, char out[32])
{
	*out = '\0';
	if (!isfinite(value))
		return;
	snprintf(out, 32, "%.10g%s", value >= 1e9 ? value / 1e9 : value, value >= 1e9 ? "e9" : "");
	double written = strtod(out, NULL);
	if (written < value || written > value)
		snprintf(out, 32, "%.17g", value);
}

static int append_row(struct buffer *out, const struct deal *d, int columns)
{
	char low[32], high[32], gw[32], edge_low[32], edge_high[32];
	format_number(d->amount_low, low);
	format_number(d->amount_high, high);
	format_number(d->gw, gw);
	format_number(d->edge_low, edge_low);
	format_number(d->edge_high, edge_high);
	const char *const fields[COLUMNS] = { d->id,         d->date,       d->from,       d->to,    d->kind,
					      low,           high,          d->currency,   gw,       d->term,
					      d->status,     d->class_text, d->confidence, d->payer, d->payee,
					      d->supersedes, d->source,     d->note,       edge_low, edge_high,
					      d->gw_in };
	int failed = 0;
	for (int i = 0; i < columns; i++)
		failed |= (i ? buffer_append_char(out, '\t') : 0) | buffer_append_text(out, fields[i]);
	return failed | buffer_append_char(out, '\n');
}

/* ---- the file as it is ---- */

static const char *line_end(const char *line)
{
	return line + strcspn(line, "\n");
}

/* Fields of the line that names the columns; 0 there is none yet. */
static int count_columns(const char *text)
{
	for (const char *line = text; *line; line = line_end(line) + (*line_end(line) == '\n')) {
		int count = 1;
		if (*line == '#' || *line == '\n' || *line == '\r')
			continue;
		for (const char *p = line; p < line_end(line); p++)
			count += *p == '\t';
		return count;
	}
	return 0;
}

/* The line, from 1, whose first field is the id; 0 none. */
static int find_row(const char *text, const char *id)
{
	int number = 1;
	for (const char *line = text; *line; line = line_end(line) + (*line_end(line) == '\n'), number++)
		if (strcspn(line, "\t\n") == strlen(id) && strncmp(line, id, strlen(id)) == 0)
			return number;
	return 0;
}

static int count_lines(const struct buffer *text)
{
	int count = 0;
	for (size_t i = 0; i < text->length; i++)
		count += text->data[i] == '\n';
	return count;
}

static int draft_open(struct ledger_draft *d, struct error *err)
{
	struct stat st;
	*d = (struct ledger_draft){ 0 };
	buffer_init(&d->after, LEDGER_OWN_LIMIT);
	if (ledger_own_path(d->path, err) || path_make_parent(d->path, err))
		return -1;
	d->is_new_file = stat(d->path, &st) != 0 && errno == ENOENT;
	if (d->is_new_file)
		return 0;
	if (stat(d->path, &st) || !S_ISREG(st.st_mode))
		return error_set(err, "cannot use %s: expected a file", d->path);
	if (file_read(d->path, &d->after, err))
		return -1;
	d->length = d->after.length;
	return 0;
}

/* ---- adding ---- */

static int write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text += n;
		length -= (size_t)n;
	}
	return 0;
}

/* A file that appeared meanwhile is somebody's: O_EXCL leaves it alone. */
static int put_rest(const struct ledger_draft *d, struct error *err)
{
	int fd = open(d->path, O_WRONLY | O_CLOEXEC | (d->is_new_file ? O_CREAT | O_EXCL : O_APPEND), 0600);
	if (fd < 0)
		return error_set(err, "cannot write %s: %s", d->path, strerror(errno));
	int failed = write_all(fd, d->after.data + d->length, d->after.length - d->length) ? errno : 0;
	if (close(fd) && !failed)
		failed = errno;
	return failed ? error_set(err, "cannot write %s: %s", d->path, strerror(failed)) : 0;
}

static int append_head(struct buffer *out, int columns)
{
	size_t length;
	const char *names = column_line(&length);
	if (columns)
		return 0;
	return (out->length ? 0 : buffer_append_text(out, head)) | buffer_append(out, names, length) |
	       buffer_append_char(out, '\n');
}

static int add(struct ledger_draft *d, const struct deal *row, struct error *err)
{
	struct buffer *text = &d->after;
	int columns = count_columns(buffer_text(text));
	/* A file that is no ledger is shown as it is; what is wrong with it will be said after. */
	if (columns && (columns < COLUMNS_FIRST || columns > COLUMNS)) {
		d->line = 1;
		return 0;
	}
	int failed = text->length && text->data[text->length - 1] != '\n' ? buffer_append_char(text, '\n') : 0;
	failed |= append_head(text, columns);
	d->line = count_lines(text) + 1;
	failed |= append_row(text, row, columns ? columns : COLUMNS);
	if (failed)
		return error_set(err, "%s has no room for another row", d->path);
	d->is_added = true;
	return put_rest(d, err);
}

int ledger_draft_row(struct ledger_draft *d, const struct deal *row, struct error *err)
{
	if (draft_open(d, err))
		return -1;
	d->line = find_row(buffer_text(&d->after), row->id);
	return d->line ? 0 : add(d, row, err);
}

/* "N1", "N2", ...: an id that neither the ledger nor the file has. */
static void choose_id(const struct ledger_draft *d, const struct deal_list *deals, char id[DEAL_ID_SIZE])
{
	int number = 0;
	do
		snprintf(id, DEAL_ID_SIZE, "N%d", ++number);
	while (deal_list_find(deals, id) || find_row(buffer_text(&d->after), id));
}

int ledger_draft_new(struct ledger_draft *d, const struct deal_list *deals, const char *date, struct error *err)
{
	const double none = (double)NAN;
	struct deal row = { .from = "?",
			    .kind = "?",
			    .currency = "USD",
			    .class_text = "?",
			    .confidence = "?",
			    .source = "?",
			    .gw = none,
			    .amount_low = none,
			    .amount_high = none,
			    .edge_low = none,
			    .edge_high = none };
	if (draft_open(d, err))
		return -1;
	choose_id(d, deals, row.id);
	snprintf(row.date, sizeof row.date, "%s", date);
	return add(d, &row, err);
}

/* ---- after ---- */

bool ledger_draft_settle(struct ledger_draft *d)
{
	struct buffer now;
	buffer_init(&now, LEDGER_OWN_LIMIT);
	bool is_same = file_read(d->path, &now, NULL) == 0 && now.length == d->after.length &&
		       memcmp(buffer_text(&now), buffer_text(&d->after), now.length) == 0;
	buffer_release(&now);
	if (!is_same || !d->is_added)
		return !is_same;
	if (d->is_new_file)
		unlink(d->path);
	else
		(void)!truncate(d->path, (off_t)d->length);
	return false;
}

static int check_file(struct ledger_draft *d, struct error *err)
{
	struct ledger ledger;
	int result = ledger_load(&ledger, true, err);
	if (!result && *ledger.refusal.text)
		result = error_set(err, "%s", ledger.refusal.text);
	ledger_release(&ledger);
	if (result)
		ledger_draft_settle(d);
	return result;
}

int ledger_draft_whole_row(struct ledger_draft *d, const struct deal *row, struct error *err)
{
	return ledger_draft_row(d, row, err) || check_file(d, err) ? -1 : 0;
}

void ledger_draft_release(struct ledger_draft *d)
{
	buffer_release(&d->after);
}
