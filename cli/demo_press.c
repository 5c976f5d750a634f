#include "cli/demo_press.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cli/demo_day.h"
#include "market/name_book.h"

struct demo_item {
	int minutes; /* from the start; seconds would be too busy for a press */
	const char *source, *language, *title, *summary;
};

/* Invented for this program. No company said or did any of it. */
static const struct demo_item items[] = {
	{ -1440, "demo-en", "en", "Demo: a grid operator asks data centers to announce their load a year ahead",
	  "An invented item: two utilities want to know where 3 GW of new load will stand before they plan lines." },
	{ -780, "demo-ja", "ja", "デモ：ソフトバンクグループ、計算センター向けの電力契約を検討か",
	  "これはデモ用に作った見出しです。実在の報道ではありません。" },
	{ -610, "demo-fr", "fr", "Démo : les banques demandent comment amortir une puce en trois ans ou en six",
	  "Dépêche inventée : la durée de vie des processeurs graphiques change la charge annuelle du simple au "
	  "double." },
	{ -475, "demo-ja", "ja", "デモ：TSMC、先端パッケージの能力を来年も増やす計画と説明",
	  "これはデモ用に作った見出しです。実在の報道ではありません。" },
	{ -300, "demo-en", "en", "Demo: Oracle shows a backlog that grows faster than its buildings",
	  "An invented item: orders for 40 billion dollars were added, and power for a quarter of them is secured." },
	{ -205, "demo-fr", "fr", "Démo : Nvidia livrerait ses prochaines baies au printemps, selon un fournisseur",
	  "Dépêche inventée pour montrer le tableau : un fabricant de câbles parle de 120 kW par baie." },
	{ -140, "demo-en", "en", "Demo: Nvidia and a cloud firm agree on rent instead of sale",
	  "An invented item: the seller would own the machines, the buyer would pay by the hour, up to 6 billion "
	  "dollars." },
	{ -95, "demo-en", "en", "Demo: AMD counts 6 GW of orders and asks investors for patience",
	  "An invented item to show a headline with a figure and a company." },
	{ -52, "demo-ja", "ja", "デモ：エヌビディア株、決算前に小幅な値動き",
	  "これはデモ用に作った見出しです。実在の報道ではありません。" },
	{ -31, "demo-en", "en", "Demo: a professor and a chief executive disagree about the life of a GPU",
	  "An invented item: three years, says one; six, says the other. The index shows what follows from each." },
	{ -12, "demo-fr", "fr", "Démo : AMD et un centre de calcul parlent de 100 milliards de dollars, sans contrat",
	  "Dépêche inventée : une lettre d'intention n'est pas une commande, d'où la décote de l'indice." },
	{ -4, "demo-en", "en", "Demo: TSMC says that its newest lines are booked until 2028",
	  "An invented item: the foundry names no customers." },
	{ 1, "demo-en", "en", "Demo: Oracle buys power before it buys chips",
	  "An invented item that arrives while you watch: new headlines come in by themselves." },
	{ 3, "demo-ja", "ja", "デモ：オラクル、データセンターの建設費を見直し",
	  "これはデモ用に作った見出しです。実在の報道ではありません。" },
	{ 6, "demo-fr", "fr", "Démo : la bulle, mot le plus lu de la semaine",
	  "Dépêche inventée : deux lectures d'un même indice valent mieux qu'un titre." },
	{ 11, "demo-en", "en", "Demo: Nvidia closes in on a round number, and a headline is written about it",
	  "An invented item. The price beside it is drawn by chance, too." },
};

/* The store copies what it is given, so the texts may stay where they are. */
static char *borrowed(const char *text)
{
	union {
		const char *constant;
		char *plain;
	} u = { text };
	return u.plain;
}

static struct headline compose(const struct demo_item *item, size_t number, int64_t time, const struct name_book *names,
			       char id[24])
{
	snprintf(id, 24, "demo-%zu", number);
	struct headline h;
	headline_init(&h);
	h.id = id;
	h.title = borrowed(item->title);
	h.summary = borrowed(item->summary);
	h.url = h.author = borrowed("");
	h.time = h.fetched = time;
	memcpy(h.source, item->source, strlen(item->source) + 1);
	memcpy(h.language, item->language, strlen(item->language) + 1);
	headline_tag(&h, names);
	return h;
}

static int put_items(struct store *s, const struct name_book *names, int64_t start, int64_t from, int64_t until,
		     size_t *count, struct error *err)
{
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		int64_t time = start + items[i].minutes * 60;
		if (time <= from || time > until)
			continue;
		char id[24];
		size_t added = 0;
		struct headline h = compose(&items[i], i, time, names, id);
		if (store_put_headlines(s, &h, 1, &added, err))
			return -1;
		*count += added;
	}
	return 0;
}

int demo_press_put(struct store *s, int64_t start, int64_t from, int64_t until, size_t *count, struct error *err)
{
	struct name_book names;
	*count = 0;
	int status = name_book_init(&names, &(struct name_choice){ 0 }) ? error_set(err, "out of memory") : 0;
	if (!status)
		status = put_items(s, &names, start, from, until, count, err);
	name_book_release(&names);
	return status;
}

static void fill_state(struct source_state *state, int64_t now, int every_s, int items_read)
{
	state->status = SOURCE_LIVE;
	state->last_try = state->last_ok = now - now % every_s;
	state->next_poll = state->last_ok + every_s;
	state->latency_ms = 40 + (int)(state->last_ok / every_s * 37 % 160);
	state->bytes = items_read * 700;
	state->items = items_read;
	state->last_code = 200;
}

int demo_sources_put(struct store *s, int64_t start, int64_t now, size_t *count, struct error *err)
{
	static const struct {
		const char *name, *kind;
		int every_s, items;
	} rows[] = { { DEMO_SOURCE, "quotes", 10, 5 },
		     { "demo-history", "history", 3600, 390 },
		     { "demo-en", "press", 900, 9 },
		     { "demo-ja", "press", 1800, 4 } };
	struct source_state state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		source_state_init(&state, rows[i].name, "demo:", rows[i].kind);
		fill_state(&state, now, rows[i].every_s, rows[i].items);
		if (store_put_source_state(s, &state, err))
			return -1;
	}
	/* One that fails, to show how a failing source looks. */
	source_state_init(&state, "demo-fr", "demo:", "press");
	fill_state(&state, start - 720, 900, 4);
	state.status = SOURCE_BACKING_OFF;
	state.last_try = start - 240;
	state.next_poll = start + 1560;
	state.failures = 2;
	state.last_code = 503;
	snprintf(state.error, sizeof state.error, "expected a feed, the server answered 503 (part of the demo)");
	*count = sizeof rows / sizeof *rows + 1;
	return store_put_source_state(s, &state, err);
}
