/* When Taipei's list of the day's closes is asked for: once a day of trading, after it has been published. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "fetch/twse.h"

static int read_calendar(void **state)
{
	const struct shipped_file *file = shipped_find("calendars/XTAI");
	struct session_calendar *hours;
	struct error err;
	assert_non_null(file);
	if (session_calendar_parse(&hours, file->data, file->length, &err))
		fail_msg("%s", err.text);
	*state = hours;
	return 0;
}

static int free_calendar(void **state)
{
	session_calendar_free(*state);
	return 0;
}

static int64_t at(const char *text)
{
	int64_t time;
	if (!text)
		return 0;
	assert_int_equal(timestamp_parse_rfc3339(text, &time), 0);
	return time;
}

static void assert_next(const struct session_calendar *hours, const char *last_ok, const char *day, const char *now,
			const char *expected)
{
	char got[TIMESTAMP_SIZE] = "now";
	int64_t next = twse_next_list(hours, at(last_ok), at(day), at(now));
	if (next)
		timestamp_format_rfc3339(next, got);
	assert_string_equal(got, expected);
}

#define THURSDAY "2026-08-20T05:30:00Z" /* its close, 13:30 in Taipei */
#define WEDNESDAY "2026-08-19T05:30:00Z"

static void the_close_of_the_day_before_is_asked_for_once_in_session(void **state)
{
	const struct session_calendar *hours = *state;
	assert_next(hours, NULL, NULL, "2026-08-20T02:00:00Z", "now");
	assert_next(hours, "2026-08-20T02:00:00Z", WEDNESDAY, "2026-08-20T03:00:00Z", "2026-08-20T06:00:00Z");
	assert_next(hours, "2026-08-20T02:00:00Z", NULL, "2026-08-20T05:59:59Z", "2026-08-20T06:00:00Z");
}

static void the_day_s_list_is_asked_for_when_it_is_out_and_until_it_is_there(void **state)
{
	const struct session_calendar *hours = *state;
	assert_next(hours, "2026-08-20T02:00:00Z", WEDNESDAY, "2026-08-20T06:00:00Z", "now");
	assert_next(hours, "2026-08-20T06:00:10Z", WEDNESDAY, "2026-08-20T06:10:00Z", "2026-08-20T07:00:10Z");
	assert_next(hours, "2026-08-20T07:00:20Z", THURSDAY, "2026-08-20T07:10:00Z", "2026-08-21T06:00:00Z");
}

static void nothing_is_asked_on_days_without_trading(void **state)
{
	const struct session_calendar *hours = *state;
	static const char friday[] = "2026-08-21T05:30:00Z", after[] = "2026-08-21T06:05:00Z";
	assert_next(hours, after, friday, "2026-08-22T12:00:00Z", "2026-08-24T06:00:00Z");
	assert_next(hours, after, friday, "2026-08-23T23:00:00Z", "2026-08-24T06:00:00Z");
	assert_next(hours, THURSDAY, NULL, "2026-08-23T23:00:00Z", "now"); /* Friday's is missing */
	/* The new year of 2026: the last session is on 11 February, the next on the 23rd. */
	assert_next(hours, "2026-02-11T06:05:00Z", "2026-02-11T05:30:00Z", "2026-02-12T09:00:00Z",
		    "2026-02-23T06:00:00Z");
}

static void a_list_that_never_came_is_not_asked_for_for_ever(void **state)
{
	assert_next(*state, "2026-08-22T04:00:00Z", THURSDAY, "2026-08-22T08:00:00Z", "2026-08-24T06:00:00Z");
}

static void a_time_that_cannot_be_is_none(void **state)
{
	assert_next(*state, "2027-08-20T06:10:00Z", NULL, "2026-08-20T07:00:00Z", "now");
}

static void without_a_calendar_every_day_has_a_list(void **state)
{
	(void)state;
	assert_next(NULL, "2026-08-21T06:05:00Z", NULL, "2026-08-21T07:00:00Z", "2026-08-22T06:00:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_close_of_the_day_before_is_asked_for_once_in_session),
		cmocka_unit_test(the_day_s_list_is_asked_for_when_it_is_out_and_until_it_is_there),
		cmocka_unit_test(nothing_is_asked_on_days_without_trading),
		cmocka_unit_test(a_list_that_never_came_is_not_asked_for_for_ever),
		cmocka_unit_test(a_time_that_cannot_be_is_none),
		cmocka_unit_test(without_a_calendar_every_day_has_a_list),
	};
	return cmocka_run_group_tests(tests, read_calendar, free_calendar);
}
