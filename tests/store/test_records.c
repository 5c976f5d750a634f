/* Source states, facts, the ledger, readings and notes. */
#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static struct fact sample_fact(const char *symbol, const char *concept_name, double value, int64_t as_of)
{
	struct fact f = { .value = value, .unit = "USD", .period = "TTM", .as_of = as_of, .fetched = NOON };
	strcpy(f.symbol, symbol);
	strcpy(f.concept, concept_name);
	strcpy(f.source, "edgar");
	strcpy(f.origin, "https://example.org/10-K?a=b'c");
	strcpy(f.note, "as reported");
	return f;
}

static void put_facts(struct store *s, const struct fact *items, size_t count)
{
	struct error err = { "" };
	struct fact_list list = { 0 };
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fact_list_append(&list, &items[i]), 0);
	assert_done(store_put_facts(s, &list, &err), &err);
	fact_list_release(&list);
}

static void a_fact_that_is_not_finite_is_left_out(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct fact_list out;
	const struct fact facts[] = { sample_fact("NVDA", "revenue", (double)NAN, 5),
				      sample_fact("NVDA", "revenue", (double)INFINITY, 6) };
	put_facts(s, facts, 2);
	assert_done(store_get_facts(s, NULL, &out, &err), &err);
	assert_int_equal(out.count, 0);
	fact_list_release(&out);
}

static void facts_of_one_key_are_replaced_others_stay(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct fact_list out;
	const struct fact facts[] = { sample_fact("NVDA", "revenue", 1e9, 5), sample_fact("NVDA", "revenue", 2e9, 6),
				      sample_fact("AMD", "capex", 3e9, 5) };
	const struct fact again = sample_fact("NVDA", "revenue", 4e9, 5);
	put_facts(s, facts, 3);
	put_facts(s, &again, 1);
	assert_done(store_get_facts(s, "NVDA", &out, &err), &err);
	assert_int_equal(out.count, 2);
	assert_true(out.items[0].value == 4e9 && out.items[1].value == 2e9);
	assert_string_equal(out.items[0].symbol, "NVDA");
	assert_string_equal(out.items[0].concept, "revenue");
	assert_string_equal(out.items[0].unit, "USD");
	assert_string_equal(out.items[0].period, "TTM");
	assert_int_equal(out.items[0].as_of, 5);
	assert_int_equal(out.items[0].fetched, NOON);
	assert_string_equal(out.items[0].source, "edgar");
	assert_string_equal(out.items[0].origin, "https://example.org/10-K?a=b'c");
	assert_string_equal(out.items[0].note, "as reported");
	assert_int_equal(fact_list_append(&out, &again), 0); /* a list like any other */
	fact_list_release(&out);
	assert_done(store_get_facts(s, NULL, &out, &err), &err);
	assert_int_equal(out.count, 3);
	fact_list_release(&out);
	assert_done(store_get_facts(s, "NV", &out, &err), &err);
	assert_int_equal(out.count, 0);
	fact_list_release(&out);
}

