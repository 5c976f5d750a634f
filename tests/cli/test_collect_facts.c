/* Figures of accounts on their way into the store: the SEC, else Yahoo, else what came with the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "cli/collect.h"
#include "cli/collect_filings.h"
#include "cli/collect_loop.h"
#include "cli/seed.h"
#include "market/index_options.h"
#include "store/store.h"
#include "tests/fetch/server.h"
#include "tests/cli/stored.h"

#define SEC "data.sec.gov/api/xbrl/companyfacts/CIK0001045810.json"
#define FILINGS "data.sec.gov/submissions/CIK0001045810.json"
#define YAHOO "query2.finance.yahoo.com/ws/fundamentals-timeseries/v1/finance/timeseries/NVDA"
#define WALL "<!DOCTYPE html><html><head><title>Undeclared Automated Tool</title></head></html>"

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct clock clock;
	char store_path[PATH_SIZE];
	char *said; /* what the last run printed */
};

static void put_fixture(const struct house *h, const char *path, const char *target)
{
	struct buffer body;
	struct error err;
	buffer_init(&body, 0);
	if (file_read(path, &body, &err))
		fail_msg("%s", err.text);
	server_put(&h->server, target, buffer_text(&body));
	buffer_release(&body);
}

/* A quarter that Yahoo has three months after the shipped figures, and the SEC has besides. */
#define POINT(day, raw)                                                                                                \
	"{\"asOfDate\":\"" day "\",\"periodType\":\"TTM\",\"currencyCode\":\"USD\",\"reportedValue\":{\"raw\":" raw "}}"
static const char yahoo_body[] =
	"{\"timeseries\":{\"result\":[{\"meta\":{\"symbol\":[\"NVDA\"],\"type\":[\"trailingTotalRevenue\"]},"
	"\"trailingTotalRevenue\":[null," POINT(
		"2026-04-30", "253000000000") "]},"
					      "{\"meta\":{\"symbol\":[\"NVDA\"],\"type\":[\"trailingNetIncome\"]},"
					      "\"trailingNetIncome\":[" POINT("2026-04-30",
									      "159000000000") "]}],\"error\":null}}";

static int open_house(void **state)
{
	static char symbols[1][SYMBOL_SIZE] = { "NVDA" };
	struct house *h = calloc(1, sizeof *h);
	struct error err;
	server_start(&h->server, NULL, NULL);
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	h->list = (struct watchlist){ "test", symbols, 1 };
	h->config = (struct config){ .watchlists = &h->list,
				     .watchlist_count = 1,
				     .user_agent = "froth-test/1",
				     .contact = "test@example.org",
				     .quote_interval_s = 60,
				     .closed_interval_s = 900,
				     .max_body_bytes = 1 << 20,
				     .press_keep_days = 365,
				     .base_currency = "USD" };
	index_options_init(&h->config.index);
	put_fixture(h, "tests/fixtures/sec/companyfacts.json", SEC);
	put_fixture(h, "tests/fixtures/sec/submissions.json", FILINGS);
	server_put(&h->server, YAHOO, yahoo_body);
	if (clock_init(&h->clock, "2026-07-09T12:00:00Z", false, NULL) ||
	    seed_store(h->store_path, &h->config.index, clock_wall_s(&h->clock), &err))
		fail_msg("%s", err.text);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;
	server_stop(&h->server);
	free(h->said);
	free(h);
	return 0;
}

/* A round on that day; the faults count anew. */
static void collect_on(struct house *h, const char *time, const char *faults)
{
	struct collect_options o;
	struct error err = { "" };
	size_t length;
	collect_options_init(&o);
	assert_int_equal(clock_init(&h->clock, time, false, NULL), 0);
	server_set_faults(&h->server, faults);
	free(h->said);
	h->said = NULL;
	o.config = &h->config;
	o.clock = &h->clock;
	o.store_path = h->store_path;
	o.feed_root = h->server.url;
	o.once = true;
	o.spacing_ms = 1;
	o.seed = 1;
	o.out = open_memstream(&h->said, &length);
	int result = collect_run(&o, &err);
	fclose(o.out);
	if (result < 0)
		fail_msg("%s", err.text);
}

