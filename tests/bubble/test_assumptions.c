#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/shipped.h"
#include "bubble/assumptions.h"

static struct assumption_set shipped(void)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	struct assumption_set set;
	struct error err = { "" };

	assert_non_null(file);
	if (assumption_set_parse(&set, file->data, file->length, &err))
		fail_msg("%s", err.text);
	return set;
}

/* The shipped text with the first `old` after `anchor` replaced by `new`. */
static struct buffer changed(const char *anchor, const char *old, const char *new)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	const char *from = strstr(file->data, anchor);
	struct buffer text;

	assert_non_null(from);
	from = strstr(from, old);
	assert_non_null(from);
	buffer_init(&text, 0);
	assert_int_equal(buffer_append(&text, file->data, (size_t)(from - file->data)), 0);
	assert_int_equal(buffer_append_text(&text, new), 0);
	assert_int_equal(buffer_append_text(&text, from + strlen(old)), 0);
	return text;
}

static void assert_refused(const char *anchor, const char *old, const char *new, const char *expected)
{
	struct buffer text = changed(anchor, old, new);
	struct assumption_set set, before;
	struct error err = { "" };

	memset(&set, 0x5a, sizeof set);
	before = set;
	assert_int_equal(assumption_set_parse(&set, text.data, text.length, &err), -1);
	if (!strstr(err.text, expected))
		fail_msg("expected \"%s\" in \"%s\"", expected, err.text);
	assert_memory_equal(&set, &before, sizeof set);
	buffer_release(&text);
}

static void a_number_that_is_none_is_refused_by_line_and_field(void **state)
{
	static const char *const wrong[] = { "x", "nan", "inf", "0x3", "3 ", "--3", "3e", "1e999" };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_refused("\ngpu_life", "3", wrong[i], "line 17, field marcus: expected a number");
	assert_refused("\ngpu_life", "3", "", "field marcus: expected a number from 1 to 15 years, not \"\"");
	assert_refused("\ngpu_life", "\t6\t", "\tsix\t", "field huang: expected a number, not \"six\"");
	assert_refused("\ngpu_life", "\t6\t", "\t\x1b[2J\t", "control character 0x1B");
}

static void a_number_out_of_its_range_is_refused(void **state)
{
	(void)state;
	assert_refused("\ngpu_life", "3", "0", "field marcus: expected a number from 1 to 15, not \"0\"");
	assert_refused("\ngpu_life", "3", "-3", "from 1 to 15");
	assert_refused("\noperating_share", "35", "100", "field marcus: expected a number from 0 to 90");
	assert_refused("\ndeliver_loi", "30", "101", "from 0 to 100");
}

static void a_wrong_basis_or_unit_or_an_empty_source_is_refused(void **state)
{
	(void)state;
	assert_refused("\ngpu_life", "claimed", "guessed", "field marcus_basis: expected observed, claimed or assumed");
	assert_refused("\ngpu_life", "observed", "", "field huang_basis");
	assert_refused("\ngpu_life", "years", "months", "field unit: expected \"years\", not \"months\"");
	assert_refused("\ndeliver_loi", "ledger D03 over D01: Nvidia's 100 bn for OpenAI became 30 bn", "",
		       "field source: expected a text");
}

static void an_unknown_or_repeated_or_missing_key_is_refused(void **state)
{
	(void)state;
	assert_refused("\ngpu_life", "gpu_life", "gpu_live", "field key: expected the name of an assumption");
	assert_refused("\nbuilding_life", "building_life", "gpu_life", "field key: expected each assumption once");
	assert_refused("\nbuilding_life", "building_life", "#building_life", "expected a row for building_life");
}

static void a_row_with_too_few_or_too_many_fields_is_refused(void **state)
{
	(void)state;
	assert_refused("\ngpu_life", "\tclaimed", "", "line 17: expected 8 fields, not 7");
	assert_refused("\ngpu_life", "\tclaimed", "\tclaimed\tclaimed", "expected 8 fields, not 9");
	assert_refused("\nkey", "marcus_basis", "basis", "expected column 3 to be \"marcus_basis\"");
}

static void a_text_that_is_cut_is_refused(void **state)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	struct assumption_set set;
	struct error err = { "" };

	(void)state;
	size_t last_field = (size_t)(strrchr(file->data, '\t') + 1 - file->data);
	for (size_t length = 0; length <= last_field; length++)
		assert_int_equal(assumption_set_parse(&set, file->data, length, &err), -1);
}

