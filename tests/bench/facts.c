/* facts: how fast a whole companyfacts answer is read, beside cJSON_Parse alone on the same bytes. Argument:
 * an answer to read; without one, or where it is not there, an answer of like shape is made. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/sec.h"

#define CAPTURE "../shared/corpus/sec/companyfacts/CIK0001045810_NVDA.json"
#define NOW 1783555200 /* 2026-07-09 */
#define ROUNDS 9

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seven hundred tags of forty quarters, one of them ours. */
static void make_answer(struct buffer *b)
{
	char end[TIMESTAMP_SIZE], start[TIMESTAMP_SIZE], filed[TIMESTAMP_SIZE];
	buffer_append_text(b, "{\"cik\":1045810,\"entityName\":\"BENCH\",\"facts\":{\"us-gaap\":{");
	for (int tag = 0; tag < 700; tag++) {
		char name[16] = "Revenues";
		if (tag)
			snprintf(name, sizeof name, "Tag%d", tag);
		buffer_format(b,
			      "%s\"%s\":{\"label\":\"Tag\",\"description\":\"What the tag is for, in a sentence or two "
			      "as long as those of the taxonomy are.\",\"units\":{\"USD\":[",
			      tag ? "," : "", name);
		for (int q = 0; q < 40; q++) {
			int64_t last = NOW - (int64_t)(60 + 91 * q) * 86400;
			timestamp_format_date(last, end);
			timestamp_format_date(last - 90 * (int64_t)86400, start);
			timestamp_format_date(last + 30 * (int64_t)86400, filed);
			buffer_format(b,
				      "%s{\"start\":\"%.10s\",\"end\":\"%.10s\",\"val\":%d000000,\"accn\":\"0001045810-"
				      "26-%06d\","
				      "\"fy\":2026,\"fp\":\"Q1\",\"form\":\"10-Q\",\"filed\":\"%.10s\"}",
				      q ? "," : "", start, end, 1000 + q, q, filed);
		}
		buffer_append_text(b, "]}}");
	}
	buffer_append_text(b, "}}}");
}

static int read_once(const struct buffer *b)
{
	struct company c;
	struct batch out;
	struct error err = { "" };
	company_init(&c, "NVDA");
	snprintf(c.cik, sizeof c.cik, "0001045810");
	batch_init(&out);
	int status = sec_facts_parse(&out, buffer_text(b), b->length, &c, NOW, &err);
	if (status)
		fprintf(stderr, "facts: %s\n", err.text);
	batch_release(&out);
	return status;
}

static int parse_once(const struct buffer *b)
{
	cJSON *json = cJSON_ParseWithLength(buffer_text(b), b->length);
	cJSON_Delete(json);
	return json ? 0 : -1;
}

static double median_s(int (*once)(const struct buffer *), const struct buffer *b)
{
	double times[ROUNDS] = { 0 };
	for (int i = 0; i < ROUNDS; i++) {
		double start = now_s();
		if (once(b))
			exit(1);
		double took = now_s() - start;
		int k = i;
		for (; k && times[k - 1] > took; k--)
			times[k] = times[k - 1];
		times[k] = took;
	}
	return times[ROUNDS / 2];
}

static long peak_kb(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

int main(int argc, char **argv)
{
	struct buffer b;
	buffer_init(&b, 0);
	bool captured = file_read(argc > 1 ? argv[1] : CAPTURE, &b, NULL) == 0;
	if (!captured)
		make_answer(&b);
	double megabytes = (double)b.length / 1e6;
	long before = peak_kb();
	double ours = median_s(read_once, &b);
	long read = peak_kb();
	double tree = median_s(parse_once, &b);
	printf("companyfacts: %.2f MB, %s; median of %d\n", megabytes, captured ? "a real one" : "a made one", ROUNDS);
	printf("  froth, to figures      %8.2f ms %8.0f MB/s %8.1f MB more\n", ours * 1e3, megabytes / ours,
	       (double)(read - before) / 1024);
	printf("  cJSON, to a tree       %8.2f ms %8.0f MB/s %8.1f MB more\n", tree * 1e3, megabytes / tree,
	       (double)(peak_kb() - read) / 1024);
	printf("  froth / cJSON          %8.2f\n", ours / tree);
	buffer_release(&b);
	return 0;
}
