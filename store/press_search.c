/* How text is searched. A word of three characters and more is asked of the trigram index, which answers with
 * the items that have all trigrams of it somewhere; whether they stand together is looked up in the text, as
 * is every shorter word. */
#include "store/press.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

#define WORDS_SIZE 512
#define TRIGRAM 3
#define TRIGRAMS 16 /* asked for of one word: more would narrow nothing */

/* ---- what is asked for ---- */

static int append_folded(struct buffer *out, const char *word, size_t length)
{
	size_t used;
	for (size_t i = 0; i < length; i += used) {
		char bytes[4];
		uint32_t c;
		used = utf8_decode(word + i, length - i, &c);
		if (buffer_append(out, bytes, utf8_encode(utf8_fold(c), bytes)))
			return -1;
	}
	return buffer_append_char(out, '\0');
}

/* Three characters in quotes, inside of which only the quote itself means anything. */
static int append_trigram(struct buffer *out, const char *text, size_t length)
{
	int failed = buffer_append_text(out, out->length ? " \"" : "\"");
	for (size_t i = 0; i < length; i++)
		failed |= buffer_append_text(out, text[i] == '"' ? "\"" : "") | buffer_append_char(out, text[i]);
	return failed | buffer_append_char(out, '"');
}

static int append_trigrams(struct buffer *out, const char *word)
{
	size_t starts[TRIGRAM], length = strlen(word), used, asked = 0, count = 0;
	for (size_t i = 0; i < length && asked < TRIGRAMS; i += used, count++) {
		uint32_t c;
		used = utf8_decode(word + i, length - i, &c);
		starts[count % TRIGRAM] = i;
		if (count + 1 < TRIGRAM)
			continue;
		size_t from = starts[(count + 1) % TRIGRAM];
		if (append_trigram(out, word + from, i + used - from))
			return -1;
		asked++;
	}
	return 0;
}

static int add_word(struct search *search, const char *word, size_t length)
{
	size_t from = search->words.length;
	if (append_folded(&search->words, word, length) || append_trigrams(&search->match, search->words.data + from))
		return -1;
	search->count++;
	return 0;
}

int search_init(struct search *search, const char *words, struct error *err)
{
	static const char blanks[] = " \t\n\r";
	*search = (struct search){ .count = 0 };
	buffer_init(&search->words, 0);
	buffer_init(&search->match, 0);
	if (!words)
		return 0;
	if (strlen(words) >= WORDS_SIZE)
		return error_set(err, "a search of the press takes at most %d characters", WORDS_SIZE - 1);
	for (const char *p = words + strspn(words, blanks); *p; p += strspn(p, blanks)) {
		size_t length = strcspn(p, blanks);
		if (search->count == SEARCH_WORDS)
			return error_set(err, "a search of the press takes at most %d words", SEARCH_WORDS);
		if (add_word(search, p, length))
			return error_set(err, "out of memory");
		p += length;
	}
	return 0;
}

void search_release(struct search *search)
{
	buffer_release(&search->words);
	buffer_release(&search->match);
}

/* ---- the text itself ---- */

static bool stands_at(const char *text, size_t length, const char *word, size_t word_length)
{
	size_t at = 0, used, word_used;
	for (size_t i = 0; i < word_length; i += word_used, at += used) {
		uint32_t c, wanted;
		if (at >= length)
			return false;
		used = utf8_decode(text + at, length - at, &c);
		word_used = utf8_decode(word + i, word_length - i, &wanted);
		if (c != wanted && utf8_fold(c) != wanted)
			return false;
	}
	return true;
}

/* Where a character that folds to one opening with `byte` may begin: at either case of a Latin letter, at any
 * character that is not ASCII. NULL: nowhere. */
static const char *next_start(const char *text, const char *end, char byte)
{
	size_t length = (size_t)(end - text);
	if ((unsigned char)byte >= 0x80) {
		while (text < end && (unsigned char)*text < 0xC2)
			text++;
		return text < end ? text : NULL;
	}
	const char *small = memchr(text, byte, length);
	if (byte < 'a' || byte > 'z')
		return small;
	const char *capital = memchr(text, byte & ~0x20, small ? (size_t)(small - text) : length);
	return capital ? capital : small;
}

static bool occurs_in(const char *text, size_t length, const char *word, size_t word_length)
{
	const char *end = text + length, *at = text;
	for (; (at = next_start(at, end, *word)); at++)
		if (stands_at(at, (size_t)(end - at), word, word_length))
			return true;
	return false;
}

static void occurs(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *word = (const char *)sqlite3_value_text(values[0]);
	bool found = false;
	for (int i = 1; word && *word && i < count && !found; i++) {
		const char *text = (const char *)sqlite3_value_text(values[i]);
		found = text && occurs_in(text, (size_t)sqlite3_value_bytes(values[i]), word, strlen(word));
	}
	sqlite3_result_int(context, found);
}

/* The items of a source lie together, in its upper half. */
static void identity_mark(sqlite3_context *context, int count, sqlite3_value **values)
{
	uint64_t halves[2] = { 0 };
	for (int i = 0; i < count && i < 2; i++) {
		const void *text = sqlite3_value_text(values[i]);
		halves[i] = hash_on(HASH_START, text ? text : "", (size_t)sqlite3_value_bytes(values[i]));
	}
	sqlite3_result_int64(context, (int64_t)(halves[0] << 40 | halves[1] >> 24));
}

int search_register(struct store *s, struct error *err)
{
	static const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
	int code = sqlite3_create_function_v2(s->db, "occurs", 3, flags, NULL, occurs, NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_create_function_v2(s->db, "identity_mark", 2, flags, NULL, identity_mark, NULL, NULL,
						  NULL);
	return code == SQLITE_OK ? 0 : store_fail(s, code, err);
}
