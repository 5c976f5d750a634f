/* What the text index is made of: the trigrams of each word, in small letters. SQLite's own trigrams go across the
 * blanks as well; what is searched for has none, and without them the index is half the size and the work. */
#include "store/press.h"

#include <string.h>

#include "base/utf8.h"

#define SEEN 256 /* trigrams of a text that are remembered, so that few are handed on twice */

typedef int token_function(void *context, int flags, const char *token, int length, int start, int end);

/* The last three characters of a word, folded. */
struct trigram {
	uint32_t characters[3];
	int starts[3]; /* of the characters, in the text */
	int count;
};

struct seen {
	uint32_t characters[SEEN][3];
};

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void push(struct trigram *t, uint32_t c, int start)
{
	for (int i = 0; i < 2; i++) {
		t->characters[i] = t->characters[i + 1];
		t->starts[i] = t->starts[i + 1];
	}
	t->characters[2] = utf8_fold(c);
	t->starts[2] = start;
	t->count++;
}

/* Whether it was handed on already; remembers it. */
static bool was_seen(struct seen *seen, const struct trigram *t)
{
	uint32_t hash =
		t->characters[0] * 0x9E3779B1u ^ t->characters[1] * 0x85EBCA77u ^ t->characters[2] * 0xC2B2AE3Du;
	uint32_t *slot = seen->characters[(hash >> 16 ^ hash) % SEEN];
	if (memcmp(slot, t->characters, sizeof t->characters) == 0)
		return true;
	memcpy(slot, t->characters, sizeof t->characters);
	return false;
}

static int hand_on(const struct trigram *t, void *context, token_function *take, int end)
{
	char token[12];
	size_t length = 0;
	for (int i = 0; i < 3; i++)
		length += utf8_encode(t->characters[i], token + length);
	return take(context, 0, token, (int)length, t->starts[0], end);
}

static int tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text, int length, token_function *take)
{
	struct trigram t = { .count = 0 };
	struct seen seen;
	int result = SQLITE_OK;
	(void)self;
	(void)flags;
	memset(&seen, 0, sizeof seen);
	for (int i = 0; i < length && result == SQLITE_OK;) {
		uint32_t c;
		int used = (int)utf8_decode(text + i, (size_t)(length - i), &c);
		if (is_blank(c))
			t.count = 0;
		else
			push(&t, c, i);
		i += used;
		if (t.count >= 3 && !was_seen(&seen, &t))
			result = hand_on(&t, context, take, i);
	}
	return result;
}

/* It has no state: any address but NULL will do, so it is the store's. */
static int create(void *store, const char **arguments, int count, Fts5Tokenizer **out)
{
	(void)arguments;
	(void)count;
	*out = store;
	return SQLITE_OK;
}

static void discard(Fts5Tokenizer *self)
{
	(void)self;
}

/* https://www.sqlite.org/fts5.html, section 7 */
static int get_api(sqlite3 *db, fts5_api **api)
{
	sqlite3_stmt *handle = NULL;
	*api = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?)", -1, &handle, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_pointer(handle, 1, api, "fts5_api_ptr", NULL);
		sqlite3_step(handle);
	}
	sqlite3_finalize(handle);
	return code != SQLITE_OK || *api ? code : SQLITE_ERROR;
}

int tokens_register(struct store *s, struct error *err)
{
	fts5_tokenizer tokenizer = { create, discard, tokenize };
	fts5_api *api;
	int code = get_api(s->db, &api);
	if (code == SQLITE_OK)
		code = api->xCreateTokenizer(api, "word_trigrams", s, &tokenizer, NULL);
	return code == SQLITE_OK ? 0 : store_fail(s, code, err);
}
