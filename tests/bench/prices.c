/* prices: how fast the answers of the price sources are read, beside cJSON_Parse alone on the same bytes: a batch of
 * twenty symbols' day, in both of its shapes, and ten years of daily bars. The answers are made, in the true form. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "fetch/yahoo.h"

#define NOW 1787251683 /* 2026-08-20, in New York's session */
#define OPENED 1787232600
#define BARS_OF_DAY 78
#define DAYS 2520
#define ROUNDS 31

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- answers ---- */

/* Prices as they come: single precision written with the digits of a double. */
static double price_of(int seed, int i)
{
	return (double)(float)(80 + seed * 7 + (i * 7919 + seed * 104729) % 3001 * 0.01);
}

static void add_prices(struct buffer *b, const char *name, int seed, int count)
{
	buffer_format(b, "\"%s\":[", name);
	for (int i = 0; i < count; i++)
		buffer_format(b, "%s%.16g", i ? "," : "", price_of(seed, i));
	buffer_append_text(b, "]");
}

static void add_times(struct buffer *b, int64_t from, int64_t step, int count)
{
	buffer_append_text(b, "\"timestamp\":[");
	for (int i = 0; i < count; i++)
		buffer_format(b, "%s%lld", i ? "," : "", (long long)(from + i * step));
	buffer_append_text(b, "]");
}

static void add_period(struct buffer *b, const char *name, int64_t start, int64_t end)
{
	buffer_format(b, "\"%s\":{\"timezone\":\"EDT\",\"start\":%lld,\"end\":%lld,\"gmtoffset\":-14400}", name,
		      (long long)start, (long long)end);
}

static void add_meta(struct buffer *b, const char *symbol, int seed, const char *granularity, const char *range)
{
	buffer_format(
		b,
		"\"meta\":{\"currency\":\"USD\",\"symbol\":\"%s\",\"exchangeName\":\"NMS\",\"fullExchangeName\":"
		"\"NasdaqGS\",\"instrumentType\":\"EQUITY\",\"firstTradeDate\":345479400,\"regularMarketTime\":%d,"
		"\"hasPrePostMarketData\":true,\"gmtoffset\":-14400,\"timezone\":\"EDT\",\"exchangeTimezoneName\":"
		"\"America/New_York\",\"regularMarketPrice\":%.3f,\"fiftyTwoWeekHigh\":345.34,\"fiftyTwoWeekLow\":"
		"43.42,\"regularMarketDayHigh\":336.19,\"regularMarketDayLow\":31.65,\"regularMarketVolume\":"
		"3907731,\"longName\":\"Bench %d Inc.\",\"shortName\":\"Bench\",\"chartPreviousClose\":133.69,"
		"\"previousClose\":133.69,\"scale\":3,\"priceHint\":2,\"currentTradingPeriod\":{",
		symbol, NOW, price_of(seed, 1), seed);
	add_period(b, "pre", OPENED - 19800, OPENED);
	buffer_append_text(b, ",");
	add_period(b, "regular", OPENED, OPENED + 23400);
	buffer_append_text(b, ",");
	add_period(b, "post", OPENED + 23400, OPENED + 37800);
	buffer_format(b,
		      "},\"dataGranularity\":\"%s\",\"range\":\"%s\",\"validRanges\":[\"1d\",\"5d\",\"1mo\",\"3mo\","
		      "\"6mo\",\"1y\",\"2y\",\"5y\",\"10y\",\"ytd\",\"max\"]}",
		      granularity, range);
}

static void make_listed(struct buffer *b, char symbols[][SYMBOL_SIZE])
{
	buffer_append_text(b, "{\"spark\":{\"result\":[");
	for (int s = 0; s < YAHOO_SPARK_SYMBOLS; s++) {
		buffer_format(b, "%s{\"symbol\":\"%s\",\"response\":[{", s ? "," : "", symbols[s]);
		add_meta(b, symbols[s], s, "5m", "1d");
		buffer_append_text(b, ",");
		add_times(b, OPENED, 300, BARS_OF_DAY);
		buffer_append_text(b, ",\"indicators\":{\"quote\":[{");
		add_prices(b, "close", s, BARS_OF_DAY);
		buffer_append_text(b, "}]}}]}");
	}
	buffer_append_text(b, "],\"error\":null}}");
}

