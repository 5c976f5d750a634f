/* The parser of share/calendars: a table of entries, one meaning a row. */
#include "market/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/tsv.h"

enum column { ENTRY, FIRST, SECOND, NOTE };

static const char *const columns[] = {
	[ENTRY] = "entry", [FIRST] = "first", [SECOND] = "second", [NOTE] = "note", NULL,
};

static bool read_number(const char **p, int digits, int limit, int *out)
{
	*out = 0;
	for (int i = 0; i < digits; i++, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return *out <= limit;
}

/* "09:30" */
static bool read_clock(const char **p, int *seconds)
{
	int hour, minute;
	if (!read_number(p, 2, 23, &hour) || *(*p)++ != ':' || !read_number(p, 2, 59, &minute))
		return false;
	*seconds = hour * 3600 + minute * 60;
	return true;
}

static int parse_clock(const struct tsv *t, size_t column, int *seconds, struct error *err)
{
	const char *p = tsv_field(t, column);
	if (!read_clock(&p, seconds) || *p)
		return tsv_refuse(t, column, err, "a time like 09:30");
	return 0;
}

static int parse_span(const struct tsv *t, struct clock_span *span, struct error *err)
{
	if (parse_clock(t, FIRST, &span->from, err) || parse_clock(t, SECOND, &span->to, err))
		return -1;
	if (span->to <= span->from)
		return tsv_refuse(t, SECOND, err, "a time after %s", tsv_field(t, FIRST));
	return 0;
}

static int parse_exchange(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	return tsv_text(t, FIRST, true, c->code, sizeof c->code, err) ||
			       tsv_text(t, SECOND, true, c->name, sizeof c->name, err)
		       ? -1
		       : 0;
}

/* ET, -05:00 */
static int parse_zone(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	if (tsv_text(t, FIRST, true, c->zone, sizeof c->zone, err))
		return -1;
	const char *p = tsv_field(t, SECOND);
	int sign = *p == '-' ? -1 : 1;
	if ((*p != '-' && *p != '+') || (p++, !read_clock(&p, &c->utc_offset)) || *p)
		return tsv_refuse(t, SECOND, err, "an offset like -05:00");
	c->utc_offset *= sign;
	return 0;
}

/* "03/2 02:00": the second Sunday of March at two; "10/-1 03:00": the last of October. */
static int parse_edge(const struct tsv *t, size_t column, struct daylight_edge *e, struct error *err)
{
	const char *p = tsv_field(t, column);
	bool good = read_number(&p, 2, 12, &e->month) && e->month > 0 && *p++ == '/';
	int sign = good && *p == '-' ? -1 : 1;
	if (sign < 0)
		p++;
	good = good && read_number(&p, 1, sign < 0 ? 1 : 4, &e->nth) && e->nth > 0 && *p++ == ' ' &&
	       read_clock(&p, &e->second) && !*p;
	if (!good)
		return tsv_refuse(t, column, err, "month/Sunday and time, like 03/2 02:00");
	e->nth *= sign;
	return 0;
}

static int parse_summer(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	if (parse_edge(t, FIRST, &c->summer_begin, err) || parse_edge(t, SECOND, &c->summer_end, err))
		return -1;
	if (c->summer_end.month <= c->summer_begin.month)
		return tsv_refuse(t, SECOND, err, "a month after that of %s", tsv_field(t, FIRST));
	return 0;
}

static int parse_day(const struct tsv *t, size_t column, int64_t *day, struct error *err)
{
	if (tsv_date(t, column, day, err))
		return -1;
	*day /= 86400;
	return 0;
}

static int parse_valid(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	if (parse_day(t, FIRST, &c->valid_from, err) || parse_day(t, SECOND, &c->valid_until, err))
		return -1;
	if (c->valid_until < c->valid_from)
		return tsv_refuse(t, SECOND, err, "a date not before %s", tsv_field(t, FIRST));
	return 0;
}

static int parse_announced(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	if (parse_day(t, FIRST, &c->announced_until, err))
		return -1;
	return *tsv_field(t, SECOND) ? tsv_refuse(t, SECOND, err, "nothing") : 0;
}

static int parse_pre(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	return parse_span(t, &c->pre, err);
}

static int parse_open(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	return parse_span(t, &c->open, err);
}

static int parse_lunch(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	return parse_span(t, &c->lunch, err);
}

static int parse_post(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	return parse_span(t, &c->post, err);
}

static int add_day(struct session_calendar *c, const struct tsv *t, const struct calendar_day *d, struct error *err)
{
	if (c->day_count && d->day <= c->days[c->day_count - 1].day)
		return tsv_refuse(t, FIRST, err, "a date after that of the row above");
	if (c->day_count == c->day_capacity) {
		size_t capacity = c->day_capacity ? c->day_capacity * 2 : 64;
		struct calendar_day *days = realloc(c->days, capacity * sizeof *days);
		if (!days)
			return error_set(err, "out of memory");
		c->days = days;
		c->day_capacity = capacity;
	}
	c->days[c->day_count++] = *d;
	return 0;
}

static int parse_closed(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	struct calendar_day d = { 0 };
	if (parse_day(t, FIRST, &d.day, err))
		return -1;
	if (*tsv_field(t, SECOND))
		return tsv_refuse(t, SECOND, err, "nothing for a day that is closed");
	return add_day(c, t, &d, err);
}

static int parse_early(struct session_calendar *c, const struct tsv *t, struct error *err)
{
	struct calendar_day d = { 0 };
	if (parse_day(t, FIRST, &d.day, err) || parse_clock(t, SECOND, &d.closes, err))
		return -1;
	if (d.closes <= c->open.from || d.closes >= c->open.to)
		return tsv_refuse(t, SECOND, err, "a time inside the hours of the row \"open\" above");
	return add_day(c, t, &d, err);
}

static const struct entry {
	const char *name;
	int (*parse)(struct session_calendar *c, const struct tsv *t, struct error *err);
	bool required, repeats;
} entries[] = {
	{ "exchange", parse_exchange, true, false },
	{ "zone", parse_zone, true, false },
	{ "summer", parse_summer, false, false },
	{ "valid", parse_valid, true, false },
	{ "announced", parse_announced, false, false },
	{ "pre", parse_pre, false, false },
	{ "open", parse_open, true, false },
	{ "lunch", parse_lunch, false, false },
	{ "post", parse_post, false, false },
	{ "closed", parse_closed, false, true },
	{ "early", parse_early, false, true },
};
#define ENTRIES (sizeof entries / sizeof *entries)

static int parse_row(struct session_calendar *c, const struct tsv *t, bool seen[ENTRIES], struct error *err)
{
	for (size_t i = 0; i < ENTRIES; i++) {
		if (strcmp(entries[i].name, tsv_field(t, ENTRY)))
			continue;
		if (seen[i] && !entries[i].repeats)
			return tsv_refuse(t, ENTRY, err, "an entry that no row above has");
		seen[i] = true;
		return entries[i].parse(c, t, err);
	}
	return tsv_refuse(t, ENTRY, err,
			  "one of exchange, zone, summer, valid, announced, pre, open, lunch, post, "
			  "closed, early");
}

/* The spans of a day must follow one another, and special days lie in the time the file answers for. */
static int check_whole(const struct session_calendar *c, const bool seen[ENTRIES], struct error *err)
{
	for (size_t i = 0; i < ENTRIES; i++)
		if (entries[i].required && !seen[i])
			return error_set(err, "calendar: expected a row \"%s\", found none", entries[i].name);
	if (c->pre.to && c->pre.to > c->open.from)
		return error_set(err, "calendar %s: expected \"pre\" to end by the opening", c->code);
	if (c->lunch.to && (c->lunch.from <= c->open.from || c->lunch.to >= c->open.to))
		return error_set(err, "calendar %s: expected \"lunch\" inside the hours of \"open\"", c->code);
	if (c->post.to && c->post.from != c->open.to)
		return error_set(err, "calendar %s: expected \"post\" to begin at the close", c->code);
	if (c->day_count && (c->days[0].day < c->valid_from || c->days[c->day_count - 1].day > c->valid_until))
		return error_set(err, "calendar %s: expected all days inside \"valid\"", c->code);
	return 0;
}

/* Without a row "announced" all is. */
static int settle_announced(struct session_calendar *c, struct error *err)
{
	if (!c->announced_until)
		c->announced_until = c->valid_until;
	if (c->announced_until < c->valid_from || c->announced_until > c->valid_until)
		return error_set(err, "calendar %s: expected \"announced\" inside \"valid\"", c->code);
	return 0;
}

static int parse_rows(struct session_calendar *c, struct tsv *t, struct error *err)
{
	bool seen[ENTRIES] = { false };
	int status;
	while ((status = tsv_next(t, err)) == 1)
		if (parse_row(c, t, seen, err))
			return -1;
	return status || check_whole(c, seen, err) || settle_announced(c, err) ? -1 : 0;
}

int session_calendar_parse(struct session_calendar **out, const char *text, size_t length, struct error *err)
{
	*out = NULL;
	struct tsv t;
	if (tsv_open(&t, "calendar", columns, text, length, err))
		return -1;
	struct session_calendar *c = calloc(1, sizeof *c);
	if (!c)
		return error_set(err, "out of memory");
	if (parse_rows(c, &t, err)) {
		session_calendar_free(c);
		return -1;
	}
	*out = c;
	return 0;
}
