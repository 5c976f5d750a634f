#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"
#include "bubble/energy.h"
#include "tests/bubble/near.h"

static const char heading[] = "id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\t"
			      "confidence\tpayer\tpayee\tsupersedes\tsource\tnote\tedge_low\tedge_high\tgw_in\n";

struct row {
	const char *id, *date, *from, *to, *gw, *class, *supersedes, *gw_in;
};

static void list_init(struct deal_list *list, const struct row *rows, size_t count)
{
	char text[16384];
	struct error err = { "" };
	size_t used = (size_t)snprintf(text, sizeof text, "%s", heading);

	for (const struct row *r = rows; r < rows + count; r++)
		used += (size_t)snprintf(
			text + used, sizeof text - used,
			"%s\t%s\t%s\t%s\tcapacity contract\t\t\t\t%s\t\tstated\t%s\thigh\t\t\t%s\ta page"
			"\t\t\t\t%s\n",
			r->id, r->date, r->from, r->to, r->gw, r->class, r->supersedes, r->gw_in);
	assert_true(used < sizeof text);
	if (deal_list_parse(list, text, used, &err))
		fail_msg("%s", err.text);
}

static void nothing_promised_is_zero(void **state)
{
	struct deal_list list = { 0 };
	struct energy e;
	struct error err;

	(void)state;
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	assert_int_equal(e.count, 0);
	assert_int_equal(e.year_count, 0);
	assert_near(e.gw, 0, 0);
	energy_release(&e);
}

static void what_came_to_nothing_or_is_counted_elsewhere_is_left_out_with_its_reason(void **state)
{
	static const struct row rows[] = {
		{ "A", "2025", "Site", "", "10", "plan", "", "" },
		{ "B", "2025", "Firm", "Chips", "6", "contract", "", "A" },
		{ "C", "2025", "Firm", "Talk", "3", "rumour", "", "" },
		{ "D", "2025", "Firm", "Gone", "2", "cancelled", "", "" },
		{ "E", "2025", "Old", "New", "4", "loi", "", "" },
		{ "F", "2026", "Old", "New", "1", "done", "E", "" },
		{ "G", "2026", "Press", "", "10", "quote", "", "" },
	};
	static const struct {
		const char *id, *reason;
	} reasons[] = {
		{ "B", "in A" }, { "C", "rumour" }, { "D", "cancelled" }, { "E", "replaced" }, { "G", "quote" }
	};
	struct deal_list list;
	struct energy e;
	struct error err;

	(void)state;
	list_init(&list, rows, sizeof rows / sizeof *rows);
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	assert_near(e.gw, 11, 1e-12);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		const struct deal *d = deal_list_find(&list, reasons[i].id);
		char reason[32];

		assert_true(energy_leaves_out(&e, d));
		energy_format_reason(d, reason, sizeof reason);
		assert_string_equal(reason, reasons[i].reason);
	}
	assert_false(energy_leaves_out(&e, deal_list_find(&list, "A")));
	energy_release(&e);
	deal_list_release(&list);
}

/* The site was cancelled, so the contract that named it counts for itself. */
static void a_row_whose_site_does_not_count_counts_itself(void **state)
{
	static const struct row rows[] = {
		{ "A", "2025", "Site", "", "10", "cancelled", "", "" },
		{ "B", "2025", "Firm", "Chips", "6", "contract", "", "A" },
	};
	struct deal_list list;
	struct energy e;
	struct error err;

	(void)state;
	list_init(&list, rows, sizeof rows / sizeof *rows);
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	assert_near(e.gw, 6, 1e-12);
	energy_release(&e);
	deal_list_release(&list);
}

