#include "tui/symbol_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define BEGINNING_LEAST 3 /* bytes of a beginning that could be a symbol too */

/* ---- what is known ---- */

/* Firms whose code in the names' table is no symbol. */
static bool is_unlisted(const char *code)
{
	static const char *const codes[] = { "OAI", "ANTH", "XAI", "MISTRAL", "SSI" };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i], code) == 0)
			return true;
	return false;
}

static int add(struct symbol_search *s, const char *symbol, const char *name)
{
	if (!*name)
		return 0;
	if (s->count == s->capacity) {
		size_t capacity = s->capacity ? 2 * s->capacity : 256;
		struct known_symbol *grown = realloc(s->items, capacity * sizeof *grown);
		if (!grown)
			return -1;
		s->items = grown;
		s->capacity = capacity;
	}
	struct known_symbol *k = &s->items[s->count++];
	snprintf(k->symbol, sizeof k->symbol, "%s", symbol);
	safe_copy(k->name, sizeof k->name, name);
	return 0;
}

static int add_rules(struct symbol_search *s, const struct name_rule *rules)
{
	int failed = 0;
	for (const struct name_rule *rule = rules; rule->symbol; rule++)
		if (!rule->is_person)
			failed |= add(s, is_unlisted(rule->symbol) ? "" : rule->symbol, rule->name);
	return failed;
}

int symbol_search_init(struct symbol_search *s, const struct config *config, const struct quote *quotes, size_t count)
{
	int failed = 0;
	*s = (struct symbol_search){ .items = NULL };
	for (size_t i = 0; i < config->name_count; i++)
		failed |= add(s, config->names[i].symbol, config->names[i].name);
	for (size_t i = 0; i < count; i++)
		failed |= add(s, quotes[i].symbol, quotes[i].name);
	return failed || add_rules(s, name_rules) || add_rules(s, other_names) ? -1 : 0;
}

void symbol_search_release(struct symbol_search *s)
{
	free(s->items);
	*s = (struct symbol_search){ .items = NULL };
}

/* ---- searching ---- */

static bool is_symbol(const struct known_symbol *k, const char *text)
{
	return strcasecmp(k->symbol, text) == 0;
}

static bool is_name(const struct known_symbol *k, const char *text)
{
	return strcasecmp(k->name, text) == 0;
}

static bool begins_name(const struct known_symbol *k, const char *text)
{
	return strncasecmp(k->name, text, strlen(text)) == 0;
}

static bool begins_word(const struct known_symbol *k, const char *text)
{
	size_t length = strlen(text);
	for (const char *at = strchr(k->name, ' '); at; at = strchr(at, ' '))
		if (strncasecmp(++at, text, length) == 0)
			return true;
	return false;
}

static const struct known_symbol *first(const struct symbol_search *s, const char *text,
					bool (*fits)(const struct known_symbol *k, const char *text))
{
	for (size_t i = 0; i < s->count; i++)
		if (fits(&s->items[i], text))
			return &s->items[i];
	return NULL;
}

static bool is_in_capitals(const char *text)
{
	return strpbrk(text, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

const struct known_symbol *symbol_search_find(const struct symbol_search *s, const char *text)
{
	const struct known_symbol *k = first(s, text, is_symbol);
	bool can_be_symbol = symbol_is_valid(text);
	if (!*text)
		return NULL;
	if (!k)
		k = first(s, text, is_name);
	if (k || (can_be_symbol && (is_in_capitals(text) || strlen(text) < BEGINNING_LEAST)))
		return k;
	k = first(s, text, begins_name);
	return k ? k : first(s, text, begins_word);
}
