#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/sec.h"
#include "fetch/sec_read.h"

#define FACTS "tests/fixtures/sec/companyfacts.json"
#define FILINGS "tests/fixtures/sec/submissions.json"
#define CORPUS "../shared/corpus/sec/"

static struct buffer load(const char *path)
{
	struct buffer b;
	struct error err;
	buffer_init(&b, 1 << 24);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

static int64_t date(const char *text)
{
	int64_t time;
	assert_int_equal(timestamp_parse_date(text, &time), 0);
	return time;
}

static struct company company_of(const char *symbol, const char *cik, const char *currency)
{
	struct company c;
	company_init(&c, symbol);
	snprintf(c.cik, sizeof c.cik, "%s", cik);
	snprintf(c.currency, sizeof c.currency, "%s", currency);
	return c;
}

static struct company nvidia(void)
{
	return company_of("NVDA", "0001045810", "USD");
}

/* ---- refusals ---- */

static const struct {
	const char *answer, *words;
} refusals[] = {
	{ "", "an empty body" },
	{ "<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>",
	  "an HTML page 'SEC.gov | Request Rate Threshold Exceeded'" },
	{ "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>", "got XML" },
	{ "Too Many Requests", "the text 'Too Many Requests'" },
	{ "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"Revenues\":{", "breaks off" },
	{ "{\"cik\":1045810} {}", "wrong at byte" },
	{ "{}", "without f" },
	{ "[]", "without f" },
	{ "[1,2]", "without f" },
	{ "{\"message\":\"Not Found\",\"error\":404}", "without f" },
	{ "{\"cik\":1045810,\"facts\":null,\"filings\":null}", "without f" },
	{ "{\"cik\":1045810,\"facts\":[],\"filings\":[]}", "without f" },
	{ "{\"cik\":2488,\"entityName\":\"ADVANCED MICRO DEVICES INC\",\"name\":\"ADVANCED MICRO DEVICES INC\","
	  "\"facts\":{},\"filings\":{\"recent\":{}}}",
	  "expected the figures of NVDA (CIK 0001045810), got those of CIK 0000002488, ADVANCED MICRO DEVICES INC" },
	{ "{\"cik\":\"0000002488\",\"facts\":{},\"filings\":{\"recent\":{}}}", "got those of CIK 0000002488" },
	{ "{\"facts\":{},\"filings\":{\"recent\":{}}}", "got those of nobody" },
	{ "{\"cik\":-1045810,\"facts\":{},\"filings\":{\"recent\":{}}}", "got those of nobody" },
	{ "{\"cik\":\"1045810x\",\"facts\":{},\"filings\":{\"recent\":{}}}", "got those of nobody" },
	{ "{\"cik\":\"00000001045810\",\"facts\":{},\"filings\":{\"recent\":{}}}", "got those of nobody" },
};

static void an_answer_that_is_none_is_refused_in_words(void **state)
{
	(void)state;
	const struct company c = nvidia();
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct batch out;
		struct error err = { "" };
		const char *answer = refusals[i].answer;
		batch_init(&out);
		assert_int_equal(sec_facts_parse(&out, answer, strlen(answer), &c, date("2026-07-09"), &err), -1);
		if (!strstr(err.text, refusals[i].words))
			fail_msg("facts, case %zu: %s", i, err.text);
		assert_int_equal(batch_items(&out), 0);
		assert_int_equal(sec_filings_parse(&out, answer, strlen(answer), &c, date("2026-07-09"), &err), -1);
		if (!strstr(err.text, refusals[i].words))
			fail_msg("filings, case %zu: %s", i, err.text);
		assert_int_equal(batch_items(&out), 0);
	}
}

static void a_refused_answer_leaves_the_batch_as_it_was(void **state)
{
	(void)state;
	const struct company c = nvidia();
	struct batch out;
	struct fact f = { .symbol = "AMD" };
	batch_init(&out);
	batch_add_fact(&out, &f);
	assert_int_equal(sec_facts_parse(&out, "{}", 2, &c, date("2026-07-09"), NULL), -1);
	assert_int_equal(out.facts.count, 1);
	assert_string_equal(out.facts.items[0].symbol, "AMD");
	batch_release(&out);
}

