#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "config/symbols_import.h"

static void what_holds_no_symbol_is_refused(void **state)
{
	(void)state;
	struct symbols_import s;
	struct error err = { "" };
	assert_int_equal(symbols_import_text(&s, "a.txt", "", 0, &err), -1);
	assert_string_equal(err.text, "a.txt: expected symbols such as NVDA or 9984.T, found none");
	assert_int_equal(symbols_import_text(&s, "a.txt", "# NVDA\n", 7, &err), -1);
	assert_int_equal(symbols_import_ticker(&s, "t.yaml", "interval: 5\n", 12, &err), -1);
	assert_int_equal(symbols_import_ticker(&s, "t.yaml", "watchlist: [NVDA\n", 17, &err), -1);
	assert_non_null(strstr(err.text, "t.yaml:2: not YAML"));
	symbols_import_release(&s);
}

static void plain_words_become_one_list_named_after_the_file(void **state)
{
	(void)state;
	static const char text[] = "nvda, AMD;ORCL # mine\n\"9984.T\"\tNVDA\r\nnot/a/symbol ^GSPC";
	struct symbols_import s;
	struct error err;
	assert_int_equal(symbols_import_text(&s, "/home/me/chips.txt", text, sizeof text - 1, &err), 0);
	assert_int_equal(s.count, 1);
	assert_string_equal(s.lists[0].name, "chips");
	assert_int_equal(s.lists[0].count, 5);
	assert_string_equal(s.lists[0].symbols[0], "NVDA");
	assert_string_equal(s.lists[0].symbols[3], "9984.T");
	assert_string_equal(s.lists[0].symbols[4], "^GSPC");
	assert_int_equal(s.left_out, 1);
	assert_string_equal(s.first_out, "not/a/symbol");
	symbols_import_release(&s);
}

static void lists_and_groups_of_ticker_are_taken(void **state)
{
	(void)state;
	static const char text[] = "show-summary: true\nwatchlist:\n  - NET\n  - ON # a chip maker\n  - SOL.X\n"
				   "lots:\n  - symbol: ABNB\n    quantity: 35.0\n    unit_cost: 146.00\n"
				   "groups:\n  - name: chips\n    watchlist:\n      - NVDA\n    holdings:\n"
				   "      - symbol: 'AMD'\n        quantity: 1\n  - watchlist: [TSM]\n    name: last\n"
				   "  - watchlist: [ORCL]\n";
	struct symbols_import s;
	struct error err;
	assert_int_equal(symbols_import_ticker(&s, "/home/me/.ticker.yaml", text, sizeof text - 1, &err), 0);
	assert_int_equal(s.count, 4);
	assert_string_equal(s.lists[0].name, "ticker");
	assert_int_equal(s.lists[0].count, 3);
	assert_string_equal(s.lists[0].symbols[1], "ON");
	assert_string_equal(s.lists[0].symbols[2], "ABNB");
	assert_string_equal(s.lists[1].name, "chips");
	assert_int_equal(s.lists[1].count, 2);
	assert_string_equal(s.lists[1].symbols[1], "AMD");
	assert_string_equal(s.lists[2].name, "last");
	assert_string_equal(s.lists[3].name, "group 3");
	assert_int_equal(s.left_out, 1);
	symbols_import_release(&s);
}

static void a_document_that_is_too_deep_ends(void **state)
{
	(void)state;
	char text[512];
	struct symbols_import s;
	struct error err;
	memset(text, '[', sizeof text);
	assert_int_equal(symbols_import_ticker(&s, "t.yaml", text, sizeof text, &err), -1);
	symbols_import_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_holds_no_symbol_is_refused),
		cmocka_unit_test(plain_words_become_one_list_named_after_the_file),
		cmocka_unit_test(lists_and_groups_of_ticker_are_taken),
		cmocka_unit_test(a_document_that_is_too_deep_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
