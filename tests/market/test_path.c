#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "market/path.h"
#include "tests/market/rows.h"

enum { KIND, PATH, DATE, VALUE, ADJUSTED, NOTE, SOURCE };

static const char *const columns[] = { "kind", "path", "date", "value", "adjusted", "note", "source", NULL };
static const char *const good[][7] = {
	{ "path", "tulips", "", "", "none", "Tulip bulbs", "a notary" },
	{ "close", "tulips", "1636-11-14", "1", "", "", "" },
	{ "day0", "tulips", "1636-11-25", "2", "", "the first contract", "" },
	{ "close", "tulips", "1636-12-01", "8", "", "", "" },
	{ "peak", "tulips", "1636-12-12", "10", "", "", "" },
	{ "close", "tulips", "1636-12-20", "7", "", "", "" },
	{ "trough", "tulips", "1636-12-27", "0.5", "", "", "" },
	{ "close", "tulips", "1637-01-05", "0.75", "", "", "" },
};
#define ROWS (sizeof good / sizeof *good)

/* The good rows with one field of row `changed` replaced; it stands on line 3 + changed. */
static int parse_changed(struct old_paths *paths, size_t changed, size_t column, const char *value, struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	for (size_t i = 0; i < ROWS; i++)
		table_row(&b, columns, good[i], i == changed ? column : AS_IT_IS, value);
	*err = (struct error){ "" };
	int status = old_paths_parse(paths, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void wrong_fields_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct {
		size_t row;
		struct refusal refusal;
	} cases[] = {
		{ 0, { KIND, "paths", "line 3, field kind: expected path, close, day0, peak or trough" } },
		{ 0, { KIND, "close", "line 3, field path: expected the name of the row \"path\" above" } },
		{ 0, { PATH, "", "line 3, field path: expected a text" } },
		{ 0, { PATH, "a name that is too long", "line 3, field path: expected at most 15 bytes" } },
		{ 0, { NOTE, "", "line 3, field note: expected a text" } },
		{ 0, { SOURCE, "", "line 3, field source: expected a text" } },
		{ 0, { ADJUSTED, "split", "line 3, field adjusted: expected none or split+dividend" } },
		{ 0, { DATE, "1636-11-14", "line 3, field date: expected nothing in a row \"path\"" } },
		{ 1, { PATH, "lilies", "line 4, field path: expected the name of the row \"path\" above" } },
		{ 1, { DATE, "1636-02-30", "line 4, field date: expected a date" } },
		{ 1, { VALUE, "", "line 4, field value: expected a close" } },
		{ 1, { VALUE, "0", "line 4, field value: expected a number from" } },
		{ 1, { VALUE, "-3", "line 4, field value: expected a number from" } },
		{ 1, { VALUE, "nan", "line 4, field value: expected a number" } },
		{ 1, { ADJUSTED, "none", "line 4, field adjusted: expected nothing in a row \"close\"" } },
		{ 1, { NOTE, "cold", "line 4, field note: expected nothing in a row \"close\"" } },
		{ 1, { SOURCE, "me", "line 4, field source: expected nothing in a row \"close\"" } },
		{ 1, { KIND, "peak", "line 7, field kind: expected one such row in a path" } },
		{ 2, { NOTE, "", "line 5, field note: expected a text" } },
		{ 3, { DATE, "1636-11-25", "line 6, field date: expected a day after that of the row above" } },
		{ 3, { DATE, "1636-12-10", "line 6, field date: expected a day at most two weeks after" } },
		{ 2, { KIND, "close", "line 5, field note: expected nothing" } },
		{ 4, { KIND, "close", "path tulips: expected a row \"peak\"" } },
		{ 6, { KIND, "close", "path tulips: expected a row \"trough\"" } },
		{ 3, { VALUE, "11", "path tulips: expected no close above the peak" } },
		{ 7, { VALUE, "0.4", "path tulips: expected no close below the trough" } },
		{ 7, { PATH, "a\tb", "line 10: expected 7 fields, not 8" } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct old_paths paths;
		struct error err;
		assert_int_equal(
			parse_changed(&paths, cases[i].row, cases[i].refusal.column, cases[i].refusal.value, &err), -1);
		assert_null(paths.items);
		assert_int_equal(paths.count, 0);
		assert_message_has(&err, "paths.tsv");
		assert_message_has(&err, cases[i].refusal.expected);
	}
}

static void parse_whole(const char *const rows[][7], size_t count, const char *refusal)
{
	struct buffer b;
	struct old_paths paths;
	struct error err = { "" };
	table_begin(&b, columns);
	for (size_t i = 0; i < count; i++)
		table_row(&b, columns, rows[i], AS_IT_IS, "");
	assert_int_equal(old_paths_parse(&paths, buffer_text(&b), b.length, &err), -1);
	assert_message_has(&err, refusal);
	assert_int_equal(paths.count, 0);
	buffer_release(&b);
}

static void a_path_without_rows_twice_or_in_another_order_is_refused(void **state)
{
	static const char *const twice[][7] = {
		{ "path", "a", "", "", "none", "A", "me" },
		{ "day0", "a", "1999-01-01", "1", "", "it began", "" },
		{ "peak", "a", "1999-01-08", "2", "", "", "" },
		{ "trough", "a", "1999-01-15", "1", "", "", "" },
		{ "path", "a", "", "", "none", "A again", "me" },
	};
	static const char *const turned[][7] = {
		{ "path", "a", "", "", "none", "A", "me" },
		{ "peak", "a", "1999-01-01", "2", "", "", "" },
		{ "day0", "a", "1999-01-08", "1", "", "it began", "" },
		{ "trough", "a", "1999-01-15", "1", "", "", "" },
	};
	(void)state;
	parse_whole(NULL, 0, "paths.tsv: expected a row \"path\"");
	parse_whole(twice, 1, "path a: expected a row \"day0\"");
	parse_whole(twice, 5, "line 7, field path: expected a name that no row \"path\" above has");
	parse_whole(turned, 4, "path a: expected day0, peak and trough in this order");
}

static void rows_become_a_path_with_its_marked_days_in_the_line(void **state)
{
	struct old_paths paths;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&paths, ROWS, 0, "", &err), 0);
	assert_int_equal(paths.count, 1);
	const struct old_path *p = old_paths_find(&paths, "tulips");
	assert_non_null(p);
	assert_null(old_paths_find(&paths, "lilies"));
	assert_string_equal(p->title, "Tulip bulbs");
	assert_string_equal(p->source, "a notary");
	assert_string_equal(p->adjusted, "none");
	assert_string_equal(p->event, "the first contract");
	assert_int_equal(p->count, 7);
	assert_int_equal(p->day0, 1);
	assert_int_equal(p->peak, 3);
	assert_int_equal(p->trough, 5);
	assert_true(p->points[3].close == 10);
	old_paths_release(&paths);
	assert_null(paths.items);
}