#define ROW                                                                                                            \
	"\"end\":\"2026-03-31\",\"val\":5,\"accn\":\"0001045810-26-000052\",\"form\":\"10-Q\",\"filed\":\"2026-05-"    \
	"20\""

/* An observation that lacks a part, or has a wrong one, is no figure. */
static void an_observation_of_a_wrong_shape_is_left_out(void **state)
{
	static const char *const rows[] = {
		"null",
		"5",
		"[]",
		"{}",
		"{\"val\":5,\"accn\":\"0001045810-26-000052\",\"form\":\"10-Q\",\"filed\":\"2026-05-20\"}",
		"{\"end\":\"2026-03-31\",\"accn\":\"0001045810-26-000052\",\"form\":\"10-Q\",\"filed\":\"2026-05-20\"}",
		"{\"end\":\"2026-03-31\",\"val\":5,\"form\":\"10-Q\",\"filed\":\"2026-05-20\"}",
		"{\"end\":\"2026-03-31\",\"val\":5,\"accn\":\"0001045810-26-000052\",\"filed\":\"2026-05-20\"}",
		"{\"end\":\"2026-03-31\",\"val\":5,\"accn\":\"0001045810-26-000052\",\"form\":\"10-Q\"}",
		"{" ROW ",\"val\":\"5\"}",
		"{" ROW ",\"val\":null}",
		"{" ROW ",\"val\":1e999}",
		"{" ROW ",\"form\":\"424B5\"}",
		"{" ROW ",\"form\":\"DEF 14A\"}",
		"{" ROW ",\"end\":\"2026-02-30\"}",
		"{" ROW ",\"end\":\"2026-3-31\"}",
		"{" ROW ",\"end\":20260331}",
		"{" ROW ",\"end\":\"2019-03-31\"}",
		"{" ROW ",\"end\":\"2027-03-31\",\"filed\":\"2027-05-20\"}",
		"{" ROW ",\"filed\":\"2026-03-01\"}",
		"{" ROW ",\"start\":\"2026-04-01\"}",
		"{" ROW ",\"start\":\"yesterday\"}",
	};
	char text[600];
	(void)state;
	const struct company c = nvidia();
	for (size_t i = 0; i <= sizeof rows / sizeof *rows; i++) {
		bool good = i == sizeof rows / sizeof *rows;
		struct sec_observations o;
		struct error err = { "" };
		int length = snprintf(text, sizeof text,
				      "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"LongTermDebt\":{\"units\":"
				      "{\"USD\":[%s],\"EURO\":[{" ROW "}],\"USD/pure\":[{" ROW "}]}}}}}",
				      good ? "{" ROW ",\"start\":null}" : rows[i]);
		if (sec_observations_read(&o, text, (size_t)length, &c, date("2026-07-09"), &err))
			fail_msg("case %zu: %s", i, err.text);
		if (o.count != good)
			fail_msg("case %zu: %zu observations", i, o.count);
		sec_observations_release(&o);
	}
}

/* ---- facts ---- */

static const struct fact *find(const struct batch *b, const char *concept_name, const char *period)
{
	for (size_t i = 0; i < b->facts.count; i++)
		if (!strcmp(b->facts.items[i].concept, concept_name) && !strcmp(b->facts.items[i].period, period))
			return &b->facts.items[i];
	return NULL;
}

static void assert_fact(const struct batch *b, const char *concept_name, const char *period, double value,
			const char *as_of)
{
	const struct fact *f = find(b, concept_name, period);
	char day[TIMESTAMP_SIZE];
	if (!f)
		fail_msg("no %s %s", concept_name, period);
	timestamp_format_date(f->as_of, day);
	if (fabs(f->value - value) > fabs(value) * 1e-14 || strcmp(day, as_of) != 0)
		fail_msg("%s %s: %.17g as of %s", concept_name, period, f->value, day);
}

