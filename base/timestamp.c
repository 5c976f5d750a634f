#include "base/timestamp.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

int64_t timestamp_days(int64_t year, int month, int day)
{
	/* Howard Hinnant, "chrono-compatible low-level date algorithms". */
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t yoe = year - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

void timestamp_civil(int64_t days, int64_t *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t clamp_year(int64_t seconds)
{
	const int64_t first = -62167219200; /* 0000-01-01T00:00:00Z */
	const int64_t last = 253402300799;  /* 9999-12-31T23:59:59Z */
	return seconds < first ? first : seconds > last ? last : seconds;
}

void timestamp_format_rfc3339(int64_t seconds, char out[TIMESTAMP_SIZE])
{
	seconds = clamp_year(seconds);
	int64_t days = floor_div(seconds, 86400);
	int rest = (int)(seconds - days * 86400);
	int64_t year;
	int month, day;
	timestamp_civil(days, &year, &month, &day);
	snprintf(out, TIMESTAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, month, day, rest / 3600,
		 rest / 60 % 60, rest % 60);
}

void timestamp_format_date(int64_t seconds, char out[TIMESTAMP_SIZE])
{
	timestamp_format_rfc3339(seconds, out);
	out[10] = '\0';
}

static bool read_digits(const char **p, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		char c = **p;
		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
		++*p;
	}
	return true;
}

static bool read_char(const char **p, char wanted)
{
	if (**p != wanted)
		return false;
	++*p;
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

static bool read_date(const char **p, int64_t *seconds)
{
	int year, month, day;
	if (!read_digits(p, 4, &year) || !read_char(p, '-') || !read_digits(p, 2, &month) || !read_char(p, '-') ||
	    !read_digits(p, 2, &day))
		return false;
	if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	*seconds = timestamp_days(year, month, day) * 86400;
	return true;
}

static bool read_clock(const char **p, int64_t *seconds)
{
	int hour, minute, second;
	if (!read_digits(p, 2, &hour) || !read_char(p, ':') || !read_digits(p, 2, &minute) || !read_char(p, ':') ||
	    !read_digits(p, 2, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (read_char(p, '.')) {
		if (**p < '0' || **p > '9')
			return false;
		while (**p >= '0' && **p <= '9')
			++*p;
	}
	*seconds += hour * 3600 + minute * 60 + second;
	return true;
}

static bool read_zone(const char **p, int64_t *seconds)
{
	if (read_char(p, 'Z') || read_char(p, 'z'))
		return true;
	int sign = **p == '-' ? 1 : **p == '+' ? -1 : 0;
	int hour, minute;
	if (!sign)
		return false;
	++*p;
	if (!read_digits(p, 2, &hour) || !read_char(p, ':') || !read_digits(p, 2, &minute))
		return false;
	if (hour > 23 || minute > 59)
		return false;
	*seconds += sign * (hour * 3600 + minute * 60);
	return true;
}

int timestamp_parse_rfc3339(const char *text, int64_t *seconds)
{
	const char *p = text;
	int64_t value;
	if (!read_date(&p, &value) || !(read_char(&p, 'T') || read_char(&p, 't') || read_char(&p, ' ')) ||
	    !read_clock(&p, &value) || !read_zone(&p, &value) || *p)
		return -1;
	*seconds = value;
	return 0;
}

int timestamp_parse_date(const char *text, int64_t *seconds)
{
	const char *p = text;
	int64_t value;
	if (!read_date(&p, &value) || *p)
		return -1;
	*seconds = value;
	return 0;
}

void timestamp_format_age(int64_t age_s, char out[TIMESTAMP_SIZE])
{
	static const struct {
		int64_t from, unit;
		const char *name;
	} steps[] = {
		{ 2 * 365 * 86400, 365 * 86400, "y" },
		{ 60 * 86400, 30 * 86400, "mo" },
		{ 2 * 86400, 86400, "d" },
		{ 2 * 3600, 3600, "h" },
		{ 120, 60, "min" },
	};
	if (age_s < 0)
		age_s = 0;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (age_s >= steps[i].from) {
			snprintf(out, TIMESTAMP_SIZE, "%lld %s", (long long)(age_s / steps[i].unit), steps[i].name);
			return;
		}
	snprintf(out, TIMESTAMP_SIZE, "%lld s", (long long)age_s);
}
