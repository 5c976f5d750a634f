#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/deal.h"
#include "tests/market/rows.h"

enum {
	ID,
	DATE,
	FROM,
	TO,
	KIND,
	LOW,
	HIGH,
	CURRENCY,
	GW,
	TERM,
	STATUS,
	CLASS,
	CONFIDENCE,
	PAYER,
	PAYEE,
	SUPERSEDES,
	SOURCE,
	NOTE
};

static const char *const columns[] = { "id",         "date",        "from",       "to",    "kind",
				       "amount_low", "amount_high", "currency",   "gw",    "term",
				       "status",     "class",       "confidence", "payer", "payee",
				       "supersedes", "source",      "note",       NULL };
static const char *const good[] = { "D01",
				    "2025-09-22",
				    "Nvidia",
				    "OpenAI",
				    "equity investment",
				    "0",
				    "100e9",
				    "USD",
				    "10",
				    "from H2 2026",
				    "up to",
				    "loi",
				    "high",
				    "NVDA",
				    "OAI",
				    "",
				    "https://example.org/a",
				    "a note" };

/* A good row D00, then the good row with one field changed: the fault stands on line 4. */
static int parse_changed(struct deal_list *list, size_t column, const char *value, struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	table_row(&b, columns, good, ID, "D00");
	table_row(&b, columns, good, column, value);
	*err = (struct error){ "" };
	int status = deal_list_parse(list, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void assert_refused(size_t column, const char *value, const char *expected)
{
	struct deal_list list;
	struct error err;
	assert_int_equal(parse_changed(&list, column, value, &err), -1);
	assert_null(list.items);
	assert_int_equal(list.count, 0);
	assert_message_has(&err, "ledger.tsv line 4");
	assert_message_has(&err, expected);
}

static void wrong_fields_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct refusal refusals[] = {
		{ ID, "", "field id: expected a text" },
		{ ID, "D00", "field id: expected an id that no row above has, not \"D00\"" },
		{ ID, "D0123456789ABC", "field id: expected at most 11 bytes" },
		{ DATE, "", "field date" },
		{ DATE, "22.9.2025",
		  "field date: expected a date like 2025, 2025-09 or 2025-09-22, not \"22.9.2025\"" },
		{ DATE, "2025-13", "field date" },
		{ DATE, "2025-02-29", "field date" },
		{ DATE, "2025-", "field date" },
		{ FROM, "", "field from" },
		{ KIND, "", "field kind" },
		{ KIND, "a kind of so many words that it does not fit", "field kind: expected at most 39 bytes" },
		{ LOW, "100 bn", "field amount_low: expected a number, not \"100 bn\"" },
		{ LOW, "nan", "field amount_low" },
		{ LOW, "inf", "field amount_low" },
		{ LOW, "0x10", "field amount_low" },
		{ LOW, " 1", "field amount_low" },
		{ LOW, "1e400", "field amount_low" },
		{ LOW, "1,5", "field amount_low" },
		{ LOW, "-1", "field amount_low: expected a number from 0 to 1e+18" },
		{ LOW, "1e", "field amount_low" },
		{ LOW, "200e9", "field amount_high: expected no less than amount_low" },
		{ HIGH, "infinity", "field amount_high" },
		{ HIGH, "1e19", "field amount_high" },
		{ CURRENCY, "", "field currency" },
		{ CURRENCY, "usd", "field currency: expected a currency like USD" },
		{ CURRENCY, "US", "field currency: expected a currency like USD" },
		{ CURRENCY, "NTD bn", "field currency" },
		{ GW, "ten", "field gw" },
		{ GW, "-1", "field gw" },
		{ CLASS, "", "field class" },
		{ CLASS, "maybe", "field class: expected one of rumour, cancelled, loi" },
		{ CLASS, "LOI", "field class" },
		{ CONFIDENCE, "sure", "field confidence: expected high, medium or low" },
		{ CONFIDENCE, "", "field confidence" },
		{ PAYER, "nvda", "field payer" },
		{ PAYER, "", "field payer: expected who pays OAI" },
		{ PAYEE, "Open AI", "field payee" },
		{ PAYEE, "NVDA", "field payee: expected another code" },
		{ SUPERSEDES, "D99", "field supersedes: expected the id of a row above, not \"D99\"" },
		{ SUPERSEDES, "D01", "field supersedes" },
		{ SOURCE, "", "field source" },
		{ NOTE, "bell \a", "control character 0x07" },
		{ NOTE, "escape \033[31m", "control character 0x1B" },
		{ NOTE, "carriage return\r", "control character 0x0D" },
		{ NOTE, "next line \302\205", "control character 0x85" },
		{ NOTE, "latin \351", "expected UTF-8 text, not the byte 0xE9" },
		{ NOTE, "one\ttoo many", "expected 18 fields, not 19" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		assert_refused(refusals[i].column, refusals[i].value, refusals[i].expected);
}

static void a_short_row_is_refused(void **state)
{
	struct deal_list list;
	struct error err = { "" };
	struct buffer b;
	(void)state;
	table_begin(&b, columns);
	buffer_append_text(&b, "D01\t2025\n");
	assert_int_equal(deal_list_parse(&list, buffer_text(&b), b.length, &err), -1);
	assert_message_has(&err, "ledger.tsv line 3: expected 18 fields, not 2");
	buffer_release(&b);
}

static void a_wrong_head_is_refused(void **state)
{
	static const char one_too_many[] =
		"id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\t"
		"confidence\tpayer\tpayee\tsupersedes\tsource\tnote\tmore\n";
	static const char *const heads[] = { "", "# only a comment\n", "id\tdate\n", "date\tid\n", one_too_many };
	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct deal_list list;
		struct error err = { "" };
		assert_int_equal(deal_list_parse(&list, heads[i], strlen(heads[i]), &err), -1);
		assert_message_has(&err, "ledger.tsv");
		assert_message_has(&err, "column");
	}
}

static void a_nul_byte_is_refused(void **state)
{
	struct buffer b;
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	table_begin(&b, columns);
	buffer_append(&b, "D01\0x\n", 6);
	assert_int_equal(deal_list_parse(&list, buffer_text(&b), b.length, &err), -1);
	assert_message_has(&err, "line 3: expected plain text, not the control character 0x00");
	buffer_release(&b);
}

static void a_line_without_end_is_refused(void **state)
{
	struct buffer b;
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	table_begin(&b, columns);
	for (int i = 0; i < 5000; i++)
		buffer_append_char(&b, 'x');
	assert_int_equal(deal_list_parse(&list, buffer_text(&b), b.length, &err), -1);
	assert_message_has(&err, "line 3: expected at most 2047 bytes, not 5000");
	buffer_release(&b);
}

static void a_wrong_row_refuses_the_rows_before_it_too(void **state)
{
	struct deal_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, CLASS, "maybe", &err), -1);
	assert_null(deal_list_find(&list, "D00"));
}

