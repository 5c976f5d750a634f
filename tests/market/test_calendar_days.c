/* Every day of the shipped calendars, against a list that was made apart from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "market/session.h"

#define LIST "tests/fixtures/calendars/weekdays.tsv"
#define MINUTE 60
#define DAY 86400

enum weekday_kind { WHOLE, HALF, SHUT };

struct day_hours { /* minutes after midnight on the exchange's clock */
	int pre, open, lunch, lunch_end, close, half_close, post_length;
};

static const struct exchange {
	const char *code, *list;
	struct day_hours hours;
	int offset_hours;
	bool has_summer;
} exchanges[] = {
	{ "XNYS", "XNYS", { 240, 570, 0, 0, 960, 780, 240 }, -5, true },
	{ "XNAS", "XNYS", { 240, 570, 0, 0, 960, 780, 240 }, -5, true },
	{ "XTKS", "XTKS", { 0, 540, 690, 750, 930, 0, 0 }, 9, false },
	{ "XTAI", "XTAI", { 0, 540, 0, 0, 810, 0, 0 }, 8, false },
};
#define EXCHANGES (sizeof exchanges / sizeof *exchanges)

/* The Sundays on which New York's clocks change. */
static const struct {
	int year, march, november;
} summers[] = { { 2025, 9, 2 }, { 2026, 8, 1 }, { 2027, 14, 7 }, { 2028, 12, 5 } };

static struct session_calendar *calendar(const char *code)
{
	char name[32];
	struct session_calendar *c = NULL;
	struct error err = { "" };
	snprintf(name, sizeof name, "calendars/%s", code);
	const struct shipped_file *file = shipped_find(name);
	assert_non_null(file);
	if (session_calendar_parse(&c, file->data, file->length, &err))
		fail_msg("%s", err.text);
	return c;
}

/* The list's row of an exchange and a year: "days traded, tab, marked weekdays". */
static void find_row(const char *list, int year, char out[1024])
{
	char want[32];
	FILE *file = fopen(LIST, "r");
	assert_non_null(file);
	snprintf(want, sizeof want, "%s\t%d\t", list, year);
	while (fgets(out, 1024, file)) {
		if (strncmp(out, want, strlen(want)) != 0)
			continue;
		memmove(out, out + strlen(want), strlen(out + strlen(want)) + 1);
		fclose(file);
		return;
	}
	fail_msg("no row %s", want);
}

static bool is_weekend(int64_t day)
{
	return (day + 4) % 7 == 0 || (day + 4) % 7 == 6;
}

static enum weekday_kind kind_of(const char *row, int64_t day)
{
	char mark[16];
	int64_t year;
	int month, date;
	if (is_weekend(day))
		return SHUT;
	timestamp_civil(day, &year, &month, &date);
	snprintf(mark, sizeof mark, "%02d/%02d", month, date);
	const char *found = strstr(row, mark);
	return !found ? WHOLE : found[5] == '*' ? HALF : SHUT;
}

static enum market_state state_of(const struct day_hours *h, enum weekday_kind kind, int minute)
{
	int close = kind == HALF ? h->half_close : h->close;
	if (kind == SHUT)
		return MARKET_CLOSED;
	if (minute >= close)
		return minute < close + h->post_length ? MARKET_POST : MARKET_CLOSED;
	if (h->lunch && minute >= h->lunch && minute < h->lunch_end)
		return MARKET_LUNCH;
	if (minute >= h->open)
		return MARKET_OPEN;
	return h->pre && minute >= h->pre ? MARKET_PRE : MARKET_CLOSED;
}

/* Of a clock reading outside the two hours of the night in which the clocks change. */
static int offset_of(const struct exchange *e, int64_t day, int minute)
{
	for (size_t i = 0; e->has_summer && i < sizeof summers / sizeof *summers; i++) {
		int64_t begin = timestamp_days(summers[i].year, 3, summers[i].march);
		int64_t end = timestamp_days(summers[i].year, 11, summers[i].november);
		bool begun = day > begin || (day == begin && minute >= 180);
		bool ended = day > end || (day == end && minute >= 120);
		if (begun && !ended)
			return (e->offset_hours + 1) * 3600;
	}
	return e->offset_hours * 3600;
}

static void assert_state(const struct session_calendar *c, const struct exchange *e, enum weekday_kind kind,
			 int64_t day, int minute, int second)
{
	struct session s;
	int offset = offset_of(e, day, minute);
	session_at(c, day * DAY + minute * MINUTE + second - offset, &s);
	enum market_state expected = state_of(&e->hours, kind, minute);
	if (s.state == expected && s.utc_offset_s == offset)
		return;
	char at[TIMESTAMP_SIZE];
	timestamp_format_rfc3339(day * DAY + minute * MINUTE + second, at);
	fail_msg("%s at %s of its clock: state %d and %d s, expected %d and %d s", e->code, at, (int)s.state,
		 s.utc_offset_s, (int)expected, offset);
}

