/* What the Company screen is filled with: bars of each time frame, another price over them, figures with where they
 * are from and how old, and what the collector is asked for. */
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
#include "base/requests.h"
#include "base/timestamp.h"
#include "tui/model.h"
#include "widgets/widget.h"

#define NOW INT64_C(1787251683) /* 2026-08-20T18:48:03Z, a Thursday, while New York trades */
#define DAY INT64_C(86400)
#define MIDNIGHT (NOW / DAY * DAY)

struct stage {
	char folder[32], path[64];
	struct config config;
	struct clock clock;
	struct store *store;
	struct viewer_options options;
	struct model m;
	struct company_chart_state chart;
};

static struct error err;

static void done(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

static void put_quote(struct stage *st, const char *symbol, const char *currency, double price, double previous,
		      int64_t as_of)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.currency, sizeof q.currency, "%s", currency);
	snprintf(q.source, sizeof q.source, "test");
	q.price = price;
	q.previous_close = previous;
	q.day_low = price - 2;
	q.day_high = price + 2;
	q.volume = 90e6;
	q.as_of = q.fetched = as_of;
	quote_complete(&q);
	done(store_put_quotes(st->store, &q, 1, &err));
}

/* `count` bars from `first` on, each a whole number higher than the one before. */
static void put_bars(struct stage *st, const char *symbol, const char *interval, int64_t first, int64_t step, int count,
		     double close)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "%s", interval);
	snprintf(s.currency, sizeof s.currency, "USD");
	snprintf(s.source, sizeof s.source, "test");
	s.fetched = NOW - 60;
	for (int i = 0; i < count; i++) {
		double at = close + i;
		struct candle bar = { first + i * step, at, at + 1, at - 1, at, at, 100e6 };
		done(candle_series_append(&s, &bar));
	}
	done(store_put_candles(st->store, &s, &err));
	candle_series_release(&s);
}

static void put_fact(struct stage *st, const char *symbol, const char *concept_name, double value, const char *unit,
		     const char *period, int64_t as_of, const char *origin)
{
	struct fact_list facts = { 0 };
	struct fact f = { .value = value, .as_of = as_of, .fetched = NOW - DAY, .source = "sec" };
	snprintf(f.symbol, sizeof f.symbol, "%s", symbol);
	snprintf(f.concept, sizeof f.concept, "%s", concept_name);
	snprintf(f.unit, sizeof f.unit, "%s", unit);
	snprintf(f.period, sizeof f.period, "%s", period);
	snprintf(f.origin, sizeof f.origin, "%s", origin);
	done(fact_list_append(&facts, &f));
	done(store_put_facts(st->store, &facts, &err));
	fact_list_release(&facts);
}

static int64_t day_of(const char *date)
{
	int64_t time;
	assert_int_equal(timestamp_parse_date(date, &time), 0);
	return time;
}

static void load(struct stage *st)
{
	model_company_load(&st->m, 0, &st->chart);
}

/* As the loop does when the collector tells of it. */
static void refresh(struct stage *st, unsigned parts)
{
	model_refresh(&st->m, parts);
	load(st);
}

static const struct company_chart_view *chart(const struct stage *st)
{
	return &st->m.view.company.chart;
}

static const struct candle_series *main_bars(const struct stage *st)
{
	return &chart(st)->main.series;
}

static const struct account_row *row(const struct stage *st, const char *label)
{
	const struct company_screen_view *v = &st->m.view.company;
	for (size_t i = 0; i < v->account_count; i++)
		if (!strcmp(v->accounts[i].label, label))
			return &v->accounts[i];
	fail_msg("no row \"%s\"", label);
	return NULL;
}

static void expect(const struct stage *st, const char *label, const char *value, const char *basis)
{
	const struct account_row *r = row(st, label);
	assert_string_equal(r->value, value);
	if (!strstr(r->basis, basis))
		fail_msg("%s: \"%s\" is not in \"%s\"", label, basis, r->basis);
}

