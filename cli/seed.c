#include "cli/seed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/paths.h"
#include "base/shipped.h"
#include "cli/index.h"
#include "cli/index_history.h"
#include "config/ledger.h"
#include "market/closes.h"
#include "market/index_options.h"

/* Notes in the store: which figures, and which ledger, were put into it. */
#define FIGURES_NOTE "shipped"
#define LEDGER_NOTE "ledger"
#define OPTIONS_NOTE "index options" /* by which the recomputed readings were made */
#define FINGERPRINT_SIZE 64
#define OPTIONS_PRINT_SIZE (INDEX_WEIGHTS_SIZE + 16)

struct seed {
	struct ledger ledger;
	const struct index_options *options; /* borrowed */
	char figures_print[FINGERPRINT_SIZE], ledger_print[FINGERPRINT_SIZE], options_print[OPTIONS_PRINT_SIZE];
	bool figures_there, ledger_there, options_there; /* in the store already */
};

/* FNV-1a, 64 bits: another program version with the same data is no news. */
static uint64_t hash_on(uint64_t hash, const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)data[i]) * 1099511628211u;
	return hash;
}

static uint64_t hash_shipped(const char *const *names)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; names[i]; i++) {
		const struct shipped_file *file = shipped_find(names[i]);
		if (file)
			hash = hash_on(hash, file->data, file->length);
	}
	return hash;
}

static void take_fingerprints(struct seed *seed)
{
	/* Content that is put into the store, or decides the first reading. */
	static const char *const figures[] = { "assumptions.tsv", "closes.tsv", "facts.tsv", NULL };
	static const char *const ledger[] = { "ledger.tsv", NULL };
	const struct buffer *own = &seed->ledger.own;
	char weights[INDEX_WEIGHTS_SIZE];
	index_weights_format(seed->options, weights);
	snprintf(seed->options_print, OPTIONS_PRINT_SIZE, "%s %s", weights, index_mean_name(seed->options->mean));
	snprintf(seed->figures_print, FINGERPRINT_SIZE, "1-%016" PRIx64, hash_shipped(figures));
	snprintf(seed->ledger_print, FINGERPRINT_SIZE, "1-%016" PRIx64,
		 hash_on(hash_shipped(ledger), buffer_text(own), own->length));
}

static int seed_init(struct seed *seed, bool with_own, const struct index_options *options, struct error *err)
{
	*seed = (struct seed){ .options = options };
	if (ledger_load(&seed->ledger, with_own, err))
		return -1;
	take_fingerprints(seed);
	return 0;
}

static void seed_release(struct seed *seed)
{
	ledger_release(&seed->ledger);
}

static int look_for(struct seed *seed, struct store *s, struct error *err)
{
	char figures[FINGERPRINT_SIZE], ledger[FINGERPRINT_SIZE], options[OPTIONS_PRINT_SIZE];
	if (store_get_note(s, FIGURES_NOTE, figures, sizeof figures, err) ||
	    store_get_note(s, LEDGER_NOTE, ledger, sizeof ledger, err) ||
	    store_get_note(s, OPTIONS_NOTE, options, sizeof options, err))
		return -1;
	seed->figures_there = strcmp(figures, seed->figures_print) == 0;
	seed->ledger_there = strcmp(ledger, seed->ledger_print) == 0;
	seed->options_there = strcmp(options, seed->options_print) == 0;
	return 0;
}

static bool is_complete(const struct seed *seed)
{
	return seed->figures_there && seed->ledger_there && seed->options_there;
}

static const struct shipped_file *find(const char *name, struct error *err)
{
	const struct shipped_file *file = shipped_find(name);
	if (!file)
		error_set(err, "this build holds no %s", name);
	return file;
}

static int put_facts(struct store *s, int64_t now, struct error *err)
{
	const struct shipped_file *file = find("facts.tsv", err);
	struct fact_list facts = { 0 };
	int status = file ? fact_list_parse(&facts, file->data, file->length, err) : -1;
	for (size_t i = 0; i < facts.count; i++)
		facts.items[i].fetched = now;
	if (status == 0)
		status = store_put_facts(s, &facts, err);
	fact_list_release(&facts);
	return status;
}

static int put_series(struct store *s, struct closes *c, int64_t now, struct error *err)
{
	for (size_t i = 0; i < c->count; i++) {
		c->series[i].fetched = c->quotes[i].fetched = now;
		if (store_put_candles(s, &c->series[i], err))
			return -1;
	}
	return 0;
}

