#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "tests/widgets/fixture.h"
#include "widgets/format.h"
#include "widgets/sparkline.h"
#include "widgets/wrap.h"

static void missing_figures_are_a_dash(void **state)
{
	(void)state;
	char out[FORMAT_SIZE];
	format_price((double)NAN, "USD", out);
	assert_string_equal(out, "-");
	format_amount((double)INFINITY, "USD", out);
	assert_string_equal(out, "-");
	format_change((double)NAN, out);
	assert_string_equal(out, "-");
	format_ratio((double)NAN, out);
	assert_string_equal(out, "-");
	format_bytes(-1, out);
	assert_string_equal(out, "-");
	format_plain_price(1e300, "USD", out);
	assert_string_equal(out, "-");
}

static void prices_carry_the_currency_s_decimals_and_thousands(void **state)
{
	(void)state;
	static const struct {
		double price;
		const char *currency, *text;
	} rows[] = {
		{ 216.85, "USD", "216.85" },     { 1234.5, "USD", "1,234.50" }, { 5771, "JPY", "¥5,771" },
		{ 0.4567, "USD", "0.4567" },     { 1e6, "JPY", "¥1,000,000" },  { -12.5, "USD", "-12.50" },
		{ 999999.99, "", "999,999.99" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[FORMAT_SIZE];
		format_price(rows[i].price, rows[i].currency, out);
		assert_string_equal(out, rows[i].text);
	}
}

static void a_change_always_has_arrow_and_sign(void **state)
{
	(void)state;
	char out[FORMAT_SIZE];
	format_change(1.312, out);
	assert_string_equal(out, "▲ +1.31%");
	format_change(-0.84, out);
	assert_string_equal(out, "▼ -0.84%");
	format_change(-0.0001, out);
	assert_string_equal(out, "· +0.00%");
}

static void times_are_clock_today_and_dates_before(void **state)
{
	(void)state;
	char out[FORMAT_SIZE];
	format_time(FIXTURE_NOW - 60, FIXTURE_NOW, -4 * 3600, out);
	assert_string_equal(out, "14:47");
	format_time(FIXTURE_NOW - 86400, FIXTURE_NOW, -4 * 3600, out);
	assert_string_equal(out, "19 Aug");
	format_time(FIXTURE_NOW - 300 * 86400, FIXTURE_NOW, 0, out);
	assert_string_equal(out, "Oct 25");
	format_date(FIXTURE_NOW - 300 * 86400, FIXTURE_NOW, 0, out);
	assert_string_equal(out, "24 Oct 2025");
	assert_string_equal(format_weekday(0, 0), "Thu");
	assert_string_equal(format_weekday(-1, 0), "Wed");
}

static void spans_are_minutes_hours_or_days(void **state)
{
	(void)state;
	char out[FORMAT_SIZE];
	format_span(61, out);
	assert_string_equal(out, "2 min");
	format_span(72 * 60, out);
	assert_string_equal(out, "1h12");
	format_span(3 * 86400, out);
	assert_string_equal(out, "3 d");
	format_span(-5, out);
	assert_string_equal(out, "0 min");
}

static void sparklines_use_seven_heights_and_the_last_close_of_a_bucket(void **state)
{
	(void)state;
	struct candle_series s;
	unsigned char heights[8];
	candle_series_init(&s);
	assert_int_equal(sparkline_heights(&s, 8, true, heights), 0);
	for (int i = 0; i < 14; i++)
		candle_series_append(&s, &(struct candle){ .time = i, .close = i });
	assert_int_equal(sparkline_heights(&s, 7, false, heights), 7);
	for (int i = 0; i < 7; i++)
		assert_int_equal(heights[i], i + 1);
	s.count = 1;
	assert_int_equal(sparkline_heights(&s, 8, true, heights), 1);
	assert_int_equal(heights[0], 4);
	s.count = 2;
	assert_int_equal(sparkline_heights(&s, 8, false, heights), 2);
	assert_int_equal(sparkline_heights(&s, 8, true, heights), 8);
	candle_series_release(&s);
}

static void wrapped_lines_end_at_blanks_and_lose_nothing(void **state)
{
	(void)state;
	char line[64];
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	const char *rest = wrap_line("one two three", 8, line, sizeof line);
	assert_string_equal(line, "one two");
	assert_string_equal(rest, "three");
	rest = wrap_line("abcdefghij", 4, line, sizeof line);
	assert_string_equal(line, "abcd");
	assert_string_equal(rest, "efghij");
	rest = wrap_line("日本語", 5, line, sizeof line);
	assert_string_equal(line, "日本");
	assert_string_equal(rest, "語");
	rest = wrap_line("日本語", 1, line, sizeof line);
	assert_string_equal(rest, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_figures_are_a_dash),
		cmocka_unit_test(prices_carry_the_currency_s_decimals_and_thousands),
		cmocka_unit_test(a_change_always_has_arrow_and_sign),
		cmocka_unit_test(times_are_clock_today_and_dates_before),
		cmocka_unit_test(spans_are_minutes_hours_or_days),
		cmocka_unit_test(sparklines_use_seven_heights_and_the_last_close_of_a_bucket),
		cmocka_unit_test(wrapped_lines_end_at_blanks_and_lose_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
