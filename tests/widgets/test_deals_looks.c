/* The circle and the energy of screen 4, over a view made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/fixture.h"

#define BILLION 1e9

enum firm { OPENAI, ORACLE, AMD, NVIDIA, SMALL, SMALLER, FIRMS };

static void set_firm(struct circle *c, enum firm at, const char *code, const char *name)
{
	snprintf(c->firms[at].code, sizeof c->firms[at].code, "%s", code);
	snprintf(c->firms[at].name, sizeof c->firms[at].name, "%s", name);
}

static void pay(struct circle *c, enum firm payer, enum firm payee, double billions, bool is_estimate)
{
	c->paid[payer][payee] += billions * BILLION;
	c->is_estimate[payer][payee] = is_estimate;
	c->firms[payer].pays += billions * BILLION;
	c->firms[payee].gets += billions * BILLION;
	c->total += billions * BILLION;
}

static void set_circle(struct circle *c)
{
	*c = (struct circle){ .firm_count = FIRMS };
	set_firm(c, OPENAI, "OAI", "OpenAI");
	set_firm(c, ORACLE, "ORCL", "ORCL");
	set_firm(c, AMD, "AMD", "AMD");
	set_firm(c, NVIDIA, "NVDA", "NVDA");
	set_firm(c, SMALL, "SML", "Small Firm of Long Name");
	set_firm(c, SMALLER, "SMR", "Smaller");
	pay(c, OPENAI, ORACLE, 300, false);
	pay(c, NVIDIA, OPENAI, 100, false);
	pay(c, ORACLE, NVIDIA, 40, false);
	pay(c, OPENAI, AMD, 90, true);
	pay(c, AMD, OPENAI, 33, false);
	pay(c, SMALL, SMALLER, 7, true);
	pay(c, SMALLER, SMALL, 5, false);
	c->circulation = 196 * BILLION;
	c->index = c->circulation / c->total;
	c->connected = 0.98;
	c->loops[0] = (struct circle_loop){ { NVIDIA, OPENAI, ORACLE }, 3, 40 * BILLION };
	c->loops[1] = (struct circle_loop){ { AMD, OPENAI }, 2, 33 * BILLION };
	c->loops[2] = (struct circle_loop){ { SMALL, SMALLER }, 2, 5 * BILLION };
	c->loop_count = 3;
}

static void set_power_row(struct power *p, const char *partners, double first, double second, const char *ids)
{
	struct power_row *row = &p->rows[p->row_count++];
	snprintf(row->partners, sizeof row->partners, "%s", partners);
	snprintf(row->ids, sizeof row->ids, "%s", ids);
	row->by_year[0] = first;
	row->by_year[1] = second;
	row->gw = first + second;
	p->gw += row->gw;
	p->by_year[0] += first;
	p->by_year[1] += second;
}

static void set_power(struct power *p)
{
	*p = (struct power){ .years = { "2025", "2026" }, .year_count = 2, .left_out_count = 2, .left_out_gw = 14.5 };
	set_power_row(p, "OpenAI, AMD", 6, 0, "D09");
	set_power_row(p, "Alphabet, Anthropic", 1, 3, "D28 D30");
	p->twh = 87.6;
	p->homes = 8e6;
	p->reactors = 10;
	p->left_out[0] = (struct power_left_out){ "D10", "OpenAI, Oracle", 4.5, "in D11" };
	p->left_out[1] = (struct power_left_out){ "D01", "Nvidia, OpenAI", 10, "replaced" };
}

static void looks_init(struct fixture *f)
{
	fixture_init(f);
	set_circle(&f->m.deals_view.announced);
	set_power(&f->m.deals_view.power);
	f->s.screen = 4;
	f->s.focus = LIST_LOOPS;
}

static void row_holds(const struct fixture *f, int row, const char *const *parts)
{
	for (; *parts; parts++)
		if (!strstr(fixture_row(f, row), *parts))
			fail_msg("\"%s\" is not in \"%s\"", *parts, fixture_row(f, row));
}

/* ---- circle ---- */