static struct fact revenue_of(const struct house *h)
{
	struct store *s;
	struct fact_list facts;
	struct error err;
	if (store_open(&s, h->store_path, STORE_READ, NULL, &err) || store_get_facts(s, "NVDA", &facts, &err))
		fail_msg("%s", err.text);
	const struct fact *found = fact_list_find_year(&facts, "NVDA", "revenue");
	assert_non_null(found);
	struct fact f = *found;
	fact_list_release(&facts);
	store_free(s);
	return f;
}

static void assert_revenue(const struct house *h, const char *source, double value, const char *fetched)
{
	struct fact f = revenue_of(h);
	char day[TIMESTAMP_SIZE];
	timestamp_format_date(f.fetched, day);
	if (strcmp(f.source, source) != 0 || f.value != value || strcmp(day, fetched) != 0)
		fail_msg("revenue %.17g of %s, fetched %s\n%s", f.value, f.source, day, h->said ? h->said : "");
}

#define YAHOO_REFUSES "query1.finance.yahoo.com/ws/* * status 429\nquery2.finance.yahoo.com/* * status 429\n"

static void the_chain_goes_from_the_sec_to_yahoo_to_what_is_stored_and_back(void **state)
{
	struct house *h = *state;
	assert_revenue(h, SHIPPED_SOURCE, 253.4e9, "2026-07-09");
	/* The first refuses, the second answers. */
	collect_on(h, "2026-07-10T12:00:00Z", "data.sec.gov/* * status 403\n");
	assert_revenue(h, "yahoo-timeseries", 253e9, "2026-07-10");
	assert_int_equal(stored_state(h->store_path, "sec-facts NVDA").status, SOURCE_REFUSED);
	/* All refuse: what is there stays, with its age. */
	collect_on(h, "2026-07-14T12:00:00Z", "data.sec.gov/* * status 403\n" YAHOO_REFUSES);
	assert_revenue(h, "yahoo-timeseries", 253e9, "2026-07-10");
	assert_int_equal(stored_state(h->store_path, "yahoo-timeseries NVDA").status, SOURCE_REFUSED);
	/* The first is back, and nearer to the filing, though its quarter's end is the earlier by four days. */
	collect_on(h, "2026-07-18T12:00:00Z", "");
	assert_revenue(h, "sec-facts", 253491e6, "2026-07-18");
	assert_int_equal(stored_state(h->store_path, "sec-facts NVDA").status, SOURCE_LIVE);
	assert_string_equal(revenue_of(h).origin, "us-gaap:Revenues, 10-K 0001045810-26-000021, 10-Q "
						  "0001045810-26-000052 filed 2026-05-20");
	/* And goes again: its own figure stays, Yahoo's newer fetch of the same quarter notwithstanding. */
	collect_on(h, "2026-07-22T12:00:00Z", "data.sec.gov/* * status 503\n");
	assert_revenue(h, "sec-facts", 253491e6, "2026-07-18");
}

static void a_company_off_the_table_is_found_by_the_list_of_tickers_once(void **state)
{
	struct house *h = *state;
	static char symbols[2][SYMBOL_SIZE] = { "XYZQ", "7203.T" };
	h->list = (struct watchlist){ "test", symbols, 2 };
	server_put(&h->server, "www.sec.gov/files/company_tickers.json",
		   "{\"0\":{\"cik_str\":777123,\"ticker\":\"XYZQ\",\"title\":\"XYZ CORP\"}}");
	server_put(
		&h->server, "data.sec.gov/api/xbrl/companyfacts/CIK0000777123.json",
		"{\"cik\":777123,\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[{\"start\":\"2025-01-01\","
		"\"end\":\"2025-12-31\",\"val\":1234,\"accn\":\"A\",\"fy\":2025,\"form\":\"10-K\","
		"\"filed\":\"2026-02-01\"}]}}}}}");
	collect_on(h, "2026-07-10T12:00:00Z", "www.sec.gov/* * status 403\n");
	assert_int_equal(server_requests(&h->server, "companyfacts"), 0);
	assert_int_equal(server_requests(&h->server, "submissions"), 0);
	collect_on(h, "2026-07-12T12:00:00Z", "");
	assert_int_equal(stored_state(h->store_path, "sec-facts XYZQ").status, SOURCE_LIVE);
	assert_int_equal(server_requests(&h->server, "companyfacts/CIK0000777123.json"), 1);
	/* It is known from then on, whatever becomes of the list. */
	collect_on(h, "2026-07-14T12:00:00Z", "www.sec.gov/* * html\n");
	assert_int_equal(server_requests(&h->server, "companyfacts/CIK0000777123.json"), 2);
	assert_int_equal(server_requests(&h->server, "CIK.json"), 0);
}