static int open_stage(void **state, bool offline)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-company-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T18:48:03Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	st->options = (struct viewer_options){
		.store_path = st->path, .config = &st->config, .clock = &st->clock, .offline = offline
	};
	done(model_init(&st->m, &st->options, &err));
	assert_string_equal(st->m.view.companies[0].symbol, "NVDA");
	st->chart.frame = FRAME_1Y;
	*state = st;
	return 0;
}

static int set_stage(void **state)
{
	return open_stage(state, true);
}

static int set_online_stage(void **state)
{
	return open_stage(state, false);
}

static int clear_stage(void **state)
{
	struct stage *st = *state;
	static const char *const ends[] = { "", "-wal", "-shm", ".requests" };
	model_release(&st->m);
	store_free(st->store);
	config_release(&st->config);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[96];
		snprintf(name, sizeof name, "%s%s", st->path, ends[i]);
		unlink(name);
	}
	int result = rmdir(st->folder);
	free(st);
	return result;
}

/* ---- bars ---- */

static void without_bars_the_chart_is_empty_and_the_price_is_the_quotes(void **state)
{
	struct stage *st = *state;
	load(st);
	assert_int_equal(main_bars(st)->count, 0);
	assert_true(isnan(chart(st)->main.last));
	assert_string_equal(chart(st)->interval, "");
	put_quote(st, "NVDA", "USD", 216.85, 214, NOW - 12);
	refresh(st, MODEL_QUOTES);
	assert_true(chart(st)->main.last == 216.85);
	assert_int_equal(chart(st)->main.last_at, NOW - 12);
}

static void a_single_bar_is_no_series(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1d", MIDNIGHT - DAY, DAY, 1, 100);
	refresh(st, MODEL_HISTORY);
	assert_int_equal(main_bars(st)->count, 0);
}

static void the_finest_interval_that_reaches_back_far_enough_is_taken(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1wk", MIDNIGHT - 400 * DAY, 7 * DAY, 57, 100);
	put_bars(st, "NVDA", "1d", MIDNIGHT - 100 * DAY, DAY, 100, 100);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "1wk");
	assert_false(chart(st)->is_late);
	put_bars(st, "NVDA", "1d", MIDNIGHT - 370 * DAY, DAY, 270, 100);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "1d");
	assert_true(main_bars(st)->items[0].time >= MIDNIGHT - 366 * DAY);
}

static void bars_that_end_long_before_the_frame_does_are_late(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1mo", day_of("2025-09-01"), 30 * DAY, 12, 100);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "1mo");
	assert_false(chart(st)->is_late);
	model_set_now(&st->m, NOW + 30 * DAY);
	refresh(st, MODEL_HISTORY);
	assert_true(chart(st)->is_late);
}

static void the_whole_past_is_that_of_the_interval_that_reaches_back_furthest(void **state)
{
	struct stage *st = *state;
	st->chart.frame = FRAME_MAX;
	put_bars(st, "NVDA", "1wk", MIDNIGHT - 800 * DAY, 7 * DAY, 114, 100);
	put_bars(st, "NVDA", "1mo", MIDNIGHT - 6000 * DAY, 30 * DAY, 199, 10);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "1mo");
	assert_int_equal(main_bars(st)->count, 199);
	put_bars(st, "NVDA", "1wk", MIDNIGHT - 5990 * DAY, 7 * DAY, 700, 10);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "1wk");
}

/* Two sessions of New York, 13:30Z to 20:00Z. */
static void put_sessions(struct stage *st, const char *symbol, const char *interval, int64_t step, int days)
{
	for (int day = days - 1; day >= 0; day--) {
		int64_t open = MIDNIGHT - day * DAY + 13 * 3600 + 1800;
		int count = (int)((day ? 23400 : 18000) / step);
		put_bars(st, symbol, interval, open, step, count, 100 + 10 * (days - day));
	}
}

static void the_day_is_the_newest_session_and_its_reference_the_close_before(void **state)
{
	struct stage *st = *state;
	st->chart.frame = FRAME_1D;
	put_sessions(st, "NVDA", "5m", 300, 2);
	refresh(st, MODEL_HISTORY);
	assert_int_equal(main_bars(st)->count, 60);
	assert_int_equal(main_bars(st)->items[0].time, MIDNIGHT + 48600);
	/* Without a quote: the last bar of the session before. */
	assert_true(chart(st)->main.previous_close == 110 + 77);
	put_quote(st, "NVDA", "USD", 216.85, 214, NOW - 12);
	refresh(st, MODEL_QUOTES);
	assert_true(chart(st)->main.previous_close == 214);
}