static void read_facts(struct batch *out, const char *path, const struct company *c, const char *today)
{
	struct error err = { "" };
	struct buffer body = load(path);
	batch_init(out);
	if (sec_facts_parse(out, buffer_text(&body), body.length, c, date(today), &err))
		fail_msg("%s: %s", path, err.text);
	buffer_release(&body);
}

/* The figures of the small answer and of the whole one that it was taken from. */
static void assert_nvidia(const struct batch *b)
{
	assert_fact(b, "revenue", "TTM", 253491e6, "2026-04-26"); /* 215.938 - 44.062 + 81.615 */
	assert_fact(b, "revenue", "FY2026", 215938e6, "2026-01-25");
	assert_fact(b, "revenue", "FY2025", 130497e6, "2025-01-26");
	assert_fact(b, "net_income", "TTM", 159613e6, "2026-04-26"); /* 120.067 - 18.775 + 58.321 */
	assert_fact(b, "eps", "TTM", 6.53, "2026-04-26");
	assert_fact(b, "operating_cash_flow", "TTM", 125648e6, "2026-04-26");
	assert_fact(b, "capex", "TTM", 6572e6, "2026-04-26");
	assert_fact(b, "capex", "FY2025", 3236e6, "2025-01-26");
	assert_fact(b, "free_cash_flow", "FY2026", 96676e6, "2026-01-25");
	assert_fact(b, "free_cash_flow", "TTM", 119076e6, "2026-04-26");
	assert_fact(b, "shares", "", 24200e6, "2026-05-15");
	assert_fact(b, "debt", "", 8470e6, "2026-04-26");
	assert_fact(b, "backlog", "", 2600e6, "2026-04-26");
}

static void a_small_answer_is_read_whole(void **state)
{
	struct batch b;
	char filing[FILING_SIZE];
	(void)state;
	const struct company c = nvidia();
	read_facts(&b, FACTS, &c, "2026-07-09");
	assert_nvidia(&b);
	const struct fact *f = find(&b, "revenue", "TTM");
	assert_string_equal(f->symbol, "NVDA");
	assert_string_equal(f->source, "sec-facts");
	assert_string_equal(f->unit, "USD");
	assert_int_equal(f->fetched, date("2026-07-09"));
	assert_string_equal(f->origin, "us-gaap:Revenues, 10-K 0001045810-26-000021, 10-Q 0001045810-26-000052 filed "
				       "2026-05-20");
	assert_string_equal(f->note,
			    "#derived FY2026 215.938 bn, plus 81.615 of this year to date, less 44.062 of last");
	assert_true(fact_has_tag(f, "derived"));
	assert_true(fact_filing(f, filing));
	assert_string_equal(filing, "0001045810-26-000052");
	assert_string_equal(find(&b, "net_income", "FY2026")->origin,
			    "us-gaap:NetIncomeLoss, 10-K 0001045810-26-000021 filed 2026-02-25");
	assert_string_equal(find(&b, "net_income", "FY2026")->note, "");
	assert_string_equal(find(&b, "shares", "")->unit, "shares");
	assert_string_equal(find(&b, "eps", "TTM")->unit, "USD");
	batch_release(&b);
}

static void figures_older_than_a_year_and_a_half_are_dead(void **state)
{
	struct batch b;
	struct error err;
	(void)state;
	const struct company c = nvidia();
	struct buffer body = load(FACTS);
	batch_init(&b);
	assert_int_equal(sec_facts_parse(&b, buffer_text(&body), body.length, &c, date("2028-01-01"), &err), -1);
	assert_non_null(strstr(err.text, "of the last 550 days, got none"));
	buffer_release(&body);
	/* The year's revenue by the tag that died in 2022 is not told even though it stands first in the table. */
	read_facts(&b, FACTS, &c, "2026-07-09");
	for (size_t i = 0; i < b.facts.count; i++)
		assert_null(strstr(b.facts.items[i].origin, "RevenueFromContract"));
	batch_release(&b);
}

#define OBSERVED(start, end, val, accn, fy, form, filed)                                                               \
	"{\"start\":\"" start "\",\"end\":\"" end "\",\"val\":" val ",\"accn\":\"" accn "\",\"fy\":" fy                \
	",\"fp\":\"FY\",\"form\":\"" form "\",\"filed\":\"" filed "\"}"

