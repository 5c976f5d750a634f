#include "tests/market/labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/tsv.h"

static const char *const columns[] = { "language", "sentence", "amounts", "statements", NULL };

static char *copy(const char *text)
{
	char *kept = strdup(text);
	assert_non_null(kept);
	return kept;
}

static void add_label(struct label_list *list, const struct tsv *t)
{
	list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
	assert_non_null(list->items);
	struct label *l = &list->items[list->count++];
	*l = (struct label){ .line = t->line,
			     .sentence = copy(tsv_field(t, 1)),
			     .amounts = copy(tsv_field(t, 2)),
			     .statements = copy(tsv_field(t, 3)) };
	assert_true(language_named(tsv_field(t, 0), &l->language));
}

void labels_read(struct label_list *list, const char *name)
{
	char path[96];
	struct buffer text;
	struct tsv t;
	struct error err = { "" };
	int row;
	*list = (struct label_list){ 0 };
	snprintf(path, sizeof path, "tests/fixtures/press/amounts_%s.tsv", name);
	buffer_init(&text, 0);
	if (file_read(path, &text, &err) || tsv_open(&t, path, columns, buffer_text(&text), text.length, &err))
		fail_msg("%s", err.text);
	while ((row = tsv_next(&t, &err)) == 1)
		add_label(list, &t);
	if (row)
		fail_msg("%s", err.text);
	buffer_release(&text);
}

void labels_release(struct label_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].sentence);
		free(list->items[i].amounts);
		free(list->items[i].statements);
	}
	free(list->items);
	*list = (struct label_list){ 0 };
}

static void write_amount(struct buffer *out, const char *sentence, const struct amount *a)
{
	buffer_format(out, "%.*s = ", (int)a->length, sentence + a->offset);
	if (a->low < a->high)
		buffer_format(out, "%.15g..%.15g", a->low, a->high);
	else
		buffer_format(out, "%.15g", a->low);
	buffer_format(out, " %s %s%s%s", *a->unit ? a->unit : "-", bound_name(a->bound), a->approximate ? " ~" : "",
		      a->doubtful ? " ?" : "");
}

void amounts_write(struct buffer *out, const char *sentence, enum language language)
{
	struct amount amounts[LABEL_AMOUNTS];
	size_t count = amounts_find(sentence, strlen(sentence), language, amounts, LABEL_AMOUNTS);
	for (size_t i = 0; i < count; i++) {
		buffer_append_text(out, i ? " ; " : "");
		write_amount(out, sentence, &amounts[i]);
	}
	buffer_append_text(out, count ? "" : "none");
}

void statements_write(struct buffer *out, const char *sentence, enum language language)
{
	struct amount amounts[LABEL_AMOUNTS];
	struct statement statements[LABEL_AMOUNTS];
	size_t length = strlen(sentence), count = amounts_find(sentence, length, language, amounts, LABEL_AMOUNTS);
	count = statements_find(sentence, length, amounts, count, statements, LABEL_AMOUNTS);
	for (size_t i = 0; i < count; i++) {
		const struct statement *s = &statements[i];
		buffer_format(out, "%s%s %s > %s", i ? " ; " : "", statement_kind_name(s->kind),
			      *s->payer ? s->payer : "-", *s->payee ? s->payee : "-");
	}
	buffer_append_text(out, count ? "" : "none");
}

static double number_in(const char *from, const char *to)
{
	char copied[32];
	snprintf(copied, sizeof copied, "%.*s", (int)(to - from), from);
	return strtod(copied, NULL);
}

/* "1234.5e6" as "1234500000", the rest as it is. */
static void write_value(struct buffer *out, const char *value)
{
	const char *rest = strchr(value, ' '), *range = strstr(value, "..");
	assert_non_null(rest);
	buffer_format(out, "%.15g", number_in(value, range && range < rest ? range : rest));
	if (range && range < rest)
		buffer_format(out, "..%.15g", number_in(range + 2, rest));
	buffer_append_text(out, rest);
}

void amounts_label_write(struct buffer *out, const struct label *label)
{
	const char *at = label->amounts;
	for (const char *equals; (equals = strstr(at, " = ")) != NULL;) {
		const char *value = equals + 3, *next = strstr(value, " ; ");
		size_t length = next ? (size_t)(next - value) : strlen(value);
		char field[128];
		snprintf(field, sizeof field, "%.*s", (int)length, value);
		buffer_append(out, at, (size_t)(value - at));
		write_value(out, field);
		buffer_append_text(out, next ? " ; " : "");
		at = next ? next + 3 : value + length;
	}
	buffer_append_text(out, at);
}