/* On the next morning the quote speaks of a day that has no bars yet. */
static void the_quotes_reference_counts_for_its_own_day_alone(void **state)
{
	struct stage *st = *state;
	st->chart.frame = FRAME_1D;
	put_sessions(st, "NVDA", "5m", 300, 2);
	put_quote(st, "NVDA", "USD", 218, 216.85, NOW + 19 * 3600);
	model_set_now(&st->m, NOW + 19 * 3600);
	refresh(st, MODEL_QUOTES);
	assert_true(chart(st)->main.previous_close == 110 + 77);
	assert_true(chart(st)->main.last == 218);
}

static void five_days_are_five_sessions(void **state)
{
	struct stage *st = *state;
	st->chart.frame = FRAME_5D;
	put_sessions(st, "NVDA", "15m", 900, 8);
	refresh(st, MODEL_HISTORY);
	assert_string_equal(chart(st)->interval, "15m");
	assert_int_equal(main_bars(st)->items[0].time, MIDNIGHT - 4 * DAY + 48600);
	assert_true(isnan(chart(st)->main.previous_close));
}

static void another_frame_is_read_at_once_and_nothing_is_read_twice(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1d", MIDNIGHT - 370 * DAY, DAY, 370, 100);
	refresh(st, MODEL_HISTORY);
	const struct candle *items = main_bars(st)->items;
	load(st);
	assert_ptr_equal(main_bars(st)->items, items);
	st->chart.frame = FRAME_1M;
	load(st);
	assert_in_range(main_bars(st)->count, 28, 32);
	assert_int_equal(chart(st)->frame, FRAME_1M);
}

/* ---- another price ---- */

static void what_cannot_be_laid_over_is_refused_with_a_sentence(void **state)
{
	struct stage *st = *state;
	char out[SYMBOL_SIZE];
	put_bars(st, "NVDA", "1d", MIDNIGHT - 10 * DAY, DAY, 10, 100);
	refresh(st, MODEL_ALL);
	assert_int_equal(model_company_find_other(&st->m, "no symbol", out, &err), -1);
	assert_non_null(strstr(err.text, "expected a symbol"));
	assert_int_equal(model_company_find_other(&st->m, "zzz", out, &err), -1);
	assert_non_null(strstr(err.text, "no bars of ZZZ are stored"));
	assert_int_equal(model_company_find_other(&st->m, "nvda", out, &err), -1);
	assert_non_null(strstr(err.text, "NVDA is what the chart shows"));
}

static void a_symbol_is_found_in_any_case_and_so_is_an_old_path(void **state)
{
	struct stage *st = *state;
	char out[SYMBOL_SIZE];
	put_bars(st, "AMD", "1d", MIDNIGHT - 370 * DAY, DAY, 370, 300);
	refresh(st, MODEL_ALL);
	done(model_company_find_other(&st->m, "amd", out, &err));
	assert_string_equal(out, "AMD");
	memcpy(st->chart.other, out, sizeof out);
	load(st);
	assert_string_equal(chart(st)->other_title, "AMD");
	assert_true(chart(st)->other.series.count > 300);
	put_quote(st, "AMD", "USD", 777, 770, NOW - 5);
	refresh(st, MODEL_QUOTES);
	assert_true(chart(st)->other.last == 777);
	done(model_company_find_other(&st->m, "CISCO", out, &err));
	assert_string_equal(out, "cisco");
}

static void an_old_path_is_laid_on_the_days_of_today(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1d", MIDNIGHT - 370 * DAY, DAY, 370, 100);
	snprintf(st->chart.other, sizeof st->chart.other, "cisco");
	refresh(st, MODEL_HISTORY);
	const struct candle_series *s = &chart(st)->other.series;
	assert_in_range(s->count, 50, 56);
	assert_true(s->items[0].time >= main_bars(st)->items[0].time);
	assert_true(s->items[s->count - 1].time <= NOW);
	assert_string_equal(chart(st)->other_title, "Cisco Systems 1998-1999");
	st->chart.other[0] = '\0';
	load(st);
	assert_int_equal(chart(st)->other.series.count, 0);
	assert_string_equal(chart(st)->other_title, "");
}

