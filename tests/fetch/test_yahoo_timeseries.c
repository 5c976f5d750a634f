#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/yahoo.h"

#define FIXTURE "tests/fixtures/yahoo/timeseries.json"
#define CORPUS "../shared/corpus/"

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

static struct company of(const char *symbol)
{
	struct company c;
	company_init(&c, symbol);
	return c;
}

static int parse(struct batch *b, const char *text, const struct company *c, struct error *err)
{
	batch_init(b);
	*err = (struct error){ "" };
	return yahoo_timeseries_parse(b, text, strlen(text), c, date("2026-07-09"), err);
}

static const struct fact *find(const struct batch *b, const char *concept_name, const char *period)
{
	for (size_t i = 0; i < b->facts.count; i++)
		if (!strcmp(b->facts.items[i].concept, concept_name) && !strcmp(b->facts.items[i].period, period))
			return &b->facts.items[i];
	return NULL;
}

static void assert_fact(const struct batch *b, const char *concept_name, const char *period, double value,
			const char *unit, const char *as_of)
{
	const struct fact *f = find(b, concept_name, period);
	char day[TIMESTAMP_SIZE];
	if (!f)
		fail_msg("no %s %s", concept_name, period);
	timestamp_format_date(f->as_of, day);
	if (fabs(f->value - value) > fabs(value) * 1e-14 || strcmp(day, as_of) != 0 || strcmp(f->unit, unit) != 0)
		fail_msg("%s %s: %.17g %s as of %s", concept_name, period, f->value, f->unit, day);
}

/* ---- refusals ---- */

static void an_answer_that_is_none_is_refused_in_words(void **state)
{
	static const struct {
		const char *answer, *words;
	} cases[] = {
		{ "", "an empty body" },
		{ "Edge: Too Many Requests", "the text 'Edge: Too Many Requests'" },
		{ "<html><title>Will be right back</title>", "an HTML page 'Will be right back'" },
		{ "{\"timeseries\":{\"result\":[", "breaks off" },
		{ "{}", "expected timeseries.result" },
		{ "[]", "expected timeseries.result" },
		{ "{\"timeseries\":null}", "expected timeseries.result" },
		{ "{\"timeseries\":{\"result\":null,\"error\":null}}", "expected timeseries.result" },
		{ "{\"timeseries\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":\"Missing "
		  "required query parameter=type\"}}}",
		  "Yahoo answered Bad Request: Missing required query parameter=type" },
		{ "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid "
		  "Crumb\"}}}",
		  "Yahoo answered Unauthorized: Invalid Crumb" },
		{ "{\"timeseries\":{\"result\":[{\"meta\":{\"symbol\":[\"AMD\"],\"type\":[\"annualNetIncome\"]}}]}}",
		  "expected the figures of TSM, got those of AMD" },
	};
	(void)state;
	const struct company c = of("TSM");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct batch b;
		struct error err;
		assert_int_equal(parse(&b, cases[i].answer, &c, &err), -1);
		if (!strstr(err.text, cases[i].words))
			fail_msg("case %zu: %s", i, err.text);
		assert_int_equal(batch_items(&b), 0);
	}
}

#define HEAD                                                                                                           \
	"{\"timeseries\":{\"result\":[{\"meta\":{\"symbol\":[\"TSM\"],\"type\":[\"annualNetIncome\"]},"                \
	"\"annualNetIncome\":["
#define TAIL "]}]}}"

static void an_element_of_a_wrong_shape_is_left_out(void **state)
{
	static const char *const elements[] = {
		"",
		"null",
		"5",
		"[]",
		"{}",
		"{\"asOfDate\":\"2025-12-31\",\"currencyCode\":\"TWD\"}",
		"{\"asOfDate\":\"2025-12-31\",\"currencyCode\":\"TWD\",\"reportedValue\":{}}",
		"{\"asOfDate\":\"2025-12-31\",\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":\"5\"}}",
		"{\"asOfDate\":\"2025-12-31\",\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":1e999}}",
		"{\"asOfDate\":\"2025-12-31\",\"reportedValue\":{\"raw\":5}}",
		"{\"asOfDate\":\"2025-12-31\",\"currencyCode\":\"nt\",\"reportedValue\":{\"raw\":5}}",
		"{\"asOfDate\":\"2025-13-31\",\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":5}}",
		"{\"asOfDate\":20251231,\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":5}}",
		"{\"asOfDate\":\"2027-12-31\",\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":5}}",
		"{\"currencyCode\":\"TWD\",\"reportedValue\":{\"raw\":5}}",
	};
	char text[512];
	(void)state;
	const struct company c = of("TSM");
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		struct batch b;
		struct error err;
		snprintf(text, sizeof text, HEAD "%s" TAIL, elements[i]);
		if (parse(&b, text, &c, &err))
			fail_msg("case %zu: %s", i, err.text);
		assert_int_equal(b.facts.count, 0);
		assert_string_equal(b.warning, "Yahoo has no figures of TSM");
		batch_release(&b);
	}
}

/* ---- facts ---- */