static void a_row_is_read_whole(void **state)
{
	struct deal_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, AS_IT_IS, "", &err), 0);
	assert_int_equal(list.count, 2);
	const struct deal *d = deal_list_find(&list, "D01");
	assert_non_null(d);
	assert_string_equal(d->date, "2025-09-22");
	assert_string_equal(d->from, "Nvidia");
	assert_string_equal(d->to, "OpenAI");
	assert_string_equal(d->kind, "equity investment");
	assert_true(d->amount_low == 0);
	assert_true(d->amount_high == 100e9);
	assert_string_equal(d->currency, "USD");
	assert_true(d->gw == 10);
	assert_string_equal(d->term, "from H2 2026");
	assert_string_equal(d->status, "up to");
	assert_int_equal(d->delivery, DELIVERY_LOI);
	assert_string_equal(d->class_text, "loi");
	assert_string_equal(d->confidence, "high");
	assert_string_equal(d->payer, "NVDA");
	assert_string_equal(d->payee, "OAI");
	assert_string_equal(d->source, "https://example.org/a");
	assert_string_equal(d->note, "a note");
	assert_false(d->superseded);
	assert_true(deal_has_edge(d));
	deal_list_release(&list);
	assert_null(list.items);
}

static void missing_amounts_are_nan_not_zero(void **state)
{
	struct deal_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, LOW, "", &err), 0);
	assert_true(isnan(deal_list_find(&list, "D01")->amount_low));
	deal_list_release(&list);
	assert_int_equal(parse_changed(&list, GW, "", &err), 0);
	assert_true(isnan(deal_list_find(&list, "D01")->gw));
	deal_list_release(&list);
}

