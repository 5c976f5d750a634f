/* froth deals as a person runs it, with the shipped ledger and with one of their own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/paths.h"
#include "tests/cli/program.h"

#define HEAD                                                                                                           \
	"id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\t"    \
	"payee\tsupersedes\tsource\tnote\n"

static void assert_says(int status, const char *const *arguments, const char *sentence)
{
	struct output o = program_expect(status, arguments);
	char line[256];
	snprintf(line, sizeof line, "froth: %s\n", sentence);
	assert_string_equal(o.err, line);
	output_release(&o);
}

static double number(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!cJSON_IsNumber(value))
		fail_msg("%s is no number", key);
	return value->valuedouble;
}

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("expected %.12g, found %.12g", expected, value);
}

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!value)
		fail_msg("%s is missing", key);
	return value;
}

static const char *text(const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	return cJSON_IsString(value) ? value->valuestring : "";
}

static const cJSON *row_of(const cJSON *rows, const char *id)
{
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		if (strcmp(text(row, "id"), id) == 0)
			return row;
	}
	return NULL;
}

static const char *own_path(void)
{
	static char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_DATA, "ledger.tsv", path, NULL), 0);
	return path;
}

static void put_own(const char *rows)
{
	char content[4096];
	int length = snprintf(content, sizeof content, HEAD "%s", rows);
	assert_int_equal(path_make_parent(own_path(), NULL), 0);
	assert_int_equal(file_replace(own_path(), content, (size_t)length, NULL), 0);
}

/* ---- refusals ---- */

static void wrong_usage_is_told(void **state)
{
	(void)state;
	assert_says(2, ARGS("deals", "--circle=round"), "--circle: expected announced or committed, found \"round\"");
	assert_says(2, ARGS("deals", "--circle", "--energy"), "--circle, --energy and --candidates exclude each other");
	assert_says(2, ARGS("deals", "--circle", "--company", "AMD"),
		    "--circle is of all companies; leave --company out");
	assert_says(2, ARGS("deals", "--company", ""), "--company: expected a symbol or a name, found nothing");
	assert_says(2, ARGS("deals", "--energy=all"), "option --energy takes no value");
	struct output o = program_expect(2, ARGS("deals", "committed"));
	output_release(&o);
}

static void nothing_found_ends_with_three(void **state)
{
	(void)state;
	assert_says(3, ARGS("deals", "--company", "ZZZZ"), "no row of the ledger is about that company");
	assert_says(3, ARGS("deals", "--company", "TSM", "--energy"), "no row promises power");
	assert_says(3, ARGS("deals", "--candidates"), "no candidates are waiting");
	struct output o = program_expect(3, ARGS("deals", "--candidates", "--json"));
	assert_string_equal(o.out, "[]\n");
	output_release(&o);
}

/* The shipped ledger holds, and the person is told in one sentence where the fault is. */
static void assert_refused(const char *sentence)
{
	cJSON *rows;
	struct output o = program_expect(0, ARGS("deals", "--circle", "--json"));
	if (!strstr(o.err, own_path()) || !strstr(o.err, sentence))
		fail_msg("expected \"%s\", found \"%s\"", sentence, o.err);
	assert_string_equal(strstr(o.err, "(the shipped ledger holds)"), "(the shipped ledger holds)\n");
	rows = cJSON_Parse(o.out);
	assert_near(number(rows, "index"), 0.3419337317, 5e-11);
	cJSON_Delete(rows);
	output_release(&o);
}

static void a_wrong_ledger_of_ones_own_leaves_the_shipped_one(void **state)
{
	(void)state;
	put_own("D05\t2025-12\tSoftBank\tOpenAI\tequity investment\t1\t1\tUSD\t\t\t\tsure\thigh\tSB\tOAI\t\tme\t\n");
	assert_refused("line 2, field class: expected one of rumour");
	put_own("N1\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\tD99\tme\t\n");
	assert_refused("line 2, field supersedes: expected the id of a row above or of the ledger");
	assert_int_equal(file_replace(own_path(), "x\0y", 3, NULL), 0);
	assert_refused("line 1: expected plain text, not the control character 0x00");
	assert_int_equal(remove(own_path()), 0);
	assert_int_equal(mkdir(own_path(), 0700), 0);
	assert_refused("expected a file");
}

