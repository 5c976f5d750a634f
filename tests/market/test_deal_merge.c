/* A person's own ledger over a list that was read before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/shipped.h"
#include "market/deal.h"
#include "tests/market/rows.h"

#define HEAD                                                                                                           \
	"id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\t"    \
	"payee\tsupersedes\tsource\tnote"
#define LATER "\tedge_low\tedge_high\tgw_in"

/* What a test says of a row; the rest is the same in all of them. */
struct row {
	const char *id, *amount, *class, *supersedes, *edge_low, *edge_high, *gw_in;
};

static size_t write_rows(char *text, size_t size, const struct row *rows, size_t count)
{
	size_t used = (size_t)snprintf(text, size, HEAD LATER "\n");
	for (const struct row *r = rows; r < rows + count; r++)
		used += (size_t)snprintf(text + used, size - used,
					 "%s\t2026\tA\tB\tsupply contract\t%s\t%s\tUSD\t1\t\t\t%s\thigh\tAAA\tBBB\t%s\t"
					 "a page\t\t%s\t%s\t%s\n",
					 r->id, r->amount, r->amount, r->class, r->supersedes ? r->supersedes : "",
					 r->edge_low ? r->edge_low : "", r->edge_high ? r->edge_high : "",
					 r->gw_in ? r->gw_in : "");
	assert_true(used < size);
	return used;
}

/* S1, S2 replacing S1, S3. */
static void base_init(struct deal_list *list)
{
	static const struct row rows[] = {
		{ .id = "S1", .amount = "100e9", .class = "loi" },
		{ .id = "S2", .amount = "30e9", .class = "committed", .supersedes = "S1" },
		{ .id = "S3", .amount = "5e9", .class = "contract" },
	};
	char text[4096];
	struct error err = { "" };
	size_t length = write_rows(text, sizeof text, rows, 3);
	if (deal_list_parse(list, text, length, &err))
		fail_msg("%s", err.text);
}

static int merge(struct deal_list *list, const struct row *rows, size_t count, struct error *err)
{
	char text[4096];
	size_t length = write_rows(text, sizeof text, rows, count);
	*err = (struct error){ "" };
	return deal_list_merge(list, "own.tsv", text, length, err);
}

static void merge_well(struct deal_list *list, const struct row *rows, size_t count)
{
	struct error err;
	if (merge(list, rows, count, &err))
		fail_msg("%s", err.text);
}

/* The list is what it was before the refusal. */
static void assert_untouched(const struct deal_list *list)
{
	static const char *const ids[] = { "S1", "S2", "S3" };
	assert_int_equal(list->count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(list->items[i].id, ids[i]);
		assert_int_equal(list->items[i].origin, DEAL_SHIPPED);
		assert_int_equal(list->items[i].superseded, i == 0);
	}
}

static void wrong_rows_are_refused_by_file_line_and_field_and_change_nothing(void **state)
{
	static const struct {
		struct row row;
		const char *expected;
	} refusals[] = {
		{ { .id = "", .amount = "1", .class = "done" }, "own.tsv line 3, field id: expected a text" },
		{ { .id = "N1", .amount = "1", .class = "done" },
		  "own.tsv line 3, field id: expected an id that no row above has, not \"N1\"" },
		{ { .id = "N2", .amount = "1", .class = "sure" }, "own.tsv line 3, field class: expected one of" },
		{ { .id = "N2", .amount = "many", .class = "done" }, "own.tsv line 3, field amount_low" },
		{ { .id = "N2", .amount = "1", .class = "done", .supersedes = "S9" },
		  "own.tsv line 3, field supersedes: expected the id of a row above or of the ledger that it is added "
		  "to, not \"S9\"" },
		{ { .id = "N2", .amount = "1", .class = "done", .supersedes = "a long id that fits nowhere" },
		  "own.tsv line 3, field supersedes" },
		{ { .id = "S1", .amount = "1", .class = "done", .supersedes = "S1" },
		  "own.tsv line 3, field supersedes: expected the id of a row that does not itself give way to S1" },
		{ { .id = "S1", .amount = "1", .class = "done", .supersedes = "S2" },
		  "own.tsv line 3, field supersedes: expected the id of a row that does not itself give way to S1" },
		{ { .id = "N2", .amount = "1", .class = "done", .edge_low = "2e9", .edge_high = "1e9" },
		  "own.tsv line 3, field edge_high: expected no less than edge_low" },
		{ { .id = "N2", .amount = "1", .class = "done", .edge_low = "-1" }, "own.tsv line 3, field edge_low" },
		{ { .id = "N2", .amount = "1", .class = "done", .gw_in = "S9" },
		  "own.tsv line 3, field gw_in: expected the id of another row, whose own gw_in is empty, not \"S9\"" },
		{ { .id = "N2", .amount = "1", .class = "done", .gw_in = "N2" }, "own.tsv line 3, field gw_in" },
		{ { .id = "N2", .amount = "1", .class = "done", .gw_in = "N1" }, "own.tsv line 3, field gw_in" },
	};
	struct deal_list list;
	(void)state;
	base_init(&list);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct row rows[] = { { .id = "N1", .amount = "1", .class = "done", .gw_in = "S3" },
					    refusals[i].row };
		struct error err;
		assert_int_equal(merge(&list, rows, 2, &err), -1);
		assert_message_has(&err, refusals[i].expected);
		assert_untouched(&list);
	}
	deal_list_release(&list);
}

