#include "cli/seed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/paths.h"
#include "base/shipped.h"
#include "cli/index.h"
#include "market/closes.h"

#define NOTE_NAME "shipped"
#define FINGERPRINT_SIZE 64

/* The files whose content is put into the store, or decides the first reading. */
static const char *const seed_files[] = { "assumptions.tsv", "closes.tsv", "facts.tsv", "ledger.tsv" };

/* FNV-1a, 64 bits, over the shipped files: another program version with the same data is no news. */
static void fingerprint(char out[FINGERPRINT_SIZE])
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < sizeof seed_files / sizeof *seed_files; i++) {
		const struct shipped_file *file = shipped_find(seed_files[i]);
		for (size_t j = 0; file && j < file->length; j++)
			hash = (hash ^ (unsigned char)file->data[j]) * 1099511628211u;
	}
	snprintf(out, FINGERPRINT_SIZE, "1-%016" PRIx64, hash);
}

static int is_seeded(struct store *s, bool *seeded, struct error *err)
{
	char ours[FINGERPRINT_SIZE], theirs[FINGERPRINT_SIZE];
	fingerprint(ours);
	if (store_get_note(s, NOTE_NAME, theirs, sizeof theirs, err))
		return -1;
	*seeded = strcmp(ours, theirs) == 0;
	return 0;
}

static const struct shipped_file *find(const char *name, struct error *err)
{
	const struct shipped_file *file = shipped_find(name);
	if (!file)
		error_set(err, "this build holds no %s", name);
	return file;
}

static int put_deals(struct store *s, struct error *err)
{
	const struct shipped_file *file = find("ledger.tsv", err);
	struct deal_list deals = { 0 };
	int status = file ? deal_list_parse(&deals, file->data, file->length, err) : -1;
	if (status == 0)
		status = store_put_deals(s, &deals, err);
	deal_list_release(&deals);
	return status;
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

static int put_all(struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	char ours[FINGERPRINT_SIZE];
	fingerprint(ours);
	if (put_deals(s, err) || put_facts(s, now, err) || put_closes(s, with_quotes, now, err) ||
	    index_store(s, now, err))
		return -1;
	return store_put_note(s, NOTE_NAME, ours, err);
}

int seed_put(struct store *s, bool with_quotes, int64_t now, struct error *err)
{
	bool seeded = false;
	if (store_begin(s, err))
		return -1;
	/* Within the transaction: another process may have done it while this one waited. */
	int status = is_seeded(s, &seeded, err);
	if (status == 0 && !seeded)
		status = put_all(s, with_quotes, now, err);
	if (status == 0)
		return store_commit(s, err);
	store_rollback(s);
	return -1;
}

/* 1: the store is there and seeded; 0: it is not; -1: it cannot be used. */
static int look_at(const char *path, struct error *err)
{
	struct store *s = NULL;
	struct error why = { "" };
	bool missing = false, seeded = false;
	if (store_open(&s, path, STORE_READ, &missing, &why))
		return missing ? 0 : error_set(err, "%s", why.text);
	int status = is_seeded(s, &seeded, err);
	store_free(s);
	return status ? -1 : seeded;
}

int seed_store(const char *path, int64_t now, struct error *err)
{
	int there = look_at(path, err);
	if (there)
		return there < 0 ? -1 : 0;
	struct store *s = NULL;
	int status = store_open(&s, path, STORE_WRITE, NULL, err);
	if (status == 0)
		status = seed_put(s, true, now, err);
	store_free(s);
	return status;
}

int seed_and_open(struct store **out, const char *path, int64_t now, struct error *err)
{
	struct error why = { "" };
	int seeded = seed_store(path, now, &why);
	if (store_open(out, path, STORE_READ, NULL, err) == 0)
		return 0;
	/* What hindered the seeding is the better reason. */
	if (seeded)
		*err = why;
	return -1;
}