static void a_receipts_company_is_read_in_its_own_currency(void **state)
{
	struct batch b;
	struct error err = { "" };
	(void)state;
	struct company c = of("TSM");
	c.shares_per_unit = 5;
	snprintf(c.currency, sizeof c.currency, "TWD");
	struct buffer body = load(FIXTURE);
	if (parse(&b, buffer_text(&body), &c, &err))
		fail_msg("%s", err.text);
	/* 933.791869 + 989.918318 + 1046.090421 + 1134.103440, in thousand millions */
	assert_fact(&b, "revenue", "TTM", 4103904048000, "TWD", "2026-03-31");
	assert_fact(&b, "revenue", "FY2025", 3809054272000, "TWD", "2025-12-31");
	assert_fact(&b, "revenue", "FY2024", 2894307699000, "TWD", "2024-12-31");
	assert_fact(&b, "net_income", "TTM", 1928799e6, "TWD", "2026-03-31");
	/* Spent money is written as negative. */
	assert_fact(&b, "capex", "TTM", 1281785e6, "TWD", "2026-03-31");
	assert_fact(&b, "free_cash_flow", "TTM", 1027730e6, "TWD", "2026-03-31");
	/* Common shares, while a price and the earnings are a receipt's. */
	assert_fact(&b, "shares", "", 25932370067 / 5.0, "shares", "2026-03-31");
	assert_fact(&b, "eps", "TTM", 371.85, "TWD", "2026-03-31");
	assert_fact(&b, "debt", "", 975e9, "TWD", "2026-03-31");
	assert_string_equal(find(&b, "debt", "")->note, "with leases");
	assert_string_equal(find(&b, "shares", "")->note, "#derived for receipts of 5 common shares; balance sheet");
	assert_string_equal(find(&b, "revenue", "TTM")->note, "#derived four quarters");
	assert_string_equal(find(&b, "eps", "TTM")->origin, "Yahoo fundamentals-timeseries, trailingDilutedEPS");
	assert_string_equal(find(&b, "eps", "TTM")->source, "yahoo-timeseries");
	assert_null(find(&b, "operating_income", "FY2025"));
	buffer_release(&body);
	batch_release(&b);
}

#define POINT(day, code, raw)                                                                                          \
	"{\"asOfDate\":\"" day "\",\"periodType\":\"12M\",\"currencyCode\":\"" code                                    \
	"\",\"reportedValue\":{\"raw\":" raw "}}"

static void a_year_bears_the_number_that_the_firm_gives_it(void **state)
{
	static const char text[] =
		"{\"timeseries\":{\"result\":[{\"meta\":{\"symbol\":[\"9984.T\"],\"type\":[\"annualNetIncome\"]},"
		"\"annualNetIncome\":[" POINT("2026-03-31", "JPY", "5002271000000") ",null]}]}}";
	struct batch b;
	struct error err;
	(void)state;
	struct company c = of("9984.T");
	c.year_by_start = c.unrealised = true;
	if (parse(&b, text, &c, &err))
		fail_msg("%s", err.text);
	assert_fact(&b, "net_income", "FY2025", 5002271e6, "JPY", "2026-03-31");
	/* The mark of the company stays on what a live source brings, so that no P/E is given on it. */
	assert_true(fact_has_tag(find(&b, "net_income", "FY2025"), "unrealised"));
	struct quote q;
	struct valuation v;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "9984.T");
	snprintf(q.currency, sizeof q.currency, "JPY");
	q.price = 5771;
	valuation_compute(&v, &q, &b.facts, NULL, 0);
	assert_non_null(v.pe_void);
	assert_string_equal(v.pe_void, "profit is mostly unrealised");
	batch_release(&b);
}

static void figures_in_a_convenient_currency_give_way_to_the_accounts(void **state)
{
	static const char text[] =
		HEAD POINT("2025-12-31", "USD", "55") "," POINT("2024-12-31", "TWD", "1173") "," POINT(
			"2025-12-31", "TWD", "1717") "," POINT("2026-06-30", "USD", "60") TAIL;
	struct batch b;
	struct error err;
	(void)state;
	struct company c = of("TSM");
	snprintf(c.currency, sizeof c.currency, "TWD");
	if (parse(&b, text, &c, &err))
		fail_msg("%s", err.text);
	assert_fact(&b, "net_income", "FY2025", 1717, "TWD", "2025-12-31");
	assert_fact(&b, "net_income", "FY2024", 1173, "TWD", "2024-12-31");
	batch_release(&b);
	const struct company unknown = of("TSM");
	if (parse(&b, text, &unknown, &err))
		fail_msg("%s", err.text);
	assert_fact(&b, "net_income", "FY2026", 60, "USD", "2026-06-30");
	batch_release(&b);
}

static void the_address_asks_for_all_types_at_once(void **state)
{
	char path[URL_SIZE];
	int types = 0;
	(void)state;
	assert_int_equal(yahoo_timeseries_path("9984.T", path), 0);
	assert_non_null(strstr(path, "/ws/fundamentals-timeseries/v1/finance/timeseries/9984.T?symbol=9984.T&type="
				     "trailingTotalRevenue,quarterlyTotalRevenue,annualTotalRevenue,"));
	assert_non_null(strstr(path, "&period1="));
	for (const char *p = path; *p; p++)
		types += *p == ',';
	assert_in_range(types, 10, 60);
	assert_true(strlen(path) < 1500);
}