static void partners_are_one_pair_in_either_direction_the_most_powerful_first(void **state)
{
	static const struct row rows[] = {
		{ "A", "2025-01", "Small", "Site", "1", "plan", "", "" },
		{ "B", "2025-02", "Firm", "Chips", "2.5", "contract", "", "" },
		{ "C", "2026-03-04", "Chips", "Firm", "3", "contract", "", "" },
	};
	struct deal_list list;
	struct energy e;
	struct error err;

	(void)state;
	list_init(&list, rows, sizeof rows / sizeof *rows);
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	assert_int_equal(e.count, 2);
	assert_string_equal(e.items[0].from, "Firm");
	assert_near(e.items[0].gw, 5.5, 1e-12);
	assert_int_equal(e.year_count, 2);
	assert_string_equal(e.years[0], "2025");
	assert_string_equal(e.years[1], "2026");
	assert_near(e.items[0].by_year[0], 2.5, 1e-12);
	assert_near(e.items[0].by_year[1], 3, 1e-12);
	assert_near(e.by_year[0], 3.5, 1e-12);
	assert_true(energy_counts(&e, &e.items[0], deal_list_find(&list, "C")));
	assert_false(energy_counts(&e, &e.items[0], deal_list_find(&list, "A")));
	energy_release(&e);
	deal_list_release(&list);
}

static void of_too_many_years_the_newest_have_a_column_and_all_are_in_the_sum(void **state)
{
	struct row rows[ENERGY_YEARS + 3];
	char ids[ENERGY_YEARS + 3][16], dates[ENERGY_YEARS + 3][16];
	struct deal_list list;
	struct energy e;
	struct error err;

	(void)state;
	/* In an order of its own: 7 is prime to the number of rows. */
	for (int i = 0; i < ENERGY_YEARS + 3; i++) {
		snprintf(ids[i], sizeof ids[i], "Y%d", i);
		snprintf(dates[i], sizeof dates[i], "%d", 2010 + i * 7 % (ENERGY_YEARS + 3));
		rows[i] = (struct row){ ids[i], dates[i], "Firm", "Site", "1", "plan", "", "" };
	}
	list_init(&list, rows, ENERGY_YEARS + 3);
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	assert_int_equal(e.year_count, ENERGY_YEARS);
	assert_string_equal(e.years[0], "2013");
	assert_string_equal(e.years[ENERGY_YEARS - 1], "2024");
	for (size_t i = 1; i < e.year_count; i++)
		assert_true(strcmp(e.years[i - 1], e.years[i]) < 0);
	assert_near(e.gw, ENERGY_YEARS + 3, 1e-12);
	energy_release(&e);
	deal_list_release(&list);
}

static void ten_gigawatts_are_what_the_press_says(void **state)
{
	(void)state;
	assert_near(energy_twh(10), 87.6, 1e-12);
	assert_near(energy_homes(10), 8e6, 1e-6);
	assert_near(energy_reactors(10), 10, 0);
	assert_near(energy_twh(0), 0, 0);
}

static void the_shipped_ledger_adds_up(void **state)
{
	const struct shipped_file *file = shipped_find("ledger.tsv");
	struct deal_list list;
	struct energy e;
	struct error err = { "" };
	double partners = 0, years = 0;

	(void)state;
	assert_non_null(file);
	if (deal_list_parse(&list, file->data, file->length, &err))
		fail_msg("%s", err.text);
	assert_int_equal(energy_compute(&e, &list, &list, &err), 0);
	for (size_t i = 0; i < e.count; i++)
		partners += e.items[i].gw;
	for (size_t i = 0; i < e.year_count; i++)
		years += e.by_year[i];
	assert_near(e.gw, 54.25, 1e-9);
	assert_near(partners, e.gw, 1e-9);
	assert_near(years, e.gw, 1e-9);
	energy_release(&e);
	deal_list_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_promised_is_zero),
		cmocka_unit_test(what_came_to_nothing_or_is_counted_elsewhere_is_left_out_with_its_reason),
		cmocka_unit_test(a_row_whose_site_does_not_count_counts_itself),
		cmocka_unit_test(partners_are_one_pair_in_either_direction_the_most_powerful_first),
		cmocka_unit_test(of_too_many_years_the_newest_have_a_column_and_all_are_in_the_sum),
		cmocka_unit_test(ten_gigawatts_are_what_the_press_says),
		cmocka_unit_test(the_shipped_ledger_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