static void a_ledger_of_ones_own_may_not_be_endless(void **state)
{
	(void)state;
	size_t length = 300 * 1024;
	char *content = malloc(length);
	assert_non_null(content);
	memset(content, '\n', length);
	assert_int_equal(path_make_parent(own_path(), NULL), 0);
	assert_int_equal(file_replace(own_path(), content, length, NULL), 0);
	free(content);
	assert_refused("is larger than");
}

/* ---- the table ---- */

static void the_ledger_has_its_fields(void **state)
{
	static const char *const keys[] = { "id",          "date",     "from", "to",     "kind",           "amount_low",
					    "amount_high", "currency", "gw",   "status", "delivery_class", "confidence",
					    "source",      "note",     NULL };
	(void)state;
	cJSON *rows = program_json(ARGS("deals", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 66);
	const cJSON *first = cJSON_GetArrayItem(rows, 0), *field = first->child;
	for (size_t i = 0; keys[i]; i++, field = field->next)
		assert_string_equal(field->string, keys[i]);
	const cJSON *d = row_of(rows, "D06");
	assert_string_equal(text(d, "date"), "2026-02-27");
	assert_string_equal(text(d, "from"), "Amazon");
	assert_string_equal(text(d, "to"), "OpenAI");
	assert_near(number(d, "amount_low"), 15e9, 0);
	assert_near(number(d, "amount_high"), 50e9, 0);
	assert_string_equal(text(d, "currency"), "USD");
	assert_string_equal(text(d, "delivery_class"), "committed");
	assert_string_equal(text(d, "origin"), "shipped");
	assert_true(cJSON_IsNull(member(d, "gw")));
	assert_true(cJSON_IsTrue(member(row_of(rows, "D01"), "superseded")));
	cJSON_Delete(rows);
}

static void the_newest_rows_come_first(void **state)
{
	(void)state;
	char last[16] = "9999";
	cJSON *rows = program_json(ARGS("deals", "--json"));
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		assert_true(strcmp(text(row, "date"), last) <= 0);
		snprintf(last, sizeof last, "%s", text(row, "date"));
	}
	cJSON_Delete(rows);
}

static void csv_has_a_head_and_a_row_each(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("deals", "--csv"));
	assert_memory_equal(o.out,
			    "id,date,from,to,kind,amount_low,amount_high,currency,gw,status,delivery_class,confidence,"
			    "source,note,",
			    93);
	size_t lines = 0;
	for (const char *p = o.out; (p = strstr(p, "\r\n")); p += 2)
		lines++;
	assert_int_equal(lines, 67);
	output_release(&o);
}

static void a_person_sees_amounts_in_thousand_millions_and_a_short_source(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("deals", "--company", "AMZN"));
	const char *line = strstr(o.out, "D06 ");
	assert_non_null(line);
	const char *end = strchr(line, '\n');
	assert_non_null(end);
	const char *amount = strstr(line, " 15-50  USD "), *source = strstr(line, "fashionunited.uk\n");
	assert_true(amount && amount < end);
	assert_true(source && source < end);
	assert_string_equal(o.err, "");
	output_release(&o);
}

static void assert_ids(const char *company, const char *in, const char *out)
{
	cJSON *rows = program_json(ARGS("deals", "--json", "--company", company));
	if (!row_of(rows, in))
		fail_msg("--company %s has no %s", company, in);
	if (row_of(rows, out))
		fail_msg("--company %s has %s", company, out);
	cJSON_Delete(rows);
}

static void a_company_is_found_by_symbol_and_by_name(void **state)
{
	(void)state;
	assert_ids("ORCL", "D10", "D09");
	assert_ids("orcl", "D46", "D09"); /* a figure of Oracle's, which nobody pays */
	assert_ids("oracle", "D32", "D09");
	assert_ids("9984.T", "D04", "D03");
	assert_ids("softbank", "D11", "D03");
	assert_ids("GOOG", "D29", "D28");
	assert_ids("OpenAI", "D13", "D35");
	assert_ids("2330.TW", "D48", "D01");
}

/* ---- circle ---- */

