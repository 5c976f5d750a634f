#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/json.h"
#include "cli/since.h"
#include "cli/table.h"
#include "cli/words.h"

#define LIMIT 100 /* the store's own, where none is asked for */

static const char *const keys[] = { "id",        "source",  "time",    "title", "url",     "language",
				    "companies", "figures", "summary", "read",  "sources", NULL };

struct press_request {
	struct press_query query;
	char company[SYMBOL_SIZE];
	struct buffer words;
};

static int read_limit(size_t *limit, const char *text, struct error *err)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || value < 1 || value > 1000000)
		return word_refuse("--limit", "a number from 1 to 1000000", text, err);
	*limit = (size_t)value;
	return 0;
}

static int read_words(struct press_request *r, const struct arguments *a, struct error *err)
{
	for (size_t i = 0; i < a->word_count; i++)
		if (buffer_format(&r->words, "%s%s", i ? " " : "", a->words[i]))
			return error_set(err, "the words to look for are longer than %zu bytes", r->words.limit);
	if (a->word_count)
		r->query.words = buffer_text(&r->words);
	return 0;
}

static int read_request(struct press_request *r, const struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	const char *company = a->values[ARGUMENT_COMPANY], *since = a->values[ARGUMENT_SINCE];
	const char *limit = a->values[ARGUMENT_LIMIT];
	r->query =
		(struct press_query){ .source = a->values[ARGUMENT_SOURCE], .unread_only = a->given[ARGUMENT_UNREAD] };
	if (company && symbol_parse(company, r->company))
		return word_refuse("--company", "a symbol such as NVDA or 9984.T", company, err);
	if (company)
		r->query.company = r->company;
	if (since && since_parse(since, clock_wall_s(&v->clock), &r->query.since))
		return word_refuse("--since", "2d, 12h, 1w, a date such as 2026-08-20, or a time", since, err);
	if (limit && read_limit(&r->query.limit, limit, err))
		return -1;
	return read_words(r, a, err);
}

static void add_companies(cJSON *row, const struct headline *h)
{
	cJSON *companies = cJSON_AddArrayToObject(row, "companies");
	for (size_t i = 0; i < h->company_count; i++)
		cJSON_AddItemToArray(companies, cJSON_CreateString(h->companies[i]));
}

static void add_sources(cJSON *row, const struct headline *h)
{
	cJSON *sources = cJSON_AddArrayToObject(row, "sources");
	for (size_t i = 0; i < h->source_count; i++)
		cJSON_AddItemToArray(sources, cJSON_CreateString(h->sources[i]));
}

static void add_figures(cJSON *row, const struct headline *h, bool csv)
{
	cJSON *figures = cJSON_AddArrayToObject(row, "figures");
	if (csv)
		headline_put_figure_texts(h, figures);
	else
		headline_put_figures(h, figures);
}

/* In CSV a figure is its text; in JSON an object. */
static cJSON *rows_of(const struct headline_list *list, bool csv)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < list->count; i++) {
		const struct headline *h = &list->items[i];
		cJSON *row = json_row(rows);
		json_put_integer(row, "id", h->row);
		json_put_text(row, "source", h->source);
		json_put_time(row, "time", h->time);
		json_put_text(row, "title", h->title);
		json_put_text(row, "url", h->url);
		json_put_text(row, "language", h->language);
		add_companies(row, h);
		add_figures(row, h, csv);
		json_put_text(row, "summary", h->summary);
		cJSON_AddBoolToObject(row, "read", h->read);
		add_sources(row, h);
	}
	return rows;
}

static void add_figure_cell(struct table *t, const struct headline *h)
{
	char cell[160] = "";
	cJSON *texts = cJSON_CreateArray(), *text;
	headline_put_figure_texts(h, texts);
	cJSON_ArrayForEach(text, texts)
	{
		size_t used = strlen(cell);
		if (used + strlen(text->valuestring) + 3 < sizeof cell)
			snprintf(cell + used, sizeof cell - used, "%s%s", used ? ", " : "", text->valuestring);
	}
	cJSON_Delete(texts);
	table_add(t, TINT_NONE, "%s", cell);
}

