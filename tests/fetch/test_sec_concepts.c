/* Which tag speaks for a concept, and the answers of one tag alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/sec.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CORPUS "../shared/corpus/sec/companyfacts/"

static int64_t date(const char *text)
{
	int64_t time;
	assert_int_equal(timestamp_parse_date(text, &time), 0);
	return time;
}

static struct company company_of(const char *symbol, const char *cik, const char *currency, double shares_per_unit)
{
	struct company c;
	company_init(&c, symbol);
	snprintf(c.cik, sizeof c.cik, "%s", cik);
	snprintf(c.currency, sizeof c.currency, "%s", currency);
	c.shares_per_unit = shares_per_unit;
	return c;
}

static const struct fact *find(const struct batch *b, const char *concept_name, const char *period)
{
	for (size_t i = 0; i < b->facts.count; i++)
		if (!strcmp(b->facts.items[i].concept, concept_name) && !strcmp(b->facts.items[i].period, period))
			return &b->facts.items[i];
	return NULL;
}

static int parse(struct batch *b, const char *text, const struct company *c, struct error *err)
{
	batch_init(b);
	*err = (struct error){ "" };
	return sec_facts_parse(b, text, strlen(text), c, date("2026-07-09"), err);
}

static void assert_value(const struct batch *b, const char *concept_name, const char *period, double value)
{
	const struct fact *f = find(b, concept_name, period);
	if (!f)
		fail_msg("no %s %s", concept_name, period);
	else if (f->value != value)
		fail_msg("%s %s is %.12g, not %.12g", concept_name, period, f->value, value);
}

#define LEVEL(end, val)                                                                                                \
	"{\"end\":\"" end "\",\"val\":" val ",\"accn\":\"0001045810-26-000052\",\"fy\":2026,\"fp\":\"Q1\","            \
	"\"form\":\"10-Q\",\"filed\":\"2026-05-20\"}"
#define YEAR(val)                                                                                                      \
	"{\"start\":\"2025-01-01\",\"end\":\"2025-12-31\",\"val\":" val                                                \
	",\"accn\":\"0001628280-26-025362\",\"fy\":2025,\"fp\":\"FY\",\"form\":\"20-F\",\"filed\":\"2026-04-16\"}"
#define HEAD "{\"cik\":1045810,\"entityName\":\"NVIDIA CORP\",\"facts\":"

/* ---- one tag alone ---- */

#define CONCEPT_HEAD "{\"cik\":1045810,\"taxonomy\":\"us-gaap\",\"tag\":\"LongTermDebt\","

static void a_concept_without_its_names_or_of_another_company_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *answer, *words;
	} refusals[] = {
		{ "{\"cik\":1045810,\"units\":{\"USD\":[" LEVEL("2026-04-26", "5") "]}}", "without facts" },
		{ "{\"cik\":1045810,\"tag\":\"LongTermDebt\",\"units\":{\"USD\":[" LEVEL("2026-04-26", "5") "]}}",
		  "without facts" },
		{ "{\"cik\":1045810,\"taxonomy\":5,\"tag\":\"LongTermDebt\",\"units\":{\"USD\":[" LEVEL("2026-04-26",
													"5") "]}}",
		  "without facts" },
		{ "{\"cik\":2488,\"taxonomy\":\"us-gaap\",\"tag\":\"LongTermDebt\",\"entityName\":\"AMD\",\"units\":"
		  "{\"USD\":[" LEVEL("2026-04-26", "5") "]}}",
		  "got those of CIK 0000002488, AMD" },
		{ CONCEPT_HEAD "\"units\":{\"USD\":[]}}", "got none that froth reads" },
		{ CONCEPT_HEAD "\"units\":{\"USD\":[" LEVEL("2024-04-28", "5") "]}}", "got none that froth reads" },
		{ CONCEPT_HEAD "\"units\":{\"USD\":[" LEVEL("2026-04-26", "5") "]}", "breaks off" },
		{ "{\"cik\":1045810,\"taxonomy\":\"us-gaap\",\"tag\":\"Goodwill\",\"units\":{\"USD\":[" LEVEL(
			  "2026-04-26", "5") "]}}",
		  "got none that froth reads" },
	};
	const struct company c = company_of("NVDA", "0001045810", "USD", 1);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct batch b;
		struct error err;
		assert_int_equal(parse(&b, refusals[i].answer, &c, &err), -1);
		if (!strstr(err.text, refusals[i].words))
			fail_msg("case %zu: %s", i, err.text);
		assert_int_equal(batch_items(&b), 0);
	}
}

