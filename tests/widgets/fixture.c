#include "tests/widgets/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tests/screens/ledger_rows.h"

static void set(char *field, size_t size, const char *text)
{
	assert_true(strlen(text) < size);
	memcpy(field, text, strlen(text) + 1);
}
#define SET(field, text) set(field, sizeof(field), text)

static void add_bars(struct candle_series *s, const char *interval, int64_t first, int64_t step, const double *closes,
		     size_t count)
{
	candle_series_init(s);
	SET(s->interval, interval);
	SET(s->source, "test");
	for (size_t i = 0; i < count; i++)
		assert_int_equal(candle_series_append(
					 s, &(struct candle){ .time = first + (int64_t)i * step, .close = closes[i] }),
				 0);
}

static void set_company(struct fixture *f, size_t i, const char *symbol, const char *name, const char *currency,
			double price, double pct)
{
	struct company_view *c = &f->companies[i];
	static const double day[] = { 10, 11, 12, 13, 14, 15, 16 };
	static const double year[] = { 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2 };
	*c = (struct company_view){ .listed = i, .exchange = &f->m.exchanges[0], .series_loaded = true };
	quote_init(&c->quote);
	SET(c->symbol, symbol);
	SET(c->quote.symbol, symbol);
	SET(c->quote.name, name);
	SET(c->quote.currency, currency);
	SET(c->quote.source, "test");
	c->quote.price = price;
	c->quote.change_pct = pct;
	c->quote.as_of = c->quote.fetched = FIXTURE_NOW - 12;
	valuation_init(&c->valuation);
	c->valuation.market_cap = c->valuation.market_cap_usd = 1e12 * (double)(i + 1);
	c->valuation.pe = 40 + (double)i;
	c->valuation.ps = 20;
	standing_init(&c->standing);
	add_bars(&c->day, "5m", FIXTURE_NOW - 7 * 300, 300, day, sizeof day / sizeof *day);
	add_bars(&c->year, "1mo", FIXTURE_NOW - 360 * 86400, 30 * 86400, year, sizeof year / sizeof *year);
}

static const double missing = (double)NAN;

static void set_companies(struct fixture *f)
{
	set_company(f, 0, "NVDA", "NVIDIA", "USD", 216.85, 1.31);
	f->companies[0].quote.previous_close = 214.05;
	f->companies[0].quote.year_low = 100;
	f->companies[0].quote.year_high = 300;
	set_company(f, 1, "AMD", "Advanced Micro Devices", "USD", 469.46, -0.84);
	f->companies[1].freshness = FRESH_STALE;
	f->companies[1].quote.as_of = FIXTURE_NOW - 1500;
	set_company(f, 2, "ORCL", "Oracle", "USD", 142.07, (double)NAN);
	f->companies[2].freshness = FRESH_SHIPPED;
	f->companies[2].quote.as_of = FIXTURE_NOW - 20 * 86400;
	set_company(f, 3, "TSM", "", "", (double)NAN, (double)NAN);
	f->companies[3].freshness = FRESH_MISSING;
	f->companies[3].quote.source[0] = '\0';
	valuation_init(&f->companies[3].valuation);
	f->companies[3].day.count = f->companies[3].year.count = 0;
	set_company(f, 4, "9984.T", "SoftBank Group", "JPY", 5771, -1.02);
	f->companies[4].exchange = &f->m.exchanges[1];
	f->companies[4].quote.as_of = FIXTURE_NOW - 8 * 3600 - 100;
	f->companies[4].valuation.pe_void = "profit is mostly unrealised";
	f->m.companies = f->companies;
	f->m.company_count = 5;
}

static void set_exchanges(struct fixture *f)
{
	struct exchange_view *e = f->m.exchanges;
	SET(e[0].code, "XNYS");
	SET(e[0].name, "NYSE");
	e[0].session = (struct session){ .state = MARKET_OPEN, .next = MARKET_POST };
	e[0].session.next_change = FIXTURE_NOW + 72 * 60 - 3;
	e[0].session.utc_offset_s = e[0].next_offset_s = -4 * 3600;
	e[0].scheduled = MARKET_OPEN;
	SET(e[0].session.zone, "ET");
	SET(e[1].code, "XTKS");
	SET(e[1].name, "Tokyo");
	e[1].session = (struct session){ .state = MARKET_CLOSED, .next = MARKET_OPEN };
	e[1].session.utc_offset_s = e[1].next_offset_s = 9 * 3600;
	e[1].scheduled = MARKET_CLOSED;
	SET(e[1].session.zone, "JST");
	e[1].next_open = e[1].session.next_change = FIXTURE_NOW + 5 * 3600 + 717;
	f->m.exchange_count = 2;
}