static void the_state_of_a_source_comes_back_whole(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct source_state in, *out;
	size_t count;
	source_state_init(&in, "yahoo-spark", "https://query1.example.org/v7?x=1&y='", "quotes");
	in.status = SOURCE_BACKING_OFF;
	in.last_try = NOON;
	in.last_ok = NOON - 60;
	in.next_poll = NOON + 300;
	in.latency_ms = 87;
	in.bytes = INT64_C(5000000000);
	in.items = 20;
	in.failures = 3;
	in.last_code = 429;
	strcpy(in.etag, "W/\"a\"");
	strcpy(in.last_modified, "Thu, 20 Aug 2026 12:00:00 GMT");
	strcpy(in.error, "expected JSON, got text/html");
	in.refused_since = NOON - 86400;
	strcpy(in.moved_url, "https://query3.example.org/v8?x=1");
	assert_done(store_put_source_state(s, &in, &err), &err);
	in.failures = 4;
	assert_done(store_put_source_state(s, &in, &err), &err);
	assert_done(store_get_source_states(s, &out, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_string_equal(out->name, in.name);
	assert_string_equal(out->url, in.url);
	assert_string_equal(out->kind, "quotes");
	assert_int_equal(out->status, SOURCE_BACKING_OFF);
	assert_true(out->last_try == in.last_try && out->last_ok == in.last_ok && out->next_poll == in.next_poll);
	assert_int_equal(out->latency_ms, 87);
	assert_true(out->bytes == in.bytes);
	assert_int_equal(out->items, 20);
	assert_int_equal(out->failures, 4);
	assert_int_equal(out->last_code, 429);
	assert_string_equal(out->etag, in.etag);
	assert_string_equal(out->last_modified, in.last_modified);
	assert_string_equal(out->error, in.error);
	assert_int_equal(out->refused_since, in.refused_since);
	assert_string_equal(out->moved_url, in.moved_url);
	free(out);
}

static void states_come_by_name(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct source_state in, *out;
	size_t count;
	const char *const names[] = { "wire", "blog", "yahoo-spark" };
	for (size_t i = 0; i < 3; i++) {
		source_state_init(&in, names[i], "https://example.org/", "press");
		assert_done(store_put_source_state(s, &in, &err), &err);
	}
	assert_done(store_get_source_states(s, &out, &count, &err), &err);
	assert_int_equal(count, 3);
	assert_string_equal(out[0].name, "blog");
	assert_string_equal(out[1].name, "wire");
	assert_string_equal(out[2].name, "yahoo-spark");
	free(out);
}

static struct deal sample_deal(const char *id, double low, enum delivery_class delivery)
{
	struct deal d = { .amount_low = low, .amount_high = (double)NAN, .gw = 10, .delivery = delivery };
	strcpy(d.id, id);
	strcpy(d.date, "2026-02");
	strcpy(d.from, "NVIDIA");
	strcpy(d.to, "OpenAI");
	strcpy(d.kind, "investment");
	strcpy(d.currency, "USD");
	strcpy(d.term, "five years");
	strcpy(d.status, "letter of intent");
	snprintf(d.class_text, sizeof d.class_text, "%s", delivery_class_name(delivery));
	strcpy(d.confidence, "high");
	strcpy(d.payer, "NVDA");
	strcpy(d.payee, "OAI");
	strcpy(d.source, "https://example.org/pr");
	strcpy(d.note, "first \"tranche\"; then more");
	d.superseded = true;
	strcpy(d.supersedes, "D0");
	d.edge_low = 7e9;
	d.edge_high = (double)NAN;
	strcpy(d.gw_in, "D9");
	d.origin = DEAL_OWN;
	return d;
}

static void the_ledger_comes_back_in_its_order(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct deal rows[] = { sample_deal("D3", 1e11, DELIVERY_LOI), sample_deal("D1", 5e9, DELIVERY_DONE),
			       sample_deal("D2", 1, DELIVERY_NONE) };
	struct deal_list in = { rows, 2, 2 }, out;
	assert_done(store_put_deals(s, &in, &err), &err);
	/* The next edition has a row more, at the top, and another amount. */
	struct deal next[] = { rows[2], rows[0], rows[1] };
	next[1].amount_low = 2e11;
	in = (struct deal_list){ next, 3, 3 };
	assert_done(store_put_deals(s, &in, &err), &err);
	assert_done(store_get_deals(s, &out, &err), &err);
	assert_int_equal(out.count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct deal *a = &next[i], *b = &out.items[i];
		assert_string_equal(a->id, b->id);
		assert_string_equal(a->date, b->date);
		assert_string_equal(a->from, b->from);
		assert_string_equal(a->to, b->to);
		assert_string_equal(a->kind, b->kind);
		assert_true(a->amount_low == b->amount_low && isnan(b->amount_high) && b->gw == 10);
		assert_string_equal(a->currency, b->currency);
		assert_string_equal(a->term, b->term);
		assert_string_equal(a->status, b->status);
		assert_int_equal(a->delivery, b->delivery);
		assert_string_equal(a->class_text, b->class_text);
		assert_string_equal(a->confidence, b->confidence);
		assert_string_equal(a->payer, b->payer);
		assert_string_equal(a->payee, b->payee);
		assert_string_equal(a->source, b->source);
		assert_string_equal(a->note, b->note);
		assert_true(b->superseded);
		assert_string_equal(a->supersedes, b->supersedes);
		assert_true(b->edge_low == 7e9 && isnan(b->edge_high));
		assert_string_equal(a->gw_in, b->gw_in);
		assert_int_equal(b->origin, DEAL_OWN);
	}
	deal_list_release(&out);
}

static void a_replaced_ledger_keeps_no_row_of_the_older(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct deal rows[] = { sample_deal("D1", 1e11, DELIVERY_LOI), sample_deal("D2", 5e9, DELIVERY_DONE),
			       sample_deal("D3", 1, DELIVERY_NONE) };
	struct deal_list older = { rows, 2, 2 }, newer = { rows + 1, 2, 2 }, out;
	assert_done(store_put_deals(s, &older, &err), &err);
	assert_done(store_replace_deals(s, &newer, &err), &err);
	assert_done(store_get_deals(s, &out, &err), &err);
	assert_int_equal(out.count, 2);
	assert_string_equal(out.items[0].id, "D2");
	assert_string_equal(out.items[1].id, "D3");
	deal_list_release(&out);
}

static void no_reading_is_found_in_a_new_store(void **state)
{
	struct error err = { "" };
	struct reading r;
	bool found = true;
	assert_done(store_get_reading(*state, &r, &found, &err), &err);
	assert_false(found);
	assert_int_equal(reading_component_count(&r), 0);
}

static void fill_reading(struct reading *r)
{
	reading_init(r);
	r->time = NOON;
	r->as_of = NOON - DAY;
	r->components[CAMP_MARCUS][COMPONENT_VALUATION] = 81.25;
	r->components[CAMP_HUANG][COMPONENT_VALUATION] = 40.5;
	r->components[CAMP_MARCUS][COMPONENT_REVENUE_GAP] = 100;
	r->components[CAMP_HUANG][COMPONENT_REVENUE_GAP] = 0;
	r->value[CAMP_MARCUS] = 90.625;
	r->value[CAMP_HUANG] = 20.25;
	r->centre = 55.4375;
	r->sd = 3.5;
	r->low = 20.25;
	r->high = (double)INFINITY;
	r->stale[COMPONENT_REVENUE_GAP] = true;
	r->options.mean = MEAN_GEOMETRIC;
	for (int c = 0; c < COMPONENTS; c++)
		r->options.weight[c] = 0.25 * c;
	strcpy(r->sentence[COMPONENT_REVENUE_GAP], "capex 725B needs 2.1T of revenue");
	for (size_t i = 0; i < READING_INPUTS; i++) {
		struct reading_input *input = &r->inputs[r->input_count++];
		snprintf(input->name, sizeof input->name, "input %zu", i);
		input->value = i == 7 ? (double)NAN : 1.5 * (double)i;
		strcpy(input->unit, "USD");
		input->as_of = NOON - (int64_t)i * DAY;
		snprintf(input->source, sizeof input->source, "source %zu", i);
		input->is_context = i % 3 == 0;
	}
}

static void a_reading_comes_back_with_all_its_inputs(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct reading in, out;
	bool found;
	fill_reading(&in);
	assert_done(store_put_reading(s, &in, &err), &err);
	assert_done(store_get_reading(s, &out, &found, &err), &err);
	assert_true(found);
	assert_int_equal(out.time, in.time);
	assert_int_equal(out.as_of, in.as_of);
	assert_true(out.value[CAMP_MARCUS] == 90.625 && out.value[CAMP_HUANG] == 20.25);
	assert_true(out.centre == in.centre && out.sd == in.sd && out.low == in.low && isnan(out.high));
	assert_int_equal(reading_component_count(&out), 2);
	assert_int_equal(out.options.mean, MEAN_GEOMETRIC);
	for (int c = 0; c < COMPONENTS; c++) {
		assert_string_equal(out.sentence[c], in.sentence[c]);
		assert_true(out.options.weight[c] == 0.25 * c);
		assert_int_equal(out.stale[c], c == COMPONENT_REVENUE_GAP);
		for (int camp = 0; camp < CAMPS; camp++)
			assert_true(out.components[camp][c] == in.components[camp][c] ||
				    (isnan(out.components[camp][c]) && isnan(in.components[camp][c])));
	}
	assert_int_equal(out.input_count, READING_INPUTS);
	for (size_t i = 0; i < READING_INPUTS; i++) {
		assert_string_equal(out.inputs[i].name, in.inputs[i].name);
		assert_true(i == 7 ? isnan(out.inputs[i].value) : out.inputs[i].value == in.inputs[i].value);
		assert_string_equal(out.inputs[i].unit, "USD");
		assert_int_equal(out.inputs[i].as_of, in.inputs[i].as_of);
		assert_string_equal(out.inputs[i].source, in.inputs[i].source);
		assert_int_equal(out.inputs[i].is_context, i % 3 == 0);
	}
}

static void readings_are_appended_and_the_newest_is_got(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct reading r;
	struct store_info info;
	bool found;
	fill_reading(&r);
	assert_done(store_put_reading(s, &r, &err), &err);
	r.time += 60;
	r.input_count = 1;
	assert_done(store_put_reading(s, &r, &err), &err);
	assert_done(store_get_reading(s, &r, &found, &err), &err);
	assert_int_equal(r.time, NOON + 60);
	assert_int_equal(r.input_count, 1);
	assert_done(store_get_info(s, NOON, &info, &err), &err);
	assert_int_equal(info.readings, 2);
}

static void a_note_is_cut_at_a_whole_character(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	char value[6];
	assert_done(store_get_note(s, "shipped", value, sizeof value, &err), &err);
	assert_string_equal(value, "");
	assert_done(store_put_note(s, "shipped", "1", &err), &err);
	assert_done(store_put_note(s, "shipped", "abcé!", &err), &err);
	assert_done(store_get_note(s, "shipped", value, sizeof value, &err), &err);
	assert_string_equal(value, "abcé");
	assert_done(store_put_note(s, "shipped", "abcdé", &err), &err);
	assert_done(store_get_note(s, "shipped", value, sizeof value, &err), &err);
	assert_string_equal(value, "abcd");
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_fact_that_is_not_finite_is_left_out),       MEMORY(facts_of_one_key_are_replaced_others_stay),
		MEMORY(the_state_of_a_source_comes_back_whole),      MEMORY(states_come_by_name),
		MEMORY(the_ledger_comes_back_in_its_order),          MEMORY(no_reading_is_found_in_a_new_store),
		MEMORY(a_replaced_ledger_keeps_no_row_of_the_older), MEMORY(a_reading_comes_back_with_all_its_inputs),
		MEMORY(readings_are_appended_and_the_newest_is_got), MEMORY(a_note_is_cut_at_a_whole_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