static const struct path_point *at(const struct old_path *p, size_t place, const char *date)
{
	char found[TIMESTAMP_SIZE];
	timestamp_format_date(p->points[place].time, found);
	assert_string_equal(found, date);
	return &p->points[place];
}

static void the_paths_that_came_with_the_program_are_those_of_the_dot_com_years(void **state)
{
	struct old_paths paths;
	struct error err = { "" };
	(void)state;
	if (old_paths_load(&paths, &err))
		fail_msg("%s", err.text);
	assert_int_equal(paths.count, 2);
	const struct old_path *nasdaq = old_paths_find(&paths, "nasdaq"), *cisco = old_paths_find(&paths, "cisco");
	assert_true(at(nasdaq, nasdaq->peak, "2000-03-10")->close == 5048.62);
	assert_true(at(nasdaq, nasdaq->trough, "2002-10-09")->close == 1114.11);
	double start = at(nasdaq, nasdaq->day0, "1995-08-09")->close;
	assert_true(fabs(nasdaq->points[nasdaq->peak].close / start - 5.0230) < 5e-5);
	at(cisco, cisco->day0, "1995-08-09");
	at(cisco, cisco->peak, "2000-03-27");
	at(cisco, cisco->trough, "2002-10-08");
	for (size_t i = 0; i < paths.count; i++) {
		assert_true(paths.items[i].count > 417 && paths.items[i].count < 425);
		at(&paths.items[i], 0, "1995-01-06");
		at(&paths.items[i], paths.items[i].count - 1, "2002-12-31");
		assert_string_equal(paths.items[i].event, "Netscape's first trading day");
	}
	old_paths_release(&paths);
	assert_true(shipped_find("paths.tsv")->length < 40000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_path_without_rows_twice_or_in_another_order_is_refused),
		cmocka_unit_test(rows_become_a_path_with_its_marked_days_in_the_line),
		cmocka_unit_test(the_paths_that_came_with_the_program_are_those_of_the_dot_com_years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
