#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/feed.h"

static void what_is_no_date_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		" ",
		"yesterday",
		"Mon",
		"May",
		"12:30",
		"0000-00-00T00:00:00Z",
		"2026-13-01",
		"2026-00-10",
		"2026-02-30T10:00:00Z",
		"2025-02-29",
		"2026-01-01T25:00:00Z",
		"2026-01-01T10:61:00Z",
		"2026-01-01T24:30:00Z",
		"31 Feb 2026 10:00:00 GMT",
		"99 Dec 2026 10:00:00 GMT",
		"Thu, 01 Foo 2004 19:48:21 GMT",
		"9999-01-01",
		"1234567",
		"99999999999999999999999999",
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t seconds;
		if (!feed_date_parse(cases[i], &seconds))
			fail_msg("'%s' was taken for %lld", cases[i], (long long)seconds);
	}
}

struct date {
	const char *text, *expected;
};

static void check(const struct date *dates, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t seconds;
		char text[TIMESTAMP_SIZE] = "no date";
		if (!feed_date_parse(dates[i].text, &seconds))
			timestamp_format_rfc3339(seconds, text);
		if (strcmp(text, dates[i].expected) != 0)
			fail_msg("'%s' is %s, not %s", dates[i].text, text, dates[i].expected);
	}
}

static void rfc_822_dates_are_read_with_their_slips(void **state)
{
	static const struct date dates[] = {
		{ "Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z" },
		{ "Thu, 20 Aug 2026 14:30:00 -0400", "2026-08-20T18:30:00Z" },
		{ "Mon, 2 May 2022", "2022-05-02T00:00:00Z" },
		{ "07 Jan 2017 17:12:53 +0300", "2017-01-07T14:12:53Z" },
		{ "Thu, 01 Jan 04 19:48:21 EST", "2004-01-02T00:48:21Z" },
		{ "Thu,  5 Apr 2012 10:00 PDT", "2012-04-05T17:00:00Z" },
		{ "thu, 01 jan 2004 19:48:21 gmt", "2004-01-01T19:48:21Z" },
		{ "Thursday, 01 JANUARY 2004 19:48:21 Z", "2004-01-01T19:48:21Z" },
		{ "Sat, 29 Feb 2020 23:59:60 UT", "2020-03-01T00:00:00Z" },
		{ "Thu, 01-Jan-2004 19:48:21 GMT", "2004-01-01T19:48:21Z" },
		{ "Thu, Jan 01 2004 19:48:21 GMT", "2004-01-01T19:48:21Z" },
		{ "Jan 1, 2004 7:48 PM EST", "2004-01-02T00:48:00Z" },
		{ "Jan 1, 2004 12:05 am", "2004-01-01T00:05:00Z" },
		{ "Thu, 01 Jan 2004 19:48:21 +00:00", "2004-01-01T19:48:21Z" },
		{ "Thu, 01 Jan 2004 19:48:21 (EST) GMT", "2004-01-01T19:48:21Z" },
		{ "Thu, 01 Jan 2004 19:48:21 GMT+0100", "2004-01-01T18:48:21Z" },
		{ "Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00Z" },
		{ "Wed, 19 Aug 2009 08:00:00 Nowhere", "2009-08-19T08:00:00Z" },
		{ "Tue, 26 Sept 2023 09:00:00 CEST", "2023-09-26T07:00:00Z" },
		{ "Fri, 31 Dec 99 23:00:00 GMT", "1999-12-31T23:00:00Z" },
		{ "Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z" },
		{ "Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z" },
		{ "Fri, 11 Mar 2016 01:15:00 +3000", "2016-03-11T01:15:00Z" },
	};
	(void)state;
	check(dates, sizeof(dates) / sizeof(*dates));
}