static void set_headline(struct fixture *f, size_t i, int64_t row, int64_t age, const char *title, const char *symbol)
{
	static char empty[] = "";
	struct headline *h = &f->headlines[i];
	char *copy = strdup(title);
	assert_non_null(copy);
	*h = (struct headline){ .row = row,
				.id = empty,
				.title = copy,
				.url = empty,
				.summary = empty,
				.author = empty,
				.time = FIXTURE_NOW - age };
	SET(h->source, "paper");
	if (*symbol) {
		SET(h->companies[0], symbol);
		h->company_count = 1;
	}
}

static void set_press(struct fixture *f)
{
	set_headline(f, 0, 12, 60, "Oracle lifts its plan", "ORCL");
	set_headline(f, 1, 11, 3600, "ソフトバンクG、OpenAI株を担保に融資を受ける方針、関係者が明らかにした", "9984.T");
	set_headline(f, 2, 10, 7200, "The bubble, in three charts", "");
	set_headline(f, 3, 9, 3 * 86400, "Lenders ask more of data-centre debt", "NVDA");
	struct headline *many = &f->headlines[2];
	SET(many->companies[0], "NVDA");
	SET(many->companies[1], "AMD");
	SET(many->companies[2], "ORCL");
	many->company_count = 3;
	f->m.headlines = f->headlines;
	f->m.headline_count = 4;
	f->m.headline_seen = 11;
}

static void set_sources(struct fixture *f)
{
	source_state_init(&f->sources[0], "press-fr", "https://press.example/fr", "press");
	f->sources[0].status = SOURCE_REFUSED;
	f->sources[0].last_code = 429;
	SET(f->sources[0].error, "expected a feed, the server answered 429 and asks to wait for ten minutes");
	source_state_init(&f->sources[1], "yahoo-chart", "https://chart.example", "history");
	source_state_init(&f->sources[2], "yahoo-spark", "https://spark.example", "quotes");
	f->sources[2].status = SOURCE_LIVE;
	f->sources[2].last_try = f->sources[2].last_ok = FIXTURE_NOW - 12;
	f->sources[2].next_poll = FIXTURE_NOW + 48;
	f->sources[2].latency_ms = 131;
	f->sources[2].bytes = 3500;
	f->sources[2].items = 5;
	source_state_init(&f->sources[3], "zeitung", "https://zeitung.example", "press");
	f->sources[3].status = SOURCE_BACKING_OFF;
	f->sources[3].next_poll = FIXTURE_NOW + 600;
	f->m.sources = f->sources;
	f->m.source_count = 4;
}

static void set_reading(struct fixture *f)
{
	struct reading *r = &f->m.reading;
	reading_init(r);
	f->m.has_reading = true;
	r->as_of = FIXTURE_NOW - 44 * 86400;
	r->components[CAMP_HUANG][COMPONENT_VALUATION] = 35;
	r->components[CAMP_MARCUS][COMPONENT_VALUATION] = 99;
	r->components[CAMP_HUANG][COMPONENT_REVENUE_GAP] = 2;
	r->components[CAMP_MARCUS][COMPONENT_REVENUE_GAP] = 86;
	r->value[CAMP_HUANG] = 18.2;
	r->value[CAMP_MARCUS] = 92.5;
	r->centre = 55;
	r->sd = 15;
	SET(r->sentence[COMPONENT_VALUATION], "CAPE 39.6; Cisco in 2000 stood at 206");
	static const struct reading_input inputs[] = {
		{ "CAPE of the market", 39.6, "x", FIXTURE_NOW - 80 * 86400, "Shiller, online data", false },
		{ "percentile of CAPE", 98.7741, "%", FIXTURE_NOW - 80 * 86400, "Shiller, months since 1881", false },
		{ "capex of Amazon", 200, "bn USD", FIXTURE_NOW - 196 * 86400, "ledger D40", false },
		{ "capex of Alphabet", 185, "bn USD", FIXTURE_NOW - 113 * 86400, "ledger D41", false },
		{ "Tobin's Q", 1.82, "x", FIXTURE_NOW - 140 * 86400, "the-long-build.com", true },
	};
	r->input_count = sizeof inputs / sizeof *inputs;
	memcpy(r->inputs, inputs, sizeof inputs);
}