/* Each half hour, and the minutes and seconds around each change. */
static void assert_day(const struct session_calendar *c, const struct exchange *e, const char *row, int64_t day)
{
	const struct day_hours *h = &e->hours;
	const int edges[] = { h->pre,        h->open,
			      h->lunch,      h->lunch_end,
			      h->close,      h->close + h->post_length,
			      h->half_close, h->half_close + h->post_length };
	enum weekday_kind kind = kind_of(row, day);
	for (int minute = 0; minute < 1440; minute += 30)
		if (minute < 60 || minute >= 180)
			assert_state(c, e, kind, day, minute, 0);
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		if (!edges[i])
			continue;
		assert_state(c, e, kind, day, edges[i] - 1, 0);
		assert_state(c, e, kind, day, edges[i] - 1, 59);
		assert_state(c, e, kind, day, edges[i], 0);
		assert_state(c, e, kind, day, edges[i] + 1, 0);
	}
}

static void every_day_of_four_years_keeps_the_hours_of_the_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXCHANGES; i++) {
		struct session_calendar *c = calendar(exchanges[i].code);
		for (int year = 2025; year <= 2028; year++) {
			char row[1024];
			int traded = 0;
			find_row(exchanges[i].list, year, row);
			for (int64_t day = timestamp_days(year, 1, 1); day < timestamp_days(year + 1, 1, 1); day++) {
				assert_day(c, &exchanges[i], row, day);
				traded += kind_of(row, day) != SHUT;
			}
			assert_int_equal(traded, strtol(row, NULL, 10));
		}
		session_calendar_free(c);
	}
}

static void what_is_not_announced_is_called_expected(void **state)
{
	(void)state;
	static const struct {
		const char *code, *now;
		bool expected;
	} cases[] = {
		{ "XNYS", "2028-12-29T15:00:00Z", false }, /* announced to the end */
		{ "XTKS", "2027-12-29T03:00:00Z", false }, { "XTKS", "2027-12-30T06:29:59Z", false },
		{ "XTKS", "2027-12-30T06:30:00Z", true }, /* opens on 4 January, by rule */
		{ "XTKS", "2028-06-01T03:00:00Z", true },  { "XTAI", "2026-12-31T05:29:59Z", false },
		{ "XTAI", "2026-12-31T05:30:00Z", true },  { "XTAI", "2027-06-01T03:00:00Z", true },
		{ "XTAI", "2029-01-01T03:00:00Z", false }, /* nothing is expected of what is not known */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session s;
		int64_t now = 0;
		struct session_calendar *c = calendar(cases[i].code);
		assert_int_equal(timestamp_parse_rfc3339(cases[i].now, &now), 0);
		session_at(c, now, &s);
		session_calendar_free(c);
		if (s.expected != cases[i].expected)
			fail_msg("%s at %s", cases[i].code, cases[i].now);
	}
}

static void a_state_knows_when_it_began(void **state)
{
	(void)state;
	static const struct {
		const char *code, *now, *since; /* NULL before the calendar */
	} cases[] = {
		{ "XNYS", "2026-08-20T18:48:03Z", "2026-08-20T13:30:00Z" },
		{ "XNYS", "2026-08-20T13:30:00Z", "2026-08-20T13:30:00Z" },
		{ "XNYS", "2026-08-21T03:59:59Z", "2026-08-21T00:00:00Z" },
		{ "XNYS", "2026-08-21T04:00:00Z", "2026-08-21T00:00:00Z" }, /* midnight there changes nothing */
		{ "XNYS", "2026-08-23T12:00:00Z", "2026-08-22T00:00:00Z" },
		{ "XNYS", "2026-11-01T12:00:00Z", "2026-10-31T00:00:00Z" }, /* over the change of the clock */
		{ "XNYS", "2026-11-27T22:00:00Z", "2026-11-27T22:00:00Z" },
		{ "XTKS", "2026-08-20T03:00:00Z", "2026-08-20T02:30:00Z" },
		{ "XTKS", "2026-08-20T04:00:00Z", "2026-08-20T03:30:00Z" },
		{ "XTAI", "2026-02-20T04:00:00Z", "2026-02-11T05:30:00Z" },
		{ "XNYS", "2025-01-01T15:00:00Z", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session s;
		int64_t now = 0, since = 0;
		struct session_calendar *c = calendar(cases[i].code);
		assert_int_equal(timestamp_parse_rfc3339(cases[i].now, &now), 0);
		if (cases[i].since)
			assert_int_equal(timestamp_parse_rfc3339(cases[i].since, &since), 0);
		session_at(c, now, &s);
		session_calendar_free(c);
		if (s.since != since)
			fail_msg("%s at %s", cases[i].code, cases[i].now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_four_years_keeps_the_hours_of_the_list),
		cmocka_unit_test(what_is_not_announced_is_called_expected),
		cmocka_unit_test(a_state_knows_when_it_began),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
