#include "cli/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"

#define HEADLINE_FIGURES 32

static int read_amounts(struct amount **out, size_t *count, const char *text, size_t length, enum language language)
{
	for (size_t room = 64;; room *= 4) {
		struct amount *grown = calloc(room, sizeof *grown);
		if (!grown)
			return -1;
		*count = amounts_find(text, length, language, grown, room);
		*out = grown;
		if (*count < room)
			return 0;
		free(grown);
	}
}

static void join(struct figure_list *list, const struct amount *amounts, size_t statement_count)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = (struct figure){ .amount = amounts[i] };
	for (size_t i = 0; i < statement_count; i++)
		list->items[list->statements[i].amount].statement = &list->statements[i];
}

int figure_list_read(struct figure_list *list, const char *text, size_t length, enum language language)
{
	struct amount *amounts;
	*list = (struct figure_list){ 0 };
	if (read_amounts(&amounts, &list->count, text, length, language))
		return -1;
	list->items = calloc(list->count + 1, sizeof *list->items);
	list->statements = calloc(list->count + 1, sizeof *list->statements);
	bool whole = list->items && list->statements;
	if (whole)
		join(list, amounts, statements_find(text, length, amounts, list->count, list->statements, list->count));
	free(amounts);
	if (!whole)
		figure_list_release(list);
	return whole ? 0 : -1;
}

void figure_list_release(struct figure_list *list)
{
	free(list->items);
	free(list->statements);
	*list = (struct figure_list){ 0 };
}

static void put_slice(cJSON *row, const char *key, const char *text, size_t length)
{
	char *copy = strndup(text, length);
	json_put_text(row, key, copy);
	free(copy);
}

static void put_statement(cJSON *row, const struct statement *s)
{
	json_put_text(row, "kind", s ? statement_kind_name(s->kind) : NULL);
	json_put_text(row, "payer", s ? s->payer : NULL);
	json_put_text(row, "payee", s ? s->payee : NULL);
	json_put_number(row, "gw", s ? s->gw : (double)NAN);
}

static void put_amount(cJSON *row, const struct amount *a, const char *text)
{
	put_slice(row, "text", text + a->offset, a->length);
	json_put_number(row, "low", a->low);
	json_put_number(row, "high", a->high);
	json_put_text(row, "unit", a->unit);
	cJSON_AddBoolToObject(row, "approximate", a->approximate);
	json_put_text(row, "bound", bound_name(a->bound));
	json_put_integer(row, "offset", (int64_t)a->offset);
	json_put_integer(row, "length", (int64_t)a->length);
	cJSON_AddBoolToObject(row, "doubtful", a->doubtful);
	json_put_text(row, "note", a->reason);
}

void figure_list_put(const struct figure_list *list, const char *text, cJSON *array)
{
	for (size_t i = 0; i < list->count; i++) {
		cJSON *row = json_row(array);
		put_amount(row, &list->items[i].amount, text);
		put_statement(row, list->items[i].statement);
	}
}

/* ---- headlines ---- */

static enum language language_of_headline(const struct headline *h, const char *text)
{
	enum language named = LANGUAGE_AUTO;
	language_named(h->language, &named);
	return language_of(text, strlen(text), named == LANGUAGE_AUTO ? LANGUAGE_EN : named);
}

static void put_field(const struct headline *h, const char *field, const char *text, cJSON *array)
{
	struct figure_list list;
	if (!text || figure_list_read(&list, text, strlen(text), language_of_headline(h, text)))
		return;
	int known = cJSON_GetArraySize(array), at = 0;
	figure_list_put(&list, text, array);
	cJSON *row;
	cJSON_ArrayForEach(row, array)
	{
		if (at++ >= known)
			json_put_text(row, "field", field);
	}
	figure_list_release(&list);
}

void headline_put_figures(const struct headline *h, cJSON *array)
{
	put_field(h, "title", h->title, array);
	put_field(h, "summary", h->summary, array);
}

static void put_texts(const struct headline *h, const char *text, cJSON *array)
{
	struct figure_list list;
	if (!text || figure_list_read(&list, text, strlen(text), language_of_headline(h, text)))
		return;
	for (size_t i = 0; i < list.count; i++) {
		const struct amount *a = &list.items[i].amount;
		char *copy = strndup(text + a->offset, a->length);
		cJSON_AddItemToArray(array, cJSON_CreateString(copy ? copy : ""));
		free(copy);
	}
	figure_list_release(&list);
}

void headline_put_figure_texts(const struct headline *h, cJSON *array)
{
	put_texts(h, h->title, array);
	put_texts(h, h->summary, array);
}

static bool has_figures(const struct headline *h, const char *text)
{
	struct amount amounts[HEADLINE_FIGURES];
	size_t count =
		text ? amounts_find(text, strlen(text), language_of_headline(h, text), amounts, HEADLINE_FIGURES) : 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(amounts[i].unit, "households") != 0)
			return true;
	return false;
}

bool headline_has_figures(const struct headline *h)
{
	return has_figures(h, h->title) || has_figures(h, h->summary);
}

void figure_value_format(double value, char out[FIGURE_VALUE_SIZE])
{
	static const struct {
		double size;
		const char *name;
	} scales[] = { { 1e12, " tn" }, { 1e9, " bn" }, { 1e6, " m" }, { 1, "" } };
	size_t i = 0;
	while (i < 3 && fabs(value) < scales[i].size)
		i++;
	snprintf(out, FIGURE_VALUE_SIZE, "%.6g%s", value / scales[i].size, scales[i].name);
}
