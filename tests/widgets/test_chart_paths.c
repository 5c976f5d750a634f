#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "tests/widgets/fixture.h"
#include "widgets/chart_paths.h"

#define DAY0 (19326 * INT64_C(86400)) /* 2022-11-30 */
#define WEEKS 190

struct stage {
	struct fixture f;
	struct old_paths old;
	struct path_point points[WEEKS];
};

static struct path_reading reading(double correlation, double share)
{
	struct path_reading r;
	path_reading_init(&r);
	r.day0_old = 9351 * INT64_C(86400);
	r.day0_new = DAY0;
	r.closes = WEEKS;
	r.growth_new = 12.82;
	r.growth_old = 2.53;
	r.peak_growth = 5.023;
	r.correlation = correlation;
	r.random = (struct random_range){ 999, 1, 0.764, -0.333, 0.947, share };
	return r;
}

/* NVDA grows by 1 % a week over the old Nasdaq. */
static void stage_set(struct stage *s)
{
	struct error err;
	fixture_init(&s->f);
	assert_int_equal(old_paths_load(&s->old, &err), 0);
	for (int i = 0; i < WEEKS; i++)
		s->points[i] = (struct path_point){ DAY0 + i * 7 * INT64_C(86400), 17 * exp(0.0135 * i) };
	struct path_view *v = &s->f.m.path;
	*v = (struct path_view){ .symbol = "NVDA", .old = &s->old.items[0], .points = s->points, .count = WEEKS };
	strcpy(v->interval, "1d");
	strcpy(v->source, "test");
	v->readings[PATH_START_EVENT] = reading(0.8977, 0.193);
	v->readings[PATH_START_PEAK] = reading(0.714, 0.8);
	v->readings[PATH_START_LOW] = reading((double)NAN, (double)NAN);
	struct standing *at = &s->f.companies[0].standing;
	at->year = (struct price_fall){ -0.0812, 236.54, FIXTURE_NOW - 40 * 86400, FIXTURE_NOW - 365 * 86400 };
	at->all = at->year;
	at->realised[VOLATILITY_60] = (struct realised){ 0.340433, 0.349782, 0, FIXTURE_NOW };
	at->realised[VOLATILITY_252] = (struct realised){ 0.4875219, 0.4875682, 0, FIXTURE_NOW };
	strcpy(at->source, "test");
	s->f.s.range = RANGE_PATH;
}

static void stage_clear(struct stage *s)
{
	old_paths_release(&s->old);
	fixture_release(&s->f);
}

