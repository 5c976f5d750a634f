#include "market/name_book.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct name_rule *const built_in[] = { name_rules, product_names };

static size_t rule_count(const struct name_rule *rules)
{
	size_t count = 0;
	while (rules[count].symbol)
		count++;
	return count;
}

static bool is_rule_of(const struct name_rule *rules, const char *name)
{
	for (; rules->symbol; rules++)
		if (!strcasecmp(rules->name, name))
			return true;
	return false;
}

bool name_is_built_in(const char *name)
{
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (is_rule_of(built_in[i], name))
			return true;
	return false;
}

static unsigned char small_first(const struct name_entry *e)
{
	unsigned char c = (unsigned char)*e->rule->name;
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
}

static int compare_entries(const void *a, const void *b)
{
	const struct name_entry *left = a, *right = b;
	unsigned char first = small_first(left), second = small_first(right);
	if (first != second)
		return first < second ? -1 : 1;
	if (left->length != right->length)
		return left->length > right->length ? -1 : 1;
	return strcmp(left->rule->symbol, right->rule->symbol);
}

static void add_entry(struct name_book *book, const struct name_rule *rule, bool is_symbol)
{
	book->entries[book->count++] =
		(struct name_entry){ .rule = rule, .length = strlen(rule->name), .is_symbol = is_symbol };
}

static void add_built_in(struct name_book *book, const struct name_rule *rules, const struct name_choice *choice)
{
	for (; rules->symbol; rules++) {
		bool holds = true;
		for (size_t i = 0; i < choice->without_count && holds; i++)
			holds = strcasecmp(choice->without[i], rules->name) != 0;
		if (holds)
			add_entry(book, rules, false);
	}
}

static size_t letters_and_digits(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9');
	return count;
}

/* A symbol that is a name too goes by the name's rules, and stays silent where that name was taken out. */
static bool is_plain_symbol(const char *symbol, const struct name_choice *choice)
{
	if (letters_and_digits(symbol) < 3 || name_is_built_in(symbol))
		return false;
	for (size_t i = 0; i < choice->own_count; i++)
		if (!strcasecmp(choice->own[i].name, symbol))
			return false;
	return true;
}

static void add_watched(struct name_book *book, const struct name_choice *choice)
{
	for (size_t i = 0; i < choice->watched_count; i++) {
		if (!is_plain_symbol(choice->watched[i], choice))
			continue;
		book->symbols[i] = (struct name_rule){ .symbol = choice->watched[i],
						       .name = choice->watched[i],
						       .letters = AS_WRITTEN };
		add_entry(book, &book->symbols[i], true);
	}
}

static void index_by_first_byte(struct name_book *book)
{
	size_t at = 0;
	qsort(book->entries, book->count, sizeof *book->entries, compare_entries);
	for (size_t byte = 0; byte < 256; byte++) {
		book->first[byte] = at;
		while (at < book->count && small_first(&book->entries[at]) == byte)
			at++;
	}
	book->first[256] = at;
}

int name_book_init(struct name_book *book, const struct name_choice *choice)
{
	size_t most = choice->own_count + choice->watched_count + rule_count(name_rules) + rule_count(product_names);
	*book = (struct name_book){ .entries = calloc(most, sizeof *book->entries),
				    .symbols = calloc(choice->watched_count + 1, sizeof *book->symbols) };
	if (!book->entries || !book->symbols)
		return -1;
	for (size_t i = 0; i < choice->own_count; i++)
		add_entry(book, &choice->own[i], false);
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		add_built_in(book, built_in[i], choice);
	add_watched(book, choice);
	index_by_first_byte(book);
	return 0;
}

void name_book_release(struct name_book *book)
{
	free(book->entries);
	free(book->symbols);
	*book = (struct name_book){ 0 };
}
