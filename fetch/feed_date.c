#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "fetch/feed_internal.h"
#include "fetch/feed_words.h"

/* Dates as tokens rather than as a grammar: numbers, words and signs are taken for what they can only be.
 * RFC 822 and 2822, RFC 3339, ISO 8601 with ordinal days and missing parts, asctime, epoch seconds, and what
 * people write in their own language all pass the same way; what is no date has no month or day. */

#define UNSET INT64_MIN
#define OFFSET_HOURS_MAX 15

struct date {
	int64_t year;
	int month, day, hour, minute, second;
	int64_t offset; /* seconds east of Greenwich */
	bool has_time, afternoon, morning, has_offset, korean;
	int ordinal, week; /* ISO 8601: day 1-366 or week 1-53 of the year; 0 unset */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts(const char *text, const char *what)
{
	return *text == *what && !strncmp(text, what, strlen(what));
}

/* At most nine digits; the rest of a longer run is read over. Returns the length of the run. */
static int read_digits(const char **text, int64_t *value)
{
	int length = 0;
	*value = 0;
	for (; is_digit(**text); ++*text, length++)
		if (length < 18)
			*value = *value * 10 + (**text - '0');
	return length;
}

/* ":mm[:ss[.fraction]]" after the hour. */
static void read_clock(struct date *d, const char **text, int64_t hour)
{
	int64_t value;
	d->has_time = true;
	d->hour = (int)(hour < 99 ? hour : 99);
	++*text;
	read_digits(text, &value);
	d->minute = (int)(value < 99 ? value : 99);
	if (**text == ':' && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &value);
		d->second = (int)(value < 99 ? value : 99);
	}
	if ((**text == '.' || **text == ',') && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &value);
	}
}

/* "+hhmm", "+hh:mm", "+hh", "+hmm" */
static void read_offset(struct date *d, const char **text)
{
	int sign = **text == '-' ? -1 : 1;
	int64_t hours, minutes = 0;
	++*text;
	int length = read_digits(text, &hours);
	if (length > 2) {
		minutes = hours % 100;
		hours = hours / 100 % 100;
	} else if (**text == ':' && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &minutes);
	}
	if (hours > OFFSET_HOURS_MAX) /* a slip such as +3000: the day and hour still say most of it */
		return;
	d->offset = sign * (hours * 60 + minutes) * 60;
	d->has_offset = true;
}

static void set_year(struct date *d, int64_t year, int digits)
{
	if (digits <= 2)
		year += year < 70 ? 2000 : 1900;
	else if (digits == 3) /* of programs that count from 1900 */
		year += 1900;
	d->year = year;
}

/* A number that no sign explains: the day first, the year after the month is known. */
static void take_number(struct date *d, int64_t value, int digits)
{
	if (digits >= 4)
		set_year(d, value, digits);
	else if (!d->day && value >= 1 && value <= 31 && digits <= 2)
		d->day = (int)value;
	else if (d->year == UNSET)
		set_year(d, value, digits);
}

/* "10/11/2004": the first is the month, as where most of the press in numbers writes so, unless it cannot be. */
static void read_slashes(struct date *d, const char **text, int64_t first, char sign)
{
	int64_t second, third;
	++*text;
	read_digits(text, &second);
	int digits = 0;
	if (**text == sign && is_digit((*text)[1])) {
		++*text;
		digits = read_digits(text, &third);
		set_year(d, third, digits);
	}
	bool day_first = first > 12 || sign == '.';
	d->month = (int)(day_first ? second : first);
	d->day = (int)(day_first ? first : second);
}

/* After a year of four digits and a sign: "-MM-DD", "-MM", "-DDD", "-Www-D", "-month-DD". */
static void read_iso_day(struct date *d, const char **text)
{
	char sign = *(*text)++;
	char word[DATE_WORD_SIZE];
	int64_t value;
	if ((**text == 'W' || **text == 'w') && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &value);
		d->week = (int)(value < 99 ? value : 99);
		d->day = 1;
	} else if (date_is_word_char(**text)) {
		*text += date_read_word(*text, word);
		d->month = date_month(word);
	} else if (read_digits(text, &value) == 3) {
		d->ordinal = (int)value;
		return;
	} else {
		d->month = (int)(value < 99 ? value : 99);
	}
	if (**text == sign && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &value);
		d->day = (int)(value < 99 ? value : 99);
	}
	if (!d->day)
		d->day = 1;
}

/* "20031231", "200312", "2003365", and "2003" alone are what a text begins with. */
static bool read_compact(struct date *d, int64_t value, int digits)
{
	if (digits == 8) {
		d->year = value / 10000;
		d->month = (int)(value / 100 % 100);
		d->day = (int)(value % 100);
	} else if (digits == 7) {
		d->year = value / 1000;
		d->ordinal = (int)(value % 1000);
	} else if (digits == 6) {
		d->year = value / 100;
		d->month = (int)(value % 100);
		d->day = 1;
	}
	return digits >= 6 && digits <= 8;
}

/* "T101455" after a day */
static bool read_compact_clock(struct date *d, int64_t value, int digits)
{
	if (digits != 6 && digits != 4)
		return false;
	if (digits == 6) {
		d->second = (int)(value % 100);
		value /= 100;
	}
	d->hour = (int)(value / 100);
	d->minute = (int)(value % 100);
	d->has_time = true;
	return true;
}