static double paid(const cJSON *circle, const char *payer, const char *payee)
{
	const cJSON *row = cJSON_GetObjectItemCaseSensitive(member(circle, "matrix"), payer);
	const cJSON *cell = row ? cJSON_GetObjectItemCaseSensitive(row, payee) : NULL;
	return cell ? cell->valuedouble : 0;
}

static double matrix_total(const cJSON *circle)
{
	double sum = 0;
	const cJSON *row, *cell;
	cJSON_ArrayForEach(row, member(circle, "matrix"))
	{
		cJSON_ArrayForEach(cell, row)
		{
			sum += cell->valuedouble;
		}
	}
	return sum;
}

static void the_announced_circle_is_the_one_worked_by_hand(void **state)
{
	(void)state;
	cJSON *c = program_json(ARGS("deals", "--circle", "--json"));
	assert_string_equal(text(c, "view"), "announced");
	assert_string_equal(text(c, "unit"), "bn USD");
	assert_near(number(c, "total"), 1472.8, 1e-9);
	assert_near(number(c, "circulation"), 503.6, 1e-9);
	assert_near(number(c, "index"), 0.3419337317, 5e-11);
	assert_near(number(c, "scc_share"), 0.852661597, 5e-10);
	assert_near(number(c, "reciprocity"), 0.2604562738, 5e-11);
	assert_near(matrix_total(c), 1472.8, 1e-9);
	assert_near(paid(c, "NVDA", "OAI"), 100, 0);
	assert_near(paid(c, "OAI", "AMD"), 90, 0);
	assert_near(paid(c, "META", "AMD"), 60, 0);
	assert_near(paid(c, "AMZN", "ANTH"), 33, 0);
	assert_near(paid(c, "SB", "OAI"), 64.6, 1e-9);
	assert_near(paid(c, "SB", "ORCL"), 2.7, 0);
	cJSON_Delete(c);
}

static void the_committed_circle_is_the_one_worked_by_hand(void **state)
{
	(void)state;
	cJSON *c = program_json(ARGS("deals", "--circle=committed", "--json"));
	assert_string_equal(text(c, "view"), "committed");
	assert_near(number(c, "total"), 1200.5, 1e-9);
	assert_near(number(c, "circulation"), 173.6, 1e-9);
	assert_near(number(c, "index"), 0.1446064140, 5e-11);
	assert_near(number(c, "scc_share"), 0.7745106206, 5e-11);
	assert_near(paid(c, "NVDA", "OAI"), 30, 0);
	assert_near(paid(c, "AMZN", "ANTH"), 13, 0);
	assert_near(paid(c, "AMD", "OAI"), 0, 0);
	cJSON_Delete(c);
}

/* Every loop is a walk through the matrix that comes back, and lets through what its narrowest step does. */
static void the_loops_are_walks_through_the_matrix(void **state)
{
	(void)state;
	cJSON *c = program_json(ARGS("deals", "--circle", "--json"));
	double last = (double)INFINITY;
	const cJSON *loop;
	assert_true(cJSON_GetArraySize(member(c, "loops")) >= 3);
	cJSON_ArrayForEach(loop, member(c, "loops"))
	{
		const cJSON *path = member(loop, "path");
		int steps = cJSON_GetArraySize(path) - 1;
		double least = (double)INFINITY;
		for (int i = 0; i < steps; i++)
			least = fmin(least, paid(c, cJSON_GetArrayItem(path, i)->valuestring,
						 cJSON_GetArrayItem(path, i + 1)->valuestring));
		assert_true(steps >= 2);
		assert_string_equal(cJSON_GetArrayItem(path, 0)->valuestring,
				    cJSON_GetArrayItem(path, steps)->valuestring);
		assert_near(number(loop, "bottleneck"), least, 1e-9);
		assert_true(least <= last);
		last = least;
	}
	cJSON_Delete(c);
}

