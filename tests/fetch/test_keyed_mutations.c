/* Damaged answers of the services with a key and of the v7 quote: whatever happens to the bytes, no parser crashes,
 * and none yields a figure, a time or a currency that the damaged answer does not hold. */
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

#include "fetch/cookies.h"
#include "fetch/keyed.h"
#include "fetch/yahoo.h"

#define NOW 1787251683
#define FLIPS 8 /* of each byte */
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char asked[][SYMBOL_SIZE] = { "NVDA", "9984.T", "TSM" };

static int parse_finnhub(struct batch *b, const char *bytes, size_t length)
{
	struct error err;
	finnhub_is_beyond_plan(bytes, length);
	return finnhub_quote_parse(b, bytes, length, asked[0], NOW, &err);
}

static int parse_twelve(struct batch *b, const char *bytes, size_t length)
{
	struct error err;
	twelve_data_limit_s(bytes, length, NOW, &err);
	return twelve_data_parse(b, bytes, length, asked, COUNT(asked), NOW, &err);
}

static int parse_alpha(struct batch *b, const char *bytes, size_t length)
{
	struct error err;
	alpha_vantage_limit_s(bytes, length, &err);
	return alpha_vantage_parse(b, bytes, length, asked[0], NOW, &err);
}

static int parse_v7(struct batch *b, const char *bytes, size_t length)
{
	struct error err;
	return yahoo_v7_parse(b, bytes, length, asked, COUNT(asked), NOW, &err);
}

#define TWELVE_ENTRY(symbol, mic, currency)                                                                            \
	"{\"symbol\":\"" symbol "\",\"name\":\"A company\",\"mic_code\":\"" mic "\",\"currency\":\"" currency          \
	"\",\"timestamp\":1787232600,\"last_quote_at\":1787251620,\"high\":\"203.25000\",\"low\":\"199.12500\","       \
	"\"close\":\"201.50000\",\"volume\":\"95123456\",\"previous_close\":\"200.00000\",\"is_market_open\":true,"    \
	"\"fifty_two_week\":{\"low\":\"86.62000\",\"high\":\"212.19000\"}}"
#define V7_ENTRY(symbol, currency)                                                                                     \
	"{\"symbol\":\"" symbol "\",\"longName\":\"A company\",\"currency\":\"" currency                               \
	"\",\"exchange\":\"NMS\",\"marketState\":\"POST\",\"regularMarketPrice\":201.5,"                               \
	"\"regularMarketTime\":1787250000,\"postMarketPrice\":202.75,\"postMarketTime\":1787251000,"                   \
	"\"regularMarketPreviousClose\":200,\"regularMarketDayHigh\":203.25,\"regularMarketDayLow\":199.125,"          \
	"\"fiftyTwoWeekHigh\":212.19,\"fiftyTwoWeekLow\":86.62,\"regularMarketVolume\":95123456}"

static const struct sample {
	const char *name, *text;
	int (*parse)(struct batch *, const char *, size_t);
	size_t quotes; /* of the sample as it is */
	bool day_only; /* its time is made of a date */
} samples[] = {
	{ "finnhub",
	  "{\"c\":201.5,\"d\":1.5,\"dp\":0.75,\"h\":203.25,\"l\":199.125,\"o\":200.5,\"pc\":200,\"t\":1787251680}",
	  parse_finnhub, 1, false },
	{ "twelve-data",
	  "{\"NVDA\":" TWELVE_ENTRY("NVDA", "XNGS", "USD") ",\"9984:XTKS\":" TWELVE_ENTRY("9984", "XTKS", "JPY") "}",
	  parse_twelve, 2, false },
	{ "alpha-vantage",
	  "{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"03. high\":\"203.2500\",\"04. low\":\"199.1250\","
	  "\"05. price\":\"201.5000\",\"06. volume\":\"95123456\",\"07. latest trading day\":\"2026-08-19\","
	  "\"08. previous close\":\"200.0000\",\"09. change\":\"1.5000\",\"10. change percent\":\"0.7500%\"}}",
	  parse_alpha, 1, true },
	{ "yahoo-v7",
	  "{\"quoteResponse\":{\"result\":[" V7_ENTRY("NVDA", "USD") "," V7_ENTRY("9984.T", "JPY") "],\"error\":null}}",
	  parse_v7, 2, false },
};

/* ---- what an answer holds: read without any parser of ours ---- */

