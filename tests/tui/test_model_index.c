/* The index as the screens get it: stored while nothing is changed, computed at the key press after. */
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

#include "tui/model.h"

#define NOW INT64_C(1787227200)

/* 805 bn of capex: the figures of doc/method.md. */
static const char ledger[] =
	"id\tdate\tfrom\tto\tkind\tamount_low\tamount_"
	"high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\tpayee\t"
	"supersedes\tsource\tnote\n"
	"D40\t2026-02-05\tBuyers\t\tcapex guidance\t805e9\t805e9\tUSD\t\tCY2026\tguidance\tguidance\thigh\tAMZN\t\t\t"
	"https://capex.example/all\t\n";

struct stage {
	char folder[32], path[64];
	struct config config;
	struct clock clock;
	struct store *store;
	struct viewer_options options;
	struct model m;
};

static struct error err;

static void done(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

static void put_cape(struct store *s, double value, double percentile)
{
	const struct {
		const char *concept, *unit;
		double value;
	} rows[] = { { "cape", "x", value }, { "cape_percentile", "%", percentile } };
	struct fact_list facts = { 0 };
	for (size_t i = 0; i < 2; i++) {
		struct fact fact = {
			.symbol = "^GSPC", .value = rows[i].value, .as_of = NOW - 86400, .source = "test"
		};
		snprintf(fact.concept, sizeof fact.concept, "%s", rows[i].concept);
		snprintf(fact.unit, sizeof fact.unit, "%s", rows[i].unit);
		done(fact_list_append(&facts, &fact));
	}
	done(store_put_facts(s, &facts, &err));
	fact_list_release(&facts);
}

/* A reading that no formula gives, so that one sees where a figure comes from. */
static void put_reading(struct store *s)
{
	struct reading r;
	reading_init(&r);
	r.time = NOW - 60;
	r.value[CAMP_HUANG] = 12.5;
	r.value[CAMP_MARCUS] = 87.5;
	done(store_put_reading(s, &r, &err));
}

static void put_records(struct store *s)
{
	struct deal_list deals = { 0 };
	struct quote q;
	done(deal_list_parse(&deals, ledger, sizeof ledger - 1, &err));
	done(store_put_deals(s, &deals, &err));
	deal_list_release(&deals);
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "NVDA");
	snprintf(q.currency, sizeof q.currency, "USD");
	snprintf(q.source, sizeof q.source, "test");
	q.price = 216.85;
	q.as_of = q.fetched = NOW - 60;
	done(store_put_quotes(s, &q, 1, &err));
	put_cape(s, 39.6, 98.7741);
	put_reading(s);
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-index-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T18:48:03Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	put_records(st->store);
	st->options = (struct viewer_options){
		.store_path = st->path, .config = &st->config, .clock = &st->clock, .offline = true
	};
	done(model_init(&st->m, &st->options, &err));
	*state = st;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *st = *state;
	char extra[80];
	model_release(&st->m);
	store_free(st->store);
	config_release(&st->config);
	unlink(st->path);
	snprintf(extra, sizeof extra, "%s-wal", st->path);
	unlink(extra);
	snprintf(extra, sizeof extra, "%s-shm", st->path);
	unlink(extra);
	rmdir(st->folder);
	free(st);
	return 0;
}

static size_t place_of(const struct view_model *v, const char *key)
{
	for (size_t i = 0; i < v->assumption_count; i++)
		if (!strcmp(v->assumptions[i].key, key))
			return i;
	fail_msg("no assumption %s", key);
	return 0;
}

static void assert_near(double value, double expected, double within)
{
	if (!(fabs(value - expected) <= within))
		fail_msg("%.10g is not %.10g", value, expected);
}

static void the_stored_reading_is_shown_while_nothing_is_changed(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	assert_true(v->has_reading && !v->assumptions_changed);
	assert_near(v->reading.value[CAMP_HUANG], 12.5, 0);
	assert_near(v->reading.value[CAMP_MARCUS], 87.5, 0);
	model_refresh(&st->m, MODEL_QUOTES);
	assert_near(v->reading.value[CAMP_HUANG], 12.5, 0);
}

static void a_step_moves_both_readings_at_once_and_restore_brings_the_stored_one_back(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	size_t at = place_of(v, "existing_share");
	assert_true(model_index_step(&st->m, at, 1, COLUMN_BOTH));
	assert_true(v->assumptions_changed);
	assert_near(v->assumptions[at].value[CAMP_HUANG], 6, 1e-9);
	assert_near(v->assumptions[at].value[CAMP_MARCUS], 1, 1e-9);
	/* A = 55 + 25 of 399.0227, and 55 + 37 + 150 of 220.6455. */
	assert_near(v->reading.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP], 79.9510, 1e-4);
	assert_near(v->reading.components[CAMP_HUANG][COMPONENT_REVENUE_GAP], 0, 1e-9);
	assert_near(v->reading.value[CAMP_MARCUS], (98.7741 + 79.9510) / 2, 1e-3);
	assert_near(v->break_even.counted[CAMP_HUANG], 242e9, 1);
	model_index_restore(&st->m);
	assert_false(v->assumptions_changed);
	assert_near(v->reading.value[CAMP_MARCUS], 87.5, 0);
	assert_near(v->assumptions[at].value[CAMP_HUANG], 5, 1e-9);
}

