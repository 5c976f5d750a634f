/* An exchange's hours in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/hours.h"

#define ET (-4 * 3600)

/* 14:48:03 in New York, a Thursday, which closes at 16:00. */
static void thursday(struct hours *h)
{
	*h = (struct hours){ .name = "NYSE", .scheduled = MARKET_OPEN, .offset_s = ET, .local_offset_s = 7200 };
	h->session = (struct session){ .state = MARKET_OPEN, .next = MARKET_POST, .utc_offset_s = ET, .zone = "ET" };
	assert_int_equal(timestamp_parse_rfc3339("2026-08-20T18:48:03Z", &h->now), 0);
	assert_int_equal(timestamp_parse_rfc3339("2026-08-20T20:00:00Z", &h->session.next_change), 0);
}

static void shut(struct hours *h, enum market_state state, const char *next_open)
{
	thursday(h);
	h->session.state = h->scheduled = state;
	assert_int_equal(timestamp_parse_rfc3339(next_open, &h->next_open), 0);
}

static void assert_line(const struct hours *h, enum hours_detail detail, const char *text)
{
	char line[HOURS_SIZE];
	hours_format(h, detail, line);
	assert_string_equal(line, text);
}

static void assert_until(const struct hours *h, const char *text)
{
	char line[HOURS_SIZE];
	hours_format_until(h, true, line);
	assert_string_equal(line, text);
}

static void what_is_open_closes(void **state)
{
	(void)state;
	struct hours h;
	thursday(&h);
	assert_line(&h, HOURS_STATE, "NYSE open");
	assert_line(&h, HOURS_NEXT, "NYSE open · closes in 1h12");
	assert_line(&h, HOURS_TIMES, "NYSE open · closes 16:00 ET, 22:00 here");
	assert_line(&h, HOURS_ALL, "NYSE open · closes in 1h12, 16:00 ET, 22:00 here");
	assert_until(&h, "NYSE open until 16:00 ET, 22:00 here");
	h.now = h.session.next_change - 1;
	assert_line(&h, HOURS_NEXT, "NYSE open · closes in 1 min");
	h.session.next = MARKET_LUNCH;
	assert_line(&h, HOURS_NEXT, "NYSE open · lunch in 1 min");
}

static void what_is_shut_opens_and_half_a_day_is_the_limit_of_time_left(void **state)
{
	(void)state;
	struct hours h;
	shut(&h, MARKET_LUNCH, "2026-08-21T06:48:02Z");
	assert_line(&h, HOURS_NEXT, "NYSE lunch break · opens in 12h00");
	shut(&h, MARKET_POST, "2026-08-21T06:48:03Z");
	assert_line(&h, HOURS_NEXT, "NYSE after hours · opens Fri 02:48 ET");
	assert_line(&h, HOURS_ALL, "NYSE after hours · opens Fri 02:48 ET, 08:48 here");
	shut(&h, MARKET_CLOSED, "2026-08-24T13:30:00Z");
	assert_line(&h, HOURS_ALL, "NYSE closed · opens Mon 09:30 ET, 15:30 here");
	h.local_offset_s = 11 * 3600;
	assert_until(&h, "NYSE closed until Mon 09:30 ET, Tue 00:30 here");
	h.local_offset_s = ET;
	assert_until(&h, "NYSE closed until Mon 09:30 ET");
	h.local_offset_s = 0;
	h.is_local_utc = true;
	assert_until(&h, "NYSE closed until Mon 09:30 ET, 13:30 UTC");
}

static void what_is_not_known_is_not_told(void **state)
{
	(void)state;
	struct hours h;
	thursday(&h);
	h.session.state = h.scheduled = MARKET_UNKNOWN;
	assert_line(&h, HOURS_ALL, "NYSE hours unknown");
	h.session.expected = true;
	assert_until(&h, "NYSE hours unknown");
	thursday(&h);
	h.scheduled = MARKET_CLOSED; /* the sources say open */
	assert_line(&h, HOURS_ALL, "NYSE open");
	assert_int_equal(hours_next(&h.session, MARKET_CLOSED, 0), 0);
	h.session.state = MARKET_CLOSED; /* and shut against it, with no opening in sight */
	assert_int_equal(hours_next(&h.session, MARKET_OPEN, 0), 0);
	assert_int_equal(hours_next(&h.session, MARKET_CLOSED, 0), h.session.next_change);
}

static void hours_by_rule_say_so(void **state)
{
	(void)state;
	struct hours h;
	thursday(&h);
	h.session.expected = true;
	assert_line(&h, HOURS_STATE, "NYSE open (expected)");
	assert_until(&h, "NYSE open (expected) until 16:00 ET, 22:00 here");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_open_closes),
		cmocka_unit_test(what_is_shut_opens_and_half_a_day_is_the_limit_of_time_left),
		cmocka_unit_test(what_is_not_known_is_not_told),
		cmocka_unit_test(hours_by_rule_say_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