static void make_flat(struct buffer *b, char symbols[][SYMBOL_SIZE])
{
	buffer_append_text(b, "{");
	for (int s = 0; s < YAHOO_SPARK_SYMBOLS; s++) {
		buffer_format(b, "%s\"%s\":{\"symbol\":\"%s\",", s ? "," : "", symbols[s], symbols[s]);
		add_times(b, OPENED, 300, BARS_OF_DAY);
		buffer_append_text(b, ",");
		add_prices(b, "close", s, BARS_OF_DAY);
		buffer_append_text(b, ",\"previousClose\":133.69,\"chartPreviousClose\":133.69,\"dataGranularity\":300,"
				      "\"start\":null,\"end\":null}");
	}
	buffer_append_text(b, "}");
}

static void make_chart(struct buffer *b, const char *symbol)
{
	static const char *const names[] = { "low", "open", "close", "high" };
	buffer_append_text(b, "{\"chart\":{\"result\":[{");
	add_meta(b, symbol, 1, "1d", "10y");
	buffer_append_text(b, ",");
	add_times(b, OPENED - (DAYS - 1) * 86400LL, 86400, DAYS);
	buffer_append_text(b, ",\"indicators\":{\"quote\":[{");
	for (int i = 0; i < 4; i++) {
		add_prices(b, names[i], 3 + i % 2, DAYS);
		buffer_append_text(b, ",");
	}
	buffer_append_text(b, "\"volume\":[");
	for (int i = 0; i < DAYS; i++)
		buffer_format(b, "%s%d", i ? "," : "", 20000000 + i * 7919);
	buffer_append_text(b, "]}],\"adjclose\":[{");
	add_prices(b, "adjclose", 5, DAYS);
	buffer_append_text(b, "}]}}],\"error\":null}}");
}

/* ---- rounds ---- */

struct answer {
	const char *name;
	struct buffer text;
	char symbols[YAHOO_SPARK_SYMBOLS][SYMBOL_SIZE];
	bool is_chart;
};

static int read_once(const struct answer *a)
{
	struct batch out;
	struct error err = { "" };
	const char *bytes = buffer_text(&a->text);
	batch_init(&out);
	int status = a->is_chart
			     ? yahoo_chart_parse(&out, bytes, a->text.length, a->symbols[0], "1d", NOW, &err)
			     : yahoo_spark_parse(&out, bytes, a->text.length, (const char(*)[SYMBOL_SIZE])a->symbols,
						 YAHOO_SPARK_SYMBOLS, "5m", NOW, &err);
	if (status || *out.warning)
		fprintf(stderr, "prices: %s%s\n", err.text, out.warning);
	batch_release(&out);
	return status;
}

static int parse_once(const struct answer *a)
{
	cJSON *json = cJSON_ParseWithLength(buffer_text(&a->text), a->text.length);
	cJSON_Delete(json);
	return json ? 0 : -1;
}

static void keep_sorted(double *times, int count, double took)
{
	for (; count && times[count - 1] > took; count--)
		times[count] = times[count - 1];
	times[count] = took;
}

static double time_once(int (*once)(const struct answer *), const struct answer *a)
{
	double start = now_s();
	if (once(a))
		exit(1);
	return now_s() - start;
}

/* The two take turns, so that neither has the machine's better hour. */
static void measure(const struct answer *a)
{
	double ours[ROUNDS] = { 0 }, tree[ROUNDS] = { 0 }, megabytes = (double)a->text.length / 1e6;
	for (int i = 0; i < ROUNDS; i++) {
		keep_sorted(ours, i, time_once(read_once, a));
		keep_sorted(tree, i, time_once(parse_once, a));
	}
	double mine = ours[ROUNDS / 2], its = tree[ROUNDS / 2];
	printf("  %-34s %8.1f kB %8.3f ms %6.0f MB/s %8.3f ms %6.0f MB/s %6.2f\n", a->name, megabytes * 1e3, mine * 1e3,
	       megabytes / mine, its * 1e3, megabytes / its, mine / its);
}

int main(void)
{
	struct answer answers[] = {
		{ .name = "20 symbols' day, listed" },
		{ .name = "20 symbols' day, flat" },
		{ .name = "10 years of daily bars", .is_chart = true },
	};
	printf("price answers, median of %d; froth to records, then cJSON to a tree, then froth / cJSON\n", ROUNDS);
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		struct answer *a = &answers[i];
		buffer_init(&a->text, 0);
		for (int s = 0; s < YAHOO_SPARK_SYMBOLS; s++)
			snprintf(a->symbols[s], SYMBOL_SIZE, "BM%02d", s);
		if (a->is_chart)
			make_chart(&a->text, a->symbols[0]);
		else if (i == 0)
			make_listed(&a->text, a->symbols);
		else
			make_flat(&a->text, a->symbols);
		measure(a);
		buffer_release(&a->text);
	}
	return 0;
}