static void parse_text(struct batch *b, const char *text, const struct company *c, const char *today)
{
	struct error err = { "" };
	batch_init(b);
	if (sec_facts_parse(b, text, strlen(text), c, date(today), &err))
		fail_msg("%s", err.text);
}

static void the_newest_filing_of_a_period_wins_whatever_the_order(void **state)
{
	struct batch b;
	(void)state;
	const struct company c = nvidia();
	parse_text(&b,
		   "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[" OBSERVED(
			   "2025-01-01", "2025-12-31", "130", "0001045810-26-000030", "2025", "10-K/A",
			   "2026-04-20") "," OBSERVED("2025-01-01", "2025-12-31", "120", "0001045810-26-000009", "2025",
						      "10-K", "2026-02-20") "]}}}}}",
		   &c, "2026-07-09");
	assert_fact(&b, "revenue", "FY2025", 130, "2025-12-31");
	assert_string_equal(find(&b, "revenue", "FY2025")->origin,
			    "us-gaap:Revenues, 10-K/A 0001045810-26-000030 filed 2026-04-20");
	batch_release(&b);
}

/* The year of a report is that of its newest figure; comparisons bear it too, though they are older. */
static void a_comparison_is_not_of_the_year_of_its_report(void **state)
{
	struct batch b;
	(void)state;
	const struct company c = nvidia();
	parse_text(&b,
		   "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[" OBSERVED(
			   "2024-04-01", "2025-03-31", "4", "0001045810-26-000030", "2026", "20-F",
			   "2026-05-20") "," OBSERVED("2025-04-01", "2026-03-31", "5", "0001045810-26-000030", "2026",
						      "20-F", "2026-05-20") "]}}}}}",
		   &c, "2026-07-09");
	assert_fact(&b, "revenue", "FY2026", 5, "2026-03-31");
	assert_fact(&b, "revenue", "FY2025", 4, "2025-03-31");
	batch_release(&b);
}

#define LEVEL(end, val)                                                                                                \
	"{\"end\":\"" end "\",\"val\":" val ",\"accn\":\"0001045810-26-000052\",\"fy\":2026,\"fp\":\"Q1\","            \
	"\"form\":\"10-Q\",\"filed\":\"2026-05-20\"}"
#define TAG(name, rows) "\"" name "\":{\"units\":{\"USD\":[" rows "]}}"

static void two_tags_of_one_day_are_added_and_a_nil_one_gives_way(void **state)
{
	struct batch b;
	(void)state;
	const struct company c = nvidia();
	parse_text(&b,
		   "{\"cik\":1045810,\"facts\":{\"us-gaap\":{" TAG("LongTermDebt", LEVEL("2026-03-31", "0")) "," TAG(
			   "LongTermNotesPayable",
			   LEVEL("2026-03-31", "110") "," LEVEL(
				   "2025-12-31",
				   "90")) "," TAG("NotesPayableCurrent",
						  LEVEL("2026-03-31", "12") "," LEVEL(
							  "2025-12-31",
							  "7")) "," TAG("CashAndCashEquivalentsAtCarryingValue",
									LEVEL("2026-03-31", "13") "," LEVEL(
										"2025-12-31",
										"11")) "," TAG("MarketableSecuritiesCur"
											       "rent",
											       LEVEL("2025-12-31",
												     "49")) "}}}",
		   &c, "2026-07-09");
	assert_fact(&b, "debt", "", 122, "2026-03-31");
	assert_string_equal(find(&b, "debt", "")->note, "#derived without leases");
	/* Of another day than the newest, the securities are left out, and the note says so. */
	assert_fact(&b, "cash", "", 13, "2026-03-31");
	assert_string_equal(find(&b, "cash", "")->note, "cash and equivalents, without securities");
	batch_release(&b);
}