static void one_column_changes_alone(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	size_t at = place_of(v, "gpu_life");
	assert_true(model_index_step(&st->m, at, -2, COLUMN_HUANG));
	assert_near(v->assumptions[at].value[CAMP_HUANG], 5, 1e-9);
	assert_near(v->assumptions[at].value[CAMP_MARCUS], 3, 0);
	assert_near(v->break_even.required[CAMP_MARCUS], 399.0227e9, 1e5);
	assert_true(v->break_even.required[CAMP_HUANG] > 221e9);
	model_index_restore(&st->m);
	assert_true(model_index_step(&st->m, at, 1, COLUMN_MARCUS));
	assert_near(v->assumptions[at].value[CAMP_HUANG], 6, 0);
	assert_near(v->assumptions[at].value[CAMP_MARCUS], 3.5, 1e-9);
	model_index_restore(&st->m);
}

static void a_step_up_and_one_down_is_no_change(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	for (size_t i = 0; i < v->assumption_count; i++) {
		bool moved = model_index_step(&st->m, i, 1, COLUMN_HUANG);
		assert_true(v->assumptions_changed == moved);
		if (moved)
			model_index_step(&st->m, i, -1, COLUMN_HUANG);
		assert_false(v->assumptions_changed);
	}
	assert_near(v->reading.value[CAMP_HUANG], 12.5, 0);
}

static void the_end_of_a_range_changes_nothing_and_says_so(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	size_t at = place_of(v, "existing_share");
	assert_false(model_index_step(&st->m, at, -1, COLUMN_MARCUS));
	assert_false(v->assumptions_changed);
	assert_true(model_index_step(&st->m, at, -1000, COLUMN_BOTH));
	assert_near(v->assumptions[at].value[CAMP_HUANG], v->assumptions[at].low, 0);
	assert_false(model_index_step(&st->m, ASSUMPTIONS_MAX, 1, COLUMN_BOTH));
	model_index_restore(&st->m);
}

static void what_moves_the_index_most_comes_first_and_stays_there(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	double last = HUGE_VAL;
	char first[32];
	assert_true(v->assumption_count > 20);
	for (size_t i = 0; i < v->assumption_count; i++) {
		const struct assumption_view *a = &v->assumptions[i];
		double most = fmax(fabs(a->moves[CAMP_HUANG]), fabs(a->moves[CAMP_MARCUS]));
		assert_true(most <= last + 1e-9);
		assert_true(*a->source && *a->note && a->basis[CAMP_HUANG]);
		last = most;
	}
	snprintf(first, sizeof first, "%s", v->assumptions[0].key);
	assert_true(model_index_step(&st->m, 0, 3, COLUMN_BOTH));
	assert_string_equal(v->assumptions[0].key, first);
	model_index_restore(&st->m);
}

static void what_has_to_be_earned_is_as_in_the_manual(void **state)
{
	struct stage *st = *state;
	const struct break_even_view *b = &st->m.view.break_even;
	assert_near(b->required[CAMP_MARCUS], 399.0227e9, 1e5);
	assert_near(b->required[CAMP_HUANG], 220.6455e9, 1e5);
	assert_near(b->counted[CAMP_MARCUS], 55e9, 1);
	assert_near(b->counted[CAMP_HUANG], 217e9, 1);
	assert_near(b->labs_multiple[CAMP_MARCUS], 7.25, 0.01);
	assert_near(b->labs_multiple[CAMP_HUANG], 4.01, 0.01);
}

static void news_under_changed_assumptions_is_computed_with_them(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	assert_true(model_index_step(&st->m, place_of(v, "existing_share"), 1, COLUMN_BOTH));
	assert_near(v->reading.components[CAMP_MARCUS][COMPONENT_VALUATION], 98.7741, 1e-4);
	put_cape(st->store, 20, 70);
	model_refresh(&st->m, MODEL_READING);
	assert_near(v->reading.components[CAMP_MARCUS][COMPONENT_VALUATION], 70, 1e-9);
	assert_true(v->assumptions_changed);
	model_index_restore(&st->m);
	assert_near(v->reading.value[CAMP_HUANG], 12.5, 0);
	put_cape(st->store, 39.6, 98.7741);
}

static void a_company_without_a_price_has_no_reading(void **state)
{
	struct stage *st = *state;
	const struct view_model *v = &st->m.view;
	assert_string_equal(v->companies[0].symbol, "NVDA");
	assert_true(v->companies[0].has_company_reading);
	for (size_t i = 1; i < v->company_count; i++) {
		assert_false(v->companies[i].has_company_reading);
		assert_true(isnan(v->companies[i].reading.value[CAMP_HUANG]));
	}
}

static void without_a_store_nothing_is_shown_and_nothing_breaks(void **state)
{
	struct stage *st = *state;
	struct viewer_options options = st->options;
	struct model m;
	options.store_path = "/tmp/froth-index-nowhere/froth.db";
	done(model_init(&m, &options, &err));
	assert_false(m.view.has_reading);
	assert_true(isnan(m.view.break_even.required[CAMP_HUANG]));
	assert_true(isnan(m.view.companies[0].reading.value[CAMP_HUANG]));
	model_index_restore(&m);
	assert_false(m.view.assumptions_changed);
	model_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_stored_reading_is_shown_while_nothing_is_changed),
		cmocka_unit_test(a_step_moves_both_readings_at_once_and_restore_brings_the_stored_one_back),
		cmocka_unit_test(one_column_changes_alone),
		cmocka_unit_test(a_step_up_and_one_down_is_no_change),
		cmocka_unit_test(the_end_of_a_range_changes_nothing_and_says_so),
		cmocka_unit_test(what_moves_the_index_most_comes_first_and_stays_there),
		cmocka_unit_test(what_has_to_be_earned_is_as_in_the_manual),
		cmocka_unit_test(news_under_changed_assumptions_is_computed_with_them),
		cmocka_unit_test(a_company_without_a_price_has_no_reading),
		cmocka_unit_test(without_a_store_nothing_is_shown_and_nothing_breaks),
	};
	return cmocka_run_group_tests(tests, set_stage, clear_stage);
}