static void the_circle_is_a_matrix_with_its_loops_below(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("deals", "--circle"));
	assert_non_null(strstr(o.out, "Of 1472.8 bn, 503.6 can go round: circularity 0.3419."));
	assert_non_null(strstr(o.out, "NVDA > OAI > ORCL > NVDA"));
	assert_non_null(strstr(o.out, "OAI OpenAI"));
	/* Every line of the matrix ends in the same column. */
	const char *row = strstr(o.out, "PAYS \\ GETS");
	assert_non_null(row);
	size_t width = strcspn(row, "\n");
	for (int i = 0; i < 12; i++, row += strcspn(row, "\n") + 1)
		assert_int_equal(strcspn(row, "\n"), width);
	assert_memory_equal(row, "OAI OpenAI", 10);
	output_release(&o);
	o = program_expect(0, ARGS("deals", "--circle", "--csv"));
	assert_memory_equal(o.out, "payer,payee,amount_bn,currency\r\n", 32);
	assert_non_null(strstr(o.out, "\r\nOAI,ORCL,300,USD\r\n"));
	output_release(&o);
}

/* ---- energy ---- */

static void power_is_added_up_by_partner_and_year(void **state)
{
	(void)state;
	cJSON *e = program_json(ARGS("deals", "--energy", "--json"));
	double partners = 0, years = 0;
	const cJSON *one;
	cJSON_ArrayForEach(one, member(e, "partners"))
	{
		partners += number(one, "gw");
	}
	cJSON_ArrayForEach(one, member(e, "years"))
	{
		years += one->valuedouble;
	}
	/* OpenAI with Broadcom 10, AMD 6, Amazon 2, Cerebras 0.75; Stargate 10; Meta and AMD 6; Anthropic with
	 * Alphabet 5 and 3.5, Amazon 5, Microsoft 1; CoreWeave 5. */
	assert_near(number(e, "gw"), 54.25, 1e-9);
	assert_near(partners, 54.25, 1e-9);
	assert_near(years, 54.25, 1e-9);
	assert_near(number(member(e, "years"), "2025"), 27, 1e-9);
	assert_near(number(e, "twh_per_year"), 475.23, 1e-9);
	assert_near(number(e, "us_homes"), 43.4e6, 1);
	assert_near(number(e, "reactors"), 54.25, 1e-9);
	const cJSON *cancelled = row_of(member(e, "left_out"), "D61"), *part = row_of(member(e, "left_out"), "D08");
	assert_string_equal(text(cancelled, "reason"), "cancelled");
	assert_string_equal(text(part, "reason"), "in D09");
	cJSON_ArrayForEach(one, member(e, "basis"))
	{
		assert_true(*text(one, "source") && *text(one, "unit"));
	}
	cJSON_Delete(e);
}

static void ten_gigawatts_are_what_the_press_says(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("deals", "--energy", "--company", "broadcom"));
	assert_non_null(strstr(o.out, "13.5 GW at full load: 118.3 TWh a year, 10.8 million homes in the US"));
	assert_non_null(strstr(o.out, "ledger row Q04"));
	output_release(&o);
}

/* ---- one's own ledger ---- */

