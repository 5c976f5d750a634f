#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"
#include "base/timestamp.h"
#include "bubble/bubble.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

static const int64_t now = 1780000000;

/* The market of the worked example: everything a reading needs, each piece open to change. */
struct world {
	struct assumption_set set;
	struct fact facts[8];
	struct quote quotes[5];
	struct fact_list fact_list;
	struct deal deals[8];
	struct deal_list deal_list;
	struct fx_rate rates[1];
	struct bubble_inputs in;
};

static struct fact fact(const char *concept_name, double value, const char *unit, const char *date)
{
	struct fact f = { .symbol = "^GSPC", .value = value, .origin = "a page", .source = SHIPPED_SOURCE };

	strcpy(f.concept, concept_name);
	strcpy(f.unit, unit);
	assert_int_equal(timestamp_parse_date(date, &f.as_of), 0);
	return f;
}

static struct deal guidance(const char *id, const char *date, const char *from, const char *payer, double low,
			    double high)
{
	struct deal d = { .kind = "capex guidance",
			  .term = "CY2026",
			  .currency = "USD",
			  .class_text = "guidance",
			  .gw = (double)NAN };

	strcpy(d.id, id);
	strcpy(d.date, date);
	strcpy(d.from, from);
	strcpy(d.payer, payer);
	d.amount_low = low * 1e9;
	d.amount_high = high * 1e9;
	return d;
}

static void world_init(struct world *w)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	struct error err = { "" };

	memset(w, 0, sizeof *w);
	if (assumption_set_parse(&w->set, file->data, file->length, &err))
		fail_msg("%s", err.text);
	w->facts[0] = fact("cape", 39.6, "x", "2026-05-01");
	w->facts[1] = fact("cape_percentile", 98.7741, "%", "2026-05-01");
	w->fact_list = (struct fact_list){ .items = w->facts, .count = 2, .capacity = 2 };
	w->deals[0] = guidance("D40", "2026-02-05", "Amazon", "AMZN", 200, 200);
	w->deals[1] = guidance("D41", "2026-04-29", "Alphabet", "GOOGL", 180, 190);
	w->deals[2] = guidance("D42", "2026-04-29", "Meta", "META", 125, 145);
	w->deals[3] = guidance("D43", "2026-04-29", "Microsoft", "MSFT", 190, 190);
	w->deals[4] = guidance("D44", "2026-06-10", "Oracle", "ORCL", 95, 95);
	w->deals[5] = guidance("D48", "2026-01-15", "TSMC", "TSM", 52, 56);
	w->deal_list = (struct deal_list){ w->deals, 6, 8 };
	w->rates[0] = (struct fx_rate){ .from = "EUR", .to = "USD", .rate = 1.25, .as_of = now };
	w->in = (struct bubble_inputs){
		.deals = &w->deal_list, .facts = &w->fact_list, .rates = w->rates, .rate_count = 1
	};
}

static struct reading compute(const struct world *w)
{
	struct reading r;

	bubble_compute(&r, &w->set, &w->in, now);
	return r;
}

static void assert_component_missing(const struct reading *r, enum component c, const char *why)
{
	assert_true(isnan(r->components[CAMP_MARCUS][c]) && isnan(r->components[CAMP_HUANG][c]));
	assert_string_equal(r->sentence[c], why);
}

static void nothing_known_gives_no_reading_and_says_why(void **state)
{
	struct world w;
	struct bubble_inputs nothing = { 0 };
	struct reading r;

	(void)state;
	world_init(&w);
	bubble_compute(&r, &w.set, &nothing, now);
	assert_component_missing(&r, COMPONENT_VALUATION, "no CAPE of the market is known");
	assert_component_missing(&r, COMPONENT_REVENUE_GAP, "the ledger holds no capex guidance");
	assert_component_missing(&r, COMPONENT_DELIVERY, "the ledger holds no announcement with an amount");
	assert_component_missing(&r, COMPONENT_CIRCULARITY, "the ledger holds no payment between firms");
	assert_component_missing(&r, COMPONENT_EXPLOSIVENESS, "not yet: needs 100 weeks of closes");
	assert_true(isnan(r.value[CAMP_MARCUS]) && isnan(r.value[CAMP_HUANG]));
	assert_true(isnan(r.centre) && isnan(r.sd) && isnan(r.low) && isnan(r.high));
	assert_int_equal(reading_component_count(&r), 0);
	assert_int_equal(r.input_count, 0);
	assert_true(r.time == now && r.as_of == 0);
}