static void where_all_refuse_from_the_start_the_shipped_figures_stay(void **state)
{
	struct house *h = *state;
	collect_on(h, "2026-07-10T12:00:00Z", "data.sec.gov/* * status 403\n" YAHOO_REFUSES);
	assert_revenue(h, SHIPPED_SOURCE, 253.4e9, "2026-07-09");
}

static void a_wall_with_status_200_changes_nothing_but_its_source(void **state)
{
	struct house *h = *state;
	server_put(&h->server, SEC, WALL);
	server_put(&h->server, YAHOO, WALL);
	collect_on(h, "2026-07-10T12:00:00Z", "");
	assert_revenue(h, SHIPPED_SOURCE, 253.4e9, "2026-07-09");
	assert_non_null(strstr(stored_state(h->store_path, "sec-facts NVDA").error,
			       "an HTML page 'Undeclared Automated Tool'"));
}

static void without_an_address_to_write_to_the_sec_is_not_asked_and_says_so(void **state)
{
	struct house *h = *state;
	*h->config.contact = '\0';
	collect_on(h, "2026-07-10T12:00:00Z", "");
	assert_int_equal(server_requests(&h->server, "data.sec.gov"), 0);
	assert_revenue(h, "yahoo-timeseries", 253e9, "2026-07-10");
	struct source_state s = stored_state(h->store_path, "sec-facts");
	assert_int_equal(s.status, SOURCE_DISABLED);
	assert_non_null(strstr(s.error, "set fetch: contact"));
	assert_non_null(strstr(h->said, "set fetch: contact"));
	/* Given one, it is asked, and nothing stands for it any more. */
	snprintf(h->config.contact, sizeof h->config.contact, "test@example.org");
	collect_on(h, "2026-07-11T12:00:00Z", "");
	assert_revenue(h, "sec-facts", 253491e6, "2026-07-11");
}

/* ---- new reports ---- */

static struct batch filings_of(const char *first, const char *form, const char *items, const char *filed)
{
	struct batch b;
	struct filing f = { .symbol = "NVDA", .has_figures = true };
	batch_init(&b);
	snprintf(f.accession, sizeof f.accession, "%s", first);
	snprintf(f.form, sizeof f.form, "%s", form);
	snprintf(f.items, sizeof f.items, "%s", items);
	assert_int_equal(timestamp_parse_date(filed, &f.filed), 0);
	assert_int_equal(batch_add_filing(&b, &f), 0);
	return b;
}

static bool renews(struct store *s, const char *accession, const char *form, const char *items, const char *filed,
		   const char *today)
{
	char renew[SYMBOL_SIZE];
	int64_t now;
	struct error err;
	struct batch b = filings_of(accession, form, items, filed);
	assert_int_equal(timestamp_parse_date(today, &now), 0);
	if (collect_note_filings(s, &b, now, renew, &err))
		fail_msg("%s", err.text);
	batch_release(&b);
	return !strcmp(renew, "NVDA");
}