/* ---- figures ---- */

#define FILED "us-gaap:Any, 10-K 0001045810-26-000021, 10-Q 0001045810-26-000052 filed 2026-05-20"

static void put_accounts(struct stage *st)
{
	int64_t quarter = day_of("2026-04-26");
	put_fact(st, "NVDA", "shares", 24e9, "shares", "", day_of("2026-05-15"), FILED);
	put_fact(st, "NVDA", "revenue", 250e9, "USD", "TTM", quarter, FILED);
	put_fact(st, "NVDA", "net_income", 120e9, "USD", "TTM", quarter, FILED);
	put_fact(st, "NVDA", "operating_cash_flow", 100e9, "USD", "TTM", quarter, FILED);
	put_fact(st, "NVDA", "capex", 6e9, "USD", "TTM", quarter, FILED);
	put_fact(st, "NVDA", "debt", 10e9, "USD", "", quarter, FILED);
	put_fact(st, "NVDA", "cash", 60e9, "USD", "", quarter, FILED);
	put_quote(st, "NVDA", "USD", 200, 198, NOW - 12);
}

static void what_is_not_known_is_a_dash_and_never_nought(void **state)
{
	struct stage *st = *state;
	load(st);
	const struct company_screen_view *v = &st->m.view.company;
	assert_true(v->account_count >= 20);
	for (size_t i = 0; i < v->account_count; i++) {
		assert_string_equal(v->accounts[i].value, "-");
		assert_null(strstr(v->accounts[i].value, "0"));
		assert_false(v->accounts[i].is_range);
	}
}

static void each_figure_says_period_form_and_source(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	refresh(st, MODEL_ALL);
	expect(st, "revenue", "$250B", "TTM to 26 Apr · sec 10-Q");
	expect(st, "debt", "$10.0B", "at 26 Apr · sec 10-Q");
	expect(st, "market cap", "$4.80T", "24.0B shares at 15 May · sec 10-Q");
	expect(st, "day", "198.00 to 202.00", "test · 12 s");
	assert_true(row(st, "day")->is_range);
	assert_string_equal(row(st, "net income")->facts[0]->origin, FILED);
	assert_false(row(st, "net income")->is_stale);
}

static void ratios_and_free_cash_flow_are_computed_and_say_how(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	refresh(st, MODEL_ALL);
	/* 4800 / 120, 4800 / 250, (4800 + 10 - 60) / 250 */
	expect(st, "P/E · P/S · EV/S", "40.0 · 19.2 · 19.0", "EV $4.75T");
	expect(st, "free cash flow", "$94.0B", "computed");
	assert_non_null(strstr(row(st, "free cash flow")->how, "less capital expenditure"));
	assert_string_equal(row(st, "free cash flow")->facts[1]->concept, "capex");
}

/* The accounts count the shares of the day they were filed, the price is of today's. */
static void a_split_since_the_filing_is_in_what_counts_shares(void **state)
{
	struct stage *st = *state;
	struct corporate_event split = { .symbol = "NVDA",
					 .action = ACTION_SPLIT,
					 .time = day_of("2026-06-10"),
					 .numerator = 4,
					 .denominator = 1,
					 .fetched = NOW,
					 .source = "test" };
	put_accounts(st);
	put_fact(st, "NVDA", "eps", 8, "USD", "TTM", day_of("2026-04-26"), FILED);
	done(store_put_events(st->store, &split, 1, &err));
	put_quote(st, "NVDA", "USD", 50, 49.5, NOW - 11);
	refresh(st, MODEL_ALL);
	expect(st, "market cap", "$4.80T", "96.0B shares at 15 May · sec 10-Q · x4 for the split of 10 Jun");
	expect(st, "shares", "96.0B", "x4 for the split of 10 Jun");
	expect(st, "EPS", "2.00", "/4 for the split of 10 Jun");
	assert_true(row(st, "shares")->facts[0]->value == 24e9);
}

