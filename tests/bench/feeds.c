/* feeds FOLDER SCRATCH: how fast press feeds become tagged headlines whose figures are read, as the collector
 * does it, beside xmllint on the same files. The files are those below FOLDER that are feeds in XML; where there
 * are none, feeds of like shape are written to SCRATCH. For measuring, not for reading. */
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/paths.h"
#include "fetch/feed.h"
#include "fetch/source.h"
#include "market/amounts.h"
#include "market/candidate.h"
#include "market/name_book.h"

#define FILES_MOST 8000
#define FOLDERS_OPEN 16
#define PASSES 9
#define WATCHED 50
#define AMOUNTS 32
#define NOW INT64_C(1787251680)
#define GENERATED_FILES 300
#define GENERATED_ITEMS 40

static struct {
	char *paths[FILES_MOST];
	size_t count, bytes;
} corpus; /* nftw() hands its callback no context */

/* ---- what is read ---- */

static bool is_xml_feed(const struct buffer *bytes)
{
	struct feed feed;
	feed_parse(&feed, buffer_text(bytes), bytes->length, NULL, NULL, NULL);
	bool is = *feed.format && strcmp(feed.format, "json") != 0;
	feed_release(&feed);
	return is;
}

static int take_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct buffer bytes;
	(void)status, (void)where;
	if (kind != FTW_F || corpus.count == FILES_MOST)
		return 0;
	buffer_init(&bytes, HTTP_BODY_LIMIT);
	if (!file_read(path, &bytes, NULL) && is_xml_feed(&bytes)) {
		corpus.bytes += bytes.length;
		corpus.paths[corpus.count] = strdup(path);
		corpus.count += corpus.paths[corpus.count] != NULL;
	}
	buffer_release(&bytes);
	return 0;
}

static void item_write(FILE *file, int feed, int item)
{
	static const char *const names[] = { "Nvidia", "Oracle", "a caf\xC3\xA9 of Lyon", "OpenAI", "the board" };
	const char *name = names[(feed + item) % 5];
	fprintf(file,
		"<item><title>%s plans $%d billion for data centres &amp; chips, partners say</title>"
		"<link>https://press.example/%d/%d?a=1&amp;b=2</link><guid isPermaLink=\"false\">item-%d-%d</guid>"
		"<pubDate>Thu, %02d Aug 2026 %02d:45:00 +0200</pubDate><category>Markets</category>",
		name, 1 + item, feed, item, feed, item, 1 + item % 20, item % 24);
	fprintf(file, "<description><![CDATA[<p>The plan of <a href=\"https://press.example/who\">%s</a> &mdash; ",
		name);
	for (int i = 0; i < 6 + item % 9; i++)
		fprintf(file,
			"has been discussed for months, and nobody who was asked would say how many of the %d "
			"people there had seen it before last week&#8217;s meeting. ",
			100 * i + item);
	fputs("</p><img src=\"https://press.example/p.jpg\" width=\"1\" />]]></description></item>\n", file);
}

static int generate(const char *folder)
{
	char path[PATH_SIZE];
	mkdir(folder, 0700);
	for (int feed = 0; feed < GENERATED_FILES; feed++) {
		snprintf(path, sizeof path, "%s/%03d.xml", folder, feed);
		FILE *file = fopen(path, "w");
		if (!file)
			return -1;
		fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>"
		      "<title>Bench Press</title><link>https://press.example/</link><language>en</language>\n",
		      file);
		for (int item = 0; item < GENERATED_ITEMS; item++)
			item_write(file, feed, item);
		fputs("</channel></rss>\n", file);
		if (fclose(file))
			return -1;
	}
	return 0;
}

/* ---- what is measured ---- */

struct stage {
	const char *name;
	bool reads_only; /* the feed alone, no headlines */
	bool finds_candidates;
};

struct tally {
	size_t items, tagged, amounts, candidates;
};

static void headline_count(const struct headline *h, const struct stage *stage, struct tally *t)
{
	struct amount amounts[AMOUNTS];
	enum language language = LANGUAGE_AUTO;
	language_named(h->language, &language);
	t->tagged += h->company_count > 0;
	t->amounts += amounts_find(h->title, strlen(h->title), language, amounts, AMOUNTS);
	t->amounts += amounts_find(h->summary, strlen(h->summary), language, amounts, AMOUNTS);
	if (stage->finds_candidates) {
		struct candidate candidates[CANDIDATES_MOST];
		t->candidates += candidates_find(h, candidates);
	}
}

static void feed_read(const struct buffer *bytes, struct tally *t)
{
	struct feed feed;
	feed_parse(&feed, buffer_text(bytes), bytes->length, NULL, "https://press.example/feed.xml", NULL);
	t->items += feed.item_count;
	feed_release(&feed);
}

/* As an answer comes to the collector. */
static void answer_read(const struct source *s, const struct stage *stage, struct http_response *answer,
			struct tally *t)
{
	struct batch batch;
	struct error err;
	batch_init(&batch);
	s->class->parse(s, answer, NOW, &batch, &err);
	for (size_t i = 0; i < batch.headline_count; i++)
		headline_count(&batch.headlines[i], stage, t);
	t->items += batch.headline_count;
	batch_release(&batch);
}