static void a_superseded_row_is_marked_and_stays(void **state)
{
	struct deal_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, SUPERSEDES, "D00", &err), 0);
	assert_true(deal_list_find(&list, "D00")->superseded);
	assert_false(deal_list_find(&list, "D01")->superseded);
	deal_list_release(&list);
}

static void every_class_is_read_and_written_back(void **state)
{
	static const char *const figures[] = { "fact", "guidance", "quote" };
	struct deal_list list;
	struct error err;
	(void)state;
	for (int c = DELIVERY_NONE + 1; c < DELIVERY_CLASSES; c++) {
		const char *name = delivery_class_name((enum delivery_class)c);
		assert_int_equal(parse_changed(&list, CLASS, name, &err), 0);
		assert_int_equal(deal_list_find(&list, "D01")->delivery, c);
		deal_list_release(&list);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(parse_changed(&list, CLASS, figures[i], &err), 0);
		assert_int_equal(deal_list_find(&list, "D01")->delivery, DELIVERY_NONE);
		assert_string_equal(deal_list_find(&list, "D01")->class_text, figures[i]);
		deal_list_release(&list);
	}
	assert_string_equal(delivery_class_name(DELIVERY_NONE), "");
}

static void months_and_years_are_dates(void **state)
{
	static const char *const dates[] = { "2025", "2025-12", "2024-02-29" };
	struct deal_list list;
	struct error err;
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(parse_changed(&list, DATE, dates[i], &err), 0);
		assert_string_equal(deal_list_find(&list, "D01")->date, dates[i]);
		deal_list_release(&list);
	}
}

static void a_payer_alone_is_no_edge(void **state)
{
	struct deal_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, PAYEE, "", &err), 0);
	assert_false(deal_has_edge(deal_list_find(&list, "D01")));
	deal_list_release(&list);
}

static void the_last_line_needs_no_newline(void **state)
{
	struct buffer b;
	struct deal_list list;
	struct error err = { "" };
	(void)state;
	table_begin(&b, columns);
	table_row(&b, columns, good, AS_IT_IS, "");
	assert_int_equal(deal_list_parse(&list, buffer_text(&b), b.length - 1, &err), 0);
	assert_string_equal(list.items[0].note, "a note");
	deal_list_release(&list);
	buffer_release(&b);
}

static void symbols_have_their_node(void **state)
{
	(void)state;
	assert_string_equal(deal_node_of("9984.T"), "SB");
	assert_string_equal(deal_node_of("2330.TW"), "TSM");
	assert_string_equal(deal_node_of("NVDA"), "NVDA");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_short_row_is_refused),
		cmocka_unit_test(a_wrong_head_is_refused),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(a_line_without_end_is_refused),
		cmocka_unit_test(a_wrong_row_refuses_the_rows_before_it_too),
		cmocka_unit_test(a_row_is_read_whole),
		cmocka_unit_test(missing_amounts_are_nan_not_zero),
		cmocka_unit_test(a_superseded_row_is_marked_and_stays),
		cmocka_unit_test(every_class_is_read_and_written_back),
		cmocka_unit_test(months_and_years_are_dates),
		cmocka_unit_test(a_payer_alone_is_no_edge),
		cmocka_unit_test(the_last_line_needs_no_newline),
		cmocka_unit_test(symbols_have_their_node),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