static void a_text_that_is_no_ledger_changes_nothing(void **state)
{
	static const char *const texts[] = {
		"", "\n", "watchlist: [NVDA]\n", "id\tdate\n", HEAD "\tedge_low\tmore\n", HEAD LATER "\nD1\t2026\n"
	};
	struct deal_list list;
	(void)state;
	base_init(&list);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct error err = { "" };
		assert_int_equal(deal_list_merge(&list, "own.tsv", texts[i], strlen(texts[i]), &err), -1);
		assert_message_has(&err, "own.tsv");
		assert_untouched(&list);
	}
	deal_list_release(&list);
}

static void edge_money_without_an_edge_is_refused(void **state)
{
	static const char text[] =
		HEAD LATER "\nN1\t2026\tA\t\tcapex guidance\t1\t1\tUSD\t\t\t\tguidance\thigh\tAAA\t\t\t"
			   "a page\t\t1\t1\t\n";
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	assert_int_equal(deal_list_parse(&list, text, strlen(text), &err), -1);
	assert_message_has(&err, "line 2, field edge_low: expected nothing in a row without payer, payee and currency");
}

static void a_head_alone_changes_nothing(void **state)
{
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	base_init(&list);
	assert_int_equal(deal_list_merge(&list, "own.tsv", HEAD, strlen(HEAD), &err), 0);
	assert_untouched(&list);
	deal_list_release(&list);
}

static void a_new_id_is_a_new_row_at_the_end(void **state)
{
	static const struct row rows[] = { { .id = "N1", .amount = "7e9", .class = "done" } };
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 1);
	assert_int_equal(list.count, 4);
	assert_string_equal(list.items[3].id, "N1");
	assert_int_equal(list.items[3].origin, DEAL_OWN);
	assert_int_equal(list.items[0].origin, DEAL_SHIPPED);
	assert_true(list.items[0].superseded);
	deal_list_release(&list);
}

static void a_known_id_takes_the_rows_place(void **state)
{
	static const struct row rows[] = { { .id = "S3", .amount = "6e9", .class = "done" } };
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 1);
	assert_int_equal(list.count, 3);
	assert_string_equal(list.items[2].id, "S3");
	assert_true(list.items[2].amount_low == 6e9);
	assert_int_equal(list.items[2].delivery, DELIVERY_DONE);
	assert_int_equal(list.items[2].origin, DEAL_OWN);
	deal_list_release(&list);
}

/* S2 as shipped replaces S1; the correction does not. */
static void a_correction_takes_back_what_the_row_replaced(void **state)
{
	static const struct row rows[] = { { .id = "S2", .amount = "30e9", .class = "committed" } };
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 1);
	assert_false(deal_list_find(&list, "S1")->superseded);
	deal_list_release(&list);
}

static void a_corrected_row_that_was_replaced_stays_replaced(void **state)
{
	static const struct row rows[] = { { .id = "S1", .amount = "90e9", .class = "loi" } };
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 1);
	assert_true(deal_list_find(&list, "S1")->superseded);
	assert_true(deal_list_find(&list, "S1")->amount_high == 90e9);
	deal_list_release(&list);
}

static void rows_of_both_files_are_superseded_by_id(void **state)
{
	static const struct row rows[] = {
		{ .id = "N1", .amount = "20e9", .class = "done", .supersedes = "S2" },
		{ .id = "N2", .amount = "25e9", .class = "done", .supersedes = "N1" },
	};
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 2);
	assert_true(deal_list_find(&list, "S1")->superseded);
	assert_true(deal_list_find(&list, "S2")->superseded);
	assert_true(deal_list_find(&list, "N1")->superseded);
	assert_string_equal(deal_list_find(&list, "N2")->supersedes, "N1");
	assert_false(deal_list_find(&list, "N2")->superseded);
	deal_list_release(&list);
}

