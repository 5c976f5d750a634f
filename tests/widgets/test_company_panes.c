/* Screen 2 but for its chart: the head, the figures with their sources, deals, press, and the cards behind them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/fixture.h"

#define DAY 86400

struct panes {
	struct fixture f;
	size_t deals[64];
	struct headline press[2];
	struct press_figures figures[2];
	struct fact facts[2];
};

static void set_row(struct account_row *row, const char *label, const char *value, const char *basis)
{
	*row = (struct account_row){ .low = (double)NAN };
	snprintf(row->label, sizeof row->label, "%s", label);
	snprintf(row->value, sizeof row->value, "%s", value);
	snprintf(row->basis, sizeof row->basis, "%s", basis);
}

static void set_facts(struct panes *p)
{
	p->facts[0] = (struct fact){ .concept = "net_income",
				     .value = 120.1e9,
				     .unit = "USD",
				     .period = "TTM",
				     .as_of = FIXTURE_NOW - 116 * DAY,
				     .fetched = FIXTURE_NOW - 3 * 3600,
				     .source = "sec",
				     .origin = "us-gaap:NetIncomeLoss, 10-Q 0001045810-26-000052 filed 2026-05-20",
				     .note = "four quarters" };
	p->facts[1] = (struct fact){ .concept = "shares",
				     .value = 24.2e9,
				     .unit = "shares",
				     .as_of = FIXTURE_NOW - 100 * DAY,
				     .source = SHIPPED_SOURCE,
				     .origin = "cover of the report" };
}

static void set_accounts(struct panes *p)
{
	struct company_screen_view *v = &p->f.m.company;
	set_row(&v->accounts[0], "day", "214.00 to 218.00", "214.00 to 218.00 · test · 12 s");
	v->accounts[0].is_range = true;
	v->accounts[0].low = 214;
	v->accounts[0].high = 218;
	v->accounts[0].at = 216;
	set_row(&v->accounts[1], "market cap", "$5.25T", "of 24.2B shares · at 12 May · shipped");
	v->accounts[1].is_of_quote = true;
	v->accounts[1].facts[0] = &p->facts[1];
	set_row(&v->accounts[2], "growth it needs", "+12.8 / +17.9 %", "a year");
	v->accounts[2].is_camps = true;
	v->accounts[2].low = 0.128;
	v->accounts[2].high = 0.179;
	set_row(&v->accounts[3], "net income", "$120B", "◌ FY2026, 7 mo old · to 25 Jan · 10-K · sec");
	v->accounts[3].is_stale = true;
	v->accounts[3].facts[0] = &p->facts[0];
	set_row(&v->accounts[4], "cash", "-", "");
	v->account_count = 5;
}

static void set_news(struct panes *p)
{
	struct company_screen_view *v = &p->f.m.company;
	for (size_t i = 0; i < p->f.m.deals.count; i++)
		if (deal_is_about(&p->f.m.deals.items[i], "NVDA", "Nvidia"))
			p->deals[v->deal_count++] = i;
	v->deals = p->deals;
	p->press[0] = p->f.headlines[3];
	p->press[1] = p->f.headlines[2];
	v->press = p->press;
	v->press_count = 2;
	v->press_figures = p->figures;
	snprintf(p->figures[0].text, sizeof p->figures[0].text, "$95bn");
}

static void begin(struct panes *p)
{
	*p = (struct panes){ .deals = { 0 } };
	fixture_init(&p->f);
	p->f.s.screen = 2;
	p->f.s.focus = LIST_CHART;
	p->f.companies[0].quote.change = 2.8;
	snprintf(p->f.m.company.symbol, sizeof p->f.m.company.symbol, "NVDA");
	set_facts(p);
	set_accounts(p);
	set_news(p);
}

static void end(struct panes *p)
{
	fixture_release(&p->f);
}

/* ---- head ---- */

static void a_stale_price_is_dimmed_and_says_its_age(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.s.lists[LIST_COMPANIES].selected = 1;
	p.f.companies[1].quote.change = -3.97;
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_int_equal(fixture_cell(&p.f, "469.46")->role, ROLE_STALE);
	assert_int_equal(fixture_cell(&p.f, "▼ -3.97")->role, ROLE_STALE);
	assert_int_equal(fixture_cell(&p.f, "◌ 25 min old")->role, ROLE_WARN);
	end(&p);
}

