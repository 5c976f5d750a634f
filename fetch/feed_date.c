#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/feed_internal.h"

/* Dates as tokens rather than as a grammar: numbers, words and signs are taken for what they can only be.
 * RFC 822 and 2822, RFC 3339, ISO 8601 with ordinal days and missing parts, asctime, epoch seconds, and what
 * people write in their own language all pass the same way; what is no date has no month or day. */

#define WORD_SIZE 32
#define UNSET INT64_MIN
#define OFFSET_HOURS_MAX 15

struct date {
	int64_t year;
	int month, day, hour, minute, second;
	int64_t offset; /* seconds east of Greenwich */
	bool has_time, afternoon, morning, has_offset, korean;
	int ordinal, week; /* ISO 8601: day 1-366 or week 1-53 of the year; 0 unset */
};

struct prefix {
	const char *text;
	int value;
};

/* Month names by what begins them, in the languages that feeds were seen in, lower case. A longer prefix
 * wins, so juin and juil, mar and mai, stay apart. */
static const struct prefix months[] = {
	{ "jan", 1 },
	{ "feb", 2 },
	{ "mar", 3 },
	{ "apr", 4 },
	{ "may", 5 },
	{ "jun", 6 },
	{ "jul", 7 },
	{ "aug", 8 },
	{ "sep", 9 },
	{ "oct", 10 },
	{ "nov", 11 },
	{ "dec", 12 },
	/* French */
	{ "fév", 2 },
	{ "fev", 2 },
	{ "avr", 4 },
	{ "mai", 5 },
	{ "juin", 6 },
	{ "juil", 7 },
	{ "aoû", 8 },
	{ "aou", 8 },
	{ "déc", 12 },
	/* German, Dutch, Scandinavian */
	{ "jän", 1 },
	{ "mär", 3 },
	{ "mrz", 3 },
	{ "mrt", 3 },
	{ "maa", 3 },
	{ "mei", 5 },
	{ "maj", 5 },
	{ "okt", 10 },
	{ "dez", 12 },
	{ "des", 12 },
	/* Spanish, Portuguese, Italian, Romanian */
	{ "ene", 1 },
	{ "gen", 1 },
	{ "ian", 1 },
	{ "abr", 4 },
	{ "mag", 5 },
	{ "giu", 6 },
	{ "iun", 6 },
	{ "lug", 7 },
	{ "iul", 7 },
	{ "ago", 8 },
	{ "set", 9 },
	{ "out", 10 },
	{ "ott", 10 },
	{ "dic", 12 },
	/* Hungarian */
	{ "febr", 2 },
	{ "már", 3 },
	{ "ápr", 4 },
	{ "áp", 4 },
	{ "máj", 5 },
	{ "jún", 6 },
	{ "júl", 7 },
	{ "szep", 9 },
	{ "sze", 9 },
	/* Polish, Czech, Turkish */
	{ "sty", 1 },
	{ "led", 1 },
	{ "oca", 1 },
	{ "lut", 2 },
	{ "úno", 2 },
	{ "şub", 2 },
	{ "bře", 3 },
	{ "kwi", 4 },
	{ "dub", 4 },
	{ "nis", 4 },
	{ "kvě", 5 },
	{ "cze", 6 },
	{ "czerw", 6 },
	{ "haz", 6 },
	{ "lip", 7 },
	{ "tem", 7 },
	{ "sie", 8 },
	{ "srp", 8 },
	{ "ağu", 8 },
	{ "wrz", 9 },
	{ "zář", 9 },
	{ "eyl", 9 },
	{ "paź", 10 },
	{ "říj", 10 },
	{ "eki", 10 },
	{ "lis", 11 },
	{ "kas", 11 },
	{ "gru", 12 },
	{ "pro", 12 },
	{ "ara", 12 },
	/* Greek */
	{ "ιαν", 1 },
	{ "φεβ", 2 },
	{ "μάρ", 3 },
	{ "μαρ", 3 },
	{ "μάώ", 3 },
	{ "απρ", 4 },
	{ "μάι", 5 },
	{ "μαϊ", 5 },
	{ "μαι", 5 },
	{ "ιούν", 6 },
	{ "ιουν", 6 },
	{ "ιον", 6 },
	{ "ιούλ", 7 },
	{ "ιουλ", 7 },
	{ "ιολ", 7 },
	{ "αύγ", 8 },
	{ "αυγ", 8 },
	{ "σεπ", 9 },
	{ "οκτ", 10 },
	{ "νοέ", 11 },
	{ "νοε", 11 },
	{ "δεκ", 12 },
	/* Russian, Ukrainian */
	{ "янв", 1 },
	{ "січ", 1 },
	{ "фев", 2 },
	{ "лют", 2 },
	{ "мар", 3 },
	{ "бер", 3 },
	{ "апр", 4 },
	{ "кві", 4 },
	{ "май", 5 },
	{ "мая", 5 },
	{ "тра", 5 },
	{ "июн", 6 },
	{ "чер", 6 },
	{ "июл", 7 },
	{ "лип", 7 },
	{ "авг", 8 },
	{ "сер", 8 },
	{ "сен", 9 },
	{ "вер", 9 },
	{ "окт", 10 },
	{ "жов", 10 },
	{ "ноя", 11 },
	{ "дек", 12 },
	{ "гру", 12 },
};