static void without_cash_there_is_no_enterprise_value(void **state)
{
	struct stage *st = *state;
	put_fact(st, "NVDA", "shares", 24e9, "shares", "", NOW - 50 * DAY, "");
	put_fact(st, "NVDA", "revenue", 250e9, "USD", "TTM", NOW - 50 * DAY, "");
	put_fact(st, "NVDA", "debt", 10e9, "USD", "", NOW - 50 * DAY, "");
	put_quote(st, "NVDA", "USD", 200, 198, NOW - 12);
	refresh(st, MODEL_ALL);
	expect(st, "P/E · P/S · EV/S", "- · 19.2 · -", "no cash is known for EV");
}

static void flows_of_different_periods_are_not_subtracted(void **state)
{
	struct stage *st = *state;
	put_fact(st, "NVDA", "operating_cash_flow", 100e9, "USD", "TTM", day_of("2026-04-26"), FILED);
	put_fact(st, "NVDA", "capex", 6e9, "USD", "FY2026", day_of("2026-01-25"), FILED);
	refresh(st, MODEL_ALL);
	expect(st, "free cash flow", "-", "");
}

static void a_figure_older_than_it_should_be_is_marked_with_its_age(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	put_fact(st, "NVDA", "backlog", 5e9, "USD", "", day_of("2025-10-26"), FILED);
	put_fact(st, "NVDA", "eps", 4, "USD", "FY2026", day_of("2026-01-25"), FILED);
	refresh(st, MODEL_ALL);
	assert_true(row(st, "backlog (RPO)")->is_stale);
	expect(st, "backlog (RPO)", "$5.00B", "◌ 9 mo old · sec 10-Q · at 26 Oct 2025");
	expect(st, "EPS", "4.00", "◌ FY2026 · sec 10-Q · 6 mo old · to 25 Jan");
}

/* Who files once a year is not late after six months. */
static void a_yearly_figure_of_a_yearly_filer_is_as_it_should_be(void **state)
{
	struct stage *st = *state;
	put_fact(st, "TSM", "revenue", 3809e9, "TWD", "FY2025", day_of("2025-12-31"),
		 "ifrs-full:Revenue, 20-F 0001046179-26-000030 filed 2026-04-16");
	refresh(st, MODEL_ALL);
	assert_string_equal(st->m.view.companies[3].symbol, "TSM");
	model_company_load(&st->m, 3, &st->chart);
	assert_false(row(st, "revenue")->is_stale);
	expect(st, "revenue", "NT$3.81T", "FY2025 to 31 Dec 2025 · sec 20-F");
	expect(st, "next report", "about 15 Apr 2027", "an estimate: a year after the last");
}

static void the_next_report_is_an_estimate_that_says_so(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	refresh(st, MODEL_ALL);
	expect(st, "last report", "10-Q, 20 May", "filed 20 May · with figures to 26 Apr · 0001045810-26-000052");
	expect(st, "next report", "about 19 Aug", "due by now · an estimate: 13 weeks after the last");
	assert_false(row(st, "next report")->is_stale);
	model_set_now(&st->m, NOW + 50 * DAY);
	load(st);
	assert_true(row(st, "next report")->is_stale);
	expect(st, "next report", "about 19 Aug", "◌ overdue");
}

static void a_stale_price_makes_all_that_rests_on_it_stale(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	refresh(st, MODEL_ALL);
	assert_false(row(st, "market cap")->is_stale);
	model_set_now(&st->m, NOW + 3600);
	load(st);
	assert_true(row(st, "market cap")->is_stale);
	assert_true(row(st, "day")->is_stale);
	assert_false(row(st, "revenue")->is_stale);
}

static void volume_stands_beside_that_of_a_usual_day(void **state)
{
	struct stage *st = *state;
	put_accounts(st);
	refresh(st, MODEL_ALL);
	assert_null(strstr(row(st, "volume")->basis, "mean"));
	put_bars(st, "NVDA", "1d", MIDNIGHT - 100 * DAY, DAY, 100, 100);
	refresh(st, MODEL_HISTORY);
	expect(st, "volume", "90.0M", "0.90 of its 63-day mean");
}