static void a_company_without_a_price_has_dashes_and_no_zero(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.s.lists[LIST_COMPANIES].selected = 3;
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_non_null(strstr(fixture_row(&p.f, 0), "TSM"));
	assert_null(strchr(fixture_row(&p.f, 0), '0'));
	end(&p);
}

static void the_head_names_the_company_its_price_and_its_neighbours(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	snprintf(p.f.companies[0].quote.exchange, sizeof p.f.companies[0].quote.exchange, "XNAS");
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_non_null(strstr(fixture_row(&p.f, 0), "   NVIDIA  NVDA · Nasdaq · USD   216.85  ▲ +2.80  +1.31%"));
	assert_non_null(strstr(fixture_row(&p.f, 0), "[ 9984.T   AMD ]"));
	assert_int_equal(fixture_cell(&p.f, "▲ +2.80")->role, ROLE_UP);
	end(&p);
}

static void the_price_outside_hours_is_named_by_the_hour_and_left_out_while_it_trades(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.companies[0].quote.extended_price = 217.93;
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_null(strstr(fixture_row(&p.f, 0), "217.93"));
	p.f.m.exchanges[0].session.state = MARKET_POST;
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_non_null(strstr(fixture_row(&p.f, 0), "after hours 217.93 ▲ +0.50%"));
	p.f.m.exchanges[0].session.state = MARKET_PRE;
	fixture_draw(&p.f, &widget_company_head, 1, 120);
	assert_non_null(strstr(fixture_row(&p.f, 0), "before the open 217.93 ▲ +0.50%"));
	end(&p);
}

static void a_narrow_head_keeps_symbol_and_price_and_a_tiny_one_puts_them_in_rows(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_head, 1, 42);
	assert_non_null(strstr(fixture_row(&p.f, 0), "NVDA"));
	assert_non_null(strstr(fixture_row(&p.f, 0), "216.85  ▲ +2.80  +1.31%"));
	assert_null(strstr(fixture_row(&p.f, 0), "["));
	fixture_draw(&p.f, &widget_company_head, 4, 20);
	assert_non_null(strstr(fixture_row(&p.f, 0), "NVDA  216.85"));
	assert_non_null(strstr(fixture_row(&p.f, 1), "▲ +2.80"));
	end(&p);
}

/* ---- figures ---- */

static void a_figure_stands_between_its_name_and_where_it_is_from(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_accounts, 8, 80);
	assert_non_null(strstr(fixture_row(&p.f, 0), "Quote and accounts"));
	assert_int_equal(fixture_find(&p.f, "market cap"), 2);
	assert_non_null(strstr(fixture_row(&p.f, 2), "$5.25T  of 24.2B shares · at 12 May · shipped"));
	assert_int_equal(fixture_cell(&p.f, "$5.25T")->role, ROLE_BRIGHT);
	end(&p);
}

static void an_old_figure_is_dimmed_with_its_age_and_a_missing_one_is_a_dash(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_accounts, 8, 80);
	assert_int_equal(fixture_cell(&p.f, "$120B")->role, ROLE_STALE);
	assert_int_equal(fixture_cell(&p.f, "◌ FY2026, 7 mo old")->role, ROLE_STALE);
	assert_null(strchr(fixture_row(&p.f, 5), '0'));
	assert_non_null(strstr(fixture_row(&p.f, 5), " -"));
	end(&p);
}

static void a_range_has_a_marker_where_the_price_stands(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_accounts, 8, 80);
	assert_non_null(strstr(fixture_row(&p.f, 1), "├──────●──────┤"));
	p.f.m.company.accounts[0].at = 500; /* past what the source knows of */
	fixture_draw(&p.f, &widget_company_accounts, 8, 80);
	assert_non_null(strstr(fixture_row(&p.f, 1), "├─────────────●"));
	end(&p);
}

static void what_the_camps_differ_in_has_their_colours(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_accounts, 8, 80);
	assert_int_equal(fixture_cell(&p.f, "+12.8")->role, ROLE_HUANG);
	assert_int_equal(fixture_cell(&p.f, "+17.9 %")->role, ROLE_MARCUS);
	end(&p);
}

