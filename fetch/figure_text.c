#include "fetch/figure_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/payload.h"

#define FIGURE_BYTES 48
#define DAY_S 86400
#define HOUR_S 3600

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Copies the digits, leaving out commas that part thousands. The bytes read, 0: no number. */
static size_t copy_digits(const char *text, char *out)
{
	size_t used = 0, group = 0, kept = 0;
	bool parted = false;
	for (; is_digit(text[used]) || text[used] == ','; used++) {
		if (text[used] == ',') {
			if (!group || group > 3 || (parted && group != 3))
				return 0;
			parted = true;
			group = 0;
			continue;
		}
		if (kept == FIGURE_BYTES / 2)
			return 0;
		out[kept++] = text[used];
		group++;
	}
	out[kept] = '\0';
	return parted && group != 3 ? 0 : used;
}

double figure_read(const char *text)
{
	char plain[FIGURE_BYTES];
	size_t kept = 0;
	if (!text)
		return (double)NAN;
	bool signs = *text == '+' || *text == '-';
	if (*text == '-')
		plain[kept++] = '-';
	text += signs;
	text += *text == '$';
	size_t used = copy_digits(text, plain + kept);
	if (!used)
		return (double)NAN;
	kept = strlen(plain);
	text += used;
	if (*text == '.') {
		size_t digits = strspn(text + 1, "0123456789");
		if (!digits || kept + digits + 2 > sizeof plain)
			return (double)NAN;
		memcpy(plain + kept, text, digits + 1);
		kept += digits + 1;
		text += digits + 1;
	}
	plain[kept] = '\0';
	text += *text == '%';
	return *text ? (double)NAN : strtod(plain, NULL);
}

double figure_member(const cJSON *object, const char *name)
{
	const char *text = json_string(object, name);
	return text ? figure_read(text) : json_number(object, name);
}

double figure_price(const cJSON *object, const char *name)
{
	double value = figure_member(object, name);
	return value > 0 ? value : (double)NAN;
}

/* ---- New York ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int weekday(int64_t day)
{
	return (int)((((day + 4) % 7) + 7) % 7); /* 0 Sunday; 1970-01-01 was a Thursday */
}

static int64_t nth_sunday(int64_t year, int month, int nth)
{
	int64_t first = timestamp_days(year, month, 1);
	return first + (7 - weekday(first)) % 7 + (int64_t)(nth - 1) * 7;
}

/* Since 2007 from the second Sunday of March to the first of November; trading days begin after the change. */
static bool is_summer(int64_t day)
{
	int64_t year;
	int month, date;
	timestamp_civil(day, &year, &month, &date);
	return day >= nth_sunday(year, 3, 2) && day < nth_sunday(year, 11, 1);
}

int64_t eastern_instant(int64_t day, int second)
{
	return day * DAY_S + second + (is_summer(day) ? 4 : 5) * HOUR_S;
}

int64_t day_end(int64_t close, int64_t fetched)
{
	return close > fetched && close - fetched < DAY_S ? fetched : close;
}

int64_t eastern_close(int64_t day, int64_t fetched)
{
	return day_end(eastern_instant(day, 16 * HOUR_S), fetched);
}

bool eastern_is_trading(int64_t now)
{
	/* No day of New York's changes its offset while it trades there, nor while the date in Greenwich is another. */
	int64_t day = floor_div(now, DAY_S);
	return weekday(day) != 0 && weekday(day) != 6 && now >= eastern_instant(day, 9 * HOUR_S + 1800) &&
	       now < eastern_instant(day, 16 * HOUR_S);
}

int64_t eastern_last_close(int64_t now)
{
	int64_t day = floor_div(now, DAY_S);
	while (weekday(day) == 0 || weekday(day) == 6 || eastern_instant(day, 16 * HOUR_S) > now)
		day--;
	return eastern_instant(day, 16 * HOUR_S);
}