static void a_foreign_market_cap_stands_in_both_currencies_with_the_rates_time(void **state)
{
	struct stage *st = *state;
	struct fx_rate yen = { "USD", "JPY", 150, NOW - 3600, NOW - 60, "test" };
	done(store_put_fx(st->store, &yen, 1, &err));
	put_fact(st, "9984.T", "shares", 6e9, "shares", "", NOW - 50 * DAY, "");
	put_quote(st, "9984.T", "JPY", 5000, 4900, NOW - 12 * 3600);
	refresh(st, MODEL_ALL);
	model_company_load(&st->m, 4, &st->chart);
	expect(st, "market cap", "¥30.0T · $200B", "6.00B shares at 1 Jul · sec · 150 JPY a USD, 21 Aug 02:48");
}

/* ---- deals and press ---- */

static void put_story(struct stage *st, const char *id, const char *title, const char *symbol)
{
	struct headline h;
	headline_init(&h);
	h.id = strdup(id);
	h.title = strdup(title);
	h.url = strdup("");
	h.summary = strdup("");
	h.author = strdup("");
	h.time = NOW - 60;
	snprintf(h.source, sizeof h.source, "paper");
	snprintf(h.companies[0], sizeof h.companies[0], "%s", symbol);
	h.company_count = 1;
	done(store_put_headlines(st->store, &h, 1, NULL, &err));
	headline_release(&h);
}

static void press_and_deals_are_the_companys_own(void **state)
{
	struct stage *st = *state;
	struct deal_list deals = { 0 };
	struct deal d = { .id = "D1", .date = "2026-01", .from = "Nvidia", .to = "OpenAI", .payer = "NVDA" };
	snprintf(d.payee, sizeof d.payee, "OAI");
	deals.items = &d;
	deals.count = 1;
	done(store_put_deals(st->store, &deals, &err));
	snprintf(d.id, sizeof d.id, "D2");
	snprintf(d.from, sizeof d.from, "Meta");
	snprintf(d.payer, sizeof d.payer, "META");
	done(store_put_deals(st->store, &deals, &err));
	put_story(st, "1", "Nvidia pays $30bn", "NVDA");
	put_story(st, "2", "Oracle builds", "ORCL");
	refresh(st, MODEL_ALL);
	assert_int_equal(st->m.view.company.deal_count, 1);
	assert_string_equal(company_deal(&st->m.view, 0)->id, "D1");
	assert_null(company_deal(&st->m.view, 1));
	assert_int_equal(st->m.view.company.press_count, 1);
	assert_string_equal(company_headline(&st->m.view, 0)->title, "Nvidia pays $30bn");
	assert_true(st->m.view.company.press_figures[0].title_count > 0);
	done(model_press_mark(&st->m, company_headline(&st->m.view, 0), true, &err));
	assert_true(company_headline(&st->m.view, 0)->read);
	refresh(st, MODEL_PRESS);
	assert_true(company_headline(&st->m.view, 0)->read);
}

/* ---- asking ---- */

static void expect_requests(struct stage *st, const char *lines)
{
	char path[PATH_SIZE];
	struct buffer text;
	buffer_init(&text, 1 << 16);
	done(requests_path(st->path, path, &err));
	if (file_read(path, &text, &err))
		assert_string_equal(lines, "");
	else
		assert_string_equal(buffer_text(&text), lines);
	buffer_release(&text);
}

static void offline_nobody_is_asked(void **state)
{
	struct stage *st = *state;
	load(st);
	assert_false(model_company_ask(&st->m, &st->chart));
	expect_requests(st, "");
	assert_false(chart(st)->is_coming);
}

static void the_collector_is_asked_once_and_again_after_five_minutes(void **state)
{
	struct stage *st = *state;
	load(st);
	assert_true(model_company_ask(&st->m, &st->chart));
	assert_true(chart(st)->is_coming);
	assert_false(model_company_ask(&st->m, &st->chart));
	expect_requests(st, "look NVDA\n");
	model_set_now(&st->m, NOW + COMPANY_COMING_S);
	load(st);
	assert_false(chart(st)->is_coming);
	model_set_now(&st->m, NOW + COMPANY_ASK_S);
	assert_true(model_company_ask(&st->m, &st->chart));
	expect_requests(st, "look NVDA\nlook NVDA\n");
}