static void a_concept_is_read_as_the_whole_is(void **state)
{
	(void)state;
	const struct company c = company_of("NVDA", "0001045810", "USD", 1);
	struct batch b;
	struct error err;
	assert_int_equal(parse(&b,
			       CONCEPT_HEAD "\"label\":\"Long-term Debt\",\"description\":\"Amount\","
					    "\"entityName\":\"NVIDIA CORP\",\"units\":{\"USD\":[" LEVEL(
						    "2026-01-25", "4") "," LEVEL("2026-04-26", "5") "]}}",
			       &c, &err),
			 0);
	assert_int_equal(b.facts.count, 1);
	assert_value(&b, "debt", "", 5);
	assert_string_equal(find(&b, "debt", "")->origin,
			    "us-gaap:LongTermDebt, 10-Q 0001045810-26-000052 filed 2026-05-20");
	batch_release(&b);
	assert_int_equal(parse(&b,
			       "{\"units\":{\"shares\":[]},\"cik\":1045810,\"taxonomy\":\"dei\","
			       "\"tag\":\"EntityCommonStockSharesOutstanding\",\"units\":{\"shares\":[" LEVEL(
				       "2026-05-15", "24200000000") "]}}",
			       &c, &err),
			 0);
	assert_value(&b, "shares", "", 24.2e9);
	batch_release(&b);
}

/* ---- tags ---- */

#define TAG(name, unit, rows) "\"" name "\":{\"units\":{\"" unit "\":[" rows "]}}"

static void the_mean_of_the_period_counts_the_shares_of_several_classes(void **state)
{
	(void)state;
	const struct company c = company_of("NVDA", "0001045810", "USD", 1);
	struct batch b;
	struct error err;
	assert_int_equal(parse(&b,
			       HEAD "{\"us-gaap\":{" TAG(
				       "WeightedAverageNumberOfDilutedSharesOutstanding", "shares",
				       YEAR("12000") ",{\"start\":\"2026-01-01\",\"end\":\"2026-03-31\",\"val\":12100,"
						     "\"accn\":\"0001045810-26-000052\",\"form\":\"10-Q\",\"filed\":"
						     "\"2026-05-20\"}") "}}}",
			       &c, &err),
			 0);
	assert_value(&b, "shares", "", 12100);
	assert_string_equal(find(&b, "shares", "")->note, "mean of the period, diluted");
	batch_release(&b);
}

static void a_tag_that_a_company_turned_to_is_added_to_its_cash(void **state)
{
	(void)state;
	const struct company c = company_of("NVDA", "0001045810", "USD", 1);
	struct batch b;
	struct error err;
	assert_int_equal(parse(&b,
			       HEAD "{\"us-gaap\":{" TAG(
				       "CashAndCashEquivalentsAtCarryingValue", "USD",
				       LEVEL("2025-10-26", "11") "," LEVEL(
					       "2026-04-26",
					       "13")) "," TAG("MarketableSecuritiesCurrent", "USD",
							      LEVEL("2025-10-26",
								    "49")) "," TAG("DebtSecuritiesCurrent", "USD",
										   LEVEL("2026-04-26", "37")) "}}}",
			       &c, &err),
			 0);
	assert_value(&b, "cash", "", 50);
	assert_string_equal(find(&b, "cash", "")->note, "#derived with debt securities");
	batch_release(&b);
}