/* 年월 and their like after a number. */
static bool take_ideograph(struct date *d, const char **text, int64_t value)
{
	static const struct {
		const char *sign;
		char part;
	} signs[] = { { "年", 'y' }, { "년", 'y' }, { "月", 'm' }, { "월", 'm' }, { "日", 'd' },
		      { "일", 'd' }, { "時", 'h' }, { "时", 'h' }, { "시", 'h' }, { "分", 'n' },
		      { "분", 'n' }, { "秒", 's' }, { "초", 's' } };
	int small = (int)(value < 99 ? value : 99);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (!starts(*text, signs[i].sign))
			continue;
		*text += strlen(signs[i].sign);
		d->has_time |= signs[i].part == 'h';
		switch (signs[i].part) {
		case 'y':
			d->year = value;
			break;
		case 'm':
			d->month = small;
			break;
		case 'd':
			d->day = small;
			break;
		case 'h':
			d->hour = small;
			break;
		case 'n':
			d->minute = small;
			break;
		default:
			d->second = small;
			break;
		}
		return true;
	}
	return false;
}

static void read_number(struct date *d, const char **text, bool first, bool after_t)
{
	int64_t value;
	int digits = read_digits(text, &value);
	const char next = **text;
	if (take_ideograph(d, text, value))
		return;
	if (next == ':' && is_digit((*text)[1]) && digits <= 2)
		read_clock(d, text, value);
	else if (after_t && read_compact_clock(d, value, digits))
		return;
	else if (digits == 4 && d->year == UNSET && (next == '-' || next == '/' || next == '.') && !d->day &&
		 (is_digit((*text)[1]) || date_is_word_char((*text)[1]))) {
		d->year = value;
		read_iso_day(d, text);
	} else if (first && read_compact(d, value, digits))
		return;
	else if (digits <= 2 && !d->day && !d->month && (next == '/' || next == '.' || next == '-') &&
		 is_digit((*text)[1]))
		read_slashes(d, text, value, next);
	else
		take_number(d, value, digits);
}

static void take_word(struct date *d, const char *word)
{
	int minutes_east;
	bool zone = date_zone(word, &minutes_east);
	int month = date_month(word);
	if (starts(word, "오후") || starts(word, "午後") || starts(word, "下午") || !strcmp(word, "pm"))
		d->afternoon = true;
	else if (starts(word, "오전") || starts(word, "午前") || starts(word, "上午") || !strcmp(word, "am"))
		d->morning = true;
	else if (zone && (d->has_time || d->year != UNSET)) {
		d->offset = (int64_t)minutes_east * 60;
		d->has_offset = true;
	} else if (month && !d->has_time) /* a weekday may look like one: the later word is the month */
		d->month = month;
	else if (month && !d->month)
		d->month = month;
	d->korean |= starts(word, "오");
}

static void read_tokens(struct date *d, const char *text)
{
	char word[DATE_WORD_SIZE] = "";
	bool first = true;
	while (*text) {
		if (is_digit(*text)) {
			read_number(d, &text, first, !strcmp(word, "t"));
			first = false;
			word[0] = '\0';
		} else if (date_is_word_char(*text)) {
			text += date_read_word(text, word);
			take_word(d, word);
		} else if ((*text == '+' || *text == '-') && d->has_time && is_digit(text[1])) {
			read_offset(d, &text);
		} else if (*text == '(') { /* a comment of RFC 822 */
			const char *close = strchr(text, ')');
			text = close ? close + 1 : text + strlen(text);
		} else {
			text++;
		}
	}
}

static int days_in(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

/* Makes the ordinal day or the week a month and a day. */
static void settle_day(struct date *d)
{
	int64_t days = 0;
	if (d->week) { /* the week of the 4th of January is the first; 1970-01-01 was a Thursday */
		int64_t fourth = timestamp_days(d->year, 1, 4);
		days = fourth - ((fourth + 3) % 7 + 7) % 7 + (d->week - 1) * 7 + d->day - 1;
	} else if (d->ordinal) {
		days = timestamp_days(d->year, 1, 1) + d->ordinal - 1;
	} else {
		return;
	}
	timestamp_civil(days, &d->year, &d->month, &d->day);
}

static bool is_plausible(const struct date *d)
{
	if (d->year < 1900 || d->year > 2200 || d->month < 1 || d->month > 12)
		return false;
	if (d->day < 1 || d->day > days_in(d->year, d->month))
		return false;
	return d->hour <= 24 && d->minute <= 59 && d->second <= 60 && (d->hour < 24 || !(d->minute || d->second));
}

/* Seconds, or milliseconds, since 1970: ten digits to thirteen and nothing else. */
static int parse_epoch(const char *text, int64_t *seconds)
{
	int digits = read_digits(&text, seconds);
	if (*text || digits < 9 || digits > 13)
		return -1;
	if (digits > 10)
		*seconds /= 1000;
	return 0;
}

int feed_date_parse(const char *text, int64_t *seconds)
{
	struct date d = { .year = UNSET };
	while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
		text++;
	if (!parse_epoch(text, seconds))
		return 0;
	read_tokens(&d, text);
	if (d.year != UNSET && d.year >= 1900 && d.year <= 2200) {
		settle_day(&d);
		if (!d.month && !d.day && !d.has_time) /* "2003" */
			d.month = d.day = 1;
	}
	if (d.year == UNSET || !is_plausible(&d))
		return -1;
	if (d.afternoon && d.hour < 12)
		d.hour += 12;
	else if (d.morning && d.hour == 12)
		d.hour = 0;
	if (d.korean && !d.has_offset)
		d.offset = 9 * 3600;
	*seconds = timestamp_days(d.year, d.month, d.day) * 86400 + d.hour * 3600 + d.minute * 60 + d.second - d.offset;
	return 0;
}
