#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/table.h"

#define INPUT_BYTES ((size_t)32 << 20)

static const char *const keys[] = { "text",     "low",  "high", "unit",  "approximate", "bound", "offset", "length",
				    "doubtful", "note", "kind", "payer", "payee",       "gw",    NULL };

static void add_ends(struct table *t, const struct amount *a)
{
	char low[FIGURE_VALUE_SIZE], high[FIGURE_VALUE_SIZE];
	const char *about = a->approximate ? "~" : "";
	figure_value_format(a->low, low);
	figure_value_format(a->high, high);
	table_add(t, TINT_NONE, "%s%s", a->bound == BOUND_UP_TO ? "" : about, a->bound == BOUND_UP_TO ? "" : low);
	table_add(t, TINT_NONE, "%s%s", a->bound == BOUND_AT_LEAST ? "" : about,
		  a->bound == BOUND_AT_LEAST ? "" : high);
}

static void add_parties(struct table *t, const struct statement *s)
{
	table_add(t, TINT_NONE, "%s", s ? statement_kind_name(s->kind) : "");
	table_add(t, TINT_NONE, "%s", s ? s->payer : "");
	table_add(t, TINT_NONE, "%s", s ? s->payee : "");
}

static void add_row(struct table *t, const struct figure *f, const char *text)
{
	char written[64], slice[64];
	const struct amount *a = &f->amount;
	snprintf(slice, sizeof slice, "%.*s", (int)(a->length < 63 ? a->length : 63), text + a->offset);
	safe_copy(written, sizeof written, slice);
	table_add(t, TINT_DIM, "%zu", a->offset);
	table_add(t, TINT_NONE, "%s", written);
	add_ends(t, a);
	table_add(t, TINT_NONE, "%s", a->unit);
	add_parties(t, f->statement);
	table_add(t, TINT_WARN, "%s", a->doubtful ? a->reason : " ");
}

static int print_text(const struct figure_list *list, const char *text, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "AT", true },    { "TEXT", false },  { "LOW", true },    { "HIGH", true },   { "UNIT", false },
		{ "KIND", false }, { "PAYER", false }, { "PAYEE", false }, { "DOUBT", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < list->count; i++)
		add_row(&t, &list->items[i], text);
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print(const struct figure_list *list, const char *text, const struct invocation *v, struct error *err)
{
	bool json = v->args->given[ARGUMENT_JSON];
	if (!json && !v->args->given[ARGUMENT_CSV])
		return list->count ? print_text(list, text, v, err) : 0;
	cJSON *rows = cJSON_CreateArray();
	figure_list_put(list, text, rows);
	return json ? json_print(v->out, rows, err) : csv_print(v->out, rows, keys, err);
}

static int find_and_print(const struct buffer *text, enum language language, const struct invocation *v,
			  struct error *err)
{
	struct figure_list list;
	if (figure_list_read(&list, buffer_text(text), text->length, language)) {
		error_set(err, "out of memory");
		return EXIT_FAILED;
	}
	int code = print(&list, buffer_text(text), v, err) ? EXIT_FAILED : list.count ? EXIT_DONE : EXIT_NOTHING;
	if (code == EXIT_NOTHING)
		error_set(err, "the text states no money and no power");
	figure_list_release(&list);
	return code;
}

static int read_language(const struct arguments *a, enum language *language, struct error *err)
{
	const char *name = a->values[ARGUMENT_LANG];
	char shown[64];
	*language = LANGUAGE_AUTO;
	if (!name || language_named(name, language))
		return 0;
	safe_copy(shown, sizeof shown, name);
	return error_set(err, "--lang: expected en, fr, ja or auto, not \"%s\"", shown);
}

int amounts_command(struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	enum language language;
	if (read_language(a, &language, err))
		return EXIT_USAGE;
	if (a->word_count == 0 && isatty(STDIN_FILENO)) {
		error_set(err, "amounts needs a file, or a text on the standard input: froth %s", a->command->usage);
		return EXIT_USAGE;
	}
	struct buffer text;
	buffer_init(&text, INPUT_BYTES);
	int code = EXIT_FAILED;
	if (input_read(a->word_count ? a->words[0] : "-", &text, err) == 0)
		code = find_and_print(&text, language, v, err);
	buffer_release(&text);
	return code;
}