static void a_cape_that_is_no_multiple_is_refused(void **state)
{
	static const double wrong[] = { 0, -5, (double)NAN, (double)INFINITY };
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		world_init(&w);
		w.facts[0].value = wrong[i];
		struct reading r = compute(&w);
		assert_component_missing(&r, COMPONENT_VALUATION, "the CAPE of the market is not above zero");
	}
}

static void a_percentile_out_of_its_scale_leaves_one_camp_without_a_view(void **state)
{
	static const double wrong[] = { -1, 100.5, (double)NAN };
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		world_init(&w);
		w.facts[1].value = wrong[i];
		struct reading r = compute(&w);
		assert_true(isnan(r.components[CAMP_MARCUS][COMPONENT_VALUATION]));
		assert_near(r.components[CAMP_HUANG][COMPONENT_VALUATION], 34.6985, 5e-5);
		assert_string_equal(r.sentence[COMPONENT_VALUATION],
				    "CAPE 39.6; its percentile in history is not known");
		assert_int_equal(reading_component_count(&r), 1);
		assert_near(r.value[CAMP_HUANG], r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 0);
	}
}

static void a_guidance_that_is_no_amount_is_refused_by_its_row(void **state)
{
	static const double wrong[] = { 0, -190, (double)NAN, (double)INFINITY };
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		world_init(&w);
		w.deals[3].amount_low = w.deals[3].amount_high = wrong[i];
		struct reading r = compute(&w);
		assert_component_missing(&r, COMPONENT_REVENUE_GAP, "capex of Microsoft (D43) is not above zero");
	}
}

static void a_guidance_in_an_unknown_currency_is_refused_by_its_row(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	strcpy(w.deals[4].currency, "XTS");
	struct reading r = compute(&w);
	assert_component_missing(&r, COMPONENT_REVENUE_GAP, "capex of Oracle (D44): no rate from XTS to USD");
}

static void the_worked_example_comes_out(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct reading r = compute(&w);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_VALUATION], 98.7741, 1e-9);
	assert_near(r.components[CAMP_HUANG][COMPONENT_VALUATION], 34.69846296, 5e-9);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], 86.21632324, 5e-9);
	assert_near(r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 1.65221488, 5e-9);
	assert_string_equal(r.sentence[COMPONENT_VALUATION], "CAPE 39.6; Cisco in 2000 stood at 206");
	assert_string_equal(r.sentence[COMPONENT_REVENUE_GAP],
			    "AI revenue 55-217 bn; needed 221 (Huang) or 399 (Marcus)");
	assert_int_equal(reading_component_count(&r), 2);
	for (int c = COMPONENT_DELIVERY; c < COMPONENTS; c++)
		assert_true(reading_is_missing(&r, (enum component)c));
}

static void the_band_mixes_the_components_both_camps_have(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct reading r = compute(&w);
	double v = 98.7741 - 34.69846296, g = 86.21632324 - 1.65221488;
	assert_near(r.value[CAMP_MARCUS], (98.7741 + 86.21632324) / 2, 1e-7);
	assert_near(r.value[CAMP_HUANG], (34.69846296 + 1.65221488) / 2, 1e-7);
	assert_near(r.centre, (r.value[CAMP_MARCUS] + r.value[CAMP_HUANG]) / 2, 1e-12);
	assert_near(r.sd, sqrt((v * v + g * g) / 12) / 2, 1e-7);
	assert_near(r.low, r.value[CAMP_HUANG], 0);
	assert_near(r.high, r.value[CAMP_MARCUS], 0);
}

static void the_inputs_carry_value_unit_date_and_source(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct reading r = compute(&w);
	const struct reading_input *cape = reading_input_named(&r, "CAPE of the market");
	const struct reading_input *oracle = reading_input_named(&r, "capex of Oracle");
	assert_near(cape->value, 39.6, 0);
	assert_string_equal(cape->unit, "x");
	assert_string_equal(cape->source, "a page");
	assert_true(cape->as_of == w.facts[0].as_of);
	assert_near(oracle->value, 95, 1e-9);
	assert_string_equal(oracle->unit, "bn USD");
	assert_string_equal(oracle->source, "ledger D44, guidance for CY2026");
	assert_true(oracle->as_of == 1781049600 && r.as_of == oracle->as_of);
}