static void more_figures_than_rows_say_which_are_shown(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.s.focus = LIST_ACCOUNTS;
	p.f.s.lists[LIST_ACCOUNTS] = (struct list_position){ 3, 1 };
	fixture_draw(&p.f, &widget_company_accounts, 4, 80);
	assert_non_null(strstr(fixture_row(&p.f, 0), "2-4 of 5"));
	assert_true(surface_cell(&p.f.surface, 3, 40)->flags & CELL_SELECTED);
	assert_false(surface_cell(&p.f.surface, 2, 40)->flags & CELL_SELECTED);
	end(&p);
}

/* ---- deals ---- */

static void a_deal_says_who_pays_whom_from_the_companys_side(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	assert_true(p.f.m.company.deal_count >= 3);
	fixture_draw(&p.f, &widget_company_deals, 8, 60);
	assert_non_null(strstr(fixture_row(&p.f, 0), "Deals and press"));
	assert_true(fixture_find(&p.f, "Feb 2026  → OpenAI") > 0);
	assert_true(fixture_find(&p.f, "May 2025  ← Oracle") > 0);
	assert_true(fixture_find(&p.f, "equity · committed") > 0);
	end(&p);
}

static void a_replaced_deal_stands_back(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_deals, 8, 120);
	assert_int_equal(fixture_cell(&p.f, "0-100 bn")->role, ROLE_DIM);
	assert_true(fixture_find(&p.f, "equity investment · replaced") > 0);
	assert_int_equal(fixture_cell(&p.f, "30 bn")->role, ROLE_BRIGHT);
	end(&p);
}

static void a_company_without_deals_and_press_says_so(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.m.company.deal_count = p.f.m.company.press_count = 0;
	fixture_draw(&p.f, &widget_company_deals, 4, 60);
	assert_true(fixture_find(&p.f, "no row of the ledger is about this company") > 0);
	assert_non_null(strstr(fixture_row(&p.f, 0), "no deals · no stories"));
	fixture_draw(&p.f, &widget_company_press, 4, 60);
	assert_true(fixture_find(&p.f, "no headline names this company") > 0);
	end(&p);
}

static void apart_from_each_other_deals_and_press_have_titles_of_their_own(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_deals_alone, 8, 60);
	assert_non_null(strstr(fixture_row(&p.f, 0), "Deals"));
	assert_null(strstr(fixture_row(&p.f, 0), "press"));
	fixture_draw(&p.f, &widget_company_press_alone, 8, 60);
	assert_non_null(strstr(fixture_row(&p.f, 0), "Press"));
	assert_non_null(strstr(fixture_row(&p.f, 0), "2 stories"));
	fixture_draw(&p.f, &widget_company_press, 8, 60);
	assert_string_equal(fixture_row(&p.f, 0), "");
	end(&p);
}

/* ---- press ---- */

static void a_story_shows_time_title_and_the_figures_of_its_text(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_press, 4, 80);
	assert_non_null(strstr(fixture_row(&p.f, 1), "17 Aug"));
	assert_non_null(strstr(fixture_row(&p.f, 1), "Lenders ask more of data-centre debt"));
	assert_non_null(strstr(fixture_row(&p.f, 1), "◆ $95bn"));
	assert_int_equal(fixture_cell(&p.f, "$95bn")->role, ROLE_AMBER);
	end(&p);
}

static void figures_have_no_place_where_the_title_takes_it(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	fixture_draw(&p.f, &widget_company_press, 4, 52);
	assert_null(strstr(fixture_row(&p.f, 1), "$95bn"));
	assert_non_null(strstr(fixture_row(&p.f, 1), "Lenders ask more of data-centre debt"));
	fixture_draw(&p.f, &widget_company_press, 4, 40);
	assert_non_null(strstr(fixture_row(&p.f, 1), "…"));
	end(&p);
}

/* ---- cards ---- */