static void without_payments_the_circle_says_so_or_why(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f);
	fixture_draw(&f, &widget_circle, 12, 80);
	assert_true(fixture_find(&f, "the ledger holds no payment from one firm to another") > 0);
	snprintf(f.m.deals_view.announced.reason, sizeof f.m.deals_view.announced.reason,
		 "ledger row D1: no rate from XTS to USD");
	fixture_draw(&f, &widget_circle, 12, 80);
	assert_int_equal(fixture_cell(&f, "no rate from XTS to USD")->role, ROLE_WARN);
	fixture_draw(&f, &widget_loops, 12, 80);
	assert_true(fixture_find(&f, "no rate from XTS to USD") > 0);
	fixture_release(&f);
}

static void an_amount_stands_where_payer_and_payee_meet(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_circle, 12, 120);
	assert_non_null(strstr(fixture_row(&f, 0), "‹announced› committed · table ‹circle› energy"));
	int head = fixture_find(&f, "payer"), row = head + 1;
	assert_int_equal(head, 1);
	assert_int_equal(strncmp(fixture_row(&f, row), "   OpenAI ", 10), 0);
	/* Right-aligned: the last cell of the figure is the last cell of the payee's name. */
	for (int column = 20; column < 120; column++)
		if (!strcmp(surface_cell(&f.surface, row, column)->text, "3")) {
			assert_string_equal(surface_cell(&f.surface, head, column + 2)->text, "L");
			break;
		}
	row_holds(&f, row, (const char *[]){ " 300 ", " 90~", " 390", NULL });
	row_holds(&f, fixture_find(&f, "gets"), (const char *[]){ " 133 ", " 300 ", " 575", NULL });
	fixture_release(&f);
}

static void the_selected_loop_is_amber_in_the_matrix(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_circle, 12, 120);
	assert_int_equal(fixture_cell(&f, "300")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&f, "90~")->role, ROLE_TEXT);
	f.s.lists[LIST_LOOPS].selected = 1;
	fixture_draw(&f, &widget_circle, 12, 120);
	assert_int_equal(fixture_cell(&f, "300")->role, ROLE_TEXT);
	assert_int_equal(fixture_cell(&f, "90~")->role, ROLE_AMBER);
	fixture_release(&f);
}

static void firms_that_do_not_fit_are_summed_as_others(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	/* Three lines for six payers, and room for two payees beside the others. */
	fixture_draw(&f, &widget_circle, 6, 46);
	int row = 4;
	assert_int_equal(strncmp(fixture_row(&f, row), "   others ", 10), 0);
	row_holds(&f, 1, (const char *[]){ "OpenAI", "ORCL", "others", NULL });
	/* AMD 33 and NVDA 100 to OpenAI; ORCL's 40 is to NVDA; between the small ones 12: 185 in all. */
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "ORCL        ")), " 40"));
	row_holds(&f, row, (const char *[]){ " 133", " 12~", " 145", NULL });
	row_holds(&f, fixture_find(&f, "gets"), (const char *[]){ " 133", " 300", " 142", " 575", NULL });
	fixture_release(&f);
}

static void the_committed_circle_names_itself(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	f.m.deals_view.is_committed = true;
	set_circle(&f.m.deals_view.committed);
	fixture_draw(&f, &widget_circle, 12, 120);
	assert_non_null(strstr(fixture_row(&f, 0), "announced ‹committed›"));
	fixture_draw(&f, &widget_loops, 12, 120);
	assert_non_null(strstr(fixture_row(&f, 0), "bn committed can go round"));
	fixture_release(&f);
}

static void a_loop_has_its_path_its_bottleneck_and_its_steps(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_loops, 8, 120);
	row_holds(&f, 0,
		  (const char *[]){ "196 of 575 bn announced can go round: C 0.341",
				    "98 % lies between firms in cycles", NULL });
	row_holds(&f, 1, (const char *[]){ "NVDA → OpenAI → ORCL → NVDA", " 40 bn ", "pays 100, 300, 40", NULL });
	row_holds(&f, 2, (const char *[]){ "AMD → OpenAI → AMD", " 33 bn ", "pays 33, 90~", NULL });
	assert_int_equal(fixture_cell(&f, "NVDA")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&f, "AMD")->role, ROLE_TEXT);
	fixture_draw(&f, &widget_loops, 4, 40);
	row_holds(&f, 1, (const char *[]){ "NVDA → OpenAI", "40 bn", NULL });
	fixture_release(&f);
}