static void receipts_are_counted_in_units_of_the_symbol(void **state)
{
	struct batch b;
	(void)state;
	struct company c = company_of("TSM", "0001046179", "TWD");
	c.shares_per_unit = 5;
	c.unrealised = true;
#define ANNUAL(val) OBSERVED("2025-01-01", "2025-12-31", val, "0001628280-26-025362", "2025", "20-F", "2026-04-16")
	parse_text(
		&b,
		"{\"cik\":1046179,\"facts\":{\"dei\":{\"EntityCommonStockSharesOutstanding\":{\"units\":{\"shares\":["
		"{\"end\":\"2025-12-31\",\"val\":25932370067,\"accn\":\"0001628280-26-025362\",\"fy\":2025,\"fp\":"
		"\"FY\","
		"\"form\":\"20-F\",\"filed\":\"2026-04-16\"}]}}},\"ifrs-full\":{"
		"\"Revenue\":{\"units\":{\"USD\":[" ANNUAL("121423700000") "],\"TWD\":[" ANNUAL(
			"3809054300000") "]}},"
					 "\"ProfitLossAttributableToOwnersOfParent\":{\"units\":{\"TWD\":[" ANNUAL(
						 "1717882600000") "]}},"
								  "\"DilutedEarningsLossPerShare\":{\"units\":{\"TWD/"
								  "shares\":[" ANNUAL("66.25") "]}}}}}",
		&c, "2026-07-09");
	assert_fact(&b, "shares", "", 5186474013.4, "2025-12-31");
	assert_string_equal(find(&b, "shares", "")->note,
			    "#derived for receipts of 5 common shares; cover of the report");
	assert_fact(&b, "eps", "FY2025", 331.25, "2025-12-31");
	/* The dollars beside are a convenience of the reader. */
	assert_fact(&b, "revenue", "FY2025", 3809054300000, "2025-12-31");
	assert_string_equal(find(&b, "revenue", "FY2025")->unit, "TWD");
	assert_true(fact_has_tag(find(&b, "net_income", "FY2025"), "unrealised"));
	assert_true(fact_has_tag(find(&b, "eps", "FY2025"), "unrealised"));
	assert_false(fact_has_tag(find(&b, "revenue", "FY2025"), "unrealised"));
	batch_release(&b);
}

/* As after a split: what was filed before it and what was restated since cannot be added. */
static void earnings_a_share_do_not_roll_over_a_split(void **state)
{
	struct batch b;
	(void)state;
	const struct company c = nvidia();
	parse_text(&b,
		   "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"EarningsPerShareDiluted\":{\"units\":{\"USD/"
		   "shares\":[" OBSERVED(
			   "2023-01-30", "2024-01-28", "11.93", "0001045810-24-000029", "2024", "10-K",
			   "2024-02-21") "," OBSERVED("2023-01-30", "2023-07-30", "3.30", "0001045810-23-000175",
						      "2024", "10-Q",
						      "2023-08-28") "," OBSERVED("2023-01-30", "2023-07-30", "0.33",
										 "0001045810-24-000264", "2025", "10-Q",
										 "2024-08-28") "," OBSERVED("2024-01-"
													    "29",
													    "2024-07-"
													    "28",
													    "1.27",
													    "0001045810"
													    "-24-"
													    "000264",
													    "2025",
													    "10-Q",
													    "2024-08-"
													    "28") "]}}}"
														  "}}",
		   &c, "2024-09-09");
	assert_fact(&b, "eps", "FY2024", 11.93, "2024-01-28");
	assert_null(find(&b, "eps", "TTM"));
	batch_release(&b);
}

/* ---- filings ---- */

static void reports_are_kept_and_the_papers_of_insiders_are_not(void **state)
{
	struct batch b;
	struct error err = { "" };
	(void)state;
	const struct company c = nvidia();
	struct buffer body = load(FILINGS);
	batch_init(&b);
	if (sec_filings_parse(&b, buffer_text(&body), body.length, &c, date("2026-07-09"), &err))
		fail_msg("%s", err.text);
	assert_int_equal(b.filing_count, 4);
	assert_string_equal(b.filings[0].symbol, "NVDA");
	assert_string_equal(b.filings[0].accession, "0001045810-26-000052");
	assert_string_equal(b.filings[0].form, "10-Q");
	assert_true(b.filings[0].has_figures);
	assert_int_equal(b.filings[0].filed, date("2026-05-20"));
	assert_int_equal(b.filings[0].reported, date("2026-04-26"));
	assert_string_equal(b.filings[1].items, "2.02,9.01");
	buffer_release(&body);
	batch_release(&b);
}

