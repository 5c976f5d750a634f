#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/tsv.h"

static const char *const columns[] = { "name", "value", NULL };

static int open_text(struct tsv *t, const char *text, struct error *err)
{
	*err = (struct error){ "" };
	return tsv_open(t, "test.tsv", columns, text, strlen(text), err);
}

static void a_wrong_head_is_refused(void **state)
{
	static const char *const cases[][2] = {
		{ "", "test.tsv: expected a line with the names of 2 columns, not the end" },
		{ "# a\n\n", "test.tsv: expected a line with the names of 2 columns, not the end" },
		{ "name\n", "test.tsv line 1: expected column 2 to be \"value\", not \"\"" },
		{ "# a\nvalue\tname\n", "test.tsv line 2: expected column 1 to be \"name\", not \"value\"" },
		{ "name\tvalue\t\n", "test.tsv line 1: expected 2 columns, not 3" },
		{ "name value\n", "test.tsv line 1: expected column 1 to be \"name\", not \"name value\"" },
		{ "\xEF\xBB\xBFname\tvalue\n", "test.tsv line 1: expected column 1 to be \"name\"" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tsv t;
		struct error err;
		assert_int_equal(open_text(&t, cases[i][0], &err), -1);
		if (!strstr(err.text, cases[i][1]))
			fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i][1]);
	}
}

static void comments_and_empty_lines_are_skipped_but_counted(void **state)
{
	struct tsv t;
	struct error err;
	(void)state;
	assert_int_equal(open_text(&t, "#\n\nname\tvalue\n# x\ta\tb\n\na\t1\n#\nb\t2", &err), 0);
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_int_equal(t.line, 6);
	assert_string_equal(tsv_field(&t, 0), "a");
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_int_equal(t.line, 8);
	assert_string_equal(tsv_field(&t, 1), "2");
	assert_int_equal(tsv_next(&t, &err), 0);
	assert_int_equal(tsv_next(&t, &err), 0);
}

static void numbers_are_decimal_and_finite(void **state)
{
	static const struct {
		const char *text;
		double value;
	} good[] = { { "1", 1 },    { "-1.5", -1.5 }, { "30e9", 30e9 }, { "1E-3", 1e-3 },
		     { ".5", 0.5 }, { "+2", 2 },      { "0", 0 } };
	static const char *const wrong[] = { "nan", "inf", "0x1", "1 ",  " 1",    "1,5",  "1e",
					     "e",   ".",   "-",   "--1", "1e999", "1.2.3" };
	struct tsv t;
	struct error err;
	double value;
	char text[64];
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		strcat(strcpy(text, "name\tvalue\n\t"), good[i].text);
		assert_int_equal(open_text(&t, text, &err), 0);
		assert_int_equal(tsv_next(&t, &err), 1);
		assert_int_equal(tsv_number(&t, 1, -1e12, 1e12, &value, &err), 0);
		assert_true(value == good[i].value);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		strcat(strcpy(text, "name\tvalue\n\t"), wrong[i]);
		assert_int_equal(open_text(&t, text, &err), 0);
		assert_int_equal(tsv_next(&t, &err), 1);
		assert_int_equal(tsv_number(&t, 1, -1e12, 1e12, &value, &err), -1);
		assert_true(isnan(value));
		assert_non_null(strstr(err.text, "test.tsv line 2, field value: expected a number, not \""));
	}
}

static void long_values_are_shown_short_and_whole(void **state)
{
	struct tsv t;
	struct error err;
	char text[400] = "name\tvalue\n";
	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(text, "é");
	strcat(text, "\t1\n");
	assert_int_equal(open_text(&t, text, &err), 0);
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_int_equal(tsv_refuse(&t, 0, &err, "a %s", "name"), -1);
	assert_int_equal(strlen(err.text), strlen("test.tsv line 2, field name: expected a name, not \"\"") + 120);
}

static void a_field_must_fit(void **state)
{
	struct tsv t;
	struct error err;
	char out[4];
	(void)state;
	assert_int_equal(open_text(&t, "name\tvalue\nabcd\t\n", &err), 0);
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_int_equal(tsv_text(&t, 0, true, out, sizeof out, &err), -1);
	assert_non_null(strstr(err.text, "expected at most 3 bytes, not \"abcd\""));
	assert_int_equal(tsv_text(&t, 1, true, out, sizeof out, &err), -1);
	assert_int_equal(tsv_text(&t, 1, false, out, sizeof out, &err), 0);
	assert_string_equal(out, "");
}

/* "value" and "more" came later. */
static int open_older(struct tsv *t, const char *text, struct error *err)
{
	static const char *const grown[] = { "name", "value", "more", NULL };
	*err = (struct error){ "" };
	return tsv_open_older(t, "test.tsv", grown, 1, text, strlen(text), err);
}

static void a_head_may_lack_later_columns_but_no_earlier_one(void **state)
{
	static const char *const wrong[] = { "", "value\n", "name\tmore\n", "name\tvalue\tmore\tyet\n",
					     "name\tvalu\n" };
	struct tsv t;
	struct error err;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(open_older(&t, wrong[i], &err), -1);
	assert_int_equal(open_older(&t, "name\nx\ny\tz\n", &err), 0);
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_string_equal(tsv_field(&t, 0), "x");
	assert_string_equal(tsv_field(&t, 1), "");
	assert_string_equal(tsv_field(&t, 2), "");
	assert_int_equal(tsv_next(&t, &err), -1);
	assert_string_equal(err.text, "test.tsv line 3: expected 1 fields, not 2");
	assert_int_equal(open_older(&t, "name\tvalue\nx\ty\n", &err), 0);
	assert_int_equal(tsv_next(&t, &err), 1);
	assert_string_equal(tsv_field(&t, 1), "y");
	assert_string_equal(tsv_field(&t, 2), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_head_is_refused),
		cmocka_unit_test(comments_and_empty_lines_are_skipped_but_counted),
		cmocka_unit_test(numbers_are_decimal_and_finite),
		cmocka_unit_test(long_values_are_shown_short_and_whole),
		cmocka_unit_test(a_field_must_fit),
		cmocka_unit_test(a_head_may_lack_later_columns_but_no_earlier_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
