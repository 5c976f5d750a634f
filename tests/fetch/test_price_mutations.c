/* Damaged answers of the price sources, a hundred thousand of them: whatever happens to the bytes or to the members,
 * no parser crashes or hangs, and none yields a figure that the damaged answer does not hold, or that does not follow
 * from those it holds by a rule that is written down beside the parser. */
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

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/cnbc.h"
#include "fetch/nasdaq.h"
#include "fetch/reference_rates.h"
#include "fetch/schedule.h"
#include "fetch/twse.h"
#include "fetch/yahoo.h"

#define NOW 1787263500 /* 2026-08-20T22:05Z */
#define DAY_S 86400
#define SEED 20260820
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const char asked[][SYMBOL_SIZE] = { "NVDA",    "BRK-B",   "^IXIC", "^N225",  "005930.KS", "ARM.L",
					   "AMD",     "ORCL",    "JPY=X", "TWD=X",  "EURUSD=X",  "9984.T",
					   "2330.TW", "BTC-USD", "NEWCO", "2454.TW" };
#define ASKED COUNT(asked)

/* ---- the parsers ---- */

static int spark(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return yahoo_spark_parse(out, bytes, length, asked, ASKED, "5m", NOW, err);
}

static int quote(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return yahoo_quote_parse(out, bytes, length, "NVDA", NOW, err);
}

static int pence(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return yahoo_chart_parse(out, bytes, length, "ARM.L", "1d", NOW, err);
}

static int softbank(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return yahoo_chart_parse(out, bytes, length, "9984.T", "1d", NOW, err);
}

static int cnbc(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return cnbc_quotes_parse(out, bytes, length, asked, ASKED, NOW, err);
}

static int bars(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return cnbc_bars_parse(out, bytes, length, "NVDA", NOW, err);
}

static int nasdaq(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return nasdaq_info_parse(out, bytes, length, "NVDA", NOW, err);
}

static int taipei(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return twse_day_parse(out, bytes, length, asked, ASKED, NOW, err);
}

static int frankfurter(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return frankfurter_parse(out, bytes, length, asked, ASKED, NOW, err);
}

static int ecb(struct batch *out, const char *bytes, size_t length, struct error *err)
{
	return ecb_parse(out, bytes, length, asked, ASKED, NOW, err);
}

static const struct kind {
	const char *file;
	int (*parse)(struct batch *out, const char *bytes, size_t length, struct error *err);
} kinds[] = {
	{ "yahoo/spark_flat.json", spark },
	{ "yahoo/spark_listed.json", spark },
	{ "yahoo/chart_daily.json", softbank },
	{ "yahoo/chart_pence.json", pence },
	{ "yahoo/chart_prepost.json", quote },
	{ "cnbc/restquote.json", cnbc },
	{ "cnbc/bars.json", bars },
	{ "nasdaq/info_after_hours.json", nasdaq },
	{ "twse/day_all.json", taipei },
	{ "fx/frankfurter_v1.json", frankfurter },
	{ "fx/frankfurter_v2.json", frankfurter },
	{ "fx/ecb_days.xml", ecb },
};
#define ROUNDS 8400 /* of each kind: 100,800 in all */

/* ---- what an answer holds: read without any parser of ours ---- */