static void iso_8601_dates_are_read_with_what_they_leave_out(void **state)
{
	static const struct date dates[] = {
		{ "2026-08-20T18:48:03Z", "2026-08-20T18:48:03Z" },
		{ "2025-11-01T20:43:00.031-04:00", "2025-11-02T00:43:00Z" },
		{ "2022-09-10T17:36:36-0500", "2022-09-10T22:36:36Z" },
		{ "2022-09-10T17:36:36.123456+09", "2022-09-10T08:36:36Z" },
		{ "2022-09-10 17:36:36", "2022-09-10T17:36:36Z" },
		{ "2022-09-10 17:36:36 +0200", "2022-09-10T15:36:36Z" },
		{ "2022-09-10 17:36 UTC", "2022-09-10T17:36:00Z" },
		{ "  2022-09-10\n", "2022-09-10T00:00:00Z" },
		{ "2022-09", "2022-09-01T00:00:00Z" },
		{ "2022", "2022-01-01T00:00:00Z" },
		{ "20220910", "2022-09-10T00:00:00Z" },
		{ "20220910T173636Z", "2022-09-10T17:36:36Z" },
		{ "2003-335", "2003-12-01T00:00:00Z" },
		{ "2003-W01-1", "2002-12-30T00:00:00Z" },
		{ "2003-12-31T10:14:55.7Z", "2003-12-31T10:14:55Z" },
		{ "2003-12-31t10:14z", "2003-12-31T10:14:00Z" },
		{ "2003-2-3T4:5:6Z", "2003-02-03T04:05:06Z" },
		{ "2004/01/07 10:00", "2004-01-07T10:00:00Z" },
		{ "10/11/2004", "2004-10-11T00:00:00Z" },
		{ "31/12/2004 10:00", "2004-12-31T10:00:00Z" },
		{ "5.11.2004", "2004-11-05T00:00:00Z" },
		{ "1092843632", "2004-08-18T15:40:32Z" },
		{ "1092843632123", "2004-08-18T15:40:32Z" },
	};
	(void)state;
	check(dates, sizeof(dates) / sizeof(*dates));
}

static void dates_in_many_languages_are_read(void **state)
{
	static const struct date dates[] = {
		{ "jeu., 20 août 2026 14:30:00 +0200", "2026-08-20T12:30:00Z" },
		{ "mar., 3 févr. 2026 08:00:00 +0100", "2026-02-03T07:00:00Z" },
		{ "1er décembre 2025", "2025-12-01T00:00:00Z" },
		{ "14 juin 2025", "2025-06-14T00:00:00Z" },
		{ "14 JUILLET 2025 12:00", "2025-07-14T12:00:00Z" },
		{ "Do, 20 Mär 2025 10:00:00 +0100", "2025-03-20T09:00:00Z" },
		{ "Mo, 6 Okt 2025 10:00:00 MESZ", "2025-10-06T08:00:00Z" },
		{ "Vie, 05 Dic 2025 10:00:00 +0100", "2025-12-05T09:00:00Z" },
		{ "mar, 14 gen 2025 10:00:00 +0100", "2025-01-14T09:00:00Z" },
		{ "Seg, 01 Set 2025 10:00:00 -0300", "2025-09-01T13:00:00Z" },
		{ "Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z" },
		{ "2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z" },
		{ "2004-május-25T9:15Z", "2004-05-25T09:15:00Z" },
		{ "Пт, 11 Авг 2023 10:00:00 +0300", "2023-08-11T07:00:00Z" },
		{ "2004년 05월 28일  오후 11:31:15", "2004-05-28T14:31:15Z" },
		{ "2004-05-25 오전 12:23:17", "2004-05-24T15:23:17Z" },
		{ "2004年5月28日 11時31分", "2004-05-28T11:31:00Z" },
	};
	(void)state;
	check(dates, sizeof(dates) / sizeof(*dates));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(rfc_822_dates_are_read_with_their_slips),
		cmocka_unit_test(iso_8601_dates_are_read_with_what_they_leave_out),
		cmocka_unit_test(dates_in_many_languages_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
