#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/fetching.h"
#include "cli/json.h"
#include "cli/symbols.h"
#include "cli/table.h"
#include "config/keys.h"
#include "fetch/source.h"
#include "fetch/yahoo_session.h"

static const char *const keys[] = { "name",      "url",        "kind",  "state", "last_ok",
				    "next_poll", "latency_ms", "items", "error", NULL };

struct state_list {
	struct source_state *items; /* owned */
	size_t count;
};

static bool has_state(const struct state_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].name, name) == 0)
			return true;
	return false;
}

/* Configured sources that no collector has polled yet are waiting, not absent. */
static int add_waiting(struct state_list *list, const struct source_list *sources, struct error *err)
{
	struct source_state *grown = realloc(list->items, (list->count + sources->count + 1) * sizeof *grown);
	if (!grown)
		return error_set(err, "out of memory");
	list->items = grown;
	for (size_t i = 0; i < sources->count; i++)
		if (!has_state(list, sources->items[i].state.name))
			grown[list->count++] = sources->items[i].state;
	return 0;
}

static struct source_feed *feeds_of(const struct config *c)
{
	struct source_feed *feeds = calloc(c->feed_count + 1, sizeof *feeds);
	for (size_t i = 0; feeds && i < c->feed_count; i++)
		feeds[i] = (struct source_feed){ c->feeds[i].name, c->feeds[i].url, c->feeds[i].language,
						 c->feeds[i].company, c->feeds[i].interval_s };
	return feeds;
}

/* Which services a person has keys with decides which sources there are. */
static void load_keys(struct service_keys *service, const struct config *c)
{
	struct error refused;
	if (service_keys_load(service, c->key_file, &refused))
		fprintf(stderr, "froth: %s\n", refused.text);
}

static int add_configured(struct state_list *list, const struct invocation *v, struct error *err)
{
	struct service_keys service;
	struct yahoo_session session;
	struct symbol_list symbols;
	struct source_list sources = { 0 };
	struct company_list companies;
	if (company_list_load(&companies, err))
		return -1;
	if (symbol_list_choose(&symbols, v, err)) {
		company_list_release(&companies);
		return -1;
	}
	struct source_feed *feeds = feeds_of(&v->config);
	load_keys(&service, &v->config);
	yahoo_session_init(&session);
	struct source_settings settings = {
		.symbols = (const char(*)[SYMBOL_SIZE])symbols.items,
		.symbol_count = symbols.count,
		.base_currency = v->config.base_currency,
		.contact_agent = *v->config.contact ? v->config.contact : NULL,
		.companies = &companies,
		.keys = { service.finnhub, service.twelve_data, service.alpha_vantage },
		.yahoo_session = v->config.yahoo_session ? &session : NULL,
		.feeds = feeds,
		.feed_count = feeds ? v->config.feed_count : 0,
	};
	int status = source_list_build(&sources, &settings, err);
	if (status == 0)
		status = add_waiting(list, &sources, err);
	source_list_release(&sources);
	yahoo_session_release(&session);
	service_keys_wipe(&service);
	free(feeds);
	symbol_list_release(&symbols);
	company_list_release(&companies);
	return status;
}

/* A count that is only known under a condition. */
static double known(bool is_known, int value)
{
	return is_known ? (double)value : (double)NAN;
}

static cJSON *rows_of(const struct state_list *list)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < list->count; i++) {
		const struct source_state *s = &list->items[i];
		cJSON *row = json_row(rows);
		json_put_text(row, "name", s->name);
		json_put_text(row, "url", s->url);
		json_put_text(row, "kind", s->kind);
		json_put_text(row, "state", source_status_name(s->status));
		json_put_time(row, "last_ok", s->last_ok);
		json_put_time(row, "next_poll", s->next_poll);
		json_put_number(row, "latency_ms", known(s->latency_ms >= 0, s->latency_ms));
		json_put_number(row, "items", known(s->last_ok != 0, s->items));
		json_put_text(row, "error", s->error);
		json_put_time(row, "last_try", s->last_try);
		json_put_number(row, "last_code", known(s->last_code != 0, s->last_code));
		json_put_integer(row, "failures", s->failures);
		json_put_text(row, "moved_to", s->moved_url);
		json_put_time(row, "refused_since", s->refused_since);
	}
	return rows;
}

static enum tint tint_of_status(enum source_status status)
{
	return status == SOURCE_LIVE                                   ? TINT_NONE
	       : status == SOURCE_WAITING || status == SOURCE_DISABLED ? TINT_DIM
								       : TINT_WARN;
}

static void add_cells(struct table *t, const struct source_state *s, int64_t now)
{
	char age[TIMESTAMP_SIZE] = "", wait[TIMESTAMP_SIZE] = "";
	if (s->last_ok)
		timestamp_format_age(now - s->last_ok, age);
	if (s->next_poll > now)
		timestamp_format_age(s->next_poll - now, wait);
	table_add(t, TINT_NONE, "%s", s->name);
	table_add(t, TINT_NONE, "%s", s->kind);
	table_add(t, tint_of_status(s->status), "%s", source_status_name(s->status));
	table_add(t, TINT_NONE, "%s", age);
	table_add(t, TINT_NONE, "%s", wait);
	table_add_number(t, TINT_NONE, known(s->latency_ms >= 0, s->latency_ms), 0);
	table_add_number(t, TINT_NONE, known(s->last_ok != 0, s->items), 0);
	table_add(t, *s->error ? TINT_WARN : TINT_NONE, "%s", s->error);
}

static int print_text(const struct state_list *list, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "SOURCE", false }, { "KIND", false }, { "STATE", false }, { "LAST OK", true }, { "NEXT IN", true },
		{ "MS", true },      { "ITEMS", true }, { "ERROR", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < list->count; i++)
		add_cells(&t, &list->items[i], clock_wall_s(&v->clock));
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print(const struct state_list *list, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return json_print(v->out, rows_of(list), err);
	if (v->args->given[ARGUMENT_CSV])
		return csv_print(v->out, rows_of(list), keys, err);
	return list->count ? print_text(list, v, err) : 0;
}

int sources_command(struct invocation *v, struct error *err)
{
	struct state_list list = { 0 };
	int code = EXIT_FAILED;
	if (store_get_source_states(v->store, &list.items, &list.count, err) == 0 &&
	    add_configured(&list, v, err) == 0 && print(&list, v, err) == 0)
		code = list.count ? EXIT_DONE : EXIT_NOTHING;
	if (code == EXIT_NOTHING)
		error_set(err, "no source is configured");
	free(list.items);
	return code;
}