static double cpu_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds of CPU for all files, from the opening of each. */
static double pass(const struct source *s, const struct stage *stage, struct tally *t)
{
	struct http_response answer = { .outcome = HTTP_ANSWERED, .status = 200 };
	double start = cpu_ms();
	*t = (struct tally){ 0 };
	snprintf(answer.url, sizeof answer.url, "https://press.example/feed.xml");
	buffer_init(&answer.headers, 0);
	buffer_init(&answer.body, HTTP_BODY_LIMIT);
	for (size_t i = 0; i < corpus.count; i++) {
		buffer_clear(&answer.body);
		if (file_read(corpus.paths[i], &answer.body, NULL))
			continue;
		if (stage->reads_only)
			feed_read(&answer.body, t);
		else
			answer_read(s, stage, &answer, t);
	}
	buffer_release(&answer.body);
	return cpu_ms() - start;
}

/* The same of xmllint, all files in one process; negative where it is not installed. */
static double pass_xmllint(void)
{
	static char name[] = "xmllint", recover[] = "--recover", silent[] = "--noout";
	static char *arguments[FILES_MOST + 4] = { name, recover, silent };
	extern char **environ;
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	pid_t child;
	int status;
	memcpy(arguments + 3, corpus.paths, corpus.count * sizeof *arguments);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(&child, *arguments, &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed || wait4(child, &status, 0, &usage) < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127))
		return -1;
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *ms)
{
	qsort(ms, PASSES, sizeof *ms, compare);
	return ms[PASSES / 2];
}

static void row_print(const char *name, double ms, size_t items, double peer_ms)
{
	printf("  %-44s %8.1f %8.1f", name, ms, (double)corpus.bytes / ms / 1e3);
	if (items)
		printf(" %10.0f", (double)items / ms * 1e3);
	if (items && peer_ms > 0)
		printf(" %15.2f", ms / peer_ms);
	putchar('\n');
}

/* Passes take turns, so that what else the machine does falls on all alike. */
static void measure(const struct source *s)
{
	static const struct stage stages[] = {
		{ .name = "froth: headlines, companies, amounts" },
		{ .name = "  the feeds alone", .reads_only = true },
		{ .name = "  all, and who pays whom for what", .finds_candidates = true },
	};
	enum { STAGES = sizeof stages / sizeof *stages };
	double ms[STAGES][PASSES], peer[PASSES];
	struct tally tally[STAGES];
	for (size_t i = 0; i < PASSES; i++) {
		for (size_t stage = 0; stage < STAGES; stage++)
			ms[stage][i] = pass(s, &stages[stage], &tally[stage]);
		peer[i] = pass_xmllint();
	}
	printf("press feeds: %zu files, %.1f MB, %zu headlines, %zu with a company, %zu amounts, %zu candidates\n"
	       "  %-44s %8s %8s %10s %15s\n",
	       corpus.count, (double)corpus.bytes / 1e6, tally[2].items, tally[2].tagged, tally[2].amounts,
	       tally[2].candidates, "CPU, median of 9 passes", "ms", "MB/s", "items/s", "froth / xmllint");
	double peer_ms = median(peer);
	for (size_t stage = 0; stage < STAGES; stage++)
		row_print(stages[stage].name, median(ms[stage]), tally[stage].items, peer_ms);
	if (peer_ms > 0)
		row_print("xmllint --recover --noout", peer_ms, 0, 0);
	else
		printf("  xmllint is not installed\n");
}

static int measure_tagged(void)
{
	char watched[WATCHED][SYMBOL_SIZE];
	struct name_book names;
	for (size_t i = 0; i < WATCHED; i++)
		snprintf(watched[i], sizeof watched[i], "BM%02zu", i);
	const struct name_choice choice = { .watched = (const char(*)[SYMBOL_SIZE])watched, .watched_count = WATCHED };
	const struct source_feed feed = { .name = "bench", .url = "", .language = "", .company = "" };
	const struct source_settings settings = { .names = &names };
	const struct source source = { .class = &source_press, .settings = &settings, .feed = &feed };
	int result = name_book_init(&names, &choice);
	if (!result)
		measure(&source);
	name_book_release(&names);
	return result;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: feeds FOLDER SCRATCH\n", stderr);
		return 2;
	}
	setlocale(LC_CTYPE, "C.UTF-8");
	nftw(argv[1], take_file, FOLDERS_OPEN, FTW_PHYS);
	if (!corpus.count) {
		printf("press feeds: %s has none, generated ones are read instead\n", argv[1]);
		if (generate(argv[2]) || nftw(argv[2], take_file, FOLDERS_OPEN, FTW_PHYS) || !corpus.count)
			return 1;
	}
	int result = measure_tagged();
	for (size_t i = 0; i < corpus.count; i++)
		free(corpus.paths[i]);
	return result ? 1 : 0;
}