static bool holds_number(const char *bytes, size_t length, double value)
{
	for (size_t i = 0; i < length; i++) {
		char copy[72], *end;
		bool begins = !i || !bytes[i - 1] || !strchr("0123456789", bytes[i - 1]);
		if (!begins || !bytes[i] || !strchr("0123456789-", bytes[i]))
			continue;
		size_t size = length - i < sizeof copy - 1 ? length - i : sizeof copy - 1;
		memcpy(copy, bytes + i, size);
		copy[size] = '\0';
		double found = strtod(copy, &end);
		if (end > copy && found == value)
			return true;
	}
	return false;
}

static bool holds_text(const char *bytes, size_t length, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; length >= n && i <= length - n; i++)
		if (!memcmp(bytes + i, text, n))
			return true;
	return false;
}

static void check_quote(const struct sample *s, const struct quote *q, const char *bytes, size_t length)
{
	const double figures[] = { q->price,    q->previous_close, q->day_low, q->day_high,
				   q->year_low, q->year_high,      q->volume,  q->extended_price };
	assert_true(q->price > 0 && isfinite(q->price));
	for (size_t i = 0; i < COUNT(figures); i++)
		if (!isnan(figures[i]) && !holds_number(bytes, length, figures[i]))
			fail_msg("%s: %.10g is not in %.*s", s->name, figures[i], (int)length, bytes);
	if (!s->day_only && !holds_number(bytes, length, (double)q->as_of))
		fail_msg("%s: the time is not in %.*s", s->name, (int)length, bytes);
	assert_true(q->as_of > 0 && q->as_of <= NOW + 86400);
	assert_string_equal(q->currency, strcmp(q->symbol, "9984.T") ? "USD" : "JPY");
	if (s->parse == parse_twelve || s->parse == parse_v7)
		assert_true(holds_text(bytes, length, q->currency));
	assert_true(!strcmp(q->source, s->name));
}

static void check(const struct sample *s, const char *bytes, size_t length)
{
	struct batch b;
	batch_init(&b);
	char *exact = malloc(length ? length : 1); /* so that a read past the end is seen by the sanitizer */
	memcpy(exact, bytes, length);
	if (!s->parse(&b, exact, length)) {
		assert_true(b.quote_count <= COUNT(asked));
		for (size_t i = 0; i < b.quote_count; i++)
			check_quote(s, &b.quotes[i], bytes, length);
	}
	free(exact);
	batch_release(&b);
}

static void samples_are_read_as_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct batch b;
		batch_init(&b);
		assert_int_equal(samples[i].parse(&b, samples[i].text, strlen(samples[i].text)), 0);
		assert_int_equal(b.quote_count, samples[i].quotes);
		batch_release(&b);
		check(&samples[i], samples[i].text, strlen(samples[i].text));
	}
}

/* ---- damage ---- */

static uint64_t chance(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Any byte, or one that means something in JSON. */
static char other_byte(uint64_t *seed)
{
	static const char meaning[] = "{}[]\",:.-+eE0123456789n \\";
	return chance(seed) % 2 ? (char)(chance(seed) % 256) : meaning[chance(seed) % (sizeof meaning - 1)];
}

static void flipped_bytes_yield_nothing_of_their_own(void **state)
{
	(void)state;
	uint64_t seed = 4711;
	int tried = 0;
	for (size_t i = 0; i < COUNT(samples); i++) {
		size_t length = strlen(samples[i].text);
		char *copy = strdup(samples[i].text);
		for (size_t at = 0; at < length; at++)
			for (int k = 0; k < FLIPS; k++, tried++) {
				copy[at] = other_byte(&seed);
				size_t second = chance(&seed) % length;
				char kept = copy[second];
				if (k % 2)
					copy[second] = other_byte(&seed);
				check(&samples[i], copy, length);
				copy[second] = kept;
				copy[at] = samples[i].text[at];
			}
		free(copy);
	}
	assert_true(tried > 10000);
}

static void cut_answers_yield_nothing_of_their_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		size_t length = strlen(samples[i].text);
		char *copy = malloc(length);
		for (size_t from = 0; from < length; from++) {
			check(&samples[i], samples[i].text, from);
			check(&samples[i], samples[i].text + from, length - from);
			/* ... and pieces out of the middle */
			for (size_t piece = 1; piece < 40 && from + piece < length; piece += 3) {
				memcpy(copy, samples[i].text, from);
				memcpy(copy + from, samples[i].text + from + piece, length - from - piece);
				check(&samples[i], copy, length - piece);
			}
		}
		free(copy);
	}
}

