#include "config/names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "config/nearest.h"

const char *const company_name_fields[] = { "symbol",  "name",      "case",      "not_before", "not_after",
					    "against", "in_favour", "only_with", NULL };

static const struct {
	const char *field;
	size_t offset;
} word_fields[] = {
	{ "not_before", offsetof(struct company_name, not_before) },
	{ "not_after", offsetof(struct company_name, not_after) },
	{ "against", offsetof(struct company_name, against) },
	{ "in_favour", offsetof(struct company_name, in_favour) },
	{ "only_with", offsetof(struct company_name, only_with) },
};

static char *words_of(struct company_name *n, const char *field)
{
	for (size_t i = 0; i < sizeof word_fields / sizeof *word_fields; i++)
		if (!strcmp(word_fields[i].field, field))
			return (char *)n + word_fields[i].offset;
	return NULL;
}

bool company_name_is_list(const char *field)
{
	struct company_name none;
	return words_of(&none, field) != NULL;
}

static int refuse(const char *field, const char *expected, const char *text, struct error *err)
{
	char shown[CONFIG_NAME_SIZE];
	safe_copy(shown, sizeof shown, text);
	return error_set(err, "%s: expected %s, found \"%s\"", field, expected, shown);
}

/* Text as headlines can have it: nothing that safe_text() would change, no blank at either end. */
static bool is_word_of_press(const char *text, size_t size)
{
	char safe[CONFIG_NAME_SIZE + 4];
	size_t length = strlen(text);
	if (!length || length >= size || text[0] == ' ' || text[length - 1] == ' ' || strchr(text, '|'))
		return false;
	safe_copy(safe, sizeof safe, text);
	return strcmp(safe, text) == 0;
}

static size_t characters_in(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

static int set_symbol(struct company_name *n, const char *text, struct error *err)
{
	return symbol_parse(text, n->symbol) ? refuse("symbol", "a symbol such as NVDA or 9984.T", text, err) : 0;
}

/* A single letter stands everywhere. */
static int set_name(struct company_name *n, const char *text, struct error *err)
{
	if (!is_word_of_press(text, sizeof n->name) || characters_in(text) < 2)
		return refuse("name", "a name of two characters to 63 bytes without |", text, err);
	memcpy(n->name, text, strlen(text) + 1);
	return 0;
}

static int set_case(struct company_name *n, const char *text, struct error *err)
{
	static const char *const words[] = {
		[ANY_CASE] = "any", [CAPITALISED] = "capitalised", [AS_WRITTEN] = "exact"
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!strcmp(words[i], text)) {
			n->letters = (enum letter_case)i;
			return 0;
		}
	}
	return refuse("case", "any, capitalised or exact", text, err);
}

static int add_word(char *words, const char *field, const char *text, struct error *err)
{
	size_t used = strlen(words), length = strlen(text);
	if (!is_word_of_press(text, CONFIG_NAME_SIZE))
		return refuse(field, "words of 1 to 63 bytes without |", text, err);
	if (used + 1 + length >= CONFIG_WORDS_SIZE)
		return error_set(err, "%s: expected words of at most %d bytes together", field, CONFIG_WORDS_SIZE - 1);
	snprintf(words + used, CONFIG_WORDS_SIZE - used, "%s%s", used ? "|" : "", text);
	return 0;
}

int company_name_set(struct company_name *n, const char *field, const char *text, struct error *err)
{
	char *words = words_of(n, field);
	if (words)
		return add_word(words, field, text, err);
	if (!strcmp(field, "symbol"))
		return set_symbol(n, text, err);
	return strcmp(field, "name") ? set_case(n, text, err) : set_name(n, text, err);
}

int company_name_check(const struct company_name *n, struct error *err)
{
	if (!*n->symbol || !*n->name)
		return error_set(err, "names: expected a %s for each name, found none", *n->symbol ? "name" : "symbol");
	if (n->letters == CAPITALISED && *n->name >= 'a' && *n->name <= 'z')
		return error_set(err,
				 "names: case: capitalised expects a name that begins with a capital, found \"%s\"",
				 n->name);
	if (*n->in_favour && !*n->against)
		return error_set(err, "names: in_favour of \"%s\" says nothing without against", n->name);
	return 0;
}

/* ---- names taken out ---- */

static const char *find_built_in(const struct name_rule *rules, const char *text, struct nearest *nearest)
{
	for (; rules->symbol; rules++) {
		if (!strcasecmp(rules->name, text))
			return rules->name;
		nearest_offer(nearest, rules->name);
	}
	return NULL;
}

int without_name_set(char out[CONFIG_NAME_SIZE], const char *text, struct error *err)
{
	struct nearest nearest;
	nearest_init(&nearest, text);
	const char *known = find_built_in(name_rules, text, &nearest);
	if (!known)
		known = find_built_in(product_names, text, &nearest);
	if (known) {
		snprintf(out, CONFIG_NAME_SIZE, "%s", known);
		return 0;
	}
	refuse("without_names", "a name that froth knows by itself", text, err);
	if (nearest.best && err) {
		size_t used = strlen(err->text);
		snprintf(err->text + used, sizeof err->text - used, "; did you mean \"%s\"?", nearest.best);
	}
	return -1;
}

/* ---- into the book ---- */

static const char *none_if_empty(const char *words)
{
	return *words ? words : NULL;
}

static struct name_rule rule_of(const struct company_name *n)
{
	return (struct name_rule){
		.symbol = n->symbol,
		.name = n->name,
		.letters = n->letters,
		.not_before = none_if_empty(n->not_before),
		.not_after = none_if_empty(n->not_after),
		.against = none_if_empty(n->against),
		.in_favour = none_if_empty(n->in_favour),
		.only_with = none_if_empty(n->only_with),
	};
}

void config_choose_names(const struct config *c, struct own_names *names, struct name_choice *choice)
{
	for (size_t i = 0; i < c->name_count; i++)
		names->rules[i] = rule_of(&c->names[i]);
	for (size_t i = 0; i < c->without_name_count; i++)
		names->without[i] = c->without_names[i];
	choice->own = names->rules;
	choice->own_count = c->name_count;
	choice->without = names->without;
	choice->without_count = c->without_name_count;
}