static void set_company_reading(struct company_view *c, double huang, double marcus)
{
	struct company_reading *r = &c->reading;
	c->has_company_reading = true;
	r->value[CAMP_HUANG] = huang;
	r->value[CAMP_MARCUS] = marcus;
	r->component_count = 2;
	r->components[CAMP_HUANG][COMPONENT_DELIVERY] = huang - 1;
	r->components[CAMP_MARCUS][COMPONENT_DELIVERY] = marcus - 1;
	r->implied_growth[CAMP_HUANG] = 0.128;
	r->implied_growth[CAMP_MARCUS] = 0.179;
	SET(r->why[COMPONENT_FINANCING], "void: hardly any capex");
}

/* Of the fourth company no price is stored, so nothing is known. */
static void set_company_readings(struct fixture *f)
{
	for (size_t i = 0; i < 5; i++) {
		struct company_reading *r = &f->companies[i].reading;
		*r = (struct company_reading){ .cap_to_capex = missing, .capex_to_cash_flow = missing };
		for (int camp = 0; camp < CAMPS; camp++) {
			r->implied_growth[camp] = r->value[camp] = missing;
			for (int k = 0; k < COMPONENTS; k++)
				r->components[camp][k] = missing;
		}
	}
	set_company_reading(&f->companies[0], 34, 62);
	set_company_reading(&f->companies[1], 41, 71);
	set_company_reading(&f->companies[2], 29, 68);
	f->companies[2].reading.cap_to_capex = 4.3;
	set_company_reading(&f->companies[4], 37, 66);
	f->companies[4].reading.implied_growth[CAMP_HUANG] = f->companies[4].reading.implied_growth[CAMP_MARCUS] =
		missing;
}

static void set_assumptions(struct fixture *f)
{
	static const struct assumption_view rows[] = {
		{ .key = "existing_share",
		  .label = "part of it that AI may claim",
		  .unit = "%",
		  .value = { 0, 5 },
		  .shipped = { 0, 5 },
		  .high = 100,
		  .step = 1,
		  .basis = { "assumed", "assumed" },
		  .source = "chosen",
		  .note = "Nobody reports it.",
		  .moves = { -6.3, 11.3 },
		  .component = COMPONENT_REVENUE_GAP },
		{ .key = "gpu_life",
		  .label = "life of a GPU",
		  .unit = "years",
		  .value = { 3, 6 },
		  .shipped = { 3, 6 },
		  .low = 1,
		  .high = 15,
		  .step = 0.5,
		  .basis = { "claimed", "observed" },
		  .source = "accounts",
		  .note = "Six years are what most accounts use.",
		  .moves = { -1.5, 7.7 },
		  .component = COMPONENT_REVENUE_GAP },
		{ .key = "existing_business",
		  .label = "business run on hyperscalers",
		  .unit = "bn USD",
		  .value = { 2500, 2500 },
		  .shipped = { 2500, 2500 },
		  .high = 20000,
		  .step = 100,
		  .basis = { "claimed", "claimed" },
		  .source = "an interview",
		  .note = "No unit of time was named.",
		  .component = COMPONENT_REVENUE_GAP },
	};
	f->m.assumption_count = sizeof rows / sizeof *rows;
	memcpy(f->m.assumptions, rows, sizeof rows);
	f->m.break_even = (struct break_even_view){ .required = { 399.0227e9, 220.6455e9 },
						    .counted = { 55e9, 217e9 },
						    .labs_multiple = { 7.255, 4.012 } };
}

static void set_past(struct fixture *f)
{
	for (size_t i = 0; i < sizeof f->past / sizeof *f->past; i++)
		f->past[i] = (struct reading_point){ .time = FIXTURE_NOW - (int64_t)(9 - i) * 86400,
						     .value = { 80 + (double)i, 10 + (double)i },
						     .codes = "GV",
						     .recomputed = i < 4 };
	f->m.past = f->past;
	f->m.past_count = sizeof f->past / sizeof *f->past;
}

static void set_series_tests(struct fixture *f)
{
	static const char *const symbols[] = { SERIES_GROUP, SERIES_GROUP, "NVDA" };
	for (size_t i = 0; i < 3; i++) {
		f->tests[i] = (struct series_test){ .lag = i == 1,
						    .count = 520,
						    .last = FIXTURE_NOW - 3 * 86400,
						    .gsadf = 2.93,
						    .critical_gsadf = { 1.9, 2.2, 2.75 },
						    .replicates = 999,
						    .p_gsadf = 0.23 };
		SET(f->tests[i].symbol, symbols[i]);
	}
	f->lppls = (struct lppls_test){ .windows = 126, .on_bound = 30, .qualified = 12 };
	SET(f->lppls.symbol, "NVDA");
	f->m.series_tests = f->tests;
	f->m.series_test_count = 3;
	f->m.lppls_tests = &f->lppls;
	f->m.lppls_test_count = 1;
}

