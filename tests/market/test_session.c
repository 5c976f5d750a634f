#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "market/session.h"
#include "tests/market/rows.h"

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

static int64_t instant(const char *text)
{
	int64_t t;
	if (timestamp_parse_rfc3339(text, &t))
		fail_msg("%s is no time", text);
	return t;
}

struct moment {
	const char *now;
	enum market_state state, next;
	const char *next_change; /* NULL unknown */
};

static void assert_moments(const char *code, const struct moment *moments, size_t count)
{
	struct session_calendar *c = calendar(code);
	for (size_t i = 0; i < count; i++) {
		const struct moment *m = &moments[i];
		struct session s;
		session_at(c, instant(m->now), &s);
		char next[TIMESTAMP_SIZE] = "unknown";
		if (s.next_change)
			timestamp_format_rfc3339(s.next_change, next);
		if (s.state != m->state || s.next != m->next ||
		    strcmp(next, m->next_change ? m->next_change : "unknown"))
			fail_msg("%s at %s: state %d, then %d at %s", code, m->now, s.state, s.next, next);
	}
	session_calendar_free(c);
}

#define ASSERT_MOMENTS(code, moments) assert_moments(code, moments, sizeof(moments) / sizeof *(moments))

static void a_summer_day_in_new_york(void **state)
{
	static const struct moment moments[] = {
		{ "2026-08-20T07:59:59Z", MARKET_CLOSED, MARKET_PRE, "2026-08-20T08:00:00Z" },
		{ "2026-08-20T08:00:00Z", MARKET_PRE, MARKET_OPEN, "2026-08-20T13:30:00Z" },
		{ "2026-08-20T13:29:59Z", MARKET_PRE, MARKET_OPEN, "2026-08-20T13:30:00Z" },
		{ "2026-08-20T13:30:00Z", MARKET_OPEN, MARKET_POST, "2026-08-20T20:00:00Z" },
		{ "2026-08-20T19:59:59Z", MARKET_OPEN, MARKET_POST, "2026-08-20T20:00:00Z" },
		{ "2026-08-20T20:00:00Z", MARKET_POST, MARKET_CLOSED, "2026-08-21T00:00:00Z" },
		{ "2026-08-21T00:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-08-21T08:00:00Z" },
		{ "2026-08-21T03:59:59Z", MARKET_CLOSED, MARKET_PRE, "2026-08-21T08:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
	ASSERT_MOMENTS("XNAS", moments);
}

static void a_winter_day_in_new_york(void **state)
{
	static const struct moment moments[] = {
		{ "2026-01-14T14:29:59Z", MARKET_PRE, MARKET_OPEN, "2026-01-14T14:30:00Z" },
		{ "2026-01-14T14:30:00Z", MARKET_OPEN, MARKET_POST, "2026-01-14T21:00:00Z" },
		{ "2026-01-15T01:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-01-15T09:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
}

/* Clocks go forward on 8 March and back on 1 November 2026, both Sundays at two in the morning. */
static void the_clock_changes_over_a_weekend(void **state)
{
	static const struct moment moments[] = {
		{ "2026-03-07T01:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-03-09T08:00:00Z" },
		{ "2026-03-08T06:59:59Z", MARKET_CLOSED, MARKET_PRE, "2026-03-09T08:00:00Z" },
		{ "2026-03-08T07:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-03-09T08:00:00Z" },
		{ "2026-03-09T13:30:00Z", MARKET_OPEN, MARKET_POST, "2026-03-09T20:00:00Z" },
		{ "2026-10-31T00:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-11-02T09:00:00Z" },
		{ "2026-11-02T14:30:00Z", MARKET_OPEN, MARKET_POST, "2026-11-02T21:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
}

static void the_offset_changes_in_the_second_of_the_rule(void **state)
{
	static const struct {
		const char *now;
		int hours;
	} cases[] = {
		{ "2025-03-09T06:59:59Z", -5 }, { "2025-03-09T07:00:00Z", -4 }, { "2025-11-02T05:59:59Z", -4 },
		{ "2025-11-02T06:00:00Z", -5 }, { "2026-03-08T06:59:59Z", -5 }, { "2026-03-08T07:00:00Z", -4 },
		{ "2026-11-01T05:59:59Z", -4 }, { "2026-11-01T06:00:00Z", -5 }, { "2027-03-14T07:00:00Z", -4 },
		{ "2027-11-07T06:00:00Z", -5 }, { "2028-03-12T07:00:00Z", -4 }, { "2028-11-05T05:59:59Z", -4 },
		{ "2026-01-01T04:59:59Z", -5 }, { "2026-07-04T12:00:00Z", -4 },
	};
	struct session_calendar *c = calendar("XNYS");
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session s;
		session_at(c, instant(cases[i].now), &s);
		assert_int_equal(s.utc_offset_s, cases[i].hours * 3600);
		assert_string_equal(s.zone, "ET");
	}
	session_calendar_free(c);
}

static void half_days_close_early_and_shorten_the_evening(void **state)
{
	static const struct moment moments[] = {
		{ "2026-11-27T17:59:59Z", MARKET_OPEN, MARKET_POST, "2026-11-27T18:00:00Z" },
		{ "2026-11-27T18:00:00Z", MARKET_POST, MARKET_CLOSED, "2026-11-27T22:00:00Z" },
		{ "2026-11-27T22:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-11-30T09:00:00Z" },
		{ "2025-07-03T17:00:00Z", MARKET_POST, MARKET_CLOSED, "2025-07-03T21:00:00Z" },
		{ "2026-12-24T18:00:00Z", MARKET_POST, MARKET_CLOSED, "2026-12-24T22:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
}

static void holidays_and_weekends_are_passed_over(void **state)
{
	static const struct moment moments[] = {
		{ "2026-08-22T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-08-24T08:00:00Z" },
		{ "2026-08-23T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-08-24T08:00:00Z" },
		{ "2026-09-05T00:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-09-08T08:00:00Z" }, /* Labor Day on Monday */
		{ "2026-07-03T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-07-06T08:00:00Z" },
		{ "2025-01-09T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2025-01-10T09:00:00Z" },
		{ "2026-12-25T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-12-28T09:00:00Z" },
		{ "2027-03-26T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2027-03-29T08:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
}

static void years_end_and_begin(void **state)
{
	static const struct moment moments[] = {
		{ "2026-01-01T02:00:00Z", MARKET_CLOSED, MARKET_PRE, "2026-01-02T09:00:00Z" },
		{ "2025-12-31T20:59:59Z", MARKET_OPEN, MARKET_POST, "2025-12-31T21:00:00Z" },
		/* New Year's Day of 2028 is a Saturday and not kept on Friday. */
		{ "2027-12-31T15:00:00Z", MARKET_OPEN, MARKET_POST, "2027-12-31T21:00:00Z" },
		{ "2028-01-01T15:00:00Z", MARKET_CLOSED, MARKET_PRE, "2028-01-03T09:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
}

static void beyond_the_calendar_nothing_is_known(void **state)
{
	static const struct moment moments[] = {
		{ "2025-01-01T04:59:59Z", MARKET_UNKNOWN, MARKET_UNKNOWN, NULL },
		{ "2025-01-01T05:00:00Z", MARKET_CLOSED, MARKET_PRE, "2025-01-02T09:00:00Z" },
		{ "2028-12-29T15:00:00Z", MARKET_OPEN, MARKET_POST, "2028-12-29T21:00:00Z" },
		{ "2028-12-31T15:00:00Z", MARKET_CLOSED, MARKET_UNKNOWN, NULL },
		{ "2029-01-01T05:00:00Z", MARKET_UNKNOWN, MARKET_UNKNOWN, NULL },
		{ "2035-06-01T15:00:00Z", MARKET_UNKNOWN, MARKET_UNKNOWN, NULL },
		{ "1969-06-02T15:00:00Z", MARKET_UNKNOWN, MARKET_UNKNOWN, NULL },
	};
	static const struct moment taipei[] = {
		{ "2028-12-29T05:00:00Z", MARKET_OPEN, MARKET_CLOSED, "2028-12-29T05:30:00Z" },
		{ "2028-12-29T05:30:00Z", MARKET_CLOSED, MARKET_UNKNOWN, NULL },
		{ "2028-12-31T15:59:59Z", MARKET_CLOSED, MARKET_UNKNOWN, NULL },
		{ "2028-12-31T16:00:00Z", MARKET_UNKNOWN, MARKET_UNKNOWN, NULL },
	};
	(void)state;
	ASSERT_MOMENTS("XNYS", moments);
	ASSERT_MOMENTS("XTAI", taipei);
}

static void tokyo_has_lunch(void **state)
{
	static const struct moment moments[] = {
		{ "2026-08-20T00:00:00Z", MARKET_OPEN, MARKET_LUNCH, "2026-08-20T02:30:00Z" },
		{ "2026-08-20T02:29:59Z", MARKET_OPEN, MARKET_LUNCH, "2026-08-20T02:30:00Z" },
		{ "2026-08-20T02:30:00Z", MARKET_LUNCH, MARKET_OPEN, "2026-08-20T03:30:00Z" },
		{ "2026-08-20T03:30:00Z", MARKET_OPEN, MARKET_CLOSED, "2026-08-20T06:30:00Z" },
		{ "2026-08-20T06:29:59Z", MARKET_OPEN, MARKET_CLOSED, "2026-08-20T06:30:00Z" },
		{ "2026-08-20T06:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2026-08-21T00:00:00Z" },
		{ "2026-08-20T23:59:59Z", MARKET_CLOSED, MARKET_OPEN, "2026-08-21T00:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XTKS", moments);
}

static void tokyos_holidays_run_together(void **state)
{
	static const struct moment moments[] = {
		{ "2026-09-18T06:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2026-09-24T00:00:00Z" },
		{ "2026-05-01T06:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2026-05-07T00:00:00Z" },
		{ "2025-12-30T06:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2026-01-05T00:00:00Z" },
		{ "2027-12-30T06:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2028-01-04T00:00:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XTKS", moments);
}

static void taipei_rests_over_the_lunar_new_year(void **state)
{
	static const struct moment moments[] = {
		{ "2026-02-11T05:29:59Z", MARKET_OPEN, MARKET_CLOSED, "2026-02-11T05:30:00Z" },
		{ "2026-02-11T05:30:00Z", MARKET_CLOSED, MARKET_OPEN, "2026-02-23T01:00:00Z" },
		{ "2026-02-23T01:00:00Z", MARKET_OPEN, MARKET_CLOSED, "2026-02-23T05:30:00Z" },
	};
	(void)state;
	ASSERT_MOMENTS("XTAI", moments);
}

static void every_change_is_the_one_that_was_foretold(void **state)
{
	static const char *const codes[] = { "XNYS", "XTKS", "XTAI" };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct session_calendar *c = calendar(codes[i]);
		struct session s;
		int64_t now = instant("2025-01-02T00:00:00Z");
		size_t changes = 0;
		session_at(c, now, &s);
		while (s.next_change) {
			struct session before, after;
			assert_true(s.next_change > now);
			session_at(c, s.next_change - 1, &before);
			session_at(c, s.next_change, &after);
			assert_int_equal(before.state, s.state);
			assert_int_equal(after.state, s.next);
			now = s.next_change;
			s = after;
			changes++;
		}
		assert_true(changes > 900);
		session_calendar_free(c);
	}
}

static const char *const columns[] = { "entry", "first", "second", "note", NULL };
static const char *const rows[][4] = {
	{ "exchange", "XTST", "Test", "" },
	{ "zone", "TST", "-05:00", "" },
	{ "summer", "03/2 02:00", "11/1 02:00", "" },
	{ "valid", "2026-01-01", "2026-12-31", "" },
	{ "pre", "04:00", "09:30", "" },
	{ "open", "09:30", "16:00", "" },
	{ "lunch", "12:00", "13:00", "" },
	{ "post", "16:00", "20:00", "" },
	{ "closed", "2026-01-01", "", "" },
	{ "early", "2026-12-24", "13:00", "" },
	{ "announced", "2026-11-30", "", "" },
};
#define ROWS (sizeof rows / sizeof *rows)

/* The rows above with one field of row `changed` replaced, or that row left out if value is NULL. */
static int parse_changed(struct session_calendar **c, size_t changed, size_t column, const char *value,
			 struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	for (size_t i = 0; i < ROWS; i++)
		if (i != changed || value)
			table_row(&b, columns, rows[i], i == changed ? column : AS_IT_IS, value);
	*err = (struct error){ "" };
	int status = session_calendar_parse(c, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void wrong_calendars_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct {
		size_t row, column;
		const char *value, *expected;
	} cases[] = {
		{ 0, 0, "bourse", "line 3, field entry: expected one of exchange, zone" },
		{ 0, 1, "", "line 3, field first: expected a text" },
		{ 0, 1, "XTESTTEST", "line 3, field first: expected at most 7 bytes" },
		{ 1, 2, "-5", "line 4, field second: expected an offset like -05:00" },
		{ 1, 2, "05:00", "line 4, field second" },
		{ 1, 2, "+25:00", "line 4, field second" },
		{ 2, 1, "03/5 02:00", "line 5, field first: expected month/Sunday and time" },
		{ 2, 1, "13/1 02:00", "line 5, field first" },
		{ 2, 1, "03/0 02:00", "line 5, field first" },
		{ 2, 1, "03/-2 02:00", "line 5, field first" },
		{ 2, 2, "03/3 02:00", "line 5, field second: expected a month after" },
		{ 3, 1, "2026-1-1", "line 6, field first: expected a date" },
		{ 3, 2, "2025-12-31", "line 6, field second: expected a date not before 2026-01-01" },
		{ 4, 1, "4:00", "line 7, field first: expected a time like 09:30" },
		{ 4, 2, "24:00", "line 7, field second" },
		{ 4, 2, "03:00", "line 7, field second: expected a time after 04:00" },
		{ 4, 2, "10:00", "calendar XTST: expected \"pre\" to end by the opening" },
		{ 5, 1, "09:60", "line 8, field first" },
		{ 6, 2, "16:00", "calendar XTST: expected \"lunch\" inside" },
		{ 7, 1, "16:30", "calendar XTST: expected \"post\" to begin at the close" },
		{ 8, 1, "2026-02-29", "line 11, field first: expected a date" },
		{ 8, 2, "13:00", "line 11, field second: expected nothing" },
		{ 8, 1, "2025-12-31", "calendar XTST: expected all days inside \"valid\"" },
		{ 8, 1, "2026-12-24", "line 12, field first: expected a date after that of the row above" },
		{ 9, 2, "", "line 12, field second: expected a time" },
		{ 9, 2, "17:00", "line 12, field second: expected a time inside the hours" },
		{ 9, 3, "a\tb", "line 12: expected 4 fields, not 5" },
		{ 9, 3, "a\x7f", "line 12: expected plain text, not the control character 0x7F" },
		{ 1, 0, "exchange", "line 4, field entry: expected an entry that no row above has" },
		{ 0, 0, NULL, "calendar: expected a row \"exchange\", found none" },
		{ 3, 0, NULL, "calendar: expected a row \"valid\", found none" },
		{ 9, 0, "open", "line 12, field entry" },
		{ 10, 1, "2027-01-01", "calendar XTST: expected \"announced\" inside \"valid\"" },
		{ 10, 1, "2025-12-31", "calendar XTST: expected \"announced\" inside \"valid\"" },
		{ 10, 1, "", "line 13, field first: expected a date" },
		{ 10, 2, "2026-12-31", "line 13, field second: expected nothing" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session_calendar *c = NULL;
		struct error err;
		if (!parse_changed(&c, cases[i].row, cases[i].column, cases[i].value, &err))
			fail_msg("case %zu was accepted", i);
		assert_null(c);
		assert_message_has(&err, cases[i].expected);
	}
}

static void a_whole_calendar_is_read(void **state)
{
	struct session_calendar *c = NULL;
	struct error err;
	struct session s;
	(void)state;
	assert_int_equal(parse_changed(&c, ROWS, 0, "", &err), 0);
	assert_string_equal(session_calendar_code(c), "XTST");
	assert_string_equal(session_calendar_name(c), "Test");
	session_at(c, instant("2026-07-01T16:30:00Z"), &s);
	assert_int_equal(s.state, MARKET_LUNCH);
	/* An early close after lunch keeps the lunch, one at its end has no afternoon. */
	session_at(c, instant("2026-12-24T17:30:00Z"), &s);
	assert_int_equal(s.state, MARKET_OPEN);
	assert_int_equal(s.next_change, instant("2026-12-24T18:00:00Z"));
	assert_true(s.expected);
	session_calendar_free(c);
	session_calendar_free(NULL);
}

static void summer_time_may_end_on_the_last_sunday(void **state)
{
	struct session_calendar *c = NULL;
	struct error err;
	struct session s;
	(void)state;
	assert_int_equal(parse_changed(&c, 2, 2, "10/-1 03:00", &err), 0);
	session_at(c, instant("2026-10-25T06:59:59Z"), &s);
	assert_int_equal(s.utc_offset_s, -4 * 3600);
	session_at(c, instant("2026-10-25T07:00:00Z"), &s);
	assert_int_equal(s.utc_offset_s, -5 * 3600);
	session_calendar_free(c);
}

static void exchanges_are_told_by_the_suffix(void **state)
{
	static const char *const known[][2] = { { "9984.T", "XTKS" }, { "2330.TW", "XTAI" }, { "NVDA", "XNYS" },
						{ "BRK-B", "XNYS" },  { "BRK.B", "XNYS" },   { "TSM", "XNYS" } };
	static const char *const unknown[] = { "VOD.L", "JPY=X", "^GSPC", "BTC-USD", "", ".T", "6488.TWO", "9984.TX" };
	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_string_equal(session_exchange_of(known[i][0]), known[i][1]);
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		assert_null(session_exchange_of(unknown[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_summer_day_in_new_york),
		cmocka_unit_test(a_winter_day_in_new_york),
		cmocka_unit_test(the_clock_changes_over_a_weekend),
		cmocka_unit_test(the_offset_changes_in_the_second_of_the_rule),
		cmocka_unit_test(half_days_close_early_and_shorten_the_evening),
		cmocka_unit_test(holidays_and_weekends_are_passed_over),
		cmocka_unit_test(years_end_and_begin),
		cmocka_unit_test(beyond_the_calendar_nothing_is_known),
		cmocka_unit_test(tokyo_has_lunch),
		cmocka_unit_test(tokyos_holidays_run_together),
		cmocka_unit_test(taipei_rests_over_the_lunar_new_year),
		cmocka_unit_test(every_change_is_the_one_that_was_foretold),
		cmocka_unit_test(wrong_calendars_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_whole_calendar_is_read),
		cmocka_unit_test(summer_time_may_end_on_the_last_sunday),
		cmocka_unit_test(exchanges_are_told_by_the_suffix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