/* A reader's convenience in dollars beside the accounts in their own currency, whichever stands first. */
/* Strings between macros are indented without end by the formatter. */
/* clang-format off */
#define IN(unit, val) "\"" unit "\":[" YEAR(val) "]"
#define UNITS(name, units) "\"" name "\":{\"units\":{" units "}}"
static const char taiwan[] =
	"{\"cik\":1046179,\"facts\":{\"ifrs-full\":{"
	UNITS("Revenue", IN("USD", "121") "," IN("TWD", "3809")) ","
	UNITS("CashFlowsFromUsedInOperations", IN("USD", "70") "," IN("TWD", "2200")) ","
	UNITS("FinanceCosts", IN("TWD", "15")) ","
	UNITS("PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
	      IN("TWD", "1272") "," IN("USD", "40")) ","
	UNITS("DilutedEarningsLossPerShare", IN("TWD/shares", "66.25"))
	"},\"dei\":{\"EntityCommonStockSharesOutstanding\":{\"units\":{\"shares\":["
	"{\"end\":\"2025-12-31\",\"val\":25932370067,\"accn\":\"0001628280-26-025362\",\"form\":\"20-F\","
	"\"filed\":\"2026-04-16\"}]}}}}}";
/* clang-format on */

static void accounts_by_ifrs_are_read_in_their_own_currency(void **state)
{
	(void)state;
	const struct company c = company_of("TSM", "0001046179", "TWD", 5);
	struct batch b;
	struct error err;
	assert_int_equal(parse(&b, taiwan, &c, &err), 0);
	static const struct {
		const char *concept_name, *period;
		double value;
		const char *unit;
	} facts[] = { { "revenue", "FY2025", 3809, "TWD" },         { "operating_cash_flow", "FY2025", 2200, "TWD" },
		      { "capex", "FY2025", 1272, "TWD" },           { "free_cash_flow", "FY2025", 928, "TWD" },
		      { "interest_expense", "FY2025", 15, "TWD" },  { "eps", "FY2025", 331.25, "TWD" },
		      { "shares", "", 25932370067.0 / 5, "shares" } };
	for (size_t i = 0; i < COUNT(facts); i++) {
		assert_value(&b, facts[i].concept_name, facts[i].period, facts[i].value);
		assert_string_equal(find(&b, facts[i].concept_name, facts[i].period)->unit, facts[i].unit);
	}
	assert_string_equal(find(&b, "operating_cash_flow", "FY2025")->note, "as generated from operations");
	batch_release(&b);
}

/* ---- captures ---- */

struct expected {
	const char *concept_name, *period;
	double value;
};

/* The figures were summed anew, quarter by quarter, from the captures by another program. */
static const struct expected nvidia[] = {
	{ "revenue", "TTM", 253491e6 },
	{ "net_income", "TTM", 159613e6 },
	{ "operating_income", "TTM", 162285e6 },
	{ "operating_cash_flow", "TTM", 125648e6 },
	{ "capex", "TTM", 6572e6 },
	{ "free_cash_flow", "TTM", 119076e6 },
	{ "interest_expense", "TTM", 298e6 },
	{ "capex", "FY2026", 6042e6 },
	{ "capex", "FY2025", 3236e6 },
	{ "shares", "", 24.2e9 },
	{ "debt", "", 8470e6 },
	{ "cash", "", 13237e6 + 37098e6 },
};
static const struct expected marvell[] = {
	{ "revenue", "TTM", 8717.1e6 },
	{ "net_income", "TTM", 2526.7e6 },
	{ "operating_income", "TTM", 1391.7e6 },
	{ "operating_cash_flow", "TTM", 2056.4e6 },
	{ "capex", "TTM", 391e6 },
	{ "interest_expense", "TTM", 206.7e6 },
	{ "shares", "", 874.8e6 },
};
static const struct expected logistic[] = {
	{ "revenue", "FY2024", 43862372 },
	{ "operating_cash_flow", "FY2024", 19391563 },
	{ "capex", "FY2024", 71066 },
	{ "free_cash_flow", "FY2024", 19391563 - 71066 },
	{ "net_income", "FY2024", -29285428 },
	{ "shares", "", 31668601 },
	{ "debt", "", 267216692 },
};