/* ---- real answers ---- */

static bool skipped(const char *path)
{
	if (!access(path, R_OK))
		return false;
	print_message("skipped: %s is not here\n", path);
	return true;
}

static void parse_file(struct batch *b, const char *path, const char *symbol, const char *today)
{
	struct error err = { "" };
	const struct company c = of(symbol);
	struct buffer body = load(path);
	batch_init(b);
	if (yahoo_timeseries_parse(b, buffer_text(&body), body.length, &c, date(today), &err))
		fail_msg("%s: %s", path, err.text);
	buffer_release(&body);
}

#define NYF2 CORPUS "yahoo/nyf2/body/fundamentalsTimeSeries-"

static void apples_quarters_make_its_year(void **state)
{
	struct batch b;
	(void)state;
	if (skipped(NYF2 "AAPL-all-quarterly.json"))
		skip();
	parse_file(&b, NYF2 "AAPL-all-quarterly.json", "AAPL", "2025-03-01");
	/* 90.753 + 85.777 + 94.930 + 124.300 */
	assert_fact(&b, "revenue", "TTM", 395760e6, "USD", "2024-12-31");
	assert_fact(&b, "capex", "TTM", 9995e6, "USD", "2024-12-31");
	assert_fact(&b, "shares", "", 15037874000, "shares", "2024-12-31");
	batch_release(&b);
	parse_file(&b, NYF2 "AAPL-financials-annual.json", "AAPL", "2025-03-01");
	assert_fact(&b, "revenue", "FY2024", 391035e6, "USD", "2024-09-30");
	assert_fact(&b, "eps", "FY2024", 6.08, "USD", "2024-09-30");
	batch_release(&b);
	parse_file(&b, NYF2 "AAPL-cash-flow-annual.json", "AAPL", "2025-03-01");
	assert_fact(&b, "capex", "FY2024", 9447e6, "USD", "2024-09-30");
	batch_release(&b);
}

static void what_yahoo_knows_nothing_of_is_no_failure(void **state)
{
	static const struct {
		const char *path, *symbol;
	} files[] = {
		{ NYF2 "QQQ-financials-quarterly.json", "QQQ" },
		{ NYF2 "ADH-financials-quarterly.json", "ADH" },
		{ NYF2 "BTC-USD-financials-quarterly.json", "BTC-USD" },
		{ NYF2 "EURGBP-unexpected-results.fake.json", "EURGBP=X" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct batch b;
		if (skipped(files[i].path))
			skip();
		parse_file(&b, files[i].path, files[i].symbol, "2025-03-01");
		assert_int_equal(b.facts.count, 0);
		assert_non_null(strstr(b.warning, files[i].symbol));
		batch_release(&b);
	}
}

static void three_quarters_are_no_year(void **state)
{
	static const struct {
		const char *path, *symbol;
	} files[] = {
		{ NYF2 "BABA-financials-quarterly.json", "BABA" },
		{ NYF2 "WSKT.JK-financials-quarterly.json", "WSKT.JK" },
		{ NYF2 "AMZN-financials-quarterly.json", "AMZN" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct batch b;
		if (skipped(files[i].path))
			skip();
		parse_file(&b, files[i].path, files[i].symbol, "2024-03-01");
		assert_null(find(&b, "revenue", "TTM"));
		assert_null(find(&b, "net_income", "TTM"));
		batch_release(&b);
	}
}

static void years_with_holes_are_read(void **state)
{
	struct batch b;
	(void)state;
	if (skipped(CORPUS "yahoo/java/timeseries.json"))
		skip();
	parse_file(&b, CORPUS "yahoo/java/aapl_timeseries_response.json", "AAPL", "2022-03-01");
	assert_true(b.facts.count > 0);
	batch_release(&b);
	parse_file(&b, CORPUS "yahoo/java/timeseries.json", "AAPL", "2021-12-01");
	assert_fact(&b, "revenue", "FY2021", 365817e6, "USD", "2021-09-30");
	assert_fact(&b, "net_income", "FY2021", 94680e6, "USD", "2021-09-30");
	assert_fact(&b, "capex", "FY2021", 11085e6, "USD", "2021-09-30");
	batch_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_is_none_is_refused_in_words),
		cmocka_unit_test(an_element_of_a_wrong_shape_is_left_out),
		cmocka_unit_test(a_receipts_company_is_read_in_its_own_currency),
		cmocka_unit_test(a_year_bears_the_number_that_the_firm_gives_it),
		cmocka_unit_test(figures_in_a_convenient_currency_give_way_to_the_accounts),
		cmocka_unit_test(the_address_asks_for_all_types_at_once),
		cmocka_unit_test(apples_quarters_make_its_year),
		cmocka_unit_test(what_yahoo_knows_nothing_of_is_no_failure),
		cmocka_unit_test(three_quarters_are_no_year),
		cmocka_unit_test(years_with_holes_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