static void a_new_report_asks_for_the_figures_again(void **state)
{
	struct house *h = *state;
	struct store *s;
	assert_int_equal(store_open(&s, h->store_path, STORE_WRITE, NULL, NULL), 0);
	/* The first look tells nothing new; nor the second at the same. */
	assert_false(renews(s, "0001045810-26-000052", "10-Q", "", "2026-05-20", "2026-07-09"));
	assert_false(renews(s, "0001045810-26-000052", "10-Q", "", "2026-05-20", "2026-07-10"));
	/* An event without results does not. */
	assert_false(renews(s, "0001045810-26-000060", "8-K", "5.02", "2026-08-01", "2026-08-01"));
	/* Results do, once. */
	assert_true(renews(s, "0001045810-26-000061", "8-K", "2.02,9.01", "2026-08-26", "2026-08-26"));
	assert_false(renews(s, "0001045810-26-000061", "8-K", "2.02,9.01", "2026-08-26", "2026-08-26"));
	/* A quarter's report does, and goes on until its figures are there, or for a week. */
	assert_true(renews(s, "0001045810-26-000062", "10-Q", "", "2026-08-26", "2026-08-26"));
	assert_true(renews(s, "0001045810-26-000062", "10-Q", "", "2026-08-26", "2026-08-27"));
	struct fact f = { .symbol = "NVDA",
			  .concept = "revenue",
			  .value = 1,
			  .unit = "USD",
			  .source = "sec-facts",
			  .origin = "us-gaap:Revenues, 10-Q 0001045810-26-000062 filed 2026-08-26" };
	struct fact_list facts = { .items = &f, .count = 1 };
	assert_true(renews(s, "0001045810-26-000063", "10-Q/A", "", "2026-08-28", "2026-08-28"));
	assert_false(renews(s, "0001045810-26-000063", "10-Q/A", "", "2026-08-28", "2026-09-06"));
	assert_int_equal(store_put_facts(s, &facts, NULL), 0);
	assert_true(
		renews(s, "0001045810-26-000062", "10-Q", "", "2026-08-26", "2026-08-27")); /* another than the last */
	assert_false(renews(s, "0001045810-26-000062", "10-Q", "", "2026-08-26", "2026-08-27"));
	store_free(s);
}

static void only_live_sources_of_that_company_are_asked_sooner(void **state)
{
	static char symbols[][SYMBOL_SIZE] = { "NVDA", "NVDA", "AMD", "NVDA" };
	static const enum source_status status[] = { SOURCE_LIVE, SOURCE_REFUSED, SOURCE_LIVE, SOURCE_LIVE };
	(void)state;
	struct collect_options options = { .once = false };
	struct source sources[4] = { 0 };
	struct schedule_slot slots[4] = { 0 };
	struct collect_loop c = { .options = &options, .sources = { sources, 4 } };
	c.schedule.slots = slots;
	for (size_t i = 0; i < 4; i++) {
		sources[i].class = i == 3 ? &source_yahoo_chart : &source_sec_facts;
		sources[i].symbols = &symbols[i];
		sources[i].state.status = status[i];
		slots[i].due_ms = INT64_MAX / 2;
	}
	collect_renew_facts(&c, "NVDA");
	assert_true(slots[0].due_ms < INT64_MAX / 2);
	for (size_t i = 1; i < 4; i++)
		assert_true(slots[i].due_ms == INT64_MAX / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_chain_goes_from_the_sec_to_yahoo_to_what_is_stored_and_back,
						open_house, close_house),
		cmocka_unit_test_setup_teardown(where_all_refuse_from_the_start_the_shipped_figures_stay, open_house,
						close_house),
		cmocka_unit_test_setup_teardown(a_company_off_the_table_is_found_by_the_list_of_tickers_once,
						open_house, close_house),
		cmocka_unit_test_setup_teardown(a_wall_with_status_200_changes_nothing_but_its_source, open_house,
						close_house),
		cmocka_unit_test_setup_teardown(without_an_address_to_write_to_the_sec_is_not_asked_and_says_so,
						open_house, close_house),
		cmocka_unit_test_setup_teardown(a_new_report_asks_for_the_figures_again, open_house, close_house),
		cmocka_unit_test(only_live_sources_of_that_company_are_asked_sooner),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