static void arrays_of_unequal_length_are_read_to_the_shortest(void **state)
{
	static const char text[] =
		"{\"cik\":\"0001045810\",\"filings\":{\"recent\":{\"accessionNumber\":[\"0001045810-26-000052\",\"x\","
		"\"0001045810-26-000050\",\"0001045810-26-000040\"],\"form\":[\"10-Q\",\"8-K\",\"8-K\"],\"filingDate\":"
		"[\"2026-05-20\",\"2026-05-20\",null],\"items\":null,\"isXBRL\":[]}}}";
	struct batch b;
	struct error err = { "" };
	(void)state;
	const struct company c = nvidia();
	batch_init(&b);
	if (sec_filings_parse(&b, text, sizeof text - 1, &c, date("2026-07-09"), &err))
		fail_msg("%s", err.text);
	assert_int_equal(b.filing_count, 1);
	assert_false(b.filings[0].has_figures);
	assert_int_equal(b.filings[0].reported, 0);
	batch_release(&b);
}

/* ---- real answers ---- */

static bool skipped(const char *path)
{
	if (!access(path, R_OK))
		return false;
	print_message("skipped: %s is not here\n", path);
	return true;
}

static void nvidias_whole_answer_gives_the_figures_of_its_reports(void **state)
{
	static const char path[] = CORPUS "companyfacts/CIK0001045810_NVDA.json";
	struct batch b;
	(void)state;
	if (skipped(path))
		skip();
	const struct company c = nvidia();
	read_facts(&b, path, &c, "2026-07-09");
	assert_nvidia(&b);
	assert_fact(&b, "interest_expense", "FY2026", 259e6, "2026-01-25");
	assert_non_null(strstr(find(&b, "interest_expense", "TTM")->origin, "InterestExpenseNonoperating"));
	assert_non_null(strstr(find(&b, "capex", "TTM")->origin, "PaymentsToAcquireProductiveAssets"));
	assert_fact(&b, "lease_liabilities", "", 4344e6, "2026-04-26");
	assert_fact(&b, "purchase_commitments", "", 22700e6, "2026-01-25");
	batch_release(&b);
}

static void marvells_whole_answer_gives_the_figures_of_its_reports(void **state)
{
	static const char path[] = CORPUS "companyfacts/CIK0001835632_MRVL.json";
	struct batch b;
	(void)state;
	if (skipped(path))
		skip();
	const struct company c = company_of("MRVL", "0001835632", "USD");
	read_facts(&b, path, &c, "2026-07-09");
	assert_fact(&b, "revenue", "TTM", 8717.1e6, "2026-05-02"); /* 8194.6 - 1895.3 + 2417.8 */
	assert_fact(&b, "revenue", "FY2026", 8194.6e6, "2026-01-31");
	assert_fact(&b, "net_income", "FY2025", -885e6, "2025-02-01");
	assert_fact(&b, "shares", "", 874.8e6, "2026-05-21");
	assert_fact(&b, "debt", "", 4961.3e6, "2026-05-02");
	assert_fact(&b, "capex", "TTM", 391e6, "2026-05-02");
	assert_fact(&b, "eps", "FY2026", 3.07, "2026-01-31");
	batch_release(&b);
}