struct numbers {
	double *items; /* ascending, without signs */
	size_t count;
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number that begins there, as it stands or with the commas left out that part thousands. */
static double number_at(const char *from, const char *end, bool parted)
{
	char copy[72];
	size_t size = 0;
	for (; from < end && *from && size < sizeof copy - 1; from++) {
		if (parted && *from == ',')
			continue;
		if (!strchr("0123456789.eE+-", *from))
			break;
		copy[size++] = *from;
	}
	copy[size] = '\0';
	return strtod(copy, NULL);
}

static struct numbers numbers_of(const char *bytes, size_t length)
{
	struct numbers n = { calloc(2 * length + 1, sizeof *n.items), 0 };
	const char *end = bytes + length;
	assert_non_null(n.items);
	for (const char *at = bytes; at < end; at++) {
		if (!is_digit(*at) || (at > bytes && (is_digit(at[-1]) || at[-1] == '.')))
			continue;
		n.items[n.count++] = number_at(at, end, false);
		n.items[n.count++] = number_at(at, end, true);
	}
	qsort(n.items, n.count, sizeof *n.items, by_value);
	return n;
}

static bool holds_exactly(const struct numbers *n, double value)
{
	value = fabs(value);
	return bsearch(&value, n->items, n->count, sizeof *n->items, by_value) != NULL;
}

static bool is_near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

/* As it stands, or one hundredth of it. */
static bool holds(const struct numbers *n, double value)
{
	if (isnan(value) || holds_exactly(n, value))
		return true;
	for (size_t i = 0; i < n->count; i++)
		if (n->items[i] * 0.01 == fabs(value))
			return true;
	return false;
}

static bool holds_quotient(const struct numbers *n, double value)
{
	for (size_t i = 0; i < n->count; i++)
		if (holds_exactly(n, value * n->items[i]) || is_near(1 / n->items[i], value))
			return true;
	for (size_t i = 0; i < n->count; i++)
		for (size_t k = 0; k < n->count; k++)
			if (n->items[i] / n->items[k] == value)
				return true;
	return false;
}

/* A bar of a day begins at midnight of the exchange's date. */
static bool holds_time(const struct numbers *n, int64_t time)
{
	for (size_t i = 0; i < n->count; i++)
		if (fabs(n->items[i] - fabs((double)time)) < 2 * DAY_S + 1)
			return true;
	return false;
}

/* ---- what was made of it ---- */

struct witness {
	const char *file;
	const char *bytes;
	size_t length;
	struct numbers numbers;
};

static void testify(const struct witness *w, const char *what, double value, bool good)
{
	if (!good)
		fail_msg("%s: a %s of %.17g was made of\n%.*s", w->file, what, value, (int)w->length, w->bytes);
}

static void check_held(const struct witness *w, const char *what, double value)
{
	testify(w, what, value, holds(&w->numbers, value));
}

/* The difference to the close before, or what follows from the change in per cent; and the other way round. */
static void check_change(const struct witness *w, const struct quote *q)
{
	bool told = holds(&w->numbers, q->change), told_pct = holds(&w->numbers, q->change_pct);
	bool follows = is_near(q->change, q->price - q->previous_close) ||
		       is_near(q->change, q->price * (q->change_pct / (100 + q->change_pct)));
	testify(w, "change", q->change, told || follows);
	testify(w, "change in per cent", q->change_pct,
		told_pct || is_near(q->change_pct, 100 * (q->price - q->previous_close) / q->previous_close));
}

static void check_quote(const struct witness *w, const struct quote *q)
{
	testify(w, "price", q->price, isfinite(q->price) && q->price > 0 && holds(&w->numbers, q->price));
	testify(w, "time", (double)q->as_of, q->as_of > 0 && q->as_of <= NOW + DAY_S);
	testify(w, "currency", q->price, currency_is_valid(q->currency));
	testify(w, "previous close", q->previous_close,
		holds(&w->numbers, q->previous_close) || is_near(q->previous_close, q->price - q->change));
	check_held(w, "low", q->day_low);
	check_held(w, "high", q->day_high);
	check_held(w, "year's low", q->year_low);
	check_held(w, "year's high", q->year_high);
	check_held(w, "volume", q->volume);
	check_held(w, "extended price", q->extended_price);
	check_change(w, q);
}

static void check_series(const struct witness *w, const struct candle_series *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct candle *c = &s->items[i];
		testify(w, "close", c->close, c->close > 0 && isfinite(c->close) && holds(&w->numbers, c->close));
		testify(w, "time", (double)c->time, !i || c->time > c[-1].time);
		if (strcmp(w->file, "cnbc/bars.json") != 0) /* where they are dates */
			testify(w, "time", (double)c->time, holds_time(&w->numbers, c->time));
		check_held(w, "open", c->open);
		check_held(w, "high", c->high);
		check_held(w, "low", c->low);
		check_held(w, "adjusted close", c->adjusted_close);
		check_held(w, "volume", c->volume);
	}
}