static void the_edge_has_the_amount_unless_the_row_says_otherwise(void **state)
{
	static const struct row rows[] = {
		{ .id = "N1", .amount = "20e9", .class = "done" },
		{ .id = "N2", .amount = "20e9", .class = "done", .edge_low = "8e9", .edge_high = "28e9" },
		{ .id = "N3", .amount = "", .class = "done" },
	};
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 3);
	assert_true(deal_edge_announced(deal_list_find(&list, "N1")) == 20e9);
	assert_true(deal_edge_firm(deal_list_find(&list, "N1")) == 20e9);
	assert_true(deal_edge_announced(deal_list_find(&list, "N2")) == 28e9);
	assert_true(deal_edge_firm(deal_list_find(&list, "N2")) == 8e9);
	assert_true(isnan(deal_edge_announced(deal_list_find(&list, "N3"))));
	deal_list_release(&list);
}

static void gigawatts_are_counted_once_and_only_where_they_are_promised(void **state)
{
	static const struct row rows[] = {
		{ .id = "N1", .amount = "1", .class = "contract", .gw_in = "N2" },
		{ .id = "N2", .amount = "1", .class = "contract" },
		{ .id = "N3", .amount = "1", .class = "contract", .gw_in = "N4" },
		{ .id = "N4", .amount = "1", .class = "cancelled" },
		{ .id = "N5", .amount = "1", .class = "rumour" },
		{ .id = "N6", .amount = "1", .class = "quote" },
	};
	struct deal_list list;
	(void)state;
	base_init(&list);
	merge_well(&list, rows, 6);
	assert_false(deal_counts_power(&list, deal_list_find(&list, "S1")));
	assert_true(deal_counts_power(&list, deal_list_find(&list, "S2")));
	assert_false(deal_counts_power(&list, deal_list_find(&list, "N1")));
	assert_true(deal_counts_power(&list, deal_list_find(&list, "N2")));
	assert_true(deal_counts_power(&list, deal_list_find(&list, "N3")));
	assert_false(deal_counts_power(&list, deal_list_find(&list, "N4")));
	assert_false(deal_counts_power(&list, deal_list_find(&list, "N5")));
	assert_false(deal_counts_power(&list, deal_list_find(&list, "N6")));
	deal_list_release(&list);
}

static void nothing_that_a_terminal_would_obey_comes_in(void **state)
{
	static const char text[] = HEAD "\nN1\t2026\tA\xE2\x80\xAE\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\ta page\t\n"
					"N\xE2\x80\x8B"
					"1\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\ta page\t\n";
	const char *second = strrchr(text, 'N');
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	assert_int_equal(deal_list_parse(&list, text, (size_t)(second - text), &err), 0);
	assert_string_equal(list.items[0].from, "A");
	deal_list_release(&list);
	assert_int_equal(deal_list_parse(&list, text, strlen(text), &err), -1);
	assert_message_has(&err, "line 3, field id: expected an id that no row above has");
}

static void a_node_has_the_name_that_the_rows_give_it(void **state)
{
	const struct shipped_file *file = shipped_find("ledger.tsv");
	struct deal_list list;
	(void)state;
	assert_int_equal(deal_list_parse(&list, file->data, file->length, NULL), 0);
	assert_string_equal(deal_list_name_of(&list, "OAI"), "OpenAI");
	assert_string_equal(deal_list_name_of(&list, "ORCL"), "Oracle");
	assert_string_equal(deal_list_name_of(&list, "GOOGL"), "Alphabet");
	assert_string_equal(deal_list_name_of(&list, "ZZZ"), "ZZZ");
	deal_list_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_rows_are_refused_by_file_line_and_field_and_change_nothing),
		cmocka_unit_test(a_text_that_is_no_ledger_changes_nothing),
		cmocka_unit_test(edge_money_without_an_edge_is_refused),
		cmocka_unit_test(a_head_alone_changes_nothing),
		cmocka_unit_test(a_new_id_is_a_new_row_at_the_end),
		cmocka_unit_test(a_known_id_takes_the_rows_place),
		cmocka_unit_test(a_correction_takes_back_what_the_row_replaced),
		cmocka_unit_test(a_corrected_row_that_was_replaced_stays_replaced),
		cmocka_unit_test(rows_of_both_files_are_superseded_by_id),
		cmocka_unit_test(the_edge_has_the_amount_unless_the_row_says_otherwise),
		cmocka_unit_test(gigawatts_are_counted_once_and_only_where_they_are_promised),
		cmocka_unit_test(nothing_that_a_terminal_would_obey_comes_in),
		cmocka_unit_test(a_node_has_the_name_that_the_rows_give_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