static int put_closes(struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	const struct shipped_file *file = find("closes.tsv", err);
	struct closes closes = { 0 };
	int status = file ? closes_parse(&closes, file->data, file->length, err) : -1;
	for (size_t i = 0; i < closes.rate_count; i++)
		closes.rates[i].fetched = now;
	if (status == 0)
		status = put_series(s, &closes, now, err);
	if (status == 0 && with_quotes)
		status = store_put_quotes(s, closes.quotes, closes.count, err);
	if (status == 0)
		status = store_put_fx(s, closes.rates, closes.rate_count, err);
	closes_release(&closes);
	return status;
}

static int put_figures(const struct seed *seed, struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	if (put_facts(s, now, err) || put_closes(s, with_quotes, now, err))
		return -1;
	return store_put_note(s, FIGURES_NOTE, seed->figures_print, err);
}

static int put_ledger(const struct seed *seed, struct store *s, struct error *err)
{
	if (store_replace_deals(s, &seed->ledger.deals, err))
		return -1;
	return store_put_note(s, LEDGER_NOTE, seed->ledger_print, err);
}

static int put_missing(struct seed *seed, struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	/* Within the transaction: another process may have done it while this one waited. */
	if (look_for(seed, s, err))
		return -1;
	if (is_complete(seed))
		return 0;
	if ((!seed->figures_there && put_figures(seed, s, with_quotes, now, err)) ||
	    (!seed->ledger_there && put_ledger(seed, s, err)))
		return -1;
	if (store_put_note(s, OPTIONS_NOTE, seed->options_print, err) ||
	    index_history_store(s, seed->options, now, err))
		return -1;
	return index_store(s, seed->options, now, err);
}

static int put(struct seed *seed, struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	if (store_begin(s, err))
		return -1;
	if (put_missing(seed, s, with_quotes, now, err) == 0)
		return store_commit(s, err);
	store_rollback(s);
	return -1;
}

int seed_put_demo(struct store *s, int64_t now, struct error *err)
{
	struct seed seed;
	struct index_options options;
	index_options_init(&options);
	int status = seed_init(&seed, false, &options, err) || put(&seed, s, false, now, err) ? -1 : 0;
	seed_release(&seed);
	return status;
}

/* 1: the store is there and seeded; 0: it is not, or is of an older schema, or cannot be used, which
 * opening it for writing mends or says best; -1: reading it failed. */
static int look_at(struct seed *seed, const char *path, struct error *err)
{
	struct store *s = NULL;
	if (store_open(&s, path, STORE_READ, NULL, NULL))
		return 0;
	int status = look_for(seed, s, err);
	store_free(s);
	return status ? -1 : is_complete(seed);
}

static int fill(struct seed *seed, const char *path, int64_t now, struct error *err)
{
	int there = look_at(seed, path, err);
	if (there)
		return there < 0 ? -1 : 0;
	struct store *s = NULL;
	int status = store_open(&s, path, STORE_WRITE, NULL, err);
	if (status == 0)
		status = put(seed, s, true, now, err);
	store_free(s);
	return status;
}

int seed_store(const char *path, const struct index_options *options, int64_t now, struct error *err)
{
	struct seed seed;
	int status = seed_init(&seed, true, options, err);
	if (*seed.ledger.refusal.text)
		fprintf(stderr, "froth: %s (the shipped ledger holds)\n", seed.ledger.refusal.text);
	if (status == 0)
		status = fill(&seed, path, now, err);
	seed_release(&seed);
	return status;
}

int seed_refresh_ledger(struct store *s, const struct index_options *options, int64_t now, bool *changed,
			struct error *refusal, struct error *err)
{
	struct seed seed;
	*changed = false;
	int status = seed_init(&seed, true, options, err) || look_for(&seed, s, err) ? -1 : 0;
	*refusal = seed.ledger.refusal;
	/* A store without the shipped figures was not seeded, which is more than a ledger's work. */
	if (status == 0 && !*refusal->text && seed.figures_there && !seed.ledger_there) {
		status = put(&seed, s, false, now, err);
		*changed = status == 0;
	}
	seed_release(&seed);
	return status;
}

int seed_and_open(struct store **out, const char *path, const struct index_options *options, int64_t now,
		  struct error *err)
{
	struct error why = { "" };
	int seeded = seed_store(path, options, now, &why);
	if (store_open(out, path, STORE_READ, NULL, err) == 0)
		return 0;
	/* What hindered the seeding is the better reason. */
	if (seeded)
		*err = why;
	return -1;
}