static void the_shipped_columns_are_those_of_the_method(void **state)
{
	struct assumption_set set = shipped();
	const struct assumptions *m = &set.camp[CAMP_MARCUS], *h = &set.camp[CAMP_HUANG];

	(void)state;
	assert_true(m->gpu_life_years == 3 && h->gpu_life_years == 6);
	assert_true(m->required_return == 0.12 && h->required_return == 0.08);
	assert_true(fabs(m->short_lived_share - 2.0 / 3) < 1e-12);
	assert_true(m->lab_revenue_usd == 55e9 && m->platform_revenue_usd == 0 && m->existing_share == 0);
	assert_true(h->platform_revenue_usd == 37e9 && h->existing_business_usd == 2500e9 && h->existing_share == 0.05);
	assert_true(m->delivery_weight[DELIVERY_LOI] == 0.3 && h->delivery_weight[DELIVERY_LOI] == 0.3);
	assert_true(m->delivery_weight[DELIVERY_CONTRACT] == 0.7 && h->delivery_weight[DELIVERY_CONTRACT] == 1);
	assert_true(m->delivery_weight[DELIVERY_NONE] == 0);
}

static void every_shipped_assumption_says_where_it_comes_from(void **state)
{
	struct assumption_set set = shipped();

	(void)state;
	for (const struct assumption_row *row = assumption_rows; row->key; row++) {
		size_t i = (size_t)(row - assumption_rows);

		assert_true(set.source[i][0] != '\0' && set.note[i][0] != '\0');
	}
	assert_int_equal(set.basis[CAMP_MARCUS][0], BASIS_CLAIMED);
	assert_int_equal(set.basis[CAMP_HUANG][0], BASIS_OBSERVED);
}

static void a_change_that_makes_no_sense_is_refused_and_changes_nothing(void **state)
{
	static const char *const wrong[] = { "",
					     "gpu_life",
					     "gpu_life=",
					     "=4",
					     "gpu_live=4",
					     "gpu_life=0",
					     "gpu_life=nan",
					     "return=31",
					     "lab_revenue=-1",
					     "burry.gpu_life=4",
					     "gpu_life=4,return=10",
					     "marcus.=4" };
	struct assumption_set set = shipped(), before = set;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct error err = { "" };

		assert_int_equal(assumption_set_apply(&set, wrong[i], &err), -1);
		assert_true(strncmp(err.text, "assumption ", 11) == 0);
	}
	assert_memory_equal(&set, &before, sizeof set);
}

static void a_change_reaches_both_camps_or_the_one_it_names(void **state)
{
	struct assumption_set set = shipped();
	struct error err;

	(void)state;
	assert_int_equal(assumption_set_apply(&set, "return=10", &err), 0);
	assert_true(set.camp[CAMP_MARCUS].required_return == 0.1 && set.camp[CAMP_HUANG].required_return == 0.1);
	assert_int_equal(assumption_set_apply(&set, "marcus.gpu_life=4", &err), 0);
	assert_true(set.camp[CAMP_MARCUS].gpu_life_years == 4 && set.camp[CAMP_HUANG].gpu_life_years == 6);
	assert_int_equal(assumption_set_apply(&set, "huang.deliver_contract=85", &err), 0);
	assert_true(set.camp[CAMP_HUANG].delivery_weight[DELIVERY_CONTRACT] == 0.85);
}

static void a_value_set_by_keys_stays_in_its_range(void **state)
{
	struct assumption_set set = shipped();
	const struct assumption_row *row = assumption_find("gpu_life");

	(void)state;
	assert_null(assumption_find("life"));
	assumption_set_value(&set.camp[CAMP_MARCUS], row, 99);
	assert_true(assumption_get(&set.camp[CAMP_MARCUS], row) == 15);
	assumption_set_value(&set.camp[CAMP_MARCUS], row, -1);
	assert_true(assumption_get(&set.camp[CAMP_MARCUS], row) == 1);
	row = assumption_find("lab_revenue");
	assumption_set_value(&set.camp[CAMP_MARCUS], row, 60);
	assert_true(fabs(set.camp[CAMP_MARCUS].lab_revenue_usd - 60e9) < 1e-3);
	assert_true(fabs(assumption_get(&set.camp[CAMP_MARCUS], row) - 60) < 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_that_is_none_is_refused_by_line_and_field),
		cmocka_unit_test(a_number_out_of_its_range_is_refused),
		cmocka_unit_test(a_wrong_basis_or_unit_or_an_empty_source_is_refused),
		cmocka_unit_test(an_unknown_or_repeated_or_missing_key_is_refused),
		cmocka_unit_test(a_row_with_too_few_or_too_many_fields_is_refused),
		cmocka_unit_test(a_text_that_is_cut_is_refused),
		cmocka_unit_test(the_shipped_columns_are_those_of_the_method),
		cmocka_unit_test(every_shipped_assumption_says_where_it_comes_from),
		cmocka_unit_test(a_change_that_makes_no_sense_is_refused_and_changes_nothing),
		cmocka_unit_test(a_change_reaches_both_camps_or_the_one_it_names),
		cmocka_unit_test(a_value_set_by_keys_stays_in_its_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