static void of_two_guidances_of_one_company_the_newest_counts(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	double before = compute(&w).components[CAMP_MARCUS][COMPONENT_REVENUE_GAP];
	w.deals[6] = guidance("P1", "2025-10-30", "Amazon", "AMZN", 125, 125);
	w.deal_list.count = 7;
	assert_near(compute(&w).components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], before, 0);
	strcpy(w.deals[6].date, "2026-02-05");
	struct reading r = compute(&w);
	assert_near(reading_input_named(&r, "capex of Amazon")->value, 125, 1e-9);
	w.deals[6].superseded = true;
	assert_near(compute(&w).components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], before, 0);
}

static void one_open_end_of_a_guidance_is_enough_and_other_currencies_are_converted(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.deals[0].amount_low = (double)NAN;
	w.deals[1].amount_high = (double)NAN;
	strcpy(w.deals[4].currency, "EUR");
	struct reading r = compute(&w);
	assert_near(reading_input_named(&r, "capex of Amazon")->value, 200, 1e-9);
	assert_near(reading_input_named(&r, "capex of Alphabet")->value, 180, 1e-9);
	assert_near(reading_input_named(&r, "capex of Oracle")->value, 95 * 1.25, 1e-9);
}

static void a_ledger_date_may_lack_day_or_month(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	strcpy(w.deals[0].date, "2026-02");
	strcpy(w.deals[1].date, "2026");
	strcpy(w.deals[2].date, "spring");
	struct reading r = compute(&w);
	assert_true(reading_input_named(&r, "capex of Amazon")->as_of == 1769904000);
	assert_true(reading_input_named(&r, "capex of Alphabet")->as_of == 1767225600);
	assert_true(reading_input_named(&r, "capex of Meta")->as_of == 0);
}

static void assumptions_move_the_gap(void **state)
{
	struct world w;
	struct error err;

	(void)state;
	world_init(&w);
	assert_int_equal(assumption_set_apply(&w.set, "lab_revenue=399.0227059", &err), 0);
	struct reading r = compute(&w);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], 0, 1e-6);
	assert_near(r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 0, 0);
}

static struct fact company_fact(const char *symbol, const char *concept_name, double value, const char *unit,
				const char *note)
{
	struct fact f = fact(concept_name, value, unit, "2026-03-31");

	strcpy(f.symbol, symbol);
	strcpy(f.period, strcmp(concept_name, "shares") ? "TTM" : "");
	strcpy(f.note, note);
	return f;
}

static struct quote quote(const char *symbol, double price)
{
	struct quote q;

	quote_init(&q);
	strcpy(q.symbol, symbol);
	strcpy(q.currency, "USD");
	q.price = price;
	q.as_of = now - 60;
	return q;
}

/* Valuation, gap, delivery and circularity alone: the accounts of the firms are taken out. */
static void the_four_components_of_the_worked_example_make_its_index(void **state)
{
	struct shipped_records s;
	struct reading r;

	(void)state;
	shipped_records_init(&s);
	for (size_t i = 0; index_companies[i]; i++)
		shipped_forget(&s, index_companies[i]);
	bubble_compute(&r, &s.set, &s.in, now);
	assert_int_equal(reading_component_count(&r), 4);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_VALUATION], 98.774100, 5e-7);
	assert_near(r.components[CAMP_HUANG][COMPONENT_VALUATION], 34.698463, 5e-7);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], 86.216323, 5e-7);
	assert_near(r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 1.652215, 5e-7);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_DELIVERY], 28.348074, 5e-7);
	assert_near(r.components[CAMP_HUANG][COMPONENT_DELIVERY], 0.909904, 5e-7);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 34.193373, 5e-7);
	assert_near(r.components[CAMP_HUANG][COMPONENT_CIRCULARITY], 14.460641, 5e-7);
	assert_near(r.value[CAMP_MARCUS], 61.882968, 5e-7);
	assert_near(r.value[CAMP_HUANG], 12.930306, 5e-7);
	assert_near(r.centre, 37.406637, 5e-7);
	assert_near(r.sd, 8.036, 5e-4);
	shipped_records_release(&s);
}

