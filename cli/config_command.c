#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/shipped.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"

/* What a person changed in the names that press items are told by. */
static void say_names(FILE *out, const struct config *c)
{
	for (size_t i = 0; i < c->name_count; i++)
		fprintf(out, "press items are tagged %s by \"%s\"\n", c->names[i].symbol, c->names[i].name);
	for (size_t i = 0; i < c->without_name_count; i++)
		fprintf(out, "press items are no longer tagged by \"%s\"\n", c->without_names[i]);
}

static int check(struct invocation *v, struct error *err)
{
	if (v->config_failed) {
		*err = v->config_error;
		return EXIT_FAILED;
	}
	bool there = *v->config_path && access(v->config_path, F_OK) == 0;
	fprintf(v->out, "%s: %s\n", *v->config_path ? v->config_path : "no home",
		there ? "good" : "not there, the defaults hold");
	say_names(v->out, &v->config);
	return EXIT_DONE;
}

static int show_path(struct invocation *v, struct error *err)
{
	if (!*v->config_path)
		return path_xdg(PATH_CONFIG, "froth.yaml", v->config_path, err) ? EXIT_FAILED : EXIT_DONE;
	fprintf(v->out, "%s\n", v->config_path);
	return EXIT_DONE;
}

static const char *range_of(const struct option *o)
{
	static const char *const kinds[] = {
		[OPTION_TEXT] = "text",     [OPTION_INT] = "number",        [OPTION_BOOL] = "true|false",
		[OPTION_CHOICE] = "choice", [OPTION_CURRENCY] = "ISO 4217", [OPTION_WEIGHTS] = "V=2 G=1 ..",
		[OPTION_MEAN] = "choice"
	};
	return o->choices ? o->choices : kinds[o->type];
}

/* For scripts, the manual among them: name, default, range and meaning, parted by tabs. */
void config_options_print(FILE *out)
{
	for (const struct option *o = config_options; o->section; o++)
		fprintf(out, "%s.%s\t%s\t%s\t%s\n", o->section, o->name, o->fallback, range_of(o), o->help);
}

static int options_as_json(const struct invocation *v, struct error *err)
{
	cJSON *rows = cJSON_CreateArray();
	for (const struct option *o = config_options; o->section; o++) {
		char value[512];
		config_option_get(&v->config, o, value, sizeof value);
		cJSON *row = json_row(rows);
		json_put_text(row, "section", o->section);
		json_put_text(row, "name", o->name);
		json_put_text(row, "value", value);
		json_put_text(row, "default", o->fallback);
		json_put_text(row, "range", range_of(o));
		json_put_text(row, "help", o->help);
	}
	return json_print(v->out, rows, err) ? EXIT_FAILED : EXIT_DONE;
}

static int list_options(struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "OPTION", false }, { "VALUE", false }, { "RANGE", false }, { "MEANING", false }, { NULL, false }
	};
	if (v->args->given[ARGUMENT_JSON])
		return options_as_json(v, err);
	struct table t;
	table_init(&t, columns);
	for (const struct option *o = config_options; o->section; o++) {
		char value[512];
		config_option_get(&v->config, o, value, sizeof value);
		enum tint tint = strcmp(value, o->fallback) == 0 ? TINT_NONE : TINT_WARN;
		table_add(&t, TINT_NONE, "%s: %s", o->section, o->name);
		table_add(&t, tint, "%s", value);
		table_add(&t, TINT_NONE, "%s", range_of(o));
		table_add(&t, TINT_DIM, "%s", o->help);
	}
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err) ? EXIT_FAILED
												    : EXIT_DONE;
}

static int show_default(struct invocation *v, struct error *err)
{
	const struct shipped_file *file = shipped_find("froth.yaml");
	if (!file) {
		error_set(err, "this build holds no default configuration");
		return EXIT_FAILED;
	}
	fwrite(file->data, 1, file->length, v->out);
	return EXIT_DONE;
}

int config_command(struct invocation *v, struct error *err)
{
	static const struct word_action actions[] = {
		{ "check", check }, { "path", show_path }, { "options", list_options }, { "default", show_default }
	};
	return word_run(v, actions, sizeof actions / sizeof *actions, "check, path, options or default", err);
}
