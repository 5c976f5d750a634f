#include "base/utf8.h"
#include "cli/fetching.h"
#include "cli/feed.h"
#include "cli/input.h"
#include "cli/sandbox.h"

static int print(const struct feed *feed, const struct invocation *v, struct error *err)
{
	struct buffer text;
	buffer_init(&text, 0);
	int status = v->args->given[ARGUMENT_JSON] ? feed_print_json(feed, &text) : feed_print_text(feed, &text);
	if (status)
		error_set(err, "out of memory");
	else
		fwrite(buffer_text(&text), 1, text.length, v->out);
	buffer_release(&text);
	return status;
}

/* What is no feed is still told as JSON, so that a script need not read the sentence. */
static int parse_and_print(const struct buffer *bytes, const struct invocation *v, struct error *err)
{
	const char *charset = v->args->values[ARGUMENT_CHARSET], *base = v->args->values[ARGUMENT_BASE];
	struct feed feed;
	int code = feed_parse(&feed, buffer_text(bytes), bytes->length, charset, base, err) ? EXIT_FAILED : EXIT_DONE;
	if (code == EXIT_DONE && print(&feed, v, err))
		code = EXIT_FAILED;
	else if (code == EXIT_FAILED && v->args->given[ARGUMENT_JSON])
		print(&feed, v, NULL);
	feed_release(&feed);
	return code;
}

/* With the bytes at hand and the output open nothing is left to be reached. */
static int confine(const struct invocation *v, struct error *err)
{
	struct sandbox_state state;
	return v->config.sandbox ? sandbox_enter(&(struct sandbox){ .writable = { NULL } }, &state, err) : 0;
}

int feed_command(struct invocation *v, struct error *err)
{
	if (v->args->word_count == 0) {
		error_set(err, "feed needs a file, or - for the standard input: froth %s", v->args->command->usage);
		return EXIT_USAGE;
	}
	struct buffer bytes;
	buffer_init(&bytes, (size_t)v->config.max_body_bytes);
	int code = EXIT_FAILED;
	if (input_read(v->args->words[0], &bytes, err) == 0 && confine(v, err) == 0)
		code = parse_and_print(&bytes, v, err);
	buffer_release(&bytes);
	return code;
}