/* Zones by name, minutes east. RFC 822's, and those that the markets' own press writes. */
static const struct prefix zones[] = {
	{ "z", 0 },      { "ut", 0 },     { "utc", 0 },     { "gmt", 0 },     { "wet", 0 },    { "west", 60 },
	{ "est", -300 }, { "edt", -240 }, { "et", -300 },   { "cst", -360 },  { "cdt", -300 }, { "ct", -360 },
	{ "mst", -420 }, { "mdt", -360 }, { "mt", -420 },   { "pst", -480 },  { "pdt", -420 }, { "pt", -480 },
	{ "ast", -240 }, { "adt", -180 }, { "akst", -540 }, { "akdt", -480 }, { "hst", -600 }, { "nst", -210 },
	{ "brt", -180 }, { "bst", 60 },   { "ist", 330 },   { "cet", 60 },    { "cest", 120 }, { "met", 60 },
	{ "mest", 120 }, { "mez", 60 },   { "mesz", 120 },  { "eet", 120 },   { "eest", 180 }, { "msk", 180 },
	{ "msd", 240 },  { "sast", 120 }, { "hkt", 480 },   { "sgt", 480 },   { "jst", 540 },  { "kst", 540 },
	{ "awst", 480 }, { "acst", 570 }, { "aest", 600 },  { "aedt", 660 },  { "nzst", 720 }, { "nzdt", 780 },
};

static uint32_t fold(uint32_t c)
{
	static const struct {
		uint32_t first, last, add;
	} ranges[] = {
		{ 'A', 'Z', 32 },     { 0xC0, 0xDE, 32 },   { 0x158, 0x15E, 1 },  { 0x386, 0x386, 38 },
		{ 0x388, 0x38A, 37 }, { 0x391, 0x3A9, 32 }, { 0x410, 0x42F, 32 }, { 0x404, 0x407, 80 },
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return c + ranges[i].add;
	return c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Lower-cases the word at text into word; returns its length in text. */
static size_t read_word(const char *text, char word[WORD_SIZE])
{
	size_t length = 0, used = 0;
	while (is_word_char(text[length])) {
		uint32_t c;
		char bytes[4];
		length += utf8_decode(text + length, strlen(text + length), &c);
		size_t n = utf8_encode(fold(c), bytes);
		if (used + n < WORD_SIZE) {
			memcpy(word + used, bytes, n);
			used += n;
		}
	}
	word[used] = '\0';
	return length;
}

static int month_of(const char *word)
{
	size_t best = 0;
	int month = 0;
	for (size_t i = 0; i < sizeof(months) / sizeof(*months); i++) {
		if (*word != *months[i].text)
			continue;
		size_t length = strlen(months[i].text);
		if (length > best && !strncmp(word, months[i].text, length)) {
			best = length;
			month = months[i].value;
		}
	}
	return month;
}

static const struct prefix *zone_of(const char *word)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (!strcmp(zones[i].text, word))
			return &zones[i];
	return NULL;
}

static bool starts(const char *text, const char *what)
{
	return !strncmp(text, what, strlen(what));
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
	char word[WORD_SIZE];
	int64_t value;
	if ((**text == 'W' || **text == 'w') && is_digit((*text)[1])) {
		++*text;
		read_digits(text, &value);
		d->week = (int)(value < 99 ? value : 99);
		d->day = 1;
	} else if (is_word_char(**text)) {
		*text += read_word(*text, word);
		d->month = month_of(word);
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
		 (is_digit((*text)[1]) || is_word_char((*text)[1]))) {
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
	const struct prefix *zone = zone_of(word);
	int month = month_of(word);
	if (starts(word, "오후") || starts(word, "午後") || starts(word, "下午") || !strcmp(word, "pm"))
		d->afternoon = true;
	else if (starts(word, "오전") || starts(word, "午前") || starts(word, "上午") || !strcmp(word, "am"))
		d->morning = true;
	else if (zone && (d->has_time || d->year != UNSET)) {
		d->offset = (int64_t)zone->value * 60;
		d->has_offset = true;
	} else if (month && !d->has_time) /* a weekday may look like one: the later word is the month */
		d->month = month;
	else if (month && !d->month)
		d->month = month;
	d->korean |= starts(word, "오");
}

static void read_tokens(struct date *d, const char *text)
{
	char word[WORD_SIZE] = "";
	bool first = true;
	while (*text) {
		if (is_digit(*text)) {
			read_number(d, &text, first, !strcmp(word, "t"));
			first = false;
			word[0] = '\0';
		} else if (is_word_char(*text)) {
			text += read_word(text, word);
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
