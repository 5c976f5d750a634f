#include "fetch/source_fallback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/price_symbols.h"

/* A service that names no currency may mean another line of a company that has more than one. */
static bool is_at_home(const struct source_settings *settings, const char *symbol)
{
	const struct company *c = settings->companies ? company_list_find(settings->companies, symbol) : NULL;
	return c && c->shares_per_unit == 1 && !strcmp(c->form, "10-K") && !strpbrk(symbol, ".-=^");
}

/* Moves the symbols that the plan covers to the front; how many they are. */
static size_t choose(char (*symbols)[SYMBOL_SIZE], size_t count, const struct source_class *class,
		     const struct source_settings *settings, const struct fallback_plan *plan)
{
	size_t kept = 0;
	for (size_t i = 0; i < count && (!plan->limit || kept < plan->limit); i++)
		if (plan->covers(symbols[i]) && (!class->names_no_currency || is_at_home(settings, symbols[i])))
			memmove(symbols[kept++], symbols[i], SYMBOL_SIZE);
	return kept;
}

static int add(struct source_list *list, const struct source_class *class, const struct source_settings *settings,
	       const char *name, const struct price_symbols *a, struct error *err)
{
	struct source *s =
		source_list_add(list, class, settings, name, (const char(*)[SYMBOL_SIZE])a->symbols, a->count);
	if (!s)
		return error_set(err, "out of memory");
	s->asking_count = a->count < class->batch ? a->count : class->batch;
	s->asking = calloc(class->batch, sizeof *s->asking);
	if (!s->asking)
		return error_set(err, "out of memory");
	memcpy(s->asking, s->symbols, s->asking_count * sizeof *s->asking);
	return source_settle(s, err);
}

static int gather(struct price_symbols *a, const struct source_class *class, const struct source_settings *settings)
{
	if (class->datum == DATUM_PRICE)
		return price_symbols_gather(a, settings);
	a->count = settings->symbol_count;
	a->symbols = calloc(a->count + 1, sizeof *a->symbols);
	if (!a->symbols)
		return -1;
	if (a->count)
		memcpy(a->symbols, settings->symbols, a->count * sizeof *a->symbols);
	return 0;
}

int source_fallback_build(struct source_list *list, const struct source_class *class,
			  const struct source_settings *settings, const struct fallback_plan *plan, struct error *err)
{
	struct price_symbols a = { 0 };
	if (!settings->symbol_count)
		return 0;
	int result = gather(&a, class, settings) ? error_set(err, "out of memory") : 0;
	if (!result)
		a.count = choose(a.symbols, a.count, class, settings, plan);
	if (!result && a.count)
		result = add(list, class, settings, plan->name, &a, err);
	price_symbols_release(&a);
	return result;
}

bool source_has_key(const char *key)
{
	return key && *key;
}

bool source_refuses_key(const struct http_response *answer, const char *service, int *wait_s, struct error *err)
{
	if (answer->outcome != HTTP_ANSWERED || answer->status != 401)
		return false;
	error_set(err, "%s does not take the key (401 Unauthorized)", service);
	*wait_s = BACKOFF_MAX_S;
	return true;
}

int source_fallback_interval_s(const struct source *s, int quote_interval_s)
{
	(void)s;
	return quote_interval_s;
}

int source_fallback_list(const struct source *s, int (*name)(const char *symbol, char *out, size_t size),
			 const char *separator, char out[URL_SIZE])
{
	size_t used = strlen(out);
	for (size_t i = 0; i < s->asking_count; i++) {
		char theirs[URL_HOST_SIZE], escaped[3 * SYMBOL_SIZE + 24];
		if (name(s->asking[i], theirs, sizeof theirs) || url_escape(theirs, escaped, sizeof escaped))
			return -1;
		used += (size_t)snprintf(out + used, URL_SIZE - used, "%s%s", i ? separator : "", escaped);
		if (used >= URL_SIZE)
			return -1;
	}
	return 0;
}