static size_t count_members(const cJSON *json)
{
	size_t count = 0;
	for (const cJSON *child = json->child; child; child = child->next)
		count += 1 + count_members(child);
	return count;
}

/* Takes the n-th member out, if there is one. */
static bool take_out(cJSON *json, size_t *n)
{
	for (cJSON *child = json->child; child; child = child->next) {
		if (!(*n)--) {
			cJSON_Delete(cJSON_DetachItemViaPointer(json, child));
			return true;
		}
		if (take_out(child, n))
			return true;
	}
	return false;
}

static void missing_members_yield_nothing_of_their_own(void **state)
{
	(void)state;
	int tried = 0;
	for (size_t i = 0; i < COUNT(samples); i++) {
		cJSON *whole = cJSON_Parse(samples[i].text);
		size_t members = count_members(whole);
		for (size_t k = 0; k < members; k++)
			for (size_t second = 0; second < members; second++) {
				cJSON *copy = cJSON_Duplicate(whole, true);
				size_t n = k, m = second;
				take_out(copy, &n);
				take_out(copy, &m);
				char *text = cJSON_PrintUnformatted(copy);
				check(&samples[i], text, strlen(text));
				cJSON_free(text);
				cJSON_Delete(copy);
				tried++;
			}
		cJSON_Delete(whole);
	}
	assert_true(tried > 2000);
}

/* Each value in turn written as something else, in the text itself. */
static void values_of_another_kind_yield_nothing_of_their_own(void **state)
{
	(void)state;
	static const char *const others[] = {
		"null", "0", "-1", "1e308", "1e999", "\"x\"", "{}", "[]", "true", "\"\"", "99999999999999999999"
	};
	for (size_t i = 0; i < COUNT(samples); i++)
		for (const char *colon = samples[i].text; (colon = strchr(colon, ':')); colon++) {
			const char *rest = colon + 1 + strcspn(colon + 1, ",}");
			for (size_t k = 0; k < COUNT(others); k++) {
				char text[4096];
				int n = snprintf(text, sizeof text, "%.*s%s%s", (int)(colon + 1 - samples[i].text),
						 samples[i].text, others[k], rest);
				assert_in_range(n, 1, sizeof text - 1);
				check(&samples[i], text, (size_t)n);
			}
		}
}

static void damaged_cookies_stay_within_their_site(void **state)
{
	(void)state;
	static const char fields[] =
		"HTTP/1.1 200 OK\r\nSet-Cookie: A3=d=AQ&S=AQ; Expires=Sun, 21 Aug 2027 08:00:00 GMT; "
		"Max-Age=31557600; Domain=.yahoo.com; Path=/; Secure\r\nSet-Cookie: B=1; Path=/v7\r\n";
	uint64_t seed = 815;
	for (int round = 0; round < 20000; round++) {
		struct cookie_jar jar;
		char copy[sizeof fields], out[COOKIES_FIELD_SIZE];
		cookie_jar_init(&jar, "yahoo.com");
		memcpy(copy, fields, sizeof copy);
		for (int k = 0; k < 1 + round % 5; k++)
			copy[chance(&seed) % (sizeof copy - 1)] = (char)(1 + chance(&seed) % 255);
		assert_int_equal(cookie_jar_take(&jar, "https://fc.yahoo.com/", copy, NOW), 0);
		assert_true(jar.count <= 4);
		cookie_jar_format(&jar, "https://example.com/", NOW, out);
		assert_string_equal(out, "");
		cookie_jar_format(&jar, "https://query1.finance.yahoo.com/v7/finance/quote", NOW, out);
		assert_null(strpbrk(out, "\r\n"));
		cookie_jar_clear(&jar);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_are_read_as_they_are),
		cmocka_unit_test(flipped_bytes_yield_nothing_of_their_own),
		cmocka_unit_test(cut_answers_yield_nothing_of_their_own),
		cmocka_unit_test(missing_members_yield_nothing_of_their_own),
		cmocka_unit_test(values_of_another_kind_yield_nothing_of_their_own),
		cmocka_unit_test(damaged_cookies_stay_within_their_site),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
