#include "cli/words.h"

#include <string.h>

#include "base/utf8.h"

#define SHOWN_SIZE 64

int word_refuse(const char *option, const char *expected, const char *found, struct error *err)
{
	char shown[SHOWN_SIZE];
	safe_copy(shown, sizeof shown, found);
	return error_set(err, "%s: expected %s, found \"%s\"", option, expected, shown);
}

int word_run(struct invocation *v, const struct word_action *actions, size_t count, const char *expected,
	     struct error *err)
{
	char shown[SHOWN_SIZE];
	const char *word = v->args->word_count ? v->args->words[0] : "";
	for (size_t i = 0; i < count; i++)
		if (strcmp(actions[i].word, word) == 0)
			return actions[i].run(v, err);
	safe_copy(shown, sizeof shown, word);
	error_set(err, "%s: expected %s, found %s", v->args->command->name, expected, *shown ? shown : "nothing");
	return EXIT_USAGE;
}