static void check_batch(const struct witness *w, const struct batch *b)
{
	for (size_t i = 0; i < b->quote_count; i++)
		check_quote(w, &b->quotes[i]);
	for (size_t i = 0; i < b->series_count; i++)
		check_series(w, &b->series[i]);
	for (size_t i = 0; i < b->event_count; i++) {
		const struct corporate_event *e = &b->events[i];
		bool split = e->action == ACTION_SPLIT;
		testify(w, "event", (double)e->time, holds_time(&w->numbers, e->time));
		check_held(w, "split's ratio", split ? e->numerator : e->amount);
		check_held(w, "split's ratio", split ? e->denominator : e->amount);
	}
	for (size_t i = 0; i < b->rate_count; i++) {
		double rate = b->rates[i].rate;
		bool held = holds(&w->numbers, rate) || (strstr(w->file, "ecb") && holds_quotient(&w->numbers, rate));
		testify(w, "rate", rate, rate > 0 && isfinite(rate) && held);
	}
}

/* true if it was read. */
static bool try_answer(const struct kind *kind, const char *bytes, size_t length)
{
	struct batch out;
	struct error err = { "" };
	struct witness w = { .file = kind->file, .bytes = bytes, .length = length };
	batch_init(&out);
	bool good = kind->parse(&out, bytes, length, &err) == 0;
	if (!good)
		assert_true(*err.text && !batch_items(&out));
	else if (batch_items(&out)) {
		w.numbers = numbers_of(bytes, length);
		check_batch(&w, &out);
		free(w.numbers.items);
	}
	batch_release(&out);
	return good;
}

/* ---- damage to bytes ---- */

static void flip_bytes(struct buffer *b, struct prng *p)
{
	for (uint32_t i = 1 + prng_below(p, 4); i; i--)
		b->data[prng_below(p, (uint32_t)b->length)] = (char)prng_below(p, 256);
}

/* Signs that mean something to a parser do more harm than any. */
static void plant_signs(struct buffer *b, struct prng *p)
{
	static const char signs[] = "{}[]\",:\\0123456789-+.eE%$<>=' ";
	for (uint32_t i = 1 + prng_below(p, 3); i; i--)
		b->data[prng_below(p, (uint32_t)b->length)] = signs[prng_below(p, sizeof signs - 1)];
}

static void cut(struct buffer *b, struct prng *p)
{
	b->length = prng_below(p, (uint32_t)b->length + 1);
}

static void cut_out(struct buffer *b, struct prng *p)
{
	size_t from = prng_below(p, (uint32_t)b->length), size = 1 + prng_below(p, 60);
	if (size > b->length - from)
		size = b->length - from;
	memmove(b->data + from, b->data + from + size, b->length - from - size);
	b->length -= size;
}

/* ---- damage to members and elements ---- */

static size_t count_items(const cJSON *item)
{
	size_t count = 0;
	for (const cJSON *child = item->child; child; child = child->next)
		count += 1 + count_items(child);
	return count;
}

/* The item of that number in the order of the text, and what it is in. */
static cJSON *find_item(cJSON *parent, uint32_t *which, cJSON **in)
{
	for (cJSON *child = parent->child; child; child = child->next) {
		*in = parent;
		if (!(*which)--)
			return child;
		cJSON *found = find_item(child, which, in);
		if (found)
			return found;
	}
	return NULL;
}

static cJSON *strange_value(const cJSON *item, struct prng *p)
{
	static const char *const values[] = {
		"null",    "\"\"",     "\"216.85\"", "1e308",
		"1e-320",  "-1",       "0",          "true",
		"[]",      "{}",       "1e15",       "99",
		"\"NaN\"", "[null,7]", "-0.0",       "{\"raw\":216.85,\"fmt\":\"216.85\"}"
	};
	uint32_t which = prng_below(p, COUNT(values) + 2);
	if (which < COUNT(values))
		return cJSON_Parse(values[which]);
	return which == COUNT(values) && cJSON_IsNumber(item) ? cJSON_CreateNumber(-item->valuedouble)
							      : cJSON_CreateNumber(1e300 * (prng_below(p, 3) - 1.0));
}

