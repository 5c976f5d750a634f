/* press FILE: a store of a hundred thousand press items of many sources; prints what it takes to put a thousand
 * more in one transaction, and to search. For measuring, not for reading. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "store/store.h"

#define ITEMS 100000
#define BATCH 1000
#define SOURCES 60
#define VOCABULARY 6000
#define ROUNDS 21
#define NOW INT64_C(1787251680)
#define SPACING_S 60 /* between two items */

struct chance {
	uint64_t state;
};

static uint32_t chance_below(struct chance *c, uint32_t limit)
{
	c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((c->state >> 33) % limit);
}

/* ---- texts ---- */

static char vocabulary[VOCABULARY][16];

/* Words of syllables, the first ones known. */
static void vocabulary_make(void)
{
	static const char *const known[] = { "the",    "of",  "Nvidia",  "and",     "to",     "in",      "chips",
					     "AI",     "for", "data",    "billion", "Oracle", "OpenAI",  "center",
					     "shares", "AMD", "quarter", "says",    "power",  "SoftBank" };
	static const char *const syllables[] = {
		"an",  "ber", "co", "der",  "el", "fi", "gan", "hor", "is",  "ja", "ker", "lo",  "mi",   "nor",  "ost",
		"pra", "qui", "ra", "sten", "ti", "ur", "ver", "wal", "xen", "yo", "zur", "ing", "ment", "tion", "al"
	};
	struct chance c = { 1 };
	for (size_t i = 0; i < VOCABULARY; i++) {
		if (i < sizeof known / sizeof *known) {
			snprintf(vocabulary[i], sizeof vocabulary[i], "%s", known[i]);
			continue;
		}
		for (uint32_t n = 1 + chance_below(&c, 3); n; n--)
			strcat(vocabulary[i], syllables[chance_below(&c, sizeof syllables / sizeof *syllables)]);
	}
}

/* Rank falls off about as it does in speech. */
static const char *word_pick(struct chance *c)
{
	uint32_t rank = 1;
	while (rank < VOCABULARY && chance_below(c, 8))
		rank += 1 + rank / 3;
	return vocabulary[chance_below(c, rank < VOCABULARY ? rank : VOCABULARY)];
}

static char *text_make(struct chance *c, size_t length, const char *opening)
{
	char *text = calloc(1, length + 32);
	if (!text)
		exit(1);
	strcpy(text, opening);
	for (size_t used = strlen(text); used < length; used = strlen(text))
		snprintf(text + used, length + 32 - used, "%s%s", used ? " " : "", word_pick(c));
	return text;
}

static void items_make(struct headline *items, size_t count, size_t first)
{
	static const char symbols[][SYMBOL_SIZE] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };
	for (size_t i = 0; i < count; i++) {
		struct headline *h = &items[i];
		struct chance c = { (first + i) * 2654435761u + 7 };
		char id[64], url[96];
		headline_init(h);
		snprintf(id, sizeof id, "https://press.example/%08x", chance_below(&c, UINT32_MAX));
		snprintf(url, sizeof url, "https://press.example/2026/%08x", chance_below(&c, UINT32_MAX));
		h->id = strdup(id);
		h->url = strdup(url);
		h->title = text_make(&c, 40 + chance_below(&c, 60), "");
		h->summary = text_make(&c, 80 + chance_below(&c, 240), (first + i) % 9973 ? "" : "zanzibar ");
		h->author = strdup("A. Writer");
		snprintf(h->source, sizeof h->source, "paper-%zu", (first + i) / 20 % SOURCES);
		strcpy(h->language, "en");
		h->time = h->fetched = NOW - (int64_t)(ITEMS - first - i) * SPACING_S;
		strcpy(h->companies[0], symbols[chance_below(&c, 5)]);
		h->company_count = chance_below(&c, 3) ? 1 : 0;
	}
}

/* ---- measuring ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void print_times(const char *name, double *ms, size_t count, const char *rest)
{
	qsort(ms, count, sizeof *ms, compare);
	printf("  %-34s %8.2f %8.2f  %s\n", name, ms[count / 2], ms[count - 1], rest);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int put_batch(struct store *store, size_t first, double *ms, struct error *err)
{
	static struct headline items[BATCH];
	items_make(items, BATCH, first);
	double start = now_ms();
	int result = store_put_headlines(store, items, BATCH, NULL, err);
	*ms = now_ms() - start;
	for (size_t i = 0; i < BATCH; i++)
		headline_release(&items[i]);
	return result;
}

/* What the collector does between two answers. */
static int tidy(struct store *store, double *ms, size_t *calls, struct error *err)
{
	bool more = true;
	*ms = 0;
	for (*calls = 0; more; ++*calls) {
		double start = now_ms();
		if (store_tidy_press(store, &more, err))
			return -1;
		*ms = fmax(now_ms() - start, *ms);
	}
	return 0;
}

