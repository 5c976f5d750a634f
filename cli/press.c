#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/since.h"
#include "cli/table.h"

static const char *const keys[] = { "id",        "source",  "time",    "title", "url", "language",
				    "companies", "figures", "summary", "read",  NULL };

struct press_request {
	struct press_query query;
	char company[SYMBOL_SIZE];
	struct buffer words;
};

static int refuse(const char *option, const char *expected, const char *found, struct error *err)
{
	char shown[64];
	safe_copy(shown, sizeof shown, found);
	return error_set(err, "%s: expected %s, found \"%s\"", option, expected, shown);
}

static int read_limit(size_t *limit, const char *text, struct error *err)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || value < 1 || value > 1000000)
		return refuse("--limit", "a number from 1 to 1000000", text, err);
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
		return refuse("--company", "a symbol such as NVDA or 9984.T", company, err);
	if (company)
		r->query.company = r->company;
	if (since && since_parse(since, clock_wall_s(&v->clock), &r->query.since))
		return refuse("--since", "2d, 12h, 1w, a date such as 2026-08-20, or a time", since, err);
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

static cJSON *rows_of(const struct headline_list *list)
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
		cJSON_AddArrayToObject(row, "figures");
		json_put_text(row, "summary", h->summary);
		cJSON_AddBoolToObject(row, "read", h->read);
	}
	return rows;
}

static void add_cells(struct table *t, const struct headline *h, int64_t now)
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
	table_add(t, tint, "%s", h->source);
	table_add(t, tint, "%s", companies);
	table_add(t, tint, "%s", h->title);
}

static int print_text(const struct headline_list *list, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "ID", true },         { "AGE", true },    { "SOURCE", false },
		{ "COMPANIES", false }, { "TITLE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < list->count; i++)
		add_cells(&t, &list->items[i], clock_wall_s(&v->clock));
	int status = table_print(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
	table_release(&t);
	return status;
}

static int print(const struct headline_list *list, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return json_print(v->out, rows_of(list), err);
	if (v->args->given[ARGUMENT_CSV])
		return csv_print(v->out, rows_of(list), keys, err);
	return list->count ? print_text(list, v, err) : 0;
}

static int find_and_print(const struct press_request *r, const struct invocation *v, struct error *err)
{
	struct headline_list list = { 0 };
	int code = EXIT_FAILED;
	if (store_get_headlines(v->store, &r->query, &list, err) == 0 && print(&list, v, err) == 0)
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
	if (v->args->given[ARGUMENT_FIGURES] && code == EXIT_DONE)
		fprintf(stderr, "froth: figures are not read from headlines yet\n");
	buffer_release(&request.words);
	return code;
}