static void another_company_another_price_or_a_return_ask_at_once_and_an_old_path_does_not(void **state)
{
	struct stage *st = *state;
	load(st);
	assert_true(model_company_ask(&st->m, &st->chart));
	snprintf(st->chart.other, sizeof st->chart.other, "AMD");
	assert_true(model_company_ask(&st->m, &st->chart));
	snprintf(st->chart.other, sizeof st->chart.other, "cisco");
	assert_true(model_company_ask(&st->m, &st->chart)); /* AMD is not shown any more */
	assert_false(model_company_ask(&st->m, &st->chart));
	model_company_load(&st->m, 1, &st->chart);
	assert_true(model_company_ask(&st->m, &st->chart));
	model_company_leave(&st->m);
	assert_true(model_company_ask(&st->m, &st->chart));
	expect_requests(st, "look NVDA\nlook NVDA AMD\nlook NVDA\nlook AMD\nlook AMD\n");
}

static void what_has_come_is_not_awaited(void **state)
{
	struct stage *st = *state;
	put_bars(st, "NVDA", "1d", MIDNIGHT - 370 * DAY, DAY, 370, 100);
	refresh(st, MODEL_HISTORY);
	assert_true(model_company_ask(&st->m, &st->chart));
	assert_false(chart(st)->is_coming);
	st->chart.frame = FRAME_5D;
	load(st);
	assert_true(chart(st)->is_coming);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define OFFLINE(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)
#define ONLINE(test) cmocka_unit_test_setup_teardown(test, set_online_stage, clear_stage)
		OFFLINE(without_bars_the_chart_is_empty_and_the_price_is_the_quotes),
		OFFLINE(a_single_bar_is_no_series),
		OFFLINE(the_finest_interval_that_reaches_back_far_enough_is_taken),
		OFFLINE(bars_that_end_long_before_the_frame_does_are_late),
		OFFLINE(the_whole_past_is_that_of_the_interval_that_reaches_back_furthest),
		OFFLINE(the_day_is_the_newest_session_and_its_reference_the_close_before),
		OFFLINE(the_quotes_reference_counts_for_its_own_day_alone),
		OFFLINE(five_days_are_five_sessions),
		OFFLINE(another_frame_is_read_at_once_and_nothing_is_read_twice),
		OFFLINE(what_cannot_be_laid_over_is_refused_with_a_sentence),
		OFFLINE(a_symbol_is_found_in_any_case_and_so_is_an_old_path),
		OFFLINE(an_old_path_is_laid_on_the_days_of_today),
		OFFLINE(what_is_not_known_is_a_dash_and_never_nought),
		OFFLINE(each_figure_says_period_form_and_source),
		OFFLINE(ratios_and_free_cash_flow_are_computed_and_say_how),
		OFFLINE(a_split_since_the_filing_is_in_what_counts_shares),
		OFFLINE(without_cash_there_is_no_enterprise_value),
		OFFLINE(flows_of_different_periods_are_not_subtracted),
		OFFLINE(a_figure_older_than_it_should_be_is_marked_with_its_age),
		OFFLINE(a_yearly_figure_of_a_yearly_filer_is_as_it_should_be),
		OFFLINE(the_next_report_is_an_estimate_that_says_so),
		OFFLINE(a_stale_price_makes_all_that_rests_on_it_stale),
		OFFLINE(volume_stands_beside_that_of_a_usual_day),
		OFFLINE(a_foreign_market_cap_stands_in_both_currencies_with_the_rates_time),
		OFFLINE(press_and_deals_are_the_companys_own),
		OFFLINE(offline_nobody_is_asked),
		ONLINE(the_collector_is_asked_once_and_again_after_five_minutes),
		ONLINE(another_company_another_price_or_a_return_ask_at_once_and_an_old_path_does_not),
		ONLINE(what_has_come_is_not_awaited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