static int measure_puts(struct store *store, struct error *err)
{
	double ms[ITEMS / BATCH], worst[ITEMS / BATCH];
	size_t calls = 0, all_calls = 0, batches = ITEMS / BATCH;
	for (size_t i = 0; i < batches; i++) {
		if (put_batch(store, i * BATCH, &ms[i], err) || tidy(store, &worst[i], &calls, err))
			return -1;
		all_calls += calls;
	}
	char rest[64];
	print_times("put 1000 items, one transaction", ms + batches - ROUNDS, ROUNDS, "the last 21 of 100");
	snprintf(rest, sizeof rest, "the longest of a batch; %.1f a batch", (double)all_calls / (double)batches);
	print_times("tidying between, one step", worst, batches, rest);
	return 0;
}

static int measure_repeat(struct store *store, struct error *err)
{
	double ms[ROUNDS];
	for (size_t i = 0; i < ROUNDS; i++)
		if (put_batch(store, ITEMS - BATCH, &ms[i], err))
			return -1;
	print_times("put the same 1000 again", ms, ROUNDS, "");
	return 0;
}

static int measure_query(const char *path, const char *name, const struct press_query *query, struct error *err)
{
	double ms[ROUNDS];
	size_t found = 0;
	struct store *store;
	if (store_open(&store, path, STORE_READ, NULL, err))
		return -1;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct headline_list list;
		double start = now_ms();
		if (store_get_headlines(store, query, &list, err)) {
			store_free(store);
			return -1;
		}
		ms[i] = now_ms() - start;
		found = list.count;
		headline_list_release(&list);
	}
	char rest[32];
	snprintf(rest, sizeof rest, "%zu stories", found);
	print_times(name, ms, ROUNDS, rest);
	store_free(store);
	return 0;
}

static int measure_queries(const char *path, struct error *err)
{
	static const struct {
		const char *name;
		struct press_query query;
	} rows[] = {
		{ "newest", { 0 } },
		{ "company", { .company = "NVDA" } },
		{ "source", { .source = "paper-7" } },
		{ "unread of a company", { .company = "NVDA", .unread_only = true } },
		{ "search nvidia", { .words = "nvidia" } },
		{ "search nvidia oracle softbank", { .words = "nvidia oracle softbank" } },
		{ "search zanzibar", { .words = "zanzibar" } },
		{ "search wordthatisnot", { .words = "wordthatisnot" } },
		{ "search mentingal", { .words = "mentingal" } },
		{ "search zanzibar, company", { .words = "zanzibar", .company = "NVDA" } },
		{ "search nvidia, source", { .words = "nvidia", .source = "paper-7" } },
		{ "search ai", { .words = "ai" } },
		{ "search qz", { .words = "qz" } },
		{ "search ai zanzibar", { .words = "ai zanzibar" } },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (measure_query(path, rows[i].name, &rows[i].query, err))
			return -1;
	return 0;
}

static int measure_prune(struct store *store, struct error *err)
{
	double ms[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms();
		if (store_prune_headlines(store, NOW - (ITEMS - (i + 1) * BATCH) * (int64_t)SPACING_S, err))
			return -1;
		ms[i] = now_ms() - start;
	}
	print_times("prune 1000 items", ms, ROUNDS, "");
	return 0;
}

static int measure(const char *path, struct error *err)
{
	struct store *store;
	struct stat st;
	if (store_open(&store, path, STORE_WRITE, NULL, err))
		return -1;
	printf("press: %d items of %d sources\n  %-34s %8s %8s\n", ITEMS, SOURCES, "", "median", "max ms");
	int result = measure_puts(store, err) || measure_repeat(store, err) || measure_queries(path, err) ||
				     measure_prune(store, err) || store_check(store, err)
			     ? -1
			     : 0;
	store_free(store);
	if (!result && stat(path, &st) == 0)
		printf("  store of %.0f MB, checked\n", (double)st.st_size / 1e6);
	return result;
}

int main(int argc, char **argv)
{
	struct error err = { "" };
	if (argc != 2) {
		fputs("usage: press FILE\n", stderr);
		return 2;
	}
	vocabulary_make();
	if (!measure(argv[1], &err))
		return 0;
	fprintf(stderr, "press: %s\n", err.text);
	return 1;
}