static void whole_captures_give_what_another_reckoning_gives(void **state)
{
	(void)state;
	static const struct {
		const char *file, *symbol, *cik, *day;
		const struct expected *facts;
		size_t count;
	} captures[] = {
		{ "CIK0001045810_NVDA.json", "NVDA", "0001045810", "2026-07-09", nvidia, COUNT(nvidia) },
		{ "CIK0001835632_MRVL.json", "MRVL", "0001835632", "2026-07-09", marvell, COUNT(marvell) },
		{ "lpa_facts.json", "LPA", "0001997711", "2025-05-01", logistic, COUNT(logistic) },
	};
	for (size_t i = 0; i < COUNT(captures); i++) {
		char path[128];
		struct buffer text;
		struct batch b;
		struct error err;
		const struct company c = company_of(captures[i].symbol, captures[i].cik, "USD", 1);
		snprintf(path, sizeof path, CORPUS "%s", captures[i].file);
		buffer_init(&text, 1 << 24);
		if (file_read(path, &text, &err)) {
			printf("skipped: %s is not there\n", path);
			buffer_release(&text);
			continue;
		}
		batch_init(&b);
		if (sec_facts_parse(&b, buffer_text(&text), text.length, &c, date(captures[i].day), &err))
			fail_msg("%s: %s", path, err.text);
		for (size_t k = 0; k < captures[i].count; k++) {
			const struct expected *e = &captures[i].facts[k];
			const struct fact *f = find(&b, e->concept_name, e->period);
			if (!f || !(fabs(f->value - e->value) <= 1e-9 * fabs(e->value)))
				fail_msg("%s: %s %s is %.12g, not %.12g", path, e->concept_name, e->period,
					 f ? f->value : 0, e->value);
			if (f)
				assert_true(fact_filed(f) >= f->as_of);
		}
		batch_release(&b);
		buffer_release(&text);
	}
}

/* Nvidia's earnings a share before and after ten for one in June 2024, as each day knew them. */
static void earnings_a_share_are_those_that_the_day_knew(void **state)
{
	(void)state;
	static const struct {
		const char *day, *period;
		double value;
	} days[] = { { "2024-03-01", "FY2023", 1.74 }, { "2024-03-01", "FY2024", 11.93 },
		     { "2024-06-15", "TTM", 17.09 },   { "2024-08-29", "TTM", 17.09 },
		     { "2025-03-01", "FY2025", 2.94 }, { "2025-03-01", "FY2024", 1.19 } };
	struct buffer text;
	struct error err;
	buffer_init(&text, 1 << 24);
	if (file_read(CORPUS "CIK0001045810_NVDA.json", &text, &err)) {
		printf("skipped: %s\n", err.text);
		buffer_release(&text);
		return;
	}
	for (size_t i = 0; i < COUNT(days); i++) {
		const struct company c = company_of("NVDA", "0001045810", "USD", 1);
		struct batch b;
		batch_init(&b);
		if (sec_facts_parse(&b, buffer_text(&text), text.length, &c, date(days[i].day), &err))
			fail_msg("%s", err.text);
		const struct fact *f = find(&b, "eps", days[i].period);
		if (!f || fabs(f->value - days[i].value) > 1e-9)
			fail_msg("%s of %s is %g, not %g", days[i].period, days[i].day, f ? f->value : 0,
				 days[i].value);
		batch_release(&b);
	}
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_concept_without_its_names_or_of_another_company_is_refused),
		cmocka_unit_test(a_concept_is_read_as_the_whole_is),
		cmocka_unit_test(the_mean_of_the_period_counts_the_shares_of_several_classes),
		cmocka_unit_test(a_tag_that_a_company_turned_to_is_added_to_its_cash),
		cmocka_unit_test(accounts_by_ifrs_are_read_in_their_own_currency),
		cmocka_unit_test(whole_captures_give_what_another_reckoning_gives),
		cmocka_unit_test(earnings_a_share_are_those_that_the_day_knew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