static void an_annual_report_by_ifrs_gives_its_years(void **state)
{
	static const char path[] = CORPUS "companyfacts/lpa_facts.json";
	struct batch b;
	(void)state;
	if (skipped(path))
		skip();
	const struct company c = company_of("LPA", "0001997711", "");
	read_facts(&b, path, &c, "2025-07-09");
	assert_fact(&b, "revenue", "FY2024", 43862372, "2024-12-31");
	assert_fact(&b, "revenue", "FY2023", 39436343, "2023-12-31");
	assert_null(find(&b, "revenue", "TTM"));
	assert_fact(&b, "net_income", "FY2024", -29285428, "2024-12-31");
	assert_fact(&b, "shares", "", 31668601, "2025-04-02");
	assert_non_null(strstr(find(&b, "shares", "")->origin, "20-F/A 0001641172-25-002932"));
	assert_fact(&b, "debt", "", 267216692, "2024-12-31");
	batch_release(&b);
}

static void the_filings_of_three_companies_are_read(void **state)
{
	static const struct {
		const char *path, *symbol, *cik, *newest, *form;
	} files[] = {
		{ CORPUS "submissions/CIK0001045810_NVDA.json", "NVDA", "0001045810", "0001045810-26-000021", "10-K" },
		{ CORPUS "submissions/CIK0000320193_AAPL.json", "AAPL", "0000320193", NULL, NULL },
		{ CORPUS "submissions/CIK0000789019_MSFT.json", "MSFT", "0000789019", NULL, NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct batch b;
		struct error err = { "" };
		if (skipped(files[i].path))
			skip();
		struct company c = company_of(files[i].symbol, files[i].cik, "USD");
		struct buffer body = load(files[i].path);
		batch_init(&b);
		if (sec_filings_parse(&b, buffer_text(&body), body.length, &c, date("2026-07-09"), &err))
			fail_msg("%s: %s", files[i].path, err.text);
		assert_in_range(b.filing_count, 10, 40);
		for (size_t k = 1; k < b.filing_count; k++)
			assert_true(b.filings[k].filed <= b.filings[k - 1].filed);
		if (files[i].newest) {
			assert_string_equal(b.filings[0].accession, files[i].newest);
			assert_string_equal(b.filings[0].form, files[i].form);
		}
		batch_release(&b);
		snprintf(c.cik, sizeof c.cik, "0000002488");
		assert_int_equal(sec_filings_parse(&b, buffer_text(&body), body.length, &c, date("2026-07-09"), &err),
				 -1);
		buffer_release(&body);
	}
}

static void the_answer_to_an_unknown_company_is_refused(void **state)
{
	static const char path[] = CORPUS "errors/no_company_for_cik.html";
	struct batch b;
	struct error err;
	(void)state;
	if (skipped(path))
		skip();
	const struct company c = nvidia();
	struct buffer body = load(path);
	batch_init(&b);
	assert_int_equal(sec_facts_parse(&b, buffer_text(&body), body.length, &c, date("2026-07-09"), &err), -1);
	assert_string_equal(err.text, "expected JSON, got XML");
	buffer_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_is_none_is_refused_in_words),
		cmocka_unit_test(a_refused_answer_leaves_the_batch_as_it_was),
		cmocka_unit_test(an_observation_of_a_wrong_shape_is_left_out),
		cmocka_unit_test(a_small_answer_is_read_whole),
		cmocka_unit_test(figures_older_than_a_year_and_a_half_are_dead),
		cmocka_unit_test(the_newest_filing_of_a_period_wins_whatever_the_order),
		cmocka_unit_test(a_comparison_is_not_of_the_year_of_its_report),
		cmocka_unit_test(two_tags_of_one_day_are_added_and_a_nil_one_gives_way),
		cmocka_unit_test(receipts_are_counted_in_units_of_the_symbol),
		cmocka_unit_test(earnings_a_share_do_not_roll_over_a_split),
		cmocka_unit_test(reports_are_kept_and_the_papers_of_insiders_are_not),
		cmocka_unit_test(arrays_of_unequal_length_are_read_to_the_shortest),
		cmocka_unit_test(nvidias_whole_answer_gives_the_figures_of_its_reports),
		cmocka_unit_test(marvells_whole_answer_gives_the_figures_of_its_reports),
		cmocka_unit_test(an_annual_report_by_ifrs_gives_its_years),
		cmocka_unit_test(the_filings_of_three_companies_are_read),
		cmocka_unit_test(the_answer_to_an_unknown_company_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