static void a_correlation_is_printed_without_a_leading_zero(void **state)
{
	static const struct {
		double r;
		const char *text;
	} rows[] = { { 0.8977, ".90" }, { -0.333, "-.33" }, { 1, "1.00" },       { -1, "-1.00" },
		     { -0.001, ".00" }, { 0, ".00" },       { (double)NAN, "-" } };
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[FORMAT_SIZE];
		format_correlation(rows[i].r, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void the_likeness_is_never_said_without_that_of_random_walks(void **state)
{
	struct path_reading r = reading(0.8977, 0.193);
	char text[128];
	(void)state;
	format_path_likeness(&r, 100, text, sizeof text);
	assert_string_equal(text, "correlation .90; random walks .76 (-.33 to .95): means little");
	for (int columns = 1; columns < 100; columns++) {
		format_path_likeness(&r, columns, text, sizeof text);
		assert_non_null(strstr(text, "random"));
		assert_non_null(strstr(text, ".76"));
		assert_non_null(strstr(text, "means little"));
		assert_true(strlen(text) <= (size_t)(columns > 36 ? columns : 36));
	}
	r.random.share = 0.049;
	format_path_likeness(&r, 100, text, sizeof text);
	assert_non_null(strstr(text, "rare by chance"));
	r.random.share = (double)NAN;
	format_path_likeness(&r, 100, text, sizeof text);
	assert_non_null(strstr(text, "not comparable"));
}

/* Cells of a role within the plot. */
static int cells_of(const struct stage *s, enum role role, int rows, int columns)
{
	int cells = 0;
	for (int row = 4; row < rows - 1; row++)
		for (int column = 1; column < columns - 10; column++) {
			const struct cell *cell = surface_cell(&s->f.surface, row, column);
			cells += cell->role == role && strncmp(cell->text, " ", 1) != 0;
		}
	return cells;
}

static void a_roomy_chart_has_both_lines_their_names_and_what_it_is_worth(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	fixture_draw(&s.f, &widget_chart, 20, 120);
	assert_non_null(strstr(fixture_row(&s.f, 0), "NVDA over Nasdaq Composite, 1995-2002"));
	assert_non_null(strstr(fixture_row(&s.f, 0), "100 = 30 Nov 2022 · log · weeks · test"));
	assert_int_equal(fixture_find(&s.f, "correlation .90; random walks .76 (-.33 to .95): means little"), 1);
	assert_int_equal(fixture_find(&s.f, "drawdown -8.1 % · vol. 60 d 34 %, 252 d 49 % · other days 0: .71 "), 2);
	assert_non_null(strstr(fixture_row(&s.f, 2), "- (1998 low)"));
	assert_int_equal(fixture_cell(&s.f, "NVDA x12.8")->role, ROLE_BRIGHT);
	assert_int_equal(fixture_cell(&s.f, "Nasdaq 1995-2002 x2.53")->role, ROLE_DIM);
	assert_true(fixture_find(&s.f, "x5.02 Mar 2000") > 3);
	assert_true(fixture_find(&s.f, "x1.11 Oct 2002") > 3);
	assert_int_equal(fixture_find(&s.f, "day 0"), 19);
	assert_int_equal(fixture_find(&s.f, "5 years"), 19);
	assert_int_equal(fixture_cell(&s.f, "1,283")->role, ROLE_AMBER);
	assert_true(fixture_find(&s.f, "  200") > 4);
	assert_true(cells_of(&s, ROLE_BRIGHT, 20, 120) > 30);
	assert_true(cells_of(&s, ROLE_DIM, 20, 120) > 60);
	stage_clear(&s);
}

static void a_small_one_keeps_the_likeness_and_the_lines(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	fixture_draw(&s.f, &widget_chart, 6, 80);
	assert_int_equal(fixture_find(&s.f, "correlation .90; random walks"), 1);
	assert_int_equal(fixture_find(&s.f, "drawdown"), -1);
	assert_int_equal(fixture_find(&s.f, "day 0"), 5);
	fixture_draw(&s.f, &widget_chart, 13, 52);
	assert_int_equal(fixture_find(&s.f, "corr. .90; random .76 (-.33 to .95): means little"), 1);
	assert_int_equal(fixture_find(&s.f, "drawdown -8.1 % · vol. 60 d 34 %, 252 d 49 %"), 2);
	assert_int_equal(fixture_find(&s.f, "other days 0: .71 (today = peak), - (1998 low)"), 3);
	for (int row = 0; row < 13; row++)
		assert_null(strstr(fixture_row(&s.f, row), "…"));
	fixture_draw(&s.f, &widget_chart, 4, 30);
	assert_non_null(strstr(fixture_row(&s.f, 0), "NVDA over"));
	stage_clear(&s);
}

static void without_a_close_as_old_as_day_0_it_says_so_and_shows_the_old_path(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	s.f.m.path.count = 0;
	s.f.m.path.since = DAY0 + 400 * 86400;
	for (int i = 0; i < PATH_STARTS; i++)
		path_reading_init(&s.f.m.path.readings[i]);
	s.f.m.path.readings[PATH_START_EVENT].day0_new = DAY0;
	fixture_draw(&s.f, &widget_chart, 16, 80);
	assert_int_equal(fixture_cell(&s.f, "no close as old as 30 Nov 2022 is stored; oldest 4 Jan 2024")->role,
			 ROLE_WARN);
	assert_int_equal(fixture_find(&s.f, "correlation"), -1);
	assert_true(cells_of(&s, ROLE_DIM, 16, 80) > 40);
	stage_clear(&s);
}

static void what_is_loaded_of_another_company_is_not_shown(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	s.f.s.lists[LIST_COMPANIES].selected = 1;
	fixture_draw(&s.f, &widget_chart, 16, 80);
	assert_non_null(strstr(fixture_row(&s.f, 0), "AMD over"));
	assert_int_equal(fixture_find(&s.f, "correlation"), -1);
	assert_int_equal(fixture_find(&s.f, "NVDA"), -1);
	s.f.m.company_count = 0;
	fixture_draw(&s.f, &widget_chart, 16, 80);
	stage_clear(&s);
}

static void without_braille_the_lines_have_signs_of_their_own(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	s.f.ascii = true;
	fixture_draw(&s.f, &widget_chart, 20, 100);
	assert_int_equal(fixture_cell(&s.f, "*** NVDA")->role, ROLE_BRIGHT);
	assert_int_equal(fixture_cell(&s.f, "... Nasdaq")->role, ROLE_DIM);
	stage_clear(&s);
}

static void the_card_says_drawdown_volatility_and_likeness_with_sources_and_dates(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	fixture_draw(&s.f, &widget_card, 50, 120);
	assert_true(fixture_find(&s.f, "-8.1 % from 236.54 on 11 Jul 2026, of 52 weeks") > 0);
	assert_true(fixture_find(&s.f, "of closes since 20 Aug 2025, test") > 0);
	assert_true(fixture_find(&s.f, "60 d 34 %, 252 d 49 % a year; about zero 60 d") > 0);
	assert_true(fixture_find(&s.f, " 35 %, 252 d 49 %; to 20 Aug 2026, test") > 0);
	assert_true(fixture_find(&s.f, "x12.82 since 30 Nov 2022 (test); Nasdaq Composite x2.53") > 0);
	assert_true(fixture_find(&s.f, "9 Aug 1995") > 0);
	assert_true(fixture_find(&s.f, "10 Mar 2000, then -77.9 %") > 0);
	assert_true(fixture_find(&s.f, "means little") > 0);
	s.f.s.lists[LIST_COMPANIES].selected = 1;
	fixture_draw(&s.f, &widget_card, 50, 120);
	assert_true(fixture_find(&s.f, "not yet: it needs 61 daily closes") > 0);
	assert_int_equal(fixture_find(&s.f, "dot-com path"), -1);
	stage_clear(&s);
}

static void a_wide_table_has_the_drawdown_and_sorts_by_it(void **state)
{
	struct stage s;
	int column = -1;
	(void)state;
	stage_set(&s);
	fixture_draw(&s.f, &widget_companies, 8, 200);
	assert_true(fixture_find(&s.f, "DRAWDOWN") == 1);
	assert_non_null(strstr(fixture_row(&s.f, 2), "-8.1%"));
	fixture_draw(&s.f, &widget_companies, 8, 120);
	assert_int_equal(fixture_find(&s.f, "DRAWDOWN"), -1);
	s.f.companies[4].standing.year.depth = -0.4;
	do
		column = companies_column_next(column);
	while (strcmp(companies_column_title(column), "DRAWDOWN") != 0);
	companies_sort(&s.f.m, column, false);
	assert_string_equal(s.f.companies[0].symbol, "9984.T");
	assert_string_equal(s.f.companies[1].symbol, "NVDA");
	stage_clear(&s);
}

static void no_size_leaves_the_canvas(void **state)
{
	struct stage s;
	(void)state;
	stage_set(&s);
	fixture_draw_all_sizes(&s.f, &widget_chart, 22, 150);
	fixture_draw_all_sizes(&s.f, &widget_card, 40, 100);
	s.f.m.path.old = &s.old.items[1];
	s.f.ascii = true;
	fixture_draw_all_sizes(&s.f, &widget_chart, 22, 150);
	fixture_draw(&s.f, &widget_chart, 300, 900);
	s.f.m.path.count = 1;
	fixture_draw_all_sizes(&s.f, &widget_chart, 12, 100);
	stage_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_correlation_is_printed_without_a_leading_zero),
		cmocka_unit_test(the_likeness_is_never_said_without_that_of_random_walks),
		cmocka_unit_test(without_a_close_as_old_as_day_0_it_says_so_and_shows_the_old_path),
		cmocka_unit_test(a_roomy_chart_has_both_lines_their_names_and_what_it_is_worth),
		cmocka_unit_test(a_small_one_keeps_the_likeness_and_the_lines),
		cmocka_unit_test(what_is_loaded_of_another_company_is_not_shown),
		cmocka_unit_test(without_braille_the_lines_have_signs_of_their_own),
		cmocka_unit_test(the_card_says_drawdown_volatility_and_likeness_with_sources_and_dates),
		cmocka_unit_test(a_wide_table_has_the_drawdown_and_sorts_by_it),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
