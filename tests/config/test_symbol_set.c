/* A set of as many symbols as a watchlist may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/symbol_set.h"

static void one_that_is_in_it_is_refused_and_one_that_is_alike_is_not(void **state)
{
	static struct symbol_set set;
	const char symbols[][SYMBOL_SIZE] = { "NVDA", "NVDA.F", "NVDA", "AMD" };
	(void)state;
	symbol_set_clear(&set);
	assert_true(symbol_set_put(&set, symbols, 0));
	assert_true(symbol_set_put(&set, symbols, 1));
	assert_false(symbol_set_put(&set, symbols, 2));
	assert_true(symbol_set_put(&set, symbols, 3));
	symbol_set_clear(&set);
	assert_true(symbol_set_put(&set, symbols, 2));
}

static void the_longest_list_fits_and_every_one_of_it_is_found_again(void **state)
{
	static struct symbol_set set;
	char(*symbols)[SYMBOL_SIZE] = calloc(CONFIG_MAX_SYMBOLS, sizeof *symbols);
	(void)state;
	assert_non_null(symbols);
	symbol_set_clear(&set);
	for (size_t i = 0; i < CONFIG_MAX_SYMBOLS; i++) {
		snprintf(symbols[i], sizeof symbols[i], "S%zu.T", i);
		assert_true(symbol_set_put(&set, (const char(*)[SYMBOL_SIZE])symbols, i));
	}
	for (size_t i = 0; i < CONFIG_MAX_SYMBOLS; i++)
		assert_false(symbol_set_put(&set, (const char(*)[SYMBOL_SIZE])symbols, i));
	free(symbols);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_is_in_it_is_refused_and_one_that_is_alike_is_not),
		cmocka_unit_test(the_longest_list_fits_and_every_one_of_it_is_found_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
