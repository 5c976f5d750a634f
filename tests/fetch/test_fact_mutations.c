/* Damaged answers of the sources of facts: whatever happens to the bytes, no parser crashes or hangs, and
 * none yields a figure that the damaged answer does not hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/schedule.h"
#include "fetch/sec.h"
#include "fetch/sec_read.h"
#include "fetch/yahoo.h"

#define NOW 1783555200 /* 2026-07-09 */

static struct buffer load(const char *path)
{
	struct buffer b;
	struct error err;
	buffer_init(&b, 1 << 24);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

/* ---- what an answer holds: read without any parser of ours ---- */

struct numbers {
	double *items;
	size_t count;
};

/* Every number that could be read in it, wherever one may begin. */
static struct numbers numbers_of(const char *bytes, size_t length)
{
	struct numbers n = { calloc(length + 1, sizeof *n.items), 0 };
	for (size_t i = 0; i < length; i++) {
		char copy[72], *end;
		bool begins = !i || !strchr("0123456789", bytes[i - 1]) || !bytes[i - 1];
		if (!begins || !bytes[i] || !strchr("0123456789-", bytes[i]))
			continue;
		size_t size = length - i < sizeof copy - 1 ? length - i : sizeof copy - 1;
		memcpy(copy, bytes + i, size);
		copy[size] = '\0';
		double value = strtod(copy, &end);
		if (end > copy)
			n.items[n.count++] = fabs(value);
	}
	return n;
}

static bool holds(const struct numbers *n, double value)
{
	for (size_t i = 0; i < n->count; i++)
		if (n->items[i] == fabs(value))
			return true;
	return false;
}

static bool is_near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

/* ---- the SEC's figures ---- */

static bool is_of(const struct sec_observation *o, const struct fact *f)
{
	const char *place = strstr(f->origin, o->tag);
	return place && strstr(f->origin, o->taxonomy);
}

/* One observation, the sum of two, a year rolled on, or four quarters. */
static bool is_made_of(const struct sec_observations *o, const struct fact *f)
{
	double tagged[256];
	size_t count = 0;
	for (size_t i = 0; i < o->count && count < 256; i++)
		if (is_of(&o->items[i], f))
			tagged[count++] = o->items[i].value;
	for (size_t a = 0; a < count; a++) {
		if (tagged[a] == f->value)
			return true;
		for (size_t b = 0; b < count; b++) {
			if (is_near(tagged[a] + tagged[b], f->value))
				return true;
			for (size_t c = 0; c < count; c++)
				if (is_near(tagged[a] + tagged[b] - tagged[c], f->value))
					return true;
		}
	}
	return false;
}

static const struct fact *beside(const struct fact_list *facts, const struct fact *f, const char *concept_name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (!strcmp(facts->items[i].concept, concept_name) && !strcmp(facts->items[i].period, f->period) &&
		    facts->items[i].as_of == f->as_of)
			return &facts->items[i];
	return NULL;
}

static bool is_free_cash_flow(const struct fact_list *facts, const struct fact *f)
{
	const struct fact *flow = beside(facts, f, "operating_cash_flow"), *capex = beside(facts, f, "capex");
	return flow && capex && f->value == flow->value - capex->value;
}

static bool check_sec(const char *bytes, size_t length)
{
	struct company c;
	struct sec_observations o;
	struct batch b;
	struct numbers n = numbers_of(bytes, length);
	company_init(&c, "NVDA");
	snprintf(c.cik, sizeof c.cik, "0001045810");
	batch_init(&b);
	bool good = sec_facts_parse(&b, bytes, length, &c, NOW, NULL) == 0;
	assert_true(good || !b.facts.count);
	if (sec_observations_read(&o, bytes, length, &c, NOW, NULL) == 0)
		for (size_t i = 0; i < o.count; i++)
			assert_true(holds(&n, o.items[i].value));
	for (size_t i = 0; i < b.facts.count; i++) {
		const struct fact *f = &b.facts.items[i];
		bool known =
			strcmp(f->concept, "free_cash_flow") == 0 ? is_free_cash_flow(&b.facts, f) : is_made_of(&o, f);
		if (!known)
			fail_msg("%s %s of %.17g, %s, is not in\n%.*s", f->concept, f->period, f->value, f->origin,
				 (int)length, bytes);
	}
	sec_observations_release(&o);
	batch_release(&b);
	free(n.items);
	return good;
}

/* ---- filings ---- */

static bool holds_text(const char *bytes, size_t length, const char *text)
{
	size_t size = strlen(text);
	for (size_t i = 0; i + size <= length; i++)
		if (!memcmp(bytes + i, text, size))
			return true;
	return false;
}

static bool check_filings(const char *bytes, size_t length)
{
	struct company c;
	struct batch b;
	company_init(&c, "NVDA");
	snprintf(c.cik, sizeof c.cik, "0001045810");
	batch_init(&b);
	bool good = sec_filings_parse(&b, bytes, length, &c, NOW, NULL) == 0;
	for (size_t i = 0; i < b.filing_count; i++) {
		char day[TIMESTAMP_SIZE];
		timestamp_format_date(b.filings[i].filed, day);
		assert_true(holds_text(bytes, length, b.filings[i].accession));
		assert_true(holds_text(bytes, length, day));
	}
	batch_release(&b);
	return good;
}

/* ---- Yahoo's figures ---- */

/* The figures of one type in the answer. */
static size_t figures_of(const cJSON *json, const char *prefix, const char *type, double out[16])
{
	char name[80];
	size_t count = 0;
	const cJSON *result, *item;
	snprintf(name, sizeof name, "%s%s", prefix, type);
	cJSON_ArrayForEach(result, cJSON_GetObjectItem(cJSON_GetObjectItem(json, "timeseries"), "result"))
		cJSON_ArrayForEach(item, cJSON_GetObjectItem(result, name))
	{
		const cJSON *raw = cJSON_GetObjectItem(cJSON_GetObjectItem(item, "reportedValue"), "raw");
		if (cJSON_IsNumber(raw) && count < 16)
			out[count++] = raw->valuedouble;
	}
	return count;
}

static bool is_sum_of_four(const double *items, size_t count, double value)
{
	for (size_t a = 0; a < count; a++)
		for (size_t b = a + 1; b < count; b++)
			for (size_t c = b + 1; c < count; c++)
				for (size_t d = c + 1; d < count; d++)
					if (is_near(items[a] + items[b] + items[c] + items[d], value))
						return true;
	return false;
}

/* Four quarters, or a year rolled on by one of them. */
static bool is_year_of(const char *bytes, size_t length, const struct fact *f)
{
	double quarters[16], years[16], value = strcmp(f->concept, "capex") ? f->value : -f->value;
	const char *type = strstr(f->origin, "quarterly");
	cJSON *json = cJSON_ParseWithLength(bytes, length);
	assert_non_null(type);
	size_t count = figures_of(json, "quarterly", type + strlen("quarterly"), quarters);
	size_t year_count = figures_of(json, "annual", type + strlen("quarterly"), years);
	cJSON_Delete(json);
	bool found = is_sum_of_four(quarters, count, value);
	for (size_t y = 0; y < year_count; y++)
		for (size_t a = 0; a < count; a++)
			for (size_t b = 0; b < count; b++)
				found = found || is_near(years[y] + quarters[a] - quarters[b], value);
	return found;
}

static bool check_yahoo(const char *bytes, size_t length)
{
	struct company c;
	struct batch b;
	struct numbers n = numbers_of(bytes, length);
	company_init(&c, "TSM");
	batch_init(&b);
	bool good = yahoo_timeseries_parse(&b, bytes, length, &c, NOW, NULL) == 0;
	for (size_t i = 0; i < b.facts.count; i++) {
		const struct fact *f = &b.facts.items[i];
		bool known = strcmp(f->concept, "free_cash_flow") == 0 ? is_free_cash_flow(&b.facts, f)
			     : fact_has_tag(f, "derived")              ? is_year_of(bytes, length, f)
								       : holds(&n, f->value);
		if (!known)
			fail_msg("%s %s of %.17g is not in\n%.*s", f->concept, f->period, f->value, (int)length, bytes);
	}
	batch_release(&b);
	free(n.items);
	return good;
}

/* ---- damage ---- */

static void flip_bytes(struct buffer *b, struct prng *p)
{
	uint32_t flips = 1 + prng_below(p, 8);
	while (flips-- && b->length)
		b->data[prng_below(p, (uint32_t)b->length)] = (char)prng_below(p, 256);
}

/* Signs that mean something to a parser do more harm than any. */
static void plant_signs(struct buffer *b, struct prng *p)
{
	static const char signs[] = "{}[]\",:\\0123456789-+.eEnulltrue ";
	uint32_t count = 1 + prng_below(p, 4);
	while (count-- && b->length)
		b->data[prng_below(p, (uint32_t)b->length)] = signs[prng_below(p, sizeof signs - 1)];
}

static void cut(struct buffer *b, struct prng *p)
{
	b->length = prng_below(p, (uint32_t)b->length + 1);
}

static void cut_out(struct buffer *b, struct prng *p)
{
	size_t from = prng_below(p, (uint32_t)b->length), size = 1 + prng_below(p, 200);
	if (size > b->length - from)
		size = b->length - from;
	memmove(b->data + from, b->data + from + size, b->length - from - size);
	b->length -= size;
}

static size_t count_members(const cJSON *item)
{
	size_t count = 0;
	for (const cJSON *child = item->child; child; child = child->next)
		count += 1 + count_members(child);
	return count;
}

static bool drop_member(cJSON *item, uint32_t *which)
{
	for (cJSON *child = item->child; child; child = child->next) {
		if (!(*which)--) {
			cJSON_Delete(cJSON_DetachItemViaPointer(item, child));
			return true;
		}
		if (drop_member(child, which))
			return true;
	}
	return false;
}

static void delete_members(struct buffer *b, struct prng *p)
{
	cJSON *json = cJSON_ParseWithLength(b->data, b->length);
	for (uint32_t i = 1 + prng_below(p, 3); json && i && count_members(json); i--) {
		uint32_t which = prng_below(p, (uint32_t)count_members(json));
		drop_member(json, &which);
	}
	char *text = json ? cJSON_PrintUnformatted(json) : NULL;
	buffer_clear(b);
	if (text)
		buffer_append_text(b, text);
	free(text);
	cJSON_Delete(json);
}

static void (*const damages[])(struct buffer *, struct prng *) = { flip_bytes, plant_signs, cut, cut_out,
								   delete_members };

static int damage_many(const char *path, int rounds, bool (*check)(const char *bytes, size_t length))
{
	struct prng p = { 5 };
	struct buffer whole = load(path), b;
	int accepted = 0;
	buffer_init(&b, 0);
	assert_true(check(buffer_text(&whole), whole.length));
	for (int i = 0; i < rounds; i++) {
		buffer_clear(&b);
		buffer_append(&b, whole.data, whole.length);
		damages[(size_t)i % (sizeof damages / sizeof *damages)](&b, &p);
		/* A copy of its own size, so that a read past the end is seen by the sanitizers. */
		char *exact = malloc(b.length + 1);
		assert_non_null(exact);
		memcpy(exact, buffer_text(&b), b.length);
		exact = realloc(exact, b.length ? b.length : 1);
		assert_non_null(exact);
		accepted += check(exact, b.length);
		free(exact);
	}
	buffer_release(&b);
	buffer_release(&whole);
	return accepted;
}

#define ROUNDS 20000

static void twenty_thousand_damaged_companyfacts_yield_nothing_made_up(void **state)
{
	(void)state;
	/* Some must still be readable, or nothing was tried. */
	assert_in_range(damage_many("tests/fixtures/sec/companyfacts.json", ROUNDS, check_sec), ROUNDS / 20, ROUNDS);
}

static void twenty_thousand_damaged_submissions_yield_nothing_made_up(void **state)
{
	(void)state;
	assert_in_range(damage_many("tests/fixtures/sec/submissions.json", ROUNDS, check_filings), ROUNDS / 20, ROUNDS);
}

static void twenty_thousand_damaged_timeseries_yield_nothing_made_up(void **state)
{
	(void)state;
	assert_in_range(damage_many("tests/fixtures/yahoo/timeseries.json", ROUNDS, check_yahoo), ROUNDS / 20, ROUNDS);
}

static void damaged_real_answers_do_not_crash_or_hang(void **state)
{
	static const char path[] = "../shared/corpus/sec/companyfacts/lpa_facts.json";
	struct prng p = { 9 };
	struct company c;
	(void)state;
	if (access(path, R_OK)) {
		print_message("skipped: %s is not here\n", path);
		skip();
	}
	struct buffer whole = load(path), b;
	company_init(&c, "LPA");
	snprintf(c.cik, sizeof c.cik, "0001997711");
	buffer_init(&b, 0);
	for (int i = 0; i < 400; i++) {
		struct batch out;
		batch_init(&out);
		buffer_clear(&b);
		buffer_append(&b, whole.data, whole.length);
		damages[i % 4](&b, &p);
		sec_facts_parse(&out, buffer_text(&b), b.length, &c, 1752019200, NULL);
		batch_release(&out);
	}
	buffer_release(&b);
	buffer_release(&whole);
}

/* As many periods as a hostile answer can hold take no time that grows with their square. */
static void an_answer_of_nothing_but_periods_is_read_in_its_time(void **state)
{
	struct buffer b;
	struct batch out;
	struct company c;
	char day[TIMESTAMP_SIZE], from[TIMESTAMP_SIZE];
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "{\"cik\":1045810,\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[");
	for (int i = 0; i < 30000; i++) {
		int64_t end = NOW - (int64_t)(i % 1200) * 86400;
		timestamp_format_date(end, day);
		timestamp_format_date(end - (80 + i % 290) * (int64_t)86400, from);
		buffer_format(&b,
			      "%s{\"start\":\"%.10s\",\"end\":\"%.10s\",\"val\":%d,\"accn\":\"0001045810-26-%06d\","
			      "\"fy\":2026,"
			      "\"form\":\"10-Q\",\"filed\":\"2026-07-09\"}",
			      i ? "," : "", from, day, i, i);
	}
	buffer_append_text(&b, "]}}}}}");
	company_init(&c, "NVDA");
	snprintf(c.cik, sizeof c.cik, "0001045810");
	batch_init(&out);
	assert_int_equal(sec_facts_parse(&out, buffer_text(&b), b.length, &c, NOW, NULL), 0);
	assert_true(out.facts.count >= 1);
	batch_release(&out);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twenty_thousand_damaged_companyfacts_yield_nothing_made_up),
		cmocka_unit_test(twenty_thousand_damaged_submissions_yield_nothing_made_up),
		cmocka_unit_test(twenty_thousand_damaged_timeseries_yield_nothing_made_up),
		cmocka_unit_test(damaged_real_answers_do_not_crash_or_hang),
		cmocka_unit_test(an_answer_of_nothing_but_periods_is_read_in_its_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
