#include "fetch/retry_after.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"

struct date {
	int year, month, day, hour, minute, second;
	bool short_year;
};

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

static bool read_text(const char **p, const char *text)
{
	size_t length = strlen(text);
	if (strncasecmp(*p, text, length) != 0)
		return false;
	*p += length;
	return true;
}

static bool read_number(const char **p, int digits, int *value)
{
	*value = 0;
	for (int i = 0; i < digits; i++, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		*value = *value * 10 + (**p - '0');
	}
	return true;
}

static bool read_month(const char **p, int *month)
{
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (read_text(p, months[i])) {
			*month = (int)i + 1;
			return true;
		}
	return false;
}

static bool read_weekday(const char **p, bool whole)
{
	for (size_t i = 0; i < sizeof weekdays / sizeof *weekdays; i++) {
		size_t length = whole ? strlen(weekdays[i]) : 3;
		if (!strncasecmp(*p, weekdays[i], length)) {
			*p += length;
			return true;
		}
	}
	return false;
}

static bool read_clock(const char **p, struct date *d)
{
	return read_number(p, 2, &d->hour) && read_text(p, ":") && read_number(p, 2, &d->minute) && read_text(p, ":") &&
	       read_number(p, 2, &d->second);
}

static bool read_fixdate(const char *p, struct date *d)
{
	return read_weekday(&p, false) && read_text(&p, ", ") && read_number(&p, 2, &d->day) && read_text(&p, " ") &&
	       read_month(&p, &d->month) && read_text(&p, " ") && read_number(&p, 4, &d->year) && read_text(&p, " ") &&
	       read_clock(&p, d) && read_text(&p, " GMT") && !*p;
}

static bool read_rfc850(const char *p, struct date *d)
{
	d->short_year = true;
	return read_weekday(&p, true) && read_text(&p, ", ") && read_number(&p, 2, &d->day) && read_text(&p, "-") &&
	       read_month(&p, &d->month) && read_text(&p, "-") && read_number(&p, 2, &d->year) && read_text(&p, " ") &&
	       read_clock(&p, d) && read_text(&p, " GMT") && !*p;
}

static bool read_asctime(const char *p, struct date *d)
{
	if (!read_weekday(&p, false) || !read_text(&p, " ") || !read_month(&p, &d->month) || !read_text(&p, " "))
		return false;
	bool one_digit = read_text(&p, " ");
	return read_number(&p, one_digit ? 1 : 2, &d->day) && read_text(&p, " ") && read_clock(&p, d) &&
	       read_text(&p, " ") && read_number(&p, 4, &d->year) && !*p;
}

static int year_of(int64_t now)
{
	int64_t year;
	int month, day;
	timestamp_civil(now / 86400, &year, &month, &day);
	return (int)year;
}

static int resolve(struct date *d, int64_t now, int64_t *seconds)
{
	if (d->short_year) {
		int this_year = year_of(now);
		d->year += this_year - this_year % 100;
		if (d->year > this_year + 50)
			d->year -= 100;
	}
	if (d->day < 1 || d->hour > 23 || d->minute > 59 || d->second > 60)
		return -1;
	int64_t days = timestamp_days(d->year, d->month, d->day), year;
	int month, day;
	timestamp_civil(days, &year, &month, &day);
	if (month != d->month || day != d->day)
		return -1; /* 31 February */
	*seconds = days * 86400 + d->hour * 3600 + d->minute * 60 + d->second;
	return 0;
}

int http_date_parse(const char *text, int64_t now, int64_t *seconds)
{
	bool (*const forms[])(const char *, struct date *) = { read_fixdate, read_rfc850, read_asctime };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct date d = { 0 };
		if (forms[i](text, &d))
			return resolve(&d, now, seconds);
	}
	return -1;
}

int retry_after_parse(const char *text, int64_t now, int64_t *until)
{
	size_t digits = strspn(text, "0123456789");
	if (!digits || text[digits])
		return http_date_parse(text, now, until);
	if (digits > 15)
		return -1;
	int64_t wait = 0;
	for (const char *p = text; *p; p++)
		wait = wait * 10 + (*p - '0');
	*until = now + wait;
	return 0;
}

int retry_after_wait(const char *text, int64_t now)
{
	int64_t until;
	if (retry_after_parse(text, now, &until) || until <= now || until - now > RETRY_AFTER_MAX_S)
		return -1;
	return (int)(until - now);
}