static void damage_item(cJSON *json, struct prng *p, bool swap)
{
	uint32_t which = prng_below(p, (uint32_t)count_items(json));
	cJSON *parent = json, *item = find_item(json, &which, &parent);
	if (!item)
		return;
	if (!swap) {
		cJSON_Delete(cJSON_DetachItemViaPointer(parent, item));
		return;
	}
	cJSON *value = strange_value(item, p);
	if (item->string) {
		char name[64];
		snprintf(name, sizeof name, "%s", item->string);
		cJSON_ReplaceItemInObjectCaseSensitive(parent, name, value);
	} else {
		cJSON_ReplaceItemViaPointer(parent, item, value);
	}
}

static void damage_items(struct buffer *b, struct prng *p, bool swap)
{
	cJSON *json = cJSON_ParseWithLength(b->data, b->length);
	if (!json) { /* no JSON: its bytes have to do */
		plant_signs(b, p);
		return;
	}
	for (uint32_t i = 1 + prng_below(p, 3); i && count_items(json); i--)
		damage_item(json, p, swap);
	char *text = cJSON_PrintUnformatted(json);
	assert_non_null(text);
	buffer_clear(b);
	buffer_append_text(b, text);
	free(text);
	cJSON_Delete(json);
}

static void delete_items(struct buffer *b, struct prng *p)
{
	damage_items(b, p, false);
}

static void swap_values(struct buffer *b, struct prng *p)
{
	damage_items(b, p, true);
}

static void (*const damages[])(struct buffer *, struct prng *) = { delete_items, flip_bytes, swap_values, plant_signs,
								   delete_items, cut_out,    swap_values, cut };

/* ---- rounds ---- */

static int damage_many(const struct kind *kind, struct prng *p)
{
	char path[200];
	struct buffer whole, b;
	struct error err;
	int taken = 0;
	snprintf(path, sizeof path, "tests/fixtures/%s", kind->file);
	buffer_init(&whole, 1 << 20);
	buffer_init(&b, 0);
	if (file_read(path, &whole, &err))
		fail_msg("%s", err.text);
	assert_true(try_answer(kind, whole.data, whole.length));
	for (int i = 0; i < ROUNDS; i++) {
		buffer_clear(&b);
		buffer_append(&b, whole.data, whole.length);
		damages[(size_t)i % COUNT(damages)](&b, p);
		/* A copy of its own size, so that a read past the end is seen by the sanitizers. */
		char *exact = malloc(b.length ? b.length : 1);
		assert_non_null(exact);
		memcpy(exact, buffer_text(&b), b.length);
		taken += try_answer(kind, exact, b.length);
		free(exact);
	}
	buffer_release(&b);
	buffer_release(&whole);
	return taken;
}

static void a_hundred_thousand_damaged_answers_yield_nothing_made_up(void **state)
{
	(void)state;
	struct prng p = { SEED };
	int taken = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		int some = damage_many(&kinds[i], &p);
		/* Some must still be readable, or nothing was tried. */
		if (some < ROUNDS / 20)
			fail_msg("%s: only %d of %d were read", kinds[i].file, some, ROUNDS);
		taken += some;
	}
	print_message("figure: %zu damaged answers of seed %d, %d of them read, the others refused in words\n",
		      COUNT(kinds) * ROUNDS, SEED, taken);
}

/* Each member and each element of each answer is left out once. */
static void whatever_single_item_is_missing_nothing_is_made_up(void **state)
{
	(void)state;
	int tried = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		char path[200];
		struct buffer b;
		snprintf(path, sizeof path, "tests/fixtures/%s", kinds[i].file);
		buffer_init(&b, 1 << 20);
		assert_int_equal(file_read(path, &b, NULL), 0);
		cJSON *json = cJSON_ParseWithLength(b.data, b.length);
		for (uint32_t k = 0; json && k < count_items(json); k++, tried++) {
			uint32_t which = k;
			cJSON *copy = cJSON_Duplicate(json, 1), *parent = copy,
			      *item = find_item(copy, &which, &parent);
			cJSON_Delete(cJSON_DetachItemViaPointer(parent, item));
			char *text = cJSON_PrintUnformatted(copy);
			try_answer(&kinds[i], text, strlen(text));
			free(text);
			cJSON_Delete(copy);
		}
		cJSON_Delete(json);
		buffer_release(&b);
	}
	assert_true(tried > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_thousand_damaged_answers_yield_nothing_made_up),
		cmocka_unit_test(whatever_single_item_is_missing_nothing_is_made_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