static void the_card_of_a_figure_names_document_period_and_age(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.s.focus = LIST_ACCOUNTS;
	p.f.s.overlay = OVERLAY_CARD;
	p.f.s.lists[LIST_ACCOUNTS].selected = 3;
	fixture_draw(&p.f, &widget_card, 24, 100);
	assert_non_null(strstr(fixture_row(&p.f, 0), "net income"));
	assert_true(fixture_find(&p.f, "net_income $120B, TTM to 26 Apr 2026") > 0);
	assert_true(fixture_find(&p.f, "0001045810-26-000052 filed 2026-05-20") > 0);
	assert_true(fixture_find(&p.f, "3 h ago") > 0);
	end(&p);
}

static void what_came_with_the_program_was_fetched_by_nobody(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.facts[1].fetched = FIXTURE_NOW - 5;
	p.f.s.focus = LIST_ACCOUNTS;
	p.f.s.overlay = OVERLAY_CARD;
	p.f.s.lists[LIST_ACCOUNTS].selected = 1;
	fixture_draw(&p.f, &widget_card, 24, 100);
	assert_true(fixture_find(&p.f, "came with the program") > 0);
	assert_true(fixture_find(&p.f, "216.85 USD") > 0);
	end(&p);
}

static void the_companys_card_opens_whatever_has_the_focus(void **state)
{
	(void)state;
	struct panes p;
	begin(&p);
	p.f.s.focus = LIST_OWN_DEALS;
	p.f.s.overlay = OVERLAY_CARD;
	fixture_draw(&p.f, &widget_card, 24, 100);
	assert_non_null(strstr(fixture_row(&p.f, 0), company_deal(&p.f.m, 0)->id));
	p.f.s.overlay = OVERLAY_COMPANY;
	fixture_draw(&p.f, &widget_card, 24, 100);
	assert_non_null(strstr(fixture_row(&p.f, 0), "NVDA"));
	assert_true(fixture_find(&p.f, "previous close") > 0);
	end(&p);
}

/* ---- any size ---- */

static void every_pane_stays_within_its_canvas(void **state)
{
	(void)state;
	static const struct widget_class *const widgets[] = { &widget_company_head,  &widget_company_accounts,
							      &widget_company_deals, &widget_company_deals_alone,
							      &widget_company_press, &widget_company_press_alone };
	struct panes p;
	begin(&p);
	for (int ascii = 0; ascii < 2; ascii++) {
		p.f.ascii = ascii;
		for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
			fixture_draw_all_sizes(&p.f, widgets[i], 9, 130);
	}
	p.f.m.company_count = p.f.m.company.account_count = p.f.m.company.deal_count = p.f.m.company.press_count = 0;
	for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
		fixture_draw_all_sizes(&p.f, widgets[i], 4, 60);
	end(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stale_price_is_dimmed_and_says_its_age),
		cmocka_unit_test(a_company_without_a_price_has_dashes_and_no_zero),
		cmocka_unit_test(the_head_names_the_company_its_price_and_its_neighbours),
		cmocka_unit_test(the_price_outside_hours_is_named_by_the_hour_and_left_out_while_it_trades),
		cmocka_unit_test(a_narrow_head_keeps_symbol_and_price_and_a_tiny_one_puts_them_in_rows),
		cmocka_unit_test(a_figure_stands_between_its_name_and_where_it_is_from),
		cmocka_unit_test(an_old_figure_is_dimmed_with_its_age_and_a_missing_one_is_a_dash),
		cmocka_unit_test(a_range_has_a_marker_where_the_price_stands),
		cmocka_unit_test(what_the_camps_differ_in_has_their_colours),
		cmocka_unit_test(more_figures_than_rows_say_which_are_shown),
		cmocka_unit_test(a_deal_says_who_pays_whom_from_the_companys_side),
		cmocka_unit_test(a_replaced_deal_stands_back),
		cmocka_unit_test(a_company_without_deals_and_press_says_so),
		cmocka_unit_test(apart_from_each_other_deals_and_press_have_titles_of_their_own),
		cmocka_unit_test(a_story_shows_time_title_and_the_figures_of_its_text),
		cmocka_unit_test(figures_have_no_place_where_the_title_takes_it),
		cmocka_unit_test(the_card_of_a_figure_names_document_period_and_age),
		cmocka_unit_test(what_came_with_the_program_was_fetched_by_nobody),
		cmocka_unit_test(the_companys_card_opens_whatever_has_the_focus),
		cmocka_unit_test(every_pane_stays_within_its_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