static void set_deals(struct fixture *f)
{
	struct error err;
	if (deal_list_parse(&f->m.deals, ledger_rows, sizeof ledger_rows - 1, &err))
		fail_msg("%s", err.text);
	deals_sort(&f->m);
}

void fixture_init(struct fixture *f)
{
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	*f = (struct fixture){ 0 };
	f->m.now = FIXTURE_NOW;
	f->m.watchlist = "AI trade";
	f->m.watchlist_count = 1;
	f->m.has_store = true;
	f->m.store_bytes = 344000;
	f->m.collector = COLLECTOR_OURS;
	f->m.collector_pid = 4711;
	f->m.collector_since = FIXTURE_NOW - 7200;
	SET(f->m.store_path, "/data/froth.db");
	set_exchanges(f);
	set_companies(f);
	set_press(f);
	set_sources(f);
	set_company_readings(f);
	set_reading(f);
	set_assumptions(f);
	set_past(f);
	set_series_tests(f);
	set_deals(f);
	f->s = (struct view_state){ .screen = 1, .sort = -1, .hints = true };
	assert_int_equal(surface_init(&f->surface, 1, 1), 0);
}

void fixture_release(struct fixture *f)
{
	for (size_t i = 0; i < 5; i++) {
		candle_series_release(&f->companies[i].day);
		candle_series_release(&f->companies[i].year);
	}
	for (size_t i = 0; i < 4; i++)
		free(f->headlines[i].title);
	deal_list_release(&f->m.deals);
	surface_release(&f->surface);
}

void fixture_draw(struct fixture *f, const struct widget_class *widget, int rows, int columns)
{
	assert_int_equal(surface_resize(&f->surface, rows, columns), 0);
	struct canvas c = canvas_all(&f->surface);
	c.ascii = f->ascii;
	widget->draw(&c, &f->m, &f->s);
}

const char *fixture_row(const struct fixture *f, int row)
{
	static char text[4096];
	surface_row_text(&f->surface, row, text, sizeof text);
	return text;
}

int fixture_find(const struct fixture *f, const char *text)
{
	for (int row = 0; row < f->surface.rows; row++)
		if (strstr(fixture_row(f, row), text))
			return row;
	return -1;
}

const struct cell *fixture_cell(const struct fixture *f, const char *text)
{
	int row = fixture_find(f, text);
	if (row < 0)
		fail_msg("\"%s\" is not on the screen", text);
	const char *line = fixture_row(f, row);
	char before[4096];
	size_t length = (size_t)(strstr(line, text) - line);
	memcpy(before, line, length);
	before[length] = '\0';
	return surface_cell(&f->surface, row, utf8_columns(before));
}

/* The widget gets the middle of a surface; a frame of one cell around it must stay as it was. */
static void draw_framed(struct fixture *f, const struct widget_class *widget, int rows, int columns)
{
	assert_int_equal(surface_resize(&f->surface, rows + 2, columns + 2), 0);
	struct canvas all = canvas_all(&f->surface), part = canvas_part(&all, 1, 1, rows, columns);
	canvas_fill(&all, 0, 0, columns + 2, ROLE_TEXT, "#");
	canvas_fill(&all, rows + 1, 0, columns + 2, ROLE_TEXT, "#");
	for (int row = 0; row < rows + 2; row++) {
		canvas_fill(&all, row, 0, 1, ROLE_TEXT, "#");
		canvas_fill(&all, row, columns + 1, 1, ROLE_TEXT, "#");
	}
	widget->draw(&part, &f->m, &f->s);
	for (int row = 0; row < rows + 2; row++)
		for (int column = 0; column < columns + 2; column++)
			if (row == 0 || row == rows + 1 || column == 0 || column == columns + 1)
				assert_string_equal(surface_cell(&f->surface, row, column)->text, "#");
}

void fixture_draw_all_sizes(struct fixture *f, const struct widget_class *widget, int rows, int columns)
{
	for (int r = 1; r <= rows; r++)
		for (int c = 1; c <= columns; c += c < 12 ? 1 : 7)
			draw_framed(f, widget, r, c);
}