static void behind_a_loop_are_its_rows(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_behind, 10, 120);
	assert_true(fixture_find(&f, "2025-09-10") > 0);
	assert_true(fixture_find(&f, "2026-02-27") > 0);
	assert_true(fixture_find(&f, "2025-05") > 0);
	assert_int_equal(fixture_find(&f, "2025-10-06"), -1);
	fixture_release(&f);
}

static void the_card_of_a_loop_tells_it_step_by_step(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_card, 30, 100);
	int first = fixture_find(&f, "NVDA pays OpenAI $100B"), second = fixture_find(&f, "OpenAI pays ORCL $300B");
	int third = fixture_find(&f, "ORCL pays NVDA $40.0B"), row = fixture_find(&f, "D10 2025-09-10 OpenAI, Oracle");
	assert_true(0 < first && first < second && second < row && row < third);
	fixture_release(&f);
}

/* ---- energy ---- */

static void without_power_the_energy_says_so(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f);
	fixture_draw(&f, &widget_power, 6, 80);
	assert_true(fixture_find(&f, "no row promises power") > 0);
	assert_int_equal(power_left_out_rows(&f.m.deals_view.power, 80), 0);
	fixture_release(&f);
}

static void ten_gigawatts_are_told_as_homes_and_reactors(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_power, 6, 120);
	assert_int_equal(fixture_cell(&f, "10 GW")->role, ROLE_AMBER);
	row_holds(&f, 2,
		  (const char *[]){ "87.6 TWh a year at full load", "8.0 million US homes at 10.95 MWh",
				    "10 reactors of 1 GW", NULL });
	row_holds(&f, 3, (const char *[]){ "2025", " 7 ", "━━", NULL });
	row_holds(&f, 4, (const char *[]){ "2026", " 3 ", "━━", NULL });
	fixture_release(&f);
}

static int bar_length(const struct fixture *f, int row)
{
	int length = 0;
	for (int column = 0; column < f->surface.columns; column++)
		length += !strcmp(surface_cell(&f->surface, row, column)->text, "━");
	return length;
}

static void partners_have_their_years_and_a_bar_to_scale(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	f.s.focus = LIST_POWER;
	fixture_draw(&f, &widget_partners, 8, 120);
	row_holds(&f, 1, (const char *[]){ "PARTNERS", "2025", "2026", "GW", "ROWS", NULL });
	row_holds(&f, 2, (const char *[]){ "OpenAI, AMD", " 6 ", "·", "D09", NULL });
	row_holds(&f, 3, (const char *[]){ "Alphabet, Anthropic", " 1 ", " 3 ", " 4 ", "D28 D30", NULL });
	int whole = bar_length(&f, 2), part = bar_length(&f, 3);
	assert_true(whole > 20 && part * 3 >= whole * 2 - 3 && part * 3 <= whole * 2 + 3);
	fixture_draw(&f, &widget_card, 10, 100);
	assert_true(fixture_find(&f, "D09 2025-10-06 OpenAI, AMD") > 0);
	fixture_release(&f);
}

static void what_is_left_out_is_listed_where_there_is_room_else_told(void **state)
{
	struct fixture f;
	(void)state;
	looks_init(&f);
	fixture_draw(&f, &widget_left_out, 10, 120);
	row_holds(&f, 0, (const char *[]){ "Not added", "2 rows, 14.5 GW", NULL });
	row_holds(&f, 1, (const char *[]){ "D10", "4.5 GW", "OpenAI, Oracle", "in D11", NULL });
	row_holds(&f, 2, (const char *[]){ "D01", "10 GW", "replaced", NULL });
	int rows = power_left_out_rows(&f.m.deals_view.power, 120);
	fixture_draw(&f, &widget_left_out, rows, 120);
	assert_true(fixture_find(&f, "D10 4.5 GW (in D11), D01 10 GW (replaced)") > 0);
	assert_true(fixture_find(&f, "D01 10 GW (replaced)") > 0);
	assert_int_equal(fixture_find(&f, "…"), -1);
	fixture_draw(&f, &widget_left_out, rows - 1, 120);
	assert_true(fixture_find(&f, "…") > 0);
	fixture_release(&f);
}

/* ---- one company ---- */