static void add_cells(struct table *t, const struct headline *h, int64_t now, bool figures)
{
	char age[TIMESTAMP_SIZE], companies[HEADLINE_COMPANIES * SYMBOL_SIZE] = "";
	timestamp_format_age(now - h->time, age);
	for (size_t i = 0; i < h->company_count; i++) {
		strncat(companies, i ? " " : "", sizeof companies - strlen(companies) - 1);
		strncat(companies, h->companies[i], sizeof companies - strlen(companies) - 1);
	}
	enum tint tint = h->read ? TINT_DIM : TINT_NONE;
	table_add(t, TINT_DIM, "%lld", (long long)h->row);
	table_add(t, TINT_DIM, "%s%s", h->time_is_fetch_time ? "~" : "", age);
	/* Those of the copies are a number here. */
	if (h->story_count > 1)
		table_add(t, tint, "%s +%zu", h->source, h->story_count - 1);
	else
		table_add(t, tint, "%s", h->source);
	table_add(t, tint, "%s", companies);
	if (figures)
		add_figure_cell(t, h);
	table_add(t, tint, "%s", h->title);
}

static int print_text(const struct headline_list *list, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "ID", true },         { "AGE", true },    { "SOURCE", false },
		{ "COMPANIES", false }, { "TITLE", false }, { NULL, false },
	};
	static const struct table_column with_figures[] = {
		{ "ID", true },       { "AGE", true },    { "SOURCE", false }, { "COMPANIES", false },
		{ "FIGURES", false }, { "TITLE", false }, { NULL, false },
	};
	bool figures = v->args->given[ARGUMENT_FIGURES];
	struct table t;
	table_init(&t, figures ? with_figures : columns);
	for (size_t i = 0; i < list->count; i++)
		add_cells(&t, &list->items[i], clock_wall_s(&v->clock), figures);
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print(const struct headline_list *list, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return json_print(v->out, rows_of(list, false), err);
	if (v->args->given[ARGUMENT_CSV])
		return csv_print(v->out, rows_of(list, true), keys, err);
	return list->count ? print_text(list, v, err) : 0;
}

/* Keeps the first `most` headlines that state money or power. */
static void keep_figures(struct headline_list *list, size_t most)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (kept < most && headline_has_figures(&list->items[i])) {
			struct headline h = list->items[kept];
			list->items[kept++] = list->items[i];
			list->items[i] = h;
		}
	}
	for (size_t i = kept; i < list->count; i++)
		headline_release(&list->items[i]);
	list->count = kept;
}

/* The store knows no figures, so more and more of it is read until enough headlines have some. */
static int find_with_figures(const struct press_request *r, struct store *store, struct headline_list *list,
			     struct error *err)
{
	struct press_query query = r->query;
	size_t wanted = query.limit ? query.limit : LIMIT;
	for (query.limit = wanted * 4;; query.limit *= 8) {
		if (store_get_headlines(store, &query, list, err))
			return -1;
		bool all = list->count < query.limit;
		keep_figures(list, wanted);
		if (all || list->count == wanted)
			return 0;
		headline_list_release(list);
	}
}

static int find(const struct press_request *r, const struct invocation *v, struct headline_list *list,
		struct error *err)
{
	return v->args->given[ARGUMENT_FIGURES] ? find_with_figures(r, v->store, list, err)
						: store_get_headlines(v->store, &r->query, list, err);
}

static int find_and_print(const struct press_request *r, const struct invocation *v, struct error *err)
{
	struct headline_list list = { 0 };
	int code = EXIT_FAILED;
	if (find(r, v, &list, err) == 0 && print(&list, v, err) == 0)
		code = list.count ? EXIT_DONE : EXIT_NOTHING;
	if (code == EXIT_NOTHING)
		error_set(err, "no stored headline matches");
	headline_list_release(&list);
	return code;
}

int press_command(struct invocation *v, struct error *err)
{
	struct press_request request = { 0 };
	buffer_init(&request.words, 1024);
	int code = read_request(&request, v, err) ? EXIT_USAGE : find_and_print(&request, v, err);
	buffer_release(&request.words);
	return code;
}
