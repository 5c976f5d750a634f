/* The command line: what is refused and what is suggested, then what is understood. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cli/arguments.h"
#include "cli/command.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct line {
	const char *words[8]; /* after the program's name */
	const char *sentence;
};

static int parse(struct arguments *a, const char *const *words, struct error *err)
{
	static char program[] = "froth", storage[8][64];
	char *argv[10] = { program };
	int argc = 1;
	for (; words[argc - 1]; argc++) {
		strncpy(storage[argc - 1], words[argc - 1], sizeof storage[0] - 1);
		argv[argc] = storage[argc - 1];
	}
	err->text[0] = '\0';
	return arguments_parse(a, argc, argv, err);
}

static void assert_refused(const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arguments a;
		struct error err;
		if (parse(&a, lines[i].words, &err) != -1)
			fail_msg("taken, though it should be refused: %s", lines[i].words[0]);
		if (!strstr(err.text, lines[i].sentence))
			fail_msg("expected \"%s\", found \"%s\"", lines[i].sentence, err.text);
		arguments_release(&a);
	}
}

static void an_unknown_option_is_refused_with_the_nearest(void **state)
{
	(void)state;
	static const struct line lines[] = {
		{ { "quote", "--jsno" }, "unknown option --jsno; did you mean --json?" },
		{ { "quote", "--jason" }, "did you mean --json?" },
		{ { "history", "--rnage=1y" }, "unknown option --rnage; did you mean --range?" },
		{ { "--ofline" }, "did you mean --offline?" },
		{ { "--zebra" }, "unknown option --zebra; froth --help lists them" },
		{ { "--=x" }, "unknown option --" },
		{ { "-x" }, "unknown option -x" },
		{ { "-hx" }, "unknown option -x" },
		{ { "--\033[31m" }, "unknown option --[31m" },
	};
	assert_refused(lines, COUNT(lines));
}

static void an_unknown_command_is_refused_with_the_nearest(void **state)
{
	(void)state;
	static const struct line lines[] = {
		{ { "qoute" }, "unknown command qoute; did you mean quote?" },
		{ { "--json", "buble" }, "did you mean bubble?" },
		{ { "source" }, "did you mean sources?" },
		{ { "zebra" }, "unknown command zebra; froth --help lists them" },
		{ { "" }, "unknown command" },
	};
	assert_refused(lines, COUNT(lines));
}

static void an_option_of_another_command_is_refused(void **state)
{
	(void)state;
	static const struct line lines[] = {
		{ { "quote", "--range", "1y" }, "quote has no option --range; it belongs to history" },
		{ { "--json" }, "froth has no option --json" },
		{ { "store", "info", "--csv" }, "store has no option --csv" },
		{ { "quote", "--once" }, "quote has no option --once; it belongs to froth collect" },
	};
	assert_refused(lines, COUNT(lines));
}

static void values_and_words_are_counted(void **state)
{
	(void)state;
	static const struct line lines[] = {
		{ { "history", "NVDA", "--range" }, "option --range needs a value: --range RANGE" },
		{ { "quote", "--json=yes" }, "option --json takes no value" },
		{ { "history", "--range", "1y", "--range=2y" }, "option --range is given twice" },
		{ { "quote", "--json", "--csv" }, "exclude each other" },
		{ { "history", "NVDA", "AMD" }, "unexpected \"AMD\"; the form is: froth history SYMBOL" },
		{ { "sources", "now" }, "unexpected \"now\"" },
		{ { "--demo", "--store", "x" }, "--demo has a store of its own" },
	};
	assert_refused(lines, COUNT(lines));
}

static void options_may_stand_anywhere(void **state)
{
	(void)state;
	static const char *const forms[][8] = {
		{ "history", "NVDA", "--range", "5y", "--json", NULL },
		{ "--json", "--range=5y", "history", "NVDA", NULL },
		{ "--range", "5y", "history", "--json", "--", "NVDA", NULL },
	};
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct arguments a;
		struct error err;
		assert_int_equal(parse(&a, forms[i], &err), 0);
		assert_string_equal(a.command->name, "history");
		assert_string_equal(a.values[ARGUMENT_RANGE], "5y");
		assert_true(a.given[ARGUMENT_JSON]);
		assert_int_equal(a.word_count, 1);
		assert_string_equal(a.words[0], "NVDA");
		arguments_release(&a);
	}
}

static void without_a_command_it_is_the_dashboard(void **state)
{
	(void)state;
	struct arguments a;
	struct error err;
	assert_int_equal(parse(&a, (const char *const[]){ "--once", "--plain", NULL }, &err), 0);
	assert_string_equal(a.command->name, "");
	assert_null(a.command->run);
	assert_true(a.given[ARGUMENT_ONCE]);
	arguments_release(&a);
}

static void a_dash_is_a_word_and_dashes_end_the_options(void **state)
{
	(void)state;
	struct arguments a;
	struct error err;
	assert_int_equal(parse(&a, (const char *const[]){ "feed", "-", NULL }, &err), 0);
	assert_string_equal(a.words[0], "-");
	arguments_release(&a);
	assert_int_equal(parse(&a, (const char *const[]){ "press", "--", "--json", NULL }, &err), 0);
	assert_false(a.given[ARGUMENT_JSON]);
	assert_string_equal(a.words[0], "--json");
	arguments_release(&a);
}

static void every_row_of_the_tables_is_whole(void **state)
{
	(void)state;
	for (const struct command *c = commands; c->name; c++) {
		assert_non_null(c->usage);
		assert_non_null(c->summary);
		assert_memory_equal(c->examples, "  ", 2);
		assert_true((c->run != NULL) == (*c->name != '\0' && !c->fetches));
		assert_true(*c->name == '\0' || command_find(c->name) == c);
	}
	for (enum argument i = 0; i < ARGUMENTS; i++) {
		assert_non_null(argument_rows[i].name);
		assert_true(!argument_rows[i].commands || argument_rows[i].commands[0] == ' ');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unknown_option_is_refused_with_the_nearest),
		cmocka_unit_test(an_unknown_command_is_refused_with_the_nearest),
		cmocka_unit_test(an_option_of_another_command_is_refused),
		cmocka_unit_test(values_and_words_are_counted),
		cmocka_unit_test(options_may_stand_anywhere),
		cmocka_unit_test(without_a_command_it_is_the_dashboard),
		cmocka_unit_test(a_dash_is_a_word_and_dashes_end_the_options),
		cmocka_unit_test(every_row_of_the_tables_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