static void ones_own_rows_add_correct_and_supersede(void **state)
{
	(void)state;
	/* The shipped figures are in the store when the file comes. */
	struct output o = program_expect(0, ARGS("deals"));
	output_release(&o);
	put_own("D35\t2025-05\tOracle\tNvidia\tsupply "
		"contract\t50e9\t50e9\tUSD\t\t\t\tcontract\thigh\tORCL\tNVDA\t\tme\t\n"
		"N1\t2026-08\tOracle\tCoreWeave\tsupply "
		"contract\t7e9\t7e9\tUSD\t2\t\t\tcontract\thigh\tORCL\tCRWV\t\tme\t\n"
		"N2\t2026-08-01\tNvidia\tOpenAI\tequity "
		"investment\t20e9\t20e9\tUSD\t\t\t\tdone\thigh\tNVDA\tOAI\tD03\tme\t\n");
	cJSON *rows = program_json(ARGS("deals", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 68);
	assert_string_equal(text(row_of(rows, "D35"), "origin"), "own");
	assert_near(number(row_of(rows, "D35"), "amount_low"), 50e9, 0);
	assert_string_equal(text(row_of(rows, "N1"), "origin"), "own");
	assert_true(cJSON_IsTrue(member(row_of(rows, "D03"), "superseded")));
	cJSON_Delete(rows);

	cJSON *c = program_json(ARGS("deals", "--circle", "--json"));
	assert_near(paid(c, "ORCL", "NVDA"), 50, 0);
	assert_near(paid(c, "ORCL", "CRWV"), 7, 0);
	assert_near(paid(c, "NVDA", "OAI"), 100, 0); /* what was announced first */
	cJSON_Delete(c);
	c = program_json(ARGS("deals", "--circle=committed", "--json"));
	assert_near(paid(c, "NVDA", "OAI"), 20, 0);
	cJSON_Delete(c);
	o = program_expect(0, ARGS("deals", "--company", "CRWV"));
	assert_non_null(strstr(o.out, "own, me\n"));
	assert_string_equal(o.err, "");
	output_release(&o);
}

static void taking_the_file_away_brings_the_shipped_rows_back(void **state)
{
	(void)state;
	put_own("N1\t2026-08\tOracle\tCoreWeave\tsupply "
		"contract\t7e9\t7e9\tUSD\t\t\t\tcontract\thigh\tORCL\tCRWV\t\tme\t\n");
	cJSON *rows = program_json(ARGS("deals", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 67);
	cJSON_Delete(rows);
	assert_int_equal(remove(own_path()), 0);
	rows = program_json(ARGS("deals", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 66);
	assert_null(row_of(rows, "N1"));
	cJSON_Delete(rows);
}

static void the_index_is_computed_anew_when_ones_own_ledger_changes(void **state)
{
	(void)state;
	cJSON *before = program_json(ARGS("bubble", "--json"));
	/* Oracle's capex, which the revenue gap stands on. */
	put_own("D44\t2026-06-10\tOracle\t\tcapex guidance\t195e9\t195e9\tUSD\t\tFY2027, to May "
		"2027\t\tguidance\thigh\t"
		"ORCL\t\t\tme\t\n");
	cJSON *after = program_json(ARGS("bubble", "--json"));
	const cJSON *old = member(member(member(member(before, "readings"), "marcus"), "components"), "G");
	const cJSON *new = member(member(member(member(after, "readings"), "marcus"), "components"), "G");
	assert_near(old->valuedouble, 86.21632324, 1e-6);
	/* 100 (1 - 55 / (399.0227 x 905 / 805)) */
	assert_near(new->valuedouble, 100 * (1 - 55 / (399.02270597 * 905 / 805)), 1e-6);
	cJSON_Delete(before);
	cJSON_Delete(after);
}

static void many_payees_leave_the_table_straight(void **state)
{
	(void)state;
	char rows[4096] = "";
	for (int i = 0; i < 24; i++) {
		size_t used = strlen(rows);
		snprintf(rows + used, sizeof rows - used,
			 "N%d\t2026\tNvidia\tFirm %d\tequity "
			 "investment\t%de9\t%de9\tUSD\t\t\t\tdone\thigh\tNVDA\tF%d\t\tme\t\n",
			 i, i, i + 1, i + 1, i);
	}
	put_own(rows);
	struct output o = program_expect(0, ARGS("deals", "--circle"));
	const char *head = strstr(o.out, "PAYS \\ GETS"), *next = strchr(head, '\n') + 1;
	assert_int_equal(strcspn(next, "\n"), strcspn(head, "\n"));
	assert_non_null(strstr(o.out, "payees that get less have no column; --csv has all"));
	output_release(&o);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(wrong_usage_is_told),
		TEST(nothing_found_ends_with_three),
		TEST(a_wrong_ledger_of_ones_own_leaves_the_shipped_one),
		TEST(a_ledger_of_ones_own_may_not_be_endless),
		TEST(the_ledger_has_its_fields),
		TEST(the_newest_rows_come_first),
		TEST(csv_has_a_head_and_a_row_each),
		TEST(a_person_sees_amounts_in_thousand_millions_and_a_short_source),
		TEST(a_company_is_found_by_symbol_and_by_name),
		TEST(the_announced_circle_is_the_one_worked_by_hand),
		TEST(the_committed_circle_is_the_one_worked_by_hand),
		TEST(the_loops_are_walks_through_the_matrix),
		TEST(the_circle_is_a_matrix_with_its_loops_below),
		TEST(power_is_added_up_by_partner_and_year),
		TEST(ten_gigawatts_are_what_the_press_says),
		TEST(ones_own_rows_add_correct_and_supersede),
		TEST(taking_the_file_away_brings_the_shipped_rows_back),
		TEST(the_index_is_computed_anew_when_ones_own_ledger_changes),
		TEST(many_payees_leave_the_table_straight),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