static void with_financing_the_shipped_index_rests_on_five(void **state)
{
	struct shipped_records s;
	struct reading r;
	double softbank = 100 * 20.6 / 35, ratio = 55.66 / 31.97;

	(void)state;
	shipped_records_init(&s);
	bubble_compute(&r, &s.set, &s.in, now);
	double gross = (100 * (ratio - 0.5) / 1.5 + softbank) / 2;
	double net = (100 * (ratio * 563 / 638 - 0.5) / 1.5 + softbank) / 2;
	assert_int_equal(reading_component_count(&r), 5);
	assert_near(r.value[CAMP_MARCUS], (4 * 61.882968 + gross) / 5, 1e-6);
	assert_near(r.value[CAMP_HUANG], (4 * 12.930306 + net) / 5, 1e-6);
	for (int c = 0; c < COMPONENTS; c++)
		assert_false(r.stale[c]);
	shipped_records_release(&s);
}

static void with_tests_of_the_group_the_shipped_index_is_whole(void **state)
{
	struct series_test tests[2] = { series_test_sample(SERIES_GROUP, 0, 0.25, now - 86400),
					series_test_sample(SERIES_GROUP, 1, 0.4, now - 86400) };
	struct shipped_records s;
	struct reading five, six;

	(void)state;
	shipped_records_init(&s);
	bubble_compute(&five, &s.set, &s.in, now);
	s.in.tests = tests;
	s.in.test_count = 2;
	bubble_compute(&six, &s.set, &s.in, now);
	assert_int_equal(reading_component_count(&six), 6);
	for (int c = 0; c < CAMPS; c++)
		assert_near(six.value[c], (5 * five.value[c] + 60) / 6, 1e-9);
	shipped_records_release(&s);
}

static void the_group_multiple_stands_beside_the_reading_without_companies_that_have_none(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct reading without = compute(&w);
	w.facts[2] = company_fact("NVDA", "shares", 24e9, "shares", "");
	w.facts[3] = company_fact("NVDA", "net_income", 120e9, "USD", "");
	w.facts[4] = company_fact("ORCL", "shares", 2.8e9, "shares", "");
	w.facts[5] = company_fact("ORCL", "net_income", 17e9, "USD", "");
	w.facts[6] = company_fact("AMD", "shares", 1e9, "shares", "");
	w.facts[7] = company_fact("AMD", "net_income", -1e9, "USD", "");
	w.fact_list.count = 8;
	w.quotes[0] = quote("NVDA", 200);
	w.quotes[1] = quote("ORCL", 200);
	w.quotes[2] = quote("AMD", 10);
	w.quotes[3] = quote("TSM", 10);
	w.quotes[4] = quote("ELSE", 10); /* of a watchlist, but not of the group */
	w.in.quotes = w.quotes;
	w.in.quote_count = 5;
	struct reading r = compute(&w);
	const struct reading_input *pe = reading_input_named(&r, "P/E of the group");
	assert_near(pe->value, (4800 + 560) / 137.0, 1e-9);
	assert_true(pe->is_context);
	assert_string_equal(pe->source, "2 companies, without AMD (loss), TSM (no earnings known)");
	assert_true(r.as_of == without.as_of);
	assert_memory_equal(r.components, without.components, sizeof r.components);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_known_gives_no_reading_and_says_why),
		cmocka_unit_test(a_cape_that_is_no_multiple_is_refused),
		cmocka_unit_test(a_percentile_out_of_its_scale_leaves_one_camp_without_a_view),
		cmocka_unit_test(a_guidance_that_is_no_amount_is_refused_by_its_row),
		cmocka_unit_test(a_guidance_in_an_unknown_currency_is_refused_by_its_row),
		cmocka_unit_test(the_worked_example_comes_out),
		cmocka_unit_test(the_band_mixes_the_components_both_camps_have),
		cmocka_unit_test(the_inputs_carry_value_unit_date_and_source),
		cmocka_unit_test(of_two_guidances_of_one_company_the_newest_counts),
		cmocka_unit_test(one_open_end_of_a_guidance_is_enough_and_other_currencies_are_converted),
		cmocka_unit_test(a_ledger_date_may_lack_day_or_month),
		cmocka_unit_test(assumptions_move_the_gap),
		cmocka_unit_test(the_four_components_of_the_worked_example_make_its_index),
		cmocka_unit_test(with_financing_the_shipped_index_rests_on_five),
		cmocka_unit_test(with_tests_of_the_group_the_shipped_index_is_whole),
		cmocka_unit_test(the_group_multiple_stands_beside_the_reading_without_companies_that_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
