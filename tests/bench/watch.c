/* watch [COUNT]: how long the keys take that change a watchlist of ten thousand symbols, each of which writes the
 * configuration file: from the key to the row that can be drawn. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/paths.h"
#include "tui/action.h"
#include "tui/key.h"

#define NOW_TEXT "2026-08-20T18:48:03Z"
#define NOW_S 1787251683
#define ROUNDS 15

struct bench {
	char folder[40], store[64], file[64];
	struct config config;
	struct clock clock;
	struct viewer_options options;
	struct viewer viewer;
};

static struct error err;

static void need(int result)
{
	if (result) {
		fprintf(stderr, "watch: %s\n", err.text);
		exit(1);
	}
}

static void put_list(const struct bench *b, size_t count)
{
	struct buffer text;
	buffer_init(&text, CONFIG_MAX_BYTES);
	buffer_append_text(&text, "watchlists:\n  - name: Bench\n    symbols:\n");
	for (size_t i = 0; i < count; i++)
		buffer_format(&text, "      - B%zu   # a comment\n", i);
	need(file_replace(b->file, buffer_text(&text), text.length, &err));
	buffer_release(&text);
}

static void put_quotes(const struct bench *b, size_t count)
{
	struct store *s;
	need(store_open(&s, b->store, STORE_WRITE, NULL, &err));
	need(store_begin(s, &err));
	for (size_t i = 0; i < count; i++) {
		struct quote q;
		quote_init(&q);
		snprintf(q.symbol, sizeof q.symbol, "B%zu", i);
		snprintf(q.name, sizeof q.name, "Bench %zu", i);
		snprintf(q.currency, sizeof q.currency, "USD");
		snprintf(q.source, sizeof q.source, "bench");
		q.price = (double)(i + 1);
		q.change_pct = (double)(i * 7919 % 1000) / 100;
		q.as_of = q.fetched = NOW_S - 60;
		need(store_put_quotes(s, &q, 1, &err));
	}
	need(store_commit(s, &err));
	store_free(s);
}

static void open_bench(struct bench *b, size_t count)
{
	struct viewer *v = &b->viewer;
	snprintf(b->folder, sizeof b->folder, "/tmp/froth-bench-XXXXXX");
	if (!mkdtemp(b->folder))
		need(error_set(&err, "no folder to work in"));
	snprintf(b->store, sizeof b->store, "%s/froth.db", b->folder);
	snprintf(b->file, sizeof b->file, "%s/froth.yaml", b->folder);
	put_list(b, count);
	put_quotes(b, count);
	need(config_init(&b->config, &err));
	need(config_load(&b->config, b->file, true, &err));
	need(clock_init(&b->clock, NOW_TEXT, false, &err));
	v->settings = (struct viewer_options){ .store_path = b->store,
					       .config_path = b->file,
					       .config = &b->config,
					       .clock = &b->clock,
					       .offline = true };
	v->options = &v->settings;
	v->state = (struct view_state){ .screen = 1, .sort = -1 };
	if (surface_init(&v->frame, 36, 120))
		need(error_set(&err, "out of memory"));
	need(model_init(&v->model, &v->settings, &err));
	viewer_begin_config(v);
}

static void close_bench(struct bench *b)
{
	static const char *const ends[] = { "froth.db", "froth.db-wal", "froth.db-shm", "froth.yaml", "" };
	surface_release(&b->viewer.frame);
	model_release(&b->viewer.model);
	viewer_end_config(&b->viewer);
	config_release(&b->config);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[80];
		snprintf(name, sizeof name, "%s/%s", b->folder, ends[i]);
		(void)remove(name);
	}
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double press(struct viewer *v, const char *key)
{
	const struct terminal_event event = { .kind = TERMINAL_KEY, .code = key_parse(key) };
	double from = now_ms();
	viewer_act(v, &event);
	screen_settle(&v->state, &v->model.view, v->frame.rows, v->frame.columns);
	return now_ms() - from;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Each time undone by `back`, which is not measured. */
static void measure(struct viewer *v, const char *key, const char *back)
{
	double took[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		took[i] = press(v, key);
		press(v, back);
	}
	qsort(took, ROUNDS, sizeof *took, compare);
	printf("  %s %6.1f ms median, %6.1f ms at most\n", key, took[ROUNDS / 2], took[ROUNDS - 1]);
}

int main(int argc, char **argv)
{
	static struct bench b;
	size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : CONFIG_MAX_SYMBOLS;
	if (!setlocale(LC_CTYPE, "C.UTF-8") || !count || count > CONFIG_MAX_SYMBOLS)
		return 1;
	open_bench(&b, count);
	printf("keys that change a watchlist of %zu symbols and its file\n", count);
	for (size_t i = 0; i < count / 72; i++)
		press(&b.viewer, "PgDn");
	measure(&b.viewer, "J", "K");
	measure(&b.viewer, "-", "u");
	measure(&b.viewer, "s", "S");
	close_bench(&b);
	return 0;
}