static void one_company_s_rows_are_shown_alone(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f);
	assert_int_equal(deals_row_count(&f.m), 12);
	snprintf(f.m.deals_view.symbol, sizeof f.m.deals_view.symbol, "ORCL");
	snprintf(f.m.deals_view.node, sizeof f.m.deals_view.node, "ORCL");
	snprintf(f.m.deals_view.name, sizeof f.m.deals_view.name, "Oracle");
	/* A payee, a payer, and a name in a list. */
	assert_int_equal(deals_row_count(&f.m), 3);
	assert_string_equal(deals_row(&f.m, 0)->id, "D10");
	assert_string_equal(deals_row(&f.m, 2)->id, "D11");
	assert_null(deals_row(&f.m, 3));
	f.s.focus = LIST_DEALS;
	fixture_draw(&f, &widget_deals, 12, 120);
	row_holds(&f, 0, (const char *[]){ "Ledger: Oracle", "3 rows", NULL });
	assert_int_equal(fixture_find(&f, "Broadcom"), -1);
	snprintf(f.m.deals_view.symbol, sizeof f.m.deals_view.symbol, "ZZZ");
	snprintf(f.m.deals_view.node, sizeof f.m.deals_view.node, "ZZZ");
	snprintf(f.m.deals_view.name, sizeof f.m.deals_view.name, "ZZZ");
	fixture_draw(&f, &widget_deals, 12, 120);
	assert_true(fixture_find(&f, "no row is about this company; f shows all") > 0);
	fixture_release(&f);
}

static void what_is_firm_of_an_amount_is_told(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f);
	f.s.focus = LIST_DEALS;
	fixture_draw(&f, &widget_deals, 20, 160);
	/* A contract, a plan, a price that was never named, and an announcement of which 30 of 100 were signed. */
	row_holds(&f, fixture_find(&f, "2025-09-10"), (const char *[]){ " 100%", NULL });
	row_holds(&f, fixture_find(&f, "2025-01-21"), (const char *[]){ " 0%", NULL });
	row_holds(&f, fixture_find(&f, "2025-09-22"), (const char *[]){ " 30%", NULL });
	assert_null(strchr(fixture_row(&f, fixture_find(&f, "2025-10-13")), '%'));
	fixture_release(&f);
}

/* ---- notice ---- */

static void a_notice_takes_the_rows_that_it_needs(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f);
	assert_int_equal(notice_rows(&f.m, 80), 0);
	snprintf(f.m.notice, sizeof f.m.notice, "one two three four five six seven eight nine ten");
	assert_int_equal(notice_rows(&f.m, 80), 1);
	assert_int_equal(notice_rows(&f.m, 31), 2);
	fixture_draw(&f, &widget_notice, 2, 31);
	assert_non_null(strstr(fixture_row(&f, 0), "◆ one two three four five"));
	assert_non_null(strstr(fixture_row(&f, 1), "   six seven"));
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	static const struct widget_class *const widgets[] = { &widget_circle, &widget_loops,    &widget_behind,
							      &widget_power,  &widget_partners, &widget_left_out,
							      &widget_notice };
	struct fixture f;
	(void)state;
	looks_init(&f);
	snprintf(f.m.notice, sizeof f.m.notice, "one two three four five six seven eight nine ten");
	for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
		fixture_draw_all_sizes(&f, widgets[i], 16, 130);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_payments_the_circle_says_so_or_why),
		cmocka_unit_test(an_amount_stands_where_payer_and_payee_meet),
		cmocka_unit_test(the_selected_loop_is_amber_in_the_matrix),
		cmocka_unit_test(firms_that_do_not_fit_are_summed_as_others),
		cmocka_unit_test(the_committed_circle_names_itself),
		cmocka_unit_test(a_loop_has_its_path_its_bottleneck_and_its_steps),
		cmocka_unit_test(behind_a_loop_are_its_rows),
		cmocka_unit_test(the_card_of_a_loop_tells_it_step_by_step),
		cmocka_unit_test(without_power_the_energy_says_so),
		cmocka_unit_test(ten_gigawatts_are_told_as_homes_and_reactors),
		cmocka_unit_test(partners_have_their_years_and_a_bar_to_scale),
		cmocka_unit_test(what_is_left_out_is_listed_where_there_is_room_else_told),
		cmocka_unit_test(one_company_s_rows_are_shown_alone),
		cmocka_unit_test(what_is_firm_of_an_amount_is_told),
		cmocka_unit_test(a_notice_takes_the_rows_that_it_needs),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
